//! Letters of a site's own words that no font has: of its title, footer, watermark and the names of parts, which stand
//! outside of every page. Layout tells of those that pages hold, where they stand.

use pamphlet_locale::{Catalog, Tag};
use pamphlet_media::face::Faces;
use pamphlet_media::{lettering, watermark};
use pamphlet_pdf::Packet;
use pamphlet_reading::{NavItem, Reading};
use pamphlet_site::{Site, place};
use pamphlet_source::{Code, FilePlace, Finding, Spot};
use std::collections::BTreeSet;

/// What becomes of a letter that no font has.
#[derive(Clone, Copy)]
enum Lost {
    /// Outlines are drawn of the words, and nothing where there is none.
    Everywhere,
    /// The same on the cover of books for e-readers; paper shows a box.
    OnCover,
    /// Paper shows a box.
    Boxed,
}

impl Lost {
    fn said(self, they_are: &str) -> String {
        match self {
            Self::Everywhere => format!("{they_are} left out on every page"),
            Self::OnCover => format!("{they_are} left out on the cover that is drawn, and boxes stand for it on paper"),
            Self::Boxed => "boxes stand for it on paper".to_owned(),
        }
    }
}

/// Words of a site, and the name of what they are.
struct Words<'w> {
    text: &'w str,
    language: &'w Tag,
    what: String,
    lost: Lost,
}

/// A finding for each of the site's own words that has letters which no font has.
#[must_use]
pub(crate) fn absent(
    site: &Site,
    reading: &Reading,
    catalog: &Catalog,
    packets: &[Packet],
    faces: &Faces,
) -> Vec<Finding> {
    let mut said = BTreeSet::new();
    let mut findings = Vec::new();
    for Words { text, language, what, lost } in words_of(reading, catalog, packets) {
        let absent = lettering::absent(faces, text, Some(language));
        let Some(first) = absent.iter().min().copied() else { continue };
        let Some((lack, they_are)) = lettering::lack(absent, "its letters") else { continue };
        if !said.insert((text, what.clone())) {
            continue;
        }
        let message = format!("{what}: {lack}; {}", lost.said(they_are));
        let help = "write it otherwise, or put a font that has it into the folder that `brand.fonts` names";
        let mut finding = place::at(Code::MissingGlyph, place_of(site, text, first), &message, help);
        finding.locale = Some(reading.locale().to_string());
        findings.push(finding);
    }
    findings
}

/// What stands on covers, at the head and foot of pages, and in contents.
fn words_of<'r>(reading: &'r Reading, catalog: &'r Catalog, packets: &'r [Packet]) -> Vec<Words<'r>> {
    let parts = reading.parts();
    let own = &parts.locale;
    let brand = &parts.publication.brand;
    // A picture of the site's own is the cover, and nothing is drawn.
    let on_cover = if brand.cover.is_some() { Lost::Boxed } else { Lost::OnCover };
    let mut all = Vec::new();
    let mut add = |words: Option<&'r str>, language: &'r Tag, what: &str, lost: Lost| {
        all.extend(words.map(|text| Words { text, language, what: what.to_owned(), lost }));
    };
    add(Some(&parts.title), own, "the title (`title`)", on_cover);
    let spoken = parts.description_language.as_ref().unwrap_or(own);
    add(parts.description.as_deref(), spoken, "the description (`description`)", Lost::Boxed);
    add(Some(catalog.name()), own, "the name of the language", on_cover);
    add(parts.publisher.as_deref(), own, "the publisher (`publisher`)", on_cover);
    for (index, author) in parts.authors.iter().enumerate() {
        let on_cover = if index == 0 && parts.publisher.is_none() { on_cover } else { Lost::Boxed };
        add(Some(author), own, "the author (`authors`)", on_cover);
    }
    add(parts.version.as_deref(), own, "the version", on_cover);
    add(parts.license.as_deref(), own, "the licence (`license`)", Lost::Boxed);
    add(brand.copyright.as_deref(), own, "whose the words are (`copyright`)", Lost::Boxed);
    add(brand.footer.as_deref(), own, "the line at the foot (`brand.footer`)", Lost::Boxed);
    add(brand.watermark.as_deref().map(watermark::shown), own, "the watermark (`brand.watermark`)", Lost::Everywhere);
    for packet in packets {
        add(Some(&packet.title), own, "the title of a packet (`packets`)", Lost::Boxed);
    }
    for page in reading.pages().iter().filter(|page| !page.title_in_text) {
        let language = page.title_language.as_ref().unwrap_or(&page.language);
        add(Some(&page.title), language, &format!("the title of the page `{}`", page.id), Lost::Boxed);
    }
    navigation(&parts.nav, reading, &mut add);
    all
}

/// The labels of a navigation, but for those that are the titles of their pages.
fn navigation<'r>(
    items: &'r [NavItem],
    reading: &'r Reading,
    add: &mut impl FnMut(Option<&'r str>, &'r Tag, &str, Lost),
) {
    let own = reading.locale();
    for item in items {
        match item {
            NavItem::Page { page, title, language } => {
                let shown = reading.page(page).is_some_and(|page| page.title == *title);
                let label = Some(title.as_str()).filter(|_| !shown);
                add(label, language.as_ref().unwrap_or(own), "a label of the navigation (`nav`)", Lost::Boxed);
            }
            NavItem::Section { title, language, items, .. } => {
                add(Some(title), language.as_ref().unwrap_or(own), "the name of a part (`nav`)", Lost::Boxed);
                navigation(items, reading, add);
            }
            NavItem::Link { .. } => {}
        }
    }
}

/// Where a letter of words stands in the configuration: where they stand whole, else wherever it stands.
fn place_of(site: &Site, words: &str, letter: char) -> Option<FilePlace> {
    let find = |wanted: &dyn Fn(&str) -> bool| {
        site.read.iter().find_map(|(path, text)| {
            let (index, line) = text.lines().enumerate().find(|(_, line)| wanted(line))?;
            let column = line.chars().position(|own| own == letter)?;
            let number = |of: usize| u32::try_from(of + 1).unwrap_or(u32::MAX);
            let mut place = FilePlace::at(path.as_str(), Some(Spot::at(number(index), number(column))));
            place.quote(line);
            Some(place)
        })
    };
    find(&|line| line.contains(words)).or_else(|| find(&|line| line.contains(letter)))
}
