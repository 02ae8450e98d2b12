//! Templates that say where their parts stood.

use super::tokens::{self, Token, TokenKind, bare};
use super::{Killed, code_of, sums};
use crate::plugins::Macros;
use crate::report::Report;
use crate::text::{Line, Texts};
use minijinja::{Error, ErrorKind};
use pamphlet_source::{Code, Diagnostic, SourceId, Span, limits};

/// A file that macros are read in.
pub(super) struct Document {
    /// Its name among the templates.
    pub(super) name: String,
    pub(super) file: SourceId,
    /// Its parts, in bytes of all text.
    pub(super) tokens: Vec<Token>,
    /// Its first byte in all text, and the one after its last.
    pub(super) range: std::ops::Range<usize>,
}

/// A template of a document.
pub(super) struct Template {
    pub(super) text: String,
    /// Where the parts of the document stand in it: the first byte, and the byte of all text that it stands for.
    places: Vec<(usize, usize)>,
}

/// The text of a page and of the files that it names, with the place of each line.
pub(super) struct Source {
    /// All text, a line end after each line.
    pub(super) all: String,
    pub(super) documents: Vec<Document>,
    /// Where each line begins in all text, the line, and whether it is code.
    lines: Vec<(usize, Line, bool)>,
    /// Tags that could not be understood, and why.
    killed: Killed,
}

impl Source {
    pub(super) fn new(texts: &Texts, lines: &[Line], macros: &Macros, name: &str, file: SourceId) -> Self {
        let mut source = Self { all: String::new(), documents: Vec::new(), lines: Vec::new(), killed: Killed::new() };
        source.add(texts, lines, macros, name, file);
        source
    }

    pub(super) fn add(&mut self, texts: &Texts, lines: &[Line], macros: &Macros, name: &str, file: SourceId) {
        let start = self.all.len();
        for (line, is_code) in lines.iter().zip(code_of(texts, lines)) {
            self.lines.push((self.all.len(), *line, is_code));
            self.all.push_str(texts.text(*line));
            self.all.push('\n');
        }
        let shifted = |range: std::ops::Range<usize>| range.start + start..range.end + start;
        let tokens = tokens::tokens(&self.all[start..], &macros.signs).into_iter();
        let tokens = tokens.map(|token| Token { outer: shifted(token.outer), inner: shifted(token.inner), ..token });
        let tokens: Vec<Token> = tokens.collect();
        for tag in &tokens {
            let is_tag = matches!(tag.kind, TokenKind::Expression | TokenKind::Statement);
            // A function of the engine by itself is nothing to show.
            let is_function =
                tag.kind == TokenKind::Expression && FUNCTIONS.contains(&bare(&self.all[tag.inner.clone()]));
            if is_tag && tag.inner.len() > limits::MACRO_TAG_BYTES || is_function {
                self.kill_tag(tag);
            }
        }
        self.documents.push(Document { name: name.to_owned(), file, tokens, range: start..self.all.len() });
    }

    fn line_of(&self, at: usize) -> &(usize, Line, bool) {
        &self.lines[self.lines.partition_point(|(start, ..)| *start <= at).saturating_sub(1)]
    }

    /// The byte of the buffer of a byte of all text.
    pub(super) fn place(&self, at: usize) -> usize {
        let (start, line, _) = self.line_of(at);
        (line.start + (at - start)).min(line.end)
    }

    /// Bytes of all text as bytes of the buffer; up to the end of the line that they begin in.
    pub(super) fn span(&self, range: &std::ops::Range<usize>) -> Span {
        let start = self.place(range.start);
        let end = self.line_of(range.start).1.end.min(start + (range.end - range.start));
        Span::new(start, end.max(start))
    }

    pub(super) fn span_of_page(&self) -> Span {
        self.lines.first().map(|(_, line, _)| line.span()).unwrap_or_default()
    }

    /// What stands before a byte on its line, and whether that line is code.
    pub(super) fn before(&self, at: usize) -> (&str, bool) {
        let (start, _, is_code) = self.line_of(at);
        let nearby = self.all.ceil_char_boundary(at.saturating_sub(limits::MACRO_CONTEXT_BYTES)).min(at);
        (&self.all[nearby.max(*start)..at], *is_code)
    }

