//! `opds.xml`.

use super::{access, books, covers, newest, title};
use crate::manifest::{EditionFacts, Manifest};
use crate::root::markup::{address, escaped};
use pamphlet_document::Access;
use pamphlet_document::publication::{Accessibility, Conformance, Role, license_address};
use std::fmt::Write as _;

const KIND: &str = "application/atom+xml;profile=opds-catalog;kind=acquisition";

/// The namespace of the properties of EPUB Accessibility 1.1 that no other vocabulary has.
const A11Y: &str = "http://www.idpf.org/epub/vocab/package/a11y/#";

/// The feed.
pub(in crate::root) fn xml(manifest: &Manifest) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let language = manifest.editions.first().map_or(manifest.source_locale.as_str(), |edition| &edition.locale);
    let _ = writeln!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/terms/\" \
         xmlns:schema=\"http://schema.org/\" xmlns:a11y=\"{A11Y}\" xml:lang=\"{}\">",
        escaped(language)
    );
    element(&mut out, "  ", "id", &manifest.identifier);
    element(&mut out, "  ", "title", title(manifest));
    updated(&mut out, "  ", newest(manifest));
    let first = manifest.editions.first();
    let creators = first.map(|edition| edition.publication.creators(edition.publisher.as_deref())).unwrap_or_default();
    person(&mut out, "  ", "author", creators.first().map_or(title(manifest), |creator| &creator.name));
    for relation in ["self", "start"] {
        let _ = writeln!(out, "  <link rel=\"{relation}\" href=\"opds.xml\" type=\"{KIND}\"/>");
    }
    for edition in &manifest.editions {
        entry(&mut out, manifest, edition);
    }
    out.push_str("</feed>\n");
    out
}

fn element(out: &mut String, indent: &str, name: &str, words: &str) {
    let _ = writeln!(out, "{indent}<{name}>{}</{name}>", escaped(words));
}

fn person(out: &mut String, indent: &str, name: &str, words: &str) {
    let _ = writeln!(out, "{indent}<{name}><name>{}</name></{name}>", escaped(words));
}

/// When something changed: Atom has to say it. Where nothing says so it is 1980, as in archives, and why.
fn updated(out: &mut String, indent: &str, modified: Option<&str>) {
    if modified.is_none() {
        let _ = writeln!(out, "{indent}<!-- nothing says when this was changed, and Atom wants a moment -->");
    }
    element(out, indent, "updated", modified.unwrap_or("1980-01-01T00:00:00Z"));
}

fn entry(out: &mut String, manifest: &Manifest, edition: &EditionFacts) {
    let books = books(manifest, edition);
    if books.is_empty() {
        return;
    }
    let publication = &edition.publication;
    let indent = "    ";
    let _ = writeln!(out, "  <entry xml:lang=\"{}\">", escaped(&edition.locale));
    element(out, indent, "id", &publication.identifier);
    element(out, indent, "title", &edition.title);
    updated(out, indent, edition.modified.as_deref());
    for creator in publication.creators(edition.publisher.as_deref()) {
        person(out, indent, "author", &creator.name);
    }
    for other in publication.contributors.iter().filter(|one| !one.roles.contains(&Role::AUTHOR)) {
        person(out, indent, "contributor", &other.name);
    }
    element(out, indent, "dc:language", &edition.locale);
    if let Some(isbn) = &publication.isbn {
        element(out, indent, "dc:identifier", &format!("urn:isbn:{isbn}"));
    }
    if let Some(publisher) = &edition.publisher {
        element(out, indent, "dc:publisher", publisher);
    }
    if let Some(date) = &edition.date {
        element(out, indent, "dc:issued", date);
    }
    if let Some(license) = &edition.license {
        element(out, indent, "rights", license);
    }
    for subject in &publication.subjects {
        let (scheme, code, shown) = (subject.scheme.address(), &subject.code, subject.shown());
        let _ = writeln!(
            out,
            "{indent}<category scheme=\"{}\" term=\"{}\" label=\"{}\"/>",
            escaped(scheme),
            escaped(code),
            escaped(shown)
        );
    }
    for subject in &edition.subjects {
        let _ = writeln!(out, "{indent}<category term=\"{0}\" label=\"{0}\"/>", escaped(subject));
    }
    if let Some(description) = &edition.description {
        element(out, indent, "summary", description);
    }
    accessibility(out, indent, &publication.accessibility, access(&books));
    if let Some(license) = edition.license.as_deref().and_then(license_address) {
        let _ = writeln!(out, "{indent}<link rel=\"license\" href=\"{}\"/>", escaped(&license));
    }
    for cover in covers(manifest, edition) {
        let href = address(&cover.artifact.path);
        let _ = writeln!(out, "{indent}<link rel=\"{}\" href=\"{href}\" type=\"image/jpeg\"/>", cover.relation);
    }
    for (artifact, kind) in books {
        let _ = writeln!(
            out,
            "{indent}<link rel=\"http://opds-spec.org/acquisition/open-access\" href=\"{}\" type=\"{kind}\" length=\"{}\"/>",
            address(&artifact.path),
            artifact.bytes
        );
    }
    out.push_str("  </entry>\n");
}

/// What is claimed of the accessibility of a book, and what the book says of itself: by the names that its package has.
fn accessibility(out: &mut String, indent: &str, claim: &Accessibility, access: Option<&Access>) {
    if let Some(Access { modes, sufficient, features, hazards, summary, language }) = access {
        let sufficient: Vec<String> = sufficient.iter().map(|modes| modes.join(",")).collect();
        let all = [
            ("schema:accessMode", modes),
            ("schema:accessModeSufficient", &sufficient),
            ("schema:accessibilityFeature", features),
            ("schema:accessibilityHazard", hazards),
        ];
        for (name, words) in all.iter().flat_map(|(name, all)| all.iter().map(move |words| (name, words))) {
            element(out, indent, name, words);
        }
        let _ = writeln!(
            out,
            "{indent}<schema:accessibilitySummary xml:lang=\"{}\">{}</schema:accessibilitySummary>",
            escaped(language),
            escaped(summary)
        );
    }
    let Accessibility { conforms_to, certified_by, credential, report, exemption } = claim;
    let said = [
        ("dc:conformsTo", conforms_to.map(Conformance::address)),
        ("a11y:certifiedBy", certified_by.clone()),
        ("a11y:certifierCredential", credential.clone()),
        ("a11y:certifierReport", report.clone()),
        ("a11y:exemption", exemption.map(|exemption| exemption.name().to_owned())),
    ];
    for (name, words) in said {
        if let Some(words) = words {
            element(out, indent, name, &words);
        }
    }
}
