//! The schemas: what is made fits them, and what is generated from them is current.

use super::*;
use pamphlet_source::hexadecimal;
use sha2::{Digest, Sha256};

/// [`SCHEMAS`], drawn from the types.
fn drawn() -> Vec<(String, String)> {
    [
        ("page", schema_of::<PageFile>("page")),
        ("index", schema_of::<IndexFile>("index")),
        ("cards", schema_of::<CardsFile>("cards")),
        ("diagnostics", schema_of::<DiagnosticsFile>("diagnostics")),
        ("site", schema_of::<SiteFile>("site")),
        ("site-record", schema_of::<SiteRecord>("site-record")),
        ("search-record", schema_of::<SearchRecord>("search-record")),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

pub(super) fn valid(schema: &str, instance: &serde_json::Value) {
    let (_, text) = drawn().into_iter().find(|(name, _)| name == schema).expect("is a schema");
    let schema = serde_json::from_str(&text).expect("is JSON");
    let validator = jsonschema::validator_for(&schema).expect("is a schema");
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn files_are_valid() {
    let edition = edition("ar", &[], "مراسل.");
    let files = exported(&edition);
    valid("page", &page_value(&edition));
    valid("index", &value(&files["index.json"]));
    valid("cards", &value(&files["cards.json"]));
}

#[test]
fn a_schema_refuses_what_is_wrong() {
    let mut page = page_value(&edition("en", &[], "A messenger."));
    page["blocks"][0]["block"]["kind"] = "headline".into();
    let (_, text) = drawn().remove(0);
    let validator = jsonschema::validator_for(&serde_json::from_str(&text).expect("is JSON")).expect("is a schema");
    assert!(!validator.is_valid(&page));
}

/// What is generated: path in this crate, and content.
fn generated() -> Vec<(String, String)> {
    drawn().into_iter().map(|(name, text)| (format!("schema/{name}.schema.json"), text)).collect()
}

/// The version and what its schemas hash to, as in `schema/versions.tsv`. Descriptions may be put better.
fn version_line() -> String {
    let mut hasher = Sha256::new();
    for (_, text) in drawn() {
        let mut schema: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        without_descriptions(&mut schema);
        hasher.update(schema.to_string());
    }
    format!("{SCHEMA_VERSION}\t{}", hexadecimal(&hasher.finalize()))
}

fn without_descriptions(schema: &mut serde_json::Value) {
    match schema {
        serde_json::Value::Object(parts) => {
            parts.retain(|key, part| key != "description" || !part.is_string());
            parts.values_mut().for_each(without_descriptions);
        }
        serde_json::Value::Array(parts) => parts.iter_mut().for_each(without_descriptions),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}

#[test]
fn generated_files_are_current() {
    for (path, text) in generated() {
        let stored = std::fs::read_to_string(format!("{FOLDER}/{path}")).unwrap_or_default();
        assert!(
            stored == text,
            "{path} is out of date: cargo test -p pamphlet-json -- --ignored write_generated_files"
        );
    }
}

#[test]
fn types_that_change_need_a_new_version() {
    let versions = std::fs::read_to_string(format!("{FOLDER}/schema/versions.tsv")).expect("is there");
    assert_eq!(
        versions.lines().last(),
        Some(version_line().as_str()),
        "the schemas changed: raise SCHEMA_VERSION (the minor part for what is added, the major part for what changes or \
         goes), say what changed in schema/CHANGES.md, then cargo test -p pamphlet-json -- --ignored write_generated_files"
    );
    let numbers: Vec<&str> = versions.lines().filter_map(|line| line.split('\t').next()).collect();
    let mut unique = numbers.clone();
    unique.dedup();
    assert_eq!(numbers, unique, "a version names one form");
    let changes = std::fs::read_to_string(format!("{FOLDER}/schema/CHANGES.md")).expect("is there");
    assert!(changes.contains(&format!("## {SCHEMA_VERSION}\n")), "schema/CHANGES.md does not say what is new");
}

/// Not a test: writes what is generated. Refuses to give a version that is known another form.
#[test]
#[ignore = "writes into the source tree"]
fn write_generated_files() {
    let path = format!("{FOLDER}/schema/versions.tsv");
    let mut versions = std::fs::read_to_string(&path).unwrap_or_default();
    let line = version_line();
    if !versions.lines().any(|known| known == line) {
        let is_known = versions.lines().any(|known| known.starts_with(&format!("{SCHEMA_VERSION}\t")));
        assert!(!is_known, "version {SCHEMA_VERSION} has another form already: raise SCHEMA_VERSION first");
        versions.push_str(&line);
        versions.push('\n');
        std::fs::write(&path, versions).expect("can be written");
    }
    for (path, text) in generated() {
        std::fs::write(format!("{FOLDER}/{path}"), text).expect("can be written");
    }
}

#[test]
fn everything_is_described() {
    for (name, text) in drawn() {
        let schema: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
        let mut missing = Vec::new();
        undescribed(&schema, &name, &mut missing);
        assert!(missing.is_empty(), "{missing:#?}");
    }
}

fn undescribed(schema: &serde_json::Value, path: &str, missing: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(parts) => {
            for (key, part) in parts {
                if let ("properties", Some(properties)) = (key.as_str(), part.as_object()) {
                    for (name, property) in properties {
                        // A tag is described by the variant that it names, and so is what a variant holds alone.
                        let by_variant = property.get("const").is_some()
                            || (path.ends_with("/oneOf") && parts.contains_key("description"));
                        if property.get("description").is_none() && !by_variant {
                            missing.push(format!("{path}/{name}"));
                        }
                    }
                }
                undescribed(part, &format!("{path}/{key}"), missing);
            }
        }
        serde_json::Value::Array(parts) => {
            for part in parts {
                undescribed(part, path, missing);
            }
        }
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}
