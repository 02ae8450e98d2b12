"""Runs what the guide shows: every command of their `console` blocks, in a folder of its own for each page,
with the files that blocks with a title show.

A command that is expected to end otherwise than with 0 is followed by a comment: `# ends with 1`.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "content/guide/docs"
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ENDS = re.compile(r"# ends with (\d)")


def blocks(page: Path):
    return [(match[1], match[2], match[3]) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


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
        for line in text.splitlines():
            if not line.startswith("$ "):
                raise AssertionError(f"{page.name}: a line of a console is no command: {line}")
            command = line[2:]
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
    return count


def codes() -> None:
    """Every diagnostic is in the guide."""
    shown = set(re.findall(r"explanations/([\w-]+)\.md", (GUIDE / "reference/diagnostics.md").read_text()))
    known = {path.stem for path in (ROOT / "crates/report/explanations").glob("*.md")}
    assert shown == known, f"the guide lacks {known - shown}, and names {shown - known} that are gone"


def play_all(work: Path, environment: dict[str, str]) -> int:
    codes()
    count = 0
    for page in sorted(GUIDE.rglob("*.md")):
        count += play(page, work / page.relative_to(GUIDE).with_suffix(""), environment)
    return count
