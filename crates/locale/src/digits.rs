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

/// The value of a digit of any script: `٣`, `३`, `3`, `３`.
#[must_use]
pub fn value(character: char) -> Option<u8> {
    /// The zeros of the scripts that Unicode has decimal digits for and that are written today.
    const ZEROS: [u32; 17] = [
        0x30, 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
        0x1040, 0x17E0, 0xFF10,
    ];
    let code = u32::from(character);
    ZEROS
        .iter()
        .filter_map(|zero| code.checked_sub(*zero))
        .find_map(|value| u8::try_from(value).ok().filter(|value| *value < 10))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn digits_of_all_scripts_have_values() {
        assert_eq!("07٠٧۷७৭๗７".chars().filter_map(value).collect::<Vec<_>>(), [0, 7, 0, 7, 7, 7, 7, 7, 7]);
        assert_eq!("a:/²Ⅶ七".chars().find_map(value), None);
    }
}
