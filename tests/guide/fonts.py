"""The embedded fonts, out of their packs: `assets/fonts/generate.py` says how they lie there. Needs the package `brotli`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def unpacked(folder: str) -> dict[str, bytes]:
    """The fonts of a folder of `assets/fonts` by their names, with its licences."""
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([sys.executable, ROOT / "assets/fonts/generate.py", "unpack", place], check=True)
        found = {path.name: path.read_bytes() for path in (Path(place) / folder).iterdir()}
    return found | {path.name: path.read_bytes() for path in (ROOT / "assets/fonts" / folder).glob("*.txt")}
