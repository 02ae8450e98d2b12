//! Diagnostics with their file, line, column and the line that they quote.

use crate::{Code, Diagnostic, Label, Position, Severity, SourceFile, SourceId, SourceMap, TextEdit, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A diagnostic with everything that a reader needs: what `check` prints. `locale` and `page` say which output it
/// concerns; a snippet's finding names the snippet's path and the page that includes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// Where it stands; none for what concerns no file.
    pub place: Option<FilePlace>,
    /// The code.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Locale whose output it concerns, if it concerns one.
    pub locale: Option<String>,
    /// Page whose output it concerns: its path without `.md`; none for what concerns a locale or the site.
    pub page: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do, if anything.
    pub help: Option<String>,
    /// The text that a repair replaced, if it is one.
    pub original: Option<String>,
    /// For a repair: what would mend it in the file.
    pub fix: Vec<FileEdit>,
    /// Further places that belong to it.
    pub related: Vec<Related>,
}

/// A file, and where in it as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FilePlace {
    /// The file, relative to the site.
    pub path: String,
    /// Where in it; none for the whole file.
    pub spot: Option<Spot>,
    /// Where it ends, behind the last character; none where only the beginning is known.
    pub end: Option<Position>,
    /// The line that it begins on.
    pub quote: Option<Quote>,
}

/// A line, and perhaps a column of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1; none where only the line is known.
    pub column: Option<u32>,
}

impl Spot {
    /// A line.
    #[must_use]
    pub const fn line(line: u32) -> Self {
        Self { line, column: None }
    }

    /// A column of a line.
    #[must_use]
    pub const fn at(line: u32, column: u32) -> Self {
        Self { line, column: Some(column) }
    }
}

/// A line, or of a long one the part around a column, with `…` for what is left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quote {
    /// The text.
    pub text: String,
    /// The column of its first character: 1 unless the beginning of the line is left out.
    pub from: u32,
}

impl FilePlace {
    /// A whole file.
    #[must_use]
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), spot: None, end: None, quote: None }
    }

    /// A place of a file, as far as it is known.
    #[must_use]
    pub fn at(path: impl Into<String>, spot: Option<Spot>) -> Self {
        Self { spot, ..Self::file(path) }
    }

    /// Quotes the line it stands on.
    pub fn quote(&mut self, line: &str) {
        let column = self.spot.and_then(|spot| spot.column).unwrap_or(1).saturating_sub(1) as usize;
        let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        self.quote = Some(Quote::around(line, at, column));
    }
}

impl fmt::Display for FilePlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)?;
        if let Some(Spot { line, column }) = self.spot {
            write!(formatter, ":{line}")?;
            if let Some(column) = column {
                write!(formatter, ":{column}")?;
            }
        }
        Ok(())
    }
}

