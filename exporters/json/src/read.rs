//! Reading back what was written.

mod earlier;

use crate::JsonError;
use pamphlet_source::limits;
use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;

/// Stack for a file of that depth.
const STACK: usize = 64 << 20;

pub(crate) fn read<T: DeserializeOwned + Send>(bytes: &[u8]) -> Result<T, JsonError> {
    // Lists in lists in lists are nested deeper than the 128 levels that serde_json reads: brackets are read here, with
    // a limit and a stack of our own, and what stands between them by serde_json.
    std::thread::scope(|scope| {
        let read = move || {
            let mut reader = Reader { bytes, at: 0 };
            let mut value = reader.value(0)?;
            reader.skip();
            if reader.at < bytes.len() {
                return Err(JsonError::Decode(serde_json::Error::custom("something follows the value")));
            }
            if earlier::is_earlier(&value) {
                earlier::upgrade(&mut value, "");
            }
            T::deserialize(value).map_err(JsonError::Decode)
        };
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read) {
            Ok(thread) => thread.join().unwrap_or(Err(JsonError::TooDeep)),
            Err(error) => Err(JsonError::Decode(serde_json::Error::io(error))),
        }
    })
}

/// A value with the keys of its objects in the order of the file: front matter keeps its own.
enum Node {
    Scalar(Value),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The value of a key.
    fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Object(entries) = self else { return None };
        entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text at a key.
    fn text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Self::Scalar(Value::String(text)) => Some(text.clone()),
            Self::Scalar(_) | Self::Array(_) | Self::Object(_) => None,
        }
    }

    /// How many keys there are.
    fn keys(&self) -> usize {
        if let Self::Object(entries) = self { entries.len() } else { 0 }
    }

    /// Takes a key out.
    fn take(&mut self, key: &str) -> Option<Self> {
        let Self::Object(entries) = self else { return None };
        let at = entries.iter().position(|(name, _)| name == key)?;
        Some(entries.remove(at).1)
    }

    /// Gives a key a value.
    fn set(&mut self, key: &str, value: Self) {
        if let Some(known) = self.get_mut(key) {
            *known = value;
        } else if let Self::Object(entries) = self {
            entries.push((key.to_owned(), value));
        }
    }

    /// Calls a key otherwise.
    fn rename(&mut self, old: &str, new: &str) {
        if let Some(value) = self.take(old) {
            self.set(new, value);
        }
    }
}

impl IntoDeserializer<'_, serde_json::Error> for Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Self::Scalar(value) => value.deserialize_any(visitor),
            Self::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter());
                let value = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(value)
            }
            Self::Object(entries) => {
                let mut entries = MapDeserializer::new(entries.into_iter());
                let value = visitor.visit_map(&mut entries)?;
                entries.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Self::Scalar(Value::Null) => visitor.visit_none(),
            some @ (Self::Scalar(_) | Self::Array(_) | Self::Object(_)) => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self {
            Self::Scalar(value) => value.deserialize_enum(name, variants, visitor),
            Self::Array(_) => Err(serde_json::Error::custom("a list stands where a name should")),
            Self::Object(entries) => {
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entries.into_iter())))
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
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

    fn value(&mut self, depth: usize) -> Result<Node, JsonError> {
        if depth > limits::JSON_LEVELS {
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
            return Ok(Node::Array(items));
        }
        if self.take(b'{') {
            let mut entries = Vec::new();
            while !self.take(b'}') {
                if !entries.is_empty() {
                    self.expect(b',')?;
                }
                let Value::String(key) = self.scalar()? else {
                    return Err(JsonError::Decode(serde_json::Error::custom("a key is not text")));
                };
                self.expect(b':')?;
                let value = self.value(depth + 1)?;
                entries.push((key, value));
            }
            return Ok(Node::Object(entries));
        }
        Ok(Node::Scalar(self.scalar()?))
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
