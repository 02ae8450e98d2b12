//! `index.html`: what there is, and how much of it is translated, in every locale's own language. One file, nothing
//! fetched. Where there are many titles, a script adds a field that searches in them; nothing else needs it.

use crate::Format;
use crate::manifest::{Artifact, ArtifactIndex, EditionFacts, Manifest};
use crate::root::markup::{address, escaped};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_locale::paper::{Layout, Paper};
use pamphlet_locale::{Catalog, Direction, Tag, Term};
use std::fmt::Write;

const STYLE: &str = include_str!("download_page.css");
const SEARCH: &str = include_str!("download_page.js");

/// From how many titles on there is a field that searches in them: fewer are seen at once.
const SEARCHED: usize = 12;

/// The page.
pub(super) fn page(manifest: &Manifest) -> String {
    let first = manifest.editions.first();
    let source = Tag::parse(&manifest.source_locale).unwrap_or_else(english);
    let language = first.and_then(|edition| Tag::parse(&edition.locale)).unwrap_or(source);
    let title = first.map_or(manifest.slug.as_str(), |edition| edition.title.as_str());
    let mut out = String::new();
    let direction = Catalog::of(&language).direction().as_str();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{0}</title>\n",
        escaped(title)
    );
    if let Some(description) = first.and_then(|edition| edition.description.as_deref()) {
        let _ = writeln!(out, "<meta name=\"description\" content=\"{}\">", escaped(description.trim()));
    }
    out.push_str("<link rel=\"alternate\" type=\"application/atom+xml;profile=opds-catalog\" href=\"opds.xml\">\n");
    out.push_str("<link rel=\"alternate\" type=\"application/opds+json\" href=\"opds.json\">\n");
    let _ = write!(out, "<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n", escaped(title));
    if let Some(description) = first.and_then(|edition| edition.description.as_deref()) {
        let _ = writeln!(out, "<p dir=\"auto\">{}</p>", escaped(description.trim()));
    }
    if manifest.editions.len() > 1 {
        let _ = write!(out, "<nav aria-label=\"{}\">\n<ul>\n", escaped(Catalog::of(&language).term(Term::Language)));
        for edition in &manifest.editions {
            let catalog = catalog(edition);
            let _ = writeln!(
                out,
                "<li><a href=\"#{0}\" lang=\"{0}\" hreflang=\"{0}\" dir=\"{1}\">{2}</a></li>",
                escaped(&edition.locale),
                catalog.direction().as_str(),
                escaped(catalog.name())
            );
        }
        out.push_str("</ul>\n</nav>\n");
    }
    let index = ArtifactIndex::of(manifest);
    let rows: Vec<Vec<String>> = manifest.editions.iter().map(|edition| handout_rows(&index, edition)).collect();
    let titles = rows.iter().map(Vec::len).sum::<usize>();
    if titles >= SEARCHED {
        let label = own(&Catalog::of(&language), Catalog::of(&language).term(Term::SearchTitles));
        let _ = writeln!(
            out,
            "<div role=\"search\" hidden><label>{label} <input type=\"search\" autocomplete=\"off\"></label> \
             <output></output></div>"
        );
    }
    out.push_str("</header>\n<main>\n");
    for (edition, rows) in manifest.editions.iter().zip(&rows) {
        section(manifest, edition, rows, &mut out);
    }
    out.push_str("</main>\n");
    if titles >= SEARCHED {
        let _ = write!(out, "<script>\n{SEARCH}</script>\n");
    }
    footer(manifest, &Catalog::of(&language), &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

fn english() -> Tag {
    Tag::parse("en").expect("en is a tag")
}

fn catalog(edition: &EditionFacts) -> Catalog {
    Catalog::of(&Tag::parse(&edition.locale).unwrap_or_else(english))
}

fn section(manifest: &Manifest, edition: &EditionFacts, rows: &[String], out: &mut String) {
    let catalog = catalog(edition);
    let locale = escaped(&edition.locale);
    let files: Vec<&Artifact> = manifest
        .artifacts
        .iter()
        .filter(|artifact| artifact.locale.as_deref() == Some(edition.locale.as_str()))
        .collect();
    let _ = write!(
        out,
        "<section id=\"{locale}\" lang=\"{locale}\" dir=\"{}\" aria-labelledby=\"{locale}-language {locale}-title\">\n\
         <p class=\"language\" id=\"{locale}-language\">{}</p>\n<h2 id=\"{locale}-title\">{}</h2>\n",
        catalog.direction().as_str(),
        escaped(catalog.name()),
        escaped(&edition.title)
    );
    cover(manifest, edition, out);
    let date = edition.date.as_ref().map(|date| catalog.date(date).unwrap_or_else(|| date.clone()));
    if let Some(date) = date {
        let _ = writeln!(out, "<p class=\"date\">{}</p>", own(&catalog, &catalog.labelled(Term::Date, &date)));
    }
    if edition.locale != manifest.source_locale {
        let percent = edition.percent();
        let mut words = catalog.labelled(Term::Translated, &catalog.percent(u64::from(percent)));
        if let Some(day) = &edition.translated {
            words += catalog.separator();
            words += catalog.date(day).as_deref().unwrap_or(day);
        }
        let words = own(&catalog, &words);
        let _ = writeln!(
            out,
            "<p class=\"coverage\"><span class=\"bar\" aria-hidden=\"true\"><span style=\"inline-size:{percent}%\"></span></span>\
             <span>{words}</span></p>"
        );
    }
    books(manifest, edition, &catalog, &files, out);
    handouts(rows, &catalog, out);
    out.push_str("</section>\n");
}

/// The cover of the book, which leads to it: a decoration beside its title and its link.
fn cover(manifest: &Manifest, edition: &EditionFacts, out: &mut String) {
    // The small one is enough.
    let Some(cover) = super::catalogue::covers(manifest, edition).into_iter().next_back() else { return };
    let size = cover.size.map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
    let path = address(&cover.artifact.path);
    let _ = writeln!(out, "<img class=\"cover\" src=\"{path}\"{size} alt=\"\" loading=\"lazy\">");
}

fn books(manifest: &Manifest, edition: &EditionFacts, catalog: &Catalog, files: &[&Artifact], out: &mut String) {
    let stem = format!("{0}/{1}-{0}", edition.locale, manifest.slug);
    let mut rows: Vec<(String, &'static str, &Artifact)> = Vec::new();
    for artifact in files {
        let Some(rest) = artifact.path.strip_prefix(&stem) else { continue };
        let Some((variant, ending)) = rest.rsplit_once('.') else { continue };
        let kind = match ending {
            "pdf" => "PDF",
            "epub" => "EPUB",
            "txt" => "TXT",
            _ => continue,
        };
        let name = own(catalog, catalog.term(if ending == "txt" { Term::PlainText } else { Term::Book }));
        rows.push((varied(name, variant, catalog), kind, artifact));
    }
    for packet in &edition.packets {
        let stem = format!("{}/packets/{}", edition.locale, packet.slug);
        for artifact in files {
            let variant = artifact.path.strip_prefix(&stem).and_then(|rest| rest.strip_suffix(".pdf"));
            // Another packet's name may begin with this one's.
            let Some(variant) = variant.filter(|variant| variant.is_empty() || is_variant(variant)) else { continue };
            rows.push((varied(escaped(&packet.title), variant, catalog), "PDF", artifact));
        }
    }
    let index = format!("{}/index.json", edition.locale);
    if let Some(artifact) = files.iter().find(|artifact| artifact.path == index) {
        rows.push((own(catalog, catalog.term(Term::Data)), "JSON", artifact));
    }
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|(_, kind, artifact)| {
        let kind = ["EPUB", "PDF", "TXT", "JSON"].iter().position(|known| known == kind);
        // The book before chosen parts of it.
        (kind, artifact.path.contains("/packets/"), artifact.path.len(), &artifact.path)
    });
    out.push_str("<ul class=\"books\">\n");
    for (name, kind, artifact) in rows {
        let _ = writeln!(
            out,
            "<li><a href=\"{}\"><strong>{name}</strong> <span class=\"kind\"><bdi dir=\"ltr\">{kind}, {}</bdi></span>{}</a></li>",
            address(&artifact.path),
            size(artifact.bytes),
            printed_pages(artifact, catalog)
        );
    }
    out.push_str("</ul>\n");
}

/// How many pages a file has, where it is printed.
fn printed_pages(artifact: &Artifact, catalog: &Catalog) -> String {
    let Some(count) = artifact.printed_pages else { return String::new() };
    let words = catalog.labelled(Term::NumberOfPages, &catalog.digits().format(count as u64));
    format!(" <span class=\"kind\">{}</span>", own(catalog, &words))
}

/// The papers and layouts that names of files end with.
const LAYOUTS: [(Layout, Term); 2] = [(Layout::Booklet, Term::Booklet), (Layout::LargePrint, Term::LargePrint)];

fn is_variant(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|text| {
        LAYOUTS.iter().any(|(layout, _)| text.starts_with(layout.name()))
            || Paper::ALL.iter().any(|paper| paper.name() == text)
    })
}

