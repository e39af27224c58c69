"use strict";
// One page: a place at a time, a key a decision. Everything that is written is made and checked by the program.
const $ = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const token = asked.get("t");
const KEYS = [
  ["a", "accept"], ["s", "substantive"], ["c", "accidental"], ["j", "join with the next"], ["x", "split"],
  ["l", "lemma from"], ["n", "note"], ["m", "name or date"], ["r", "regularise"], ["=", "apply to all like it"],
  ["e", "error in the source"], ["g", "registers"], ["u", "undo"], ["k", "later"], ["ArrowLeft", "back"], ["ArrowRight", "on"], ["/", "filter"], ["b", "build the view anew"],
  ["?", "help"],
];
const NAMES = { ArrowLeft: "←", ArrowRight: "→" };
const HELP = {
  a: "The entry is right as it is. You are told when it is another one day. Of a name: it means what the rule says.",
  s: "The reading differs in substance.", c: "The reading does not matter: spelling, marks, a slip.",
  j: "This entry and the next one are one.", x: "Divide the entry between two of its words.",
  l: "The edition prints what another witness has.", n: "A note on the entry, or on the chosen reading.",
  m: "What a name or date means, or that it is none.",
  r: "Compare the word of the reading as that of the lemma: here, in the witness, or everywhere.",
  "=": "The next of the keys a, s, c and n is for all entries with the same words, too.",
  e: "Correct a misreading in the file of a witness. Its former state is kept; decisions that quote the word follow.",
  g: "List, add, correct and merge the entries of the registers.",
  u: "Take back what was written last.", k: "Leave the place for later.",
  ArrowLeft: "The place before.", ArrowRight: "The next place.", "/": "Choose chapter, witness, kind and state.",
  b: "Read and collate the edition anew, with what names and rules for words have changed.", "?": "These keys.",
};
const KINDS = {
  lemma: "lemma", om: "omission", lac: "not extant here", block: "whole block", wordOrder: "order of words",
  dateForm: "form of a date", nameForm: "form of a name", name: "law", ...{{registers}},
};
let all = { places: [], chapters: [], sigla: [] }, shown = [], at = 0, place = null, withLike = false, busy = false;

async function ask(what, body = {}) {
  const answer = await fetch("/review/" + what, {
    method: "POST", headers: { "Content-Type": "application/json", "X-Review-Token": token }, body: JSON.stringify(body),
  });
  const made = await answer.json();
  if (!answer.ok || (made && made.error)) { throw new Error(made.error); }
  return made;
}
function make(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) { made.textContent = text; }
  for (const [key, value] of Object.entries(attributes)) { made.setAttribute(key, value); }
  return made;
}
function say(text, isFault = false) { $("say").textContent = text; $("say").className = isFault ? "fault" : ""; }

// -- the list

const chosen = () => Object.fromEntries(new FormData($("filters")));
function fits(one) {
  const f = chosen();
  return (!f.chapter || all.chapters[f.chapter - 1] === one.chapter) && (!f.sigla || one.sigla.includes(f.sigla)) &&
    (!f.matter || one.matter === f.matter) && (!f.state || one.state === f.state);
}
async function load(goTo, hold) {
  all = await ask("list");
  fill("chapter", all.chapters.map((name, n) => [n + 1, name || "(before the first heading)"]));
  fill("sigla", all.sigla.map((name) => [name, name]));
  filter(goTo, hold);
}
function fill(name, rows) {
  const select = $("filters").elements[name];
  if (select.options.length === rows.length + 1) { return; }
  const kept = select.value;
  select.replaceChildren(make("option", "all", { value: "" }), ...rows.map(([value, text]) => make("option", text, { value })));
  select.value = kept;
  if (select.selectedIndex < 0) { select.value = ""; }
}
function filter(goTo, hold = 0) {
  shown = all.places.filter((one) => fits(one) || one.id === goTo);
  const found = shown.findIndex((one) => one.id === goTo);
  at = Math.max(0, found >= 0 ? found : Math.min(hold, shown.length - 1));
  count();
  return show();
}
function count() {
  const entries = all.places, decided = entries.filter((one) => one.state === "decided").length;
  $("bar").max = Math.max(1, entries.length);
  $("bar").value = decided;
  const where = shown.length ? `place ${at + 1} of ${shown.length}` : "no place fits the filter";
  $("count").textContent = `${all.by}: ${where} · ${decided} of ${entries.length} decided` +
    (all.unseen ? ` · ${all.unseen} seen after the next build` : "");
  $("chapters").tBodies[0].replaceChildren(...all.chapters.map((name) => {
    const row = make("tr"), own = entries.filter((one) => one.chapter === name);
    const done = own.filter((one) => one.state === "decided").length;
    row.append(make("th", name || "(before the first heading)", { scope: "row" }), make("td", String(done)),
      make("td", String(own.length)));
    return row;
  }));
}

