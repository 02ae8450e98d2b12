//! A first `pamphlet.yml`, from what is found of a site. It changes nothing: what it sets is what holds without it, and
//! the rest stands in comments, to be taken out of them.

use crate::boundary::SiteFiles;
use crate::home::Home;
use crate::open::open;
use crate::system::{Doing, System};
use crate::{Error, Request};
use pamphlet_locale::AddressPattern;
use pamphlet_site::{OWN_NAME, Site};
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
    system.write(&path, text(&site, home.mkdocs.as_deref()).as_bytes()).doing("write", &path)?;
    Ok(Written { path, found: found(&site) })
}

/// The file. A line that begins with `#` and a space explains; one that begins with `#` alone is a setting that is
/// switched off.
fn text(site: &Site, mkdocs: Option<&str>) -> String {
    let identity = &site.identity;
    let mut out = "# What the website does not know of its books and handouts; docs/configuration.md of Pamphlet has\n\
                   # every key. A line that begins with # and no space is a setting that is switched off.\n\n"
        .to_owned();
    let mut add = |comment: &str, line: &str| {
        let _ = writeln!(out, "# {comment}\n{line}\n");
    };
    if identity.title.by_locale.is_empty() {
        add("On covers, in catalogues, above the pages.", &format!("title: {}", quoted(&identity.title.default)));
    } else {
        let mut title = format!("title:\n  default: {}", quoted(&identity.title.default));
        for (locale, text) in &identity.title.by_locale {
            let _ = write!(title, "\n  {locale}: {}", quoted(text));
        }
        add("On covers, in catalogues, above the pages.", &title);
    }
    add("Names the files of books: changed, readers no longer find them.", &format!("slug: {}", identity.slug));
    if let Some(mkdocs) = mkdocs {
        add("The configuration of the website.", &format!("mkdocs: {}", quoted(mkdocs)));
    }
    let address =
        site.address_pattern(&site.source).map_or("https://example.org/{locale}/{page}/", AddressPattern::as_str);
    add("Where links to pages that are not in a book lead; codes on paper too.", &format!("#url: {}", quoted(address)));
    let license = identity.license.as_deref().unwrap_or("CC-BY-4.0");
    add("An SPDX expression, or words; in every file.", &format!("#license: {}", quoted(license)));
    let authors: Vec<String> = identity.authors.iter().map(|author| quoted(author)).collect();
    let authors = if authors.is_empty() { quoted("Ann Example") } else { authors.join(", ") };
    add("Who wrote it.", &format!("#authors: [{authors}]"));
    let source = site.source_tree().map_or("docs", |tree| tree.folder.as_str());
    let source = if source.is_empty() { "." } else { source };
    add(
        "The language and the folder of the pages that the others are translated from.",
        &format!("#source: {{ locale: {}, pages: {} }}", site.source, quoted(source)),
    );
    let locales: Vec<&str> = site.trees.iter().map(|tree| tree.locale.as_str()).collect();
    add("The languages that are made, when not all of them.", &format!("#locales: [{}]", locales.join(", ")));
    add("a4, letter or a5; by default what the language uses.", "#paper: a4");
    add("How links work on paper: qr, notes or none.", "#links: notes");
    add("Pages that are left out of everything, as in .gitignore.", "#exclude: [\"drafts/*\"]");
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// What was found, for people.
fn found(site: &Site) -> Vec<String> {
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
    out.push(match &site.identity.license {
        Some(license) => format!("licence: {license}"),
        None => "licence: none was found; license: names it in every file".to_owned(),
    });
    out
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
