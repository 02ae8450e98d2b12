//! What shops, libraries and reader programs are told of the books of a site: one name for each, in the book and in every
//! catalogue; dates that somebody gave; catalogues as their schemas want them.

use pamphlet_pipeline::build::build;
use pamphlet_pipeline::check::check;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use pamphlet_source::{Code, Finding, Severity};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

const PLAIN: &str = "title: Ducks\nslug: ducks\nurl: \"https://e.org/{locale}/{page}/\"\nauthors: [Ann]\n";

/// What was made of a small site in English and Italian, with a configuration, as books for e-readers.
struct Made {
    files: BTreeMap<String, Vec<u8>>,
    findings: Vec<(Code, Severity)>,
}

fn made(config: &str) -> Made {
    made_with(config, &[], Format::Epub)
}

fn made_with(config: &str, more: &[(&str, &str)], format: Format) -> Made {
    let mut site = vec![
        ("/site/pamphlet.yml", config),
        ("/site/docs/index.md", "# Ducks\n\nThey swim.\n"),
        ("/site/i18n/it/index.md", "# Anatre\n\nNuotano.\n"),
    ];
    site.extend(more);
    let system = MemorySystem::new(site.iter().copied());
    let request = Request { formats: vec![format], ..Request::new("/site", "/out/dist") };
    let report = build(&system, &request, &()).expect("is built");
    let findings = report.findings.iter().map(|finding| (finding.code, finding.severity)).collect();
    Made { files: system.files("/out/dist"), findings }
}

impl Made {
    fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).expect("is text")
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.files[path]).expect("is JSON")
    }

    /// The package of the book of a locale.
    fn package(&self, locale: &str) -> String {
        let path = self.files.keys().find(|path| path.starts_with(&format!("{locale}/")) && path.contains(".epub"));
        let bytes = self.files[path.expect("there is a book")].clone();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
        let mut out = String::new();
        archive.by_name("OEBPS/content.opf").expect("is there").read_to_string(&mut out).expect("is text");
        out
    }

    /// What the book of a locale is called, in the book; each catalogue calls it the same.
    fn identifier(&self, locale: &str) -> String {
        let package = self.package(locale);
        let own = between(&package, "<dc:identifier id=\"epub-id-1\">", "</");
        let manifest = self.json("manifest.json");
        let is_own = |edition: &&Value| edition["locale"] == locale;
        let edition = manifest["editions"].as_array().expect("is a list").iter().find(is_own).expect("is there");
        assert_eq!(edition["publication"]["identifier"], own);
        let feed = self.json("opds.json");
        let named = |one: &&Value| one["metadata"]["language"] == locale;
        let publication = feed["publications"].as_array().expect("is a list").iter().find(named).expect("is there");
        assert_eq!(publication["metadata"]["identifier"], own);
        assert!(self.text("opds.xml").contains(&format!("<id>{own}</id>")));
        own
    }
}

fn between(text: &str, before: &str, after: &str) -> String {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).expect(after).0.to_owned()
}

#[test]
fn a_book_has_one_name_that_stays_when_the_site_moves() {
    let here = made(PLAIN);
    let moved = made(&PLAIN.replace("https://e.org", "https://elsewhere.example"));
    for locale in ["en", "it"] {
        assert_eq!(here.identifier(locale), moved.identifier(locale));
    }
    assert_ne!(here.identifier("en"), here.identifier("it"));
    // Two sites that are called by one slug.
    let other = made(&PLAIN.replace("title: Ducks", "title: Geese"));
    assert_ne!(here.identifier("en"), other.identifier("en"));
    assert_ne!(here.json("manifest.json")["identifier"], other.json("manifest.json")["identifier"]);
    // Whoever says what they are called may change all of it.
    let named = |text: &str| made(&format!("identifier: \"tag:e.org,2024:ducks\"\n{text}"));
    let renamed = PLAIN.replace("title: Ducks", "title: Geese").replace("slug: ducks", "slug: geese");
    assert_eq!(named(PLAIN).identifier("it"), named(&renamed).identifier("it"));
    assert_ne!(named(PLAIN).identifier("it"), here.identifier("it"));
}

