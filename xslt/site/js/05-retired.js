/* An address whose id the edition has retired leads to its successor, and says so. */
(function () {
  "use strict";
  var main = document.getElementById("content");
  if (typeof EDITION_RETIRED === "undefined" || !main) { return; }

  function go() {
    var asked = decodeURIComponent(location.hash.slice(1)), before = /^(n-)?/.exec(asked)[0], id = asked.slice(before.length);
    if (!EDITION_RETIRED.hasOwnProperty(id) || document.getElementById(asked)) { return; }
    var next = [before + EDITION_RETIRED[id], EDITION_RETIRED[id]].find(function (one) { return one && document.getElementById(one); });
    if (!next && main.dataset.parts && EDITION_RETIRED[id]) { location.replace("#" + EDITION_RETIRED[id]); return; }
    var told = edition.element("p", { "class": "retired", role: "status" }, edition.data().labels[next ? "retired" : "gone"]);
    if (!next) { main.prepend(told); return; }
    document.getElementById(next).before(told);
    location.replace("#" + next);
  }

  addEventListener("hashchange", go);
  go();
})();
