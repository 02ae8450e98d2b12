//! A document in several scripts, made by hand, painted and read back.
#![expect(clippy::wildcard_enum_match_arm, reason = "what a test reads back from a file is not our model")]

use super::{Faces, UNGUARDED, paint};
use crate::display::{
    Artifact, Color, Destination, DisplayList, DisplayPage, FaceId, Form, Glyph, Item, LinkTarget, ListNumbering,
    OutlineEntry, Owner, Point, Rect, Role, RunStyle, Scope, Stroke, Structure,
};
use crate::finish::{Information, finish};
use crate::picture::Pictures;
use crate::qr::Code;
use crate::tags;
use harfrust::{Buffer, Direction, Font, ShapeOptions, ShapePlan, ShaperFont};
use lopdf::{Document, Object};
use pamphlet_locale::Tag;
use pamphlet_media::{Media, font};
use std::sync::Arc;

fn face(family: &str) -> FaceId {
    let at = font::all().iter().position(|file| file.family == family && !file.bold && !file.italic);
    FaceId(u16::try_from(at.expect("is embedded")).unwrap())
}

fn faces() -> Faces {
    Faces::new(font::all().iter().copied())
}

/// Shapes a text and puts it at a place.
fn show(page: &mut DisplayPage, owner: Owner, family: &str, text: &str, x: f32, y: f32) {
    let id = face(family);
    let file = font::all()[usize::from(id.0)];
    let font = Font::new(file.bytes().to_vec(), 0).expect("is a font");
    let mut buffer = Buffer::new();
    for (index, character) in text.char_indices() {
        buffer.push(u32::from(character), u32::try_from(index).unwrap());
    }
    buffer.guess_segment_properties();
    let right_to_left = buffer.direction() == Direction::RightToLeft;
    let plan = ShapePlan::new(&font, buffer.direction(), buffer.script(), None, &[]);
    harfrust::shape(&ShaperFont::new(&font), &mut buffer, ShapeOptions::new().plan(Some(&plan))).expect("shapes");
    let scale = 10.0 / f32::from(font.units_per_em());
    let points = |units: i32| f32::from(i16::try_from(units).unwrap()) * scale;
    let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions()).map(|(info, position)| Glyph {
        id: u16::try_from(info.glyph_id).unwrap(),
        cluster: info.cluster,
        advance: points(position.x_advance),
        dx: points(position.x_offset),
        dy: points(position.y_offset),
    });
    let origin = Point { x, y };
    let style = RunStyle { face: id, size: 10.0, color: Color::hex(0x0017_171C), origin, right_to_left };
    page.push_run(owner, style, text, glyphs);
}

const TEXTS: [(&str, &str, &str); 8] = [
    ("Source Sans 3", "en", "An affluent office sent waffles, fi\u{AD}"),
    ("Source Serif 4", "fr", "« Où est l’œuvre\u{202F}? »"),
    ("Source Sans 3", "uk", "З’їзд у Києві"),
    ("Noto Naskh Arabic", "ar", "لا إله يكتب رسالةً"),
    ("Noto Sans Hebrew", "he", "שָׁלוֹם עולם"),
    ("Noto Sans Devanagari", "hi", "क्षत्रिय हिन्दी में"),
    ("Handout CJK TC", "zh-Hant", "通訊軟體「推薦」，安全。"),
    ("Handout CJK KR", "ko", "안전한 메신저"),
];

