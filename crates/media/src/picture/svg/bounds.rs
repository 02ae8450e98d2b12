//! What an XML parser would take too long or too much memory for, told from the text before it is parsed.

use crate::picture::PictureError;
use pamphlet_source::limits::{SVG_ATTRIBUTES, SVG_ENTITIES, SVG_ENTITY_BYTES, grouped};
use std::collections::BTreeMap;

/// Refuses a document whose entities make too much of it, or that has an element with too many attributes.
///
/// # Errors
/// When a limit is passed.
pub(super) fn check(text: &str) -> Result<(), PictureError> {
    if attributes(text) > SVG_ATTRIBUTES {
        let most = grouped(SVG_ATTRIBUTES as u64);
        return Err(PictureError(format!("an element of the SVG file has more than {most} attributes")));
    }
    let entities = entities(text);
    if entities.len() > SVG_ENTITIES {
        return Err(PictureError(format!("the SVG file defines more than {SVG_ENTITIES} entities")));
    }
    let mut sizes = BTreeMap::new();
    let mut total = 0_u64;
    if !entities.is_empty() {
        for name in references(text) {
            total = total.saturating_add(size(name, &entities, &mut sizes, 0));
        }
    }
    if total > SVG_ENTITY_BYTES {
        let most = SVG_ENTITY_BYTES >> 20;
        return Err(PictureError(format!("the entities of the SVG file make more than {most} MiB")));
    }
    Ok(())
}

/// The most attributes that a tag may have: signs of equality outside quotes.
fn attributes(text: &str) -> usize {
    let (mut most, mut count, mut quote) = (0, 0, None);
    for byte in text.bytes() {
        match (byte, quote) {
            (_, Some(open)) if byte != open => {}
            (_, Some(_)) => quote = None,
            (b'"' | b'\'', None) if count > 0 => quote = Some(byte),
            (b'=', None) => count += 1,
            (b'<' | b'>', None) => count = 0,
            _ => {}
        }
        most = most.max(count);
    }
    most
}

/// Every definition of an entity; of several of one name the longest, since comments may hold some too.
fn entities(text: &str) -> BTreeMap<&str, &str> {
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    for (at, sign) in text.match_indices("<!ENTITY") {
        let rest = text[at + sign.len()..].trim_start();
        let Some(end) = rest.find(char::is_whitespace) else { continue };
        let (name, rest) = (&rest[..end], rest[end..].trim_start());
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let value = rest[1..].split(quote).next().unwrap_or_default();
        let known = found.entry(name).or_default();
        if value.len() >= known.len() {
            *known = value;
        }
    }
    found
}

/// The names behind `&` in a text.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split('&').skip(1).filter_map(|rest| {
        let end = rest.bytes().take(256).position(|byte| byte == b';')?;
        Some(&rest[..end])
    })
}

/// How many bytes stand for a reference once all are filled in. A circle has no end.
fn size<'t>(
    name: &'t str,
    entities: &BTreeMap<&'t str, &'t str>,
    sizes: &mut BTreeMap<&'t str, u64>,
    depth: usize,
) -> u64 {
    if let Some(size) = sizes.get(name) {
        return *size;
    }
    let Some(value) = entities.get(name) else { return 0 };
    // As deep as roxmltree goes.
    if depth > 10 {
        return u64::MAX;
    }
    let mut total = value.len() as u64;
    for inner in references(value) {
        total = total.saturating_add(size(inner, entities, sizes, depth + 1));
    }
    sizes.insert(name, total);
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<String> {
        check(text).err().map(|error| error.to_string())
    }

    #[test]
    fn entities_are_filled_in_before_they_are_read() {
        let svg = |value: &str, uses: usize| {
            format!("<!DOCTYPE svg [<!ENTITY a \"{value}\">]><svg><text>{}</text></svg>", "&a;".repeat(uses))
        };
        assert_eq!(refused(&svg("http://www.w3.org/2000/svg", 20)), None);
        assert_eq!(refused(&svg(&"x".repeat(100_000), 10)), None);
        let many = refused(&svg(&"x".repeat(100_000), 11)).expect("is beyond the limit");
        assert!(many.contains("1 MiB"), "{many}");
        let nested: String =
            (1..10).map(|at| format!("<!ENTITY a{at} '{}'>", format!("&a{};", at - 1).repeat(10))).collect();
        let nested = format!("<!DOCTYPE svg [<!ENTITY a0 'x'>{nested}]><svg>&a9;</svg>");
        assert!(refused(&nested).is_some());
        let hidden = svg(&"x".repeat(100_000), 11).replace("[<!E", "[<!-- <!ENTITY a \"\"> --><!E");
        assert!(refused(&hidden).is_some());
        assert!(refused("<!DOCTYPE svg [<!ENTITY a '&a;'>]><svg>&a;</svg>").is_some());
    }

    #[test]
    fn attributes_are_counted_in_each_tag() {
        let element = |count: usize| {
            let attributes: String = (0..count).map(|at| format!(" a{at}='<>=\"'")).collect();
            format!("<svg>{}</svg>", format!("<rect{attributes}/>").repeat(3))
        };
        assert_eq!(refused(&element(SVG_ATTRIBUTES)), None);
        assert!(refused(&element(SVG_ATTRIBUTES + 1)).expect("is beyond").contains("attributes"));
    }
}
