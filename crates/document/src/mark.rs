//! What icons say where they stand for words.

use pamphlet_locale::Term;

/// What an icon says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The word: yes, no or partly.
    pub term: Term,
    /// Whether it says so wherever it stands (a tick, a cross). Else only where it is all that a cell of a table,
    /// or its beginning, shows: a warning sign in a comparison is a "partly", in a sentence it is decoration.
    pub anywhere: bool,
}

/// The word that an icon stands for, by its name (`material/check`, `octicons/x-circle-16`); none for icons that
/// are no marks.
#[must_use]
pub fn mark(icon: &str) -> Option<Mark> {
    let name = icon.rsplit('/').next().unwrap_or(icon);
    let name = name.strip_suffix("-16").or_else(|| name.strip_suffix("-24")).unwrap_or(name);
    let (term, anywhere) = match name {
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
    Some(Mark { term, anywhere })
}

/// The name of an icon as words, for one that stands where only words will do: `material/alert-outline` is `alert`.
#[must_use]
pub fn icon_words(icon: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_by_the_last_part_of_the_name() {
        assert_eq!(mark("material/check"), Some(Mark { term: Term::Yes, anywhere: true }));
        assert_eq!(mark("octicons/x-circle-16"), Some(Mark { term: Term::No, anywhere: true }));
        assert_eq!(mark("material/alert-outline"), Some(Mark { term: Term::Partly, anywhere: false }));
        assert_eq!(mark("material/heart"), None);
    }

    #[test]
    fn words_of_icons() {
        assert_eq!(icon_words("octicons/home-16"), "home");
        assert_eq!(icon_words("material/alert-outline"), "alert");
        assert_eq!(icon_words("simple/apple"), "apple");
        assert_eq!(icon_words("material/24"), "24");
    }
}
