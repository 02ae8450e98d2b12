//! Pictures that nobody should put on a page: the printed page comes out with all its words, and it is said what was
//! done to the picture.

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use pamphlet_source::{Code, Severity};
use std::io::Write;

/// Builds the printed page of a site that shows a picture; what there is to say about the picture, and the page.
fn printed(name: &str, picture: &[u8]) -> (Vec<(Code, String)>, Vec<u8>) {
    let page = format!("# Ducks\n\nBefore it.\n\n![A duck in words]({name})\n\nAfter it.\n");
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: Ducks\nslug: ducks\nlinks: none\n"),
        ("/site/mkdocs.yml", "site_name: Ducks\n"),
        ("/site/docs/index.md", page.as_str()),
    ]);
    system.put(format!("/site/docs/{name}"), picture);
    let request = Request { formats: vec![Format::Pdf], ..Request::new("/site", "/out") };
    let report: Report = build(&system, &request, &()).expect("is built");
    let said = report.findings.iter().filter(|finding| finding.path().is_some_and(|path| path.ends_with(name)));
    let said = said.map(|finding| (finding.code, finding.message.clone())).collect();
    assert!(report.findings.iter().all(|finding| finding.severity != Severity::Error), "{name}");
    let file = system.files("/out").remove("en/handouts/index.pdf").expect("is made");
    let words = words(&file);
    assert!(words.contains("Before it.") && words.contains("After it."), "{name}: {words}");
    // Words stand for what cannot be shown.
    let shown = report.findings.iter().all(|finding| finding.code != Code::BrokenPicture);
    assert_ne!(words.contains("A duck in words"), shown, "{name}: {words}");
    (said, file)
}

/// Whether a file shows pixels.
fn shows_pixels(file: &[u8]) -> bool {
    String::from_utf8_lossy(file).replace(' ', "").contains("/Subtype/Image")
}

/// The words of a file.
fn words(file: &[u8]) -> String {
    let document = lopdf::Document::load_mem(file).expect("is a PDF");
    document.extract_text(&[1]).expect("has words")
}

/// A grey PNG file of one bit a pixel, all white.
fn white(width: u32, height: u32) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(data);
        let length = u32::try_from(data.len()).expect("fits");
        [&length.to_be_bytes(), kind.as_slice(), data, &sum.sum().to_be_bytes()].concat()
    };
    let mut row = vec![0xFF_u8; usize::try_from(width.div_ceil(8)).expect("fits") + 1];
    row[0] = 0;
    let mut rows = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..height {
        rows.write_all(&row).expect("memory is written");
    }
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), [1, 0, 0, 0, 0].as_slice()].concat();
    let rows = rows.finish().expect("memory is written");
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &header), &chunk(b"IDAT", &rows), &chunk(b"IEND", &[])].concat()
}

#[test]
fn twenty_thousand_pixels_are_brought_to_what_paper_shows() {
    let (said, file) = printed("wide.png", &white(20_000, 2_000));
    assert_eq!(said, [(Code::PictureChanged, "scaled from 20000 × 2000 to 2858 × 286 pixels".to_owned())]);
    assert!(shows_pixels(&file));
    assert!(file.len() < 100_000, "{} bytes", file.len());
}

#[test]
fn more_pixels_than_a_machine_should_read_are_words() {
    let (said, file) = printed("bomb.png", &white(200_000, 20_000));
    assert!(matches!(said.as_slice(), [(Code::BrokenPicture, message)] if message.contains("too large")), "{said:?}");
    assert!(!shows_pixels(&file));
}

const HEAD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="9" height="9"/>"#;

#[test]
fn a_drawing_that_refers_to_other_files_loses_those_parts() {
    let svg = format!(
        "{HEAD}<image href='file:///etc/passwd' width='1' height='1'/><use href='http://e.org/x.svg#a'/>\
         <style>@import url(http://e.org/x.css);</style><script>alert(1)</script></svg>"
    );
    let (said, file) = printed("outside.svg", svg.as_bytes());
    assert_eq!(
        said,
        [
            (Code::PictureChanged, "references to other files were taken out".to_owned()),
            (Code::PictureChanged, "scripts were taken out".to_owned())
        ]
    );
    for trace in ["passwd", "e.org", "alert"] {
        assert!(!String::from_utf8_lossy(&file).contains(trace), "{trace}");
    }
}

#[test]
fn a_drawing_that_nests_without_end_is_words() {
    let circle = format!("{HEAD}<g id='a'><rect width='1' height='1'/><use href='#a'/></g></svg>");
    let (said, _) = printed("circle.svg", circle.as_bytes());
    assert_eq!(said, [(Code::PictureChanged, "a part that contains itself was taken out".to_owned())]);
    let deep = format!("{HEAD}{}{}</svg>", "<g>".repeat(40_000), "</g>".repeat(40_000));
    let mut bomb = format!("{HEAD}<g id='n0'><rect width='1' height='1'/></g>");
    for level in 1..20 {
        let uses = format!("<use href='#n{}'/>", level - 1).repeat(10);
        bomb.push_str(&format!("<g id='n{level}'>{uses}</g>"));
    }
    bomb.push_str("</svg>");
    for (name, svg, wanted) in [("deep.svg", deep, "nested more than"), ("bomb.svg", bomb, "draws more than")] {
        let (said, _) = printed(name, svg.as_bytes());
        assert!(matches!(said.as_slice(), [(Code::BrokenPicture, message)] if message.contains(wanted)), "{said:?}");
    }
}
