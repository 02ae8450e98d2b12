#!/usr/bin/env python3
"""Packs the fonts.

    python3 generate.py pack FILES      # FILES/cjk/HandoutCJKSC-Regular.otf …: writes packs/*.br and their rows
    python3 generate.py unpack FILES    # the files that the packs hold, as they were

A pack is the files of one folder, one after the other in the order of MANIFEST.tsv, compressed by brotli (RFC 7932) as
one stream: what regular and bold, or four regions of one script, have alike is kept once. Those of `cjk/` are packed by
weight and those of `latin/` by family, because a page seldom needs both. Needs the package `brotli`.
"""
import hashlib, pathlib, sys

import brotli

HERE = pathlib.Path(__file__).parent


def pack_of(path):
    folder, name = path.split("/")
    parts = {"cjk": "bold" if "Bold" in name else "regular", "latin": "sans" if "Sans" in name else "serif"}
    return f"{folder}-{parts[folder]}" if folder in parts else folder


def main():
    command, files = sys.argv[1], pathlib.Path(sys.argv[2])
    head, *rows = [line.split("\t") for line in (HERE / "MANIFEST.tsv").read_text().splitlines()]
    packs = {}
    for row in rows:
        packs.setdefault(pack_of(row[0]), []).append(row)
    for name, members in packs.items():
        packed = HERE / "packs" / f"{name}.br"
        if command == "unpack":
            whole = brotli.decompress(packed.read_bytes())
            for row in members:
                content, whole = whole[:int(row[1])], whole[int(row[1]):]
                (files / row[0]).parent.mkdir(parents=True, exist_ok=True)
                (files / row[0]).write_bytes(content)
            continue
        contents = [(files / row[0]).read_bytes() for row in members]
        for row, content in zip(members, contents):
            row[1], row[2] = str(len(content)), hashlib.sha256(content).hexdigest()
        packed.parent.mkdir(exist_ok=True)
        packed.write_bytes(brotli.compress(b"".join(contents), quality=11, lgwin=24))
        print(f"{name}: {sum(map(len, contents))} bytes, {packed.stat().st_size} packed")
    if command == "pack":
        (HERE / "MANIFEST.tsv").write_text("\n".join("\t".join(row) for row in [head, *rows]) + "\n")


main()
