// Headings, words and addresses of a page, typed: tsc --noEmit --strict headings.ts
import type { PageFile, Block, CardsFile, IndexFile, DiagnosticsFile } from "./pamphlet.js";
export function heads(page: PageFile): string[] {
  const out: string[] = [];
  for (const entry of page.blocks) {
    const block: Block = entry.block;
    if (block.kind === "heading") out.push(`${block.level} ${block.anchor}`);
    if (block.kind === "list") for (const item of block.items) out.push(String(item.blocks.length));
    if (block.kind === "paragraph") for (const inline of block.content) {
      if (inline.kind === "text") out.push(inline.text);
      if (inline.kind === "link" && inline.target.kind === "external") out.push(inline.target.url);
    }
  }
  return out;
}
export const ids = (cards: CardsFile): string[] => cards.cards.map((card) => card.id);
export const titles = (index: IndexFile): string[] => index.pages.map((page) => page.title);
export const codes = (file: DiagnosticsFile): string[] => file.diagnostics.map((one) => one.code);
