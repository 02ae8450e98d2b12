//! What shops and libraries ask of the book of a locale, from what its site says.
//!
//! A book is called by a UUID that is drawn from `identifier:` and the locale. Without that key it is drawn from the slug
//! and the title of the site: both stay when the site moves to another address, which the address would not, and two
//! sites that are called by one slug have different titles. A site that changes its title, too, and wants its books to
//! stay the same ones, sets `identifier:`.

use pamphlet_document::Publication;
use pamphlet_document::publication::{Contributor, Role, Series};
use pamphlet_locale::Tag;
use pamphlet_site::{Site, place};
use pamphlet_source::{Code, FilePlace, Finding, Severity};
use uuid::Uuid;

/// The publication of a locale.
pub(crate) fn of(site: &Site, locale: &Tag) -> Publication {
    let publishing = &site.identity.publishing;
    let isbn = publishing.isbn.get(&Some(locale.clone()));
    let lone = || publishing.isbn.get(&None).filter(|_| *locale == site.source);
    Publication {
        identifier: name(&seed(site), locale.as_str()),
        contributors: contributors(site, locale),
        subjects: publishing.subjects.clone(),
        isbn: isbn.or_else(lone).cloned(),
        edition: publishing.edition,
        revision: publishing.revision.clone(),
        audience: publishing.audience,
        series: series(site, locale),
        accessibility: publishing.accessibility.clone(),
        distribution: publishing.distribution.clone(),
        brand: site.identity.brand.of(locale),
    }
}

/// What there is to say when nobody is named whom shops and libraries could file the books under. A site that has
/// something for distributors is warned: they refuse it.
pub(crate) fn unnamed(site: &Site) -> Option<Finding> {
    let identity = &site.identity;
    let named =
        site.trees.iter().any(|tree| !of(site, &tree.locale).creators(identity.publisher.as_deref()).is_empty());
    if named {
        return None;
    }
    let message = "neither an author nor a publisher of the books is named: shops refuse them, and programs file them under “Unknown”";
    let help = "write authors: [Ann Example] or publisher: My House into pamphlet.yml";
    let place = site.read.first().map(|(path, _)| FilePlace::file(path.as_str()));
    let mut finding = place::at(Code::MissingAuthor, place, message, help);
    if identity.publishing.distribution.is_some() {
        finding.severity = Severity::Warning;
    }
    Some(finding)
}

/// The name of the catalogue of a site for ever. No locale is called like it.
pub(crate) fn catalogue(site: &Site) -> String {
    name(&seed(site), "catalogue")
}

fn seed(site: &Site) -> String {
    let identity = &site.identity;
    let drawn = || format!("{}/{}", identity.slug, identity.title.default);
    identity.publishing.identifier.clone().unwrap_or_else(drawn)
}

fn name(seed: &str, part: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("pamphlet:{seed}#{part}").as_bytes()).urn().to_string()
}

/// The authors, then the others, each once. Who is among both has the roles and the form of name that `contributors` say.
fn contributors(site: &Site, locale: &Tag) -> Vec<Contributor> {
    let identity = &site.identity;
    let of_locale = |locales: &[Tag]| locales.is_empty() || locales.contains(locale);
    let named =
        || identity.publishing.contributors.iter().filter(|one| of_locale(&one.locales)).map(|one| &one.contributor);
    let mut out: Vec<Contributor> = identity.authors.iter().map(Contributor::author).collect();
    for contributor in named() {
        match out.iter_mut().find(|known| known.name == contributor.name) {
            Some(known) => {
                known.file_as = known.file_as.take().or_else(|| contributor.file_as.clone());
                let new = contributor.roles.iter().filter(|role| !known.roles.contains(role));
                let new: Vec<Role> = new.cloned().collect();
                known.roles.extend(new);
            }
            None => out.push(contributor.clone()),
        }
    }
    out.sort_by_key(|one| !one.roles.contains(&Role::AUTHOR));
    out
}

/// The series that a site names, or else its books in all locales as one set. Its title is that of the source locale in
/// all of them: programs put books together by it. A place is only what the site fixes, by the key or by the order in
/// which it lists its locales; of locales that were found, one more would shift the others.
fn series(site: &Site, locale: &Tag) -> Option<Series> {
    let identity = &site.identity;
    let of_site = || Series {
        title: identity.title.default.clone(),
        identifier: name(&seed(site), "series"),
        position: None,
        translations: true,
    };
    match &identity.publishing.series {
        Some(config) => {
            let position = config.positions.get(locale).copied().or(config.position);
            Some(match &config.title {
                None => Series { position, ..of_site() },
                Some(title) => Series {
                    title: title.get(locale).to_owned(),
                    identifier: name(&title.default, "series"),
                    position,
                    translations: false,
                },
            })
        }
        None if site.trees.len() > 1 => {
            let listed = identity.listed.iter().filter(|listed| **listed != site.source);
            let place = std::iter::once(&site.source).chain(listed).position(|listed| listed == locale);
            let position =
                place.filter(|_| !identity.listed.is_empty()).and_then(|place| u32::try_from(place + 1).ok());
            Some(Series { position, ..of_site() })
        }
        None => None,
    }
}
