//! What there is in an output, read when first asked for.

use crate::Output;
use crate::address::address;
use pamphlet_json::{CardRecord, IndexFile, PageFile, SearchRecord, read_cards, read_index, read_page, sections};
use pamphlet_source::limits::MCP_ANSWER_BYTES;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// An output with what was read of it.
pub(crate) struct Shelf<'o> {
    output: Output<'o>,
    indexes: BTreeMap<String, Rc<IndexFile>>,
    sections: BTreeMap<String, Rc<Vec<SearchRecord>>>,
}

/// Why something cannot be given, in words for who asked.
pub(crate) type Lacking = String;

impl<'o> Shelf<'o> {
    pub(crate) fn new(output: Output<'o>) -> Self {
        Self { output, indexes: BTreeMap::new(), sections: BTreeMap::new() }
    }

    pub(crate) fn title(&self) -> &str {
        &self.output.title
    }

    pub(crate) fn version(&self) -> &str {
        self.output.version
    }

    /// The locales, the source first.
    pub(crate) fn locales(&self) -> &[String] {
        &self.output.locales
    }

    /// A locale that was asked for, the source when none was.
    pub(crate) fn locale(&self, asked: Option<&str>) -> Result<String, Lacking> {
        let mut locales = self.output.locales.iter();
        match asked {
            None => locales.next().cloned().ok_or_else(|| "the output has no locales".to_owned()),
            Some(asked) => locales
                .find(|locale| locale.eq_ignore_ascii_case(asked))
                .cloned()
                .ok_or_else(|| format!("there is no locale {asked}; there are {}", self.output.locales.join(", "))),
        }
    }

    /// A file of a locale. Its name comes from us or from an index, which is somebody's file: it stays in its folder.
    fn file(&self, locale: &str, name: &str) -> Result<Vec<u8>, Lacking> {
        let is_plain =
            name.split('/').all(|part| !matches!(part, "" | "." | "..")) && !name.contains(['\\', ':', '\0']);
        let lacking = || format!("the output has no {locale}/{name}; it is built with --format json");
        if !is_plain {
            return Err(lacking());
        }
        (self.output.files)(&format!("{locale}/{name}")).ok_or_else(lacking)
    }

    pub(crate) fn index(&mut self, locale: &str) -> Result<Rc<IndexFile>, Lacking> {
        if let Some(index) = self.indexes.get(locale) {
            return Ok(Rc::clone(index));
        }
        let index = read_index(&self.file(locale, "index.json")?)
            .map_err(|error| format!("{locale}/index.json {error}; build it again with this version of Pamphlet"))?;
        let index = Rc::new(index);
        self.indexes.insert(locale.to_owned(), Rc::clone(&index));
        Ok(index)
    }

    pub(crate) fn cards(&self, locale: &str) -> Result<Vec<CardRecord>, Lacking> {
        let bytes = self.file(locale, "cards.json")?;
        read_cards(&bytes).map(|file| file.cards).map_err(|error| format!("{locale}/cards.json {error}"))
    }

    fn page_file(&mut self, locale: &str, page: &str) -> Result<PageFile, Lacking> {
        let index = self.index(locale)?;
        let Some(known) = index.pages.iter().find(|known| known.id.0 == page) else {
            return Err(format!("there is no page {page} in {locale}; search, or list the resources"));
        };
        let bytes = self.file(locale, &known.file)?;
        read_page(&bytes).map_err(|error| format!("{locale}/{} {error}", known.file))
    }

    /// The sections of a locale, in reading order. A page that cannot be read has none.
    pub(crate) fn sections(&mut self, locale: &str) -> Result<Rc<Vec<SearchRecord>>, Lacking> {
        if let Some(known) = self.sections.get(locale) {
            return Ok(Rc::clone(known));
        }
        let index = self.index(locale)?;
        let mut all = Vec::new();
        for page in &index.pages {
            if let Ok(file) = self.page_file(locale, &page.id.0) {
                all.extend(sections(&file));
            }
        }
        let all = Rc::new(all);
        self.sections.insert(locale.to_owned(), Rc::clone(&all));
        Ok(all)
    }

    /// A page, or a section of it with the sections below, as Markdown where the output has that and else as text; with
    /// its media type.
    pub(crate) fn page(
        &mut self,
        locale: &str,
        page: &str,
        section: Option<&str>,
    ) -> Result<(&'static str, String), Lacking> {
        let locale = self.locale(Some(locale))?;
        let file = self.page_file(&locale, page)?;
        let Some(anchor) = section else {
            for (folder, ending, media_type) in [("markdown", "md", "text/markdown"), ("text", "txt", "text/plain")] {
                if let Ok(bytes) = self.file(&locale, &format!("{folder}/{page}.{ending}")) {
                    return Ok((media_type, bounded(String::from_utf8_lossy(&bytes).into_owned())));
                }
            }
            return Ok(("text/markdown", bounded(joined(&sections(&file)))));
        };
        let all = sections(&file);
        let Some(first) = all.iter().position(|one| one.anchor.as_deref() == Some(anchor)) else {
            let known: Vec<&str> = all.iter().filter_map(|one| one.anchor.as_deref()).collect();
            let there = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(format!("{page} has no section {anchor}; it has {there}"));
        };
        let depth = all[first].titles.len();
        let below = all[first + 1..].iter().take_while(|one| one.titles.len() > depth).count();
        Ok(("text/markdown", bounded(joined(&all[first..=first + below]))))
    }

    /// The page as its file has it.
    pub(crate) fn data(&mut self, locale: &str, page: &str) -> Result<String, Lacking> {
        let index = self.index(locale)?;
        let known = index.pages.iter().find(|known| known.id.0 == page);
        let known = known.ok_or_else(|| format!("there is no page {page} in {locale}"))?;
        Ok(bounded(String::from_utf8_lossy(&self.file(locale, &known.file)?).into_owned()))
    }

    /// Every page of every locale as a resource.
    pub(crate) fn pages(&mut self) -> Vec<Value> {
        let mut all = Vec::new();
        for locale in self.output.locales.clone() {
            let Ok(index) = self.index(&locale) else { continue };
            for page in &index.pages {
                let mut entry = json!({
                    "uri": address(&locale, &page.id.0),
                    "name": format!("{locale}/{}", page.id.0),
                    "title": page.title,
                });
                if let Some(description) = &page.description {
                    entry["description"] = description.as_str().into();
                }
                all.push(entry);
            }
        }
        all
    }
}

/// Sections as Markdown: headings and paragraphs.
fn joined(sections: &[SearchRecord]) -> String {
    let parts = sections.iter().map(|section| {
        let marks = "#".repeat(section.titles.len().min(6));
        format!("{marks} {}\n\n{}\n", section.title, section.text.replace('\n', "\n\n"))
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// As much of a text as one answer may hold.
fn bounded(mut text: String) -> String {
    if text.len() > MCP_ANSWER_BYTES {
        let mut end = MCP_ANSWER_BYTES;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push_str("\n[cut here: it is longer than one answer; ask for a section]\n");
    }
    text
}
