//! What epub-builder 0.8.3 leaves undone: the package is written anew with the metadata that it made, the manifest, the
//! reading order and the navigation are ours, and all files are packed in a fixed order with fixed times.
//!
//! It gives languages and creators one id, knows of no item properties but `cover-image`, of no language, direction,
//! landmark roles or page list, of one entry of the contents for each file alone, and makes ids that collide.

use crate::EpubError;
use crate::chapter::{page_mark_id, word};
use crate::contents;
use crate::package::{Content, Contents, Entry, Facts, Role};
use crate::record;
use crate::xhtml::{percent_encode, push_attribute, push_text, text, value};
use pamphlet_locale::Term;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const OPF: &str = "http://www.idpf.org/2007/opf";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A place where a printed page begins: its label and the file and identifier that mark it.
pub(crate) type PageTarget = (String, String);

/// Makes the book out of epub-builder's archive and the files themselves. `items` are its contents.
pub(crate) fn amend(
    assembled: Vec<u8>,
    entries: &[Entry],
    items: &[Contents],
    pages: &[PageTarget],
    sheet: &str,
    facts: &Facts<'_>,
) -> Result<Vec<u8>, EpubError> {
    let mut archive = ZipArchive::new(Cursor::new(assembled)).map_err(|error| EpubError::Archive(error.to_string()))?;
    let mut read = |name: &str| {
        let mut out = String::new();
        let mut file = archive.by_name(name).map_err(|error| EpubError::Archive(error.to_string()))?;
        file.read_to_string(&mut out).map_err(|error| EpubError::Archive(error.to_string()))?;
        Ok::<_, EpubError>(out)
    };
    let container = read("META-INF/container.xml")?;
    let nav = nav(entries, items, pages, facts);
    let ncx = contents::ncx(items, pages.len(), facts);
    let own = [("nav.xhtml", nav.as_str()), ("toc.ncx", &ncx), ("stylesheet.css", sheet)];
    let digest = record::digest(entries, own.map(|(path, text)| (path, text.as_bytes())));
    let package = package(&read("OEBPS/content.opf")?, entries, facts, &digest)?;
    pack(&container, &package, &nav, &ncx, sheet, entries)
}

/// The vocabulary of Apple's readers.
const IBOOKS: &str = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/";

fn has_fonts(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| entry.media_type.starts_with("font/"))
}

/// The package document.
fn package(made: &str, entries: &[Entry], facts: &Facts<'_>, digest: &str) -> Result<String, EpubError> {
    let invalid = |what: &str| EpubError::Assembly(format!("the package document has no {what}"));
    let parsed = roxmltree::Document::parse(made).map_err(|error| EpubError::Assembly(error.to_string()))?;
    let part = |name: &str| {
        parsed.root_element().children().find(|child| child.has_tag_name((OPF, name))).ok_or_else(|| invalid(name))
    };
    let parts = facts.reading.parts();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package");
    push_attribute(&mut out, "xmlns", OPF);
    out.push_str(" version=\"3.0\" unique-identifier=\"epub-id-1\"");
    if has_fonts(entries) {
        // Apple's readers show the fonts of a book only when it says that it has some.
        push_attribute(&mut out, "prefix", IBOOKS);
    }
    push_attribute(&mut out, "xml:lang", parts.locale.as_str());
    push_attribute(&mut out, "dir", facts.catalog.direction().as_str());
    let _ = writeln!(out, ">\n  <metadata xmlns:dc=\"{DC}\">");
    for node in part("metadata")?.children().filter(roxmltree::Node::is_element) {
        if node.attribute("property") == Some("dcterms:modified") {
            record::write_reason(&mut out, facts);
        }
        write_metadata(node, &mut out);
    }
    record::write(&mut out, facts, digest);
    if has_fonts(entries) {
        out.push_str("    <meta property=\"ibooks:specified-fonts\">true</meta>\n");
    }
    let _ = writeln!(out, "    <meta name=\"generator\" content=\"{}\"/>", value(&facts.options.generator));
    out.push_str("  </metadata>\n  <manifest>\n");
    let ids = identifiers(entries);
    out.push_str("    <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n");
    out.push_str("    <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n");
    out.push_str("    <item id=\"style\" href=\"stylesheet.css\" media-type=\"text/css\"/>\n");
    for (entry, id) in entries.iter().zip(&ids) {
        out.push_str("    <item");
        push_attribute(&mut out, "id", id);
        push_attribute(&mut out, "href", &percent_encode(&entry.path));
        push_attribute(&mut out, "media-type", entry.media_type);
        if let Some(properties) = properties(entry) {
            push_attribute(&mut out, "properties", &properties);
        }
        out.push_str("/>\n");
    }
    let _ = writeln!(
        out,
        "  </manifest>\n  <spine toc=\"ncx\" page-progression-direction=\"{}\">",
        facts.catalog.direction().as_str()
    );
    for (entry, id) in entries.iter().zip(&ids) {
        let Some(role) = &entry.role else { continue };
        let _ = writeln!(out, "    <itemref idref=\"{id}\"/>");
        if *role == Role::TitlePage {
            out.push_str("    <itemref idref=\"nav\"/>\n");
        }
    }
    out.push_str("  </spine>\n</package>\n");
    Ok(out)
}

fn write_metadata(node: roxmltree::Node<'_, '_>, out: &mut String) {
    let name = node.tag_name().name();
    let prefix = if node.tag_name().namespace() == Some(DC) { "dc:" } else { "" };
    let _ = write!(out, "    <{prefix}{name}");
    for attribute in node.attributes() {
        // Languages and creators are both called `epub-creator-0`, `-1` and so on; nothing refers to a language.
        if name == "language" && attribute.name() == "id" {
            continue;
        }
        let prefix = if attribute.namespace() == Some(XML) { "xml:" } else { "" };
        push_attribute(out, &format!("{prefix}{}", attribute.name()), attribute.value());
    }
    match node.text() {
        Some(words) => {
            out.push('>');
            push_text(out, words);
            let _ = writeln!(out, "</{prefix}{name}>");
        }
        None => out.push_str("/>\n"),
    }
}

