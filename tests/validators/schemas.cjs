// Every JSON file of an output against the schemas that lie in it, by Ajv: node schemas.cjs DIST [NAME=FILE...]
// The whole editions, site.json and site.ndjson, hold the values of the other files: each is held against its schema.
// NAME=FILE are files that lie elsewhere, each with the schema that it must conform to.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const Ajv = require("ajv/dist/2020");

const dist = process.argv[2];
const ajv = new Ajv({ strict: true });
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

function conforms(name, value, place, validate = validator(name)) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
  if (!validate(value)) {
    wrong += 1;
    const [{ instancePath, message }] = validate.errors;
    console.error(`${place}${instancePath}: ${message}`);
  }
}

function read(file) {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

function check(name, file) {
  conforms(name, read(file), file);
}

// A card outside its file has no schema of its own: the one of the file names it.
function card(value, place) {
  validator("cards");
  const id = schemas.get("cards").schema.$id;
  conforms("card", value, place, ajv.getSchema(`${id}#/$defs/CardRecord`));
}

// As many of each kind as the files beside it have: a whole that lacks a page conforms, and is wrong.
function complete(place, folder, found) {
  const there = { index: 1, page: read(path.join(folder, "index.json")).pages.length,
    card: read(path.join(folder, "cards.json")).cards.length };
  for (const [name, count] of Object.entries(there)) {
    if ((found[name] ?? 0) === count) continue;
    wrong += 1;
    console.error(`${place}: ${found[name] ?? 0} of ${count} records “${name}”`);
  }
}

function whole(folder, place) {
  const site = read(place);
  conforms("site", site, place);
  const known = JSON.stringify(Object.keys(site)) === '["schema_version","editions"]';
  if (!known || site.schema_version !== read(path.join(folder, "index.json")).schema_version) {
    wrong += 1;
    console.error(`${place}: not {schema_version, editions} of the version of its index`);
  }
  const found = { index: 0, page: 0, card: 0 };
  for (const [number, edition] of site.editions.entries()) {
    const at = `${place}/editions/${number}`;
    conforms("index", edition.index, `${at}/index`);
    edition.pages.forEach((page, index) => conforms("page", page, `${at}/pages/${index}`));
    edition.cards.forEach((value, index) => card(value, `${at}/cards/${index}`));
    found.index += 1;
    found.page += edition.pages.length;
    found.card += edition.cards.length;
  }
  complete(place, folder, found);
}

function lines(folder, place) {
  const text = fs.readFileSync(place, "utf8");
  const found = {};
  text.replace(/\n$/, "").split("\n").forEach((line, number) => {
    const value = JSON.parse(line);
    const record = value.kind;
    found[record] = (found[record] ?? 0) + 1;
    const at = `${place}:${number + 1}`;
    conforms("site-record", value, at);
  });
  complete(place, folder, found);
}

// Each section once, and one or more for each page.
function sections(folder, place) {
  const records = fs.readFileSync(place, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  records.forEach((record, number) => conforms("search-record", record, `${place}:${number + 1}`));
  const pages = read(path.join(folder, "index.json")).pages;
  const known = new Set(records.map((record) => record.page));
  if (new Set(records.map((record) => record.id)).size !== records.length || known.size !== pages.length) {
    wrong += 1;
    console.error(`${place}: sections that are called the same, or pages without one`);
  }
}

// The files that pages name as what they show are there, and no others.
function assets(folder) {
  const named = new Set();
  const all = path.join(folder, "assets");
  if (!fs.existsSync(all)) return;
  for (const { file } of read(path.join(folder, "index.json")).pages) {
    const { pictures, icons } = read(path.join(folder, file)).assets;
    for (const record of [...Object.values(pictures), ...Object.values(icons)]) named.add(record.file);
  }
  const there = fs.readdirSync(all).map((name) => `assets/${name}`);
  if (there.sort().join() !== [...named].sort().join()) {
    wrong += 1;
    console.error(`${all}: not the files that pages name`);
  }
  counts.set("asset", (counts.get("asset") ?? 0) + there.length);
}

function pages(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) pages(place);
    else if (place.endsWith(".json")) check("page", place);
  }
}

// Every schema, also those that no file here needs.
for (const name of fs.readdirSync(path.join(dist, "schema"))) {
  if (name.endsWith(".schema.json")) validator(name.slice(0, -".schema.json".length));
}
check("manifest", path.join(dist, "manifest.json"));
check("cards", path.join(dist, "cards.json"));
for (const entry of fs.readdirSync(dist, { withFileTypes: true })) {
  const folder = path.join(dist, entry.name);
  if (!fs.existsSync(path.join(folder, "index.json"))) continue;
  check("index", path.join(folder, "index.json"));
  check("cards", path.join(folder, "cards.json"));
  pages(path.join(folder, "json"));
  if (fs.existsSync(path.join(folder, "site.json"))) whole(folder, path.join(folder, "site.json"));
  if (fs.existsSync(path.join(folder, "site.ndjson"))) lines(folder, path.join(folder, "site.ndjson"));
  if (fs.existsSync(path.join(folder, "search.ndjson"))) sections(folder, path.join(folder, "search.ndjson"));
  assets(folder);
}
for (const argument of process.argv.slice(3)) {
  const [name, ...file] = argument.split("=");
  check(name, file.join("="));
}
for (const [name, count] of counts) console.log(`${count} are held against ${name}`);
if (!counts.has("page")) { console.error(`${dist} holds no page`); wrong += 1; }
process.exit(wrong > 0 ? 1 : 0);
