"use strict";
// Two editors decided without seeing each other; a third one chooses, a place at a time.
const $ = (id) => document.getElementById(id);
const token = new URLSearchParams(location.search).get("t");
const KEYS = [["1", ""], ["2", ""], ["=", "take all agreements"], ["u", "undo"], ["ArrowLeft", "back"], ["ArrowRight", "on"]];
const NAMES = { ArrowLeft: "←", ArrowRight: "→" };
let all = { places: [], names: ["", ""] }, at = 0, busy = false;

async function ask(what, body = {}) {
  const answer = await fetch("/review/" + what, {
    method: "POST", headers: { "Content-Type": "application/json", "X-Review-Token": token }, body: JSON.stringify(body),
  });
  const made = await answer.json();
  if (!answer.ok || made.error) { throw new Error(made.error); }
  return made;
}
function make(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) { made.setAttribute(key, value); }
  return made;
}
function say(text, isFault = false) { $("say").textContent = text; $("say").className = isFault ? "fault" : ""; }

async function load() { all = await ask("list"); draw(); }
function draw() {
  const one = all.places[at], done = all.places.filter((place) => place.chosen).length;
  const alike = all.places.filter((place) => place.agrees).length, kappa = all.kappa === null ? "not defined" : all.kappa.toFixed(2);
  $("bar").max = Math.max(1, all.places.length);
  $("bar").value = done;
  $("count").textContent = `${all.by}: place ${all.places.length ? at + 1 : 0} of ${all.places.length} · ${alike} alike · ` +
    `Cohen’s κ ${kappa} · ${done} taken into ${all.file}`;
  $("text").textContent = one ? one.statement : "Neither editor decided anything.";
  $("answers").tBodies[0].replaceChildren(...(one ? [[all.names[0], one.one], [all.names[1], one.other]] : []).map(([name, answer]) => {
    const row = make("tr", "");
    row.append(make("th", name, { scope: "row" }), make("td", answer === null ? "decided nothing" : answer));
    return row;
  }));
  $("chosen").textContent = !one ? "" : one.chosen ? `Taken: ${{ one: all.names[0], other: all.names[1] }[one.chosen] || `an answer of ${all.by}`}` : one.agrees ? "They agree." : "";
  for (const button of $("keys").children) {
    const side = { 1: all.names[0], 2: all.names[1] }[button.dataset.key];
    if (side) { button.lastChild.textContent = ` take ${side}`; }
    button.setAttribute("aria-disabled", String(!may(button.dataset.key)));
  }
}
function may(key) {
  const one = all.places[at];
  if (key === "u") { return all.canUndo; }
  if (key === "=") { return all.places.some((place) => place.agrees && !place.chosen); }
  return Boolean(one) && (key === "1" ? one.one !== null && !one.chosen : key === "2" ? one.other !== null && !one.chosen : true);
}
async function press(key) {
  if (busy || !may(key)) { return; }
  if (key.startsWith("Arrow")) { say(""); at = Math.max(0, Math.min(all.places.length - 1, at + (key === "ArrowLeft" ? -1 : 1))); draw(); return; }
  busy = true;
  try {
    const made = key === "u" ? await ask("undo") : key === "=" ? await ask("agreed") : await ask("choose", { number: at, side: key === "1" ? "one" : "other" });
    if (key === "1" || key === "2") { at = Math.min(all.places.length - 1, at + 1); }
    await load();
    say([made.said, made.block].filter(Boolean).join("\n"));
  } catch (error) { say(error.message, true); } finally { busy = false; }
}
for (const [key, name] of KEYS) {
  const button = make("button", "", { type: "button", "aria-keyshortcuts": key, "data-key": key });
  button.append(make("kbd", NAMES[key] || key), " " + name);
  button.onclick = () => press(key);
  $("keys").append(button);
}
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) { return; }
  if (KEYS.some(([key]) => key === event.key)) { event.preventDefault(); press(event.key); }
});
load().then(() => $("text").focus(), (error) => say(error.message, true));
