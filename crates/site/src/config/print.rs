//! What `pamphlet.yml` says of paper: `layouts`, `ink`, `links`, `tabs`, `fit`, `packets`, `pdf.standard`.

use super::reader::Reader;
use crate::SiteError;
use crate::localized::Localized;
use pamphlet_locale::paper::{Layout, PaperLinks, Standard};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_source::yaml::Value;
use std::num::NonZeroU32;

/// How PDFs are made when the command line does not say otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrintConfig {
    /// `layouts`: the standard one when empty.
    pub layouts: Vec<Layout>,
    /// `ink`: whether black is the only colour.
    pub ink: bool,
    /// `links`: how links work on paper; as addresses beside their lines when none.
    pub links: Option<PaperLinks>,
    /// `tabs`: which of several alternatives are shown, on paper and elsewhere.
    pub tabs: TabChoice,
    /// `fit`: how many pages a handout may have.
    pub fit: Option<NonZeroU32>,
    /// `pdf.standard`: after which standards PDFs are made.
    pub standard: Standard,
    /// `packets`: further documents of chosen pages.
    pub packets: Vec<PacketConfig>,
}

/// Chosen pages as one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PacketConfig {
    /// `slug`: what its file is named after.
    pub slug: String,
    /// `title`, by locale.
    pub title: Localized,
    /// `pages`: names and patterns of pages (`basics/*`), in the order in which they are printed.
    pub pages: Vec<String>,
    /// `tabs`: which alternatives are shown in it; as the site has it when none.
    pub tabs: Option<TabChoice>,
}

impl Reader<'_> {
    /// Reads the keys of print.
    pub(super) fn print<'v>(&self, at: impl Fn(&[&str]) -> Option<&'v Value>) -> PrintConfig {
        let layouts = self.kept(self.texts("layouts", at(&["layouts"])));
        let layouts = layouts.iter().map(|name| self.one_of("layouts", Layout::from_name(name)));
        let layouts = self.kept(layouts.collect());
        let ink = match at(&["ink"]) {
            None => false,
            Some(Value::Bool(wanted)) => *wanted,
            Some(_) => {
                self.note(self.error(&["ink"], "ink has to be true or false", "write true for black alone"));
                false
            }
        };
        let links = self.kept(at(&["links"]).map(|value| self.text(&["links"], value)).transpose());
        let links = self.kept(links.map(|name| self.one_of("links", PaperLinks::from_name(&name))).transpose());
        let tabs = self.kept(self.tabs(&["tabs"], at(&["tabs"]))).unwrap_or_default();
        let fit = self.kept(at(&["fit"]).map(|value| self.fit(value)).transpose());
        let standard =
            self.kept(at(&["pdf", "standard"]).map(|value| self.text(&["pdf", "standard"], value)).transpose());
        let standard = standard.map(|name| self.one_of("pdf.standard", Standard::from_name(&name))).transpose();
        let standard = self.kept(standard).unwrap_or_default();
        let packets: Vec<PacketConfig> = match at(&["packets"]) {
            None => Vec::new(),
            Some(Value::List(items)) => {
                items.iter().filter_map(|item| self.kept(self.packet(item).map(Some))).collect()
            }
            Some(_) => {
                self.note(self.packets_error("packets has to be a list"));
                Vec::new()
            }
        };
        let mut slugs: Vec<&str> = packets.iter().map(|packet| packet.slug.as_str()).collect();
        slugs.sort_unstable();
        if let Some(twice) = slugs.windows(2).find_map(|pair| (pair[0] == pair[1]).then_some(pair[0])) {
            self.note(self.packets_error(&format!("two packets are called {twice}")));
        }
        PrintConfig { layouts, ink, links, tabs, fit, standard, packets }
    }

    fn fit(&self, value: &Value) -> Result<NonZeroU32, SiteError> {
        let written = self.text(&["fit"], value)?;
        written.trim().parse().map_err(|_| {
            let message = format!("fit is not a number of pages: {written}");
            self.error(&["fit"], message, "write 2 for one sheet, both sides")
        })
    }

    fn packet(&self, item: &Value) -> Result<PacketConfig, SiteError> {
        let Some(map) = item.as_map() else { return Err(self.packets_error("a packet has to be a map")) };
        if let Some((key, _)) =
            map.0.iter().find(|(key, _)| !["slug", "title", "pages", "tabs"].contains(&key.as_str()))
        {
            return Err(self.packets_error(&format!("packets do not know the key {key}")));
        }
        let keys = &["packets"];
        let needed = |key: &str| map.get(key).ok_or_else(|| self.packets_error(&format!("a packet has no {key}")));
        let pages = self.texts("packets", Some(needed("pages")?))?;
        if pages.is_empty() {
            return Err(self.packets_error("a packet has no pages"));
        }
        Ok(PacketConfig {
            slug: self.slug_of(keys, self.text(keys, needed("slug")?)?)?,
            title: self.localized(keys, needed("title")?)?,
            pages,
            tabs: self.tabs(keys, map.get("tabs"))?,
        })
    }

    /// `all`, `first`, or labels.
    fn tabs(&self, keys: &[&str], value: Option<&Value>) -> Result<Option<TabChoice>, SiteError> {
        let Some(value) = value else { return Ok(None) };
        let written = self.texts(keys.last().copied().unwrap_or_default(), Some(value))?;
        let choice = TabChoice::of(&written).map_err(|message| {
            self.error(keys, format!("tabs: {message}"), "write all, first, or labels: [Python, Linux]")
        })?;
        Ok(Some(choice))
    }

    fn packets_error(&self, message: &str) -> SiteError {
        self.error(
            &["packets"],
            message,
            "write each as { slug: first-steps, title: First steps, pages: [index, basics/*] }",
        )
    }

    fn one_of<T>(&self, key: &str, read: Result<T, String>) -> Result<T, SiteError> {
        let keys: Vec<&str> = key.split('.').collect();
        read.map_err(|message| self.error(&keys, format!("{key}: {message}"), "leave it out for the default"))
    }
}
