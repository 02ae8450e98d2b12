// The navigator of the Readium toolkit: the engine of Thorium's web reader. It takes an unpacked book with a manifest.
import { EpubNavigator } from "/modules/@readium/navigator/dist/index.js";
import { HttpFetcher, Link, Locator, LocatorLocations, Manifest, Publication } from "/modules/@readium/shared/dist/index.js";

export async function open(number, book, place) {
  const address = `${location.origin}/books/${number}/`;
  const manifest = Manifest.deserialize(await (await fetch(`${address}manifest.json`)).json());
  manifest.setSelfLink(`${address}manifest.json`);
  const publication = new Publication({ manifest, fetcher: new HttpFetcher(undefined, address) });
  const positions = manifest.readingOrder.items.map((link, index) => new Locator({
    href: link.href,
    type: link.type,
    locations: new LocatorLocations({ position: index + 1, progression: 0, totalProgression: 0 }),
  }));
  const frame = document.createElement("div");
  Object.assign(frame.style, { position: "relative", width: "100%", height: "100%" });
  place.append(frame);
  const no = () => false;
  const navigator = new EpubNavigator(frame, publication, { handleLocator: no, tap: no, click: no }, positions, positions[0], {
    preferences: { columnCount: 1 },
    defaults: {},
  });
  await navigator.load();
  const document_ = () => navigator._cframes[0].window.document;
  const go = (locator) => new Promise((resolve, reject) => {
    navigator.go(locator, false, (done) => (done ? resolve() : reject(new Error("leads nowhere"))));
  });
  const to = (href) => {
    const [name, fragment] = href.split("#");
    return { name: encodeURI(name), locations: fragment ? { fragments: [decodeURIComponent(fragment)] } : { progression: 0 } };
  };
  const follow = async (href) => {
    const { name, locations } = to(href);
    await go(new Locator({ href: name, type: "application/xhtml+xml", locations: new LocatorLocations(locations) }));
    const index = manifest.readingOrder.items.findIndex((link) => link.href === name);
    const [id] = locations.fragments ?? [];
    return { index, element: id ? document_().getElementById(id) : document_().body };
  };
  return {
    spine: manifest.readingOrder.items.map((link) => decodeURI(link.href)),
    contents: book.contents.map((item) => item.href),
    pages: book.pages.map((item) => item.href),
    // This version goes to the left side of a place in a text that runs from right to left, which is a page too far.
    failsIn: (document) => document.documentElement.dir === "rtl",
    async show(index) {
      await go(positions[index]);
      return document_();
    },
    follow,
    async reveal(element) {
      const selector = document_().defaultView._readium_cssSelectorGenerator.getCssSelector(element);
      const locations = new LocatorLocations({ otherLocations: new Map([["cssSelector", selector]]) });
      await go(new Locator({ href: navigator.currentLocator.href, type: "application/xhtml+xml", locations }));
    },
  };
}
