//! Snippet markers: escaped, cut off, or with other dashes and quotation marks.

use super::PageRepair;
use super::prose::{QUOTES, quoted};
use crate::text::Edit;
use pamphlet_source::Code;

/// Dashes that an editor may put for `-`.
const DASHES: &[char] = &['-', '–', '—', '‑', '−'];

/// Mends the snippet markers of a page; a path that was cut off is the source page's.
pub(super) fn mend(page: &mut PageRepair<'_>) {
    let mut number = 0;
    for row in 0..page.rows.len() {
        if page.rows[row].code {
            continue;
        }
        let text = page.text(row);
        let indent = text.len() - text.trim_start().len();
        let start = text[indent..].trim_end();
        let bare = start.trim_start_matches('\\');
        let scissors = bare.trim_start_matches(DASHES);
        let dashes = bare.chars().count() - scissors.chars().count();
        let Some(rest) = scissors.strip_prefix("8<").filter(|_| dashes > 0) else { continue };
        let path = rest.trim_start_matches(DASHES);
        if path.len() == rest.len() {
            continue;
        }
        let path = path.trim();
        let n = number;
        number += 1;
        let whole = path.len() > 2 && path.starts_with('"') && path.ends_with('"');
        let plain = start.starts_with("--8<--") || start.starts_with("-8<-");
        if whole && plain {
            continue;
        }
        let meant = if whole {
            Some(path.trim_matches('"').to_owned())
        } else if path.is_empty() {
            continue; // the block form: paths stand on the lines that follow
        } else {
            let inner = quoted(path).map(|range| path[range].to_owned()).filter(|inner| !inner.is_empty());
            inner.or_else(|| lookup(page, path, n))
        };
        let Some(meant) = meant else { continue };
        let length = start.len();
        let edit = Edit { at: indent, cut: length, put: format!("--8<-- \"{meant}\"").into() };
        page.repaired(
            Code::RepairSnippet,
            row,
            indent..indent + length,
            "the marker of a snippet was damaged",
            "write `--8<-- \"path\"`, as the source page does",
        );
        page.rewrite(row, &[edit]);
    }
}

/// The snippet of the source page that a torn path began like; else the one in the same place.
fn lookup(page: &PageRepair<'_>, path: &str, n: usize) -> Option<String> {
    let snippets = &page.reference?.snippets;
    let begun: String = path.chars().filter(|c| !QUOTES.contains(c) && !matches!(c, '<' | '>')).collect();
    let begun = begun.trim();
    let mut alike = snippets.iter().filter(|snippet| !begun.is_empty() && snippet.starts_with(begun));
    let only = alike.next().filter(|_| alike.next().is_none());
    only.or_else(|| snippets.get(n)).cloned()
}
