/* Which disagreements are shown: what they are about, and which witnesses say something. The choice stands in the address. */
(function () {
  "use strict";
  var matters = [].slice.call(document.querySelectorAll("ol.disagreements > li"));
  if (!matters.length) { return; }
  var labels = edition.data().labels, asked = new URLSearchParams(location.search);
  var rows = matters.map(function (matter) {
    var said = [].map.call(matter.querySelectorAll(".sides .sigla"), function (one) { return one.textContent.trim().split(/\s+/); });
    return { matter: matter, about: matter.querySelector(".question").textContent, sigla: said.flat() };
  });

  function different(values) { return Array.from(new Set(values)); }

  var boxes = different(rows.flatMap(function (row) { return row.sigla; })).sort().map(function (siglum) {
    var box = edition.element("input", { type: "checkbox", name: "w", value: siglum });
    box.checked = asked.getAll("w").indexOf(siglum) >= 0;
    return box;
  });
  var about = different(rows.map(function (row) { return row.about; }));
  var kind = edition.element("select", { id: "matter-kind" }, [edition.element("option", { value: "" }, labels["filter.every"])].concat(
    about.map(function (one) { return edition.element("option", { value: one }, one); })));
  kind.value = about.indexOf(asked.get("about")) >= 0 ? asked.get("about") : "";
  var told = edition.element("p", { role: "status", "class": "remark" });

  function apply() {
    var wanted = boxes.filter(function (box) { return box.checked; }), now = new URLSearchParams(), shown = 0;
    rows.forEach(function (row) {
      row.matter.hidden = !!(kind.value && row.about !== kind.value) || !wanted.every(function (box) { return row.sigla.indexOf(box.value) >= 0; });
      shown += row.matter.hidden ? 0 : 1;
    });
    document.querySelectorAll("main section").forEach(function (section) {
      section.hidden = !section.querySelector("ol.disagreements > li:not([hidden])");
    });
    wanted.forEach(function (box) { now.append("w", box.value); });
    if (kind.value) { now.set("about", kind.value); }
    told.textContent = edition.put(edition.form(labels, "filter.count", rows.length), edition.figure(shown), edition.figure(rows.length));
    history.replaceState(null, "", location.pathname + (String(now) ? "?" + now : "") + location.hash);
  }

  var home = document.querySelector("main .filters"); // whose room is kept, so that nothing moves
  if (!home) {
    home = edition.element("div", { "class": "filters" });
    document.querySelector("main section").before(home);
  }
  home.append(
    edition.element("fieldset", {}, [edition.element("legend", {}, labels["filter.witness"])].concat(boxes.map(function (box) {
      return edition.element("label", {}, [box, " " + box.value]);
    }))),
    edition.element("div", {}, [edition.element("label", { "for": "matter-kind" }, labels["filter.kind"]), " ", kind]), told);
  home.addEventListener("change", apply);
  apply();
  if (location.hash) { var place = document.getElementById(location.hash.slice(1)); if (place && !place.hidden) { place.scrollIntoView(); } }
})();
