// A server for one browser: the pages of the programs, the packages they come from, and the books, packed and unpacked.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".cjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/**
 * Serves on a free port of this machine: `/clients/…` from `ours`, `/modules/…` from `modules`, `/books/N.epub`,
 * `/books/N/…`, where `manifest.json` is what Readium takes.
 */
export async function serve({ ours, modules, books, manifests }) {
  let address = "";
  const answer = (url) => {
    const [, place, ...rest] = decodeURIComponent(new URL(url, "http://localhost").pathname).split("/");
    const name = rest.join("/");
    if (place === "clients" || place === "modules") {
      const folder = place === "clients" ? ours : modules;
      const file = path.join(folder, name);
      if (!file.startsWith(folder + path.sep)) return null;
      return { bytes: fs.readFileSync(file), type: TYPES[path.extname(file)] ?? "application/octet-stream" };
    }
    const packed = /^(\d+)\.epub$/.exec(name);
    if (place === "books" && packed) {
      return { bytes: fs.readFileSync(books[packed[1]].file), type: "application/epub+zip" };
    }
    const book = books[rest.shift()];
    const inside = rest.join("/");
    if (place !== "books" || !book) return null;
    if (inside === "manifest.json") {
      const number = books.indexOf(book);
      const self = { rel: "self", href: `${address}/books/${number}/manifest.json`, type: "application/webpub+json" };
      const json = { ...manifests[number], links: [self] };
      return { bytes: Buffer.from(JSON.stringify(json)), type: "application/webpub+json" };
    }
    const bytes = book.files.get(inside);
    return bytes ? { bytes, type: book.types.get(inside) ?? "application/octet-stream" } : null;
  };
  const server = http.createServer((request, response) => {
    let found = null;
    try {
      found = answer(request.url);
    } catch {
      // It is not there.
    }
    if (!found) {
      response.writeHead(request.url === "/favicon.ico" ? 204 : 404).end();
      return;
    }
    response.writeHead(200, { "content-type": found.type, "access-control-allow-origin": "*" });
    response.end(request.method === "HEAD" ? undefined : found.bytes);
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  address = `http://127.0.0.1:${server.address().port}`;
  return {
    address,
    stop() {
      server.close();
      server.closeAllConnections?.();
    },
  };
}
