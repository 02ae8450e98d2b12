// Shows the field that searches in titles, and the pages, lists and languages that have what is written into it.
(() => {
  const search = document.querySelector("[role=search]");
  const [field, told] = [search.querySelector("input"), search.querySelector("output")];
  // Letters without their accents, Arabic and Hebrew ones without the signs of vowels; large or small. Arabic words are
  // found with their article and without it, and however the alef and the last letter are spelled.
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u0655\u0670]/g, "")
    .replace(/(^|[^\p{L}\p{M}])\u0627\u0644(?=\p{L}{2})/gu, "$1").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647").toLowerCase();
  const sections = [...document.querySelectorAll("main > section")].map((section) => ({
    section,
    list: section.querySelector("details"),
    rows: [...section.querySelectorAll(".pages li")].map((row) => [row, plain(row.firstElementChild.textContent)]),
  }));
  let wasSought = false;
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const isSought = words.length > 0;
    let count = 0;
    for (const { section, list, rows } of sections) {
      let own = 0;
      for (const [row, title] of rows) {
        const fits = words.every((word) => title.includes(word));
        row.hidden = !fits;
        own += fits;
      }
      count += own;
      section.hidden = isSought && own === 0;
      // What somebody has opened stays open until something is sought.
      if (list && isSought) list.open = own > 0;
      else if (list && wasSought) list.open = false;
    }
    wasSought = isSought;
    told.textContent = isSought ? count.toLocaleString(document.documentElement.lang) : "";
  });
  search.hidden = false;
  field.dispatchEvent(new Event("input"));
})();
