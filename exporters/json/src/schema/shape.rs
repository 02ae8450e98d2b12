//! Schemas as generators of code want them, from what schemars makes of the types.
//!
//! | schemars | here |
//! |---|---|
//! | a choice is a reference with the name of its kind beside it | a definition of its own with everything in it, named after kind and choice: `HeadingBlock` |
//! | what may be left out may be `null` too | it is left out, and never `null` |
//! | names with a sentence each are constants to choose from | one list of names; the sentences stand in the description |
//! | formats that JSON Schema does not have (2020-12, Validation, 7.3), `uint32` | none; `minimum` says what they said |
//! | definitions that only choices referred to | gone |

use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What every choice tells itself from the others by.
pub(super) const KIND: &str = "kind";
const PREFIX: &str = "#/$defs/";

/// Rewrites a schema with its definitions.
pub(super) fn shape(root: &mut Map<String, Value>) {
    let mut definitions = match root.remove("$defs") {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    for part in definitions.values_mut().chain(root.values_mut()) {
        simple(part);
    }
    never_null(root);
    let name = root.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut made = Map::new();
    if let Some(variants) = variants(&name, root, &definitions) {
        take(root, variants, &mut made);
    }
    let names: Vec<String> = definitions.keys().cloned().collect();
    for name in names {
        let Some(variants) = definitions[&name].as_object().and_then(|part| variants(&name, part, &definitions)) else {
            continue;
        };
        if let Some(part) = definitions[&name].as_object_mut() {
            take(part, variants, &mut made);
        }
    }
    definitions.extend(made);
    let reached = reached(root, &definitions);
    definitions.retain(|name, _| reached.contains(name));
    if !definitions.is_empty() {
        root.insert("$defs".to_owned(), Value::Object(definitions));
    }
}

/// What needs no look at other definitions.
fn simple(part: &mut Value) {
    match part {
        Value::Object(map) => {
            map.values_mut().for_each(simple);
            let is_width = |format: &str| {
                let bare = format.trim_start_matches('u');
                let is_int =
                    bare.strip_prefix("int").is_some_and(|bits| bits.bytes().all(|byte| byte.is_ascii_digit()));
                is_int || matches!(format, "float" | "double")
            };
            if map.get("format").and_then(Value::as_str).is_some_and(is_width) {
                map.remove("format");
            }
            never_null(map);
            names(map);
        }
        Value::Array(list) => list.iter_mut().for_each(simple),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes `null` from properties that may be left out.
fn never_null(object: &mut Map<String, Value>) {
    let required: BTreeSet<String> = texts(object.get("required")).map(str::to_owned).collect();
    let Some(Value::Object(properties)) = object.get_mut("properties") else { return };
    for (name, property) in properties {
        let Value::Object(property) = property else { continue };
        if required.contains(name) {
            continue;
        }
        if let Some(Value::Array(kinds)) = property.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [kind] = kinds.as_slice() {
                let kind = kind.clone();
                property.insert("type".to_owned(), kind);
            }
        }
        if let Some(Value::Array(choices)) = property.get_mut("anyOf") {
            choices.retain(|choice| *choice != json!({ "type": "null" }));
            if let [Value::Object(only)] = choices.as_slice() {
                let only = only.clone();
                property.remove("anyOf");
                for (key, value) in only {
                    property.entry(key).or_insert(value);
                }
            }
        }
    }
}

/// One list of names instead of constants to choose from.
fn names(map: &mut Map<String, Value>) {
    let Some(choices) = map.get("oneOf").and_then(Value::as_array) else { return };
    let mut known = Vec::new();
    let mut described = String::new();
    for choice in choices {
        if choice["type"] != "string" || choice.get("properties").is_some() {
            return;
        }
        let several = choice["enum"].as_array().cloned().unwrap_or_default();
        let own: Vec<Value> = choice.get("const").cloned().into_iter().chain(several).collect();
        if own.is_empty() {
            return;
        }
        if let (Some(text), [Value::String(name)]) = (choice["description"].as_str(), own.as_slice()) {
            described.push_str(&format!("\n- `{name}`: {}", text.replace('\n', " ")));
        }
        known.extend(own);
    }
    map.remove("oneOf");
    map.insert("type".to_owned(), "string".into());
    map.insert("enum".to_owned(), Value::Array(known));
    if !described.is_empty() {
        let whole = format!("{}\n{described}", map.get("description").and_then(Value::as_str).unwrap_or_default());
        map.insert("description".to_owned(), whole.into());
    }
}

/// The definitions of the choices of a part, when that is what it is: by name, in the order of the type.
fn variants(name: &str, part: &Map<String, Value>, all: &Map<String, Value>) -> Option<Vec<(String, Value)>> {
    let choices = part.get("oneOf")?.as_array()?;
    choices.iter().map(|choice| variant(name, part, choice.as_object()?, all)).collect()
}

fn variant(
    name: &str,
    part: &Map<String, Value>,
    choice: &Map<String, Value>,
    all: &Map<String, Value>,
) -> Option<(String, Value)> {
    let kind = choice.get("properties")?.get(KIND)?.get("const")?.as_str()?;
    let own = format!("{}{name}", camel(kind));
    let held = choice.get("$ref").and_then(Value::as_str).and_then(|path| all.get(path.strip_prefix(PREFIX)?));
    let mut properties = Map::new();
    let mut required = BTreeSet::from([KIND.to_owned()]);
    for piece in [Some(part), held.and_then(Value::as_object), Some(choice)].into_iter().flatten() {
        if let Some(more) = piece.get("properties").and_then(Value::as_object) {
            properties.extend(more.clone());
        }
        required.extend(texts(piece.get("required")).map(str::to_owned));
    }
    properties.insert(KIND.to_owned(), json!({ "description": "What it is.", "type": "string", "const": kind }));
    let described = choice.get("description").or_else(|| held?.get("description")).cloned().unwrap_or_default();
    // The one value of a choice is what the choice is.
    for property in properties.values_mut().filter_map(Value::as_object_mut) {
        property.entry("description").or_insert_with(|| described.clone());
    }
    let made = json!({
        "description": described,
        "type": "object",
        "properties": properties,
        "required": required.into_iter().collect::<Vec<_>>(),
    });
    Some((own, made))
}

/// Leaves of a part nothing but the choice.
fn take(part: &mut Map<String, Value>, variants: Vec<(String, Value)>, made: &mut Map<String, Value>) {
    part.retain(|key, _| !["properties", "required", "type"].contains(&key.as_str()));
    let references = variants.iter().map(|(name, _)| json!({ "$ref": format!("{PREFIX}{name}") }));
    part.insert("oneOf".to_owned(), references.collect());
    made.extend(variants);
}

/// The definitions that a schema comes by.
fn reached(root: &Map<String, Value>, definitions: &Map<String, Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<String> = Vec::new();
    root.values().for_each(|part| references(part, &mut open));
    while let Some(name) = open.pop() {
        if let Some(part) = definitions.get(&name)
            && found.insert(name)
        {
            references(part, &mut open);
        }
    }
    found
}

fn references(part: &Value, found: &mut Vec<String>) {
    match part {
        Value::Object(map) => {
            found.extend(map.get("$ref").and_then(Value::as_str).and_then(definition).map(str::to_owned));
            map.values().for_each(|part| references(part, found));
        }
        Value::Array(list) => list.iter().for_each(|part| references(part, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The name of the definition that a reference leads to.
pub(super) fn definition(reference: &str) -> Option<&str> {
    reference.strip_prefix(PREFIX)
}

/// The texts of a list.
pub(super) fn texts(list: Option<&Value>) -> impl Iterator<Item = &str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// `definition-list` as `DefinitionList`.
fn camel(name: &str) -> String {
    let words = name.split(['-', '_']).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect()
}

/// Every definition of some schemas by name, their roots among them by their titles.
///
/// # Panics
/// When one name is two things: a test sees to it that none is.
pub(super) fn definitions(schemas: &[(String, String)]) -> BTreeMap<String, Value> {
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    let mut insert = |name: String, part: Value| {
        if let Some(known) = all.get(&name) {
            assert!(*known == part, "{name} is two things");
        }
        all.insert(name, part);
    };
    for (_, text) in schemas {
        let mut schema: Value = serde_json::from_str(text).expect("a schema is JSON");
        let Some(root) = schema.as_object_mut() else { continue };
        if let Some(Value::Object(parts)) = root.remove("$defs") {
            parts.into_iter().for_each(|(name, part)| insert(name, part));
        }
        let title = root["title"].as_str().expect("a root schema has a title").to_owned();
        root.retain(|key, _| !["title", "$id", "$schema"].contains(&key.as_str()));
        insert(title, schema);
    }
    all
}
