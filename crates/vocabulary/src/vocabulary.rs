//! The vocabulary of a site, and what the parser and the editions ask it.

use crate::id::{LinkRole, Platform, Store, System, ThreatKind};
use crate::words::{Said, WordsSource};
use pamphlet_locale::Catalog;
use pamphlet_source::yaml;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The vocabulary that is in force unless a site says otherwise.
const SHIPPED: &str = include_str!("../vocabularies/recommendations.yml");

/// What classes, icons and pages mean. Read from data: see [`Vocabulary::read`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Classes of callouts that are cards.
    pub(crate) cards: Vec<String>,
    /// Classes of the links of a card.
    pub(crate) links: Vec<String>,
    /// Classes of the box with the downloads of a card.
    pub(crate) boxes: Vec<String>,
    /// The roles of the link that stands for a whole card.
    pub(crate) main: Vec<String>,
    /// What a link leads to.
    pub(crate) roles: Group<WordsSource>,
    /// Where to get something; its marks are hosts.
    pub(crate) downloads: Group<DownloadSource>,
    /// What is protected from; its marks are classes.
    pub(crate) threats: Group<()>,
    /// Names of the pages that a section of criteria leads to.
    pub(crate) criteria_pages: Vec<String>,
    /// Classes of the headings of such sections.
    pub(crate) criteria_classes: Vec<String>,
}

/// Entries of one kind by their ids, and what they are told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group<F> {
    /// What is known of each.
    pub(crate) facts: BTreeMap<String, F>,
    /// The id that an icon stands for.
    pub(crate) icons: BTreeMap<String, String>,
    /// The id that something else stands for: a class or a host.
    pub(crate) marks: BTreeMap<String, String>,
}

impl<F> Default for Group<F> {
    fn default() -> Self {
        Self { facts: BTreeMap::new(), icons: BTreeMap::new(), marks: BTreeMap::new() }
    }
}

impl<F> Group<F> {
    /// Takes an entry out, with all that it is told by.
    pub(crate) fn remove(&mut self, id: &str) {
        self.facts.remove(id);
        self.icons.retain(|_, known| known != id);
        self.marks.retain(|_, known| known != id);
    }

    fn by_icon(&self, icon: &str) -> Option<&str> {
        self.icons.get(stem(icon)).map(String::as_str)
    }

    fn ids(&self) -> BTreeSet<String> {
        self.facts.keys().cloned().collect()
    }
}

/// What is known of a place to get something from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DownloadSource {
    pub(crate) words: WordsSource,
    pub(crate) platform: Option<System>,
    pub(crate) store: Option<Store>,
}

