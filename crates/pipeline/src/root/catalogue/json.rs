//! `opds.json`.

use super::{access, books, covers, newest, title};
use crate::manifest::{EditionFacts, Manifest};
use crate::root::markup::address;
use pamphlet_document::Access;
use pamphlet_document::publication::{Accessibility, Contributor, Role, license_address};
use pamphlet_locale::{Direction, Tag};
use serde_json::{Map, Value, json};

/// The feed.
pub(in crate::root) fn json(manifest: &Manifest) -> String {
    let publications: Vec<Value> =
        manifest.editions.iter().filter_map(|edition| publication(manifest, edition)).collect();
    let mut metadata = Map::new();
    metadata.insert("title".to_owned(), json!(title(manifest)));
    metadata.insert("identifier".to_owned(), json!(manifest.identifier));
    metadata.insert("numberOfItems".to_owned(), json!(publications.len()));
    if let Some(newest) = newest(manifest) {
        metadata.insert("modified".to_owned(), json!(newest));
    }
    let mut feed = json!({
        "metadata": metadata,
        "links": [{ "rel": "self", "href": "opds.json", "type": "application/opds+json" }],
    });
    // A feed has publications or leads somewhere: without a book it leads to the page of downloads.
    if publications.is_empty() {
        feed["navigation"] = json!([{ "href": "index.html", "title": title(manifest), "type": "text/html" }]);
    } else {
        feed["publications"] = Value::Array(publications);
    }
    feed.sort_all_objects();
    format!("{feed:#}\n")
}

fn publication(manifest: &Manifest, edition: &EditionFacts) -> Option<Value> {
    let books = books(manifest, edition);
    if books.is_empty() {
        return None;
    }
    let metadata = metadata(edition, access(&books));
    let mut links: Vec<Value> = books
        .into_iter()
        .map(|(artifact, kind)| {
            json!({
                "rel": "http://opds-spec.org/acquisition/open-access",
                "href": address(&artifact.path),
                "type": kind,
                "size": artifact.bytes.max(1),
            })
        })
        .collect();
    if let Some(license) = edition.license.as_deref().and_then(license_address) {
        links.push(json!({ "rel": "license", "href": license }));
    }
    let mut publication = json!({ "metadata": metadata, "links": links });
    // OPDS 2.0 has no empty list of pictures: a locale without a book that has a cover says nothing of them.
    let images: Vec<Value> = covers(manifest, edition)
        .iter()
        .map(|cover| {
            let mut image = json!({ "href": address(&cover.artifact.path), "type": "image/jpeg" });
            if let Some((width, height)) = cover.size {
                image["width"] = json!(width);
                image["height"] = json!(height);
            }
            image
        })
        .collect();
    if !images.is_empty() {
        publication["images"] = Value::Array(images);
    }
    Some(publication)
}

fn metadata(edition: &EditionFacts, access: Option<&Access>) -> Map<String, Value> {
    let publication = &edition.publication;
    let mut out = Map::new();
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), value);
        }
    };
    add("@type", Some(json!("http://schema.org/Book")));
    add("identifier", Some(json!(publication.identifier)));
    add("altIdentifier", publication.isbn.as_ref().map(|isbn| json!([format!("urn:isbn:{isbn}")])));
    add("title", Some(json!(edition.title)));
    add("language", Some(json!(edition.locale)));
    let rtl = Tag::parse(&edition.locale).is_some_and(|tag| Direction::of(&tag) == Direction::Rtl);
    add("readingProgression", rtl.then(|| json!("rtl")));
    add("modified", edition.modified.as_ref().map(|moment| json!(moment)));
    add("published", edition.date.as_ref().map(|date| json!(date)));
    add("publisher", edition.publisher.as_ref().map(|name| json!(name)));
    add("description", edition.description.as_ref().map(|text| json!(text)));
    let creators = publication.creators(edition.publisher.as_deref());
    add("author", people(creators.iter(), false));
    let others = || publication.contributors.iter().filter(|one| !one.roles.contains(&Role::AUTHOR));
    for (key, role) in OWN_KEYS {
        add(key, people(others().filter(|one| has(one, role)), false));
    }
    let further = others().filter(|one| !OWN_KEYS.iter().any(|(_, role)| has(one, role)));
    add("contributor", people(further, true));
    let coded = publication
        .subjects
        .iter()
        .map(|subject| json!({ "name": subject.shown(), "code": subject.code, "scheme": subject.scheme.address() }));
    let subjects: Vec<Value> = coded.chain(edition.subjects.iter().map(|subject| json!(subject))).collect();
    add("subject", (!subjects.is_empty()).then_some(Value::Array(subjects)));
    add(
        "belongsTo",
        publication.series.as_ref().map(|series| {
            let mut collection = json!({ "name": series.title, "identifier": series.identifier });
            if let Some(position) = series.position {
                collection["position"] = json!(position);
            }
            let kind = if series.translations { "collection" } else { "series" };
            json!({ (kind): collection })
        }),
    );
    add("accessibility", accessibility(&edition.publication.accessibility, access));
    out
}

/// Roles that have a key of their own.
const OWN_KEYS: [(&str, &str); 5] =
    [("translator", "trl"), ("editor", "edt"), ("illustrator", "ill"), ("artist", "art"), ("narrator", "nrt")];

fn has(one: &Contributor, role: &str) -> bool {
    one.roles.iter().any(|known| known.code() == role)
}

fn people<'c>(people: impl Iterator<Item = &'c Contributor>, roles: bool) -> Option<Value> {
    let all: Vec<Value> = people
        .map(|one| {
            let mut person = json!({ "name": one.name });
            if let Some(file_as) = &one.file_as {
                person["sortAs"] = json!(file_as);
            }
            if roles {
                person["role"] = json!(one.roles.iter().map(Role::code).collect::<Vec<_>>());
            }
            person
        })
        .collect();
    (!all.is_empty()).then_some(Value::Array(all))
}

/// What is claimed of the accessibility of a book, and what the book says of itself, in the words of Readium.
fn accessibility(claim: &Accessibility, access: Option<&Access>) -> Option<Value> {
    let mut out = Map::new();
    if let Some(Access { modes, sufficient, features, hazards, summary, language: _ }) = access {
        let together = |modes: &Vec<String>| match modes.as_slice() {
            [one] => json!(one),
            several => json!(several),
        };
        let sufficient: Vec<Value> = sufficient.iter().map(together).collect();
        let said = [("accessMode", json!(modes)), ("feature", json!(features)), ("hazard", json!(hazards))];
        out.extend(said.map(|(key, value)| (key.to_owned(), value)));
        out.insert("accessModeSufficient".to_owned(), json!(sufficient));
        out.insert("summary".to_owned(), json!(summary));
    }
    if let Some(conformance) = claim.conforms_to {
        out.insert("conformsTo".to_owned(), json!(conformance.address()));
    }
    if let Some(exemption) = claim.exemption {
        out.insert("exemption".to_owned(), json!(exemption.name()));
    }
    let certification: Map<String, Value> =
        [("certifiedBy", &claim.certified_by), ("credential", &claim.credential), ("report", &claim.report)]
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), json!(value.as_ref()?))))
            .collect();
    if !certification.is_empty() {
        out.insert("certification".to_owned(), Value::Object(certification));
    }
    (!out.is_empty()).then_some(Value::Object(out))
}
