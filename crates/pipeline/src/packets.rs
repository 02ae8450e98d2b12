//! The packets of a site, for one edition: patterns become pages, titles words of the locale.

use globset::{Glob, GlobBuilder, GlobMatcher};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_pdf::Packet;
use pamphlet_reading::Reading;
use pamphlet_site::{Site, place};
use pamphlet_source::{Code, FilePlace, Finding, did_you_mean};

/// The packets of an edition. A pattern stands for the pages that it matches, in the order of the edition; a page that
/// several patterns match is printed once, where it is named first.
#[must_use]
pub fn of(site: &Site, reading: &Reading) -> Vec<Packet> {
    let locale = reading.locale();
    site.print
        .packets
        .iter()
        .map(|packet| {
            let mut pages = Vec::new();
            for matcher in packet.pages.iter().filter_map(|pattern| matcher(pattern)) {
                for page in reading.pages() {
                    if matcher.is_match(&page.id.0) && !pages.contains(&page.id) {
                        pages.push(page.id.clone());
                    }
                }
            }
            Packet {
                slug: packet.slug.clone(),
                title: packet.title.get(locale).to_owned(),
                pages,
                tabs: packet.tabs.clone(),
            }
        })
        .collect()
}

/// Labels of tabs that are asked for and that no page of the source locale has; nothing for another locale.
#[must_use]
pub(crate) fn tabs_without(site: &Site, reading: &Reading, asked: Option<&TabChoice>) -> Vec<Finding> {
    if *reading.locale() != reading.parts().source_locale {
        return Vec::new();
    }
    let packets = site.print.packets.iter().filter_map(|packet| packet.tabs.as_ref());
    let names: Vec<&String> = packets.chain([asked.unwrap_or(&site.print.tabs)]).flat_map(TabChoice::names).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let known = pamphlet_reading::tabs::labels(reading);
    let unknown: Vec<&String> =
        names.into_iter().filter(|name| !known.contains_key(&pamphlet_reading::tabs::comparable(name))).collect();
    let file = site.read.first();
    let finding = |name: &String| {
        let meant = did_you_mean(name, known.values().map(String::as_str));
        place::at(
            Code::UnknownTab,
            file.map(|(path, text)| place_of(path, text, name)),
            &format!("no tab is called “{name}”"),
            &format!("{meant}write labels as they stand on the page: groups without any of them show all their tabs"),
        )
    };
    unknown.into_iter().map(finding).collect()
}

/// What packets name and no locale has.
#[must_use]
pub(crate) fn unmatched(site: &Site) -> Vec<Finding> {
    let pages: Vec<&String> = site.trees.iter().flat_map(|tree| tree.pages.keys()).collect();
    let Some((path, text)) = site.read.first() else { return Vec::new() };
    let mut findings = Vec::new();
    for packet in &site.print.packets {
        for pattern in &packet.pages {
            if !matcher(pattern).is_some_and(|matcher| pages.iter().any(|page| matcher.is_match(page))) {
                findings.push(place::at(
                    Code::MissingPage,
                    Some(place_of(path, text, pattern)),
                    &format!("the packet {} names {pattern}, and no page is called so", packet.slug),
                    "pages are named by their path without .md; * stands for a part, ** for folders",
                ));
            }
        }
    }
    findings
}

/// Where a value stands in a configuration, with its line.
fn place_of(path: &str, text: &str, value: &str) -> FilePlace {
    let spot = place::of_value(text, value);
    let mut place = FilePlace::at(path, spot);
    let line = spot.and_then(|spot| text.lines().nth((spot.line as usize).checked_sub(1)?));
    if let Some(line) = line {
        place.quote(line);
    }
    place
}

fn matcher(pattern: &str) -> Option<GlobMatcher> {
    let name = pamphlet_site::layout::page_name(pattern).unwrap_or(pattern);
    GlobBuilder::new(name).literal_separator(true).build().as_ref().map(Glob::compile_matcher).ok()
}
