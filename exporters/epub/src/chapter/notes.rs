//! Footnotes, at the end of their chapter; readers that can show them where they are referred to.

use super::Writer;
use super::inline::{note_id, reference_id};
use crate::xhtml::{push_attribute, push_text};
use pamphlet_locale::{Direction, Term};
use pamphlet_reading::{Block, BlockKind, Note};
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
        if let Some(block @ Block { kind: BlockKind::Paragraph { content }, .. }) = note.blocks.first() {
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
        let shown = &note.shown;
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
            let words = self.book.words.clone();
            // What is seen is the number, in the direction of the text.
            let turns = Direction::of(&words) != Direction::of(&self.language);
            self.name_in(Some(&words));
            self.out.push('>');
            let sign = if nth == 1 { format!("{shown}.") } else { "\u{21A9}\u{FE0E}".to_owned() };
            if turns {
                let direction = Direction::of(&self.language).as_str();
                let _ = write!(self.out, "<span dir=\"{direction}\">{sign}</span></a> ");
            } else {
                let _ = write!(self.out, "{sign}</a> ");
            }
        }
    }
}
