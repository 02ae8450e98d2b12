//! The words for kinds of callouts.

use crate::CalloutKind;

/// The kinds that a website knows, each with the words for it, its own first.
static KNOWN: [(CalloutKind, &[&str]); 12] = [
    (CalloutKind::Note, &["note", "seealso"]),
    (CalloutKind::Abstract, &["abstract", "summary", "tldr"]),
    (CalloutKind::Info, &["info", "todo"]),
    (CalloutKind::Tip, &["tip", "hint", "important"]),
    (CalloutKind::Success, &["success", "check", "done"]),
    (CalloutKind::Question, &["question", "help", "faq"]),
    (CalloutKind::Warning, &["warning", "caution", "attention"]),
    (CalloutKind::Failure, &["failure", "fail", "missing"]),
    (CalloutKind::Danger, &["danger", "error"]),
    (CalloutKind::Bug, &["bug"]),
    (CalloutKind::Example, &["example"]),
    (CalloutKind::Quote, &["quote", "cite"]),
];

impl CalloutKind {
    /// The kind of a word that a website knows.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        KNOWN.iter().find(|(_, words)| words.contains(&word)).map(|(kind, _)| kind.clone())
    }

    /// All words that a website knows.
    pub fn words() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().flat_map(|(_, words)| words.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_one_kind() {
        for (kind, words) in &KNOWN {
            assert!(words.iter().all(|word| CalloutKind::of_word(word).as_ref() == Some(kind)), "{words:?}");
            assert_eq!(kind.name(), words[0]);
        }
        assert_eq!(CalloutKind::of_word("nothing"), None);
    }
}
