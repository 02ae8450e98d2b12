//! All types in one document of OpenAPI 3.1, for generators of code that read discriminators: JSON Schema has no word
//! for them, and validators that are strict refuse schemas with words that it does not have.

use super::shape;
use crate::SCHEMA_VERSION;
use serde_json::{Value, json};

const PREFIX: &str = "#/components/schemas/";

/// The document, from schemas by name.
///
/// # Panics
/// Never: the schemas are ours.
#[must_use]
pub fn openapi(schemas: &[(String, String)]) -> String {
    let mut definitions = shape::definitions(schemas);
    for definition in definitions.values_mut() {
        discriminate(definition);
        refer(definition);
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Pamphlet's JSON",
            "version": SCHEMA_VERSION,
            "description": "The types of all files, for generators of code. There is no service: `paths` is empty.",
        },
        "paths": {},
        "components": { "schemas": definitions },
    });
    document.sort_all_objects();
    format!("{document:#}\n")
}

/// Says by which property the choices of a definition are told apart.
fn discriminate(definition: &mut Value) {
    let Some(choices) = definition.get("oneOf").and_then(Value::as_array) else { return };
    let names: Option<Vec<&str>> =
        choices.iter().map(|choice| choice.get("$ref")?.as_str().and_then(shape::definition)).collect();
    if names.is_some()
        && let Some(definition) = definition.as_object_mut()
    {
        definition.insert("discriminator".to_owned(), json!({ "propertyName": shape::KIND }));
    }
}

/// Leads references to where the definitions are here.
fn refer(part: &mut Value) {
    match part {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str).and_then(shape::definition);
            if let Some(path) = own.map(|name| format!("{PREFIX}{name}")) {
                map.insert("$ref".to_owned(), path.into());
            }
            map.values_mut().for_each(refer);
        }
        Value::Array(list) => list.iter_mut().for_each(refer),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
