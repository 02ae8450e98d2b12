//! From the tree to boxes.

mod scripts;
mod table;

use super::face::{Growth, MathFace};
use super::spacing::{AtomKind, between, is_fence, kind};
use super::{Formula, MathStyle, Part};
use crate::display::Color;
use crate::font::Theme;
use crate::paragraph::{Align, Content, Drawn, Setting, TextStyle, lay};
use pamphlet_formula::Element;
use pamphlet_locale::Direction;
use scripts::{limits, multiscripts, scripts};
use table::table;

/// What decides how an element is set.
#[derive(Clone, Copy)]
pub(super) struct Ctx<'a> {
    pub(super) face: &'static MathFace,
    pub(super) style: MathStyle<'a>,
    /// Large sums, limits above and below.
    pub(super) display: bool,
    /// How deep in scripts.
    pub(super) level: u8,
}

impl Ctx<'_> {
    pub(super) fn size(self) -> f32 {
        self.style.size * self.face.script_scale(self.level)
    }

    pub(super) fn script(self) -> Self {
        Self { display: false, level: (self.level + 1).min(2), ..self }
    }

    /// Numerators and the like: no large sums.
    pub(super) fn inner(self) -> Self {
        Self { display: false, ..self }
    }

    /// The line at which fractions and fences have their middle.
    pub(super) fn axis(self) -> f32 {
        self.face.measure(ttf_parser::math::Constants::axis_height) * self.size()
    }

    pub(super) fn rule(self) -> f32 {
        (self.face.measure(ttf_parser::math::Constants::fraction_rule_thickness) * self.size()).max(0.4)
    }
}

/// A formula as pieces between which a line may break: after relations and signs of its outermost row.
pub(super) fn pieces(tree: &Element, face: &'static MathFace, style: MathStyle<'_>) -> Vec<Formula> {
    let ctx = Ctx { face, style, display: style.display, level: 0 };
    let mut row = tree;
    while let ("math" | "mrow" | "mstyle" | "semantics" | "mpadded", [only]) =
        (row.name.as_str(), row.children.as_slice())
    {
        row = only;
    }
    if !matches!(row.name.as_str(), "math" | "mrow" | "mstyle") {
        return vec![element(row, ctx)];
    }
    let mut out: Vec<Formula> = Vec::new();
    let mut fresh = true;
    for (part, kind, room) in parts(&row.children, ctx) {
        if fresh {
            out.push(Formula::default());
        }
        if let Some(piece) = out.last_mut() {
            let x = piece.width + room;
            piece.width = x + part.width;
            piece.put(part, x, 0.0);
        }
        fresh = matches!(kind, AtomKind::Relation | AtomKind::Binary);
    }
    out
}

pub(super) fn row(children: &[Element], ctx: Ctx<'_>) -> Formula {
    let mut out = Formula::default();
    for (part, _, room) in parts(children, ctx) {
        let x = out.width + room;
        out.width = x + part.width;
        out.put(part, x, 0.0);
    }
    out
}

