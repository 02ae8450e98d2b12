//! Writes the language of parts into the tree: on the largest block that is wholly in the source language, on runs
//! inside a block that mixes both; nowhere else.

use crate::flat::{self, Flat};
use crate::language::Guess;
use crate::page_text::{PageText, UnitKind};
use pamphlet_document::walk::{ChildMut, children_mut, inline_children_mut};
use pamphlet_document::{Attrs, Block, BlockKind, Inline, InlineKind, Link, List, Picture};
use pamphlet_locale::Tag;
use pamphlet_source::Span;
use std::ops::Range;

/// What a part is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// No text, or the same in both languages.
    Either,
    /// The source language alone.
    Source,
    /// The translation's language alone.
    Translation,
    /// Both.
    Mixed,
}

impl State {
    fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Either, state) | (state, Self::Either) => state,
            (one, other) if one == other => one,
            _ => Self::Mixed,
        }
    }

    fn of(guesses: &[Guess]) -> Self {
        guesses.iter().fold(Self::Either, |state, guess| {
            state.join(match guess {
                Guess::Source => Self::Source,
                Guess::Translation => Self::Translation,
                Guess::Either => Self::Either,
            })
        })
    }
}

/// The languages of the parts of a page.
pub(crate) struct Marks<'p> {
    page_text: &'p PageText,
    guesses: &'p [Vec<Guess>],
    states: Vec<State>,
    source: &'p Tag,
    locale: &'p Tag,
}

impl<'p> Marks<'p> {
    /// From the guesses for each unit of a page.
    pub(crate) fn new(page_text: &'p PageText, guesses: &'p [Vec<Guess>], source: &'p Tag, locale: &'p Tag) -> Self {
        let states = guesses.iter().map(|unit| State::of(unit)).collect();
        Self { page_text, guesses, states, source, locale }
    }

    /// What the text of some units is in; alternative texts do not count.
    pub(crate) fn state(&self, units: Range<usize>) -> State {
        units
            .filter(|unit| self.page_text.units[*unit].kind == UnitKind::Text)
            .fold(State::Either, |state, unit| state.join(self.states[unit]))
    }

    /// Whether marking a block with these units would change it.
    pub(crate) fn changes(&self, units: Range<usize>, around: State) -> bool {
        self.states[units].iter().any(|state| match around {
            State::Source => matches!(state, State::Translation | State::Mixed),
            State::Either | State::Translation | State::Mixed => matches!(state, State::Source | State::Mixed),
        })
    }

    /// Marks a block whose units begin at `at`. `around` is what surrounds it: source or translation.
    /// `text` is the text that its spans count into.
    pub(crate) fn mark(&self, block: &mut Block, at: usize, around: State, text: &str) {
        Marker { marks: self, text, at }.block(block, around);
    }
}

struct Marker<'m> {
    marks: &'m Marks<'m>,
    text: &'m str,
    at: usize,
}

impl Marker<'_> {
    fn block(&mut self, block: &mut Block, around: State) {
        let units = self.at..self.at + count_block(block);
        let mut around = around;
        if block.language.is_none() && around != State::Source && self.marks.state(units) == State::Source {
            block.language = Some(self.marks.source.clone());
            around = State::Source;
        }
        if let BlockKind::List(list) = &mut block.kind {
            self.list(list, around);
            return;
        }
        children_mut(block, &mut |child| match child {
            ChildMut::Blocks(blocks) => blocks.iter_mut().for_each(|block| self.block(block, around)),
            ChildMut::Inlines(content) => self.inlines(content, around),
            ChildMut::Link(link) => {
                self.title(link, around);
                self.inlines(&mut link.content, around);
            }
            ChildMut::Picture(picture) => self.picture(picture, around),
        });
    }

    fn list(&mut self, list: &mut List, around: State) {
        for item in &mut list.items {
            let units = self.at..self.at + item.blocks.iter().map(count_block).sum::<usize>();
            let mut around = around;
            if item.language.is_none() && around != State::Source && self.marks.state(units) == State::Source {
                item.language = Some(self.marks.source.clone());
                around = State::Source;
            }
            item.blocks.iter_mut().for_each(|block| self.block(block, around));
        }
    }

    fn inlines(&mut self, content: &mut Vec<Inline>, around: State) {
        let unit = self.at;
        self.at += 1;
        let wrap = around != State::Source && matches!(self.marks.states[unit], State::Source | State::Mixed);
        if wrap {
            let runs = runs(
                &self.marks.page_text.units[unit].flat,
                &self.marks.page_text.units[unit].sentences,
                &self.marks.guesses[unit],
            );
            let mut at = 0;
            *content = Wrapper { language: self.marks.source, runs: &runs, text: self.text }
                .wrap(std::mem::take(content), &mut at);
        }
        // Only now it is known what surrounds a title or an alternative text: the block, or a run in the source language.
        self.beside(content, around);
    }

    /// Marks what is read out, but is no text of the run.
    fn beside(&mut self, content: &mut [Inline], around: State) {
        for inline in content {
            if let InlineKind::Picture(picture) = &mut inline.kind {
                self.picture(picture, around);
            }
            if let InlineKind::Link(link) = &mut inline.kind {
                self.title(link, around);
            }
            let around = match &inline.kind {
                InlineKind::Language { language, .. } if language == self.marks.source => State::Source,
                _ => around,
            };
            if let Some(inner) = inline_children_mut(inline) {
                self.beside(inner, around);
            }
        }
    }

    fn picture(&mut self, picture: &mut Picture, around: State) {
        picture.language = self.alternative(around);
    }

    fn title(&mut self, link: &mut Link, around: State) {
        if link.title.is_some() {
            link.title_language = self.alternative(around);
        }
    }

    /// The language of words that are no text of a run, where it is not that of what surrounds them.
    fn alternative(&mut self, around: State) -> Option<Tag> {
        let state = self.marks.states[self.at];
        self.at += 1;
        match (state, around) {
            (State::Source, State::Either | State::Translation | State::Mixed) => Some(self.marks.source.clone()),
            (State::Translation | State::Mixed, State::Source) => Some(self.marks.locale.clone()),
            _ => None,
        }
    }
}

