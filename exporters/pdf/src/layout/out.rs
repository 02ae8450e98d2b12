//! What comes back from layout: one output that everything that is set is appended to.
//!
//! Something that may have to be set differently, or that is a flow of its own (a cell, a note, a box beside the text),
//! is set into an [`Out`] of its own, which knows what was set before it but cannot change it. It is appended,
//! or it is dropped; nothing is ever taken back.

use super::flow::{Flow, FlowItem, VBox};
use crate::display::{LinkTarget, NodeId, Structure};
use crate::paginate::Column;
use pamphlet_locale::Tag;
use pamphlet_reading::PageId;
use pamphlet_source::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Something that text runs beside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Aside {
    /// Whether it stands at the left.
    pub(super) left: bool,
    /// How much of the width it takes.
    pub(super) width: f32,
    /// How much of its height is left.
    pub(super) height: f32,
}

/// What a number beside words stands for on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noted {
    /// Where it leads: an address, or a page of the same document.
    pub(super) target: LinkTarget,
    /// That page.
    pub(super) page: Option<PageId>,
    /// Whether it stands in the list at the end and never beside its line.
    pub(super) listed: bool,
}

/// What is known of codes while a page is set.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// Links of the section under way.
    pub(super) waiting: Vec<Waiting>,
    /// Addresses that have a code.
    pub(super) shown: BTreeSet<Arc<str>>,
    /// Where the section began.
    pub(super) start: usize,
}

impl Codes {
    /// Adds those of a part that is put behind: its links wait for the end of the same section.
    pub(super) fn extend(&mut self, part: Self) {
        let Self { waiting, shown, start: _ } = part;
        self.waiting.extend(waiting);
        self.shown.extend(shown);
    }
}

/// A link that waits for a code.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Where it leads.
    pub(super) url: Arc<str>,
    pub(super) words: String,
    /// The piece of the column at which its paragraph begins; none inside boxes.
    pub(super) place: Option<usize>,
    /// Whether its author wants a code, whatever room there is.
    pub(super) wanted: bool,
}

