"""The bundle of a release against what others say of its forms: python bundle.py BUNDLE

The list of components against the schema of CycloneDX 1.6, the provenance as in-toto Statement v1 with the predicate
of SLSA 1.0, and both against the files beside them.
"""

import copy
import hashlib
import json
import pathlib
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement

bundle = pathlib.Path(sys.argv[1])


def components(text):
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)


def provenance(value):
    statement = json_format.ParseDict(value, statement_pb2.Statement())
    Statement.copy_from_pb(statement).validate()
    assert value["predicateType"] == "https://slsa.dev/provenance/v1", value["predicateType"]
    # The predicate's own form refuses fields that it does not know.
    predicate = json_format.ParseDict(value["predicate"], provenance_pb2.Provenance())
    assert predicate.build_definition.build_type and predicate.run_details.builder.id


def sums():
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in bundle.iterdir()}


text = (bundle / "pamphlet.cdx.json").read_text(encoding="utf-8")
error = components(text)
assert error is None, f"pamphlet.cdx.json: {error}"
parts = json.loads(text)["components"]
refs = [part["bom-ref"] for part in parts]
assert len(refs) == len(set(refs)), "a component stands twice"
for part in parts:
    assert part.get("licenses"), part

statement = json.loads((bundle / "provenance.json").read_text(encoding="utf-8"))
provenance(statement)
own = sums()
told = {subject["name"]: subject["digest"]["sha256"] for subject in statement["subject"]}
rest = {name: sum for name, sum in own.items() if name not in ("provenance.json", "SHA256SUMS")}
assert told == rest, f"subjects and files differ: {set(told.items()) ^ set(rest.items())}"
definition = statement["predicate"]["buildDefinition"]
named = {dependency["name"]: dependency["digest"] for dependency in definition["resolvedDependencies"]}
assert len(named["source"]["gitCommit"]) in (40, 64), named
assert named["inputs"]["sha256"] != named["configuration"]["sha256"], named
builder = statement["predicate"]["runDetails"]["builder"]
assert len(builder["builderDependencies"][0]["digest"]["sha256"]) == 64, builder

# Both judges can say no.
assert components(text.replace('"specVersion": "1.6"', '"specVersion": 1.6')) is not None
for spoil in (lambda value: value["subject"].clear(), lambda value: value["predicate"].update(more=1)):
    spoiled = copy.deepcopy(statement)
    spoil(spoiled)
    try:
        provenance(spoiled)
    except (ValueError, json_format.ParseError):
        continue
    sys.exit("the judge of provenance lets everything pass")
print(f"{len(parts)} components conform to CycloneDX 1.6, the provenance of {len(told)} files to SLSA 1.0")
