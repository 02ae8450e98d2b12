//! Sites that mkdocs-static-i18n builds.

use crate::{Asset, Loaded, MemoryFiles, load};
use pamphlet_locale::{AddressPattern, Tag};
use pamphlet_source::{Code, Spot};

fn loaded(options: &str, rest: &str, files: &[&str]) -> Loaded {
    let config = format!(
        "site_name: X\nsite_url: https://e.org/x/\n{rest}plugins:\n  - i18n:\n{options}      languages:\n        - {{locale: en, default: true}}\n        - {{locale: fr, site_name: Y, nav_translations: {{Home: Accueil, Part: Partie}}}}\n        - {{locale: pt_BR}}\n        - {{locale: de, build: false}}\n"
    );
    let files = files.iter().map(|path| (*path, "# Words\n")).chain([("mkdocs.yml", config.as_str())]);
    load(&MemoryFiles::new(files), None).expect("is a site")
}

fn tag(text: &str) -> Tag {
    Tag::parse(text).expect("is a tag")
}

/// The pages of a locale with `*` behind those that are lent.
fn pages(loaded: &Loaded, locale: &str) -> String {
    let pages = loaded.site.pages(&tag(locale));
    let pages: Vec<String> =
        pages.iter().map(|page| format!("{}{}", page.page, if page.fallback { "*" } else { "" })).collect();
    pages.join(" ")
}

const FOLDERS: &str = "      docs_structure: folder\n";

#[test]
fn the_default_language_at_the_root_or_in_a_folder() {
    for docs in ["docs/", "docs/en/"] {
        let own = [format!("{docs}index.md"), format!("{docs}part/more.md")];
        let files = [&own[0], &own[1], "docs/fr/index.md", "docs/fr/only.md", "docs/pt_BR/index.md", "docs/img/p.png"];
        let nav = "nav:\n  - Home: index.md\n  - Part: [part/more.md]\n";
        let found = loaded(FOLDERS, nav, &files);
        assert_eq!(pages(&found, "en"), "index part/more", "{docs}");
        assert_eq!(pages(&found, "fr"), "index part/more* only", "{docs}");
        assert_eq!(pages(&found, "pt-BR"), "index part/more*", "{docs}");
        assert_eq!(found.site.identity.title.get(&tag("fr")), "Y");
        let address = |locale: &str| {
            let pattern = found.site.address_pattern(&tag(locale));
            pattern.map(AddressPattern::as_str).unwrap_or_default()
        };
        assert_eq!(
            [address("en"), address("fr"), address("pt-BR")],
            ["https://e.org/x/{page}/", "https://e.org/x/fr/{page}/", "https://e.org/x/pt_BR/{page}/"]
        );
        // The website has a page for what is lent.
        assert_eq!(
            found.site.lent_pattern(&tag("fr")).as_ref().map(AddressPattern::as_str),
            Some("https://e.org/x/fr/{page}/")
        );
        let picture = if docs == "docs/" { "img/p.png" } else { "../img/p.png" };
        let Asset::File { path, .. } = found.site.asset(&tag("en"), "index", picture) else { panic!("{docs}") };
        assert_eq!(path, "docs/img/p.png");
        assert_eq!(found.findings.len(), 0, "{:?}", found.findings);
    }
}

#[test]
fn pages_outside_of_all_folders_are_of_the_default_language() {
    let found = loaded(FOLDERS, "", &["docs/en/index.md", "docs/about.md", "docs/index.md", "docs/fr/index.md"]);
    assert_eq!(pages(&found, "en"), "index about");
    assert_eq!(found.site.trees[0].pages["index"], "docs/en/index.md");
}

#[test]
fn languages_that_are_not_built_are_no_pages_of_others() {
    let files = [
        "docs/index.md",
        "docs/fr/index.md",
        "docs/pt_BR/a.md",
        "docs/de/index.md",
        "docs/it/index.md",
        "docs/img/a.md",
    ];
    let found = loaded(FOLDERS, "", &files);
    assert_eq!(pages(&found, "en"), "index img/a");
    let locales: Vec<String> = found.site.locales().iter().map(ToString::to_string).collect();
    assert_eq!(locales, ["en", "fr", "pt-BR"]);
    let said: Vec<_> = found.findings.iter().map(|found| (found.code, found.path().unwrap_or_default())).collect();
    assert_eq!(said, [(Code::UnknownLocale, "docs/it")]);
    let found =
        loaded("", "", &["docs/index.md", "docs/index.fr.md", "docs/a.pt_BR.md", "docs/a.it.md", "docs/b.de.md"]);
    assert_eq!(pages(&found, "en"), "index");
    assert_eq!(pages(&found, "pt-BR"), "index* a");
    let said: Vec<_> = found.findings.iter().map(|found| (found.code, found.path().unwrap_or_default())).collect();
    assert_eq!(said, [(Code::UnknownLocale, "docs/a.it.md")]);
}

#[test]
fn nothing_is_lent_when_asked() {
    for (options, files) in [
        ("      fallback_to_default: false\n", ["docs/index.md", "docs/more.md", "docs/index.fr.md"]),
        (
            "      fallback_to_default: false\n      docs_structure: folder\n",
            ["docs/index.md", "docs/more.md", "docs/fr/index.md"],
        ),
    ] {
        let found = loaded(options, "nav: [index.md, more.md]\n", &files);
        assert_eq!((pages(&found, "en"), pages(&found, "fr")), ("index more".into(), "index".into()));
        // The navigation is that of all, so that it names more is no mistake.
        assert!(!found.findings.iter().any(|found| found.code == Code::MissingPage), "{:?}", found.findings);
    }
}

