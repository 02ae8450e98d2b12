//! Boxes, glue and breaks: what a paragraph is to the breaking of lines. Boxes are parts of fragments; glue is the
//! space between words, the air around CJK marks, and the quarter em between Han and Latin.

use super::content::Run;
use super::fragment::{Fragment, FragmentKind, is_han, to_points};
use super::{Align, Content, Engine, Setting, Widths};
use crate::font::{Region, Theme};
use crate::segment::breaks_in_code;
use crate::style::sizes::page::space;
use pamphlet_locale::{Hyphenation, hyphenation};
use pamphlet_source::limits::ADDRESS_REACH;
use std::ops::Range;
use unicode_script::Script;

/// A node of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Node {
    /// How far the first line of a paragraph is set in.
    Indent { width: f32 },
    /// A part of a fragment: bytes from and to inside its text.
    Box {
        fragment: u32,
        from: u32,
        to: u32,
        width: f32,
        /// How far the glyphs are moved to the left: half of an opening CJK mark is air.
        pull: f32,
    },
    /// Space. With a fragment, a space of the text; without, air.
    Glue { fragment: Option<u32>, width: f32, stretch: f32, shrink: f32 },
    /// How far the letters of the part before it may stand apart or together.
    Letters { stretch: f32, shrink: f32 },
    /// A place where a line may end.
    Break {
        /// TeX's penalty.
        penalty: f32,
        /// Width of the hyphen that is added, or nothing.
        hyphen: f32,
        /// Whether the line must end.
        forced: bool,
    },
}

/// Stretch and shrink of a word space, in parts of it: a ratio of 1 makes it one and a half as wide.
const STRETCH: f32 = 0.5;
const SHRINK: f32 = 0.26;

/// How far letters are set apart and together, in parts of the size: too little to be seen, enough to save half of
/// what the spaces of a line would have to give.
const LETTERS_APART: f32 = 0.013;
const LETTERS_TOGETHER: f32 = 0.008;

/// Penalty of a hyphen: rather one than a line whose spaces are one and a half as wide.
const HYPHEN: f32 = 45.0;
/// Penalty of a break after a hyphen that is written: such words are read on with less trouble than divided ones.
const AFTER_HYPHEN: f32 = 27.0;
/// Penalty of a hyphen where the author has allowed one: half of ours, since somebody has thought about it.
const SOFT_HYPHEN: f32 = 22.5;
/// Penalty of a break after a slash: the half of a pair is missed at the end of a line.
const AFTER_SLASH: f32 = 80.0;
/// Penalty of a break after a letter where Unicode allows one (UAX 14), in ragged lines, which need it less.
const AFTER_LETTER: f32 = 20.0;
/// Penalty of a break inside code, where no sign says that it goes on.
const INSIDE_CODE: f32 = 220.0;
/// Penalty of a break at a space of something that has to break somewhere: rather here than in a word.
const AT_SPACE_IN_TIGHT: f32 = 22.5;
/// Penalty of a break that may be inside a Japanese word: a fifth of one that is, since the rule that tells is a guess.
const INSIDE_JAPANESE: f32 = 140.0;
/// Penalty of a break inside a word that is not hyphenated, in scripts that may break anywhere.
pub(super) const TORN: f32 = 700.0;
/// Penalty of a break inside a word that fits on no line.
const EMERGENCY: f32 = 2_000.0;

/// What is wider than so much of a line is looked at as if it were wider than the line: its parts, set by themselves, may
/// be.
const NEARLY: f32 = 0.95;

/// On which side of a full-width mark its air is.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Air {
    Before,
    After,
}

/// The air of a CJK mark that is set in a full em but drawn in half of it. Traditional Chinese draws its stops in the
/// middle of the em; only its brackets have air on one side.
fn air(character: char, centred_stops: bool) -> Option<Air> {
    match character {
        '「' | '『' | '（' | '【' | '〔' | '〈' | '《' | '［' | '｛' => Some(Air::Before),
        '」' | '』' | '）' | '】' | '〕' | '〉' | '》' | '］' | '｝' => Some(Air::After),
        '、' | '。' | '，' | '．' if !centred_stops => Some(Air::After),
        _ => None,
    }
}

