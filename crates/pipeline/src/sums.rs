//! SHA-256, and lists of such sums as `sha256sum` writes and reads them.

use pamphlet_source::hexadecimal;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// A line of a list of sums, as `sha256sum` prints it: a name with a line break or a backslash is escaped, and the line
/// then begins with a backslash.
#[must_use]
pub fn sums_line(sum: &str, path: &str) -> String {
    if !path.contains(['\\', '\n', '\r']) {
        return format!("{sum}  {path}\n");
    }
    let escaped = path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
    format!("\\{sum}  {escaped}\n")
}

/// Reads a list of sums: sums by path. `None` when it is none.
#[must_use]
pub fn read_sums(text: &str) -> Option<BTreeMap<String, String>> {
    let mut sums = BTreeMap::new();
    for line in text.split_terminator('\n') {
        let (escaped, line) = line.strip_prefix('\\').map_or((false, line), |rest| (true, rest));
        let (sum, path) = line.split_once("  ")?;
        if sum.len() != 64 || !sum.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)) {
            return None;
        }
        let path = if escaped { unescaped(path)? } else { path.to_owned() };
        if sums.insert(path, sum.to_owned()).is_some() {
            return None;
        }
    }
    Some(sums)
}

fn unescaped(path: &str) -> Option<String> {
    let mut out = String::with_capacity(path.len());
    let mut letters = path.chars();
    while let Some(letter) = letters.next() {
        out.push(match letter {
            '\\' => match letters.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            other => other,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_odd_names_are_escaped_as_others_do() {
        let sum = sha256(b"");
        for path in ["a b", "two\nlines", "back\\slash", "\\n", "a\rb", "*star", " space"] {
            let line = sums_line(&sum, path);
            assert_eq!(line.lines().count(), 1, "{path:?}");
            assert_eq!(read_sums(&line), Some(BTreeMap::from([(path.to_owned(), sum.clone())])), "{path:?}");
        }
        assert_eq!(sums_line("s", "a\nb\\"), "\\s  a\\nb\\\\\n");
        for wrong in ["x", "abc  name\n", &format!("\\{sum}  a\\q\n"), &format!("{sum}  a\n{sum}  a\n")] {
            assert_eq!(read_sums(wrong), None, "{wrong:?}");
        }
    }
}
