//! Scripts, as far as telling two languages apart needs them.

use pamphlet_locale::Tag;
use pamphlet_source::letters;
use unicode_script::UnicodeScript as _;

pub(crate) use unicode_script::Script;

/// The script of a letter (UAX 24); none for what is no letter. Scripts that one language mixes are one.
pub(crate) fn of(character: char) -> Option<Script> {
    if character.is_ascii() {
        return character.is_ascii_alphabetic().then_some(Script::Latin);
    }
    if !letters::is_alphabetic(character) {
        return None;
    }
    match character.script() {
        Script::Common | Script::Inherited => None,
        script => Some(family(script)),
    }
}

/// The script that a language is written in; Latin where nothing else is known.
pub(crate) fn of_language(tag: &Tag) -> Script {
    match tag.script() {
        Some("Hans" | "Hant" | "Jpan") => return Script::Han,
        Some("Kore") => return Script::Hangul,
        Some(name) => return Script::from_short_name(name).map_or(Script::Latin, family),
        None => {}
    }
    match tag.language() {
        "el" => Script::Greek,
        "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "tg" | "mn" | "tt" | "ba" | "cv" | "os" => {
            Script::Cyrillic
        }
        "hy" => Script::Armenian,
        "he" | "yi" => Script::Hebrew,
        "ar" | "fa" | "ur" | "ps" | "ug" | "sd" | "ckb" | "ks" => Script::Arabic,
        "dv" => Script::Thaana,
        "hi" | "mr" | "ne" | "sa" | "mai" | "bho" => Script::Devanagari,
        "bn" | "as" => Script::Bengali,
        "pa" => Script::Gurmukhi,
        "gu" => Script::Gujarati,
        "or" => Script::Oriya,
        "ta" => Script::Tamil,
        "te" => Script::Telugu,
        "kn" => Script::Kannada,
        "ml" => Script::Malayalam,
        "si" => Script::Sinhala,
        "th" => Script::Thai,
        "lo" => Script::Lao,
        "my" => Script::Myanmar,
        "km" => Script::Khmer,
        "ka" => Script::Georgian,
        "am" | "ti" => Script::Ethiopic,
        "ko" => Script::Hangul,
        "ja" | "zh" | "yue" | "wuu" | "nan" => Script::Han,
        _ => Script::Latin,
    }
}

/// Japanese mixes three scripts, and bopomofo stands beside Han.
fn family(script: Script) -> Script {
    match script {
        Script::Hiragana | Script::Katakana | Script::Bopomofo => Script::Han,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_in_their_script() {
        for (tag, text) in [
            ("en", "word"),
            ("uk", "слово"),
            ("ar", "كلمة"),
            ("hi", "शब्द"),
            ("bn-IN", "শব্দ"),
            ("zh-Hant", "詞"),
            ("ja", "ことば"),
            ("ko", "단어"),
            ("el", "λέξη"),
            ("he", "מילה"),
            ("tr", "ğ"),
            ("vi", "ữ"),
            ("sr-Latn", "reč"),
            ("dv", "ބަސް"),
        ] {
            let tag = Tag::parse(tag).unwrap();
            for letter in text.chars().filter_map(of) {
                assert_eq!(letter, of_language(&tag), "{tag}: {text}");
            }
        }
        assert_eq!(of('3'), None);
        assert_eq!(of('。'), None);
    }
}
