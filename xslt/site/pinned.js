/* Entries that a reader pins: kept in this browser, listed above the entries, and saved as citations, BibTeX or CSV. */
(function () {
  "use strict";
  var home = document.getElementById("pinned"), filters = document.querySelector("main > .filters");
  if (!home || !filters) { return; }
  var say = filters.dataset, element = edition.element, store = "edition-pinned " + edition.data().title, pins = read(), kinds = edition.kinds || {}; // apparatus.js knows them
  var local = location.protocol === "file:" && !edition.data().url;

  function read() {
    try { return JSON.parse(localStorage.getItem(store)) || []; } catch (e) { return []; }
  }

  function keep() {
    try { localStorage.setItem(store, JSON.stringify(pins)); } catch (e) { /* they hold for this page */ }
  }

  function at(id) { return pins.findIndex(function (pin) { return pin.id === id; }); }

  /* The words of an entry, without links and buttons that belong to the page. */
  function words(item) {
    var copy = item.cloneNode(true);
    copy.querySelectorAll(".cite, .why, .place, .kind, .vh, button").forEach(function (one) { one.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function pinOf(item) {
    var cite = item.querySelector("a.cite"), place = item.querySelector(".place, .loc");
    return {
      id: item.id, label: cite.dataset.label, href: cite.getAttribute("href"), text: words(item), place: place ? place.textContent : "",
      wits: [].map.call(item.querySelectorAll(".sigla"), function (one) { return one.textContent; }).join(" "),
      kind: item.className.split(" ").map(function (one) { return kinds[one.slice(2)] || ""; }).filter(Boolean).join("; ")
    };
  }

  function show(button, item) {
    var isPinned = at(item.id) >= 0;
    button.setAttribute("aria-pressed", isPinned);
    button.firstChild.textContent = isPinned ? "★" : "☆";
  }

  var buttons = new Map();
  document.querySelectorAll("ol.entries.full > li[id]").forEach(function (item) {
    var cite = item.querySelector("a.cite");
    if (!cite) { return; }
    var button = element("button", { type: "button", "class": "pin", title: say.pin }, [element("span", { "aria-hidden": "true" }, "☆"), element("span", { "class": "vh" }, say.pin + " " + cite.dataset.label)]);
    button.addEventListener("click", function () {
      var n = at(item.id);
      if (n >= 0) { pins.splice(n, 1); } else { pins.push(pinOf(item)); }
      changed();
    });
    buttons.set(item, button);
    cite.after(button);
    if (at(item.id) >= 0) { pins[at(item.id)] = pinOf(item); } // as the entry reads now
  });

  function save(name, type, text) {
    var url = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    element("a", { href: url, download: name }).click();
    setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
  }

  function cell(value) { return '"' + String(value).replace(/"/g, '""') + '"'; }

  var forms = {
    text: function () {
      return pins.map(function (pin) { return pin.text + "\n  " + edition.cites.citation(pin.label, edition.cites.address(pin.href)) + "\n"; }).join("\n");
    },
    bibtex: function () {
      return pins.map(function (pin) { return edition.cites.bibtex(pin.label + edition.put(edition.data().labelled, "") + " " + pin.text, edition.cites.address(pin.href), pin.id.replace(/^n-/, "")); }).join("\n\n") + "\n";
    },
    csv: function () {
      var rows = pins.map(function (pin) { return [pin.label, pin.place, pin.text, pin.wits, pin.kind, local ? pin.href : edition.cites.address(pin.href)]; });
      return [say["pin.columns"].split("|")].concat(rows).map(function (row) { return row.map(cell).join(",") + "\r\n"; }).join("");
    }
  };

  function action(label, does) {
    var made = element("button", { type: "button" }, label);
    made.addEventListener("click", does);
    return made;
  }

  function row(pin, n) {
    var here = document.getElementById(pin.id), away = action(say["pin.remove"], function () {
      pins.splice(n, 1);
      changed();
      var left = home.querySelectorAll("li button");
      (left[Math.min(n, left.length - 1)] || filters.querySelector("input, select")).focus();
    });
    away.append(element("span", { "class": "vh" }, " " + pin.label));
    return element("li", {}, [element("a", { href: (here ? "" : "apparatus.html") + "#" + pin.id }, pin.label), " ", pin.place ? element("span", { "class": "place" }, pin.place) : "", " ", element("span", {}, edition.spoken(pin.text)), " ", away]);
  }

  function list() {
    home.hidden = !pins.length;
    home.replaceChildren(element("h2", { id: "pinned-title" }, edition.put(say.option, say.pinned, edition.figure(pins.length))),
      element("ul", {}, pins.map(row)),
      element("p", { "class": "tools" }, [
        action(say["pin.text"], function () { save("pinned.txt", "text/plain", forms.text()); }),
        action("BibTeX", function () { save("pinned.bib", "application/x-bibtex", forms.bibtex()); }),
        action("CSV", function () { save("pinned.csv", "text/csv", "\ufeff" + forms.csv()); }),
        action(say["pin.clear"], function () { pins = []; changed(); filters.querySelector("input, select").focus(); })]));
  }

  function changed() {
    keep();
    buttons.forEach(show);
    list();
  }

  home.setAttribute("role", "region");
  home.setAttribute("aria-labelledby", "pinned-title");
  addEventListener("storage", function (event) { if (event.key === store) { pins = read(); buttons.forEach(show); list(); } });
  buttons.forEach(show);
  list();
})();
