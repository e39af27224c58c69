/* Citation.js: id, title, year and authors of every reference in a file. */
const {createRequire} = require("module");
const {readFileSync} = require("fs");
const [packages, path] = process.argv.slice(2);
const ours = createRequire(packages + "/");
const {Cite} = ours("@citation-js/core");
["bibtex", "ris", "csl"].forEach((name) => ours("@citation-js/plugin-" + name));
const told = new Cite(readFileSync(path, "utf8")).data.map((one) => [one.id, one.title,
  one.issued && one.issued["date-parts"] ? String(one.issued["date-parts"][0][0]) : "",
  (one.author || []).map((person) => person.family || person.literal)]);
console.log(JSON.stringify(told));
