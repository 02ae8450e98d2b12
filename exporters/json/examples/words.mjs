// Counts the words of every page by language, from the nodes: node words.mjs dist/en
// @ts-check
/** @import { PageFile, IndexFile } from "./pamphlet.js" */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
/** @type {IndexFile} */
const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));

/** Adds the words of a node to those of its language. @param {any} node @param {string} language @param {Map<string, number>} counts */
function count(node, language, counts) {
  if (Array.isArray(node)) {
    for (const part of node) count(part, language, counts);
  } else if (node !== null && typeof node === "object") {
    const own = typeof node.language === "string" ? node.language : language;
    if (node.kind === "text") {
      const words = /** @type {string} */ (node.text).split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length;
      counts.set(own, (counts.get(own) ?? 0) + words);
    }
    for (const part of Object.values(node)) count(part, own, counts);
  }
}

for (const { id, file } of index.pages) {
  /** @type {PageFile} */
  const page = JSON.parse(readFileSync(join(folder, file), "utf8"));
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { language, block } of page.blocks) count(block, language, counts);
  const parts = [...counts].sort().map(([language, words]) => `${page.languages[language].name} ${words}`);
  console.log(`${id}: ${parts.join(", ")}`);
}
