//! Recommendations and threats.

use super::Writer;
use crate::xhtml::push_attribute;
use pamphlet_reading::{Block, Card, Downloads, Inline, Threats};

impl<'e> Writer<'_, 'e> {
    pub(super) fn write_card(&mut self, block: &'e Block, card: &'e Card) {
        self.out.push_str("<div role=\"group\" class=\"admonition recommendation card\"");
        self.write_attrs(&block.attrs);
        let id = (!card.title.is_empty()).then(|| self.new_id("card"));
        match &id {
            Some(id) => push_attribute(&mut self.out, "aria-labelledby", id),
            None if card.name.trim().is_empty() => {}
            None => push_attribute(&mut self.out, "aria-label", &card.name),
        }
        let before = self.enter(block.language.as_ref());
        self.out.push_str(">\n");
        if let Some(id) = &id {
            self.write_title(id, None, &card.title);
        }
        if let Some(logo) = &card.logo {
            self.out.push_str("<p class=\"logo\">");
            self.push_picture(logo, Some("logo"));
            self.out.push_str("</p>\n");
        }
        self.write_blocks(&card.description);
        if !card.links.is_empty() {
            self.out.push_str("<ul class=\"card-links\" data-made=\"links\">\n");
            for card_link in &card.links {
                self.out.push_str("<li");
                self.write_attrs(&card_link.attrs);
                self.out.push('>');
                self.push_link(None, &card_link.link);
                self.out.push_str("</li>\n");
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

    fn write_downloads(&mut self, downloads: &'e Downloads) {
        let id = self.new_id("downloads");
        self.out.push_str("<div role=\"group\" class=\"admonition downloads\"");
        self.write_attrs(&downloads.attrs);
        push_attribute(&mut self.out, "aria-labelledby", &id);
        self.out.push_str(">\n");
        self.write_title(&id, None, &downloads.label);
        self.out.push_str("<ul>\n");
        for item in &downloads.items {
            self.out.push_str("<li");
            self.write_attrs(&item.attrs);
            self.out.push('>');
            self.write_inlines(&item.content);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n</div>\n");
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
                writer.write_inlines(&item.content);
                writer.out.push_str("</li>\n");
            }
        });
    }
}
