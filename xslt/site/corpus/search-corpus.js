/* The search in all editions of a corpus. Each edition has its index in a script of its own (search-data.js); they are loaded
   one after the other, so that one alone is held, and results stand in the order of the editions. */
(function () {
"use strict";
var ROOT = document.currentScript.src.replace(/[^\/]*$/, "");
document.addEventListener("DOMContentLoaded", function () {
  var form = document.getElementById("search"), field = document.getElementById("search-words");
  var status = document.getElementById("search-status"), results = document.getElementById("search-results");
  var editions = window.EDITION_CORPUS, say = form.dataset, SHOWN = 5, CONTEXT = 60, run = 0;

  /* The address of a page of an edition, in the language of this page where the edition has it. */
  function page(one, path) { return ROOT + one[0] + "/" + (one[2][document.documentElement.lang] || "") + path; }

  /* The index of an edition, or nothing where its script cannot be read. */
  function load(name, use) {
    var script = document.createElement("script");
    delete window.EDITION_SEARCH;
    script.src = ROOT + name + "/search-data.js";
    script.onload = script.onerror = function () { script.remove(); use(window.EDITION_SEARCH); };
    document.head.append(script);
  }

  /* The ranges of words of a block in which a clause stands. */
  function ranges(clause, words) {
    var made = [];
    for (var start = 0; start + clause.words.length <= words.length; start++) {
      if (clause.words.every(function (wanted, n) { return edition.words.fits(wanted, words[start + n].word); })) {
        made.push([words[start].start, words[start + clause.words.length - 1].end]);
      }
    }
    return made;
  }

  /* The blocks that have a word of a clause: those of its first word. */
  function blocksOf(data, clause) {
    var made = new Set();
    data.terms.forEach(function (term, n) {
      if (!edition.words.fits(clause.words[0], term)) { return; }
      for (var at = 0, flat = data.places[n]; at < flat.length; at += 2 + flat[at + 1]) { made.add(flat[at]); }
    });
    return made;
  }

  /* The blocks of an edition that have all that is sought and nothing that is excluded, with the ranges of characters. */
  function search(data, clauses) {
    var sought = clauses.filter(function (c) { return !c.excludes; }), excluded = clauses.filter(function (c) { return c.excludes; });
    var sets = sought.map(function (clause) { return blocksOf(data, clause); });
    return Array.from(sets[0]).filter(function (n) { return sets.every(function (set) { return set.has(n); }); })
      .sort(function (a, b) { return a - b; }).map(function (n) {
        var block = data.blocks[n], words = edition.words.words(block[4]);
        var parts = sought.map(function (clause) { return ranges(clause, words); });
        var fits = parts.every(function (part) { return part.length; }) && !excluded.some(function (c) { return ranges(c, words).length; });
        return fits ? { block: block, spans: edition.words.joined(parts.flat()) } : null;
      }).filter(Boolean);
  }

  function line(one, data, hit, query) {
    var text = hit.block[4], span = hit.spans[0], from = Math.max(0, span[0] - CONTEXT), to = Math.min(text.length, span[1] + CONTEXT);
    var href = page(one, data.witnesses[hit.block[0]][1]) + "?" + new URLSearchParams({ hl: query }) + "#" + hit.block[1];
    return edition.element("li", { dir: "auto" }, [
      data.witnesses[hit.block[0]][0] + ": ", from ? "… " : "", text.slice(from, span[0]),
      edition.element("a", { href: href }, edition.element("mark", {}, text.slice(span[0], span[1]))),
      text.slice(span[1], to), to < text.length ? " …" : ""
    ]);
  }

  function show(one, data, hits, query) {
    results.append(
      edition.element("h2", {}, [edition.element("a", { href: page(one, "search.html") + "?" + new URLSearchParams({ q: query }) }, one[1]), " (" + edition.figure(hits.length) + ")"]),
      edition.element("ul", {}, hits.slice(0, SHOWN).map(function (hit) { return line(one, data, hit, query); })));
  }

  /* Each edition after the one before; a new query ends the search for the last. */
  function ask(query) {
    var clauses = edition.words.clauses(query), mine = ++run, passages = 0, found = 0;
    results.replaceChildren();
    status.textContent = "";
    if (!clauses.some(function (c) { return !c.excludes; })) { return; }
    (function next(n) {
      if (mine !== run) { return; }
      if (n === editions.length) {
        status.textContent = passages ? edition.put(say.passages, edition.figure(passages), edition.figure(found)) : say.none;
        return;
      }
      if (n % 20 === 0) { status.textContent = edition.put(say.searching, edition.figure(n), edition.figure(editions.length)); }
      load(editions[n][0], function (data) {
        if (mine !== run) { return; }
        var hits = data ? search(data, clauses) : [];
        if (hits.length) { passages += hits.length; found += 1; show(editions[n], data, hits, query); }
        next(n + 1);
      });
    })(0);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.replaceState(null, "", "search.html" + (field.value ? "?" + new URLSearchParams({ q: field.value }) : ""));
    ask(field.value);
  });
  form.parentElement.hidden = false;
  document.getElementById("search-plain").hidden = true;
  field.value = new URLSearchParams(location.search).get("q") || "";
  ask(field.value);
});
})();
