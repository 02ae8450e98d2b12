//! What holds for every book.

use pamphlet_document::sample::{
    LETTERS, block, cell, extreme_words, extremes, heading, list, page, paragraph, parts, row, text,
};
use pamphlet_document::{BlockKind, Commit, ListKind, PageId, Revision, Table};
use pamphlet_epub::{EpubOptions, PageBreak, PageList, export};
use pamphlet_locale::Catalog;
use pamphlet_media::Media;
use pamphlet_reading::Reading;
use pamphlet_reading::sample::{reading, reading_from};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::{CompressionMethod, DateTime, ZipArchive};

fn media() -> Media {
    let mut media = Media::default();
    media
        .add("logos/lantern.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><path d='M0 0h8'/></svg>")
        .expect("it is a picture");
    media
}

fn bytes(reading: &Reading, options: &EpubOptions) -> Vec<u8> {
    let exported = export(reading, &Catalog::of(reading.locale()), &media(), options).expect("a book can be made");
    exported.files[0].bytes.clone()
}

fn files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("it is there");
            let mut out = Vec::new();
            file.read_to_end(&mut out).expect("it can be read");
            (file.name().to_owned(), out)
        })
        .collect()
}

/// The path that a relative address leads to.
fn resolve(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let bytes: Vec<u8> = parts.join("/").into_bytes();
    let mut out = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] == b'%' {
            let hex = std::str::from_utf8(&bytes[index + 1..index + 3]).expect("it is ASCII");
            out.push(u8::from_str_radix(hex, 16).expect("it is a number"));
            index += 3;
        } else {
            out.push(bytes[index]);
            index += 1;
        }
    }
    String::from_utf8(out).expect("it is UTF-8")
}

/// Every file is well-formed, no identifier is there twice, every link arrives.
fn check(bytes: &[u8]) {
    let files = files(bytes);
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    for (name, bytes) in &files {
        let extension = name.rsplit('.').next().unwrap_or_default();
        if !matches!(extension, "xhtml" | "opf" | "ncx" | "xml" | "svg") {
            continue;
        }
        let text = std::str::from_utf8(bytes).expect("it is UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(text, options)
            .unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            if let Some(id) = node.attribute("id") {
                assert!(ids.entry(name).or_default().insert(id.to_owned()), "{name}: {id} twice");
            }
            for key in ["href", "src"] {
                links.extend(
                    node.attribute(key).filter(|to| !to.contains(':')).map(|to| (name.as_str(), to.to_owned())),
                );
            }
        }
    }
    for (from, to) in links {
        let (path, fragment) = to.split_once('#').map_or((to.as_str(), None), |(path, id)| (path, Some(id)));
        let target = if path.is_empty() { from.to_owned() } else { resolve(from, path) };
        let target = if from == "META-INF/container.xml" { path.to_owned() } else { target };
        let target = target.as_str();
        assert!(files.contains_key(target), "{from}: {to} leads nowhere");
        if let Some(id) = fragment {
            let id = resolve("", id);
            assert!(ids.get(target).is_some_and(|ids| ids.contains(&id)), "{from}: {to} has no place");
        }
    }
}

#[test]
fn every_link_arrives() {
    for locale in ["en", "ar", "zh-Hant"] {
        check(&bytes(&reading(locale), &EpubOptions::default()));
    }
}

#[test]
fn equal_readings_are_equal_bytes() {
    let options = EpubOptions::default();
    assert_eq!(bytes(&reading("en"), &options), bytes(&reading("en"), &options));
}

#[test]
fn the_archive_begins_with_its_type_and_has_no_times() {
    let bytes = bytes(&reading("en"), &EpubOptions::default());
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip", "OCF 3.3, 4.3: readers look at byte 30");
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("it is an archive");
    for index in 0..archive.len() {
        let file = archive.by_index(index).expect("it is there");
        assert_eq!(file.last_modified(), Some(DateTime::default()), "{}", file.name());
        assert_eq!(file.extra_data().unwrap_or_default(), b"", "{}", file.name());
        let stored = file.name() == "mimetype" || file.name().contains("/images/");
        assert_eq!(file.compression() == CompressionMethod::Stored, stored, "{}", file.name());
    }
}

#[test]
fn names_of_all_kinds_are_valid() {
    let ids = ["About", "about", "a b/c?d", "../../etc/passwd", "a/./b", "日本/語", "", "x/", "con.", "a%20b", "a#b"];
    let pages = ids.map(|id| page(id, "", vec![paragraph("Text.")])).to_vec();
    let book = reading_from(parts("en", pages));
    let bytes = bytes(&book, &EpubOptions::default());
    check(&bytes);
    let names: Vec<String> = files(&bytes).into_keys().filter(|name| name.starts_with("OEBPS/text/")).collect();
    assert_eq!(names.len(), ids.len());
    assert!(names.contains(&"OEBPS/text/about-2.xhtml".to_owned()), "{names:?}");
}

