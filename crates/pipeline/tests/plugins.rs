//! What plugins of a website make of pages, from the files of a site to its text.

use pamphlet_pipeline::build::build;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request};
use pamphlet_source::{Code, Finding, Severity};

/// The text of the book, with single spaces, and what was found.
fn text(files: &[(&str, &str)]) -> (String, Vec<Finding>) {
    let system = MemorySystem::new(files.iter().copied());
    let request = Request { formats: vec![Format::Text], ..Request::new("/site", "/out/dist") };
    let report = build(&system, &request, &()).expect("is built");
    let outputs = system.files("/out/dist");
    let (_, book) = outputs.iter().find(|(path, _)| path.ends_with("-en.txt")).expect("has a book");
    let book = String::from_utf8(book.clone()).expect("is text");
    (book.split_whitespace().collect::<Vec<_>>().join(" "), report.findings)
}

#[test]
fn files_beside_the_pages_are_included_with_their_links() {
    let (book, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\nplugins: [include-markdown]\nmarkdown_extensions: [tables]\n"),
        ("/site/README.md", "# Read me\n\n<!--in-->\n\nSee [more](docs/more.md).\n"),
        ("/site/docs/index.md", "# Home\n\n{% include-markdown \"../README.md\" start=\"<!--in-->\" %}\n"),
        ("/site/docs/more.md", "# More\n\n{% include \"./parts/a.txt\" %}\n"),
        ("/site/docs/parts/a.txt", "Part words.\n"),
    ]);
    assert!(book.contains("See more") && book.contains("Part words."), "{book}");
    assert!(
        !found.iter().any(|found| found.code == Code::BrokenLink || found.code == Code::MissingSnippet),
        "{found:#?}"
    );
}

#[test]
fn pages_are_found_by_their_names_alone() {
    let (book, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\nsite_url: https://t.example/\nplugins: [roamlinks]\n"),
        ("/site/docs/index.md", "# Home\n\n[[deep|Down]] [[Deep#Keel]] [more](deep.md) [[gone]]\n"),
        ("/site/docs/far/away/deep.md", "# Deep\n\n## Keel\n"),
    ]);
    assert!(book.contains("Down [1] Deep#Keel [2] more [1] gone") && !book.contains("[["), "{book}");
    let broken: Vec<&str> =
        found.iter().filter(|found| found.code == Code::BrokenLink).map(|found| found.message.as_str()).collect();
    assert_eq!(broken, ["the link `gone` leads to a page that does not exist"]);
}

#[test]
fn links_name_the_files_of_translations_side_by_side() {
    let (book, found) = text(&[
        (
            "/site/mkdocs.yml",
            "site_name: T\nsite_url: https://t.example/\nplugins:\n  - i18n:\n      docs_structure: suffix\n      languages:\n        - {locale: en, name: English, default: true}\n        - {locale: fr, name: Français}\n",
        ),
        ("/site/docs/index.md", "# Home\n\n[Down](sub/a.en.md#keel)\n"),
        ("/site/docs/index.fr.md", "# Accueil\n\n[Quille](sub/a.fr.md#keel) [Autre](sub/b.fr.md)\n"),
        ("/site/docs/sub/a.md", "# A\n\n## Keel\n"),
        ("/site/docs/sub/a.fr.md", "# A\n\n## Keel\n"),
    ]);
    assert!(book.contains("Down"), "{book}");
    let broken: Vec<&str> =
        found.iter().filter(|found| found.code == Code::BrokenLink).map(|found| found.message.as_str()).collect();
    assert_eq!(broken, ["the link `sub/b.fr.md` leads to a file that does not exist"], "{found:#?}");
}

#[test]
fn folders_of_data_give_variables_by_their_paths() {
    let (book, _) = text(&[
        (
            "/site/mkdocs.yml",
            "site_name: T\nplugins:\n  - markdownextradata: {data: facts}\nextra: {a: {z: 1, b: 2}}\n",
        ),
        ("/site/facts/boat.yml", "name: Yoal\n"),
        ("/site/facts/far/port.json", "{\"name\": \"Oban\"}"),
        (
            "/site/docs/index.md",
            "# Home\n\n{{ boat.name }} in {{ far.port.name }}: {% for k in a %}{{ k }} {% endfor %}\n",
        ),
    ]);
    assert!(book.contains("Yoal in Oban: z b"), "{book}");
}

