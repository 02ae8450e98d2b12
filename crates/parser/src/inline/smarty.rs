//! `smarty`: typographic signs for plain ones, as Python-Markdown's extension makes them.

use crate::dialect::Smarty;

/// A text with typographic signs. `before` and `after` are the characters that stand next to it in the line, none at the
/// ends of what holds it. The first `fixed` bytes stay: a backslash stood before them.
pub(crate) fn text(text: &str, smarty: &Smarty, before: Option<char>, after: Option<char>, fixed: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(&text[..fixed]);
    let mut at = fixed;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        // Behind what a backslash makes text of, a mark opens.
        let last = if fixed > 0 && at == fixed { None } else { out.chars().next_back().or(before) };
        let next = rest[c.len_utf8()..].chars().next().or(after);
        let (length, sign) = match c {
            '.' => dots(rest, smarty),
            '-' => dashes(rest, smarty),
            '<' | '>' => angles(rest, smarty),
            '"' | '\'' => quotes(rest, smarty, last, next),
            _ => None,
        }
        .unwrap_or((c.len_utf8(), None));
        match sign {
            Some(sign) => out.push_str(sign),
            None => out.push_str(&rest[..length]),
        }
        at += length;
    }
    out
}

/// How many bytes are read, and what is shown for them; none if they stay.
type Made<'s> = Option<(usize, Option<&'s str>)>;

fn dots<'s>(rest: &str, smarty: &'s Smarty) -> Made<'s> {
    let sign = smarty.ellipsis.as_deref()?;
    rest.starts_with("...").then_some((3, Some(sign)))
}

fn dashes<'s>(rest: &str, smarty: &'s Smarty) -> Made<'s> {
    let [short, long] = smarty.dashes.as_ref()?;
    match rest.bytes().take_while(|&byte| byte == b'-').count() {
        1 => None,
        2 => Some((2, Some(short))),
        3 => Some((3, Some(long))),
        run => Some((run, None)),
    }
}

fn angles<'s>(rest: &str, smarty: &'s Smarty) -> Made<'s> {
    let [left, right] = smarty.angled.as_ref()?;
    match rest.get(..2)? {
        "<<" => Some((2, Some(left))),
        ">>" => Some((2, Some(right))),
        _ => None,
    }
}

fn quotes<'s>(rest: &str, smarty: &'s Smarty, before: Option<char>, after: Option<char>) -> Made<'s> {
    let [left, right, open, close] = smarty.quotes.as_ref()?;
    let single = rest.starts_with('\'');
    let (opening, closing) = if single { (left, right) } else { (open, close) };
    let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
    let decade = single && digits == 2 && rest[3..].starts_with('s');
    let word = |c: char| c.is_alphanumeric() || c == '_';
    // A mark that nothing but punctuation follows ends something.
    let ends = before.is_none()
        && after.is_some_and(|after| after.is_ascii_punctuation() && after != '\'' && after != '"')
        && !rest[1..].chars().nth(1).is_some_and(word);
    let opens = before.is_none_or(|before| {
        before.is_whitespace() || matches!(before, '[' | '{' | '(' | '-' | '–' | '—') || before == '“' || before == '‘'
    });
    let closes = ends || !opens || after.is_none_or(char::is_whitespace) && before.is_some();
    let sign = if decade && !before.is_some_and(word) || closes { closing } else { opening };
    Some((1, Some(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dialect;

    #[test]
    fn signs_are_those_of_python_markdown() {
        let list = pamphlet_source::yaml::parse("- smarty\n").unwrap();
        let smarty = Dialect::from_extensions(&list).smarty.unwrap();
        for (plain, expected) in [
            ("He said \"yes\" -- and left...", "He said “yes” – and left…"),
            ("'single' -- don't. 3--5 --- so", "‘single’ – don’t. 3–5 — so"),
            ("the '80s and \"'quoted' words\"", "the ’80s and “‘quoted’ words”"),
            ("(\"a\") [\"b\"] c----d", "(“a”) [“b”] c----d"),
        ] {
            assert_eq!(text(plain, &smarty, None, None, 0), expected);
        }
        assert_eq!(text("\" b", &smarty, Some('a'), None, 0), "” b");
        assert_eq!(text("\"a", &smarty, None, None, 1), "\"a");
    }
}
