/* Witnesses side by side: any two to four of them, marked against the first; or each in its own order. The address says
   which: ?a=W&b=G, then c and d; order=own; sync=0. What a mark means is decided as in modules/compare.xsl. */
(function () {
  "use strict";
  var table = document.querySelector("table.synopsis"), form = document.querySelector("form.choose");
  if (!table || !form) { return; }
  var MOST = 4, ROLES = { added: "insertion", gone: "deletion", lacks: "deletion" }, say = table.dataset, list = edition.data().list;
  var head = table.tHead.rows[0], titles = [].slice.call(head.cells, 1), boxes = [].slice.call(form.elements.w || []);
  var rows = [].map.call(table.querySelectorAll("tr[id]"), function (row) {
    return { row: row, cells: [].slice.call(row.cells, 1).map(cell) };
  });
  var first = titles.map(function (title, i) { return i; }).filter(function (i) { return !titles[i].hidden; });
  var shown = first, isOwn = false, isSynced = true, panes = null;

  function put(key, words) { return edition.put(say[key], words); }
  function siglum(i) { return boxes[i].dataset.n; }
  function numbered(key, n) { return edition.put(edition.form(say, key, n), edition.figure(n)); }
  function words(text) { return text.split(/[ \n\t]+/).filter(Boolean); }
  function cut(text, most) { var all = words(text); return all.slice(0, most).join(" ") + (all.length > most ? " …" : ""); }

  /* -- cells and how they differ */

  function cell(td) {
    var made = { td: td, state: td.className || "text", pieces: [], texts: {}, known: {}, text: "" }, follows = false;
    td.querySelectorAll(".vh").forEach(function (hidden) { hidden.remove(); });
    td.childNodes.forEach(function (node) {
      if (node.nodeType === 1 && !node.matches("span[data-u], span[lang]:not(.state)")) { return; }
      made.text += node.textContent;
      var isPiece = node.nodeType === 1 && node.dataset.u, units = isPiece ? node.dataset.u.split(" ") : [];
      if (isPiece) { made.pieces.push({ node: node, units: units, follows: follows }); }
      follows = isPiece || (follows && !node.textContent.trim());
      units.forEach(function (unit) {
        made.texts[unit] = (made.texts[unit] || "") + node.textContent;
        made.known[parseInt(unit, 10)] = unit;
      });
    });
    return made;
  }

  /* Where a piece of one cell leaves another cell: how, and the other's words. */
  function departure(piece, own, other) {
    var mine = piece.units.filter(function (unit) { return other.known[parseInt(unit, 10)] !== unit; })[0];
    var theirs = mine && other.known[parseInt(mine, 10)];
    if (!theirs) { return null; }
    var here = own.texts[mine].trim(), there = other.texts[theirs].trim(), group = /[a-z]$/;
    if (!here && !there) { return null; }
    var isForm = mine.indexOf("~") > 0 || mine.replace(group, "") === theirs.replace(group, "");
    return { unit: parseInt(mine, 10), kind: !here ? "lacks" : !there ? "added" : isForm ? "form" : "other", theirs: there };
  }

  function markOf(piece, own, others, isFirst) {
    var found = others.map(function (other) { return departure(piece, own, other.cell); }), some = found.filter(Boolean);
    if (!some.length) { return null; }
    if (!isFirst) { return { unit: some[0].unit, kind: some[0].kind, said: put(some[0].kind, cut(some[0].theirs, 8)) }; }
    var gone = others.filter(function (other, i) { return found[i] && found[i].kind === "added"; });
    if (gone.length) { return { unit: some[0].unit, kind: "gone", said: put("gone", gone.map(function (o) { return siglum(o.i); }).join(list)) }; }
    var kinds = ["other", "form"].filter(function (kind) { return some.some(function (one) { return one.kind === kind; }); });
    return kinds.length ? { unit: some[0].unit, kind: kinds[0], said: "" } : null;
  }

  function mark(own, others, isFirst) {
    var before = null;
    own.pieces.forEach(function (piece) {
      var node = piece.node, made = markOf(piece, own, others, isFirst);
      if (node.firstElementChild) { node.firstElementChild.remove(); }
      ["class", "role"].forEach(function (name) { node.removeAttribute(name); });
      if (made) {
        node.className = made.kind;
        if (ROLES[made.kind]) { node.setAttribute("role", ROLES[made.kind]); }
        var isSaid = piece.follows && JSON.stringify(made) === JSON.stringify(before);
        if (made.said && !isSaid) { node.prepend(edition.element("span", { "class": "vh" }, edition.spoken(made.said + " "))); }
      }
      before = made;
    });
  }

  /* -- the table */

  function texts(one) { return shown.filter(function (i) { return one.cells[i].state === "text"; }); }

  function fill(one) {
    shown.concat(titles.map(function (t, i) { return i; }).filter(function (i) { return shown.indexOf(i) < 0; })).forEach(function (i) {
      one.cells[i].td.hidden = shown.indexOf(i) < 0;
      one.row.append(one.cells[i].td);
    });
    var have = texts(one);
    one.row.hidden = !have.length;
    have.forEach(function (i) {
      var against = i === shown[0] ? have.slice(1) : have.indexOf(shown[0]) < 0 ? [] : [shown[0]];
      mark(one.cells[i], against.map(function (j) { return { i: j, cell: one.cells[j] }; }), i === shown[0]);
    });
  }

  /* What neighbouring rows have in common: the one witness that has them, and why the others have not. */
  function run(one) {
    return texts(one).length === 1 ? shown.map(function (i) { return one.cells[i].state; }).join(" ") : "";
  }

  function folded(group) {
    var alone = texts(group[0])[0], all = group.map(function (one) { return one.cells[alone].text; });
    var others = shown.filter(function (i) { return i !== alone; }).map(function (i) { return put(group[0].cells[i].state, siglum(i)); });
    var count = all.reduce(function (sum, text) { return sum + words(text).length; }, 0);
    var said = [numbered("rows", group.length), numbered("words", count)].concat(others).join(list);
    var summary = edition.element("summary", {}, [edition.element("b", {}, put("alone", siglum(alone))), " " + said + " ", edition.element("q", {}, edition.spoken(cut(all[0], 6)))]);
    return edition.element("tr", { "class": "fold" }, edition.element("td", { colspan: shown.length + 1 }, edition.element("details", {}, summary)));
  }

  function arrange() {
    var groups = [], key = null;
    rows.forEach(function (one) {
      var now = one.row.hidden && groups.length ? key : run(one);
      if (!groups.length || now !== key) { groups.push([]); }
      key = now;
      groups[groups.length - 1].push(one);
    });
    [].slice.call(table.tBodies).forEach(function (body) { body.remove(); });
    groups.forEach(function (group) {
      var body = edition.element("tbody"), seen = group.filter(function (one) { return !one.row.hidden; });
      if (seen.length >= Number(say.fold) && run(seen[0])) {
        body.className = "run";
        body.append(folded(seen));
      }
      group.forEach(function (one) { body.append(one.row); });
      table.append(body);
    });
  }

  /* -- each in its own order */

  /* What a witness has: moved passages at their own place, which moves with them where moves nest. */
  function ownOrder(i) {
    var whole = [], passages = {}, open = [whole];
    rows.forEach(function (one, r) {
      one.cells[i].td.childNodes.forEach(function (node) {
        var list = node.nodeType === 1 ? node.classList : null, move = list && node.dataset.m;
        if (move && list.contains("first")) { open.push(passages[move] = []); }
        else if (move && list.contains("last")) { open.pop(); }
        else if (move) { open[open.length - 1].push({ move: move }); }
        else if (!list || !(list.contains("on") || list.contains("state"))) { open[open.length - 1].push({ node: node, row: r }); }
      });
    });
    function unfold(list) {
      return list.reduce(function (all, one) { return all.concat(one.move ? unfold(passages[one.move] || []) : [one]); }, []);
    }
    return unfold(whole);
  }

  function pane(i) {
    var made = edition.element("div", { "class": "pane", role: "region", tabindex: "0", "aria-label": put("pane", siglum(i)) });
    var block = null, row = -1, stops = [];
    made.append(edition.element("p", { "class": "siglum", "aria-hidden": "true" }, siglum(i)));
    ownOrder(i).forEach(function (one) {
      var isStart = one.node.nodeType === 1 && one.node.classList.contains("at");
      if (isStart || !block) { made.append(block = edition.element("p", { "class": isStart ? one.node.className.replace("at ", "") : "" })); }
      if (!isStart && one.row !== row && one.node.textContent.trim()) {
        row = one.row;
        var number = rows[row].row.querySelector(".n > [aria-hidden]");
        var stop = edition.element("span", { "class": "row", "data-row": row, "aria-hidden": "true" }, number ? number.textContent : "");
        block.append(stop);
        stops.push({ row: row, stop: stop });
      }
      block.append(one.node.cloneNode(true));
    });
    var done = { box: made, stops: stops, at: 0 };
    made.addEventListener("scroll", function () { follow(done); });
    return done;
  }

  function top(one, n) { return n < one.stops.length ? one.stops[n].stop.offsetTop : one.box.scrollHeight; }

  /* The stop of a row, or of the last row before it that the witness has. */
  function stopOf(one, row) {
    var best = -1;
    one.stops.forEach(function (stop, n) { if (stop.row <= row && (best < 0 || stop.row > one.stops[best].row)) { best = n; } });
    return Math.max(best, 0);
  }

  function scrollPane(one, to) {
    one.box.scrollTop = to;
    one.at = one.box.scrollTop;
  }

  function follow(one) {
    if (!isSynced || Math.abs(one.box.scrollTop - one.at) < 1) { return; }
    one.at = one.box.scrollTop;
    var edge = one.stops.length ? one.stops[0].stop.offsetTop : 0, n = 0, line = one.at + edge;
    while (n + 1 < one.stops.length && top(one, n + 1) <= line + 1) { n += 1; }
    if (!one.stops.length) { return; }
    var part = Math.max(0, Math.min(1, (line - top(one, n)) / Math.max(1, top(one, n + 1) - top(one, n))));
    panes.forEach(function (other) {
      if (other === one || !other.stops.length) { return; }
      var m = stopOf(other, one.stops[n].row), isSame = other.stops[m].row === one.stops[n].row;
      scrollPane(other, top(other, m) - top(other, 0) + (isSame ? part * (top(other, m + 1) - top(other, m)) : 0));
    });
  }

  function showPanes() {
    var old = document.querySelector(".panes");
    if (old) { old.remove(); }
    table.hidden = isOwn;
    panes = isOwn ? shown.map(pane) : null;
    if (panes) { table.after(edition.element("div", { "class": "panes", "data-columns": shown.length }, panes.map(function (one) { return one.box; }))); }
  }

  /* -- what is asked for */

  function read() {
    var asked = new URLSearchParams(location.search), found = [];
    ["a", "b", "c", "d"].forEach(function (name) {
      var i = boxes.findIndex(function (box) { return asked.get(name) === box.dataset.n || asked.get(name) === box.value; });
      if (i >= 0 && found.indexOf(i) < 0) { found.push(i); }
    });
    first.forEach(function (i) { if (found.length < 2 && found.indexOf(i) < 0) { found.push(i); } });
    shown = found;
    isOwn = asked.get("order") === "own";
    isSynced = asked.get("sync") !== "0";
  }

  function write() {
    var asked = new URLSearchParams();
    shown.forEach(function (i, n) { asked.set("abcd".charAt(n), siglum(i)); });
    if (isOwn) { asked.set("order", "own"); }
    if (!isSynced) { asked.set("sync", "0"); }
    history.replaceState(null, "", "?" + asked + location.hash);
  }

  function show() {
    head.append.apply(head, shown.map(function (i) { return titles[i]; }));
    titles.forEach(function (title, i) { title.hidden = shown.indexOf(i) < 0; if (title.hidden) { head.append(title); } });
    rows.forEach(fill);
    arrange();
    table.dataset.columns = shown.length;
    boxes.forEach(function (box, i) {
      box.checked = shown.indexOf(i) >= 0;
      box.disabled = box.checked ? shown.length <= 2 : shown.length >= MOST;
    });
    form.elements.a.value = boxes[shown[0]].value;
    form.elements.own.checked = isOwn;
    form.elements.sync.checked = isSynced;
    form.elements.sync.parentNode.hidden = !isOwn;
    form.querySelector(".shown").textContent = edition.put(say.shown, shown.map(siglum).join(list), siglum(shown[0]));
    showPanes();
  }

  /* To the row that the address names, or the last shown before it. */
  function go() {
    var at = rows.findIndex(function (one) { return "#" + one.row.id === decodeURIComponent(location.hash); });
    if (at < 0) { return; }
    if (panes) {
      panes.forEach(function (one) { if (one.stops.length) { scrollPane(one, top(one, stopOf(one, at)) - top(one, 0)); } });
      return;
    }
    while (at > 0 && rows[at].row.hidden) { at -= 1; }
    var fold = rows[at].row.parentNode.querySelector("details");
    if (fold) { fold.open = true; }
    rows[at].row.scrollIntoView({ behavior: "instant" });
  }

  form.addEventListener("change", function (event) {
    var name = event.target.name, i = boxes.indexOf(event.target), a = form.elements.a.selectedIndex;
    var others = shown.slice(1).filter(function (j) { return j !== i; });
    if (name === "own") { isOwn = event.target.checked; }
    if (name === "sync") { isSynced = event.target.checked; }
    if (name === "a") { shown = [a].concat(shown.filter(function (j) { return j !== a; })).slice(0, MOST); }
    if (name === "w") {
      shown = shown[0] === i ? others : shown.slice(0, 1).concat(event.target.checked ? others.concat(i).sort(function (x, y) { return x - y; }) : others);
    }
    if (name !== "sync") { show(); go(); }
    write();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  addEventListener("hashchange", go);

  form.hidden = false;
  read();
  show();
  go();
})();
