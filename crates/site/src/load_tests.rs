//! Whole sites in memory.

use super::*;
use crate::{Asset, MemoryFiles, NavEntry};
use pamphlet_locale::AddressPattern;
use pamphlet_source::Severity;

fn loaded(files: &[(&str, &str)]) -> Loaded {
    load(&MemoryFiles::new(files.iter().copied()), None).expect("is a site")
}

fn tag(text: &str) -> Tag {
    Tag::parse(text).expect("is a tag")
}

fn locales(site: &Site) -> Vec<String> {
    site.locales().iter().map(ToString::to_string).collect()
}

#[test]
fn a_mkdocs_alone() {
    let Loaded { site, findings } = loaded(&[
        (
            "mkdocs.yml",
            "site_name: !ENV [SITE_NAME, Ducks]\nsite_url: https://e.org/en/\ndocs_dir: !ENV [DIR, docs]\ntheme: {language: en, custom_dir: theme}\n\
             markdown_extensions:\n  pymdownx.snippets:\n    auto_append:\n      - !ENV [ABBR, includes/abbr.en.txt]\n\
             nav:\n  - !ENV [HOME, Home]: index.md\n  - !ENV [PART, Part]: [a.md]\n",
        ),
        ("docs/index.md", ""),
        ("docs/a.md", ""),
        ("docs/out.md", ""),
        ("i18n/it/index.md", ""),
        ("i18n/it/only.md", ""),
        ("i18n/assets/x.md", ""),
        ("includes/strings.en.env", "HOME=\"Home\""),
        ("includes/strings.it.env", "HOME=\"Casa\"\nSITE_NAME=\"Anatre\""),
        ("includes/abbr.en.txt", ""),
        ("includes/abbr.it.txt", ""),
        ("theme/assets/logo.svg", ""),
        ("docs/.meta.yml", "tags: [x]"),
    ]);
    let codes: Vec<_> = findings.iter().map(|finding| (finding.code, finding.severity)).collect();
    assert_eq!(codes, [(Code::PageOutsideNavigation, Severity::Note)], "{findings:?}");
    assert!(findings[0].message.contains("out.md"), "{findings:?}");
    assert_eq!(locales(&site), ["en", "it"]);
    assert_eq!(site.identity.slug, "ducks");
    assert_eq!(site.identity.title.get(&tag("it")), "Anatre");
    let italian = site.tree(&tag("it")).expect("has a tree");
    assert_eq!(italian.appended, ["includes/abbr.it.txt"]);
    assert_eq!(
        italian.nav,
        [
            NavEntry::Page { page: "index".into(), label: Some("Casa".into()) },
            NavEntry::Section {
                label: "Part".into(),
                page: None,
                entries: vec![NavEntry::Page { page: "a".into(), label: None }]
            },
        ]
    );
    let pages: Vec<_> = site.pages(&tag("it")).into_iter().map(|page| (page.page, page.path, page.fallback)).collect();
    assert_eq!(
        pages,
        [
            ("index".to_owned(), "i18n/it/index.md".to_owned(), false),
            ("a".to_owned(), "docs/a.md".to_owned(), true),
            ("only".to_owned(), "i18n/it/only.md".to_owned(), false),
            ("out".to_owned(), "docs/out.md".to_owned(), true),
        ]
    );
    assert_eq!(site.address_pattern(&tag("it")).map(AddressPattern::as_str), Some("https://e.org/{locale}/{page}/"));
    assert_eq!(site.lent_pattern(&tag("it")).as_ref().map(AddressPattern::as_str), Some("https://e.org/en/{page}/"));
    assert_eq!(
        site.asset(&tag("it"), "deep/page", "../assets/logo.svg?v=1"),
        Asset::File { name: "assets/logo.svg".into(), path: "theme/assets/logo.svg".into() }
    );
    assert_eq!(site.asset(&tag("it"), "a", "../../x.svg"), Asset::Outside);
    assert!(site.defaults(&tag("it"), "a").get("tags").is_some());
}

#[test]
fn every_layout() {
    for (files, pages) in [
        (vec![("mkdocs.yml", "site_name: X"), ("docs/a.md", ""), ("docs/a.it.md", ""), ("docs/v1.md", "")], 2),
        (vec![("docs/en/mkdocs.yml", "site_name: X"), ("docs/en/docs/a.md", ""), ("docs/it/docs/a.md", "")], 1),
        (vec![("mkdocs.yml", "docs_dir: en/docs"), ("en/docs/a.md", ""), ("it/docs/a.md", "")], 1),
        (vec![("mkdocs.yml", "site_name: X"), ("docs/en/a.md", ""), ("docs/it/a.md", ""), ("docs/img/x.png", "")], 1),
        (
            vec![
                (
                    "mkdocs.yml",
                    "plugins:\n  - i18n:\n      docs_structure: folder\n      languages:\n        - {locale: en, default: true}\n        - {locale: it}\n",
                ),
                ("docs/en/a.md", ""),
                ("docs/it/a.md", ""),
            ],
            1,
        ),
        (
            vec![
                ("pamphlet.yml", "source: {locale: en, pages: src}\ntranslations: {pages: \"{locale}\"}"),
                ("src/a.md", ""),
                ("it/a.md", ""),
                ("lib/x.txt", ""),
            ],
            1,
        ),
    ] {
        let Loaded { site, findings } = loaded(&files);
        assert_eq!(locales(&site), ["en", "it"], "{files:?}");
        assert_eq!(site.pages(&tag("it")).len(), pages, "{files:?}");
        assert!(!site.pages(&tag("it"))[0].fallback, "{files:?}");
        assert!(findings.is_empty(), "{findings:?}");
    }
}

