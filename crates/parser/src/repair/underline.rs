//! Lines of dashes below a text: a heading that lost its hyphens (`—————`), and a rule that lost the blank line before it,
//! by which the text became a heading. The source page tells how many headings there are.

use super::PageRepair;
use crate::scan;
use crate::skeleton::ShapeKind;
use crate::text::Edit;
use pamphlet_source::Code;
use std::collections::{BTreeMap, BTreeSet};

/// Mends the lines below texts of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let rules = reference.sections.iter().flat_map(|section| &section.blocks);
    let rules = rules.filter(|shape| shape.kind == ShapeKind::Rule && shape.depth == 0).count();
    let wanted = reference.heading_count();
    let (mut headings, mut whole, mut under, mut damaged) = (0, 0, Vec::new(), Vec::new());
    for row in (0..page.rows.len()).filter(|row| !page.rows[*row].code) {
        let text = page.text(row).trim();
        if !text.starts_with(|first: char| !first.is_alphanumeric()) {
            continue;
        }
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        headings += usize::from((1..=6).contains(&hashes) && text[hashes..].starts_with(' ') && page.indent(row) < 4);
        let made = |signs: &[char]| !text.is_empty() && text.chars().all(|sign| signs.contains(&sign));
        let is_rule = scan::is_rule(text);
        if !below_text(page, row) {
            whole += usize::from(is_rule);
        } else if made(&['-']) || made(&['=']) {
            headings += 1;
            if is_rule {
                under.push(row);
            }
        } else if text.chars().count() > 2 && (made(&['—', '–', '−', '－', '―', '─']) || made(&['＝'])) {
            damaged.push(row);
        }
    }
    if headings + damaged.len() == wanted {
        for row in damaged {
            let text = page.text(row);
            let at = text.len() - text.trim_start().len();
            let (cut, count) = (text.trim().len(), text.trim().chars().count());
            let put = if text.contains('＝') { "=" } else { "-" }.repeat(count);
            page.repaired(
                Code::RepairTranslatedSyntax,
                row,
                at..at + cut,
                "the line below a heading is made of other dashes",
                "write it with hyphens",
            );
            page.rewrite(row, &[Edit { at, cut, put: put.into() }]);
        }
    } else if headings == wanted + under.len() && whole + under.len() == rules {
        let mut blanks = BTreeMap::new();
        for row in under {
            let length = page.text(row).len();
            page.repaired(
                Code::RepairTranslatedSyntax,
                row,
                0..length,
                "a rule follows a text without a blank line, so the text is a heading",
                "put a blank line before it",
            );
            let start = page.rows[row].line.start;
            blanks.insert(row, page.blank(start));
        }
        page.rearrange(&BTreeSet::new(), blanks);
    }
}

/// Whether a row stands right below a text of one row.
fn below_text(page: &PageRepair<'_>, row: usize) -> bool {
    let Some(above) = row.checked_sub(1).filter(|above| !page.is_blank(*above) && !page.rows[*above].code) else {
        return false;
    };
    let text = page.text(above).trim_start();
    let is_text = text.starts_with(|first: char| first.is_alphanumeric() || "*_[`(\"“„«".contains(first));
    is_text && page.indent(above) < 4 && page.indent(row) < 4 && scan::list_marker(text, true).is_none()
}
