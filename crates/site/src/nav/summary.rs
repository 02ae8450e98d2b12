//! The list of a `SUMMARY.md`: the one behind `<!--nav-->`, else the last of the file.

use pamphlet_source::limits::NAV_LEVELS;

/// An item of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Item {
    /// The words of its link, or of the item where it has none.
    pub(crate) words: String,
    /// The address of its link.
    pub(crate) address: Option<String>,
    /// The items below it.
    pub(crate) items: Vec<Item>,
    /// Whether it has a list below it.
    pub(crate) is_section: bool,
}

/// The list of a text; `tab` is the width of its levels, as for Python-Markdown. `None` when it has none.
pub(crate) fn list(text: &str, tab: usize) -> Option<Vec<Item>> {
    let mut lists: Vec<Vec<(usize, Item)>> = Vec::new();
    let mut open = false;
    let mut behind_mark = false;
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(sign) = ["```", "~~~"].into_iter().find(|sign| trimmed.starts_with(sign)) {
            match fence {
                None => fence = Some(sign),
                Some(first) if first == sign => fence = None,
                Some(_) => {}
            }
            open = false;
            continue;
        }
        if fence.is_some() || trimmed.is_empty() {
            continue;
        }
        if trimmed == "<!--nav-->" {
            (behind_mark, open) = (true, false);
            lists.clear();
            continue;
        }
        let indentation: usize =
            line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { tab } else { 1 }).sum();
        match words_of(trimmed) {
            Some(words) if open || indentation < tab => {
                let is_enough = behind_mark && !lists.is_empty();
                if !open && !is_enough {
                    lists.push(Vec::new());
                    open = true;
                }
                if let Some(list) = lists.last_mut().filter(|_| open) {
                    list.push((indentation / tab.max(1), item(words)));
                }
            }
            // A line without a marker goes on with its item when it stands in it.
            None if open && indentation > 0 => {
                let last = lists.last_mut().and_then(|list| list.last_mut());
                if let Some((_, last)) = last.filter(|(_, last)| last.address.is_none()) {
                    last.words = format!("{} {trimmed}", last.words);
                }
            }
            _ => open = false,
        }
    }
    let flat = if behind_mark { lists.into_iter().next() } else { lists.pop() }?;
    let mut flat = flat.into_iter().peekable();
    Some(nested(&mut flat, 0))
}

/// What stands behind the marker of an item.
fn words_of(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['*', '-', '+']).or_else(|| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.strip_prefix('.').filter(|_| digits.len() < line.len())
    })?;
    rest.starts_with([' ', '\t']).then(|| rest.trim())
}

fn nested(flat: &mut std::iter::Peekable<std::vec::IntoIter<(usize, Item)>>, level: usize) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    while let Some((own, _)) = flat.peek() {
        if *own < level {
            break;
        }
        if *own > level && level < NAV_LEVELS && !items.is_empty() {
            let below = nested(flat, level + 1);
            if let Some(last) = items.last_mut() {
                last.items.extend(below);
                last.is_section = true;
            }
            continue;
        }
        items.extend(flat.next().map(|(_, item)| item));
    }
    items
}

/// Takes the link of an item apart.
fn item(words: &str) -> Item {
    let plain = || Item { words: unmarked(words), ..Item::default() };
    let Some(inner) = words.strip_prefix('[') else { return plain() };
    let mut depth = 1;
    let mut escaped = false;
    let end = inner.char_indices().find(|(_, sign)| {
        if !std::mem::take(&mut escaped) {
            match sign {
                '\\' => escaped = true,
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
        }
        depth == 0
    });
    let Some((end, _)) = end else { return plain() };
    let Some(target) = inner[end + 1..].strip_prefix('(').and_then(|rest| rest.trim_end().strip_suffix(')')) else {
        return plain();
    };
    let target = target.trim();
    let address = match target.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((address, _)) => address,
        // A title stands in quotes behind the address.
        None => target
            .split_once([' ', '\t'])
            .filter(|(_, rest)| rest.trim().starts_with(['"', '\'']))
            .map_or(target, |(address, _)| address),
    };
    let mut words = unmarked(&inner[..end]);
    // A link is no pattern, so that asterisks in pairs are marks of emphasis.
    if words.matches('*').count().is_multiple_of(2) {
        words.retain(|sign| sign != '*');
    }
    Item { words, address: Some(unescaped(address)), ..Item::default() }
}

/// Words without the marks of code and emphasis. Asterisks stay where they make a pattern.
fn unmarked(words: &str) -> String {
    let mut text = words;
    for mark in ["**", "__", "*", "_", "`"] {
        let inner = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(mark)) {
            text = inner;
        }
    }
    unescaped(&text.replace('`', ""))
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let sign = characters.peek().is_some_and(char::is_ascii_punctuation);
        match character {
            '\\' if sign => out.extend(characters.next()),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(items: &[Item]) -> String {
        let shown: Vec<String> = items
            .iter()
            .map(|item| {
                let address = item.address.as_ref().map(|address| format!("@{address}")).unwrap_or_default();
                let below = if item.is_section { format!("[{}]", shown(&item.items)) } else { String::new() };
                format!("{}{address}{below}", item.words)
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn lists_of_all_kinds() {
        for (text, expected) in [
            ("* [A b](a.md)\n* G\n    * [B](b.md \"t\")\n    * x/*.md\n* *.md\n", "A b@a.md G[B@b.md x/*.md] *.md"),
            ("- [A](a.md)\n\nWords.\n\n- [B](<b c.md>)\n", "B@b c.md"),
            ("- [A](a.md)\n\n<!--nav-->\n\nWords.\n\n1. [B](b.md)\n\nMore.\n\n- [C](c.md)\n", "B@b.md"),
            ("- [S](s/index.md)\n    - [T](t.md)\n- */\n", "S@s/index.md[T@t.md] */"),
            ("- [`code` \\[x\\]](c.md)\n- **Bold**\n\t- [D](d.md)\n", "code [x]@c.md Bold[D@d.md]"),
            ("```\n- [A](a.md)\n```\n", ""),
        ] {
            assert_eq!(shown(&list(text, 4).unwrap_or_default()), expected, "{text}");
        }
        assert_eq!(list("Words alone.\n", 4), None);
    }
}
