//! What callouts are called, and their icons.

use pamphlet_document::CalloutKind;
use pamphlet_locale::Term;

/// The word for a kind of callout; none for a kind that the site made up.
pub(crate) fn term(kind: &CalloutKind) -> Option<Term> {
    Some(match kind {
        CalloutKind::Note => Term::Note,
        CalloutKind::Abstract => Term::Abstract,
        CalloutKind::Info => Term::Info,
        CalloutKind::Tip => Term::Tip,
        CalloutKind::Success => Term::Success,
        CalloutKind::Question => Term::Question,
        CalloutKind::Warning => Term::Warning,
        CalloutKind::Failure => Term::Failure,
        CalloutKind::Danger => Term::Danger,
        CalloutKind::Bug => Term::Bug,
        CalloutKind::Example => Term::Example,
        CalloutKind::Quote => Term::Quote,
        CalloutKind::Recommendation => Term::Recommendation,
        CalloutKind::Other(_) => return None,
    })
}

/// The icon of a kind of callout, as Material for MkDocs has them; none for the kind of a part that is only folded away.
pub(crate) fn icon(kind: Option<&CalloutKind>) -> &'static str {
    let Some(kind) = kind else { return "material/chevron-down" };
    match kind {
        CalloutKind::Note | CalloutKind::Other(_) => "material/pencil-circle",
        CalloutKind::Abstract => "material/clipboard-text",
        CalloutKind::Info => "material/information",
        CalloutKind::Tip => "material/fire",
        CalloutKind::Success => "material/check",
        CalloutKind::Question => "material/help-circle",
        CalloutKind::Warning => "material/alert",
        CalloutKind::Failure => "material/close",
        CalloutKind::Danger => "material/lightning-bolt-circle",
        CalloutKind::Bug => "material/shield-bug",
        CalloutKind::Example => "material/test-tube",
        CalloutKind::Quote => "material/format-quote-close",
        CalloutKind::Recommendation => "material/star-circle-outline",
    }
}