/// The parts of a row with their kinds and the room before each; fences are as high as what they hold.
fn parts(children: &[Element], ctx: Ctx<'_>) -> Vec<(Formula, AtomKind, f32)> {
    let size = ctx.size();
    let grows = |child: &Element| {
        core(child).name == "mo"
            && is_fence(core(child).text.trim())
            && core(child).flag("stretchy").unwrap_or(true)
            && core(child).ems("minsize").is_none()
    };
    let mut set: Vec<Option<Formula>> =
        children.iter().map(|child| (!grows(child)).then(|| element(child, ctx))).collect();
    let axis = ctx.axis();
    let half = set
        .iter()
        .flatten()
        .filter(|part| !part.parts.is_empty())
        .map(|part| (part.ascent - axis).max(part.descent + axis))
        .fold(size * 0.42, f32::max);
    for (slot, child) in set.iter_mut().zip(children) {
        if slot.is_none() {
            *slot = Some(fence(core(child).text.trim(), half * 2.0 * 0.97, ctx));
        }
    }
    let mut out: Vec<(Formula, AtomKind, f32)> = Vec::new();
    let mut before: Option<AtomKind> = None;
    let mut lean = 0.0;
    for (index, (part, child)) in set.into_iter().flatten().zip(children).enumerate() {
        let base = core(child);
        let mut own = match base.name.as_str() {
            "mo" => match (kind(base.text.trim()), base.attribute("form")) {
                (AtomKind::Ordinary, Some("prefix")) if is_fence(base.text.trim()) => AtomKind::Open,
                (AtomKind::Ordinary, Some("postfix")) if is_fence(base.text.trim()) => AtomKind::Close,
                (_, _) if base.text.trim() == "|" || base.text.trim() == "‖" => match base.attribute("form") {
                    Some("prefix") => AtomKind::Open,
                    Some("postfix") => AtomKind::Close,
                    Some(_) | None => AtomKind::Ordinary,
                },
                (kind, _) => kind,
            },
            "mi" if base.text.trim().chars().count() > 1 => AtomKind::Function,
            _ => AtomKind::Ordinary,
        };
        if part.parts.is_empty() && (base.name == "mspace" || base.text.trim() == "\u{2061}") {
            let advance = part.width;
            out.push((Formula { width: advance, ..Formula::default() }, AtomKind::Ordinary, 0.0));
            // Room that the author made stands for ours.
            before = if advance.abs() > 0.01 { None } else { before };
            continue;
        }
        // A sign before nothing, or after another operator, belongs to what follows.
        let first = matches!(
            before,
            None | Some(AtomKind::Binary | AtomKind::Relation | AtomKind::Open | AtomKind::Punctuation)
        );
        let last = index + 1 == children.len();
        if own == AtomKind::Binary && (first || last) {
            own = AtomKind::Ordinary;
        }
        let room = match (base.name == "mo").then(|| base.ems("lspace")).flatten() {
            Some(ems) => ems,
            None => before.map_or(0.0, |before| between(before, own, ctx.level > 0) / 18.0),
        };
        // A slanted letter does not lean into a fence.
        let leaning = if matches!(own, AtomKind::Open | AtomKind::Close) { lean } else { 0.0 };
        lean = if child.name == "mi" { lean_of(&part, ctx) } else { 0.0 };
        out.push((part, own, room * size + leaning));
        before = Some(own);
    }
    out
}

/// How far the glyph that a formula is made of leans out of it at its top, if it is a single one.
pub(super) fn lean_of(set: &Formula, ctx: Ctx<'_>) -> f32 {
    match set.parts.as_slice() {
        [Part::Glyphs { glyphs, size, face, .. }] if *face == ctx.face.id => match glyphs.as_slice() {
            [glyph] => ctx.face.lean(ttf_parser::GlyphId(glyph.id)) * size,
            _ => 0.0,
        },
        _ => 0.0,
    }
}

/// What an element is at heart: the base of its scripts, the only child of a row.
pub(super) fn core(element: &Element) -> &Element {
    let mut found = element;
    for _ in 0..64 {
        found = match (found.name.as_str(), found.children.as_slice()) {
            ("mrow" | "mstyle" | "mpadded", [only]) => only,
            ("msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover", [base, ..]) => {
                // Fences with scripts are set as they are.
                if base.name == "mo" && is_fence(base.text.trim()) {
                    return found;
                }
                base
            }
            _ => return found,
        };
    }
    found
}

fn fence(text: &str, least: f32, ctx: Ctx<'_>) -> Formula {
    let size = ctx.size();
    let Some(character) = text.chars().next() else { return Formula::default() };
    let Some(grown) = ctx.face.grown(character, least, size, Growth::Up) else { return words(text, ctx, false) };
    if grown.ascent + grown.descent < size * 1.2 {
        return grown;
    }
    // The middle of what grew stands on the axis.
    let shift = ctx.axis() - (grown.ascent - grown.descent) / 2.0;
    let mut out = Formula { width: grown.width, ..Formula::default() };
    out.put(grown, 0.0, shift);
    out
}

