//! The style sheet.

/// Works with the reader's own fonts, sizes and colours: no colour for text or ground is set but where both are.
pub(crate) const SHEET: &str = include_str!("style.css");

#[cfg(test)]
mod tests {
    use super::SHEET;
    use pamphlet_locale::{Custom, Tag};

    #[test]
    fn letters_that_do_not_slant_are_named() {
        for language in [
            "ar", "fa", "he", "ckb", "ur", "ps", "yi", "ka", "hy", "am", "ti", "as", "bn", "gu", "hi", "kn", "ml",
            "mr", "ne", "pa", "sa", "si", "ta", "te", "km", "lo", "my", "th", "ja", "ko", "zh", "en", "ru", "el", "vi",
        ] {
            let custom = Custom::of(&Tag::parse(language).expect("is a tag"));
            for slanted in ["em", ".comment", ".absent-picture"] {
                let named = SHEET.contains(&format!("{slanted}:lang({language})"));
                assert_eq!(named, !custom.italics, "{slanted} {language}");
            }
            let high =
                SHEET.contains(&format!("\n:lang({language})")) || SHEET.contains(&format!(" :lang({language})"));
            assert!(high || custom.extra_leading == 0, "{language}");
        }
    }
}
