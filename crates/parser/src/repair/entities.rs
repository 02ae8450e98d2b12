//! Entities that were escaped once more, taken apart or written full-width (`&amp;lt;`, `& lt;`, `&nbsp ;`, `＆nbsp；`), and
//! marks that became entities (`&#42;&#42;words&#42;&#42;`, `&lt;kbd&gt;`). Only those that the source page has, or has not.

use super::PageRepair;
use super::prose::Prose;
use super::signs::ROOM;
use crate::marker_set::MarkerSet;
use crate::skeleton::Skeleton;
use crate::text::Edit;
use crate::verbatim::{VerbatimKind, pieces};
use pamphlet_document::Emphasis;
use pamphlet_source::Code;

/// Marks of words, and how they are written as entities.
const MARKS: [(&str, &[&str]); 4] = [
    ("*", &["&#42;", "&ast;", "&#x2a;", "&#x2A;"]),
    ("#", &["&#35;", "&num;", "&#x23;"]),
    ("`", &["&#96;", "&grave;", "&#x60;"]),
    ("_", &["&#95;", "&lowbar;", "&#x5f;"]),
];
/// What begins an entity.
const BEGINS: &[char] = &['&', '＆'];

/// Mends the entities of a row of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    if !text.contains(BEGINS) {
        return;
    }
    let prose = Prose::of(text);
    let mut edits: Vec<Edit> = Vec::new();
    for (at, _) in text.match_indices(BEGINS).filter(|(at, _)| !prose.is_code(*at)) {
        edits.extend(entity(text, at, reference).or_else(|| tag(text, at, reference)));
    }
    edits.extend(marks(text, reference, &prose));
    edits.sort_by_key(|edit| edit.at);
    edits.dedup_by(|next, before| next.at < before.at + before.cut);
    if edits.is_empty() {
        return;
    }
    let message = "an entity is damaged, or a mark became one: it is shown as it is written";
    page.mend_each(Code::RepairTranslatedSyntax, row, &edits, message, "write it as the source page does");
}

/// A damaged entity of the source page.
fn entity(text: &str, at: usize, reference: &Skeleton) -> Option<Edit> {
    let known = &reference.written.entities;
    let is_wide = text[at..].starts_with('＆');
    let begin = if is_wide { '＆'.len_utf8() } else { 1 };
    let rest = &text[at + begin..];
    if let Some(inner) = rest.strip_prefix("amp;").filter(|_| !is_wide) {
        let inner = inner.get(..name(inner))?;
        let meant = format!("&{inner};");
        let is_end = text[at + 5 + inner.len()..].starts_with(';');
        let is_own = !known.contains(&meant) || inner.is_empty();
        return (is_end && !is_own).then(|| Edit::cut(at + 1, 4));
    }
    let words = rest.trim_start_matches(ROOM);
    let length = name(words);
    let own = &words[..length];
    let behind = words[length..].trim_start_matches(ROOM);
    let end = behind.chars().next().filter(|sign| matches!(sign, ';' | '；'));
    let exact = format!("&{own};");
    let is_whole = !is_wide && words.len() == rest.len() && behind.len() == words.len() - length && end == Some(';');
    if length < 2 || is_whole && known.contains(&exact) {
        return None;
    }
    let is_entity = html_escape::decode_html_entities(&exact) != exact;
    let meant =
        known.iter().find(|known| if is_entity { **known == exact } else { known.eq_ignore_ascii_case(&exact) })?;
    // Without its end it must not go on.
    let is_apart = words[length..].starts_with(|next: char| next.is_whitespace() || ",.)".contains(next));
    let cut = match end {
        Some(end) => text.len() - at - behind.len() + end.len_utf8(),
        None if words.len() == rest.len() && (is_apart || words.len() == length) => begin + length,
        None => return None,
    };
    Some(Edit { at, cut, put: meant.clone().into() })
}

/// How long the name of an entity is.
fn name(text: &str) -> usize {
    text.bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count()
}

/// A tag of the source page whose brackets became entities.
fn tag(text: &str, at: usize, reference: &Skeleton) -> Option<Edit> {
    let inner = text[at..].strip_prefix("&lt;")?;
    let inner = &inner[..inner.floor_char_boundary(pamphlet_source::limits::TORN_TAG_BYTES)];
    let end = inner.find("&gt;")?;
    let tag = format!("<{}>", html_escape::decode_html_entities(&inner[..end]));
    let is_piece =
        || matches!(pieces(&tag).as_slice(), [own] if own.kind == VerbatimKind::Tag && own.range == (0..tag.len()));
    let known = reference.written.pieces(VerbatimKind::Tag);
    let is_known = known.contains(&tag) && !reference.written.entities.contains("&lt;");
    (is_known && is_piece()).then(|| Edit { at, cut: end + 8, put: tag.into() })
}

/// Marks that became entities, where the source page has such marks and no such entities.
fn marks(text: &str, reference: &Skeleton, prose: &Prose) -> Vec<Edit> {
    let facts = &reference.lines;
    let mut edits = Vec::new();
    for (sign, entities) in MARKS {
        let entities = entities.iter().filter(|entity| !reference.written.entities.contains(**entity));
        for entity in entities {
            let places: Vec<usize> =
                text.match_indices(entity).map(|(at, _)| at).filter(|at| !prose.is_code(*at)).collect();
            let Some(first) = places.first() else { continue };
            let start = text.len() - text.trim_start().len();
            let is_head = || {
                let end = start + entity.len() * places.len();
                *first == start && text[start..end] == entity.repeat(places.len()) && text[end..].starts_with(' ')
            };
            let stressed = facts.count(Emphasis::Strong) + facts.count(Emphasis::Emphasis) > 0;
            let is_mark = match sign {
                "#" => places.len() <= 6 && is_head() && reference.heading_count() > 0,
                "`" => false,
                _ => places.len().is_multiple_of(2) && stressed,
            };
            let put = |at: usize| Edit { at, cut: entity.len(), put: sign.into() };
            edits.extend(places.into_iter().filter(|_| is_mark).map(put));
        }
    }
    edits
}

/// Whether rows of a translation can have such damage.
pub(super) const SIGNS: MarkerSet = MarkerSet::TICKS.and(MarkerSet::WIDE);