/// Words of ours in the section of a locale: with their language where they are not in the locale's.
fn own(catalog: &Catalog, words: &str) -> String {
    let language = catalog.language_of_terms();
    if language == *catalog.tag() {
        return escaped(words);
    }
    let direction = Direction::of(&language).as_str();
    format!("<span lang=\"{language}\" dir=\"{direction}\">{}</span>", escaped(words))
}

/// A name with the layout and the paper that the end of a file's name says.
fn varied(mut name: String, variant: &str, catalog: &Catalog) -> String {
    for (layout, term) in LAYOUTS {
        if variant.contains(layout.name()) {
            name = format!("{name}, {}", own(catalog, catalog.term(term)));
        }
    }
    for (paper, shown) in [(Paper::A4, "A4"), (Paper::A5, "A5"), (Paper::Letter, "Letter")] {
        if variant.ends_with(&format!("-{}", paper.name())) {
            name = format!("{name}, {shown}");
        }
    }
    name
}

/// A row for each page of an edition that has a file of its own.
fn handout_rows(index: &ArtifactIndex<'_>, edition: &EditionFacts) -> Vec<String> {
    edition
        .pages
        .iter()
        .filter_map(|page| {
            let links: Vec<String> = [(Format::Pdf, "PDF"), (Format::Text, "TXT")]
                .iter()
                .filter_map(|(format, kind)| {
                    let artifact = index.handout(&edition.locale, &page.page, *format)?;
                    // The name of a link has to make sense alone, for those who hear it.
                    Some(format!(
                        "<a href=\"{}\" aria-label=\"{}, {kind}\">{kind}</a>",
                        address(&artifact.path),
                        escaped(&page.title)
                    ))
                })
                .collect();
            (!links.is_empty()).then(|| {
                format!(
                    "<li><span>{}</span> <span class=\"kinds\">{}</span></li>",
                    escaped(&page.title),
                    links.join(" ")
                )
            })
        })
        .collect()
}

