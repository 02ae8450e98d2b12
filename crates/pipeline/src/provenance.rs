//! What a bundle was made from and by what, as in-toto Statement v1 with the provenance predicate of SLSA 1.0: plain JSON
//! without a signature. A host that attests `SHA256SUMS` attests this file with it. It names no path of the machine and
//! no time.

use crate::inputs::settings;
use crate::manifest::{MANIFEST, Manifest};
use crate::request::Request;
use serde_json::{Value, json};

/// The statement about files, each by its name and SHA-256, as text that ends with a line break. `manifest_sum` is that
/// of the output's manifest, `program` the digest of the program.
pub(crate) fn statement<'f>(
    subjects: impl Iterator<Item = (&'f str, &'f str)>,
    manifest: &Manifest,
    manifest_sum: &str,
    request: &Request,
    epoch: Option<i64>,
    program: Option<&str>,
) -> String {
    let subjects: Vec<Value> =
        subjects.map(|(name, sum)| json!({ "name": name, "digest": { "sha256": sum } })).collect();
    let mut dependencies = Vec::new();
    if let Some(commit) = &manifest.commit {
        let mut source = json!({ "name": "source", "digest": { "gitCommit": commit.id } });
        if commit.dirty {
            source["annotations"] = json!({ "dirty": true });
        }
        dependencies.push(source);
    }
    if let Some(inputs) = &manifest.inputs {
        dependencies.push(json!({ "name": "configuration", "digest": { "sha256": inputs.configuration } }));
        dependencies.push(json!({
            "name": "inputs",
            "digest": { "sha256": inputs.sha256 },
            "annotations": { "files": inputs.files },
        }));
    }
    let mut builder = json!({
        "id": "urn:pamphlet:program",
        "version": { manifest.generator.name.as_str(): manifest.generator.version },
    });
    if let Some(program) = program {
        builder["builderDependencies"] = json!([{ "name": manifest.generator.name, "digest": { "sha256": program } }]);
    }
    let mut statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:pamphlet:release:1",
                "externalParameters": settings(request, manifest.version.as_deref(), epoch),
                "resolvedDependencies": dependencies,
            },
            "runDetails": {
                "builder": builder,
                "byproducts": [{ "name": MANIFEST, "digest": { "sha256": manifest_sum } }],
            },
        },
    });
    statement.sort_all_objects();
    format!("{statement:#}\n")
}