// -- one place

async function show() {
  withLike = false;
  place = shown.length ? await ask("place", { id: shown[at].id }) : null;
  draw();
}
function draw() {
  const one = place || { before: "", words: "", after: "", readings: [], reasons: [], decided: [], names: [], like: 0 };
  $("chapter").textContent = one.chapter || "";
  const words = one.words.replace(/\s+$/, "");
  const mark = make("mark", words);
  mark.className = words ? "" : "empty";
  $("text").replaceChildren(...(place ? [one.before, mark, one.words.slice(words.length) + one.after] : ["Nothing is left here."]));
  drawReadings(one);
  list("why", one.reasons.length ? one.reasons : ["nothing speaks against it"]);
  list("done", one.decided);
  $("done-part").hidden = !one.decided.length;
  list("names", one.names.map((n) => `${n.siglum}: ${n.words}: ${n.name || n.means || "?"} (${n.cert})`));
  $("names-part").hidden = !one.names.length;
  $("block").textContent = one.block || "";
  $("main").className = one.state || "";
  for (const button of $("keys").children) {
    button.setAttribute("aria-disabled", String(!may(button.dataset.key)));
    if (button.dataset.key === "=") {
      button.setAttribute("aria-pressed", String(withLike));
      button.lastChild.textContent = ` apply to the ${one.like} like it`;
    }
  }
}
function drawReadings(one) {
  const isEntry = one.matter === "reading", rows = one.readings.map((reading) => {
    const row = make("label", "", { class: "reading" }), departs = isEntry && reading.sigla.length && !["lemma", "lac"].includes(reading.kind);
    const radio = make("input", "", { type: "radio", name: "reading", value: departs ? reading.sigla[0] : "" });
    row.append(departs ? radio : make("span"), make("b", reading.sigla.join(" ")),
      reading.text ? make("span", reading.text) : make("span", { lac: "—", conjecture: "del." }[reading.kind] || "om.", { class: "absent" }),
      make("i", KINDS[reading.kind] || reading.kind));
    return row;
  });
  const everyOne = make("label", "", { class: "reading" });
  everyOne.append(make("input", "", { type: "radio", name: "reading", value: "", checked: "" }), make("b"),
    make("span", "all readings", { class: "absent" }), make("i"));
  const several = rows.filter((row) => row.querySelector("input")).length > 1;
  if (!several) { rows.forEach((row) => row.querySelector("input")?.replaceWith(make("span"))); }
  $("readings").replaceChildren($("readings").firstElementChild, ...rows, ...(several ? [everyOne] : []));
}
function list(id, texts) { $(id).replaceChildren(...texts.map((text) => make("li", text))); }
const reading = () => document.querySelector("input[name=reading]:checked")?.value || "";
function move(step) {
  const radios = [...document.querySelectorAll("input[name=reading]")];
  if (!radios.length) { return; }
  const now = radios.findIndex((one) => one.checked);
  radios[(now + step + radios.length) % radios.length].checked = true;
}
function may(key) {
  if (key === "u") { return Boolean(all.canUndo); }
  if (["/", "?", "b", "g"].includes(key)) { return true; }
  if (!place) { return false; }
  if (key === "j") { return Boolean(place.next); }
  if (key === "x") { return place.split.length > 1; }
  if (key === "m") { return place.names.length > 0; }
  if (key === "=") { return place.like > 0; }
  if (["s", "c", "l", "r"].includes(key)) { return place.matter === "reading"; }
  if (["n", "a"].includes(key) && place.part) { return false; }
  if (key === "n") { return place.matter === "reading" || place.matter === "structure"; }
  return true;
}

// -- keys

