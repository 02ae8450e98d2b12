//! Where a key or a value stands in a text of YAML. The reader of YAML keeps no places, so they are searched for;
//! the answer is a help for people and nothing depends on it.

use pamphlet_source::{Code, Finding};

/// Line and column of a key that is reached through the keys before it: `["source", "pages"]`. `(0, 0)` when it is
/// not to be found, as in a map in flow style.
#[must_use]
pub fn of_key(text: &str, keys: &[&str]) -> (u32, u32) {
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
                return (number(index + 1), number(line[..line.len() - item.len()].chars().count() + 1));
            }
        }
        indentations.push(indentation);
    }
    (0, 0)
}

/// Line and column of a key of a TOML text: the first line that sets the last of `keys`, or the table of its name.
#[must_use]
pub fn of_toml_key(text: &str, keys: &[&str]) -> (u32, u32) {
    let Some(key) = keys.last() else { return (0, 0) };
    for (index, line) in text.lines().enumerate() {
        let item = line.trim_start();
        let name = item.trim_start_matches('[').trim_start_matches("project.");
        let name = name.trim_start_matches(['"', '\'']);
        let set = name
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(['=', ']', '.']));
        if set {
            return (number(index + 1), number(line[..line.len() - item.len()].chars().count() + 1));
        }
    }
    (0, 0)
}

/// Line and column of the first place where `word` stands as a whole value.
#[must_use]
pub fn of_value(text: &str, word: &str) -> (u32, u32) {
    if word.is_empty() {
        return (0, 0);
    }
    for (index, line) in text.lines().enumerate() {
        let mut from = 0;
        while let Some(at) = line[from..].find(word).map(|at| at + from) {
            let bounded =
                |neighbour: Option<char>| neighbour.is_none_or(|c| c.is_whitespace() || "\"',[](){}<>#:".contains(c));
            if bounded(line[..at].chars().next_back()) && bounded(line[at + word.len()..].chars().next()) {
                return (number(index + 1), number(line[..at].chars().count() + 1));
            }
            from = at + word.len();
        }
    }
    (0, 0)
}

/// A finding about a file of the configuration.
#[must_use]
pub fn finding(code: Code, path: &str, (line, column): (u32, u32), message: &str, help: &str) -> Finding {
    Finding {
        path: path.to_owned(),
        line,
        column,
        end_line: line,
        end_column: column,
        code,
        severity: code.severity(),
        locale: None,
        page: None,
        message: message.to_owned(),
        help: Some(help.to_owned()),
        original: None,
        fix: Vec::new(),
        related: Vec::new(),
        quoted: String::new(),
        quoted_from: 1,
    }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# x\ntitle: A\nsource:\n  locale: en\n  pages: docs\nnav:\n  - Home: index.md\n  - \"b.md\"\npages: 1\n";

    #[test]
    fn finds_keys_and_values() {
        assert_eq!(of_key(TEXT, &["title"]), (2, 1));
        assert_eq!(of_key(TEXT, &["source", "pages"]), (5, 3));
        assert_eq!(of_key(TEXT, &["pages"]), (9, 1));
        assert_eq!(of_key(TEXT, &["source", "nothing"]), (0, 0));
        assert_eq!(of_value(TEXT, "b.md"), (8, 6));
        assert_eq!(of_value(TEXT, "index.md"), (7, 11));
        assert_eq!(of_value(TEXT, "dex.md"), (0, 0));
    }
}
