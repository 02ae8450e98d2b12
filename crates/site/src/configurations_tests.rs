//! Sites with a configuration for each language.

use super::*;
use crate::{Loaded, MemoryFiles, load};
use pamphlet_locale::AddressPattern;

fn loaded(files: &[(&str, &str)]) -> Loaded {
    load(&MemoryFiles::new(files.iter().copied()), None).expect("is a site")
}

fn pages(loaded: &Loaded, locale: &str) -> Vec<String> {
    let tag = Tag::parse(locale).expect("is a tag");
    loaded.site.pages(&tag).into_iter().map(|page| page.page).collect()
}

#[test]
fn names_that_say_a_language() {
    for (name, written) in [
        ("mkdocs.en.yml", Some("en")),
        ("mkdocs-fr.yaml", Some("fr")),
        ("mkdocs_pt-BR.yml", Some("pt-BR")),
        ("zensical.zh-TW.toml", Some("zh-TW")),
        ("de.mkdocs.yml", Some("de")),
        ("mkdocs.base.yml", None),
        ("mkdocs-dev.yml", None),
        ("mkdocs.yml", None),
        ("mkdocs.en.json", None),
    ] {
        assert_eq!(language_in(name), written, "{name}");
    }
}

#[test]
fn every_place_of_configurations() {
    for (en, de, folders) in [
        ("mkdocs.en.yml", "mkdocs.de.yml", ("docs/en", "docs/de")),
        ("mkdocs.yml", "mkdocs-de.yml", ("docs/en", "docs/de")),
        ("docs/mkdocs.en.yml", "docs/mkdocs.de.yml", ("en", "de")),
        ("config/en/mkdocs.yml", "config/de/mkdocs.yml", ("../../docs/en", "../../docs/de")),
        ("docs/en/mkdocs.yml", "docs/de/mkdocs.yml", ("docs", "docs")),
        ("docs/en/mkdocs.yml", "docs/de/mkdocs.yml", (".", ".")),
        ("en/zensical.toml", "de/zensical.toml", ("docs", "docs")),
        ("mkdocs.yml", "mkdocs.de.yml", ("docs", "docs/de")),
    ] {
        let text = |path: &str, name: &str, docs: &str| {
            if path.contains("toml") {
                format!("[project]\nsite_name = \"{name}\"\ndocs_dir = \"{docs}\"\nnav = [\"index.md\"]\n")
            } else {
                format!("site_name: {name}\ndocs_dir: {docs}\nnav: [index.md]\n")
            }
        };
        let folder = |config: &str, docs: &str| path::climb(path::parent(config), docs);
        let (english, german) = (text(en, "Pier", folders.0), text(de, "Mole", folders.1));
        let page = |config: &str, docs: &str, name: &str| format!("{}/{name}.md", folder(config, docs));
        let (one, two, three) =
            (page(en, folders.0, "index"), page(en, folders.0, "more"), page(de, folders.1, "index"));
        let loaded = loaded(&[(en, &english), (de, &german), (&one, "# One"), (&two, "# Two"), (&three, "# Drei")]);
        let locales: Vec<String> = loaded.site.locales().iter().map(ToString::to_string).collect();
        assert_eq!(locales, ["en", "de"], "{en} {de}");
        assert_eq!(loaded.site.source.as_str(), "en");
        let german = Tag::parse("de").expect("is a tag");
        assert_eq!(loaded.site.identity.title.get(&german), "Mole", "{en}");
        // The same navigation: one site in two languages, so the source stands in for what is not translated.
        assert_eq!(pages(&loaded, "de"), ["index", "more"], "{en} {de}");
    }
}

#[test]
fn a_navigation_of_its_own_is_the_whole_book() {
    let loaded = loaded(&[
        ("mkdocs.yml", "site_name: X\ndocs_dir: docs/en\nnav: [index.md, more.md]\n"),
        (
            "mkdocs-fr.yml",
            "INHERIT: mkdocs.yml\ndocs_dir: docs/fr\nsite_url: https://fr.example.org/\nnav: [index.md, only.md]\n",
        ),
        ("docs/en/index.md", ""),
        ("docs/en/more.md", ""),
        ("docs/fr/index.md", ""),
        ("docs/fr/only.md", ""),
        ("docs/de/index.md", ""),
    ]);
    assert_eq!(pages(&loaded, "fr"), ["index", "only"]);
    // A language without a configuration of its own has that of the source.
    assert_eq!(pages(&loaded, "de"), ["index", "more"]);
    let french = Tag::parse("fr").expect("is a tag");
    assert_eq!(
        loaded.site.address_pattern(&french).map(AddressPattern::as_str),
        Some("https://fr.example.org/{page}/")
    );
    assert_eq!(loaded.site.address_pattern(&loaded.site.source), None);
}

