//! Names of tags that were translated: `<detalles>` and `<резюме>` where the source page has `<details>` and
//! `<summary>`, `<división class="grid">` where it has a `<div>` of that class.

use super::PageRepair;
use super::prose::Prose;
use crate::html::tag;
use crate::skeleton::ShapeKind;
use crate::text::Edit;
use pamphlet_source::Code;
use pamphlet_source::limits::TORN_TAG_BYTES;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A tag of the page: one that is no element of HTML, or one of those that others are taken for.
#[derive(Debug, Clone)]
struct NamedTag {
    row: usize,
    /// The bytes of its row.
    range: Range<usize>,
    /// Where its name stands in it.
    name: Range<usize>,
    word: String,
    attributes: String,
    closes: bool,
}

/// Two tags that belong together, by their places among all tags.
#[derive(Debug, Clone, Copy)]
struct Pair {
    open: usize,
    close: usize,
    /// The pair that it stands in.
    parent: Option<usize>,
}

/// Gives tags their names back, where the source page has parts that fold and this page lacks as many.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let is_meant = |word: &str| reference.placeholders.contains(word);
    let tags: Vec<NamedTag> =
        (0..page.rows.len()).filter(|row| !page.rows[*row].code).flat_map(|row| tags(page.text(row), row)).collect();
    if !tags.iter().any(|tag| is_unknown(&tag.word) && !is_meant(&tag.word)) {
        return;
    }
    let shapes = reference.sections.iter().flat_map(|section| &section.blocks);
    let wanted = shapes.filter(|shape| matches!(shape.kind, ShapeKind::Collapsible { .. })).count();
    let marked = (0..page.rows.len()).filter(|row| page.text(*row).trim_start().starts_with("???")).count();
    let present = marked + tags.iter().filter(|tag| tag.word == "details" && !tag.closes).count();
    let pairs = pairs(&tags);
    let is_foreign = |at: usize| is_unknown(&tags[pairs[at].open].word) && !is_meant(&tags[pairs[at].open].word);
    // The first of what stands in a pair can sum it up.
    let mut is_first = vec![false; pairs.len()];
    let mut has_summary = vec![false; pairs.len()];
    let mut seen = BTreeSet::new();
    for (at, pair) in pairs.iter().enumerate() {
        let Some(parent) = pair.parent.filter(|parent| seen.insert(*parent)) else { continue };
        is_first[at] = is_adjacent(page, &tags[pairs[parent].open], &tags[pair.open]);
        has_summary[parent] = tags[pair.open].word == "summary" || is_foreign(at) && is_first[at];
    }
    let has_grid = || {
        let mut shapes = reference.sections.iter().flat_map(|section| &section.blocks);
        shapes.any(|shape| matches!(shape.kind, ShapeKind::Grid))
    };
    let of_class = |at: usize| {
        let attributes = &tags[pairs[at].open].attributes;
        let mut words = attributes.split(['"', '\'', ' ', '=']);
        attributes.contains("markdown")
            && words.any(|word| reference.classes.contains(word) || word == "grid" && has_grid())
    };
    let folding: BTreeSet<usize> = (0..pairs.len())
        .filter(|at| is_foreign(*at) && !is_first[*at] && (has_summary[*at] || !of_class(*at)))
        .collect();
    let missing = wanted.saturating_sub(present);
    let sure = folding.len() == missing || folding.len() < missing && folding.iter().all(|at| has_summary[*at]);
    let mut names: BTreeMap<usize, &'static str> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        let folds = |at: usize| tags[pairs[at].open].word == "details" || sure && folding.contains(&at);
        let name = match tags[pair.open].word.as_str() {
            "details" => "details",
            "summary" => "summary",
            _ if !is_foreign(at) => continue,
            _ if is_first[at] && pair.parent.is_some_and(folds) => "summary",
            _ if sure && folding.contains(&at) => "details",
            _ if of_class(at) => "div",
            _ => continue,
        };
        for own in [pair.open, pair.close] {
            if tags[own].word != name {
                names.insert(own, name);
            }
        }
    }
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for (at, name) in names {
        let tag = &tags[at];
        let help = "write the name of the tag as on the source page: it is no word of the text";
        page.repaired(
            Code::RepairTranslatedSyntax,
            tag.row,
            tag.range.clone(),
            "the name of a tag was translated",
            help,
        );
        edits.entry(tag.row).or_default().push(Edit { at: tag.name.start, cut: tag.name.len(), put: name.into() });
    }
    for (row, edits) in edits {
        page.rewrite(row, &edits);
    }
}

