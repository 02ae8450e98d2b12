//! Callouts and parts that a website folds away, which a book shows open: old readers show only their summary.

use super::Writer;
use crate::xhtml::{push_attribute, push_text};
use pamphlet_document::{Admonition, Block, CalloutKind, CalloutTitle, Collapsible};
use pamphlet_locale::Term;
use std::fmt::Write as _;

/// How a kind of callout is written.
struct Form {
    /// Its element and its meaning for programs.
    open: &'static str,
    close: &'static str,
    class: &'static str,
    term: Term,
    icon: &'static str,
}

// No `section`: with a name it is held for a landmark, and landmarks of one name must not repeat on a page.
const NOTICE: (&str, &str) = ("<div epub:type=\"notice\" role=\"doc-notice\"", "</div>");
const TIP: (&str, &str) = ("<aside epub:type=\"tip\" role=\"doc-tip\"", "</aside>");
const NOTE: (&str, &str) = ("<aside role=\"note\"", "</aside>");
const PLAIN: (&str, &str) = ("<div role=\"group\"", "</div>");

fn form(kind: &CalloutKind) -> Form {
    let ((open, close), class, term, icon) = match kind {
        CalloutKind::Note | CalloutKind::Other(_) => (NOTE, "note", Term::Note, "material/pencil-circle"),
        CalloutKind::Info => (NOTE, "info", Term::Info, "material/information"),
        CalloutKind::Abstract => (
            ("<div epub:type=\"abstract\" role=\"doc-abstract\"", "</div>"),
            "abstract",
            Term::Abstract,
            "material/clipboard-text",
        ),
        CalloutKind::Tip => (TIP, "tip", Term::Tip, "material/fire"),
        CalloutKind::Success => (TIP, "success", Term::Success, "material/check"),
        CalloutKind::Question => {
            (("<div epub:type=\"qna\" role=\"doc-qna\"", "</div>"), "question", Term::Question, "material/help-circle")
        }
        CalloutKind::Warning => (NOTICE, "warning", Term::Warning, "material/alert"),
        CalloutKind::Failure => (NOTICE, "failure", Term::Failure, "material/close"),
        CalloutKind::Danger => (NOTICE, "danger", Term::Danger, "material/lightning-bolt-circle"),
        CalloutKind::Bug => (NOTICE, "bug", Term::Bug, "material/shield-bug"),
        CalloutKind::Example => {
            (("<div role=\"doc-example\"", "</div>"), "example", Term::Example, "material/test-tube")
        }
        CalloutKind::Quote => (PLAIN, "quote", Term::Quote, "material/format-quote-close"),
        CalloutKind::Recommendation => (PLAIN, "recommendation", Term::Recommendation, "material/star-circle-outline"),
    };
    Form { open, close, class, term, icon }
}

impl<'e> Writer<'_, 'e> {
    pub(super) fn write_admonition(&mut self, block: &'e Block, admonition: &'e Admonition) {
        let Admonition { callout, heading, placement: _, blocks } = admonition;
        self.write_callout(block, Some(callout), heading, "", blocks);
    }

    pub(super) fn write_collapsible(&mut self, block: &'e Block, collapsible: &'e Collapsible) {
        let Collapsible { callout, heading, open: _, placement: _, blocks } = collapsible;
        self.write_callout(block, callout.as_ref(), heading, " details", blocks);
    }

    fn write_callout(
        &mut self,
        block: &'e Block,
        kind: Option<&CalloutKind>,
        heading: &'e CalloutTitle,
        class: &str,
        blocks: &'e [Block],
    ) {
        let form = kind.map(form);
        let (open, close) = form.as_ref().map_or(PLAIN, |form| (form.open, form.close));
        self.out.push_str(open);
        let _ = write!(
            self.out,
            " class=\"admonition{}{}{class}\"",
            if form.is_some() { " " } else { "" },
            form.as_ref().map_or("", |form| form.class)
        );
        self.write_attrs(&block.attrs);
        let titled = match heading {
            CalloutTitle::Absent => false,
            CalloutTitle::Implied { .. } | CalloutTitle::Written { .. } => true,
        };
        let id = titled.then(|| self.new_id("callout"));
        match (&id, &form) {
            (Some(id), _) => push_attribute(&mut self.out, "aria-labelledby", id),
            (None, Some(form)) => push_attribute(&mut self.out, "aria-label", self.book.catalog.term(form.term)),
            (None, None) => {}
        }
        let before = self.enter(block.language.as_ref());
        self.out.push_str(">\n");
        if let Some(id) = &id {
            self.out.push_str("<p class=\"admonition-title\"");
            push_attribute(&mut self.out, "id", id);
            // The word for the kind is ours, whatever language the callout is in.
            let implied = match heading {
                CalloutTitle::Implied { word } => Some(self.implied_title(kind, form.as_ref(), word)),
                CalloutTitle::Absent | CalloutTitle::Written { .. } => None,
            };
            let inner = if implied.is_some() { self.enter_words() } else { None };
            self.out.push('>');
            if let Some(form) = &form {
                self.push_icon(form.icon, None, "icon");
                self.out.push(' ');
            }
            match (heading, implied) {
                (CalloutTitle::Written { content, .. }, _) => self.write_inlines(content),
                (CalloutTitle::Implied { .. } | CalloutTitle::Absent, words) => {
                    push_text(&mut self.out, &words.unwrap_or_default());
                }
            }
            self.leave(inner);
            self.out.push_str("</p>\n");
        }
        self.write_blocks(blocks);
        self.leave(before);
        self.out.push_str(close);
        self.out.push('\n');
    }

    fn implied_title(&self, kind: Option<&CalloutKind>, form: Option<&Form>, word: &str) -> String {
        match (kind, form) {
            (Some(CalloutKind::Other(_)), _) | (_, None) => word.to_owned(),
            // Types are English words: in an English book the author's own says more than the name of its kind.
            (Some(_), Some(_)) if self.book.catalog.tag().language() == "en" && !word.is_empty() => word.to_owned(),
            (_, Some(form)) => self.book.catalog.term(form.term).to_owned(),
        }
    }
}
