//! Every page of real sites as JSON, read back: the same document. Always the handbook; with `PAMPHLET_CORPUS`, `cargo xtask
//! test` also has the trees in it read that our tests keep a configuration for.

use pamphlet_json::{JsonOptions, export, read_cards, read_index, read_page};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_pipeline::Request;
use pamphlet_pipeline::stage::{base, in_pool, parse, read_edition, read_locale, ready};
use pamphlet_pipeline::system::OsSystem;
use pamphlet_reading::Placed;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Reads back every page of a site; how many there were.
fn read_back(site: &Path, config: Option<PathBuf>) -> usize {
    let request = Request { config, ..Request::new(site, "") };
    in_pool(&OsSystem, None, || {
        let base = base(&OsSystem, &request)?;
        let parsed = parse(&base)?;
        let mut count = 0;
        for locale in base.site.locales() {
            let edition =
                ready(&base, &parsed, &locale, read_locale(&base, &locale)).expect("is composed").composed.edition;
            let catalog = Catalog::of(&locale);
            let (reading, told) =
                read_edition(&base, &edition, &catalog, &Media::default(), &|_| true).expect("is read");
            assert!(told.is_empty(), "{told:?}");
            let made = export(&reading, &catalog, &Media::default(), &JsonOptions::default());
            let files: BTreeMap<String, Vec<u8>> =
                made.expect("is exported").files.into_iter().map(|file| (file.path, file.bytes)).collect();
            for page in reading.pages() {
                let name = format!("json/{}.json", page.id);
                let read = read_page(&files[&name]).expect("is a page");
                let blocks: Vec<Placed> = read
                    .blocks
                    .iter()
                    .map(|entry| Placed { origin: entry.head.origin, block: entry.block.clone() })
                    .collect();
                assert!(blocks == page.blocks, "{locale}: the blocks of {name} are others when they are read back");
                let notes: Vec<_> = read.notes.iter().map(|entry| entry.note.clone()).collect();
                assert!(notes == page.notes, "{locale}: the notes of {name} are others when they are read back");
                assert_eq!((&read.head.meta, &read.head.title), (&page.meta, &page.title));
                count += 1;
            }
            assert_eq!(read_index(&files["index.json"]).expect("is an index").pages.len(), reading.pages().len());
            read_cards(&files["cards.json"]).expect("are cards");
        }
        Ok(count)
    })
    .expect("can be read")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn pages_of_the_handbook() {
    assert!(read_back(&root().join("content/handbook"), None) > 10);
}

#[test]
#[ignore = "needs PAMPHLET_CORPUS"]
#[expect(clippy::disallowed_methods, reason = "a test is told by its environment where the trees lie")]
fn corpus_pages_are_equal_when_read_back() {
    let corpus = PathBuf::from(std::env::var_os("PAMPHLET_CORPUS").expect("PAMPHLET_CORPUS names a folder"));
    let mut seen = 0;
    for (tree, config) in [
        ("privacyguides", "privacyguides.yml"),
        ("privacyguides-2023", "privacyguides-2023.yml"),
        ("mkdocs-material", "mkdocs-material.yml"),
        ("seeds/current", "seeds-current.yml"),
        ("seeds/archive", "seeds-archive.yml"),
    ] {
        let site = corpus.join(tree);
        if site.exists() {
            let count = read_back(&site, Some(root().join("tests/sites").join(config)));
            println!("{tree}: {count} pages are equal when they are read back");
            seen += count;
        } else {
            println!("skipped: {tree} is not in the corpus");
        }
    }
    assert!(seen > 0, "PAMPHLET_CORPUS holds none of the trees");
}
