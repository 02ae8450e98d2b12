//! Reading of `pamphlet.yml`.

use super::reader::KEYS;
use super::*;
use crate::SiteError;
use pamphlet_locale::paper::{Layout, PaperLinks};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_source::Finding;

fn parse(text: &str) -> (Result<Config, SiteError>, Vec<Finding>) {
    let mut findings = Vec::new();
    (Config::parse("pamphlet.yml", text, &mut findings), findings)
}

#[test]
fn reads_every_key() {
    let text = "title: {en: A, it: B}\ndescription: C\nslug: a-b\nurl: https://e.org/{locale}/{page}/\nauthors: [X, Y]\npublisher: P\nlicense: CC0-1.0\ndate: 2024-02-29\nsubjects: [S]\nsource: { locale: en, pages: docs }\ntranslations:\n  pages: i18n/{locale}\n  strings: s.{locale}.env\n  abbreviations: a.{locale}.txt\nlocales: [it, pt_br]\nmkdocs: mkdocs.yml\nassets: [theme]\npaper: A4\nepub: { page_list: true, max_megabytes: 50 }\nmarkdown: true\nsearch: true\njson: { assets: true, whole: false }\nlayouts: [standard, booklet]\nink: true\nlinks: notes\ntabs: first\nfit: 2\npackets:\n  - { slug: first, title: {en: First, it: Primi}, pages: [index, \"a/*\"], tabs: [Linux, Python] }\n";
    let (config, findings) = parse(text);
    let config = config.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(config.title.unwrap().get(&Tag::parse("it").unwrap()), "B");
    assert_eq!(config.date.as_deref(), Some("2024-02-29"));
    assert_eq!(config.locales.iter().map(Tag::as_str).collect::<Vec<_>>(), ["it", "pt-BR"]);
    assert_eq!(config.paper, Some(Paper::A4));
    assert_eq!(config.epub, EpubConfig { page_list: true, max_megabytes: Some(50) });
    assert!(config.markdown);
    assert!(config.search);
    assert_eq!(config.json, JsonConfig { assets: true, whole: false });
    assert_eq!(config.print.layouts, [Layout::Standard, Layout::Booklet]);
    assert_eq!((config.print.ink, config.print.links), (true, Some(PaperLinks::Notes)));
    assert_eq!(config.print.packets[0].title.get(&Tag::parse("it").unwrap()), "Primi");
    assert_eq!(config.print.packets[0].pages, ["index", "a/*"]);
    assert_eq!((config.print.tabs, config.print.fit.map(std::num::NonZero::get)), (TabChoice::First, Some(2)));
    let named = TabChoice::Named(vec!["Linux".to_owned(), "Python".to_owned()]);
    assert_eq!(config.print.packets[0].tabs, Some(named));
}

