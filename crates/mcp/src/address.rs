//! Addresses of pages as resources: `pamphlet://LOCALE/PAGE`.

use pamphlet_source::percent;

/// The address of a page as a resource.
pub(crate) fn address(locale: &str, page: &str) -> String {
    format!("pamphlet://{locale}/{}", percent::encoded(page, "-._~/"))
}

/// The locale and the page of such an address.
pub(crate) fn named(address: &str) -> Option<(&str, String)> {
    let (locale, page) = address.strip_prefix("pamphlet://")?.split_once('/')?;
    Some((locale, percent::decoded(page)))
}
