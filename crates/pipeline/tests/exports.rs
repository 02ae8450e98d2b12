//! What translators' programs get: every sentence once, beside what answers it.

use pamphlet_pipeline::Request;
use pamphlet_pipeline::export::{ExportForm, export};
use pamphlet_pipeline::system::MemorySystem;
use std::path::Path;

const SOURCE: &str =
    "# Lamp & oil\n\nLight the lamp before it is dark. Never leave it alone at night.\n\nTrim the wick \"well\".\n";
const TRANSLATION: &str = "# Lampe & Öl\n\nZünde die Lampe an, bevor es dunkel wird. Lass sie nachts nie allein.\n";

/// The file of the form, of a site in two languages.
fn exported(form: ExportForm) -> String {
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", "title: T\nslug: t\n"),
        ("/site/docs/index.md", SOURCE),
        ("/site/i18n/de/index.md", TRANSLATION),
    ]);
    let written = export(&system, &Request::new("/site", ""), form, Path::new("/out"), &()).expect("is exported");
    assert_eq!(written.faults, []);
    let path = format!("t-de.{}", form.name());
    assert_eq!(written.files, [(Path::new("/out").join(&path), 3)]);
    String::from_utf8(system.files("/out").remove(&path).expect("is there")).expect("is text")
}

#[test]
fn a_memory_holds_the_pairs_that_are_translated() {
    let tmx = exported(ExportForm::Tmx);
    assert!(tmx.contains(
        "<tuv xml:lang=\"en\"><seg>Lamp &amp; oil</seg></tuv><tuv xml:lang=\"de\"><seg>Lampe &amp; Öl</seg></tuv>"
    ));
    assert!(tmx.contains(
        "<seg>Never leave it alone at night.</seg></tuv><tuv xml:lang=\"de\"><seg>Lass sie nachts nie allein.</seg>"
    ));
    assert!(!tmx.contains("Trim"), "what is not translated is in no memory");
    assert!(tmx.contains("<prop type=\"source-block\">heading-lamp-oil</prop>"), "{tmx}");
}

#[test]
fn xliff_holds_what_is_to_be_translated_too() {
    let xliff = exported(ExportForm::Xliff);
    assert!(xliff.contains(
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" trgLang=\"de\">"
    ));
    assert!(xliff.contains("<file id=\"f1\" original=\"docs/index.md\">"));
    assert!(xliff.contains("<segment id=\"s2\" state=\"translated\"><source>Never leave it alone at night.</source><target>Lass sie nachts nie allein.</target></segment>"));
    assert!(
        xliff.contains(
            "<segment id=\"s1\" state=\"initial\"><source>Trim the wick &quot;well&quot;.</source></segment>"
        )
    );
}

#[test]
fn a_catalogue_has_a_message_a_text() {
    let po = exported(ExportForm::Po);
    assert!(po.contains("#: docs/index.md:3\nmsgctxt \"index\"\nmsgid \"Light the lamp before it is dark. Never leave it alone at night.\"\nmsgstr \"Zünde die Lampe an, bevor es dunkel wird. Lass sie nachts nie allein.\"\n"), "{po}");
    assert!(po.contains("msgid \"Trim the wick \\\"well\\\".\"\nmsgstr \"\"\n"), "{po}");
}

#[test]
fn the_source_alone_is_nothing_to_export() {
    let system = MemorySystem::new([("/site/pamphlet.yml", "title: T\n"), ("/site/docs/index.md", SOURCE)]);
    let refused = export(&system, &Request::new("/site", ""), ExportForm::Po, Path::new("/out"), &());
    assert!(refused.is_err_and(|error| error.to_string().contains("no translation")));
}
