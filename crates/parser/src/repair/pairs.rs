//! Marks round words that a tool took apart (`= =words= =`), gave room inside (`^^ words ^^`, `* words *`) or wrote
//! full-width (`＝＝words＝＝`). Only where the source page sets words apart in that way.

use super::PageRepair;
use super::prose::Prose;
use super::signs::ROOM;
use crate::marker_set::MarkerSet;
use crate::scan;
use crate::skeleton::LineFacts;
use crate::text::Edit;
use pamphlet_document::Emphasis;
use pamphlet_source::Code;
use std::ops::Range;

/// The signs of marks, each with those that are written in its place.
const SIGNS: [(char, &[char]); 5] =
    [('*', &['＊']), ('_', &['＿']), ('=', &['＝']), ('~', &['～', '〜']), ('^', &['＾', 'ˆ'])];

/// The signs of any of them.
pub(super) const SIGNS_OF_PAIRS: MarkerSet = MarkerSet::STAR
    .and(MarkerSet::UNDERSCORE)
    .and(MarkerSet::EQUALS)
    .and(MarkerSet::TILDE)
    .and(MarkerSet::CARET)
    .and(MarkerSet::WIDE)
    .and(MarkerSet::RAISED);

/// A run of one sign.
#[derive(Debug, Clone)]
struct Run {
    range: Range<usize>,
    count: usize,
    /// Whether there is room between its signs.
    torn: bool,
    /// Whether any is of another kind than the plain one.
    wide: bool,
}

/// How many words that the source page stresses are not stressed in the translation.
#[derive(Debug, Default)]
pub(super) struct Unstressed(Option<usize>);

impl Unstressed {
    /// Counts once a page.
    fn of(&mut self, page: &PageRepair<'_>, facts: &LineFacts) -> &mut usize {
        self.0.get_or_insert_with(|| {
            let mut found = 0;
            for row in page.rows.iter().filter(|row| !row.code) {
                let text = page.texts.text(row.line);
                let marker = text.len() - text.trim_start().len()
                    + scan::list_marker(text.trim_start(), true).unwrap_or_default();
                let prose = Prose::of(text);
                for (sign, wide) in &SIGNS[..2] {
                    let runs = runs(text, marker, *sign, wide, false, &prose);
                    let single: Vec<&Run> = runs.iter().filter(|run| run.count == 1).collect();
                    let is_whole = |pair: &&[&Run]| !text[pair[0].range.end..].starts_with(ROOM);
                    found += single.chunks_exact(2).filter(is_whole).count();
                }
            }
            facts.count(Emphasis::Emphasis).saturating_sub(found)
        })
    }
}

/// Mends the marks of a row of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize, unstressed: &mut Unstressed) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let start = text.trim_start();
    let is_mark = |sign: char| SIGNS.iter().any(|(plain, wide)| sign == *plain || wide.contains(&sign));
    if start.starts_with("===") || start.chars().all(|sign| is_mark(sign) || sign == ' ') {
        return;
    }
    let prose = Prose::of(text);
    let from = text.len() - start.len() + scan::list_marker(start, true).unwrap_or_default();
    let mut edits: Vec<Edit> = Vec::new();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (sign, wide) in SIGNS {
        let is_known = (1..=2).filter_map(|count| style(sign, count)).any(|style| reference.lines.count(style) > 0);
        if !is_known || !(text.contains(sign) || text.contains(wide)) {
            continue;
        }
        for (torn, count) in [(true, 3), (true, 2), (false, 3), (false, 2), (false, 1)] {
            let runs = runs(text, from, sign, wide, torn, &prose);
            let pairs = damaged(text, sign, &runs, count, &reference.lines);
            if pairs.is_empty() {
                continue;
            }
            // A sign alone is most often one: only what is missing is looked for.
            if matches!(sign, '*' | '_') && count == 1 {
                let missing = unstressed.of(page, &reference.lines);
                if *missing < pairs.len() {
                    continue;
                }
                *missing -= pairs.len();
            }
            for (open, close) in pairs {
                found.push(open.range.start..close.range.end);
                edits.extend(whole(text, sign, &open, &close, &reference.lines));
            }
            break;
        }
    }
    if found.is_empty() {
        return;
    }
    edits.sort_by_key(|edit| edit.at);
    if edits.windows(2).any(|pair| pair[0].at + pair[0].cut > pair[1].at) {
        return;
    }
    for range in found {
        page.repaired(
            Code::RepairEmphasis,
            row,
            range,
            "marks round words have room in them or beside them, or are full-width: they are shown and do nothing",
            "write the marks as the source page does, close to the words",
        );
    }
    page.rewrite(row, &edits);
}

