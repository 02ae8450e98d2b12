//! What is added to a page of a website, and where.

use super::tags::{self, HtmlTag};
use crate::Format;
use crate::manifest::{Artifact, ArtifactIndex, EditionFacts, PageFacts};
use crate::root::markup::{address, escaped};
use pamphlet_locale::{Catalog, Tag, Term};
use std::fmt::Write as _;

/// What stands before and after everything that is added, so that it is found again.
const BEGIN: &str = "<!--pamphlet-->";
const END: &str = "<!--/pamphlet-->";

/// Where the links stand that readers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Above the text of a page.
    Top,
    /// Below it.
    Bottom,
    /// Nowhere: programs alone find the outputs.
    None,
}

impl Button {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Top, Self::Bottom, Self::None];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::None => "none",
        }
    }
}

/// How links look in a theme.
#[derive(Clone, Copy)]
enum ButtonStyle {
    /// As the theme's own buttons, which are icons.
    Icons,
    /// As a line of words.
    Words,
}

/// The element that holds the text of a page, in the themes that are known.
const TEXTS: [(&str, &str, &str, ButtonStyle); 6] = [
    ("article", "class", "md-content__inner", ButtonStyle::Icons),
    ("div", "itemprop", "articleBody", ButtonStyle::Words),
    ("div", "role", "main", ButtonStyle::Words),
    ("main", "", "", ButtonStyle::Words),
    ("div", "role", "document", ButtonStyle::Words),
    ("article", "", "", ButtonStyle::Words),
];

/// Drawings of 24 by 24: a sheet to take along, a book, a tray.
const SHEET: &str = "M6 2h8l6 6v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2m7 1.5V9h5.5zM11 11v4H8l4 4 4-4h-3v-4z";
const BOOK: &str =
    "M6 2h12a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H6a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3m0 15a1 1 0 1 0 0 3h11v-3zM7 5v9h2V5z";
const TRAY: &str = "M4 18h16v3H4zM10.5 3h3v8H18l-6 6-6-6h4.5z";

/// One link.
struct Link {
    href: String,
    /// The word that is shown, and what it means alone.
    word: &'static str,
    label: String,
    icon: &'static str,
    media: Option<&'static str>,
}

/// The links of one page.
pub(super) struct Links {
    locale: String,
    direction: &'static str,
    all: Vec<Link>,
}

impl Links {
    /// Those of a page whose outputs lie in the folder that `to` leads to.
    pub(super) fn of(index: &ArtifactIndex<'_>, edition: &EditionFacts, page: &PageFacts, to: &str) -> Self {
        let locale = Tag::parse(&edition.locale).or_else(|| Tag::parse("en")).expect("en is a tag");
        let catalog = Catalog::of(&locale);
        let mut links = Vec::new();
        let mut add = |found: Option<&Artifact>, word, what: &str, icon, media| {
            let Some(artifact) = found else { return };
            let (href, label) = (format!("{to}{}", address(&artifact.path)), format!("{what}, {word}"));
            links.push(Link { href, word, label, icon, media: Some(media) });
        };
        let book = format!("{}: {}", catalog.term(Term::Book), edition.title);
        let handout = index.handout(&edition.locale, &page.page, Format::Pdf);
        let whole = index.book(&edition.locale, Format::Pdf).filter(|_| handout.is_none());
        add(handout, "PDF", &page.title, SHEET, "application/pdf");
        add(whole, "PDF", &book, BOOK, "application/pdf");
        add(index.book(&edition.locale, Format::Epub), "EPUB", &book, BOOK, "application/epub+zip");
        if !links.is_empty() {
            links.push(Link {
                href: format!("{to}index.html#{}", edition.locale),
                word: "",
                label: catalog.term(Term::Downloads).to_owned(),
                icon: TRAY,
                media: None,
            });
        }
        Self { locale: edition.locale.clone(), direction: catalog.direction().as_str(), all: links }
    }

