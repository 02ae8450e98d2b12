//! `cards.json` of all locales: every card once, with what each locale says about it.

use crate::Error;
use crate::manifest::Manifest;
use crate::system::MachineError;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Joins the `cards.json` of the locales; `None` when no locale has one. A card is `{id, locales: {it: {…}}}`, in the
/// order in which the source locale names cards, then the others.
pub(super) fn all(
    manifest: &Manifest,
    read: &dyn Fn(&str) -> Result<Vec<u8>, MachineError>,
) -> Result<Option<String>, Error> {
    let mut order: Vec<String> = Vec::new();
    let mut by_id: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut locales = Vec::new();
    for edition in &manifest.editions {
        let path = format!("{}/cards.json", edition.locale);
        if !manifest.artifacts.iter().any(|artifact| artifact.path == path) {
            continue;
        }
        locales.push(edition.locale.clone());
        let Ok(value) = serde_json::from_slice::<Value>(&read(&path)?) else { continue };
        for card in value.get("cards").and_then(Value::as_array).into_iter().flatten() {
            let Some(id) = card.get("id").and_then(Value::as_str) else { continue };
            let known = by_id.entry(id.to_owned()).or_insert_with(|| {
                order.push(id.to_owned());
                Map::new()
            });
            let mut card = card.clone();
            if let Some(card) = card.as_object_mut() {
                card.remove("id");
            }
            known.insert(edition.locale.clone(), card);
        }
    }
    if locales.is_empty() {
        return Ok(None);
    }
    let cards: Vec<Value> =
        order.iter().filter_map(|id| Some(json!({ "id": id, "locales": by_id.remove(id)? }))).collect();
    let all = json!({
        "schema_version": 1,
        "source_locale": manifest.source_locale,
        "locales": locales,
        "cards": cards,
    });
    Ok(Some(format!("{all:#}\n")))
}
