//! What a site appends to every page. Definitions of abbreviations are read once for all pages; link references, notes
//! and other Markdown are read with each page, of which they become a part.

use crate::Dialect;
use crate::abbreviation::Abbreviations;
use crate::context::Context;
use crate::repair;
use crate::report::Report;
use crate::scan;
use crate::text::{Line, Texts, lines};
use pamphlet_source::{Diagnostic, SourceId};

/// The files that a site appends to every page.
#[derive(Debug, Default)]
pub struct Appended<'t> {
    /// The abbreviations that they define.
    pub(crate) glossary: Abbreviations<'static>,
    /// What is read with each page.
    pub(crate) files: Vec<AppendedFile<'t>>,
}

/// A file that is read with each page.
#[derive(Debug)]
pub(crate) struct AppendedFile<'t> {
    /// Its number.
    pub(crate) source: SourceId,
    pub(crate) text: &'t str,
    /// Whether its abbreviations are in the glossary already.
    pub(crate) is_defined: bool,
}

impl<'t> Appended<'t> {
    /// Reads files, and what there is to say of their abbreviations. One that includes snippets is left to the pages,
    /// since only they know what stands in it.
    #[must_use]
    pub fn read(files: &[(SourceId, &'t str)], dialect: &Dialect, repair: bool) -> (Self, Vec<Diagnostic>) {
        let mut appended = Self::default();
        let mut diagnostics = Vec::new();
        for &(source, text) in files {
            if dialect.snippets && text.contains("-8<-") {
                appended.files.push(AppendedFile { source, text, is_defined: false });
                continue;
            }
            let mut texts = Texts::new(source, text);
            let Parted { glossary, page } = Parted::of(&texts, lines(text, 0));
            if page.iter().any(|line| !line.is_blank(text)) {
                appended.files.push(AppendedFile { source, text, is_defined: true });
            }
            if dialect.abbreviations {
                let mut report = Report::default();
                let context = Context {
                    repair,
                    reference: None,
                    vocabulary: &dialect.vocabulary,
                    dedent_sections: false,
                    callouts: dialect.admonitions || dialect.details,
                };
                for line in repair::abbreviations(&context, &mut texts, (0, text.len()), glossary, &mut report) {
                    let text = texts.text(line.trimmed(texts.as_str()));
                    if let Some((form, at)) = scan::definition(text, "*[") {
                        appended.glossary.define(form, &text[at..]);
                    }
                }
                diagnostics.extend(report.finish(&texts));
            }
        }
        (appended, diagnostics)
    }
}

/// The lines of a file that a site appends to every page.
#[derive(Debug, Default)]
pub(crate) struct Parted {
    /// Definitions of abbreviations, and whatever stands among them.
    pub(crate) glossary: Vec<Line>,
    /// Link references and notes; all of a file that has no abbreviations, for it is Markdown as any page.
    pub(crate) page: Vec<Line>,
}

impl Parted {
    /// Tells the lines apart.
    pub(crate) fn of(texts: &Texts, lines: Vec<Line>) -> Self {
        let body = |line: &Line| texts.text(*line).trim_start();
        // A blank line parts the page's last paragraph from what follows.
        let Some(blank) = lines.first().map(|first| Line { start: first.start, end: first.start }) else {
            return Self::default();
        };
        let is_glossary = lines.iter().any(|line| body(line).trim_start_matches('\\').starts_with("*["));
        let (mut glossary, mut page) = (Vec::new(), vec![blank]);
        let mut open = false;
        for line in lines {
            let text = body(&line);
            let reference = text.starts_with('[') && scan::definition(text, "[").is_some();
            // The address of a reference may stand on a line of its own.
            let rest = open && !text.is_empty() && !text.starts_with(['*', '[', '\\']);
            open = reference && text.trim_end().ends_with("]:");
            if is_glossary && !reference && !rest { glossary.push(line) } else { page.push(line) }
        }
        Self { glossary, page }
    }
}
