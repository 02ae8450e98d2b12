//! What stands in a line.
//!
//! A run is first made flat: pieces of text and the places where words begin and cease to be stressed. Only then are the
//! marks chosen, by what stands on both sides of each: `CommonMark` reads `**` as a mark or as two stars by that.

use crate::block::Writer;
use crate::escape::{aim, clean, push_code, push_text};
use pamphlet_locale::Term;
use pamphlet_reading::{
    Alternative, AssetRef, Emphasis, Inline, InlineKind, Link, PageId, Picture, Target, formula_text, raised,
};
use pamphlet_source::percent;
use std::fmt::Write as _;

/// A piece of a run.
pub(crate) enum InlineToken {
    /// Words, whose marks are to be escaped.
    Text(String),
    /// What is Markdown already.
    Ready(String),
    /// Here stressed words begin, and where they cease; none while that is not known.
    Open(Stress, Option<usize>),
    /// Here they cease, and where they begin.
    Close(Stress, usize),
    /// A line end that readers see.
    LineEnd,
}

/// How words are stressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stress {
    /// `_`
    Emphasis,
    /// `**`
    Strong,
    /// `~~`
    Deleted,
}

impl Stress {
    fn element(self) -> &'static str {
        match self {
            Self::Emphasis => "em",
            Self::Strong => "strong",
            Self::Deleted => "del",
        }
    }
}

