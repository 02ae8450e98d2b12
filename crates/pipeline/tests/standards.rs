//! After which standard the PDFs of a site are made, as its configuration says.

use lopdf::{Document, Object};
use pamphlet_pipeline::build::build;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use std::collections::BTreeMap;

const PAGE: &str =
    "# Ducks\n\nThey swim.[^1] See [the pond](#pond).\n\n## Pond\n\n$$\n\\frac{a}{b}\n$$\n\n[^1]: On water.\n";

fn made(config: &str) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", format!("title: Ducks\nslug: ducks\n{config}").as_str()),
        ("/site/mkdocs.yml", "site_name: Ducks\nmarkdown_extensions: [footnotes, pymdownx.arithmatex]\n"),
        ("/site/docs/index.md", PAGE),
    ]);
    let request = Request { formats: vec![Format::Pdf], ..Request::new("/site", "/out") };
    build(&system, &request, &()).map_err(|error| error.to_string())?;
    Ok(system.files("/out"))
}

fn has(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}

#[test]
fn every_file_of_a_site_is_made_after_the_standard_that_it_names() {
    for (config, header, part) in [
        ("", "%PDF-1.7", "<pdfuaid:part>1<"),
        ("pdf: { standard: ua1 }\n", "%PDF-1.7", "<pdfuaid:part>1<"),
        ("pdf: { standard: ua2 }\n", "%PDF-2.0", "<pdfuaid:part>2<"),
        ("pdf: { standard: ua2 }\nlayouts: [booklet, large-print]\n", "%PDF-2.0", "<pdfuaid:part>2<"),
    ] {
        let files = made(config).expect("is built");
        let files: Vec<_> =
            files.iter().filter(|(path, _)| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "pdf")).collect();
        assert!(files.len() >= 2, "a handout and the book: {}", files.len());
        for (path, bytes) in files {
            assert!(bytes.starts_with(header.as_bytes()), "{config}: {path}");
            assert!(has(bytes, part), "{config}: {path}");
            let document = Document::load_mem(bytes).expect("is a PDF");
            let formula = document.objects.values().filter_map(|object| object.as_dict().ok());
            let formula =
                formula.filter(|own| own.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Formula"));
            let formula = formula.collect::<Vec<_>>();
            assert_eq!(formula.len(), 1, "{config}: {path}");
            assert_eq!(formula[0].has(b"AF"), header == "%PDF-2.0", "{config}: {path}");
            // What is heard of a formula is words, not its source.
            let heard = formula[0].get(b"Alt").and_then(Object::as_str).expect("has an alternative");
            let heard: String =
                heard.iter().filter(|byte| byte.is_ascii_graphic()).map(|byte| char::from(*byte)).collect();
            assert!(heard.ends_with("aoverb"), "{config}: {path}: {heard}");
        }
    }
}

#[test]
fn a_standard_that_is_not_known_is_refused_with_those_that_are() {
    let refused = made("pdf: { standard: ua3 }\n").expect_err("is refused");
    assert!(refused.contains("ua3") && refused.contains("ua2"), "{refused}");
}
