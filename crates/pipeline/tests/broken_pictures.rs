//! Pictures that cannot be shown, in the formats for reading on screens: words stand for them, it is said at the place
//! where they are shown, and nothing of the file itself gets into a book.

use pamphlet_pipeline::build::build;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use pamphlet_source::{Code, Finding};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

/// What became of a page with a picture.
struct Made {
    said: Vec<Finding>,
    /// The files of the book.
    book: BTreeMap<String, Vec<u8>>,
    chapter: String,
    text: String,
}

/// Builds a page that shows a picture in a paragraph of its own and in a sentence.
fn made(name: &str, picture: &[u8]) -> Made {
    let page = format!("# Ducks\n\nBefore it.\n\n![A duck in words]({name})\n\nHere ![a duckling]({name}) swims.\n");
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: Ducks\nslug: ducks\nlinks: none\n"),
        ("/site/mkdocs.yml", "site_name: Ducks\n"),
        ("/site/docs/index.md", page.as_str()),
    ]);
    system.put(format!("/site/docs/{name}"), picture);
    let request = Request { formats: vec![Format::Epub, Format::Text], ..Request::new("/site", "/out") };
    let report = build(&system, &request, &()).expect("is built");
    let mut files = system.files("/out");
    let bytes = files.remove("en/ducks-en.epub").expect("the book is made");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
    let mut book = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("is there");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("can be read");
        book.insert(entry.name().to_owned(), bytes);
    }
    let chapter = book.iter().find(|(name, _)| name.ends_with("text/index.xhtml")).expect("has a chapter").1;
    let chapter = String::from_utf8(chapter.clone()).expect("is UTF-8");
    let text = files.remove("en/text/index.txt").expect("the text is made");
    let text = String::from_utf8(text).expect("is UTF-8");
    let said =
        report.findings.into_iter().filter(|found| matches!(found.code, Code::BrokenPicture | Code::PictureChanged));
    Made { said: said.collect(), book, chapter, text }
}

/// A grey picture of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\xdach\0\0\0\x82\0\x81\xdaE\x08;\0\0\0\0IEND\xaeB`\x82";

/// Words in place of the picture in both formats, and no file of it in the book.
fn is_words(made: &Made, name: &str) {
    let [found] = made.said.as_slice() else { panic!("{name}: one finding, not {:#?}", made.said) };
    assert_eq!(found.code, Code::BrokenPicture, "{name}");
    for words in ["A duck in words", "a duckling", "Before it.", "swims."] {
        assert!(made.chapter.contains(words), "{name}: “{words}” is lost\n{}", made.chapter);
        assert!(made.text.contains(words), "{name}: “{words}” is lost\n{}", made.text);
    }
    assert!(!made.chapter.contains("<img"), "{name}\n{}", made.chapter);
    let package = made.book.iter().find(|(file, _)| has_extension(file, "opf")).expect("has a package").1;
    assert!(!String::from_utf8_lossy(package).contains("duck."), "{name} is in the package");
    assert!(made.book.keys().all(|file| !file.contains("duck.")), "{name} is in the book");
}

#[test]
fn a_sound_picture_is_shown() {
    let made = made("duck.png", PNG);
    assert!(made.said.is_empty(), "{:#?}", made.said);
    assert_eq!(made.chapter.matches("<img").count(), 2, "{}", made.chapter);
    assert!(made.chapter.contains("alt=\"A duck in words\""), "{}", made.chapter);
    assert!(made.text.contains("A duck in words"), "{}", made.text);
}

#[test]
fn a_picture_that_ends_too_early_is_words() {
    for length in [4, 20, PNG.len() - 24] {
        is_words(&made("duck.png", &PNG[..length]), &format!("{length} bytes of a picture"));
    }
}

#[test]
fn a_picture_that_is_no_picture_is_words() {
    for (name, bytes) in [
        ("duck.png", b"<html><body>404 Not Found</body></html>".as_slice()),
        ("duck.jpg", b"\xff\xd8\xff\xe0 and nothing more"),
        ("duck.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><rect></svg>"),
        ("duck.webp", b""),
    ] {
        is_words(&made(name, bytes), name);
    }
}

#[test]
fn a_drawing_with_a_script_is_shown_without_it() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' onload='steal()'><script>steal()</script>\
               <a href='javascript:steal()'><rect width='9' height='9' onclick='steal()'/></a></svg>";
    let made = made("duck.svg", svg.as_bytes());
    let said: Vec<_> = made.said.iter().map(|found| (found.code, found.message.as_str())).collect();
    assert_eq!(said, [(Code::PictureChanged, "scripts were taken out")]);
    assert!(made.chapter.contains("alt=\"A duck in words\""), "{}", made.chapter);
    assert!(made.text.contains("A duck in words"), "{}", made.text);
    for (name, bytes) in &made.book {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("steal") && !text.contains("<script"), "{name}: {text}");
    }
    let drawing = made.book.iter().find(|(name, _)| has_extension(name, "svg") && name.contains("duck"));
    assert!(
        drawing.is_some_and(|(_, bytes)| String::from_utf8_lossy(bytes).contains("<rect")),
        "{:?}",
        made.book.keys()
    );
}

fn has_extension(file: &str, extension: &str) -> bool {
    Path::new(file).extension().is_some_and(|found| found == extension)
}

#[test]
fn a_broken_picture_inside_of_an_address_names_its_page() {
    let system = MemorySystem::new([
        ("/site/mkdocs.yml", "site_name: Ducks\n"),
        ("/site/docs/index.md", "# Ducks\n"),
        ("/site/docs/pond.md", "# Pond\n\n![A duck](data:image/png;base64,iVBORw0KGgo=)\n"),
    ]);
    let request = Request { formats: vec![Format::Text], ..Request::new("/site", "/out") };
    let report = build(&system, &request, &()).expect("is built");
    let said: Vec<&Finding> = report.findings.iter().filter(|found| found.code == Code::BrokenPicture).collect();
    let [found] = said.as_slice() else { panic!("one finding, not {said:#?}") };
    assert_eq!((found.path(), found.page.as_deref()), (Some("docs/pond.md"), Some("pond")));
    assert!(found.message.contains("an address of this page"), "{}", found.message);
}