async function press(key) {
  if (busy || !may(key)) { return; }
  busy = true;
  try { await (ACTIONS[key] || (() => decide({ key })))(); } catch (error) { say(error.message, true); } finally { busy = false; }
}
const ACTIONS = {
  ArrowLeft: () => { say(""); at = Math.max(0, at - 1); count(); return show(); },
  ArrowRight: () => { say(""); at = Math.max(0, Math.min(shown.length - 1, at + 1)); count(); return show(); },
  "=": () => { withLike = !withLike; draw(); say(withLike ? `The next key is for the ${place.like} like it, too.` : "The next key is for this place alone."); },
  "/": () => { $("filter").open = !$("filter").open; $("filter").open ? $("filters").elements.chapter.focus() : $("text").focus(); },
  u: async () => { const made = await ask("undo"); await load(place?.id, at); say(made.said); },
  k: async () => { await ask("later", { id: place.id }); await load("", at); say("Left for later."); },
  b: async () => { say("Reading and collating …"); await ask("rebuild"); await load(place?.id, at); say("The view is new."); },
  "?": () => dialog("Keys", [helpTable()], null), n: askNote, l: askLemma, j: askJoin, x: askSplit, r: askRule, m: askName, e: askSource, g: openRegisters,
};
const action = (more) => ({ id: place.id, reading: reading(), like: withLike, ...more });
async function decide(more) {
  const made = await ask("decide", action(more)), kept = at;
  const stays = chosen().state !== "open";
  await load(stays ? place.id : "", kept);
  say(`${made.said}${made.places > 1 ? ` ${made.places} places.` : ""}\n${made.block}`);
}

// -- dialogs

let finish = null;
function dialog(title, parts, write, preview = null, send = decide) {
  $("ask-title").textContent = title;
  $("ask-body").replaceChildren(...parts);
  $("ask-fault").textContent = "";
  $("ask-block").hidden = !preview;
  $("ask-ok").hidden = !write;
  finish = write && (() => send(write()));
  $("ask").showModal();
  ($("ask-body").querySelector("[autofocus]") || (write ? $("ask-ok") : $("ask-no"))).focus();
  if (preview) { return refresh(preview); }
}
async function refresh(more) {
  try {
    const made = await ask("preview", action(more()));
    $("ask-block").textContent = made.block;
    $("ask-fault").textContent = "";
    return made;
  } catch (error) { $("ask-block").textContent = ""; $("ask-fault").textContent = error.message; return null; }
}
$("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!finish || busy) { return; }
  busy = true;
  try { await finish(); close(); } catch (error) { $("ask-fault").textContent = error.message; } finally { busy = false; }
});
$("ask").addEventListener("keydown", (event) => { // a list of choices sends no form by itself
  if (event.key === "Enter" && event.target.tagName === "SELECT" && finish) { event.preventDefault(); $("ask").querySelector("form").requestSubmit(); }
});
$("ask-no").onclick = close;
function close() { $("ask").close(); $("text").focus(); }
function field(label, control) { const made = make("label", label + " "); made.append(control); return made; }