/// What the nodes of a run go by.
struct Customs {
    patterns: Option<Hyphenation>,
    region: Region,
}

struct Builder<'b> {
    engine: &'b Engine,
    content: &'b Content,
    fragments: &'b [Fragment],
    setting: &'b Setting,
    justified: bool,
    languages: Vec<Customs>,
    nodes: Vec<Node>,
    /// The word that was looked at last, and whether it is an address: lines may break in it at many places.
    word: (Range<usize>, bool),
}

pub(super) fn nodes(engine: &Engine, content: &Content, fragments: &[Fragment], setting: &Setting) -> Vec<Node> {
    let languages =
        content.languages.iter().map(|tag| Customs { patterns: hyphenation(tag), region: Region::of(tag) }).collect();
    let justified = setting.align == Align::Justified;
    let nodes = Vec::with_capacity(fragments.len() * 3);
    let mut builder = Builder { engine, content, fragments, setting, justified, languages, nodes, word: (0..0, false) };
    let tight = builder.too_wide();
    if setting.indent != 0.0 && builder.first_part() + setting.indent <= builder.first_line() {
        builder.nodes.push(Node::Indent { width: setting.indent });
    }
    for (index, fragment) in fragments.iter().enumerate() {
        builder.fragment(index, fragment, tight[index]);
    }
    let end = Node::Break { penalty: 0.0, hyphen: 0.0, forced: true };
    builder.nodes.push(end);
    builder.nodes
}

/// Whether a run stands in cells of one width.
fn is_code(run: &Run) -> bool {
    run.style.theme == Theme::Mono
}

