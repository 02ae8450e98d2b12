//! Words in, words out: what of a page's text is in no node of its document is a mistake of the parser, and is said.
//!
//! Words are compared by their hashes, as a set. Most pages end after that; where a word is absent, the page is looked
//! through once for what is no word: tags, comments, attribute lists, the names of marks.

use crate::attr;
use crate::html::tag;
use crate::page::Reference;
use crate::report::Report;
use crate::scan::{self, Fences};
use crate::text::Line;
use crate::{Dialect, dialect::Critic};
use pamphlet_document::{
    AssetRef, Attrs, Block, BlockKind, CalloutTitle, Card, Inline, InlineKind, Link, List, Picture, Table, Target,
    Threats, walk,
};
use pamphlet_source::{Code, Diagnostic, Span, letters, limits};
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// How many words of those that are lost a message names.
const NAMED: usize = 8;

/// A hash is its own.
#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type Known = HashSet<u64, BuildHasherDefault<Same>>;

/// Calls `see` with each word of a text, a run of letters and digits that has at least one letter and three bytes: its
/// hash, which does not mind small and large letters of ASCII, and its bytes.
fn each(text: &str, see: &mut impl FnMut(u64, Range<usize>)) {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let (mut hash, mut from, mut letter) = (START, None, false);
    let mut end = |hash: &mut u64, from: &mut Option<usize>, letter: &mut bool, at: usize| {
        if let Some(from) = from.take().filter(|from| *letter && at - from > 2) {
            see(*hash, from..at);
        }
        (*hash, *letter) = (START, false);
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let (length, is_letter, is_word) = if byte.is_ascii() {
            (1, byte.is_ascii_alphabetic(), byte.is_ascii_alphanumeric())
        } else {
            let character = text[at..].chars().next().unwrap_or(' ');
            (character.len_utf8(), letters::is_alphabetic(character), letters::is_alphanumeric(character))
        };
        if is_word {
            from.get_or_insert(at);
            letter |= is_letter;
            for byte in &bytes[at..at + length] {
                hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
            }
        } else {
            end(&mut hash, &mut from, &mut letter, at);
        }
        at += length;
    }
    end(&mut hash, &mut from, &mut letter, at);
}

/// Says which words of the lines of a page are in none of its blocks, and not in what repairs took out.
pub(crate) fn check<'t>(
    source: &str,
    lines: &[Line],
    blocks: impl IntoIterator<Item = &'t Block>,
    dialect: &Dialect,
    report: &mut Report,
) {
    if matches!(dialect.critic, Critic::Accept | Critic::Reject) {
        // What is not accepted is not shown.
        return;
    }
    let mut known = Known::default();
    blocks.into_iter().for_each(|block| gather_block(block, &mut known));
    report.originals().for_each(|text| learn(text, &mut known));
    let mut missing: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        each(line.text(source), &mut |hash, range| {
            if !known.contains(&hash) {
                missing.push((at, range.start + line.start..range.end + line.start));
            }
        });
    }
    if missing.is_empty() {
        return;
    }
    let silent = Silent::of(source, lines, dialect);
    let said = Said::of(report);
    // `1st` is a number and letters above it.
    let is_ordinal = |range: &Range<usize>| dialect.smart_symbols && source.as_bytes()[range.start].is_ascii_digit();
    missing.retain(|(_, range)| !is_ordinal(range));
    missing.retain(|(at, range)| !silent.lines[*at] && !silent.holds(range) && !said.covers(range));
    let Some((first, _)) = missing.first() else { return };
    let words: Vec<&str> = missing.iter().map(|(_, range)| &source[range.clone()]).take(NAMED).collect();
    let more = missing.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    report.add(
        lines[*first].span(),
        Diagnostic::new(
            Code::WordsAbsent,
            format!("words of this page may be in no output: `{}`{more}", words.join("`, `")),
        )
        .help("look for them in an output: if they are missing, please report it, and write the line more simply until then"),
    );
}

/// The places of which something is said already.
struct Said {
    /// From each place on, how far those that begin before it reach; in order.
    reach: Vec<(usize, usize)>,
}

impl Said {
    fn of(report: &Report) -> Self {
        let mut spans: Vec<Span> = report.spans().collect();
        spans.sort_by_key(|span| span.start);
        let mut most = 0;
        let reach = spans.iter().map(|span| {
            most = most.max(span.end as usize);
            (span.start as usize, most)
        });
        Self { reach: reach.collect() }
    }

