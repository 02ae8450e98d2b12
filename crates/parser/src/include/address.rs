//! Addresses of a file that is put into another one: relative to the file that it is put into.

use crate::scan::Ticks;
use crate::text::{Edit, Line, Texts};

/// Writes the relative addresses of lines anew: those of links, pictures, definitions and attributes. `from` is the file
/// that they stand in, `to` the page.
pub(crate) fn rewrite(texts: &mut Texts, lines: &mut [Line], from: &str, to: &str) {
    let (from, to) = (parent(from), parent(to));
    if from == to {
        return;
    }
    let mask = crate::scan::code_mask(texts.as_str(), lines);
    for (line, is_code) in lines.iter_mut().zip(mask) {
        if is_code {
            continue;
        }
        let text = texts.text(*line);
        let edits: Vec<Edit> = addresses(text)
            .into_iter()
            .filter(|&(start, end)| is_relative(&text[start..end]))
            .map(|(start, end)| Edit { at: start, cut: end - start, put: moved(&text[start..end], from, to).into() })
            .collect();
        if !edits.is_empty() {
            *line = texts.rewrite(*line, &edits);
        }
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn is_relative(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    !address.is_empty() && !address.starts_with(['/', '#', '?', '{', '<']) && !first.contains(':')
}

/// Where addresses stand in a line, from byte to byte.
fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut ticks = Ticks::default();
    let mut at = 0;
    let end_of = |from: usize, ends: &[char]| text[from..].find(ends).map_or(text.len(), |end| from + end);
    if let Some((_, after)) =
        crate::scan::definition(text.trim_start(), "[").filter(|(label, _)| !label.starts_with('^'))
    {
        let lead = text.len() - text.trim_start().len();
        let rest = &text[lead + after..];
        let start = lead + after + (rest.len() - rest.trim_start().len());
        let start = start + usize::from(text[start..].starts_with('<'));
        found.push((start, end_of(start, &[' ', '\t', '>'])));
        return found;
    }
    while let Some(next) = text[at..].find(['`', '(', '"', '\'']).map(|next| at + next) {
        let before = &text[..next];
        at = next + 1;
        match text.as_bytes()[next] {
            b'`' => at = ticks.skip(text, next).max(at),
            b'(' if before.ends_with(']') => {
                let start = at + usize::from(text[at..].starts_with('<'));
                let end = if start > at { end_of(start, &['>']) } else { end_of(start, &[')', ' ', '\t']) };
                found.push((start, end));
                at = end;
            }
            quote @ (b'"' | b'\'')
                if ["href=", "src=", "data-src=", "poster="].iter().any(|key| before.ends_with(key)) =>
            {
                let end = end_of(at, &[char::from(quote)]);
                found.push((at, end));
                at = end;
            }
            _ => {}
        }
    }
    found
}

/// The address as it is from another folder.
fn moved(address: &str, from: &str, to: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    let to: Vec<&str> = to.split('/').filter(|part| !part.is_empty()).collect();
    let shared = parts.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = "../".repeat(to.len() - shared);
    let folder = if path.ends_with('/') && shared < parts.len() { "/" } else { "" };
    format!("{up}{}{folder}{rest}", parts[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use pamphlet_source::SourceId;

    fn rewritten(text: &str, from: &str, to: &str) -> String {
        let mut texts = Texts::new(SourceId(0), text);
        let mut lines = text::lines(texts.as_str(), 0);
        rewrite(&mut texts, &mut lines, from, to);
        lines.iter().map(|&line| texts.text(line)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn addresses_are_those_of_the_page() {
        for (written, wanted) in [
            ("[a](docs/a.md#x \"T\") ![p](<img/p q.png>)", "[a](a.md#x \"T\") ![p](<../img/p q.png>)"),
            ("[x]: docs/b/ 'T'", "[x]: b/ 'T'"),
            ("<img src=\"img/p.png\"> `[c](d.md)`", "<img src=\"../img/p.png\"> `[c](d.md)`"),
            (
                "[u](https://e.org) [m](mailto:a@b) [h](#h) [r](/r) [^1]: a.md",
                "[u](https://e.org) [m](mailto:a@b) [h](#h) [r](/r) [^1]: a.md",
            ),
            ("```\n[a](docs/a.md)\n```", "```\n[a](docs/a.md)\n```"),
        ] {
            assert_eq!(rewritten(written, "README.md", "docs/index.md"), wanted);
        }
        assert_eq!(rewritten("[a](../x.md)", "docs/a/b/c.md", "docs/a/d.md"), "[a](x.md)");
    }
}
