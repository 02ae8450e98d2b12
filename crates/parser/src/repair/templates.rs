//! Variables and statements of templates whose braces were taken apart, escaped, lost or written full-width:
//! `{ { version } }`, `｛｛ version ｝｝`, `{ % if beta % }`, `{ version }`. Only those that the source page has.

use super::PageRepair;
use super::prose::Prose;
use crate::marker_set::MarkerSet;
use crate::text::Edit;
use crate::verbatim::VerbatimKind;
use pamphlet_source::{Code, limits};

const OPENS: &[char] = &['{', '｛'];
const CLOSES: &[char] = &['}', '｝'];
const PERCENT: &[char] = &['%', '％', '٪', '﹪'];

/// Mends the variables and statements of a translation.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let Some(written) = page.reference.map(|reference| &reference.written) else { return };
    let known = || written.pieces(VerbatimKind::Variable).iter().chain(written.pieces(VerbatimKind::Statement));
    if known().next().is_none() {
        return;
    }
    let signs = MarkerSet::BRACE.and(MarkerSet::WIDE);
    for row in 0..page.rows.len() {
        if page.rows[row].code || !page.rows[row].markers.any(signs) {
            continue;
        }
        let text = page.text(row);
        let prose = Prose::of(text);
        let mut edits: Vec<Edit> = Vec::new();
        let mut from = 0;
        for (at, _) in text.match_indices(OPENS).filter(|(at, _)| !prose.is_code(*at)) {
            if at < from {
                continue;
            }
            let Some((start, end, inner)) = loose(text, at) else { continue };
            from = end;
            let own = &text[start..end];
            let squeezed = squeezed(inner);
            let meant = known().find(|known| self::squeezed(known.trim_matches(['{', '}', '%', '-'])) == squeezed);
            let Some(meant) = meant.filter(|_| !known().any(|known| known == own)) else { continue };
            // Room between whole marks means nothing.
            let is_whole = own.starts_with(&meant[..2]) && own.ends_with(&meant[meant.len() - 2..]);
            if !is_whole {
                edits.push(Edit { at: start, cut: end - start, put: meant.clone().into() });
            }
        }
        if !edits.is_empty() {
            let message = "the braces of a variable or statement of a template are damaged";
            page.mend_each(Code::RepairTranslatedSyntax, row, &edits, message, "write it as the source page does");
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\\').collect()
}

/// What begins at a brace, whatever stands between its marks: where it begins and ends, and what is in it.
fn loose(text: &str, at: usize) -> Option<(usize, usize, &str)> {
    let is_room = |sign: char| matches!(sign, ' ' | '\u{a0}' | '\\');
    let start = at - usize::from(text[..at].ends_with('\\'));
    let window = &text[at..text.floor_char_boundary(at + limits::MACRO_TAG_BYTES).max(at)];
    let behind = window.trim_start_matches(|sign| OPENS.contains(&sign) || PERCENT.contains(&sign) || is_room(sign));
    let from = at + window.len() - behind.len();
    let close = from + behind.find(CLOSES)?;
    let inner = text[from..close].trim_end_matches(|sign| PERCENT.contains(&sign) || is_room(sign));
    let rest = &text[close..];
    let tail = rest.trim_start_matches(|sign| CLOSES.contains(&sign) || is_room(sign));
    let end = text.len() - tail.len();
    // Room behind the last brace is text.
    let end = start + text[start..end].trim_end_matches(is_room).len();
    (!inner.is_empty()).then_some((start, end, inner))
}
