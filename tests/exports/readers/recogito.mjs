/* Recogito's text annotator: what its parser makes of every annotation of a page. */
import {createRequire} from "module";
import {readFileSync} from "fs";
const [packages, path] = process.argv.slice(2);
const {JSDOM} = createRequire(packages + "/")("jsdom");
const {window} = new JSDOM("<p>text</p>", {pretendToBeVisual: true});
const names = ["document", "navigator", "HTMLElement", "Node", "Range", "Event", "CustomEvent", "MutationObserver"];
for (const name of names) Object.defineProperty(globalThis, name, {value: window[name], configurable: true});
globalThis.window = window;
const {parseW3CTextAnnotation} = await import(packages + "/@recogito/text-annotator/dist/text-annotator.es.js");
const told = JSON.parse(readFileSync(path, "utf8")).items.map((item) => {
  const {parsed, error} = parseW3CTextAnnotation(item);
  if (error) return [item.id, String(error)];
  const {start, end, quote} = parsed.target.selector[0];
  return [parsed.id, start, end, quote, parsed.bodies.map((body) => body.purpose)];
});
console.log(JSON.stringify(told));