impl Builder<'_> {
    /// The width of everything before the first place to break: a picture as wide as the column leaves no room for an
    /// indent.
    fn first_part(&self) -> f32 {
        let mut width = 0.0;
        for fragment in self.fragments {
            if matches!(fragment.kind, FragmentKind::Space { breaks: true, .. } | FragmentKind::Break) {
                break;
            }
            width += fragment.width;
            if fragment.break_after {
                break;
            }
        }
        width
    }

    fn first_line(&self) -> f32 {
        self.setting.beside.first().map_or(self.setting.width, |beside| beside.width)
    }

    /// Marks fragments in which a line has to break where it should not: in a part without a break that is wider than
    /// the narrowest line, its spaces, and its words when they are wider by themselves.
    fn too_wide(&self) -> Vec<bool> {
        let narrowest =
            self.setting.beside.iter().map(|beside| beside.width).fold(self.setting.width, f32::min) * NEARLY;
        let is_space = |index: usize| matches!(self.fragments[index].kind, FragmentKind::Space { .. });
        let mut marks = vec![false; self.fragments.len()];
        let (mut start, mut width) = (0, 0.0);
        for (index, fragment) in self.fragments.iter().enumerate() {
            width += fragment.width;
            if fragment.break_after
                || fragment.soft_hyphen
                || fragment.kind == FragmentKind::Break
                || index + 1 == self.fragments.len()
            {
                if width > narrowest {
                    let mut word = start;
                    for end in start..=index + 1 {
                        if end > index || is_space(end) {
                            let own: f32 = self.fragments[word..end].iter().map(|fragment| fragment.width).sum();
                            marks[word..end].fill(own > narrowest);
                            word = end + 1;
                        }
                        if end <= index && is_space(end) {
                            marks[end] = true;
                        }
                    }
                }
                (start, width) = (index + 1, 0.0);
            }
        }
        marks
    }

    fn fragment(&mut self, index: usize, fragment: &Fragment, tight: bool) {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let run = &self.content.runs[fragment.run as usize];
        match fragment.kind {
            FragmentKind::Break => self.nodes.push(Node::Break { penalty: 0.0, hyphen: 0.0, forced: true }),
            FragmentKind::Object(_) => {
                let end = u32::try_from(fragment.range.len()).unwrap_or(0);
                self.nodes.push(Node::Box { fragment: number, from: 0, to: end, width: fragment.width, pull: 0.0 });
                if fragment.break_after {
                    self.nodes.push(Node::Break { penalty: 0.0, hyphen: 0.0, forced: false });
                }
            }
            FragmentKind::Space { fixed, .. } => {
                // A space that an author wrote between Han and Latin is the quarter em of custom; in code it is a cell.
                let beside_han = !is_code(run) && (self.is_han_at(index.wrapping_sub(1)) || self.is_han_at(index + 1));
                let width = if beside_han && !fixed {
                    fragment.width.min(run.style.size * space::FOUR_PER_EM)
                } else {
                    fragment.width
                };
                if fragment.break_after || (tight && index > 0) {
                    // It has to break somewhere: rather here than in a word.
                    let penalty = if fragment.break_after { 0.0 } else { AT_SPACE_IN_TIGHT };
                    self.nodes.push(Node::Break { penalty, hyphen: 0.0, forced: false });
                }
                let elastic = if fixed { 0.0 } else { width };
                self.nodes.push(Node::Glue {
                    fragment: Some(number),
                    width,
                    stretch: elastic * STRETCH,
                    shrink: elastic * SHRINK,
                });
            }
            FragmentKind::Text => self.text(index, fragment, tight),
        }
    }

    fn is_han_at(&self, index: usize) -> bool {
        self.fragments.get(index).is_some_and(|other| {
            other.kind == FragmentKind::Text
                && (is_han(other.script)
                    || self.content.text[other.range.clone()].chars().all(crate::font::is_wide_mark))
        })
    }

    fn text(&mut self, index: usize, fragment: &Fragment, tight: bool) {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let run = &self.content.runs[fragment.run as usize];
        let size = run.style.size;
        let text = &self.content.text[fragment.range.clone()];
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let Customs { patterns, region } = self.languages[usize::from(run.language)];
        let traditional = region == Region::Traditional;
        let mut characters = text.chars();
        let first = characters.next().unwrap_or(' ');
        let single = characters.next().is_none();
        let next = self.fragments.get(index + 1).filter(|next| next.kind == FragmentKind::Text);
        let full_width = single && (fragment.width - size).abs() < size * 0.1;
        match air(first, traditional).filter(|_| full_width) {
            Some(Air::Before) => {
                // The air before an opening mark goes at the start of a line and beside another mark.
                let after_mark = index > 0
                    && self.nodes.iter().rev().find(|node| matches!(node, Node::Box { .. })).is_some()
                    && self.is_mark_at(index.wrapping_sub(1), traditional);
                let width = if after_mark { 0.0 } else { size * 0.5 };
                self.nodes.push(Node::Glue { fragment: None, width, stretch: 0.0, shrink: width * 0.5 });
                self.nodes.push(Node::Box {
                    fragment: number,
                    from: 0,
                    to: length,
                    width: fragment.width - size * 0.5,
                    pull: size * 0.5,
                });
                // Nothing breaks after an opening mark.
                return;
            }
            Some(Air::After) => {
                self.nodes.push(Node::Box {
                    fragment: number,
                    from: 0,
                    to: length,
                    width: fragment.width - size * 0.5,
                    pull: 0.0,
                });
                if fragment.break_after {
                    self.nodes.push(Node::Break { penalty: 0.0, hyphen: 0.0, forced: false });
                }
                let closing_next = next.is_some_and(|next| {
                    let after = self.content.text[next.range.clone()].chars().next().unwrap_or(' ');
                    air(after, traditional) == Some(Air::After)
                });
                let width = if closing_next { 0.0 } else { size * 0.5 };
                self.nodes.push(Node::Glue { fragment: None, width, stretch: 0.0, shrink: width * 0.5 });
                return;
            }
            None => {}
        }
        let hyphenate = self.setting.hyphenate && !run.style.code && !self.in_address(fragment);
        self.parts(number, fragment, text, patterns.filter(|_| hyphenate), tight);
        if fragment.soft_hyphen {
            let hyphen = self.hyphen_width(fragment);
            self.nodes.push(Node::Break { penalty: SOFT_HYPHEN, hyphen, forced: false });
        } else if fragment.break_after {
            let whole = if self.setting.hyphenate { 0.0 } else { self.inside_word(fragment, text, next) };
            let penalty = self.penalty_after(text, run.style.code).max(whole);
            self.nodes.push(Node::Break { penalty, hyphen: 0.0, forced: false });
        }
        if let Some(next) = next {
            let (own, other) = (is_han(fragment.script), is_han(next.script));
            let other_text = self.content.text[next.range.clone()].chars().next().unwrap_or(' ');
            let last = text.chars().next_back().unwrap_or(' ');
            if own && other && self.justified {
                self.nodes.push(Node::Glue {
                    fragment: None,
                    width: 0.0,
                    stretch: size * space::BETWEEN_HAN,
                    shrink: 0.0,
                });
            } else if matches!(region, Region::Simplified | Region::Traditional | Region::Japanese)
                && !(is_code(run) && is_code(&self.content.runs[next.run as usize]))
                && own != other
                && other_text.is_alphanumeric()
                && last.is_alphanumeric()
            {
                // A bracket in the face of Han around Latin words is no letter of either.
                let width = size * space::FOUR_PER_EM;
                self.nodes.push(Node::Glue { fragment: None, width, stretch: width * 0.5, shrink: width * 0.5 });
            }
        }
    }

    /// Whether a fragment is a CJK mark with air.
    fn is_mark_at(&self, index: usize, traditional: bool) -> bool {
        self.fragments.get(index).is_some_and(|other| {
            other.kind == FragmentKind::Text
                && self.content.text[other.range.clone()].chars().next().is_some_and(|c| air(c, traditional).is_some())
        })
    }

    /// Lines rather end between words than after a hyphen or a slash of a word.
    fn penalty_after(&self, text: &str, code: bool) -> f32 {
        match text.chars().next_back() {
            _ if code => INSIDE_CODE,
            Some('-' | '‐') => AFTER_HYPHEN,
            Some('/') => AFTER_SLASH,
            Some('—' | '–') => 0.0,
            Some(last) if last.is_ascii_alphanumeric() && !self.justified => AFTER_LETTER,
            _ => 0.0,
        }
    }

    /// The penalty of a break that may be inside a Japanese word. Titles and tables are not hyphenated, and their words
    /// are kept whole as well: a word in katakana always, others by the rule that a new one seldom begins but after
    /// hiragana.
    fn inside_word(&self, fragment: &Fragment, text: &str, next: Option<&Fragment>) -> f32 {
        let Some(next) = next else { return 0.0 };
        let kana = |script: Script, text: &str| script == Script::Katakana || text == "ー";
        let after = &self.content.text[next.range.clone()];
        let (own, other) = (kana(fragment.script, text), kana(next.script, after));
        let japanese = self.content.runs[fragment.run as usize].language;
        let japanese = self.content.languages[usize::from(japanese)].language() == "ja";
        if own && other {
            TORN
        } else if !japanese
            || !is_han(fragment.script)
            || !text.ends_with(char::is_alphanumeric)
            || fragment.script == Script::Hiragana && next.script != Script::Hiragana
        {
            0.0
        } else {
            INSIDE_JAPANESE
        }
    }

    /// Whether a fragment belongs to an address: a hyphen inside one would be typed.
    fn in_address(&mut self, fragment: &Fragment) -> bool {
        let (known, is_address) = &self.word;
        if known.start <= fragment.range.start && fragment.range.end <= known.end {
            return *is_address;
        }
        let text = self.content.text.as_str();
        let word = word_around(text, &fragment.range);
        let is_address = crate::segment::is_address(beginning(&text[word.clone()]));
        // A part that holds other signs parts the words beside it.
        if text[word.clone()].chars().all(is_of_address) {
            self.word = (word, is_address);
        }
        is_address
    }

    fn hyphen_width(&self, fragment: &Fragment) -> f32 {
        to_points(self.engine.shaper.shape(fragment.key, "-").width, fragment.scale)
    }

    /// The boxes of a fragment with the breaks inside it.
    fn parts(&mut self, number: u32, fragment: &Fragment, text: &str, patterns: Option<Hyphenation>, tight: bool) {
        let mut places: Vec<(usize, f32, f32)> = Vec::new();
        if let Some(patterns) = patterns
            && text.len() > 5
        {
            let hyphen = self.hyphen_width(fragment);
            hyphens(text, patterns, |place| places.push((place, HYPHEN, hyphen)));
        }
        if tight && !fragment.missing {
            let mut before = ' ';
            let mut own: Vec<(usize, f32, f32)> = Vec::new();
            let mut ends = crate::segment::clusters(text).filter(|end| *end < text.len());
            for place in &mut ends {
                let character = text[place..].chars().next().unwrap_or(' ');
                before = text[..place].chars().next_back().unwrap_or(before);
                if places.binary_search_by_key(&place, |(known, ..)| *known).is_err() {
                    let natural = breaks_in_code(before, character);
                    own.push((place, if natural { 150.0 } else { EMERGENCY }, 0.0));
                }
                if own.len() > 20_000 {
                    break;
                }
            }
            places.extend(own);
            places.sort_by_key(|(place, ..)| *place);
        }
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        if places.is_empty() {
            self.nodes.push(Node::Box { fragment: number, from: 0, to: length, width: fragment.width, pull: 0.0 });
            self.letters(fragment, text);
            return;
        }
        let before = prefix_widths(fragment, text);
        let mut from = 0;
        for (place, penalty, hyphen) in places {
            let width = before[place] - before[from];
            let (start, end) = (u32::try_from(from).unwrap_or(0), u32::try_from(place).unwrap_or(0));
            self.nodes.push(Node::Box { fragment: number, from: start, to: end, width, pull: 0.0 });
            self.letters(fragment, &text[from..place]);
            self.nodes.push(Node::Break { penalty, hyphen, forced: false });
            from = place;
        }
        let width = before[text.len()] - before[from];
        let start = u32::try_from(from).unwrap_or(0);
        self.nodes.push(Node::Box { fragment: number, from: start, to: length, width, pull: 0.0 });
        self.letters(fragment, &text[from..]);
    }

    /// What the letters of a part give when lines are spread: in scripts whose letters stand apart, not in code.
    fn letters(&mut self, fragment: &Fragment, part: &str) {
        let apart = matches!(fragment.script, Script::Latin | Script::Greek | Script::Cyrillic);
        let style = &self.content.runs[fragment.run as usize].style;
        if self.justified && apart && !style.code && !fragment.missing {
            #[expect(clippy::cast_precision_loss, reason = "a word has few letters")]
            let all = part.chars().count() as f32 * style.size;
            self.nodes.push(Node::Letters { stretch: all * LETTERS_APART, shrink: all * LETTERS_TOGETHER });
        }
    }
}

