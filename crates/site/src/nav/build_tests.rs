//! Navigations of whole sites in memory.

use super::*;
use crate::{Loaded, MemoryFiles, load};
use pamphlet_source::Code;

fn loaded(config: &str, files: &[(&str, &str)]) -> Loaded {
    let files = files.iter().copied().chain([("mkdocs.yml", config)]);
    load(&MemoryFiles::new(files), None).expect("is a site")
}

/// A navigation on one line: labels, `@` and pages, sections in brackets.
fn shown(entries: &[NavEntry]) -> String {
    let shown: Vec<String> = entries
        .iter()
        .map(|entry| match entry {
            NavEntry::Page { page, label: Some(label) } => format!("{label}@{page}"),
            NavEntry::Page { page, label: None } => page.clone(),
            NavEntry::Link { label, url } => format!("{}→{url}", label.as_deref().unwrap_or_default()),
            NavEntry::Section { label, page, entries } => {
                let page = page.as_ref().map(|page| format!("@{page}")).unwrap_or_default();
                format!("{label}{page}[{}]", shown(entries))
            }
        })
        .collect();
    shown.join(" ")
}

fn nav(config: &str, files: &[(&str, &str)]) -> String {
    shown(&loaded(config, files).site.trees[0].nav)
}

fn pages<'p>(names: &[&'p str]) -> Vec<(&'p str, &'p str)> {
    names.iter().map(|name| (*name, "# Words\n")).collect()
}

#[test]
fn plain() {
    let docs = pages(&["docs/index.md", "docs/a/b.md", "docs/a/c.md", "docs/a/d.md", "docs/z.md"]);
    let config = "site_name: X\nnav:\n  - Home <small>x</small>: index.md\n  - Part:\n      - a/b.md\n      - gone.md\n      - Site: https://e.org/\n  - Rest: a/\n  - index.md\n  - Rooted: /z.md\n  - Blog: /blog/\n";
    assert_eq!(nav(config, &docs), "Home x@index Part[a/b Site→https://e.org/] Rest[a/c a/d] Rooted→/z.md Blog→/blog/");
    let loaded = loaded(config, &docs);
    let found: Vec<_> = loaded.findings.iter().map(|found| (found.code, found.line().unwrap_or_default())).collect();
    assert_eq!(found, [(Code::MissingPage, 6), (Code::MissingPage, 10), (Code::PageOutsideNavigation, 2)]);
    assert!(loaded.findings[1].help.as_deref().is_some_and(|help| help.contains("write z.md")));
    assert_eq!(nav("site_name: X", &docs), "index z A[a/b a/c a/d]");
}

#[test]
fn literate() {
    let mut docs =
        pages(&["docs/index.md", "docs/z.md", "docs/sub/a.md", "docs/sub/b.md", "docs/more/one.md", "docs/left.md"]);
    docs.push(("docs/SUMMARY.md", "* [Welcome](index.md)\n* Group\n    * [Bee](sub/b.md)\n* [Folder](more/)\n* *.md\n* [Web](https://e.org)\n* sub/x*.md\n"));
    let config = "site_name: X\nplugins: [search, literate-nav]\n";
    assert_eq!(nav(config, &docs), "Welcome@index Group[Bee@sub/b] Folder[more/one] left z Web→https://e.org");
    let found = loaded(config, &docs);
    assert!(!found.site.trees[0].pages.contains_key("SUMMARY"));
    let codes: Vec<_> = found.findings.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::MissingPage, Code::PageOutsideNavigation]);
    // Folders in `nav` have their own lists; one that names itself ends.
    let mut docs = pages(&["docs/index.md", "docs/sub/a.md", "docs/sub/b.md"]);
    docs.push(("docs/sub/NAV.md", "- [Two](b.md)\n- [Self](../sub/)\n- *\n"));
    let config = "site_name: X\nplugins:\n  - literate-nav: {nav_file: NAV.md}\nnav:\n  - index.md\n  - Part: sub/\n";
    assert_eq!(nav(config, &docs), "index Part[Two@sub/b sub/a]");
}

