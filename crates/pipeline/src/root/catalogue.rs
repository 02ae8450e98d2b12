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

/// The cover of a locale's book, which stands beside it; none where no EPUB was made.
fn cover<'m>(manifest: &'m Manifest, edition: &EditionFacts) -> Option<&'m Artifact> {
    let path = format!("{0}/{1}-{0}.png", edition.locale, manifest.slug);
    manifest.artifacts.iter().find(|artifact| artifact.path == path)
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

/// When something changed: Atom has to say it. Without a date it says 1980, as archives do, and why.
fn write_updated(out: &mut String, indent: &str, date: Option<&String>) {
    if date.is_none() {
        let _ = writeln!(out, "{indent}<!-- nothing says when this was changed, and Atom wants a moment -->");
    }
    let updated = moment(date.map_or("1980-01-01", String::as_str));
    let _ = writeln!(out, "{indent}<updated>{updated}</updated>");
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
    write_updated(&mut out, "  ", manifest.date.as_ref());
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
        write_updated(&mut out, "    ", edition.date.as_ref());
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
        if let Some(cover) = cover(manifest, edition) {
            let href = address(&cover.path);
            for relation in ["image", "image/thumbnail"] {
                let _ = writeln!(
                    out,
                    "    <link rel=\"http://opds-spec.org/{relation}\" href=\"{href}\" type=\"image/png\"/>"
                );
            }
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
            let mut publication = json!({ "metadata": metadata, "links": links });
            // OPDS 2.0 has no empty list of pictures: a locale without a book that has a cover says nothing of them.
            if let (Some(cover), Some(map)) = (cover(manifest, edition), publication.as_object_mut()) {
                let (width, height) = pamphlet_epub::COVER_SIZE;
                let picture =
                    json!({ "href": address(&cover.path), "type": "image/png", "width": width, "height": height });
                map.insert("images".to_owned(), json!([picture]));
            }
            Some(publication)
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
