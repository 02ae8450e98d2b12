//! How fast pages are read: `PAMPHLET_CORPUS=DIR cargo bench -p pamphlet-parser` (without it, the handbook).
#![expect(clippy::disallowed_methods, reason = "a benchmark chooses and reads its own input")]

use divan::counter::BytesCount;
use pamphlet_parser::{Appended, Dialect, Input, Skeleton, parse};
use pamphlet_source::SourceId;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let handbook = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/handbook");
    let root = std::env::var("PAMPHLET_CORPUS").unwrap_or_else(|_| handbook.to_owned());
    let mut pages = Vec::new();
    collect(Path::new(&root), &mut pages);
    pages
});

fn collect(folder: &Path, pages: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.extend(std::fs::read_to_string(&path));
        }
    }
}

fn main() {
    divan::main();
}

/// Every page, as its author wrote it.
#[divan::bench(sample_count = 10)]
fn source(bencher: divan::Bencher<'_, '_>) {
    run(bencher, None);
}

/// Every page, as a translation of some other page.
#[divan::bench(sample_count = 10)]
fn translation(bencher: divan::Bencher<'_, '_>) {
    run(bencher, Some(&Skeleton::default()));
}

fn run(bencher: divan::Bencher<'_, '_>, reference: Option<&Skeleton>) {
    let dialect = Dialect::default();
    let bytes: usize = PAGES.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for text in PAGES.iter() {
            divan::black_box(parse(&Input {
                source: SourceId(0),
                text,
                dialect: &dialect,
                snippets: &(),
                appended: &Appended::default(),
                reference,
                repair: true,
            }));
        }
    });
}