#[test]
fn the_source_has_the_most_pages_unless_it_is_named() {
    let files = [
        ("mkdocs.en.yml", "site_name: X\ndocs_dir: docs/en\n"),
        ("mkdocs.zh.yml", "site_name: X\ndocs_dir: docs/zh\n"),
        ("docs/en/index.md", ""),
        ("docs/zh/index.md", ""),
        ("docs/zh/more.md", ""),
    ];
    assert_eq!(loaded(&files).site.source.as_str(), "zh");
    let mut named = files.to_vec();
    named.push(("pamphlet.yml", "source: {locale: en}\n"));
    assert_eq!(loaded(&named).site.source.as_str(), "en");
}

#[test]
fn two_languages_in_one_folder_have_the_pages_of_their_navigations() {
    let loaded = loaded(&[
        ("mkdocs.en.yml", "site_name: X\nnav: [en.md, a.md]\n"),
        ("mkdocs.de.yml", "site_name: X\nnav: [de.md]\n"),
        ("docs/en.md", ""),
        ("docs/a.md", ""),
        ("docs/de.md", ""),
    ]);
    assert_eq!((pages(&loaded, "en"), pages(&loaded, "de")), (vec!["en".into(), "a".into()], vec!["de".to_owned()]));
}

#[test]
fn a_broken_configuration_of_a_language_is_said() {
    let loaded = loaded(&[("mkdocs.yml", "site_name: X\n"), ("mkdocs.de.yml", "nav: [\n"), ("docs/index.md", "")]);
    assert!(loaded.findings.iter().any(|found| found.path() == Some("mkdocs.de.yml")), "{:?}", loaded.findings);
}

#[test]
fn no_configuration_is_said_once() {
    let codes = |files: &[(&str, &str)]| loaded(files).findings.iter().map(|found| found.code).collect::<Vec<_>>();
    assert_eq!(codes(&[("docs/index.md", "")]), [Code::NoConfiguration]);
    assert_eq!(codes(&[("docs/index.md", ""), ("pamphlet.yml", "title: X\n")]), []);
    let several = [
        ("docs/index.md", ""),
        ("mkdocs-nav.yml", "nav: []\n"),
        ("mkdocs-common.yml", "site_name: X\n"),
        ("mkdocs-online.yml", "INHERIT: mkdocs-common.yml\n"),
    ];
    let found = loaded(&several).findings;
    let help = found[0].help.as_deref().unwrap_or_default();
    assert!(help.starts_with("mkdocs-common.yml or mkdocs-online.yml could be one"), "{help}");
    let both =
        [("docs/index.md", ""), ("mkdocs.yml", "site_name: X\n"), ("zensical.toml", "[project]\nsite_name = \"Y\"\n")];
    assert_eq!(codes(&both), [Code::ConfigurationChoice]);
    let fork = [("docs/index.md", ""), ("mkdocs.yml", "site_name: X\n"), ("properdocs.yml", "INHERIT: mkdocs.yml\n")];
    assert_eq!(codes(&fork), []);
    assert_eq!(loaded(&both).site.identity.title.default, "Y");
}

#[test]
fn a_key_that_is_written_twice_is_said_and_the_last_counts() {
    let text = "site_name: X\nnav:\n  - a.md\nsite_name: Y\nnav:\n  - index.md\n";
    let loaded = loaded(&[("mkdocs.yml", text), ("docs/index.md", "")]);
    assert_eq!(loaded.site.identity.title.default, "Y");
    let found: Vec<_> = loaded.findings.iter().map(|found| (found.code, found.line())).collect();
    assert_eq!(found, [(Code::InvalidConfiguration, Some(4)), (Code::InvalidConfiguration, Some(5))]);
    let files = MemoryFiles::new([("pamphlet.yml", "title: X\ntitle: Y\n"), ("docs/index.md", "")]);
    let refused = load(&files, Some(("pamphlet.yml", "title: X\ntitle: Y\n"))).expect_err("is ambiguous");
    assert!(refused.to_string().starts_with("pamphlet.yml:2"), "{refused}");
}

