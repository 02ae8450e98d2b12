//! Digits of list and page numbers.

use crate::Tag;

/// A set of ten digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    zero: char,
}

impl Digits {
    /// The digits that a language numbers lists and pages with.
    #[must_use]
    pub fn of(tag: &Tag) -> Self {
        let zero = match tag.language() {
            "fa" => '\u{06F0}',
            "ckb" => '\u{0660}',
            "ku" if tag.region() == Some("IQ") => '\u{0660}',
            "bn" => '\u{09E6}',
            _ => '0',
        };
        Self { zero }
    }

    /// Writes a number.
    #[must_use]
    pub fn format(self, number: u64) -> String {
        let zero = self.zero as u32;
        number.to_string().bytes().filter_map(|byte| char::from_u32(zero + u32::from(byte - b'0'))).collect()
    }
}
