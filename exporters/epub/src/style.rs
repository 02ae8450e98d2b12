//! The style sheet.

/// Works with the reader's own fonts, sizes and colours: no colour for text or ground is set but where both are.
pub(crate) const SHEET: &str = include_str!("style.css");
