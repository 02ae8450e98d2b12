//! What the front matter of a page says.

use super::*;

fn page(text: &str) -> FrontMatter {
    read(SourceId(0), text, true, None)
}

fn codes(found: &FrontMatter) -> Vec<Code> {
    found.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn reads_typed_keys_and_keeps_the_rest_in_order() {
    let text = "---\ntitle: Locks\nicon: material/lock\nhide: [toc]\ndraft: true\nzeta: 1\nalpha: [a, 2]\n---\nBody\n";
    let found = page(text);
    assert_eq!(found.meta.title.as_deref(), Some("Locks"));
    assert_eq!(found.meta.icon.as_deref(), Some("material/lock"));
    assert_eq!(found.meta.hide, ["toc"]);
    assert!(found.meta.draft);
    assert_eq!(found.meta.rest.0.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["zeta", "alpha"]);
    assert_eq!(&text[found.body..], "Body\n");
    assert!(found.diagnostics.is_empty());
}

#[test]
fn a_byte_order_mark_and_carriage_returns_do_no_harm() {
    let text = "\u{feff}---\r\ntitle: Locks\r\n---\r\nBody";
    let found = page(text);
    assert_eq!(found.meta.title.as_deref(), Some("Locks"));
    assert_eq!(&text[found.body..], "Body");
}

#[test]
fn a_break_between_themes_at_the_head_is_no_front_matter() {
    for text in ["---\n\nA *story*.\n\n---\n\nEnd\n", "---\n", "---\ntitle: open\n", "- - -\n\nText\n\n- - -\n", ""] {
        let found = page(text);
        assert_eq!(found.body, 0, "{text:?}");
        assert_eq!(found.meta, PageMeta::default(), "{text:?}");
    }
}

#[test]
fn spaced_fences_are_mended_and_reported() {
    let text = "- - -\ndescription: Servers that we run\n- - -\n\n# Servers\n";
    let found = page(text);
    assert_eq!(found.meta.description.as_deref(), Some("Servers that we run"));
    assert_eq!(&text[found.body..], "\n# Servers\n");
    assert_eq!(codes(&found), [Code::RepairFrontMatter]);
    assert_eq!(found.diagnostics[0].original.as_deref(), Some("- - -\ndescription: Servers that we run\n- - -\n"));
    assert_eq!(read(SourceId(0), text, false, None).body, 0, "as written without repairs");
}

#[test]
fn what_is_not_yaml_costs_one_value_at_most() {
    let text = "---\ntitle: Keys: a guide\nicon: material/key\ndescription: \"open\n---\nBody\n";
    let found = page(text);
    assert_eq!(found.meta.title.as_deref(), Some("Keys: a guide"));
    assert_eq!(found.meta.icon.as_deref(), Some("material/key"));
    assert_eq!(found.meta.description.as_deref(), Some("open"));
    assert_eq!(&text[found.body..], "Body\n");
    assert_eq!(codes(&found), [Code::InvalidFrontMatter]);
    let place = found.diagnostics[0].place.expect("has a place");
    assert!(text[..place.span.start as usize].matches('\n').count() >= 1);
}

#[test]
fn of_a_key_that_stands_twice_the_last_is_taken_and_told() {
    let text = "---\ntitle: A\nicon: b\ntitle: C\n---\n";
    let found = page(text);
    assert_eq!((found.meta.title.as_deref(), found.meta.icon.as_deref()), (Some("C"), Some("b")));
    assert_eq!(codes(&found), [Code::FrontMatterValue]);
    let place = found.diagnostics[0].place.expect("has a place");
    assert_eq!(&text[place.span.range()], "title: C");
}

#[test]
fn values_of_the_wrong_kind_are_reported_and_kept() {
    let found = page("---\ntitle: [a, b]\ndraft: maybe\n---\n");
    assert_eq!(codes(&found), [Code::FrontMatterValue, Code::FrontMatterValue]);
    assert_eq!(found.meta.rest.0.len(), 2);
}

#[test]
fn values_that_are_no_text_come_back_from_the_source_page() {
    let original = page(
        "---\ntitle: Phones\nicon: simple/android\nhide: [feedback]\nsocial: {cards_layout: home}\nglobal:\n- [sort, \"table tbody\"]\n---\n",
    );
    let reference = Skeleton { meta: original.meta, ..Skeleton::default() };
    let text = "---\ntitle: Telefoni\nicon: semplice/androide blu\nhide:\n  - riscontro utenti\nsocial: {cards_layout: Casa}\nglobal:\n- [ordina, corpo tabella]\n---\n";
    let found = read(SourceId(0), text, true, Some(&reference));
    assert_eq!(found.meta.title.as_deref(), Some("Telefoni"));
    assert_eq!(found.meta.icon.as_deref(), Some("simple/android"));
    assert_eq!(found.meta.hide, ["feedback"]);
    assert_eq!(found.meta.rest.get("social"), reference.meta.rest.get("social"));
    assert_eq!(codes(&found), [Code::RepairTranslatedSyntax; 5]);
    let place = found.diagnostics[0].place.expect("has a place");
    assert_eq!(&text[place.span.range()], "semplice/androide blu");
}

#[test]
fn each_of_equal_values_has_a_place_of_its_own() {
    let original = page("---\nschema:\n  - {system: [windows, linux]}\n  - {system: [windows, linux]}\n---\n");
    let reference = Skeleton { meta: original.meta, ..Skeleton::default() };
    let text = "---\nschema:\n  - {system: [Fenster, linux]}\n  - {system: [Fenster, linux]}\n---\n";
    let found = read(SourceId(0), text, true, Some(&reference));
    let edits: Vec<_> = found.diagnostics.iter().flat_map(|said| said.edits.clone()).collect();
    assert_eq!(edits.len(), 2, "{edits:?}");
    assert_eq!(TextEdit::apply(&edits, text).as_deref(), Some(text.replace("Fenster", "windows").as_str()));
}

#[test]
fn aliases_that_explode_cost_the_metadata_only() {
    let mut text = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let previous = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [previous.as_str(); 10].join(", "));
    }
    text += "---\nBody\n";
    let found = page(&text);
    assert_eq!(&text[found.body..], "Body\n");
    assert_eq!(codes(&found), [Code::InvalidFrontMatter]);
}
