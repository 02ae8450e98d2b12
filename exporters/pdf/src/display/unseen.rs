//! Words that pictures show, as text that is not painted: for those who search, copy, or listen.

use super::{DisplayPage, Glyph, Item, Owner, Rect, RunStyle};
use std::sync::Arc;

/// Words that a picture shows: how they are set, the first four numbers of their text matrix, what they say, and their
/// glyphs.
pub(crate) type Unseen = (RunStyle, [f32; 4], String, Vec<Glyph>);

/// What says the words of a picture that fills a rectangle, and may be turned.
pub(crate) type Say<'s> = dyn FnMut(&Arc<str>, Rect, bool) -> Vec<Unseen> + 's;

impl DisplayPage {
    /// Puts the words of its pictures right behind each. Of a picture that only decorates nothing is read. Before the page is
    /// placed on a sheet.
    pub(crate) fn say_pictures(&mut self, say: &mut Say<'_>) {
        let said: Vec<(usize, Vec<Unseen>)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(number, (owner, item))| match (owner, item) {
                (Owner::Node(_), Item::Picture { asset, place, turned }) => Some((number, say(asset, *place, *turned))),
                _ => None,
            })
            .filter(|(_, words)| !words.is_empty())
            .collect();
        if said.is_empty() {
            return;
        }
        let mut said = said.into_iter().peekable();
        for (number, (owner, item)) in std::mem::take(&mut self.items).into_iter().enumerate() {
            self.items.push((owner, item));
            for (style, matrix, text, glyphs) in
                said.next_if(|(of, _)| *of == number).into_iter().flat_map(|(_, words)| words)
            {
                self.push_run(owner, style, &text, glyphs);
                if let Some((_, Item::Run(run))) = self.items.last_mut() {
                    run.unseen = Some(Box::new(matrix));
                }
            }
        }
        self.shrink();
    }
}
