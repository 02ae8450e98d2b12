//! The pages behind the text of a book: glossary, colophon. They are made of the model's own blocks
//! and set like pages of the site.

use super::{ExportContext, facts};
use crate::style::Style;
use crate::style::sizes::document::LIST_INDENT;
use pamphlet_locale::Term;
use pamphlet_reading::{
    Block, BlockKind, Coverage, Definition, DefinitionList, Detail, Inline, InlineKind, Link, Origin, Page, PageId,
    PageMeta, Placed, Revision, Target, Term as DefinedTerm, readable_address, short_address,
};
use pamphlet_source::{SourceId, Span};

/// Whether a page is a list to look things up in, and how such lists are set: small, without serifs, ragged.
pub(super) fn list_style(page: &Page, style: &Style) -> Option<Style> {
    (page.id.0 == ":glossary" && !style.options.large).then(|| Style {
        body: style.small,
        theme: style.plain,
        justified: false,
        list_indent: style.small.size * LIST_INDENT,
        ..style.clone()
    })
}

/// A page of ours, in the words of the locale.
fn page(shared: &ExportContext<'_>, id: &str, title: &str, blocks: Vec<Block>) -> Page {
    // Spans of nothing: these blocks were written nowhere.
    let origin = Origin { source: SourceId::default(), start: 0 };
    Page {
        // No page of a site has a name with a colon.
        id: PageId(format!(":{id}")),
        title: title.to_owned(),
        title_language: None,
        title_in_text: false,
        meta: PageMeta::default(),
        language: shared.reading.locale().clone(),
        fallback: false,
        blocks: blocks.into_iter().map(|block| Placed { origin, block }).collect(),
        notes: Vec::new(),
        answering: pamphlet_reading::Answering::default(),
        url: None,
        source: SourceId::default(),
        digest: String::new(),
        revision: Revision::default(),
        date: None,
        coverage: Coverage::default(),
    }
}

fn block(kind: BlockKind) -> Block {
    Block { span: Span::default(), attrs: pamphlet_reading::Attrs::default(), language: None, kind }
}

fn inline(kind: InlineKind) -> Inline {
    Inline { span: Span::default(), attrs: pamphlet_reading::Attrs::default(), kind }
}

fn text(words: impl Into<String>) -> Inline {
    inline(InlineKind::Text { text: words.into() })
}

fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph { content })
}

fn address(url: &str) -> Inline {
    let words = short_address(&readable_address(url)).to_owned();
    inline(InlineKind::Link(Link {
        target: Target::External { url: url.to_owned() },
        content: vec![text(words.as_str())],
        words,
        title: None,
        role: None,
        button: None,
    }))
}

fn definition(term: &str, detail: Vec<Inline>) -> Definition {
    Definition {
        terms: vec![DefinedTerm {
            span: Span::default(),
            attrs: pamphlet_reading::Attrs::default(),
            content: vec![text(term)],
        }],
        details: vec![Detail {
            span: Span::default(),
            attrs: pamphlet_reading::Attrs::default(),
            tight: true,
            blocks: vec![paragraph(detail)],
        }],
    }
}

fn definitions(entries: Vec<Definition>) -> Block {
    block(BlockKind::DefinitionList(DefinitionList { entries }))
}

/// The abbreviations of the edition.
pub(super) fn glossary(shared: &ExportContext<'_>) -> Option<Page> {
    let glossary = &shared.reading.parts().glossary;
    if glossary.is_empty() {
        return None;
    }
    let entries = glossary.iter().map(|entry| definition(&entry.term, vec![text(entry.expansion.clone())])).collect();
    Some(page(shared, "glossary", shared.catalog.term(Term::Abbreviations), vec![definitions(entries)]))
}

/// What the book says about itself.
pub(super) fn colophon(shared: &ExportContext<'_>, typefaces: &[&str]) -> Page {
    let parts = shared.reading.parts();
    let catalog = shared.catalog;
    let mut entries = Vec::new();
    let mut add = |term: Term, value: Option<Vec<Inline>>| {
        entries.extend(value.map(|value| definition(catalog.term(term), value)));
    };
    add(Term::Book, Some(vec![text(parts.title.clone())]));
    add(Term::Authors, (!parts.authors.is_empty()).then(|| vec![text(catalog.list(&parts.authors))]));
    add(Term::Publisher, parts.publisher.clone().map(|publisher| vec![text(publisher)]));
    add(Term::Language, Some(vec![text(format!("{} ({})", catalog.name(), parts.locale))]));
    add(Term::Date, parts.date.as_deref().map(|date| vec![text(facts::date_in_words(catalog, date))]));
    let version = parts.revision.with_version(parts.version.as_deref());
    add(Term::Version, version.map(|version| vec![text(version)]));
    add(
        Term::Translated,
        (parts.locale != parts.source_locale).then(|| vec![text(catalog.percent(u64::from(parts.coverage.percent())))]),
    );
    add(Term::NewestVersion, parts.url.as_deref().map(|url| vec![address(url)]));
    add(Term::Copyright, parts.publication.brand.copyright.clone().map(|words| vec![text(words)]));
    add(Term::Licence, parts.license.clone().map(|license| vec![text(license)]));
    add(Term::Typefaces, (!typefaces.is_empty()).then(|| vec![text(typefaces.join(", "))]));
    page(shared, "colophon", catalog.term(Term::Colophon), vec![definitions(entries)])
}
