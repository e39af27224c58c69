/* The contents say in which section the reader is. */
(function () {
  "use strict";
  var links = [].slice.call(document.querySelectorAll("nav.contents a[href^='#']")), here = null;
  var sections = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
  if (!links.length) { return; }

  function follow() {
    var at = -1;
    sections.forEach(function (section, n) { if (section && section.getBoundingClientRect().top < innerHeight / 3) { at = n; } });
    if (links[at] === here) { return; }
    if (here) { here.removeAttribute("aria-current"); }
    here = links[at] || null;
    if (here) { here.setAttribute("aria-current", "location"); }
  }

  addEventListener("scroll", follow, { passive: true });
  follow();
})();
