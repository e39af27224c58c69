/* The switch of the language leads to the same place: what is asked and shown on this page goes along. */
(function () {
  "use strict";
  document.querySelectorAll("nav.languages a").forEach(function (link) {
    var page = link.getAttribute("href");
    ["pointerdown", "focus", "click"].forEach(function (name) {
      link.addEventListener(name, function () { link.setAttribute("href", page + location.search + location.hash); });
    });
  });
})();
