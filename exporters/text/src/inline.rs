//! What stands in a line, as words.

use crate::isolate;
use crate::writer::{Reference, Writer};
use pamphlet_document::{
    AssetRef, Emphasis, Inline, InlineKind, Link, LinkHint, Picture, Target, icon_words, mark, says_something,
};
use pamphlet_locale::{Direction, Tag, Term};

impl Writer<'_, '_> {
    /// The words of a run. Links and notes get numbers.
    pub(crate) fn words(&mut self, content: &[Inline]) -> String {
        let mut out = String::new();
        self.push_words(content, &mut out);
        out
    }

    fn push_words(&mut self, content: &[Inline], out: &mut String) {
        let alone = !content.iter().any(says_something);
        for (index, inline) in content.iter().enumerate() {
            self.push_inline(inline, alone, index == 0, out);
        }
    }

    fn push_inline(&mut self, inline: &Inline, alone: bool, first: bool, out: &mut String) {
        match &inline.kind {
            InlineKind::SoftBreak => {
                // Where no spaces stand between words, a line end is nothing.
                if !out.chars().next_back().is_some_and(is_ideographic) {
                    out.push(' ');
                }
            }
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
            InlineKind::Text { text }
            | InlineKind::Code { text, language: _ }
            | InlineKind::Emoji { shortcode: _, text }
            | InlineKind::Abbreviation { text, expansion: _ } => push_clean(text, out),
            InlineKind::Math { notation: _, source } => push_clean(&without_tags(source), out),
            InlineKind::Unsupported { text } => push_clean(&without_tags(text), out),
            InlineKind::Link(link) => self.push_link(link, None, out),
            // A picture that stands for an emoji stands beside the words that say what it is.
            InlineKind::Picture(_) if inline.attrs.has_class("twemoji") && !alone => {}
            InlineKind::Picture(picture) => self.push_picture(picture, out),
            InlineKind::Icon { name } => self.push_icon(name, alone, first, out),
            InlineKind::FootnoteReference { label, number } => {
                let index = usize::try_from(*number).unwrap_or(0).checked_sub(1);
                let known = |index: &usize| self.page.is_some_and(|page| page.notes.len() > *index);
                if let Some(index) = index.filter(known) {
                    out.push_str(&self.reference(Reference::Note(index)));
                } else {
                    out.push_str(" (");
                    push_clean(label, out);
                    out.push(')');
                }
            }
            InlineKind::AnnotationReference { number } => {
                out.push_str(" (");
                out.push_str(&self.catalog.digits().format((*number).into()));
                out.push(')');
            }
        }
    }

    fn push_styled(&mut self, style: Emphasis, content: &[Inline], out: &mut String) {
        match style {
            Emphasis::Emphasis | Emphasis::Strong | Emphasis::Inserted | Emphasis::Marked | Emphasis::Small => {
                self.push_words(content, out);
            }
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
            Emphasis::Quoted => {
                let (open, close) = quotation_marks(&self.language);
                out.push_str(open);
                self.push_words(content, out);
                out.push_str(close);
            }
        }
    }

    /// The words of a link, and the number or the address that leads on.
    pub(crate) fn push_link(&mut self, link: &Link, hint: Option<LinkHint<'_>>, out: &mut String) {
        let says = link.content.iter().any(says_something);
        let words = if says {
            let was_in_link = std::mem::replace(&mut self.in_link, true);
            let words = self.words(&link.content);
            self.in_link = was_in_link;
            words
        } else {
            clean(&self.edition.link_words(link, hint, self.catalog).words)
        };
        let words = words.trim_start().to_owned();
        let address = match &link.target {
            Target::External { url } => Some(url.strip_prefix("mailto:").unwrap_or(url).to_owned()),
            Target::Page { page, anchor } => {
                let here = self.page.is_some_and(|own| own.id == *page);
                let target = self.edition.page(page).filter(|_| !here);
                target.map(|target| match (&target.url, anchor) {
                    (Some(url), Some(anchor)) => format!("{}: {url}#{anchor}", target.title),
                    (Some(url), None) => format!("{}: {url}", target.title),
                    (None, _) => format!("{}: {page}.txt", target.title),
                })
            }
            Target::Unresolved { .. } | Target::Written { .. } => None,
        };
        let address = address.map(|address| clean(&address));
        let said = address.as_deref().is_none_or(|address| is_said(&words, address));
        // Where nothing but the address can be said it is said in full.
        let whole = address.as_deref().filter(|_| said && !says);
        out.push_str(whole.unwrap_or(&words));
        // What a website shows when the pointer rests on the link.
        let title = link.title.as_deref().map(clean).filter(|title| says && !title.trim().is_empty());
        let title = title.filter(|title| title.trim().to_lowercase() != words.trim().to_lowercase());
        let Some(address) = address.filter(|_| !said) else {
            if let Some(title) = title {
                out.push_str(&format!(" ({})", title.trim()));
            }
            return;
        };
        let address = title.map_or_else(|| address.clone(), |title| format!("{}: {address}", title.trim()));
        if self.inline_addresses {
            out.push_str(": ");
            out.push_str(&address);
        } else {
            let space = words.ends_with(' ');
            out.truncate(out.trim_end_matches(' ').len());
            // Where no spaces stand between words, none stands before a number.
            if !out.chars().next_back().is_some_and(is_ideographic) {
                out.push(' ');
            }
            out.push_str(&self.reference(Reference::Address(address)));
            if space {
                out.push(' ');
            }
        }
    }

