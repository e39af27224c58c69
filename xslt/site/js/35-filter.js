/* Which entries of the apparatus page are shown: by witness, kind, substance. The choice stands in the address. */
(function () {
  "use strict";
  var home = document.querySelector(".filters"), entries = [].slice.call(document.querySelectorAll(".entries.full > li[data-wit]"));
  if (!home || !entries.length) { return; }
  var labels = edition.data().labels, asked = new URLSearchParams(location.search);
  var witnesses = home.dataset.witnesses.split(" ").map(function (pair) { return pair.split("="); });
  var kinds = [].map.call(home.querySelectorAll("data"), function (one) { return [one.value, one.textContent]; });
  var told = edition.element("p", { role: "status", "class": "remark" });

  var boxes = witnesses.map(function (witness) {
    var box = edition.element("input", { type: "checkbox", name: "w", value: witness[0] });
    box.checked = asked.getAll("w").indexOf(witness[0]) >= 0;
    return box;
  });
  var kind = edition.element("select", { id: "filter-kind" }, [edition.element("option", { value: "" }, labels["filter.every"])].concat(
    kinds.map(function (one) { return edition.element("option", { value: one[0] }, one[1]); })));
  kind.value = kinds.some(function (one) { return one[0] === asked.get("kind"); }) ? asked.get("kind") : "";
  var substance = edition.element("input", { type: "checkbox", name: "substance" });
  substance.checked = asked.get("substance") === "1";

  function fits(entry) {
    var wanted = boxes.filter(function (box) { return box.checked; }), departing = entry.dataset.wit.split(" ");
    return (!wanted.length || wanted.some(function (box) { return departing.indexOf(box.value) >= 0; })) &&
      (!kind.value || entry.classList.contains("k-" + kind.value)) && (!substance.checked || !entry.classList.contains("accidental"));
  }

  function apply() {
    var shown = 0, now = new URLSearchParams();
    entries.forEach(function (entry) { entry.hidden = !fits(entry); shown += entry.hidden ? 0 : 1; });
    boxes.forEach(function (box) { if (box.checked) { now.append("w", box.value); } });
    if (kind.value) { now.set("kind", kind.value); }
    if (substance.checked) { now.set("substance", "1"); }
    told.textContent = edition.put(edition.form(labels, "filter.count", entries.length), edition.figure(shown), edition.figure(entries.length));
    history.replaceState(null, "", location.pathname + (String(now) ? "?" + now : "") + location.hash);
  }

  home.replaceChildren(
    edition.element("fieldset", {}, [edition.element("legend", {}, labels["filter.witness"])].concat(boxes.map(function (box, i) {
      return edition.element("label", {}, [box, " " + witnesses[i][1]]);
    }))),
    edition.element("div", {}, [edition.element("label", { "for": "filter-kind" }, labels["filter.kind"]), " ", kind]),
    edition.element("label", {}, [substance, " " + labels["filter.substance"]]), told);
  home.addEventListener("change", apply);
  apply();
  if (location.hash) { var place = document.getElementById(location.hash.slice(1)); if (place && !place.hidden) { place.scrollIntoView(); } }
})();
