//! What a book says of its accessibility: computed from what it holds (Schema.org, EPUB Accessibility 1.1), once for the
//! package, for distributors and for catalogues.

use crate::EpubOptions;
use crate::book::{Book, Seen};
use pamphlet_locale::Term;
use pamphlet_reading::Access;

/// What is known of a book.
pub(crate) struct Offer {
    /// What every form of it says.
    pub access: Access,
    /// Whether it explains its abbreviations.
    glossary: bool,
}

impl Offer {
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
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let (mut modes, mut sufficient) = (owned(&["textual"]), Vec::new());
        if *pictures > 0 {
            modes.push("visual".to_owned());
            sufficient.push(modes.clone());
        }
        // Whoever sees no picture misses nothing.
        if *pictures_without_words == 0 {
            sufficient.push(owned(&["textual"]));
        }
        let access = Access {
            modes,
            sufficient,
            features: owned(&features),
            hazards: owned(&["none"]),
            summary: summary(book, *pictures, *pictures_without_words),
            language: book.words.to_string(),
        };
        Self { access, glossary: !book.reading.parts().glossary.is_empty() }
    }

    /// The elements of the package, in order.
    pub(crate) fn properties(&self) -> Vec<(&'static str, String)> {
        let Access { modes, sufficient, features, hazards, summary, language: _ } = &self.access;
        let all = |property, words: &[String]| words.iter().map(|word| (property, word.clone())).collect::<Vec<_>>();
        let together: Vec<String> = sufficient.iter().map(|modes| modes.join(",")).collect();
        let mut out = all("schema:accessMode", modes);
        out.extend(all("schema:accessModeSufficient", &together));
        out.extend(all("schema:accessibilityFeature", features));
        out.extend(all("schema:accessibilityHazard", hazards));
        out.push(("schema:accessibilitySummary", summary.clone()));
        out
    }

    /// The codes of ONIX (list 196) for it, sorted. Every part of a book carries its language; it has landmarks; nothing
    /// keeps a reader program from changing how it looks.
    pub(crate) fn onix(&self) -> Vec<&'static str> {
        let mut out = vec!["10", "22", "32"];
        out.extend(self.access.features.iter().filter_map(|feature| {
            Some(match feature.as_str() {
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
        let textual = self.access.sufficient.iter().any(|modes| *modes == ["textual"]);
        out.extend(textual.then_some("52"));
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
