//! What a code means, at length: `explanations/<code>.md`, embedded.

use pamphlet_source::Code;

macro_rules! explanations {
    ($($name:literal),+ $(,)?) => {
        /// The explanations by the name of the code, sorted.
        const EXPLANATIONS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../explanations/", $name, ".md")))),+];
    };
}

explanations!(
    "broken-anchor",
    "broken-link",
    "broken-picture",
    "configuration-choice",
    "degraded",
    "diagram-not-drawn",
    "does-not-fit",
    "drift",
    "dropped-markup",
    "empty-link",
    "export-failed",
    "fallback-page",
    "file-outside",
    "file-too-large",
    "folder-circle",
    "front-matter-value",
    "hidden-page",
    "hook-not-run",
    "incomplete-history",
    "invalid-configuration",
    "invalid-front-matter",
    "limit-reached",
    "link-outside",
    "missing-alternative",
    "missing-author",
    "missing-glyph",
    "missing-page",
    "missing-picture",
    "missing-snippet",
    "no-configuration",
    "no-source-pages",
    "not-utf8",
    "output-folder",
    "output-too-large",
    "overfull-line",
    "page-collision",
    "page-outside-navigation",
    "picture-changed",
    "plugin-markup",
    "plugin-not-run",
    "recursive-snippet",
    "remote-picture",
    "repair-abbreviation",
    "repair-attributes",
    "repair-callout",
    "repair-definition",
    "repair-emphasis",
    "repair-empty-title",
    "repair-fence",
    "repair-footnote",
    "repair-front-matter",
    "repair-full-width",
    "repair-html",
    "repair-icon",
    "repair-indentation",
    "repair-invisible",
    "repair-link",
    "repair-placeholder",
    "repair-snippet",
    "repair-tab",
    "repair-task",
    "repair-translated-syntax",
    "translation-address",
    "translation-brackets",
    "translation-code",
    "translation-glossary",
    "translation-number",
    "translation-only",
    "translation-punctuation",
    "translation-quotes",
    "translation-sentence",
    "translation-spaces",
    "translation-term",
    "translation-word",
    "unbalanced-html",
    "undefined-footnote",
    "unfit-brand",
    "unknown-block",
    "unknown-icon",
    "unknown-key",
    "unknown-language",
    "unknown-locale",
    "unknown-tab",
    "unportable-name",
    "unreadable-file",
    "unsupported-html",
    "untranslated-interface",
    "unused-footnote",
    "website-differs",
    "words-absent",
    "words-lost",
);

/// The explanation of a code, in Markdown: what it means, an example, what to do.
#[must_use]
pub fn explain(code: Code) -> &'static str {
    match EXPLANATIONS.binary_search_by_key(&code.name(), |(name, _)| name) {
        Ok(index) => EXPLANATIONS[index].1,
        // A code that is new has one sentence at least; a test asks for the rest.
        Err(_) => code.summary(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_with_an_example() {
        assert!(EXPLANATIONS.is_sorted());
        assert_eq!(EXPLANATIONS.len(), Code::ALL.len());
        for code in Code::ALL {
            let text = explain(*code);
            assert!(text.starts_with(&format!("# {}\n\n", code.name())), "{}", code.name());
            let (_, example) = text.split_once("\n## Example\n\n````").expect("shows an example");
            let (example, rest) = example.split_once("\n````\n").expect("the example ends");
            assert!(example.lines().count() > 1, "{}: the example is empty", code.name());
            let (_, advice) = rest.split_once("\n## What to do\n\n").expect("says what to do");
            assert!(advice.len() > 10 && advice.ends_with(".\n"), "{}", code.name());
        }
    }

    #[test]
    fn every_file_is_registered() {
        #[expect(clippy::disallowed_methods, reason = "a test looks at the source tree")]
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/explanations")).expect("is there");
        let mut files: Vec<String> =
            folder.map(|entry| entry.expect("can be read").file_name().into_string().expect("is a name")).collect();
        files.sort();
        let mut registered: Vec<String> = EXPLANATIONS.iter().map(|(name, _)| format!("{name}.md")).collect();
        registered.sort();
        assert_eq!(files, registered);
    }
}