/// Whether an address has a sign.
fn is_of_address(sign: char) -> bool {
    sign.is_ascii_graphic() || sign == crate::segment::JOINER
}

/// The word without room, of signs that an address has, in which a part of a text stands.
fn word_around(text: &str, part: &Range<usize>) -> Range<usize> {
    let start = text[..part.start].trim_end_matches(is_of_address).len();
    let after = &text[part.end..];
    start..text.len() - after.trim_start_matches(is_of_address).len()
}

/// What of a word says whether it is an address.
fn beginning(word: &str) -> &str {
    word.char_indices().nth(ADDRESS_REACH).map_or(word, |(end, _)| &word[..end])
}

/// Finds the places in a fragment where a hyphen may stand: inside words of at least six letters, not in words with
/// digits or in capitals.
fn hyphens(text: &str, patterns: Hyphenation, mut see: impl FnMut(usize)) {
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let Some(first) = rest.find(char::is_alphabetic) else { break };
        let word_start = start + first;
        let word = &text[word_start..];
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        let word = &word[..end];
        let letters = word.chars().count();
        let joined = text[word_start + end..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '@')
            || text[..word_start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '@' || c == '.');
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        if (6..60).contains(&letters) && !joined && capitals <= 1 {
            patterns.places(word, &mut |place| see(word_start + place));
        }
        start = word_start + end.max(1);
    }
}

