//! Short stand-ins for words and sentences: FNV-1a with 64 bits, the same on every machine and in every run.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Takes bytes in, gives a fingerprint.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// Of nothing yet.
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds a word in lower case, without invisible characters, and its end.
    pub(crate) fn word(&mut self, word: &str) {
        for character in word.chars() {
            if character.is_ascii() {
                self.byte(character.to_ascii_lowercase() as u8);
            } else if !matches!(character, '\u{00ad}' | '\u{200b}'..='\u{200d}') {
                for lower in character.to_lowercase() {
                    u32::from(lower).to_le_bytes().into_iter().for_each(|byte| self.byte(byte));
                }
            }
        }
        self.byte(0xff);
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The fingerprint.
    pub(crate) fn finish(self) -> u64 {
        // FNV mixes its upper bits badly; tables take theirs from anywhere.
        self.0 ^ (self.0 >> 29)
    }
}

/// The fingerprint of one word.
pub(crate) fn of_word(word: &str) -> u64 {
    let mut fingerprint = Fingerprint::new();
    fingerprint.word(word);
    fingerprint.finish()
}

/// A hasher for values that are fingerprints already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A table by fingerprint; never iterated over.
pub(crate) type ByFingerprint<T> = HashMap<u64, T, BuildHasherDefault<AsIs>>;
