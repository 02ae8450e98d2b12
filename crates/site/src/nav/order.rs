//! The order in which plugins for the navigation sort names.

/// A part of a name: letters, and the number behind them.
type Part = (Vec<(char, char)>, Option<(usize, String)>);

/// The key of a name: numbers by their value, letters of both cases side by side, capitals first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Natural(Vec<Vec<Part>>);

impl Natural {
    /// The key of a name.
    pub(crate) fn of(name: &str) -> Self {
        Self(vec![parts(name)])
    }

    /// The key of a name whose capitals come before all other letters.
    pub(crate) fn capitals_first(name: &str) -> Self {
        let mut parts = parts(name);
        parts.iter_mut().flat_map(|(letters, _)| letters).for_each(|(folded, letter)| *folded = *letter);
        Self(vec![parts])
    }

    /// The key of a path: folder by folder, and what stands before the ending of a name before the ending.
    pub(crate) fn of_path(path: &str) -> Self {
        let (folder, name) = crate::path::split(path);
        let mut keys: Vec<Vec<Part>> = folder.split('/').filter(|part| !part.is_empty()).map(parts).collect();
        match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
            Some((stem, ending)) => keys.extend([parts(stem), parts(ending)]),
            None => keys.push(parts(name)),
        }
        Self(keys)
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let letters = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (before, after) = rest.split_at(letters);
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        let value = number.trim_start_matches('0');
        let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
        let letters = before.chars().map(|c| (lower(c), c)).collect();
        found.push((letters, (!number.is_empty()).then(|| (value.len(), value.to_owned()))));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_cases() {
        let mut names = ["b.md", "a10.md", "A2.md", "a2.md", "a1.md", "B.md"];
        names.sort_by_key(|name| Natural::of_path(name));
        assert_eq!(names, ["A2.md", "a1.md", "a2.md", "a10.md", "B.md", "b.md"]);
        assert!(Natural::of_path("a/b.md") < Natural::of_path("a-1/b.md"));
        assert!(Natural::of("part 9") < Natural::of("part 10"));
        assert!(Natural::of("n") < Natural::of("R"));
        assert!(Natural::capitals_first("R") < Natural::capitals_first("n"));
    }
}
