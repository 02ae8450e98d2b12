"""Makes the pictures of the guide: what a setting does, on pages that the program itself has made.

Usage: pictures.py PROGRAM, by a Python that has Pillow; `pdftoppm` draws. The site is the same for all of them, so that
two pictures differ by the setting alone. A new version of the program draws other pictures: look at them, and commit those
that changed for a reason.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "content/guide/docs/img"

SITE = {
    "mkdocs.yml": "site_name: Lamps\nsite_url: https://lamps.example/\nnav: [index.md, oil.md]\n"
    "theme: {name: material, palette: {primary: teal}}\n",
    "docs/index.md": """\
# How to light a lamp

Fill it with **olive oil**, which burns without smoke, and trim the [wick](https://wicks.example/trim) first. Oil that was
[pressed cold](https://oil.example/cold) smells of nothing.

!!! warning
    A lamp is hot for an hour after it went out. [What to do about burns](https://aid.example/burns).

=== "With a match"
    Hold it to the wick until the flame is as long as a finger.

=== "With a candle"
    Tilt the candle, so that no wax falls into the oil.

| Oil | Light | Smell |
|---|:-:|---|
| olive | bright | none |
| whale | bright | strong |
| linseed | dim | some |

1. Open the lamp.
2. Pour in oil up to the mark, and wait until the wick has drunk.
3. Light it, and close it.

## When it smokes

The wick is too long, or the oil is old. Trim it to the width of a straw, and [change the oil](oil.md) each month.
""",
    "docs/oil.md": "# Oil\n\n" + "Olive oil is pressed from olives, and keeps for a year in the dark.\n\n" * 6,
}

# The name of a picture: the options of the program, what stands in pamphlet.yml, and the file whose first page is
# drawn.
SHOTS: dict[str, tuple[list[str], str, str]] = {
    "plain": ([], "", "handouts/index"),
    "paper-a5": (["--paper", "a5"], "", "handouts/index-a5"),
    "paper-letter": (["--paper", "letter"], "", "handouts/index-letter"),
    "large-print": (["--layout", "large-print"], "", "handouts/index-large-print"),
    "booklet": (["--layout", "booklet"], "", "lamps-en-booklet-a4"),
    "ink": (["--ink"], "", "handouts/index"),
    "links-notes": (["--links", "notes"], "", "handouts/index"),
    "links-qr": (["--links", "qr"], "", "handouts/index"),
    "links-none": (["--links", "none"], "", "handouts/index"),
    "tabs-first": (["--tabs", "first"], "", "handouts/index"),
    "book": ([], "", "lamps-en"),
    "brand": ([], "brand: { primary: \"#7a1f5c\" }\n", "lamps-en"),
}
# What is larger on paper is larger in a picture.
DOTS_PER_INCH = 42
COLOURS = 48
# Handouts are cut off below their text.
HEIGHT = 400


def built(program: Path, folder: Path, options: list[str], own: str) -> Path:
    files = SITE | {"pamphlet.yml": "slug: lamps\nlicense: CC0-1.0\nauthors: [Bo]\n" + own}
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    command = [program, "build", "--site", folder, "--out", folder / "dist", "--format", "pdf", "--quiet", "--cache", folder / "cache"]
    subprocess.run([*command, *options], check=True)
    return folder / "dist/en"


def drawn(pdf: Path, page: int, folder: Path) -> Image.Image:
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH * 3), "-f", str(page), "-l", str(page)]
    subprocess.run([*command, pdf, folder / "page"], check=True)
    image = Image.open(folder / "page.png").convert("RGB")
    return image.resize((image.width // 3, image.height // 3), Image.Resampling.LANCZOS)


def main() -> None:
    program = Path(sys.argv[1]).resolve()
    only = set(sys.argv[2:]) or set(SHOTS)
    PICTURES.mkdir(exist_ok=True)
    for name, (options, own, file) in SHOTS.items():
        if name not in only:
            continue
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work)
            made = built(program, folder, options, own)
            whole = drawn(made / f"{file}.pdf", 1, folder)
            if file.startswith("handouts/"):
                whole = whole.crop((0, 0, whole.width, min(whole.height, HEIGHT)))
            whole = ImageOps.expand(whole, 1, "#999999")
            palette = whole.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            palette.save(PICTURES / f"{name}.png", optimize=True)
            print(f"{name}.png: {(PICTURES / f'{name}.png').stat().st_size} bytes")


if __name__ == "__main__":
    main()