#[test]
fn literate_with_fronts() {
    let mut docs = pages(&["docs/index.md", "docs/s/index.md", "docs/s/t.md"]);
    docs.push(("docs/SUMMARY.md", "- [Home](index.md)\n- [S](s/index.md)\n    - [T](s/t.md)\n"));
    let config = "site_name: X\nplugins: [literate-nav, section-index]\n";
    assert_eq!(nav(config, &docs), "Home@index S@s/index[T@s/t]");
    docs.pop();
    let config =
        "site_name: X\nplugins:\n  - literate-nav: {implicit_index: true}\ntheme: {features: [navigation.indexes]}\n";
    docs.push(("docs/s/SUMMARY.md", "- [T](t.md)\n"));
    assert_eq!(nav(config, &docs), "index S@s/index[T@s/t]");
}

#[test]
fn awesome_nav() {
    let config = "site_name: X\nplugins: [awesome-nav]\n";
    let base = [
        "docs/index.md",
        "docs/z.md",
        "docs/c.md",
        "docs/sub/a.md",
        "docs/sub/b.md",
        "docs/deep/one/x.md",
        "docs/hid/h.md",
    ];
    let with = |files: &[(&'static str, &'static str)]| {
        let mut docs = pages(&base);
        docs.extend(files.iter().copied());
        nav(config, &docs)
    };
    assert_eq!(with(&[]), "index c z Deep[One[deep/one/x]] Hid[hid/h] Sub[sub/a sub/b]");
    assert_eq!(
        with(&[
            ("docs/.nav.yml", "nav:\n  - index.md\n  - Zeta: z.md\n  - sub\n  - '*'\n"),
            ("docs/sub/.nav.yml", "title: The Sub Part\nnav: [b.md, a.md]\n"),
            ("docs/hid/.nav.yml", "hide: true\n"),
            ("docs/deep/.nav.yml", "flatten_single_child_sections: true\n"),
        ]),
        "index Zeta@z The Sub Part[sub/b sub/a] c deep/one/x"
    );
    assert_eq!(
        with(&[(
            "docs/.nav.yml",
            "nav:\n  - Group:\n      - '*'\n  - c.md\n  - Web: https://e.org\n  - sub/b.md\nignore: ['h*', deep]\nsort: {direction: desc, sections: first}\n"
        )]),
        "Group[Sub[sub/a] z index] c Web→https://e.org sub/b"
    );
    assert_eq!(
        with(&[(
            "docs/.nav.yml",
            "nav:\n  - glob: '**/@(x|h).md'\n  - glob: 'c*'\nappend_unmatched: true\npreserve_directory_names: true\n"
        )]),
        "deep/one/x hid/h c index z sub[sub/a sub/b]"
    );
    // A folder that names itself, or what it lies in, ends.
    assert_eq!(
        with(&[("docs/sub/.nav.yml", "nav: [../sub, a.md, ../hid]\n"), ("docs/hid/.nav.yml", "nav: [../sub, h.md]\n")]),
        "index c z Deep[One[deep/one/x]] Hid[Sub[sub/a] hid/h]"
    );
    let mut docs = pages(&base);
    docs.push(("docs/.nav.yml", "nav: [gone.md, '+(a)', '*']\n"));
    docs.push(("docs/sub/.nav.yml", "nav: [\n"));
    let found = loaded(config, &docs).findings.into_iter().filter(|found| found.code != Code::PluginNotRun);
    let found: Vec<_> = found.map(|found| (found.code, found.path().unwrap_or_default().to_owned())).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&(Code::InvalidConfiguration, "docs/sub/.nav.yml".to_owned())), "{found:?}");
}

#[test]
fn titles_sort_entries() {
    let docs = [
        ("docs/a.md", "---\ntitle: Zed\n---\n"),
        ("docs/b.md", "---\ntitle: Able\n---\n"),
        ("docs/.nav.yml", "sort: {by: title}\n"),
    ];
    assert_eq!(nav("site_name: X\nplugins: [awesome-nav]\n", &docs), "b a");
    let docs = [("docs/a.md", "# Zed\n"), ("docs/b.md", "# Able\n"), ("docs/.pages", "order_by: title\n")];
    assert_eq!(nav("site_name: X\nplugins: [awesome-pages]\n", &docs), "b a");
}

