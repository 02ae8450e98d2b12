"""Makes the pictures of the guide: what a setting does, on pages that the program itself has made.

Usage: pictures.py PROGRAM, by a Python that has Pillow and brotli; `pdftoppm` draws. The site is the same for all of them, so that
two pictures differ by the setting alone. A new version of the program draws other pictures: look at them, and commit those
that changed for a reason.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from fonts import unpacked
from PIL import Image, ImageDraw, ImageOps

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

LONG = SITE["docs/index.md"] + """
## When it does not light

A wick that has stood in water does not burn until it is dry. Cut off a finger's width, squeeze the rest in a cloth, and let
it hang in the wind for a day. If it still does not burn, the oil may be frozen: carry the lamp into a warm room, and wait.

1. Look at the wick, which has to be white and soft.
2. Look at the oil, which has to run.
3. Ask somebody who has a lamp that burns.

## When it goes out

Wind puts it out, and so does a lack of air: keep the holes below the flame open. A lamp that goes out although it stands in
a room without wind, has oil, and has a dry wick, has a hole where none should be. Hold it into water and look for bubbles.

- Small holes are closed with wax.
- Large ones are a matter for a smith, who needs the lamp empty.
- A handle that is loose is riveted anew.
- A hook that is bent is heated first, or it breaks.
- A glass that is cracked stays in place until it is touched: wear gloves.
- A lid that does not close lets the oil run out when the lamp falls.
- A chain is as strong as the link that nobody has looked at.
- A ring that turns by itself was not tightened.
- A bracket on a wall is screwed into wood, never into plaster, which lets go of it in the night.
- A base that wobbles is ground on a flat stone until it stands.

Whoever has done all of this and still sits in the dark borrows a lamp, and takes this one apart in the morning.
"""
WHO = """\
title: How lamps burn
description: Oil, wicks and flames, for those who light them.
authors: [Ann Example, Bo Sample]
publisher: Lamp House
license: CC-BY-4.0
copyright: © 2026 The keepers of the lamp
date: 2026-08-22
edition: 2
contributors: [{ name: Teo Example, role: illustrator }]
isbn: 978-0-306-40615-7
series: { title: Lamps and more, position: 1 }
"""
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#e8a33d" d="M32 4c8 12 14 18 14 30a14 14 0 0 1-28 0c0-12 6-18 14-30z"/><path fill="#444" d="M14 50h36l-6 10H20z"/></svg>
"""


def cover() -> bytes:
    """A picture that somebody has drawn: a flame in the dark."""
    image = Image.new("RGB", (800, 1280), "#12203a")
    draw = ImageDraw.Draw(image)
    draw.ellipse((250, 420, 550, 900), "#e8a33d")
    draw.ellipse((320, 600, 480, 880), "#fff3c4")
    draw.rectangle((300, 900, 500, 1060), "#5a4632")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def faces() -> dict[str, bytes]:
    """Fonts that are not those of Pamphlet's handouts, with their licence."""
    found = unpacked("latin")
    return {f"art/fonts/{name}": content for name, content in found.items() if name.startswith("SourceSerif4-")}


@dataclass
class Shot:
    """A picture: the options of the program, what stands in pamphlet.yml, the file whose pages are drawn, which of its
    pages and whether down to their feet, and what differs in the site."""

    options: list[str] = field(default_factory=list)
    own: str = ""
    file: str = "handouts/index"
    pages: tuple[int, ...] = (1,)
    whole: bool = False
    site: dict[str, str | bytes] = field(default_factory=dict)


