// epub.js: the engine of many readers on the web and in apps.
const script = (source) => new Promise((resolve, reject) => {
  const element = document.createElement("script");
  Object.assign(element, { src: source, onload: resolve, onerror: reject });
  document.head.append(element);
});

export async function open(number, place) {
  await script("/modules/jszip/dist/jszip.min.js");
  await script("/modules/epubjs/dist/epub.min.js");
  const bytes = await (await fetch(`/books/${number}.epub`)).arrayBuffer();
  const book = window.ePub(bytes);
  const rendition = book.renderTo(place, { width: 400, height: 600, flow: "paginated", spread: "none" });
  await book.ready;
  await book.loaded.navigation;
  const names = book.spine.spineItems.map((item) => item.href);
  const flat = (items) => (items ?? []).flatMap((item) => [item.href, ...flat(item.subitems)]);
  const contents = () => rendition.getContents()[0];
  const pages = book.pageList?.pageList ?? [];
  return {
    // Its names are relative to the package.
    spine: names.map((name) => book.path.resolve(name).replace(/^\//, "")),
    contents: flat(book.navigation.toc).map((href) => book.path.resolve(href).replace(/^\//, "")),
    pages: pages.map((page) => book.path.resolve(page.href ?? page.packageUrl ?? "").replace(/^\//, "")),
    async show(index) {
      await rendition.display(names[index]);
      return contents().document;
    },
    async follow(href) {
      const name = book.path.relative(`/${href}`);
      const section = book.spine.get(name);
      if (!section) throw new Error("leads nowhere");
      await rendition.display(name);
      const id = name.split("#")[1];
      const { document } = contents();
      return { index: section.index, element: id ? document.getElementById(decodeURIComponent(id)) : document.body };
    },
    current: () => ({ index: contents()?.sectionIndex, document: contents()?.document }),
    async reveal(element) {
      await rendition.display(contents().cfiFromNode(element));
    },
  };
}
