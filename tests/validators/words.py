"""Holds a site that was made from JSON alone against the EPUB of the same build, word by word: words.py DIST SITE

What formats make up (numbers of notes, and what stands in elements with `data-generated`: the words of icons) is left out
on both sides.
"""
import difflib
import html.parser
import pathlib
import sys
import zipfile

VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr"}


class Words(html.parser.HTMLParser):
    """The words of a body."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.open, self.hidden = [], [], 0

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        attributes = dict(attributes)
        numbers = attributes.get("class") in {"noteref", "backlink"}
        hides = numbers or "data-generated" in attributes or tag in {"head", "title", "style", "script", "nav"}
        self.open.append((tag, hides))
        self.hidden += hides

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        while self.open:
            name, hides = self.open.pop()
            self.hidden -= hides
            if name == tag:
                return

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def words(text):
    reader = Words()
    reader.feed(text)
    return " ".join(reader.words).split()


def letters(found):
    """What is compared: the letters and digits, so that no space or mark of a format's own counts."""
    return "".join(letter for word in found for letter in word if letter.isalnum())


def main(dist, site):
    wrong = compared = 0
    for locale in sorted(path for path in dist.iterdir() if (path / "index.json").exists()):
        book = zipfile.ZipFile(next(locale.glob("*.epub")))
        chapters = {name.split("/text/", 1)[-1]: name for name in book.namelist() if "/text/" in name}
        for page in sorted((site / locale.name).rglob("*.html")):
            name = page.relative_to(site / locale.name).with_suffix("").as_posix()
            # Of names that differ in case alone a book numbers the later ones.
            chapter = chapters.get(f"{name}.xhtml") or chapters.get(f"{name}-2.xhtml")
            if chapter is None:
                wrong += 1
                print(f"{locale.name}/{name}: the book has no chapter of it; it has {', '.join(sorted(chapters))}")
                continue
            ours = words(page.read_text(encoding="utf-8"))
            theirs = words(book.read(chapter).decode("utf-8"))
            compared += len(theirs)
            if letters(ours) != letters(theirs):
                wrong += 1
                print(f"{locale.name}/{name}:")
                print("\n".join(line for line in difflib.unified_diff(theirs, ours, "book", "site", n=2, lineterm="")))
    print(f"{compared} words of books are held against those of the site")
    if wrong or compared < 100:
        sys.exit(1)


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
