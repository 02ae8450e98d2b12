"""How many lines of the source pages stand word for word in their translations, in per cent.

    untranslated.py SOURCE_DIR TRANSLATIONS_DIR LOCALE…

Lines of four words and more count, without addresses, attributes, tags and icons; fenced code and front matter do not.
Knows nothing of Markdown beyond that, and nothing of how Pamphlet counts.
"""

import pathlib
import re
import sys

WORD = re.compile(r"[A-Za-z0-9]+")
FRAME = re.compile(r"^---.*?---|```.*?```", re.DOTALL)
MARKUP = re.compile(r"\]\([^)]*\)|\{[^}]*\}|<[^>]*>|:[a-z0-9-]+:")


def lines(path):
    return FRAME.sub("", path.read_text(encoding="utf-8")).split("\n")


def words(line):
    return " ".join(WORD.findall(line.lower()))


def main():
    source, translations, *locales = sys.argv[1:]
    source = pathlib.Path(source)
    for locale in locales:
        count = same = 0
        for page in sorted(source.rglob("*.md")):
            own = pathlib.Path(translations, locale, page.relative_to(source))
            if not own.exists():
                continue
            there = {words(line) for line in lines(own)}
            for line in lines(page):
                if line.startswith("*[") or len(WORD.findall(MARKUP.sub(" ", line))) < 4:
                    continue
                count += 1
                same += words(line) in there
        print(f"{locale}: {100 * same / max(1, count):.1f} % of {count} lines")


main()
