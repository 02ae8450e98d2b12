//! What a code means, at length.

use pamphlet_source::Code;

/// The explanation of a code, in Markdown: what it means, an example, what to do.
#[must_use]
pub fn explain(code: Code) -> &'static str {
    code.summary()
}
