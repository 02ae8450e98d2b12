//! Texts in which words stand in quotation marks, as Python and Jinja write them.

/// Calls `each` for the characters outside quotation marks, until it gives something.
pub(crate) fn each_unquoted<T>(text: &str, mut each: impl FnMut(usize, char) -> Option<T>) -> Option<T> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                }
                escaped = c == '\\' && !escaped;
            }
            None if matches!(c, '"' | '\'') => (quote, escaped) = (Some(c), false),
            None => {
                if let Some(found) = each(at, c) {
                    return Some(found);
                }
            }
        }
    }
    None
}
