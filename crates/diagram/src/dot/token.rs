//! The words and signs of a source in DOT.

use crate::Undrawn;

/// A word or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, number or keyword without quotes.
    Bare(String),
    /// A text in quotes, without them.
    Quoted(String),
    /// A label in HTML, without the outer brackets.
    Html(String),
    /// `->` or `--`: whether it has an arrow.
    Edge(bool),
    /// Any of `{}[]=;,:`.
    Sign(char),
}

/// A token and the line that it begins on, from 1.
pub(super) type Placed = (Token, usize);

/// Cuts a source into tokens.
pub(super) fn tokens(source: &str) -> Result<Vec<Placed>, Undrawn> {
    let mut reader = Reader { rest: source, line: 1, begun: true, out: Vec::new() };
    while let Some(character) = reader.rest.chars().next() {
        reader.next(character)?;
    }
    Ok(reader.out)
}

struct Reader<'s> {
    rest: &'s str,
    line: usize,
    /// Whether nothing but white space stands on the line so far.
    begun: bool,
    out: Vec<Placed>,
}

impl<'s> Reader<'s> {
    fn next(&mut self, character: char) -> Result<(), Undrawn> {
        if character.is_whitespace() || character == '\u{FEFF}' {
            self.take(character.len_utf8());
            return Ok(());
        }
        if self.rest.starts_with("//") || (character == '#' && self.begun) {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.take(end);
            return Ok(());
        }
        if self.rest.starts_with("/*") {
            let end = self.rest.find("*/").ok_or_else(|| self.wrong("a comment has no end"))?;
            self.take(end + 2);
            return Ok(());
        }
        self.begun = false;
        let line = self.line;
        let token = match character {
            '{' | '}' | '[' | ']' | '=' | ';' | ',' | ':' => {
                self.take(1);
                Token::Sign(character)
            }
            '"' => Token::Quoted(self.quoted()?),
            '<' => Token::Html(self.html()?),
            '-' if self.rest.starts_with("->") || self.rest.starts_with("--") => {
                let arrow = self.take(2) == "->";
                Token::Edge(arrow)
            }
            // What joins quoted texts.
            '+' => return self.joined(),
            _ if is_name(character) || character == '-' || character == '.' => {
                let whole = |c: char| is_name(c) || c == '.';
                let sign = usize::from(character == '-');
                let end = self.rest[sign..].find(|c| !whole(c)).map_or(self.rest.len(), |end| sign + end);
                if end == sign && sign > 0 {
                    return Err(self.wrong("a minus sign stands alone"));
                }
                Token::Bare(self.take(end).to_owned())
            }
            _ => return Err(self.wrong(&format!("“{character}” stands where no name begins"))),
        };
        self.out.push((token, line));
        Ok(())
    }

    /// Takes bytes, and counts their lines.
    fn take(&mut self, length: usize) -> &'s str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.line += taken.matches('\n').count();
        if taken.contains('\n') {
            self.begun = true;
        }
        taken
    }

    fn wrong(&self, reason: &str) -> Undrawn {
        Undrawn { reason: format!("it is not understood: {reason}"), line: Some(self.line) }
    }

    /// A text in quotes: of escapes only those of quotes and line ends are worked out; the others are the label's.
    fn quoted(&mut self) -> Result<String, Undrawn> {
        let mut escaped = false;
        let end = self.rest[1..]
            .char_indices()
            .find(|(_, character)| {
                let ends = *character == '"' && !escaped;
                escaped = *character == '\\' && !escaped;
                ends
            })
            .map(|(at, _)| at + 1)
            .ok_or_else(|| self.wrong("a text in quotes has no end"))?;
        let inner = self.take(end + 1);
        let inner = &inner[1..end];
        Ok(inner.replace("\\\r\n", "").replace("\\\n", "").replace("\\\"", "\""))
    }

    /// A label in HTML, whose brackets are balanced.
    fn html(&mut self) -> Result<String, Undrawn> {
        let mut depth = 0_usize;
        let end = self
            .rest
            .char_indices()
            .find(|(_, character)| {
                match character {
                    '<' => depth += 1,
                    '>' => depth -= 1,
                    _ => {}
                }
                depth == 0
            })
            .map(|(at, _)| at)
            .ok_or_else(|| self.wrong("a label in HTML has no end"))?;
        let inner = self.take(end + 1);
        Ok(inner[1..end].to_owned())
    }

    /// A quoted text that goes on behind a plus.
    fn joined(&mut self) -> Result<(), Undrawn> {
        self.take(1);
        let space = self.rest.len() - self.rest.trim_start().len();
        self.take(space);
        let Some((Token::Quoted(before), _)) = self.out.last_mut().filter(|_| self.rest.starts_with('"')) else {
            return Err(self.wrong("a plus joins nothing"));
        };
        let mut whole = std::mem::take(before);
        whole.push_str(&self.quoted()?);
        if let Some((Token::Quoted(before), _)) = self.out.last_mut() {
            *before = whole;
        }
        Ok(())
    }
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || (!character.is_ascii() && !character.is_whitespace())
}
