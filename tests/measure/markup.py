#!/usr/bin/env python3
"""Markup that is left in the text outputs: what a reader would stumble over because nobody understood it.

  markup.py DIST... [--show N] [--known FILE]

DIST    an output of Pamphlet with text and JSON in it, of any site. Every <locale>/text/**/*.txt is searched for the
        marks below. Code may hold them, and so may a page about Markdown: as often as a mark stands in the code of the
        JSON of the same page (in a line, in blocks, in keys and formulas), it may stand in the text.
--known a file of `locale/page mark: reason`: what is left for a reason and does not count. An entry that is not needed
        any more is a failure too.

Exit status: 0 nothing left, 1 something.
"""
import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

MARKS = {
    "{ .": r"\{ ?[.:#][\w-]", "](": r"\]\(", "icon": r":(?:octicons|material|fontawesome|simple)-", "!!!": r"!!! ?\w",
    "???": r"\?\?\?\+? *[\"\w]", "===": r"={3,} ?[\"“«「\w]", '""}': r'""\}', "--8<--": r"-8<-", "**": r"\*\*",
    "{ align": r"\{ ?\w+ ?= ?", "<0>": r"</?\d+>", "</": r"</\w", "[^": r"\[\^", "*[": r"\*\[", "x-id": r"spaces-before|x-id|x-nc",
    "{ =": r"\{[=~+-]{2}|[=~+-]{2}\}", "==": r"(?<![=<>!])==(?!=)",
}
NUMBER = re.compile(r"\[\d+$")  # `[12](…`: the number of a link, and words in brackets after it
PATTERNS = {name: re.compile(pattern) for name, pattern in MARKS.items()}


def code(node, out):
    """What is shown as it was written: code, diagrams, keys, formulas, addresses."""
    if isinstance(node, list):
        for inner in node:
            code(inner, out)
    elif isinstance(node, dict):
        if node.get("kind") in ("code", "diagram", "math", "keys"):
            out.extend(text for text in node.values() if isinstance(text, str))
            out.extend(text for part in node.values() if isinstance(part, list) for text in part if isinstance(text, str))
            if node.get("kind") == "code" and isinstance(node.get("lines"), list):
                out.extend(str(line) for line in node["lines"])
        for key, inner in node.items():
            if key in ("address", "url", "original", "source") and isinstance(inner, str):
                out.append(inner)
            else:
                code(inner, out)


def page(text_path, json_path):
    text = re.sub(r"\s+", " ", text_path.read_text("utf-8"))
    held = []
    if json_path.exists():
        code(json.loads(json_path.read_text("utf-8")), held)
    held = re.sub(r"\s+", " ", "\n".join(held))
    for name, pattern in PATTERNS.items():
        hits = [hit for hit in pattern.finditer(text) if not NUMBER.search(text[max(0, hit.start() - 6):hit.start()])]
        allowed = len(pattern.findall(held))
        if len(hits) > allowed:
            yield name, len(hits) - allowed, [text[max(0, hit.start() - 50):hit.end() + 40] for hit in hits]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--known", type=Path)
    arguments = parser.parse_args()
    lines = arguments.known.read_text("utf-8").splitlines() if arguments.known else []
    known = {line.split(":", 1)[0].strip() for line in lines if ":" in line and not line.startswith("#")}
    needed, left, pages = set(), Counter(), 0
    for dist in arguments.dist:
        for text_path in sorted(dist.glob("*/text/**/*.txt")):
            locale = text_path.relative_to(dist).parts[0]
            name = text_path.relative_to(dist / locale / "text").with_suffix("")
            pages += 1
            for mark, count, places in page(text_path, dist / locale / "json" / f"{name}.json"):
                key = f"{dist.name}/{locale}/{name} {mark}"
                if key in known:
                    needed.add(key)
                    continue
                left[mark] += count
                print(f"{key}: {count}")
                for place in places[:arguments.show]:
                    print(f"    …{place}…")
    for key in sorted(known - needed):
        if any(key.startswith(f"{dist.name}/") for dist in arguments.dist):
            print(f"{key}: is known and is not there; take it off the list")
            left["unneeded"] += 1
    print(f"{sum(left.values())} left in {pages} pages: {dict(left)}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
