"""Takes the program out of a wheel and packs it with its licences, so that a release has both, with their sums.

Usage: programs.py WHEELS OUT NAME. Writes OUT/<wheel>, OUT/pamphlet-<version>-NAME.tar.gz (a zip for Windows) and
OUT/SHA256SUMS-NAME, and names the sum of the sums as an output of the step. The same wheel makes the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import sys
import tarfile
import zipfile
from pathlib import Path

BESIDE = ["LICENSE-MIT", "LICENSE-APACHE", "README.md"]

# What a wheel may have, in bytes: more would be a burden for whoever installs it in each run of a CI.
MOST = 30_000_000


def tar(files: dict[str, bytes], program: str) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o755 if name.endswith(f"/{program}") else 0o644
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(raw.getvalue(), mtime=0)


def zipped(files: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def main(wheels: Path, out: Path, name: str) -> None:
    [wheel] = wheels.glob("*.whl")
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        [path] = [path for path in archive.namelist() if "/scripts/pamphlet" in path]
        content, program = archive.read(path), path.rsplit("/", 1)[1]
    stem = f"pamphlet-{wheel.name.split('-')[1]}-{name}"
    files = {f"{stem}/{program}": content} | {f"{stem}/{beside}": Path(beside).read_bytes() for beside in BESIDE}
    windows = program.endswith(".exe")
    packed = out / f"{stem}{'.zip' if windows else '.tar.gz'}"
    packed.write_bytes(zipped(files) if windows else tar(files, program))
    (out / wheel.name).write_bytes(wheel.read_bytes())
    size = wheel.stat().st_size
    if size > MOST:
        print(f"::warning title=A wheel is too large::{wheel.name} has {size:,} bytes; the most that we want is {MOST:,}")
    for source in wheels.glob("*.tar.gz"):
        (out / source.name).write_bytes(source.read_bytes())
    made = sorted(path for path in out.iterdir() if not path.name.startswith("SHA256SUMS"))
    lines = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    sums = out / f"SHA256SUMS-{name}"
    sums.write_text(lines, newline="\n")
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as output:
        output.write(f"{name}={hashlib.sha256(sums.read_bytes()).hexdigest()}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
