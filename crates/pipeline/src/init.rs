//! A first `pamphlet.yml`, from what is found of a site. It changes nothing: what it sets is what holds without it, and
//! the rest stands in comments, to be taken out of them.

use crate::boundary::SiteFiles;
use crate::home::Home;
use crate::open::open;
use crate::system::{Doing, SAVE, System};
use crate::{Error, Request};
use pamphlet_locale::AddressPattern;
use pamphlet_site::{CONFIGURATION_NAMES, Files as _, Localized, OWN_NAME, Site};
use pamphlet_source::limits::CONFIGURATION_BYTES;
use std::fmt::Write as _;
use std::path::PathBuf;

/// A configuration that was written, and what was found for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its file.
    pub path: PathBuf,
    /// What was found, and what was guessed, a sentence each.
    pub found: Vec<String>,
}

/// Writes the configuration of a site.
///
/// # Errors
/// When there is one, the site cannot be understood, or the file cannot be written.
pub fn init(system: &dyn System, home: &Home) -> Result<Written, Error> {
    let path = home.config.clone().unwrap_or_else(|| home.beside(OWN_NAME));
    if system.stat(&path).doing("look at", &path)?.is_some() {
        return Err(Error::usage(
            format!("{} is there already", path.display()),
            "edit it, or move it away first; docs/configuration.md has every key",
        ));
    }
    let request = Request { mkdocs: home.mkdocs.clone(), ..Request::new(&home.folder, "") };
    let files = SiteFiles::new(system, &home.folder, None)?;
    let site = open(system, &files, &request)?.site;
    let license = licensed(&files);
    system.write(&path, text(&site, home.mkdocs.as_deref(), license.as_ref()).as_bytes()).doing(SAVE, &path)?;
    Ok(Written { path, found: found(&site, license.as_ref()) })
}

