//! Smart symbols: `(tm)`, `-->`, `1/2`, `3rd`.

/// The symbols that stand for a run of characters. A run that begins with a letter or digit is a word of its own.
const SYMBOLS: &[(&str, &str)] = &[
    ("(tm)", "™"),
    ("(c)", "©"),
    ("(r)", "®"),
    ("c/o", "℅"),
    ("+/-", "±"),
    ("<-->", "↔"),
    ("-->", "→"),
    ("<--", "←"),
    ("=/=", "≠"),
    ("1/4", "¼"),
    ("1/2", "½"),
    ("3/4", "¾"),
    ("1/3", "⅓"),
    ("2/3", "⅔"),
    ("1/5", "⅕"),
    ("2/5", "⅖"),
    ("3/5", "⅗"),
    ("4/5", "⅘"),
    ("1/6", "⅙"),
    ("5/6", "⅚"),
    ("1/8", "⅛"),
    ("3/8", "⅜"),
    ("5/8", "⅝"),
    ("7/8", "⅞"),
];

/// The symbol at byte `at` of a text: the bytes it replaces and the symbol.
pub(crate) fn at(text: &str, at: usize) -> Option<(usize, String)> {
    let rest = &text[at..];
    let (written, symbol) = SYMBOLS
        .iter()
        .find(|(written, _)| rest.get(..written.len()).is_some_and(|start| start.eq_ignore_ascii_case(written)))?;
    let word = |c: char| c.is_alphanumeric() || c == '/' || c == '-';
    let before = text[..at].chars().next_back();
    let after = rest[written.len()..].chars().next();
    let inside = written.starts_with(|c: char| c.is_alphanumeric());
    if inside && (before.is_some_and(word) || after.is_some_and(word)) {
        return None;
    }
    if (written.starts_with('-') && before == Some('-')) || (written.ends_with('-') && after == Some('-')) {
        return None;
    }
    Some((written.len(), (*symbol).to_owned()))
}

/// The ending of an ordinal at byte `at` of a text: `st`, `nd`, `rd`, `th` behind a number it belongs to.
pub(crate) fn ordinal(text: &str, at: usize) -> Option<&str> {
    let word = text.get(at..at + 2)?;
    let number = text[..at].len() - text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let digits = &text[at - number..at];
    let free = !text[..at - number].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
    let ends = !text[at + 2..].chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_');
    if number == 0 || number > 9 || !free || !ends {
        return None;
    }
    let teens = digits.len() > 1 && digits.as_bytes()[digits.len() - 2] == b'1';
    let expected = match digits.as_bytes()[digits.len() - 1] {
        b'1' if !teens => "st",
        b'2' if !teens => "nd",
        b'3' if !teens => "rd",
        _ => "th",
    };
    (word == expected).then_some(word)
}
