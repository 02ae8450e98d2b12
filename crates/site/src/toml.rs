//! TOML, read into the same values as YAML: Zensical writes its configuration in it.

use pamphlet_source::LineIndex;
use pamphlet_source::yaml::{Map, Value, YamlError};
use std::borrow::Cow;

/// Families of extensions whose names may stand without quotes, as tables inside tables.
const FAMILIES: [&str; 4] = ["pymdownx", "zensical", "markdown", "material"];

/// Reads a `zensical.toml`: what its table `[project]` says, or all of it where there is none.
///
/// # Errors
/// When the text is not TOML.
pub(crate) fn parse(text: &str) -> Result<Value, YamlError> {
    let text = &*with_small_numbers(text);
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let place = error.span().and_then(|span| {
            let at = u32::try_from(span.start.min(text.len())).ok()?;
            Some(LineIndex::new(text).position(text, at))
        });
        YamlError {
            message: error.message().to_owned(),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
        }
    })?;
    let mut map = converted(table);
    if let Some(Value::Map(project)) = map.get("project") {
        map = project.clone();
    }
    for (key, value) in &mut map.0 {
        if matches!(key.as_str(), "markdown_extensions" | "plugins")
            && let Value::Map(extensions) = value
        {
            *extensions = joined(std::mem::take(extensions));
        }
    }
    Ok(Value::Map(map))
}

/// A text in which integers that no 64 bits hold stand in quotation marks: one such number is no reason to refuse a site.
/// Python, which reads these files for the website, takes integers of any length.
fn with_small_numbers(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for _ in 0..LARGE_NUMBERS {
        let Err(error) = toml::from_str::<toml::Table>(&out) else { break };
        let Some(start) = error.span().map(|span| span.start).filter(|start| out.is_char_boundary(*start)) else {
            break;
        };
        let rest = &out[start..];
        let sign = usize::from(rest.starts_with(['-', '+']));
        let length =
            sign + rest[sign..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len() - sign);
        let word = rest[..length].replace('_', "");
        let is_large = word.len() > 18 && word.parse::<i64>().is_err();
        if !is_large || !word.trim_start_matches(['-', '+']).bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        let quoted = format!("{}\"{word}\"{}", &out[..start], &out[start + length..]);
        out = Cow::Owned(quoted);
    }
    out
}

/// How many such numbers are looked for, each with a reading of the text.
const LARGE_NUMBERS: usize = 20;

fn converted(table: toml::Table) -> Map {
    Map(table.into_iter().map(|(key, value)| (key, value_of(value))).collect())
}

fn value_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Integer(number) => Value::Integer(number),
        toml::Value::Float(number) => Value::Text(number.to_string()),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(date) => Value::Text(date.to_string()),
        toml::Value::Array(items) => Value::List(items.into_iter().map(value_of).collect()),
        toml::Value::Table(table) => Value::Map(converted(table)),
    }
}

/// `pymdownx = { tabbed = … }` is the extension `pymdownx.tabbed`; names of blocks and of further packages have one
/// part more.
fn joined(map: Map) -> Map {
    let mut out = Vec::new();
    for (key, value) in map.0 {
        match value {
            Value::Map(members) if FAMILIES.contains(&key.as_str()) => {
                for (name, options) in members.0 {
                    match options {
                        Value::Map(deeper) if matches!(name.as_str(), "blocks" | "extensions") => out.extend(
                            deeper.0.into_iter().map(|(last, options)| (format!("{key}.{name}.{last}"), options)),
                        ),
                        options => out.push((format!("{key}.{name}"), options)),
                    }
                }
            }
            value => out.push((key, value)),
        }
    }
    Map(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project() {
        let value = parse(
            "[project]\nsite_name = \"X\"\nnav = [{ \"B\" = \"b.md\" }, \"a.md\", { \"P\" = [\"c.md\"] }]\n\
             [project.markdown_extensions.pymdownx.blocks.tab]\n\
             [project.markdown_extensions.toc]\npermalink = true\n[project.theme]\nlanguage = \"de\"\n",
        )
        .expect("is TOML");
        assert_eq!(value.get("site_name").and_then(Value::as_str), Some("X"));
        assert_eq!(value.get("nav").and_then(Value::as_list).map(<[_]>::len), Some(3));
        let extensions = value.get("markdown_extensions").and_then(Value::as_map).expect("is a map");
        let names: Vec<&str> = extensions.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["pymdownx.blocks.tab", "toc"]);
        assert_eq!(value.get("theme").and_then(|theme| theme.get("language")), Some(&Value::Text("de".into())));
    }

    #[test]
    fn numbers_may_be_larger_than_64_bits() {
        let value = parse("[project]\na = 123456789012345678901234567890\nb = [-99_999_999_999_999_999_999, 2]\n")
            .expect("is TOML");
        assert_eq!(value.get("a").and_then(Value::as_str), Some("123456789012345678901234567890"));
        let items = value.get("b").and_then(Value::as_list).expect("is a list");
        assert_eq!(items, [Value::Text("-99999999999999999999".into()), Value::Integer(2)]);
        let error = parse("[project]\na = 99999999999999999999x\n").expect_err("is none");
        assert_eq!(error.line, Some(2));
    }

    #[test]
    fn says_where_it_is_broken() {
        let error = parse("[project]\nsite_name = \n").expect_err("is none");
        assert_eq!(error.line, Some(2), "{error:?}");
        let deep = format!("a = {}", "[".repeat(100_000));
        assert!(parse(&deep).is_err());
    }
}
