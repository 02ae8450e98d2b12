//! The form of a record: a line with the version of the form and the sum of what follows, then JSON. A record whose
//! sum is another was damaged or written by another version, and is none.

use crate::sums::sha256;
use serde::{Serialize, de::DeserializeOwned};

/// The version of the form of all records. It changes with the meaning of any of them.
pub(crate) const FORMAT_VERSION: u32 = 4;

/// A record as the bytes of a file.
///
/// # Errors
/// When the value has no form in JSON.
pub(crate) fn sealed<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let json = serde_json::to_vec(value)?;
    let mut bytes = format!("{}\n", heading(&json)).into_bytes();
    bytes.extend(json);
    Ok(bytes)
}

/// Reads a record; `None` when it is not what was written.
#[must_use]
pub(crate) fn opened<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(json(bytes)?).ok()
}

/// Whether a record is what was written, whatever it says.
#[must_use]
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    json(bytes).is_some()
}

fn json(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let json = &bytes[end + 1..];
    (bytes[..end] == *heading(json).as_bytes()).then_some(json)
}

fn heading(json: &[u8]) -> String {
    format!("pamphlet cache {FORMAT_VERSION} {}", sha256(json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_what_was_written_or_nothing() {
        let bytes = sealed(&"what is known".to_owned()).expect("has a form");
        assert_eq!(opened::<String>(&bytes).as_deref(), Some("what is known"));
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1 << bit;
                assert_eq!(opened::<String>(&damaged), None, "bit {bit} of byte {at}");
            }
            assert_eq!(opened::<String>(&bytes[..at]), None, "cut at {at}");
        }
        assert_eq!(opened::<u32>(&bytes), None);
    }
}