    /// For programs: in the head.
    fn head(&self) -> String {
        let mut out = String::from(BEGIN);
        for link in &self.all {
            let Some(media) = link.media else { continue };
            let (href, title, locale) = (&link.href, escaped(&link.label), &self.locale);
            let _ = write!(
                out,
                "<link rel=\"alternate\" type=\"{media}\" href=\"{href}\" hreflang=\"{locale}\" title=\"{title}\">"
            );
        }
        out + END
    }

    /// For readers: beside the text.
    fn body(&self, look: ButtonStyle) -> String {
        let (locale, direction) = (&self.locale, self.direction);
        let mut out = String::from(BEGIN);
        if let ButtonStyle::Words = look {
            let _ = write!(out, "<p class=\"pamphlet\" lang=\"{locale}\" dir=\"{direction}\">");
        }
        for (number, link) in self.all.iter().enumerate() {
            let (href, label) = (&link.href, escaped(&link.label));
            let download = if link.media.is_some() { " download" } else { "" };
            let _ = match look {
                ButtonStyle::Icons => write!(
                    out,
                    "<a href=\"{href}\"{download} class=\"md-content__button md-icon\" title=\"{label}\" aria-label=\"{label}\" \
                     lang=\"{locale}\"><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">\
                     <path d=\"{}\"/></svg></a>",
                    link.icon
                ),
                ButtonStyle::Words => write!(
                    out,
                    "{}<a href=\"{href}\"{download} title=\"{label}\">{}</a>",
                    if number > 0 { " · " } else { "" },
                    if link.word.is_empty() { &label } else { link.word }
                ),
            };
        }
        if let ButtonStyle::Words = look {
            out.push_str("</p>");
        }
        out + END
    }
}

/// A page without everything that was added to it; none when it was not added to as we do it.
pub(super) fn without(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        out.push_str(before);
        rest = after.split_once(END)?.1;
    }
    out.push_str(rest);
    Some(out)
}

/// A page with links.
///
/// # Errors
/// What is not understood of it.
pub(super) fn with(text: &str, links: &Links, button: Button) -> Result<String, &'static str> {
    let all = tags::tags(text);
    let head = all.iter().find(|tag| tag.name == "head" && tag.closes);
    let head = head.or_else(|| all.iter().find(|tag| tag.name == "body" && !tag.closes));
    let head = head.ok_or("it has neither a head nor a body")?.start;
    let shown = match button {
        Button::None => None,
        Button::Top | Button::Bottom => Some(place(&all, button)?),
    };
    let mut out = String::with_capacity(text.len() + 2_048);
    out.push_str(&text[..head]);
    out.push_str(&links.head());
    match shown {
        Some((at, look)) if at >= head => {
            out.push_str(&text[head..at]);
            out.push_str(&links.body(look));
            out.push_str(&text[at..]);
        }
        Some(_) => return Err("its text stands before the end of its head"),
        None => out.push_str(&text[head..]),
    }
    Ok(out)
}

/// Where the links stand that readers see.
fn place(all: &[HtmlTag<'_>], button: Button) -> Result<(usize, ButtonStyle), &'static str> {
    let fits = |tag: &HtmlTag<'_>, name: &str, key: &str, value: &str| {
        let attribute = match key {
            "" => true,
            "class" => tag.has_class(value),
            _ => tag.attribute(key) == Some(value),
        };
        !tag.closes && tag.name == name && attribute
    };
    for (name, key, value, look) in TEXTS {
        let mut found = all.iter().enumerate().filter(|(_, tag)| fits(tag, name, key, value));
        let Some((at, tag)) = found.next() else { continue };
        // With several, none is the text.
        if found.next().is_some() {
            continue;
        }
        let end = tags::end(all, at).ok_or("the element with its text has no end")?;
        return Ok((if button == Button::Top { tag.end } else { end.start }, look));
    }
    Err("no element is known that holds its text")
}
