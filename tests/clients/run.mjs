// Our books in the programs that people read them with, in a browser without a window:
//   node run.mjs --modules NODE_MODULES --chromium PROGRAM --out FOLDER [--most N] [--only CLIENT] BOOK…
// Every chapter is opened; every entry of the contents, every printed page, every note and link is followed (`--most` of
// each chapter); nothing may reach out of its page or stand over something else; structure and words are the same in all
// programs. Pictures of the same twelve places lie in the folder afterwards, to be looked at.
//
// With `--prove` a book is broken in several ways before, and the run fails when one of them is not found in a program.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { read, unzip, zip } from "./book.mjs";
import { start } from "./chromium.mjs";
import { serve } from "./server.mjs";
import { manifests } from "./streamer.mjs";

const CLIENTS = ["foliate", "epubjs", "readium"];
/** What `--prove` breaks, in which file, and what is to be said of it: in each program, or in those that know of such. */
const FAULTS = [
  {
    what: "a line that is wider than its page",
    file: "index.xhtml",
    change: [/<pre[^>]*><code[^>]*>/, (open) => `${open}${"a line that does not end ".repeat(9)}`],
    found: () => "is outside of its page",
  },
  { what: "a block that is moved over another", file: "stylesheet.css", found: () => "is over “",
    change: [/$/, "pre { white-space: pre; min-width: 900px; } ul { margin-top: -2.5em; }"] },
  { what: "an entry of the contents whose place is gone", file: "index.xhtml", found: (id) => `#${id}: there is no such place`,
    change: [/<h2 id="([^"]*)"/, '<h2 id="elsewhere"'] },
  { what: "a printed page whose place is gone", file: "index.xhtml", found: (id) => `#${id}: there is no such place`,
    change: [/(?<=role="doc-pagebreak"[^>]* id=")([^"]*)(?=")/, "no-page"] },
  { what: "a link into another chapter whose place is gone", file: "pilots.xhtml", found: (id) => `#${id}: there is no such place`,
    change: [/<h2 id="([^"]*)"/, '<h2 id="elsewhere"'] },
  { what: "a link to a chapter that is gone", file: "pilots.xhtml", found: () => "nowhere.xhtml: no such chapter",
    change: [/(?<=<p><a [^>]*href=")index\.xhtml(?=")/, "nowhere.xhtml"] },
  { what: "a link that leads nowhere when it is pressed", found: () => "nothing opens" },
  { what: "a note that is gone", file: "pilots.xhtml", found: (id) => `#${id}: there is no such place`,
    change: [/(?<=role="doc-footnote"[^>]* id=")([^"]*)(?=")/, "no-note"] },
  { what: "a note that does not say that it is one", file: "index.xhtml", found: () => "is not known as one", only: "foliate",
    change: [/epub:type="footnote" role="doc-footnote"/, ""] },
];
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
const clients = CLIENTS.filter((name) => !options.only || name === options.only);
const [most, size] = [Number(options.most), { width: 400, height: 600 }];
const books = positionals.map(options.prove ? broken : read);
const modules = path.resolve(options.modules);
const server = await serve({
  ours: import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
  modules,
  books,
  manifests: await manifests(modules, books.map((book) => book.file)),
});
const browser = await start(options.chromium);
let findings = 0;
const said = [];
const say = (book, client, what) => {
  findings += 1;
  said.push({ client, what });
  if (!options.prove) console.error(`${path.basename(book.file)} in ${client}: ${what}`);
};

try {
  for (const book of books) {
    let before = null;
    for (const client of clients) {
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
  let missed = 0;
  for (const client of clients) {
    for (const { what, found, id } of FAULTS.filter(({ only }) => !only || only === client)) {
      if (said.some((one) => one.client === client && one.what.includes(found(id)))) continue;
      missed += 1;
      console.error(`${client} does not find ${what}`);
    }
  }
  console.log(`${FAULTS.length} faults, looked for in ${clients.join(", ")}`);
  process.exit(missed > 0 ? 1 : 0);
}
if (findings > 0) {
  console.error(`${findings} findings`);
  process.exit(1);
}

/** Breaks a book: each of these faults has to be found. */
function broken(file) {
  const files = unzip(file);
  for (const fault of FAULTS.filter(({ change }) => change)) {
    const [from, to] = fault.change;
    const text = (name) => files.get(name).toString("utf8");
    const name = [...files.keys()].find((name) => name.endsWith(fault.file) && from.test(text(name)));
    if (!name) throw new Error(`nothing to break in ${fault.file}: ${fault.what}`);
    fault.id = from.exec(text(name))[1];
    files.set(name, Buffer.from(text(name).replace(from, to)));
  }
  const copy = path.join(options.out, path.basename(file));
  fs.mkdirSync(options.out, { recursive: true });
  fs.writeFileSync(copy, zip(files));
  return read(copy);
}

async function walk(book, client) {
  const started = Date.now();
  const page = await browser.page({ ...size, dark: options.dark });
  await page.open(`${server.address}/clients/client.html`);
  const call = (what) => page.evaluate(`pamphlet.${what}`, 300);
  const known = await call(`open(${JSON.stringify(client)}, ${books.indexOf(book)})`);
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
  let [followed, pressed, notes] = [0, 0, 0];
  const outside = new Set();
  for (let index = 0; index < known.spine.length; index += 1) {
    const chapter = await call(`walk(${index}, ${most})`);
    chapters.push(chapter.structure);
    followed += chapter.followed;
    pressed += chapter.pressed;
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
  const places = await call("places()");
  for (const place of places) {
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
      + `between chapters, ${pressed} of all links pressed, ${notes} notes that pop up (${seconds} s)`,
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
