// The navigator of the Readium toolkit: the engine of Thorium's web reader. It takes an unpacked book with the manifest that
// Readium's own reader of packages made.
import { EpubNavigator } from "/modules/@readium/navigator/dist/index.js";
import { HttpFetcher, Locator, LocatorLocations, Manifest, Publication, PublicationCollection } from "/modules/@readium/shared/dist/index.js";
import { isOpen } from "../measure.mjs";

export async function open(number, place) {
  const address = `${location.origin}/books/${number}/`;
  const json = await (await fetch(`${address}manifest.json`)).json();
  const manifest = Manifest.deserialize(json);
  // Later versions look for the list of pages themselves.
  manifest.subcollections = PublicationCollection.deserializeCollections({ pageList: json.pageList ?? [] });
  manifest.setSelfLink(`${address}manifest.json`);
  const publication = new Publication({ manifest, fetcher: new HttpFetcher(undefined, address) });
  const positions = manifest.readingOrder.items.map((link, index) => new Locator({
    href: link.href,
    type: link.type,
    locations: new LocatorLocations({ position: index + 1, progression: 0, totalProgression: 0 }),
  }));
  const flat = (links) => (links?.items ?? []).flatMap((link) => [link.href, ...flat(link.children)]);
  const frame = document.createElement("div");
  Object.assign(frame.style, { position: "relative", width: "100%", height: "100%" });
  place.append(frame);
  const no = () => false;
  const navigator = new EpubNavigator(frame, publication, { handleLocator: no, tap: no, click: no }, positions, positions[0], {
    preferences: { columnCount: 1 },
    defaults: {},
  });
  await navigator.load();
  // This version goes to the left side of a place in a text that runs from right to left, which is a page too early.
  const failsIn = (document) => document.documentElement.dir === "rtl";
  const document_ = () => navigator._cframes[0]?.window?.document;
  // A way that is asked for while it is on another is forgotten, and it says nothing of it: it is asked for again.
  const go = (locator) => new Promise((resolve, reject) => {
    const ask = () => navigator.go(locator, false, (done) => {
      clearInterval(again);
      done ? resolve() : reject(new Error("leads nowhere"));
    });
    const again = setInterval(ask, 3_000);
    setTimeout(() => { clearInterval(again); reject(new Error("never arrives")); }, 10_000);
    ask();
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
    contents: flat(manifest.toc).map((href) => decodeURI(href)),
    pages: flat(publication.getPageList()).map((href) => decodeURI(href)),
    failsIn,
    async show(index) {
      await go(positions[index]);
      return document_();
    },
    follow,
    /** Opens a part of the chapter, as readers do that kept a place; says where it is, in pages, and how many there are. */
    async part(index, part) {
      await go(new Locator({
        href: manifest.readingOrder.items[index].href,
        type: "application/xhtml+xml",
        locations: new LocatorLocations({ progression: part }),
      }));
      const { scrollLeft, scrollWidth } = document_().scrollingElement;
      const { innerWidth } = document_().defaultView;
      return { page: Math.abs(scrollLeft) / innerWidth, pages: scrollWidth / innerWidth };
    },
    current() {
      const { href } = navigator.currentLocator;
      return { index: manifest.readingOrder.items.findIndex((link) => link.href === href), document: document_() };
    },
    async reveal(element) {
      const selector = document_().defaultView._readium_cssSelectorGenerator.getCssSelector(element);
      const locations = new LocatorLocations({ otherLocations: new Map([["cssSelector", selector]]) });
      await go(new Locator({ href: navigator.currentLocator.href, type: "application/xhtml+xml", locations }));
      if (failsIn(document_()) && !isOpen(element)) {
        const { innerWidth } = document_().defaultView;
        document_().scrollingElement.scrollLeft += Math.floor(element.getBoundingClientRect().left / innerWidth) * innerWidth;
      }
    },
  };
}
