//! Diagrams that a picture beside their page shows: what no crate draws, and what cannot be drawn whole.

use pamphlet_pipeline::build::build;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use pamphlet_source::Code;
use std::io::{Cursor, Read as _};

const SVG: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 40'><path fill='#333' d='M0 0h80v40H0z'/></svg>";

/// What became of a page with a diagram: its chapter in the book, the files of pictures there, what was said with its line,
/// and how large its handout is.
struct Made {
    chapter: String,
    pictures: Vec<String>,
    said: Vec<(Code, u32)>,
    handout: usize,
}

fn made(diagram: &str, beside: Option<&str>) -> Made {
    let page = format!("# Ducks\n\nBefore it.\n\n{diagram}\n\nAfter it.\n");
    let system = MemorySystem::new([
        ("/site/mkdocs.yml", "site_name: Ducks\nplugins: [d2]\n"),
        ("/site/docs/index.md", page.as_str()),
    ]);
    if let Some(name) = beside {
        system.put(format!("/site/docs/{name}"), SVG.as_bytes());
    }
    let request = Request { formats: vec![Format::Epub, Format::Pdf], ..Request::new("/site", "/out") };
    let report = build(&system, &request, &()).expect("is built");
    let files = system.files("/out");
    let book = files.iter().find(|(path, _)| path.contains(".epub")).expect("the book is made").1;
    let mut archive = zip::ZipArchive::new(Cursor::new(book.clone())).expect("is an archive");
    let mut chapter = String::new();
    archive.by_name("OEBPS/text/index.xhtml").expect("is there").read_to_string(&mut chapter).expect("is text");
    let pictures = archive.file_names().filter(|name| name.contains("images/") && !name.contains("cover"));
    let pictures = pictures.map(str::to_owned).collect();
    let said = report.findings.iter().filter(|found| {
        matches!(found.code, Code::DiagramNotDrawn | Code::PictureChanged | Code::BrokenPicture | Code::MissingPicture)
    });
    let said = said.map(|found| (found.code, found.line().unwrap_or_default())).collect();
    Made { chapter, pictures, said, handout: files["en/handouts/index.pdf"].len() }
}

#[test]
fn a_picture_beside_the_page_shows_what_nothing_draws() {
    let diagram = "```d2 { name=\"pond\" }\nduck -> pond: swims\n```";
    let source = made(diagram, None);
    assert_eq!(source.said, [(Code::DiagramNotDrawn, 5)]);
    assert!(!source.chapter.contains("<img") && source.chapter.contains("duck -&gt; pond"), "{}", source.chapter);
    let shown = made(diagram, Some("pond.svg"));
    assert_eq!(shown.said, [], "it is shown");
    assert_eq!(shown.pictures.len(), 1, "{:?}", shown.pictures);
    assert!(
        shown.chapter.contains("<img") && shown.chapter.contains("swims"),
        "the source is there: {}",
        shown.chapter
    );
    assert_ne!(shown.handout, source.handout, "paper shows it");
    // A name of something else is none of this diagram's.
    assert_eq!(made(diagram, Some("lake.svg")).said, source.said);
}

#[test]
#[cfg(feature = "diagrams")]
fn what_cannot_be_drawn_whole_is_shown_as_its_author_drew_it() {
    // Linear A, of which no font has a letter.
    let diagram = "```mermaid { name=\"pond\" }\nflowchart TD\n A[\u{10600}] --> B[Pond]\n```";
    let drawn = made(diagram, None);
    assert_eq!(drawn.said, [(Code::PictureChanged, 5)]);
    let shown = made(diagram, Some("pond.svg"));
    assert_eq!(shown.said, []);
    assert_ne!(shown.handout, drawn.handout, "it is the other picture");
    // One that can be drawn is: its words are text, in the language of the page.
    let whole = diagram.replace('\u{10600}', "Duck");
    assert_eq!(made(&whole, Some("pond.svg")).handout, made(&whole, None).handout);
}
