//! Recommendations and threats.

use super::Writer;
use crate::xhtml::{push_attribute, push_text};
use pamphlet_document::{
    Block, CalloutTitle, Card, CardLink, Download, Downloads, Inline, InlineKind, LinkHint, Threats, plain_text,
};
use pamphlet_locale::{Catalog, Term};

/// The title that a website shows where the author wrote none but the type: the word for it.
fn implied_title(title: &CalloutTitle, catalog: &Catalog) -> Option<String> {
    match title {
        CalloutTitle::Implied { .. } => Some(catalog.term(Term::Recommendation).to_owned()),
        CalloutTitle::Absent | CalloutTitle::Written { .. } => None,
    }
}

impl<'e> Writer<'_, 'e> {
    pub(super) fn write_card(&mut self, block: &'e Block, card: &'e Card) {
        self.out.push_str("<div role=\"group\" class=\"admonition recommendation card\"");
        self.write_attrs(&block.attrs);
        let written = match &card.title {
            CalloutTitle::Written { content, .. } => Some(content),
            CalloutTitle::Absent | CalloutTitle::Implied { .. } => None,
        };
        let implied = implied_title(&card.title, self.book.catalog);
        let id = (written.is_some() || implied.is_some()).then(|| self.new_id("card"));
        match &id {
            Some(id) => push_attribute(&mut self.out, "aria-labelledby", id),
            None if card.name.trim().is_empty() => {
                push_attribute(&mut self.out, "aria-label", self.book.catalog.term(Term::Recommendation));
            }
            None => push_attribute(&mut self.out, "aria-label", &card.name),
        }
        let before = self.enter(block.language.as_ref());
        self.out.push_str(">\n");
        if let Some(id) = &id {
            self.out.push_str("<p class=\"admonition-title\"");
            push_attribute(&mut self.out, "id", id);
            // The word for the kind is ours, whatever language the card is in.
            let inner = if implied.is_some() { self.enter_words() } else { None };
            self.out.push('>');
            match (written, implied) {
                (Some(content), _) => self.write_inlines(content),
                (None, words) => push_text(&mut self.out, &words.unwrap_or_default()),
            }
            self.leave(inner);
            self.out.push_str("</p>\n");
        }
        if let Some(logo) = &card.logo {
            self.out.push_str("<p class=\"logo\">");
            self.push_picture(logo, Some("logo"));
            self.out.push_str("</p>\n");
        }
        self.write_blocks(&card.description);
        if !card.links.is_empty() {
            self.out.push_str("<ul class=\"card-links\" data-made=\"links\">\n");
            for link in &card.links {
                self.write_card_link(link);
            }
            self.out.push_str("</ul>\n");
        }
        if let Some(downloads) = &card.downloads {
            self.write_downloads(downloads);
        }
        self.write_blocks(&card.further);
        self.leave(before);
        self.out.push_str("</div>\n");
    }

    fn write_card_link(&mut self, card_link: &'e CardLink) {
        let CardLink { span: _, attrs, role, link } = card_link;
        self.out.push_str("<li");
        self.write_attrs(attrs);
        self.out.push('>');
        self.push_link(None, link, (!role.is_other()).then_some(LinkHint::Role(role)));
        self.out.push_str("</li>\n");
    }

    fn write_downloads(&mut self, downloads: &'e Downloads) {
        let id = self.new_id("downloads");
        self.out.push_str("<div role=\"group\" class=\"admonition downloads\"");
        self.write_attrs(&downloads.attrs);
        push_attribute(&mut self.out, "aria-labelledby", &id);
        self.out.push_str(">\n<p class=\"admonition-title\"");
        push_attribute(&mut self.out, "id", &id);
        self.out.push('>');
        if plain_text(&downloads.summary).is_empty() {
            self.push_term(Term::Downloads);
        } else {
            self.write_inlines(&downloads.summary);
        }
        self.out.push_str("</p>\n<ul>\n");
        for item in &downloads.items {
            self.write_download(item);
        }
        self.out.push_str("</ul>\n</div>\n");
    }

    fn write_download(&mut self, download: &'e Download) {
        let Download { span: _, attrs, platform: _, content } = download;
        self.out.push_str("<li");
        self.write_attrs(attrs);
        self.out.push('>');
        for inline in content {
            match &inline.kind {
                InlineKind::Link(link) => self.write_link(inline, link, Some(LinkHint::Download(download))),
                InlineKind::Text { .. }
                | InlineKind::SoftBreak
                | InlineKind::LineBreak
                | InlineKind::Styled { .. }
                | InlineKind::Span { .. }
                | InlineKind::Language { .. }
                | InlineKind::Comment { .. }
                | InlineKind::Keys { .. }
                | InlineKind::Code { .. }
                | InlineKind::Picture(_)
                | InlineKind::Icon { .. }
                | InlineKind::Emoji { .. }
                | InlineKind::FootnoteReference { .. }
                | InlineKind::AnnotationReference { .. }
                | InlineKind::Abbreviation { .. }
                | InlineKind::Definition { .. }
                | InlineKind::Math { .. }
                | InlineKind::Unsupported { .. } => self.write_beside(inline),
            }
        }
        if plain_text(content).is_empty() && !content.iter().any(|inline| matches!(inline.kind, InlineKind::Link(_))) {
            if let Some(name) = self.book.edition.download_words(download, self.book.catalog) {
                self.push_words(&name);
            }
        }
        self.out.push_str("</li>\n");
    }

    pub(super) fn write_threats(&mut self, block: &'e Block, threats: &'e Threats) {
        let intro: &[Inline] = &threats.intro;
        if !intro.is_empty() {
            self.out.push_str("<p");
            let before = self.enter(block.language.as_ref());
            self.out.push('>');
            self.write_inlines(intro);
            self.leave(before);
            self.out.push_str("</p>\n");
        }
        self.element(block, "ul", Some("threats"), |writer| {
            writer.out.push('\n');
            for item in &threats.items {
                writer.out.push_str("<li");
                writer.write_attrs(&item.attrs);
                writer.out.push('>');
                for inline in &item.content {
                    writer.write_beside(inline);
                }
                writer.out.push_str("</li>\n");
            }
        });
    }
}