function helpTable() {
  const table = make("table");
  for (const [key] of KEYS) {
    const row = make("tr"), cell = make("td");
    cell.append(make("kbd", NAMES[key] || key));
    row.append(cell, make("td", HELP[key]));
    table.append(row);
  }
  return table;
}
function askNote() {
  const input = make("input", "", { type: "text", autofocus: "", autocomplete: "off" });
  const on = reading() ? ` on the reading of ${reading()}` : "";
  dialog(`Note${on}`, [field("What the note says", input)], () => ({ key: "n", value: input.value }));
}
function askLemma() {
  const select = make("select", "", { autofocus: "" });
  for (const one of place.readings.filter((r) => r.kind !== "lac" && r.kind !== "lemma")) {
    for (const siglum of one.sigla) { select.append(make("option", `${siglum}: ${one.text || "om."}`, { value: siglum })); }
  }
  if (reading()) { select.value = reading(); }
  const more = () => ({ key: "l", value: select.value });
  select.onchange = () => refresh(more);
  return dialog("The lemma is what this witness has", [field("Witness", select)], more, more);
}
function askJoin() {
  const more = () => ({ key: "j" });
  return dialog("Join with the next entry", [make("p", place.next.statement)], more, more);
}
function askSplit() {
  const cuts = new Set(), line = make("p", "", { class: "words", id: "cuts" });
  const more = () => ({ key: "x", cuts: [...cuts] });
  place.split.forEach((word, n) => {
    line.append(word);
    if (n === place.split.length - 1) { return; }
    const button = make("button", "|", { type: "button", class: "cut", "aria-pressed": "false", "aria-label": `divide behind ${word}` });
    if (!n) { button.setAttribute("autofocus", ""); }
    button.onclick = () => {
      cuts.has(n + 1) ? cuts.delete(n + 1) : cuts.add(n + 1);
      button.setAttribute("aria-pressed", String(cuts.has(n + 1)));
      $("ask-block").hidden = !cuts.size;
      if (cuts.size) { refresh(more); }
    };
    line.append(" ", button, " ");
  });
  line.onkeydown = (event) => {
    const buttons = [...line.querySelectorAll("button")], now = buttons.indexOf(document.activeElement);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) { event.preventDefault(); buttons[Math.max(0, Math.min(buttons.length - 1, now + step))].focus(); }
    if (event.key === "Enter") { event.preventDefault(); if (!cuts.size) { document.activeElement.click(); } $("ask").querySelector("form").requestSubmit(); }
  };
  dialog("Divide the entry (← → between the words, space sets a cut)", [line], more);
}
async function askRule() {
  const made = await ask("preview", action({ key: "r" })), rows = [];
  const texts = { here: "here alone", section: "in this chapter", witness: "in this witness", everywhere: "everywhere" };
  const more = () => ({ key: "r", scope: $("ask-body").querySelector("input:checked").value });
  Object.keys(texts).forEach((scope, n) => {
    if (!(scope in made.counts)) { return; }
    const radio = make("input", "", { type: "radio", name: "scope", value: scope, "aria-keyshortcuts": String(n + 1) });
    if (scope === "here") { radio.setAttribute("autofocus", ""); radio.checked = true; }
    radio.onchange = () => refresh(more);
    const label = make("label"), counted = made.counts[scope];
    label.append(radio, " ", make("kbd", String(n + 1)), ` ${texts[scope]}: ${counted} ${counted === 1 ? "place" : "places"}`);
    rows.push(label);
  });
  $("ask-body").onkeydown = (event) => {
    const radio = $("ask-body").querySelector(`[aria-keyshortcuts="${event.key}"]`);
    if (radio && /^[1-4]$/.test(event.key)) { radio.checked = true; radio.focus(); refresh(more); }
  };
  return dialog("Compare the word as that of the lemma", rows, more, more);
}
function askName() {
  const select = make("select"), input = make("input", "", { type: "text", autofocus: "", autocomplete: "off" });
  for (const one of place.names) {
    select.append(make("option", `${one.siglum}: ${one.words}: ${one.name || one.means || "?"}`, { value: one.id }));
  }
  const found = make("select", "", { size: "6" }), none = make("input", "", { type: "checkbox" });
  const entry = () => (found.selectedIndex >= 0 ? found.value : input.value.trim());
  const more = () => ({ key: "m", mention: select.value, value: none.checked ? "" : entry() });
  const look = async () => {
    const made = input.value.trim() ? await ask("entries", { words: input.value }) : { entries: [] };
    found.replaceChildren(...made.entries.map((one) => make("option", `${one.name} (${one.id})`, { value: one.id })));
    if (made.entries.length) { found.selectedIndex = 0; }
    if (none.checked || entry()) { await refresh(more); }
  };
  input.oninput = () => { none.checked = false; look(); };
  input.onkeydown = (event) => { if (event.key === "ArrowDown" && found.options.length) { event.preventDefault(); found.focus(); } };
  found.onchange = () => refresh(more);
  none.onchange = () => refresh(more);
  const write = () => { if (!none.checked && !entry()) { throw new Error("Write a name, an id or a date, or say that it is none."); } return more(); };
  dialog("What it means", [field("Name or date", select), field("An entry of a register by its name, or a date (1936-08-19)", input),
    field("Entries found (↓ chooses another)", found), field("It is no name and no date", none)], write);
  $("ask-block").hidden = false;
  $("ask-block").textContent = "";
}

async function askSource() {
  const { sources } = await ask("sources", { id: place.id });
  const select = make("select"), input = make("input", "", { type: "text", autofocus: "", autocomplete: "off" }), where = make("p");
  sources.forEach((one, n) => select.append(make("option", `${one.siglum}: ${one.words}`, { value: n })));
  const own = sources.findIndex((one) => one.siglum === reading());
  select.selectedIndex = Math.max(0, own);
  const one = () => sources[select.selectedIndex];
  const showOne = () => {
    input.value = one() ? one().words : "";
    input.readOnly = !one() || !one().isText;
    where.textContent = !one() ? "No witness has words here." : `${one().place}` +
      (one().isText ? "" : ": a file of this format is not written here; correct it in its own program, then press b.");
  };
  select.onchange = showOne;
  const send = async () => {
    const made = await ask("correct", { id: place.id, siglum: one() ? one().siglum : "", value: input.value });
    await load(place.id, at);
    say(`${made.said}\n${made.block}`);
  };
  dialog("A misreading in the source", [field("Witness", select), where, field("What the source has in truth", input)], () => null, null, send);
  showOne();
  input.select();
}

// -- registers

