//! The terms of one language.

use crate::table::{self, Table};
use crate::{Digits, Direction, Tag, Term};
use std::sync::Arc;

/// The words of the interface in one language, with its name, direction, digits and ways of writing. Cheap to copy:
/// a locale's table is read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    tag: Tag,
    table: Arc<Table>,
}

impl Catalog {
    /// The catalogue of a locale, filled up from its parents ([`crate::fallback::parent`]).
    ///
    /// # Panics
    /// Never: English has every term, which a test holds.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        Self { tag: tag.clone(), table: table::of(tag) }
    }

    /// The locale that was asked for.
    #[must_use]
    pub fn tag(&self) -> &Tag {
        &self.tag
    }

    /// The language's name for itself: `italiano`. The tag for a language that there are no words in.
    #[must_use]
    pub fn name(&self) -> &str {
        // A language that falls back to English is not English.
        if self.is_translated() { &self.table.name } else { self.tag.as_str() }
    }

    /// Whether the words are in the language of the tag (and not in English for want of a table).
    #[must_use]
    pub fn is_translated(&self) -> bool {
        let language = |tag: &str| {
            let part = tag.split('-').next()?;
            let same = match part {
                "ckb" => "ku",
                "no" => "nb",
                "tl" => "fil",
                other => other,
            };
            Some(same.to_owned())
        };
        language(&self.table.tag) == language(self.tag.as_str())
    }

    /// The tag of the language that the words are in: `en` when there is no table for the locale or its parents. Put it
    /// on generated words that differ from the language around them.
    ///
    /// # Panics
    /// Never: the tags of the tables are tags, which a test holds.
    #[must_use]
    pub fn language_of_terms(&self) -> Tag {
        if self.is_translated() {
            self.tag.clone()
        } else {
            Tag::parse(&self.table.tag).expect("the tags of the tables are tags")
        }
    }

    /// A term in this language.
    #[must_use]
    pub fn term(&self, term: Term) -> &str {
        &self.table.terms[term as usize]
    }

    /// A word by its key in the tables: a term, or one of those that the program itself does not use and a vocabulary
    /// names. None for a key that the tables do not have.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<&str> {
        let term = || Term::ALL.iter().find(|term| term.key() == key).map(|term| self.term(*term));
        self.table.words.get(key).map(String::as_str).or_else(term)
    }

    /// Its direction.
    #[must_use]
    pub fn direction(&self) -> Direction {
        Direction::of(&self.tag)
    }

    /// Its digits.
    #[must_use]
    pub fn digits(&self) -> Digits {
        Digits::of(&self.tag)
    }

    /// The opening and closing quotation marks, spaces that belong to them included (French). `depth` is 0 for a
    /// quotation, 1 for one inside it, and so on in turn.
    #[must_use]
    pub fn quotation_marks(&self, depth: usize) -> (&str, &str) {
        let [open, close, inner_open, inner_close] = &self.table.quotes;
        if depth.is_multiple_of(2) { (open, close) } else { (inner_open, inner_close) }
    }

    /// What stands between a label and what it labels: `: `, in French ` : `, in Chinese `：`.
    #[must_use]
    pub fn colon(&self) -> &str {
        &self.table.colon
    }

    /// A label and its value: `Date: 22 August 2026`.
    #[must_use]
    pub fn labelled(&self, term: Term, value: &str) -> String {
        format!("{}{}{value}", self.term(term), self.colon())
    }

    /// What stands between the items of a list: `, `, `、`.
    #[must_use]
    pub fn separator(&self) -> &str {
        &self.table.list[0]
    }

    /// A list in words: `a, b and c`.
    #[must_use]
    pub fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        let [separator, last] = &self.table.list;
        let mut out = String::new();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                out.push_str(if index + 1 == items.len() { last } else { separator });
            }
            out.push_str(item.as_ref());
        }
        out
    }

    /// On which page something is: `p. 6`, `6ページ`.
    #[must_use]
    pub fn on_page(&self, number: &str) -> String {
        self.table.on_page.replace("{}", number)
    }

    /// A percentage in the language's digits: `57 %`, `%57`, `۵۷٪`.
    #[must_use]
    pub fn percent(&self, number: u64) -> String {
        self.table.percent.replace("{}", &self.digits().format(number))
    }

    /// A date, given as `2026-08-22`, in words: `22 août 2026`, `۳۱ مرداد ۱۴۰۵`. None for what is no such date.
    #[must_use]
    pub fn date(&self, date: &str) -> Option<String> {
        crate::date::format(date, &self.table.date, self.digits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(tag: &str) -> Catalog {
        Catalog::of(&Tag::parse(tag).expect("is a tag"))
    }

    #[test]
    fn words_of_a_locale() {
        assert_eq!(catalog("it").term(Term::Contents), "Indice");
        assert_eq!(catalog("zh-TW").term(Term::Contents), "目錄");
        assert_eq!(catalog("zh").term(Term::Contents), "目录");
        assert_eq!(catalog("ckb").name(), "کوردیی ناوەندی");
        assert_eq!(catalog("fr-CA").name(), "français");
    }

    #[test]
    fn words_by_their_keys() {
        assert_eq!(catalog("it").word("contents"), Some("Indice"));
        assert_eq!(catalog("de").word("source-code"), Some("Quellcode"));
        assert_eq!(catalog("de-AT").word("source-code"), Some("Quellcode"));
        assert_eq!(catalog("lo").word("source-code"), Some("Source code"));
        assert_eq!(catalog("de").word("no-such-word"), None);
    }

    #[test]
    fn a_language_without_words_says_so() {
        let lao = catalog("lo");
        assert_eq!((lao.term(Term::Contents), lao.name()), ("Contents", "lo"));
        assert_eq!(lao.language_of_terms().as_str(), "en");
        assert!(!lao.is_translated());
        assert_eq!(catalog("pt-BR").language_of_terms().as_str(), "pt-BR");
    }

    #[test]
    fn a_table_is_read_once() {
        assert!(Arc::ptr_eq(&catalog("de").table, &catalog("de").table));
        assert!(Arc::ptr_eq(&catalog("de").table, &catalog("de-AT").table));
    }

    #[test]
    fn ways_of_writing() {
        assert_eq!(catalog("en").list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(catalog("ja").list(&["a", "b", "c"]), "a、b、c");
        assert_eq!(catalog("ar").list(&["أ", "ب"]), "أ وب");
        assert_eq!(catalog("en").list(&[""; 0]), "");
        assert_eq!(catalog("tr").percent(57), "%57");
        assert_eq!(catalog("ja").on_page("6"), "6ページ");
        assert_eq!(catalog("de").on_page("6"), "S.\u{A0}6");
        assert_eq!(catalog("fa").percent(57), "۵۷٪");
        assert_eq!(catalog("fr").percent(57), "57\u{202F}%");
        assert_eq!(catalog("fr").labelled(Term::Date, "x"), "Date\u{A0}: x");
        assert_eq!(catalog("zh").labelled(Term::Date, "x"), "日期：x");
        assert_eq!(catalog("de").quotation_marks(0), ("„", "“"));
        assert_eq!(catalog("de").quotation_marks(1), ("‚", "‘"));
        assert_eq!(catalog("de").quotation_marks(2), ("„", "“"));
    }

    #[test]
    fn dates() {
        for (tag, words) in [
            ("en", "22 August 2026"),
            ("fr", "22 août 2026"),
            ("de", "22. August 2026"),
            ("hu", "2026. augusztus 22."),
            ("ja", "2026年8月22日"),
            ("zh-TW", "2026年8月22日"),
            ("ko", "2026년 8월 22일"),
            ("bn", "২২ আগস্ট, ২০২৬"),
            ("fa", "۳۱ مرداد ۱۴۰۵"),
            ("ku-IQ", "٢٢ی ئابی ٢٠٢٦"),
            ("he", "22 באוגוסט 2026"),
            ("vi", "ngày 22 tháng 8 năm 2026"),
            ("ar", "22 أغسطس 2026"),
        ] {
            assert_eq!(catalog(tag).date("2026-08-22").as_deref(), Some(words));
        }
        assert_eq!(catalog("fr").date("2026-05-01").as_deref(), Some("1er mai 2026"));
        for wrong in ["", "2026", "2026-08", "2026-13-01", "2026-02-30", "2026-8-2x", "+026-08-22", "22.08.2026"] {
            assert_eq!(catalog("en").date(wrong), None, "{wrong}");
        }
    }
}