#[test]
fn a_place_in_a_series_is_one_that_the_site_fixes() {
    let position = |made: &Made, locale: &str| {
        let package = made.package(locale);
        assert_eq!(between(&package, "id=\"collection\">", "</"), "Ducks");
        let feed = made.json("opds.json");
        let named = |one: &&Value| one["metadata"]["language"] == locale;
        let publication = feed["publications"].as_array().expect("is a list").iter().find(named).expect("is there");
        let place = publication["metadata"]["belongsTo"]["collection"]["position"].as_u64();
        let own = package.contains("group-position").then(|| between(&package, "\"group-position\">", "</"));
        assert_eq!(place.map(|place| place.to_string()), own);
        place
    };
    // Locales that are found have no order that would stay.
    let found = made(PLAIN);
    assert_eq!(position(&found, "it"), None);
    let german = [("/site/i18n/de/index.md", "# Enten\n\nSie schwimmen.\n")];
    let listed = made_with(&format!("{PLAIN}locales: [it, de]\n"), &german, Format::Epub);
    assert_eq!(
        (position(&listed, "en"), position(&listed, "it"), position(&listed, "de")),
        (Some(1), Some(2), Some(3))
    );
    let said = made_with(&format!("{PLAIN}series: {{ position: {{ it: 7 }} }}\n"), &german, Format::Epub);
    assert_eq!((position(&said, "it"), position(&said, "de")), (Some(7), None));
}

#[test]
fn no_moment_is_invented() {
    let made = made(PLAIN);
    assert!(!made.text("opds.json").contains("1980") && !made.text("opds.json").contains("modified"));
    // Where a format wants one, the reason stands beside it.
    for (text, mark) in [(made.text("opds.xml"), "<updated>"), (made.package("en"), "\"dcterms:modified\">")] {
        let (before, after) = text.split_once(mark).expect("it is there");
        let before = before.rsplit_once("-->").map(|(_, behind)| behind.split_whitespace().count());
        assert!(after.starts_with("1980-01-01T00:00:00Z") && before.is_some_and(|words| words <= 2), "{text}");
    }
    let dated = self::made(&format!("{PLAIN}date: 2026-05-01\n"));
    assert_eq!(dated.json("opds.json")["metadata"]["modified"], "2026-05-01T00:00:00Z");
    assert!(dated.text("opds.xml").contains("<updated>2026-05-01T00:00:00Z</updated>"));
    assert!(dated.package("it").contains("<meta property=\"dcterms:modified\">2026-05-01T00:00:00Z</meta>"));
}

#[test]
fn changed_bytes_without_another_date_are_told_by_their_digest() {
    let digest = |words: &str| {
        let pages = [("/site/docs/more.md", words)];
        let made = made_with(&format!("{PLAIN}date: 2026-05-01\n"), &pages, Format::Epub);
        between(&made.package("en"), "<meta property=\"schema:sha256\">", "</")
    };
    let one = digest("# More\n\nThey fly.\n");
    assert_eq!((one.len(), &one), (64, &digest("# More\n\nThey fly.\n")));
    assert_ne!(one, digest("# More\n\nThey walk.\n"));
}

#[test]
fn whom_books_are_filed_under() {
    let anonymous = PLAIN.replace("authors: [Ann]\n", "");
    let found = |config: &str| {
        let findings = made(config).findings;
        findings.into_iter().find(|(code, _)| *code == Code::MissingAuthor).map(|(_, severity)| severity)
    };
    assert_eq!(found(PLAIN), None);
    assert_eq!(found(&anonymous), Some(Severity::Note));
    assert_eq!(found(&format!("{anonymous}onix: true\n")), Some(Severity::Warning));
    let published = format!("{anonymous}publisher: House\n");
    assert_eq!(found(&published), None);
    let made = made(&published);
    assert!(made.package("en").contains("<dc:creator id=\"creator-1\">House</dc:creator>"));
    assert!(made.text("opds.xml").contains("<author><name>House</name></author>"));
}