fn list() -> DisplayList {
    let mut list = DisplayList::default();
    for number in 0..30_u32 {
        let mut page = DisplayPage::new(300.0, 400.0);
        let tree = &mut list.structure;
        let article = tree.add(Structure::ROOT, Role::Article);
        let heading = tree.add(article, Role::Heading(3));
        let place = Destination { page: number, y: 20.0 };
        list.outline.push(OutlineEntry {
            depth: if number % 3 == 0 { 1 } else { 2 },
            title: "Слово".into(),
            destination: place,
        });
        list.anchors.insert(format!("page-{number}").into(), place);
        show(&mut page, Owner::Node(heading), "Source Sans 3", "A heading", 20.0, 30.0);
        let mut y = 60.0;
        for (family, language, text) in TEXTS {
            let paragraph = tree.add(article, Role::Paragraph);
            tree.set_language(paragraph, Tag::parse(language).unwrap());
            show(&mut page, Owner::Node(paragraph), family, text, 20.0, y);
            y += 16.0;
        }
        let box_of = |x, y, width, height| Rect { x, y, width, height };
        let background = Owner::Artifact(Artifact::Background);
        let stroke = Some(Stroke { color: Color::hex(0x0033_358F), width: 1.0, dash: Some((0.0, 3.0)) });
        let form = Form::Rectangle(box_of(18.0, y, 200.0, 40.0), 4.0);
        page.push(background, Item::Form { form, fill: Some(Color::hex(0x00F4_F4F6)), stroke });
        let list_node = tree.add(article, Role::List);
        tree.set_numbering(list_node, ListNumbering::Numbers(pamphlet_reading::Numerals::Decimal));
        let item = tree.add(list_node, Role::ListItem);
        let (label, body) = (tree.add(item, Role::Label), tree.add(item, Role::ListBody));
        show(&mut page, Owner::Node(label), "Source Sans 3", "1.", 20.0, y + 15.0);
        let before = tree.add(body, Role::Content);
        let link = tree.add(body, Role::Link);
        let after = tree.add(body, Role::Content);
        show(&mut page, Owner::Node(before), "Source Sans 3", "See ", 30.0, y + 15.0);
        show(&mut page, Owner::Node(link), "Source Sans 3", "there", 50.0, y + 15.0);
        let target = match number {
            0 => LinkTarget::Anchor("page-7".into()),
            1 => LinkTarget::Anchor("nowhere".into()),
            _ => LinkTarget::Address("https://example.org/ä?a=(b)".into()),
        };
        let place = box_of(50.0, y + 5.0, 24.0, 14.0);
        page.push(Owner::Node(link), Item::Link { place, target, description: "there".into() });
        show(&mut page, Owner::Node(after), "Source Sans 3", " and back", 75.0, y + 15.0);
        let figure = tree.add(article, Role::Figure);
        tree.set_alternative(figure, "Code: https://example.org/");
        let code = Arc::new(Code::new("https://example.org/").unwrap());
        page.push(Owner::Node(figure), Item::Code { code, place: box_of(20.0, y + 50.0, 60.0, 60.0) });
        let icon = tree.add(article, Role::Figure);
        tree.set_alternative(icon, "Herz");
        page.push(
            Owner::Node(icon),
            Item::Icon {
                name: "material/heart".into(),
                place: box_of(100.0, y + 50.0, 30.0, 30.0),
                color: Color::hex(0x009B_1C1C),
            },
        );
        let table = tree.add(article, Role::Table);
        let row = tree.add(table, Role::TableRow);
        let head = tree.add(row, Role::TableHeader(Scope::Column));
        let row = tree.add(table, Role::TableRow);
        let cell = tree.add(row, Role::TableData);
        show(&mut page, Owner::Node(head), "Source Sans 3", "Head", 150.0, y + 60.0);
        show(&mut page, Owner::Node(cell), "Source Sans 3", "Cell", 150.0, y + 75.0);
        let note = tree.add(article, Role::Note);
        let paragraph = tree.add(note, Role::Paragraph);
        show(&mut page, Owner::Node(paragraph), "Source Sans 3", "A note.", 20.0, 390.0);
        tree.add(article, Role::Section);
        show(&mut page, Owner::Artifact(Artifact::Footer), "Source Sans 3", "1", 280.0, 395.0);
        list.pages.push(page);
    }
    list
}

fn information() -> Information {
    Information {
        title: "Words & «знаки»".into(),
        authors: vec!["A".into(), "Б".into()],
        subject: Some("About <this>".into()),
        language: Tag::parse("en").unwrap(),
        date: Some("2026-02-03".into()),
        license: Some("CC-BY-4.0".into()),
        copyright: None,
        publisher: None,
        source: Some("https://example.org/".into()),
        version: None,
    }
}