#[test]
fn says_what_is_wrong_and_where() {
    for (text, line, what) in [
        ("title: [\n", 2, "not YAML"),
        ("- a\n", 1, "not a map"),
        ("title: A\nslug: A B\n", 2, "cannot name files"),
        ("title: A\n\ndate: 2023-02-29\n", 3, "not a date"),
        ("source:\n  locale: \"?\"\n", 2, "not a language tag"),
        ("source: docs\n", 1, "has to be a map"),
        ("translations:\n  pages: x\n", 2, "where the locale stands"),
        ("title: {}\n", 1, "empty map"),
        ("paper: a9\n", 1, "not known"),
        ("epub:\n  page_list: maybe\n", 2, "true or false"),
        ("epub:\n  max_megabytes: 0\n", 2, "not a number"),
        ("search: often\n", 1, "true or false"),
        ("json: yes\n", 1, "a map"),
        ("json:\n  assets: all\n", 2, "true or false"),
        ("epub: true\n", 1, "has to be a map"),
        ("layouts: [tall]\n", 1, "“tall” is not known"),
        ("ink: blue\n", 1, "true or false"),
        ("links: qrcode\n", 1, "“qrcode” is not known"),
        ("tabs: []\n", 1, "no tab is named"),
        ("fit: 0\n", 1, "not a number of pages"),
        ("packets: all\n", 1, "has to be a list"),
        ("title: A\npackets:\n  - slug: a\n    title: A\n", 2, "has no pages"),
        ("packets:\n  - { slug: A B, title: A, pages: [x] }\n", 1, "cannot name files"),
        ("packets:\n  - { slug: a, title: A, pages: [x] }\n  - { slug: a, title: B, pages: [y] }\n", 1, "two packets"),
        ("title: A\nmeaning: [x]\n", 2, "meaning has to be a map"),
        ("meaning:\n  base: mine\n", 2, "meaning.base has no “mine”"),
        ("meaning:\n  roles:\n    x: { icons: [a] }\n", 3, "meaning.roles.x has no words"),
        ("meaning:\n  roles:\n    x: { term: homepages }\n", 3, "“homepages”"),
        ("mkdocs: /x.yml\n", 1, "absolute path"),
        ("url: example.org\n", 1, "not an address"),
    ] {
        let (config, _) = parse(text);
        let error = config.unwrap_err();
        assert!(error.message.contains(what), "{text}: {error}");
        assert_eq!(
            error.place.as_ref().and_then(|place| place.spot).map_or(0, |spot| spot.line),
            line,
            "{text}: {error}"
        );
        assert!(!error.help.is_empty());
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let text = "titel: A\npaper: a9\nink: blue\nlinks: qrcode\nfit: no\ndate: soon\nlocales: [\"?\", it, \"!\"]\n\
                packets:\n  - { slug: a }\naudience: generals\nisbn: 1\naccessibility:\n  conforms_to: WCAG 9\n  \
                report: here\nbrand:\n  primary: tael\n  logo: /x.svg\n  fonts: /y\n\
                onix: { email: me, price: 5 euro }\nmeaning: { base: mine }\nsource: docs\n";
    let (config, findings) = parse(text);
    let error = config.unwrap_err();
    assert!(findings.is_empty(), "{findings:?}");
    let all = std::iter::once(&error).chain(&error.others);
    let lines: Vec<u32> = all.filter_map(|one| one.place.as_ref()?.spot.map(|spot| spot.line)).collect();
    assert_eq!(lines, [1, 2, 3, 4, 5, 6, 7, 7, 8, 10, 11, 13, 14, 16, 17, 18, 19, 19, 20, 21], "{error}");
    let said = error.to_string();
    for words in [
        "pamphlet.yml:1:1: the key titel is not known\n  1 | titel: A\n  help: did you mean title?",
        "\nerror: pamphlet.yml:2:1: paper: ",
        "\n  2 | paper: a9\n  help: ",
        "\n  16 |   primary: tael\n",
    ] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    let long = parse(&format!("slug: {}\n", "A ".repeat(900))).0.unwrap_err();
    let quote = long.place.and_then(|place| place.quote).unwrap().text;
    assert!(quote.chars().count() < 900 && quote.ends_with('…'), "{quote}");
}

#[test]
fn every_key_is_documented() {
    let page = include_str!("../../../../docs/configuration.md");
    let rows: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let keys: Vec<String> = KEYS
        .iter()
        .flat_map(|(key, inner)| match inner {
            [] => vec![(*key).to_owned()],
            inner => inner.iter().map(|inner| format!("{key}.{inner}")).collect(),
        })
        .collect();
    for key in &keys {
        assert!(rows.contains(&key.as_str()), "{key} has no row in docs/configuration.md");
    }
    for row in rows {
        assert!(keys.iter().any(|key| key == row), "docs/configuration.md has a row for {row}, which nothing reads");
    }
}

#[test]
fn the_documented_examples_are_read() {
    let page = include_str!("../../../../docs/configuration.md");
    let examples: Vec<&str> =
        page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(rest)).collect();
    for example in &examples {
        let (config, findings) = parse(example);
        assert!(config.is_ok() && findings.is_empty(), "{config:?} {findings:?}");
    }
    let read = |example: &str| parse(example).0.unwrap();
    assert_eq!(read(examples[0]).publishing.contributors.len(), 2);
    assert!(read(examples[1]).vocabulary.is_some_and(|vocabulary| vocabulary.is_card("tool")));
    assert_eq!(read(examples[2]).print.packets.len(), 1);
}

#[test]
fn unknown_keys_of_the_vocabulary_are_findings() {
    let (config, findings) =
        parse("meaning:\n  role: {}\n  roles:\n    homepag: false\n    x:\n      word: A\n      words: A\n");
    assert!(config.is_ok());
    let said: Vec<_> = findings
        .iter()
        .map(|finding| (finding.line().unwrap_or_default(), finding.help.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(said.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 6]);
    for ((_, help), meant) in said.iter().zip(["roles", "homepage", "words"]) {
        assert!(help.contains(&format!("did you mean {meant}?")), "{help}");
    }
    assert_eq!(parse("meaning: false\n").0.unwrap().vocabulary, Some(Vocabulary::default()));
}

#[test]
fn unknown_keys_are_findings() {
    let (config, findings) = parse("title: A\ntitel: B\nsource:\n  page: docs\n");
    assert!(config.is_ok());
    let said: Vec<_> = findings
        .iter()
        .map(|finding| (finding.line().unwrap_or_default(), finding.help.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(said.len(), 2);
    assert_eq!(said[0].0, 2);
    assert!(said[0].1.contains("title"), "{said:?}");
    assert_eq!(said[1].0, 4);
    assert!(said[1].1.contains("pages"), "{said:?}");
}