#[test]
fn patterns_of_inclusions_have_classes_and_exceptions() {
    let (book, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\nplugins:\n  - include-markdown: {exclude: ['parts/c*.md']}\n"),
        ("/site/docs/index.md", "# Home\n\n{% include-markdown \"parts/[abc].md\" %}\n"),
        ("/site/docs/parts/a.md", "One.\n"),
        ("/site/docs/parts/b.md", "Two.\n"),
        ("/site/docs/parts/c.md", "Three.\n"),
        ("/site/docs/parts/d.md", "Four.\n"),
    ]);
    let (_, home) = book.split_once("= Home ").expect("has a front page");
    assert!(home.starts_with("One. Two. ") && !home.starts_with("One. Two. Three."), "{book} {found:#?}");
}

#[test]
fn of_notebooks_stands_what_their_plugin_shows() {
    let cells = r##"{"cells": [
 {"cell_type": "markdown", "metadata": {}, "source": ["# Tides\n", "Words:\n", "- one\n", "  - two"]},
 {"cell_type": "code", "metadata": {"tags": ["quiet"]}, "source": "hidden_code()", "outputs": [{"output_type": "stream", "text": ["shown"]}]},
 {"cell_type": "code", "metadata": {"tags": ["gone"]}, "source": "gone()", "outputs": []}], "metadata": {}}"##;
    let (book, _) = text(&[
        (
            "/site/mkdocs.yml",
            "site_name: T\nplugins:\n  - mkdocs-jupyter:\n      ignore: ['drafts/*.ipynb']\n      remove_tag_config: {remove_input_tags: [quiet], remove_cell_tags: [gone]}\n",
        ),
        ("/site/docs/index.md", "# Home\n"),
        ("/site/docs/tides.ipynb", cells),
        (
            "/site/docs/drafts/x.ipynb",
            "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"# Draft\"}], \"metadata\": {}}",
        ),
    ]);
    assert!(book.contains("Words: • one") && book.contains("shown"), "{book}");
    assert!(!book.contains("hidden_code") && !book.contains("gone()") && !book.contains("Draft"), "{book}");
}

#[test]
fn nothing_outside_of_the_repository_is_included() {
    let (book, found) = text(&[
        ("/site/.git/HEAD", ""),
        ("/site/mkdocs.yml", "site_name: T\nplugins: [include-markdown]\n"),
        ("/secret.md", "Secret words.\n"),
        ("/site/docs/index.md", "# Home\n\n{% include-markdown \"../../secret.md\" %}\n\nEnd.\n"),
    ]);
    assert!(!book.contains("Secret") && !book.contains("{%"), "{book}");
    assert!(found.iter().any(|found| found.line() == Some(3) && found.code == Code::MissingSnippet), "{found:#?}");
}

