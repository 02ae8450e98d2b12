//! What files say that follow PDF/UA-2 and PDF/A-4. veraPDF judges them beside the tests.

use super::accessible::{inline, paragraph, text};
use super::media;
use crate::{PdfOptions, Standard, export};
use lopdf::{Dictionary, Document, Object};
use pamphlet_document::{
    Attrs, Block, BlockKind, Heading, InlineKind, Link, Math, MathNotation, Note, Origin, PageId, Target, sample,
};
use pamphlet_locale::Catalog;
use pamphlet_reading::sample::reading_from;
use pamphlet_source::{SourceId, Span};

fn block(kind: BlockKind) -> Block {
    Block { span: Span::default(), attrs: Attrs::default(), language: None, kind }
}

/// The book of two pages with a heading, a footnote, a link between them and a formula.
fn book(standard: Standard) -> Document {
    let heading =
        Heading { level: 2, anchor: "there".to_owned(), aliases: Vec::new(), role: None, content: vec![text("There")] };
    let target = Target::Page { page: PageId("two".to_owned()), anchor: Some("there".to_owned()) };
    let content = vec![text("Go on")];
    let link = Link { target, title: None, title_language: None, role: None, button: None, content };
    let mark = inline(InlineKind::FootnoteReference { label: "1".to_owned(), number: 1 });
    let words = paragraph(vec![text("Words"), mark, text(" and more. "), inline(InlineKind::Link(link))]);
    let formula = block(BlockKind::Math(Math { notation: MathNotation::Tex, source: "a^2 + b^2 = c^2".to_owned() }));
    let mut one = sample::page("one", "One", vec![words, formula]);
    let origin = Origin { source: SourceId(0), start: 0 };
    let blocks = vec![paragraph(vec![text("A note.")])];
    one.notes = vec![Note { label: "1".to_owned(), number: 1, references: 1, origin, span: Span::default(), blocks }];
    let two = sample::page("two", "Two", vec![block(BlockKind::Heading(heading)), paragraph(vec![text("Here.")])]);
    let mut parts = sample::parts("en", vec![one, two]);
    parts.nav_rest = ["one", "two"].map(|name| PageId(name.to_owned())).to_vec();
    let reading = reading_from(parts);
    let options = PdfOptions { handouts: false, standard, ..PdfOptions::default() };
    let made = export(&reading, &Catalog::of(reading.locale()), &media(), &options);
    Document::load_mem(&made.files.first().expect("is made").bytes).expect("can be read")
}

fn dictionaries(document: &Document) -> impl Iterator<Item = (lopdf::ObjectId, &Dictionary)> {
    document.objects.iter().filter_map(|(id, object)| object.as_dict().ok().map(|dictionary| (*id, dictionary)))
}

fn named(dictionary: &Dictionary, key: &[u8]) -> String {
    dictionary
        .get(key)
        .and_then(Object::as_name)
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .unwrap_or_default()
}

fn references(dictionary: &Dictionary) -> Vec<lopdf::ObjectId> {
    let all = dictionary.get(b"Ref").and_then(Object::as_array).cloned().unwrap_or_default();
    all.iter().filter_map(|object| object.as_reference().ok()).collect()
}

#[test]
fn links_lead_to_elements() {
    let document = book(Standard::Ua2);
    assert_eq!(document.version, "2.0");
    assert!(document.trailer.get(b"Info").is_err());
    let mut roles = Vec::new();
    let actions = dictionaries(&document).filter_map(|(_, own)| own.get(b"A").and_then(Object::as_dict).ok());
    for action in actions.filter(|action| named(action, b"S") == "GoTo") {
        let place = action.get(b"SD").and_then(Object::as_array).expect("leads to an element");
        let element = document.get_dictionary(place[0].as_reference().expect("is an object")).expect("is there");
        roles.push(named(element, b"S"));
        assert!(action.get(b"D").is_ok());
    }
    assert!(roles.iter().filter(|role| *role == "H2").count() >= 2, "the outline and the link: {roles:?}");
    assert!(roles.iter().any(|role| role == "FENote"), "{roles:?}");
    assert!(dictionaries(&document).all(|(_, own)| own.get(b"Dest").is_err()));
}

#[test]
fn notes_and_their_marks_name_each_other() {
    let document = book(Standard::Ua2);
    let (note, own) = dictionaries(&document).find(|(_, own)| named(own, b"S") == "FENote").expect("has a note");
    let mark = references(own)[0];
    let mark = document.get_dictionary(mark).expect("is there");
    assert_eq!((named(mark, b"S").as_str(), references(mark)), ("Reference", vec![note]));
    assert!(own.get(b"NS").is_ok());
    let entries: Vec<_> = dictionaries(&document).filter(|(_, own)| named(own, b"S") == "TOCI").collect();
    assert!(!entries.is_empty() && entries.iter().all(|(_, own)| references(own).len() == 1), "{entries:?}");
}

#[test]
fn formulas_have_their_mathml_beside_them() {
    let document = book(Standard::Ua2);
    let (_, formula) = dictionaries(&document).find(|(_, own)| named(own, b"S") == "Formula").expect("has a formula");
    let file = formula.get(b"AF").and_then(Object::as_array).expect("has a file")[0].as_reference().expect("is one");
    let file = document.get_dictionary(file).expect("is there");
    assert_eq!(named(file, b"AFRelationship"), "Supplement");
    let stream = file.get(b"EF").and_then(Object::as_dict).and_then(|own| own.get(b"F")).expect("is embedded");
    let stream = document.get_object(stream.as_reference().expect("is one")).and_then(Object::as_stream);
    let mathml = stream.expect("is a stream").decompressed_content().expect("inflates");
    assert!(String::from_utf8_lossy(&mathml).contains("<msup>"));
    // Programs without MathML hear words.
    let heard = formula.get(b"Alt").and_then(Object::as_str).expect("has words");
    let heard: String =
        heard.iter().filter(|byte| byte.is_ascii_graphic() || **byte == b' ').map(|byte| char::from(*byte)).collect();
    assert!(heard.ends_with("a squared plus b squared equals c squared"), "{heard}");
    let names = document.catalog().and_then(|catalog| catalog.get(b"Names")).and_then(Object::as_dict);
    assert!(names.expect("has names").get(b"EmbeddedFiles").is_ok());
}

#[test]
fn without_being_asked_files_are_as_most_programs_know_them() {
    let document = book(Standard::Ua1);
    assert_eq!(document.version, "1.7");
    assert!(document.trailer.get(b"Info").is_ok());
    for (_, own) in dictionaries(&document) {
        assert!(own.get(b"NS").is_err() && own.get(b"SD").is_err() && own.get(b"AF").is_err(), "{own:?}");
        assert_ne!(named(own, b"S"), "FENote");
    }
}
