// What Readium's own reader of packages, which Thorium is made with, makes of books: manifests, which its navigator takes.
import { createRequire } from "node:module";
import path from "node:path";

/** The manifest of each book, from its packed file. */
export async function manifests(modules, files) {
  const from = createRequire(path.join(modules, "x"));
  const code = "r2-shared-js/dist/es8-es2017/src";
  const { initGlobalConverters_GENERIC, initGlobalConverters_SHARED } = from(`${code}/init-globals`);
  initGlobalConverters_GENERIC();
  initGlobalConverters_SHARED();
  const { EpubParsePromise } = from(`${code}/parser/epub`);
  const { TaJsonSerialize } = from("r2-lcp-js/dist/es8-es2017/src/serializable");
  const out = [];
  for (const file of files) {
    const publication = await EpubParsePromise(file);
    const manifest = TaJsonSerialize(publication);
    publication.freeDestroy();
    // It writes a lone word where the library beside the navigator takes only a list.
    const about = manifest.metadata.accessibility ?? {};
    for (const name of ["accessMode", "conformsTo", "feature", "hazard", "exemption"]) if (about[name]) about[name] = [about[name]].flat();
    out.push(manifest);
  }
  return out;
}
