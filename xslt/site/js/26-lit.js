/* Words and their entry in the margin are lit together, by the pointer or by Tab. */
(function () {
  "use strict";
  var text = document.querySelector("article.text, article.witness:not(.leaves)"), lit = [];
  if (!text) { return; }

  function entryAt(place) {
    var link = place.closest && place.closest("a.app, a.mark, .margin p[data-entry]");
    return link && (link.dataset.entry || edition.target(link).split("#n-")[1]);
  }

  function light(event) {
    var id = entryAt(event.target);
    lit.forEach(function (one) { one.classList.remove("lit"); });
    lit = id ? [].filter.call(text.querySelectorAll("a.app, a.mark, .margin p[data-entry]"), function (one) { return entryAt(one) === id; }) : [];
    lit.forEach(function (one) { one.classList.add("lit"); });
  }

  text.addEventListener("pointerover", light);
  text.addEventListener("focusin", light);
  text.addEventListener("pointerleave", light);
})();
