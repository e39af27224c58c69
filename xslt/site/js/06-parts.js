/* Long pages stand in parts. An address whose id is not on this part leads to the part that has it; what a reader chose
   in the address (?a=W&b=G) goes along. The page for lost addresses leads from a part that is no more to its place. */
(function () {
  "use strict";
  var main = document.getElementById("content"), source = main && main.dataset.parts, tables = {}, waiting = {};

  /* The rows of a table, or in how many files they are; `number`: that of such a file. */
  edition.takeParts = function (rows, number) {
    var key = number === undefined ? "all" : number;
    tables[key] = rows;
    (waiting[key] || []).splice(0).forEach(function (then) { then(); });
  };

  function load(key, path, then) {
    if (tables[key]) { then(tables[key]); return; }
    waiting[key] = waiting[key] || [];
    waiting[key].push(function () { then(tables[key]); });
    if (waiting[key].length === 1) { document.head.append(edition.element("script", { src: path })); }
  }

  /* The part that has an id. */
  function seek(id, then) {
    function among(rows) {
      var row = rows.find(function (one) { return (" " + one[1] + " ").indexOf(" " + id + " ") >= 0; });
      then(row && row[0]);
    }
    load("all", source, function (rows) {
      if (!rows.count) { among(rows); return; }
      var sum = Array.from(id).reduce(function (made, letter) { return made + letter.codePointAt(0); }, 0), number = sum % rows.count;
      load(number, source.replace(/^parts-(.*)\.js$/, "parts/$1." + number + ".js"), among);
    });
  }

  function go() {
    var id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (e) { return; }
    if (!id || !source || document.getElementById(id)) { return; }
    seek(id, function (part) {
      if (part) { location.replace(part + location.search + "#" + encodeURIComponent(id)); return; }
      seek("n-" + id, function (other) {
        if (other) { location.replace(other + location.search + "#" + encodeURIComponent("n-" + id)); }
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
