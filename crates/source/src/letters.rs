//! Which characters are letters and digits, for whoever asks of every character of a text.
//!
//! The standard library searches a list for each character beyond ASCII, which was a tenth of what reading a page in
//! Russian or Hebrew cost. Here the answers for 256 characters are kept once one of them was asked for.

use std::sync::OnceLock;

/// How many characters are answered together.
const BLOCK: usize = 256;

/// The answers for a block, a bit for each character.
struct Answers {
    alphabetic: [u64; BLOCK / 64],
    alphanumeric: [u64; BLOCK / 64],
}

/// Those of the first two planes: letters of living scripts, and all of Han that is in daily use.
static ANSWERS: [OnceLock<Answers>; 0x2_0000 / BLOCK] = [const { OnceLock::new() }; 0x2_0000 / BLOCK];

impl Answers {
    fn of(block: usize) -> Self {
        let mut answers = Self { alphabetic: [0; BLOCK / 64], alphanumeric: [0; BLOCK / 64] };
        for at in 0..BLOCK {
            let number = u32::try_from(block * BLOCK + at).ok();
            let Some(character) = number.and_then(char::from_u32) else { continue };
            let bit = 1 << (at % 64);
            if character.is_alphabetic() {
                answers.alphabetic[at / 64] |= bit;
            }
            if character.is_alphanumeric() {
                answers.alphanumeric[at / 64] |= bit;
            }
        }
        answers
    }
}

fn answer(character: char, of: impl Fn(&Answers) -> &[u64; BLOCK / 64]) -> Option<bool> {
    let number = character as usize;
    let answers = ANSWERS.get(number / BLOCK)?.get_or_init(|| Answers::of(number / BLOCK));
    let at = number % BLOCK;
    Some(of(answers)[at / 64] & (1 << (at % 64)) != 0)
}

/// Whether a character is a letter, or a mark that belongs to one: as [`char::is_alphabetic`].
#[must_use]
pub fn is_alphabetic(character: char) -> bool {
    answer(character, |answers| &answers.alphabetic).unwrap_or_else(|| character.is_alphabetic())
}

/// Whether a character is a letter, a mark that belongs to one, or a digit: as [`char::is_alphanumeric`].
#[must_use]
pub fn is_alphanumeric(character: char) -> bool {
    answer(character, |answers| &answers.alphanumeric).unwrap_or_else(|| character.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_characters_are_what_the_standard_library_says() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(character), character.is_alphabetic(), "{character:?}");
            assert_eq!(is_alphanumeric(character), character.is_alphanumeric(), "{character:?}");
        }
    }
}
