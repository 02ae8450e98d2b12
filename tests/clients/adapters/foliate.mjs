// foliate-js: the engine of Foliate and Readest.
import "/modules/foliate-js/view.js";
import { FootnoteHandler } from "/modules/foliate-js/footnotes.js";

export async function open(number, place) {
  const view = document.createElement("foliate-view");
  place.append(view);
  let current = null;
  view.addEventListener("load", (event) => { current = event.detail; });
  const file = await (await fetch(`/books/${number}.epub`)).blob();
  await view.open(new File([file], "book.epub"));
  const { sections } = view.book;
  const names = sections.map((section) => section.id);
  const flat = (items) => (items ?? []).flatMap((item) => [item.href, ...flat(item.subitems)]);
  const places = async (href) => {
    const found = await view.book.resolveHref(href);
    if (!found) throw new Error("leads nowhere");
    return found;
  };
  return {
    spine: names,
    contents: flat(view.book.toc),
    pages: flat(view.book.pageList),
    async show(index) {
      await view.renderer.goTo({ index, anchor: 0 });
      return current.doc;
    },
    async follow(href) {
      const { index, anchor } = await places(href);
      await view.renderer.goTo({ index, anchor });
      return { index, element: anchor(current.doc) };
    },
    current: () => ({ index: current.index, document: current.doc }),
    async reveal(element) {
      await view.renderer.goTo({ index: current.index, anchor: () => element });
    },
    /** The words that pop up where a note is asked for, and what the program takes them for. */
    async note(link) {
      const handler = new FootnoteHandler();
      const shown = new Promise((resolve) => {
        handler.addEventListener("before-render", ({ detail }) => {
          Object.assign(detail.view.style, { position: "absolute", inset: "0", visibility: "hidden" });
          place.append(detail.view);
        });
        handler.addEventListener("render", ({ detail }) => {
          const [{ doc }] = detail.view.renderer.getContents();
          resolve({ view: detail.view, words: doc.body.textContent, type: detail.type });
        });
      });
      const event = new CustomEvent("link", {
        cancelable: true,
        detail: { a: link, href: sections[current.index].resolveHref(link.getAttribute("href")) },
      });
      const handled = handler.handle(view.book, event);
      if (!handled) return null;
      await handled;
      const { view: pop, words, type } = await shown;
      // It is still being drawn.
      await new Promise((done) => { setTimeout(done, 30); });
      pop.close();
      pop.remove();
      return { words, type };
    },
  };
}
