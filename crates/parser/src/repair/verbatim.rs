//! Pieces that are no words and were translated all the same: `<div klasse="raster karten" abschlag>`,
//! `{ .karte título="Words" }`, `{{ config.seitenname }}`, `{% wenn beta %}`. What the source page has and the translation
//! lacks answers what the translation has and the source page lacks, if these are as many.

use super::PageRepair;
use crate::html::tag;
use crate::marker_set::MarkerSet;
use crate::text::Edit;
use crate::verbatim::{Attribute, VerbatimKind, attributes, pieces};
use pamphlet_source::Code;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Names of attributes that pages are written with.
const KEYS: &[&str] = &[
    "align",
    "allow",
    "allowfullscreen",
    "alt",
    "async",
    "autoplay",
    "border",
    "cite",
    "class",
    "colspan",
    "controls",
    "coords",
    "data",
    "datetime",
    "decoding",
    "defer",
    "dir",
    "download",
    "frameborder",
    "headers",
    "height",
    "hidden",
    "hl_lines",
    "href",
    "id",
    "lang",
    "linenums",
    "loading",
    "loop",
    "markdown",
    "max",
    "media",
    "min",
    "muted",
    "name",
    "open",
    "poster",
    "preload",
    "referrerpolicy",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "sandbox",
    "scope",
    "scrolling",
    "size",
    "sizes",
    "src",
    "srcdoc",
    "srcset",
    "start",
    "style",
    "summary",
    "tabindex",
    "target",
    "title",
    "translate",
    "type",
    "usemap",
    "valign",
    "value",
    "width",
];
/// Names of attributes whose values are no words of a language.
const TECHNICAL: &[&str] =
    &["class", "loading", "markdown", "rel", "role", "target", "type", "align", "scope", "preload"];

/// Whether a name is one of an attribute.
pub(super) fn is_key(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    KEYS.contains(&key.as_str()) || ["data-", "aria-", "on", "xml"].iter().any(|begin| key.starts_with(begin))
}

/// A piece of the page that the source page lacks, and the one that it answers.
struct Answered<'r> {
    row: usize,
    range: Range<usize>,
    wanted: &'r str,
}

/// Gives tags the names and attributes of the source page back.
pub(super) fn tags(page: &mut PageRepair<'_>) {
    mend(page, VerbatimKind::Tag, MarkerSet::LESS, |page, own, wanted| {
        if wanted.starts_with("</") && !own.starts_with("</") {
            return Some(vec![Edit { at: 0, cut: own.len(), put: wanted.to_owned().into() }]);
        }
        let name = |text: &str| text.trim_start_matches(['<', '/']).split([' ', '\t', '>', '/']).next().map(str::len);
        let (own_name, wanted_name) = (name(own)?, name(wanted)?);
        let head = own.len() - own.trim_start_matches(['<', '/']).len();
        let wanted_head = wanted.len() - wanted.trim_start_matches(['<', '/']).len();
        let mut edits =
            compared(page, own, &attributes(own, head + own_name), &attributes(wanted, wanted_head + wanted_name));
        let (word, put) = (&own[head..head + own_name], &wanted[wanted_head..wanted_head + wanted_name]);
        if !word.eq_ignore_ascii_case(put) {
            edits.insert(0, Edit { at: head, cut: own_name, put: put.to_owned().into() });
        }
        Some(edits)
    });
}

/// Gives lists of attributes, variables and statements of templates what the source page has back.
pub(super) fn rest(page: &mut PageRepair<'_>) {
    let signs = MarkerSet::BRACE;
    mend(page, VerbatimKind::Attributes, signs, |page, own, wanted| {
        Some(compared(page, own, &attributes(own, 1), &attributes(wanted, 1)))
    });
    for kind in [VerbatimKind::Variable, VerbatimKind::Statement] {
        mend(page, kind, signs, |_, own, wanted| {
            let put = with_words(own, wanted)?;
            Some(if put == own { Vec::new() } else { vec![Edit { at: 0, cut: own.len(), put: put.into() }] })
        });
    }
}

