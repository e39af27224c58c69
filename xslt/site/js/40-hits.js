/* What the search has on every page: words as it knows them, and hits marked where a result leads to. */
(function () {
  "use strict";

  /* Words. src/edition/publish/site/search_words.py says the same, with the reasons; a test compares them. */
  var UNSPACED = "\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}";
  var LETTER = "[\\p{L}\\p{N}]", MARK = "[\\p{M}\\u00AD\\u200C\\u200D\\u2060]", APOSTROPHES = "\u02BB\u02BC";
  var WORD = new RegExp("(?=[" + UNSPACED + "])" + LETTER + MARK + "*|(?:(?![" + UNSPACED + APOSTROPHES + "])" + LETTER + "|" + MARK + ")+", "gu");
  var ACCENTS = /[\u0300-\u036F\u0483-\u0487\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/g;
  var OTHERS = new RegExp("[^\\p{L}\\p{N}\\p{M}]|[" + APOSTROPHES + "]", "gu");
  var LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ς": "σ", "\u0671": "\u0627", "\u0640": "", "\u02B9": "", "\u02BA": "" };

  function fold(word) {
    var plain = word.normalize("NFKD").toLowerCase().replace(/[ßæœøłđðþħıς\u0671\u0640\u02B9\u02BA]/g, function (letter) { return LETTERS[letter]; });
    return plain.replace(OTHERS, "").replace(ACCENTS, "").normalize("NFC");
  }

  function words(text) {
    return Array.from(text.matchAll(WORD), function (found) {
      return { word: fold(found[0]), start: found.index, end: found.index + found[0].length };
    }).filter(function (one) { return one.word; });
  }

  /* A query in clauses: each a word or a phrase, of words that may be beginnings, to be found or to be left out. */
  function clauses(query) {
    var made = Array.from(query.replace(/[“”„«»]/g, '"').matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g), function (part) {
      var said = part[2] === undefined ? part[3] : part[2];
      return {
        excludes: part[1] === "-",
        words: words(said).map(function (one) { return { word: one.word, open: said[one.end] === "*" }; })
      };
    });
    return made.filter(function (clause) { return clause.words.length; });
  }

  function fits(wanted, word) { return wanted.open ? word.startsWith(wanted.word) : word === wanted.word; }

  /* Ranges of words, those that overlap as one, in order. */
  function joined(spans) {
    var made = [];
    spans.slice().sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).forEach(function (span) {
      var last = made[made.length - 1];
      if (last && span[0] < last[1]) { last[1] = Math.max(last[1], span[1]); } else { made.push(span.slice()); }
    });
    return made;
  }

  edition.words = { fold: fold, words: words, clauses: clauses, fits: fits, joined: joined };

  /* Hits, on the page of a witness: ?hl=words marks them in the block that the address names, or in all. */
  var BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, figcaption", QUIET = ".pc, .surplus, .mark, .back, .cite, .pn, .vh, button";
  var asked = new URLSearchParams(location.search), text = document.querySelector("article.witness");

  function pieces(block) {
    var walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), made = { text: "", nodes: [] }, node;
    while ((node = walker.nextNode())) {
      if (node.parentElement.closest(QUIET) || node.parentElement.closest(BLOCKS) !== block) {
        made.text += "\0";
      } else {
        made.nodes.push({ node: node, start: made.text.length, end: made.text.length + node.data.length });
        made.text += node.data;
      }
    }
    return made;
  }

  function spans(clause, found) {
    return found.map(function (_, at) { return [at, at + clause.words.length]; }).filter(function (span) {
      return span[1] <= found.length && clause.words.every(function (wanted, n) { return fits(wanted, found[span[0] + n].word); });
    });
  }

  /* Where a kind of names or dates stands; the program puts the class of each kind into the script (src/edition/model/kinds.py). */
  function holder(kind) {
    if (kind === "dates") { return "time, .date"; }
    return Object.keys(edition.forms).includes(kind) ? ":is(a, span)." + edition.forms[kind] : "article";
  }

  function name(nodes, at) {
    var piece = nodes.find(function (one) { return one.start <= at && at < one.end; });
    return piece && piece.node.parentElement.closest(holder(asked.get("in")));
  }

  function mark(block, sought) {
    var all = pieces(block), found = words(all.text);
    var hits = joined(sought.flatMap(function (clause) { return spans(clause, found); }).filter(function (span) {
      var first = name(all.nodes, found[span[0]].start);
      return first && first === name(all.nodes, found[span[1] - 1].end - 1);
    }));
    hits.reverse().forEach(function (span) {
      var start = found[span[0]].start, end = found[span[1] - 1].end;
      all.nodes.filter(function (one) { return one.start < end && one.end > start; }).reverse().forEach(function (one) {
        var range = document.createRange();
        range.setStart(one.node, Math.max(0, start - one.start));
        range.setEnd(one.node, Math.min(one.end, end) - one.start);
        range.surroundContents(document.createElement("mark"));
      });
    });
  }

  function named() {
    try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (e) { return null; }
  }

  if (text && asked.get("hl")) {
    var target = named();
    var blocks = target && text.contains(target) ? [target.closest(BLOCKS) || target] : Array.from(text.querySelectorAll(BLOCKS));
    var sought = clauses(asked.get("hl")).filter(function (clause) { return !clause.excludes; });
    blocks.forEach(function (block) { mark(block, sought); });
  }
})();
