/* The page of the apparatus: which entries are shown (by witness, class, section, substance), how many there are of each,
   and in what order. The choice stands in the address. A part of a long page counts the entries of all parts. */
(function () {
  "use strict";
  var home = document.querySelector("main > .filters"), main = document.getElementById("content");
  var lists = [].slice.call(document.querySelectorAll("ol.entries.full"));
  if (!home || !lists.length) { return; }
  var say = home.dataset, element = edition.element, asked = new URLSearchParams(location.search), file = location.pathname.split("/").pop() || "apparatus.html";
  var names = {}, kinds = {}, sections = {}, sorted = null;
  say.witnesses.split(" ").forEach(function (pair) { names[pair.split("=")[0]] = pair.split("=")[1]; });
  home.querySelectorAll("data").forEach(function (one) { kinds[one.value] = one.textContent; });
  edition.kinds = kinds;

  function sectionsOf(item) {
    var around = [];
    for (var at = item.closest("section"); at; at = at.parentElement.closest("section")) { around.unshift(at); }
    return around.map(function (one) {
      var heading = one.firstElementChild, id = one.id.replace(/^n-/, "");
      if (id && !sections[id]) { sections[id] = heading.textContent; }
      return id;
    }).filter(Boolean);
  }

  /* What is known of an entry: witnesses that depart, classes, sections; whether it has a number. */
  function known(item, list) {
    var classes = item.className.split(" ");
    return {
      item: item, list: list, file: file, wits: (item.dataset.wit || "").split(" ").filter(Boolean), sections: sectionsOf(item),
      kinds: classes.filter(function (one) { return one.indexOf("k-") === 0; }).map(function (one) { return one.slice(2); }),
      weight: classes.indexOf("accidental") >= 0 ? "accidental" : "substantive", counts: item.hasAttribute("value")
    };
  }

  var here = [].concat.apply([], lists.map(function (list) { return [].map.call(list.children, function (item) { return known(item, list); }); })), all = here;

  function choice(name, label, every) {
    var select = element("select", { id: "filter-" + name }), holder = element("div", {}, [element("label", { "for": select.id }, label), " ", select]);
    return { name: name, select: select, holder: holder, every: every };
  }

  var boxes = Object.keys(names).map(function (id) {
    var box = element("input", { type: "checkbox", name: "w", value: id }), count = element("span", { "class": "count" });
    box.checked = asked.getAll("w").some(function (one) { return one === id || one === names[id]; });
    return { box: box, count: count, label: element("label", {}, [box, " " + names[id] + " ", count]) };
  });
  var kind = choice("class", say.class, say["class.every"]), place = choice("in", say.section, say["section.every"]);
  var weight = choice("type", say.weight, say["weight.every"]), order = choice("sort", say.sort);
  var told = element("p", { role: "status", "class": "remark" }), elsewhere = element("p", { "class": "elsewhere" });
  var start = { "class": asked.get("class") || asked.get("kind"), "in": asked.get("in"), type: asked.get("type") || (asked.get("substance") === "1" ? "substantive" : ""), sort: asked.get("sort") };

  function fill(one, options) {
    var before = one.select.value || start[one.name] || "";
    one.options = options;
    one.select.replaceChildren.apply(one.select, (one.every ? [["", one.every]] : []).concat(options).map(function (option) { return element("option", { value: option[0] }, option[1]); }));
    one.select.value = before;
    if (one.select.selectedIndex < 0) { one.select.selectedIndex = 0; }
  }

  function offer() {
    fill(kind, Object.keys(kinds).map(function (name) { return [name, kinds[name]]; }));
    fill(place, Object.keys(sections).map(function (id) { return [id, sections[id]]; }));
    fill(weight, [["substantive", say["weight.substantive"]], ["accidental", say["weight.accidental"]]]);
    fill(order, [["", say["sort.text"]], ["class", say["sort.class"]], ["witness", say["sort.witness"]]]);
    place.holder.hidden = place.options.length < 2;
  }

  var tests = {
    w: function (row) {
      var wanted = boxes.filter(function (one) { return one.box.checked; });
      return !wanted.length || wanted.some(function (one) { return row.wits.indexOf(one.box.value) >= 0; });
    },
    "class": function (row) { return !kind.select.value || row.kinds.indexOf(kind.select.value) >= 0; },
    "in": function (row) { return !place.select.value || row.sections.indexOf(place.select.value) >= 0; },
    type: function (row) { return !weight.select.value || row.weight === weight.select.value; }
  };

  /* Whether an entry is shown, by all choices but one. */
  function fits(row, but) { return Object.keys(tests).every(function (name) { return name === but || tests[name](row); }); }

  /* How many entries each choice would show beside the other choices. */
  function count() {
    boxes.forEach(function (one) {
      one.count.textContent = edition.figure(all.filter(function (row) { return row.counts && fits(row, "w") && row.wits.indexOf(one.box.value) >= 0; }).length);
    });
    [[kind, function (row, value) { return row.kinds.indexOf(value) >= 0; }], [place, function (row, value) { return row.sections.indexOf(value) >= 0; }],
      [weight, function (row, value) { return row.weight === value; }]].forEach(function (pair) {
      var rows = all.filter(function (row) { return row.counts && fits(row, pair[0].name); });
      pair[0].options.forEach(function (option, n) {
        var number = rows.filter(function (row) { return pair[1](row, option[0]); }).length;
        pair[0].select.options[n + 1].textContent = edition.put(say.option, option[1], edition.figure(number));
      });
    });
  }

  function grouped(key) {
    var groups = new Map();
    here.forEach(function (row) {
      var name = key(row);
      groups.set(name, (groups.get(name) || []).concat(row));
    });
    return [].concat(Array.from(groups)).sort(function (a, b) { return (a[0] === "") - (b[0] === "") || a[0].localeCompare(b[0], document.documentElement.lang); });
  }

  /* Entries by class or by the witnesses that depart; those without one last, without a heading. */
  function arrange(by) {
    if (sorted) { sorted.remove(); sorted = null; }
    here.forEach(function (row) { row.list.append(row.item); });
    main.classList.toggle("is-sorted", by !== "");
    if (!by) { return; }
    sorted = element("div", { "class": "sorted" });
    grouped(by === "class" ? function (row) { return kinds[row.kinds[0]] || ""; } : function (row) { return row.wits.map(function (id) { return names[id] || ""; }).join(" ").trim(); }).forEach(function (group) {
      var items = group[1].map(function (row) { return row.item; });
      sorted.append(element("section", {}, (group[0] ? [element("h2", {}, group[0])] : []).concat(element("ol", { "class": "entries full" }, items))));
    });
    lists[0].closest("main > *").before(sorted);
  }

  function hideEmpty() {
    document.querySelectorAll("main section, ol.entries.full").forEach(function (one) { one.hidden = !one.querySelector("li[class]:not([hidden])"); });
  }

  /* On a part: how many entries other parts have. */
  function tell(rows) {
    var others = new Map();
    rows.forEach(function (row) { if (row.file !== file) { others.set(row.file, (others.get(row.file) || 0) + 1); } });
    elsewhere.hidden = !others.size;
    elsewhere.replaceChildren(say.elsewhere + " ");
    Array.from(others).forEach(function (one, n) {
      elsewhere.append(n ? ", " : "", element("a", { href: one[0] + location.search }, edition.put(say.part, edition.parts[one[0]], edition.figure(one[1]))));
    });
  }

  function apply(event) {
    var now = new URLSearchParams(), rows, whole = all.filter(function (row) { return row.counts; });
    here.forEach(function (row) { row.item.hidden = !fits(row); });
    if (!event || event.target === order.select) { arrange(order.select.value); }
    hideEmpty();
    count();
    boxes.forEach(function (one) { if (one.box.checked) { now.append("w", one.box.value); } });
    [kind, place, weight, order].forEach(function (one) { if (one.select.value) { now.set(one.name, one.select.value); } });
    history.replaceState(null, "", location.pathname + (String(now) ? "?" + now : "") + location.hash);
    rows = whole.filter(function (row) { return fits(row); });
    told.textContent = edition.put(rows.length === whole.length ? edition.form(say, "all", whole.length) : edition.form(say, "shown", whole.length), edition.figure(rows.length), edition.figure(whole.length));
    tell(rows);
  }

  /* The entries of the other parts of a long page: [file, [[witnesses, classes, weight, sections], …]], and the names of sections. */
  edition.takeEntries = function (parts, titles) {
    edition.parts = {};
    parts.forEach(function (part, n) { edition.parts[part[0]] = n + 1; });
    sections = titles;
    var own = (parts.find(function (part) { return part[0] === file; }) || [0, []])[1].slice(), before = [];
    here.forEach(function (row) {
      if (row.counts && own.length) { before = own.shift()[3].split(" "); }
      row.sections = before;
    });
    all = [].concat.apply([], parts.map(function (part) {
      return part[0] === file ? here : part[1].map(function (row) {
        return { file: part[0], wits: row[0].split(" "), kinds: row[1].split(" "), weight: row[2] ? "accidental" : "substantive", sections: row[3].split(" "), counts: true };
      });
    }));
    offer();
    apply();
  };

  home.replaceChildren.apply(home, [element("fieldset", {}, [element("legend", {}, say.witness)].concat(boxes.map(function (one) { return one.label; }))),
    kind.holder, place.holder, weight.holder, order.holder, told, elsewhere]);
  home.addEventListener("change", apply);
  offer();
  apply();
  if (main.dataset.entries) { document.head.append(element("script", { src: main.dataset.entries })); }
  if (location.hash) { var aim = document.getElementById(location.hash.slice(1)); if (aim && !aim.hidden) { aim.scrollIntoView(); } }
})();
