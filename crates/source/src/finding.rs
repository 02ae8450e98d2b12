//! Diagnostics with their file, line, column and the line that they quote.

use crate::{Code, Diagnostic, Label, Severity, SourceFile, SourceId, SourceMap, TextEdit, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A diagnostic with everything a reader or a program needs: what `check` prints. `locale` and `page` say which
/// output it concerns; a snippet's finding names the snippet's path and the page that includes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// File, relative to the site; empty for what concerns no file.
    pub path: String,
    /// Line, from 1; 0 where there is none.
    pub line: u32,
    /// Column in characters, from 1; 0 where there is none.
    pub column: u32,
    /// Line on which it ends.
    #[serde(skip)]
    pub end_line: u32,
    /// Column after its end.
    #[serde(skip)]
    pub end_column: u32,
    /// The code.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Locale whose output it concerns, if it concerns one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Page whose output it concerns: its path without `.md`; absent for what concerns a locale or the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The text that a repair replaced, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// For a repair: what would mend it in the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fix: Vec<FileEdit>,
    /// Further places that belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The line it stands on, as written; of a long one the part around the column, with `…` for what is left out.
    #[serde(skip)]
    pub quoted: String,
    /// The column of the first character of `quoted`: 1 unless its beginning is left out.
    #[serde(skip)]
    pub quoted_from: u32,
}

/// A change of the file of a finding: what stands between two places goes, and a text comes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct FileEdit {
    /// First byte that goes, from 0.
    pub start: u32,
    /// The byte after the last one that goes.
    pub end: u32,
    /// Line of the first byte, from 1.
    pub line: u32,
    /// Its column in characters, from 1.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// The column of the end.
    pub end_column: u32,
    /// What comes in its place.
    pub put: String,
}

/// A further place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// File, relative to the site.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is to be seen there.
    pub message: String,
}

impl FileEdit {
    fn of(TextEdit { span, put }: TextEdit, file: &SourceFile) -> Self {
        let (from, to) = (file.position(span.start), file.position(span.end));
        let (line, column, end_line, end_column) = (from.line, from.column, to.line, to.column);
        Self { start: span.start, end: span.end, line, column, end_line, end_column, put }
    }
}

impl Finding {
    /// Gives a diagnostic its file, line, column and quoted line.
    #[must_use]
    pub fn locate(diagnostic: Diagnostic, sources: &SourceMap, locale: Option<&str>, page: Option<&str>) -> Self {
        let Diagnostic { code, severity, message, help, place, labels, original, edits } = diagnostic;
        let related = labels.into_iter().filter_map(|Label { place, message }| {
            let file = sources.get(place.source)?;
            let at = file.position(place.span.start);
            Some(Related { path: file.path.clone(), line: at.line, column: at.column, message })
        });
        let mut finding = Self {
            path: String::new(),
            line: 0,
            column: 0,
            end_line: 0,
            end_column: 0,
            code,
            severity,
            locale: locale.map(Into::into),
            page: page.map(Into::into),
            message,
            help,
            original,
            fix: Vec::new(),
            related: related.collect(),
            quoted: String::new(),
            quoted_from: 1,
        };
        if let Some((place, file)) = place.and_then(|place| Some((place, sources.get(place.source)?))) {
            let start = file.position(place.span.start);
            let end = file.position(place.span.end);
            finding.path.clone_from(&file.path);
            finding.fix = edits.into_iter().map(|edit| FileEdit::of(edit, file)).collect();
            (finding.line, finding.column) = (start.line, start.column);
            (finding.end_line, finding.end_column) = (end.line, end.column);
            let line = file.line_at(place.span.start);
            finding.quote_around(&file.text[line.clone()], (place.span.start as usize).saturating_sub(line.start));
        }
        finding
    }

