"""What PDFs mean to those who listen to them: meaning.py OUTLOUD FILE...

`outloud`, from PyPI, finds what no validator of the standard can: words that no tag announces, alternatives that nobody
could listen to. Any finding fails the measure, but for those that are set aside below, each with the reason why it is wrong
about our files, and only for what the reason is about. What is set aside is counted and printed.

One rule is replaced by a stricter one of ours (`disorder`): that the content of every page is painted in the order in which
it is read.
"""
import bisect
import collections
import json
import re
import subprocess
import sys
import tempfile
import unicodedata

import outloud.model
import pikepdf
from outloud.rules._common import element_text


def titles(pdf):
    """What a file and its parts are called."""
    named = [str(pdf.docinfo.get("/Title", ""))]
    with pdf.open_outline() as outline:
        open_items = list(outline.root)
        while open_items:
            item = open_items.pop()
            named.append(item.title)
            open_items.extend(item.children)
    return named


def words(text):
    return re.findall(r"[^\W\d_]+", text.casefold())


def heads_of_tables(pdf):
    document = outloud.model.Document(pdf.filename)
    return (element_text(document, head) for head in document.elements_of("TH"))


def is_repeated(finding, pdf, known):
    """Words of titles and of the heads of tables alone, addresses, numbers; what is shown of a line may be cut at its end."""
    said = " ".join(part for part in (finding.get("evidence") or "").split() if "/" not in part)
    cut = {word for line in said.split("…")[:-1] for word in words(line)[-1:]}
    left = set(words(said)) - known
    left = left and left - {word for head in heads_of_tables(pdf) for word in words(head)}
    return bool(said) and left <= cut


def is_foot(finding, *_):
    return "The maintainers of a small site that is there" in (finding.get("evidence") or "")


def is_heading(finding, pdf, _):
    """Whether the page is headed by the same word."""
    with pdf.open_outline() as outline:
        return bool(outline.root) and outline.root[0].title == finding.get("evidence")


def is_arabic(finding, *_):
    letter = re.search(r"map to U\+([0-9A-F]+)", finding["message"])
    return bool(letter) and unicodedata.name(chr(int(letter[1], 16)), "").startswith("ARABIC LETTER")


# A rule, what the reason is about, and the reason.
ASIDE = [
    # Lines at the head and the foot are prose by the program's measure: eight words, four of them small. They are artifacts
    # of the type Pagination and the subtypes Header and Footer, as ISO 14289-1, 7.8 asks for. The program knows such lines
    # by their being alike on several pages, which a file of two pages cannot show, nor a book whose chapters have two. The
    # heads of tables on their further pages are artifacts too: they are read once.
    ("TAG-002", is_repeated, "a line at the head or the foot, or the head of a table on a further page"),
    ("TAG-002", is_foot, "a line at the foot of a document of one page"),
    # Files are called after the addresses of pages, which are called after their titles where these are of one word.
    ("DOC-040", is_heading, "a title of one word, which is the page's heading"),
    # A letter of Arabic has a form for each place in a word, and further ones beside some letters.
    ("TXT-004", is_arabic, "the forms of a letter of Arabic"),
    # The program takes what an element holds itself for what stands before all elements in it, so that the words behind a
    # link are to be painted before the link. ISO 32000-1, 14.7.2 has both in one order, which `disorder` goes by.
    ("ORD-001", lambda *_: True, "content between elements; the order is judged by the measure of ours"),
]


def reason(finding, pdf, known):
    for rule, about, why in ASIDE:
        if finding["rule"] == rule and about(finding, pdf, known):
            return why
    return None


def read(pdf):
    """The marked content of each page, in the order in which the structure tree is read."""
    number = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    out = collections.defaultdict(list)
    # What is to be read, the last first, each with the page that its parent is on.
    waiting = [(pdf.Root.StructTreeRoot, None)]
    while waiting:
        node, page = waiting.pop()
        if isinstance(node, int):
            out[page].append(node)
            continue
        kind = node.get("/Type")
        if "/Pg" in node:
            page = number[node.Pg.objgen]
        if kind == "/MCR":
            out[page].append(int(node.MCID))
        elif kind != "/OBJR":
            kids = node.get("/K")
            kids = [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            waiting.extend((kid, page) for kid in reversed(kids))
    return out


def painted(page):
    for operands, operator in pikepdf.parse_content_stream(page, "BDC"):
        if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]:
            yield int(operands[1].MCID)


def ascending(numbers):
    """How many of some numbers can stay where they are when the others are put in order."""
    ends = []
    for number in numbers:
        place = bisect.bisect_left(ends, number)
        ends[place:place + 1] = [number]
    return len(ends)


def disorder(pdf):
    """The pages whose content is painted in another order than it is read, and what is out of place there."""
    order = read(pdf)
    for index, page in enumerate(pdf.pages):
        rank = {content: place for place, content in enumerate(order[index])}
        own = [rank[content] for content in painted(page) if content in rank]
        moved = len(own) - ascending(own)
        if moved:
            yield index + 1, f"{moved} of {len(own)} pieces of content are painted in another order than they are read"


def main(program, files):
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [program, "--quiet", "--no-info", "--fail-on", "never", "--json", report.name, *files]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        results = json.load(report)["results"]
    opened = {file: pikepdf.open(file) for file in files}
    known = {word for pdf in opened.values() for title in titles(pdf) for word in words(title)}
    aside, wrong = collections.Counter(), 0
    for result in results:
        path = result["path"]
        if result["error"]:
            print(f"{path}: {result['error']}")
            wrong += 1
            continue
        for finding in result["findings"]:
            if finding["severity"] == "info":
                continue
            why = reason(finding, opened[path], known)
            if why:
                aside[finding["rule"], why] += 1
                continue
            wrong += 1
            place = f" page {finding['page']}" if finding.get("page") else ""
            evidence = f": {finding['evidence']}" if finding.get("evidence") else ""
            print(f"{path}{place}: {finding['rule']} {finding['message']}{evidence}")
        for page, what in disorder(opened[path]):
            wrong += 1
            print(f"{path} page {page}: {what}")
    for (rule, why), count in sorted(aside.items()):
        print(f"set aside in {count} places: {rule}, {why}")
    print(f"{len(results)} files, {wrong} findings")
    if len(results) != len(files):
        sys.exit("not every file was read")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
