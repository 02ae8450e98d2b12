//! Parsed pages as HTML, as far as a comparison needs it.

use pamphlet_document::{
    Block, BlockKind, CalloutTitle, Card, Emphasis, Inline, InlineKind, Link, List, ListKind, Picture, Row, Target,
};
use std::fmt::Write as _;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

pub(crate) fn blocks(list: &[Block], out: &mut String) {
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

pub(crate) fn block(block: &Block, out: &mut String) {
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
