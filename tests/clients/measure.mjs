// What is to be seen of a chapter: its structure and words, and whether everything is inside its page and beside the rest.

/** Rounding, and letters that reach out of their lines. */
const SLACK = 2;
/** Lines of some fonts are higher than the distance of two lines; more than this part of a line is on top of another. */
const OVER = 0.5;

const words = (text) => text.replace(/\s+/g, " ").trim();

/** Elements of a chapter in their order, and its words: both are the same in every program. */
export function structure(document) {
  const names = [...document.body.querySelectorAll("*")]
    .filter((element) => !element.closest("[data-readium]"))
    .map((element) => element.localName);
  return { names: names.join(" "), words: words(document.body.textContent) };
}

/** The parts of the page that a chapter's columns are: what is inside of them can be read. */
function columns(document) {
  const out = [];
  for (const part of document.body.children) out.push(...part.getClientRects());
  return out.filter((rect) => rect.width > 1 && rect.height > 1);
}

/** Everything that shows something by itself, with the places where it does. */
function* shown(document) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode(node) {
      if (node.nodeType === Node.TEXT_NODE) {
        return node.data.trim() === "" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
      }
      if (["script", "style"].includes(node.localName)) return NodeFilter.FILTER_REJECT;
      return NodeFilter.FILTER_ACCEPT;
    },
  });
  let node = walker.nextNode();
  while (node) {
    let next;
    if (node.nodeType === Node.TEXT_NODE) {
      const range = document.createRange();
      range.selectNodeContents(node);
      yield { node, said: words(node.data).slice(0, 40), rects: [...range.getClientRects()] };
    } else if (["img", "svg", "math"].includes(node.localName)) {
      // A formula and a drawing are one thing: their parts stand over each other. A formula may be wider than its box.
      const parts = node.localName === "math" ? node.querySelectorAll("mi, mn, mo, mtext") : [node];
      yield { node, said: `<${node.localName}> in ${place(node)}`, rects: [...parts].flatMap((part) => [...part.getClientRects()]) };
      next = walker.nextSibling();
      while (!next && walker.parentNode()) next = walker.nextSibling();
      node = next;
      continue;
    }
    node = walker.nextNode();
  }
}

function place(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const near = element.closest("[id]");
  return `${element.localName}${element.className && element.className.length ? `.${element.className}` : ""} at #${near?.id ?? "?"}`;
}

/** Things that are wider than their page, or cut off at its foot; and things that stand over each other. */
export function faults(document) {
  const pages = columns(document);
  const foot = document.defaultView.innerHeight;
  const found = [];
  const taken = new Map();
  for (const { node, said, rects } of shown(document)) {
    // What is folded up has a place, and nobody sees it.
    if (!(node.parentElement ?? node).checkVisibility()) continue;
    for (const rect of rects) {
      if (rect.width < 1 || rect.height < 1) continue;
      const inside = pages.some((page) => rect.left >= page.left - SLACK && rect.right <= page.right + SLACK);
      if (!inside) {
        found.push({ fault: "outside of its page", said, at: place(node), by: Math.round(rect.width) });
        break;
      }
      if (rect.bottom > foot + SLACK && rect.bottom - rect.top < foot) {
        found.push({ fault: "below the foot of its page", said, at: place(node), by: Math.round(rect.bottom - foot) });
        break;
      }
      // Only what is near can be in the way.
      const key = Math.floor(rect.left / document.defaultView.innerWidth);
      const near = taken.get(key) ?? [];
      taken.set(key, near);
      const other = near.find((one) => one.node !== node && over(one.rect, rect));
      if (other) {
        found.push({ fault: `over “${other.said}”`, said, at: place(node), by: Math.round(rect.width) });
        break;
      }
      near.push({ node, rect, said });
    }
  }
  return found;
}

function over(one, other) {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > SLACK && height > OVER * Math.min(one.height, other.height);
}

/** Whether a place is on the page that is open. */
export function isOpen(element) {
  const frame = element.ownerDocument.defaultView.frameElement.getBoundingClientRect();
  const rects = [...element.getClientRects()];
  // A place without anything in it is where its neighbours are.
  const rect = rects[0] ?? element.getBoundingClientRect();
  const [x, y] = [frame.left + rect.left, frame.top + rect.top];
  const right = frame.left + rect.right;
  const reaches = (from, to, size) => to >= -SLACK && from <= size + SLACK;
  return reaches(x, right, window.innerWidth) && reaches(y, y, window.innerHeight);
}
