//! What a site and its parts are called in each locale, and where it is read.

use crate::address::Addresses;
use crate::config::Config;
use crate::configurations::Own;
use crate::i18n::Plugin;
use crate::localized::Localized;
use crate::mkdocs::{Lookup, MkDocs};
use crate::site::{Identity, SiteBrand, Tree};
use crate::strings::Strings;
use pamphlet_locale::{AddressPattern, Tag, slug};
use pamphlet_source::yaml::Value;
use std::collections::BTreeMap;

/// What the labels and titles of a locale are read from.
pub(crate) struct Labels<'a> {
    pub(crate) config: &'a Config,
    pub(crate) mkdocs: Option<&'a MkDocs>,
    pub(crate) own: &'a BTreeMap<Tag, Own>,
    pub(crate) strings: &'a BTreeMap<Tag, Strings>,
    pub(crate) plugin: Option<&'a Plugin>,
    pub(crate) source: &'a Tag,
}

impl<'a> Labels<'a> {
    /// Where a label that `!ENV` names is looked up.
    pub(crate) fn lookup(&self, locale: &Tag) -> Lookup<'a> {
        let own = self.strings.get(locale);
        let source = self.strings.get(self.source).filter(|_| locale != self.source);
        Lookup { strings: own.into_iter().chain(source).collect() }
    }

    /// What the plugin of translations says of a locale.
    pub(crate) fn language(&self, locale: &Tag) -> Option<&'a Value> {
        self.plugin?.language(locale).map(|language| &language.options)
    }

    /// The configuration of a locale: its own, else that of all.
    pub(crate) fn mkdocs_of(&self, locale: &Tag) -> Option<&'a MkDocs> {
        self.own.get(locale).map(|own| &own.mkdocs).or(self.mkdocs)
    }

    /// A text of `mkdocs.yml` in every locale.
    pub(crate) fn localized(&self, key: &str, trees: &[Tree]) -> Option<Localized> {
        let of = |locale: &Tag| {
            let language = self.language(locale).and_then(|options| options.get(key));
            let value = language.or_else(|| self.mkdocs_of(locale)?.get(&[key]))?;
            self.lookup(locale).text(value).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let default = of(self.source)?;
        let by_locale = trees
            .iter()
            .filter_map(|tree| Some((tree.locale.clone(), of(&tree.locale)?)))
            .filter(|(_, text)| *text != default)
            .collect();
        Some(Localized { default, by_locale })
    }

    /// Who the site is; `nameless` is what it is called when it has no name.
    pub(crate) fn identity(&self, trees: &[Tree], nameless: impl FnOnce() -> Localized) -> Identity {
        let name = self.config.title.clone().or_else(|| self.localized("site_name", trees));
        // A heading may change from day to day: files would have another name each time.
        let called = name.as_ref().map_or_else(|| NAMELESS.to_owned(), |name| slug(&name.default));
        let title = name.unwrap_or_else(nameless);
        let author = self.mkdocs.and_then(|mkdocs| mkdocs.get(&["site_author"])).and_then(Value::to_text);
        Identity {
            slug: self.config.slug.clone().unwrap_or(called),
            description: self.config.description.clone().or_else(|| self.localized("site_description", trees)),
            authors: if self.config.authors.is_empty() {
                author.into_iter().collect()
            } else {
                self.config.authors.clone()
            },
            publisher: self.config.publisher.clone(),
            license: self.config.license.clone(),
            date: self.config.date.clone(),
            subjects: self.config.subjects.clone(),
            publishing: self.config.publishing.clone(),
            brand: SiteBrand::default(),
            listed: self.config.locales.clone(),
            title,
        }
    }

    /// The pattern of addresses behind `site_url`: the source locale in it stands for every locale. Locales with a
    /// configuration of their own, those of the plugin, and those of the website's menu have the address that these say.
    pub(crate) fn address(&self, trees: &[Tree]) -> Option<Addresses> {
        let mkdocs = self.mkdocs?;
        let translated = trees.iter().any(|tree| tree.locale != *self.source);
        let url = self.site_url(mkdocs, self.source);
        let mut address = match &url {
            Some(url) => self.address_of_all(url, page_of(mkdocs), translated)?,
            None => Addresses::nowhere(),
        };
        for tree in trees.iter().filter(|_| translated) {
            let own = self.own_address(tree, mkdocs, url.as_deref()).and_then(|text| AddressPattern::parse(&text).ok());
            if let Some(own) = own {
                address = address.but_for(&tree.locale, own);
            }
        }
        Some(address)
    }

    fn address_of_all(&self, url: &str, page: &str, translated: bool) -> Option<Addresses> {
        let source = self.source.as_str();
        let whole = AddressPattern::parse(&format!("{url}/{page}")).ok()?;
        if url.split('/').skip(3).any(|part| part == source) {
            let parts: Vec<&str> = url.split('/').map(|part| if part == source { "{locale}" } else { part }).collect();
            return Some(Addresses::of_all(AddressPattern::parse(&format!("{}/{page}", parts.join("/"))).ok()?));
        }
        if translated {
            let pattern = AddressPattern::parse(&format!("{url}/{{locale}}/{page}")).ok()?;
            return Some(Addresses::of_all(pattern).but_for(self.source, whole));
        }
        Some(Addresses::of_all(whole))
    }

    /// Where a locale is read, where something says it of this one alone.
    fn own_address(&self, tree: &Tree, main: &MkDocs, url: Option<&str>) -> Option<String> {
        let locale = &tree.locale;
        if let Some(own) = self.own.get(locale).filter(|own| own.mkdocs.path != main.path) {
            let own_url = self.site_url(&own.mkdocs, locale).filter(|own| Some(own.as_str()) != url)?;
            return Some(format!("{own_url}/{}", page_of(&own.mkdocs)));
        }
        if let Some(language) = self.plugin.and_then(|plugin| plugin.language(locale)) {
            let text = language.options.get("site_url").and_then(|value| self.lookup(locale).text(value));
            let url = text.as_deref().map(|text| text.trim().trim_end_matches('/')).or(url)?;
            let page = page_of(main);
            let folder = if locale == self.source { String::new() } else { format!("{}/", tree.written) };
            return Some(format!("{url}/{folder}{page}"));
        }
        let menu = main.get(&["extra", "alternate"]).and_then(Value::as_list).filter(|_| locale != self.source)?;
        let entry = menu.iter().find(|entry| {
            let language = entry.get("lang").and_then(Value::to_text);
            language.and_then(|text| Tag::parse(&text)).is_some_and(|tag| tag == *locale)
        })?;
        let link = entry.get("link").and_then(|value| self.lookup(locale).text(value))?;
        let link = link.trim().trim_end_matches('/');
        let base = if link.contains("://") { link.to_owned() } else { joined(url?, link) };
        Some(format!("{}/{}", base.trim_end_matches('/'), page_of(main)))
    }

    fn site_url(&self, mkdocs: &MkDocs, locale: &Tag) -> Option<String> {
        let url = self.lookup(locale).text(mkdocs.get(&["site_url"])?)?;
        Some(url.trim().trim_end_matches('/').to_owned()).filter(|url| !url.is_empty())
    }
}