/// What the schemas of OPDS 2.0 and of Readium's manifests require of what we write; they themselves are held against it
/// where they are at hand (`xtask test catalogues`).
fn check_feed(feed: &Value) {
    assert!(feed["metadata"]["title"].as_str().is_some_and(|title| !title.is_empty()));
    let lists = ["publications", "navigation"].map(|key| feed.get(key).map(|list| list.as_array().expect("is a list")));
    assert!(lists.iter().any(Option::is_some), "a feed has something");
    assert!(lists.iter().flatten().all(|list| !list.is_empty()), "no list is empty");
    let relations: Vec<&Value> = feed["links"].as_array().expect("is a list").iter().map(|link| &link["rel"]).collect();
    assert!(relations.iter().any(|relation| **relation == "self"));
    for publication in lists[0].into_iter().flatten() {
        let metadata = publication["metadata"].as_object().expect("is a map");
        assert!(metadata["identifier"].as_str().is_some_and(|urn| urn.starts_with("urn:uuid:")));
        assert!(metadata["title"].is_string() && metadata["language"].is_string());
        let moments = metadata.get("modified").into_iter();
        assert!(
            moments.clone().all(|moment| moment.as_str().is_some_and(|text| text.len() == 20 && text.ends_with('Z')))
        );
        let people = ["author", "translator", "editor", "contributor"].iter().filter_map(|key| metadata.get(*key));
        assert!(people.flat_map(|list| list.as_array().expect("is a list")).all(|one| one["name"].is_string()));
        for subject in metadata.get("subject").into_iter().flat_map(|list| list.as_array().expect("is a list")) {
            assert!(
                subject.is_string()
                    || subject["name"].is_string() && subject["scheme"].as_str().expect("is text").contains(':')
            );
        }
        let links = publication["links"].as_array().expect("is a list");
        let acquired =
            |link: &&Value| link["rel"].as_str().is_some_and(|rel| rel.starts_with("http://opds-spec.org/acq"));
        assert!(links.iter().any(|link| acquired(&link)));
        assert!(links.iter().filter(acquired).all(|link| link["size"].as_u64().is_some_and(|size| size > 0)));
        if let Some(images) = publication.get("images") {
            let images = images.as_array().expect("is a list");
            assert!(!images.is_empty() && images.iter().all(|image| image["type"] == "image/jpeg"));
        }
    }
}

#[test]
fn catalogues_have_what_their_schemas_want() {
    const SHOP: &str = "contributors:\n  - { name: Bo, role: translator, locales: [it], file_as: \"Bo, B.\" }\n  - { name: Cy, role: sponsor }\n\
        subjects: [Birds, { scheme: Thema, code: WNCB, name: Birds and more }]\nisbn: { it: 978-0-306-40615-7 }\n\
        license: CC-BY-4.0\npublisher: House\naccessibility: { conforms_to: WCAG 2.2 AA, exemption: eaa-microenterprise }\n";
    let made = made(&format!("{PLAIN}{SHOP}date: 2026-05-01\n"));
    let feed = made.json("opds.json");
    check_feed(&feed);
    let italian = &feed["publications"][1]["metadata"];
    assert_eq!(italian["translator"][0]["sortAs"], "Bo, B.");
    assert_eq!(italian["contributor"][0]["role"][0], "spn");
    assert_eq!(italian["altIdentifier"][0], "urn:isbn:9780306406157");
    assert_eq!(italian["subject"][0]["code"], "WNCB");
    assert_eq!(italian["accessibility"]["conformsTo"], "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa");
    assert!(feed["publications"][0]["metadata"].get("translator").is_none(), "who worked for Italian alone");
    for path in ["it/ducks-it.jpg", "it/ducks-it-thumbnail.jpg"] {
        assert!(made.files.contains_key(path), "{path}");
    }
    // OPDS 1.2: two pictures by their relations, the licence, categories with their schemes.
    let atom = made.text("opds.xml");
    for part in [
        "rel=\"http://opds-spec.org/image\" href=\"it/ducks-it.jpg\" type=\"image/jpeg\"",
        "rel=\"http://opds-spec.org/image/thumbnail\" href=\"it/ducks-it-thumbnail.jpg\"",
        "<category scheme=\"https://ns.editeur.org/thema/\" term=\"WNCB\" label=\"Birds and more\"/>",
        "<link rel=\"license\" href=\"https://creativecommons.org/licenses/by/4.0/\"/>",
        "<dc:identifier>urn:isbn:9780306406157</dc:identifier>",
        "<contributor><name>Bo</name></contributor>",
    ] {
        assert!(atom.contains(part), "{part}\n{atom}");
    }
    // Without books there is no empty list.
    let data = made_with(PLAIN, &[], Format::Json);
    check_feed(&data.json("opds.json"));
    assert_eq!(data.json("opds.json")["navigation"][0]["href"], "index.html");
}

