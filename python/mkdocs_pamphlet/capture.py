"""What MkDocs and its plugins have made of a site, as the folder that `pamphlet build --captured` reads.

The form is documented in docs/captured.md. Nothing here decides how something looks or what is a fault.
"""

from __future__ import annotations

import html
import json
import os
import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from markdown.extensions import Extension
from mkdocs import __version__ as mkdocs_version
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from .lines import runs

FORM = 1
# A line that stands for what a program makes of code, as mkdocstrings finds it.
DIRECTIVE = re.compile(r"^(?:#{1,6} *|)::: ?(?P<name>\S.*?) *$")
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
REFERENCE = re.compile(r"<autoref (?P<attributes>[^>]*)>(?P<words>.*?)</autoref>", re.DOTALL)
HEADERLINK = re.compile(r'<a\b[^>]*class="headerlink"[^>]*>.*?</a>', re.DOTALL)
HREF = re.compile(r'href="([^"]*)"')
PLACEHOLDER = re.compile(r'<h(?P<level>[1-6]) id="(?P<name>[^"]+)">.*?</h(?P=level)>', re.DOTALL)
# A mark that a plugin replaces, in the Markdown or only when it is HTML; and how much beside it tells where it stood.
MARK = re.compile(r"\{\{\s*\w[\w.]*\s*\}\}")
BESIDE = 40
TAG = re.compile(r"<[^>]*>")
SIGNS = re.compile(r"([\\`*_\[\]<>])")
# How Python-Markdown keeps an ampersand until the end.
AMPERSAND = "\x02amp\x03"
IDENTIFIER = re.compile(r'(?:^|\s)identifier="?([^"\s>]+)"?')


@dataclass
class Captured:
    """One page."""

    path: str
    page: Page
    markdown: str
    original: str | None
    front: str
    # What each directive became, in order.
    directives: list[tuple[str, str]] = field(default_factory=list)
    identifiers: set[str] = field(default_factory=set)
    # Its HTML before plugins saw it, when they had changed it, and when other pages were known to them.
    converted: str = ""
    html: str = ""
    final: str = ""


