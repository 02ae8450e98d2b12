//! Catalogues for e-reader programs: OPDS 1.2 (Atom) and OPDS 2.0 (JSON). One publication a locale.

use super::markup::{address, escaped};
use crate::manifest::{Artifact, EditionFacts, Manifest, sha256};
use serde_json::{Value, json};
use std::fmt::Write;

/// A book of a locale: its file, its kind, and whether it is the one to offer first.
fn books<'m>(manifest: &'m Manifest, edition: &EditionFacts) -> Vec<(&'m Artifact, &'static str)> {
    let stem = format!("{0}/{1}-{0}", edition.locale, manifest.slug);
    let kinds = [(".epub", "application/epub+zip"), (".pdf", "application/pdf"), (".txt", "text/plain;charset=utf-8")];
    kinds
        .iter()
        .filter_map(|(ending, kind)| {
            let path = format!("{stem}{ending}");
            manifest.artifacts.iter().find(|artifact| artifact.path == path).map(|artifact| (artifact, *kind))
        })
        .collect()
}

/// A name for ever: a UUID of version 8 drawn from slug and locale.
fn identifier(manifest: &Manifest, locale: &str) -> String {
    let sum = sha256(format!("pamphlet:{}:{locale}", manifest.slug).as_bytes());
    format!("urn:uuid:{}-{}-8{}-a{}-{}", &sum[..8], &sum[8..12], &sum[13..16], &sum[17..20], &sum[20..32])
}

/// A day as catalogues write moments.
fn moment(date: &str) -> String {
    format!("{date}T00:00:00Z")
}

/// Atom has to say when something changed; without a date it says 1980, as archives do.
fn updated(date: Option<&String>) -> String {
    moment(date.map_or("1980-01-01", String::as_str))
}

fn title(manifest: &Manifest) -> &str {
    manifest.editions.first().map_or(manifest.slug.as_str(), |edition| edition.title.as_str())
}

/// `opds.xml`.
pub(super) fn xml(manifest: &Manifest) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/terms/\">\n");
    let _ = writeln!(out, "  <id>{}</id>", identifier(manifest, "catalogue"));
    let _ = writeln!(out, "  <title>{}</title>", escaped(title(manifest)));
    let _ = writeln!(out, "  <updated>{}</updated>", updated(manifest.date.as_ref()));
    let first = manifest.editions.first();
    let author = first.and_then(|edition| edition.authors.first().or(edition.publisher.as_ref()));
    let _ =
        writeln!(out, "  <author><name>{}</name></author>", escaped(author.map_or(title(manifest), String::as_str)));
    let kind = "application/atom+xml;profile=opds-catalog;kind=acquisition";
    for relation in ["self", "start"] {
        let _ = writeln!(out, "  <link rel=\"{relation}\" href=\"opds.xml\" type=\"{kind}\"/>");
    }
    for edition in &manifest.editions {
        let books = books(manifest, edition);
        if books.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  <entry xml:lang=\"{}\">", escaped(&edition.locale));
        let _ = writeln!(out, "    <id>{}</id>", identifier(manifest, &edition.locale));
        let _ = writeln!(out, "    <title>{}</title>", escaped(&edition.title));
        let _ = writeln!(out, "    <updated>{}</updated>", updated(edition.date.as_ref()));
        for author in &edition.authors {
            let _ = writeln!(out, "    <author><name>{}</name></author>", escaped(author));
        }
        let _ = writeln!(out, "    <dc:language>{}</dc:language>", escaped(&edition.locale));
        if let Some(publisher) = &edition.publisher {
            let _ = writeln!(out, "    <dc:publisher>{}</dc:publisher>", escaped(publisher));
        }
        if let Some(date) = &edition.date {
            let _ = writeln!(out, "    <dc:issued>{}</dc:issued>", escaped(date));
        }
        if let Some(license) = &edition.license {
            let _ = writeln!(out, "    <rights>{}</rights>", escaped(license));
        }
        for subject in &edition.subjects {
            let _ = writeln!(out, "    <category term=\"{0}\" label=\"{0}\"/>", escaped(subject));
        }
        if let Some(description) = &edition.description {
            let _ = writeln!(out, "    <summary>{}</summary>", escaped(description));
        }
        for (artifact, kind) in books {
            let _ = writeln!(
                out,
                "    <link rel=\"http://opds-spec.org/acquisition/open-access\" href=\"{}\" type=\"{kind}\" length=\"{}\"/>",
                address(&artifact.path),
                artifact.bytes
            );
        }
        out.push_str("  </entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// `opds.json`.
pub(super) fn json(manifest: &Manifest) -> String {
    let publications: Vec<Value> = manifest
        .editions
        .iter()
        .filter_map(|edition| {
            let books = books(manifest, edition);
            if books.is_empty() {
                return None;
            }
            let mut metadata = json!({
                "@type": "http://schema.org/Book",
                "identifier": identifier(manifest, &edition.locale),
                "title": edition.title,
                "language": edition.locale,
            });
            let optional = [
                ("modified", edition.date.as_ref().map(|date| json!(moment(date)))),
                ("author", (!edition.authors.is_empty()).then(|| json!(edition.authors))),
                ("publisher", edition.publisher.as_ref().map(|text| json!(text))),
                ("published", edition.date.as_ref().map(|text| json!(text))),
                ("description", edition.description.as_ref().map(|text| json!(text))),
                ("subject", (!edition.subjects.is_empty()).then(|| json!(edition.subjects))),
            ];
            for (key, value) in optional {
                if let (Some(value), Some(map)) = (value, metadata.as_object_mut()) {
                    map.insert(key.to_owned(), value);
                }
            }
            let links: Vec<Value> = books
                .into_iter()
                .map(|(artifact, kind)| {
                    json!({
                        "rel": "http://opds-spec.org/acquisition/open-access",
                        "href": address(&artifact.path),
                        "type": kind,
                        "properties": { "size": artifact.bytes },
                    })
                })
                .collect();
            // OPDS 2.0 wants pictures; a book without one leaves the list empty.
            Some(json!({ "metadata": metadata, "links": links, "images": [] }))
        })
        .collect();
    let mut metadata = json!({ "title": title(manifest), "numberOfItems": publications.len() });
    if let (Some(date), Some(map)) = (&manifest.date, metadata.as_object_mut()) {
        map.insert("modified".to_owned(), json!(moment(date)));
    }
    let feed = json!({
        "metadata": metadata,
        "links": [{ "rel": "self", "href": "opds.json", "type": "application/opds+json" }],
        "publications": publications,
    });
    format!("{feed:#}\n")
}
