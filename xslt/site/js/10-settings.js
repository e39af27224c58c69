/* The reader's choices, in the frame of the page. */
(function () {
  "use strict";
  var header = document.querySelector("header.site"), labels = edition.data().labels;
  if (!header) { return; }
  var isText = document.querySelector("article.text, article.witness");
  var names = isText ? ["apparatus", "differences", "names", "size", "theme", "keys"] : ["size", "theme", "keys"];

  if (isText && document.querySelector(".normalised")) { names.unshift("layer"); }

  function field(name) {
    var made = edition.element("fieldset", {}, edition.element("legend", {}, labels[name]));
    edition.choices[name].forEach(function (value) {
      var button = edition.element("input", { type: "radio", name: "view-" + name, value: value });
      button.checked = document.documentElement.getAttribute("data-" + name) === value;
      button.addEventListener("change", function () { edition.choose(name, value); });
      made.append(edition.element("label", {}, [button, " " + labels[name + "." + value]]));
    });
    return made;
  }

  var panel = edition.element("details", { "class": "settings" }, [
    edition.element("summary", {}, labels.view), edition.element("div", { "class": "choices" }, names.map(field))
  ]);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && panel.open) { panel.open = false; panel.firstChild.focus(); }
  });
  document.addEventListener("click", function (event) { if (!panel.contains(event.target)) { panel.open = false; } });
  header.append(panel);
})();