/// What is set, and what the next block has to know of the one before it.
#[derive(Debug, Default)]
pub(crate) struct Out<'o> {
    /// What was set before, of which this is to become a part.
    before: Option<&'o Out<'o>>,
    pub(super) structure: Structure,
    pub(super) flow: Flow,
    /// What the text being set runs beside.
    pub(super) aside: Option<Aside>,
    /// A paragraph was set last, and the next one is set in.
    pub(super) after_paragraph: bool,
    /// The next block takes no room above itself: it follows a title of its own.
    pub(super) close_above: bool,
    /// Words of the heading right above, if nothing stands between.
    pub(super) heading_above: Option<Arc<str>>,
    /// Whether what stands below the title of the page was set.
    pub(super) opened: bool,
    /// The footnotes, each as the lines it consists of.
    pub(super) notes: BTreeMap<u32, Vec<VBox>>,
    /// What is numbered for paper, in the order of the numbers.
    pub(super) addresses: Vec<Noted>,
    /// Addresses that have a code, or wait for one.
    pub(super) codes: Codes,
    /// The first node of the structure tree of each block, with the address of the block in memory, which tells it from
    /// all others of its page.
    pub(super) starts: Vec<(NodeId, usize)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Out<'_> {
    /// Sets something into an output of its own, as a flow of its own, to be appended or dropped.
    pub(super) fn apart(&self, set: impl FnOnce(&mut Out<'_>)) -> Out<'static> {
        let mut own = Out {
            before: Some(self),
            structure: Structure::continuing(self.structure.next_id()),
            close_above: self.close_above,
            heading_above: self.heading_above.clone(),
            opened: self.opened,
            ..Out::default()
        };
        set(&mut own);
        own.clear();
        own.end()
    }

    /// Lets go of what was set before.
    fn end(self) -> Out<'static> {
        let Self {
            before: _,
            structure,
            flow,
            aside,
            after_paragraph,
            close_above,
            heading_above,
            opened,
            notes,
            addresses,
            codes,
            starts,
            diagnostics,
        } = self;
        Out {
            before: None,
            structure,
            flow,
            aside,
            after_paragraph,
            close_above,
            heading_above,
            opened,
            notes,
            addresses,
            codes,
            starts,
            diagnostics,
        }
    }

    /// Appends what was set apart from this, and nothing since; its flow is the caller's to put somewhere.
    pub(super) fn append(&mut self, part: Out<'static>) -> Flow {
        let Out {
            before: _,
            structure,
            flow,
            // They belong to the other flow.
            aside: _,
            after_paragraph: _,
            close_above,
            heading_above,
            opened,
            notes,
            addresses,
            codes,
            starts,
            diagnostics,
        } = part;
        self.structure.extend(structure);
        self.close_above = close_above;
        self.heading_above = heading_above;
        self.opened = opened;
        self.notes.extend(notes);
        self.addresses.extend(addresses);
        self.codes.extend(codes);
        self.starts.extend(starts);
        self.diagnostics.extend(diagnostics);
        flow
    }

    /// This output and those that it is to become a part of, from the innermost.
    fn chain(&self) -> impl Iterator<Item = &Out<'_>> {
        std::iter::successors(Some(self), |out| out.before)
    }

    /// The language of a node, whichever output holds it: its own, or that of the nearest element around it that says
    /// one.
    pub(super) fn language_of(&self, id: NodeId) -> Option<&Tag> {
        let mut at = id;
        for out in self.chain() {
            match out.structure.language_of(at) {
                Ok(language) => return language,
                Err(outside) => at = outside,
            }
        }
        None
    }

    /// Whether something like this was said.
    pub(super) fn is_said(&self, like: impl Fn(&Diagnostic) -> bool) -> bool {
        self.said(like) > 0
    }

    /// How many such things were said.
    pub(super) fn said(&self, like: impl Fn(&Diagnostic) -> bool) -> usize {
        self.chain().map(|out| out.diagnostics.iter().filter(|own| like(own)).count()).sum()
    }

    /// The number of where a link leads among those of the page, from 1; a new one gets the next. One that is `listed` stands in
    /// the list at the end alone.
    pub(super) fn address_number(&mut self, noted: Noted) -> usize {
        let mut end: usize = self.chain().map(|out| out.addresses.len()).sum();
        let next = end + 1;
        for out in self.chain() {
            let start = end - out.addresses.len();
            if let Some(place) = out.addresses.iter().position(|known| known.target == noted.target) {
                return start + place + 1;
            }
            end = start;
        }
        self.addresses.push(noted);
        next
    }

    /// Whether an address stands below a code.
    pub(super) fn is_below_code(&self, target: &LinkTarget) -> bool {
        matches!(target, LinkTarget::Address(url) if self.has_code(url))
    }

    /// Whether an address has a code.
    pub(super) fn has_code(&self, url: &str) -> bool {
        self.chain().any(|out| out.codes.shown.contains(url))
    }

    /// Ends the composition: the column, and what there is to say.
    #[must_use]
    pub(crate) fn finish(mut self) -> (Column, Vec<Diagnostic>) {
        self.clear();
        let column = Column { flow: self.flow, notes: self.notes, structure: self.structure, margin_reserved: 0.0 };
        (column, self.diagnostics)
    }

    /// Adds a piece to the flow.
    pub(super) fn push(&mut self, item: FlowItem) {
        self.flow.push(item);
    }

    /// Adds something drawn.
    pub(crate) fn vbox(&mut self, vbox: VBox) {
        self.flow.push(FlowItem::VBox(vbox));
    }

    /// Adds room.
    pub(crate) fn space(&mut self, room: f32) {
        if !self.close_above {
            self.flow.push(FlowItem::Space(room));
        }
    }

    /// Forbids a page to end here.
    pub(crate) fn keep(&mut self) {
        self.flow.push(FlowItem::Keep);
    }

    /// Forbids a page to end between what was set last and what comes.
    pub(super) fn keep_with_next(&mut self) {
        let room = |item: &FlowItem| matches!(item, FlowItem::Space(_) | FlowItem::Keep);
        let place = self.flow.items.iter().rposition(|item| !room(item)).map_or(0, |last| last + 1);
        self.flow.items.insert(place, FlowItem::Keep);
        self.keep();
    }

    /// Leaves room until nothing stands beside the text any more.
    pub(super) fn clear(&mut self) {
        if let Some(aside) = self.aside.take()
            && aside.height > 0.0
        {
            self.vbox(VBox { height: aside.height, ..VBox::default() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::Role;
    use pamphlet_source::Code;

    fn noted(url: &str) -> Noted {
        Noted { target: LinkTarget::Address(url.into()), page: None, listed: false }
    }

    fn address(noted: &Noted) -> &str {
        match &noted.target {
            LinkTarget::Address(name) | LinkTarget::Anchor(name) => name,
        }
    }

    #[test]
    fn what_is_set_apart_knows_what_was_set_before_and_changes_it_only_when_appended() {
        let italian = Tag::parse("it").expect("is a tag");
        let mut out = Out::default();
        let article = out.structure.add(Structure::ROOT, Role::Article);
        out.structure.set_language(article, italian.clone());
        assert_eq!(out.address_number(noted("https://example.org/a")), 1);
        out.diagnostics.push(Diagnostic::new(Code::Degraded, "one"));
        let before = out.structure.next_id();
        let part = |out: &Out<'_>| {
            out.apart(|out| {
                let inner = out.apart(|out| {
                    let node = out.structure.add(article, Role::Paragraph);
                    assert_eq!(out.language_of(node), Some(&italian));
                    assert_eq!(out.address_number(noted("https://example.org/b")), 2);
                    assert_eq!(out.address_number(noted("https://example.org/a")), 1);
                    assert!(out.is_said(|said| said.message == "one"));
                    out.vbox(VBox { height: 5.0, ..VBox::default() });
                });
                let flow = out.append(inner);
                assert!((flow.height() - 5.0).abs() < 0.01);
                assert_eq!(out.address_number(noted("https://example.org/c")), 3);
                assert_eq!(out.address_number(noted("https://example.org/b")), 2);
            })
        };
        // One that is dropped leaves nothing behind.
        drop(part(&out));
        assert_eq!((out.structure.next_id(), out.addresses.len()), (before, 1));
        let part = part(&out);
        let flow = out.append(part);
        assert!(flow.items.is_empty(), "the flow of the inner part was the outer's to put somewhere");
        assert_eq!(out.structure.node(before).role, Role::Paragraph);
        let addresses: Vec<&str> = out.addresses.iter().map(address).collect();
        assert_eq!(addresses, ["https://example.org/a", "https://example.org/b", "https://example.org/c"]);
    }
}
