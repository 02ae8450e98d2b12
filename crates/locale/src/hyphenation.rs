//! Which languages are hyphenated, and by which patterns.

use crate::Tag;
use hypher::Lang;

/// The patterns that words of a language are hyphenated by; none where there are none for its letters, or where a
/// broken word shows no hyphen (scripts of India).
#[must_use]
pub fn hyphenation(tag: &Tag) -> Option<Lang> {
    // A tag with a script writes the language in other letters than the patterns do; so does Sorani.
    if tag.script().is_some() || (tag.language() == "ku" && tag.region() == Some("IQ")) {
        return None;
    }
    let code = tag.language().as_bytes().try_into().ok()?;
    Lang::from_iso(code).filter(|patterns| patterns.hyphenation_character().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_the_letters() {
        let of = |tag: &str| hyphenation(&Tag::parse(tag).unwrap());
        assert_eq!(of("pt-BR"), Some(Lang::Portuguese));
        assert_eq!(of("nb"), Some(Lang::Norwegian));
        for tag in ["ku-IQ", "sr-Latn", "hi", "ta", "ar", "ja", "ckb", "id"] {
            assert_eq!(of(tag), None, "{tag}");
        }
    }
}
