//! The JSON Schemas of everything that is written as JSON.

/// The schemas of what this crate writes.
const OWN: [(&str, &str); 3] = [
    ("coverage", include_str!("../../schema/coverage.schema.json")),
    ("diff", include_str!("../../schema/diff.schema.json")),
    ("manifest", include_str!("../../schema/manifest.schema.json")),
];

/// What the types are in other languages, by what `schema` calls them: the name of the file beside the schemas, and
/// its text.
pub const TYPES: [(&str, &str, &str); 3] = [
    ("openapi", "openapi.json", include_str!("../../../../exporters/json/examples/openapi.json")),
    ("pydantic", "pamphlet_models.py", include_str!("../../../../exporters/json/examples/pamphlet_models.py")),
    ("typescript", "pamphlet.d.ts", include_str!("../../../../exporters/json/examples/pamphlet.d.ts")),
];

/// The schemas by name (`page`, `manifest`), each as text that ends with a line break, sorted.
#[must_use]
pub fn schemas() -> Vec<(&'static str, &'static str)> {
    let mut all = [pamphlet_json::SCHEMAS.as_slice(), OWN.as_slice()].concat();
    all.sort_unstable();
    all
}

/// The files of the folder `schema`, by name.
#[must_use]
pub(crate) fn schema_files() -> Vec<(String, &'static str)> {
    let mut files: Vec<(String, &str)> =
        schemas().into_iter().map(|(name, text)| (format!("{name}.schema.json"), text)).collect();
    files.extend(TYPES.map(|(_, file, text)| (file.to_owned(), text)));
    files.push(("README.md".to_owned(), include_str!("schemas.md")));
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Manifest;
    use std::collections::BTreeMap;

    const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

    /// What is checked in, drawn from the types: path from here, and text. The types in other languages lie beside the
    /// examples that use them.
    fn drawn() -> Vec<(String, String)> {
        let own = [
            ("coverage", pamphlet_json::schema_of::<crate::coverage::CoverageFile>("coverage")),
            ("diff", pamphlet_json::schema_of::<pamphlet_diff::DiffFile>("diff")),
            ("manifest", pamphlet_json::schema_of::<Manifest>("manifest")),
        ];
        let theirs = pamphlet_json::SCHEMAS.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let mut all: Vec<(String, String)> =
            own.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
        all.extend(theirs);
        all.sort();
        let types = [
            ("openapi.json", pamphlet_json::openapi(&all)),
            ("pamphlet_models.py", pamphlet_json::pydantic(&all)),
            ("pamphlet.d.ts", pamphlet_json::typescript(&all)),
        ];
        let own = own.map(|(name, text)| (format!("schema/{name}.schema.json"), text));
        let types = types.map(|(file, text)| (format!("../../exporters/json/examples/{file}"), text));
        own.into_iter().chain(types).collect()
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "looks at the source tree")]
    fn generated_files_are_current() {
        for (path, text) in drawn() {
            let stored = std::fs::read_to_string(format!("{FOLDER}/{path}")).unwrap_or_default();
            assert!(stored == text, "{path} is out of date: cargo xtask generate");
        }
    }

    /// Not a test: writes what is generated.
    #[test]
    #[ignore = "writes into the source tree"]
    #[expect(clippy::disallowed_methods, reason = "writes into the source tree")]
    fn write_generated_files() {
        for (path, text) in drawn() {
            std::fs::write(format!("{FOLDER}/{path}"), text).expect("can be written");
        }
    }

    /// Every definition of every schema, with the schema that it stands in.
    fn definitions() -> Vec<(String, String, serde_json::Value)> {
        let mut all = Vec::new();
        for (schema, text) in schemas() {
            let value: serde_json::Value = serde_json::from_str(text).expect("is JSON");
            for (name, part) in value["$defs"].as_object().into_iter().flatten() {
                all.push((schema.to_owned(), name.clone(), part.clone()));
            }
            all.push((schema.to_owned(), value["title"].as_str().expect("has a title").to_owned(), value));
        }
        all
    }

    /// Shows each part of a schema that is an object.
    fn each<'v>(part: &'v serde_json::Value, see: &mut dyn FnMut(&'v serde_json::Map<String, serde_json::Value>)) {
        if let Some(map) = part.as_object() {
            see(map);
            map.values().for_each(|part| each(part, see));
        }
        part.as_array().into_iter().flatten().for_each(|part| each(part, see));
    }

    #[test]
    fn one_name_is_one_thing() {
        let mut known: BTreeMap<String, (String, serde_json::Value)> = BTreeMap::new();
        for (schema, name, part) in definitions().into_iter().filter(|(_, _, part)| part.get("$id").is_none()) {
            let (first, earlier) = known.entry(name.clone()).or_insert((schema.clone(), part.clone()));
            assert!(*earlier == part, "{name} is one thing in {first} and another in {schema}");
        }
    }

    #[test]
    fn choices_have_definitions_of_their_own_and_one_name_for_their_kind() {
        let mut choices = 0;
        let all = definitions();
        for (schema, name, part) in &all {
            each(part, &mut |map| {
                assert!(!map.contains_key("anyOf") && !map.contains_key("allOf"), "{schema}: {name}");
                assert!(!map.contains_key("$ref") || !map.contains_key("properties"), "{schema}: {name}");
                let nothing = map.get("type").is_some_and(|kind| kind == "null" || kind.is_array());
                assert!(!nothing, "{schema}: {name} may be null, or of several types");
                for choice in map.get("oneOf").and_then(|all| all.as_array()).into_iter().flatten() {
                    let reference = choice["$ref"].as_str().unwrap_or_else(|| panic!("{schema}: {name}: {choice}"));
                    let own = reference.strip_prefix("#/$defs/").expect("is a definition");
                    let (_, _, found) = all.iter().find(|(_, known, _)| known == own).expect("is defined");
                    assert!(found["properties"]["kind"]["const"].is_string(), "{own} has no kind");
                    choices += 1;
                }
            });
        }
        assert!(choices > 60, "{choices}");
    }

    #[test]
    fn descriptions_speak_of_data() {
        for (schema, name, part) in definitions() {
            each(&part, &mut |map| {
                let text = map.get("description").and_then(|text| text.as_str()).unwrap_or_default();
                assert!(!text.contains("::") && !text.contains("[`"), "{schema}: {name}: {text}");
                let values = map.get("enum").and_then(|values| values.as_array());
                let is_value = |word: &&str| values.is_some_and(|values| values.iter().any(|value| value == word));
                for word in text.split('`').skip(1).step_by(2).filter(|word| !is_value(word)) {
                    let is_type = word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase);
                    assert!(!is_type || word.contains(' '), "{schema}: {name} names the type `{word}`: {text}");
                }
            });
        }
    }

    #[test]
    fn everything_has_a_schema() {
        let all = schemas();
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [
                "cards",
                "coverage",
                "diagnostics",
                "diff",
                "index",
                "manifest",
                "page",
                "search-record",
                "site",
                "site-record"
            ]
        );
        assert!(all.iter().all(|(_, text)| text.contains("\"$schema\"")));
    }
}
