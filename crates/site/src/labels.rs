//! What a site and its parts are called in each locale, and where it is read.

use crate::address::Address;
use crate::config::Config;
use crate::detect::Plugin;
use crate::mkdocs::{Lookup, MkDocs};
use crate::site::{Identity, Localized, Tree};
use crate::strings::Strings;
use pamphlet_locale::Tag;
use pamphlet_source::yaml::Value;
use std::collections::BTreeMap;

/// What the labels and titles of a locale are read from.
pub(crate) struct Labels<'a> {
    pub(crate) config: &'a Config,
    pub(crate) mkdocs: Option<&'a MkDocs>,
    pub(crate) own: &'a BTreeMap<Tag, MkDocs>,
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
        self.plugin?.languages.iter().find(|(tag, _)| tag == locale).map(|(_, options)| options)
    }

    /// A text of `mkdocs.yml` in every locale.
    fn localized(&self, key: &str, trees: &[Tree]) -> Option<Localized> {
        let of = |locale: &Tag| {
            let language = self.language(locale).and_then(|options| options.get(key));
            let value = language.or_else(|| self.own.get(locale).or(self.mkdocs)?.get(&[key]))?;
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

    /// Who the site is.
    pub(crate) fn identity(&self, trees: &[Tree]) -> Identity {
        let title = self.config.title.clone().or_else(|| self.localized("site_name", trees));
        let title = title.unwrap_or_else(|| Localized::everywhere("Pages"));
        let author = self.mkdocs.and_then(|mkdocs| mkdocs.get(&["site_author"])).and_then(Value::to_text);
        Identity {
            slug: self.config.slug.clone().unwrap_or_else(|| slug(&title.default)),
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
            title,
        }
    }

    /// The pattern of addresses behind `site_url`: the source locale in it stands for every locale.
    pub(crate) fn address(&self, translated: bool) -> Option<Address> {
        let mkdocs = self.mkdocs?;
        let url = self.lookup(self.source).text(mkdocs.get(&["site_url"])?)?;
        let url = url.trim_end_matches('/');
        let page = if mkdocs.get(&["use_directory_urls"]).and_then(Value::as_bool) == Some(false) {
            "{page}.html"
        } else {
            "{page}/"
        };
        let source = self.source.as_str();
        let named = url.split('/').skip(3).any(|part| part == source);
        if named {
            let parts: Vec<&str> = url.split('/').map(|part| if part == source { "{locale}" } else { part }).collect();
            return Address::parse(&format!("{}/{page}", parts.join("/"))).ok();
        }
        if translated {
            return Some(Address::parse(&format!("{url}/{{locale}}/{page}")).ok()?.bare_for(self.source));
        }
        Address::parse(&format!("{url}/{page}")).ok()
    }
}

/// `My Pages` → `my-pages`; what has no Latin letters is called `site`.
fn slug(title: &str) -> String {
    let mut out = String::new();
    for character in title.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_alphanumeric() {
            out.push(character);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 60 {
            break;
        }
    }
    let out = out.trim_matches('-');
    if out.is_empty() { "site".to_owned() } else { out.to_owned() }
}
