//! Front matter.

use pamphlet_locale::Tag;
use pamphlet_source::yaml::Map;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The front matter of a page, typed where Pamphlet knows what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct PageMeta {
    /// The page's title (`title`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The title for search engines (`meta_title`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meta_title: Option<String>,
    /// One sentence (`description`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The language of that sentence where it is not the page's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description_language: Option<Tag>,
    /// A picture (`cover`), as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// An icon's name (`icon`), as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// A template of the website (`template`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Parts that the website hides (`hide`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hide: Vec<String>,
    /// Tags (`tags`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whether it is a draft (`draft`).
    #[serde(default)]
    pub draft: bool,
    /// Everything else, as written and in that order.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub rest: Map,
}

fn is_empty(map: &Map) -> bool {
    map.0.is_empty()
}