/// A catalogue says of the accessibility of a book what its package says, and what a publisher claims.
#[test]
fn catalogues_say_what_a_book_offers() {
    const CLAIM: &str = "accessibility:\n  conforms_to: WCAG 2.1 AA\n  certified_by: Eyes & Ears\n  credential: Gold\n  \
        report: https://e.org/r\n  exemption: eaa-microenterprise\n";
    const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
    let files = [("/site/docs/two.md", "# More\n\n![A duck](d.svg)\n"), ("/site/docs/d.svg", DRAWING)];
    let made = made_with(&format!("{PLAIN}{CLAIM}"), &files, Format::Epub);
    let package = made.package("en");
    let said = |property: &str| -> Vec<String> {
        let before = format!("<meta property=\"schema:{property}\">");
        package.split(&before).skip(1).filter_map(|rest| Some(rest.split_once("</")?.0.to_owned())).collect()
    };
    let feed = made.json("opds.json");
    let own = &feed["publications"][0]["metadata"]["accessibility"];
    let listed = |value: &Value| -> Vec<String> {
        let modes = |value: &Value| match value {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
            one => one.as_str().expect("is text").to_owned(),
        };
        value.as_array().expect("is a list").iter().map(modes).collect()
    };
    let atom = made.text("opds.xml");
    let keys = [
        ("accessMode", "accessMode"),
        ("accessModeSufficient", "accessModeSufficient"),
        ("accessibilityFeature", "feature"),
        ("accessibilityHazard", "hazard"),
    ];
    for (property, key) in keys {
        let said = said(property);
        assert!(!said.is_empty(), "{property}\n{package}");
        assert_eq!(listed(&own[key]), said, "{key}");
        for word in said {
            let element = format!("<schema:{property}>{word}</schema:{property}>");
            assert!(atom.contains(&element), "{element}\n{atom}");
        }
    }
    let summary = &said("accessibilitySummary")[0];
    assert_eq!(own["summary"], summary.as_str());
    assert!(atom.contains(&format!("<schema:accessibilitySummary xml:lang=\"en\">{summary}<")), "{atom}");
    assert_eq!(own["certification"]["certifiedBy"], "Eyes & Ears");
    assert_eq!(own["conformsTo"], "https://www.w3.org/TR/epub-a11y-11#wcag-2.1-aa");
    for element in [
        "<dc:conformsTo>https://www.w3.org/TR/epub-a11y-11#wcag-2.1-aa</",
        "<a11y:certifiedBy>Eyes &amp; Ears</",
        "<a11y:certifierCredential>Gold</",
        "<a11y:certifierReport>https://e.org/r</",
        "<a11y:exemption>eaa-microenterprise</",
    ] {
        assert!(atom.contains(element), "{element}\n{atom}");
    }
    // The sentences are in the language of the book.
    let italian = feed["publications"][1]["metadata"]["accessibility"]["summary"].as_str().expect("is text");
    assert_ne!(italian, summary);
}

