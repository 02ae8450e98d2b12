//! `cards.json` of all locales.

use crate::Error;
use crate::manifest::Manifest;
use crate::system::MachineError;
use pamphlet_json::{CardsFile, all_cards};
use pamphlet_locale::Tag;
use std::collections::BTreeMap;

/// Joins the `cards.json` of the locales; `None` when no locale has one.
pub(super) fn all(
    manifest: &Manifest,
    read: &dyn Fn(&str) -> Result<Vec<u8>, MachineError>,
) -> Result<Option<Vec<u8>>, Error> {
    let mut by_locale = BTreeMap::new();
    for edition in &manifest.editions {
        let path = format!("{}/cards.json", edition.locale);
        if !manifest.artifacts.iter().any(|artifact| artifact.path == path) {
            continue;
        }
        let file: Result<CardsFile, _> = serde_json::from_slice(&read(&path)?);
        if let (Some(locale), Ok(file)) = (Tag::parse(&edition.locale), file) {
            by_locale.insert(locale, file.cards);
        }
    }
    let Some(source) = Tag::parse(&manifest.source_locale).filter(|_| !by_locale.is_empty()) else { return Ok(None) };
    all_cards(&source, &by_locale)
        .map(Some)
        .map_err(|error| Error::usage(format!("cards.json {error}"), "please report it; build without JSON until then"))
}
