"""Packs a wheel from a program that is built already, as maturin would with what pyproject.toml says.

Usage: wheel.py PROGRAM FOLDER. Releases are built by maturin; this spares tests the compiling.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def version() -> str:
    return tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]


def metadata(project: dict) -> str:
    lines = ["Metadata-Version: 2.4", f"Name: {project['name']}", f"Version: {version()}"]
    lines += [f"Summary: {project['description']}", f"Requires-Python: {project['requires-python']}"]
    for extra, needs in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {need} ; extra == '{extra}'" for need in needs]
    return "\n".join(lines) + "\n"


def entry_points(project: dict) -> str:
    assert "scripts" not in project, "maturin refuses scripts beside a program"
    groups = project["entry-points"].items()
    texts = ["".join([f"[{group}]\n", *(f"{key} = {value}\n" for key, value in all_.items())]) for group, all_ in groups]
    return "\n".join(texts)


def pack(program: Path, folder: Path) -> Path:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, name = settings["project"], settings["project"]["name"].replace("-", "_")
    stem = f"{name}-{version()}"
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    files = {path.relative_to(ROOT / "python").as_posix(): path.read_bytes() for path in (ROOT / "python" / name).glob("*.py")}
    binary = f"{stem}.data/scripts/{'pamphlet.exe' if sys.platform == 'win32' else 'pamphlet'}"
    files[binary] = program.read_bytes()
    scripts = ROOT / settings["tool"]["maturin"]["data"] / "scripts"
    run = {binary} | {f"{stem}.data/scripts/{script.name}" for script in scripts.iterdir()}
    files |= {f"{stem}.data/scripts/{script.name}": script.read_bytes() for script in scripts.iterdir()}
    files[f"{stem}.dist-info/METADATA"] = metadata(project).encode()
    files[f"{stem}.dist-info/entry_points.txt"] = entry_points(project).encode()
    files[f"{stem}.dist-info/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: false\nTag: py3-none-{platform}\n".encode()
    record = ""
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(content)}\n"
    files[f"{stem}.dist-info/RECORD"] = (record + f"{stem}.dist-info/RECORD,,\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{stem}-py3-none-{platform}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path)
            entry.create_system, entry.external_attr = 3, (0o100755 if path in run else 0o100644) << 16
            archive.writestr(entry, content)
    return wheel


if __name__ == "__main__":
    print(pack(Path(sys.argv[1]), Path(sys.argv[2])))
