//! A difference on a terminal.

use super::{Body, around, by_page, phrase, shortened, side};
use crate::change::{Action, Change, DiffFile, LocaleDiff};
use crate::piece::PieceKind;
use pamphlet_locale::{Catalog, Direction};
use pamphlet_source::visible;
use std::fmt::Write as _;

/// A difference as text. What went stands in `[-…-]`, what came in `{+…+}`, with `color` also in red and green.
#[must_use]
pub fn text(diff: &DiffFile, color: bool) -> String {
    let mut out = String::new();
    if diff.is_empty() {
        let _ = writeln!(out, "{} and {} say the same", side(&diff.old), side(&diff.new));
        return out;
    }
    let _ = writeln!(out, "from {} to {}", side(&diff.old), side(&diff.new));
    for locale in &diff.locales {
        let count = locale.changes.len();
        let changes = if count == 1 { "change" } else { "changes" };
        let _ = writeln!(out, "\n{} ({}): {count} {changes}", Catalog::of(&locale.locale).name(), locale.locale);
        for (page, changes) in by_page(locale) {
            if let Some((id, title)) = page {
                let _ = writeln!(out, "\n  {}  {}", isolated(&visible::line(title), locale), visible::line(id));
            }
            let mut section = None;
            for change in changes {
                if change.section != section && change.section.is_some() {
                    let title = visible::line(change.section.as_deref().unwrap_or_default());
                    let _ = writeln!(out, "    {}", isolated(&title, locale));
                }
                section.clone_from(&change.section);
                write_change(change, locale, color, &mut out);
            }
        }
    }
    out
}

fn write_change(change: &Change, locale: &LocaleDiff, color: bool, out: &mut String) {
    let mark = match change.action {
        Action::Added | Action::Translated => '+',
        Action::Removed | Action::Untranslated => '-',
        Action::Renamed | Action::Moved | Action::Rewritten | Action::Changed => '~',
    };
    let phrase = phrase(change);
    let painted =
        |code: &str, text: &str| if color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() };
    let body = match phrase.body {
        Body::Nothing => String::new(),
        Body::Was(text) => painted("31", &isolated(&shortened(&text), locale)),
        Body::Is(text) => painted("32", &isolated(&shortened(&text), locale)),
        Body::Instead(was, is) => format!(
            "{} → {}",
            painted("31", &isolated(&shortened(&was), locale)),
            painted("32", &isolated(&shortened(&is), locale))
        ),
        Body::Words(words) => {
            let mut body = String::new();
            for piece in around(&words) {
                match piece.kind {
                    PieceKind::Same => body.push_str(&piece.text),
                    PieceKind::Removed => body.push_str(&painted("31", &format!("[-{}-]", piece.text))),
                    PieceKind::Added => body.push_str(&painted("32", &format!("{{+{}+}}", piece.text))),
                }
            }
            isolated(&body, locale)
        }
    };
    let colon = if body.is_empty() { "" } else { ": " };
    let _ = writeln!(out, "    {mark} {}{colon}{body}", phrase.head);
}

/// Text that runs right to left, kept from turning the words around it.
fn isolated(text: &str, locale: &LocaleDiff) -> String {
    match locale.direction {
        Direction::Ltr => text.to_owned(),
        Direction::Rtl => format!("\u{2068}{text}\u{2069}"),
    }
}