fn handouts(rows: &[String], catalog: &Catalog, out: &mut String) {
    if rows.is_empty() {
        return;
    }
    let _ = write!(
        out,
        "<details>\n<summary>{} <span class=\"kind\">{}</span></summary>\n<ul class=\"pages\">\n{}\n</ul>\n</details>\n",
        own(catalog, catalog.term(Term::Handouts)),
        catalog.digits().format(rows.len() as u64),
        rows.join("\n")
    );
}

fn footer(manifest: &Manifest, catalog: &Catalog, out: &mut String) {
    out.push_str("<footer>\n<ul>\n");
    let first = manifest.editions.first();
    let date = manifest.date.as_ref().map(|date| catalog.date(date).unwrap_or_else(|| date.clone()));
    let facts = [
        (Term::Version, manifest.version.as_deref()),
        (Term::Date, date.as_deref()),
        (Term::Licence, first.and_then(|edition| edition.license.as_deref())),
    ];
    for (term, text) in facts {
        if let Some(text) = text {
            let _ = writeln!(out, "<li>{}: <bdi>{}</bdi></li>", escaped(catalog.term(term)), escaped(text));
        }
    }
    if let Some(url) = first.and_then(|edition| edition.url.as_deref()) {
        let address = escaped(url);
        let shown = match scheme::reach(url) {
            Reach::Linked => format!("<a href=\"{address}\"><bdi>{address}</bdi></a>"),
            Reach::Told | Reach::Refused => format!("<bdi>{address}</bdi>"),
        };
        let _ = writeln!(out, "<li>{}: {shown}</li>", escaped(catalog.term(Term::Source)));
    }
    for (path, name) in [("opds.xml", "OPDS"), ("SHA256SUMS", "SHA-256"), ("manifest.json", "Manifest")] {
        let _ = writeln!(out, "<li><a href=\"{path}\">{name}</a></li>");
    }
    out.push_str("</ul>\n</footer>\n");
}

fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes * 10 + unit / 2) / unit;
    match bytes {
        0..100_000 => format!("{} kB", bytes.div_ceil(1_000).max(1)),
        100_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", tenths(1_000_000) / 10, tenths(1_000_000) % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs what the search calls plain, where there is Node.
    #[test]
    fn words_are_found_however_they_are_spelled() {
        let (_, script) = SEARCH.split_once("const plain").expect("is there");
        let (plain, _) = script.split_once(";\n").expect("ends");
        let same = [
            ("المتصفح", "متصفح"),
            ("أنواع", "انواع"),
            ("نظرة", "نظره"),
            ("مُتَصَفِّح", "متصفح"),
            ("שָׁלוֹם", "שלום"),
            ("Übersicht", "UBERSICHT"),
            ("الى", "الى"),
        ];
        let lines: Vec<String> =
            same.iter().map(|(one, other)| format!("plain({one:?}) === plain({other:?})")).collect();
        let program = format!(
            "const plain{plain};\nconsole.log([{}].join(' '), plain('ガイド') !== plain('カイト'));",
            lines.join(",")
        );
        let Ok(output) = std::process::Command::new("node").args(["-e", &program]).output() else { return };
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), ["true"; 8].join(" "), "{output:?}");
    }

    #[test]
    fn sizes() {
        assert_eq!(size(1), "1 kB");
        assert_eq!(size(99_999), "100 kB");
        assert_eq!(size(1_449_999), "1.4 MB");
        assert_eq!(size(12_000_000), "12.0 MB");
    }
}
