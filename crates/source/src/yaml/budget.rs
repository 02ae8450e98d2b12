//! Values of YAML with a bound on what their aliases repeat: a text of a hundred kilobytes can name a part of itself ten
//! thousand times, and each time is a copy.

use crate::limits;
use serde::Deserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_yaml::value::{Tag, TaggedValue};
use serde_yaml::{Mapping, Sequence, Value};
use std::cell::Cell;
use std::fmt;

/// What a value takes besides its text.
const VALUE_BYTES: usize = 64;

/// Why a document is not read.
pub(super) enum Refusal {
    /// This key stands in its map before.
    Doubled(String, serde_yaml::Error),
    /// Anything else.
    Other(serde_yaml::Error),
}

/// Reads a document. Of so many keys that stand in their map before, the last value is taken; one more is refused.
pub(super) fn read(text: &str, borne: usize) -> Result<Value, Refusal> {
    let (left, borne, doubled) = (Cell::new(limits::YAML_EXPANDED_BYTES), Cell::new(borne), Cell::new(None));
    let reader = Reader { left: &left, borne: &borne, doubled: &doubled };
    let read = reader.deserialize(serde_yaml::Deserializer::from_str(text));
    read.map_err(|error| match doubled.take() {
        Some(key) => Refusal::Doubled(key, error),
        None => Refusal::Other(error),
    })
}

/// Reads a value, as `serde_yaml` reads its own, and counts what it takes.
#[derive(Clone, Copy)]
struct Reader<'b> {
    left: &'b Cell<usize>,
    /// How many more keys may stand in their map before.
    borne: &'b Cell<usize>,
    /// The one that was too many.
    doubled: &'b Cell<Option<String>>,
}

/// Reads a key of a map. It is refused while it is read, not behind it, since only then an error says where it stands.
struct Key<'b, 'm> {
    reader: Reader<'b>,
    map: &'m Mapping,
}

impl Reader<'_> {
    fn take<E: Error>(self, text: &str) -> Result<(), E> {
        let left = self.left.get().checked_sub(text.len() + VALUE_BYTES);
        self.left.set(left.unwrap_or(0));
        left.map(drop).ok_or_else(|| {
            let most = limits::YAML_EXPANDED_BYTES >> 20;
            E::custom(format_args!("its aliases (`*name`) make more than {most} MiB of it"))
        })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any YAML value")
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        self.take("")?;
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        self.take("")?;
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        self.take("")?;
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        self.take("")?;
        Ok(Value::Number(number.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.take(text)?;
        Ok(Value::String(text.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.take("")?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.take("")?;
        let mut list = Sequence::new();
        while let Some(value) = access.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::Sequence(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.take("")?;
        let mut map = Mapping::new();
        while let Some(key) = access.next_key_seed(Key { reader: self, map: &map })? {
            let value = access.next_value_seed(self)?;
            let before = map.get_mut(&key).filter(|_| is_merge(&key));
            if let Some(before) = before {
                merge_both(before, value);
            } else {
                map.insert(key, value);
            }
        }
        Ok(Value::Mapping(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, contents) = access.variant::<String>()?;
        self.take(&tag)?;
        let value = contents.newtype_variant_seed(self)?;
        Ok(Value::Tagged(Box::new(TaggedValue { tag: Tag::new(tag), value })))
    }
}

impl Key<'_, '_> {
    /// Refuses a key that stands in the map, when no more of them are borne.
    fn look_at<E: Error>(&self, key: Value) -> Result<Value, E> {
        if is_merge(&key) || !self.map.contains_key(&key) {
            return Ok(key);
        }
        let Some(left) = self.reader.borne.get().checked_sub(1) else {
            let name = key.as_str().map_or_else(|| "that is not text".to_owned(), |name| format!("{name:?}"));
            self.reader.doubled.set(Some(name.clone()));
            return Err(E::custom(format_args!("duplicate entry with key {name}")));
        };
        self.reader.borne.set(left);
        Ok(key)
    }
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, '_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reader.expecting(formatter)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Value, E> {
        self.look_at(self.reader.visit_bool(truth)?)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        self.look_at(self.reader.visit_i64(number)?)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        self.look_at(self.reader.visit_u64(number)?)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        self.look_at(self.reader.visit_f64(number)?)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.look_at(self.reader.visit_str(text)?)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.look_at(self.reader.visit_unit()?)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.look_at(self.reader.visit_some(deserializer)?)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        self.look_at(self.reader.visit_seq(access)?)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        self.look_at(self.reader.visit_map(access)?)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        self.look_at(self.reader.visit_enum(access)?)
    }
}

/// `<<`, which takes in another map, and may stand more than once.
fn is_merge(key: &Value) -> bool {
    key.as_str() == Some("<<")
}

/// Two `<<` of one map: what the later takes in goes before.
fn merge_both(before: &mut Value, later: Value) {
    let list = |value| if let Value::Sequence(list) = value { list } else { vec![value] };
    let mut all = list(later);
    all.extend(list(std::mem::replace(before, Value::Null)));
    *before = Value::Sequence(all);
}
