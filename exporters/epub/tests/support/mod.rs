//! What the tests of this folder share: a book made of blocks, and its files.
#![allow(dead_code, reason = "each test uses a part")]

use pamphlet_document::sample::{heading, page, parts};
use pamphlet_document::{Block, Page};
use pamphlet_epub::{EpubOptions, export};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::Reading;
use pamphlet_reading::sample::reading_from;
use std::io::{Cursor, Read};
use zip::ZipArchive;

pub(crate) fn book(reading: &Reading, media: &Media) -> ZipArchive<Cursor<Vec<u8>>> {
    let catalog = Catalog::of(reading.locale());
    let exported = export(reading, &catalog, media, &EpubOptions::default()).expect("a book can be made");
    ZipArchive::new(Cursor::new(exported.files[0].bytes.clone())).expect("it is an archive")
}

/// What is made of a reading that was changed at a moment that is known.
pub(crate) fn dated(reading: &Reading) -> Vec<pamphlet_document::File> {
    let options = EpubOptions { modified: Some(1_787_394_601), ..EpubOptions::default() };
    export(reading, &Catalog::of(reading.locale()), &Media::default(), &options).expect("a book can be made").files
}

pub(crate) fn dated_book(reading: &Reading) -> ZipArchive<Cursor<Vec<u8>>> {
    ZipArchive::new(Cursor::new(dated(reading)[0].bytes.clone())).expect("it is an archive")
}

pub(crate) fn file(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut out = String::new();
    archive.by_name(name).expect("it is there").read_to_string(&mut out).expect("it is text");
    out
}

pub(crate) fn chapter(locale: &str, page: Page) -> String {
    let others = ["index", "basics/keys"].map(|id| self::page(id, id, vec![heading(2, "What is a key")]));
    let reading = reading_from(parts(locale, [vec![page], others.to_vec()].concat()));
    let mut media = Media::default();
    media
        .add("logos/lantern.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><path d='M0 0h8'/></svg>")
        .expect("it is a picture");
    let xhtml = file(&mut book(&reading, &media), "OEBPS/text/page.xhtml");
    let (_, body) = xhtml.split_once("</h1>\n").or_else(|| xhtml.split_once("<section ")).expect("it has a text");
    body.trim_end_matches("</section>\n</body>\n</html>\n").to_owned()
}

/// The text of a page of these blocks, without icons' drawings.
pub(crate) fn check(locale: &str, blocks: Vec<Block>) -> String {
    icons(&chapter(locale, page("page", "Page", blocks)))
}

/// A text without the drawings of its icons.
pub(crate) fn icons(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<svg ") {
        let (tag, after) = after.split_once("</svg>").expect("it is closed");
        let label =
            tag.split_once("aria-label=\"").and_then(|(_, label)| label.split_once('"')).map(|(label, _)| label);
        out.push_str(before);
        out.push_str(&label.map_or_else(|| "<svg/>".to_owned(), |label| format!("<svg {label}/>")));
        rest = after;
    }
    out + rest
}
