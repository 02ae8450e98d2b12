//! Formulas as lines of text, where [`crate::math`] does not understand them. The source stays with the element for
//! those who want it.

/// Names of commands and the characters they stand for.
const SYMBOLS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("cdot", "·"),
    ("times", "×"),
    ("div", "÷"),
    ("pm", "±"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("approx", "≈"),
    ("equiv", "≡"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("Rightarrow", "⇒"),
    ("in", "∈"),
    ("notin", "∉"),
    ("subset", "⊂"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "…"),
    ("quad", " "),
    ("qquad", " "),
    ("log", "log "),
    ("ln", "ln "),
    ("sin", "sin "),
    ("cos", "cos "),
    ("tan", "tan "),
    ("exp", "exp "),
    ("lim", "lim "),
    ("max", "max "),
    ("min", "min "),
    ("mid", " | "),
    ("lvert", "|"),
    ("rvert", "|"),
    ("oplus", "⊕"),
    ("otimes", "⊗"),
    ("left", ""),
    ("right", ""),
    ("displaystyle", ""),
    ("limits", ""),
    ("big", ""),
    ("Big", ""),
    ("bigl", ""),
    ("bigr", ""),
];

/// TeX as a line of text; what is not known stays as it is written.
pub(super) fn from_tex(source: &str) -> String {
    let characters: Vec<char> = source.chars().collect();
    let mut place = 0;
    let text = sequence(&characters, &mut place, 0);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sequence(source: &[char], place: &mut usize, depth: usize) -> String {
    let mut out = String::new();
    while let Some(character) = source.get(*place) {
        match character {
            '}' if depth > 0 => break,
            '{' | '\\' if depth < 40 => out.push_str(&argument(source, place, depth)),
            '^' | '_' => {
                *place += 1;
                let raised = argument(source, place, depth);
                let table = if *character == '^' { RAISED } else { LOWERED };
                match shifted(&raised, table) {
                    Some(small) => out.push_str(&small),
                    None if raised.chars().count() == 1 => {
                        out.push(*character);
                        out.push_str(&raised);
                    }
                    None => {
                        out.push(*character);
                        out.push('(');
                        out.push_str(&raised);
                        out.push(')');
                    }
                }
            }
            '&' | '~' => {
                out.push(' ');
                *place += 1;
            }
            _ => {
                out.push(*character);
                *place += 1;
            }
        }
    }
    out
}

const RAISED: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
];
const LOWERED: &[(char, char)] = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
];

fn shifted(text: &str, table: &[(char, char)]) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    text.chars().map(|c| table.iter().find(|(plain, _)| *plain == c).map(|(_, small)| *small)).collect()
}

fn argument(source: &[char], place: &mut usize, depth: usize) -> String {
    match source.get(*place) {
        Some('{') => {
            *place += 1;
            let inner = sequence(source, place, depth + 1);
            if source.get(*place) == Some(&'}') {
                *place += 1;
            }
            inner
        }
        Some('\\') => {
            *place += 1;
            command(source, place, depth)
        }
        Some(character) => {
            *place += 1;
            character.to_string()
        }
        None => String::new(),
    }
}

fn command(source: &[char], place: &mut usize, depth: usize) -> String {
    let mut name = String::new();
    while let Some(character) = source.get(*place).filter(|c| c.is_ascii_alphabetic()) {
        name.push(*character);
        *place += 1;
    }
    if name.is_empty() {
        let Some(character) = source.get(*place) else { return "\\".to_owned() };
        *place += 1;
        return match character {
            ',' | ';' | ':' | ' ' | '\\' => " ".to_owned(),
            '!' => String::new(),
            other => other.to_string(),
        };
    }
    let mut next = || argument(source, place, depth + 1);
    let grouped = |text: String| if text.chars().count() > 1 { format!("({text})") } else { text };
    match name.as_str() {
        "frac" | "dfrac" | "tfrac" => {
            let (above, below) = (grouped(next()), grouped(next()));
            format!("{above}/{below}")
        }
        "sqrt" => format!("√{}", grouped(next())),
        "binom" => format!("({} over {})", next(), next()),
        "text" | "mathrm" | "mathbf" | "mathit" | "mathcal" | "mathbb" | "operatorname" | "textbf" | "overline"
        | "hat" | "bar" | "vec" => next(),
        _ => SYMBOLS
            .iter()
            .find(|(known, _)| *known == name)
            .map_or_else(|| format!("\\{name}"), |(_, character)| (*character).to_owned()),
    }
}

/// `MathML` as a line of text: the text of its elements.
pub(super) fn from_mathml(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else {
            out.push_str(&rest[start..]);
            rest = "";
            break;
        };
        let tag = rest[start + 1..start + end].trim_start_matches('/');
        if tag.starts_with("mo") || tag.starts_with("mtr") || tag.starts_with("mtd") {
            out.push(' ');
        }
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    let text = out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_as_a_line() {
        assert_eq!(from_tex(r"\frac{a+b}{2} \leq \sqrt{x^2}"), "(a+b)/2 ≤ √(x²)");
        assert_eq!(from_tex(r"\sum_{i=1}^{10} x_i"), "∑_(i=1)¹⁰ x_i");
        assert_eq!(from_tex(r"\unknown{x"), r"\unknownx");
    }

    #[test]
    fn mathml_as_a_line() {
        assert_eq!(from_mathml("<math><mi>a</mi><mo>&lt;</mo><mn>3</mn></math>"), "a < 3");
    }
}
