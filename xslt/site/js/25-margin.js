/* The entries of each block in the margin, where the screen is wide: beside their words, never upon each other. */
(function () {
  "use strict";
  var text = document.querySelector("article.text, article.witness:not(.leaves)"), wide = matchMedia("(min-width: 76rem)"), notes = [], asked = 0;
  if (!text) { return; }

  /* With large letters there may be no room beside the text. */
  function isAsked() {
    var at = text.getBoundingClientRect(), room = Math.max(at.left, document.documentElement.clientWidth - at.right);
    return wide.matches && room > 200 && document.documentElement.getAttribute("data-apparatus") === "margin";
  }

  function note(block) {
    var links = [].filter.call(block.querySelectorAll("a.app, a.mark"), function (link) { return link.closest("p, li, h2, h3, h4, h5, h6") === block; });
    var made = edition.element("div", { "class": "margin" });
    links.forEach(function (link) {
      var id = edition.target(link).split("#n-")[1], entry = id && document.getElementById("s-" + id);
      if (!entry || !entry.matches("li")) { return; }
      var words = edition.element("p", { "class": entry.className, dir: getComputedStyle(entry).direction });
      [].forEach.call(entry.childNodes, function (node) { words.append(node.cloneNode(true)); });
      var lemma = words.querySelector("a.back");
      if (lemma && document.getElementById(id)) { lemma.setAttribute("href", "#" + id); }
      words.dataset.entry = id;
      made.append(words);
    });
    return made.firstChild ? { block: block, box: made } : null;
  }

  function make() {
    notes = [].map.call(text.querySelectorAll("p, li, h2, h3, h4"), note).filter(Boolean);
    notes.forEach(function (one) { text.append(one.box); });
  }

  function arrange() {
    asked = 0;
    if (isAsked() && !notes.length) { make(); }
    text.classList.toggle("has-margin", isAsked());
    if (!isAsked()) { return; }
    var top = text.getBoundingClientRect().top, free = 0;
    notes.forEach(function (one) { one.box.hidden = !one.block.offsetParent; });
    var places = notes.map(function (one) { return [one.block.getBoundingClientRect().top - top, one.box.offsetHeight]; });
    notes.forEach(function (one, i) {
      if (!places[i][1]) { return; }
      free = Math.max(free, places[i][0]);
      one.box.style.setProperty("top", free + "px");
      free += places[i][1] + 10;
    });
  }

  function soon() { if (!asked) { asked = requestAnimationFrame(arrange); } }

  ["resize", "load"].forEach(function (name) { addEventListener(name, soon); });
  document.addEventListener("edition:view", soon);
  text.addEventListener("toggle", soon, true);
  arrange();
})();
