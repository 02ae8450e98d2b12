// Types for TypeScript of every schema of an output, by json-schema-to-typescript: node types.cjs DIST OUT
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { compileFromFile } = require("json-schema-to-typescript");

const [dist, out] = process.argv.slice(2);
(async () => {
  const folder = path.join(dist, "schema");
  for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".schema.json"))) {
    const types = await compileFromFile(path.join(folder, name));
    fs.writeFileSync(path.join(out, name.replace(".schema.json", ".d.ts")), types);
  }
})();
