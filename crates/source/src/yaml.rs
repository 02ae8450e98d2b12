//! YAML, read into values of our own. The only module that knows `serde_yaml`, which is no longer developed.

mod budget;

use crate::{LineIndex, Spot, limits};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A YAML value. Numbers keep their text where they are not whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Text, a date, or a number that is not whole.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A map, in the order of writing.
    Map(Map),
    /// A value with a tag, such as `!ENV`.
    Tagged(Box<Tagged>),
}

/// A tag and what it stands before.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tagged {
    /// The tag, without `!`.
    pub tag: String,
    /// The value behind it.
    pub value: Value,
}

/// A map that keeps the order of writing; keys are text. A key that is not (`!ENV [NAME, "default"]: …`) is kept as
/// the YAML that it was written as, on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Map(pub Vec<(String, Value)>);

impl JsonSchema for Map {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Map".into()
    }

    // Any JSON: a type that is a list of itself says no more, and ends generators of code.
    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object", "additionalProperties": true })
    }
}

impl Serialize for Map {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> serde::de::Visitor<'de> for Entries {
            type Value = Map;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a map")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut access: A) -> Result<Map, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = access.next_entry()? {
                    entries.push(entry);
                }
                Ok(Map(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

impl Map {
    /// The value of a key; of several, the last.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

impl Value {
    /// The value of a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }

    /// Text, also of a number or a truth value.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Integer(number) => Some(number.to_string()),
            Self::Bool(truth) => Some(truth.to_string()),
            Self::Null | Self::List(_) | Self::Map(_) | Self::Tagged(_) => None,
        }
    }

    /// Text as written.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A truth value.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// A list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// A map.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }
}

/// Why a text is not YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub message: String,
    /// Line, from 1, if known.
    pub line: Option<u32>,
    /// Column, from 1, if known.
    pub column: Option<u32>,
}

impl YamlError {
    /// Where in the text, if known.
    #[must_use]
    pub fn spot(&self) -> Option<Spot> {
        self.line.map(|line| Spot { line, column: self.column })
    }
}

/// A key that stands in its map before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubled {
    /// The key, in quotation marks.
    pub key: String,
    /// Where it stands again.
    pub spot: Option<Spot>,
}

impl Doubled {
    /// What is said of it, and what to do.
    #[must_use]
    pub fn told(&self) -> (String, &'static str) {
        let message = format!("{} stands here again: this value is taken, as the website does", self.key);
        (message, "take one of the two out")
    }
}

/// Reads one YAML document. What would take more work or memory than its size is worth is refused: see the limits
/// [`limits::YAML_SIGNS`] and [`limits::YAML_EXPANDED_BYTES`].
///
/// # Errors
/// When the text is not YAML, when a key stands twice in a map, or beyond a limit.
pub fn parse(text: &str) -> Result<Value, YamlError> {
    read(text, 0).map_err(|(error, _)| error)
}

/// Reads one YAML document as the programs do that build websites (`PyYAML`): of a key that stands twice in a map, the
/// last value is taken. Of those keys the first [`limits::DOUBLED_KEYS`] are named.
///
/// # Errors
/// When the text is not YAML, or beyond a limit.
pub fn parse_last(text: &str) -> Result<(Value, Vec<Doubled>), YamlError> {
    let mut doubled: Vec<Doubled> = Vec::new();
    // Only an error says where something stands: each key is refused once and then borne.
    for borne in 0..limits::DOUBLED_KEYS {
        match read(text, borne) {
            Ok(value) => return Ok((value, doubled)),
            Err((error, Some(key))) => {
                let found = Doubled { key, spot: error.spot() };
                // What an alias repeats stands in the text once.
                if !doubled.contains(&found) {
                    doubled.push(found);
                }
            }
            Err((error, None)) => return Err(error),
        }
    }
    Ok((read(text, usize::MAX).map_err(|(error, _)| error)?, doubled))
}