pub(super) fn element(element: &Element, ctx: Ctx<'_>) -> Formula {
    let children = element.children.as_slice();
    let size = ctx.size();
    match (element.name.as_str(), children) {
        ("mi", []) => identifier(element, ctx),
        ("mn", []) => letters(element.text.trim(), ctx, false),
        ("mo", []) => operator(element, ctx),
        ("mspace", _) => Formula { width: element.ems("width").unwrap_or(0.0) * size, ..Formula::default() },
        ("mfrac", [above, below]) => fraction(element, above, below, ctx),
        ("msqrt", _) => root(row(children, ctx), None, ctx),
        ("mroot", [base, degree]) => {
            let degree = self::element(degree, Ctx { level: 2, ..ctx.script() });
            root(self::element(base, ctx), Some(degree), ctx)
        }
        ("msub", [base, below]) => scripts(base, Some(below), None, ctx),
        ("msup", [base, above]) => scripts(base, None, Some(above), ctx),
        ("msubsup", [base, below, above]) => scripts(base, Some(below), Some(above), ctx),
        ("munder", [base, below]) => limits(element, base, Some(below), None, ctx),
        ("mover", [base, above]) => limits(element, base, None, Some(above), ctx),
        ("munderover", [base, below, above]) => limits(element, base, Some(below), Some(above), ctx),
        ("mmultiscripts", [base, around @ ..]) => multiscripts(base, around, ctx),
        ("mtable", rows) => table(element, rows, ctx),
        ("mfenced", _) => {
            let open = element.attribute("open").unwrap_or("(").to_owned();
            let close = element.attribute("close").unwrap_or(")").to_owned();
            let fence = |text: String| Element { name: "mo".to_owned(), text, ..Element::default() };
            let mut inner = vec![fence(open)];
            for (index, child) in children.iter().enumerate() {
                if index > 0 {
                    inner.push(fence(",".to_owned()));
                }
                inner.push(child.clone());
            }
            inner.push(fence(close));
            row(&inner, ctx)
        }
        ("mphantom", _) => Formula { parts: Vec::new(), ..row(children, ctx) },
        ("mstyle", _) => {
            let display = element.flag("displaystyle").unwrap_or(ctx.display);
            let level = element.attribute("scriptlevel").and_then(|level| level.parse::<u8>().ok());
            row(children, Ctx { display, level: level.map_or(ctx.level, |level| level.min(2)), ..ctx })
        }
        ("menclose", _) => enclosed(element, row(children, ctx), ctx),
        // Words, and elements that are not known: they show what they hold.
        (_, []) => words(&element.text, ctx, true),
        (_, _) => row(children, ctx),
    }
}

/// What stands above, below or small beside something, with the sign that says so in its text: in brackets when it is
/// more than a name or a number.
pub(super) fn part_of(element: &Element, sign: &str, ctx: Ctx<'_>) -> Formula {
    let set = self::element(element, ctx);
    if core(element).children.is_empty() { set.said(sign, "") } else { set.said(&format!("{sign}("), ")") }
}

/// A letter as formulas write it: slanted, unless it is told not to be.
fn identifier(element: &Element, ctx: Ctx<'_>) -> Formula {
    let text = element.text.trim();
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => {
            let normal = element.attribute("mathvariant").is_some_and(|variant| variant == "normal");
            let shown = if normal { character } else { slanted(character) };
            match ctx.face.glyph(shown).or_else(|| ctx.face.glyph(character)) {
                Some(glyph) => ctx.face.set(glyph, character, ctx.size()),
                None => words(text, ctx, true),
            }
        }
        _ => letters(text, ctx, true),
    }
}