#[test]
fn listed_languages_without_pages_are_named() {
    let found = loaded(FOLDERS, "", &["docs/index.md", "docs/fr/index.md"]);
    let [finding] = &found.findings[..] else { panic!("{:?}", found.findings) };
    assert_eq!((finding.code, finding.line()), (Code::InvalidConfiguration, Some(9)), "{finding:?}");
    assert!(finding.message.contains("pt-BR"), "{}", finding.message);
}

#[test]
fn pictures_with_a_locale_in_their_names() {
    let files = [
        "docs/index.md",
        "docs/index.fr.md",
        "docs/p.png",
        "docs/p.fr.png",
        "docs/q.png",
        "docs/q.en.png",
        "docs/r.pt_BR.png",
        "docs/a.pt_BR.md",
    ];
    let found = loaded("", "", &files);
    let of = |locale: &str, name: &str| match found.site.asset(&tag(locale), "index", name) {
        Asset::File { path, .. } => path,
        other => format!("{other:?}"),
    };
    for (locale, name, path) in [
        ("en", "p.png", "docs/p.png"),
        ("fr", "p.png", "docs/p.fr.png"),
        ("fr", "q.png", "docs/q.en.png"),
        ("en", "q.png", "docs/q.en.png"),
        ("pt-BR", "r.png", "docs/r.pt_BR.png"),
        ("en", "p.fr.png", "docs/p.fr.png"),
    ] {
        assert_eq!(of(locale, name), path, "{locale} {name}");
        let Asset::File { name, .. } = found.site.asset(&tag(locale), "index", name) else { continue };
        assert_eq!(found.site.named(&tag(locale), &name).as_deref(), Some(path));
    }
}

#[test]
fn entries_may_name_the_files_of_a_language() {
    let found = loaded(
        FOLDERS,
        "nav: [en/index.md, fr/more.md]\n",
        &["docs/en/index.md", "docs/en/more.md", "docs/fr/index.md", "docs/pt_BR/a.md"],
    );
    assert_eq!(pages(&found, "fr"), "index more*");
    let found = loaded("", "nav: [index.en.md]\n", &["docs/index.en.md", "docs/index.fr.md", "docs/a.pt_BR.md"]);
    assert_eq!((pages(&found, "en"), pages(&found, "fr")), ("index".into(), "index".into()));
}

#[test]
fn links_to_other_languages_are_known() {
    let of = |found: &Loaded, locale: &str, from: &str, link: &str| {
        let locale = tag(locale);
        let elsewhere = found.site.page_elsewhere(&locale, from, link);
        elsewhere.map(|(locale, page)| format!("{locale} {page}"))
    };
    let found = loaded(FOLDERS, "", &["docs/en/a/b.md", "docs/fr/a/b.md", "docs/pt_BR/index.md"]);
    assert_eq!(of(&found, "en", "a/b", "../../fr/a/b.md").as_deref(), Some("fr a/b"));
    assert_eq!(of(&found, "fr", "a/b", "../../pt_BR/").as_deref(), Some("pt-BR index"));
    assert_eq!(of(&found, "en", "a/b", "../../fr/gone.md"), None);
    let found = loaded("", "", &["docs/a.md", "docs/a.fr.md", "docs/b.pt_BR.md"]);
    assert_eq!(of(&found, "en", "a", "a.fr.md").as_deref(), Some("fr a"));
    assert_eq!(of(&found, "fr", "a", "b.pt_BR.md").as_deref(), Some("pt-BR b"));
}

#[test]
fn rules_count_from_the_folder_of_all_languages() {
    let rest = "exclude_docs: |\n  fr/wip.md\n  /old.md\n";
    let found = loaded(
        FOLDERS,
        rest,
        &["docs/index.md", "docs/old.md", "docs/fr/index.md", "docs/fr/wip.md", "docs/fr/old.md", "docs/pt_BR/a.md"],
    );
    assert_eq!((pages(&found, "en"), pages(&found, "fr")), ("index".into(), "index old".into()));
    let rest = "exclude_docs: |\n  a.md\n  index.fr.md\n";
    let found = loaded("", rest, &["docs/index.md", "docs/a.md", "docs/a.pt_BR.md", "docs/index.fr.md"]);
    assert_eq!((pages(&found, "en"), pages(&found, "pt-BR")), ("index".into(), "index* a".into()));
    assert!(found.site.tree(&tag("fr")).is_none());
}

#[test]
fn languages_that_are_none_are_named() {
    let config = "site_name: X\nplugins:\n  - i18n:\n      languages:\n        - {locale: en, default: true}\n        - {locale: 'null', fixed_link: /x/}\n        - {locale: français}\n";
    let files = [("mkdocs.yml", config), ("docs/index.md", "# A\n")];
    let said = load(&MemoryFiles::new(files), None).expect("is a site").findings;
    let said: Vec<_> = said.iter().filter(|finding| finding.code == Code::InvalidConfiguration).collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].message.contains("français") && said[0].spot() == Some(Spot::at(7, 20)), "{said:#?}");
}
