//! JSON Schemas (2020-12), generated from the types and described by their documentation; and what other languages make
//! of them.

mod openapi;
mod pydantic;
mod shape;
mod typescript;

pub use openapi::openapi;
pub use pydantic::pydantic;
pub use typescript::typescript;

use crate::SCHEMA_VERSION;
use pamphlet_source::FindingRecord;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

/// What `check --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiagnosticsFile {
    /// Version of the format, `major.minor`.
    pub schema_version: String,
    /// The findings.
    pub diagnostics: Vec<FindingRecord>,
}

/// The schemas of this crate by name, of files, and of the lines of files of lines: as they are checked in, since drawing
/// them from the types anew would be a tenth of a small build. A test holds them current.
pub const SCHEMAS: [(&str, &str); 7] = [
    ("page", include_str!("../schema/page.schema.json")),
    ("index", include_str!("../schema/index.schema.json")),
    ("cards", include_str!("../schema/cards.schema.json")),
    ("diagnostics", include_str!("../schema/diagnostics.schema.json")),
    ("site", include_str!("../schema/site.schema.json")),
    ("site-record", include_str!("../schema/site-record.schema.json")),
    ("search-record", include_str!("../schema/search-record.schema.json")),
];

/// The schema of a type, as a file: what it is like when written. `name` goes into its `$id`.
///
/// # Panics
/// Never: a schema is JSON.
#[must_use]
pub fn schema_of<T: JsonSchema>(name: &str) -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), format!("urn:pamphlet:{name}:{SCHEMA_VERSION}").into());
    // By name: whether a library keeps the order of keys depends on what else is built. What a schema begins with, schemars
    // knows when it writes one.
    let mut value = schema.to_value();
    value.sort_all_objects();
    if let Some(root) = value.as_object_mut() {
        shape::shape(root);
    }
    value.sort_all_objects();
    let schema = Schema::try_from(value).expect("a schema is an object");
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    // Links between pieces of Rust's documentation lead nowhere here.
    text.replace("[`crate::", "`").replace("[`", "`").replace("`]", "`") + "\n"
}
