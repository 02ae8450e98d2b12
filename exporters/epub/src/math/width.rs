//! About how wide a formula is, by the size of its letters: not less than it is in the widest of the faces that are common
//! for formulas. A little too small is better than cut off.

use super::is_dropped;
use pamphlet_source::limits::MATHML_LEVELS;

/// The width of a part of a formula.
pub(super) fn width(node: roxmltree::Node<'_, '_>, depth: usize) -> f32 {
    if depth > MATHML_LEVELS {
        return 0.0;
    }
    let parts =
        || node.children().filter(|node| node.is_element() && !is_dropped(*node)).map(|part| width(part, depth + 1));
    let scripts = |of: f32| 0.71 * of + 0.06;
    let widest = |parts: &mut dyn Iterator<Item = f32>| parts.fold(0.0, f32::max);
    let text = node.text().map_or("", str::trim);
    match node.tag_name().name() {
        "mi" => match text.chars().next() {
            Some(letter) if text.chars().nth(1).is_none() => slanted(letter),
            Some(_) | None => words(text),
        },
        // Spaces at its ends are part of it.
        "mtext" | "ms" => words(node.text().unwrap_or_default()),
        "mn" => words(text),
        "mo" => sign(text),
        "mspace" => node.attribute("width").and_then(|width| width.strip_suffix("em")?.parse().ok()).unwrap_or(0.3),
        "mfrac" => widest(&mut parts()) + 0.3,
        "msqrt" | "mroot" => parts().sum::<f32>() + 0.9,
        "msub" | "msup" => parts().next().unwrap_or(0.0) + scripts(parts().skip(1).sum()),
        "msubsup" | "mmultiscripts" => parts().next().unwrap_or(0.0) + scripts(widest(&mut parts().skip(1))),
        "munder" | "mover" | "munderover" => {
            parts().next().unwrap_or(0.0).max(scripts(widest(&mut parts().skip(1)))) + 0.2
        }
        "mtable" => columns(node, depth).iter().map(|column| column + 0.8).sum(),
        _ => parts().sum(),
    }
}

/// The widths of the columns of a table: each is as wide as its widest cell.
pub(super) fn columns(table: roxmltree::Node<'_, '_>, depth: usize) -> Vec<f32> {
    let mut out = Vec::new();
    for row in table.children().filter(|node| matches!(node.tag_name().name(), "mtr" | "mlabeledtr")) {
        for (column, cell) in row.children().filter(roxmltree::Node::is_element).enumerate() {
            let wide = width(cell, depth + 2);
            match out.get_mut(column) {
                Some(before) => *before = wide.max(*before),
                None => out.push(wide),
            }
        }
    }
    out
}

/// A letter that stands for something, which is slanted.
fn slanted(letter: char) -> f32 {
    match letter {
        'i' | 'l' | 'ι' => 0.42,
        'j' | 't' | 'I' => 0.6,
        'm' | 'w' => 1.0,
        'M' | 'W' => 1.25,
        'H' | 'N' | 'Π' => 1.1,
        'A'..='Z' | 'Α'..='Ω' => 0.97,
        'α'..='ω' | 'ϕ' => 0.85,
        letter if is_wide(letter) => 1.0,
        _ => 0.77,
    }
}

/// Words and numbers, which are upright.
fn words(text: &str) -> f32 {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | '.' | ',' | ';' | ':' | '!' | '\'' | '|' => 0.33,
        'f' | 't' | 'r' | '-' | '(' | ')' | ' ' | '\u{A0}' => 0.42,
        'm' | 'M' | 'W' => 1.0,
        'w' => 0.85,
        letter if letter.is_uppercase() => 0.77,
        letter if is_wide(letter) => 1.0,
        _ => 0.65,
    };
    text.chars().map(letter).sum()
}

/// Letters as wide as high: from those of Chinese and Japanese on.
fn is_wide(letter: char) -> bool {
    letter >= '\u{2E80}' && !('\u{1D400}'..'\u{1D800}').contains(&letter)
}

