//! Writes parsed pages as the XHTML that a book's chapters have, so that the oracle can compare the parser alone with
//! Python-Markdown: `facts DOCS OUT [--mkdocs FILE] [--abbreviations FILE] [--snippets DIR] [--source DOCS]`,
//! the last for the pages that DOCS translates. `OUT/repairs.json` holds what was mended, for `oracle.py --repairs`.
#![expect(clippy::disallowed_methods, reason = "a tool for those who work on the parser")]

use pamphlet_document::{
    Block, BlockKind, CalloutTitle, Card, Emphasis, Inline, InlineKind, Link, List, ListKind, Picture, Row, Target,
};
use pamphlet_parser::{Appended, Dialect, Input, Skeleton, Snippets, parse};
use pamphlet_source::{SourceId, yaml};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

struct Folder(BTreeMap<String, (SourceId, String)>);

impl Snippets for Folder {
    fn find(&self, path: &str) -> Option<(SourceId, &str)> {
        self.0.get(path).map(|(source, text)| (*source, text.as_str()))
    }
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let docs = PathBuf::from(arguments.next().expect("DOCS"));
    let out = PathBuf::from(arguments.next().expect("OUT"));
    let mut dialect = Dialect::default();
    let mut abbreviations = None;
    let mut source_docs: Option<PathBuf> = None;
    let mut snippets = Folder(BTreeMap::new());
    while let (Some(option), Some(value)) = (arguments.next(), arguments.next()) {
        match option.as_str() {
            "--mkdocs" => {
                let text = std::fs::read_to_string(value).expect("mkdocs.yml");
                let value = yaml::parse(&text).expect("YAML");
                dialect = Dialect::from_extensions(value.get("markdown_extensions").expect("extensions"));
            }
            "--source" => source_docs = Some(PathBuf::from(value)),
            "--abbreviations" => abbreviations = Some(std::fs::read_to_string(value).expect("abbreviations")),
            "--snippets" => {
                let mut list = Vec::new();
                let root = PathBuf::from(value);
                files(&root, &mut list);
                for (path, number) in list.into_iter().zip(1..) {
                    if let Ok(text) = std::fs::read_to_string(&path) {
                        let name = path.strip_prefix(&root).expect("inside").to_string_lossy().into_owned();
                        snippets.0.insert(name, (SourceId(number), text));
                    }
                }
            }
            _ => {}
        }
    }
    dialect.snippets &= !snippets.0.is_empty();
    let appended: Vec<_> = abbreviations.as_deref().map(|text| (SourceId(9999), text)).into_iter().collect();
    let (appended, _) = Appended::read(&appended, &dialect, true);
    let mut list = Vec::new();
    let mut mended = Vec::new();
    files(&docs, &mut list);
    for path in list.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let read = |text: &str, reference: Option<&Skeleton>| {
            parse(&Input {
                source: SourceId(0),
                text,
                dialect: &dialect,
                snippets: &snippets,
                appended: &appended,
                reference,
                repair: true,
            })
        };
        let reference = source_docs.as_ref().map(|folder| {
            let path = folder.join(path.strip_prefix(&docs).expect("inside"));
            let text = std::fs::read_to_string(path).unwrap_or_default();
            Skeleton::of(&read(&text, None).document)
        });
        let parsed = read(&text, reference.as_ref());
        let page = path.strip_prefix(&docs).expect("inside").to_string_lossy();
        for diagnostic in &parsed.diagnostics {
            let original = diagnostic.original.as_deref().unwrap_or_default();
            let fields = [("code", diagnostic.code.name()), ("page", &page), ("original", original)];
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("\"{name}\": {}", json(value))).collect();
            mended.push(format!("{{{}}}", fields.join(", ")));
        }
        let mut html = String::from("<html><body>");
        for placed in &parsed.document.blocks {
            block(&placed.block, &mut html);
        }
        for note in &parsed.document.notes {
            html.push_str("<aside role=\"doc-footnote\">");
            blocks(&note.blocks, &mut html);
            html.push_str("</aside>");
        }
        html.push_str("</body></html>");
        let to = out.join("text").join(path.strip_prefix(&docs).expect("inside")).with_extension("xhtml");
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        std::fs::write(to, html).expect("written");
    }
    let diagnostics = format!("{{\"diagnostics\": [\n{}\n]}}\n", mended.join(",\n"));
    std::fs::write(out.join("repairs.json"), diagnostics).expect("written");
}

