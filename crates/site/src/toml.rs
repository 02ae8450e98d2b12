//! TOML, read into the same values as YAML: Zensical writes its configuration in it.

use pamphlet_source::LineIndex;
use pamphlet_source::yaml::{Map, Value, YamlError};

/// Families of extensions whose names may stand without quotes, as tables inside tables.
const FAMILIES: [&str; 4] = ["pymdownx", "zensical", "markdown", "material"];

/// Reads a `zensical.toml`: what its table `[project]` says, or all of it where there is none.
///
/// # Errors
/// When the text is not TOML.
pub(crate) fn parse(text: &str) -> Result<Value, YamlError> {
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
    fn says_where_it_is_broken() {
        let error = parse("[project]\nsite_name = \n").expect_err("is none");
        assert_eq!(error.line, Some(2), "{error:?}");
        let deep = format!("a = {}", "[".repeat(100_000));
        assert!(parse(&deep).is_err());
    }
}
