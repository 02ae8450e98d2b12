"""Judges what `export` made: TMX 1.4, XLIFF 2.1 and PO files, with Translate Toolkit, by their schemas and by their
forms.

    exchange.py FOLDER FILE…

FOLDER has `tmx14.dtd`, and `xliff-core-2.0.xsd` (the core schema of XLIFF 2.0 and 2.1 alike) beside `xml.xsd`; what it
lacks is not judged by. The rules here are narrower than the schemas: they name what our files have at all.
"""

import copy
import pathlib
import re
import sys

from lxml import etree
from translate.storage import pypo, tmx
from translate.storage.xliff2 import Xliff2File

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

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


def rules(root):
    """What XLIFF 2.1 wants beyond its schema (the constraints of its core chapter), of the elements and attributes that
    files without inline codes can have. Gives the name of each rule that is broken."""
    parts = [f"{XLIFF}segment", f"{XLIFF}ignorable"]

    def twice(elements):
        ids = [element.get("id") for element in elements if element.get("id")]
        return len(ids) != len(set(ids))

    tag = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
    target_language = root.get("trgLang")
    if root.get("version") != "2.1":
        yield "version"
    if not all(tag.fullmatch(root.get(name, "en")) for name in ["srcLang", "trgLang"]):
        yield "language"
    if twice(root.iter(f"{XLIFF}file")):
        yield "file-id"
    for file in root.iter(f"{XLIFF}file"):
        if twice(file.iter(f"{XLIFF}unit")):
            yield "unit-id"
        if twice(file.iter(f"{XLIFF}group")):
            yield "group-id"
    for notes in root.iter(f"{XLIFF}notes"):
        if twice(notes):
            yield "note-id"
    for unit in root.iter(f"{XLIFF}unit"):
        segments = [child for child in unit if child.tag in parts]
        if not any(child.tag == parts[0] for child in segments):
            yield "no-segment"
        if twice([*segments, *(code for part in segments for code in part.find(f"{XLIFF}source").iter() if code.get("id"))]):
            yield "segment-id"
        # A target stands where its source does, or where it says.
        places = []
        for place, segment in enumerate(segments, 1):
            target = segment.find(f"{XLIFF}target")
            if target is None:
                if segment.get("state", "initial") != "initial":
                    yield "no-target"
                continue
            places.append(int(target.get("order", place)))
            if target_language is None:
                yield "no-target-language"
            elif target.get(LANG, target_language).lower() != target_language.lower():
                yield "other-language"
        if len(places) != len(set(places)) or not all(1 <= place <= len(segments) for place in places):
            yield "order"
        for segment in segments:
            if segment.get("subState") is not None and segment.get("state") is None:
                yield "substate"
            for text in segment.iter(f"{XLIFF}source", f"{XLIFF}target"):
                said = next((part.get(SPACE) for part in [text, *text.iterancestors()] if part.get(SPACE)), "default")
                words = "".join(text.itertext())
                # Programs may join what is no more than room.
                if said == "default" and words != re.sub("[ \\t\\r\\n]+", " ", words).strip(" "):
                    yield "space"


# What breaks each rule, in a file that has two units of two segments.
BREAKS = {
    "version": ("xliff", {"version": "2.0"}),
    "language": ("xliff", {"trgLang": "it_IT"}),
    "file-id": ("file[2]", {"id": "f1"}),
    "unit-id": ("file[1]/unit[2]", {"id": "u1"}),
    "note-id": ("file[1]/unit[1]/notes/note[2]", {"id": "n1"}),
    "segment-id": ("file[1]/unit[1]/segment[2]", {"id": "s1"}),
    "order": ("file[1]/unit[1]/segment[2]/target", {"order": "1"}),
    "no-target-language": ("xliff", {"trgLang": None}),
    "other-language": ("file[1]/unit[1]/segment[1]/target", {LANG: "fr"}),
    "substate": ("file[1]/unit[1]/segment[1]", {"subState": "x:y", "state": None}),
    "no-target": ("file[1]/unit[1]/segment[1]/target", None),
    "no-segment": ("file[1]/unit[1]/segment", None),
    "space": ("file[1]/unit[1]/segment[1]/target", "two  spaces"),
}


def rules_refuse():
    """A rule that refuses nothing says nothing."""
    segment = '<segment id="s{}" state="translated"><source>a</source><target>b</target></segment>'
    notes = '<notes><note id="n1">x</note><note id="n2">y</note></notes>'
    unit = '<unit id="u{}">' + notes + segment.format(1) + segment.format(2) + "</unit>"
    file = '<file id="f{}">' + unit.format(1) + unit.format(2) + "</file>"
    head = f'<xliff xmlns="{XLIFF[1:-1]}" version="2.1" srcLang="en" trgLang="it">'
    whole = etree.fromstring(head + file.format(1) + file.format(2) + "</xliff>")
    assert not list(rules(whole)), list(rules(whole))
    for name, (place, change) in BREAKS.items():
        broken = copy.deepcopy(whole)
        place = "" if place == "xliff" else "/".join(f"{XLIFF}{step}" for step in place.split("/"))
        for element in broken.findall(place) if place else [broken]:
            if change is None:
                element.getparent().remove(element)
            elif isinstance(change, str):
                element.text = change
            else:
                for key, value in change.items():
                    if value is None:
                        del element.attrib[key]
                    else:
                        element.set(key, value)
        assert name in set(rules(broken)), f"{name} is not seen"


def of_xliff(path):
    root = etree.parse(path).getroot()
    conforms(root, XLIFF_FORM, XLIFF)
    broken = sorted(set(rules(root)))
    assert not broken, f"{path}: XLIFF 2.1 forbids it: {broken}"
    states = {segment.get("state") for segment in root.iter(f"{XLIFF}segment")}
    assert states <= {"initial", "translated", "reviewed", "final", None}, states
    return [(unit.source, unit.target) for unit in Xliff2File.parsefile(path).units if unit.istranslated()]


def of_po(path):
    return [(unit.source, unit.target) for unit in pypo.pofile.parsefile(path).units if unit.istranslated()]


def main():
    rules_refuse()
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