impl Writer<'_> {
    /// A run as Markdown, on one line but for line ends that readers see.
    pub(crate) fn run(&mut self, content: &[Inline]) -> String {
        let mut pieces = Vec::new();
        self.gather(content, &mut pieces);
        self.joined(&pieces)
    }

    /// A run in bold letters, after words of ours.
    pub(crate) fn bold(&mut self, before: &str, content: &[Inline]) -> String {
        let mut pieces = vec![InlineToken::Open(Stress::Strong, None), InlineToken::Text(before.to_owned())];
        self.gather(content, &mut pieces);
        let end = pieces.len();
        pieces[0] = InlineToken::Open(Stress::Strong, Some(end));
        pieces.push(InlineToken::Close(Stress::Strong, 0));
        self.joined(&pieces)
    }

    fn gather(&mut self, content: &[Inline], pieces: &mut Vec<InlineToken>) {
        for inline in content {
            self.gather_one(inline, pieces);
        }
    }

    fn gather_one(&mut self, inline: &Inline, pieces: &mut Vec<InlineToken>) {
        let text = |text: &str| InlineToken::Text(text.to_owned());
        match &inline.kind {
            InlineKind::Text { text: words }
            | InlineKind::Emoji { text: words, .. }
            | InlineKind::Abbreviation { text: words, .. }
            | InlineKind::Unsupported { text: words } => pieces.push(text(words)),
            InlineKind::LineBreak => pieces.push(InlineToken::LineEnd),
            InlineKind::Styled { style, content } => self.gather_styled(*style, content, pieces),
            InlineKind::Span { content } | InlineKind::Language { content, language: _ } => {
                self.gather(content, pieces);
            }
            InlineKind::Definition { title, content } => {
                self.gather(content, pieces);
                pieces.extend(title.as_ref().map(|title| InlineToken::Text(format!(" ({title})"))));
            }
            InlineKind::Comment { text: words } => pieces.push(InlineToken::Text(format!(" ({})", words.trim()))),
            InlineKind::Keys { keys } => pieces.push(InlineToken::Text(keys.join("+"))),
            InlineKind::Code { text, language: _, tokens: _ } => self.gather_code(text, pieces),
            InlineKind::Math(math) => self.gather_code(&formula_text(math.notation, &math.source), pieces),
            InlineKind::Link(link) => self.gather_link(link, pieces),
            InlineKind::Picture(picture) => self.gather_picture(picture, pieces),
            InlineKind::Icon(icon) => pieces.extend(icon.says.words().map(|words| text(&words.text))),
            InlineKind::FootnoteReference { number, shown } => {
                let known = usize::try_from(*number).is_ok_and(|number| (1..=self.notes()).contains(&number));
                if known && !self.in_link {
                    pieces.push(InlineToken::Ready(format!("[^{}{number}]", self.prefix)));
                } else {
                    pieces.push(text(shown));
                }
            }
            InlineKind::AnnotationReference { number: _, shown } => {
                pieces.push(InlineToken::Text(format!(" ({shown})")));
            }
        }
    }

    fn gather_code(&mut self, code: &str, pieces: &mut Vec<InlineToken>) {
        let mut out = String::new();
        push_code(code, self.in_cell, &mut out);
        pieces.push(InlineToken::Ready(out));
    }

    fn gather_styled(&mut self, style: Emphasis, content: &[Inline], pieces: &mut Vec<InlineToken>) {
        let stress = match style {
            Emphasis::Emphasis => Stress::Emphasis,
            Emphasis::Strong => Stress::Strong,
            Emphasis::Deleted => Stress::Deleted,
            Emphasis::Inserted | Emphasis::Marked | Emphasis::Small | Emphasis::Quoted => {
                return self.gather(content, pieces);
            }
            Emphasis::Subscript | Emphasis::Superscript => {
                let up = style == Emphasis::Superscript;
                let words = self.run(content);
                let element = if up { "sup" } else { "sub" };
                return pieces.push(match raised(&words, up) {
                    Some(raised) => InlineToken::Text(raised),
                    None => InlineToken::Ready(format!("<{element}>{words}</{element}>")),
                });
            }
        };
        // Words that are stressed already are not stressed again.
        let is_open = |piece: &InlineToken| matches!(piece, InlineToken::Open(around, None) if *around == stress);
        if pieces.iter().any(is_open) {
            return self.gather(content, pieces);
        }
        let open = pieces.len();
        pieces.push(InlineToken::Open(stress, None));
        self.gather(content, pieces);
        pieces[open] = InlineToken::Open(stress, Some(pieces.len()));
        pieces.push(InlineToken::Close(stress, open));
    }

    /// A link that is no part of a run.
    pub(crate) fn link(&mut self, link: &Link) -> String {
        let mut pieces = Vec::new();
        self.gather_link(link, &mut pieces);
        self.joined(&pieces)
    }

    /// A link with its words; an address that is its own words stands alone.
    fn gather_link(&mut self, link: &Link, pieces: &mut Vec<InlineToken>) {
        let aimed = match &link.target {
            Target::External { url } => Some(url.clone()),
            Target::Page { page, anchor } => Some(self.place(page, anchor.as_deref())),
            Target::Told { .. } | Target::Unresolved { .. } => None,
        };
        let title = link.title.as_ref().map(|title| clean(&title.text).collect::<String>());
        let Some(aimed) = aimed.filter(|_| !self.in_link) else {
            self.gather(&link.content, pieces);
            let address = match &link.target {
                Target::Told { address } if link.words.trim() != address => Some(address),
                Target::Told { .. } | Target::External { .. } | Target::Page { .. } | Target::Unresolved { .. } => None,
            };
            pieces.extend(title.map(|title| InlineToken::Text(format!(" ({title})"))));
            pieces.extend(address.map(|address| InlineToken::Text(format!(" ({address})"))));
            return;
        };
        let bare = aimed.strip_prefix("mailto:").unwrap_or(&aimed);
        let plain = aimed.is_ascii() && !aimed.contains([' ', '<', '>', '|']) && aimed.contains([':', '@']);
        if link.words.trim() == bare && title.is_none() && plain && bare.contains(['@', ':']) {
            pieces.push(InlineToken::Ready(format!("<{bare}>")));
            return;
        }
        let was = std::mem::replace(&mut self.in_link, true);
        let words = self.run(&link.content).replace("\\\n", " ");
        self.in_link = was;
        let (before, words, after) = apart(&words);
        let mut out = format!("{before}[{words}]({}", aim(&aimed));
        if let Some(title) = title {
            let _ = write!(out, " \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"").replace('|', "\\|"));
        }
        out.push(')');
        out.push_str(after);
        pieces.push(InlineToken::Ready(out));
    }

    /// The place of a page, seen from the file that is being written.
    fn place(&self, page: &PageId, anchor: Option<&str>) -> String {
        let here = self.page.id == *page;
        let mut out = match (self.is_whole, here) {
            (false, true) => String::new(),
            (false, false) => relative(&self.page.id.0, &page.0),
            // In the file of all pages nothing says where one begins.
            (true, _) => self
                .reading
                .page(page)
                .and_then(|page| page.url.clone().map(String::from))
                .unwrap_or_else(|| file(&page.0)),
        };
        if let Some(anchor) = anchor {
            out.push('#');
            out.push_str(&percent_encoded(anchor));
        } else if out.is_empty() {
            out = relative(&self.page.id.0, &page.0);
        }
        out
    }

    /// The words of a picture: its file is not beside the text.
    fn gather_picture(&mut self, picture: &Picture, pieces: &mut Vec<InlineToken>) {
        let words = match &picture.alternative {
            Alternative::Decorative | Alternative::Repeated { .. } => return,
            Alternative::Described { words } => words.text.clone(),
            // The words of a link say more than that a picture without any is in it.
            Alternative::Undescribed if picture.linked || !matches!(picture.source, AssetRef::Remote { .. }) => return,
            Alternative::Undescribed => String::new(),
        };
        let name = self.catalog.term(Term::Picture);
        let said = if words.is_empty() { name.to_owned() } else { format!("{name}: {words}") };
        pieces.push(match &picture.source {
            AssetRef::Remote { url } if !self.in_link => {
                let mut out = String::from("([");
                push_text(&said, false, &mut out);
                let _ = write!(out, "]({}))", aim(url));
                InlineToken::Ready(out)
            }
            AssetRef::Remote { .. } | AssetRef::Local { .. } | AssetRef::Missing { .. } => {
                InlineToken::Text(format!("({said})"))
            }
        });
    }

    /// The pieces of a run as one text.
    fn joined(&self, pieces: &[InlineToken]) -> String {
        let pieces = trimmed(pieces);
        let chosen = choose(&pieces);
        let mut out = String::new();
        // Characters are marks by what stands beside them, so words are written together.
        let mut words = String::new();
        for (index, piece) in pieces.iter().enumerate() {
            if let InlineToken::Text(text) = piece {
                words.push_str(text);
                continue;
            }
            if chosen[index] != StressSyntax::Nothing || matches!(piece, InlineToken::Ready(_) | InlineToken::LineEnd) {
                let start = begins_line(&out);
                push_text(&std::mem::take(&mut words), start, &mut out);
            }
            match piece {
                InlineToken::Text(_) => {}
                InlineToken::Ready(ready) => {
                    // A mark of exclamation before a link would make a picture of it.
                    if ready.starts_with('[') && out.ends_with('!') && !out.ends_with("\\!") {
                        out.insert(out.len() - 1, '\\');
                    }
                    out.push_str(ready);
                }
                InlineToken::LineEnd => {
                    out.truncate(out.trim_end_matches(' ').len());
                    if !begins_line(&out) {
                        out.push_str(if self.in_cell || self.in_heading { " " } else { "\\\n" });
                    }
                }
                InlineToken::Open(stress, _) => out.push_str(&mark(*stress, chosen[index], true)),
                InlineToken::Close(stress, _) => out.push_str(&mark(*stress, chosen[index], false)),
            }
        }
        let start = begins_line(&out);
        push_text(&words, start, &mut out);
        while let Some(shorter) = out.strip_suffix("\\\n") {
            out.truncate(shorter.len());
        }
        // A note that begins a line before a colon would be read as the note itself.
        if out.starts_with("[^")
            && let Some(at) = out.find("]:")
            && !out[..at].contains(' ')
        {
            out.insert(at + 1, '\\');
        }
        out.trim_end().to_owned()
    }
}

