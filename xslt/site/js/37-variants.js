/* What the page of variants shows: blocks in which chosen witnesses depart, in readings of a class, in a section. The
   choice stands in the address. On a part of a long page it holds for the sections of that part. */
(function () {
  "use strict";
  var heat = document.querySelector(".heat"), home = document.querySelector("main > .filters");
  if (!home || (!heat && !document.querySelector("figure.order"))) { return; }
  var labels = edition.data().labels, say = home.dataset, asked = new URLSearchParams(location.search), element = edition.element;
  var sigla = say.witnesses.split(" ");
  var tables = [].map.call(heat ? heat.querySelectorAll("table") : [], function (table) {
    return { table: table, id: table.dataset.section, title: table.caption.textContent, rows: [].slice.call(table.tBodies[0].rows) };
  });
  var classes = [].map.call(home.querySelectorAll("data"), function (one) { return [one.value, one.textContent]; });

  function choice(name, every, options) {
    var made = element("select", { id: "variants-" + name }, [["", every]].concat(options).map(function (one) {
      return element("option", { value: one[0] }, one[1]);
    }));
    made.value = options.some(function (one) { return one[0] === asked.get(name); }) ? asked.get(name) : "";
    return made;
  }

  function labelled(select, label) { return element("div", {}, [element("label", { "for": select.id }, label), " ", select]); }

  var boxes = sigla.map(function (siglum) {
    var box = element("input", { type: "checkbox", name: "w", value: siglum });
    box.checked = asked.getAll("w").indexOf(siglum) >= 0;
    return box;
  });
  var kind = choice("kind", labels["filter.every"], classes);
  var section = choice("in", say.everywhere, tables.map(function (one) { return [one.id, one.title]; }).filter(function (one, n, all) {
    return all.findIndex(function (other) { return other[0] === one[0]; }) === n;
  }));
  var told = element("p", { role: "status", "class": "remark" });

  /* Columns and rows of witnesses that are not wanted; the base stays. */
  function narrow(table, isHidden) {
    var columns = [].map.call(table.tHead.rows[0].cells, function (cell) { return isHidden(cell.textContent.trim()); }), above = false;
    [].forEach.call(table.rows, function (row) {
      if (!row.classList.contains("bar")) {
        [].forEach.call(row.cells, function (cell, n) { if (row.cells.length === columns.length) { cell.hidden = columns[n]; } });
        above = row.cells[0].classList.contains("siglum") && isHidden(row.cells[0].textContent.trim());
      }
      if (table.classList.contains("numbers")) { row.hidden = above; }
    });
  }

  function fits(row) {
    return [].some.call(row.cells, function (cell) {
      var known = (cell.dataset.k || "").split(" ");
      return !cell.hidden && (kind.value ? known.indexOf(kind.value) >= 0 : known[0] !== "");
    });
  }

  function apply() {
    var wanted = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }), now = new URLSearchParams(), shown = 0, all = 0;
    function isHidden(siglum) { return wanted.length > 0 && sigla.indexOf(siglum) >= 0 && wanted.indexOf(siglum) < 0; }
    document.querySelectorAll(".heat table, table.numbers").forEach(function (table) { narrow(table, isHidden); });
    document.querySelectorAll("figure.order").forEach(function (figure) { figure.hidden = isHidden(figure.dataset.n); });
    tables.forEach(function (one) {
      var here = 0;
      one.rows.forEach(function (row) {
        row.hidden = (wanted.length > 0 || kind.value !== "") && !fits(row);
        here += row.hidden ? 0 : 1;
      });
      one.table.hidden = !here || (section.value !== "" && section.value !== one.id);
      shown += one.table.hidden ? 0 : here;
      all += one.rows.length;
    });
    wanted.forEach(function (siglum) { now.append("w", siglum); });
    if (kind.value) { now.set("kind", kind.value); }
    if (section.value) { now.set("in", section.value); }
    told.textContent = all ? edition.put(edition.form(say, "count", all), edition.figure(shown), edition.figure(all)) : "";
    history.replaceState(null, "", location.pathname + (String(now) ? "?" + now : "") + location.hash);
  }

  home.replaceChildren(
    element("fieldset", {}, [element("legend", {}, labels["filter.witness"])].concat(boxes.map(function (box) {
      return element("label", {}, [box, " " + box.value]);
    }))), labelled(kind, labels["filter.kind"]), labelled(section, say.section), told);
  home.addEventListener("change", apply);
  apply();
})();
