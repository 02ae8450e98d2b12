#!/usr/bin/env python3
"""Makes icons.bin, directory.tsv and the licences from the packages that SOURCES.tsv names.

    mkdir packages && cd packages
    npm pack @mdi/svg@7.4.47 …                 # every package of SOURCES.tsv, in its version
    python3 generate.py packages               # checks their integrity hashes, writes the files beside this script
    python3 generate.py packages --check       # says whether the files hold exactly that, and writes nothing

Newer releases come first in SOURCES.tsv: of two icons with one name the first is taken, and an older release only
gives names that the newer ones no longer have. What is kept of an icon: its viewBox, whether it is filled by the
even-odd rule, and its path, its points rounded to about a two-thousandth of the drawing's side: a fiftieth of a
millimetre where an icon is four centimetres high, and a fifth fewer bytes. What is written: blocks of 128 icons sorted
by name, each compressed by Brotli for itself, so that looking one up unpacks some 70 KB. A line of a block is
`name TAB viewBox TAB rule TAB path`.
"""
import base64, hashlib, pathlib, re, sys, tarfile

import brotli

HERE = pathlib.Path(__file__).parent
BLOCK = 128
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
# How many numbers follow a command of a path (SVG 2, 9.3).
OPERANDS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}


def packages(folder):
    """The rows of SOURCES.tsv, each with its open archive."""
    for line in (HERE / "SOURCES.tsv").read_text().splitlines()[1:]:
        name, version, integrity, chosen, icon_set, licence = line.split("\t")
        path = folder / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
        kind, _, value = integrity.partition("-")
        digest = hashlib.new(kind, path.read_bytes()).digest()
        if base64.b64encode(digest).decode() != value:
            sys.exit(f"{path}: not the bytes that SOURCES.tsv names")
        yield tarfile.open(path), f"package/{chosen}/", icon_set, licence, f"{name.lstrip('@').replace('/', '-')}.txt"


def absolute(path):
    """A path that may follow another: one that begins with a relative move begins with an absolute one."""
    path = path.strip()
    found = re.match(rf"m\s*({NUMBER})[\s,]*({NUMBER})[\s,]*", path)
    if not found:
        return path
    rest = path[found.end():]
    return f"M{found[1]} {found[2]}" + ("l" if rest[:1].isdigit() or rest[:1] in ".-+" else "") + rest


def commands(path):
    """The commands of a path with their numbers, each with its letter."""
    at, letter = 0, ""
    while at < len(path):
        if path[at] in " ,\t\r\n":
            at += 1
            continue
        if path[at].isalpha():
            letter = path[at]
            at += 1
        else:
            # More points after a move are lines (SVG 2, 9.3.3).
            letter = {"M": "L", "m": "l"}.get(letter, letter)
        numbers = []
        for index in range(OPERANDS[letter.lower()]):
            # The two flags of an arc are one digit each and need nothing behind them.
            number = "[01]" if letter in "aA" and index in (3, 4) else NUMBER
            found = re.compile(rf"[\s,]*({number})").match(path, at)
            numbers.append(float(found[1]))
            at = found.end()
        yield letter, numbers


