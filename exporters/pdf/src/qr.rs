//! Codes that cameras read: QR, level M, drawn as vectors.

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white on every side (ISO/IEC 18004, 6.3.8).
pub(crate) const QUIET_ZONE: u32 = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    content: String,
    size: u32,
    /// Runs of dark modules: row, first column, length.
    runs: Vec<(u32, u32, u32)>,
}

impl Code {
    /// The code of an address; none when it is too long for one (more than 2,331 bytes).
    #[must_use]
    pub(crate) fn new(content: &str) -> Option<Self> {
        let code = QrCode::encode_text(content, QrCodeEcc::Medium).ok()?;
        let size = code.size();
        let mut runs = Vec::new();
        for y in 0..size {
            let mut x = 0;
            while x < size {
                let start = x;
                while x < size && code.get_module(x, y) {
                    x += 1;
                }
                if x > start {
                    runs.push((y.unsigned_abs(), start.unsigned_abs(), (x - start).unsigned_abs()));
                }
                x += 1;
            }
        }
        Some(Self { content: content.to_owned(), size: size.unsigned_abs(), runs })
    }

    /// What it says.
    #[cfg(test)]
    pub(crate) fn content(&self) -> &str {
        &self.content
    }

    /// Modules on a side, the quiet zone included.
    #[must_use]
    pub(crate) fn modules(&self) -> u32 {
        self.size + 2 * QUIET_ZONE
    }

    /// Runs of dark modules as row, first column and length, counted with the quiet zone.
    pub(crate) fn runs(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        self.runs.iter().map(|(row, column, length)| (row + QUIET_ZONE, column + QUIET_ZONE, *length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_and_quiet_around() {
        let code = Code::new("https://example.org/").expect("is short");
        assert_eq!(code.modules(), 25 + 8);
        assert!(code.runs().all(|(row, column, length)| {
            (QUIET_ZONE..code.modules() - QUIET_ZONE).contains(&row)
                && column >= QUIET_ZONE
                && column + length <= code.modules() - QUIET_ZONE
        }));
        // The finder pattern: seven modules at the top left.
        assert_eq!(code.runs().next(), Some((4, 4, 7)));
        assert_eq!(Code::new(&"x".repeat(3000)), None);
    }
}