#[test]
fn a_site_has_its_own_face() {
    const LOGO: &str =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 20'><path fill='#00f' d='M0 0h80v20H0z'/></svg>";
    let pictures = [("/site/art/logo.svg", LOGO), ("/site/art/cover.svg", &LOGO.replace("80 20", "160 256"))];
    let made = |brand: &str| made_with(&format!("{PLAIN}{brand}"), &pictures, Format::Epub);
    let cover = |made: &Made| made.files["en/ducks-en.jpg"].clone();
    let plain = made("");
    let faces = ["brand: { logo: art/logo.svg }\n", "brand: { primary: teal }\n", "brand: { accent: \"#ffffff\" }\n"];
    let mut covers: Vec<Vec<u8>> = faces.iter().map(|brand| cover(&made(brand))).collect();
    covers.push(cover(&plain));
    assert!(covers.iter().enumerate().all(|(at, one)| !covers[at + 1..].contains(one)), "each is seen");

    // A cover of its own keeps its proportions; what shops would refuse is said.
    let own = made("brand: { cover: art/cover.svg }\n");
    assert!(own.findings.is_empty(), "{:?}", own.findings);
    let feed = own.json("opds.json");
    assert_eq!(feed["publications"][0]["images"].as_array().expect("is a list").len(), 2);
    assert!(feed["publications"][0]["images"][0].get("width").is_none(), "its size is its own");
    let wide = made("brand: { cover: art/logo.svg }\n");
    assert!(wide.findings.contains(&(Code::UnfitBrand, Severity::Warning)), "{:?}", wide.findings);
    let path = wide.files.keys().find(|path| path.ends_with("en.epub")).unwrap();
    let mut book = zip::ZipArchive::new(Cursor::new(wide.files[path].clone())).unwrap();
    let mut page = String::new();
    book.by_name("OEBPS/cover.xhtml").unwrap().read_to_string(&mut page).unwrap();
    assert!(page.contains("width=\"1600\" height=\"400\""), "{page}");
    // One that is not there is named, and one is drawn.
    let gone = made("brand: { cover: art/gone.png }\n");
    assert!(gone.findings.contains(&(Code::MissingPicture, Severity::Warning)));
    assert_eq!(cover(&gone), cover(&plain));
}

#[test]
fn a_site_says_on_every_page_what_it_is() {
    let config = format!(
        "{PLAIN}copyright: © 2026 Ann\nbrand: {{ watermark: draft, footer: {{ default: To read, it: Da leggere }}, primary: teal }}\n"
    );
    let made = made(&config);
    assert!(made.findings.iter().all(|(_, severity)| *severity == Severity::Note), "{:?}", made.findings);
    let file = |locale: &str, name: &str| {
        let path = made
            .files
            .keys()
            .find(|path| path.starts_with(locale) && Path::new(path).extension().is_some_and(|end| end == "epub"))
            .unwrap();
        let mut book = zip::ZipArchive::new(Cursor::new(made.files[path].clone())).unwrap();
        let mut out = String::new();
        book.by_name(name).unwrap().read_to_string(&mut out).unwrap();
        out
    };
    let chapter = file("it/", "OEBPS/text/index.xhtml");
    let watermark = chapter.find(">Bozza</p>").expect("it is above the title");
    let footer = chapter.find(">Da leggere</p>").expect("it is below the text");
    assert!(watermark < chapter.find("Anatre</h1>").unwrap() && footer > chapter.find("Nuotano").unwrap(), "{chapter}");
    for page in ["OEBPS/title.xhtml", "OEBPS/colophon.xhtml"] {
        assert!(file("en/", page).contains("© 2026 Ann"), "{page}");
    }
    assert!(file("en/", "OEBPS/title.xhtml").contains(">Draft</p>"));
    assert!(made.package("en").contains("<dc:rights>© 2026 Ann</dc:rights>"));
    assert!(file("en/", "OEBPS/stylesheet.css").contains("h1 { border-bottom: .1em solid #"));

    let plain = self::made(PLAIN);
    assert!(!plain.package("en").contains("dc:rights"));
    let pdf = |config: &str| made_with(config, &[], Format::Pdf).files["en/handouts/index.pdf"].len();
    assert!(pdf(&config) > pdf(PLAIN), "the watermark is drawn");
}

