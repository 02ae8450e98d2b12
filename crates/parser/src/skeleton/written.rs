//! What stands in the text of a source page that is no word, as it is written there.

use crate::verbatim::{VerbatimKind, pieces};
use crate::{scan, text};
use std::collections::{BTreeMap, BTreeSet};

/// The pieces of a page that a translation leaves as they are, by what they are, in the order of writing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenFacts {
    pieces: BTreeMap<VerbatimKind, Vec<String>>,
    /// What stands behind the marks of each fence.
    pub(crate) fences: Vec<String>,
    /// The rules below the heads of tables.
    pub(crate) rules: Vec<String>,
    /// The entities, from `&` to `;`.
    pub(crate) entities: BTreeSet<String>,
    /// Whether it has comments.
    pub(crate) comments: bool,
    /// The kinds of callouts that are written as quotations, in the order of writing.
    pub(crate) alerts: Vec<String>,
    /// The names of its metadata, in the order of writing.
    pub(crate) keys: Vec<String>,
}

impl WrittenFacts {
    /// Those of a text.
    pub(crate) fn of(page: &str) -> Self {
        let mut facts = Self::default();
        let lines = text::lines(page, 0);
        let code = scan::code_mask(page, &lines);
        let mut inside = false;
        facts.keys = keys(page);
        facts.comments = page.contains("<!--");
        for (line, is_code) in lines.into_iter().zip(code) {
            let text = line.text(page);
            let fence = scan::fence(text.trim()).filter(|_| is_code);
            if let Some((_, length)) = fence {
                let info = &text.trim()[length..];
                if !inside {
                    facts.fences.push(info.trim().to_owned());
                }
                inside = !inside || !info.is_empty();
            }
            inside &= is_code;
            let is_rule = |text: &str| text.contains('|') && text.chars().all(|sign| "|:- \t".contains(sign));
            if !is_code && text.contains('-') && is_rule(text) {
                facts.rules.push(text.trim().to_owned());
            }
            if !is_code {
                facts.entities.extend(entities(text).map(str::to_owned));
                facts.alerts.extend(alert(text).map(str::to_owned));
                for own in pieces(text) {
                    facts.pieces.entry(own.kind).or_default().push(text[own.range].to_owned());
                }
            }
        }
        facts
    }

    /// The pieces of a kind.
    pub(crate) fn pieces(&self, kind: VerbatimKind) -> &[String] {
        self.pieces.get(&kind).map_or(&[], Vec::as_slice)
    }
}

/// The entities of a line.
pub(crate) fn entities(text: &str) -> impl Iterator<Item = &str> {
    memchr::memchr_iter(b'&', text.as_bytes()).filter_map(|at| {
        let rest = &text[at..];
        let end = rest.bytes().skip(1).take(32).position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'#'))? + 1;
        (end > 1 && rest[end..].starts_with(';')).then(|| &rest[..=end])
    })
}

/// The kind that a row says at the head of a quotation: `> [!NOTE]`.
fn alert(text: &str) -> Option<&str> {
    let kind = text.trim_start().strip_prefix('>')?.trim_start().strip_prefix("[!")?.split_once(']')?.0;
    (!kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(kind)
}

/// The names of the metadata at the head of a page.
fn keys(page: &str) -> Vec<String> {
    let page = page.trim_start_matches('\u{feff}');
    let mut lines = page.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return Vec::new();
    }
    let inner = lines.take_while(|line| !matches!(line.trim_end(), "---" | "..."));
    let key = |line: &str| {
        let (key, rest) = line.split_once(':')?;
        let is_key = key.starts_with(char::is_alphanumeric) && !key.contains(' ');
        (is_key && (rest.is_empty() || rest.starts_with(' '))).then(|| key.to_owned())
    };
    inner.filter_map(key).collect()
}
