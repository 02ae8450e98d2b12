//! A text as Jinja reads it: words, expressions, statements, comments.

use crate::quoted::each_unquoted;
use pamphlet_source::limits;
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Words, which are shown as they are.
    Words,
    /// What stands between `{% raw %}` and `{% endraw %}`.
    Raw,
    /// `{{ … }}`.
    Expression,
    /// `{% … %}`.
    Statement,
    /// `{# … #}`.
    Comment,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// All of it, in bytes.
    pub(super) outer: Range<usize>,
    /// Without its signs.
    pub(super) inner: Range<usize>,
}

/// The signs of statements, expressions and comments.
pub(super) type Delimiters = [(String, String); 3];

/// Parts a text. What opens and is not closed is words.
pub(super) fn tokens(text: &str, signs: &Delimiters) -> Vec<Token> {
    let mut found = Vec::new();
    let (mut words, mut at) = (0, 0);
    let mut search = Search { text, signs, next: [Some(0); 3], failed: [0; 3], endless: false };
    while let Some((start, kind)) = search.next(at) {
        let inner = start + signs[kind].0.len();
        let Some(end) = search.close(inner, kind) else {
            at = inner;
            continue;
        };
        let outer_end = end + signs[kind].1.len();
        push_words(&mut found, words..start);
        let kinds = [TokenKind::Statement, TokenKind::Expression, TokenKind::Comment];
        let is_raw = kind == 0 && bare(&text[inner..end]) == "raw";
        if let Some((close, after)) = is_raw.then(|| search.end_of_raw(outer_end)).flatten() {
            found.push(Token { kind: TokenKind::Raw, outer: start..after, inner: outer_end..close });
            at = after;
        } else {
            found.push(Token { kind: kinds[kind], outer: start..outer_end, inner: inner..end });
            at = outer_end;
        }
        words = at;
    }
    push_words(&mut found, words..text.len());
    found
}

/// The words of a tag, without the signs that take white space away.
pub(super) fn bare(inner: &str) -> &str {
    inner.trim_start_matches(['-', '+']).trim_end_matches(['-', '+']).trim()
}

fn push_words(found: &mut Vec<Token>, range: Range<usize>) {
    if !range.is_empty() {
        found.push(Token { kind: TokenKind::Words, outer: range.clone(), inner: range });
    }
}

/// What is known of the signs that are still to come, so that nothing is looked for twice.
struct Search<'t> {
    text: &'t str,
    signs: &'t Delimiters,
    /// For each kind, a byte before which no sign opens it any more; none when none does.
    next: [Option<usize>; 3],
    /// How many of each kind were opened and not closed.
    failed: [usize; 3],
    /// Whether no `endraw` follows.
    endless: bool,
}

impl Search<'_> {
    /// The next sign that opens something, and what.
    fn next(&mut self, from: usize) -> Option<(usize, usize)> {
        for (kind, (open, _)) in self.signs.iter().enumerate() {
            let Some(known) = self.next[kind] else { continue };
            if known < from || known == 0 {
                self.next[kind] = self.text[from..].find(open.as_str()).map(|at| from + at);
            }
            if self.failed[kind] > limits::MACRO_TRIES {
                self.next[kind] = None;
            }
        }
        // Of two signs at one place the longer one counts.
        let found = self.next.iter().enumerate().filter_map(|(kind, at)| Some(((*at)?, kind)));
        found.min_by_key(|&(at, kind)| (at, usize::MAX - self.signs[kind].0.len()))
    }

    /// Where a tag closes: not inside of a text in quotation marks.
    fn close(&mut self, from: usize, kind: usize) -> Option<usize> {
        let sign = self.signs[kind].1.as_str();
        let rest = &self.text[from..];
        let found = if kind == 2 { rest.find(sign) } else { unquoted(rest, sign) };
        if found.is_none() {
            self.failed[kind] += 1;
        }
        found.map(|at| from + at)
    }

    fn end_of_raw(&mut self, from: usize) -> Option<(usize, usize)> {
        let (open, close) = &self.signs[0];
        let mut at = from;
        while !self.endless {
            let found = self.text[at..].find(open.as_str()).map(|found| at + found);
            let inner = found.map(|found| found + open.len());
            let end = inner.and_then(|inner| Some(inner + self.text[inner..].find(close.as_str())?));
            let (Some(start), Some(inner), Some(end)) = (found, inner, end) else {
                self.endless = true;
                return None;
            };
            if bare(&self.text[inner..end]) == "endraw" {
                return Some((start, end + close.len()));
            }
            at = inner;
        }
        None
    }
}

/// Where a sign stands first outside of quotation marks.
fn unquoted(text: &str, sign: &str) -> Option<usize> {
    each_unquoted(text, |at, _| text[at..].starts_with(sign).then_some(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted() {
        let signs = [("{%", "%}"), ("{{", "}}"), ("{#", "#}")].map(|(open, close)| (open.to_owned(), close.to_owned()));
        let text = "a {{ x(\"}}\") }}{% raw %}{{ y }}{% endraw %}{# no #}{% if z -%} {{ open {#id}";
        let found: Vec<(TokenKind, &str)> =
            tokens(text, &signs).into_iter().map(|token| (token.kind, &text[token.inner])).collect();
        assert_eq!(
            found,
            [
                (TokenKind::Words, "a "),
                (TokenKind::Expression, " x(\"}}\") "),
                (TokenKind::Raw, "{{ y }}"),
                (TokenKind::Comment, " no "),
                (TokenKind::Statement, " if z -"),
                (TokenKind::Words, " {{ open {#id}"),
            ]
        );
    }
}