/// A string of JSON.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn blocks(list: &[Block], out: &mut String) {
    for inner in list {
        block(inner, out);
        out.push('\n');
    }
}

fn element(name: &str, list: &[Block], out: &mut String) {
    let _ = write!(out, "<{name}>");
    blocks(list, out);
    let _ = write!(out, "</{}>", name.split(' ').next().unwrap_or(name));
}

fn line_element(name: &str, content: &[Inline], out: &mut String) {
    let _ = write!(out, "<{name}>");
    inlines(content, out);
    let _ = write!(out, "</{}>", name.split(' ').next().unwrap_or(name));
}

fn title(heading: &CalloutTitle, name: &str, out: &mut String) {
    match heading {
        CalloutTitle::Absent => {}
        CalloutTitle::Implied { word } => {
            let _ = write!(out, "<{name}>{}</{}>", escape(word), name.split(' ').next().unwrap_or(name));
        }
        CalloutTitle::Written { content, .. } => line_element(name, content, out),
    }
}

fn list(list: &List, out: &mut String) {
    let name = if list.list == ListKind::Bullet { "ul" } else { "ol" };
    let _ = write!(out, "<{name}>");
    for item in &list.items {
        element("li", &item.blocks, out);
    }
    let _ = write!(out, "</{name}>");
}

fn row(row: &Row, out: &mut String) {
    out.push_str("<tr>");
    for cell in &row.cells {
        element(if cell.header { "th" } else { "td" }, &cell.blocks, out);
    }
    out.push_str("</tr>");
}

fn block(block: &Block, out: &mut String) {
    match &block.kind {
        BlockKind::Heading(heading) => line_element(&format!("h{}", heading.level), &heading.content, out),
        BlockKind::Paragraph { content } | BlockKind::Buttons { content } => line_element("p", content, out),
        BlockKind::List(inner) => list(inner, out),
        BlockKind::DefinitionList(list) => {
            out.push_str("<dl>");
            for entry in &list.entries {
                for term in &entry.terms {
                    line_element("dt", &term.content, out);
                }
                for detail in &entry.details {
                    element("dd", &detail.blocks, out);
                }
            }
            out.push_str("</dl>");
        }
        BlockKind::Quote { blocks } => element("blockquote", blocks, out),
        BlockKind::Group { blocks } => element("div", blocks, out),
        BlockKind::Code(code) => {
            if let Some(title) = &code.title {
                let _ = write!(out, "<p>{}</p>", escape(title));
            }
            let _ = write!(out, "<pre><code>{}</code></pre>", escape(&code.text));
        }
        BlockKind::Diagram(diagram) => {
            let _ = write!(out, "<pre><code>{}</code></pre>", escape(&diagram.source));
        }
        BlockKind::Table(table) => {
            out.push_str("<table>");
            if !table.caption.is_empty() {
                line_element("caption", &table.caption, out);
            }
            table.head.iter().chain(&table.body).for_each(|inner| row(inner, out));
            out.push_str("</table>");
        }
        BlockKind::Admonition(admonition) => {
            out.push_str("<div class=\"admonition\">");
            title(&admonition.heading, "p class=\"admonition-title\"", out);
            blocks(&admonition.blocks, out);
            out.push_str("</div>");
        }
        BlockKind::Collapsible(inner) => {
            out.push_str("<details>");
            title(&inner.heading, "summary", out);
            blocks(&inner.blocks, out);
            out.push_str("</details>");
        }
        BlockKind::Tabs(tabs) => {
            for tab in &tabs.tabs {
                line_element("p", &tab.label, out);
            }
            for tab in &tabs.tabs {
                element("div", &tab.blocks, out);
            }
        }
        BlockKind::Grid(grid) => element("div", &grid.blocks, out),
        BlockKind::Figure(figure) => {
            out.push_str("<figure>");
            blocks(&figure.blocks, out);
            element("figcaption", &figure.caption, out);
            out.push_str("</figure>");
        }
        BlockKind::Annotated(annotated) => {
            blocks(&annotated.blocks, out);
            list(&annotated.notes, out);
        }
        BlockKind::Progress(progress) => line_element("p", &progress.label, out),
        BlockKind::ThematicBreak => out.push_str("<hr/>"),
        BlockKind::PageBreak => {}
        BlockKind::Math(math) => {
            let _ = write!(out, "<div>{}</div>", formula(&math.source));
        }
        BlockKind::Card(inner) => card(inner, out),
        BlockKind::Threats(threats) => {
            line_element("p", &threats.intro, out);
            out.push_str("<ul>");
            threats.items.iter().for_each(|item| line_element("li", &item.content, out));
            out.push_str("</ul>");
        }
        BlockKind::Unsupported { text } => {
            let _ = write!(out, "<p>{}</p>", escape(text));
        }
    }
}

