#!/usr/bin/env python3
"""Makes emoji.tsv from the tables of PyMdown Extensions, which is what Material for MkDocs reads shortcodes with.

    python3 -m pip download --no-deps pymdown-extensions==13.1
    python3 generate.py pymdown_extensions-13.1-py3-none-any.whl [--check]

Twemoji's names win (they are what Material uses), then EmojiOne's, then GitHub's, so that pages written for another
index still show what they meant. A line is `shortcode TAB characters`, sorted by bytes. U+FE0F is added where any of
the tables knows that the characters need it to be drawn as emoji.
"""
import hashlib, pathlib, sys, zipfile

SHA256 = "093d1fab98168526d98fbb17aa5c9da68eef3664324f6b25ebbf78b2709babeb"
HERE = pathlib.Path(__file__).parent


def table(wheel, name):
    scope = {}
    exec(wheel.read(f"pymdownx/{name}_db.py").decode(), scope)
    return scope["emoji"], scope["aliases"]


path = pathlib.Path(sys.argv[1])
if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
    sys.exit(f"{path}: not the bytes that this script was written for")
wheel = zipfile.ZipFile(path)
tables = [table(wheel, name) for name in ("twemoji", "emoji1", "gemoji")]
# The qualified form of characters by their bare form.
qualified = {}
for emoji, _ in tables:
    for entry in emoji.values():
        for form in (entry.get("unicode"), entry.get("unicode_alt")):
            if form and "fe0f" in form:
                qualified.setdefault(form.replace("-fe0f", ""), form)
found = {}
for emoji, aliases in tables:
    for name, entry in emoji.items():
        if "unicode" in entry:
            form = entry.get("unicode_alt", entry["unicode"])
            form = qualified.get(form.replace("-fe0f", ""), form)
            found.setdefault(name.strip(":"), "".join(chr(int(part, 16)) for part in form.split("-")))
    for alias, name in aliases.items():
        if name.strip(":") in found:
            found.setdefault(alias.strip(":"), found[name.strip(":")])
text = "".join(f"{name}\t{found[name]}\n" for name in sorted(found, key=str.encode))
if "--check" in sys.argv:
    sys.exit("emoji.tsv is out of date" if (HERE / "emoji.tsv").read_text() != text else 0)
(HERE / "emoji.tsv").write_text(text)
licence = [name for name in wheel.namelist() if name.endswith("LICENSE.md")][0]
notices = [wheel.read(licence).decode()]
for name in ("emoji1", "gemoji"):
    notices.append(f"## {name}\n\n" + wheel.read(f"pymdownx/{name}_db.py").decode().split('"""')[1])
(HERE / "LICENCE.md").write_text("\n".join(notices))
print(len(found), "shortcodes,", len(text.encode()), "bytes")
