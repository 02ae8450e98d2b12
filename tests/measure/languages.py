#!/usr/bin/env python3
"""How often the language of a part is right, read from the JSON that Pamphlet writes.

  languages.py TRUTH_JSON LOCALE_JSON --source en --locale it [--show N]

TRUTH_JSON    the json/ folder of the source locale, built from the source pages that the translators had.
LOCALE_JSON   the json/ folder of a translation, built with whatever source tree is to be judged.

The label: a sentence of the truth that stands word for word in the translation is in the source language, every other
sentence of five words or more is translated. Sentences of one to four words are counted apart: most that stand in both
are names. The answer: the language that the JSON gives to the first letter of the sentence, from the run, the block, the
item, the page. Sentences are cut here, by rules of this script alone.

Before the labels were trusted a hundred of each were read, for it, fr, de and ja. Mended since: words are compared
without punctuation and case (French sets a space before a colon), and sentences without a letter are left out (numbers
and dates are the same in both). Known to be wrong and left so: names of laws and authorities in a third language.
"""
import argparse
import json
import re
import sys
from pathlib import Path

INLINE_KEYS = {"content", "label", "intro", "summary"}
END = re.compile(r"[.!?]+[)\]\"'”’»]*(?=\s+[^\sa-zà-öø-ÿа-я])|[。！？؟।]+[」』）”]*|\n")


def runs(content, language, out):
    """Characters of a run of inlines with their language."""
    for node in content:
        kind = node.get("kind")
        if kind == "language":
            runs(node["content"], node["language"], out)
        elif kind in ("text", "abbreviation", "code", "emoji", "comment", "unsupported"):
            out.extend((character, language) for character in node.get("text", ""))
        elif kind == "soft-break":
            out.append((" ", language))
        elif kind == "line-break":
            out.append(("\n", language))
        elif kind == "keys":
            out.extend((character, language) for character in "+".join(node["keys"]))
        elif kind == "math":
            out.extend((character, language) for character in node["source"])
        elif kind != "picture" and "content" in node:
            runs(node["content"], language, out)


def walk(node, language, out):
    """Every run of text below a node."""
    if isinstance(node, list):
        for item in node:
            walk(item, language, out)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("language"), str):
        language = node["language"]
    for key, value in node.items():
        if not isinstance(value, list) or not value:
            if isinstance(value, dict):
                walk(value, language, out)
            continue
        inline = key in INLINE_KEYS or (key == "caption" and value[0].get("kind") != "paragraph")
        if inline and isinstance(value[0], dict) and "kind" in value[0]:
            text = []
            runs(value, language, text)
            out.append(text)
        else:
            walk(value, language, out)


def sentences(text):
    """Sentences of a run, each with the language of its first letter."""
    whole = "".join(character for character, _ in text)
    start = 0
    for end in [match.end() for match in END.finditer(whole)] + [len(whole)]:
        for character, language in text[start:end]:
            if character.isalpha():
                yield whole[start:end].strip(), language
                break
        start = end


def words(sentence):
    return re.findall(r"[^\W_]+", sentence.casefold())


def pages(folder):
    found = sorted(Path(folder).rglob("*.json"))
    if not found:
        sys.exit(f"{folder}: no JSON pages")
    for path in found:
        yield path.relative_to(folder).as_posix()[:-5], json.loads(path.read_text("utf-8"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    parser.add_argument("translation")
    parser.add_argument("--source", required=True)
    parser.add_argument("--locale", required=True)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--at-least", type=float, help="fail below this share of sentences of five words or more")
    args = parser.parse_args()
    known = set()
    for _, page in pages(args.truth):
        texts = []
        walk(page.get("blocks", []), args.source, texts)
        walk(page.get("notes", []), args.source, texts)
        known |= {tuple(words(sentence)) for text in texts for sentence, _ in sentences(text)}
    counts = {"long": [0, 0], "short": [0, 0]}
    shown = 0
    for name, page in pages(args.translation):
        if page.get("fallback"):
            continue
        around = page.get("language", args.locale)
        texts = []
        walk(page.get("blocks", []), around, texts)
        walk(page.get("notes", []), around, texts)
        for text in texts:
            for sentence, language in sentences(text):
                own = words(sentence)
                untranslated = tuple(own) in known
                if not untranslated and len(own) < 5:
                    continue
                right = (language == args.source) == untranslated
                count = counts["long" if len(own) >= 5 else "short"]
                count[0] += right
                count[1] += 1
                if not right and len(own) >= 5 and shown < args.show:
                    shown += 1
                    print(f"{name}: {'is' if untranslated else 'is not'} {args.source}: {sentence}")
    share = {key: 100 * right / max(total, 1) for key, (right, total) in counts.items()}
    print(f"{args.locale}: {share['long']:.2f} % of {counts['long'][1]} sentences of five words or more are right; "
          f"{share['short']:.2f} % of {counts['short'][1]} shorter ones (mostly names)")
    return 1 if args.at_least and share["long"] < args.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
