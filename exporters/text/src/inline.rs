//! What stands in a line, as words.

use crate::isolate;
use crate::writer::{Reference, Writer};
use pamphlet_locale::spacing::is_ideographic;
use pamphlet_locale::{Direction, Term};
use pamphlet_reading::{
    Alternative, AssetRef, Emphasis, Inline, InlineKind, Link, Picture, Target, formula_text, left_to_right_in, raised,
    readable_address,
};

impl Writer<'_, '_> {
    /// The words of a run. Links and notes get numbers.
    pub(crate) fn words(&mut self, content: &[Inline]) -> String {
        let mut out = String::new();
        self.push_words(content, &mut out);
        out
    }

    fn push_words(&mut self, content: &[Inline], out: &mut String) {
        let mut after_deleted = false;
        for inline in content {
            let start = out.len();
            self.push_inline(inline, out);
            // Two words are two words, whichever of them is deleted.
            if after_deleted && out[start..].starts_with(char::is_alphanumeric) {
                out.insert(start, ' ');
            }
            if out.len() > start {
                after_deleted = matches!(inline.kind, InlineKind::Styled { style: Emphasis::Deleted, .. });
            }
        }
    }

    fn push_inline(&mut self, inline: &Inline, out: &mut String) {
        match &inline.kind {
            InlineKind::LineBreak => out.push('\n'),
            InlineKind::Styled { style, content } => self.push_styled(*style, content, out),
            InlineKind::Span { content } => self.push_words(content, out),
            InlineKind::Language { language, content } => {
                let (start, direction) = (out.len(), Direction::of(language));
                let turns = direction != Direction::of(&self.language);
                self.within(Some(language), |writer| writer.push_words(content, out));
                if turns {
                    isolate::set_apart(out, start, direction);
                }
            }
            InlineKind::Definition { title, content } => {
                self.push_words(content, out);
                if let Some(title) = title {
                    out.push_str(" (");
                    push_clean(title, out);
                    out.push(')');
                }
            }
            InlineKind::Comment { text } => {
                out.push_str(" (");
                push_clean(text.trim(), out);
                out.push(')');
            }
            InlineKind::Keys { keys } => push_clean(&keys.join("+"), out),
            InlineKind::Text { text } | InlineKind::Abbreviation { text, expansion: _ } => self.push_written(text, out),
            // The first stroke of a path, and what ends a call, are code too.
            InlineKind::Code { text, language: _, tokens: _ } => {
                let start = out.len();
                push_clean(text, out);
                if text.starts_with(|c: char| !c.is_alphanumeric()) || text.ends_with(|c: char| !c.is_alphanumeric()) {
                    self.set_apart(start, out);
                }
            }
            InlineKind::Emoji { shortcode: _, text } | InlineKind::Unsupported { text } => push_clean(text, out),
            InlineKind::Math(math) => push_clean(&formula_text(math.notation, &math.source), out),
            InlineKind::Link(link) => self.push_link(link, out),
            InlineKind::Picture(picture) => self.push_picture(picture, out),
            InlineKind::Icon(icon) => push_clean(icon.says.words().map_or("", |words| &words.text), out),
            InlineKind::FootnoteReference { number, shown } => {
                let index = usize::try_from(*number).unwrap_or(0).checked_sub(1);
                let known = |index: &usize| self.page.is_some_and(|page| page.notes.len() > *index);
                let start = out.len();
                if let Some(index) = index.filter(known) {
                    out.push_str(&self.reference(Reference::Note(index)));
                } else {
                    out.push_str(shown);
                }
                self.set_apart(start, out);
            }
            InlineKind::AnnotationReference { number: _, shown } => {
                let start = out.len();
                out.push_str(" (");
                out.push_str(shown);
                out.push(')');
                self.set_apart(start, out);
            }
        }
    }

    fn push_styled(&mut self, style: Emphasis, content: &[Inline], out: &mut String) {
        match style {
            Emphasis::Emphasis
            | Emphasis::Strong
            | Emphasis::Inserted
            | Emphasis::Marked
            | Emphasis::Small
            | Emphasis::Quoted => self.push_words(content, out),
            // Without its line it would be said as if it held.
            Emphasis::Deleted => {
                let words = self.words(content);
                if words.trim().is_empty() {
                    out.push_str(&words);
                } else {
                    out.push('(');
                    out.push_str(self.catalog.term(Term::Deleted));
                    out.push_str(": ");
                    out.push_str(words.trim());
                    out.push(')');
                }
            }
            Emphasis::Subscript | Emphasis::Superscript => {
                let words = self.words(content);
                match raised(&words, style == Emphasis::Superscript) {
                    Some(raised) => out.push_str(&raised),
                    None => out.push_str(&words),
                }
            }
        }
    }