fn formula(source: &str) -> String {
    if source.starts_with("<math") { source.to_owned() } else { escape(source) }
}

fn card(card: &Card, out: &mut String) {
    out.push_str("<div class=\"admonition\">");
    title(&card.title, "p class=\"admonition-title\"", out);
    if let Some(logo) = &card.logo {
        picture(logo, out);
    }
    blocks(&card.description, out);
    for inner in &card.links {
        out.push_str("<p>");
        link(&inner.link, out);
        out.push_str("</p>");
    }
    if let Some(downloads) = &card.downloads {
        out.push_str("<details>");
        if downloads.summary.is_empty() {
            out.push_str("<summary>Downloads</summary>");
        } else {
            line_element("summary", &downloads.summary, out);
        }
        out.push_str("<ul>");
        for item in &downloads.items {
            line_element("li", &item.content, out);
        }
        out.push_str("</ul></details>");
    }
    blocks(&card.further, out);
    out.push_str("</div>");
}

fn inlines(content: &[Inline], out: &mut String) {
    for node in content {
        inline(node, out);
    }
}

fn link(link: &Link, out: &mut String) {
    let Target::Written { address } = &link.target else { return };
    let _ = write!(out, "<a href=\"{}\">", escape(address));
    inlines(&link.content, out);
    out.push_str("</a>");
}

fn picture(picture: &Picture, out: &mut String) {
    let pamphlet_document::AssetRef::Written { address } = &picture.source else { return };
    let _ = write!(out, "<img src=\"{}\" alt=\"{}\"/>", escape(address), escape(&picture.alternative));
}

fn inline(node: &Inline, out: &mut String) {
    match &node.kind {
        InlineKind::Text { text } | InlineKind::Emoji { text, .. } | InlineKind::Abbreviation { text, .. } => {
            let text = if matches!(node.kind, InlineKind::Emoji { .. }) { "" } else { text };
            out.push_str(&escape(text));
        }
        InlineKind::Comment { text } => {
            let _ = write!(out, "<span>{}</span>", escape(text));
        }
        InlineKind::Unsupported { text } => out.push_str(&escape(text)),
        InlineKind::SoftBreak => out.push('\n'),
        InlineKind::LineBreak => out.push_str("<br/>"),
        InlineKind::Styled { style, content } => {
            let name = match style {
                Emphasis::Emphasis => "em",
                Emphasis::Strong => "strong",
                Emphasis::Deleted => "del",
                Emphasis::Inserted => "ins",
                Emphasis::Marked => "mark",
                Emphasis::Small => "small",
                Emphasis::Subscript => "sub",
                Emphasis::Superscript => "sup",
                Emphasis::Quoted => "q",
            };
            line_element(name, content, out);
        }
        InlineKind::Span { content }
        | InlineKind::Language { content, .. }
        | InlineKind::Definition { content, .. } => {
            inlines(content, out);
        }
        InlineKind::Keys { keys } => {
            for (number, key) in keys.iter().enumerate() {
                let _ = write!(out, "{}<kbd>{}</kbd>", if number > 0 { "+" } else { "" }, escape(key));
            }
        }
        InlineKind::Code { text, .. } => {
            let _ = write!(out, "<code>{}</code>", escape(text));
        }
        InlineKind::Link(inner) => link(inner, out),
        InlineKind::Picture(inner) => {
            picture(inner, out);
            if node.attrs.has_class("twemoji") {
                out.insert_str(out.len() - 2, " class=\"twemoji\"");
            }
        }
        InlineKind::Icon { .. } => {}
        InlineKind::FootnoteReference { number, .. } => {
            let _ = write!(out, "<a role=\"doc-noteref\" href=\"#fn{number}\">{number}</a>");
        }
        InlineKind::AnnotationReference { number } => {
            let _ = write!(out, "({number})");
        }
        InlineKind::Math { source, .. } => out.push_str(&formula(source)),
    }
}
