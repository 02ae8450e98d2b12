//! Footnotes before there are pages: which vbox brings which notes to the foot of its page.
//!
//! A note may refer to another; both stand at the foot of the page that refers to the first. A note whose mark is not
//! set, as in blocks that are set as plain words, stands at the end of the text.

use crate::layout::flow::{FlowItem, VBox};
use crate::layout::{Env, Out};
use crate::style::sizes::space as spaces;
use pamphlet_reading::Page;
use pamphlet_source::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

impl Env<'_> {
    /// Gives every vbox the notes of its notes, and sets at the end what nothing brings to a foot.
    pub(super) fn settle_notes(&self, out: &mut Out<'_>, page: &Page) {
        let mut reached = BTreeSet::new();
        follow(&mut out.flow.items, &out.notes, &mut reached);
        let left: Vec<u32> = out.notes.keys().copied().filter(|number| !reached.contains(number)).collect();
        for number in left {
            // One that was left may have brought it.
            if !reached.insert(number) {
                continue;
            }
            let Some(vboxes) = out.notes.remove(&number) else { continue };
            let message = format!("footnote {number} is at the end of the text, since its mark is not shown");
            let note = page.notes.iter().find(|note| note.number == number);
            let env = note.map_or(*self, |note| Env { origin: Some(note.origin), span: note.span, ..*self });
            env.say(out, Diagnostic::new(Code::Degraded, message).help("refer to it in words that can have a mark"));
            out.space(self.ctx.style.paragraph_space.max(self.ctx.style.body.leading * spaces::NOTE_AT_END));
            let start = out.flow.items.len();
            out.flow.items.extend(vboxes.into_iter().map(FlowItem::VBox));
            follow(&mut out.flow.items[start..], &out.notes, &mut reached);
        }
    }
}

/// Adds to the notes of every vbox those that they refer to, however far; collects all.
fn follow(items: &mut [FlowItem], notes: &BTreeMap<u32, Vec<VBox>>, reached: &mut BTreeSet<u32>) {
    for item in items {
        match item {
            FlowItem::VBox(vbox) if !vbox.notes.is_empty() => {
                let mut waiting: VecDeque<u32> = std::mem::take(&mut vbox.notes).into();
                while let Some(number) = waiting.pop_front() {
                    vbox.notes.push(number);
                    // Those of a note that was met before are with its first mark.
                    if reached.insert(number) {
                        let own = notes.get(&number).into_iter().flatten();
                        waiting.extend(own.flat_map(|line| &line.notes));
                    }
                }
            }
            FlowItem::Landscape(flow) => follow(&mut flow.items, notes, reached),
            FlowItem::VBox(_)
            | FlowItem::Space(_)
            | FlowItem::Keep
            | FlowItem::Open(_)
            | FlowItem::Close
            | FlowItem::PageBreak => {}
        }
    }
}