/// An identifier of each file that no other has: its path, as far as letters and digits go.
fn identifiers(entries: &[Entry]) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        ["ncx", "nav", "style"].into_iter().chain(record::IDS).map(str::to_owned).collect();
    entries
        .iter()
        .map(|entry| {
            if entry.path == crate::cover::PATH {
                taken.insert("cover-image".to_owned());
                return "cover-image".to_owned();
            }
            let stem = entry.path.rsplit_once('.').map_or(entry.path.as_str(), |(stem, _)| stem);
            let stem: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            let mut id = stem.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                id = format!("{stem}-{number}");
                number += 1;
            }
            id
        })
        .collect()
}

/// What a file holds that a reader must know of before it opens it. What is looked for is markup: text is escaped.
fn properties(entry: &Entry) -> Option<String> {
    let mut out: Vec<&str> = entry.is_cover().then_some("cover-image").into_iter().collect();
    if let Content::Page(text) = &entry.content {
        if text.contains("<math ") {
            out.push("mathml");
        }
        if text.contains("<svg ") {
            out.push("svg");
        }
    }
    (!out.is_empty()).then(|| out.join(" "))
}

/// The navigation document: contents, landmarks, page list.
fn nav(entries: &[Entry], items: &[Contents], pages: &[PageTarget], facts: &Facts<'_>) -> String {
    let catalog = facts.catalog;
    let title = catalog.term(Term::Contents);
    let mut out = crate::chapter::open_file(facts.reading.locale(), title, "stylesheet.css", "frontmatter", "contents");
    out.push_str("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n");
    let _ = writeln!(out, "<h1 id=\"toc-title\">{}</h1>", word(facts.book, title));
    contents::write_list(items, facts.reading.locale(), &mut out);
    out.push_str("</nav>\n");
    out.push_str("<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\"");
    push_attribute(&mut out, "aria-label", catalog.term(Term::Book));
    out.push_str(">\n<ol>\n");
    let mut landmark = |kind: &str, href: &str, term: Term| {
        let _ = writeln!(
            out,
            "<li><a epub:type=\"{kind}\" href=\"{}\">{}</a></li>",
            percent_encode(href),
            word(facts.book, catalog.term(term))
        );
    };
    let mut begun = false;
    for entry in entries {
        match &entry.role {
            Some(Role::Cover) => landmark("cover", &entry.path, Term::Cover),
            Some(Role::TitlePage) => {
                landmark("titlepage", &entry.path, Term::TitlePage);
                landmark("toc", "nav.xhtml", Term::Contents);
            }
            Some(Role::Chapter(_)) if !begun => {
                begun = true;
                landmark("bodymatter", &entry.path, Term::StartOfText);
            }
            Some(Role::Glossary) => landmark("glossary", &entry.path, Term::Abbreviations),
            Some(Role::Colophon) => landmark("colophon", &entry.path, Term::Colophon),
            Some(Role::Chapter(_)) | None => {}
        }
    }
    out.push_str("</ol>\n</nav>\n");
    if !pages.is_empty() {
        let title = word(facts.book, catalog.term(Term::ListOfPages));
        out.push_str("<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"page-list\" hidden=\"hidden\"");
        let _ = writeln!(out, " aria-labelledby=\"page-list-title\">\n<h2 id=\"page-list-title\">{title}</h2>\n<ol>");
        for (label, path) in pages {
            let href = format!("{}#{}", percent_encode(path), percent_encode(&page_mark_id(label)));
            let _ = writeln!(out, "<li><a href=\"{}\">{}</a></li>", value(&href), text(label));
        }
        out.push_str("</ol>\n</nav>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Packs the book: `mimetype` first and stored (OCF 3.3, 4.3), then the container, the package, the style, and the
/// files by name; times, permissions and order the same in every build. Pictures are stored: they are compressed.
fn pack(
    container: &str,
    package: &str,
    nav: &str,
    ncx: &str,
    sheet: &str,
    entries: &[Entry],
) -> Result<Vec<u8>, EpubError> {
    let failed = |error: &dyn std::fmt::Display| EpubError::Archive(error.to_string());
    let size: usize = entries.iter().map(|entry| entry.content.bytes().len()).sum();
    let base = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let stored = base.compression_method(CompressionMethod::Stored);
    let deflated = base.compression_method(CompressionMethod::Deflated).compression_level(Some(6));
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size / 2)));
    let mut add = |name: &str, bytes: &[u8], options: SimpleFileOptions| {
        writer.start_file(name, options).map_err(|error| failed(&error))?;
        writer.write_all(bytes).map_err(|error| failed(&error))
    };
    add("mimetype", b"application/epub+zip", stored)?;
    add("META-INF/container.xml", container.as_bytes(), deflated)?;
    add("OEBPS/content.opf", package.as_bytes(), deflated)?;
    add("OEBPS/nav.xhtml", nav.as_bytes(), deflated)?;
    add("OEBPS/toc.ncx", ncx.as_bytes(), deflated)?;
    add("OEBPS/stylesheet.css", sheet.as_bytes(), deflated)?;
    let by_name: BTreeMap<&str, &Entry> = entries.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    for (path, entry) in by_name {
        let options = if entry.media_type.starts_with("image/") { stored } else { deflated };
        add(&format!("OEBPS/{path}"), entry.content.bytes(), options)?;
    }
    Ok(writer.finish().map_err(|error| failed(&error))?.into_inner())
}