    fn push_picture(&mut self, picture: &Picture, out: &mut String) {
        let alternative = clean(picture.alternative.trim());
        // The words of a link say more than that a picture without any is in it.
        let told = !self.in_link && matches!(picture.source, AssetRef::Remote { .. });
        if picture.decorative || (alternative.is_empty() && !told) {
            return;
        }
        out.push('(');
        out.push_str(self.catalog.term(Term::Picture));
        if !alternative.is_empty() {
            out.push_str(": ");
            out.push_str(&alternative);
        }
        out.push(')');
        if let AssetRef::Remote { url } = &picture.source {
            let number = self.reference(Reference::Address(clean(url)));
            out.push(' ');
            out.push_str(&number);
        }
    }

    fn push_icon(&mut self, name: &str, alone: bool, first: bool, out: &mut String) {
        match mark(name) {
            Some(mark) if alone && (mark.anywhere || self.in_cell) => out.push_str(self.catalog.term(mark.term)),
            Some(mark) if mark.anywhere && first => {
                out.push_str(self.catalog.term(mark.term));
                out.push(':');
            }
            Some(_) | None if alone => out.push_str(&icon_words(name)),
            Some(_) | None => {}
        }
    }
}

/// Whether the words of a link are its address.
fn is_said(words: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim().trim_end_matches('/');
        text.split_once("://").map_or(text, |(_, rest)| rest).to_lowercase()
    };
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

/// What is left of HTML that was not understood when its tags are taken away.
pub(crate) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let Some(end) = after.find('>') else { break };
        if is_tag {
            out.push_str(&rest[..start]);
            if !out.is_empty() && !out.ends_with(char::is_whitespace) {
                out.push(' ');
            }
            rest = &after[end + 1..];
        } else {
            out.push_str(&rest[..=start]);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Whether a character belongs to a script that puts no spaces between words.
pub(crate) fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Small raised or lowered signs, where Unicode has them all.
fn raised(words: &str, up: bool) -> Option<String> {
    words
        .chars()
        .map(|c| {
            let (high, low) = match c {
                '0' => ('⁰', '₀'),
                '1' => ('¹', '₁'),
                '2' => ('²', '₂'),
                '3' => ('³', '₃'),
                '4' => ('⁴', '₄'),
                '5' => ('⁵', '₅'),
                '6' => ('⁶', '₆'),
                '7' => ('⁷', '₇'),
                '8' => ('⁸', '₈'),
                '9' => ('⁹', '₉'),
                '+' => ('⁺', '₊'),
                '-' | '\u{2212}' => ('⁻', '₋'),
                '(' => ('⁽', '₍'),
                ')' => ('⁾', '₎'),
                'n' => ('ⁿ', 'ₙ'),
                _ => return None,
            };
            Some(if up { high } else { low })
        })
        .collect()
}

/// The quotation marks of a language.
fn quotation_marks(language: &Tag) -> (&'static str, &'static str) {
    match language.language() {
        "de" | "cs" | "sk" | "sl" | "bg" => ("\u{201E}", "\u{201C}"),
        "pl" | "ro" | "hu" => ("\u{201E}", "\u{201D}"),
        "fr" => ("\u{AB}\u{202F}", "\u{202F}\u{BB}"),
        "it" | "es" | "pt" | "ru" | "uk" | "el" | "fa" | "ar" | "ku" | "ckb" | "no" | "nb" | "ca" => {
            ("\u{AB}", "\u{BB}")
        }
        "sv" | "fi" | "he" => ("\u{201D}", "\u{201D}"),
        "ja" => ("\u{300C}", "\u{300D}"),
        "zh" if matches!(language.script(), Some("Hant")) || matches!(language.region(), Some("TW" | "HK")) => {
            ("\u{300C}", "\u{300D}")
        }
        _ => ("\u{201C}", "\u{201D}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_their_text_stays() {
        assert_eq!(without_tags("<marquee a='1'>kept</marquee> 1 < 2 <3"), "kept  1 < 2 <3");
    }

    #[test]
    fn raised_signs() {
        assert_eq!(raised("23", true).as_deref(), Some("²³"));
        assert_eq!(raised("2", false).as_deref(), Some("₂"));
        assert_eq!(raised("th", true), None);
    }
}
