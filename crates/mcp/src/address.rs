//! Addresses of pages as resources: `pamphlet://LOCALE/PAGE`.

/// The address of a page as a resource.
pub(crate) fn address(locale: &str, page: &str) -> String {
    let mut out = format!("pamphlet://{locale}/");
    for byte in page.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Text of which some bytes are written by their numbers.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let number = digit(bytes.next()?)? * 16 + digit(bytes.next()?)?;
        out.push(u8::try_from(number).ok()?);
    }
    String::from_utf8(out).ok()
}
