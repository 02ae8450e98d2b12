"""Makes the pictures of README.md from what the program does now: a handout, a book, findings, coverage, a button.

Usage: readme.py PROGRAM FOLDER [NAME…], by a Python that has Pillow and brotli; `pdftoppm` and Chromium draw. FOLDER gets what is
made on the way. For `button` a `mkdocs` with Material and this package has to be on the path. A new version of the program
draws other pictures: look at them, and commit those that changed for a reason.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from fonts import unpacked
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "assets/readme"
HANDBOOK = ROOT / "content/handbook"
CHROMIUM = "/usr/bin/chromium"
COLOURS = 128


def saved(image: Image.Image, name: str) -> None:
    image.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        PICTURES / name, optimize=True
    )
    print(f"{name}: {(PICTURES / name).stat().st_size} bytes")


def built(program: Path, work: Path) -> Path:
    """The handbook in two languages, as paper and as a book."""
    out = work / "handbook"
    if not out.exists():
        command = [program, "build", "--site", HANDBOOK, "--out", out, "--locale", "en,it", "--format", "pdf,epub", "--quiet"]
        subprocess.run(command, check=True)
    return out


def handout(program: Path, work: Path) -> None:
    out, pages = built(program, work), []
    for locale in ["en", "it"]:
        file = out / locale / "handouts/messengers.pdf"
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "150", "-l", "1", file, work / locale], check=True)
        page = Image.open(work / f"{locale}.png").convert("RGB")
        pages.append(page.resize((620, round(620 * page.height / page.width)), Image.Resampling.LANCZOS))
    whole = Image.new("RGB", (1276, pages[0].height + 16), "#cccccc")
    for index, page in enumerate(pages):
        whole.paste(page, (8 + index * 638, 8))
    saved(whole, "handout.png")


def shot(address: str, size: tuple[int, int], picture: Path) -> Image.Image:
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=8000"]
    command += [f"--user-data-dir={picture.parent / 'profile'}", f"--window-size={size[0]},{size[1]}"]
    subprocess.run([*command, f"--screenshot={picture}", address], check=True, capture_output=True)
    return Image.open(picture).convert("RGB")


def book(program: Path, work: Path) -> None:
    inside = work / "epub"
    with zipfile.ZipFile(next((built(program, work) / "it").glob("*.epub"))) as archive:
        archive.extractall(inside)
    chapters = {path.stem: path for path in inside.rglob("*.xhtml")}
    screen, frame = (382, 524), 24
    whole = Image.new("RGB", (930, 644), "#e8e6e0")
    draw = ImageDraw.Draw(whole)
    for index, name in enumerate(["messengers", "threats"]):
        chapter = chapters[name]
        text = chapter.read_text(encoding="utf-8")
        reader = "<style>html{background:#fffdf8;padding:4px 15px}</style></head>"
        shown = chapter.with_name(f"shown-{name}.xhtml")
        shown.write_text(text.replace("</head>", reader), encoding="utf-8")
        # A window has a least width, so the page is as narrow as the screen by its own frame.
        page = work / f"{name}.html"
        page.write_text(
            f'<body style="margin:0"><iframe src="{shown.as_uri()}" style="border:0;width:{screen[0]}px;height:{screen[1]}px"></iframe>'
        )
        picture = shot(page.as_uri(), (800, 700), work / f"{name}.png").crop((0, 0, *screen))
        left = 22 + index * 456
        draw.rounded_rectangle((left, 22, left + screen[0] + 2 * frame, 622), 12, "#2b2b2b")
        whole.paste(picture, (left + frame, 22 + frame))
    saved(whole, "book.png")


# The colours of a terminal with a light ground.
ANSI = {"31": "#b00020", "32": "#0a7d32", "33": "#9a6300", "34": "#1f4fbf", "36": "#00707a", "91": "#b00020", "92": "#0a7d32"}
ANSI |= {"93": "#9a6300", "94": "#1f4fbf", "96": "#00707a"}


def diagnostic(program: Path, work: Path) -> None:
    site = work / "lamps"
    for name, text in {
        "mkdocs.yml": "site_name: Lamps\nsite_author: Ann Example\n",
        "docs/index.md": "# Lamps\n\nSee [how oil burns](oil.md).\n\n![The lamp](lamp.png)\n",
        "docs/oil.md": "# Oil\n\nIt burns.\n",
        "docs/lamp.png": "",
        "i18n/it/index.md": "# Lampade\n\nVedi [come brucia l’olio] (oil.md).\n\n![La lampada](lampada.png)\n",
        "i18n/it/oil.md": "# Olio\n\nBrucia.\n",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    Image.new("RGB", (8, 8), "#c60").save(site / "docs/lamp.png")
    done = subprocess.run([program, "check", site, "--quiet", "--color", "always"], capture_output=True, text=True, check=True)
    lines = ["$ pamphlet check", "", *done.stdout.rstrip().splitlines()]
    mono = {bold: io.BytesIO(unpacked("mono")[f"SourceCodePro-{'Bold' if bold else 'Regular'}.otf"]) for bold in [False, True]}
    faces = {bold: ImageFont.truetype(file, 16) for bold, file in mono.items()}
    width, height = faces[False].getlength("x"), 23
    columns = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)
    whole = Image.new("RGB", (round(44 + columns * width), 40 + height * len(lines)), "#fafafa")
    draw = ImageDraw.Draw(whole)
    for row, line in enumerate(lines):
        column, bold, colour = 0, False, "#111111"
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b["):
                for code in part[2:-1].split(";"):
                    if code in {"", "0"}:
                        bold, colour = False, "#111111"
                    bold = bold or code == "1"
                    colour = ANSI.get(code, colour)
                continue
            draw.text((22 + column * width, 20 + row * height), part, colour, faces[bold])
            column += len(part)
    saved(whole, "diagnostic.png")


def coverage(program: Path, work: Path) -> None:
    subprocess.run([program, "coverage", HANDBOOK, "--out", work / "coverage"], check=True, capture_output=True)
    shutil.copy(work / "coverage/coverage.svg", PICTURES / "coverage.svg")


def button(_: Path, work: Path) -> None:
    site = work / "website"
    (site / "docs").mkdir(parents=True, exist_ok=True)
    (site / "mkdocs.yml").write_text("site_name: Lamps\ntheme: {name: material, font: false}\nplugins: [search, pamphlet]\n")
    (site / "docs/index.md").write_text(
        "# How to light a lamp\n\nFill it with **olive oil**, which burns without smoke, and trim the wick first.\n\n"
        "## What you need\n\n| Oil | Light | Smell |\n|---|---|---|\n| olive | bright | none |\n| whale | bright | strong |\n\n"
        "## When it smokes\n\nThe wick is too long, or the oil is old.\n"
    )
    subprocess.run(["mkdocs", "build", "--quiet", "--strict"], cwd=site, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    saved(shot((site / "site/index.html").as_uri(), (1200, 700), work / "button.png").crop((0, 0, 1200, 560)), "button.png")


MADE = {"handout": handout, "book": book, "diagnostic": diagnostic, "coverage": coverage, "button": button}


def main() -> None:
    program, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    work.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[3:] or MADE:
        MADE[name](program, work)


if __name__ == "__main__":
    main()