    /// The tag that begins at a byte.
    pub(super) fn tag(&self, at: usize) -> Option<&Token> {
        let document = self.documents.iter().find(|document| document.range.contains(&at))?;
        let index = document.tokens.partition_point(|token| token.outer.start < at);
        document.tokens.get(index).filter(|token| token.outer.start == at)
    }

    /// Where a name is used first in a tag.
    pub(super) fn first_use(&self, name: &str) -> Option<Span> {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let tags = self.documents.iter().flat_map(|document| &document.tokens);
        let mut tags = tags.filter(|token| matches!(token.kind, TokenKind::Expression | TokenKind::Statement));
        let uses = |token: &&Token| {
            let inner = &self.all[token.inner.clone()];
            inner.match_indices(name).any(|(at, _)| {
                !is_part(inner[..at].chars().next_back()) && !is_part(inner[at + name.len()..].chars().next())
            })
        };
        let found = tags.find(uses)?;
        let (before, is_code) = self.before(found.outer.start);
        (!is_code && before.matches('`').count() % 2 == 0).then(|| self.span(&found.outer))
    }

    /// The templates of all documents.
    pub(super) fn templates(&self, macros: &Macros, signs: [char; 2]) -> Vec<Template> {
        self.documents.iter().map(|document| self.template(document, macros, signs)).collect()
    }

    fn template(&self, document: &Document, macros: &Macros, [mark, sign]: [char; 2]) -> Template {
        let [(block, block_end), (variable, variable_end), _] = &macros.signs;
        let mut template = Template { text: String::with_capacity(document.range.len() * 2), places: Vec::new() };
        // Whether the tag before takes the white space that follows it away.
        let mut trims = false;
        for token in &document.tokens {
            template.places.push((template.text.len(), token.outer.start));
            let (outer, inner) = (&self.all[token.outer.clone()], &self.all[token.inner.clone()]);
            let at = token.outer.start;
            let out = &mut template.text;
            match token.kind {
                TokenKind::Words => {
                    let lead = if trims { outer.len() - outer.trim_start().len() } else { 0 };
                    if lead < outer.len() {
                        out.push_str(&outer[..lead]);
                        out.push_str(&format!("{mark}w{:x}{mark}", at + lead));
                        out.push_str(&quoted(&outer[lead..], macros));
                    }
                }
                TokenKind::Raw => {
                    out.push_str(&format!("{mark}w{:x}{mark}", token.inner.start));
                    out.push_str(&format!("{block} raw {block_end}{inner}{block} endraw {block_end}"));
                }
                TokenKind::Comment => {}
                TokenKind::Expression | TokenKind::Statement if self.killed.contains_key(&at) => {
                    let name = &self.killed[&at];
                    out.push_str(&format!("{mark}e{at:x}{mark}{sign}{name}{sign}"));
                }
                TokenKind::Expression => {
                    let cut = if inner.starts_with('-') { "-" } else { "" };
                    out.push_str(&format!("{variable}{cut} \"{mark}e{at:x}{mark}\" {variable_end}"));
                    out.push_str(&self.counted(token));
                }
                TokenKind::Statement => out.push_str(&self.counted(token)),
            }
            trims = token.kind != TokenKind::Words && inner.ends_with('-');
        }
        template
    }

    /// A tag with the parts of its sums counted.
    fn counted(&self, token: &Token) -> String {
        let inner = &self.all[token.inner.clone()];
        let body = inner.trim_start_matches(['-', '+']).trim_end_matches(['-', '+']);
        let start = token.inner.start + (inner.len() - inner.trim_start_matches(['-', '+']).len());
        let (before, after) = (token.outer.start..start, start + body.len()..token.outer.end);
        format!("{}{}{}", &self.all[before], sums::counted(body, token.kind == TokenKind::Statement), &self.all[after])
    }

