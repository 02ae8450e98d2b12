"""Runs what the guide shows: every command of their `console` blocks, in a folder of its own for each page,
with the files that blocks with a title show.

A command that is expected to end otherwise than with 0 is followed by a comment: `# ends with 1`. Lines below a command are
what it prints, in their order; a line with an ellipsis alone stands for any.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "content/guide/docs"
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ENDS = re.compile(r"# ends with (\d)")
KEY = re.compile(r"^\| ((?:`[\w.]+`(?:, )?)+) \|", re.MULTILINE)


def blocks(page: Path):
    return [(match[1], match[2], match[3]) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def commands(text: str):
    """The commands of a console, each with the lines that stand below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, below = part.partition("\n")
        yield command, below.splitlines()


def printed(shown: list[str], said: str) -> str | None:
    """The first line that is shown and was not printed where it stands."""
    lines, free = iter(said.splitlines()), False
    for line in shown:
        if line == "…":
            free = True
        elif not (line in lines if free else next(lines, None) == line):
            return line
        else:
            free = False
    return None if free or not shown or next(lines, None) is None else "the end"


def play(page: Path, folder: Path, environment: dict[str, str]) -> int:
    """Runs a page; gives how many commands it shows."""
    folder.mkdir(parents=True)
    place, count = folder, 0
    for kind, title, text in blocks(page):
        if title:
            target = folder / title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        if kind != "console":
            continue
        if not text.startswith("$ "):
            raise AssertionError(f"{page.name}: a console begins with no command: {text}")
        for command, shown in commands(text):
            count += 1
            if moved := re.fullmatch(r"cd (\S+)", command):
                place = (place / moved[1]).resolve()
                continue
            expected = int(found[1]) if (found := ENDS.search(command)) else 0
            done = subprocess.run(["bash", "-c", command], cwd=place, env=environment, capture_output=True, text=True, check=False)
            if done.returncode != expected:
                raise AssertionError(
                    f"{page.name}: `{command}` ended with {done.returncode}, not {expected}:\n{done.stdout}{done.stderr}"
                )
            if lacks := printed(shown, done.stdout):
                raise AssertionError(f"{page.name}: `{command}` does not print {lacks!r} there, but:\n{done.stdout}")
    return count


def codes() -> None:
    """Every diagnostic is in the guide."""
    shown = set(re.findall(r"explanations/([\w-]+)\.md", (GUIDE / "reference/diagnostics.md").read_text()))
    known = {path.stem for path in (ROOT / "crates/report/explanations").glob("*.md")}
    assert shown == known, f"the guide lacks {known - shown}, and names {shown - known} that are gone"


def settings() -> None:
    """Every setting is shown with what it does, and every picture of a setting is there."""
    keys = lambda page: [key for row in KEY.findall(page.read_text(encoding="utf-8")) for key in re.findall(r"[\w.]+", row)]
    known, shown = keys(ROOT / "docs/configuration.md"), keys(GUIDE / "settings.md")
    assert len(known) > 60 and sorted(known) == sorted(shown), f"settings.md: {set(known) ^ set(shown)}"
    made = {path.name for path in (GUIDE / "img").glob("*.png")}
    named = {name for page in GUIDE.rglob("*.md") for name in re.findall(r"\(img/([\w-]+\.png)\)", page.read_text(encoding="utf-8"))}
    assert made == named, f"pictures of the guide: {made ^ named}"


def play_all(work: Path, environment: dict[str, str]) -> int:
    codes()
    settings()
    count = 0
    for page in sorted(GUIDE.rglob("*.md")):
        count += play(page, work / page.relative_to(GUIDE).with_suffix(""), environment)
    return count