/// Reads one document in which so many keys may stand in their map before; an error with the key that was too many.
fn read(text: &str, borne: usize) -> Result<Value, (YamlError, Option<String>)> {
    // The work of the parser for a `[` grows with the number of those that are open; nesting is never as deep as there
    // are signs.
    if let Some((at, _)) =
        text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'[' | b'{')).nth(limits::YAML_SIGNS)
    {
        let place = LineIndex::new(text).position(text, u32::try_from(at).unwrap_or(u32::MAX));
        let error = YamlError {
            message: format!(
                "it has more than {} signs `[` and `{{`, the most that is read",
                limits::grouped(limits::YAML_SIGNS as u64)
            ),
            line: Some(place.line),
            column: Some(place.column),
        };
        return Err((error, None));
    }
    // serde_yaml forgets tags of the form `!!x`; those of Python say which function a site names for its anchors.
    let kept = text.contains(": !!python/").then(|| text.replace(": !!python/", ": !python/"));
    let mut value = budget::read(kept.as_deref().unwrap_or(text), borne).map_err(|refusal| {
        let (error, key) = match refusal {
            budget::Refusal::Doubled(key, error) => (error, Some(key)),
            budget::Refusal::Other(error) => (error, None),
        };
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let place = error.location();
        let told = YamlError {
            message: error.to_string(),
            line: place.as_ref().map(|place| number(place.line())),
            column: place.as_ref().map(|place| number(place.column())),
        };
        (told, key)
    })?;
    // `<<` keys; one that names no map stays as it is.
    let _ = value.apply_merge();
    Ok(convert(value))
}

fn convert(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(truth) => Value::Bool(truth),
        serde_yaml::Value::Number(number) => {
            number.as_i64().map_or_else(|| Value::Text(number.to_string()), Value::Integer)
        }
        serde_yaml::Value::String(text) => Value::Text(text),
        serde_yaml::Value::Sequence(list) => Value::List(list.into_iter().map(convert).collect()),
        serde_yaml::Value::Mapping(map) => {
            Value::Map(Map(map.into_iter().map(|(key, value)| (key_text(&convert(key)), convert(value))).collect()))
        }
        serde_yaml::Value::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            Value::Tagged(Box::new(Tagged {
                tag: tag.trim_start_matches('!').to_owned(),
                value: convert(tagged.value),
            }))
        }
    }
}

fn key_text(key: &Value) -> String {
    key.to_text().unwrap_or_else(|| {
        let mut out = String::new();
        write_flow(key, &mut out);
        out
    })
}

