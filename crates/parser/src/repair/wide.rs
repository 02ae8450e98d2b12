//! Full-width signs that stand where syntax wants plain ones: `＊＊words＊＊`, `｀code｀`, `＃ Heading`, `＞ words`, `！` before
//! a picture. Only in translations: the source page tells what stands there.

use super::PageRepair;
use super::prose::{Prose, first_word};
use crate::Skeleton;
use crate::marker_set::MarkerSet;
use crate::skeleton::ShapeKind;
use crate::text::Edit;
use pamphlet_source::{Code, limits};
use std::ops::Range;

/// A change of a row, and what to say about it.
struct Finding {
    range: Range<usize>,
    message: &'static str,
    help: &'static str,
    edits: Vec<Edit>,
}

/// What the source page has, by which signs at the beginning of a row are syntax.
#[derive(Clone, Copy)]
struct There {
    headings: bool,
    quotes: bool,
}

/// Mends the rows of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let has = |wanted: fn(&ShapeKind) -> bool| {
        reference.sections.iter().flat_map(|section| &section.blocks).any(|shape| wanted(&shape.kind))
    };
    let mut there: Option<There> = None;
    for row in 0..page.rows.len() {
        if page.rows[row].code || !page.rows[row].markers.any(MarkerSet::WIDE) {
            continue;
        }
        if !page.text(row).contains(['＊', '｀', '＃', '＞', '！']) {
            continue;
        }
        let there = *there.get_or_insert_with(|| There {
            headings: reference.headings().next().is_some(),
            quotes: has(|kind| *kind == ShapeKind::Quote),
        });
        mend_row(page, row, reference, there);
    }
}

fn mend_row(page: &mut PageRepair<'_>, row: usize, reference: &Skeleton, there: There) {
    let text = page.text(row);
    let indent = text.len() - text.trim_start().len();
    let is_block = page.indent(row) < 4;
    let mut findings: Vec<Finding> = Vec::new();
    findings.extend(is_block.then(|| begins(text, indent, there)).flatten());
    if findings.is_empty() {
        findings.extend(emphasis(text));
        findings.extend(code(text));
        findings.extend(pictures(text, reference));
    }
    if findings.is_empty() {
        return;
    }
    let mut edits = Vec::new();
    for Finding { range, message, help, edits: own } in findings {
        page.repaired(Code::RepairFullWidth, row, range, message, help);
        edits.extend(own);
    }
    edits.sort_by_key(|edit| edit.at);
    page.rewrite(row, &edits);
}

/// A plain sign in the place of another one.
fn plain(at: usize, wide: char, put: &'static str) -> Edit {
    Edit { at, cut: wide.len_utf8(), put: put.into() }
}

/// Signs at the beginning of a row, by which it is a heading or a quotation.
fn begins(text: &str, indent: usize, there: There) -> Option<Finding> {
    let start = &text[indent..];
    let sign = start.chars().next()?;
    match sign {
        '＃' => {
            let rest = start.trim_start_matches('＃');
            let count = (start.len() - rest.len()) / sign.len_utf8();
            let words = rest.trim_start_matches([' ', '\u{3000}']);
            let is_heading =
                count <= 6 && there.headings && !words.is_empty() && (count > 1 || words.len() < rest.len());
            let cut = start.len() - words.len();
            let put = format!("{} ", "#".repeat(count));
            is_heading.then(|| Finding {
                range: indent..indent + cut,
                message: "the marks of a heading are full-width",
                help: "write `# Words` with plain marks",
                edits: vec![Edit { at: indent, cut, put: put.into() }],
            })
        }
        '＞' => {
            let told = start[sign.len_utf8()..].chars().next().is_some_and(|next| !next.is_ascii() || next == ' ');
            (told && there.quotes).then(|| Finding {
                range: indent..indent + sign.len_utf8(),
                message: "the mark of a quotation is full-width",
                help: "write `> words` with a plain mark",
                edits: vec![plain(indent, sign, ">")],
            })
        }
        _ => None,
    }
}

/// `＊＊words＊＊`: pairs of which at least one mark is full-width.
fn emphasis(text: &str) -> Vec<Finding> {
    if !text.contains("＊＊") {
        return Vec::new();
    }
    let prose = Prose::of(text);
    let mut marks: Vec<Range<usize>> = Vec::new();
    let is_star = |sign: char| matches!(sign, '*' | '＊');
    let mut at = 0;
    while let Some(found) = text[at..].find(is_star) {
        let start = at + found;
        let rest = text[start..].trim_start_matches(is_star);
        at = text.len() - rest.len();
        let run = &text[start..at];
        // What is masked or counted is no emphasis.
        if run.chars().count() == 2 && !prose.is_code(start) && !text[..start].ends_with('\\') {
            marks.push(start..at);
        }
    }
    if marks.len() % 2 == 1 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for pair in marks.chunks_exact(2) {
        let (open, close) = (pair[0].clone(), pair[1].clone());
        let words = &text[open.end..close.start];
        if words.trim().len() != words.len() || words.is_empty() || !text[open.start..close.end].contains('＊') {
            continue;
        }
        let put = |mark: &Range<usize>| Edit { at: mark.start, cut: mark.len(), put: "**".into() };
        found.push(Finding {
            range: open.start..close.end,
            message: "the marks of an emphasis are full-width",
            help: "write `**words**` with plain marks",
            edits: vec![put(&open), put(&close)],
        });
    }
    found
}

/// `｀code｀`, of signs that code is made of. What else stands between two such signs is a face.
fn code(text: &str) -> Vec<Finding> {
    let signs: Vec<usize> = text.match_indices('｀').map(|(at, _)| at).collect();
    let width = '｀'.len_utf8();
    let mut found = Vec::new();
    let mut next = 0;
    while let Some([open, close]) = signs.get(next..next + 2).and_then(|pair| <[usize; 2]>::try_from(pair).ok()) {
        let inner = &text[open + width..close];
        let is_code = inner.is_ascii() && inner.contains(|sign: char| sign.is_ascii_alphanumeric());
        if !is_code || inner.contains('`') {
            next += 1;
            continue;
        }
        found.push(Finding {
            range: open..close + width,
            message: "the marks of code are full-width",
            help: "write it between plain backticks",
            edits: vec![plain(open, '｀', "`"), plain(close, '｀', "`")],
        });
        next += 2;
    }
    found
}

/// `！[words](picture.png)`, where the source page has that picture.
fn pictures(text: &str, reference: &Skeleton) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices('！') {
        let Some(inner) = text[at + sign.len()..].strip_prefix(['[', '［']) else { continue };
        let inner = &inner[..inner.floor_char_boundary(limits::LINK_REACH_BYTES)];
        let address = inner.find([']', '］']).and_then(|end| {
            let behind = inner[end..].trim_start_matches([']', '］']).strip_prefix(['(', '（'])?;
            Some(first_word(behind[..behind.find([')', '）'])?].trim()))
        });
        if address.is_some_and(|address| reference.pictures.contains_key(address)) {
            found.push(Finding {
                range: at..at + sign.len(),
                message: "the sign before a picture is full-width",
                help: "write `![words](picture)` with plain signs",
                edits: vec![plain(at, '！', "!")],
            });
        }
    }
    found
}
