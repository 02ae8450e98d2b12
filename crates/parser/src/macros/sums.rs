//! Sums of lists. The engine counts what instructions and strings cost, and no lists: `a + a` in a loop doubles a list in
//! one step. So each part of a sum is written with a filter behind it that counts what it holds.

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Value};
use pamphlet_source::limits;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The name of the filter; no site has one that is called so.
const COUNTED: &str = "pamphlet_counted";

/// Words between expressions.
const WORDS: [&str; 14] = [
    "if",
    "else",
    "and",
    "or",
    "not",
    "in",
    "is",
    "recursive",
    "as",
    "ignore",
    "missing",
    "with",
    "without",
    "context",
];

/// Teaches the filter, for one rendering.
pub(super) fn teach(environment: &mut Environment<'_>) {
    let seen = AtomicUsize::new(0);
    environment.add_filter(COUNTED, move |value: &Value| {
        if matches!(value.kind(), ValueKind::Seq | ValueKind::Iterable) {
            let length = value.len().unwrap_or(0);
            if seen.fetch_add(length.min(limits::MACRO_LIST_ITEMS), Ordering::Relaxed) + length
                > limits::MACRO_LIST_ITEMS
            {
                return Err(Error::from(ErrorKind::OutOfFuel));
            }
        }
        Ok(value.clone())
    });
}

/// A tag with each part of its sums counted: `x = a + b` becomes `x = (a)|counted + (b)|counted`. The first word of a
/// statement says what it is.
pub(super) fn counted(tag: &str, is_statement: bool) -> String {
    if !tag.contains('+') {
        return tag.to_owned();
    }
    let mut sums = Sums::default();
    let mut rest = tag;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => quoted(rest),
            '(' | '[' | '{' => {
                let end = closed(rest);
                let inner = rest.get(1..end - 1).filter(|_| end > 1 && rest[..end].ends_with([')', ']', '}']));
                if let Some(inner) = inner {
                    sums.part.push(first);
                    sums.part.push_str(&counted(inner, false));
                    sums.part.push_str(&rest[end - 1..end]);
                } else {
                    sums.part.push_str(&rest[..end]);
                }
                rest = &rest[end..];
                continue;
            }
            '+' if sums.part.trim_end().ends_with(is_end_of_value) => {
                let part = std::mem::take(&mut sums.part);
                sums.parts.push(part);
                rest = &rest[1..];
                continue;
            }
            ',' | ':' | '=' | '!' | '<' | '>' => {
                sums.end(&rest[..1]);
                rest = &rest[1..];
                continue;
            }
            c if c.is_alphanumeric() || c == '_' => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                let is_first =
                    is_statement && sums.out.is_empty() && sums.parts.is_empty() && sums.part.trim().is_empty();
                let is_word = WORDS.contains(&&rest[..end]) && !sums.part.ends_with('.');
                if is_word || is_first && rest[end..].starts_with([' ', '\t', '\n']) {
                    sums.end(&rest[..end]);
                    rest = &rest[end..];
                    continue;
                }
                end
            }
            c => c.len_utf8(),
        };
        sums.part.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    sums.end("");
    sums.out
}

/// Whether a value may end in a character: a sign that follows one stands between values.
fn is_end_of_value(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '}' | '"' | '\'')
}

/// An expression while it is read.
#[derive(Default)]
struct Sums {
    /// What is done.
    out: String,
    /// The parts of the sum that is read, but for the last.
    parts: Vec<String>,
    /// The last part.
    part: String,
}

impl Sums {
    /// Ends an expression with what stands behind it.
    fn end(&mut self, behind: &str) {
        let last = std::mem::take(&mut self.part);
        if self.parts.is_empty() || last.trim().is_empty() {
            // No sum, or none that can be understood: the engine says why.
            for part in self.parts.drain(..) {
                self.out.push_str(&part);
                self.out.push('+');
            }
            self.out.push_str(&last);
        } else {
            let each = self.parts.drain(..).chain([last]).map(|part| {
                let bare = part.trim();
                let lead = &part[..part.len() - part.trim_start().len()];
                format!("{lead}({bare})|{COUNTED}{}", &part[part.trim_end().len()..])
            });
            let sum = each.collect::<Vec<_>>().join("+");
            self.out.push_str(&sum);
        }
        self.out.push_str(behind);
    }
}

/// The length of the text in quotation marks that begins here.
fn quoted(text: &str) -> usize {
    let mut characters = text.char_indices();
    let quote = characters.next().map(|(_, quote)| quote);
    while let Some((at, c)) = characters.next() {
        if c == '\\' {
            characters.next();
        } else if Some(c) == quote {
            return at + 1;
        }
    }
    text.len()
}

/// The length of what stands in the brackets that begin here.
fn closed(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '"' | '\'' => {
                at += quoted(&text[at..]);
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_sum_is_counted() {
        let plain = |tag: &str, is_statement| counted(tag, is_statement).replace(COUNTED, "#");
        for (tag, wanted) in [
            ("set x = a + b", "set x = (a)|# + (b)|#"),
            ("a.b[c + 1] | f + -1 if x else y+z", "(a.b[(c)|# + (1)|#] | f)|# + (-1)|# if x else (y)|#+(z)|#"),
            ("for i in a * 2 + [1, b + c]", "for i in (a * 2)|# + ([1, (b)|# + (c)|#])|#"),
            ("f('a + b', k=c + \"+\")", "f('a + b', k=(c)|# + (\"+\")|#)"),
            ("x == a + b and not c", "x == (a)|# + (b)|# and not c"),
            ("a + b", "(a)|# + (b)|#"),
            ("a - b * +2", "a - b * +2"),
            ("set x = a +", "set x = a +"),
            ("m(x", "m(x"),
        ] {
            let is_statement = tag.starts_with("set") || tag.starts_with("for");
            assert_eq!(plain(tag, is_statement), wanted, "{tag}");
        }
    }
}