    fn covers(&self, word: &Range<usize>) -> bool {
        let before = self.reach.partition_point(|(start, _)| *start <= word.start);
        self.reach[..before].last().is_some_and(|(_, end)| word.end <= *end)
    }
}

/// What of a page is no word.
struct Silent {
    /// Lines that are all marks.
    lines: Vec<bool>,
    /// Bytes of tags, comments, attribute lists, in order.
    ranges: Vec<Range<usize>>,
}

impl Silent {
    fn of(source: &str, lines: &[Line], dialect: &Dialect) -> Self {
        let mut silent = Self { lines: vec![false; lines.len()], ranges: Vec::new() };
        let mut fences = Fences::default();
        let mut at = 0;
        let (mut options, mut hidden) = (false, false);
        while at < lines.len() {
            let line = lines[at];
            if let Some(end) = fences.end(source, lines, at) {
                silent.lines[at] = true;
                at = end + 1;
                continue;
            }
            let text = line.text(source);
            let body = text.trim_start_matches([' ', '\t', '>']);
            let next = |by: usize| lines.get(at + by).map(|next| next.text(source));
            let reference = body.starts_with('[').then(|| Reference::read(body, next(1), next(2))).flatten();
            let count = reference.map_or(0, |found| found.lines);
            silent.lines[at..(at + count).min(lines.len())].fill(true);
            let blocks = dialect.blocks || dialect.fancy_lists;
            options = blocks && (body.starts_with("///") || options && line.indent(source) >= 4);
            if options && body.starts_with("///") {
                // Programs and styles are not seen.
                hidden = body.contains(" html") && ["script", "style"].iter().any(|tag| body.trim_end().ends_with(tag));
            }
            silent.lines[at] |= options
                && (!body.contains('|') || ["caption", " html", " fancylists"].iter().any(|kind| body.contains(kind)))
                || hidden
                || body.starts_with("*[")
                || at > 0 && lines[at - 1].text(source).trim_start().starts_with("*[")
                || dialect.fancy_lists && scan::fancy_marker(body).is_some_and(|length| length > 3)
                || [&dialect.contents_marker, &dialect.notes_marker].map(Option::as_deref).contains(&Some(body.trim()))
                || body.starts_with("```")
                || body.starts_with("~~~");
            silent.of_line(source, line, text.len() - body.len());
            silent.of_torn_tag(source, line, lines.get(at + 1).copied());
            at += 1;
        }
        silent.ranges.sort_by_key(|range| range.start);
        silent
    }

    /// A tag in which a line stood that became something else, such as the marker of a snippet: without it, it is one.
    fn of_torn_tag(&mut self, source: &str, line: Line, next: Option<Line>) {
        let Some(next) = next.filter(|next| source.get(line.end..next.start).is_none_or(|gap| gap.len() > 2)) else {
            return;
        };
        let text = line.text(source);
        let Some(open) = text.rfind('<').filter(|open| !text[*open..].contains('>')) else { return };
        let end = next.text(source).find('>').map_or(next.end, |end| next.start + end);
        self.ranges.extend([line.start + open..line.end, next.start..end]);
    }

