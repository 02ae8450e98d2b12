//! Itemisation: a paragraph as fragments of one run, face, script and direction, each shaped.

use super::content::OBJECT;
use super::{Content, Engine};
use crate::bidi;
use crate::display::FaceId;
use crate::font::{Region, Theme, Wish, is_invisible};
use crate::segment::{breaks_in_code, clusters, opportunities};
use crate::shape::{ShapeKey, Shaped};
use crate::style::sizes::code as sizes;
use crate::style::sizes::page::space;
use pamphlet_locale::{Direction, Tag};
use pamphlet_source::letters;
use std::ops::Range;
use std::sync::Arc;
use unicode_script::{Script, UnicodeScript};

/// What a fragment is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FragmentKind {
    /// Shaped text without spaces.
    Text,
    /// A space of a kind.
    Space {
        /// Whether lines may break at it.
        breaks: bool,
        /// Whether it keeps its width when lines are spread.
        fixed: bool,
    },
    /// An object: its index.
    Object(usize),
    /// The end of a line that the author wants.
    Break,
}

/// A piece of a paragraph that is shaped and placed as one.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    pub kind: FragmentKind,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Index of its run.
    pub run: u32,
    /// Embedding level.
    pub level: u8,
    /// How it was shaped.
    pub key: ShapeKey,
    /// Its glyphs; of a space the glyph of the space, of others none.
    pub shaped: Option<Arc<Shaped>>,
    /// Points a unit of the face.
    pub scale: f32,
    /// Width in points.
    pub width: f32,
    /// Whether a line may begin right after it.
    pub break_after: bool,
    /// Whether the author allows a hyphen right after it (U+00AD).
    pub soft_hyphen: bool,
    /// Whether it holds a character that no face has, and shows a substitute.
    pub missing: bool,
    /// The script, for spacing between Han and others.
    pub script: Script,
}

/// What is drawn for a character that no face has.
pub(super) const SUBSTITUTE: &str = "\u{25A1}";

struct Itemiser<'c> {
    engine: &'c Engine,
    content: &'c Content,
    languages: Vec<(u16, Region)>,
    out: Vec<Fragment>,
}

/// A fragment of text that is being collected.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    face: FaceId,
    script: Script,
    /// Whether no face has its characters.
    missing: bool,
}

/// What is known of a run up to a cluster.
struct Before {
    /// The last face that had a cluster.
    face: Option<FaceId>,
    script: Script,
    /// The brackets that are open: what closes each, its face and script.
    pairs: Vec<(char, Option<FaceId>, Script)>,
}

/// What a character is that is not shaped as text; `objects` is the number of the next object.
fn special(character: char, code: bool, objects: usize) -> Option<FragmentKind> {
    match character {
        ' ' => Some(FragmentKind::Space { breaks: true, fixed: code }),
        '\u{A0}' => Some(FragmentKind::Space { breaks: false, fixed: code }),
        '\u{202F}' | '\u{2000}'..='\u{200A}' | '\u{3000}' => Some(FragmentKind::Space { breaks: false, fixed: true }),
        '\n' => Some(FragmentKind::Break),
        OBJECT => Some(FragmentKind::Object(objects)),
        _ => None,
    }
}

pub(super) fn wish(style: &super::TextStyle, region: Region) -> Wish {
    Wish { theme: style.theme, bold: style.bold, italic: style.italic, region }
}

/// The region that line breaking goes by: that of the longest run.
fn main_region(content: &Content) -> Region {
    let mut lengths = vec![0; content.languages.len()];
    let mut start = 0;
    for run in &content.runs {
        lengths[usize::from(run.language)] += run.end - start;
        start = run.end;
    }
    let longest = lengths.iter().enumerate().max_by_key(|(index, length)| (**length, usize::MAX - index));
    longest.and_then(|(index, _)| content.languages.get(index)).map_or(Region::Other, Region::of)
}

pub(super) fn itemise(engine: &Engine, content: &Content, direction: Direction) -> Vec<Fragment> {
    let text = content.text.as_str();
    let levels = bidi::levels(text, direction);
    let mut marks = opportunities(text, main_region(content));
    mark_code(content, &mut marks);
    let languages = content.languages.iter().map(|tag: &Tag| (engine.shaper.language(tag.as_str()), Region::of(tag)));
    let mut itemiser =
        Itemiser { engine, content, languages: languages.collect(), out: Vec::with_capacity(text.len() / 5 + 4) };
    let mut start = 0;
    let mut objects = 0;
    for (index, run) in content.runs.iter().enumerate() {
        itemiser.run(start..run.end, index, levels.as_deref(), &marks, &mut objects);
        start = run.end;
    }
    itemiser.out
}

