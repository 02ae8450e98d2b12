//! Reading back what was written.

use crate::{CardsFile, JsonError, PageFile};
use serde::de::DeserializeOwned;
use serde::de::Error as _;
use serde_json::{Map, Value};

/// How deep a file may be nested: a page that the parser let through needs about a quarter.
const MAX_DEPTH: usize = 2_000;
/// Stack for a file of that depth.
const STACK: usize = 64 << 20;

/// Reads a page file.
///
/// # Errors
/// When it is not JSON, not a page, or nested beyond reason.
pub fn read_page(bytes: &[u8]) -> Result<PageFile, JsonError> {
    read(bytes)
}

/// Reads a `cards.json`, of a locale or of all of them.
///
/// # Errors
/// When it is not JSON, not of that form, or nested beyond reason.
pub fn read_cards(bytes: &[u8]) -> Result<CardsFile, JsonError> {
    read(bytes)
}

fn read<T: DeserializeOwned + Send>(bytes: &[u8]) -> Result<T, JsonError> {
    // Lists in lists in lists are nested deeper than the 128 levels that serde_json reads: brackets are read here, with
    // a limit and a stack of our own, and what stands between them by serde_json.
    std::thread::scope(|scope| {
        let read = move || {
            let mut reader = Reader { bytes, at: 0 };
            let value = reader.value(0)?;
            reader.skip();
            if reader.at < bytes.len() {
                return Err(JsonError::Decode(serde_json::Error::custom("something follows the value")));
            }
            T::deserialize(value).map_err(JsonError::Decode)
        };
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read) {
            Ok(thread) => thread.join().unwrap_or(Err(JsonError::TooDeep)),
            Err(error) => Err(JsonError::Decode(serde_json::Error::io(error))),
        }
    })
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn skip(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// Goes over a mark, if it is the next.
    fn take(&mut self, mark: u8) -> bool {
        self.skip();
        let is_next = self.bytes.get(self.at) == Some(&mark);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, mark: u8) -> Result<(), JsonError> {
        if self.take(mark) {
            return Ok(());
        }
        let error = format!("`{}` is missing at byte {}", char::from(mark), self.at);
        Err(JsonError::Decode(serde_json::Error::custom(error)))
    }

    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        if depth > MAX_DEPTH {
            return Err(JsonError::TooDeep);
        }
        if self.take(b'[') {
            let mut items = Vec::new();
            while !self.take(b']') {
                if !items.is_empty() {
                    self.expect(b',')?;
                }
                items.push(self.value(depth + 1)?);
            }
            return Ok(Value::Array(items));
        }
        if self.take(b'{') {
            let mut entries = Map::new();
            while !self.take(b'}') {
                if !entries.is_empty() {
                    self.expect(b',')?;
                }
                let Value::String(key) = self.scalar()? else {
                    return Err(JsonError::Decode(serde_json::Error::custom("a key is not text")));
                };
                self.expect(b':')?;
                let value = self.value(depth + 1)?;
                entries.insert(key, value);
            }
            return Ok(Value::Object(entries));
        }
        self.scalar()
    }

    fn scalar(&mut self) -> Result<Value, JsonError> {
        self.skip();
        let rest = &self.bytes[self.at..];
        let length = if rest.first() == Some(&b'"') {
            let mut escaped = false;
            let end = rest[1..].iter().position(|byte| {
                let ends = *byte == b'"' && !escaped;
                escaped = *byte == b'\\' && !escaped;
                ends
            });
            end.map_or(rest.len(), |end| end + 2)
        } else {
            rest.iter().position(|byte| b",]} \n\r\t:".contains(byte)).unwrap_or(rest.len())
        };
        self.at += length;
        serde_json::from_slice(&rest[..length]).map_err(JsonError::Decode)
    }
}