fn bytes() -> Vec<u8> {
    let media = Media::default();
    let list = list();
    let mut painted = paint(&list, &faces(), &Pictures::new(&media, false), UNGUARDED);
    let elements = tags::install(&mut painted, &list, crate::options::Standard::Ua1);
    tags::install_outline(&mut painted, &elements);
    finish(painted, &elements, &information())
}

/// The letters of a page in the order of its content, as `ToUnicode` and, if wanted, `ActualText` say them: what one
/// code or one replacement says is one letter.
fn read(document: &Document, page: lopdf::ObjectId, replacements: bool) -> Vec<Vec<String>> {
    let page = document.get_dictionary(page).unwrap();
    let resources = document.get_dictionary(page.get(b"Resources").unwrap().as_reference().unwrap()).unwrap();
    let fonts = document.get_dictionary(resources.get(b"Font").unwrap().as_reference().unwrap()).unwrap();
    let content = document.get_object(page.get(b"Contents").unwrap().as_reference().unwrap()).unwrap();
    let content =
        lopdf::content::Content::decode(&content.as_stream().unwrap().decompressed_content().unwrap()).unwrap();
    let mut out = Vec::new();
    let mut map = std::collections::BTreeMap::new();
    // Texts of open marked content: a replacement hides what is shown.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut line: Vec<String> = Vec::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => {
                let name = operation.operands[0].as_name().unwrap();
                let font = document.get_dictionary(fonts.get(name).unwrap().as_reference().unwrap()).unwrap();
                let stream = document.get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap()).unwrap();
                let text = stream.as_stream().unwrap().decompressed_content();
                let text = text.unwrap_or_else(|_| stream.as_stream().unwrap().content.clone());
                map = read_map(&String::from_utf8(text).unwrap());
            }
            "BDC" => {
                let actual = operation.operands[1].as_dict().unwrap().get(b"ActualText").ok();
                let actual = actual.filter(|_| replacements);
                open.push(actual.map(|text| {
                    let units: Vec<u16> = text.as_str().unwrap()[2..]
                        .chunks(2)
                        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                        .collect();
                    String::from_utf16(&units).unwrap()
                }));
            }
            "EMC" => {
                // Nothing stands for marks whose letters are replaced with them.
                if let Some(Some(text)) = open.pop().filter(|text| text.as_deref() != Some("")) {
                    line.push(text);
                }
                if open.is_empty() {
                    out.push(std::mem::take(&mut line));
                }
            }
            "TJ" if open.iter().all(Option::is_none) => {
                for item in operation.operands[0].as_array().unwrap() {
                    if let Object::String(codes, _) = item {
                        for code in codes.chunks(2) {
                            line.push(map[&u16::from_be_bytes([code[0], code[1]])].clone());
                        }
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn read_map(cmap: &str) -> std::collections::BTreeMap<u16, String> {
    let mut map = std::collections::BTreeMap::new();
    let mut inside = "";
    for line in cmap.lines() {
        if line.ends_with("beginbfchar") || line.ends_with("beginbfrange") {
            inside = if line.ends_with("char") { "char" } else { "range" };
            continue;
        }
        let parts: Vec<Vec<u16>> = line
            .split(['<', '>', '[', ']', ' '])
            .filter(|part| part.len() >= 4 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .map(|part| {
                part.as_bytes()
                    .chunks(4)
                    .map(|unit| u16::from_str_radix(str::from_utf8(unit).unwrap(), 16).unwrap())
                    .collect()
            })
            .collect();
        match (inside, parts.as_slice()) {
            ("char", [code, text]) => {
                map.insert(code[0], String::from_utf16(text).unwrap());
            }
            ("range", [first, last, text]) => {
                for (nth, code) in (first[0]..=last[0]).enumerate() {
                    let mut text = text.clone();
                    *text.last_mut().unwrap() += u16::try_from(nth).unwrap();
                    map.insert(code, String::from_utf16(&text).unwrap());
                }
            }
            _ => {}
        }
    }
    map
}

#[test]
fn words_can_be_read_back() {
    let bytes = bytes();
    keep(&bytes);
    let document = Document::load_mem(&bytes).unwrap();
    let pages: Vec<_> = document.page_iter().collect();
    assert_eq!(pages.len(), 30);
    for page in [pages[0], pages[29]] {
        let read = read(&document, page, true);
        for (letters, (_, language, wanted)) in read.iter().skip(1).zip(TEXTS) {
            assert_eq!(words(letters), wanted.replace('\u{202F}', " "), "{language}");
        }
        let ends: Vec<String> = read[read.len() - 2..].iter().map(|letters| letters.concat()).collect();
        assert_eq!(ends, ["A note.", "1"]);
    }
}

/// Letters in the order of the file; what a space says from right to left is a space.
fn words(letters: &[String]) -> String {
    letters.iter().map(|letter| if letter == "\u{200F} " { " " } else { letter.as_str() }).collect()
}

#[test]
fn nothing_is_replaced_in_faces_with_mapped_codes() {
    let document = Document::load_mem(&bytes()).unwrap();
    let read = read(&document, document.page_iter().next().unwrap(), false);
    for (letters, (_, language, wanted)) in read.iter().skip(1).zip(TEXTS) {
        if matches!(language, "ar" | "he" | "hi") {
            assert_eq!(words(letters), wanted, "{language}");
        }
    }
}

#[test]
fn the_same_twice() {
    assert_eq!(bytes(), bytes());
}

#[test]
fn structure_and_catalog() {
    let document = Document::load_mem(&bytes()).unwrap();
    let catalog = document.catalog().unwrap();
    let tree = document.get_dictionary(catalog.get(b"StructTreeRoot").unwrap().as_reference().unwrap()).unwrap();
    let root = document.get_dictionary(tree.get(b"K").unwrap().as_reference().unwrap()).unwrap();
    let mut out = String::new();
    let articles = root.get(b"K").unwrap().as_array().unwrap();
    assert_eq!(articles.len(), 30);
    outline(&document, articles[0].as_reference().unwrap(), 0, &mut out);
    insta::assert_snapshot!(out, @"
    Art · · · · · · · · · · · · · ·
      H3 0
      P 1
      P 2
      P 3
      P 4
      P 5
      P 6
      P 7
      P 8
      L ·
        LI · ·
          Lbl 9
          LBody 10 · 12
            Link 11 OBJR
      Figure 13
      Figure 14
      Table · ·
        TR ·
          TH 15
        TR ·
          TD 16
      Note ·
        P 17
    ");
    assert_eq!(document.version, "1.7");
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en");
}

fn outline(document: &Document, id: lopdf::ObjectId, depth: usize, out: &mut String) {
    use std::fmt::Write;
    let element = document.get_dictionary(id).unwrap();
    let role = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
    let kids = element.get(b"K").map(|kids| match kids {
        Object::Array(kids) => kids.clone(),
        Object::Integer(_) | Object::Dictionary(_) | Object::Reference(_) => vec![kids.clone()],
        _ => Vec::new(),
    });
    let kids = kids.unwrap_or_default();
    write!(out, "{}{role}", "  ".repeat(depth)).unwrap();
    for kid in &kids {
        match kid {
            Object::Integer(id) => write!(out, " {id}").unwrap(),
            Object::Dictionary(kid) => {
                write!(out, " {}", String::from_utf8_lossy(kid.get(b"Type").unwrap().as_name().unwrap())).unwrap();
            }
            _ => out.push_str(" ·"),
        }
    }
    out.push('\n');
    for kid in &kids {
        if let Object::Reference(id) = kid {
            outline(document, *id, depth + 1, out);
        }
    }
}

/// Leaves the file beside the build, for validators and eyes.
#[expect(clippy::disallowed_methods, reason = "a test may leave a file in its own build folder")]
fn keep(bytes: &[u8]) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target");
    std::fs::write(folder.join("pdf-specimen.pdf"), bytes).expect("the build folder can be written");
}
