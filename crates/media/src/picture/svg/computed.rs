//! Values that depend on others: `var()` of custom properties, and `light-dark()`, of which books and paper take the light
//! one. Programs that draw SVG without a style engine know neither, and fill with black.

use pamphlet_source::limits::{SVG_VALUE_BYTES, SVG_VALUE_STEPS};
use std::collections::HashMap;

/// The custom properties of style sheets; of several of one name the first, which is the one of a light ground.
pub(super) fn variables(css: &str) -> HashMap<&str, &str> {
    let mut out = HashMap::new();
    let mut from = 0;
    while let Some(at) = css[from..].find("--").map(|at| from + at) {
        let name = &css[at..];
        let name = &name[..name.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(name.len())];
        from = at + name.len().max(2);
        let declares = css[..at].trim_end().ends_with(['{', ';', '/']) || css[..at].trim().is_empty();
        if let Some(value) = css[from..].trim_start().strip_prefix(':').filter(|_| declares) {
            let value = &value[..value.find([';', '}', '{']).unwrap_or(value.len())];
            out.entry(name).or_insert(value.split('!').next().unwrap_or_default().trim());
        }
    }
    out
}

/// A value with `var()` and `light-dark()` worked out; none when something that it names is not there.
pub(super) fn compute(value: &str, variables: &HashMap<&str, &str>) -> Option<String> {
    let mut out = value.to_owned();
    for _ in 0..SVG_VALUE_STEPS {
        // The last that begins holds no other.
        let lower = out.to_ascii_lowercase();
        let (var, pair) = (lower.rfind("var("), lower.rfind("light-dark("));
        let Some(start) = var.max(pair) else { return Some(out) };
        let open = start + lower[start..].find('(')? + 1;
        let (first, second, end) = arguments(&out[open..])?;
        let part = if var == Some(start) {
            variables.get(first.trim()).copied().or(second).unwrap_or_default()
        } else {
            first
        };
        let part = part.trim();
        if part.is_empty() || out.len() + part.len() > SVG_VALUE_BYTES {
            return None;
        }
        out = format!("{}{part}{}", &out[..start], &out[open + end..]);
    }
    None
}

/// What stands before the first comma of a list in brackets, what behind it, and where the list has ended.
fn arguments(list: &str) -> Option<(&str, Option<&str>, usize)> {
    let (mut depth, mut comma) = (0_usize, None);
    for (at, character) in list.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => {
                let (first, second) = comma.map_or((at, None), |comma| (comma, Some(&list[comma + 1..at])));
                return Some((&list[..first], second, at + 1));
            }
            ')' => depth -= 1,
            ',' if depth == 0 => comma = comma.or(Some(at)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_worked_out() {
        let css =
            ":root{--ink: #c00; --deep:var(--ink)}\n@media dark{:root{--ink:#fff}} .a{fill:var(--ink);stroke:x--no:1}";
        let known = variables(css);
        assert_eq!(known.get("--ink"), Some(&"#c00"));
        let of = |value: &str| compute(value, &known);
        for (value, computed) in [
            ("var(--ink)", "#c00"),
            ("var( --deep )", "#c00"),
            ("var(--none, rgb(1, 2, 3))", "rgb(1, 2, 3)"),
            ("var(--none, var(--ink))", "#c00"),
            ("light-dark(#00c, #fff)", "#00c"),
            ("light-dark(var(--ink), var(--none, #fff))", "#c00"),
            ("1px var(--ink) x", "1px #c00 x"),
        ] {
            assert_eq!(of(value).as_deref(), Some(computed), "{value}");
        }
        for value in ["var(--none)", "var(--ink", "light-dark(", "var(--a,)"] {
            assert_eq!(of(value), None, "{value}");
        }
    }

    #[test]
    fn values_that_hold_themselves_come_to_an_end() {
        let known = variables("a{--a:var(--a) var(--a);--b:var(--b)}");
        assert_eq!(compute("var(--a)", &known), None);
        assert_eq!(compute("var(--b)", &known), None);
        assert_eq!(compute(&"var(--c,x)".repeat(1000), &known), None);
    }
}
