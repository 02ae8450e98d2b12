//! Shortcodes: `:octicons-home-16:`, `:smile:`.

use pamphlet_document::InlineKind;

/// The icon or emoji whose shortcode `text` begins with: its length and node.
pub(crate) fn at(text: &str) -> Option<(usize, InlineKind)> {
    let rest = text.strip_prefix(':')?;
    let end = rest.bytes().take(96).position(|byte| !(byte.is_ascii_alphanumeric() || b"-_+.".contains(&byte)))?;
    if end == 0 || rest.as_bytes()[end] != b':' {
        return None;
    }
    let code = &rest[..end];
    let kind = match icon_name(code) {
        Some(name) => InlineKind::Icon { name },
        None => InlineKind::Emoji { shortcode: code.to_owned(), text: emoji_of(code)? },
    };
    Some((end + 2, kind))
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

/// The characters of an emoji: gemoji's names, which are most of Twemoji's, and a few that Twemoji writes otherwise.
fn emoji_of(code: &str) -> Option<String> {
    if let Some(emoji) = emojis::get_by_shortcode(code) {
        return Some(emoji.as_str().to_owned());
    }
    if let Some(country) = code.strip_prefix("flag_").filter(|country| country.len() == 2) {
        return country
            .chars()
            .map(|letter| char::from_u32(0x1f1e6 + u32::from(letter.to_ascii_lowercase()).checked_sub(0x61)?))
            .collect();
    }
    emojis::get_by_shortcode(&code.replace('-', "_")).map(|emoji| emoji.as_str().to_owned())
}
