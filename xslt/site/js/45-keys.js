/* Keys: the search, the next and the previous entry, the list of keys. The reader can switch them off (WCAG 2.1.4). */
(function () {
  "use strict";
  var labels = edition.data().labels, field = document.querySelector("#search-words, .find input");
  var does = {
    "/": function () { if (field) { field.focus(); field.select(); } else { location.href = "search.html#search-words"; } },
    "?": list
  };
  if (edition.step) {
    does.n = function () { edition.step(1); };
    does.p = function () { edition.step(-1); };
  }

  function list() {
    var close = edition.element("button", { type: "button" }, labels.close), box = edition.element("dialog", { "class": "keys-box", "aria-labelledby": "keys-title" }, [
      edition.element("h2", { id: "keys-title" }, labels.keys),
      edition.element("dl", {}, Object.keys(does).concat("Esc").map(function (key) {
        return edition.element("div", {}, [edition.element("dt", {}, edition.element("kbd", {}, key)), edition.element("dd", {}, labels["keys." + key])]);
      })),
      edition.element("p", { "class": "remark" }, labels["keys.off.how"]), close
    ]);
    close.addEventListener("click", function () { box.close(); });
    box.addEventListener("close", function () { box.remove(); });
    document.body.append(box);
    box.showModal();
  }

  document.addEventListener("keydown", function (event) {
    if (!does.hasOwnProperty(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) { return; }
    if (document.documentElement.getAttribute("data-keys") === "off" || document.querySelector("dialog[open]")) { return; }
    if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) { return; }
    event.preventDefault();
    does[event.key]();
  });
})();