impl Quote {
    /// The part of a line around one of its bytes, which is that of the column `column`, counted from 0.
    fn around(line: &str, at: usize, column: usize) -> Self {
        let at = line.floor_char_boundary(at.min(line.len()));
        let before = limits::QUOTED_CHARACTERS / 3;
        let most = limits::QUOTED_CHARACTERS - 2;
        // Where the line begins or ends nearby, the other side has the room.
        let characters_before = line[..at].char_indices().rev().take(most).count();
        let characters_after = line[at..].char_indices().take(most).count();
        let take_before = characters_before.min(before.max(most.saturating_sub(characters_after)));
        let start = line[..at].char_indices().rev().take(take_before).last().map_or(at, |(start, _)| start);
        let end = line[at..].char_indices().nth(most - take_before).map_or(line.len(), |(end, _)| at + end);
        let mut quote = Self { text: String::new(), from: 1 };
        if start > 0 {
            // The sign stands for the column before the part.
            quote.text.push('…');
            quote.from = u32::try_from(column.saturating_sub(take_before)).unwrap_or(u32::MAX).max(1);
        }
        quote.text.push_str(&line[start..end]);
        if end < line.len() {
            quote.text.push('…');
        }
        quote
    }
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
        let placed = place.and_then(|place| Some((place.span, sources.get(place.source)?)));
        let fix = placed.map(|(_, file)| edits.into_iter().map(|edit| FileEdit::of(edit, file)).collect());
        let place = placed.map(|(span, file)| {
            let start = file.position(span.start);
            let line = file.line_at(span.start);
            let at = (span.start as usize).saturating_sub(line.start);
            FilePlace {
                path: file.path.clone(),
                spot: Some(Spot::at(start.line, start.column)),
                end: Some(file.position(span.end)),
                quote: Some(Quote::around(&file.text[line], at, start.column.saturating_sub(1) as usize)),
            }
        });
        Self {
            place,
            code,
            severity,
            locale: locale.map(Into::into),
            page: page.map(Into::into),
            message,
            help,
            original,
            fix: fix.unwrap_or_default(),
            related: related.collect(),
        }
    }

    /// The file that it stands in, relative to the site.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.place.as_ref().map(|place| place.path.as_str())
    }

    /// Where in its file it stands.
    #[must_use]
    pub fn spot(&self) -> Option<Spot> {
        self.place.as_ref()?.spot
    }

    /// The line of its file.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.spot().map(|spot| spot.line)
    }

    /// The column of its line.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        self.spot()?.column
    }

    /// The line that it quotes.
    #[must_use]
    pub fn quoted(&self) -> Option<&str> {
        self.place.as_ref()?.quote.as_ref().map(|quote| quote.text.as_str())
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
        let mut kinds: BTreeMap<Key<'_>, SpotKind> = BTreeMap::new();
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
        let mut kinds: BTreeMap<(Option<String>, Option<String>, Code, Severity), SpotKind> = BTreeMap::new();
        let mut out = Vec::new();
        for finding in found {
            let key = (finding.path().map(str::to_owned), finding.page.clone(), finding.code, finding.severity);
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
}

/// How many findings of a kind there were.
#[derive(Default)]
struct SpotKind {
    count: usize,
    /// Where the first that is left out stands among those that are told.
    at: Option<usize>,
}

impl SpotKind {
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
        let place = finding.place.as_ref().expect("stands in a file");
        let (quote, end) = (place.quote.as_ref().expect("is quoted"), place.end.expect("ends"));
        let from = finding.column().expect("has a column");
        let columns = (quote.from..).zip(quote.text.chars());
        columns.filter(|(at, _)| (from..end.column).contains(at)).map(|(_, c)| c).collect()
    }

    #[test]
    fn a_short_line_is_quoted_whole() {
        let found = &located("# a\n\nä [x](y) b\n", [(8, 14)])[0];
        let quote = found.place.as_ref().and_then(|place| place.quote.clone());
        assert_eq!(quote, Some(Quote { text: "ä [x](y) b".to_owned(), from: 1 }));
        assert_eq!(underlined(found), "[x](y)");
    }

    #[test]
    fn of_a_long_line_the_part_around_is_quoted() {
        for sign in ["x", "é", "日"] {
            let side = sign.repeat(5_000);
            for (before, after) in [(side.as_str(), side.as_str()), ("", &side), (&side, ""), ("ab", &side)] {
                let text = format!("{before}[q](r){after}");
                let found = &located(&text, [(before.len(), before.len() + 6)])[0];
                let quoted = found.quoted().expect("is quoted");
                assert_eq!(
                    quoted.chars().count(),
                    limits::QUOTED_CHARACTERS - usize::from(before.len() < 9 || after.is_empty())
                );
                assert_eq!(underlined(found), "[q](r)", "{quoted}");
                assert_eq!(quoted.starts_with('…'), before.len() > 9);
                assert_eq!(quoted.ends_with('…'), !after.is_empty());
                let mut again = found.clone();
                again.place.as_mut().expect("stands in a file").quote(&text);
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
        let bytes: usize =
            found.iter().map(|finding| finding.quoted().map_or(0, str::len) + finding.message.len()).sum();
        assert!(bytes < 200_000, "{bytes} bytes");
    }
}