/// Whether nothing stands before on a line.
fn begins_line(out: &str) -> bool {
    out.is_empty() || out.ends_with("\\\n")
}

/// How a stress is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StressSyntax {
    Nothing,
    Line,
    Stars,
    Waves,
    Element,
}

fn mark(stress: Stress, mark: StressSyntax, open: bool) -> String {
    match (mark, stress) {
        (StressSyntax::Nothing, _) => String::new(),
        (StressSyntax::Line, _) => "_".to_owned(),
        (StressSyntax::Stars, Stress::Emphasis) => "*".to_owned(),
        (StressSyntax::Stars, _) => "**".to_owned(),
        (StressSyntax::Waves, _) => "~~".to_owned(),
        (StressSyntax::Element, stress) => format!("<{}{}>", if open { "" } else { "/" }, stress.element()),
    }
}

/// Spaces at the ends of stressed words stand outside of the marks: `** a**` is none.
fn trimmed(pieces: &[InlineToken]) -> Vec<InlineToken> {
    let mut out: Vec<InlineToken> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        out.push(match piece {
            InlineToken::Text(text) => InlineToken::Text(text.clone()),
            InlineToken::Ready(text) => InlineToken::Ready(text.clone()),
            InlineToken::Open(stress, end) => InlineToken::Open(*stress, *end),
            InlineToken::Close(stress, start) => InlineToken::Close(*stress, *start),
            InlineToken::LineEnd => InlineToken::LineEnd,
        });
    }
    let is_space =
        |piece: &InlineToken| matches!(piece, InlineToken::Text(text) if !text.is_empty() && text.trim().is_empty());
    for index in 0..out.len() {
        if let InlineToken::Open(_, Some(end)) = out[index]
            && let Some(next) =
                (index + 1..end).find(|next| matches!(out[*next], InlineToken::Text(_) | InlineToken::Ready(_)))
            && let InlineToken::Text(text) = &out[next]
            && !is_space(&out[next])
        {
            let (spaces, rest) = text.split_at(text.len() - text.trim_start().len());
            let (spaces, rest) = (spaces.to_owned(), rest.to_owned());
            if !spaces.is_empty() && index > 0 {
                out[next] = InlineToken::Text(rest);
                push_to(&mut out, index, &spaces, false);
            }
        }
        if let InlineToken::Close(_, start) = out[index]
            && let Some(last) =
                (start + 1..index).rev().find(|last| matches!(out[*last], InlineToken::Text(_) | InlineToken::Ready(_)))
            && let InlineToken::Text(text) = &out[last]
            && !is_space(&out[last])
        {
            let (rest, spaces) = text.split_at(text.trim_end().len());
            let (spaces, rest) = (spaces.to_owned(), rest.to_owned());
            if !spaces.is_empty() && index + 1 < out.len() {
                out[last] = InlineToken::Text(rest);
                push_to(&mut out, index, &spaces, true);
            }
        }
    }
    out
}