/// Inside code, lines break between its parts and not by the rules of prose.
fn mark_code(content: &Content, marks: &mut [bool]) {
    let mut start = 0;
    for run in &content.runs {
        if run.style.code {
            let mut before = None;
            for (index, character) in content.text[start..run.end].char_indices() {
                if let Some(before) = before {
                    let by_space = before == ' ' && character != ' ';
                    marks[start + index] = by_space || breaks_in_code(before, character);
                }
                before = Some(character);
            }
        }
        start = run.end;
    }
}

impl Itemiser<'_> {
    /// Parts a run into fragments.
    fn run(&mut self, range: Range<usize>, index: usize, levels: Option<&[u8]>, marks: &[bool], objects: &mut usize) {
        let text = self.content.text.as_str();
        let style = &self.content.runs[index].style;
        let (_, region) = self.languages[usize::from(self.content.runs[index].language)];
        let wish = wish(style, region);
        let base = self.engine.faces.base(wish);
        let level = |at: usize| levels.map_or(0, |levels| levels[at]);
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let mut open: Option<Open> = None;
        // The number of an item or a page is set as numbers are in its text.
        let around = script_of_signs(&self.content.languages[usize::from(self.content.runs[index].language)])
            .filter(|_| style.theme != Theme::Mono && !text[range.clone()].contains(letters::is_alphabetic));
        let mut before = Before { face: None, script: around.unwrap_or(Script::Unknown), pairs: Vec::new() };
        let mut from = range.start;
        let ascii = text[range.clone()].is_ascii();
        let plain = ascii && wish.region == Region::Other && around.is_none();
        let mut ends = clusters(&text[range.clone()]);
        let mut end = from;
        while from < range.end {
            if end <= from {
                end = if ascii { from + 1 } else { ends.next().map_or(range.end, |end| range.start + end) };
            }
            let first = text[from..end].chars().next().unwrap_or(' ');
            let special = special(first, style.code, *objects);
            // A space is placed, not shaped: a mark on it is set by itself.
            let to = if special.is_some() { from + first.len_utf8() } else { end };
            let hidden = special.is_none() && text[from..to].chars().all(is_invisible);
            let ends_here =
                |open: &mut Open| special.is_some() || hidden || level(open.start) != level(from) || marks[from];
            if let Some(open) = open.take_if(ends_here) {
                self.text(open, from, number, level(open.start), marks[from] && !hidden);
            }
            if hidden {
                // A soft hyphen or a zero width space: what they allow is marked on the fragment before them.
                if matches!(first, '\u{AD}' | '\u{200B}')
                    && let Some(last) = self.out.last_mut()
                {
                    last.break_after = first == '\u{200B}';
                    last.soft_hyphen = first == '\u{AD}';
                }
            } else if let Some(kind) = special {
                if kind == FragmentKind::Object(*objects) {
                    *objects += 1;
                }
                let face = before.face.filter(|face| !self.engine.faces.is_emoji(*face)).unwrap_or(base);
                self.special(kind, from..to, number, level(from), face, marks.get(to).copied().unwrap_or(false));
            } else {
                let own = self.pick(&mut before, (wish, base, plain), (from, to, range.end));
                let differs =
                    |open: &mut Open| open.face != own.face || open.script != own.script || open.missing || own.missing;
                if let Some(open) = open.take_if(differs) {
                    self.text(open, from, number, level(open.start), false);
                }
                open.get_or_insert(own);
                // Han and kana are fragments of a cluster each: found again at once, and broken anywhere.
                if let Some(open) = open.take_if(|_| is_han(own.script) || crate::font::is_wide_mark(first)) {
                    self.text(open, to, number, level(open.start), marks[to]);
                }
            }
            from = to;
        }
        if let Some(open) = open {
            let break_after = marks.get(range.end).copied().unwrap_or(false);
            self.text(open, range.end, number, level(open.start), break_after);
        }
    }

    /// The script and the face of the cluster at `from..to`, in a run that ends at `end`. `plain` says that `base`, the face
    /// of the run, has all of its characters.
    fn pick(
        &self,
        before: &mut Before,
        (wish, base, plain): (Wish, FaceId, bool),
        (from, to, end): (usize, usize, usize),
    ) -> Open {
        let text = self.content.text.as_str();
        let cluster = &text[from..to];
        let first = cluster.chars().next().unwrap_or(' ');
        let own = cluster.chars().map(|c| c.script()).find(|script| !is_common(*script));
        // The digits that a word of letters begins with are set as its letters are: 3D, a commit.
        let latin = own.is_none() && begins_latin_word(&text[from..end]);
        let own = if latin { Some(Script::Latin) } else { own };
        // What closes a pair is set as what opens it is (UAX 24, 5.1): from one script to another, two faces would make
        // one pair.
        let pair = before.pairs.iter().rposition(|(closing, ..)| *closing == first).map(|at| {
            before.pairs.truncate(at + 1);
            before.pairs.pop()
        });
        let pair = pair.flatten().map(|(_, face, script)| (face, script));
        let script = own.or(pair.map(|(_, script)| script)).unwrap_or_else(|| {
            if before.script == Script::Unknown { self.next_script(from, end) } else { before.script }
        });
        let face_before = pair.map_or(before.face, |(face, _)| face);
        let picked = if plain {
            Some(base)
        } else {
            let han = is_han(before.script)
                || text[to..].chars().next().is_some_and(|next| is_han(next.script()))
                || (from > 0 && text[..from].chars().next_back().is_some_and(|last| is_han(last.script())));
            self.engine.faces.pick(cluster, script, wish, face_before.filter(|_| !latin), han)
        };
        if let Some(closing) = closing(first).filter(|_| before.pairs.len() < PAIRS) {
            before.pairs.push((closing, picked, script));
        }
        before.face = picked.or(before.face);
        before.script = script;
        Open { start: from, face: picked.unwrap_or(base), script, missing: picked.is_none() }
    }

    /// The first script that is not common, looking ahead: what marks at a beginning belong to.
    fn next_script(&self, from: usize, to: usize) -> Script {
        let ahead = self.content.text[from..to].chars().take(40).map(|c| c.script());
        ahead.into_iter().find(|script| !is_common(*script)).unwrap_or(Script::Latin)
    }

    /// Shapes a fragment of text that ends at a byte.
    fn text(&mut self, open: Open, end: usize, run: u32, level: u8, break_after: bool) {
        let Open { start, face, script, mut missing } = open;
        let range = start..end;
        if range.is_empty() {
            return;
        }
        let style = &self.content.runs[run as usize].style;
        let (language, _) = self.languages[usize::from(self.content.runs[run as usize].language)];
        let mut tag = [b'L', b'a', b't', b'n'];
        if let Ok(name) = <[u8; 4]>::try_from(script.short_name().as_bytes()) {
            tag = name;
        }
        let mut key = ShapeKey { face, script: tag, rtl: level % 2 == 1, tabular: style.tabular, language };
        let mut shaped =
            self.engine.shaper.shape(key, if missing { SUBSTITUTE } else { &self.content.text[range.clone()] });
        if shaped.glyphs.iter().any(|glyph| glyph.id == 0) {
            // No `.notdef` may be shown (ISO 19005-2, 6.2.11.8): a box stands for it, and the words stay behind it.
            let wish = Wish { theme: Theme::Sans, bold: style.bold, italic: false, region: Region::Other };
            let pick = self.engine.faces.pick(SUBSTITUTE, Script::Common, wish, None, false);
            key = ShapeKey {
                face: pick.unwrap_or(face),
                script: *b"Latn",
                rtl: level % 2 == 1,
                tabular: false,
                language,
            };
            shaped = self.engine.shaper.shape(key, SUBSTITUTE);
            missing = true;
        }
        let face = self.engine.faces.get(key.face);
        let scale = style.size * face.scale() / face.units_per_em();
        let mut width = to_points(shaped.width, scale);
        let first = self.content.text[range.clone()].chars().next().unwrap_or(' ');
        if style.theme == Theme::Mono && !missing && (is_han(first.script()) || crate::font::is_wide_mark(first)) {
            // In code what is wide takes two cells, so that columns stand below each other.
            width = style.size * sizes::LETTER * 2.0;
        }
        self.out.push(Fragment {
            kind: FragmentKind::Text,
            range,
            run,
            level,
            key,
            shaped: Some(shaped),
            scale,
            width,
            break_after,
            soft_hyphen: false,
            missing,
            script,
        });
    }

    fn special(
        &mut self,
        kind: FragmentKind,
        range: Range<usize>,
        run: u32,
        level: u8,
        face: FaceId,
        break_after: bool,
    ) {
        let content = self.content;
        let style = &content.runs[run as usize].style;
        let (language, _) = self.languages[usize::from(content.runs[run as usize].language)];
        let key = ShapeKey { face, script: *b"Latn", rtl: level % 2 == 1, tabular: false, language };
        let file = self.engine.faces.get(face);
        let scale = style.size * file.scale() / file.units_per_em();
        let character = content.text[range.clone()].chars().next().unwrap_or(' ');
        let mut shaped = None;
        let width = match kind {
            FragmentKind::Space { .. } => {
                // Thin and other spaces are drawn as the space of the face, with a width of their own.
                let space = self.engine.shaper.shape(key, " ");
                let natural = to_points(space.width, scale);
                shaped = Some(space);
                match character {
                    // In code a space is a cell, in whatever face it is drawn.
                    '\u{3000}' if style.theme == Theme::Mono => style.size * sizes::LETTER * 2.0,
                    ' ' | '\u{A0}' if style.theme == Theme::Mono => style.size * sizes::LETTER,
                    '\u{202F}' | '\u{2009}' | '\u{2006}' => style.size * space::THIN,
                    '\u{200A}' => style.size * space::HAIR,
                    '\u{2003}' | '\u{2001}' | '\u{3000}' => style.size * space::EM,
                    '\u{2002}' | '\u{2000}' => style.size * space::EN,
                    '\u{2004}' => style.size * space::THREE_PER_EM,
                    '\u{2005}' => style.size * space::FOUR_PER_EM,
                    _ => natural,
                }
            }
            FragmentKind::Object(index) => content.objects.get(index).map_or(0.0, |object| object.width),
            FragmentKind::Break | FragmentKind::Text => 0.0,
        };
        let break_after = match kind {
            FragmentKind::Object(_) => break_after,
            FragmentKind::Space { breaks, .. } => {
                break_after && (breaks || character == '\u{3000}' || !matches!(character, '\u{A0}' | '\u{202F}'))
            }
            FragmentKind::Break | FragmentKind::Text => false,
        };
        let script = Script::Common;
        self.out.push(Fragment {
            kind,
            range,
            run,
            level,
            key,
            shaped,
            scale,
            width,
            break_after,
            soft_hyphen: false,
            missing: false,
            script,
        });
    }
}