/// The width of everything before each byte of a fragment. What one glyph shows of several characters is shared among
/// them.
fn prefix_widths(fragment: &Fragment, text: &str) -> Vec<f32> {
    let length = text.len();
    let mut at = vec![0.0; length + 1];
    if let Some(shaped) = &fragment.shaped {
        let begins: Vec<usize> =
            shaped.glyphs.iter().map(|glyph| (glyph.cluster as usize).min(length.saturating_sub(1))).collect();
        let mut ends = begins.clone();
        ends.sort_unstable();
        for (glyph, start) in shaped.glyphs.iter().zip(&begins) {
            let end = ends.get(ends.partition_point(|other| other <= start)).copied().unwrap_or(length);
            let characters = text.get(*start..end).map_or(1, |own| own.chars().count().max(1));
            #[expect(clippy::cast_precision_loss, reason = "a ligature has a few characters")]
            let share = to_points(glyph.advance, fragment.scale) / characters as f32;
            match text.get(*start..end) {
                Some(own) => own.char_indices().for_each(|(index, _)| at[start + index] += share),
                None => at[*start] += share,
            }
        }
    }
    let mut sum = 0.0;
    for width in &mut at {
        let own = *width;
        *width = sum;
        sum += own;
    }
    at
}

/// The widths that a text asks for: of its widest unbreakable part and of its longest line.
pub(super) fn widths(nodes: &[Node]) -> Widths {
    let mut widths = Widths::default();
    let (mut part, mut line) = (0.0_f32, 0.0_f32);
    for node in nodes {
        match node {
            Node::Indent { width } | Node::Box { width, .. } => {
                part += width;
                line += width;
            }
            Node::Glue { width, .. } => line += width,
            Node::Letters { .. } => {}
            Node::Break { hyphen, forced, .. } => {
                widths.least = widths.least.max(part + hyphen);
                part = 0.0;
                if *forced {
                    widths.most = widths.most.max(line);
                    line = 0.0;
                }
            }
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_word_knows_the_word_and_a_long_one_is_told_by_its_beginning() {
        let text = "See https://a.example/b-c. Ä";
        let at = text.find("b-").unwrap();
        assert_eq!(&text[word_around(text, &(at..at + 2))], "https://a.example/b-c.");
        assert_eq!(&text[word_around(text, &(0..3))], "See");
        assert_eq!(&text[word_around(text, &(text.len() - 2..text.len()))], "Ä");
        let long = "[a".repeat(50_000);
        assert_eq!(word_around(&long, &(60_000..60_002)), 0..long.len());
        assert_eq!(beginning(&long).len(), ADDRESS_REACH);
    }

    /// Each word is looked at once, however many parts it has: parts of a word of 300 KB looked at 400 signs each.
    #[test]
    fn a_word_is_looked_at_once() {
        let engine = Engine::shared();
        let mut content = Content::default();
        let address = "https://a.example/b-c-d";
        let text = format!("{} {address} e-f-g", "<![CDATA[".repeat(2_000));
        let address = text.find(address).unwrap()..text.find(" e-f").unwrap();
        let style = crate::paragraph::TextStyle::plain(Theme::Sans, 10.0, crate::display::Color::BLACK);
        content.push(&text, style, &pamphlet_locale::Tag::parse("en").unwrap(), None, None);
        let setting = Setting {
            width: 300.0,
            beside: Vec::new(),
            indent: 0.0,
            align: Align::Start,
            direction: pamphlet_locale::Direction::Ltr,
            leading: 14.0,
            hyphenate: true,
        };
        let fragments = super::super::fragment::itemise(engine, &content, setting.direction);
        let nodes = Vec::new();
        let mut builder = Builder {
            engine,
            content: &content,
            fragments: &fragments,
            setting: &setting,
            justified: false,
            languages: Vec::new(),
            nodes,
            word: (0..0, false),
        };
        let mut looked = 0;
        for fragment in fragments.iter().filter(|fragment| fragment.kind == FragmentKind::Text) {
            let before = builder.word.0.clone();
            let told = builder.in_address(fragment);
            looked += usize::from(builder.word.0 != before);
            assert_eq!(told, address.contains(&fragment.range.start));
        }
        assert_eq!(looked, 3);
        assert!(fragments.len() > 1_000);
    }
}
