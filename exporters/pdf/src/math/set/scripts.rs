//! What stands small beside a base, or above and below it.

use super::{Ctx, core, element, lean_of, part_of, slanted};
use crate::math::face::Growth;
use crate::math::spacing::{AtomKind, kind};
use crate::math::{Formula, Part};
use pamphlet_formula::Element;

pub(super) fn scripts(base: &Element, below: Option<&Element>, above: Option<&Element>, ctx: Ctx<'_>) -> Formula {
    let set_base = element(base, ctx);
    let size = ctx.size();
    let below = below.map(|below| part_of(below, "_", ctx.script()));
    let above = above.map(|above| part_of(above, "^", ctx.script()));
    // The glyph that is drawn decides: a large integral leans more than a small one.
    let lean = lean_of(&set_base, ctx);
    let mut out = Formula { width: set_base.width, ..Formula::default() };
    let (ascent, descent, width) = (set_base.ascent, set_base.descent, set_base.width);
    out.put(set_base, 0.0, 0.0);
    let gap = size * 0.05;
    let (up, down) = shifts((ascent, descent), below.as_ref(), above.as_ref(), ctx);
    if let (Some(above), Some(up)) = (above, up) {
        out.width = out.width.max(width + lean + above.width + gap);
        out.put(above, width + lean, up);
    }
    if let (Some(below), Some(down)) = (below, down) {
        out.width = out.width.max(width + below.width + gap);
        out.put(below, width, -down);
    }
    out
}

