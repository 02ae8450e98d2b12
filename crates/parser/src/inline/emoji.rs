//! Shortcodes: `:octicons-home-16:`, `:smile:`.

use pamphlet_document::InlineKind;

/// The icon or emoji whose shortcode `text` begins with: its length and node. `custom` says whether the site has sets of
/// icons of its own.
pub(crate) fn at(text: &str, custom: bool) -> Option<(usize, InlineKind)> {
    let rest = text.strip_prefix(':')?;
    let end = rest.bytes().take(96).position(|byte| !(byte.is_ascii_alphanumeric() || b"-_+.".contains(&byte)))?;
    if end == 0 || rest.as_bytes()[end] != b':' {
        return None;
    }
    let code = &rest[..end];
    let kind = match icon_name(code) {
        Some(name) => InlineKind::Icon { name },
        None => match emoji_of(code) {
            Some(text) => InlineKind::Emoji { shortcode: code.to_owned(), text },
            None if custom => InlineKind::Icon { name: custom_name(code)? },
            None => return None,
        },
    };
    Some((end + 2, kind))
}

/// `brand-anchor` → `brand/anchor`, of a set that only the site has.
fn custom_name(code: &str) -> Option<String> {
    let (set, rest) = code.split_once('-').filter(|(set, rest)| !set.is_empty() && !rest.is_empty())?;
    let is_name = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    is_name.then(|| format!("{set}/{rest}"))
}

/// `fontawesome-brands-windows` → `fontawesome/brands/windows`.
fn icon_name(code: &str) -> Option<String> {
    let (set, rest) = code.split_once('-').filter(|(_, rest)| !rest.is_empty())?;
    match set {
        "material" | "octicons" | "simple" => Some(format!("{set}/{rest}")),
        "fontawesome" => {
            let (family, name) = rest.split_once('-')?;
            matches!(family, "brands" | "regular" | "solid").then(|| format!("{set}/{family}/{name}"))
        }
        _ => None,
    }
}

/// Names that Twemoji and `JoyPixels` have for emoji and gemoji has not, in order, a line each with its characters.
const NAMES: &str = include_str!("../../data/shortcodes.txt");

/// The characters of a name that gemoji has not.
fn named(code: &str) -> Option<&'static str> {
    static LINES: std::sync::LazyLock<Vec<(&str, &str)>> =
        std::sync::LazyLock::new(|| NAMES.lines().filter_map(|line| line.split_once(' ')).collect());
    LINES.binary_search_by_key(&code, |(name, _)| name).ok().map(|at| LINES[at].1)
}

/// The tone of skin that a name ends with, and what stands before it.
fn toned(code: &str) -> Option<(&str, emojis::SkinTone)> {
    use emojis::SkinTone::{Dark, Light, Medium, MediumDark, MediumLight};
    let tones = [
        ("_tone1", Light),
        ("_tone2", MediumLight),
        ("_tone3", Medium),
        ("_tone4", MediumDark),
        ("_tone5", Dark),
        ("_medium_light_skin_tone", MediumLight),
        ("_medium_dark_skin_tone", MediumDark),
        ("_medium_skin_tone", Medium),
        ("_light_skin_tone", Light),
        ("_dark_skin_tone", Dark),
    ];
    tones.into_iter().find_map(|(ending, tone)| Some((code.strip_suffix(ending)?, tone)))
}

/// The characters of an emoji: gemoji's names, and those that Twemoji writes otherwise.
fn emoji_of(code: &str) -> Option<String> {
    if let Some(emoji) = emojis::get_by_shortcode(code) {
        return Some(emoji.as_str().to_owned());
    }
    if let Some(named) = named(code) {
        return Some(named.to_owned());
    }
    if let Some((stem, tone)) = toned(code) {
        let stem = stem.strip_suffix(':').unwrap_or(stem);
        let emoji = emojis::get_by_shortcode(stem).or_else(|| emojis::get(named(stem)?))?;
        return Some(emoji.with_skin_tone(tone).unwrap_or(emoji).as_str().to_owned());
    }
    if let Some(country) = code.strip_prefix("flag_").filter(|country| country.len() == 2) {
        return country
            .chars()
            .map(|letter| char::from_u32(0x1f1e6 + u32::from(letter.to_ascii_lowercase()).checked_sub(0x61)?))
            .collect();
    }
    emojis::get_by_shortcode(&code.replace('-', "_")).map(|emoji| emoji.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_sets_are_found() {
        assert!(NAMES.lines().is_sorted_by(|a, b| a.split(' ').next() < b.split(' ').next()));
        for (code, text) in [("smile", "😄"), ("thumbsup_tone3", "👍🏽"), ("hugging_face", "🤗"), ("flag_de", "🇩🇪")]
        {
            assert_eq!(emoji_of(code).as_deref(), Some(text), "{code}");
        }
        assert_eq!(emoji_of("no_such_thing"), None);
        assert_eq!(at(":brand-anchor: x", false), None);
        assert_eq!(at(":brand-anchor: x", true), Some((14, InlineKind::Icon { name: "brand/anchor".to_owned() })));
    }
}
