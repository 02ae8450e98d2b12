//! Footnotes, at the end of their chapter; readers that can show them where they are referred to.

use super::Writer;
use super::inline::{note_id, reference_id};
use crate::xhtml::{push_attribute, push_text};
use pamphlet_document::{BlockKind, Note};
use pamphlet_locale::Term;
use std::fmt::Write as _;

impl<'e> Writer<'_, 'e> {
    pub(super) fn write_notes(&mut self) {
        let notes: &'e [Note] = &self.page.notes;
        if notes.is_empty() {
            return;
        }
        let id = self.new_id("notes");
        self.out.push_str("<section class=\"notes\" epub:type=\"footnotes\" role=\"doc-endnotes\"");
        push_attribute(&mut self.out, "aria-labelledby", &id);
        self.out.push_str(">\n<h2 data-generated=\"heading\"");
        push_attribute(&mut self.out, "id", &id);
        let before = self.enter_words();
        self.out.push('>');
        push_text(&mut self.out, self.book.catalog.term(Term::Notes));
        self.leave(before);
        self.out.push_str("</h2>\n");
        // References inside notes were counted while notes were written before them: write all, then the links back.
        for note in notes {
            self.write_note(note);
        }
        self.out.push_str("</section>\n");
    }

    fn write_note(&mut self, note: &'e Note) {
        let id = note_id(note.number);
        self.ids.insert(id.clone());
        self.out.push_str("<div class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\"");
        push_attribute(&mut self.out, "id", &id);
        self.out.push_str(">\n");
        // The way back stands first, in the first paragraph.
        let first = match note.blocks.first() {
            Some(block) => match &block.kind {
                BlockKind::Paragraph { content } => Some((block, content)),
                BlockKind::Heading(_)
                | BlockKind::List(_)
                | BlockKind::DefinitionList(_)
                | BlockKind::Quote { .. }
                | BlockKind::Code(_)
                | BlockKind::Table(_)
                | BlockKind::Admonition(_)
                | BlockKind::Collapsible(_)
                | BlockKind::Tabs(_)
                | BlockKind::Grid(_)
                | BlockKind::Figure(_)
                | BlockKind::Annotated(_)
                | BlockKind::Buttons { .. }
                | BlockKind::Progress(_)
                | BlockKind::ThematicBreak
                | BlockKind::Math(_)
                | BlockKind::Diagram(_)
                | BlockKind::PageBreak
                | BlockKind::Group { .. }
                | BlockKind::Card(_)
                | BlockKind::Threats(_)
                | BlockKind::Unsupported { .. } => None,
            },
            None => None,
        };
        if let Some((block, content)) = first {
            self.out.push_str("<p");
            self.write_attrs(&block.attrs);
            let before = self.enter(block.language.as_ref());
            self.out.push('>');
            self.write_ways_back(note);
            self.write_inlines(content);
            self.leave(before);
            self.out.push_str("</p>\n");
            self.write_blocks(&note.blocks[1..]);
        } else {
            self.out.push_str("<p>");
            self.write_ways_back(note);
            self.out.push_str("</p>\n");
            self.write_blocks(&note.blocks);
        }
        self.out.push_str("</div>\n");
    }

    /// The number of the note, which leads back to its first reference, and an arrow for each further one.
    fn write_ways_back(&mut self, note: &Note) {
        let shown = self.book.catalog.digits().format(note.number.into());
        let index = usize::try_from(note.number).unwrap_or(usize::MAX).wrapping_sub(1);
        let count = self.references.get(index).copied().unwrap_or(0);
        if count == 0 {
            let _ = write!(self.out, "<span class=\"number\" data-generated=\"number\">{shown}.</span> ");
            return;
        }
        for nth in 1..=count {
            self.out.push_str("<a class=\"backlink\" role=\"doc-backlink\"");
            let _ = write!(self.out, " href=\"#{}\"", reference_id(note.number, nth));
            let label = format!("{} {shown}", self.book.catalog.term(Term::BackToText));
            push_attribute(&mut self.out, "aria-label", &label);
            let before = self.enter_words();
            self.leave(before);
            self.out.push('>');
            self.out.push_str(if nth == 1 { shown.as_str() } else { "\u{21A9}\u{FE0E}" });
            self.out.push_str(if nth == 1 { ".</a> " } else { "</a> " });
        }
    }
}