    /// Takes the tag out that an error is about, and says so.
    pub(super) fn kill(&mut self, error: &Error, written: &[Template], report: &mut Report) {
        let named = error.name().and_then(|name| self.documents.iter().position(|document| document.name == name));
        let index = named.unwrap_or(0);
        let at = error.range().and_then(|range| written[index].at(range.start)).and_then(|at| self.tag(at));
        let alive = |token: &&Token| {
            matches!(token.kind, TokenKind::Expression | TokenKind::Statement)
                && !self.killed.contains_key(&token.outer.start)
        };
        let tag = at.filter(alive).or_else(|| self.documents[index].tokens.iter().rev().find(alive));
        let Some(tag) = tag.cloned().or_else(|| self.documents[0].tokens.iter().rev().find(alive).cloned()) else {
            return;
        };
        let kind = tag.kind;
        self.kill_tag(&tag);
        let (before, is_code) = self.before(tag.outer.start);
        if is_code || before.matches('`').count() % 2 == 1 {
            return;
        }
        let written = bare(&self.all[tag.inner.clone()]);
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        let message = if kind == TokenKind::Expression {
            if needs_python(error.kind()) {
                return;
            }
            let name = self.killed.get_mut(&tag.outer.start);
            let shown = name.map(|name| std::mem::replace(name, format!("!{}", name.get(1..).unwrap_or_default())));
            let shown = shown.as_deref().map_or("", |name| name.trim_start_matches(['(', '.']));
            format!("`{written}` cannot be worked out: {detail}; `{shown}` stands in its place")
        } else {
            format!("`{written}` cannot be understood: {detail}; it has no effect")
        };
        report.add(
            self.span(&tag.outer),
            Diagnostic::new(Code::PluginMarkup, message).help("correct it, or write the words into the page"),
        );
    }

    pub(super) fn kill_all(&mut self) {
        let tags: Vec<Token> = self.documents.iter().flat_map(|document| document.tokens.clone()).collect();
        for tag in tags.iter().filter(|tag| matches!(tag.kind, TokenKind::Expression | TokenKind::Statement)) {
            self.kill_tag(tag);
        }
    }

    fn kill_tag(&mut self, tag: &Token) {
        let inner = bare(&self.all[tag.inner.clone()]);
        let end = inner.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(inner.len());
        let called = if inner[end..].trim_start().starts_with('(') { "(" } else { "." };
        let name = if tag.kind == TokenKind::Expression { format!("{called}{}", &inner[..end]) } else { String::new() };
        self.killed.insert(tag.outer.start, name);
    }
}

impl Template {
    /// The byte of all text at which the part begins that a byte of the template belongs to.
    fn at(&self, byte: usize) -> Option<usize> {
        let index = self.places.partition_point(|(start, _)| *start <= byte).checked_sub(1)?;
        self.places.get(index).map(|(_, at)| *at)
    }
}

/// Whether an error says that a name is not known, which Python may have given a meaning.
fn needs_python(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownFilter
            | ErrorKind::UnknownFunction
            | ErrorKind::UnknownMethod
            | ErrorKind::UnknownTest
            | ErrorKind::UndefinedError
    )
}

/// Functions that the engine has of its own.
const FUNCTIONS: [&str; 4] = ["range", "dict", "namespace", "debug"];

/// Words that hold a sign which is none: as a template shows them.
fn quoted(words: &str, macros: &Macros) -> String {
    let signs = &macros.signs;
    if !signs.iter().any(|(open, _)| words.contains(open.as_str())) {
        return words.to_owned();
    }
    let (open, close) = &signs[0];
    // What would end raw text is parted.
    let raw = |part: &str| format!("{open} raw {close}{part}{open} endraw {close}");
    let mut out = String::new();
    let mut rest = words;
    while let Some(at) = rest.find(END_OF_RAW) {
        let (part, after) = rest.split_at(at + END_OF_RAW.len() / 2);
        out.push_str(&raw(part));
        rest = after;
    }
    out + &raw(rest)
}

/// The word that ends raw text.
const END_OF_RAW: &str = "endraw";