SHOTS: dict[str, Shot] = {
    "plain": Shot(),
    "paper-a5": Shot(["--paper", "a5"], file="handouts/index-a5"),
    "paper-letter": Shot(["--paper", "letter"], file="handouts/index-letter"),
    "large-print": Shot(["--layout", "large-print"], file="handouts/index-large-print"),
    "booklet": Shot(["--layout", "booklet"], file="lamps-en-booklet-a4"),
    "ink": Shot(["--ink"]),
    "links-notes": Shot(["--links", "notes"]),
    "links-qr": Shot(["--links", "qr"]),
    "links-none": Shot(["--links", "none"]),
    "tabs-first": Shot(["--tabs", "first"]),
    "fit-without": Shot(pages=(1, 2), whole=True, site={"docs/index.md": LONG}),
    "fit-1": Shot(own="fit: 1\n", whole=True, site={"docs/index.md": LONG}),
    "packet": Shot(own="packets: [{ slug: first, title: First steps, pages: [oil, index] }]\n", file="packets/first", pages=(1, 2)),
    "book": Shot(file="lamps-en"),
    "who": Shot(own=WHO, file="lamps-en", pages=(1, 2, 7)),
    "cover": Shot(file="lamps-en.jpg"),
    "brand": Shot(own='brand: { primary: "#7a1f5c" }\n', file="lamps-en"),
    "brand-accent": Shot(own='brand: { primary: "#12203a", accent: amber }\n', file="lamps-en.jpg"),
    "brand-logo": Shot(own="brand: { logo: art/logo.svg }\n", file="lamps-en", site={"art/logo.svg": LOGO}),
    "brand-cover": Shot(own="brand: { cover: art/cover.png }\n", file="lamps-en", site={"art/cover.png": cover()}),
    "brand-footer": Shot(own="brand: { footer: For the night shift }\n", whole=True),
    "brand-watermark": Shot(own="brand: { watermark: draft }\n"),
    "brand-fonts": Shot(own="brand: { fonts: art/fonts }\n", site=faces()),
}
# What is larger on paper is larger in a picture.
DOTS_PER_INCH = 42
COLOURS = 48
# Handouts are cut off below their text.
HEIGHT = 400


def built(program: Path, folder: Path, shot: Shot) -> Path:
    own = "slug: lamps\n" + (shot.own if shot.own.startswith("title") else f"license: CC0-1.0\nauthors: [Bo]\n{shot.own}")
    for name, content in (SITE | {"pamphlet.yml": own} | shot.site).items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [program, "build", "--site", folder, "--out", folder / "dist", "--format", "pdf,epub", "--quiet", "--cache", folder / "cache"]
    subprocess.run([*command, *shot.options], check=True)
    return folder / "dist/en"


def drawn(pdf: Path, page: int, whole: bool, folder: Path) -> Image.Image:
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH * 3), "-f", str(page), "-l", str(page)]
    subprocess.run([*command, pdf, folder / "page"], check=True)
    image = Image.open(folder / "page.png").convert("RGB")
    image = image.resize((image.width // 3, image.height // 3), Image.Resampling.LANCZOS)
    if pdf.parent.name in {"handouts", "packets"} and not whole:
        image = image.crop((0, 0, image.width, min(image.height, HEIGHT)))
    return ImageOps.expand(image, 1, "#999999")


def main() -> None:
    program = Path(sys.argv[1]).resolve()
    only = set(sys.argv[2:]) or set(SHOTS)
    PICTURES.mkdir(exist_ok=True)
    for name, shot in SHOTS.items():
        if name not in only:
            continue
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work)
            made = built(program, folder, shot)
            if shot.file.endswith(".jpg"):
                pages = [Image.open(made / shot.file).convert("RGB").resize((240, 384), Image.Resampling.LANCZOS)]
            else:
                pages = [drawn(made / f"{shot.file}.pdf", page, shot.whole, folder) for page in shot.pages]
            whole = Image.new("RGB", (sum(page.width for page in pages) + 6 * (len(pages) - 1), pages[0].height), "white")
            for index, page in enumerate(pages):
                whole.paste(page, (index * (page.width + 6), 0))
            palette = whole.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            palette.save(PICTURES / f"{name}.png", optimize=True)
            print(f"{name}.png: {(PICTURES / f'{name}.png').stat().st_size} bytes")


if __name__ == "__main__":
    main()