def decimal(number, digits):
    """A number as short as SVG takes it: `.5`, `-.5`, `2`."""
    text = f"{number:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text in ("-0", "") else text
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def rounded(path, digits):
    """A path with rounded numbers. Relative points are taken from where the rounded path stands, so that errors do
    not add up: no end point lies further from its place than half a unit of the last digit."""
    drawn, written = [0.0, 0.0], [0.0, 0.0]
    start = ([0.0, 0.0], [0.0, 0.0])
    out, before, last = [], "", ""
    for letter, numbers in commands(path):
        kind = letter.lower()
        base, base_written = (drawn, written) if letter.islower() else ([0.0, 0.0], [0.0, 0.0])
        axes = {"h": [0], "v": [1], "a": [0, 1]}.get(kind, [0, 1] * (len(numbers) // 2))
        lead = numbers[:5] if kind == "a" else []
        real = [base[axis] + number for axis, number in zip(axes, numbers[len(lead):])]
        short = [round(value - base_written[axis], digits) for axis, value in zip(axes, real)]
        if kind == "z":
            drawn, written = list(start[0]), list(start[1])
        drawn, written = list(drawn), list(written)
        for axis, value, number in list(zip(axes, real, short))[-2:]:
            drawn[axis], written[axis] = value, base_written[axis] + number
        if kind == "m":
            start = (drawn, written)
        texts = [decimal(number, digits) for number in lead[:3]] + [str(int(flag)) for flag in lead[3:]]
        texts += [decimal(number, digits) for number in short]
        if letter != {"M": "L", "m": "l"}.get(last, last) or kind in "mz":
            out.append(letter)
            before = ""
        for text in texts:
            joins = not before or text[0] == "-" or text[0] == "." and "." in before
            out.append(text if joins else " " + text)
            before = text
        last = letter
    return "".join(out)


def icon(svg):
    """The viewBox, the rule and the path of a file."""
    box = re.search(r'viewBox="([^"]*)"', svg)[1].split()
    if any(float(number) != int(float(number)) for number in box):
        sys.exit(f"a viewBox that is not whole: {box}")
    if unknown := set(re.findall(r"<(\w+)", svg)) - {"svg", "path", "title"}:
        sys.exit(f"an icon with more than paths: {unknown}")
    paths = [re.search(r'\sd="([^"]*)"', path)[1] for path in re.findall(r"<path\b[^>]*>", svg)]
    rule = "evenodd" if 'fill-rule="evenodd"' in svg else "nonzero"
    digits = 2 if max(map(float, box[2:])) <= 48 else 1
    return " ".join(str(int(float(number))) for number in box), rule, rounded("".join(map(absolute, paths)), digits)


def main():
    folder = pathlib.Path(sys.argv[1])
    icons, licences = {}, {}
    for archive, chosen, icon_set, licence, licence_file in packages(folder):
        members = {member.name: member for member in archive.getmembers() if member.isfile()}
        if licence != "-" and licence_file not in licences:
            texts = [archive.extractfile(members[f"package/{name}"]).read() for name in licence.split(",")]
            licences[licence_file] = b"\n\n".join(texts)
        for name in sorted(members):
            if name.startswith(chosen) and name.endswith(".svg"):
                full = f"{icon_set}/{name[len(chosen):-4]}"
                if full not in icons:
                    icons[full] = icon(archive.extractfile(members[name]).read().decode())
    names = sorted(icons)
    blocks, directory, at = [], [], 0
    for start in range(0, len(names), BLOCK):
        lines = ["\t".join((name, *icons[name])) + "\n" for name in names[start:start + BLOCK]]
        block = brotli.compress("".join(lines).encode(), quality=11, lgwin=18)
        directory.append(f"{names[start]}\t{at}\t{len(block)}\n")
        blocks.append(block)
        at += len(block)
    made = {"icons.bin": b"".join(blocks), "directory.tsv": "".join(directory).encode()}
    made |= {f"licences/{name}": text for name, text in licences.items()}
    if "--check" in sys.argv:
        # Compressed bytes differ between versions of Brotli; what they hold must not.
        stored = (HERE / "icons.bin").read_bytes()
        old, at = [], 0
        for row in (HERE / "directory.tsv").read_text().splitlines():
            _, start, length = row.split("\t")
            old.append(brotli.decompress(stored[int(start):int(start) + int(length)]))
        new = [brotli.decompress(block) for block in blocks]
        sys.exit("icons.bin is not what the packages hold" if old != new else 0)
    for name, content in made.items():
        (HERE / name).write_bytes(content)
    print(f"{len(icons)} icons, {len(made['icons.bin'])} bytes")


main()
