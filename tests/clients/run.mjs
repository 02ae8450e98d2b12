// Our books in the programs that people read them with, in a browser without a window:
//   node run.mjs --modules NODE_MODULES --chromium PROGRAM --out FOLDER [--most N] [--only CLIENT] BOOK…
// Every chapter is opened; every entry of the contents, every printed page, every note and link is followed (`--most` of
// each chapter); nothing may reach out of its page or stand over something else; structure and words are the same in all
// programs. Pictures of the same twelve places lie in the folder afterwards, to be looked at.
//
// With `--prove` each book is broken in several ways before, and the run fails when one of them is not found.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { read, unzip, zip } from "./book.mjs";
import { start } from "./chromium.mjs";
import { serve } from "./server.mjs";

const CLIENTS = ["foliate", "epubjs", "readium"];
/** What `--prove` breaks, and what is to be said of it. */
const FAULTS = {
  "a line that is wider than its page": "is outside of its page",
  "a block that is moved over another": "is over “",
  "a place that is gone": "there is no such place",
  "a note that does not say that it is one": "is not known as one",
};
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: "string" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
    out: { type: "string" },
    most: { type: "string", default: "1000" },
    only: { type: "string" },
    dark: { type: "boolean", default: false },
    prove: { type: "boolean", default: false },
  },
});
const [most, size] = [Number(options.most), { width: 400, height: 600 }];
const books = positionals.map(options.prove ? broken : read);
const server = await serve({
  ours: import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
  modules: path.resolve(options.modules),
  books,
});
const browser = await start(options.chromium);
let findings = 0;
const said = [];
const say = (book, client, what) => {
  findings += 1;
  said.push(what);
  if (!options.prove) console.error(`${path.basename(book.file)} in ${client}: ${what}`);
};

try {
  for (const book of books) {
    let before = null;
    for (const client of CLIENTS.filter((name) => !options.only || name === options.only)) {
      const seen = await walk(book, client).catch((error) => {
        say(book, client, error.message);
        return null;
      });
      if (before && seen) compare(book, before, { client, seen });
      if (seen) before ??= { client, seen };
    }
  }
} finally {
  await browser.stop();
  server.stop();
}
if (options.prove) {
  const missed = Object.entries(FAULTS).filter(([, found]) => !said.some((line) => line.includes(found)));
  missed.forEach(([what]) => console.error(`not found: ${what}`));
  process.exit(missed.length > 0 ? 1 : 0);
}
if (findings > 0) {
  console.error(`${findings} findings`);
  process.exit(1);
}

/** Breaks a book: each of these faults has to be found. */
function broken(file) {
  const files = unzip(file);
  const change = (ending, from, to) => {
    const name = [...files.keys()].find((name) => name.endsWith(ending) && from.test(files.get(name).toString("utf8")));
    if (!name) throw new Error(`nothing to break in ${ending}`);
    files.set(name, Buffer.from(files.get(name).toString("utf8").replace(from, to)));
  };
  change("stylesheet.css", /$/, "pre { white-space: pre; min-width: 900px; } ul { margin-top: -2.5em; }");
  change("index.xhtml", /<pre[^>]*><code[^>]*>/, (open) => `${open}${"a line that does not end ".repeat(9)}`);
  change("index.xhtml", /<h2 id="[^"]*"/, '<h2 id="elsewhere"');
  change("index.xhtml", /epub:type="footnote" role="doc-footnote"/, "");
  const copy = path.join(options.out, path.basename(file));
  fs.mkdirSync(options.out, { recursive: true });
  fs.writeFileSync(copy, zip(files));
  return read(copy);
}

async function walk(book, client) {
  const started = Date.now();
  const page = await browser.page({ ...size, dark: options.dark });
  await page.open(`${server.address}/clients/client.html`);
  const about = JSON.stringify({ contents: book.contents, pages: book.pages });
  const call = (what) => page.evaluate(`pamphlet.${what}`, 300);
  const known = await call(`open(${JSON.stringify(client)}, ${books.indexOf(book)}, ${about})`);
  for (const [what, ours, theirs] of [
    ["chapters", book.spine, known.spine],
    ["entries of the contents", book.contents.map((item) => item.href), known.contents],
    ["printed pages", book.pages.map((item) => item.href), known.pages],
  ]) {
    const lost = ours.filter((name, index) => decoded(theirs[index]) !== decoded(name));
    if (lost.length > 0 || ours.length !== theirs.length) {
      say(book, client, `${what}: ${ours.length}, of which it knows ${theirs.length}; the first that differs: ${lost[0]}`);
    }
  }
  const chapters = [];
  let [followed, notes] = [0, 0];
  const outside = new Set();
  for (let index = 0; index < known.spine.length; index += 1) {
    const chapter = await call(`walk(${index}, ${most})`);
    chapters.push(chapter.structure);
    followed += chapter.followed;
    notes += chapter.notes;
    chapter.outside.forEach((href) => outside.add(href));
    const name = known.spine[index];
    for (const fault of chapter.faults.slice(0, 5)) {
      say(book, client, `${name}: “${fault.said}” (${fault.at}) is ${fault.fault}, ${fault.by} pixels`);
    }
    if (chapter.faults.length > 5) say(book, client, `${name}: ${chapter.faults.length - 5} more of that kind`);
    chapter.lost.forEach((lost) => say(book, client, `${name}: ${lost}`));
  }
  const across = [...outside].filter((_, nth) => nth < most);
  for (const lost of await call(`follow(${JSON.stringify(across)})`)) say(book, client, lost);
  for (const place of await call("places()")) {
    await call(`show(${JSON.stringify(place)})`);
    fs.mkdirSync(options.out, { recursive: true });
    const ground = options.dark ? "-dark" : "";
    await page.picture(path.join(options.out, `${path.basename(book.file, ".epub")}-${place}-${client}${ground}.png`));
  }
  for (const fault of [...new Set(page.faults)]) say(book, client, fault);
  await page.close();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `${path.basename(book.file)} in ${client}: ${chapters.length} chapters, ${followed} places, ${across.length} links `
      + `between chapters, ${notes} notes (${seconds} s)`,
  );
  return chapters;
}

/** Structure and words of every chapter are the same in two programs. */
function compare(book, first, second) {
  first.seen.forEach((chapter, index) => {
    for (const what of ["names", "words"]) {
      const [one, other] = [chapter[what], second.seen[index]?.[what] ?? ""];
      if (one === other) continue;
      let at = 0;
      while (at < one.length && one[at] === other[at]) at += 1;
      const from = Math.max(0, at - 20);
      say(book, second.client, `${book.spine[index]}: ${what} differ from ${first.client}: “${other.slice(from, at + 20)}”, `
        + `not “${one.slice(from, at + 20)}”`);
    }
  });
}

function decoded(name) {
  try {
    return decodeURI(name ?? "");
  } catch {
    return name;
  }
}
