"""Holds messages of ONIX against the XSD and the RELAX NG of ONIX for Books 3.0: onix.py MESSAGE..."""

import sys
from pathlib import Path

import onixcheck
from lxml import etree

SCHEMAS = Path(onixcheck.__file__).parent / "schema"
JUDGES = {
    "XSD": etree.XMLSchema(etree.parse(SCHEMAS / "xsd3.0/ONIX_BookProduct_3.0_reference.xsd")),
    "RELAX NG": etree.RelaxNG(etree.parse(SCHEMAS / "rng3.0/ONIX_BookProduct_3.0_reference.rng")),
}

wrong = 0
for path in sys.argv[1:]:
    message = etree.parse(path)
    for name, judge in JUDGES.items():
        if judge.validate(message):
            continue
        wrong += 1
        for error in list(judge.error_log)[:5]:
            print(f"{path}:{error.line}: {name}: {error.message}", file=sys.stderr)
print(f"{len(sys.argv) - 1} messages of ONIX, {wrong} wrong")
sys.exit(1 if wrong or len(sys.argv) < 2 else 0)