    /// Marks in a line: what a callout is for, keys, entities, attribute lists, tags.
    fn of_line(&mut self, source: &str, line: Line, lead: usize) {
        let text = line.text(source);
        let body = &text[lead..];
        let base = line.start;
        if ["!!!", "???", "///", "[!"].iter().any(|mark| body.starts_with(mark)) {
            let end = if body.starts_with("[!") { body.find(']') } else { body.find(['"', '|']) };
            self.ranges.push(base + lead..base + lead + end.unwrap_or(body.len()));
        }
        if body.starts_with("[^") {
            // The label of a note.
            self.ranges.push(base + lead..base + lead + body.find(']').unwrap_or(0));
        }
        if text.contains("#only-") || text.contains("#gh-") {
            // Of a light picture and a dark one that stand side by side one has words.
            let mut end = 0;
            self.ranges.extend(text.match_indices("![").map(|(at, _)| {
                if end <= at {
                    end = text[at..].find("](").map_or(text.len(), |found| at + found);
                }
                base + at..base + end
            }));
        }
        let mut at = 0;
        while let Some(found) = text[at..].find(['<', '{', '&', '+', ':', '`', ']']) {
            at += found;
            let rest = &text[at..];
            let length = match rest.as_bytes()[0] {
                b'<' => behind_tag(source, base + at).saturating_sub(base + at),
                b'{' => attr::parse(rest).map_or(0, |(_, length)| length),
                b'&' => entity(rest),
                // The label of a reference.
                b']' if rest.starts_with("][") || rest.starts_with("] [") => {
                    rest[1..].find(']').map_or(0, |end| end + 1)
                }
                b'+' if rest.starts_with("++") => rest[2..].find("++").map_or(0, |end| end + 4),
                b':' => rest[1..]
                    .find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)))
                    .map_or(0, |end| if end > 0 && rest[1 + end..].starts_with(':') { end + 2 } else { 0 }),
                b'`' if rest.starts_with("`#!") || rest.starts_with("`:::") => rest.find(' ').unwrap_or(0),
                _ => 0,
            };
            if length > 0 {
                self.ranges.push(base + at..base + at + length);
            }
            at += length.max(1).min(text.len() - at);
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
    }

    /// Whether a word stands in what is no word, or beside an entity that is part of it.
    fn holds(&self, word: &Range<usize>) -> bool {
        let before = self.ranges.partition_point(|range| range.start <= word.end);
        self.ranges[..before].iter().rev().take(16).any(|range| range.start <= word.end && word.start <= range.end)
    }
}

/// The byte behind a tag or comment, which may run over lines.
fn behind_tag(source: &str, at: usize) -> usize {
    let rest = &source[at..];
    // What is longer was left out before, or is none.
    let rest = &rest[..rest.floor_char_boundary(rest.len().min(limits::TAG_BYTES))];
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(at, |end| at + end + 3);
    }
    let end = match rest.as_bytes().get(1) {
        Some(b'?') => rest.find("?>").map_or(0, |end| end + 2),
        Some(b'!') => rest.find('>').map_or(0, |end| end + 1),
        _ => 0,
    };
    at + tag::parse(rest).map_or(end, |tag| tag.length)
}

/// The length of an entity.
fn entity(rest: &str) -> usize {
    let end = rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).map_or(0, |end| end + 1);
    if end > 1 && end < 33 && rest[end..].starts_with(';') { end + 1 } else { 0 }
}

fn learn(text: &str, known: &mut Known) {
    each(text, &mut |hash, _| {
        known.insert(hash);
    });
}

fn gather_attrs(attrs: &Attrs, known: &mut Known) {
    attrs.id.iter().chain(&attrs.classes).for_each(|text| learn(text, known));
    for (key, value) in &attrs.pairs {
        learn(key, known);
        learn(value, known);
    }
}

fn gather_block(block: &Block, known: &mut Known) {
    gather_attrs(&block.attrs, known);
    match &block.kind {
        BlockKind::Code(code) => {
            learn(&code.text, known);
            code.title.iter().chain(&code.language).for_each(|text| learn(text, known));
        }
        BlockKind::Math(math) => learn(&math.source, known),
        BlockKind::Diagram(diagram) => learn(&diagram.source, known),
        BlockKind::Unsupported { text } => learn(text, known),
        BlockKind::Table(Table { caption, head, body, .. }) => {
            gather_line(caption, known);
            for row in head.iter().chain(body) {
                gather_attrs(&row.attrs, known);
                row.cells.iter().for_each(|cell| gather_attrs(&cell.attrs, known));
            }
        }
        BlockKind::List(List { items, .. }) => items.iter().for_each(|item| gather_attrs(&item.attrs, known)),
        BlockKind::Tabs(tabs) => tabs.tabs.iter().for_each(|tab| gather_attrs(&tab.attrs, known)),
        BlockKind::Admonition(admonition) => gather_title(&admonition.heading, known),
        BlockKind::Collapsible(collapsible) => gather_title(&collapsible.heading, known),
        BlockKind::Card(Card { name, .. }) => learn(name, known),
        BlockKind::Threats(Threats { items, .. }) => {
            for item in items {
                gather_line(&item.content, known);
            }
        }
        BlockKind::Heading(_)
        | BlockKind::Paragraph { .. }
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote { .. }
        | BlockKind::Grid(_)
        | BlockKind::Figure(_)
        | BlockKind::Annotated(_)
        | BlockKind::Buttons { .. }
        | BlockKind::Progress(_)
        | BlockKind::ThematicBreak
        | BlockKind::PageBreak
        | BlockKind::Group { .. } => {}
    }
    walk::children(block, &mut |child| match child {
        walk::Child::Blocks(blocks) => blocks.iter().for_each(|inner| gather_block(inner, known)),
        walk::Child::Inlines(content) => gather_line(content, known),
        walk::Child::Link(link) => gather_link(link, known),
        walk::Child::Picture(picture) => gather_picture(picture, known),
    });
}

