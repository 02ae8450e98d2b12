//! What a handout and a book cost, loading left out: `cargo bench -p pamphlet-pdf`.

use divan::Bencher;
use pamphlet_document::{NavItem, Page, sample};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_pdf::{PdfOptions, export};
use pamphlet_reading::Reading;
use pamphlet_reading::sample::reading_from;

fn main() {
    divan::main();
}

/// A page of about five printed ones.
fn page(number: usize) -> Page {
    let words = "A letter in a sealed envelope tells the post who writes to whom, and when, but not what. Most \
                 messengers are postcards; the ones below are envelopes, and the better ones hide part of the \
                 address too. Compare safety numbers once, face to face. ";
    let mut blocks = Vec::new();
    for section in 0..8 {
        blocks.push(sample::heading(2, &format!("Part {section} of page {number}")));
        for _ in 0..5 {
            blocks.push(sample::paragraph(&words.repeat(2)));
        }
    }
    sample::page(&format!("page-{number}"), &format!("Page {number}"), blocks)
}

fn reading(pages: usize) -> Reading {
    let pages: Vec<Page> = (0..pages).map(page).collect();
    let mut parts = sample::parts("en", pages);
    parts.nav = parts
        .pages
        .iter()
        .map(|page| NavItem::Page { page: page.id.clone(), title: page.title.clone(), language: None })
        .collect();
    reading_from(parts)
}

fn run(bencher: Bencher<'_, '_>, reading: &Reading, options: &PdfOptions) {
    let (catalog, media) = (Catalog::of(reading.locale()), Media::default());
    // The first export loads the faces.
    let _ = export(reading, &catalog, &media, options);
    bencher.bench(|| export(reading, &catalog, &media, options));
}

#[divan::bench]
fn handout_of_five_pages(bencher: Bencher<'_, '_>) {
    run(bencher, &reading(1), &PdfOptions { book: false, ..PdfOptions::default() });
}

#[divan::bench]
fn book_of_sixty_chapters(bencher: Bencher<'_, '_>) {
    run(bencher, &reading(60), &PdfOptions { handouts: false, ..PdfOptions::default() });
}
