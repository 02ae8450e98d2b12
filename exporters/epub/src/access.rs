//! What a book says of its accessibility: computed from what it holds (Schema.org, EPUB Accessibility 1.1), once for the
//! package and for distributors.

use crate::EpubOptions;
use crate::book::{Book, Seen};
use pamphlet_locale::{Tag, Term};

/// What is known of a book.
pub(crate) struct Access {
    /// Whether there are pictures that mean something.
    pictures: bool,
    /// Whether whoever sees no picture misses nothing.
    textual: bool,
    /// Values of `accessibilityFeature`.
    pub features: Vec<&'static str>,
    /// Sentences about it, in the language of the book.
    pub summary: String,
    /// Their language: not the book's where there are no words in it.
    pub language: Tag,
    /// Whether it explains its abbreviations.
    glossary: bool,
}

impl Access {
    /// What a finished book holds.
    pub(crate) fn of(book: &Book<'_>, options: &EpubOptions) -> Self {
        let Seen { languages: _, pictures, pictures_without_words, formulas, formulas_in_words } = &book.seen;
        let mut features =
            vec!["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"];
        if *pictures > 0 && *pictures_without_words == 0 {
            features.push("alternativeText");
        }
        if *formulas > 0 {
            features.push("MathML");
        }
        if *formulas > 0 && formulas_in_words == formulas {
            features.push("describedMath");
        }
        if options.page_list.as_ref().is_some_and(|list| !list.breaks.is_empty()) {
            features.extend(["pageBreakMarkers", "pageNavigation"]);
        }
        Self {
            pictures: *pictures > 0,
            textual: *pictures_without_words == 0,
            features,
            summary: summary(book, *pictures, *pictures_without_words),
            language: book.words.clone(),
            glossary: !book.reading.parts().glossary.is_empty(),
        }
    }

    /// The elements of the package, in order.
    pub(crate) fn properties(&self) -> Vec<(&'static str, String)> {
        let mut out = vec![("schema:accessMode", "textual".to_owned())];
        if self.pictures {
            out.push(("schema:accessMode", "visual".to_owned()));
            out.push(("schema:accessModeSufficient", "textual,visual".to_owned()));
        }
        if self.textual {
            out.push(("schema:accessModeSufficient", "textual".to_owned()));
        }
        out.extend(self.features.iter().map(|feature| ("schema:accessibilityFeature", (*feature).to_owned())));
        out.push(("schema:accessibilityHazard", "none".to_owned()));
        out.push(("schema:accessibilitySummary", self.summary.clone()));
        out
    }

    /// The codes of ONIX (list 196) for it, sorted. Every part of a book carries its language; it has landmarks; nothing
    /// keeps a reader program from changing how it looks.
    pub(crate) fn onix(&self) -> Vec<&'static str> {
        let mut out = vec!["10", "22", "32"];
        out.extend(self.features.iter().filter_map(|feature| {
            Some(match *feature {
                "tableOfContents" => "11",
                "readingOrder" => "13",
                "alternativeText" => "14",
                "MathML" => "17",
                "pageBreakMarkers" => "19",
                "structuralNavigation" => "29",
                "ARIA" => "30",
                "displayTransformability" => "36",
                "pageNavigation" => "41",
                "describedMath" => "53",
                _ => return None,
            })
        }));
        out.extend(self.glossary.then_some("38"));
        out.extend(self.textual.then_some("52"));
        out.sort_unstable();
        out
    }
}

fn summary(book: &Book<'_>, pictures: usize, without_words: usize) -> String {
    let catalog = book.catalog;
    let stop = if catalog.term(Term::SummaryText).ends_with('。') { '。' } else { '.' };
    let number = |number: usize| catalog.digits().format(number as u64);
    let described = match (pictures, without_words) {
        (0, _) => catalog.term(Term::SummaryNoPictures).to_owned(),
        (_, 0) => catalog.term(Term::SummaryPictures).to_owned(),
        (all, missing) => {
            let count = format!("{}/{}", number(missing), number(all));
            format!("{}{stop}", catalog.labelled(Term::PicturesWithoutWords, &count))
        }
    };
    let sentences = [catalog.term(Term::SummaryText), &described, catalog.term(Term::SummaryNoSound)];
    sentences.join(if stop == '。' { "" } else { " " })
}