/// The file, with every setting. A line that begins with `#` and a space explains; one that begins with `#` alone is a
/// setting that is switched off.
fn text(site: &Site, mkdocs: Option<&str>, guessed: Option<&License>) -> String {
    let identity = &site.identity;
    let mut out =
        "# What the website does not know of its books and handouts; docs/configuration.md of Pamphlet says\n\
                   # more of every key. A line that begins with # and no space is a setting that is switched off.\n\n"
            .to_owned();
    let mut add = |comment: &str, line: &str| {
        let _ = writeln!(out, "# {comment}\n{line}\n");
    };
    let title = localized("title", &identity.title);
    add("On covers, in catalogues, above the pages.", &title);
    let description = match &identity.description {
        Some(description) => quoted(&description.default),
        None => quoted("One or two sentences about it."),
    };
    add(
        "For catalogues and the first pages of books; a map by locale does as well.",
        &format!("#description: {description}"),
    );
    add("Names the files of books: changed, readers no longer find them.", &format!("slug: {}", identity.slug));
    let address =
        site.address_pattern(&site.source).map_or("https://example.org/{locale}/{page}/", AddressPattern::as_str);
    add("Where links to pages that are not in a book lead; codes on paper too.", &format!("#url: {}", quoted(address)));
    let authors: Vec<String> = identity.authors.iter().map(|author| quoted(author)).collect();
    let authors = if authors.is_empty() { quoted("Ann Example") } else { authors.join(", ") };
    add("Who wrote it.", &format!("#authors: [{authors}]"));
    let publisher = identity.publisher.as_deref().unwrap_or("My House");
    add("Who publishes it.", &format!("#publisher: {}", quoted(publisher)));
    let license = identity.license.as_deref().or(guessed.map(|license| license.spdx)).unwrap_or("CC-BY-4.0");
    add("An SPDX expression, or words; in every file.", &format!("#license: {}", quoted(license)));
    let copyright = identity.brand.copyright.as_ref().map_or("© Ann Example", |copyright| copyright.default.as_str());
    add(
        "Whose the words are: on title pages and, if it is short, at the foot of pages.",
        &format!("#copyright: {}", quoted(copyright)),
    );
    let date = identity.date.as_deref().unwrap_or("2026-01-31");
    add("The day that every file prints; that of the last commit when left out.", &format!("#date: {date}"));
    add(
        "What books are about, for catalogues; with codes as { scheme: Thema, code: URD }.",
        "#subjects: [Documentation]",
    );

    add(
        "For shops and libraries: what the identifiers of books are drawn from; it must never change.",
        &format!("#identifier: {}", quoted(&format!("tag:example.org,2026:{}", identity.slug))),
    );
    add(
        "Who else took part, for all languages or for some.",
        "#contributors: [{ name: Teo Example, role: translator, locales: [it] }]",
    );
    add("The number of the book for e-readers; a map by locale where each has its own.", "#isbn: 978-0-306-40615-7");
    add("Which edition, and which revision of it.", "#edition: 1");
    add("", "#revision: \"1\"");
    add(
        "general, children, teenagers, schools, higher-education, professionals, adult-education or language-learners.",
        "#audience: general",
    );
    add("The series that the books belong to, and their place in it.", "#series: { title: My series, position: 1 }");
    add(
        "A claim that you make, and who has found it (credential, report) or which law exempts the books (exemption).",
        "#accessibility: { conforms_to: WCAG 2.2 Level AA, certified_by: My House }",
    );
    add(
        "A message for distributors beside each book.",
        "#onix: { sender: My House, email: books@example.org, price: free }",
    );

    let source = site.source_tree().map_or("docs", |tree| tree.folder.as_str());
    let source = if source.is_empty() { "." } else { source };
    add(
        "The language and the folder of the pages that the others are translated from.",
        &format!("#source: {{ locale: {}, pages: {} }}", site.source, quoted(source)),
    );
    let layout = translated(site).unwrap_or_else(|| "i18n/{locale}".to_owned());
    add(
        "Where translations lie, their strings and abbreviations too, and whether source pages stand in for missing ones.",
        &format!(
            "#translations: {{ pages: {}, strings: \"i18n/{{locale}}.env\", abbreviations: \"i18n/{{locale}}.txt\", fallback: true }}",
            quoted(&layout)
        ),
    );
    let locales: Vec<&str> = site.trees.iter().map(|tree| tree.locale.as_str()).collect();
    add("The languages that are made, when not all of them.", &format!("#locales: [{}]", locales.join(", ")));
    if let Some(mkdocs) = mkdocs {
        add("The configuration of the website.", &format!("mkdocs: {}", quoted(mkdocs)));
    } else {
        let read = site.read.iter().map(|(path, _)| path.as_str()).find(|path| CONFIGURATION_NAMES.contains(path));
        let found = read.filter(|_| site.mkdocs.is_some()).map_or_else(|| "false".to_owned(), quoted);
        add("The configuration of the website; false when it shall not be read.", &format!("#mkdocs: {found}"));
    }
    let first = site.source_tree().and_then(|tree| tree.pages.keys().next()).map_or("index", String::as_str);
    add(
        "The order of pages, as in mkdocs.yml; pages that it leaves out come last.",
        &format!("#nav: [{}]", quoted(&format!("{first}.md"))),
    );
    add("Folders in which pictures, and snippets, are also looked up.", &format!("#assets: [{}]", quoted(source)));
    add("", &format!("#snippets: [{}]", quoted(source)));
    add("Pages that are left out of everything, as in .gitignore.", "#exclude: [\"drafts/*\"]");

    add("a4, letter or a5; what the language uses when left out.", "#paper: a4");
    add(
        "standard, large-print (18 points), booklet (to be folded): each makes files of its own.",
        "#layouts: [standard]",
    );
    add("Black as the only colour.", "#ink: false");
    add(
        "How links work on paper: margin (addresses beside the lines), notes (at the end), qr (and codes) or none.",
        "#links: margin",
    );
    add("Which of several tabs are shown: all, first, or labels, as [Python, Linux].", "#tabs: all");
    add(
        "The most pages that a handout may have: it is set tighter until it fits; 2 is one sheet, both sides.",
        "#fit: 2",
    );
    add(
        "Chosen pages as documents of their own.",
        &format!("#packets: [{{ slug: first-steps, title: First steps, pages: [{}] }}]", quoted(first)),
    );
    add(
        "Its own face. Also pictures for logo and cover, a folder of fonts for fonts, and watermark: draft.",
        "#brand: { primary: \"#33358f\", accent: amber, footer: For the night shift }",
    );
    add(
        "Which standard of accessible PDF: PDF/UA-1, or PDF/UA-2, which fewer programs know.",
        "#pdf: { standard: ua1 }",
    );

    add(
        "Books for e-readers: whether they name the pages of the printed one; how large they may be.",
        "#epub: { page_list: false, max_megabytes: 50 }",
    );
    add("For programs that read text: every page as clean Markdown, and llms-full.txt.", "#markdown: false");
    add("For programs that search: a line for each section.", "#search: false");
    add(
        "For programs that read data: pictures and icons beside it; each locale as one file.",
        "#json: { assets: false, whole: false }",
    );
    add("What classes and icons of cards mean; false switches it off.", "#meaning: { base: recommendations }");
    out.truncate(out.trim_end().len());
    out.push('\n');
    out.replace("\n\n# \n", "\n")
}

/// A text of the site, by locale where it is.
fn localized(key: &str, text: &Localized) -> String {
    if text.by_locale.is_empty() {
        return format!("{key}: {}", quoted(&text.default));
    }
    let mut out = format!("{key}:\n  default: {}", quoted(&text.default));
    for (locale, text) in &text.by_locale {
        let _ = write!(out, "\n  {locale}: {}", quoted(text));
    }
    out
}