#[test]
fn translations_alone() {
    let Loaded { site, .. } = loaded(&[
        ("pamphlet.yml", "source: {locale: en, pages: en}\ntranslations: {pages: \"{locale}\"}"),
        ("it/a.md", ""),
        ("uk/a.md", ""),
    ]);
    assert_eq!(locales(&site), ["it", "uk"]);
    assert!(site.source_tree().is_none());
}

#[test]
fn two_files_of_one_page() {
    let Loaded { site, findings } =
        loaded(&[("mkdocs.yml", "site_name: X"), ("docs/a.md", ""), ("docs/a.markdown", ""), ("docs/A.md", "")]);
    assert_eq!(site.pages(&tag("en")).len(), 2);
    let codes: Vec<_> = findings.iter().map(|finding| (finding.code, finding.severity)).collect();
    assert_eq!(codes, [(Code::PageCollision, Severity::Warning), (Code::PageCollision, Severity::Error)]);
}

#[test]
fn a_nav_that_names_what_is_not_there() {
    let Loaded { findings, .. } =
        loaded(&[("mkdocs.yml", "site_name: X\nnav:\n  - a.md\n  - b.md\n"), ("docs/a.md", ""), ("i18n/it/a.md", "")]);
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].code, findings[0].line(), findings[0].quoted()),
        (Code::MissingPage, Some(4), Some("  - b.md"))
    );
}

#[test]
fn excluded_pages() {
    let Loaded { site, .. } = loaded(&[
        ("mkdocs.yml", "site_name: X\nexclude_docs: |\n  drafts/\ndraft_docs: |\n  *.draft.md\n"),
        ("docs/a.md", ""),
        ("docs/drafts/b.md", ""),
        ("docs/c.draft.md", ""),
        ("docs/templates/d.md", ""),
    ]);
    assert_eq!(site.pages(&tag("en")).len(), 1);
}

#[test]
fn errors_name_the_file() {
    for (files, path, what) in [
        (vec![("x.txt", "")], "", "nothing to read here"),
        (vec![("mkdocs.yml", "docs_dir: nowhere")], "mkdocs.yml", "no pages in nowhere"),
        (vec![("mkdocs.yml", "docs_dir: ../x")], "mkdocs.yml", "no pages in ../x"),
        (vec![("pamphlet.yml", "mkdocs: gone.yml"), ("docs/a.md", "")], "pamphlet.yml", "no gone.yml"),
    ] {
        let error = load(&MemoryFiles::new(files), None).expect_err("is refused");
        assert_eq!(error.place.as_ref().map_or("", |place| place.path.as_str()), path, "{error}");
        assert!(error.message.contains(what), "{error}");
    }
    let mut files = MemoryFiles::default();
    files.0.insert("pamphlet.yml".into(), vec![b'a', b'\n', 0xff]);
    let error = load(&files, None).expect_err("is refused");
    assert!(error.to_string().starts_with("pamphlet.yml:2"), "{error}");
}

#[test]
fn a_configuration_per_locale() {
    let Loaded { site, .. } = loaded(&[
        (
            "pamphlet.yml",
            "mkdocs: config/mkdocs.{locale}.yml\nsource: {pages: docs}\ntranslations: {pages: \"i18n/{locale}\"}",
        ),
        ("config/mkdocs.en.yml", "INHERIT: base.yml\nsite_name: X\nnav:\n  - Home: a.md\n"),
        ("config/mkdocs.it.yml", "INHERIT: base.yml\nsite_name: Y\nnav:\n  - Casa: a.md\n"),
        ("config/base.yml", "markdown_extensions: [abbr]\n"),
        ("docs/a.md", ""),
        ("i18n/it/a.md", ""),
        ("i18n/fr/a.md", ""),
    ]);
    let label = |locale: &str| match &site.tree(&tag(locale)).expect("has a tree").nav[0] {
        NavEntry::Page { label, .. } => label.clone().unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    assert_eq!((label("en").as_str(), label("it").as_str(), label("fr").as_str()), ("Home", "Casa", "Home"));
    assert_eq!(site.identity.title.get(&tag("it")), "Y");
    assert!(site.mkdocs.is_some_and(|config| config.get("markdown_extensions").is_some()));
}

#[test]
fn locales_without_words_of_the_interface_are_named_once() {
    let Loaded { findings, .. } = loaded(&[
        ("pamphlet.yml", "title: X\nslug: x\nlocales: [it, zu, fr-CA]\n"),
        ("docs/a.md", ""),
        ("i18n/it/a.md", ""),
        ("i18n/zu/a.md", ""),
        ("i18n/fr-CA/a.md", ""),
    ]);
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.code, finding.severity), (Code::UntranslatedInterface, Severity::Note));
    assert_eq!((finding.path(), finding.spot()), (Some("pamphlet.yml"), Some(Spot::at(3, 15))));
    assert!(finding.message.contains("`zu`"), "{}", finding.message);
}