#[test]
fn a_book_of_no_page_is_a_book() {
    let book = reading_from(parts("en", Vec::new()));
    check(&bytes(&book, &EpubOptions::default()));
}

#[test]
fn printed_pages_are_marked_and_listed() {
    let break_at = |label: &str, page: &str, block| PageBreak {
        label: label.to_owned(),
        page: PageId(page.to_owned()),
        block,
        part: 0,
    };
    let list = PageList {
        source: "book-en.pdf".to_owned(),
        breaks: vec![break_at("1", "index", 0), break_at("2", "index", 7), break_at("3", "basics/keys", 99)],
    };
    let bytes = bytes(&reading("en"), &EpubOptions { page_list: Some(list), ..EpubOptions::default() });
    check(&bytes);
    let files = files(&bytes);
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("it is text");
    assert_eq!(text("OEBPS/text/index.xhtml").matches("doc-pagebreak").count(), 2);
    assert_eq!(text("OEBPS/text/basics/keys.xhtml").matches("doc-pagebreak").count(), 1);
    assert!(text("OEBPS/nav.xhtml").contains("<li><a href=\"text/index.xhtml#_page._.2\">2</a></li>"));
    assert!(text("OEBPS/content.opf").contains("<meta property=\"pageBreakSource\">book-en.pdf</meta>"));
}

#[test]
fn a_printed_page_that_begins_inside_of_a_block_is_marked_there() {
    let items = ["one", "two", "three"].map(|words| vec![paragraph(words)]).to_vec();
    let body = ["alpha", "beta"].map(|words| row(vec![cell(false, vec![text(words)])])).to_vec();
    let table = Table { caption: Vec::new(), columns: Vec::new(), head: Vec::new(), body };
    let blocks = vec![
        paragraph("Before."),
        block(BlockKind::List(list(ListKind::Bullet, items))),
        block(BlockKind::Table(table)),
        paragraph("After."),
    ];
    let mut parts = parts("en", vec![page("long", "Long", blocks)]);
    parts.nav_rest = vec![PageId("long".to_owned())];
    let break_at =
        |label: &str, block| PageBreak { label: label.to_owned(), page: PageId("long".to_owned()), block, part: 0 };
    // Blocks: 0 before, 1 the list, 2 to 4 its items, 5 the table, 6 and 7 its rows, 8 after.
    let breaks = vec![break_at("1", 0), break_at("2", 3), break_at("3", 7), break_at("4", 9)];
    let list = PageList { source: "book-en.pdf".to_owned(), breaks };
    let bytes = bytes(&reading_from(parts), &EpubOptions { page_list: Some(list), ..EpubOptions::default() });
    check(&bytes);
    let chapter = String::from_utf8(files(&bytes)["OEBPS/text/long.xhtml"].clone()).expect("it is text");
    let mark = |label: &str| format!("id=\"_page._.{label}\" aria-label=\"{label}.\"></span>");
    let after = |label: &str| chapter.split(&mark(label)).nth(1).unwrap_or_else(|| panic!("{label}: {chapter}"));
    assert!(after("1").contains("Before."));
    assert!(after("2").starts_with("two") && !after("2").contains("one"), "{chapter}");
    assert!(after("3").starts_with("beta") && !after("3").contains("alpha"), "{chapter}");
    assert!(!after("4").contains("After."));
}

