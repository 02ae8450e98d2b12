//! Callouts and parts that a website folds away, which a book shows open: old readers show only their summary.

use super::Writer;
use crate::xhtml::push_attribute;
use pamphlet_reading::{Block, Callout, CalloutKind, Inline, Words};
use std::fmt::Write as _;

/// An element, with what it means for programs, and its end.
type Element = (&'static str, &'static str);

// No `section`: with a name it is held for a landmark, and landmarks of one name must not repeat on a page.
const NOTICE: Element = ("<div epub:type=\"notice\" role=\"doc-notice\"", "</div>");
const TIP: Element = ("<aside epub:type=\"tip\" role=\"doc-tip\"", "</aside>");
const NOTE: Element = ("<aside role=\"note\"", "</aside>");
const ABSTRACT: Element = ("<div epub:type=\"abstract\" role=\"doc-abstract\"", "</div>");
const QUESTION: Element = ("<div epub:type=\"qna\" role=\"doc-qna\"", "</div>");
const EXAMPLE: Element = ("<div role=\"doc-example\"", "</div>");
const PLAIN: Element = ("<div role=\"group\"", "</div>");

/// The element of a kind of callout, and its class; a kind that the site made up looks like a note.
fn form(kind: &CalloutKind) -> (Element, &'static str) {
    match kind {
        CalloutKind::Note | CalloutKind::Other(_) => (NOTE, "note"),
        CalloutKind::Info => (NOTE, "info"),
        CalloutKind::Abstract => (ABSTRACT, "abstract"),
        CalloutKind::Tip => (TIP, "tip"),
        CalloutKind::Success => (TIP, "success"),
        CalloutKind::Question => (QUESTION, "question"),
        CalloutKind::Warning => (NOTICE, "warning"),
        CalloutKind::Failure => (NOTICE, "failure"),
        CalloutKind::Danger => (NOTICE, "danger"),
        CalloutKind::Bug => (NOTICE, "bug"),
        CalloutKind::Example => (EXAMPLE, "example"),
        CalloutKind::Quote => (PLAIN, "quote"),
        CalloutKind::Recommendation => (PLAIN, "recommendation"),
    }
}

impl<'e> Writer<'_, 'e> {
    pub(super) fn write_callout(&mut self, block: &'e Block, callout: &'e Callout) {
        let Callout { callout: kind, label, title, icon, open: folded, placement: _, blocks } = callout;
        let ((open, close), class) = kind.as_ref().map_or((PLAIN, ""), form);
        self.out.push_str(open);
        let space = if class.is_empty() { "" } else { " " };
        let details = if folded.is_some() { " details" } else { "" };
        let _ = write!(self.out, " class=\"admonition{space}{class}{details}\"");
        self.write_attrs(&block.attrs);
        let id = (!title.is_empty()).then(|| self.new_id("callout"));
        match (&id, label) {
            (Some(id), _) => push_attribute(&mut self.out, "aria-labelledby", id),
            (None, Some(label)) => push_attribute(&mut self.out, "aria-label", &label.text),
            (None, None) => {}
        }
        let before = self.enter(block.language.as_ref());
        self.out.push_str(">\n");
        if let Some(id) = &id {
            // The sign of a part that is folded away would promise what a book does not do.
            let sign = kind.as_ref().map(|_| (icon.as_str(), callout.name_before_title()));
            self.write_title(id, sign, title);
        }
        self.write_blocks(blocks);
        self.leave(before);
        self.out.push_str(close);
        self.out.push('\n');
    }

    /// Writes the title of a box, which names it, behind an icon and what that is to say.
    pub(super) fn write_title(&mut self, id: &str, icon: Option<(&str, Option<&Words>)>, title: &'e [Inline]) {
        self.out.push_str("<p class=\"admonition-title\"");
        push_attribute(&mut self.out, "id", id);
        self.out.push('>');
        if let Some((icon, words)) = icon {
            self.push_icon(icon, words, "icon");
            self.out.push(' ');
        }
        self.write_inlines(title);
        self.out.push_str("</p>\n");
    }
}
