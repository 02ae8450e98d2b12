"""Holds the words of the books in a website's downloads against the words of its pages."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Elements between which words do not run together.
BLOCKS = set("p div li td th tr h1 h2 h3 h4 h5 h6 pre dt dd section article summary details table ul ol blockquote figure".split())
BLOCKS |= {"figcaption", "label", "aside", "br", "hr"}
# What a website adds to the words of a page.
ADDED = {"headerlink", "md-content__button", "md-source-file", "md-tags", "pamphlet"}


class Text(HTMLParser):
    """The words of the element that is wanted."""

    def __init__(self, wanted):
        super().__init__(convert_charrefs=True)
        self.wanted, self.open, self.parts = wanted, [], []

    def is_shown(self) -> bool:
        return any(inside for _, inside, _ in self.open) and not any(added for _, _, added in self.open)

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS:
            self.parts.append(" ")
        if tag in VOID:
            return
        attributes = {key: value or "" for key, value in attributes}
        classes = set(attributes.get("class", "").split())
        added = tag in {"script", "style", "title", "svg", "button", "nav"} or bool(classes & ADDED)
        self.open.append((tag, self.wanted(tag, attributes, classes), added))

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.parts.append(" ")
        if tag not in VOID:
            while self.open and self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if self.is_shown():
            self.parts.append(data)


def words(html: str, wanted) -> Counter:
    text = Text(wanted)
    text.feed(html)
    return Counter(re.findall(r"\w+", "".join(text.parts)))


def of_page(tag, attributes, classes) -> bool:
    return "md-content__inner" in classes or attributes.get("role") == "main"


def of_chapter(tag, attributes, classes) -> bool:
    return tag == "body"


def compare(site: Path) -> tuple[int, int, list[str]]:
    """How many words the pages have, how many of them no book has, and what is missing where."""
    downloads = site / "downloads"
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html") if downloads not in page.parents]
    total, missing, told = 0, 0, []
    for edition in json.loads((downloads / "manifest.json").read_text(encoding="utf-8"))["editions"]:
        locale = edition["locale"]
        book = zipfile.ZipFile(next((downloads / locale).glob("*.epub")))
        chapters = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")}
        for page in edition["pages"]:
            name = page["page"]
            if name == "blog/index":
                # The website lists there what stands in the posts.
                continue
            chapter = next(text for path, text in chapters.items() if path.endswith(f"text/{name}.xhtml"))
            html = next(text for text in pages if f"downloads/{locale}/handouts/{name}.pdf" in text)
            shown = words(html, of_page)
            lost = shown - words(chapter, of_chapter)
            total, missing = total + sum(shown.values()), missing + sum(lost.values())
            if lost:
                told.append(f"{locale}/{name}: {dict(lost)}")
    return total, missing, told