#[test]
fn many_snippets_that_a_website_does_without_are_one_note() {
    let pages: Vec<(String, String)> = (0..20)
        .map(|page| {
            let text = format!("# Page {page}\n\n--8<-- \"more/{page}.md\"\n\nWords.\n\n--8<-- \"there.md:none\"\n");
            (format!("/site/docs/p{page}.md"), text)
        })
        .collect();
    let said = |options: &str, pages: &[(String, String)]| {
        let config = format!("site_name: T\nmarkdown_extensions:\n  - pymdownx.snippets{options}\n");
        let mut files = vec![("/site/mkdocs.yml", config.as_str()), ("/site/there.md", "There.\n")];
        files.push(("/site/docs/index.md", "# Home\n"));
        files.extend(pages.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let (book, mut found) = text(&files);
        assert!(!book.contains("8<"), "{book}");
        found.retain(|found| found.code == Code::MissingSnippet);
        found
    };
    let many = said(":\n      check_paths: false", &pages);
    assert_eq!(many.len(), 1, "{many:#?}");
    assert_eq!(many[0].severity, Severity::Note);
    assert!(many[0].message.starts_with("40 snippets on 20 pages cannot be found"), "{many:#?}");
    assert!(many[0].help.as_deref().is_some_and(|help| help.contains("check_paths")), "{many:#?}");
    // Few may be slips, and where the website minds, each of many is one.
    let few = said("", &pages[..2]);
    assert_eq!((few.len(), few[0].severity), (4, Severity::Warning), "{few:#?}");
    let checked = said(":\n      check_paths: true", &pages);
    assert_eq!((checked.len(), checked[0].severity), (40, Severity::Warning), "{checked:#?}");
}

#[test]
fn macros_know_the_site_its_data_and_the_page() {
    let (book, found) = text(&[
        (
            "/site/mkdocs.yml",
            "site_name: T\nextra: {edition: 3}\nplugins:\n  - macros:\n      include_yaml: [data.yml]\n",
        ),
        ("/site/data.yml", "ports: [Oban, Lerwick]\n"),
        (
            "/site/docs/index.md",
            "---\nboat: yoal\ntitle: Tide {{ edition }}\n---\n# Home\n\n{{ config.site_name }}{{ edition }} {{ boat }}\n{% for port in ports %}\n- {{ port }}{% endfor %}\n\n{% include 'part.md' %}\n",
        ),
        ("/site/docs/part.md", "Part of {{ boat }}, {{ none }}.\n"),
    ]);
    for words in ["T3 yoal", "Oban", "Lerwick", "Part of yoal"] {
        assert!(book.contains(words), "{words}: {book}");
    }
    assert!(!book.contains("{{"), "{book}");
    let missing = found.iter().find(|found| found.code == Code::PluginMarkup).expect("is said");
    assert_eq!((missing.path(), missing.line()), (Some("docs/part.md"), Some(1)));
}

#[test]
fn posts_are_read_by_date_and_signed() {
    let (book, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\nplugins: [blog]\n"),
        ("/site/docs/index.md", "# Start\n"),
        ("/site/docs/blog/index.md", "# Journal\n"),
        ("/site/docs/blog/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"/>"),
        ("/site/docs/blog/.authors.yml", "authors: {ada: {name: Ada L.}}\n"),
        ("/site/docs/blog/posts/a.md", "---\ndate: 2023-03-05\nauthors: [ada]\n---\n# Old\n\nOld words.\n"),
        (
            "/site/docs/blog/posts/b.md",
            "---\ndate: 2024-03-05\n---\n# New\n\nNew words.\n\n<!-- more -->\n\n<img src=\"../../../../dot.svg\" alt=\"Dot\">\n",
        ),
        ("/site/docs/blog/posts/c.md", "---\ndate: 2024-03-06\ndraft: true\n---\n# No\n\nDraft words.\n"),
    ]);
    let place = |words: &str| book.find(words).unwrap_or_else(|| panic!("{words}: {book}"));
    assert!(place("New words.") < place("Old words."), "{book}");
    assert!(place("Ada L.") < place("Old words.") && !book.contains("Draft words."), "{book}");
    // Raw HTML counts from where the website has a post: below its date.
    assert!(!found.iter().any(|found| found.code == Code::MissingPicture), "{found:#?}");
}

#[test]
fn notebooks_are_pages_where_their_plugin_is_on() {
    let notebook = r###"{"cells": [{"cell_type": "markdown", "source": ["# Tables\n", "See [gone](gone.md).\n", "\n", "## Far Words\n"]},
        {"cell_type": "code", "source": "print(1)", "outputs": [{"text": "one\n"}]}], "metadata": {}}"###;
    let files = |plugins: &str| {
        let mkdocs = format!("site_name: T\nplugins: [{plugins}]\nnav: [index.md, tables.ipynb]\n");
        let (book, found) = text(&[
            ("/site/mkdocs.yml", &mkdocs),
            ("/site/docs/index.md", "# Start\n\n[tables](tables.ipynb) [far](tables.ipynb#Far-Words)\n"),
            ("/site/docs/tables.ipynb", notebook),
        ]);
        (book, found)
    };
    let (book, found) = files("mkdocs-jupyter");
    assert!(book.contains("print(1)") && book.contains("one"), "{book}");
    let broken: Vec<_> = found.iter().filter(|found| found.code == Code::BrokenLink).collect();
    assert_eq!(
        broken
            .iter()
            .map(|found| (found.path().unwrap_or_default(), found.line().unwrap_or_default()))
            .collect::<Vec<_>>(),
        [("docs/tables.ipynb", 1)]
    );
    // Anchors of Jupyter keep their capitals, for links of other pages too.
    assert!(!found.iter().any(|found| found.code == Code::BrokenAnchor), "{found:#?}");
    assert!(!files("search").0.contains("print(1)"));
}

