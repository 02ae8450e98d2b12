// The text of each PDF as pdf.js (Firefox) has it, into a file: layer.mjs PDF OUT [PDF OUT …]
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const found = createRequire(`${process.env.NODE_PATH}/`).resolve("pdfjs-dist/legacy/build/pdf.mjs");
const { getDocument } = await import(pathToFileURL(found).href);

for (let at = 2; at + 1 < process.argv.length; at += 2) {
  const data = new Uint8Array(fs.readFileSync(process.argv[at]));
  const file = await getDocument({ data, verbosity: 0 }).promise;
  let text = "";
  for (let number = 1; number <= file.numPages; number += 1) {
    const { items } = await (await file.getPage(number)).getTextContent();
    text += items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\n";
  }
  fs.writeFileSync(process.argv[at + 1], text);
}