#[test]
fn hooks_are_named() {
    let loaded = loaded(&[("mkdocs.yml", "site_name: X\nhooks: [a.py, b.py]\n"), ("docs/index.md", "")]);
    let [found] = &loaded.findings[..] else { panic!("{:?}", loaded.findings) };
    assert_eq!((found.code, found.line()), (Code::HookNotRun, Some(2)));
    assert!(found.message.contains("a.py, b.py"), "{}", found.message);
}

#[test]
fn toml_is_read_as_yaml_is() {
    let text = "[project]\nsite_name = \"Zen\"\nsite_url = \"https://example.org/\"\ndocs_dir = \"pages\"\n\
        nav = [{ \"Start\" = \"index.md\" }, { \"Part\" = [\"gone.md\"] }]\n[project.theme]\nlanguage = \"de\"\n";
    let loaded = loaded(&[("zensical.toml", text), ("pages/index.md", "")]);
    assert_eq!((loaded.site.source.as_str(), loaded.site.identity.title.default.as_str()), ("de", "Zen"));
    assert_eq!(
        loaded.site.address_pattern(&loaded.site.source).map(AddressPattern::as_str),
        Some("https://example.org/{page}/")
    );
    let [found] = &loaded.findings[..] else { panic!("{:?}", loaded.findings) };
    assert_eq!((found.code, found.line()), (Code::MissingPage, Some(5)));
    let files = MemoryFiles::new([("zensical.toml", "[project]\nsite_name = \n"), ("docs/index.md", "")]);
    let error = load(&files, None).expect_err("is refused");
    assert!(error.to_string().starts_with("zensical.toml:2"), "{error}");
}

#[test]
fn addresses_by_locale() {
    let loaded = loaded(&[
        (
            "pamphlet.yml",
            "url:\n  default: 'https://{locale}.example.org/{page}/'\n  en: https://example.org/\nsource: {locale: en}\n",
        ),
        ("docs/index.md", ""),
        ("i18n/it/index.md", ""),
        ("mkdocs.yml", "site_name: X\nsite_url: https://old.example.org/\n"),
    ]);
    let of = |locale: &str| {
        let pattern = loaded.site.address_pattern(&Tag::parse(locale).expect("is a tag"));
        pattern.map(AddressPattern::as_str)
    };
    assert_eq!(
        (of("en"), of("it")),
        (Some("https://example.org/{page}/"), Some("https://{locale}.example.org/{page}/"))
    );
    let menu = "site_name: X\nsite_url: https://example.org/docs/\nextra:\n  alternate:\n    - {lang: en, link: /docs/}\n    - {lang: it, link: ./italiano/}\n    - {lang: fr, link: /fr/}\n    - {lang: de, link: 'https://example.de/'}\n";
    let pages =
        ["docs/index.md", "i18n/it/a.md", "i18n/fr/a.md", "i18n/de/a.md", "i18n/uk/a.md"].map(|path| (path, ""));
    let files: Vec<_> = pages.into_iter().chain([("mkdocs.yml", menu)]).collect();
    let site = self::loaded(&files).site;
    let of = |locale: &str| {
        let pattern = site.address_pattern(&Tag::parse(locale).expect("is a tag"));
        pattern.map(AddressPattern::as_str).unwrap_or_default()
    };
    assert_eq!(
        ["en", "it", "fr", "de", "uk"].map(of),
        [
            "https://example.org/docs/{page}/",
            "https://example.org/docs/italiano/{page}/",
            "https://example.org/fr/{page}/",
            "https://example.de/{page}/",
            "https://example.org/docs/{locale}/{page}/"
        ]
    );
    assert_eq!(
        site.lent_pattern(&Tag::parse("it").expect("is a tag")).as_ref().map(AddressPattern::as_str),
        Some("https://example.org/docs/{page}/")
    );
}
