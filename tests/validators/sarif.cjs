// A log of findings against the schema of SARIF 2.1.0, by Ajv: node sarif.cjs LOG
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const Ajv = require("ajv");

const folder = path.dirname(require.resolve("@microsoft/jest-sarif/package.json"));
const schema = JSON.parse(fs.readFileSync(path.join(folder, "lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"));
// The schema is of draft 4, in which the name of a schema was `id`; nothing else in it has changed since.
delete schema.$schema;
delete schema.id;
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
const log = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
if (!validate(log)) {
  console.error(validate.errors.slice(0, 10));
  process.exit(1);
}
console.log(`${log.runs[0].results.length} results conform to SARIF 2.1.0`);
log.runs[0].results.push({ level: "fatal" });
if (validate(log)) { console.error("the schema lets everything pass"); process.exit(1); }
