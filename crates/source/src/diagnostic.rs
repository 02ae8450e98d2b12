//! What there is to say about an input. Plain data; `report` draws it.

use crate::{Code, SourceId, SourceMap, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A repair, or an observation.
    Note,
    /// Something unresolved or missing: a link, an anchor, a picture, a glyph.
    Warning,
    /// An output that could not be made, or words that were lost.
    Error,
}

/// A range of a file, in bytes from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Which file.
    pub source: SourceId,
    /// Which bytes of it.
    pub span: Span,
}

/// A second place that belongs to the story.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be seen there.
    pub message: String,
}

/// One thing found in the input.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of thing; stable, explained by `pamphlet explain`.
    pub code: Code,
    /// How bad; [`Code::severity`] unless a stage knows better.
    pub severity: Severity,
    /// One sentence, without a full stop, that says what is wrong here.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where; none for what concerns no file.
    pub place: Option<Place>,
    /// Further places.
    pub labels: Vec<Label>,
    /// For a repair: the text as it stood before, which the output no longer shows in that form.
    pub original: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            help: None,
            place: None,
            labels: Vec::new(),
            original: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, source: SourceId, span: Span) -> Self {
        self.place = Some(Place { source, span });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Keeps the text that a repair replaced.
    #[must_use]
    pub fn original(mut self, original: impl Into<String>) -> Self {
        self.original = Some(original.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, place: Place, message: impl Into<String>) -> Self {
        self.labels.push(Label { place, message: message.into() });
        self
    }
}

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
    /// The line it stands on, as written.
    #[serde(skip)]
    pub quoted: String,
}

impl Finding {
    /// Gives a diagnostic its file, line, column and quoted line.
    #[must_use]
    pub fn locate(diagnostic: Diagnostic, sources: &SourceMap, locale: Option<&str>, page: Option<&str>) -> Self {
        let Diagnostic { code, severity, message, help, place, labels: _, original } = diagnostic;
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
            quoted: String::new(),
        };
        if let Some((place, file)) = place.and_then(|place| Some((place, sources.get(place.source)?))) {
            let start = file.position(place.span.start);
            let end = file.position(place.span.end);
            finding.path.clone_from(&file.path);
            (finding.line, finding.column) = (start.line, start.column);
            (finding.end_line, finding.end_column) = (end.line, end.column);
            file.line(start.line).clone_into(&mut finding.quoted);
        }
        finding
    }
}
