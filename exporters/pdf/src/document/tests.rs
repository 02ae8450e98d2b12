//! Whole documents of the sample edition.

mod accessible;
mod fit;
mod large;
mod links;
mod packet;
mod pictures;
mod second;
mod strange;

use crate::{Layout, Packet, PdfOptions, export};
use pamphlet_document::{Edition, Exported, PageId, sample};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::sample::reading_of;

fn media() -> Media {
    let mut media = Media::default();
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18"
        fill="#335"/></svg>"##;
    for asset in ["logo.svg", "assets/logo.svg", "shot.png"] {
        media.add(asset, svg).expect("is a picture");
    }
    media
}

fn options() -> PdfOptions {
    PdfOptions {
        layouts: vec![Layout::Standard, Layout::LargePrint, Layout::Booklet],
        packets: vec![Packet {
            slug: "first".to_owned(),
            title: "First steps".to_owned(),
            pages: vec![PageId("basics/keys".to_owned()), PageId("nowhere".to_owned())],
            tabs: None,
        }],
        ..PdfOptions::default()
    }
}

fn made(edition: &Edition) -> Exported {
    export(&reading_of(edition), &Catalog::of(edition.locale()), &media(), &options())
}

#[test]
fn files_are_named_after_their_layout() {
    let exported = made(&sample::edition("it"));
    keep(&exported, "it");
    let names: Vec<&str> = exported.files.iter().map(|file| file.path.as_str()).collect();
    insta::assert_snapshot!(names.join("\n"), @r"
    handouts/index.pdf
    handouts/basics/keys.pdf
    handouts/basics/Keys.pdf
    book-it.pdf
    packets/first.pdf
    handouts/index-large-print.pdf
    handouts/basics/keys-large-print.pdf
    handouts/basics/Keys-large-print.pdf
    book-it-large-print.pdf
    packets/first-large-print.pdf
    handouts/index-booklet-a4.pdf
    handouts/basics/keys-booklet-a4.pdf
    handouts/basics/Keys-booklet-a4.pdf
    book-it-booklet-a4.pdf
    packets/first-booklet-a4.pdf
    ");
}

#[test]
fn the_same_twice() {
    for locale in ["ar", "ja"] {
        let edition = sample::edition(locale);
        let (one, other) = (made(&edition), made(&edition));
        assert_eq!(one, other);
        keep(&one, locale);
    }
}

#[test]
fn the_same_on_any_number_of_cores() {
    let edition = sample::edition("it");
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(|| made(&edition))
    };
    let one = on(1);
    for threads in [2, 5] {
        assert!(one == on(threads), "{threads} threads");
    }
}

/// Leaves the files beside the build, for validators and eyes.
fn keep(exported: &Exported, locale: &str) {
    for file in &exported.files {
        keep_file(&format!("{locale}/{}", file.path), &file.bytes);
    }
}

#[expect(clippy::disallowed_methods, reason = "a test may leave files in its own build folder")]
fn keep_file(name: &str, bytes: &[u8]) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pdf-samples").join(name);
    std::fs::create_dir_all(path.parent().expect("is in a folder")).expect("the build folder can be written");
    std::fs::write(path, bytes).expect("the build folder can be written");
}
