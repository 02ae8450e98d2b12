"""What programs of others read in our PDFs, in ten scripts: layer.py PAMPHLET FOLDER [TEXTS]

Each text beside this file (`ar-marks.md`: the language, then what is special about it) becomes a site of one page, in
FOLDER, and a PDF of it. Each program's text is held against the words of the Markdown:

- words: the share of the words of the page that it finds, in percent, each as often as it stands there;
- runs: the share of the runs of four words that it finds in order;
- backwards: how many words it finds that are words of the page spelled from the end;
- inside: how many of its words hold U+200B.

Words of Thai, Chinese and Japanese are their letters. The measure fails below 90 percent of words and 80 percent of
runs in PDFium (Chrome, Android), pdf.js (Firefox), MuPDF and pdftotext, and at any word that is spelled backwards, in
any program. The tree of tags, as poppler and MuPDF tell it, and pdfminer are printed, and judged for words alone.

PDFium is pypdfium2, MuPDF is pymupdf, pdf.js runs in Node with NODE_PATH as the folder of pdfjs-dist; pdftotext and
pdfinfo are poppler's.
"""
import collections
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

import pdfminer.high_level
import pymupdf
import pypdfium2

WORDS, RUNS = 90, 80
HERE = pathlib.Path(__file__).parent
# Marks of direction, which a program may add or leave out: they are no letters. No word begins with them.
MARKS = re.compile("[\u00ad\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069]")
# Scripts that put no spaces between words.
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
LETTER = f"[^\\W_{UNSPACED}]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u200b-\u200d]"
TOKEN = re.compile(f"[{UNSPACED}]|(?:{LETTER})+")


def words(text):
    text = unicodedata.normalize("NFC", text)
    # A hyphen that only the end of a line put there is none.
    text = re.sub("[\u00ad\u2010\ufffe]\\s*\n\\s*|\ufffe", "", text)
    return TOKEN.findall(MARKS.sub("", text))


def plain(markdown):
    """The words of our texts: a heading, paragraphs, lists, links, strong words, code."""
    text = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", markdown)
    return re.sub(r"[*`]|^#+ |^- ", "", text, flags=re.M)


def runs(found):
    return collections.Counter(tuple(found[at : at + 4]) for at in range(len(found) - 3))


def share(wanted, found):
    return 100 * sum((wanted & found).values()) / max(1, sum(wanted.values()))


def output(*command, **more):
    return subprocess.run(command, capture_output=True, check=True, text=True, errors="replace", **more).stdout


def pdfjs(paths):
    """All files in one process of Node."""
    pairs = [part for path in paths for part in (str(path), f"{path}.txt")]
    output("node", str(HERE / "layer.mjs"), *pairs)
    return {path: pathlib.Path(f"{path}.txt").read_text(encoding="utf-8") for path in paths}


def pdfium(path):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).replace("\r", "")


def mupdf(path, flags=None):
    pages = pymupdf.open(path)
    return "\n".join(page.get_textpage(flags=flags).extractText() if flags else page.get_text() for page in pages)


def tree(path):
    """The tags as poppler tells them: what each piece of marked content says, in quotation marks."""
    return "\n".join(re.findall(r'^\s*"(.*)"\s*$', output("pdfinfo", "-struct-text", str(path)), re.M))


def readers(path, by_pdfjs):
    structure = pymupdf.TEXT_COLLECT_STRUCTURE | pymupdf.TEXT_PRESERVE_WHITESPACE
    return {
        "PDFium": (True, pdfium(path)),
        "pdf.js": (True, by_pdfjs[path]),
        "MuPDF": (True, mupdf(path)),
        "pdftotext": (True, output("pdftotext", str(path), "-")),
        "tags, poppler": (False, tree(path)),
        "tags, MuPDF": (False, mupdf(path, structure)),
        "pdfminer": (False, pdfminer.high_level.extract_text(path)),
    }


def build(pamphlet, text, folder):
    """A site of one page, and its PDF."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    language = text.stem.removesuffix("-marks")
    (folder / "docs/index.md").write_text(text.read_text(encoding="utf-8"), encoding="utf-8")
    settings = f"site_name: Bees\ntheme:\n  name: material\n  language: {language}\nnav:\n  - index.md\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    own = f"title: Bees\nslug: bees\nsource: {{ locale: {language}, pages: docs }}\nmkdocs: mkdocs.yml\n"
    (folder / "pamphlet.yml").write_text(own, encoding="utf-8")
    out = folder / "out"
    output(pamphlet, "build", "--site", str(folder), "--format", "pdf", "--out", str(out))
    # The handout of the page; a book has the words once more in its contents.
    return next(path for path in sorted(out.rglob("*.pdf")) if "handouts" in path.parts)


def main(pamphlet, folder, *only):
    texts = sorted(path for path in HERE.glob("*.md") if not only or path.stem in only)
    files = {text: build(pamphlet, text, pathlib.Path(folder) / text.stem) for text in texts}
    by_pdfjs = pdfjs(list(files.values()))
    wrong = []
    for text, path in files.items():
        wanted = words(plain(text.read_text(encoding="utf-8")))
        for name, (judged, found) in readers(path, by_pdfjs).items():
            own, theirs = wanted, words(found)
            if name == "pdf.js":
                # It leaves out characters of format in every file, joiners too.
                own, theirs = ([word.replace("\u200c", "") for word in all] for all in (own, theirs))
            count, theirs_count = collections.Counter(own), collections.Counter(theirs)
            turned = {word[::-1] for word in own if len(word) > 2} - set(own)
            kept, order = share(count, theirs_count), share(runs(own), runs(theirs))
            backwards = sum(theirs_count[word] for word in turned)
            inside = sum(word.count("\u200b") for word in theirs)
            line = f"{text.stem:9} {name:14} words {kept:5.1f}  runs {order:5.1f}  backwards {backwards}  inside {inside}"
            low = judged and (kept < WORDS or order < RUNS)
            if low or backwards or inside:
                wrong.append(line)
                missing = list((count - theirs_count).items())[:6]
                line += f"  missing {missing}"
            print(line, flush=True)
    if wrong:
        sys.exit("below what is wanted:\n" + "\n".join(wrong))


main(*sys.argv[1:])
