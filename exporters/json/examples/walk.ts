// Every node of a page, typed, in the order of reading: tsc --strict, or node walk.ts dist/en/json/index.json
import type { Block, Inline, PageFile } from "./pamphlet.js";

export type Node = Block | Inline;

/** Gives a node and all that it holds. What has a `kind` and a `span` is a block or an inline. */
export function* walk(node: unknown): Generator<Node> {
  if (typeof node !== "object" || node === null) return;
  if ("kind" in node && "span" in node) yield node as Node;
  for (const part of Object.values(node)) yield* walk(part);
}

/** The links of a page: their words, and where they lead. */
export function links(page: PageFile): string[] {
  const found: string[] = [];
  for (const node of walk(page.blocks.map((entry) => entry.block))) {
    if (node.kind !== "link") continue;
    const { target } = node;
    found.push(`${node.words} ${target.kind === "external" ? target.url : target.kind === "page" ? target.page : ""}`);
  }
  return found;
}
