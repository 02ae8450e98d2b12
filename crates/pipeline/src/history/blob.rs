//! The names that git has for contents.

use sha2::{Digest, Sha256};

/// Whether some bytes are the content of a name, as they are or with the line ends that git keeps. Filters, which may
/// run programs, are not: a file that one has changed counts as another.
pub(super) fn is(name: &str, bytes: &[u8]) -> bool {
    if named(name, bytes) {
        return true;
    }
    let Some(plain) = without_returns(bytes) else { return false };
    named(name, &plain)
}

fn named(name: &str, bytes: &[u8]) -> bool {
    let head = format!("blob {}\0", bytes.len());
    let own = if name.len() == 64 {
        let mut hash = Sha256::new();
        hash.update(&head);
        hash.update(bytes);
        pamphlet_source::hexadecimal(&hash.finalize())
    } else {
        let mut hash = sha1_smol::Sha1::new();
        hash.update(head.as_bytes());
        hash.update(bytes);
        hash.digest().to_string()
    };
    own == name
}

/// With `\n` for every `\r\n`; none when there is no `\r\n`.
fn without_returns(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut found = false;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
            found = true;
        } else {
            out.push(*byte);
        }
    }
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_known_by_their_names() {
        // As `git hash-object` says, in repositories of both kinds.
        assert!(is("e965047ad7c57865823c7d992b1d046ea66edf78", b"Hello\n"));
        assert!(is("e965047ad7c57865823c7d992b1d046ea66edf78", b"Hello\r\n"));
        assert!(!is("e965047ad7c57865823c7d992b1d046ea66edf78", b"Hello"));
        assert!(is("66224663d23e6f4d9de9e2c7e6d8764305a92a3830a1a52d3d5f4aa8007b5c39", b"Hello\n"));
    }
}