#[test]
fn tags_are_subjects_where_their_plugin_is_on() {
    let system = MemorySystem::new([
        ("/site/mkdocs.yml", "site_name: T\nplugins: [tags]\n"),
        ("/site/docs/index.md", "---\ntags: [boats, tide]\n---\n# Start\n"),
    ]);
    let request = Request { formats: vec![Format::Text], ..Request::new("/site", "/out/dist") };
    let report = build(&system, &request, &()).expect("is built");
    assert_eq!(report.manifest.editions[0].subjects, ["boats", "tide"]);
}

#[test]
fn pages_of_templates_are_said() {
    let (_, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\n"),
        ("/site/docs/index.md", "---\ntemplate: home.html\n---\n"),
        ("/site/docs/a.md", "# A\n"),
    ]);
    assert!(
        found.iter().any(|found| found.path() == Some("docs/index.md") && found.message.contains("home.html")),
        "{found:#?}"
    );
}

#[test]
fn documentation_of_code_leads_to_the_website() {
    let (book, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\nsite_url: https://e.org/\nplugins: [mkdocstrings]\n"),
        ("/site/docs/index.md", "# Start\n\n::: tide.Hour\n    options: {}\n\nEnd, [`tide.Hour`][].\n"),
    ]);
    assert!(book.contains("tide.Hour") && book.contains("https://e.org/#tide.Hour"), "{book}");
    assert!(!book.contains(":::") && !book.contains("options") && !book.contains("]["), "{book}");
    assert!(found.iter().any(|found| found.line() == Some(3) && found.code == Code::PluginMarkup), "{found:#?}");
}

#[test]
fn anchors_of_documentation_are_those_of_the_website() {
    let (book, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\nsite_url: https://e.org/\nplugins: [mkdocstrings]\n"),
        ("/site/docs/index.md", "# Start\n\n[one](reference.md#tide-test), [two](other.md#tide-test).\n"),
        ("/site/docs/reference.md", "# Reference\n\n::: tide-click\n    :module: tide.cli\n"),
        ("/site/docs/other.md", "# Other\n"),
    ]);
    assert!(book.contains("https://e.org/reference/#tide-test"), "{book}");
    let broken: Vec<&str> =
        found.iter().filter(|found| found.code == Code::BrokenAnchor).map(|found| found.message.as_str()).collect();
    assert_eq!(broken, ["the link `other.md#tide-test` leads to an anchor that `other` does not have"]);
}

/// One dot, as a PNG.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

#[test]
fn pictures_in_addresses_are_pictures() {
    let page = format!("# Start\n\n![dot](data:image/png;base64,{DOT}) and ![none](data:image/png;base64,xx).\n");
    let (_, found) = text(&[("/site/mkdocs.yml", "site_name: T\n"), ("/site/docs/index.md", &page)]);
    assert!(!found.iter().any(|found| found.code == Code::MissingPicture), "{found:#?}");
    assert_eq!(found.iter().filter(|found| found.code == Code::BrokenPicture).count(), 1, "{found:#?}");
}

#[test]
fn a_language_that_nobody_knows_is_said_once_for_all_locales() {
    let page = "# Home\n\n```pyhton\na\n```\n\n```pyhton\nb\n```\n\n```python\nc\n```\n";
    let system = MemorySystem::new([
        (
            "/site/pamphlet.yml",
            "title: T\nsource: {locale: en, pages: docs}\ntranslations: {pages: \"i18n/{locale}\"}\n",
        ),
        ("/site/docs/index.md", page),
        ("/site/i18n/it/index.md", page),
    ]);
    let request = Request { formats: vec![Format::Text], ..Request::new("/site", "/out/dist") };
    let report = build(&system, &request, &()).expect("is built");
    let said: Vec<_> = report.findings.iter().filter(|found| found.code == Code::UnknownLanguage).collect();
    let [said] = said[..] else { panic!("{said:#?}") };
    assert_eq!((said.locale.as_deref(), said.line()), (Some("en"), Some(3)));
    assert!(said.help.as_deref().is_some_and(|help| help.contains("python")), "{said:#?}");
}

#[test]
fn code_of_one_endless_line_is_shown_whole_and_said() {
    let page = format!("# Home\n\n```js\n{}\n```\n", "x=1;".repeat(500_000));
    let (book, found) = text(&[("/site/mkdocs.yml", "site_name: T\n"), ("/site/docs/index.md", &page)]);
    assert_eq!(book.matches("x=1;").count(), 500_000);
    assert!(found.iter().any(|found| found.code == Code::LimitReached && found.line() == Some(3)), "{found:#?}");
}