/// The slanted form of a letter among the mathematical alphanumerics (Unicode, 1D400).
pub(super) fn slanted(character: char) -> char {
    let from = |first: char, to: u32| char::from_u32(to + (character as u32 - first as u32)).unwrap_or(character);
    match character {
        'h' => 'ℎ',
        'a'..='z' => from('a', 0x1D44E),
        'A'..='Z' => from('A', 0x1D434),
        'α'..='ω' => from('α', 0x1D6FC),
        'ϵ' => '𝜖',
        'ϑ' => '𝜗',
        'ϕ' => '𝜙',
        'ϱ' => '𝜚',
        'ϖ' => '𝜛',
        _ => character,
    }
}

/// Upright characters; what the font of formulas lacks is set as words.
fn letters(text: &str, ctx: Ctx<'_>, name: bool) -> Formula {
    let mut out = Formula::default();
    for character in text.chars() {
        let Some(glyph) = ctx.face.glyph(character) else { return words(text, ctx, name) };
        let set = ctx.face.set(glyph, character, ctx.size());
        let x = out.width;
        out.width += set.width;
        out.put(set, x, 0.0);
    }
    out
}

/// Words, in the faces of the text.
pub(super) fn words(text: &str, ctx: Ctx<'_>, spaces: bool) -> Formula {
    let size = ctx.size();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = Formula::default();
    let space = size * 0.25;
    if spaces && text.starts_with(char::is_whitespace) {
        out.width += space;
    }
    if words.is_empty() {
        return out;
    }
    let style = TextStyle::plain(Theme::Serif, size, Color::BLACK);
    let mut content = Content::default();
    content.push_verbatim(&words.replace(' ', "\u{A0}"), style, ctx.style.language, None, None);
    let setting = Setting {
        width: 1.0e6,
        beside: Vec::new(),
        indent: 0.0,
        align: Align::Start,
        direction: Direction::Ltr,
        leading: size * 1.2,
        hyphenate: false,
    };
    if let Some(line) = lay(ctx.style.engine, &content, &setting).lines.into_iter().next() {
        for (_, drawn) in line.drawn {
            if let Drawn::Glyphs(piece) = drawn {
                out.parts.push(Part::Glyphs {
                    x: out.width + piece.x,
                    y: piece.rise,
                    face: piece.face,
                    size: piece.size,
                    text: piece.text,
                    glyphs: piece.glyphs,
                    right_to_left: piece.right_to_left,
                });
            }
        }
        out.width += line.width;
        out.ascent = size * 0.72;
        out.descent = size * 0.22;
    }
    if spaces && text.ends_with(char::is_whitespace) {
        out.width += space;
    }
    out
}

fn operator(element: &Element, ctx: Ctx<'_>) -> Formula {
    let text = element.text.trim();
    let size = ctx.size();
    let mut characters = text.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else { return letters(text, ctx, true) };
    if matches!(character, '\u{2061}'..='\u{2064}') {
        return Formula::default();
    }
    let character = if character == '-' { '−' } else { character };
    if ctx.display && kind(text) == AtomKind::Large && element.flag("largeop").unwrap_or(true) {
        let least = ctx.face.display_operator() * size;
        if let Some(grown) = ctx.face.grown(character, least, size, Growth::Up) {
            let shift = ctx.axis() - (grown.ascent - grown.descent) / 2.0;
            let mut out = Formula { width: grown.width, ..Formula::default() };
            out.put(grown, 0.0, shift);
            return out;
        }
    }
    if let Some(ems) = element.ems("minsize").filter(|_| is_fence(text)) {
        return fence(text, ems * size, ctx);
    }
    match ctx.face.glyph(character) {
        Some(glyph) => ctx.face.set(glyph, character, size),
        None => words(text, ctx, false),
    }
}

