// Runs inside the browser: opens a book in one of the programs, walks through it, and says what it finds. The one who
// drives the browser calls `walk` and then `show` for each place that a picture is to be taken of.
import { faults, isOpen, structure } from "./measure.mjs";

/** What pictures are taken of: the first of each, in the order of the book. */
const PLACES = {
  cover: ".cover img",
  title: ".title-page h1",
  contents: "nav ol",
  heading: "section > h2",
  callout: ".admonition:not(.card):not(.downloads)",
  card: ".card:not(.downloads)",
  table: "table:not(.wide)",
  wide: "table.wide",
  tasks: "li.task",
  code: "pre",
  formula: "math",
  notes: ".notes",
};

const words = (text) => text.replace(/\s+/g, " ").trim();

let client;
let taken = {};

window.pamphlet = {
  async open(adapter, number) {
    client = await (await import(`./adapters/${adapter}.mjs`)).open(number, document.getElementById("book"));
    return { spine: client.spine, contents: client.contents, pages: client.pages };
  },

  /** Walks through some chapters. `most` is how many places are looked up in each. */
  async walk(index, most) {
    const chapter = await client.show(index);
    await settled();
    const found = { structure: structure(chapter), faults: faults(chapter), lost: [], notes: 0, followed: 0, pressed: 0 };
    const name = client.spine[index];
    for (const [place, selector] of Object.entries(PLACES)) {
      const element = chapter.querySelector(selector);
      if (element && !taken[place]) taken[place] = { index, selector };
    }
    // Every link, every note, and everything of this chapter that has a name which the contents or the list of pages use.
    const own = (href) => href.split("#")[0] === name && href.includes("#");
    const links = [...chapter.querySelectorAll("a[href]")].filter((link) => !/^[a-z]+:/i.test(link.getAttribute("href")));
    const inside = links.map((link) => resolve(name, link.getAttribute("href")));
    const targets = new Set([...client.contents.filter(own), ...client.pages.filter(own), ...inside.filter(own)]);
    for (const href of inside.filter((href) => !own(href))) {
      if (!client.spine.includes(href.split("#")[0])) found.lost.push(`${href}: no such chapter`);
    }
    for (const href of sample([...targets], most)) {
      found.followed += 1;
      try {
        const { index: there, element } = await client.follow(href);
        await settled();
        if (there !== index) found.lost.push(`${href}: leads to ${client.spine[there]}`);
        else if (!element) found.lost.push(`${href}: there is no such place`);
        else if (!opened(element)) found.lost.push(`${href}: another page is open`);
      } catch (error) {
        found.lost.push(`${href}: ${error.message}`);
      }
    }
    if (client.part) {
      const { page, pages } = await client.part(index, 0.5);
      // It may snap to either side.
      if (Math.abs(page - pages / 2) > 1) found.lost.push(`a half of it: page ${page + 1} of ${pages} is open`);
    }
    if (client.note) {
      const references = links.filter((link) => link.matches("[role=doc-noteref]"));
      for (const link of sample(references, Math.ceil(most / 4))) {
        found.notes += 1;
        const shown = await client.note(link);
        const aim = chapter.getElementById(link.getAttribute("href").slice(1));
        if (!shown || shown.type !== "footnote") found.lost.push(`note ${link.textContent}: is not known as one`);
        else if (words(shown.words) !== words(aim.textContent)) found.lost.push(`note ${link.textContent}: ${shown.words}`);
      }
    }
    // As readers do; the chapter is opened anew for each, since the one before has led away.
    const pressed = links.flatMap((link, nth) => (link.matches("[role=doc-noteref]") && client.note ? [] : [nth]));
    for (const nth of sample(pressed, Math.ceil(most / 4))) {
      found.pressed += 1;
      if (!await press(index, links[nth].getAttribute("href"), inside[nth])) found.lost.push(`${inside[nth]}: nothing opens`);
    }
    return { ...found, outside: [...new Set(inside.filter((href) => !own(href) && href.includes("#")))] };
  },

  /** Follows links from one chapter into others. */
  async follow(hrefs) {
    const lost = [];
    for (const href of hrefs) {
      try {
        const { index, element } = await client.follow(href);
        await settled();
        if (client.spine[index] !== href.split("#")[0]) lost.push(`${href}: leads to ${client.spine[index]}`);
        else if (!element) lost.push(`${href}: there is no such place`);
        else if (!opened(element)) lost.push(`${href}: another page is open`);
      } catch (error) {
        lost.push(`${href}: ${error.message}`);
      }
    }
    return lost;
  },

  places: () => Object.keys(taken),

  async show(place) {
    const { index, selector } = taken[place];
    const chapter = await client.show(index);
    await client.reveal(chapter.querySelector(selector));
    await pause();
  },
};

/** Presses a link of a chapter, and waits until its aim is open. */
async function press(index, href, aim) {
  const chapter = await client.show(index);
  const link = [...chapter.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === href);
  await client.reveal(link);
  await pause();
  link.click();
  const [name, id] = aim.split("#");
  const until = performance.now() + 10_000;
  while (performance.now() < until) {
    await settled();
    const shown = client.current();
    if (client.spine[shown.index] !== name || !shown.document?.body) continue;
    const element = id ? shown.document.getElementById(decodeURIComponent(id)) : shown.document.body.firstElementChild;
    if (!element || !opened(element)) continue;
    await pause();
    return true;
  }
  return false;
}

/** So many of some, evenly spread. */
function sample(all, most) {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, nth) => all[Math.floor((nth * all.length) / most)]);
}

function resolve(from, href) {
  const url = new URL(href, `http://book/${from}`);
  return decodeURI(url.pathname.slice(1)) + url.hash;
}

/** Whether a place is open, where the program is known to open the right one. */
function opened(element) {
  return isOpen(element) || client.failsIn?.(element.ownerDocument);
}

/** As long as a reader needs at least: some programs let a page appear little by little. */
async function pause() {
  await settled();
  await new Promise((done) => { setTimeout(done, 120); });
}

/** Waits until what was asked for is drawn. */
function settled() {
  return new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20))); });
}
