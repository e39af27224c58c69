/* The search page. The index is in search-data.js (src/edition/publish/site/search_index.py); what a word is, in edition.js. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  var form = document.getElementById("search"), field = document.getElementById("search-words");
  var status = document.getElementById("search-status"), results = document.getElementById("search-results");
  var where = document.getElementById("search-in"), boxes = Array.from(form.querySelectorAll("input[name=w]"));
  var data = window.EDITION_SEARCH, say = form.dataset, PAGE = 50, FIRST = 10, CONTEXT = 60;
  if (data.words) { Object.assign(data, { terms: [], places: [], blocks: new Array(data.count) }); }
  var numbers = new Map(data.terms.map(function (term, n) { return [term, n]; })), known = new Map();
  var asked = {}, found = [], shown = 0, isNote = new Set(data.notes), loaded = {}, waiting = [];

  var put = edition.put, figure = edition.figure;

  /* -- the index in files (src/edition/publish/site/search_shards.py), which are loaded when a query needs them -- */

  edition.takeWords = function (number, rows) {
    rows.forEach(function (row) {
      if (!numbers.has(row[0])) { numbers.set(row[0], data.terms.push(row[0]) - 1); data.places.push([]); }
      var n = numbers.get(row[0]);
      data.places[n] = data.places[n].concat(row[1]);
      known.delete(n);
    });
  };

  edition.takeBlocks = function (number, rows) {
    rows.forEach(function (row, n) { data.blocks[data.texts[number] + n] = row; });
  };

  /* Does `then` when all the files are there: at once, if none is lacking. */
  function load(files, then) {
    var lacking = files.filter(function (file) { return loaded[file] !== true; });
    if (!lacking.length) { then(); return; }
    waiting.push({ files: lacking, then: then });
    lacking.filter(function (file) { return !loaded[file]; }).forEach(function (file) {
      var script = edition.element("script", { src: "search/" + file + ".js" });
      loaded[file] = "asked";
      script.addEventListener("load", function () { loaded[file] = true; arrived(); });
      script.addEventListener("error", function () { loaded[file] = false; });
      document.head.append(script);
    });
  }

  function arrived() {
    var ready = waiting.filter(function (one) { return one.files.every(function (file) { return loaded[file] === true; }); });
    waiting = waiting.filter(function (one) { return ready.indexOf(one) < 0; });
    ready.forEach(function (one) { one.then(); });
  }

  /* The files that have the words of a query. */
  function wordFiles(clauses) {
    var firsts = data.words || [], wanted = clauses.flatMap(function (clause) { return clause.words; });
    return Array.from(firsts.keys()).filter(function (n) {
      return wanted.some(function (one) {
        return firsts[n] <= one.word + (one.open ? "\uFFFF" : "") && (n + 1 === firsts.length || firsts[n + 1] >= one.word);
      });
    }).map(function (n) { return "words-" + n; });
  }

  /* The files that have the texts of blocks. */
  function blockFiles(numbers) {
    var firsts = data.texts || [], files = new Set();
    if (firsts.length) {
      numbers.forEach(function (number) {
        var low = 0, high = firsts.length;
        while (high - low > 1) { var mid = (low + high) >> 1; if (firsts[mid] <= number) { low = mid; } else { high = mid; } }
        files.add("blocks-" + low);
      });
    }
    return Array.from(files);
  }

  /* A block; of one whose file is not there its witness, and whether it is a note. */
  function blockOf(number) {
    if (data.blocks[number]) { return data.blocks[number]; }
    var begin = data.begins.filter(function (one) { return one[1] <= number; }).pop();
    return [begin[0], "", 0, isNote.has(number) ? 1 : 0, "", []];
  }

  /* -- the index -- */

  /* The places of a term: block to positions. */
  function placesOf(number) {
    if (!known.has(number)) {
      var flat = data.places[number], made = new Map();
      for (var at = 0; at < flat.length; at += 2 + flat[at + 1]) { made.set(flat[at], flat.slice(at + 2, at + 2 + flat[at + 1])); }
      known.set(number, made);
    }
    return known.get(number);
  }

  function termsOf(wanted) {
    if (!wanted.open) { return numbers.has(wanted.word) ? [numbers.get(wanted.word)] : []; }
    return Array.from(data.terms.keys()).filter(function (n) { return data.terms[n].startsWith(wanted.word); });
  }

  /* The places of all the terms that a word of the query stands for: block to a set of positions. */
  function union(wanted) {
    var made = new Map();
    termsOf(wanted).forEach(function (number) {
      placesOf(number).forEach(function (positions, block) {
        if (!made.has(block)) { made.set(block, new Set()); }
        positions.forEach(function (position) { made.get(block).add(position); });
      });
    });
    return made;
  }

  /* Where a clause stands: block to ranges of words. */
  function rangesOf(clause) {
    var all = clause.words.map(union), made = new Map();
    all[0].forEach(function (positions, block) {
      var starts = Array.from(positions).filter(function (start) {
        return all.every(function (places, n) { return places.has(block) && places.get(block).has(start + n); });
      });
      if (starts.length) { made.set(block, starts.map(function (start) { return [start, start + all.length]; })); }
    });
    return made;
  }

  function isInside(mentions, kind, range) {
    for (var at = 0; at < mentions.length; at += 3) {
      if (mentions[at] === kind && mentions[at + 1] <= range[0] && range[1] <= mentions[at + 2]) { return true; }
    }
    return false;
  }

  function allows(wanted, block) {
    return wanted.w.includes(data.witnesses[block[0]][0]) && (wanted.in === "text" ? !block[3] : wanted.in === "notes" ? !!block[3] : true);
  }

  /* All hits, in the order of the witnesses and of their text: the number of the block and a range of its words. */
  function search(wanted) {
    var clauses = edition.words.clauses(wanted.q), kind = data.kinds.indexOf(wanted.in), made = [];
    var sought = clauses.filter(function (c) { return !c.excludes; }).map(rangesOf);
    var excluded = clauses.filter(function (c) { return c.excludes; }).map(rangesOf);
    if (!sought.length) { return made; }
    Array.from(sought[0].keys()).sort(function (a, b) { return a - b; }).forEach(function (number) {
      var block = blockOf(number);
      if (!allows(wanted, block) || excluded.some(function (ranges) { return ranges.has(number); })) { return; }
      var parts = sought.map(function (ranges) {
        return (ranges.get(number) || []).filter(function (range) { return kind < 0 || isInside(block[5], kind, range); });
      });
      if (parts.every(function (part) { return part.length; })) {
        edition.words.joined(parts.flat()).forEach(function (range) { made.push({ block: number, range: range }); });
      }
    });
    return made;
  }

  /* -- words that are near -- */

  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) { return most + 1; }
    var row = Array.from({ length: b.length + 1 }, function (_, n) { return n; });
    for (var i = 1; i <= a.length; i++) {
      var before = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length; j++) {
        var kept = row[j];
        row[j] = Math.min(row[j] + 1, row[j - 1] + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1));
        before = kept;
      }
    }
    return row[b.length];
  }

  function near(word) {
    var most = word.length < 5 ? 1 : 2;
    var made = data.terms.map(function (term, n) { return { term: term, far: distance(word, term, most), often: data.places[n].length }; });
    return made.filter(function (one) { return one.far <= most; })
      .sort(function (a, b) { return a.far - b.far || b.often - a.often || (a.term < b.term ? -1 : 1); }).slice(0, 6);
  }

  function missing(clauses) {
    var wanted = clauses.filter(function (c) { return !c.excludes; }).flatMap(function (c) { return c.words; });
    return wanted.filter(function (one) { return !termsOf(one).length; }).map(function (one) { return one.word; });
  }

  /* The query with another word in place of one. */
  function instead(query, word, other) {
    var one = edition.words.words(query).find(function (token) { return token.word === word; });
    return one ? query.slice(0, one.start) + other + query.slice(query[one.end] === "*" ? one.end + 1 : one.end) : other;
  }

  /* -- what is shown -- */

  function address(wanted) {
    var made = new URLSearchParams();
    made.set("q", wanted.q);
    if (wanted.w.length < boxes.length) { wanted.w.forEach(function (siglum) { made.append("w", siglum); }); }
    if (wanted.w.length === 0) { made.append("w", ""); }
    if (wanted.in) { made.set("in", wanted.in); }
    return "search.html?" + made;
  }

  function link(href, content) { return edition.element("a", { href: href }, content); }

  /* Where a context of about so many characters begins or ends: not within a word, unless words have no spaces. */
  function edge(text, at, by) {
    var wanted = at + by * CONTEXT, space = by < 0 ? text.indexOf(" ", wanted - 1) + 1 : text.lastIndexOf(" ", wanted);
    if (wanted <= 0 || wanted >= text.length) { return by < 0 ? 0 : text.length; }
    return by < 0 ? (space > 0 && space <= at ? space : wanted) : (space >= at ? space : wanted);
  }

  /* A part of a text with the hits in it marked. */
  function marked(text, from, to, spans) {
    var made = [], at = from;
    spans.forEach(function (span) {
      if (span[1] <= at || span[0] >= to) { return; }
      made.push.apply(made, edition.spoken(text.slice(at, Math.max(at, span[0]))));
      made.push(edition.element("mark", {}, edition.spoken(text.slice(Math.max(at, span[0]), Math.min(to, span[1])))));
      at = Math.min(to, span[1]);
    });
    return made.concat(edition.spoken(text.slice(at, to)));
  }

  function line(hit, spans, n) {
    var block = data.blocks[hit.block], text = block[4], span = spans[n], from = edge(text, span[0], -1), to = edge(text, span[1], 1);
    var page = new URLSearchParams({ hl: asked.q });
    if (data.kinds.includes(asked.in)) { page.set("in", asked.in); }
    return edition.element("li", { dir: "auto" }, [
      edition.element("span", { "class": "before" }, [from > 0 ? "… " : ""].concat(marked(text, from, span[0], spans))),
      edition.element("span", { "class": "after" }, [
        link((block[7] || data.witnesses[block[0]][1]) + "?" + page + "#" + block[1], edition.element("mark", {}, edition.spoken(text.slice(span[0], span[1]))))
      ].concat(marked(text, span[1], to, spans), to < text.length ? "\u00A0…" : "", block[6] ? edition.element("b", { "class": "loc" }, "  " + block[6]) : ""))
    ]);
  }

  /* The hits of a block, as ranges of characters. */
  function spansOf(number) {
    var tokens = edition.words.words(data.blocks[number][4]);
    return found.filter(function (hit) { return hit.block === number; })
      .map(function (hit) { return [tokens[hit.range[0]].start, tokens[hit.range[1] - 1].end]; });
  }

  function title(witness) {
    var one = data.witnesses[witness], count = found.filter(function (hit) { return blockOf(hit.block)[0] === witness; }).length;
    return edition.element("h2", {}, [link(one[1], one[0]), " ", edition.element("bdi", {}, one[2]), " ", edition.element("span", { "class": "count" }, hitsOf(count))]);
  }

  /* The first hits, with headings. */
  function list(most) {
    var made = [], before = null, rows = null, block = -1, spans = [], n = 0;
    found.slice(0, most).forEach(function (hit) {
      var now = data.blocks[hit.block], isNew = !before || before[0] !== now[0];
      if (isNew) { made.push(title(now[0])); }
      if (isNew || before[2] !== now[2] || before[3] !== now[3]) {
        var heading = [data.sections[now[2]], now[3] ? say.note : ""].filter(Boolean).join(" · ");
        if (heading) { made.push(edition.element("h3", { dir: "auto" }, edition.spoken(heading))); }
        made.push(rows = edition.element("ul", { "class": "concordance" }));
      }
      if (hit.block !== block) { block = hit.block; spans = spansOf(block); n = 0; }
      rows.append(line(hit, spans, n++));
      before = now;
    });
    return made;
  }

  function more() {
    var button = edition.element("button", { type: "button" }, say.more);
    button.addEventListener("click", function () {
      var first = shown;
      shown += PAGE;
      history.replaceState({ shown: shown }, "", address(asked));
      present(function () { results.querySelectorAll(".concordance a")[first].focus(); });
    });
    return edition.element("p", { "class": "more" }, button);
  }

  function hitsOf(n) { return put(edition.form(say, "hits", n), figure(n)); }

  function total() {
    var blocks = new Set(found.map(function (hit) { return hit.block; })).size;
    var said = put(edition.form(say, "passages", blocks), hitsOf(found.length), figure(blocks));
    return found.length > shown ? put(say.shown, said, figure(shown)) : said;
  }

  /* A sentence with links behind it. */
  function offer(words, links) {
    return edition.element("p", { "class": "offer" }, [words].concat(links.flatMap(function (one) { return [" ", one]; })));
  }

  /* What to try where nothing is found. */
  function advice(clauses) {
    var made = [], wider = { q: asked.q, w: boxes.map(function (box) { return box.value; }), in: "" }, lost = missing(clauses);
    lost.forEach(function (word) {
      var words = near(word).map(function (one) { return link(address(Object.assign({}, asked, { q: instead(asked.q, word, one.term) })), one.term); });
      if (words.length) { made.push(offer(say.nearest, words)); }
    });
    var beyond = search(wider).length;
    if (beyond) { made.push(offer("", [link(address(wider), say.unfiltered + " (" + hitsOf(beyond) + ")")])); }
    if (!lost.length && !beyond && clauses.length > 1) { made.push(offer(say.apart, [])); }
    return made;
  }

  /* The entries of the registers that have all the words in their names. */
  function entries(clauses) {
    var wanted = clauses.filter(function (c) { return !c.excludes; }).flatMap(function (c) { return c.words; });
    var fitting = data.entries.filter(function (entry) {
      var spelt = entry[4].split(" ");
      return wanted.every(function (one) { return spelt.some(function (word) { return edition.words.fits(one, word); }); });
    });
    fitting.sort(function (a, b) { return b[3] - a[3]; });
    return fitting.slice(0, 4).map(function (entry) { return link(data.kinds[entry[0]] + ".html#" + entry[1], entry[2]); });
  }

  function show(most) {
    var clauses = edition.words.clauses(asked.q), isAsked = clauses.some(function (c) { return !c.excludes; });
    var named = isAsked ? entries(clauses) : [], made = named.length ? [offer(say.entries, named)] : [];
    if (!isAsked) {
      status.textContent = clauses.length ? say.excluded : "";
    } else if (found.length) {
      status.textContent = total();
      made = made.concat(list(most), most === shown && found.length > shown ? more() : []);
    } else {
      status.textContent = asked.w.length ? say.none : say.nowhere;
      made = made.concat(advice(clauses));
    }
    results.replaceChildren.apply(results, made);
  }

  /* -- the form and the address -- */

  function filesOf(most) { return blockFiles(found.slice(0, most).map(function (hit) { return hit.block; })); }
  function lacks(files) { return files.some(function (file) { return loaded[file] !== true; }); }

  /* Shows how many hits there are at once, the first of them when their texts are there, then the others. */
  function present(then) {
    var now = asked, first = filesOf(FIRST), all = filesOf(shown), few = !then && shown === PAGE && lacks(first) && all.length > first.length;
    if (found.length) { status.textContent = total(); }
    load(few ? first : [], function () {
      if (now !== asked) { return; }
      if (few && lacks(all)) { show(FIRST); }
      load(all, function () {
        if (now !== asked) { return; }
        var at = [].indexOf.call(results.querySelectorAll("a"), document.activeElement);
        show(shown);
        if (few && at >= 0) { results.querySelectorAll("a")[at].focus({ preventScroll: true }); }
        if (then) { then(); }
      });
    });
  }

  function run(first) {
    var now = asked, clauses = edition.words.clauses(asked.q), isOfKind = data.kinds.includes(asked.in);
    load(wordFiles(clauses), function () {
      if (now !== asked) { return; }
      var all = isOfKind ? search(Object.assign({}, asked, { in: "" })) : [];
      load(blockFiles(all.map(function (hit) { return hit.block; })), function () {
        if (now !== asked) { return; }
        found = search(asked);
        shown = Math.max(PAGE, first || 0);
        present();
      });
    });
  }

  function restore() {
    var said = new URLSearchParams(location.search), sigla = said.getAll("w");
    var state = history.state && history.state.shown;
    field.value = said.get("q") || "";
    boxes.forEach(function (box) { box.checked = !sigla.length || sigla.includes(box.value); });
    where.value = said.get("in") || "";
    if (where.selectedIndex < 0) { where.value = ""; }
    read();
    run(state);
  }

  function read() {
    asked = { q: field.value.trim(), w: boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }), in: where.value };
  }

  function ask() {
    read();
    history.replaceState(null, "", asked.q || asked.in || asked.w.length < boxes.length ? address(asked) : "search.html");
    run();
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  boxes.concat(where).forEach(function (one) { one.addEventListener("change", ask); });
  addEventListener("popstate", restore);
  form.parentElement.hidden = false;
  document.getElementById("search-plain").hidden = true;
  restore();
  if (location.hash === "#search-words") { field.focus(); }
});
