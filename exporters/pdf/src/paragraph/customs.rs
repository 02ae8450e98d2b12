//! What the readers of a language expect between words. Only spaces are touched, never letters or marks.

use pamphlet_locale::Tag;
use std::borrow::Cow;

const NO_BREAK: char = '\u{A0}';
const NARROW: char = '\u{202F}';

/// Puts a language's customs into a text: French marks stand off by a narrow space that does not break, words of one
/// letter stay with the next word where the language has such words and minds, a number stays with its unit; behind Chinese and Japanese marks, which hold their own room, there is no other. Only spaces that the author
/// wrote are changed.
#[must_use]
pub(crate) fn customary<'t>(text: &'t str, language: &Tag) -> Cow<'t, str> {
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let french = language.language() == "fr";
    let binding = binding(language);
    let eastern = matches!(language.language(), "ja" | "zh");
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = [' ', ' '];
    let mut characters = text.chars().peekable();
    let mut changed = false;
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        if eastern && character == ' ' && matches!(before[1], '。' | '、' | '，' | '；' | '：' | '）' | '」' | '』')
        {
            changed = true;
            continue;
        }
        let replaced = if character != ' ' {
            character
        } else if french && (matches!(next, ';' | '!' | '?' | '»') || before[1] == '«') {
            NARROW
        } else if (french && next == ':')
            || (binding.has(before[1]) && !before[0].is_alphanumeric() && !is_joined(before[0]))
            || (before[1].is_ascii_digit() && starts_unit(characters.clone()))
        {
            NO_BREAK
        } else {
            ' '
        };
        changed |= replaced != character;
        out.push(replaced);
        before = [before[1], character];
    }
    if changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// Words of one letter that do not stand at the end of a line.
#[derive(Clone, Copy)]
enum Binding {
    /// All letters.
    All,
    /// These, small or large.
    These(&'static str),
}

impl Binding {
    fn has(self, letter: char) -> bool {
        match self {
            Self::All => letter.is_alphabetic(),
            Self::These(letters) => letter.to_lowercase().any(|letter| letters.contains(letter)),
        }
    }
}

/// What the rules of a language, or its printers, say of words of one letter. Prepositions and conjunctions: Polish (Zasady
/// pisowni i interpunkcji, PWN), Czech (ČSN 01 6910), Slovak (STN 01 6910), Ukrainian, Belarusian and Russian; Croatian,
/// Serbian, Slovene, Bulgarian and Macedonian printers do as these. Spanish: Ortografía y ortotipografía del español actual
/// (J. Martínez de Sousa). French: Lexique des règles typographiques (Imprimerie nationale), of `à` and `y`, and of `ô`.
/// Portuguese, Catalan, Galician and Italian printers do the same with their articles, prepositions and conjunctions.
fn binding(language: &Tag) -> Binding {
    match language.language() {
        "pl" | "cs" | "sk" | "uk" | "be" | "ru" | "hr" | "sr" | "bs" | "sl" | "bg" | "mk" => Binding::All,
        "es" => Binding::These("aeouy"),
        "fr" => Binding::These("àyô"),
        "pt" | "gl" => Binding::These("aeoàó"),
        "ca" => Binding::These("aeio"),
        "it" => Binding::These("aeoè"),
        _ => Binding::These(""),
    }
}

/// Whether a mark binds the letter after it to the word before it: the `s` of `it's` is no word.
fn is_joined(character: char) -> bool {
    matches!(character, '\'' | '’' | '-' | '.' | '/' | '&' | '_')
}

fn starts_unit(characters: impl Iterator<Item = char>) -> bool {
    let word: String = characters.take_while(|c| c.is_alphanumeric() || matches!(c, '%' | '°' | '€')).take(6).collect();
    matches!(
        word.as_str(),
        "%" | "€"
            | "°C"
            | "KB"
            | "MB"
            | "GB"
            | "TB"
            | "kB"
            | "MiB"
            | "GiB"
            | "Mbps"
            | "km"
            | "m"
            | "cm"
            | "mm"
            | "kg"
            | "g"
            | "ms"
            | "s"
            | "Hz"
            | "MHz"
            | "GHz"
            | "W"
            | "V"
            | "mAh"
            | "px"
            | "pt"
            | "bits"
            | "bit"
            | "МБ"
            | "ГБ"
            | "КБ"
            | "Мб"
            | "Гб"
            | "км"
            | "м"
            | "кг"
            | "Mo"
            | "Go"
            | "Ko"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, language: &str) -> String {
        customary(text, &Tag::parse(language).unwrap()).replace(NO_BREAK, "~").replace(NARROW, "_")
    }

    #[test]
    fn spaces_by_language() {
        assert_eq!(shown("« Quoi ? » : oui !", "fr"), "«_Quoi_?_»~: oui_!");
        assert_eq!(shown("Quoi? Oui!", "fr"), "Quoi? Oui!");
        assert_eq!(shown("Idę z psem i kotem", "pl"), "Idę z~psem i~kotem");
        assert_eq!(shown("Idę z psem", "en"), "Idę z psem");
        assert_eq!(shown("Jdu k lesu a s ním", "cs"), "Jdu k~lesu a~s~ním");
        assert_eq!(shown("perros y gatos o peces, plan B o C", "es"), "perros y~gatos o~peces, plan B o~C");
        assert_eq!(shown("Il y a à boire ; on a soif", "fr"), "Il y~a à~boire_; on a soif");
        assert_eq!(shown("ir à praia e o sol a mil", "pt-BR"), "ir à~praia e~o~sol a~mil");
        assert_eq!(shown("です。 また、 Tor を 使う。 ", "ja"), "です。また、Tor を 使う。");
        assert_eq!(shown("本当？ です。 또", "ko"), "本当？ です。 또");
        assert_eq!(shown("about 30 MB of it, 5 mice", "en"), "about 30~MB of it, 5 mice");
    }
}