/// Puts spaces before or after a piece, into the text that stands there.
fn push_to(out: &mut [InlineToken], index: usize, spaces: &str, after: bool) {
    let neighbour = if after { index + 1 } else { index - 1 };
    match &mut out[neighbour] {
        InlineToken::Text(text) | InlineToken::Ready(text) if after => text.insert_str(0, spaces),
        InlineToken::Text(text) | InlineToken::Ready(text) => text.push_str(spaces),
        InlineToken::Open(..) | InlineToken::Close(..) | InlineToken::LineEnd => {}
    }
}

/// Which marks are read as such where they stand; an element where none is.
fn choose(pieces: &[InlineToken]) -> Vec<StressSyntax> {
    let mut out = vec![StressSyntax::Nothing; pieces.len()];
    for (open, piece) in pieces.iter().enumerate() {
        let InlineToken::Open(stress, Some(close)) = *piece else { continue };
        let inside = &pieces[open + 1..close];
        let says = |piece: &InlineToken| match piece {
            InlineToken::Text(text) | InlineToken::Ready(text) => !text.trim().is_empty(),
            InlineToken::Open(..) | InlineToken::Close(..) | InlineToken::LineEnd => false,
        };
        if !inside.iter().any(says) {
            continue;
        }
        let (before, first) = (side(pieces, open, false), side(pieces, open, true));
        let (last, after) = (side(pieces, close, false), side(pieces, close, true));
        let breaks = inside.iter().any(|piece| matches!(piece, InlineToken::LineEnd));
        let opens = first == Side::Letter || (first == Side::Sign && before != Side::Letter);
        let closes = last == Side::Letter || (last == Side::Sign && after != Side::Letter);
        let apart = before != Side::Letter && after != Side::Letter;
        // `**_words_**` is read as it is meant; marks side by side in any other way may not be.
        let near = || neighbours(pieces, open).chain(neighbours(pieces, close));
        let pairs = |near: Stress| near != stress && near != Stress::Deleted && stress != Stress::Deleted;
        let fits = near().next().is_none() || (apart && near().all(pairs));
        let chosen = if !fits || !opens || !closes || (breaks && stress == Stress::Deleted) {
            StressSyntax::Element
        } else {
            match stress {
                Stress::Emphasis if apart => StressSyntax::Line,
                Stress::Emphasis | Stress::Strong => StressSyntax::Stars,
                Stress::Deleted => StressSyntax::Waves,
            }
        };
        (out[open], out[close]) = (chosen, chosen);
    }
    out
}