#[test]
fn awesome_pages() {
    let base = ["docs/index.md", "docs/zed.md", "docs/part/p.md", "docs/part/q.md", "docs/one/x.md"];
    let with = |config: &str, files: &[(&'static str, &'static str)]| {
        let mut docs = pages(&base);
        docs.extend(files.iter().copied());
        nav(config, &docs)
    };
    let plugin = "site_name: X\nplugins: [awesome-pages]\n";
    assert_eq!(with(plugin, &[]), "index zed One[one/x] Part[part/p part/q]");
    assert_eq!(
        with(
            plugin,
            &[
                (
                    "docs/.pages",
                    "nav:\n  - zed.md\n  - Again: part\n  - Group:\n      - one\n  - ...\n  - Web: https://e.org\n"
                ),
                ("docs/part/.pages", "title: Own\norder: desc\n"),
                ("docs/one/.pages", "collapse: true\n"),
            ]
        ),
        "zed Own[part/q part/p] Group[one/x] index Web→https://e.org"
    );
    assert_eq!(
        with(plugin, &[("docs/part/.pages", "hide: true\n"), ("docs/.pages", "arrange: [zed.md]\n")]),
        "zed index One[one/x]"
    );
    let rest = |entry: &str| with(&format!("{plugin}nav:\n  - Last: zed.md\n  - {entry}\n  - index.md\n"), &[]);
    assert_eq!(rest("..."), "Last@zed One[one/x] Part[part/p part/q] index");
    assert_eq!(rest("... | flat | part/*.md"), "Last@zed part/p part/q index");
    assert_eq!(rest("... | regex=^one"), "Last@zed One[one/x] index");
}

#[test]
fn labels_of_sections_lead_to_their_fronts() {
    let docs = pages(&["docs/index.md", "docs/part/index.md", "docs/part/one.md", "docs/part/sub/two.md"]);
    let features = "site_name: X\ntheme: {features: [navigation.indexes]}\n";
    assert_eq!(nav(features, &docs), "index Part@part/index[part/one Sub[part/sub/two]]");
    let written = "nav:\n  - index.md\n  - P:\n      - One: part/one.md\n      - Front: part/index.md\n";
    assert_eq!(nav(&format!("{features}{written}"), &docs), "index P@part/index[One@part/one]");
    assert_eq!(
        nav(&format!("site_name: X\nplugins: [section-index]\n{written}"), &docs),
        "index P[One@part/one Front@part/index]"
    );
}

#[test]
fn hidden_pages_are_named_as_such() {
    let docs = pages(&["docs/index.md", "docs/wip.md", "docs/out.md", "docs/setup.md"]);
    let config = "site_name: X\nexclude_docs: wip.md\nnot_in_nav: out.md\nnav: [index.md, wip.md, setpu.md]\n";
    let loaded = loaded(config, &docs);
    let found: Vec<_> = loaded.findings.iter().map(|found| found.code).collect();
    assert_eq!(found, [Code::HiddenPage, Code::MissingPage, Code::PageOutsideNavigation]);
    assert!(loaded.findings[1].help.as_deref().is_some_and(|help| help.contains("did you mean setup.md")));
    assert!(loaded.findings[2].message.contains("setup.md") && !loaded.findings[2].message.contains("out.md"));
}

/// The pages of the edition of the source, and those that it hides.
fn shown_and_hidden(config: &str, files: &[(&str, &str)]) -> (String, String) {
    let site = loaded(config, files).site;
    let shown: Vec<String> = site.pages(&site.source).into_iter().map(|page| page.page).collect();
    let hidden: Vec<String> = site.trees[0].hidden.keys().cloned().collect();
    (shown.join(" "), hidden.join(" "))
}

