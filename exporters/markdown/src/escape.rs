//! Characters that would be read as marks, made text.

/// Appends text inside of a line; every character that could be a mark there has a backslash before it. `start` says that
/// nothing but the marks of blocks stands before it on its line.
pub(crate) fn push_text(text: &str, start: bool, out: &mut String) {
    let begin = out.len();
    let characters: Vec<char> = clean(text).collect();
    for (index, &c) in characters.iter().enumerate() {
        // Two spaces are one, wherever they come from.
        if c == ' ' && out.ends_with(' ') {
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| characters.get(index)).copied();
        let after = characters.get(index + 1).copied();
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' | '|' => true,
            // Inside of a word it is none.
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
            '<' => after.is_none_or(|c| !c.is_whitespace() && !c.is_ascii_digit()),
            '&' => after.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
    }
    if start {
        guard(out, begin);
    }
}

/// Keeps what begins at a place from being read as the mark of a block: a heading, a quotation, a list, a line.
fn guard(out: &mut String, begin: usize) {
    // Space at the beginning of a line would be code, or nothing.
    let spaces = out[begin..].len() - out[begin..].trim_start().len();
    out.replace_range(begin..begin + spaces, "");
    let line = &out[begin..];
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    let at = match line.chars().next() {
        Some('#') if ends(line.trim_start_matches('#')) => Some(0),
        Some('+') if ends(&line[1..]) => Some(0),
        Some('-' | '=')
            if ends(&line[1..]) || line.trim_end().bytes().all(|byte| matches!(byte, b'-' | b'=' | b' ')) =>
        {
            Some(0)
        }
        Some('>' | ':') => Some(0),
        Some('0'..='9') => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            (matches!(line.as_bytes().get(digits), Some(b'.' | b')')) && ends(&line[digits + 1..])).then_some(digits)
        }
        Some(_) | None => None,
    };
    if let Some(at) = at {
        out.insert(begin + at, '\\');
    }
}

/// The characters of a text on one line, without those that are not seen or not allowed.
pub(crate) fn clean(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|c| match c {
        '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{2066}'..='\u{2069}' | '\u{FE0E}' => None,
        c if c.is_control() => None,
        c => Some(c),
    })
}

/// Appends code in a line, between as many marks as it needs. Where it is empty there is none.
pub(crate) fn push_code(text: &str, in_cell: bool, out: &mut String) {
    let mut text: String = clean(text).collect();
    if text.trim().is_empty() {
        out.push_str(&text);
        return;
    }
    // A cell ends at every such line, in code too.
    if in_cell {
        text = text.replace('|', "\\|");
    }
    let marks = "`".repeat(longest_run(&text, '`') + 1);
    // A space at both ends is taken off again.
    let space = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let space = if space { " " } else { "" };
    for part in [&marks, space, &text, space, &marks] {
        out.push_str(part);
    }
}

/// The most of a character that stand side by side.
pub(crate) fn longest_run(text: &str, character: char) -> usize {
    text.split(|c| c != character).map(str::len).max().unwrap_or(0)
}

/// An address as the aim of a link.
pub(crate) fn aim(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in clean(address) {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push_text(text, true, &mut out);
        out
    }

    #[test]
    fn marks_become_text_and_other_characters_stay() {
        assert_eq!(
            escaped("a*b_c _d_ [e] `f` <g> 1 < 2 & &amp; ~~h~~"),
            "a\\*b_c \\_d\\_ \\[e\\] \\`f\\` \\<g> 1 < 2 & \\&amp; \\~\\~h\\~\\~"
        );
        assert_eq!(escaped("  1. a"), "1\\. a");
        assert_eq!(escaped("2026. It was"), "2026\\. It was");
        assert_eq!(escaped("3.5 km"), "3.5 km");
        for (text, wanted) in [
            ("# a", "\\# a"),
            ("#a", "#a"),
            ("- a", "\\- a"),
            ("-a", "-a"),
            ("---", "\\---"),
            ("> a", "\\> a"),
            ("+ a", "\\+ a"),
            ("===", "\\==="),
        ] {
            assert_eq!(escaped(text), wanted);
        }
    }

    #[test]
    fn code_keeps_its_marks() {
        let code = |text: &str, in_cell| {
            let mut out = String::new();
            push_code(text, in_cell, &mut out);
            out
        };
        assert_eq!(code("a < b", false), "`a < b`");
        assert_eq!(code("a `` b", false), "```a `` b```");
        assert_eq!(code("`a", false), "`` `a ``");
        assert_eq!(code("a | b", true), "`a \\| b`");
        assert_eq!(code("", false), "");
    }
}