/// A sign, with the room at its sides.
fn sign(text: &str) -> f32 {
    let mut letters = text.chars();
    let (Some(first), None) = (letters.next(), letters.next()) else {
        return if text.is_empty() { 0.0 } else { words(text) + 0.45 };
    };
    match first {
        // They say that something is applied, or multiplied, and show nothing.
        '\u{2061}'..='\u{2064}' => 0.0,
        ',' | ';' | ':' | '!' | '(' | ')' | '[' | ']' | '\u{2032}' => 0.5,
        '{' | '}' | '|' | '\u{2016}' | '\u{2225}' | '/' | '\u{B7}' | '\u{22C5}' | '\u{2202}' | '\u{2207}'
        | '\u{AC}' | '\u{2200}' | '\u{2203}' => 0.8,
        '\u{222C}' | '\u{2026}' | '\u{22EF}' => 1.6,
        '\u{222D}' => 1.9,
        '\u{27F5}'..='\u{27FF}' => 2.0,
        _ => 1.42,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formulas, and how wide Chromium sets them in the widest face that is common, that of `DejaVu`.
    const MEASURED: [(&str, f32); 11] = [
        (
            r"h(t) = h_0 + \sum_{k=1}^{37} A_k \cos(\omega_k t + \varphi_k) + \frac{1}{2} g t^2 + \int_0^{24} w(s) \, ds + \sqrt{\frac{r_1 + r_2}{m}}",
            32.7,
        ),
        (r"\underbrace{A + B + C + D + E + F + G + H + I + J + K + L + M + N + O + P + Q + R + S + T}_{n}", 42.2),
        (
            r"\text{a rather long sentence in a formula that is much wider than a page} = \alpha + \beta + \gamma + \delta + \epsilon",
            43.7,
        ),
        (
            r"(a+b)^{10} = a^{10} + 10a^9b + 45a^8b^2 + 120a^7b^3 + 210a^6b^4 + 252a^5b^5 + 210a^4b^6 + 120a^3b^7 + 45a^2b^8",
            50.2,
        ),
        (
            r"\begin{pmatrix} a_{11} & a_{12} & a_{13} & a_{14} & a_{15} & a_{16} & a_{17} \\ W & W & W & W & W & W & W \end{pmatrix} \begin{pmatrix} x_1 \\ x_2 \\ x_3 \end{pmatrix}",
            21.7,
        ),
        ("MMMMMMMMWWWWWWWWMMMMMMMMWWWWWWWW = mmmmmmmmmm", 49.7),
        ("1234567890123456789012345678901234567890123456789012345678901234567890", 44.5),
        (
            r"f(x) = \prod_{i=1}^{n} \left( \frac{x_i - \mu_i}{\sigma_i} \right) \Longrightarrow \lim_{n \to \infty} \frac{1}{n} \sum_{i=1}^{n} \left| x_i \right| \geq \iiint_V \nabla \cdot \mathbf{F} \, dV",
            26.5,
        ),
        (
            r"\operatorname{argmax}_{\theta} \log P(x \mid \theta) = \operatorname{argmax}_{\theta} \sum_i \log P(x_i \mid \theta), \quad \theta \in \mathbb{R}^{d}, \quad \lVert \theta \rVert \leq 1",
            33.9,
        ),
        (
            r"x \leftrightarrow y \Leftrightarrow z \rightarrow w \mapsto v \longrightarrow u \subseteq t \supseteq s \equiv r \approx q \neq p \leq o \geq n",
            26.3,
        ),
        (
            r"T(n) = \begin{cases} 1 & \text{if } n = 1 \text{ and there is nothing else} \\ 2T(n/2) + O(n \log n) + O(n) & \text{otherwise, for all natural numbers} \end{cases}",
            37.1,
        ),
    ];

    #[test]
    fn a_formula_is_not_wider_than_is_thought_nor_much_narrower() {
        for (source, measured) in MEASURED {
            let written = pamphlet_formula::tex::mathml(source, true).expect("is TeX");
            let parsed = roxmltree::Document::parse(&written).expect("is XML");
            let thought = width(parsed.root_element(), 0);
            assert!((measured..1.3 * measured).contains(&thought), "{thought} for {measured}: {source}");
        }
    }
}