class Recorder(Extension):
    """An extension of Markdown that notes which HTML directives become, and changes nothing.

    What a directive makes may be converted by a Markdown of its own, with this extension and with directives inside:
    only those are noted that stand in the page itself.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.depth = 0

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802
        for processor in md.parser.blockprocessors:
            process = getattr(processor, "_process_block", None)
            if process is not None and hasattr(processor, "_autorefs"):
                processor._process_block = self.noting(process)

    def noting(self, process: Any) -> Any:
        def noted(identifier: str, *arguments: Any, **named: Any) -> Any:
            self.depth += 1
            try:
                result = process(identifier, *arguments, **named)
            finally:
                self.depth -= 1
            if self.depth == 0:
                self.found.append((identifier, str(result[0])))
            return result

        return noted


class Capture:
    """A build of MkDocs, which may be several: one for each language."""

    def __init__(self, config: Any) -> None:
        self.config_file = Path(config.config_file_path or "mkdocs.yml").resolve()
        self.site = self.config_file.parent
        self.docs_dir = Path(config.docs_dir).resolve()
        self.docs = posixpath.normpath(Path(os.path.relpath(self.docs_dir, self.site)).as_posix())
        self.docs = "" if self.docs == "." else self.docs
        self.pages: dict[str, Captured] = {}
        self.files: dict[str, bytes] = {}
        self.editions: dict[str | None, dict[str, Any]] = {}
        self.recorder = Recorder()
        lists = config.plugins.get("literate-nav")
        self.nav_list = Path(lists.config.nav_file).stem if lists is not None else None

    def boundary(self) -> Path | None:
        """The folder that Pamphlet is to read in, where that of the site or its repository has not got the pages.

        Whoever lets MkDocs run its plugins trusts it with more than that.
        """
        top = self.site
        for folder in [self.site, *self.site.parents]:
            if (folder / ".git").exists():
                top = folder
                break
        try:
            return None if self.docs_dir.is_relative_to(top) else Path(os.path.commonpath([top, self.docs_dir]))
        except ValueError:  # On Windows they may lie on two drives.
            return None

    def path(self, file: Any) -> str:
        """The path of a file in the site: where it lies, or where it would lie that was made on the way."""
        place = file.abs_src_path
        if place is not None:
            place = Path(place).resolve()
            if place.is_file() and place.is_relative_to(self.docs_dir):
                return posixpath.join(self.docs, place.relative_to(self.docs_dir).as_posix())
        return posixpath.join(self.docs, file.src_uri)

    def edition(self, locale: str | None) -> dict[str, Any]:
        return self.editions.setdefault(locale, {"nav": [], "html": {}})

    def nav(self, items: Any, locale: str | None) -> None:
        self.edition(locale)["nav"] = [self.item(item) for item in items]

    def item(self, item: Any) -> dict[str, Any]:
        if isinstance(item, Section):
            made: dict[str, Any] = {"title": item.title, "entries": [self.item(child) for child in item.children]}
            if isinstance(item, Page):
                made["page"] = self.path(item.file)
            return made
        if isinstance(item, Page):
            # The title that the navigation gives; a page's own is found by whoever reads the page.
            title = item.__dict__.get("title")
            return {"page": self.path(item.file)} | ({"title": title} if title else {})
        if isinstance(item, Link):
            return {"url": item.url} | ({"title": item.title} if item.title else {})
        return {}

    def page(self, markdown: str, page: Page, locale: str | None) -> None:
        """Takes a page when all plugins have changed its Markdown. One that several languages show is taken once."""
        self.recorder.found = []
        if self.is_list(page) or page.file.name == self.nav_list:
            return
        path = self.path(page.file)
        self.edition(locale)["html"][path] = page.file.dest_uri
        if path in self.pages:
            return
        original, front = None, ""
        if self.is_written(page.file):
            raw = Path(page.file.abs_src_path).read_text(encoding="utf-8-sig", errors="replace")
            body = meta.get_data(raw)[0]
            original, front = raw, raw[: len(raw) - len(body)] if raw.endswith(body) else ""
        elif page.meta:
            front = f"---\n{yaml.safe_dump(dict(page.meta), allow_unicode=True)}---\n\n"
        self.pages[path] = Captured(path, page, markdown, original, front)

    def is_written(self, file: Any) -> bool:
        """Whether somebody wrote a file: it lies among the pages, and not where plugins put what they make."""
        place = Path(file.abs_src_path).resolve() if file.abs_src_path else None
        return place is not None and place.is_file() and place.is_relative_to(self.docs_dir)

    def is_list(self, page: Page) -> bool:
        """Whether a page only lists others for readers of the website, as a blog has one for each month and category."""
        return type(page).__module__.startswith("material.plugins.blog") and not self.is_written(page.file)

    def converted(self, html: str, page: Page) -> None:
        """Notes the HTML of a page before plugins replace marks in it."""
        captured = self.pages.get(self.path(page.file))
        if captured is not None and captured.page is page and MARK.search(html):
            captured.converted = html

    def content(self, html: str, page: Page) -> None:
        """Notes what only the HTML of a page says."""
        captured = self.pages.get(self.path(page.file))
        if captured is None or captured.page is not page:
            return
        captured.directives = list(self.recorder.found)
        captured.html = captured.final = html
        for match in REFERENCE.finditer(html):
            captured.identifiers.update(IDENTIFIER.findall(match["attributes"]))

    def other_files(self, files: Any) -> None:
        """Takes files that lie nowhere but in the memory of MkDocs or in a folder that a plugin removes in the end."""
        for file in files:
            if file.is_documentation_page():
                captured = self.pages.get(self.path(file))
                if captured is not None and captured.page is file.page:
                    captured.final = file.page.content or captured.html
                continue
            if self.from_theme(file):
                continue
            place = file.abs_src_path
            if place is None or not Path(place).resolve().is_relative_to(self.docs_dir):
                self.files[self.path(file)] = file.content_bytes

    @staticmethod
    def from_theme(file: Any) -> bool:
        parts = Path(file.abs_src_path).parts if file.abs_src_path else ()
        return "site-packages" in parts or "dist-packages" in parts

    def write(self, folder: Path, config: Any) -> None:
        """Writes the captured site."""
        (folder / "text").mkdir(parents=True)
        (folder / "files").mkdir()
        links = References(self, config)
        pages = []
        for number, captured in enumerate(self.pages.values(), 1):
            entry: dict[str, Any] = {"path": captured.path}
            text = captured.front + with_listings(captured, links) + links.definitions(captured)
            if text != captured.original and not captured.path.endswith(".ipynb"):
                entry["text"] = f"text/{number}.md"
                (folder / entry["text"]).write_text(text, encoding="utf-8", newline="\n")
                if captured.original is not None:
                    entry["lines"] = runs(text.split("\n"), captured.original.split("\n"))
            pages.append(entry)
        files = []
        for number, (path, content) in enumerate(self.files.items(), 1):
            name = f"files/{number}{Path(path).suffix}"
            (folder / name).write_bytes(content)
            files.append({"path": path, "from": name})
        described = {
            "captured": FORM,
            "made_by": f"MkDocs {mkdocs_version}",
            "site": str(self.site),
            "configuration": self.config_file.name,
            "docs": self.docs,
            "pages": pages,
            "files": files,
            "editions": [
                ({"locale": locale} if locale else {}) | edition for locale, edition in self.editions.items()
            ],
        }
        text = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
        (folder / "captured.json").write_text(text, encoding="utf-8", newline="\n")


class References:
    """Where names lead that autorefs knows."""

    def __init__(self, capture: Capture, config: Any) -> None:
        self.plugin = config.plugins.get("autorefs")
        self.by_url = {captured.page.url: captured.path for captured in capture.pages.values()}

    def target(self, identifier: str, captured: Captured) -> str | None:
        """The link that an author would write from a page to what a name stands for."""
        if self.plugin is None:
            return None
        try:
            found = self.plugin.get_item_url(identifier)
        except KeyError:
            return None
        url = found[0] if isinstance(found, tuple) else found
        parts = urlsplit(url)
        if parts.scheme:
            return url
        path = self.by_url.get(parts.path) or self.by_url.get(parts.path or "./")
        if path is None:
            return None
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return posixpath.relpath(path, posixpath.dirname(captured.path)) + anchor

    def written(self, html: str, captured: Captured) -> str:
        """HTML of the website with links to its pages as an author would write them."""

        def link(match: re.Match[str]) -> str:
            parts = urlsplit(match[1])
            if parts.scheme or parts.netloc or not parts.path:
                return match[0]
            url = posixpath.normpath(posixpath.join("/", captured.page.url, parts.path)).lstrip("/")
            path = next((self.by_url[name] for name in (url, f"{url}/", "./" if not url else url) if name in self.by_url), None)
            if path is None:
                return match[0]
            anchor = f"#{parts.fragment}" if parts.fragment else ""
            return f'href="{posixpath.relpath(path, posixpath.dirname(captured.path))}{anchor}"'

        return HREF.sub(link, html)

    def definitions(self, captured: Captured) -> str:
        """Definitions of the names that a page refers to, behind its last line: they show nothing."""
        found = []
        for identifier in sorted(captured.identifiers):
            target = self.target(identifier, captured)
            if target is not None:
                found += [f"[{identifier}]: <{target}>", f"[`{identifier}`]: <{target}>"]
        return "\n\n" + "\n".join(found) + "\n" if found else ""

    def resolved(self, html: str, captured: Captured) -> str:
        def link(match: re.Match[str]) -> str:
            for identifier in IDENTIFIER.findall(match["attributes"]):
                target = self.target(identifier, captured)
                if target is not None:
                    return f'<a href="{target}">{match["words"]}</a>'
            return match["words"]

        return REFERENCE.sub(link, html)


def with_marks(captured: Captured) -> str:
    """The Markdown of a page, with the words that plugins put in the place of marks when it was HTML."""
    before, after = captured.converted, captured.html
    written = list(MARK.finditer(captured.markdown))
    found = list(MARK.finditer(before))
    # A mark that is lost on the way says nothing of the others.
    if not found or [mark[0] for mark in written] != [html.unescape(mark[0]) for mark in found]:
        return captured.markdown
    words: list[str] = []
    at = 0
    for mark in found:
        front, behind = before[max(0, mark.start() - BESIDE) : mark.start()], before[mark.end() :][:BESIDE]
        # Other marks beside it are replaced as well.
        front, behind = MARK.split(front)[-1], MARK.split(behind)[0]
        start = after.find(front, at)
        end = after.find(behind, start + len(front)) if start >= 0 else -1
        if end < 0:
            return captured.markdown
        at = start + len(front)
        shown = " ".join(html.unescape(TAG.sub("", after[at:end])).split())
        words.append(mark[0] if after[at:end] == mark[0] else SIGNS.sub(r"\\\1", shown))
        at = end
    out, last = [], 0
    for mark, shown in zip(written, words):
        out += [captured.markdown[last : mark.start()], shown]
        last = mark.end()
    return "".join([*out, captured.markdown[last:]])


def with_directives(captured: Captured, links: References) -> str:
    """The Markdown of a page, with the HTML of each directive in its place."""
    markdown = with_marks(captured)
    if not captured.directives:
        return markdown
    waiting = list(captured.directives)
    out: list[str] = []
    fence = ""
    lines = markdown.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        mark = FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        found = DIRECTIVE.match(line) if not fence and waiting else None
        if found is None or found["name"] != waiting[0][0]:
            out.append(line)
            continue
        html = cleaned(links.resolved(waiting.pop(0)[1], captured))
        # Its options are indented below it, perhaps behind an empty line.
        while at < len(lines) and (lines[at].startswith(("    ", "\t")) or is_before_options(lines, at)):
            at += 1
        out += ["", *html.strip().split("\n"), ""]
    return "\n".join(out)


def with_listings(captured: Captured, links: References) -> str:
    """The Markdown of a page, with the HTML that a plugin put in the place of a heading of its own (lists of tags)."""
    markdown = with_directives(captured, links)
    if captured.html == captured.final:
        return markdown
    before, final = captured.html, captured.final
    for match in PLACEHOLDER.finditer(captured.html):
        name = match["name"]
        line = re.compile(r"^#+ .*\{ *#" + re.escape(name) + r" *\} *$", re.MULTILINE)
        front, _, rest = before.partition(match[0])
        if name in captured.final or not line.search(markdown) or not final.startswith(front):
            continue
        # What follows the heading, up to the next one of this kind, follows what stands in its place.
        after = PLACEHOLDER.split(rest, maxsplit=1)[0]
        end = final.find(after, len(front)) if after.strip() else len(final)
        if end < 0:
            continue
        made, final, before = final[len(front) : end], final[end:], rest
        shown = links.written(made.strip(), captured)
        markdown = line.sub(lambda _, shown=shown: f"\n{shown}\n", markdown, count=1)
    return markdown


def cleaned(html: str) -> str:
    """HTML as it leaves the program: without marks of the conversion, and without links of headings to themselves."""
    return HEADERLINK.sub("", html.replace(AMPERSAND, "&"))


def is_before_options(lines: list[str], at: int) -> bool:
    after = lines[at + 1] if at + 1 < len(lines) else ""
    return not lines[at].strip() and after.startswith(("    handler:", "    options:"))
