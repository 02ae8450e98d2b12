//! Formulas read aloud.

use super::*;

fn said(source: &str, language: &str) -> String {
    spoken(MathNotation::Tex, source, &Tag::parse(language).expect("is a tag")).unwrap_or_else(|| "none".to_owned())
}

#[test]
fn what_is_simple_is_short_and_what_is_not_has_an_end() {
    let mut wrong = Vec::new();
    for (source, words) in [
        (r"\frac{a}{b}", "a over b"),
        (r"\frac{a+b}{c}", "fraction a plus b over c, end fraction"),
        (r"\frac{\frac{a}{b}}{c}", "fraction fraction a over b, end fraction over c, end fraction"),
        (r"x^2 + y^3 = z^n", "x squared plus y cubed equals z to the power n"),
        (r"x^{n+1}", "x to the power n plus 1, end power"),
        (r"x^{-1}", "x to the power minus 1"),
        (r"x_i", "x sub i"),
        (r"x_{i,j}^2", "x sub i, j, end sub squared"),
        (r"\sqrt{2}", "square root of 2"),
        (r"\sqrt{a^2+b^2}", "square root of a squared plus b squared, end root"),
        (r"\sqrt[3]{x}", "cube root of x"),
        (r"\sqrt[n]{x}", "root of order n of x"),
        (r"\sum_{i=1}^{n} i", "sum from i equals 1 to n of i"),
        (r"\prod_{p} p", "product over p of p"),
        (r"\int_0^\infty e^{-x}\,dx", "integral from 0 to infinity of e to the power minus x d x"),
        (r"\lim_{n \to \infty} a_n", "limit as n approaches infinity of a sub n"),
        (r"f: A \to B", "f: A right arrow B"),
        (r"\alpha + \Sigma", "alpha plus capital sigma"),
        (r"\binom{n}{k}", "n choose k"),
        (r"f'(x)", "f prime open parenthesis x close parenthesis"),
        (r"\sin x \leq \log_2 y", "sine x is less than or equal to log sub 2 y"),
        (r"\bar{x} \cdot \vec{v}", "x bar times vector v"),
        (r"x \in \mathbb{R}", "x is an element of the real numbers"),
        (r"\mathbf{A}\mathbf{x}", "A x"),
        (r"90^\circ", "90 degrees"),
        (r"p \text{ if } q", "p if q"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "2 by 2 matrix: row 1: a, b; row 2: c, d, end matrix"),
        (
            r"|x| = \begin{cases} x & x \geq 0 \\ -x & x < 0 \end{cases}",
            "vertical bar x vertical bar equals cases: x, x is greater than or equal to 0; minus x, x is less than 0, end cases",
        ),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a equals b; c equals d"),
    ] {
        let said = said(source, "en");
        if said != words {
            wrong.push(format!("{source}\n  said     {said}\n  expected {words}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_language_has_words_of_its_own() {
    let all: Vec<String> = ["ar", "de", "es", "fr", "hi", "it", "ja", "ru", "uk", "zh", "zh-Hant"]
        .iter()
        .map(|language| said(r"\sum_{i=1}^{n} \frac{\alpha_i}{2} \leq \sqrt{x+1}", language))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn mathml_is_spoken_too() {
    let english = Tag::parse("en").expect("is a tag");
    let of = |source: &str| spoken(MathNotation::MathMl, source, &english);
    assert_eq!(of("<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>").as_deref(), Some("a over 2"));
    assert_eq!(
        of("<mfenced><mi>a</mi><mi>b</mi></mfenced>").as_deref(),
        Some("open parenthesis a, b close parenthesis")
    );
    assert_eq!(of("<mmultiscripts><mi>a</mi></mmultiscripts>"), None, "what is not known is not guessed");
}

#[test]
fn what_cannot_be_said_stays_as_written() {
    assert_eq!(said(r"\frac{", "en"), "none");
    assert_eq!(said("x", "pl"), "none", "no words in Polish");
    let long = vec![r"\frac{a+b}{c+d}"; 400].join("+");
    assert_eq!(said(&long, "en"), "none", "too long");
    assert_eq!(said(&"{".repeat(200), "en"), "none");
}
