// What a book says of itself: its files, their order, its contents, its printed pages. Read by expressions: our books are
// XML that is written by one program, and a validator has looked at them.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

/** The files of an archive, by name. */
export function unzip(file) {
  const bytes = fs.readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error(`${file} is no archive`);
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), method === 8 ? zlib.inflateRawSync(data) : data);
    at += 46 + name + extra + comment;
  }
  return files;
}

/** An archive of files, none of them packed. */
export function zip(files) {
  const table = Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const sum = (bytes) => ~bytes.reduce((crc, byte) => (crc >>> 8) ^ table[(crc ^ byte) & 255], -1) >>> 0;
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, bytes] of files) {
    const path_ = Buffer.from(name);
    const [local, central] = [Buffer.alloc(30), Buffer.alloc(46)];
    local.writeUInt32LE(0x04034b50, 0);
    central.writeUInt32LE(0x02014b50, 0);
    for (const [header, start] of [[local, 14], [central, 16]]) {
      header.writeUInt32LE(sum(bytes), start);
      header.writeUInt32LE(bytes.length, start + 4);
      header.writeUInt32LE(bytes.length, start + 8);
      header.writeUInt16LE(path_.length, start + 12);
    }
    central.writeUInt32LE(at, 42);
    parts.push(local, path_, bytes);
    directory.push(central, path_);
    at += local.length + path_.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const unescape = (text) => text
  .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;|&#39;/g, "'").replace(/&amp;/g, "&");

const attribute = (tag, name) => unescape(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");

/** The links of a list of the navigation document, in order. */
function links(nav, type, folder) {
  const part = new RegExp(`<nav[^>]*epub:type="${type}"[\\s\\S]*?</nav>`).exec(nav)?.[0] ?? "";
  return [...part.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, href, words]) => ({
    href: path.posix.join(folder, unescape(href)),
    title: unescape(words.replace(/<[^>]*>/g, "")),
  }));
}

/** Opens a book. Paths are those inside the archive. */
export function read(file) {
  const files = unzip(file);
  const text = (name) => files.get(name)?.toString("utf8") ?? "";
  const package_ = attribute(/<rootfile\s[^>]*>/.exec(text("META-INF/container.xml"))?.[0] ?? "", "full-path");
  const opf = text(package_);
  const folder = path.posix.dirname(package_);
  const items = new Map([...opf.matchAll(/<item\s[^>]*>/g)].map(([tag]) => [
    attribute(tag, "id"),
    {
      path: path.posix.join(folder, decodeURIComponent(attribute(tag, "href"))),
      type: attribute(tag, "media-type"),
      properties: attribute(tag, "properties").split(" "),
    },
  ]));
  const spine = [...opf.matchAll(/<itemref\s[^>]*>/g)].map(([tag]) => items.get(attribute(tag, "idref")));
  const nav = [...items.values()].find((item) => item.properties.includes("nav"));
  const beside = path.posix.dirname(nav.path);
  const word = (name) => unescape(new RegExp(`<dc:${name}[^>]*>([^<]*)<`).exec(opf)?.[1] ?? "");
  return {
    file,
    files,
    types: new Map([...items.values()].map((item) => [item.path, item.type])),
    title: word("title"),
    language: word("language"),
    direction: attribute(/<spine[^>]*>/.exec(opf)?.[0] ?? "", "page-progression-direction") || "ltr",
    spine: spine.map((item) => item.path),
    contents: links(text(nav.path), "toc", beside),
    pages: links(text(nav.path), "page-list", beside),
  };
}
