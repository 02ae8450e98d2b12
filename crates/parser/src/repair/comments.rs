//! Words that nobody is meant to read, between damaged marks: `<! -- words -- >`, `<!– words –>`, `&lt;!-- words --&gt;`.

use super::PageRepair;
use super::prose::Prose;
use crate::text::Edit;
use pamphlet_source::{Code, limits};

/// Mends the comments of a row of a translation of a page that has comments.
pub(super) fn mend(page: &mut PageRepair<'_>, row: usize) {
    if !page.reference.is_some_and(|reference| reference.written.comments) {
        return;
    }
    let text = page.text(row);
    let prose = Prose::of(text);
    let mut edits: Vec<Edit> = Vec::new();
    for (at, _) in text.match_indices(['<', '＜', '&']).filter(|(at, _)| !prose.is_code(*at)) {
        if edits.last().is_some_and(|before| at < before.at + before.cut) {
            continue;
        }
        edits.extend(comment(text, at));
    }
    if edits.is_empty() {
        return;
    }
    let message = "the marks of a comment are damaged, so the website shows it";
    page.mend_each(Code::RepairHtml, row, &edits, message, "write `<!-- words -->`");
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '–' | '—' | '－' | '―')
}

/// The comment that begins at a byte, if it is damaged and ends in the row.
fn comment(text: &str, at: usize) -> Option<Edit> {
    let rest = &text[at..text.floor_char_boundary(at + limits::LINK_REACH_BYTES).max(at)];
    let room = |sign: char| sign == ' ' || sign == '\u{a0}';
    let inner = ["<", "＜", "&lt;"].iter().find_map(|open| rest.strip_prefix(open))?;
    let inner = inner.trim_start_matches([' ', '\\']).strip_prefix(['!', '！'])?;
    let words = inner.trim_start_matches(|sign| is_dash(sign) || room(sign) || sign == '\\');
    let head = &inner[..inner.len() - words.len()];
    if !head.contains(is_dash) {
        return None;
    }
    let signs = [">", "＞", "&gt;"].into_iter().flat_map(|sign| words.match_indices(sign));
    let close = signs.map(|(at, sign)| (at, at + sign.len()));
    let ends = |before: &str| before.trim_end_matches(room).ends_with(is_dash);
    let (from, to) = close.filter(|(from, _)| ends(&words[..*from])).min()?;
    let body = words[..from].trim_end_matches(|sign| is_dash(sign) || room(sign));
    let written = &rest[..rest.len() - words.len() + to];
    let is_whole = written.starts_with("<!--") && written.ends_with("-->");
    (!is_whole && !body.is_empty()).then(|| Edit { at, cut: written.len(), put: format!("<!-- {body} -->").into() })
}