/// What was found, for people.
fn found(site: &Site, guessed: Option<&License>) -> Vec<String> {
    let folder = |folder: &str| if folder.is_empty() { "its root".to_owned() } else { folder.to_owned() };
    let mut out = vec![match &site.mkdocs {
        Some(_) => format!("title: {}", site.identity.title.default),
        None => format!("title: {} (guessed: there is no mkdocs.yml)", site.identity.title.default),
    }];
    for tree in &site.trees {
        let role = if tree.locale == site.source { "the source" } else { "a translation" };
        out.push(format!("{}: {role}, pages in {}: {}", tree.locale, folder(&tree.folder), tree.pages.len()));
    }
    out.push(match site.address_pattern(&site.source) {
        Some(address) => format!("address: {}", address.as_str()),
        None => "address: none was found; with url: books lead to the website".to_owned(),
    });
    out.push(match (&site.identity.license, guessed) {
        (Some(license), _) => format!("licence: {license}"),
        (None, Some(License { spdx, file })) => {
            format!("licence: {spdx} (guessed from {file}; license: says so in every file)")
        }
        (None, None) => "licence: none was found; license: names it in every file".to_owned(),
    });
    out
}

/// Where translations lie, as a pattern; none where there are none, or where they lie in several ways.
fn translated(site: &Site) -> Option<String> {
    let source = site.source_tree().map(|tree| tree.folder.as_str());
    let mut patterns = site.trees.iter().filter(|tree| tree.locale != site.source).map(|tree| {
        if Some(tree.folder.as_str()) == source {
            return Some("{page}.{locale}.md".to_owned());
        }
        let parts: Vec<&str> = tree.folder.split('/').collect();
        let place = parts.iter().rposition(|part| *part == tree.written)?;
        Some([&parts[..place], &["{locale}"], &parts[place + 1..]].concat().join("/"))
    });
    let first = patterns.next()??;
    patterns.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// A licence that a file beside the configuration has the words of.
struct License {
    spdx: &'static str,
    file: &'static str,
}

/// Files that hold a licence.
const LICENSE_FILES: [&str; 8] =
    ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "LICENCE.md", "LICENCE.txt", "COPYING", "COPYING.md"];

/// Licences by words that stand in their beginning and in no other's, those with more conditions first.
const LICENSES: [(&str, &str); 17] = [
    ("Attribution-NonCommercial-ShareAlike 4.0", "CC-BY-NC-SA-4.0"),
    ("Attribution-NonCommercial-NoDerivatives 4.0", "CC-BY-NC-ND-4.0"),
    ("Attribution-NonCommercial 4.0", "CC-BY-NC-4.0"),
    ("Attribution-NoDerivatives 4.0", "CC-BY-ND-4.0"),
    ("Attribution-ShareAlike 4.0", "CC-BY-SA-4.0"),
    ("Attribution-ShareAlike 3.0", "CC-BY-SA-3.0"),
    ("Attribution 4.0", "CC-BY-4.0"),
    ("CC0 1.0", "CC0-1.0"),
    ("Apache License Version 2.0", "Apache-2.0"),
    ("Mozilla Public License Version 2.0", "MPL-2.0"),
    ("GNU AFFERO GENERAL PUBLIC LICENSE Version 3", "AGPL-3.0-or-later"),
    ("GNU LESSER GENERAL PUBLIC LICENSE Version 3", "LGPL-3.0-or-later"),
    ("GNU GENERAL PUBLIC LICENSE Version 3", "GPL-3.0-or-later"),
    ("GNU GENERAL PUBLIC LICENSE Version 2", "GPL-2.0-or-later"),
    ("GNU Free Documentation License Version 1.3", "GFDL-1.3-or-later"),
    ("This is free and unencumbered software", "Unlicense"),
    ("MIT License", "MIT"),
];

/// How many bytes of a licence are looked at: its title stands there.
const TITLE_BYTES: usize = 600;

/// The licence of the folder of the site, as far as its title is one of the common ones.
fn licensed(files: &SiteFiles<'_>) -> Option<License> {
    LICENSE_FILES.iter().find_map(|file| {
        let bytes = files.read(file, CONFIGURATION_BYTES).ok()??;
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(TITLE_BYTES)]);
        let plain = |text: &str| {
            text.replace([',', '#', '*'], " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
        };
        let text = plain(&text);
        let (_, spdx) = LICENSES.iter().find(|(words, _)| text.contains(&plain(words)))?;
        Some(License { spdx, file })
    })
}

/// A text in quotation marks, as YAML reads it: as in JSON, but that it allows fewer characters as they are.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\u{0}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'..='\u{ffff}' => {
                let _ = write!(out, "\\u{:04X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}
