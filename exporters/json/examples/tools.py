#!/usr/bin/env python3
"""Lists the recommended tools of an edition: python3 tools.py dist/en

Needs nothing but Python. Reads `cards.json`; the fields are those of `schema/cards.schema.json`.
"""
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
file = json.loads((folder / "cards.json").read_text(encoding="utf-8"))
major = file["schema_version"].split(".")[0]
if major != "2":
    sys.exit(f"this example reads version 2, not {file['schema_version']}")
for card in file["cards"]:
    homepage = next((link["url"] for link in card["links"] if link["role"] == "homepage" and "url" in link), "no homepage")
    section = card["sections"][-1]["title"] if card["sections"] else card["page_title"]
    platforms = sorted({download["platform"] for download in card["downloads"] if "platform" in download})
    print(f"{card['name']} ({section}): {homepage}")
    print(f"  for {', '.join(platforms) or 'no platform named'}; {len(card['warnings'])} warnings")
    print(f"  written in {card['place']['path']}, line {card['place']['line']}")
