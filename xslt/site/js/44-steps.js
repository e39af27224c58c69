/* On pages that are lists (of entries, matters, rows, names) the keys n and p go from one to the next. */
(function () {
  "use strict";
  var main = document.querySelector("main"), last = null;
  var stops = main ? [].slice.call(main.querySelectorAll("ol.entries > li[id], ol.disagreements > li[id], tr[id], details.entry[id]")) : [];
  if (edition.step || stops.length < 2) { return; }

  edition.step = function (by) {
    var shown = stops.filter(function (one) { return one.offsetParent; });
    var at = shown.indexOf(last), first = shown.findIndex(function (one) { return one.getBoundingClientRect().top >= 0; });
    var next = shown[at < 0 ? (by > 0 ? Math.max(first, 0) : (first < 0 ? shown.length : first) - 1) : at + by];
    if (!next) { return; }
    last = next;
    next.scrollIntoView({ block: "center" });
    (next.querySelector("a[href], summary, button") || next).focus({ preventScroll: true });
  };
})();
