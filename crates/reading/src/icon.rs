//! What icons say.
//!
//! A tick or a cross is an answer only where it *is* the answer: alone in a cell of a table or in an item of a list; or as
//! the first thing in a cell of a table in which other cells hold nothing but such a mark. An icon that stands alone
//! anywhere else, or in the middle of a sentence, is a word of it, and says its name. Any other decorates the words beside
//! it and says nothing.

use crate::Words;
use pamphlet_locale::{Catalog, Tag, Term};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an icon says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Saying {
    /// Nothing: words stand beside it.
    Nothing,
    /// Its name, where it is part of a sentence, or alone. Whoever cannot see it is told; where nothing can be drawn, the
    /// name stands there.
    Name {
        /// The name.
        words: Words,
    },
    /// The answer of a cell or an item (yes, no, partly). Its words are seen in every format, beside the icon or without it.
    Answer {
        /// The answer.
        words: Words,
    },
}

impl Saying {
    /// The words, if it says anything.
    #[must_use]
    pub fn words(&self) -> Option<&Words> {
        match self {
            Self::Nothing => None,
            Self::Name { words } | Self::Answer { words } => Some(words),
        }
    }

    /// The name of an icon, which is English.
    #[must_use]
    pub fn name(icon: &str) -> Self {
        Self::Name { words: Words { text: icon_words(icon), language: Tag::parse("en") } }
    }
}

/// What an icon answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AnswerMark {
    /// The word: yes, no or partly.
    pub term: Term,
    /// Whether it answers beside words, too (a tick, a cross). A warning sign in a comparison is a "partly" only alone.
    pub beside_words: bool,
}

/// The answer that an icon gives, by its name (`material/check`, `octicons/x-circle-16`); none for icons that are no
/// marks.
pub(crate) fn mark(icon: &str) -> Option<AnswerMark> {
    let name = icon.rsplit('/').next().unwrap_or(icon);
    let name = name.strip_suffix("-16").or_else(|| name.strip_suffix("-24")).unwrap_or(name);
    let (term, beside_words) = match name {
        "check"
        | "check-bold"
        | "check-all"
        | "check-circle"
        | "check-circle-outline"
        | "check-circle-fill"
        | "check-outline"
        | "check-decagram"
        | "checkbox-marked"
        | "checkbox-marked-circle"
        | "circle-check"
        | "square-check"
        | "white_check_mark" => (Term::Yes, true),
        "close"
        | "close-thick"
        | "close-circle"
        | "close-circle-outline"
        | "close-octagon"
        | "close-box"
        | "x"
        | "x-circle"
        | "x-circle-fill"
        | "xmark"
        | "circle-xmark"
        | "times"
        | "cancel" => (Term::No, true),
        "close-outline" | "minus" | "minus-circle" | "minus-circle-outline" => (Term::No, false),
        "alert"
        | "alert-outline"
        | "alert-circle"
        | "alert-circle-outline"
        | "checkbox-intermediate"
        | "circle-half-full"
        | "approximately-equal"
        | "tilde"
        | "triangle-exclamation" => (Term::Partly, false),
        _ => return None,
    };
    Some(AnswerMark { term, beside_words })
}

/// The name of an icon as words, for one that stands where only words will do: `material/alert-outline` is `alert`.
pub(crate) fn icon_words(icon: &str) -> String {
    let name = icon.rsplit('/').next().unwrap_or(icon);
    let mut words: Vec<&str> = name.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    while words.len() > 1
        && words.last().is_some_and(|word| {
            matches!(*word, "outline" | "fill" | "variant") || word.bytes().all(|byte| byte.is_ascii_digit())
        })
    {
        words.pop();
    }
    words.join(" ")
}

/// Where a run of text stands, as far as icons in it may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answers {
    /// In running text: never.
    Never,
    /// In an item of a list: alone.
    Item,
    /// In a cell of a table: alone; and before words, where the table compares by marks.
    Cell {
        /// Whether other cells of the table hold nothing but a mark.
        comparison: bool,
    },
}

/// Where in its run an icon stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// Whether the run has no words.
    pub alone: bool,
    /// Whether nothing is to be seen before it in its run.
    pub first: bool,
    /// Whether words stand before and after it on its line.
    pub between: bool,
}

/// What an icon says at its place; `drawn` says whether it can be drawn.
pub(crate) fn says(name: &str, answers: Answers, position: Position, drawn: bool, catalog: &Catalog) -> Saying {
    let answer = mark(name).filter(|mark| match answers {
        Answers::Never => false,
        Answers::Item => position.alone && mark.beside_words,
        Answers::Cell { comparison } => position.alone || (comparison && position.first && mark.beside_words),
    });
    if let Some(mark) = answer {
        let mut words = Words::of(mark.term, catalog);
        if !position.alone {
            words.text.push_str(catalog.colon().trim_end());
        }
        return Saying::Answer { words };
    }
    if position.alone || position.between || !drawn { Saying::name(name) } else { Saying::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pamphlet_locale::Tag;

    fn said(name: &str, answers: Answers, alone: bool, first: bool, between: bool) -> String {
        let catalog = Catalog::of(&Tag::parse("en").unwrap());
        let position = Position { alone, first, between };
        match says(name, answers, position, true, &catalog) {
            Saying::Nothing => String::new(),
            Saying::Name { words } => format!("name {}", words.text),
            Saying::Answer { words } => format!("answer {}", words.text),
        }
    }

    #[test]
    fn marks_are_told_by_the_last_part_of_the_name() {
        assert_eq!(mark("material/check"), Some(AnswerMark { term: Term::Yes, beside_words: true }));
        assert_eq!(mark("octicons/x-circle-16"), Some(AnswerMark { term: Term::No, beside_words: true }));
        assert_eq!(mark("material/alert-outline"), Some(AnswerMark { term: Term::Partly, beside_words: false }));
        assert_eq!(mark("material/heart"), None);
    }

    #[test]
    fn words_of_icons() {
        assert_eq!(icon_words("octicons/home-16"), "home");
        assert_eq!(icon_words("material/alert-outline"), "alert");
        assert_eq!(icon_words("simple/apple"), "apple");
        assert_eq!(icon_words("material/24"), "24");
    }

    #[test]
    fn marks_answer_where_they_are_the_answer() {
        let cell = |comparison| Answers::Cell { comparison };
        assert_eq!(said("material/check", cell(false), true, true, false), "answer Yes");
        assert_eq!(said("material/close", Answers::Item, true, true, false), "answer No");
        assert_eq!(said("material/close", cell(true), false, true, false), "answer No:");
        // Beside words in a table of icons, before the words of an item, in a sentence, alone in a paragraph.
        assert_eq!(said("material/close", cell(false), false, true, false), "");
        assert_eq!(said("material/close", Answers::Item, false, true, false), "");
        assert_eq!(said("material/close", Answers::Never, false, false, true), "name close");
        assert_eq!(said("material/close", Answers::Never, true, true, false), "name close");
        // A warning sign is a "partly" only alone.
        assert_eq!(said("material/alert", cell(true), true, true, false), "answer Partly");
        assert_eq!(said("material/alert", cell(true), false, true, false), "");
    }

    #[test]
    fn an_icon_that_cannot_be_drawn_says_its_name() {
        let catalog = Catalog::of(&Tag::parse("fr").unwrap());
        let position = Position { alone: false, first: true, between: false };
        let says = says("simple/nobody", Answers::Never, position, false, &catalog);
        assert_eq!(says, Saying::Name { words: Words { text: "nobody".into(), language: Tag::parse("en") } });
    }
}