fn fraction(element: &Element, above: &Element, below: &Element, ctx: Ctx<'_>) -> Formula {
    let inner = if ctx.display { ctx.inner() } else { ctx.script() };
    let bare = element.ems("linethickness").is_some_and(|ems| ems == 0.0);
    let (above, below) = (part_of(above, "", inner), part_of(below, if bare { "¦" } else { "/" }, inner));
    let size = ctx.size();
    let rule = if bare { 0.0 } else { ctx.rule() };
    let axis = ctx.axis();
    let gap = size * if ctx.display { 0.17 } else { 0.09 } + rule;
    let side = size * 0.1;
    let width = above.width.max(below.width) + side * 2.0;
    let mut out = Formula { width, ..Formula::default() };
    let (up, down) = (axis + rule / 2.0 + gap + above.descent, axis - rule / 2.0 - gap - below.ascent);
    // Numerators of a line stand on one height, unless what is in them needs more.
    let (up, down) = (up.max(size * 0.4), down.min(-size * 0.36));
    let (left_above, left_below) = ((width - above.width) / 2.0, (width - below.width) / 2.0);
    out.put(above, left_above, up);
    if rule > 0.0 {
        let x = side * 0.5;
        out.parts.push(Part::Rule { x, y: axis - rule / 2.0, width: width - side, height: rule });
    }
    out.put(below, left_below, down);
    out
}

fn root(base: Formula, degree: Option<Formula>, ctx: Ctx<'_>) -> Formula {
    let size = ctx.size();
    let rule = ctx.rule();
    let gap = size * if ctx.display { 0.14 } else { 0.08 };
    let ascent = base.ascent.max(size * 0.45);
    let least = ascent + base.descent + gap + rule;
    let Some(sign) = ctx.face.grown('√', least, size, Growth::Up) else { return base };
    let base = if base.parts.len() > 1 { base.said("(", ")") } else { base };
    // The sign hangs from the rule.
    let top = ascent + gap + rule;
    let (sign_width, shift) = (sign.width, top - sign.ascent);
    let mut out = Formula::default();
    let mut x = 0.0;
    if let Some(degree) = degree {
        let lift = (top + sign.descent - shift) * 0.6 - (sign.descent - shift) + degree.descent;
        let width = degree.width;
        x = (width - sign_width * 0.45).max(0.0);
        let left = (sign_width * 0.45 - width).max(0.0);
        out.put(degree, left, lift.max(size * 0.3));
    }
    out.put(sign, x, shift);
    let width = base.width;
    out.parts.push(Part::Rule {
        x: x + sign_width - 0.2,
        y: top - rule,
        width: width + size * 0.08 + 0.2,
        height: rule,
    });
    out.ascent = out.ascent.max(top);
    out.put(base, x + sign_width, 0.0);
    out.width = x + sign_width + width + size * 0.08;
    out
}

fn enclosed(element: &Element, base: Formula, ctx: Ctx<'_>) -> Formula {
    let size = ctx.size();
    let notation = element.attribute("notation").unwrap_or("longdiv").to_owned();
    let rule = ctx.rule();
    let pad = size * 0.2;
    let (ascent, descent, width) = (base.ascent + pad, base.descent + pad, base.width + pad * 2.0);
    let mut out = Formula { width, ascent, descent, parts: Vec::new() };
    out.put(base, pad, 0.0);
    let has = |name: &str| notation.split_whitespace().any(|own| own == name || own == "box" || own == "roundedbox");
    let mut side = |on: bool, x: f32, y: f32, width: f32, height: f32| {
        if on {
            out.parts.push(Part::Rule { x, y, width, height });
        }
    };
    side(has("top"), 0.0, ascent - rule, width, rule);
    side(has("bottom"), 0.0, -descent, width, rule);
    side(has("left"), 0.0, -descent, rule, ascent + descent);
    side(has("right"), width - rule, -descent, rule, ascent + descent);
    let strike = notation.split_whitespace().any(|own| own.contains("strike"));
    side(strike, 0.0, ctx.axis() - rule / 2.0, width, rule);
    out
}