/// Whether a name is no element of HTML.
fn is_unknown(word: &str) -> bool {
    !tag::is_block(word) && !tag::is_inline(word) && !tag::is_raw_text(word) && !matches!(word, "path" | "g" | "use")
}

/// Whether nothing but room stands between two tags.
fn is_adjacent(page: &PageRepair<'_>, first: &NamedTag, second: &NamedTag) -> bool {
    if first.row == second.row {
        return page.text(first.row)[first.range.end..second.range.start].trim().is_empty();
    }
    page.text(first.row)[first.range.end..].trim().is_empty()
        && (first.row + 1..second.row).all(|row| page.is_blank(row))
        && page.text(second.row)[..second.range.start].trim().is_empty()
}

/// The tags that matter here, of a row.
fn tags(text: &str, row: usize) -> Vec<NamedTag> {
    let mut prose = None;
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let Some(tag) = named(text, at, row) else { continue };
        if !prose.get_or_insert_with(|| Prose::of(text)).is_code(at) {
            found.push(tag);
        }
    }
    found
}

fn named(text: &str, start: usize, row: usize) -> Option<NamedTag> {
    let rest = &text[start + 1..text.floor_char_boundary(start + TORN_TAG_BYTES)];
    let closes = rest.starts_with('/');
    let gap = if closes { rest.len() - rest[1..].trim_start_matches(' ').len() } else { 0 };
    let word = &rest[gap..];
    let is_inner = |letter: char| {
        letter.is_alphabetic() || letter == '\u{200c}' || unicode_normalization::char::is_combining_mark(letter)
    };
    let length = word.find(|letter: char| !is_inner(letter)).unwrap_or(word.len());
    let end = word.find('>')?;
    let attributes = &word[length..end.max(length)];
    let are_attributes = attributes
        .split_whitespace()
        .all(|part| part.contains('=') || part.ends_with(['"', '\'']) || matches!(part, "markdown" | "open" | "/"));
    let name = word[..length].to_lowercase();
    let parted = attributes.is_empty() || attributes.starts_with([' ', '\t']);
    let matters = name == "details" || name == "summary" || is_unknown(&name);
    if length == 0 || !matters || !parted || !are_attributes || attributes.contains('<') || attributes.ends_with('/') {
        return None;
    }
    let at = start + 1 + gap;
    Some(NamedTag {
        row,
        range: start..at + end + 1,
        name: at..at + length,
        word: name,
        attributes: attributes.to_owned(),
        closes,
    })
}

/// Which tags belong together: those of one name, else the last that is open and the next that closes, if nobody knows
/// the name of one of them.
fn pairs(tags: &[NamedTag]) -> Vec<Pair> {
    let mut open: Vec<usize> = Vec::new();
    // Where those of a name stand among the open ones.
    let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut found: Vec<Pair> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        if !tag.closes {
            named.entry(&tag.word).or_default().push(open.len());
            open.push(at);
            continue;
        }
        let same = named.get(tag.word.as_str()).and_then(|places| places.last().copied());
        let last =
            open.len().checked_sub(1).filter(|last| is_unknown(&tags[open[*last]].word) || is_unknown(&tag.word));
        let Some(own) = same.or(last) else { continue };
        found.push(Pair { open: open[own], close: at, parent: None });
        for left in open.drain(own..) {
            named.entry(&tags[left].word).or_default().pop();
        }
    }
    found.sort_by_key(|pair| pair.open);
    let mut around: Vec<usize> = Vec::new();
    for at in 0..found.len() {
        while around.last().is_some_and(|outer| found[*outer].close < found[at].open) {
            around.pop();
        }
        found[at].parent = around.last().copied();
        around.push(at);
    }
    found
}
