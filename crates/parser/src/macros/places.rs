//! Where pages stand on the website, for macros that ask: `page.url`, `page.file.name`, `navigation.pages`.

use super::partial::{Partial, mapped};
use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a page stands on the website.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PagePlace {
    /// Its file, from the folder of pages.
    pub uri: String,
    /// Its address, from the root of the website.
    pub url: String,
    /// Its whole address, where that is known.
    pub canonical: Option<String>,
    /// Where its source can be edited, where that is known.
    pub edit: Option<String>,
    /// What the navigation calls it, of an entry of the navigation else what it calls itself.
    pub label: Option<String>,
}

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NavPlace {
    /// A page.
    Page(PagePlace),
    /// A part with entries below it.
    Section(String, Arc<[NavPlace]>),
    /// An address elsewhere, and its label.
    Link(Option<String>, String),
}

impl PagePlace {
    /// The name of its file, without its ending.
    pub(super) fn name(&self) -> &str {
        let name = self.uri.rsplit('/').next().unwrap_or(&self.uri);
        name.rsplit_once('.').map_or(name, |(name, _)| name)
    }

    /// Whether it is the front of the website.
    pub(super) fn is_front(&self) -> bool {
        self.url.is_empty() || self.url == "index.html"
    }

    /// What a page without a title is called after its file, as MkDocs does.
    #[must_use]
    pub fn title(&self) -> String {
        if self.is_front() {
            return "Home".to_owned();
        }
        let name = match self.name() {
            // The front of a folder, which MkDocs knows by its name alone.
            "README" => "index",
            name => name,
        };
        let name = name.replace(['-', '_'], " ");
        let mut letters = name.chars();
        match letters.next() {
            Some(first) if name.to_lowercase() == name => first.to_uppercase().chain(letters).collect(),
            _ => name,
        }
    }

    /// What `page` knows of where it stands.
    pub(super) fn facts(&self, sign: char) -> BTreeMap<String, Value> {
        let text = |text: &str| Value::from(text);
        let path = self.canonical.as_deref().and_then(|address| address.split_once("://"));
        let path = path.map(|(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
        let made = match self.url.as_str() {
            "" => "index.html".to_owned(),
            folder if folder.ends_with('/') => format!("{folder}index.html"),
            file => file.to_owned(),
        };
        let file = [
            ("src_path", text(&self.uri)),
            ("src_uri", text(&self.uri)),
            ("dest_path", text(&made)),
            ("dest_uri", text(&made)),
            ("name", text(if self.name() == "README" { "index" } else { self.name() })),
            ("url", text(if self.url.is_empty() { "./" } else { &self.url })),
        ];
        let known = file.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let file = Value::from_object(Partial { name: "page.file".to_owned(), known, sign });
        let facts = [
            ("url", text(&self.url)),
            ("file", file),
            ("is_homepage", Value::from(self.is_front())),
            ("is_index", Value::from(matches!(self.name(), "index" | "README"))),
        ];
        let optional = [
            ("canonical_url", self.canonical.as_deref()),
            ("abs_url", path),
            ("edit_url", self.edit.as_deref()),
            ("title", self.label.as_deref()),
        ];
        let optional = optional.into_iter().filter_map(|(key, value)| Some((key, text(value?))));
        let facts = facts.into_iter().chain(kind("is_page")).chain(optional);
        facts.map(|(key, value)| (key.to_owned(), value)).collect()
    }
}

/// What an entry is.
fn kind(is: &str) -> impl Iterator<Item = (&'static str, Value)> {
    let is = is.to_owned();
    ["is_page", "is_section", "is_link"].into_iter().map(move |key| (key, Value::from(key == is)))
}

/// The navigation, which is made of values as far as it is asked for.
#[derive(Debug)]
pub(super) struct Navigation {
    pub(super) entries: Arc<[NavPlace]>,
    pub(super) sign: char,
}

impl Navigation {
    fn value(&self, entry: &NavPlace) -> Value {
        let own = |facts: Vec<(&'static str, Value)>, is: &str| {
            mapped(facts.into_iter().chain(kind(is)).map(|(key, value)| (key.to_owned(), value)))
        };
        match entry {
            NavPlace::Page(place) => {
                let known = place.facts(self.sign);
                Value::from_object(Partial { name: "page".to_owned(), known, sign: self.sign })
            }
            NavPlace::Section(title, entries) => {
                let children = Self { entries: Arc::clone(entries), sign: self.sign };
                own(
                    vec![("title", Value::from(title.as_str())), ("children", Value::from_object(children))],
                    "is_section",
                )
            }
            NavPlace::Link(title, url) => {
                let title = title.as_deref().map_or_else(|| Value::from(()), Value::from);
                own(vec![("title", title), ("url", Value::from(url.as_str()))], "is_link")
            }
        }
    }

    fn pages<'n>(entries: &'n [NavPlace], found: &mut Vec<&'n NavPlace>) {
        for entry in entries {
            match entry {
                NavPlace::Page(_) => found.push(entry),
                // As deep as a navigation is read.
                NavPlace::Section(_, entries) => Self::pages(entries, found),
                NavPlace::Link(..) => {}
            }
        }
    }
}

impl Object for Navigation {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        if let Some(at) = key.as_usize() {
            return self.entries.get(at).map(|entry| self.value(entry));
        }
        let mut pages = Vec::new();
        match key.as_str()? {
            "items" => return Some(Value::from_dyn_object(Arc::clone(self))),
            "pages" => Self::pages(&self.entries, &mut pages),
            "homepage" => {
                Self::pages(&self.entries, &mut pages);
                pages.retain(|page| matches!(page, NavPlace::Page(place) if place.is_front()));
                return pages.first().map(|page| self.value(page));
            }
            _ => return None,
        }
        Some(pages.into_iter().map(|page| self.value(page)).collect())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.entries.len())
    }
}
