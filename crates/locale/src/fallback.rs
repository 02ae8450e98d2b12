//! Which language stands in for which, by a written table and never by cutting tags: `zh-Hant` must not fall to
//! `zh`.

use crate::Tag;

/// The language to ask next when `tag` has no data; none after English.
#[must_use]
pub fn parent(tag: &Tag) -> Option<Tag> {
    let next = match tag.as_str() {
        "en" => return None,
        "zh-TW" | "zh-HK" | "zh-MO" | "zh-Hant-TW" | "zh-Hant-HK" => "zh-Hant",
        "zh-Hans" | "zh-CN" | "zh-SG" => "zh",
        "zh-Hant" | "zh" => "en",
        "ckb" => "ku-IQ",
        "ku-IQ" => "en",
        _ => {
            let language = Tag::parse(tag.language()).filter(|parent| parent != tag && tag.script().is_none());
            return language.or_else(|| Tag::parse("en"));
        }
    };
    Tag::parse(next)
}