/// An id whose words are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning<'i> {
    /// What a link of a card leads to.
    Role(&'i LinkRole),
    /// Where to get something.
    Download(&'i Platform),
}

impl Vocabulary {
    /// The vocabulary of `vocabularies/recommendations.yml`.
    ///
    /// # Panics
    /// Never: a test reads the file.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        static READ: OnceLock<Arc<Vocabulary>> = OnceLock::new();
        Arc::clone(READ.get_or_init(|| {
            let value = yaml::parse(SHIPPED).expect("the file is ours, and a test reads it");
            let mut vocabulary = Self::default();
            vocabulary.extend(&value, &mut Vec::new()).expect("the file is ours, and a test reads it");
            Arc::new(vocabulary)
        }))
    }

    /// Whether a class makes a callout a card.
    #[must_use]
    pub fn is_card(&self, class: &str) -> bool {
        self.cards.iter().any(|known| known == class)
    }

    /// The class of cards as a page writes it; none when nothing is a card.
    #[must_use]
    pub fn card_class(&self) -> Option<&str> {
        self.cards.first().map(String::as_str)
    }

    /// Whether a class belongs to the box with the downloads of a card.
    #[must_use]
    pub fn is_downloads(&self, class: &str) -> bool {
        self.boxes.iter().any(|known| known == class)
    }

    /// The class of boxes with downloads as a page writes it.
    #[must_use]
    pub fn downloads_class(&self) -> Option<&str> {
        self.boxes.first().map(String::as_str)
    }

    /// The classes of links of a card.
    #[must_use]
    pub fn link_classes(&self) -> &[String] {
        &self.links
    }

    /// Whether one of these classes belongs to a link of a card.
    #[must_use]
    pub fn is_card_link(&self, classes: &[String]) -> bool {
        classes.iter().any(|class| self.links.contains(class))
    }

    /// Whether a link of this role stands for the whole card: its address is the one to go to.
    #[must_use]
    pub fn is_main(&self, role: &LinkRole) -> bool {
        self.main.iter().any(|known| known == role.as_str())
    }

    /// What a link of a card with this icon leads to.
    #[must_use]
    pub fn role(&self, icon: &str) -> Option<LinkRole> {
        self.roles.by_icon(icon).map(LinkRole::new)
    }

    /// Where to get a download of a card with this icon, or with a link to this address. The icon counts first.
    #[must_use]
    pub fn download(&self, icon: Option<&str>, address: Option<&str>) -> Platform {
        let by_icon = icon.and_then(|icon| self.downloads.by_icon(icon));
        let by_host = || {
            let host = host(address?)?.to_ascii_lowercase();
            let mut rest = host.as_str();
            loop {
                if let Some(id) = self.downloads.marks.get(rest) {
                    return Some(id.as_str());
                }
                rest = rest.split_once('.')?.1;
            }
        };
        by_icon.or_else(by_host).map_or_else(Platform::other, Platform::new)
    }

    /// The threat that a class stands for.
    #[must_use]
    pub fn threat_of_class(&self, classes: &[String]) -> Option<ThreatKind> {
        classes.iter().find_map(|class| self.threats.marks.get(class)).map(|id| ThreatKind::new(id))
    }

    /// The threat that an icon stands for, in a list that is one of threats by its classes.
    #[must_use]
    pub fn threat_of_icon(&self, icon: &str) -> Option<ThreatKind> {
        self.threats.by_icon(icon).map(ThreatKind::new)
    }

    /// Whether a section that leads to this address is one of criteria.
    #[must_use]
    pub fn is_criteria_page(&self, address: &str) -> bool {
        let path = &address[..address.find(['#', '?']).unwrap_or(address.len())];
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let name = name.strip_suffix(".md").unwrap_or(name);
        !path.contains("://") && self.criteria_pages.iter().any(|page| page.eq_ignore_ascii_case(name))
    }

    /// Whether a heading with these classes begins a section of criteria.
    #[must_use]
    pub fn is_criteria_heading(&self, classes: &[String]) -> bool {
        classes.iter().any(|class| self.criteria_classes.contains(class))
    }

    /// Whether any section can be one of criteria.
    #[must_use]
    pub fn has_criteria(&self) -> bool {
        !(self.criteria_pages.is_empty() && self.criteria_classes.is_empty())
    }

    /// The system and the store of a place to get something from, as programs read them.
    #[must_use]
    pub fn store(&self, platform: &Platform) -> (Option<&System>, Option<&Store>) {
        let place = self.downloads.facts.get(platform.as_str());
        (place.and_then(|place| place.platform.as_ref()), place.and_then(|place| place.store.as_ref()))
    }

    /// The words of an id, with their language; none for an id that the vocabulary does not have.
    #[must_use]
    pub fn words(&self, of: Meaning<'_>, catalog: &Catalog) -> Option<Said> {
        let words = match of {
            Meaning::Role(role) => self.roles.facts.get(role.as_str())?,
            Meaning::Download(platform) => &self.downloads.facts.get(platform.as_str())?.words,
        };
        Some(words.said(catalog))
    }

    /// The ids of all roles.
    #[must_use]
    pub(crate) fn role_ids(&self) -> BTreeSet<String> {
        self.roles.ids()
    }

    /// The ids of all places to get something from.
    #[must_use]
    pub(crate) fn download_ids(&self) -> BTreeSet<String> {
        self.downloads.ids()
    }

    /// The ids of all systems that downloads are for.
    #[must_use]
    pub(crate) fn system_ids(&self) -> BTreeSet<String> {
        self.downloads.facts.values().filter_map(|place| Some(place.platform.as_ref()?.to_string())).collect()
    }

    /// The ids of all stores.
    #[must_use]
    pub(crate) fn store_ids(&self) -> BTreeSet<String> {
        self.downloads.facts.values().filter_map(|place| Some(place.store.as_ref()?.to_string())).collect()
    }

    /// The ids of all threats.
    #[must_use]
    pub(crate) fn threat_ids(&self) -> BTreeSet<String> {
        self.threats.ids()
    }
}

/// The icon's own name: no set, no size, no variant of drawing.
pub(crate) fn stem(icon: &str) -> &str {
    let name = icon.rsplit('/').next().unwrap_or(icon);
    let name = name.strip_suffix("-16").or_else(|| name.strip_suffix("-24")).unwrap_or(name);
    name.strip_suffix("-fill").unwrap_or(name)
}

/// The host of an address that has one.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let host = authority.rsplit('@').next().unwrap_or(authority);
    host.split(':').next().filter(|host| !host.is_empty())
}
