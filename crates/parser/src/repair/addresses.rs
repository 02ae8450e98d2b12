//! Addresses of the source page that were taken apart, written in other letters or stand between damaged brackets:
//! `(Guide/Start.MD)`, `(guide/%20start.md)`, `((guide/start.md))`, `[words]**(guide/start.md)**`, `[!words](picture.png)`.

use super::PageRepair;
use super::prose::Prose;
use crate::marker_set::MarkerSet;
use crate::skeleton::Skeleton;
use crate::text::Edit;
use pamphlet_source::{Code, limits, percent};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The addresses of the source page that the translation lacks, by what is left of them without what tools put in.
#[derive(Debug, Default)]
pub(super) struct Lost {
    addresses: OnceCell<BTreeMap<String, String>>,
    /// The only anchor, as it is written here and as the source page has it, where they differ.
    anchor: OnceCell<Option<(String, String)>>,
}

impl Lost {
    fn of(&self, page: &PageRepair<'_>, reference: &Skeleton) -> &BTreeMap<String, String> {
        self.addresses.get_or_init(|| {
            let mut present = BTreeSet::new();
            for row in page.rows.iter().filter(|row| !row.code && row.markers.any(MarkerSet::CLOSE)) {
                let text = page.texts.text(row.line);
                present.extend(addresses(text).into_iter().map(|own| text[own].to_owned()));
            }
            let known = reference.links.keys().chain(reference.pictures.keys());
            let lost = known.filter(|address| !present.contains(*address) && !address.is_empty());
            let mut found = BTreeMap::new();
            let mut twice = BTreeSet::new();
            for address in lost {
                if found.insert(squeezed(address), address.clone()).is_some() {
                    twice.insert(squeezed(address));
                }
            }
            found.retain(|key, _| !twice.contains(key));
            found
        })
    }
}

/// Mends the addresses of a row of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize, lost: &mut Lost) {
    let Some(reference) = page.reference else { return };
    let anchor = lost.anchor.get_or_init(|| anchor(page, reference)).clone();
    let lost = lost.of(page, reference);
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut edits: Vec<Edit> = Vec::new();
    for range in addresses(text).into_iter().filter(|range| !prose.is_code(range.start)) {
        let own = &text[range.clone()];
        if let Some((_, meant)) = anchor.as_ref().filter(|(written, _)| own == written) {
            edits.push(Edit { at: range.start, cut: range.len(), put: meant.clone().into() });
            continue;
        }
        let is_known = reference.links.contains_key(own) || reference.pictures.contains_key(own);
        if !is_known && let Some(meant) = lost.get(&squeezed(own)).filter(|meant| is_same(own, meant)) {
            edits.push(Edit { at: range.start, cut: range.len(), put: meant.clone().into() });
        }
    }
    edits.extend(brackets(text, reference, &prose));
    edits.sort_by_key(|edit| edit.at);
    edits.dedup_by(|next, before| next.at < before.at + before.cut);
    if edits.is_empty() {
        return;
    }
    let message =
        "an address or the brackets of a link differ from those of the source page, so the link leads nowhere";
    page.mend_each(
        Code::RepairLink,
        row,
        &edits,
        message,
        "write `[words](address)`, with the address of the source page",
    );
}

/// The one link to a part of the page that leads nowhere, and the one of the source page that is missing here, though its
/// part has its name.
fn anchor(page: &PageRepair<'_>, reference: &Skeleton) -> Option<(String, String)> {
    let known: BTreeSet<&str> = reference.links.keys().map(String::as_str).filter(|own| own.starts_with('#')).collect();
    if known.is_empty() {
        return None;
    }
    let (mut own, mut names) = (BTreeSet::new(), BTreeSet::new());
    for row in page
        .rows
        .iter()
        .filter(|row| !row.code && row.markers.any(MarkerSet::CLOSE.and(MarkerSet::BRACE).and(MarkerSet::LESS)))
    {
        let text = page.texts.text(row.line);
        own.extend(addresses(text).into_iter().map(|range| &text[range]).filter(|own| own.starts_with('#')));
        let named = text.match_indices("id=\"").map(|(at, mark)| &text[at + mark.len()..]);
        let named = named.chain(text.match_indices(['{', ' ']).filter_map(|(at, _)| text[at + 1..].strip_prefix('#')));
        names.extend(named.map(|name| name.split(['"', ' ', '}']).next().unwrap_or_default()));
    }
    let mut lost = known.iter().copied().filter(|known| !own.contains(known));
    let mut unknown = own.iter().copied().filter(|own| !known.contains(own));
    let (Some(meant), None, Some(written), None) = (lost.next(), lost.next(), unknown.next(), unknown.next()) else {
        return None;
    };
    let slug = |text: &str| {
        let words = text.trim_start_matches('#').trim().to_lowercase();
        words.split_whitespace().collect::<Vec<_>>().join("-")
    };
    let is_heading = |row: &super::Row| {
        let text = page.texts.text(row.line);
        text.starts_with('#') && !text.contains('{') && slug(text) == written[1..]
    };
    let is_named = names.contains(&meant[1..]) && !names.contains(&written[1..]);
    (is_named && !page.rows.iter().any(is_heading)).then(|| (written.to_owned(), meant.to_owned()))
}