/// Mends the pieces of a kind; what is to be changed in one is told by it and the one that it answers.
fn mend(
    page: &mut PageRepair<'_>,
    kind: VerbatimKind,
    signs: MarkerSet,
    changes: impl Fn(&PageRepair<'_>, &str, &str) -> Option<Vec<Edit>>,
) {
    let Some(wanted) = page.reference.map(|reference| reference.written.pieces(kind)) else { return };
    if wanted.is_empty() {
        return;
    }
    let found = answered(page, kind, signs, wanted);
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for Answered { row, range, wanted } in found {
        let own = &page.text(row)[range.clone()];
        let Some(changes) = changes(page, own, wanted).filter(|changes| !changes.is_empty()) else { continue };
        let message = match kind {
            VerbatimKind::Tag => "the name of a tag, or what stands in it, was translated",
            VerbatimKind::Attributes => "an attribute or class was translated",
            VerbatimKind::Variable | VerbatimKind::Statement => "a variable or statement of a template was translated",
        };
        page.repaired(
            Code::RepairTranslatedSyntax,
            row,
            range.clone(),
            message,
            &format!("write it as the source page does: `{wanted}`"),
        );
        let moved = changes.into_iter().map(|edit| Edit { at: range.start + edit.at, ..edit });
        edits.entry(row).or_default().extend(moved);
    }
    for (row, edits) in edits {
        page.rewrite(row, &edits);
    }
}

/// The pieces of a kind that the source page lacks, with those of it that are missing here.
fn answered<'r>(
    page: &PageRepair<'_>,
    kind: VerbatimKind,
    signs: MarkerSet,
    wanted: &'r [String],
) -> Vec<Answered<'r>> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for own in wanted {
        *left.entry(squeezed(own)).or_default() += 1;
    }
    let mut unknown: BTreeMap<&str, Vec<(usize, Range<usize>)>> = BTreeMap::new();
    for row in (0..page.rows.len()).filter(|row| !page.rows[*row].code && page.rows[*row].markers.any(signs)) {
        let text = page.text(row);
        for own in pieces(text).into_iter().filter(|own| own.kind == kind) {
            let written = &text[own.range.clone()];
            match left.get_mut(&squeezed(written)).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => unknown.entry(group(kind, written)).or_default().push((row, own.range)),
            }
        }
    }
    let mut lost: BTreeMap<&str, Vec<&'r str>> = BTreeMap::new();
    // The last ones of equal pieces are those that are missing.
    for own in wanted.iter().rev() {
        if let Some(count) = left.get_mut(&squeezed(own)).filter(|count| **count > 0) {
            *count -= 1;
            lost.entry(group(kind, own)).or_default().insert(0, own);
        }
    }
    let mut found = Vec::new();
    let mut others = Vec::new();
    // An end that lost its slash, or has it at the wrong place.
    let names: Vec<&str> = unknown.keys().copied().filter(|_| kind == VerbatimKind::Tag).collect();
    for name in names {
        let end = format!("</{}", name.trim_start_matches('<').trim_end_matches('/'));
        let is_begin = !name.starts_with("</") && !lost.contains_key(name.trim_end_matches('/'));
        let count =
            |own: &Vec<(usize, Range<usize>)>| lost.get(end.as_str()).is_some_and(|ends| ends.len() == own.len());
        if is_begin
            && unknown.get(name).is_some_and(count)
            && let (Some(own), Some(wanted)) = (unknown.remove(name), lost.remove(end.as_str()))
        {
            pair(own, wanted, &mut found);
        }
    }
    for (name, own) in unknown {
        match lost.remove(name) {
            Some(wanted) if wanted.len() == own.len() => pair(own, wanted, &mut found),
            None if kind == VerbatimKind::Tag && !is_element(name) => others.extend(own),
            _ => {}
        }
    }
    others.sort_by_key(|(row, range)| (*row, range.start));
    let spare: BTreeSet<&str> = lost.into_values().flatten().collect();
    let spare: Vec<&'r str> = wanted.iter().map(String::as_str).filter(|own| spare.contains(own)).collect();
    if spare.len() == others.len() {
        pair(others, spare, &mut found);
    }
    found.sort_by_key(|own| (own.row, own.range.start));
    found
}

/// A piece without the room beside its brackets, which means nothing.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("{ ", "{").replace(" }", "}").replace(" /", "/")
}

