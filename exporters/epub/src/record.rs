//! The record of a book in its package that epub-builder has no words for: who did what, what it is about by the schemes
//! of the trade, its numbers, its series, what is claimed of its accessibility, and what it holds.

use crate::package::{Entry, Facts};
use crate::xhtml::{text, value};
use pamphlet_reading::publication::{CodedSubject, Contributor, Role};
use pamphlet_source::hexadecimal;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Identifiers of elements in the package that files must not have.
pub(crate) const IDS: [&str; 5] = ["epub-id-1", "isbn", "collection", "conformance", "certifier"];

/// Why a date stands where nothing is known of one.
const NO_DATE: &str = "EPUB wants a moment here, and nothing says when this book was changed: it is that of archives";

/// Writes the elements.
pub(crate) fn write(out: &mut String, facts: &Facts<'_>, digest: &str) {
    let parts = facts.reading.parts();
    let publication = &parts.publication;
    if let Some(isbn) = &publication.isbn {
        let _ = writeln!(out, "    <dc:identifier id=\"isbn\">urn:isbn:{isbn}</dc:identifier>");
    }
    let creators = publication.creators(parts.publisher.as_deref());
    for (index, creator) in creators.iter().enumerate() {
        contributor(out, "creator", index + 1, creator);
    }
    let others = publication.contributors.iter().filter(|one| !one.roles.contains(&Role::AUTHOR));
    for (index, one) in others.enumerate() {
        contributor(out, "contributor", index + 1, one);
    }
    for (index, subject) in publication.subjects.iter().enumerate() {
        write_subject(out, index + 1, subject);
    }
    if let Some(publisher) = &parts.publisher {
        let _ = writeln!(out, "    <dc:publisher>{}</dc:publisher>", text(publisher));
    }
    if let Some(copyright) = &publication.brand.copyright {
        let _ = writeln!(out, "    <dc:rights>{}</dc:rights>", text(copyright));
    }
    if let Some(url) = &parts.url {
        let _ = writeln!(out, "    <dc:source>{}</dc:source>", text(url));
    }
    if let Some(edition) = publication.edition {
        meta(out, "schema:bookEdition", &edition.to_string());
    }
    if let Some(revision) = &publication.revision {
        meta(out, "schema:version", revision);
    }
    if let Some(audience) = publication.audience {
        meta(out, "dcterms:audience", audience.name());
    }
    claims(out, facts);
    if let Some(series) = &publication.series {
        let _ = writeln!(
            out,
            "    <meta property=\"belongs-to-collection\" id=\"collection\">{}</meta>",
            text(&series.title)
        );
        let kind = if series.translations { "set" } else { "series" };
        refine(out, "collection", "collection-type", None, kind);
        refine(out, "collection", "dcterms:identifier", None, &series.identifier);
        if let Some(position) = series.position {
            refine(out, "collection", "group-position", None, &position.to_string());
        }
    }
    out.push_str(
        "    <!-- of what the book holds but for this file: names, lengths and bytes, in the order of names -->\n",
    );
    meta(out, "schema:sha256", digest);
}

/// What says why a moment that stands in the package is nobody's; nothing where one is known.
pub(crate) fn write_reason(out: &mut String, facts: &Facts<'_>) {
    if facts.options.modified.is_none() {
        let _ = writeln!(out, "    <!-- {NO_DATE} -->");
    }
}

fn claims(out: &mut String, facts: &Facts<'_>) {
    let claim = &facts.reading.parts().publication.accessibility;
    if let Some(conformance) = claim.conforms_to {
        let _ = writeln!(
            out,
            "    <meta property=\"dcterms:conformsTo\" id=\"conformance\">{}</meta>",
            text(&conformance.in_words())
        );
        if let Some(certifier) = &claim.certified_by {
            let _ = writeln!(
                out,
                "    <meta property=\"a11y:certifiedBy\" refines=\"#conformance\" id=\"certifier\">{}</meta>",
                text(certifier)
            );
            if let Some(credential) = &claim.credential {
                refine(out, "certifier", "a11y:certifierCredential", None, credential);
            }
            if let Some(report) = &claim.report {
                let _ = writeln!(
                    out,
                    "    <link rel=\"a11y:certifierReport\" refines=\"#certifier\" href=\"{}\"/>",
                    value(report)
                );
            }
        }
    }
    if let Some(exemption) = claim.exemption {
        meta(out, "a11y:exemption", exemption.name());
    }
}

fn contributor(out: &mut String, element: &str, number: usize, one: &Contributor) {
    let id = format!("{element}-{number}");
    let _ = writeln!(out, "    <dc:{element} id=\"{id}\">{}</dc:{element}>", text(&one.name));
    for role in &one.roles {
        refine(out, &id, "role", Some("marc:relators"), role.code());
    }
    if let Some(file_as) = &one.file_as {
        refine(out, &id, "file-as", None, file_as);
    }
}

fn write_subject(out: &mut String, number: usize, subject: &CodedSubject) {
    let id = format!("subject-{number}");
    let _ = writeln!(out, "    <dc:subject id=\"{id}\">{}</dc:subject>", text(subject.shown()));
    refine(out, &id, "authority", None, subject.scheme.name());
    refine(out, &id, "term", None, &subject.code);
}

fn meta(out: &mut String, property: &str, words: &str) {
    let _ = writeln!(out, "    <meta property=\"{property}\">{}</meta>", text(words));
}

fn refine(out: &mut String, id: &str, property: &str, scheme: Option<&str>, words: &str) {
    let scheme = scheme.map(|scheme| format!(" scheme=\"{scheme}\"")).unwrap_or_default();
    let _ = writeln!(out, "    <meta refines=\"#{id}\" property=\"{property}\"{scheme}>{}</meta>", text(words));
}

/// SHA-256 of all files but the package: two books that say the same date and differ in it are different books.
pub(crate) fn digest<'f>(entries: &'f [Entry], own: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> String {
    let entries = entries.iter().map(|entry| (entry.path.as_str(), entry.content.bytes()));
    let files: BTreeMap<&str, &[u8]> = entries.chain(own).collect();
    let mut sum = Sha256::new();
    for (path, bytes) in files {
        for part in [path.as_bytes(), bytes] {
            sum.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            sum.update(part);
        }
    }
    hexadecimal(&sum.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_or_a_name_changes_the_digest() {
        let of = |path, bytes: &'static [u8]| digest(&[], [(path, bytes), ("b", b"x".as_slice())]);
        let one = of("a", b"1");
        assert_eq!(one.len(), 64);
        assert_eq!(one, digest(&[], [("b", b"x".as_slice()), ("a", b"1".as_slice())]));
        assert_ne!(one, of("a", b"2"));
        assert_ne!(one, of("aa", b"1"));
        assert_ne!(of("a", b"1b"), of("a1", b"b"));
    }
}