#[test]
fn folders_that_may_be_locales_of_unknown_languages_are_named() {
    let Loaded { site, findings } = loaded(&[
        ("pamphlet.yml", "title: X\nslug: x\nsource: {pages: docs}\ntranslations: {pages: \"i18n/{locale}\"}\n"),
        ("docs/a.md", ""),
        ("i18n/cri/a.md", ""),
        ("i18n/fil/a.md", ""),
        ("i18n/img/a.png", ""),
    ]);
    assert_eq!(locales(&site), ["en", "fil"]);
    let codes: Vec<_> = findings.iter().map(|finding| (finding.code, finding.path().unwrap_or_default())).collect();
    assert!(
        codes.contains(&(Code::UnknownLocale, "i18n/cri")) && !codes.iter().any(|found| found.1 == "i18n/img"),
        "{codes:?}"
    );
}

#[test]
fn files_of_navigations_are_named_with_their_lines() {
    let places = |files: &[(&str, &str)]| -> Vec<String> {
        let loaded = load(&MemoryFiles::new(files.iter().copied()), None).expect("is a site");
        let named = loaded.findings.iter().filter(|finding| finding.message.contains("gone.md"));
        named.filter_map(|finding| Some(finding.place.as_ref()?.to_string())).collect()
    };
    let pages = [("docs/index.md", "# A\n"), ("docs/b/one.md", "# B\n")];
    let with = |more: [(&'static str, &'static str); 2]| places(&[&pages[..], &more[..]].concat());
    let config = "site_name: X\nplugins: [literate-nav]\n";
    let found = with([("mkdocs.yml", config), ("docs/SUMMARY.md", "- [A](index.md)\n- [G](b/gone.md)\n- [B](b/)\n")]);
    assert_eq!(found, ["docs/SUMMARY.md:2:7"]);
    let found = with([("mkdocs.yml", config), ("docs/b/SUMMARY.md", "- [A](one.md)\n- [G](gone.md)\n")]);
    assert_eq!(found, ["docs/b/SUMMARY.md:2:7"]);
    let config = "site_name: X\nplugins: [awesome-pages]\n";
    let found = with([("mkdocs.yml", config), ("docs/b/.pages", "nav:\n  - one.md\n  - gone.md\n")]);
    assert_eq!(found, ["docs/b/.pages:3:5"]);
    let config = "site_name: X\nplugins: [awesome-nav]\n";
    let found = with([("mkdocs.yml", config), ("docs/b/.nav.yml", "nav:\n  - one.md\n  - gone.md\n")]);
    assert_eq!(found, ["docs/b/.nav.yml:3:5"]);
}

#[test]
fn a_title_that_never_ends_is_cut_and_told() {
    let long = "title ".repeat(20_000);
    for (file, text, line) in [
        ("mkdocs.yml", format!("docs_dir: docs\nsite_name: {long}\n"), 2),
        ("pamphlet.yml", format!("title: {{en: A, it: {long}}}\n"), 1),
    ] {
        let found = loaded(&[(file, &text), ("docs/index.md", "")]);
        let title = &found.site.identity.title;
        let of = if line == 1 { title.get(&tag("it")) } else { &title.default };
        assert_eq!((of.chars().count(), of.ends_with('…')), (1_001, true));
        let told = found.findings.iter().find(|finding| finding.message.contains("1,000 characters"));
        let told = told.map(|finding| (finding.code, finding.severity, finding.line()));
        assert_eq!(told, Some((Code::InvalidConfiguration, Severity::Warning, Some(line))));
    }
}

#[test]
fn what_stands_twice_is_told_with_its_line() {
    let found = loaded(&[
        ("mkdocs.yml", "site_name: A\nsite_name: B\nplugins: [awesome-nav]\n"),
        ("docs/index.md", ""),
        ("docs/a.md", ""),
        ("docs/.nav.yml", "nav: [a.md]\nnav: [index.md, a.md]\n"),
    ]);
    assert_eq!(found.site.identity.title.default, "B");
    let told: Vec<String> = found
        .findings
        .iter()
        .filter(|finding| finding.message.contains("stands here again"))
        .map(|finding| {
            let place = finding.place.as_ref().expect("stands somewhere");
            format!("{place}")
        })
        .collect();
    assert_eq!(told, ["mkdocs.yml:2:1", "docs/.nav.yml:2:1"]);
}