    /// Locates what was found in one locale, in its order, each with the page that it concerns. Of a kind that a page,
    /// or a file that is no page, has more often than [`limits::FINDINGS_OF_A_KIND`], the further ones are counted in a
    /// last finding.
    pub fn locate_all<'p>(
        found: impl IntoIterator<Item = (Diagnostic, Option<&'p str>)>,
        sources: &SourceMap,
        locale: &str,
    ) -> Vec<Self> {
        type Key<'p> = (Option<&'p str>, Option<SourceId>, Code, Severity);
        let mut kinds: BTreeMap<Key<'_>, Kind> = BTreeMap::new();
        let mut out = Vec::new();
        for (diagnostic, page) in found {
            let file = diagnostic.place.map(|place| place.source).filter(|_| page.is_none());
            let kind = kinds.entry((page, file, diagnostic.code, diagnostic.severity)).or_default();
            if kind.admits() {
                out.push(Self::locate(diagnostic, sources, Some(locale), page));
            } else if kind.is_first_left_out() {
                kind.at = Some(out.len());
                out.push(Self::locate(diagnostic, sources, Some(locale), page));
            }
        }
        for kind in kinds.into_values() {
            kind.say(&mut out);
        }
        out
    }

    /// The same for findings that have their places already: of files of a configuration.
    #[must_use]
    pub fn capped(found: Vec<Self>) -> Vec<Self> {
        let mut kinds: BTreeMap<(String, Option<String>, Code, Severity), Kind> = BTreeMap::new();
        let mut out = Vec::new();
        for finding in found {
            let key = (finding.path.clone(), finding.page.clone(), finding.code, finding.severity);
            let kind = kinds.entry(key).or_default();
            if kind.admits() {
                out.push(finding);
            } else if kind.is_first_left_out() {
                kind.at = Some(out.len());
                out.push(finding);
            }
        }
        for kind in kinds.into_values() {
            kind.say(&mut out);
        }
        out
    }

    /// Quotes the line it stands on.
    pub fn quote(&mut self, line: &str) {
        let column = self.column.saturating_sub(1) as usize;
        self.quote_around(line, line.char_indices().nth(column).map_or(line.len(), |(at, _)| at));
    }

    /// Quotes the part of a line around one of its bytes.
    fn quote_around(&mut self, line: &str, at: usize) {
        let at = line.floor_char_boundary(at.min(line.len()));
        let before = limits::QUOTED_CHARACTERS / 3;
        let most = limits::QUOTED_CHARACTERS - 2;
        // Where the line begins or ends nearby, the other side has the room.
        let characters_before = line[..at].char_indices().rev().take(most).count();
        let characters_after = line[at..].char_indices().take(most).count();
        let take_before = characters_before.min(before.max(most.saturating_sub(characters_after)));
        let start = line[..at].char_indices().rev().take(take_before).last().map_or(at, |(start, _)| start);
        let end = line[at..].char_indices().nth(most - take_before).map_or(line.len(), |(end, _)| at + end);
        self.quoted.clear();
        self.quoted_from = 1;
        if start > 0 {
            // The sign stands for the column before the part.
            self.quoted.push('…');
            let taken = u32::try_from(take_before).unwrap_or(u32::MAX);
            self.quoted_from = self.column.saturating_sub(taken).saturating_sub(1).max(1);
        }
        self.quoted.push_str(&line[start..end]);
        if end < line.len() {
            self.quoted.push('…');
        }
    }
}

/// How many findings of a kind there were.
#[derive(Default)]
struct Kind {
    count: usize,
    /// Where the first that is left out stands among those that are told.
    at: Option<usize>,
}

impl Kind {
    fn admits(&mut self) -> bool {
        self.count += 1;
        self.count <= limits::FINDINGS_OF_A_KIND
    }

    fn is_first_left_out(&self) -> bool {
        self.count == limits::FINDINGS_OF_A_KIND + 1
    }

