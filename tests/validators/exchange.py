"""Judges what `export` made: TMX 1.4, XLIFF 2.1 and PO files, with Translate Toolkit, by their schemas and by their
forms.

    exchange.py FOLDER FILE…

FOLDER has `tmx14.dtd`, and `xliff-core-2.0.xsd` (the core schema of XLIFF 2.0 and 2.1 alike) beside `xml.xsd`; what it
lacks is not judged by. The rules here are narrower than the schemas: they name what our files have at all.
"""

import copy
import pathlib
import sys

from lxml import etree
from translate.storage import pypo, tmx
from translate.storage.xliff2 import Xliff2File

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Element: attributes that it must have, attributes that it may have, its children in order with how often.
TMX_FORM = {
    "tmx": ({"version"}, set(), ["header", "body"]),
    "header": (
        {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"},
        set(),
        [],
    ),
    "body": (set(), set(), ["tu*"]),
    "tu": (set(), {"tuid"}, ["prop*", "tuv*"]),
    "prop": ({"type"}, set(), []),
    "tuv": ({LANG}, set(), ["seg"]),
    "seg": (set(), set(), []),
}
XLIFF_FORM = {
    "xliff": ({"version", "srcLang"}, {"trgLang"}, ["file+"]),
    "file": ({"id"}, {"original"}, ["unit+"]),
    "unit": ({"id"}, {"name"}, ["notes?", "segment+"]),
    "notes": (set(), set(), ["note+"]),
    "note": (set(), {"category"}, []),
    "segment": (set(), {"id", "state"}, ["source", "target?"]),
    "source": (set(), set(), []),
    "target": (set(), set(), []),
}


def conforms(element, form, prefix):
    name = element.tag.removeprefix(prefix)
    must, may, children = form[name]
    have = set(element.attrib)
    assert must <= have <= must | may, f"<{name}> has the attributes {sorted(have)}"
    rest = [child.tag.removeprefix(prefix) for child in element]
    for wanted in children:
        name_of, count = wanted.rstrip("*+?"), 0
        while rest and rest[0] == name_of:
            rest.pop(0)
            count += 1
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(wanted[-1], (1, 1))
        assert count >= least and (most is None or count <= most), f"<{name}> holds {count} <{name_of}>"
    assert not rest, f"<{name}> holds <{rest[0]}> where nothing may stand"
    for child in element:
        conforms(child, form, prefix)


def schemas(folder):
    """What judges a root element, by the ending of files."""
    found = {}
    dtd, xsd = folder / "tmx14.dtd", folder / "xliff-core-2.0.xsd"
    if dtd.exists():
        found["tmx"] = etree.DTD(str(dtd))
    if xsd.exists():
        # The schema looks for the one that it imports in a folder below.
        text = xsd.read_bytes().replace(b"informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", b"xml.xsd")
        found["xliff"] = etree.XMLSchema(etree.fromstring(text, base_url=str(xsd)))
    return found


def is_valid(root, schema, needed):
    assert schema.validate(root), schema.error_log.filter_from_errors()
    # One that refuses nothing says nothing.
    broken = copy.deepcopy(root)
    for element in list(broken.iter(needed)):
        element.getparent().remove(element)
    assert not schema.validate(broken), f"without <{needed}> it is valid, too"


def of_tmx(path):
    root = etree.parse(path, etree.XMLParser(load_dtd=False)).getroot()
    conforms(root, TMX_FORM, "")
    for unit in root.iter("tu"):
        assert len({part.get(LANG) for part in unit.iter("tuv")}) == 2, "a pair is not of two languages"
    return [(unit.source, unit.target) for unit in tmx.tmxfile.parsefile(path).units]


def of_xliff(path):
    root = etree.parse(path).getroot()
    conforms(root, XLIFF_FORM, XLIFF)
    for holder in [root, *root.iter(f"{XLIFF}file"), *root.iter(f"{XLIFF}unit")]:
        ids = [child.get("id") for child in holder if child.get("id")]
        assert len(ids) == len(set(ids)), "an id is there twice"
    states = {segment.get("state") for segment in root.iter(f"{XLIFF}segment")}
    assert states <= {"initial", "translated", "reviewed", "final", None}, states
    return [(unit.source, unit.target) for unit in Xliff2File.parsefile(path).units if unit.istranslated()]


def of_po(path):
    return [(unit.source, unit.target) for unit in pypo.pofile.parsefile(path).units if unit.istranslated()]


def main():
    known = schemas(pathlib.Path(sys.argv[1]))
    for path in sys.argv[2:]:
        ending = path.rsplit(".", 1)[1]
        if ending in known:
            needed = {"tmx": "header", "xliff": f"{XLIFF}segment"}[ending]
            is_valid(etree.parse(path, etree.XMLParser(load_dtd=False)).getroot(), known[ending], needed)
        read = {"tmx": of_tmx, "xliff": of_xliff, "po": of_po}[path.rsplit(".", 1)[1]]
        pairs = read(path)
        assert pairs, f"{path} holds no translation"
        assert all(source and target for source, target in pairs), f"{path} holds an empty pair"
        judged = ", valid by its schema" if ending in known else ""
        print(f"{path}: {len(pairs)} translated{judged}")


main()
