/* An entry of the apparatus beside its words: in one popover, below the words or at the foot of a small screen. What it
   says is what the list at the end of the section says. */
(function () {
  "use strict";
  var text = document.querySelector("article.text, article.witness:not(.leaves)");
  if (!text || !("popover" in HTMLElement.prototype)) { return; }
  var labels = edition.data().labels, current = null, all = [].slice.call(text.querySelectorAll("a.app, a.mark"));
  var box = edition.element("div", { "class": "entry-box", popover: "", role: "dialog", "aria-label": labels.entry, tabindex: "-1" });
  document.body.append(box);

  function entry(link) {
    var id = edition.target(link).split("#n-")[1];
    var found = id && document.getElementById("s-" + id);
    return found && found.closest("li"); // of several lines, the first stands for all
  }

  /* The links that stand on the page now and have an entry. */
  function shown() {
    return all.filter(function (link) { return link.hasAttribute("href") && entry(link) && link.offsetParent; });
  }

  function step(by) {
    var seen = shown();
    return seen[seen.indexOf(current) + by];
  }

  function button(label, by) {
    var next = step(by), made = edition.element("button", { type: "button" }, label);
    made.disabled = !next;
    made.addEventListener("click", function () { open(step(by)); });
    return made;
  }

  function fill(link) {
    var words = edition.element("p", { "class": link.className.replace("app", "").trim(), dir: getComputedStyle(entry(link)).direction });
    [].forEach.call(entry(link).cloneNode(true).childNodes, function (node) { words.append(node.cloneNode(true)); });
    words.querySelectorAll("[id]").forEach(function (inner) { inner.removeAttribute("id"); });
    var lemma = words.querySelector("a.back");
    if (lemma) { lemma.replaceWith.apply(lemma, [].slice.call(lemma.childNodes)); }
    if (!words.querySelector("b.loc")) { words.prepend(edition.element("span", { "class": "number" }, String(entry(link).value)), " "); }
    var close = edition.element("button", { type: "button", "class": "close" }, labels.close);
    close.addEventListener("click", function () { box.hidePopover(); });
    box.replaceChildren(words, edition.element("p", { "class": "tools" }, [
      button(labels.previous, -1), button(labels.next, 1),
      edition.element("a", { href: edition.target(link) }, labels.whole), close
    ]));
  }

  function place(link) {
    var at = link.getClientRects()[0] || link.getBoundingClientRect();
    var left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8));
    box.style.setProperty("left", left + window.scrollX + "px");
    box.style.setProperty("top", at.bottom + window.scrollY + 6 + "px");
  }

  function open(link) {
    if (!link) { return; }
    var block = link.closest("details:not([open])");
    if (block) { block.open = true; }
    if (current) { current.classList.remove("shown"); }
    current = link;
    link.classList.add("shown");
    fill(link);
    if (!box.matches(":popover-open")) { box.showPopover(); }
    place(link);
    if (link.getBoundingClientRect().top < 0 || link.getBoundingClientRect().bottom > innerHeight * 0.7) { link.scrollIntoView({ block: "center" }); place(link); }
    box.focus({ preventScroll: true });
  }

  /* The next or the previous entry: of the one that was shown last, else of the place that the screen begins with. */
  edition.step = function (by) {
    var seen = shown(), at = seen.findIndex(function (link) { return link.getBoundingClientRect().top >= 0; });
    var next = current ? step(by) : seen[by > 0 ? Math.max(at, 0) : (at < 0 ? seen.length : at) - 1];
    if (next) { open(next); } else { turn(by); }
  };

  /* Over the end of a part: the first entry of the next one, or the last of the one before. */
  function turn(by) {
    var link = document.querySelector(".parts a[rel=" + (by > 0 ? "next" : "prev") + "]");
    if (!link) { return; }
    try { sessionStorage.setItem("edition-turned", by); } catch (e) { /* the part begins as it does */ }
    location.href = link.getAttribute("href") + location.search;
  }

  function arrive() {
    try {
      var by = Number(sessionStorage.getItem("edition-turned")), seen = by && shown();
      sessionStorage.removeItem("edition-turned");
      if (by) { open(seen[by > 0 ? 0 : seen.length - 1]); }
    } catch (e) { /* nothing was kept */ }
  }

  text.addEventListener("click", function (event) {
    var link = event.target.closest("a.app, a.mark");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !link.hasAttribute("href") || !entry(link)) { return; }
    event.preventDefault();
    open(link);
  });
  box.addEventListener("beforetoggle", function (event) {
    if (event.newState === "closed" && current) {
      current.classList.remove("shown");
      current.focus({ preventScroll: true });
    }
  });
  if (document.querySelector(".parts")) { arrive(); }
})();