/// How many units a block has; the order and number are those of [`PageText`].
pub(crate) fn count_block(block: &Block) -> usize {
    use pamphlet_document::walk::{Child, children, inline_children};
    fn beside(content: &[Inline]) -> usize {
        content
            .iter()
            .map(|inline| {
                let own = match &inline.kind {
                    InlineKind::Picture(_) => 1,
                    InlineKind::Link(link) => usize::from(link.title.is_some()),
                    _ => 0,
                };
                own + beside(inline_children(inline))
            })
            .sum()
    }
    let mut count = 0;
    children(block, &mut |child| {
        count += match child {
            Child::Blocks(blocks) => blocks.iter().map(count_block).sum(),
            Child::Inlines(content) => 1 + beside(content),
            Child::Link(link) => usize::from(link.title.is_some()) + 1 + beside(&link.content),
            Child::Picture(_) => 1,
        };
    });
    count
}

/// The byte ranges of a text that are in the source language; neighbouring sentences make one, with those between them
/// that are the same in both.
fn runs(flat: &Flat, sentences: &[crate::sentence::Sentence], guesses: &[Guess]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut joined = false;
    for (sentence, guess) in sentences.iter().zip(guesses) {
        match guess {
            Guess::Source => {
                match runs.last_mut() {
                    Some(last) if joined => last.1 = sentence.end,
                    _ => runs.push((sentence.start, sentence.end)),
                }
                joined = true;
            }
            Guess::Translation => joined = false,
            Guess::Either => {}
        }
    }
    debug_assert!(runs.iter().all(|(start, end)| flat.text.get(*start..*end).is_some()), "on character boundaries");
    runs
}

struct Wrapper<'w> {
    language: &'w Tag,
    runs: &'w [(usize, usize)],
    text: &'w str,
}

