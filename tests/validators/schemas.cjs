// Every JSON file of an output against the schemas that lie in it, by Ajv: node schemas.cjs DIST
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const Ajv = require("ajv/dist/2020");

const dist = process.argv[2];
const ajv = new Ajv({ strict: false, validateFormats: false });
const schemas = new Map();
const counts = new Map();
let wrong = 0;

function validator(name) {
  if (!schemas.has(name)) {
    const text = fs.readFileSync(path.join(dist, "schema", `${name}.schema.json`), "utf8");
    schemas.set(name, ajv.compile(JSON.parse(text)));
  }
  return schemas.get(name);
}

function check(name, file) {
  const validate = validator(name);
  counts.set(name, (counts.get(name) ?? 0) + 1);
  if (!validate(JSON.parse(fs.readFileSync(file, "utf8")))) {
    wrong += 1;
    const [{ instancePath, message }] = validate.errors;
    console.error(`${file}${instancePath}: ${message}`);
  }
}

function pages(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) pages(place);
    else if (place.endsWith(".json")) check("page", place);
  }
}

check("manifest", path.join(dist, "manifest.json"));
check("cards", path.join(dist, "cards.json"));
for (const entry of fs.readdirSync(dist, { withFileTypes: true })) {
  const folder = path.join(dist, entry.name);
  if (!fs.existsSync(path.join(folder, "index.json"))) continue;
  check("index", path.join(folder, "index.json"));
  check("cards", path.join(folder, "cards.json"));
  pages(path.join(folder, "json"));
}
for (const [name, count] of counts) console.log(`${count} files conform to ${name}`);
if (!counts.has("page")) { console.error(`${dist} holds no page`); wrong += 1; }
process.exit(wrong > 0 ? 1 : 0);
