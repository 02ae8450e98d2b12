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

/// Reads a document.
pub(super) fn read(text: &str) -> Result<Value, serde_yaml::Error> {
    let left = Cell::new(limits::YAML_EXPANDED_BYTES);
    Reader { left: &left }.deserialize(serde_yaml::Deserializer::from_str(text))
}

/// Reads a value, as `serde_yaml` reads its own, and counts what it takes.
#[derive(Clone, Copy)]
struct Reader<'b> {
    left: &'b Cell<usize>,
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
        while let Some(key) = access.next_key_seed(self)? {
            if map.contains_key(&key) {
                let name = key.as_str().map_or_else(|| "that is not text".to_owned(), |name| format!("{name:?}"));
                return Err(A::Error::custom(format_args!("duplicate entry with key {name}")));
            }
            map.insert(key, access.next_value_seed(self)?);
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
