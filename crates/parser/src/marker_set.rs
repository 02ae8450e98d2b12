//! Which signs occur in a text: one look at its bytes says what need not be looked for in it.

/// A set of signs. Bytes beyond ASCII count by the first byte of their character.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct MarkerSet(u32);

/// The set that each byte stands for.
const OF_BYTE: [u32; 256] = {
    let mut table = [0; 256];
    let mut bit = 0;
    while bit < KNOWN.len() {
        table[KNOWN[bit] as usize] = 1 << bit;
        bit += 1;
    }
    table
};

const KNOWN: &[u8] = b"<[]{:*=\\^\xe2\xef$~_`'&\xe3\xc2\xcb|";

impl MarkerSet {
    /// `<`.
    pub(crate) const LESS: Self = Self(OF_BYTE[b'<' as usize]);
    /// `[`.
    pub(crate) const OPEN: Self = Self(OF_BYTE[b'[' as usize]);
    /// `]`.
    pub(crate) const CLOSE: Self = Self(OF_BYTE[b']' as usize]);
    /// `{`.
    pub(crate) const BRACE: Self = Self(OF_BYTE[b'{' as usize]);
    /// `:`.
    pub(crate) const COLON: Self = Self(OF_BYTE[b':' as usize]);
    /// `*`.
    pub(crate) const STAR: Self = Self(OF_BYTE[b'*' as usize]);
    /// `=`.
    pub(crate) const EQUALS: Self = Self(OF_BYTE[b'=' as usize]);
    /// A backslash.
    pub(crate) const BACKSLASH: Self = Self(OF_BYTE[b'\\' as usize]);
    /// `^`.
    pub(crate) const CARET: Self = Self(OF_BYTE[b'^' as usize]);
    /// The first byte of invisible characters, and of much else.
    pub(crate) const GENERAL: Self = Self(OF_BYTE[0xe2]);
    /// A dollar sign.
    pub(crate) const DOLLAR: Self = Self(OF_BYTE[b'$' as usize]);
    /// `|`.
    pub(crate) const PIPE: Self = Self(OF_BYTE[b'|' as usize]);
    /// `~`.
    pub(crate) const TILDE: Self = Self(OF_BYTE[b'~' as usize]);
    /// `_`.
    pub(crate) const UNDERSCORE: Self = Self(OF_BYTE[b'_' as usize]);
    /// What code in a line may stand between, whole or damaged.
    pub(crate) const TICKS: Self =
        Self(OF_BYTE[b'`' as usize] | OF_BYTE[b'\'' as usize] | OF_BYTE[b'&' as usize] | OF_BYTE[0xc2] | OF_BYTE[0xcb]);
    /// The first byte of signs of East Asia.
    pub(crate) const EAST: Self = Self(OF_BYTE[0xe3]);
    /// The first byte of raised signs.
    pub(crate) const RAISED: Self = Self(OF_BYTE[0xcb]);
    /// The first byte of full-width forms.
    pub(crate) const WIDE: Self = Self(OF_BYTE[0xef]);

    /// The signs of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |markers, byte| markers | OF_BYTE[usize::from(byte)]))
    }

    /// The signs of both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of these occurs.
    pub(crate) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    /// Whether all of these occur.
    pub(crate) const fn all(self, of: Self) -> bool {
        self.0 & of.0 == of.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_the_text() {
        let markers = MarkerSet::of("a [b]: **c**，");
        assert!(markers.all(
            MarkerSet::OPEN.and(MarkerSet::CLOSE).and(MarkerSet::COLON).and(MarkerSet::STAR).and(MarkerSet::WIDE)
        ));
        assert!(!markers.any(MarkerSet::LESS.and(MarkerSet::BRACE).and(MarkerSet::GENERAL)));
        assert_eq!(MarkerSet::of("plain text, 1-2"), MarkerSet::default());
    }
}