    /// Puts the number of those left out in the place of the first of them.
    fn say(self, findings: &mut [Finding]) {
        let Some(finding) = self.at.and_then(|at| findings.get_mut(at)) else { return };
        let left = self.count - limits::FINDINGS_OF_A_KIND;
        if left == 1 {
            return;
        }
        let whose = if finding.page.is_some() { "on this page" } else { "here" };
        finding.message = format!("and {} more of these {whose}", limits::grouped(left as u64));
        finding.help = Some("mend those above and check again".to_owned());
        finding.original = None;
        finding.fix = Vec::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceFile, Span};

    fn located(text: &str, spans: impl IntoIterator<Item = (usize, usize)>) -> Vec<Finding> {
        let mut sources = SourceMap::default();
        let source = sources.add(SourceFile::new("a.md", text));
        let found = spans.into_iter().map(|(start, end)| {
            let message = format!("the page `{start}` does not exist");
            (Diagnostic::new(Code::BrokenLink, message).at(source, Span::new(start, end)), Some("a"))
        });
        Finding::locate_all(found, &sources, "en")
    }

    /// What a report underlines, found as a report finds it.
    fn underlined(finding: &Finding) -> String {
        let columns = (finding.quoted_from..).zip(finding.quoted.chars());
        columns.filter(|(at, _)| (finding.column..finding.end_column).contains(at)).map(|(_, c)| c).collect()
    }

    #[test]
    fn a_short_line_is_quoted_whole() {
        let found = &located("# a\n\nä [x](y) b\n", [(8, 14)])[0];
        assert_eq!((found.quoted.as_str(), found.quoted_from), ("ä [x](y) b", 1));
        assert_eq!(underlined(found), "[x](y)");
    }

    #[test]
    fn of_a_long_line_the_part_around_is_quoted() {
        for sign in ["x", "é", "日"] {
            let side = sign.repeat(5_000);
            for (before, after) in [(side.as_str(), side.as_str()), ("", &side), (&side, ""), ("ab", &side)] {
                let text = format!("{before}[q](r){after}");
                let found = &located(&text, [(before.len(), before.len() + 6)])[0];
                assert_eq!(
                    found.quoted.chars().count(),
                    limits::QUOTED_CHARACTERS - usize::from(before.len() < 9 || after.is_empty())
                );
                assert_eq!(underlined(found), "[q](r)", "{} {}", found.column, found.quoted);
                assert_eq!(found.quoted.starts_with('…'), before.len() > 9);
                assert_eq!(found.quoted.ends_with('…'), !after.is_empty());
                let mut again = found.clone();
                again.quote(&text);
                assert_eq!(&again, found);
            }
        }
    }

    #[test]
    fn findings_of_a_kind_are_capped_and_counted() {
        let text = "[a](b) ".repeat(5_012);
        let found = located(&text, (0..5_012).map(|index| (index * 7, index * 7 + 6)));
        assert_eq!(found.len(), limits::FINDINGS_OF_A_KIND + 1);
        let last = found.last().expect("is there");
        assert_eq!(
            last.message,
            format!("and {} more of these on this page", limits::grouped(5_012 - limits::FINDINGS_OF_A_KIND as u64))
        );
        assert_eq!(last.code, Code::BrokenLink);
        assert_eq!(Finding::capped(found.clone()).len(), found.len());
        let exact = located(&text, (0..=limits::FINDINGS_OF_A_KIND).map(|index| (index * 7, index * 7 + 6)));
        assert_eq!(exact.len(), limits::FINDINGS_OF_A_KIND + 1, "a last one is told rather than counted");
        assert!(exact.iter().all(|finding| finding.message.starts_with("the page")));
    }

    /// What is found costs what it says, wherever it stands.
    #[test]
    fn many_findings_on_one_line_take_little_memory() {
        let count = 20_000;
        let text = "[a](no.md) ".repeat(count);
        let found = located(&text, (0..count).map(|index| (index * 11, index * 11 + 10)));
        let bytes: usize = found.iter().map(|finding| finding.quoted.len() + finding.message.len()).sum();
        assert!(bytes < 200_000, "{bytes} bytes");
    }
}
