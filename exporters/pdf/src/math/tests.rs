//! Formulas as boxes.

use super::*;

fn formula(notation: MathNotation, source: &str, display: bool) -> Vec<Formula> {
    let english = Tag::parse("en").unwrap();
    let style = MathStyle { engine: Engine::shared(), language: &english, size: 10.0, display };
    set(notation, source, style).unwrap_or_default()
}

fn tex(source: &str) -> Formula {
    lines(formula(MathNotation::Tex, source, true), 1000.0, 0.0).remove(0)
}

/// The characters with the height of their baselines.
fn places(formula: &Formula) -> Vec<(String, f32, f32)> {
    formula
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Glyphs { text, x, y, .. } => Some((text.clone(), *x, *y)),
            Part::Rule { .. } => None,
        })
        .collect()
}

fn place(formula: &Formula, text: &str) -> (f32, f32) {
    let found = places(formula).into_iter().find(|(own, ..)| own.trim_matches(['_', '^', '/', '(', ')']) == text);
    found.map(|(_, x, y)| (x, y)).unwrap()
}

#[test]
fn what_is_copied_is_no_other_formula() {
    let said = |source| places(&tex(source)).into_iter().map(|(text, ..)| text).collect::<String>();
    assert_eq!(said("7776^7"), "7776^7");
    assert_eq!(said("\\log_2(n^{k})"), "log_2(n^k)");
    assert_eq!(said("x^{a+b}_{i}"), "x^(a+b)_i");
    assert_eq!(said("\\frac{a+b}{2}"), "(a+b)/2");
    assert_eq!(said("\\binom{n}{k}"), "(n¦k)");
    assert_eq!(said("\\sum_{i=1}^{n} i"), "∑^n_(i=1)i");
    assert_eq!(said("\\sqrt{x+1}"), "√(x+1)");
    assert_eq!(said("\\hat{x}"), "xˆ");
}

fn rules(formula: &Formula) -> usize {
    formula.parts.iter().filter(|part| matches!(part, Part::Rule { .. })).count()
}

#[test]
fn a_fraction_stands_around_its_rule() {
    let set = tex(r"\frac{a}{b}");
    assert!(place(&set, "a").1 > 2.0 && place(&set, "b").1 < -2.0, "{set:?}");
    assert_eq!(rules(&set), 1);
    // None stands out of the box that is said.
    for part in &set.parts {
        if let Part::Rule { x, width, .. } = part {
            assert!(*x >= 0.0 && x + width <= set.width);
        }
    }
}

#[test]
fn scripts_are_smaller_and_off_the_baseline() {
    let set = tex("x_i^2");
    assert!(place(&set, "2").1 > 2.0 && place(&set, "i").1 < 0.0);
    let sizes: Vec<f32> = set
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Glyphs { size, .. } => Some(*size),
            Part::Rule { .. } => None,
        })
        .collect();
    assert!(sizes[1] < sizes[0] * 0.85);
}

#[test]
fn limits_of_a_sum_stand_above_and_below_on_a_line_of_its_own() {
    let set = tex(r"\sum_{i=1}^{n} x");
    let (sum, one, n) = (place(&set, "∑"), place(&set, "1"), place(&set, "n"));
    assert!(n.1 > 7.0 && one.1 < -7.0, "{set:?}");
    assert!((n.0 - sum.0).abs() < 12.0);
    let line = lines(formula(MathNotation::Tex, r"\sum_{i=1}^{n} x", false), 1000.0, 0.0).remove(0);
    assert!(line.ascent + line.descent < set.ascent + set.descent);
}

#[test]
fn roots_and_fences_grow_with_what_they_hold() {
    let small = tex(r"\sqrt{x}");
    let large = tex(r"\sqrt{\frac{\frac{a}{b}}{c}}");
    assert!(large.ascent > small.ascent * 1.6);
    let fences = tex(r"\left( \begin{matrix} a & b \\ c & d \\ e & f \\ g & h \end{matrix} \right)");
    assert!(fences.ascent + fences.descent > 45.0);
    assert!(place(&fences, "a").1 > place(&fences, "c").1);
}

