/* Who wants no apparatus hears none: the words of a place are no link then, and nothing is said of its entry. */
(function () {
  "use strict";
  var links = [].slice.call(document.querySelectorAll("article a.app, article a.mark"));

  function apply() {
    var quiet = document.documentElement.getAttribute("data-apparatus") === "none";
    links.forEach(function (link) {
      var from = quiet ? "href" : "data-href", to = quiet ? "data-href" : "href";
      if (link.hasAttribute(from)) {
        link.setAttribute(to, link.getAttribute(from));
        link.removeAttribute(from);
      }
    });
  }

  document.addEventListener("edition:view", apply);
  apply();
})();
