/* A link to an entry opens it, and whatever it is folded into. */
(function () {
  "use strict";
  function named(hash) {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch (e) { return null; }
  }

  function reveal() {
    var place = named(location.hash), folded = false;
    for (var at = place; at; at = at.parentElement) {
      if (at.tagName === "DETAILS" && !at.open) { folded = at.open = true; }
    }
    if (place && place.matches("details.entry")) { place.hidden = false; }
    if (folded) { place.scrollIntoView(); }
  }

  window.addEventListener("hashchange", reveal);
  reveal();
})();