/// The runs of a sign in a row; `torn` joins those that a space parts.
fn runs(text: &str, from: usize, sign: char, wide: &[char], torn: bool, prose: &Prose) -> Vec<Run> {
    let is_sign = |own: char| own == sign || !own.is_ascii() && wide.contains(&own);
    let mut found: Vec<Run> = Vec::new();
    for (at, own) in text[from..].char_indices().map(|(at, own)| (from + at, own)) {
        if !is_sign(own) || prose.is_code(at) || text[..at].ends_with('\\') {
            continue;
        }
        let end = at + own.len_utf8();
        if let Some(last) = found.last_mut() {
            let between = &text[last.range.end..at];
            let is_room = torn && between.chars().count() == 1 && between.starts_with(ROOM);
            if between.is_empty() || is_room {
                last.torn |= is_room;
                last.wide |= own != sign;
                last.count += 1;
                last.range.end = end;
                continue;
            }
        }
        found.push(Run { range: at..end, count: 1, torn: false, wide: own != sign });
    }
    found
}

/// How words are set apart by so many of a sign.
fn style(sign: char, count: usize) -> Option<Emphasis> {
    Some(match (sign, count) {
        ('*' | '_', 1) => Emphasis::Emphasis,
        ('*' | '_', 2 | 3) => Emphasis::Strong,
        ('=', 2) => Emphasis::Marked,
        ('~', 2) => Emphasis::Deleted,
        ('~', 1) => Emphasis::Subscript,
        ('^', 2) => Emphasis::Inserted,
        ('^', 1) => Emphasis::Superscript,
        _ => return None,
    })
}

/// The pairs of a row that are damaged, of runs of one length if these are pairs throughout.
fn damaged(text: &str, sign: char, runs: &[Run], count: usize, facts: &LineFacts) -> Vec<(Run, Run)> {
    let runs: Vec<&Run> = runs.iter().filter(|run| run.count == count).collect();
    let known = style(sign, count).is_some_and(|style| facts.count(style) >= runs.len() / 2);
    if runs.is_empty() || !runs.len().is_multiple_of(2) || !known {
        return Vec::new();
    }
    let is_damaged = |open: &Run, close: &Run| {
        let inner = &text[open.range.end..close.range.start];
        let words = inner.trim_matches(ROOM);
        if words.is_empty() || words.contains("  ") {
            return false;
        }
        // `{* path *}` is an inclusion.
        if text[..open.range.start].ends_with(['{', '[', '%']) || text[close.range.end..].starts_with(['}', ']', '%']) {
            return false;
        }
        let roomy = inner.starts_with(ROOM) && inner.ends_with(ROOM);
        let outer = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_alphanumeric());
        let apart =
            outer(text[..open.range.start].chars().next_back()) || outer(text[close.range.end..].chars().next());
        match (sign, count) {
            _ if open.torn || close.torn => count > 1,
            // Signs of a language are meant where they stand alone.
            ('~', 1) if open.wide && close.wide => facts.scripts.contains_key(&(false, words.to_owned())),
            _ if open.wide || close.wide => count > 1 || sign == '^',
            ('^' | '~', 1) => words.len() < inner.len() && facts.scripts.contains_key(&(sign == '^', words.to_owned())),
            ('*' | '_', 1) => roomy && apart && runs.len() == 2 && words.contains(char::is_alphabetic),
            // The marks of strong and marked words are looked at elsewhere.
            ('*' | '=', 2) => false,
            _ => roomy,
        }
    };
    runs.chunks_exact(2)
        .filter(|pair| is_damaged(pair[0], pair[1]))
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .collect()
}

/// What makes a pair whole: plain marks, close to the words.
fn whole(text: &str, sign: char, open: &Run, close: &Run, facts: &LineFacts) -> [Edit; 2] {
    let marks = sign.to_string().repeat(open.count);
    let inner = &text[open.range.end..close.range.start];
    let head = inner.len() - inner.trim_start_matches(ROOM).len();
    let tail = inner.len() - inner.trim_end_matches(ROOM).len();
    let (mut start, mut end) = (open.range.start, close.range.end);
    let script =
        (open.count == 1).then(|| facts.scripts.get(&(sign == '^', inner.trim_matches(ROOM).to_owned()))).flatten();
    if let Some((before, behind)) = script {
        if *before {
            start = text[..start].trim_end_matches(ROOM).len();
        }
        if *behind {
            end = text.len() - text[end..].trim_start_matches(ROOM).len();
        }
    }
    [
        Edit { at: start, cut: open.range.end + head - start, put: marks.clone().into() },
        Edit { at: close.range.start - tail, cut: end - close.range.start + tail, put: marks.into() },
    ]
}
