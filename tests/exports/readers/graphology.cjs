/* graphology-gexf: nodes, edges, the sum of their weights, and one node. */
const {createRequire} = require("module");
const {readFileSync} = require("fs");
const [packages, path, node] = process.argv.slice(2);
const ours = createRequire(packages + "/");
const graph = ours("graphology-gexf").parse(ours("graphology"), readFileSync(path, "utf8"));
let weight = 0;
graph.forEachEdge((edge, data) => { weight += data.weight; });
console.log(JSON.stringify([graph.order, graph.size, weight, graph.getNodeAttributes(node)]));
