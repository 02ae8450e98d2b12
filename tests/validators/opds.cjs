// A catalogue against the schemas of OPDS 2.0 and of Readium's manifests, by Ajv: node opds.cjs SCHEMAS FEED
// SCHEMAS is a folder with the repositories `drafts` and `webpub-manifest`, each with a folder `schema`.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const Ajv = require("ajv").default;

const [folder, file] = process.argv.slice(2);
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
for (const repository of ["drafts", "webpub-manifest"]) {
  const schemas = path.join(folder, repository, "schema");
  for (const name of fs.readdirSync(schemas, { recursive: true })) {
    if (name.endsWith(".schema.json")) {
      ajv.addSchema(JSON.parse(fs.readFileSync(path.join(schemas, name), "utf8")));
    }
  }
}
const validate = ajv.getSchema("https://drafts.opds.io/schema/feed.schema.json");
if (!validate(JSON.parse(fs.readFileSync(file, "utf8")))) {
  for (const { instancePath, message } of validate.errors) {
    console.error(`${file}${instancePath}: ${message}`);
  }
  process.exit(1);
}
console.log(`${file} is a feed of OPDS 2.0`);
