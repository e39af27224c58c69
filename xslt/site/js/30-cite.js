/* How to cite a place: its address, a citation, BibTeX and RIS, each to be copied. */
(function () {
  "use strict";
  var said = edition.data(), labels = said.labels;
  var box = edition.element("dialog", { "class": "cite-box", "aria-labelledby": "cite-title" });

  function put(key, words) { return edition.put(labels[key], words); }

  function address(href, page) {
    var url = new URL(href, location.href), isHere = url.pathname === location.pathname;
    if (page) { url.pathname = url.pathname.replace(/[^/]*$/, page); } // of a page in parts: the address that stays
    if (said.url) { url = new URL(url.pathname.split("/").pop() + url.hash, said.url.replace(/\/*$/, "/")); }
    ["a", "b", "c", "d", "apparatus"].forEach(function (name) {
      var value = new URLSearchParams(location.search).get(name);
      if (value && isHere) { url.searchParams.set(name, value); }
    });
    return url.href;
  }

  /* A copy on somebody's disk has no address that others could use. */
  function lasting(url) {
    return !said.url && location.protocol === "file:" ? "" : url;
  }

  function today() {
    var now = new Date(), two = function (n) { return String(n).padStart(2, "0"); };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /* A day as the language of the labels writes it, and words that run together with it («l’8»), as modules/elisions.xsl. */
  function inWords(day) {
    var parts = day.split("-").map(Number), dates = said.dates;
    return edition.put(dates.day, parts[2] === 1 ? dates.first : parts[2], dates.months[parts[1] - 1], parts[0]);
  }

  function elided(words) {
    return said.dates.elisions.reduce(function (made, pair) { return made.replace(new RegExp(pair.found, "gu"), pair.put); }, words);
  }

  function citation(label, url) {
    var editors = said.editors.length ? put("cite.editors", said.editors.join(said.list)) : "";
    var about = [editors, said.publisher, said.issued, said.version ? put("cite.version", said.version) : "", said.doi ? "https://doi.org/" + said.doi : ""].filter(Boolean);
    return said.title + (about.length ? said.list + about.join(said.list) : "") + said.list + label + said.list +
      (lasting(url) ? url + " (" + elided(put(labels["cite.accessed.day"] ? "cite.accessed.day" : "cite.accessed", inWords(today()))) + ")" : url.split("/").pop() + " (" + labels["cite.copy-of"] + ")");
  }

  function bibtex(label, url, key) {
    var safe = function (words) { return words.replace(/([{}\\])/g, "\\$1").replace(/([&%$#_])/g, "\\$1"); };
    var rows = [["title", "{" + safe(said.title) + "}"], ["editor", said.editors.map(safe).join(" and ")], ["publisher", safe(said.publisher || "")],
      ["year", (said.date || "").slice(0, 4)], ["version", safe(said.version || "")], ["doi", said.doi], ["note", safe(label)], ["url", lasting(url)], ["urldate", lasting(url) && today()]];
    return "@online{" + (key || "edition") + ",\n" + rows.filter(function (row) { return row[1]; }).map(function (row) { return "  " + row[0] + " = {" + row[1] + "}"; }).join(",\n") + "\n}";
  }

  function ris(label, url) {
    var rows = [["TY", "ELEC"], ["TI", said.title]].concat(said.editors.map(function (name) { return ["ED", name]; }),
      [["PB", said.publisher], ["PY", (said.date || "").slice(0, 4)], ["ET", said.version], ["DO", said.doi], ["N1", label], ["UR", lasting(url)], ["Y2", lasting(url) && today()], ["ER", " "]]);
    return rows.filter(function (row) { return row[1]; }).map(function (row) { return row[0] + "  - " + row[1].trim(); }).join("\n");
  }

  /* Addresses and records are code, from left to right among any labels; a citation runs as its first word. */
  function part(name, words, dir) {
    var shown = edition.element("pre", { tabindex: "0", dir: dir || "ltr" }, words), copy = edition.element("button", { type: "button" }, labels["cite.copy"]);
    copy.append(edition.element("span", { "class": "vh" }, edition.put(said.labelled, "") + " " + name));
    copy.addEventListener("click", function () {
      navigator.clipboard.writeText(words).then(function () { copy.firstChild.nodeValue = labels["cite.copied"]; }, function () { getSelection().selectAllChildren(shown); });
    });
    return edition.element("section", {}, [edition.element("h3", {}, [name]), copy, shown]);
  }

  function open(link) {
    var label = link.dataset.label, url = address(link.getAttribute("href"), link.dataset.page), close = edition.element("button", { type: "button", autofocus: "" }, labels.close);
    close.addEventListener("click", function () { box.close(); });
    box.replaceChildren(edition.element("h2", { id: "cite-title" }, edition.put(said.labelled, labels.cite) + " " + label), close,
      said.url ? "" : edition.element("p", { "class": "remark" }, labels["cite.nowhere"]),
      part(labels["cite.link"], url), part(labels["cite.text"], citation(label, url), "auto"), part("BibTeX", bibtex(label, url)), part("RIS", ris(label, url)));
    box.showModal();
  }

  edition.cites = { address: address, bibtex: bibtex, citation: citation };
  document.body.append(box);
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.cite");
    if (event.target === box) { box.close(); }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    history.replaceState(null, "", link.hash && link.pathname === location.pathname ? link.hash : location.hash || location.pathname);
    open(link);
  });
})();