#[test]
fn links_to_pages_that_the_website_hides_lead_to_the_website() {
    let site = |config: &'static str| {
        text(&[
            ("/site/mkdocs.yml", config),
            ("/site/docs/index.md", "# Home\n\n[One](old/a.md#keel) [Two](old/b/) [Three](old/index.md)\n"),
            ("/site/docs/old/.nav.yml", "hide: true\n"),
            ("/site/docs/old/index.md", "# Front words\n"),
            ("/site/docs/old/a.md", "# Old words\n\n## Keel\n"),
            ("/site/docs/old/b.md", "# Older words\n"),
        ])
    };
    let (book, found) = site("site_name: T\nsite_url: https://t.example/\nplugins: [awesome-nav]\n");
    assert!(!book.contains("words"), "{book}");
    for address in ["https://t.example/old/a/#keel", "https://t.example/old/b/", "https://t.example/old/"] {
        assert!(book.contains(address), "{address}: {book}");
    }
    assert!(!found.iter().any(|found| found.code == Code::BrokenLink), "{found:#?}");
    let (book, found) = site("site_name: T\nplugins: [awesome-nav]\n");
    assert!(book.contains("One Two Three") && !book.contains("words"), "{book}");
    let said = found.iter().filter(|found| found.code == Code::BrokenLink);
    let said: Vec<_> = said.map(|found| (found.severity, found.message.as_str())).collect();
    assert_eq!(said[0], (Severity::Note, "`old/a.md` is a page that the website hides, so the book does not hold it"));
    assert_eq!(said.len(), 3);
}

#[test]
fn snippets_beside_their_pages_are_found_however_deep_they_are_named() {
    let config = "site_name: T\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: [!relative , inc]\n";
    let (book, found) = text(&[
        ("/site/mkdocs.yml", config),
        ("/site/inc/part.md", "Shared words.\n"),
        ("/site/docs/index.md", "# Home\n\n--8<-- \"part.md\"\n"),
        ("/site/docs/a/one.md", "# One\n\n--8<-- \"part.md\"\n"),
        ("/site/docs/a/part.md", "Words of a.\n\n--8<-- \"deep/more.txt\"\n"),
        ("/site/docs/a/deep/more.txt", "More of a.\n\n--8<-- \"last.txt\"\n"),
        ("/site/docs/a/last.txt", "Last of a.\n"),
        ("/site/docs/b/two.md", "# Two\n\n--8<-- \"part.md\"\n"),
        ("/site/docs/b/part.md", "Words of b.\n\n--8<-- \"../a/part.md\"\n"),
        ("/site/docs/b/deep/more.txt", "More of b.\n"),
    ]);
    for (before, words) in [
        ("Home", "Shared words."),
        ("One", "Words of a. More of a. Last of a."),
        ("Two", "Words of b. Words of a. More of b."),
    ] {
        assert!(book.contains(&format!("{before} {words}")) || book.contains(words), "{words}: {book}");
    }
    assert!(!found.iter().any(|found| found.code == Code::MissingSnippet), "{found:#?}");
}

#[test]
fn macros_know_where_pages_stand() {
    let config = "site_name: T\nsite_url: https://t.example/sub/\nrepo_url: https://github.com/t/t\nplugins: [macros]\nnav:\n  - index.md\n  - Deep down: a/b.md\n  - Part:\n      - a/c.md\n      - Out: https://o.example/\n";
    let say = "[{{ page.title }}|{{ page.url }}|{{ page.abs_url }}|{{ page.canonical_url }}|{{ page.file.src_uri }}|{{ page.file.name }}|{{ page.file.dest_path }}|{{ page.meta.x }}|{{ page.is_homepage }}|{{ page.edit_url }}]";
    let home = format!(
        "# Front\n\n`{say}`\n\n{{% for p in navigation.pages %}}<{{{{ p.title }}}} {{{{ p.url }}}}>{{% endfor %}}\n\n{{% for i in navigation %}}({{{{ i.title }}}} {{{{ i.is_section }}}}{{% for c in i.children %}} {{{{ c.title }}}}{{% endfor %}}){{% endfor %}} {{{{ navigation.homepage.title }}}} {{{{ navigation | length }}}} [x]({{{{ fix_url('a/b.md') }}}})\n"
    );
    let deep = format!("---\nx: 7\ntitle: Meta\n---\n\n# Own\n\n`{say}`\n");
    let other = format!("Words first.\n\n# Later\n\n`{say}`\n");
    let (book, found) = text(&[
        ("/site/mkdocs.yml", config),
        ("/site/docs/index.md", &home.replace('<', "«").replace('>', "»")),
        ("/site/docs/a/b.md", &deep),
        ("/site/docs/a/c.md", &other),
    ]);
    let book: String = book.replace(' ', "");
    for part in [
        "[Front||/sub/|https://t.example/sub/|index.md|index|index.html||True|https://github.com/t/t/edit/master/docs/index.md]",
        "[Deepdown|a/b/|/sub/a/b/|https://t.example/sub/a/b/|a/b.md|b|a/b/index.html|7|False|https://github.com/t/t/edit/master/docs/a/b.md]",
        "[C|a/c/|/sub/a/c/|https://t.example/sub/a/c/|a/c.md|c|a/c/index.html|",
        "«Front»«Deepdowna/b/»«Ca/c/»",
        "(FrontFalse)(DeepdownFalse)(PartTrueCOut)Front3",
    ] {
        assert!(book.contains(part), "{part}: {book}");
    }
    assert!(
        !found.iter().any(|found| found.message.contains("not known") && !found.message.contains("page.meta.x")),
        "{found:#?}"
    );
}

