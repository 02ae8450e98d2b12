//! Names and terms of a glossary.

use super::Pair;
use super::text::around;
use pamphlet_locale::spacing::is_ideographic;
use pamphlet_source::{Code, Diagnostic};

/// How many characters of a word inflection may take.
const INFLECTED: usize = 2;

/// A name or term of the source, and what it is in a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryName {
    /// In the source.
    pub source: String,
    /// What it may be in the translation; itself when nothing is given.
    pub own: Vec<String>,
}

/// The glossary of a locale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary(Vec<GlossaryName>);

impl Glossary {
    /// A glossary of these names. Several entries of one name are one with all their translations.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = GlossaryName>) -> Self {
        let mut all: Vec<GlossaryName> = Vec::new();
        for mut name in names {
            if name.own.is_empty() {
                name.own.push(name.source.clone());
            }
            match all.iter_mut().find(|known| known.source == name.source) {
                Some(known) => known.own.extend(name.own),
                None => all.push(name),
            }
        }
        // “Tor Browser” before “Tor”.
        all.sort_by(|one, other| other.source.len().cmp(&one.source.len()).then_with(|| one.source.cmp(&other.source)));
        Self(all)
    }

    /// Whether it has no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn check(&self, pair: &Pair<'_>, found: &mut Vec<Diagnostic>) {
        if self.0.is_empty() || !pair.whole {
            return;
        }
        let mut source = pair.source.prose.clone();
        let own = pair.own.whole.to_lowercase();
        for name in &self.0 {
            let mut is_there = false;
            while let Some((start, end)) = word(&source, &name.source) {
                is_there = true;
                source.replace_range(start..end, "\u{fffc}");
            }
            if is_there && !name.own.iter().any(|word| says(&own, word)) {
                let right = name.own.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(" or ");
                let message = format!("“{}” of the source is not {right} here", name.source);
                found.push(
                    pair.places
                        .found(Code::TranslationGlossary, message, "")
                        .help("say it as the glossary does, or add this way to the glossary"),
                );
            }
        }
    }
}

/// The first place of a name as words of their own. Capitals count when the name has some.
fn word(text: &str, name: &str) -> Option<(usize, usize)> {
    let exact = name.chars().any(char::is_uppercase);
    let haystack = if exact { text.to_owned() } else { text.to_ascii_lowercase() };
    let name = if exact { name.to_owned() } else { name.to_ascii_lowercase() };
    let mut from = 0;
    while let Some(at) = haystack[from..].find(&name) {
        let (start, end) = (from + at, from + at + name.len());
        let (before, behind) = around(&haystack, start, end);
        let joins = |character: Option<char>| {
            character.is_some_and(|character| {
                (character.is_alphanumeric() && !is_ideographic(character))
                    || matches!(character, '-' | '_' | '.' | '@' | '/')
            })
        };
        // A full stop may end the sentence.
        let ends = !joins(behind)
            || (haystack[end..].starts_with('.') && !haystack[end + 1..].starts_with(char::is_alphanumeric));
        if !joins(before) && ends {
            return Some((start, end));
        }
        from = end;
    }
    None
}

/// Whether a text has a term in one of its forms: each word of it, but for its last characters.
fn says(text: &str, term: &str) -> bool {
    let term = term.to_lowercase();
    if text.contains(&term) {
        return true;
    }
    let mut words = term.split_whitespace().map(|word| {
        let count = word.chars().count();
        let kept =
            if count > INFLECTED + 2 && !word.is_ascii() || count > INFLECTED + 3 { count - INFLECTED } else { count };
        word.chars().take(kept).collect::<String>()
    });
    words.all(|stem| text.contains(&stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_of_their_own() {
        assert_eq!(word("the Tor Browser.", "Tor Browser"), Some((4, 15)));
        assert_eq!(word("Torvalds, tor.example", "Tor"), None);
        assert_eq!(word("A Bowline", "bowline"), Some((2, 9)));
        assert_eq!(word("用Signal吧", "Signal").map(|(start, _)| start), Some(3));
    }

    #[test]
    fn terms_are_inflected() {
        assert!(says("mit den browsern", "Browser") && says("через тор браузером", "Тор браузер"));
        assert!(!says("mit dem programm", "Browser"));
    }
}
