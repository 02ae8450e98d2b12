// Searches an output with MiniSearch: node search_minisearch.mjs dist/en/search.ndjson WORD...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const MiniSearch = createRequire(process.env.NODE_PATH ? `${process.env.NODE_PATH}/` : import.meta.url)("minisearch");
const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["titles", "url"], searchOptions: { boost: { title: 5 } } });
index.addAll(readFileSync(process.argv[2], "utf8").trimEnd().split("\n").map((line) => JSON.parse(line)));
for (const { id, titles } of index.search(process.argv.slice(3).join(" "), { combineWith: "AND" })) {
  console.log(`${id}: ${titles.join(" › ")}`);
}
