//! Where a key or a value stands in a text of YAML. The reader of YAML keeps no places, so they are searched for;
//! the answer is a help for people and nothing depends on it.

use pamphlet_source::yaml::Doubled;
use pamphlet_source::{Code, FilePlace, Finding, Severity, Spot};

/// Line and column of a key that is reached through the keys before it: `["source", "pages"]`. None when it is
/// not to be found, as in a map in flow style.
#[must_use]
pub(crate) fn of_key(text: &str, keys: &[&str]) -> Option<Spot> {
    let mut indentations: Vec<usize> = Vec::new();
    let mut found = 0;
    for (index, line) in text.lines().enumerate() {
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let indentation = line.len() - content.len();
        while indentations.last().is_some_and(|last| *last >= indentation) {
            indentations.pop();
            found = found.min(indentations.len());
        }
        let depth = indentations.len();
        let item = content.strip_prefix("- ").unwrap_or(content).trim_start();
        let is_key = keys.get(found).is_some_and(|key| {
            let quoted = item.strip_prefix(['"', '\'']);
            quoted
                .unwrap_or(item)
                .strip_prefix(key)
                .map(|rest| rest.trim_start_matches(['"', '\'']).trim_start())
                .is_some_and(|rest| rest.starts_with(':'))
        });
        if is_key && depth == found {
            found += 1;
            if found == keys.len() {
                return Some(spot(index, &line[..line.len() - item.len()]));
            }
        }
        indentations.push(indentation);
    }
    None
}

/// Line and column of a key of a TOML text: the first line that sets the last of `keys`, or the table of its name.
#[must_use]
pub(crate) fn of_toml_key(text: &str, keys: &[&str]) -> Option<Spot> {
    let key = keys.last()?;
    for (index, line) in text.lines().enumerate() {
        let item = line.trim_start();
        let name = item.trim_start_matches('[').trim_start_matches("project.");
        let name = name.trim_start_matches(['"', '\'']);
        let set = name
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(['=', ']', '.']));
        if set {
            return Some(spot(index, &line[..line.len() - item.len()]));
        }
    }
    None
}

/// Line and column of the first place where `word` stands as a whole value.
#[must_use]
pub fn of_value(text: &str, word: &str) -> Option<Spot> {
    if word.is_empty() {
        return None;
    }
    for (index, line) in text.lines().enumerate() {
        let mut from = 0;
        while let Some(at) = line[from..].find(word).map(|at| at + from) {
            let bounded =
                |neighbour: Option<char>| neighbour.is_none_or(|c| c.is_whitespace() || "\"',[](){}<>#:".contains(c));
            if bounded(line[..at].chars().next_back()) && bounded(line[at + word.len()..].chars().next()) {
                return Some(spot(index, &line[..at]));
            }
            from = at + word.len();
        }
    }
    None
}

/// A finding about a file of the site.
#[must_use]
pub fn finding(code: Code, path: &str, spot: Option<Spot>, message: &str, help: &str) -> Finding {
    at(code, Some(FilePlace::at(path, spot)), message, help)
}

/// A finding about the site as a whole.
#[must_use]
pub fn of_site(code: Code, message: &str, help: &str) -> Finding {
    at(code, None, message, help)
}

/// A finding about what stands somewhere, or nowhere.
#[must_use]
pub fn at(code: Code, place: Option<FilePlace>, message: &str, help: &str) -> Finding {
    Finding {
        place,
        code,
        severity: code.severity(),
        locale: None,
        page: None,
        message: message.to_owned(),
        help: Some(help.to_owned()),
        original: None,
        fix: Vec::new(),
        related: Vec::new(),
    }
}

/// That a key stands twice in a file that the website reads too, which takes the last.
#[must_use]
pub(crate) fn doubled(path: &str, key: &Doubled) -> Finding {
    let (message, help) = key.told();
    Finding { severity: Severity::Warning, ..finding(Code::InvalidConfiguration, path, key.spot, &message, help) }
}

/// The place behind `before` in the line of a number from 0.
fn spot(index: usize, before: &str) -> Spot {
    let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
    Spot::at(number(index + 1), number(before.chars().count() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# x\ntitle: A\nsource:\n  locale: en\n  pages: docs\nnav:\n  - Home: index.md\n  - \"b.md\"\npages: 1\n";

    #[test]
    fn finds_keys_and_values() {
        assert_eq!(of_key(TEXT, &["title"]), Some(Spot::at(2, 1)));
        assert_eq!(of_key(TEXT, &["source", "pages"]), Some(Spot::at(5, 3)));
        assert_eq!(of_key(TEXT, &["pages"]), Some(Spot::at(9, 1)));
        assert_eq!(of_key(TEXT, &["source", "nothing"]), None);
        assert_eq!(of_value(TEXT, "b.md"), Some(Spot::at(8, 6)));
        assert_eq!(of_value(TEXT, "index.md"), Some(Spot::at(7, 11)));
        assert_eq!(of_value(TEXT, "dex.md"), None);
    }
}
