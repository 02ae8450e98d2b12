//! Which language stands in for which, by a written table and never by cutting tags: `zh-Hant` must not fall to
//! `zh`.

use crate::Tag;

/// The language to ask next when `tag` has no data; none after English.
#[must_use]
pub fn parent(tag: &Tag) -> Option<Tag> {
    let next = match tag.as_str() {
        "en" => return None,
        "zh-TW" | "zh-HK" | "zh-MO" => "zh-Hant",
        "zh-CN" | "zh-SG" => "zh",
        "ckb" => "ku-IQ",
        "no" => "nb",
        "tl" => "fil",
        "zh-Hant" | "zh" | "ku-IQ" => "en",
        other if other.starts_with("zh-Hant-") => "zh-Hant",
        other if other.starts_with("zh-Hans") => "zh",
        _ => {
            let language = Tag::parse(tag.language()).filter(|parent| parent != tag && tag.script().is_none());
            return language.or_else(|| Tag::parse("en"));
        }
    };
    Tag::parse(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_never_mix() {
        for (tag, next) in [
            ("zh-Hant-HK", Some("zh-Hant")),
            ("zh-HK", Some("zh-Hant")),
            ("zh-Hans-CN", Some("zh")),
            ("zh-Hant", Some("en")),
            ("pt-BR", Some("pt")),
            ("sr-Latn", Some("en")),
            ("bn-IN", Some("bn")),
            ("it", Some("en")),
            ("en", None),
            ("en-GB", Some("en")),
        ] {
            let tag = Tag::parse(tag).expect("is a tag");
            assert_eq!(parent(&tag).as_ref().map(Tag::as_str), next, "{tag}");
        }
    }
}