/// Whether a text begins with a digit, and a Latin letter follows its digits at once.
fn begins_latin_word(text: &str) -> bool {
    let mut ahead = text.bytes().take(24).skip_while(u8::is_ascii_digit);
    text.starts_with(|first: char| first.is_ascii_digit())
        && ahead.next().is_some_and(|next| next.is_ascii_alphabetic())
}

/// As many brackets in each other are looked after: nobody reads more of them.
const PAIRS: usize = 16;

/// What closes a bracket.
const fn closing(opening: char) -> Option<char> {
    match opening {
        '(' => Some(')'),
        '[' => Some(']'),
        '{' => Some('}'),
        _ => None,
    }
}

/// The script that digits and signs without letters beside them belong to in a language from right to left. Programs that go
/// by places take a stop of another face for a part of the number before it.
fn script_of_signs(language: &Tag) -> Option<Script> {
    if Direction::of(language) == Direction::Ltr {
        return None;
    }
    match (language.script(), language.language()) {
        (Some(script), _) => Script::from_short_name(script),
        (None, "he" | "yi") => Some(Script::Hebrew),
        (None, "dv") => Some(Script::Thaana),
        (None, _) => Some(Script::Arabic),
    }
}

fn is_common(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// Han and kana, which stand in a full em and break anywhere.
pub(super) fn is_han(script: Script) -> bool {
    matches!(script, Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo)
}

/// Units of a face as points.
#[expect(clippy::cast_precision_loss, reason = "advances are far below 2^24 units")]
pub(super) fn to_points(units: i32, scale: f32) -> f32 {
    units as f32 * scale
}
