/* Long pages stand in parts. An address whose id is not on this part leads to the part that has it; what a reader chose
   in the address (?a=W&b=G) goes along. The page for lost addresses leads from a part that is no more to its place. */
(function () {
  "use strict";
  var main = document.getElementById("content"), source = main && main.dataset.parts, table = null, waiting = [];

  edition.takeParts = function (rows) {
    table = rows;
    waiting.splice(0).forEach(function (then) { then(); });
  };

  function load(then) {
    if (table) { then(); return; }
    waiting.push(then);
    if (waiting.length === 1) { document.head.append(edition.element("script", { src: source })); }
  }

  function go() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    if (!id || !source || document.getElementById(id)) { return; }
    load(function () {
      [id, "n-" + id].some(function (name) {
        var row = table.find(function (one) { return (" " + one[1] + " ").indexOf(" " + name + " ") >= 0; });
        if (row) { location.replace(row[0] + location.search + "#" + encodeURIComponent(name)); }
        return row;
      });
    });
  }

  /* `read-div-x.html`, a part that an edition once had, stands for `read.html#div-x`. */
  function refind() {
    var asked = decodeURIComponent(location.pathname.split("/").pop()).replace(/\.html$/, "");
    var pages = [].map.call(document.querySelectorAll("header.site nav a"), function (link) { return link.getAttribute("href").replace(/\.html$/, ""); });
    var page = pages.filter(function (one) { return asked.indexOf(one + "-") === 0; }).sort(function (a, b) { return b.length - a.length; })[0];
    if (page) { location.replace(page + ".html" + location.search + "#" + (location.hash.slice(1) || asked.slice(page.length + 1))); }
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest(".parts a");
    if (link && location.search) { link.search = location.search; }
  });
  addEventListener("hashchange", go);
  go();
  if (document.querySelector("main > [data-missing]")) { refind(); }
})();
