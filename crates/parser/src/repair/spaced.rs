//! Marks in the middle of rows that a translation tool took apart or wrote full-width: pictures, notes, keys.

use super::PageRepair;
use super::prose::{Prose, first_word};
use super::signs::ROOM;
use crate::text::Edit;
use pamphlet_source::Code;
use pamphlet_source::limits::LINK_REACH_BYTES;
use std::ops::Range;

/// `! [words](picture.png)`, where the source page has that picture.
pub(super) fn picture(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let prose = Prose::of(text);
    let known = |at: usize| {
        let behind = &text[at..text.floor_char_boundary(at + LINK_REACH_BYTES)];
        let address = behind.split_once("](").map(|(_, address)| first_word(address));
        address
            .and_then(|address| address.split(')').next())
            .is_some_and(|address| reference.pictures.contains_key(address))
    };
    let places = text.match_indices("! [").map(|(at, _)| at);
    let found: Vec<usize> = places.filter(|at| !prose.is_code(*at) && known(*at)).collect();
    if found.is_empty() {
        return;
    }
    let edits: Vec<Edit> = found.iter().map(|at| Edit::cut(at + 1, 1)).collect();
    for at in found {
        let (message, help) =
            ("a space stands between the sign of a picture and its bracket", "write `![words](picture)`");
        page.repaired(Code::RepairLink, row, at..at + 3, message, help);
    }
    page.rewrite(row, &edits);
}

/// `［^label］` of a note that the source page has.
pub(super) fn note_mark(page: &mut PageRepair<'_>, row: usize) {
    let Some(reference) = page.reference else { return };
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut found = Vec::new();
    for (at, open) in text.match_indices("［^") {
        let rest = &text[at + open.len()..];
        let Some(end) = rest.find('］').filter(|end| reference.notes.iter().any(|note| *note == rest[..*end])) else {
            continue;
        };
        if !prose.is_code(at) {
            found.push((at, at + open.len() + end));
        }
    }
    if found.is_empty() {
        return;
    }
    let width = '［'.len_utf8();
    let put = |at: usize, put: &'static str| Edit { at, cut: width, put: put.into() };
    let edits: Vec<Edit> = found.iter().flat_map(|(open, close)| [put(*open, "["), put(*close, "]")]).collect();
    for (open, close) in found {
        let (message, help) = ("the brackets of a footnote are full-width", "write `[^label]`");
        page.repaired(Code::RepairFullWidth, row, open..close + width, message, help);
    }
    page.rewrite(row, &edits);
}

/// `++ ctrl + c ++` and `＋＋ctrl＋c＋＋`, of keys that are known.
pub(super) fn keys(page: &mut PageRepair<'_>, row: usize) {
    let text = page.text(row);
    let signs = ['+', '＋'];
    let doubled: Vec<Range<usize>> = {
        let places: Vec<(usize, char)> = text.char_indices().filter(|(_, sign)| signs.contains(sign)).collect();
        let pairs = places.windows(2).filter(|pair| pair[0].0 + pair[0].1.len_utf8() == pair[1].0);
        pairs.map(|pair| pair[0].0..pair[1].0 + pair[1].1.len_utf8()).collect()
    };
    if doubled.len() < 2 {
        return;
    }
    let prose = Prose::of(text);
    let mut found = Vec::new();
    let mut next = 0;
    while let Some([open, close]) =
        doubled.get(next..next + 2).and_then(|pair| <&[Range<usize>; 2]>::try_from(pair).ok())
    {
        next += 1;
        if close.start < open.end || prose.is_code(open.start) {
            continue;
        }
        let inner = &text[open.end..close.start];
        let parts: Vec<&str> = inner.split(signs).map(|part| part.trim_matches(ROOM)).collect();
        let known = parts.iter().all(|part| crate::inline::keys::is_key(&part.to_lowercase()));
        let good = format!("++{}++", parts.iter().map(|part| part.to_lowercase()).collect::<Vec<_>>().join("+"));
        if !known
            || text[open.start..close.end] == good
            || inner.trim_matches(ROOM) == inner && !text[open.start..close.end].contains('＋')
        {
            continue;
        }
        found.push((open.start..close.end, good));
        next += 1;
    }
    if found.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for (range, put) in found {
        let (message, help) = ("the marks of keys have room in them, or are full-width", "write `++ctrl+c++`");
        page.repaired(Code::RepairFullWidth, row, range.clone(), message, help);
        edits.push(Edit { at: range.start, cut: range.len(), put: put.into() });
    }
    page.rewrite(row, &edits);
}
