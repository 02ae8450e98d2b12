//! The targets of pictures, drawings, diagrams, formulas and fonts.

use crate::machine::{builds, text};
use lopdf::{Dictionary, Document, Object};
use pamphlet_media::face::Faces;
use pamphlet_media::own::{OwnFile, read, refusal};
use pamphlet_media::picture::Picture;
use pamphlet_pipeline::Format;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_source::Walls;

/// A picture is read or refused, and what is written of it asks nothing of the network and runs nothing. The sums in a
/// PNG are put right before, since nothing behind them could be reached otherwise.
pub(crate) fn picture(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    put_sums_right(&mut bytes);
    let Ok(examined) = Picture::examine(&bytes) else { return };
    match examined.picture {
        Picture::Vector(vector) => {
            let again = pamphlet_media::svg::clean(vector.svg.as_bytes(), "", &mut Vec::new());
            assert!(again.is_ok(), "what was cleaned is not a picture any more: {}", vector.svg);
            let low = vector.svg.to_ascii_lowercase();
            for bad in ["<script", "javascript:", "<foreignobject", "href=\"http", "url(http", "<!entity"] {
                assert!(!low.contains(bad), "{bad} is left in {}", vector.svg);
            }
        }
        Picture::Raster(raster) => {
            assert!(raster.width > 0 && raster.height > 0);
            assert!(Picture::read(&raster.bytes).is_ok(), "what is passed on is not a picture any more");
        }
    }
}

/// Puts the sum of every chunk of a PNG right (PNG, third edition, 5.3).
fn put_sums_right(bytes: &mut [u8]) {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return;
    }
    let mut at = 8;
    while let Some(length) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]);
        let Some(end) = usize::try_from(length).ok().and_then(|length| at.checked_add(length)?.checked_add(8)) else {
            return;
        };
        let Some(covered) = bytes.get(at + 4..end) else { return };
        let mut sum = flate2::Crc::new();
        sum.update(covered);
        let Some(place) = bytes.get_mut(end..end + 4) else { return };
        place.copy_from_slice(&sum.sum().to_be_bytes());
        at = end + 4;
    }
}

/// A site of one page, with a file beside it.
fn page_with(page: &str, name: &str, bytes: &[u8]) -> MemorySystem {
    let system = MemorySystem::new([("/site/mkdocs.yml", "site_name: Site\n"), ("/site/docs/index.md", page)]);
    system.put(format!("/site/docs/{name}"), bytes);
    system.can_exchange(true);
    system
}

/// A drawing becomes objects of a PDF that hold no number that is none, in colours and in greys.
pub(crate) fn drawing(bytes: &[u8]) {
    let Ok(examined) = Picture::examine(bytes) else { return };
    let Picture::Vector(vector) = examined.picture else { return };
    for ink in [false, true] {
        match pamphlet_pdf::alone::drawing(&vector, ink) {
            Ok(objects) => objects.values().for_each(holds_numbers),
            Err(reason) => assert!(!reason.is_empty()),
        }
    }
}

/// A picture on paper: the file is whole, and holds no number that is none.
pub(crate) fn drawing_on_paper(bytes: &[u8]) {
    let mut bytes = bytes.to_vec();
    put_sums_right(&mut bytes);
    let system = page_with("# Home\n\n![A picture](a.svg)\n", "a.svg", &bytes);
    assert!(builds(&system, &[Format::Pdf]), "the site is one");
    for (path, bytes) in system.files("/out").iter().filter(|(path, _)| path.strip_suffix(".pdf").is_some()) {
        let document = Document::load_mem(bytes).unwrap_or_else(|error| panic!("{path} is not a PDF: {error}"));
        for object in document.objects.values() {
            holds_numbers(object);
        }
    }
}

/// Whether every number of an object is one.
fn holds_numbers(object: &Object) {
    match object {
        Object::Real(number) => assert!(number.is_finite(), "a number is {number}"),
        Object::Array(members) => members.iter().for_each(holds_numbers),
        Object::Dictionary(dictionary) => members(dictionary),
        Object::Stream(stream) => members(&stream.dict),
        _ => {}
    }
}

fn members(dictionary: &Dictionary) {
    dictionary.iter().for_each(|(_, object)| holds_numbers(object));
}

/// A diagram is drawn as a picture that stands for itself, or there is a reason why not.
pub(crate) fn diagram(bytes: &[u8]) {
    let text = text(bytes);
    let english = pamphlet_locale::Tag::parse("en").expect("is one");
    match pamphlet_diagram::draw("mermaid", &text, Faces::embedded(), &english, &mut Vec::new()) {
        Ok(vector) => {
            assert!(vector.width.is_finite() && vector.width > 0.0 && vector.height.is_finite() && vector.height > 0.0);
            let again = pamphlet_media::svg::clean(vector.svg.as_bytes(), "", &mut Vec::new());
            assert!(again.is_ok(), "it is not a picture: {}", vector.svg);
        }
        Err(undrawn) => assert!(!undrawn.reason.is_empty()),
    }
}

/// A font of a site is taken, or refused with a reason. Nothing of it is set: faces stay as long as their process, and a
/// fuzzer would have thousands.
pub(crate) fn font(bytes: &[u8]) {
    let file = OwnFile { path: "fonts/a.ttf".to_owned(), bytes: bytes.to_vec() };
    if let Some(reason) = refusal(&file, "A licence.") {
        assert!(!reason.is_empty());
    }
}

/// The same, and what is taken sets words on paper and in a book.
pub(crate) fn font_in_documents(bytes: &[u8]) {
    let file = OwnFile { path: "fonts/a.ttf".to_owned(), bytes: bytes.to_vec() };
    let walls = Walls::default();
    let fonts = read(std::slice::from_ref(&file), "A licence.", &walls);
    assert!(!walls.has_faults(), "a wall was needed");
    if fonts.faces.is_none() {
        assert!(fonts.said.iter().any(|said| said.refused), "it is refused without a word");
        return;
    }
    let system = page_with("# A BA\n\nAB A *BA* **AB** `A`\n", "a.txt", b"");
    system.put("/site/pamphlet.yml", b"title: A\nbrand: { fonts: fonts }\n");
    system.put("/site/fonts/a.ttf", bytes);
    system.put("/site/fonts/OFL.txt", b"A licence.");
    assert!(builds(&system, &[Format::Pdf, Format::Epub]), "the site is one");
}

/// A formula becomes MathML that parses, or none; what of it stands on paper has a place.
pub(crate) fn formula(bytes: &[u8]) {
    let text = text(bytes);
    for display in [false, true] {
        if let Some(made) = pamphlet_formula::tex::mathml(&text, display) {
            assert!(roxmltree::Document::parse(&made).is_ok(), "no XML: {made}");
        }
        let numbers = pamphlet_pdf::alone::formula(&text, display).unwrap_or_default();
        assert!(numbers.iter().all(|number| number.is_finite()), "a place is none: {numbers:?}");
    }
}

/// The same in a document, in a line and by itself.
pub(crate) fn formula_on_paper(bytes: &[u8]) {
    let text = text(bytes);
    let system = MemorySystem::new([
        ("/site/mkdocs.yml", "site_name: Site\nmarkdown_extensions: [pymdownx.arithmatex]\n"),
        ("/site/docs/index.md", &format!("# Home\n\nIn ${}$ line.\n\n$$\n{text}\n$$\n", text.replace('\n', " "))),
    ]);
    system.can_exchange(true);
    assert!(builds(&system, &[Format::Pdf]), "the site is one");
}