/// Where the addresses of a row stand: behind `](`, up to room or the bracket that ends them.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("](") {
        let from = at + 2;
        let window = &text[from..text.floor_char_boundary(from + limits::LINK_REACH_BYTES).max(from)];
        let end = window.find([')', '"']).unwrap_or(0);
        let length = window[..end].trim_end().len();
        if length > 0 {
            found.push(from..from + length);
        }
    }
    found
}

/// An address without what tools change.
fn squeezed(address: &str) -> String {
    let decoded = percent::decoded(address);
    let plain: String = decoded.chars().filter(|sign| !sign.is_whitespace() && *sign != '\\').collect();
    plain.to_lowercase().replace("/#", "#").replace(".md", "").trim_end_matches('/').to_owned()
}

/// Whether two addresses that are alike were one: at the end of an address of another server a slash means nothing, and a
/// folder may be meant where a page is.
fn is_same(own: &str, meant: &str) -> bool {
    let is_far = meant.contains("://") || own.contains("://");
    let ends_alike = own.ends_with('/') == meant.ends_with('/');
    own != meant && ends_alike && (!is_far || own.contains(".md") == meant.contains(".md"))
}

/// Brackets round addresses of the source page that are doubled, parted or turned.
fn brackets(text: &str, reference: &Skeleton, prose: &Prose) -> Vec<Edit> {
    let mut edits = Vec::new();
    let known = |address: &str| reference.links.contains_key(address) || reference.pictures.contains_key(address);
    for (at, _) in text.match_indices(']').filter(|(at, _)| !prose.is_code(*at)) {
        let rest = &text[at + 1..];
        for (open, close) in [("((", "))"), ("**(", ")**"), (": (", ")"), ("**(", ")")] {
            let Some(inner) = rest.strip_prefix(open) else { continue };
            let Some(end) = inner.find(close).filter(|end| known(&inner[..*end])) else { continue };
            let is_definition = open == ": ("
                && text[..at].trim_start().starts_with('[')
                && text[..at].matches('[').count() == 1
                && inner[end + 1..].trim().is_empty();
            if !is_definition {
                let cut = open.len() + end + close.len();
                edits.push(Edit { at: at + 1, cut, put: format!("({})", &inner[..end]).into() });
                break;
            }
        }
        // A title whose second mark is lost.
        if let Some(inner) = rest.strip_prefix('(')
            && let Some(end) = inner.find(')')
            && let Some((address, title)) = inner[..end].split_once(" \"")
            && known(address.trim())
            && !title.contains('"')
            && !inner[end..].contains('"')
            && !title.trim().is_empty()
        {
            edits.push(Edit::put(at + 2 + end, "\""));
        }
    }
    for (at, _) in text.match_indices("[!").filter(|(at, _)| !prose.is_code(*at)) {
        let words = &text[at + 2..];
        let Some((inner, rest)) = words.split_once("](") else { continue };
        let address = rest.split([')', ' ']).next().unwrap_or_default();
        if reference.pictures.contains_key(address) && !inner.contains(['[', ']']) && !words.starts_with('[') {
            edits.push(Edit { at, cut: 2, put: "![".into() });
        }
    }
    for (at, _) in text.match_indices("[[").filter(|(at, _)| !prose.is_code(*at)) {
        let Some((inner, rest)) = text[at + 2..].split_once("]](") else { continue };
        let address = rest.split([')', ' ']).next().unwrap_or_default();
        if known(address) && !inner.contains(['[', ']']) {
            edits.push(Edit { at, cut: 2, put: "[".into() });
            edits.push(Edit { at: at + 2 + inner.len(), cut: 2, put: "]".into() });
        }
    }
    edits
}
