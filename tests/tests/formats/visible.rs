//! What a reader sees of each format, as plain text.

use lopdf::{Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::io::Read as _;

/// Whether a text can be read in what a format shows: letters and digits alone, for how a format parts lines or writes
/// a hyphen does not count. A PDF holds each line from left to right, so words of the other direction stand in it one
/// by one and turned about.
pub(crate) fn holds(shown: &str, wanted: &str) -> bool {
    let is_turned = |word: &str| word.chars().any(|letter| ('\u{590}'..'\u{900}').contains(&letter));
    shown.contains(&letters(wanted))
        || wanted.split_whitespace().map(letters).all(|word| {
            is_turned(&word) && (shown.contains(&word) || shown.contains(&word.chars().rev().collect::<String>()))
        })
}

/// The letters and digits of a text; raised and lowered digits are digits.
pub(crate) fn letters(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let plain = |letter: char| {
        let raised = RAISED.iter().zip('0'..='9').find(|(raised, _)| **raised == letter).map(|(_, digit)| digit);
        let lowered = ('₀'..='₉').zip('0'..='9').find(|(lowered, _)| *lowered == letter).map(|(_, digit)| digit);
        raised.or(lowered).unwrap_or(letter)
    };
    text.chars().map(plain).filter(|letter| letter.is_alphanumeric()).collect()
}

/// The texts of a JSON page, in the order of writing.
pub(crate) fn json(bytes: &[u8]) -> String {
    fn add(value: &serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) => *out += text,
            serde_json::Value::Array(list) => list.iter().for_each(|value| add(value, out)),
            serde_json::Value::Object(map) => {
                // What is not shown would part one text from the next.
                let shown = ["text", "code", "lines", "title", "name", "label", "blocks", "content", "notes"];
                let (first, rest): (Vec<_>, Vec<_>) = map.iter().partition(|(key, _)| shown.contains(&key.as_str()));
                first.into_iter().chain(rest).for_each(|(_, value)| add(value, out));
            }
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    let mut out = String::new();
    add(&serde_json::from_slice(bytes).expect("is JSON"), &mut out);
    out
}

/// The texts of a book's chapters, by page.
pub(crate) fn chapters(book: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("is an archive");
    let mut chapters = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("is there");
        let page = file.name().rsplit('/').next().and_then(|name| name.strip_suffix(".xhtml")).map(str::to_owned);
        if let Some(page) = page {
            let mut xhtml = String::new();
            file.read_to_string(&mut xhtml).expect("is UTF-8");
            let body = xhtml.split_once("<body").expect("has a body").1;
            // The first piece is what is left of the tag that opens the body.
            let text: String =
                body.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text)).collect();
            let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#160;", " "), ("&amp;", "&")];
            chapters.insert(page, entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign)));
        }
    }
    chapters
}

/// What a reader meets in a book's chapters, by the name of their pages: texts, alternatives of pictures, names of icons;
/// without what readers add or hide (numbers of notes and ways back, numbers of lines, labels of cells, marks of pages).
pub(crate) fn reading_of_chapters(book: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("is an archive");
    let mut chapters = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("is there");
        let Some(name) = file.name().split_once("text/").map(|(_, name)| name.to_owned()) else { continue };
        let Some(page) = name.strip_suffix(".xhtml") else { continue };
        let mut xhtml = String::new();
        file.read_to_string(&mut xhtml).expect("is UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
        let document = roxmltree::Document::parse_with_options(&xhtml, options).expect("is XML");
        let body = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body")));
        let mut out = String::new();
        meet(body.expect("has a body"), &mut out);
        chapters.insert(page.to_owned(), out);
    }
    chapters
}

fn meet(node: roxmltree::Node<'_, '_>, out: &mut String) {
    const ADDED: [&str; 4] = ["number", "heading", "notice", "address"];
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        out.push_str(text);
    }
    let generated = node.attribute("data-generated").is_some_and(|kind| ADDED.contains(&kind));
    let class = node.attribute("class").unwrap_or_default();
    let marks = class == "noteref" || class == "backlink" || node.attribute("role") == Some("doc-pagebreak");
    if generated || marks {
        return;
    }
    if node.tag_name().name() == "img" {
        out.push_str(node.attribute("alt").unwrap_or_default());
    }
    if node.attribute("role") == Some("img") && node.tag_name().name() == "svg" {
        out.push_str(node.attribute("aria-label").unwrap_or_default());
    }
    node.children().for_each(|child| meet(child, out));
}

