//! The words of pictures, which programs find though nobody paints them as text.

use super::accessible::{inline, paragraph};
use crate::{Layout, PdfOptions, export};
use lopdf::Document;
use pamphlet_document::{InlineKind, sample};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::sample::reading_from;

/// The operators of all pages of a handout that shows a picture, in a layout.
fn operators(locale: &str, svg: &str, alternative: &str, layout: Layout) -> String {
    let mut media = Media::default();
    media.add("words.svg", svg.as_bytes()).expect("is a picture");
    let picture = sample::picture("words.svg", alternative);
    let page = sample::page("page", "Page", vec![paragraph(vec![inline(InlineKind::Picture(picture))])]);
    let reading = reading_from(sample::parts(locale, vec![page]));
    let options = PdfOptions { book: false, layouts: vec![layout], ..PdfOptions::default() };
    let made = export(&reading, &Catalog::of(reading.locale()), &media, &options);
    let document = Document::load_mem(&made.files[0].bytes).expect("can be read");
    let pages = document.page_iter().map(|page| document.get_page_content(page));
    pages.map(|content| String::from_utf8_lossy(&content).into_owned()).collect()
}

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 60'><rect width='200' height='60' fill='#eee'/>\
    <text x='20' y='30' font-size='16'>Words</text><text x='150' y='50' font-size='16' transform='rotate(-90 150 50)'>מילים \
    two</text></svg>";

#[test]
fn words_stand_behind_the_picture_that_shows_them() {
    for layout in [Layout::Standard, Layout::Booklet] {
        let shown = operators("en", SVG, "What it shows", layout);
        let picture = shown.find("/P0 Do").expect("is drawn");
        let words = &shown[picture..];
        let (begin, end) = (words.find("3 Tr").expect("has words"), words.rfind("0 Tr").expect("goes on painted"));
        assert!(begin < end, "{words}");
        let between = &words[..end];
        assert!(!between.contains("BDC\n/P") && between.matches("3 Tr").count() >= 3, "{between}");
        // One of them is turned by a quarter.
        assert!(between.lines().any(|line| line.starts_with("0 ") && line.ends_with("Tm")), "{between}");
    }
}

#[test]
fn what_only_decorates_says_nothing() {
    let shown = operators("en", SVG, "", Layout::Standard);
    assert!(shown.contains("/P0 Do") && !shown.contains(" Tr"), "{shown}");
}
