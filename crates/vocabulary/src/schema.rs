//! Schemas of ids: what each is, and which of them the shipped vocabulary has.

use crate::Vocabulary;
use crate::id::{LinkRole, Platform, Store, System, ThreatKind};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What schemas say of an id: what it is, and which the shipped vocabulary has.
fn description(what: &str, shipped: &BTreeSet<String>) -> String {
    let shipped: Vec<String> = shipped.iter().map(|id| format!("`{id}`")).collect();
    format!("{what} The vocabulary that is in force unless a site says otherwise has {}.", shipped.join(", "))
}

macro_rules! schemas {
    ($($name:ident in $shipped:ident;)+) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let what = description(Self::WHAT.trim(), &Vocabulary::shipped().$shipped());
                json_schema!({ "type": "string", "description": what })
            }
        }
    )+};
}

schemas! {
    LinkRole in role_ids;
    Platform in download_ids;
    System in system_ids;
    Store in store_ids;
    ThreatKind in threat_ids;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_names_what_is_shipped() {
        let schema = schemars::schema_for!(ThreatKind);
        assert_eq!(schema.get("type").and_then(|kind| kind.as_str()), Some("string"));
        let text = schema.get("description").and_then(|text| text.as_str()).unwrap_or_default();
        for id in Vocabulary::shipped().threat_ids() {
            assert!(text.contains(&format!("`{id}`")), "{text}");
        }
        assert!(text.starts_with("A threat that") && !text.contains("  "), "{text}");
    }
}