#[test]
fn lists_of_posts_are_said_and_not_printed() {
    let (book, found) = text(&[
        ("/site/mkdocs.yml", "site_name: T\nplugins:\n  - blogging: {dirs: [blog]}\n"),
        ("/site/docs/index.md", "# Home\n\n{{ blog_content }}\n\n{{ blog_content news }}\n\nEnd.\n"),
        ("/site/docs/blog/a.md", "# First\n"),
    ]);
    assert!(book.contains("Home End.") && book.contains("First") && !book.contains("{{"), "{book}");
    let said: Vec<_> = found.iter().filter(|found| found.code == Code::PluginMarkup).collect();
    assert!(said.len() == 1 && said[0].message.contains("and 1 more"), "{said:#?}");
}

#[test]
fn links_without_words_are_called_as_what_they_lead_to() {
    let (book, _) = text(&[
        (
            "/site/mkdocs.yml",
            "site_name: T\nmarkdown_extensions: [attr_list, tables, md_in_html, pymdownx.blocks.caption]\n",
        ),
        (
            "/site/docs/index.md",
            "# Home\n\n## Second words {#second}\n\nSee «[](#second)», «[](other.md)», «[](other.md#deep)», «[](#t1)», «[](#f1)», «[](#html)».\n\n| a | b |\n|---|---|\n| 1 | 2 |\n/// table-caption | #t1\nPorts.\n///\n\nWords.\n\n/// figure-caption\n    attrs: {id: f1}\nA drawing.\n///\n\n<figure markdown id=\"html\">\nInner.\n<figcaption>Caption of HTML</figcaption>\n</figure>\n",
        ),
        ("/site/docs/other.md", "# Other title\n\n## Deep head {#deep}\n"),
    ]);
    for words in ["«Second words»", "«Other title", "«Deep head", "«Table 1»", "«Figure 1»", "«Caption of HTML»"]
    {
        assert!(book.contains(words), "{words}: {book}");
    }
}

#[test]
fn captions_of_the_plugin_are_counted_and_linked() {
    let (book, found) = text(&[
        (
            "/site/mkdocs.yml",
            "site_name: T\nplugins:\n  - caption:\n      additional_identifier: [List]\nmarkdown_extensions: [attr_list, tables]\n",
        ),
        (
            "/site/docs/index.md",
            "# Home\n\nSee «[](#ports)», «[](#_figure-2)», «[](#_list-1)».\n\nTable: Ports *of* call {#ports .wide}\n\n| a |\n|---|\n| 1 |\n\n![First picture](a.png)\n\nFigure: Second words\n\n![](a.png)\n\nList: What to take\n\n- boat\n\nTable: belongs to nothing {.x}\n\nEnd.\n",
        ),
        ("/site/docs/a.png", ""),
    ]);
    for part in [
        "See «Table 1», «Figure 2», «List 1».",
        "Table 1: Ports of call",
        "Figure 1: First picture",
        "Figure 2: Second words",
        "List 1: What to take",
        "belongs to nothing",
    ] {
        assert!(book.contains(part), "{part}: {book}");
    }
    assert!(!book.contains('{'), "{book}");
    assert!(!found.iter().any(|found| found.code == Code::BrokenAnchor), "{found:#?}");
}
