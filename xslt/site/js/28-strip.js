/* Beside the text: where it varies most, as a strip as high as the screen, and what of it the screen shows. */
(function () {
  "use strict";
  var text = document.querySelector("article.text, article.witness:not(.leaves)"), wide = matchMedia("(min-width: 70rem)");
  if (!text || !text.querySelector("a.app")) { return; }
  var strip = edition.element("div", { "class": "strip", "aria-hidden": "true" }), shown = edition.element("span", { "class": "screen" });
  var blocks = [].filter.call(text.querySelectorAll("p[id], li[id], h2[id], h3[id]"), function (one) { return !one.closest("details"); });

  function kindOf(block) {
    return document.documentElement.getAttribute("data-differences") === "all" ? block.querySelectorAll("a.app, a.mark") : block.querySelectorAll("a.app:not(.accidental), a.mark");
  }

  function draw() {
    strip.replaceChildren();
    if (!wide.matches) { return; }
    var top = text.offsetTop, all = text.offsetHeight || 1;
    blocks.forEach(function (block) {
      var share = Math.min(1, kindOf(block).length * 12 / (block.textContent.split(/\s+/).length + 1));
      var part = edition.element("a", { href: "#" + block.id, tabindex: "-1" });
      part.style.setProperty("top", 100 * (block.offsetTop + (block.offsetParent === text ? 0 : -top)) / all + "%");
      part.style.setProperty("height", Math.max(0.25, 100 * block.offsetHeight / all) + "%");
      part.style.setProperty("opacity", 0.08 + 0.92 * share);
      strip.append(part);
    });
    strip.append(shown);
    follow();
  }

  function follow() {
    var at = text.getBoundingClientRect();
    shown.style.setProperty("top", Math.max(0, Math.min(100, -100 * at.top / at.height)) + "%");
    shown.style.setProperty("height", Math.min(100, 100 * innerHeight / at.height) + "%");
  }

  document.body.append(strip);
  addEventListener("scroll", follow, { passive: true });
  ["resize", "load"].forEach(function (name) { addEventListener(name, draw); });
  document.addEventListener("edition:view", draw);
  draw();
})();