/// How far scripts stand above and below the baseline of a base of a height and a depth.
fn shifts(
    (ascent, descent): (f32, f32),
    below: Option<&Formula>,
    above: Option<&Formula>,
    ctx: Ctx<'_>,
) -> (Option<f32>, Option<f32>) {
    let size = ctx.size();
    let measure = |pick: fn(&ttf_parser::math::Constants<'static>) -> ttf_parser::math::MathValue<'static>| {
        ctx.face.measure(pick) * size
    };
    let mut up = above.map(|above| {
        measure(ttf_parser::math::Constants::superscript_shift_up)
            .max(ascent - measure(ttf_parser::math::Constants::superscript_baseline_drop_max))
            .max(above.descent + size * 0.12)
    });
    let mut down = below.map(|below| {
        measure(ttf_parser::math::Constants::subscript_shift_down)
            .max(descent + measure(ttf_parser::math::Constants::subscript_baseline_drop_min))
            .max(below.ascent - size * 0.36)
    });
    if let (Some(above), Some(below), Some(high), Some(low)) = (above, below, &mut up, &mut down) {
        let between = (*high - above.descent) - (below.ascent - *low);
        let least = size * 0.16;
        if between < least {
            let more = (least - between) / 2.0;
            *high += more;
            *low += more;
        }
    }
    (up, down)
}

/// Pairs of scripts behind a base, and before it those that follow `mprescripts`; each pair a column of its own.
pub(super) fn multiscripts(base: &Element, around: &[Element], ctx: Ctx<'_>) -> Formula {
    let set_base = element(base, ctx);
    let extent = (set_base.ascent, set_base.descent);
    let gap = ctx.size() * 0.05;
    let script = |own: Option<&Element>, sign: &str| {
        own.filter(|own| !matches!(own.name.as_str(), "none" | "mprescripts"))
            .map(|own| part_of(own, sign, ctx.script()))
    };
    let column = |pair: &[Element], before: bool| {
        let (below, above) = (script(pair.first(), "_"), script(pair.get(1), "^"));
        let (up, down) = shifts(extent, below.as_ref(), above.as_ref(), ctx);
        let width = [&below, &above].into_iter().flatten().map(|own| own.width).fold(0.0, f32::max);
        let mut out = Formula { width: width + gap, ..Formula::default() };
        // Scripts stand close to their base.
        let mut put = |own: Formula, y: f32| {
            let x = if before { width - own.width } else { gap };
            out.put(own, x, y);
        };
        if let (Some(below), Some(down)) = (below, down) {
            put(below, -down);
        }
        if let (Some(above), Some(up)) = (above, up) {
            put(above, up);
        }
        out
    };
    let middle = around.iter().position(|own| own.name == "mprescripts").unwrap_or(around.len());
    let (behind, before) = (&around[..middle], around.get(middle + 1..).unwrap_or_default());
    let mut parts: Vec<Formula> = before.chunks(2).map(|pair| column(pair, true)).collect();
    parts.push(set_base);
    parts.extend(behind.chunks(2).map(|pair| column(pair, false)));
    let mut out = Formula { width: parts.iter().map(|part| part.width).sum(), ..Formula::default() };
    let mut x = 0.0;
    for part in parts {
        let width = part.width;
        out.put(part, x, 0.0);
        x += width;
    }
    out
}

/// Whether what stands above or below a base is an accent of it.
fn is_accent(element: &Element, script: &Element) -> bool {
    const SIGNS: [&str; 16] = ["¯", "‾", "^", "ˆ", "~", "˜", "→", "⃗", "˙", "¨", "_", "⏞", "⏟", "ˇ", "`", "´"];
    let own = core(script);
    let text = own.text.trim();
    // pulldown-latex writes accents that do not grow as identifiers.
    matches!(own.name.as_str(), "mo" | "mi")
        && (element.flag("accent") == Some(true)
            || own.flag("accent") == Some(true)
            || own.flag("stretchy") == Some(true)
            || SIGNS.contains(&text))
}

pub(super) fn limits(
    element: &Element,
    base: &Element,
    below: Option<&Element>,
    above: Option<&Element>,
    ctx: Ctx<'_>,
) -> Formula {
    let heart = core(base);
    let movable = kind(heart.text.trim()) == AtomKind::Large || heart.flag("movablelimits") == Some(true);
    if movable && !ctx.display && heart.flag("movablelimits") != Some(false) {
        return scripts(base, below, above, ctx);
    }
    let set_base = super::element(base, ctx);
    let size = ctx.size();
    let is_accent = |script: &Element| is_accent(element, script);
    let mut out = Formula { width: set_base.width, ..Formula::default() };
    let (ascent, descent, width) = (set_base.ascent, set_base.descent, set_base.width);
    let lean = match (heart.name.as_str(), heart.text.trim().chars().next()) {
        ("mi", Some(character)) => ctx.face.glyph(slanted(character)).map_or(0.0, |glyph| ctx.face.lean(glyph) * size),
        _ => 0.0,
    };
    out.put(set_base, 0.0, 0.0);
    let mut place = |script: &Element, over: bool| {
        let text = core(script).text.trim().to_owned();
        let accent = is_accent(script);
        if accent && matches!(text.as_str(), "¯" | "‾" | "_" | "―") {
            let rule = ctx.rule();
            let y = if over { ascent + size * 0.1 } else { -descent - size * 0.1 - rule };
            out.parts.push(Part::Rule { x: 0.0, y, width, height: rule });
            out.ascent = out.ascent.max(y + rule);
            out.descent = out.descent.max(-y);
            return;
        }
        let grown = text.chars().next().filter(|_| accent).and_then(|character| {
            let character = match character {
                '^' => 'ˆ',
                '~' => '˜',
                other => other,
            };
            let stretchy = core(script).flag("stretchy").unwrap_or(width > size);
            let least = if stretchy { width * 0.9 } else { 0.0 };
            ctx.face.grown(character, least, size, Growth::Along)
        });
        let close = grown.is_some();
        let sign = if over { "^" } else { "_" };
        let set = grown.unwrap_or_else(|| part_of(script, sign, ctx.script()));
        let gap = if close { size * 0.04 } else { size * 0.16 };
        let x = (width - set.width) / 2.0 + if close && over { lean } else { 0.0 };
        let lowest = set
            .parts
            .iter()
            .find_map(|part| match part {
                Part::Glyphs { glyphs, size, .. } if close => {
                    glyphs.first().map(|glyph| ctx.face.lowest(glyph.id) * size)
                }
                Part::Glyphs { .. } | Part::Rule { .. } => None,
            })
            .unwrap_or(-set.descent);
        let y = if over { ascent + gap - lowest } else { -descent - gap - set.ascent };
        out.put(set, x, y);
    };
    let mut left = 0.0_f32;
    for (script, over) in above.into_iter().map(|script| (script, true)).chain(below.map(|script| (script, false))) {
        if !is_accent(script) {
            left = left.max((super::element(script, ctx.script()).width - width) / 2.0);
        }
        place(script, over);
    }
    // Limits that are wider than what they belong to push it in.
    if left > 0.0 {
        for part in &mut out.parts {
            part.shift(left, 0.0);
        }
        out.width += left * 2.0;
    }
    out
}