/// The text of a PDF in the order of its content, as `ToUnicode` and `ActualText` say it.
pub(crate) fn pdf(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("is a PDF");
    document.get_pages().into_values().map(|page| page_text(&document, page)).collect()
}

/// What a PDF says of its pictures and drawings to those who do not see them.
pub(crate) fn alternatives(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("is a PDF");
    let said = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok()?.as_str().ok());
    said.map(|text| {
        if text.starts_with(&[0xfe, 0xff]) { utf16(&text[2..]) } else { String::from_utf8_lossy(text).into_owned() }
    })
    .collect::<Vec<_>>()
    .join("\n")
}

fn page_text(document: &Document, page: ObjectId) -> String {
    let page = document.get_dictionary(page).expect("is a page");
    let follow = |object: &Object| object.as_reference().expect("is a reference");
    let resources = document.get_dictionary(follow(page.get(b"Resources").expect("has resources"))).expect("are there");
    let fonts = resources.get(b"Font").ok().and_then(|fonts| document.get_dictionary(follow(fonts)).ok());
    let stream = document.get_object(follow(page.get(b"Contents").expect("has content"))).expect("is there");
    let content = stream.as_stream().expect("is a stream").decompressed_content().expect("can be read");
    let (mut out, mut map, mut open) = (String::new(), BTreeMap::new(), Vec::new());
    // Words of pictures are text that is not painted (mode 3): the alternative of the picture is what a reader meets.
    let mut is_painted = true;
    for operation in lopdf::content::Content::decode(&content).expect("are operations").operations {
        match operation.operator.as_str() {
            "Tf" => {
                let name = operation.operands[0].as_name().expect("is a name");
                let font = fonts.expect("has fonts").get(name).expect("is one of them");
                let font = document.get_dictionary(follow(font)).expect("is there");
                let stream = document.get_object(follow(font.get(b"ToUnicode").expect("says its letters")));
                let stream = stream.expect("is there").as_stream().expect("is a stream");
                let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                map = letters_of(&String::from_utf8(text).expect("is ASCII"));
            }
            "Tr" => is_painted = operation.operands[0] != Object::Integer(3),
            // What stands open hides what is shown, if it says what to read for it.
            "BDC" => {
                let actual = operation.operands[1].as_dict().ok().and_then(|entry| entry.get(b"ActualText").ok());
                open.push(actual.map(|text| utf16(&text.as_str().expect("is text")[2..])));
            }
            "BMC" => open.push(None),
            "EMC" => out.extend(open.pop().flatten()),
            "TJ" if is_painted && open.iter().all(Option::is_none) => {
                for item in operation.operands[0].as_array().expect("is a list") {
                    if let Object::String(codes, _) = item {
                        let codes = codes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
                        out.extend(codes.filter_map(|code| map.get(&code).cloned()));
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// What the codes of a font stand for.
fn letters_of(cmap: &str) -> BTreeMap<u16, String> {
    let mut map = BTreeMap::new();
    let mut is_range = false;
    for line in cmap.lines() {
        if line.ends_with("beginbfchar") || line.ends_with("beginbfrange") {
            is_range = line.ends_with("range");
            continue;
        }
        let parts: Vec<Vec<u16>> = line
            .split(['<', '>', '[', ']', ' '])
            .filter(|part| part.len() >= 4 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .map(|part| {
                let units = part.as_bytes().chunks(4).map(|unit| String::from_utf8_lossy(unit).into_owned());
                units.map(|unit| u16::from_str_radix(&unit, 16).expect("is hexadecimal")).collect()
            })
            .collect();
        match parts.as_slice() {
            [code, text] if !is_range => {
                map.insert(code[0], String::from_utf16_lossy(text));
            }
            [first, last, text] if is_range => {
                for (code, nth) in (first[0]..=last[0]).zip(0..) {
                    let mut text = text.clone();
                    *text.last_mut().expect("is not empty") += nth;
                    map.insert(code, String::from_utf16_lossy(&text));
                }
            }
            _ => {}
        }
    }
    map
}