/// The marks that stand right beside one.
fn neighbours(pieces: &[InlineToken], index: usize) -> impl Iterator<Item = Stress> + '_ {
    let visible = |piece: &&InlineToken| !matches!(piece, InlineToken::Text(text) if text.is_empty());
    let before = pieces[..index].iter().rev().find(visible);
    let after = pieces[index + 1..].iter().find(visible);
    before.into_iter().chain(after).filter_map(|piece| match piece {
        InlineToken::Open(stress, _) | InlineToken::Close(stress, _) => Some(*stress),
        InlineToken::Text(_) | InlineToken::Ready(_) | InlineToken::LineEnd => None,
    })
}

/// What stands beside a mark, as far as it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Space,
    Sign,
    Letter,
}

/// What stands before or after a piece.
fn side(pieces: &[InlineToken], index: usize, after: bool) -> Side {
    let rest: Box<dyn Iterator<Item = &InlineToken>> =
        if after { Box::new(pieces[index + 1..].iter()) } else { Box::new(pieces[..index].iter().rev()) };
    for piece in rest {
        let text = match piece {
            InlineToken::Text(text) | InlineToken::Ready(text) => text,
            InlineToken::LineEnd => return Side::Space,
            InlineToken::Open(..) | InlineToken::Close(..) => continue,
        };
        let mut characters = clean(text);
        if let Some(c) = if after { characters.next() } else { characters.last() } {
            return match c {
                c if c.is_whitespace() => Side::Space,
                c if c.is_alphanumeric() => Side::Letter,
                _ => Side::Sign,
            };
        }
    }
    Side::Space
}

/// Words without the spaces at their ends, and those.
fn apart(words: &str) -> (&str, &str, &str) {
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len().max(start);
    (&words[..start], &words[start..end], &words[end..])
}

/// The file of a page, as the aim of a link from beside the folder of pages.
pub(crate) fn file(page: &str) -> String {
    format!("markdown/{}.md", percent_encoded(page))
}

/// The way from the file of one page to that of another.
fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let aim: Vec<&str> = to.split('/').collect();
    let folders = &folder[..folder.len() - 1];
    let common = folders.iter().zip(&aim[..aim.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = "../".repeat(folders.len() - common);
    format!("{up}{}.md", percent_encoded(&aim[common..].join("/")))
}

/// A path as the aim of a link: nothing in it can end the link.
fn percent_encoded(path: &str) -> String {
    percent::encoded(path, "-._~/!$&'*+,;=:@")
}