#[test]
fn accents_stand_close_and_names_keep_their_scripts() {
    let set = tex(r"\hat{x}");
    let (x, hat) = (place(&set, "x"), places(&set).into_iter().find(|(text, ..)| text != "x").unwrap());
    assert!(set.ascent < 9.0 && hat.2 < 5.0 && x.1 == 0.0, "{set:?}");
    assert_eq!(rules(&tex(r"\overline{AB}")), 1);
    let set = tex(r"p \log_2 p");
    assert!(place(&set, "2").1 < 0.0, "{set:?}");
    assert!(tex(r"\text{if }x").parts.iter().all(|part| !format!("{part:?}").contains("nbsp")));
}

#[test]
fn mathml_is_set_as_tex_is() {
    let set = formula(MathNotation::MathMl, "<mfrac><mi>a</mi><mi>b</mi></mfrac>", true).remove(0);
    assert_eq!(places(&set), places(&tex(r"\frac{a}{b}")));
}

#[test]
fn words_of_every_script_are_kept() {
    let set = tex(r"x = \text{число}");
    let words: String = places(&set).into_iter().map(|(text, ..)| text).collect();
    assert!(words.contains("число"), "{words}");
}

#[test]
fn lines_break_after_signs_and_what_is_too_wide_shrinks() {
    let pieces = formula(MathNotation::Tex, "a + b = c + d + e + f", false);
    assert_eq!(pieces.len(), 6);
    let lines = lines(pieces, 45.0, 10.0);
    assert!(lines.len() > 1 && lines.iter().all(|line| line.width <= 45.1), "{}", lines.len());
}

#[test]
fn what_is_not_understood_gives_none() {
    assert!(formula(MathNotation::Tex, r"\frac{", true).is_empty());
    assert!(formula(MathNotation::Tex, r"\def\a{\a}\a", true).is_empty());
    assert!(formula(MathNotation::Tex, &"{".repeat(300), true).is_empty());
    assert!(formula(MathNotation::MathMl, "<mi>x", true).is_empty());
}

#[test]
fn every_pair_of_scripts_stands_at_its_side() {
    let source = "<mmultiscripts><mi>R</mi><mi>a</mi><mi>b</mi><mi>c</mi><none/><mprescripts/><mi>d</mi><mi>e</mi>\
                  <none/><mi>f</mi></mmultiscripts>";
    let set = lines(formula(MathNotation::MathMl, source, false), 1000.0, 0.0).remove(0);
    let at = |name: char| {
        let all = places(&set);
        let found = all.iter().find(|(own, ..)| own.chars().any(|c| plain(c) == name));
        found.map_or_else(|| panic!("{name} is lost: {all:?}"), |(_, x, y)| (*x, *y))
    };
    let base = at('R');
    for (name, behind, above) in [
        ('a', true, false),
        ('b', true, true),
        ('c', true, false),
        ('d', false, false),
        ('e', false, true),
        ('f', false, true),
    ] {
        let (x, y) = at(name);
        assert_eq!((x > base.0, y > 0.0), (behind, above), "{name}");
    }
    assert!(at('c').0 > at('a').0 && at('f').0 > at('e').0);
}

/// The letter that a slanted one of mathematics is.
fn plain(character: char) -> char {
    use unicode_normalization::UnicodeNormalization;
    std::iter::once(character).nfkc().next().unwrap_or(character)
}

#[test]
fn the_sign_at_which_equations_meet_has_room_at_both_sides() {
    let alone = tex("a=b");
    let met = tex(r"\begin{aligned} a &= b \end{aligned}");
    let gap = |set: &Formula| place(set, "=").0 - place(set, "a").0;
    assert!((gap(&alone) - gap(&met)).abs() < 0.1, "{} {}", gap(&alone), gap(&met));
    assert!((alone.width - met.width).abs() < 0.1, "{} {}", alone.width, met.width);
}

#[test]
fn the_upper_limit_of_an_integral_stands_off_its_hook() {
    let set = tex(r"\int_0^1 x");
    let limit = |sign: &str| places(&set).into_iter().find(|(text, ..)| text.starts_with(sign)).map(|(_, x, _)| x);
    let (above, below) = (limit("^").unwrap(), limit("_").unwrap());
    assert!(above > below + 1.5, "{above} {below}");
}

#[test]
fn a_slanted_letter_does_not_touch_a_fence() {
    let second = |source: &str| places(&tex(source))[1].1;
    // By its box alone a letter would end where the next begins.
    assert!(second("P(x)") > second("Px") + 0.3, "{} {}", second("P(x)"), second("Px"));
    assert!(second("a(x)") < second("ax") + 0.6, "{} {}", second("a(x)"), second("ax"));
}