let entry = null;
async function openRegisters() {
  $("main").hidden = $("keys").hidden = true;
  $("registers").hidden = false;
  $("find").elements.words.focus();
  await findEntries();
  showEntry(null);
}
async function leaveRegisters() {
  $("main").hidden = $("keys").hidden = false;
  $("registers").hidden = true;
  await load(place?.id, at);
  $("text").focus();
}
async function findEntries() {
  const f = $("find").elements, made = await ask("register", { words: f.words.value, kind: f.kind.value });
  const option = (one) => make("option", `${one.name} · ${one.kind} · named ${one.named} times`, { value: one.id });
  $("entries").replaceChildren(...made.entries.map(option));
  $("ids").replaceChildren(...made.entries.map((one) => make("option", one.name, { value: one.id })));
}
function showEntry(one) {
  entry = one;
  const f = $("entry").elements, known = one || { forms: [], dates: {}, identifiers: {}, kind: "persons" };
  $("entry-title").textContent = one ? `${one.id} in ${one.file}` : "A new entry";
  f.forms.value = known.forms.join("\n");
  f.kind.value = known.kind;
  showDates();
  f.birth.value = known.dates.birth || "";
  f.death.value = known.dates.death || "";
  f.identifiers.value = Object.entries(known.identifiers).map((pair) => pair.join(" ")).join("\n");
  f.into.value = "";
}
function showDates() {
  const f = $("entry").elements;
  for (const input of [f.birth, f.death]) { input.closest("label").hidden = f.kind.value !== "persons"; }
}
$("entry").onchange = showDates;
async function work(what, after) {
  if (busy) { return; }
  busy = true;
  say("Reading and collating …");
  try {
    const made = await what();
    await findEntries();
    await after(made);
    say([made.said, made.block].filter(Boolean).join("\n"));
  } catch (error) { say(error.message, true); } finally { busy = false; }
}
const openEntry = async (id) => showEntry(await ask("entry", { id }));
function saveEntry() {
  const f = $("entry").elements, lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  const identifiers = Object.fromEntries(Object.keys(entry ? entry.identifiers : {}).map((kind) => [kind, ""]));
  for (const line of lines(f.identifiers.value)) { const [kind, ...value] = line.split(/\s+/); identifiers[kind] = value.join(" "); }
  const dates = f.kind.value === "persons" ? { birth: f.birth.value.trim(), death: f.death.value.trim() } : {};
  const said = { id: entry ? entry.id : "", kind: f.kind.value, forms: lines(f.forms.value), dates, identifiers };
  return work(() => ask("save", said), (made) => (made.id || said.id) && !/ is \S+ now/.test(made.said) ? openEntry(made.id || said.id) : showEntry(null));
}
$("find").onsubmit = (event) => { event.preventDefault(); $("entries").focus(); };
$("find").oninput = findEntries;
$("entries").onkeydown = (event) => { if (event.key === "Enter" && $("entries").value) { event.preventDefault(); openEntry($("entries").value).then(() => $("entry").elements.forms.focus()); } };
$("entries").onchange = () => openEntry($("entries").value);
$("entry").onsubmit = (event) => { event.preventDefault(); saveEntry(); };
$("entry-new").onclick = () => { showEntry(null); $("entry").elements.forms.focus(); };
$("entry-undo").onclick = () => work(() => ask("undo"), () => showEntry(null));
$("entry-leave").onclick = leaveRegisters;
$("entry-merge").onclick = () => entry && work(() => ask("merge", { id: entry.id, into: $("entry").elements.into.value.trim() }), () => showEntry(null));

// -- the page

for (const [key, name] of KEYS) {
  const button = make("button", "", { type: "button", "aria-keyshortcuts": key, "data-key": key });
  button.append(make("kbd", NAMES[key] || key), " " + name);
  button.onclick = () => press(key);
  $("keys").append(button);
}
$("filters").onchange = () => filter("", 0);
$("filters").onsubmit = (event) => event.preventDefault();
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("ask").open) { return; }
  if (!$("registers").hidden) {
    if (event.key === "Escape") { leaveRegisters(); }
    return;
  }
  if (event.key === "Escape" && $("filter").open) { $("filter").open = false; $("text").focus(); return; }
  if (event.target.closest("select, input[type=text]")) { return; }
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    if (document.querySelector("input[name=reading]") && !event.target.closest("pre")) { event.preventDefault(); move(event.key === "ArrowUp" ? -1 : 1); }
    return;
  }
  if (KEYS.some(([key]) => key === event.key)) { event.preventDefault(); press(event.key); }
});
load(asked.get("id") || "", 0).then(() => $("text").focus(), (error) => say(error.message, true));