/// Writes a value in YAML's flow style, on one line.
fn write_flow(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Integer(number) => out.push_str(&number.to_string()),
        Value::Text(text) => {
            out.push('"');
            for character in text.chars() {
                match character {
                    '"' | '\\' => out.extend(['\\', character]),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    '\t' => out.push_str("\\t"),
                    other => out.push(other),
                }
            }
            out.push('"');
        }
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_flow(item, out);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, item)) in map.0.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_flow(&Value::Text(key.clone()), out);
                out.push_str(": ");
                write_flow(item, out);
            }
            out.push('}');
        }
        Value::Tagged(tagged) => {
            out.push('!');
            out.push_str(&tagged.tag);
            out.push(' ');
            write_flow(&tagged.value, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_with_tags_stay_readable_yaml() {
        let value = parse("- !ENV [NAV_A, \"An \\\"a\\\"\"]: a.md\n").expect("is YAML");
        let key = &value.as_list().expect("is a list")[0].as_map().expect("is a map").0[0].0;
        assert_eq!(key, "!ENV [\"NAV_A\", \"An \\\"a\\\"\"]");
        assert!(matches!(parse(key), Ok(Value::Tagged(tagged)) if tagged.tag == "ENV"));
    }

    #[test]
    fn tags_of_python_are_tolerated() {
        let value =
            parse("a: !!python/name:some.module.function\nb: !!python/object/apply:x.y\n  kwds: {case: lower}\n")
                .expect("is YAML");
        assert!(matches!(value.get("a"), Some(Value::Tagged(_))), "{value:?}");
        assert!(matches!(value.get("b"), Some(Value::Tagged(_))), "{value:?}");
    }

    #[test]
    fn keeps_order_and_tags() {
        let value = parse("b: 1\na: !ENV [X, y]\nc: 0.5\n").expect("is YAML");
        let map = value.as_map().expect("is a map");
        assert_eq!(map.0.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["b", "a", "c"]);
        assert!(matches!(map.get("a"), Some(Value::Tagged(tagged)) if tagged.tag == "ENV"));
        assert_eq!(map.get("c").and_then(Value::as_str), Some("0.5"));
    }

    #[test]
    fn refuses_brackets_without_end() {
        let text = |count: usize| format!("a: b\nc: {}{}\n", "[".repeat(count), "]".repeat(count));
        let refused = parse(&text(limits::YAML_SIGNS + 1)).expect_err("is beyond the limit");
        assert_eq!((refused.line, refused.column), (Some(2), Some(4_004)), "{}", refused.message);
        assert!(refused.message.contains("4,000"), "{}", refused.message);
        assert!(parse(&text(100)).is_ok());
        let flat = format!("a: [{}]", "[x], ".repeat(limits::YAML_SIGNS - 1));
        assert!(parse(&flat).is_ok());
    }

    #[test]
    fn what_aliases_repeat_is_counted() {
        let long = |length: usize, uses: usize| format!("a: &a {}\nb: [{}]\n", "x".repeat(length), "*a, ".repeat(uses));
        let refused = parse(&long(200_000, 20_000)).expect_err("is 4 GB");
        assert!(refused.message.contains("32 MiB") && refused.line.is_some(), "{refused:?}");
        assert!(parse(&long(1_000, 1_000)).is_ok());
        // Lists, keys and tags count too: what is empty takes room.
        let mut nested = String::from("a0: &a0 [x, x, x, x]\n");
        for level in 1..9 {
            nested += &format!(
                "a{level}: &a{level} {{!t [{0}, {0}, {0}, {0}] : *a{1}}}\n",
                format!("*a{}", level - 1),
                level - 1
            );
        }
        let (value, refused) = (parse(&nested).ok(), parse(&nested).err());
        assert!(value.is_none() && refused.is_some(), "{refused:?}");
        // Without aliases a text is as long as it is.
        let plain: String = (0..20_000).map(|index| format!("key{index}: {}\n", "words ".repeat(20))).collect();
        assert!(parse(&plain).is_ok());
    }

    #[test]
    fn of_a_key_that_stands_twice_the_last_is_taken_where_that_is_the_custom() {
        let text = "a: 1\nb:\n  - c: 1\n    d: 2\n    c: 3\na: 4\n<<: {e: 1, f: 1}\n<<: {e: 2}\n";
        let refused = parse(text).expect_err("stands twice");
        assert_eq!((refused.line, refused.column), (Some(5), Some(5)), "{refused:?}");
        let (value, doubled) = parse_last(text).expect("is YAML");
        let at = |key: &str, line, column| Doubled { key: key.to_owned(), spot: Some(Spot::at(line, column)) };
        assert_eq!(doubled, [at("\"c\"", 5, 5), at("\"a\"", 6, 1)]);
        let expected = "a: 4\nb: [{c: 3, d: 2}]\ne: 2\nf: 1\n";
        let (Value::Map(read), Value::Map(expected)) = (value, parse(expected).expect("is YAML")) else {
            panic!("are maps")
        };
        assert!(expected.0.iter().all(|(key, value)| read.get(key) == Some(value)), "{read:?}");
        // So many that they are not all named.
        let many: String = (0..10_000).map(|index| format!("k{}: {index}\n", index % 3)).collect();
        let (value, doubled) = parse_last(&many).expect("is YAML");
        assert_eq!((value.get("k0"), doubled.len()), (Some(&Value::Integer(9_999)), limits::DOUBLED_KEYS));
    }

    #[test]
    fn refuses_aliases_that_explode() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let previous = format!("*a{}", level - 1);
            text += &format!("a{level}: &a{level} [{}]\n", [previous.as_str(); 10].join(", "));
        }
        assert!(parse(&text).is_err());
    }
}