impl Wrapper<'_> {
    /// Wraps what lies in a run. `at` is the offset of the content in the text of the unit, and moves with it.
    fn wrap(&self, content: Vec<Inline>, at: &mut usize) -> Vec<Inline> {
        let mut out = Vec::with_capacity(content.len() + 2);
        let mut group: Vec<Inline> = Vec::new();
        for mut inline in content {
            let start = *at;
            let end = start + flat::length(&inline);
            // The first run that ends after the beginning, or there for what shows no text (an icon, a note's number),
            // which goes with what stands around it.
            let next = self.runs.partition_point(|run| run.1 < start + usize::from(start < end));
            let run = self.runs.get(next);
            let within = run.is_some_and(|run| {
                if start == end {
                    run.0 < start && (start < run.1 || !group.is_empty())
                } else {
                    run.0 <= start && end <= run.1
                }
            });
            let apart = run.is_none_or(|run| end <= run.0);
            if within {
                group.push(inline);
                *at = end;
            } else if apart {
                self.close(&mut group, &mut out);
                out.push(inline);
                *at = end;
            } else if let InlineKind::Text { text } = &inline.kind {
                for (range, inside) in self.pieces(start, end) {
                    let cut = range.start - start..range.end - start;
                    let piece = Inline {
                        span: self.piece_span(inline.span, text, cut.clone()),
                        attrs: inline.attrs.clone(),
                        kind: InlineKind::Text { text: text[cut].to_owned() },
                    };
                    if inside {
                        group.push(piece);
                    } else {
                        self.close(&mut group, &mut out);
                        out.push(piece);
                    }
                }
                *at = end;
            } else {
                self.close(&mut group, &mut out);
                if let Some(inner) = inline_children_mut(&mut inline) {
                    *inner = self.wrap(std::mem::take(inner), at);
                }
                *at = end;
                out.push(inline);
            }
        }
        self.close(&mut group, &mut out);
        out
    }

    /// The parts of a range, and whether they are in a run.
    fn pieces(&self, start: usize, end: usize) -> Vec<(Range<usize>, bool)> {
        let mut pieces = Vec::new();
        let mut at = start;
        let first = self.runs.partition_point(|run| run.1 <= start);
        for (from, to) in self.runs[first..].iter().take_while(|run| run.0 < end) {
            let (from, to) = ((*from).clamp(at, end), (*to).clamp(at, end));
            if from < to {
                if at < from {
                    pieces.push((at..from, false));
                }
                pieces.push((from..to, true));
                at = to;
            }
        }
        if at < end {
            pieces.push((at..end, false));
        }
        pieces
    }

    fn close(&self, group: &mut Vec<Inline>, out: &mut Vec<Inline>) {
        let Some((first, last)) = group.first().zip(group.last()) else { return };
        let span = first.span.join(last.span);
        let content = std::mem::take(group);
        let kind = InlineKind::Language { language: self.language.clone(), content };
        out.push(Inline { span, attrs: Attrs::default(), kind });
    }

    /// The span of a part of a text. Where escapes or entities make the text differ from what was written, both are
    /// read side by side; where that does not come out even, the part has the span of the whole.
    fn piece_span(&self, whole: Span, text: &str, cut: Range<usize>) -> Span {
        let Some(written) = self.text.get(whole.range()) else { return whole };
        if written == text {
            let start = whole.start as usize;
            return Span::new(start + cut.start, start + cut.end);
        }
        let at = |offset: usize| written_offset(written, &text[..offset]);
        match (at(cut.start), at(cut.end)) {
            (Some(from), Some(to)) => {
                let start = whole.start as usize;
                let to = if cut.end == text.len() { written.len() } else { to };
                Span::new(start + from, start + to)
            }
            _ => whole,
        }
    }
}

/// How many bytes of `written` make up `read`, the beginning of what it is read as.
fn written_offset(written: &str, read: &str) -> Option<usize> {
    let mut rest = written;
    for character in read.chars() {
        if let Some(length) = entity_length(rest) {
            rest = &rest[length..];
        } else if let Some(next) = rest.strip_prefix(character) {
            rest = next;
        } else if let Some(next) = rest.strip_prefix('\\').and_then(|rest| rest.strip_prefix(character)) {
            rest = next;
        } else if character.is_whitespace() && rest.starts_with(char::is_whitespace) {
            rest = rest.trim_start();
        } else {
            return None;
        }
    }
    Some(written.len() - rest.len())
}

/// The length of an entity (`&amp;`, `&#38;`) that a text begins with.
fn entity_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('&')?;
    let length = inner.bytes().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    (length > 0 && inner[length..].starts_with(';')).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str, read: &str) -> Inline {
        let kind = InlineKind::Text { text: read.to_owned() };
        Inline { span: Span::new(0, written.len()), attrs: Attrs::default(), kind }
    }

    fn spans(written: &str, read: &str, run: &str) -> Vec<String> {
        let start = read.find(run).unwrap();
        let language = Tag::parse("en").unwrap();
        let wrapper = Wrapper { language: &language, runs: &[(start, start + run.len())], text: written };
        let mut at = 0;
        let out = wrapper.wrap(vec![text(written, read)], &mut at);
        assert_eq!(at, read.len());
        out.iter().map(|inline| written[inline.span.range()].to_owned()).collect()
    }

    #[test]
    fn parts_have_spans_of_their_own() {
        assert_eq!(spans("uno. two. tre", "uno. two. tre", "two."), ["uno. ", "two.", " tre"]);
        assert_eq!(spans(r"u\*o. t\*o. tre", "u*o. t*o. tre", "t*o."), [r"u\*o. ", r"t\*o.", " tre"]);
        assert_eq!(spans("è &amp; é. two.", "è & é. two.", "two."), ["è &amp; é. ", "two."]);
    }

    #[test]
    fn parts_that_do_not_come_out_even_have_the_span_of_the_whole() {
        let written = "something else";
        assert_eq!(spans(written, "uno. two.", "two."), [written, written]);
    }

    #[test]
    fn what_shows_no_text_goes_with_its_sentence() {
        let language = Tag::parse("en").unwrap();
        let note = Inline {
            span: Span::new(9, 13),
            attrs: Attrs::default(),
            kind: InlineKind::FootnoteReference { label: "1".to_owned(), number: 1 },
        };
        let wrapper = Wrapper { language: &language, runs: &[(5, 9)], text: "uno. two.[^1] tre" };
        let out = wrapper.wrap(vec![text("uno. two.", "uno. two."), note, text(" tre", " tre")], &mut 0);
        let InlineKind::Language { content, .. } = &out[1].kind else { panic!("{out:?}") };
        assert_eq!((out.len(), content.len()), (3, 2));
    }
}