#[test]
fn a_printed_page_that_begins_in_a_line_is_marked_there() {
    let link = pamphlet_document::sample::inline(pamphlet_document::InlineKind::Link(pamphlet_document::Link {
        // There is no such place: what names it goes, wherever the marks have moved it.
        target: pamphlet_document::Target::Page { page: PageId("long".to_owned()), anchor: Some("gone".to_owned()) },
        title: None,
        title_language: None,
        role: None,
        button: None,
        content: vec![text("seven eight")],
    }));
    let words = vec![text("one two three four five & six "), link, text(" nine ten.")];
    let code = pamphlet_document::CodeBlock {
        language: None,
        title: None,
        line_numbers: None,
        highlighted: Vec::new(),
        annotations: Vec::new(),
        text: "first line\nsecond line\nthird line".to_owned(),
    };
    let blocks = vec![
        block(BlockKind::Paragraph { content: words }),
        block(BlockKind::Code(code)),
        paragraph("文字が続いて終わる。"),
    ];
    let mut parts = parts("en", vec![page("long", "Long", blocks)]);
    parts.nav_rest = vec![PageId("long".to_owned())];
    let break_at =
        |label: &str, block, part| PageBreak { label: label.to_owned(), page: PageId("long".to_owned()), block, part };
    let breaks = vec![
        break_at("1", 0, 0),
        break_at("2", 0, 230),
        break_at("3", 0, 700),
        break_at("4", 1, 400),
        break_at("5", 2, 500),
        break_at("6", 2, 999),
    ];
    let list = PageList { source: "book-en.pdf".to_owned(), breaks };
    let bytes = bytes(&reading_from(parts), &EpubOptions { page_list: Some(list), ..EpubOptions::default() });
    check(&bytes);
    let chapter = String::from_utf8(files(&bytes)["OEBPS/text/long.xhtml"].clone()).expect("it is text");
    let mark = |label: &str| format!("id=\"_page._.{label}\" aria-label=\"{label}.\"></span>");
    let after = |label: &str| chapter.split(&mark(label)).nth(1).unwrap_or_else(|| panic!("{label}: {chapter}"));
    assert!(after("2").starts_with("four five"), "{chapter}");
    assert!(after("3").starts_with("eight</a> nine"), "{chapter}");
    assert!(after("4").starts_with("second line") || after("4").starts_with("third line"), "{chapter}");
    assert!(after("5").starts_with("て終わる") || after("5").starts_with("続いて終わる"), "{chapter}");
    assert_eq!(chapter.matches("doc-pagebreak").count(), 6);
    // A link that was written behind the marks leads where it did.
    assert!(chapter.contains("<a href=\"long.xhtml\">seven "), "{chapter}");
}

#[test]
fn every_heading_of_the_first_level_is_in_the_contents_with_its_own_below_it() {
    let blocks = vec![
        heading(1, "Top"),
        heading(2, "Two"),
        heading(1, "Second top"),
        heading(2, "Under it"),
        heading(3, "Deeper"),
    ];
    let mut long = page("long", "Top", blocks);
    long.title_in_text = true;
    let next = page("next", "Next", vec![paragraph("Words.")]);
    let bytes = bytes(&reading_from(parts("en", vec![long, next])), &EpubOptions::default());
    check(&bytes);
    let text = |name: &str| String::from_utf8(files(&bytes)[name].clone()).expect("it is text");
    let nav = text("OEBPS/nav.xhtml").replace('\n', "");
    let link = |place: &str, words: &str| format!("<li><a href=\"text/long.xhtml{place}\">{words}</a>");
    let top = link("", "Top") + "<ol>" + &link("#two", "Two") + "</li></ol></li>";
    let deeper = "<ol>".to_owned() + &link("#deeper", "Deeper") + "</li></ol></li></ol></li>";
    let second = link("#second-top", "Second top") + "<ol>" + &link("#under-it", "Under it") + &deeper;
    assert!(nav.contains(&(top + &second + "<li><a href=\"text/next.xhtml\">Next</a></li>")), "{nav}");
    assert!(text("OEBPS/toc.ncx").contains("<meta name=\"dtb:depth\" content=\"3\"/>"));
}

/// A picture of noise, which takes a byte for every sample.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut state = 1_u32;
    let data: Vec<u8> = (0..width * height * 3)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .collect();
    let mut writer = encoder.write_header().expect("it can be written");
    writer.write_image_data(&data).expect("it can be written");
    writer.finish().expect("it can be written");
    out
}

/// A book with one picture, and at most so many bytes: the names of its files, their bytes, and what was said.
fn limited(picture: &[u8], max: u64) -> (BTreeMap<String, Vec<u8>>, usize, Vec<&'static str>) {
    let mut media = Media::default();
    media.add("logos/lantern.svg", picture).expect("it is a picture");
    let options = EpubOptions { max_bytes: Some(max), ..EpubOptions::default() };
    let sample = reading("en");
    let exported = export(&sample, &Catalog::of(sample.locale()), &media, &options).expect("a book can be made");
    let bytes = &exported.files[0].bytes;
    check(bytes);
    let codes = exported.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    (files(bytes), bytes.len(), codes)
}

#[test]
fn a_limit_makes_pictures_smaller_and_says_so() {
    let (files, size, said) = limited(&noise(900, 600), 500_000);
    assert!(size <= 500_000, "{size}");
    assert!(files.contains_key("OEBPS/images/logos-lantern.jpg"), "{:?}", files.keys());
    assert_eq!(said, ["degraded"]);
}

#[test]
fn a_limit_that_pixels_cannot_meet_leaves_pictures_out() {
    let path: String = (0..60_000).map(|index| format!("{} ", index * 7919 % 1000)).collect();
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><path d='M0 0L{path}'/></svg>");
    let (files, size, said) = limited(svg.as_bytes(), 300_000);
    assert!(size <= 300_000, "{size}");
    assert!(!files.contains_key("OEBPS/images/logos-lantern.svg"));
    assert_eq!(said, ["degraded"]);
}