/// A link of the website's menu of languages, without the `/` at its end: from the root of the host, or from the site.
fn joined(url: &str, link: &str) -> String {
    if link.is_empty() || link.starts_with('/') {
        let host = url.find("://").map_or(0, |at| at + 3);
        let origin = url[host..].find('/').map_or(url, |at| &url[..host + at]);
        return format!("{origin}{link}");
    }
    format!("{url}/{}", link.trim_start_matches('.').trim_start_matches('/'))
}

/// How the address of a page ends.
fn page_of(mkdocs: &MkDocs) -> &'static str {
    match mkdocs.get(&["use_directory_urls"]).and_then(Value::as_bool) {
        Some(false) => "{page}.html",
        _ => "{page}/",
    }
}

/// `My Pages` → `my-pages`, of no great length; what has no Latin letters is called `site`.
fn slug(title: &str) -> String {
    let mut out = slug::id(&slug::latin(title), |c| c.is_ascii_alphanumeric());
    out.truncate(out.char_indices().nth(SLUG_LETTERS).map_or(out.len(), |(at, _)| at));
    let out = out.trim_end_matches('-');
    if out.is_empty() { "site".to_owned() } else { out.to_owned() }
}

/// What the files of a site are called that has no name.
const NAMELESS: &str = "pages";

/// How long a slug may be that is made of a title.
const SLUG_LETTERS: usize = 60;
