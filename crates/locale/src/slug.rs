//! Names made of words: anchors of headings, ids, parts of addresses and names of files.

use unicode_normalization::UnicodeNormalization as _;

/// How the slugs of a website are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slugs {
    /// As Python-Markdown's `toc` makes them: letters of ASCII alone, one hyphen for any number of them.
    Ascii,
    /// As `pymdownx.slugs` makes them: letters of any script, each space and hyphen by itself.
    Unicode,
    /// The same, with capitals.
    UnicodeCased,
}

impl Slugs {
    /// The slug of a text, with `separator` for spaces.
    #[must_use]
    pub fn slug(self, text: &str, separator: &str) -> String {
        let is_unicode = self != Self::Ascii;
        // It takes the space round the text away before the signs that are none of a slug, Python-Markdown after them.
        let text = if is_unicode { text.trim() } else { text };
        let folded: String = if self == Self::UnicodeCased {
            text.nfc().collect()
        } else if text.is_ascii() {
            text.to_ascii_lowercase()
        } else if is_unicode {
            text.nfc().collect::<String>().to_lowercase()
        } else {
            text.nfkd().filter(char::is_ascii).collect::<String>().to_ascii_lowercase()
        };
        let mut kept = folded;
        kept.retain(|c| c.is_alphanumeric() || c == '_' || c == '-' || c.is_whitespace());
        let mut out = String::with_capacity(kept.len());
        let kept = if is_unicode { kept.as_str() } else { kept.trim() };
        for character in kept.chars() {
            if !(character == '-' || character.is_whitespace()) {
                out.push(character);
            } else if is_unicode && character == '-' {
                out.push('-');
            } else if is_unicode || !out.ends_with(separator) {
                out.push_str(separator);
            }
        }
        out
    }
}

/// A text with Latin letters that have marks of their own written by those of ASCII: `Łódź` is `Lodz`. Other scripts stay.
#[must_use]
pub fn latin(text: &str) -> String {
    let plain = |letter: char| match letter {
        'Ł' => "L",
        'ł' => "l",
        'Ø' => "O",
        'ø' => "o",
        'Đ' | 'Ð' => "D",
        'đ' | 'ð' => "d",
        'Ħ' => "H",
        'ħ' => "h",
        'ı' => "i",
        'Æ' => "Ae",
        'æ' => "ae",
        'Œ' => "Oe",
        'œ' => "oe",
        'Þ' => "Th",
        'þ' => "th",
        'ß' => "ss",
        _ => "",
    };
    let mut out = String::with_capacity(text.len());
    for letter in text.nfc() {
        let base = std::iter::once(letter).nfd().next().filter(char::is_ascii);
        match (plain(letter), base) {
            ("", Some(base)) => out.push(base),
            ("", None) => out.push(letter),
            (written, _) => out.push_str(written),
        }
    }
    out
}

/// A name as an id: the letters and digits that `is_kept` keeps, in lower case, hyphens between; empty where it keeps
/// none.
#[must_use]
pub fn id(name: &str, is_kept: fn(char) -> bool) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars().filter(|c| !matches!(c, '\'' | '’')) {
        for lower in character.to_lowercase() {
            if is_kept(lower) {
                out.push(lower);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_marks_are_written_by_those_without() {
        assert_eq!(latin("Łódź, Über æther; ß"), "Lodz, Uber aether; ss");
        assert_eq!(latin("Ünïcode e\u{301} 日本 Привет"), "Unicode e 日本 Привет");
    }

    #[test]
    fn slugs_are_pythons() {
        assert_eq!(Slugs::Ascii.slug("Über  uns & C++ (2)", "-"), "uber-uns-c-2");
        assert_eq!(Slugs::Ascii.slug("Що це", "-"), "");
        assert_eq!(Slugs::Unicode.slug("Що - це", "-"), "що---це");
        assert_eq!(Slugs::Unicode.slug("A b-c", "_"), "a_b-c");
        assert_eq!(Slugs::Unicode.slug(" ... or Me ...", "-"), "-or-me-");
        assert_eq!(Slugs::UnicodeCased.slug("Über Me", "-"), "Über-Me");
        assert_eq!(Slugs::Ascii.slug("... or me ...", "-"), "or-me");
    }

    #[test]
    fn ids_are_plain() {
        assert_eq!(id("Ada’s 2nd Tool!", char::is_alphanumeric), "adas-2nd-tool");
        assert_eq!(id("Тест (2)", |c| c.is_ascii_alphanumeric()), "2");
        assert_eq!(id("«»", char::is_alphanumeric), "");
    }
}