#[test]
fn letters_that_no_font_has_are_told_of_covers_and_margins() {
    // Linear A, of which no font has a letter.
    let config = "title: Ducks \u{10600}\nslug: ducks\nauthors: [Ann]\nsource: { locale: en, pages: docs }\n\
                  nav:\n  - Pond \u{10601}: index.md\n\
                  brand:\n  footer: \u{10602}\u{10603} pond\n  watermark: \"For \u{10604}\"\n";
    let system =
        MemorySystem::new([("/site/pamphlet.yml", config), ("/site/docs/index.md", "# Ducks\n\nThey swim.\n")]);
    let request = Request { formats: vec![Format::Epub], ..Request::new("/site", "/out/dist") };
    let of = |findings: Vec<Finding>| {
        let said = findings.into_iter().filter(|finding| finding.code == Code::MissingGlyph);
        said.map(|finding| {
            let quoted = finding.quoted().unwrap_or_default();
            assert!(quoted.chars().any(|letter| ('\u{10600}'..'\u{10610}').contains(&letter)), "{finding:?}");
            (finding.line().unwrap_or_default(), finding.message)
        })
        .collect::<Vec<_>>()
    };
    let told = of(build(&system, &request, &()).expect("is built").findings);
    let expected = [
        "1 the title (`title`): no font has U+10600 (\u{10600}); it is left out on the cover that is drawn, and boxes stand for it on paper",
        "6 a label of the navigation (`nav`): no font has U+10601 (\u{10601}); boxes stand for it on paper",
        "8 the line at the foot (`brand.footer`): no font has U+10602 (\u{10602}) and one other of its letters; boxes stand for it on paper",
        "9 the watermark (`brand.watermark`): no font has U+10604 (\u{10604}); it is left out on every page",
    ];
    assert_eq!(told.iter().map(|(line, message)| format!("{line} {message}")).collect::<Vec<_>>(), expected);
    assert_eq!(of(check(&system, &request, &()).expect("is checked").findings), told, "a check says the same");
    assert!(made(PLAIN).findings.iter().all(|(code, _)| *code != Code::MissingGlyph));
}

#[test]
fn a_font_that_cannot_be_used_is_named() {
    let fonts = [("/site/art/a.ttf", "no font"), ("/site/art/b.woff2", "wOF2"), ("/site/art/OFL.txt", "Free.")];
    let made = made_with(&format!("{PLAIN}brand: {{ fonts: art }}\n"), &fonts, Format::Epub);
    let said = made.findings.iter().filter(|said| **said == (Code::UnfitBrand, Severity::Warning)).count();
    assert_eq!(said, 2, "{:?}", made.findings);
    assert!(!made.package("en").contains("font/"));
}

#[test]
fn a_message_for_distributors_stands_beside_each_book() {
    let made = made(&format!("{PLAIN}onix: {{ sender: House, price: 4.99 EUR }}\n"));
    let message = made.text("it/ducks-it.onix.xml");
    for part in
        ["<SenderName>House</SenderName>", "<PriceAmount>4.99</PriceAmount>", "<LanguageCode>ita</LanguageCode>"]
    {
        assert!(message.contains(part), "{part}\n{message}");
    }
    assert!(message.contains(&format!("<RecordReference>{}</RecordReference>", made.identifier("it"))));
    assert!(message.contains("nothing says when this book was changed"));
    assert!(!self::made(PLAIN).files.keys().any(|path| path.ends_with(".onix.xml")));
}
