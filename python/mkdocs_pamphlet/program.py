"""Where the program lies that this package brings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

NAME = "pamphlet.exe" if os.name == "nt" else "pamphlet"


def find() -> str:
    """The path of the program: the one installed beside this package, else the one that the shell would find."""
    schemes = [sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user"), "posix_prefix", "nt"]
    folders = [sysconfig.get_path("scripts", scheme) for scheme in schemes if scheme in sysconfig.get_scheme_names()]
    # Where a package was installed into a folder of its own (`pip install --target`).
    folders.append(str(Path(__file__).resolve().parent.parent / "bin"))
    for folder in folders:
        path = Path(folder) / NAME
        if path.is_file():
            return str(path)
    found = shutil.which(NAME)
    if found is None:
        raise FileNotFoundError(
            "the program pamphlet is not installed; install mkdocs-pamphlet again: pip install --force-reinstall mkdocs-pamphlet"
        )
    return found


def main() -> None:
    """Runs the program with the arguments of this one, in its place where the system can."""
    try:
        program = [find(), *sys.argv[1:]]
    except FileNotFoundError as error:
        sys.exit(f"error: {error}")
    if os.name == "nt":
        sys.exit(subprocess.run(program, check=False).returncode)
    os.execv(program[0], program)
