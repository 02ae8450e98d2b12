//! What `pamphlet.yml` says of the vocabulary: `meaning`.

use super::reader::Reader;
use crate::SiteError;
use pamphlet_source::Finding;
use pamphlet_source::yaml::Value;
use pamphlet_vocabulary::{BadValue, UnknownKey, Vocabulary};

impl Reader<'_> {
    /// Reads the key. Unknown keys inside it are findings.
    pub(super) fn vocabulary(&self, value: &Value, findings: &mut Vec<Finding>) -> Result<Vocabulary, SiteError> {
        let mut unknown = Vec::new();
        let read = Vocabulary::read(value, &mut unknown);
        // Those at the top are found with all other keys.
        for UnknownKey { keys, known } in unknown.iter().filter(|key| key.keys.len() > 1) {
            self.known(&below(keys), known.iter().map(String::as_str), findings);
        }
        read.map_err(|BadValue { keys, message, help }| {
            let keys = below(&keys);
            self.error(&keys, format!("{} {message}", keys.join(".")), help)
        })
    }
}

/// The keys from the top of the file.
fn below(keys: &[String]) -> Vec<&str> {
    std::iter::once("meaning").chain(keys.iter().map(String::as_str)).collect()
}
