//! JSON Schemas (2020-12), generated from the types and described by their documentation.

use crate::{CardsFile, IndexFile, PageFile, SCHEMA_VERSION};
use pamphlet_source::Finding;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What `check --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosticsFile {
    /// Version of the format, `major.minor`.
    pub schema_version: String,
    /// The findings.
    pub diagnostics: Vec<Finding>,
}

/// The schemas of this crate by the names of their files: page, index, cards and diagnostics.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("page.schema.json", schema_of::<PageFile>("page")),
        ("index.schema.json", schema_of::<IndexFile>("index")),
        ("cards.schema.json", schema_of::<CardsFile>("cards")),
        ("diagnostics.schema.json", schema_of::<DiagnosticsFile>("diagnostics")),
    ]
}

/// Takes out formats that JSON Schema does not have (2020-12, Validation, 7.3): `uint32` and its like, of which validators and
/// generators of code complain. `minimum` says what they said.
fn standard_formats(values: &mut dyn Iterator<Item = &mut Value>) {
    for value in values {
        match value {
            Value::Object(map) => {
                let is_width = |format: &str| {
                    let bare = format.trim_start_matches('u');
                    bare.strip_prefix("int").is_some_and(|bits| bits.bytes().all(|byte| byte.is_ascii_digit()))
                };
                if map.get("format").and_then(Value::as_str).is_some_and(is_width) {
                    map.remove("format");
                }
                standard_formats(&mut map.values_mut());
            }
            Value::Array(list) => standard_formats(&mut list.iter_mut()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// The schema of a type, as a file: what it is like when written. `name` goes into its `$id`.
///
/// # Panics
/// Never: a schema is JSON.
#[must_use]
pub fn schema_of<T: JsonSchema>(name: &str) -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), format!("urn:pamphlet:{name}:{SCHEMA_VERSION}").into());
    standard_formats(&mut schema.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut));
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    // Links between pieces of Rust's documentation lead nowhere here.
    text.replace("[`crate::", "`").replace("[`", "`").replace("`]", "`") + "\n"
}