    /// The words of a link, and the number or the address that leads on.
    pub(crate) fn push_link(&mut self, link: &Link, out: &mut String) {
        let words = self.words(&link.content).trim_start().to_owned();
        let address = match &link.target {
            Target::External { url } => Some(readable_address(url.strip_prefix("mailto:").unwrap_or(url))),
            Target::Told { address } => Some(address.clone()),
            Target::Page { page, anchor } => {
                let here = self.page.is_some_and(|own| own.id == *page);
                let target = self.reading.page(page).filter(|_| !here);
                target.map(|target| match (&target.url, anchor) {
                    (Some(url), Some(anchor)) => format!("{}: {url}#{anchor}", target.title),
                    (Some(url), None) => format!("{}: {url}", target.title),
                    (None, _) => format!("{}: {page}.txt", target.title),
                })
            }
            Target::Unresolved { .. } => None,
        };
        let address = address.map(|address| clean(&address));
        let said = address.as_deref().is_none_or(|address| is_said(&words, address));
        let start = out.len();
        out.push_str(&words);
        if said && address.is_some() {
            self.set_apart(start, out);
        }
        let title = link.title.as_ref().map(|title| clean(&title.text));
        let Some(address) = address.filter(|_| !said) else {
            if let Some(title) = title {
                out.push_str(&format!(" ({title})"));
            }
            return;
        };
        let address = title.map_or_else(|| address.clone(), |title| format!("{title}: {address}"));
        let space = words.ends_with(' ');
        out.truncate(out.trim_end_matches(' ').len());
        if self.inline_addresses {
            out.push_str(": ");
            let start = out.len();
            out.push_str(&address);
            self.set_apart(start, out);
        } else {
            // Where no spaces stand between words, none stands before a number.
            if !out.chars().next_back().is_some_and(is_ideographic) {
                out.push(' ');
            }
            let start = out.len();
            out.push_str(&self.reference(Reference::Address(address)));
            self.set_apart(start, out);
            if space {
                out.push(' ');
            }
        }
    }

    /// Text of the author's; in a language that runs from right to left, what keeps its own direction is kept together.
    fn push_written(&self, text: &str, out: &mut String) {
        let mut done = 0;
        if Direction::of(&self.language) == Direction::Rtl {
            for range in left_to_right_in(text) {
                push_clean(&text[done..range.start], out);
                let start = out.len();
                push_clean(&text[range.clone()], out);
                self.set_apart(start, out);
                done = range.end;
            }
        }
        push_clean(&text[done..], out);
    }

    /// Keeps an address, code, a word with signs or the number of a note that was written from `start` on apart in text
    /// that runs right to left.
    fn set_apart(&self, start: usize, out: &mut String) {
        if Direction::of(&self.language) == Direction::Rtl {
            isolate::set_apart(out, start, Direction::Ltr);
        }
    }

    fn push_picture(&mut self, picture: &Picture, out: &mut String) {
        let words = match &picture.alternative {
            Alternative::Decorative | Alternative::Repeated { .. } => return,
            Alternative::Described { words } => clean(&words.text),
            // The words of a link say more than that a picture without any is in it.
            Alternative::Undescribed if picture.linked || !matches!(picture.source, AssetRef::Remote { .. }) => return,
            Alternative::Undescribed => String::new(),
        };
        out.push('(');
        out.push_str(self.catalog.term(Term::Picture));
        if !words.is_empty() {
            out.push_str(": ");
            out.push_str(&words);
        }
        out.push(')');
        if let AssetRef::Remote { url } = &picture.source {
            let number = self.reference(Reference::Address(clean(url)));
            out.push(' ');
            out.push_str(&number);
        }
    }
}

/// Whether the words of a link are its address, so that nothing more need be said of it.
fn is_said(words: &str, address: &str) -> bool {
    let bare = |text: &str| text.trim().trim_end_matches('/').to_lowercase();
    bare(words) == bare(address)
}

/// Appends text on one line, without characters that are not seen or not allowed.
pub(crate) fn push_clean(text: &str, out: &mut String) {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' | '\u{2028}' | '\u{2029}' => out.push(' '),
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{2066}'..='\u{2069}' | '\u{FE0E}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}

/// Text on one line.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_clean(text, &mut out);
    out
}
