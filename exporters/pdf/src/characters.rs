//! Characters that files may not hold, or not without words.

/// What stands for a character in a file: U+FFFD for a noncharacter, which no file may hold (Unicode, 23.7), and a
/// word joiner for the mark of byte order that once meant one (ISO 19005-2, 6.2.11.7.2 forbids both U+FEFF and
/// U+FFFE).
pub(crate) fn allowed(character: char) -> char {
    match character {
        '\u{FEFF}' => '\u{2060}',
        '\u{FDD0}'..='\u{FDEF}' => '\u{FFFD}',
        other if u32::from(other) & 0xFFFE == 0xFFFE => '\u{FFFD}',
        other => other,
    }
}

/// Whether a text holds characters for private use: what they mean must be said besides (ISO 19005-2, 6.2.11.7.3).
/// Nobody but their author knows it, so they are said as they are.
pub(crate) fn has_private(text: &str) -> bool {
    let private = |c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}');
    text.chars().any(private)
}