#[test]
fn what_a_plugin_is_told_to_hide_is_in_no_output() {
    let mut docs = pages(&["docs/index.md", "docs/old/a.md", "docs/old/deep/b.md", "docs/old/named.md", "docs/x.md"]);
    docs.extend(pages(&["docs/part/one.md", "docs/part/two.md", "docs/part/t.draft.md", "docs/out.md"]));
    docs.push(("docs/.nav.yml", "ignore: '*.draft.md'\nnav: [index.md, '*', Old: old/named.md]\n"));
    docs.push(("docs/old/.nav.yml", "hide: true\n"));
    docs.push(("docs/part/.nav.yml", "nav: [one.md]\n"));
    let awesome = "site_name: X\nnot_in_nav: out.md\nplugins: [awesome-nav]\n";
    let expected = ("index x part/one old/named out part/two".to_owned(), "old/a old/deep/b part/t.draft".to_owned());
    assert_eq!(shown_and_hidden(awesome, &docs), expected);
    // What only one pattern ignores is hidden where no other entry takes it.
    let mut docs = pages(&["docs/index.md", "docs/a.md", "docs/b.md", "docs/sub/c.md"]);
    docs.push(("docs/.nav.yml", "nav: [index.md, {glob: '*', ignore: [b.md, sub]}]\n"));
    assert_eq!(shown_and_hidden(awesome, &docs), ("index a".to_owned(), "b sub/c".to_owned()));
    // A navigation for the outputs alone shows what it names, and nothing else of what is hidden.
    docs.push(("pamphlet.yml", "nav: [index.md, b.md]\n"));
    assert_eq!(shown_and_hidden(awesome, &docs), ("index b a".to_owned(), "sub/c".to_owned()));

    let mut docs =
        pages(&["docs/index.md", "docs/old/a.md", "docs/old/deep/b.md", "docs/part/one.md", "docs/part/two.md"]);
    docs.push(("docs/old/.pages", "hide: true\n"));
    docs.push(("docs/part/.pages", "nav: [one.md]\n"));
    let plugin = "site_name: X\nplugins: [awesome-pages]\n";
    let expected = ("index part/one part/two".to_owned(), "old/a old/deep/b".to_owned());
    assert_eq!(shown_and_hidden(plugin, &docs), expected);
    let written = format!("{plugin}nav: [index.md, part/one.md]\n");
    assert_eq!(shown_and_hidden(&written, &docs), expected);

    let mut docs = pages(&["docs/index.md", "docs/t/y.md"]);
    docs.push(("docs/h.md", "---\nheadless: true\n---\n# H\n"));
    docs.push(("docs/t/index.md", "---\nheadless: true\n---\n# T\n"));
    let expected = ("index".to_owned(), "h t/index t/y".to_owned());
    assert_eq!(shown_and_hidden("site_name: X\nplugins: [mkdocs-nav-weight]\n", &docs), expected);
}

#[test]
fn each_language_hides_for_itself() {
    let plugin = "site_name: X\nplugins:\n  - awesome-nav\n  - i18n:\n      docs_structure: folder\n      languages:\n\
        \u{20}       - {locale: en, default: true}\n        - {locale: fr}\n";
    let mut docs = pages(&["docs/en/index.md", "docs/en/a/x.md", "docs/en/b/y.md", "docs/fr/index.md"]);
    docs.push(("docs/en/a/.nav.yml", "hide: true\n"));
    docs.push(("docs/fr/a/.nav.yml", "hide: false\n"));
    docs.push(("docs/fr/b/.nav.yml", "hide: true\n"));
    let site = loaded(plugin, &docs).site;
    let of = |locale: &str| {
        let tag = pamphlet_locale::Tag::parse(locale).unwrap();
        site.pages(&tag).into_iter().map(|page| page.page).collect::<Vec<_>>()
    };
    assert_eq!(
        (of("en"), of("fr")),
        (vec!["index".to_owned(), "b/y".to_owned()], vec!["index".to_owned(), "a/x".to_owned()])
    );
}