#[test]
fn a_limit_that_the_text_alone_exceeds_costs_no_picture() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><path d='M0 0h8'/></svg>";
    let (files, _, said) = limited(svg, 1);
    assert!(files.contains_key("OEBPS/images/logos-lantern.svg"));
    assert_eq!(said, ["output-too-large"]);
}

#[test]
fn hostile_words_stay_words() {
    let mut parts = parts(
        "en",
        vec![
            page("a", "<b>&\"'\u{1}\u{FFFF}", vec![paragraph("a\u{0}b\u{8}c\u{B}d\u{1F}e <script>&amp;\u{FFFE}")]),
            page("A", "", vec![paragraph("The name differs only in case.")]),
        ],
    );
    parts.title = "<&\"> ]]> \u{2}\u{7}'".to_owned();
    parts.description = Some("]]></dc:description>&\u{0}".to_owned());
    parts.authors = vec!["<script>\"&".to_owned()];
    let book = reading_from(parts);
    let bytes = bytes(&book, &EpubOptions::default());
    check(&bytes);
    let files = files(&bytes);
    let text = |name: &str| String::from_utf8(files[name].clone()).expect("it is text");
    assert!(text("OEBPS/text/a.xhtml").contains("<p>abcde &lt;script&gt;&amp;amp;</p>"));
    assert!(
        text("OEBPS/content.opf").contains("<dc:title>&lt;&amp;\"&gt; ]]&gt; '</dc:title>"),
        "{}",
        text("OEBPS/content.opf")
    );
    assert!(files.contains_key("OEBPS/text/A-2.xhtml"), "{:?}", files.keys());
}

#[test]
fn a_book_of_one_page_without_a_heading_has_contents() {
    let book = reading_from(parts("en", vec![page("only", "", vec![paragraph("All there is.")])]));
    let bytes = bytes(&book, &EpubOptions::default());
    check(&bytes);
    let nav = String::from_utf8(files(&bytes)["OEBPS/nav.xhtml"].clone()).expect("it is text");
    assert!(nav.contains("<a href=\"text/only.xhtml\">only</a>"), "{nav}");
}

#[test]
fn a_picture_brings_no_script() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" onload="alert(1)"><script>alert(2)</script>
        <a href="javascript:alert(3)"><path d="M0 0h8" onclick="alert(4)"/></a><image href="https://example.org/x.png"/></svg>"#;
    let (files, _, _) = limited(svg, 1_000_000);
    let picture = String::from_utf8(files["OEBPS/images/logos-lantern.svg"].clone()).expect("it is text");
    assert!(!picture.contains("alert") && !picture.contains("example.org"), "{picture}");
}

#[test]
fn what_is_too_large_is_whole() {
    let book = reading_from(parts("en", vec![extremes()]));
    let bytes = bytes(&book, &EpubOptions::default());
    check(&bytes);
    let chapter = String::from_utf8(files(&bytes)["OEBPS/text/extremes.xhtml"].clone()).expect("it is text");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(&chapter, options).expect("it is XML");
    let texts = document.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text());
    let words: BTreeSet<&str> = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).collect();
    let lost: Vec<String> = extreme_words().into_iter().filter(|word| !words.contains(word.as_str())).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(words.contains("x".repeat(LETTERS).as_str()), "the long word is one word");
    // A screen is narrower than any of this.
    let style = String::from_utf8(files(&bytes)["OEBPS/stylesheet.css"].clone()).expect("it is text");
    assert!(style.contains("overflow-wrap"), "long words break");
}

#[test]
fn the_colophon_says_from_which_commit_the_book_is_and_where_the_newest_is() {
    let date = "2026-08-22".to_owned();
    let commit = Commit { time: 1_787_356_800, id: "0123456789abcdef".to_owned(), date };
    let mut parts = parts("ar", vec![page("one", "One", vec![paragraph("Words")])]);
    parts.revision = Revision { commit: Some(commit), changed: false };
    let book = reading_from(parts);
    let files = files(&bytes(&book, &EpubOptions { modified: Some(1_787_356_800), ..EpubOptions::default() }));
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("is UTF-8");
    let colophon = text("OEBPS/colophon.xhtml");
    assert!(colophon.contains("<dd>1.2.0 (0123456789)</dd>"), "{colophon}");
    let newest = r#"<dt>أحدث إصدار</dt>
<dd><a href="https://example.org/"><bdi dir="ltr">https://example.org/</bdi></a></dd>"#;
    assert!(colophon.contains(newest), "{colophon}");
    // The date of the book, which is that of its newest page.
    assert!(text("OEBPS/content.opf").contains("2026-08-22T00:00:00Z</meta>"), "{}", text("OEBPS/content.opf"));
}
