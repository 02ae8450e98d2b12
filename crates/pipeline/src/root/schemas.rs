//! The JSON Schemas of everything that is written as JSON.

use crate::manifest::Manifest;
use pamphlet_source::Finding;
use schemars::{JsonSchema, schema_for};
use serde::Serialize;

/// The names of the schemas.
pub const SCHEMAS: &[&str] = &["diagnostics", "manifest"];

/// What `check --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostics")]
struct Diagnostics {
    /// Everything that was found, sorted by place.
    diagnostics: Vec<Finding>,
}

/// A schema by its name, as text that ends with a line break; `None` for a name that there is not.
#[must_use]
pub fn schema(name: &str) -> Option<String> {
    let schema = match name {
        "manifest" => schema_for!(Manifest),
        "diagnostics" => schema_for!(Diagnostics),
        _ => return None,
    };
    let mut text = serde_json::to_string_pretty(&schema).ok()?;
    text.push('\n');
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_schema() {
        for name in SCHEMAS {
            let text = schema(name).expect("is there");
            assert!(text.contains("\"$schema\""), "{name}");
        }
        assert_eq!(schema("x"), None);
    }
}