fn pair<'r>(own: Vec<(usize, Range<usize>)>, wanted: Vec<&'r str>, found: &mut Vec<Answered<'r>>) {
    let pairs = own.into_iter().zip(wanted);
    found.extend(pairs.map(|((row, range), wanted)| Answered { row, range, wanted }));
}

/// What a piece can answer: tags those of their name alone.
fn group(kind: VerbatimKind, text: &str) -> &str {
    match kind {
        VerbatimKind::Tag => text.split([' ', '\t', '>']).next().unwrap_or_default(),
        _ => "",
    }
}

fn is_element(name: &str) -> bool {
    let name = name.trim_start_matches(['<', '/']).to_ascii_lowercase();
    tag::is_block(&name) || tag::is_inline(&name) || tag::is_raw_text(&name)
}

/// What makes the attributes of a piece those of another one; words of the language stay.
fn compared(page: &PageRepair<'_>, text: &str, own: &[Attribute<'_>], wanted: &[Attribute<'_>]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let has = |list: &[Attribute<'_>], key: &str| list.iter().any(|own| own.key.eq_ignore_ascii_case(key));
    let mut lost: Vec<&Attribute<'_>> =
        wanted.iter().filter(|wanted| !matches!(wanted.key, "." | "#") && !has(own, wanted.key)).collect();
    let unknown: Vec<&Attribute<'_>> = own.iter().filter(|own| is_unknown(own, wanted)).collect();
    let even = |lost: &[&Attribute<'_>], valued: bool| {
        let count = |list: &[&Attribute<'_>]| list.iter().filter(|own| own.value.is_some() == valued).count();
        count(lost) == count(&unknown)
    };
    let (valued, bare) = (even(&lost, true), even(&lost, false));
    for own in &unknown {
        let same = lost.iter().position(|wanted| own.value.is_some() && wanted.value == own.value);
        let is_even = if own.value.is_some() { valued } else { bare };
        let next = || lost.iter().position(|wanted| is_even && wanted.value.is_some() == own.value.is_some());
        let Some(place) = same.or_else(next) else { continue };
        let wanted = lost.remove(place);
        edits.push(Edit { at: own.key_range.start, cut: own.key_range.len(), put: wanted.key.to_owned().into() });
        let technical = wanted.value.filter(|_| TECHNICAL.contains(&wanted.key) && own.value.is_some());
        edits.extend(match technical.filter(|meant| own.value != Some(*meant)) {
            Some(meant) => {
                Some(Edit { at: own.value_range.start, cut: own.value_range.len(), put: format!("\"{meant}\"").into() })
            }
            None => value(own, wanted),
        });
    }
    for own in own.iter().filter(|own| !matches!(own.key, "." | "#")) {
        let Some(wanted) = wanted.iter().find(|wanted| wanted.key.eq_ignore_ascii_case(own.key)) else { continue };
        edits.extend(value(own, wanted).or_else(|| id(page, own, wanted)));
    }
    edits.extend(classes(page, own, wanted));
    edits.extend(own.iter().filter(|own| own.key == "#").find_map(|own| {
        let wanted = wanted.iter().find(|wanted| wanted.key == "#")?;
        id(page, own, wanted)
    }));
    // Without it, what stands in the element is no Markdown.
    let is_markdown =
        lost.iter().any(|wanted| wanted.key == "markdown" && wanted.value.is_none_or(|value| value != "0"));
    if is_markdown && text.starts_with('<') && text.ends_with('>') && !text.ends_with("/>") {
        edits.push(Edit::put(text.len() - 1, " markdown"));
    }
    edits.sort_by_key(|edit| edit.at);
    edits.dedup_by(|next, before| next.at < before.at + before.cut || next.at == before.at);
    edits
}

/// Whether an attribute has a name that is none.
fn is_unknown(own: &Attribute<'_>, wanted: &[Attribute<'_>]) -> bool {
    let is_wanted = wanted.iter().any(|wanted| wanted.key.eq_ignore_ascii_case(own.key));
    !matches!(own.key, "." | "#") && !is_wanted && !is_key(own.key) && own.key.starts_with(char::is_alphabetic)
}

