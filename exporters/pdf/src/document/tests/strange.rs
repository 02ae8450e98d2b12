//! Characters that files may not hold, or not without words, and marks that stand on nothing.

use super::accessible::{handout_bytes, inline, paragraph, text};
use super::keep_file;
use lopdf::content::Content;
use lopdf::{Document, Object};
use pamphlet_document::InlineKind;

const WORDS: [&str; 6] = [
    "in\u{FEFF}side",
    "\u{F8FF} and \u{E0A0}x and \u{10FFFD}",
    "no\u{FFFE} such\u{FFFF} characters\u{FDD0}\u{1FFFE}",
    "\u{301}alone, \u{301}after a space, after\u{A0}\u{301}another",
    "\u{1}control\u{8}led\u{1F}\u{7F}\u{85}",
    "क \u{93F} \u{93F}",
];

fn document() -> (Vec<u8>, Document) {
    let mut blocks: Vec<_> = WORDS.iter().map(|words| paragraph(vec![text(words)])).collect();
    blocks.extend(
        WORDS.map(|words| paragraph(vec![inline(InlineKind::Code { text: words.to_owned(), language: None })])),
    );
    let bytes = handout_bytes("en", "Ti\u{FFFE}t\u{2}le", blocks);
    keep_file("strange.pdf", &bytes);
    let document = Document::load_mem(&bytes).expect("can be read");
    (bytes, document)
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("is UTF-16")
}

/// What a string object says.
fn said(object: &Object) -> String {
    let bytes = object.as_str().expect("is a string");
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(bytes) => utf16(bytes),
        None => String::from_utf8(bytes.to_vec()).expect("is ASCII"),
    }
}

#[test]
fn no_glyph_stands_for_what_no_file_may_hold() {
    let (_, document) = document();
    let mut maps = 0;
    for object in document.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        let Ok(map) = font.get(b"ToUnicode").and_then(Object::as_reference) else { continue };
        let map = document.get_object(map).and_then(Object::as_stream).expect("is a stream");
        let map = map.decompressed_content().unwrap_or_else(|_| map.content.clone());
        let map = String::from_utf8(map).expect("is ASCII");
        let (_, map) = map.split_once("endcodespacerange").expect("has codes");
        maps += 1;
        for line in map.lines().filter(|line| line.starts_with('<') && line.matches('<').count() == 2) {
            let hex = line.rsplit('<').next().unwrap().trim_end_matches('>');
            let units: Vec<&str> = (0..hex.len() / 4).map(|at| &hex[at * 4..at * 4 + 4]).collect();
            for bad in ["FFFE", "FEFF", "FFFF", "FDD0", "0000"] {
                assert!(!units.iter().any(|unit| unit.eq_ignore_ascii_case(bad)), "{line}");
            }
        }
    }
    assert!(maps > 0);
}

#[test]
fn characters_for_private_use_are_said_besides() {
    let (_, document) = document();
    let mut all = String::new();
    for page in document.page_iter() {
        let content = Content::decode(&document.get_page_content(page)).expect("is content");
        for operation in content.operations.iter().filter(|operation| operation.operator == "BDC") {
            let properties = operation.operands[1].as_dict().expect("are written where they are used");
            if let Ok(words) = properties.get(b"ActualText") {
                all.push_str(&said(words));
                all.push('|');
            }
        }
    }
    for private in ['\u{F8FF}', '\u{E0A0}', '\u{10FFFD}'] {
        assert_eq!(all.matches(private).count(), 2, "{private:?}: {all:?}");
    }
    assert!(!all.contains(['\u{FFFE}', '\u{FEFF}', '\u{FFFF}', '\u{1}']), "{all:?}");
}

#[test]
fn a_title_is_said_alike_everywhere() {
    let (bytes, document) = document();
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("is there");
    let info = document.get_dictionary(info).expect("is there");
    assert_eq!(said(info.get(b"Title").expect("is there")), "Ti\u{FFFD}tle");
    let xmp = String::from_utf8_lossy(&bytes).into_owned();
    assert!(xmp.contains(">Ti\u{FFFD}tle<"));
}