fn gather_title(title: &CalloutTitle, known: &mut Known) {
    if let CalloutTitle::Implied { word } = title {
        learn(word, known);
    }
}

fn gather_link(link: &Link, known: &mut Known) {
    if let Target::Written { address } = &link.target {
        learn(address, known);
    }
    link.title.iter().for_each(|title| learn(title, known));
    gather_line(&link.content, known);
}

fn gather_picture(picture: &Picture, known: &mut Known) {
    for source in std::iter::once(&picture.source).chain(&picture.dark) {
        if let AssetRef::Written { address } = source {
            learn(address, known);
        }
    }
    learn(&picture.alternative, known);
    picture.title.iter().for_each(|title| learn(title, known));
}

fn gather_line(content: &[Inline], known: &mut Known) {
    for node in content {
        gather_attrs(&node.attrs, known);
        match &node.kind {
            InlineKind::Text { text } | InlineKind::Comment { text } | InlineKind::Unsupported { text } => {
                learn(text, known);
            }
            InlineKind::Code { text, language } => {
                learn(text, known);
                if let Some(language) = language {
                    learn(language, known);
                }
            }
            InlineKind::Keys { keys } => keys.iter().for_each(|key| learn(key, known)),
            InlineKind::Link(link) => {
                if let Target::Written { address } = &link.target {
                    learn(address, known);
                }
                link.title.iter().for_each(|title| learn(title, known));
            }
            InlineKind::Picture(picture) => gather_picture(picture, known),
            InlineKind::Icon { name } => learn(name, known),
            InlineKind::Emoji { shortcode, text } => {
                learn(shortcode, known);
                learn(text, known);
            }
            InlineKind::FootnoteReference { label, .. } => learn(label, known),
            InlineKind::Abbreviation { text, expansion } => {
                learn(text, known);
                learn(expansion, known);
            }
            InlineKind::Definition { title, .. } => title.iter().for_each(|title| learn(title, known)),
            InlineKind::Math { source, .. } => learn(source, known),
            InlineKind::Language { language, .. } => learn(language.as_str(), known),
            InlineKind::SoftBreak
            | InlineKind::LineBreak
            | InlineKind::Styled { .. }
            | InlineKind::Span { .. }
            | InlineKind::AnnotationReference { .. } => {}
        }
        gather_line(walk::inline_children(node), known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(text: &str, kept: &str) -> usize {
        let lines = crate::text::lines(text, 0);
        let mut report = Report::default();
        let content = vec![crate::page::inline(Span::default(), InlineKind::Text { text: kept.to_owned() })];
        let block = crate::page::block(Span::default(), BlockKind::Paragraph { content });
        check(text, &lines, [&block], &Dialect::default(), &mut report);
        report.mark()
    }

    #[test]
    fn a_lost_word_is_said_and_marks_are_no_words() {
        assert_eq!(lost("Some words are lost.", "Some words are"), 1);
        assert_eq!(lost("Some words are lost.", "some words are lost"), 0);
        for text in [
            "!!! warning \"Kept\"",
            "<div class=\"outer\"\n     title=\"more\">Kept</div>",
            "<!-- gone -->Kept",
            "Kept{ .first title=second }",
            ":material-clock-fast: Kept ++ctrl+arrow-up++",
            "```python title=\"code.py\"\nKept\n```",
            "[label]: https://a.example/ \"Title\"",
            "[Kept][some label]",
            "/// html | div.outer",
        ] {
            assert_eq!(lost(text, "Kept"), 0, "{text}");
        }
        assert_eq!(lost("![Dark words](a.svg#only-dark)", "a.svg#only-dark"), 0);
        assert_eq!(lost("caf&eacute;", "café"), 0);
    }
}