/// What makes the value of an attribute that of another one, if it is no word of a language, and damaged.
fn value(own: &Attribute<'_>, wanted: &Attribute<'_>) -> Option<Edit> {
    let (written, meant) = (own.value?, wanted.value?);
    let key = wanted.key.to_ascii_lowercase();
    let is_marked = own.value_range.len() > written.len() + 2;
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let is_damaged = match key.as_str() {
        "class" => {
            let (own, wanted) = (words(written), words(meant));
            !wanted.is_subset(&own) && !own.is_subset(&wanted)
        }
        "align" => !matches!(written, "left" | "right" | "center" | "middle" | "top" | "bottom" | "justify"),
        "loading" => !matches!(written, "lazy" | "eager"),
        "target" => !written.starts_with('_') || written.contains(' '),
        _ => TECHNICAL.contains(&key.as_str()) && written != meant && !written.is_ascii(),
    };
    let is_damaged = is_damaged && written != meant;
    (is_damaged || is_marked).then(|| {
        let put = format!("\"{}\"", if is_damaged { meant } else { written });
        Edit { at: own.value_range.start, cut: own.value_range.len(), put: put.into() }
    })
}

/// An anchor that was translated, though links of the page lead to the one that the source page has.
fn id(page: &PageRepair<'_>, own: &Attribute<'_>, wanted: &Attribute<'_>) -> Option<Edit> {
    let (written, meant) = (own.value?, wanted.value?);
    let is_id = matches!(wanted.key, "id" | "#");
    if !is_id || written == meant {
        return None;
    }
    let linked = |anchor: &str| {
        let link = format!("(#{anchor})");
        page.rows
            .iter()
            .any(|row| !row.code && row.markers.any(MarkerSet::CLOSE) && page.texts.text(row.line).contains(&link))
    };
    (linked(meant) && !linked(written)).then(|| {
        let put = if wanted.key == "#" { meant.to_owned() } else { format!("\"{meant}\"") };
        Edit { at: own.value_range.start, cut: own.value_range.len(), put: put.into() }
    })
}

/// Classes that nobody knows, in the places of those that are missing.
fn classes(page: &PageRepair<'_>, own: &[Attribute<'_>], wanted: &[Attribute<'_>]) -> Vec<Edit> {
    fn of<'l, 't>(list: &'l [Attribute<'t>]) -> Vec<&'l Attribute<'t>> {
        list.iter().filter(|own| own.key == ".").collect()
    }
    let (own, wanted) = (of(own), of(wanted));
    let known = |class: &str| page.reference.is_some_and(|reference| reference.classes.contains(class));
    let missing: Vec<&str> = wanted
        .iter()
        .filter_map(|wanted| wanted.value)
        .filter(|class| !own.iter().any(|own| own.value == Some(class)))
        .collect();
    let extra: Vec<_> = own
        .iter()
        .filter(|own| !known(own.value.unwrap_or_default()) && !wanted.iter().any(|wanted| wanted.value == own.value))
        .collect();
    let put = |own: &Attribute<'_>, class: &str| Edit {
        at: own.value_range.start,
        cut: own.value_range.len(),
        put: class.to_owned().into(),
    };
    // Two classes that lost the room between them.
    let are_glued = |own: &Attribute<'_>| {
        let mut parts = own.value.unwrap_or_default().split('.');
        own.value.is_some_and(|value| value.contains('.')) && parts.all(known)
    };
    if extra.iter().all(|own| are_glued(own)) {
        return extra.into_iter().map(|own| put(own, &own.value.unwrap_or_default().replace('.', " ."))).collect();
    }
    if missing.len() != extra.len() {
        return Vec::new();
    }
    extra.into_iter().zip(missing).map(|(own, class)| put(own, class)).collect()
}

/// The piece of the source page with the words in quotation marks that the translation has.
fn with_words(own: &str, wanted: &str) -> Option<String> {
    let words: Vec<&str> = own.split('"').collect();
    let parts: Vec<&str> = wanted.split('"').collect();
    if wanted.contains('\'') || own.contains('\'') || words.len() != parts.len() {
        return (!wanted.contains(['"', '\''])).then(|| wanted.to_owned());
    }
    let mended = parts.iter().zip(&words).enumerate();
    let mended: Vec<&str> = mended.map(|(at, (part, words))| if at % 2 == 0 { *part } else { *words }).collect();
    Some(mended.join("\""))
}
