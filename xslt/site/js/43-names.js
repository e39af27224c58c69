/* Index pages: only the entries whose names have the letters that the reader types; capitals and accents make no difference. */
(function () {
  "use strict";
  var list = document.querySelector(".entries-list"), labels = edition.data().labels;
  var entries = list ? [].slice.call(list.querySelectorAll("details.entry")) : [];
  if (entries.length < 12) { return; }

  function fold(words) { return words.split(/\s+/).map(edition.words.fold).filter(Boolean).join(" "); }

  var names = entries.map(function (entry) {
    return fold([entry.querySelector(".name"), entry.querySelector(".forms")].map(function (part) { return part ? part.textContent : ""; }).join(" "));
  });
  var field = edition.element("input", { type: "search", id: "names", autocomplete: "off" });
  var told = edition.element("span", { role: "status", "class": "remark" });

  function apply() {
    var wanted = fold(field.value).split(" ").filter(Boolean), shown = 0;
    entries.forEach(function (entry, i) {
      entry.hidden = !wanted.every(function (word) { return names[i].indexOf(word) >= 0; });
      shown += entry.hidden ? 0 : 1;
    });
    list.querySelectorAll("h2").forEach(function (heading) {
      var next = heading.nextElementSibling;
      while (next && next.hidden) { next = next.nextElementSibling; }
      heading.hidden = !next || next.tagName === "H2";
    });
    told.textContent = wanted.length ? edition.put(edition.form(labels, "names.count", entries.length), edition.figure(shown), edition.figure(entries.length)) : "";
  }

  field.addEventListener("input", apply);
  list.before(edition.element("p", { "class": "names-filter" }, [edition.element("label", { "for": "names" }, labels["names.filter"]), " ", field, " ", told]));
})();
