//! Types for TypeScript, from the schemas.

use super::shape;
use crate::SCHEMA_VERSION;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// A declaration file with a type for every file and every part of one, from schemas by name.
///
/// # Panics
/// Never: the schemas are ours.
#[must_use]
pub fn typescript(schemas: &[(String, String)]) -> String {
    let mut out =
        format!("// Types of Pamphlet's JSON, version {SCHEMA_VERSION}. Generated from the schemas: do not edit.\n");
    for (name, schema) in shape::definitions(schemas) {
        out.push('\n');
        comment(&schema, "", &mut out);
        writeln!(out, "export type {name} = {};", of(&schema, "")).expect("writing to a string succeeds");
    }
    out
}

fn comment(schema: &Value, indent: &str, out: &mut String) {
    if let Some(text) = schema["description"].as_str() {
        let text = text.replace("*/", "* /").replace('\n', &format!("\n{indent} * "));
        writeln!(out, "{indent}/** {text} */").expect("writing to a string succeeds");
    }
}

/// The type of a schema, written at an indent.
fn of(schema: &Value, indent: &str) -> String {
    let Value::Object(parts) = schema else { return "unknown".to_owned() };
    if let Some(name) = parts.get("$ref").and_then(Value::as_str).and_then(shape::definition) {
        return name.to_owned();
    }
    if let Some(value) = parts.get("const") {
        return value.to_string();
    }
    if let Some(values) = parts.get("enum").and_then(Value::as_array) {
        return values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
    }
    let mut all = Vec::new();
    if parts.contains_key("properties") || parts.contains_key("additionalProperties") {
        all.push(object(parts, indent));
    } else if let Some(kind) =
        parts.get("type").filter(|_| !["oneOf", "anyOf"].iter().any(|key| parts.contains_key(*key)))
    {
        let several = kind.as_array().into_iter().flatten();
        let kinds: Vec<&str> = several.chain([kind]).filter_map(Value::as_str).collect();
        all.push(kinds.into_iter().map(|kind| simple(kind, parts, indent)).collect::<Vec<_>>().join(" | "));
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(choices) = parts.get(key).and_then(Value::as_array) {
            let mut texts: Vec<String> = Vec::new();
            for choice in choices {
                let text = of(choice, &format!("{indent}  "));
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            let joined = texts.join(&format!("\n{indent}  | "));
            all.push(if all.is_empty() && texts.len() == 1 {
                joined
            } else {
                format!("(\n{indent}  | {joined}\n{indent})")
            });
        }
    }
    if let Some(every) = parts.get("allOf").and_then(Value::as_array) {
        all.extend(every.iter().map(|part| of(part, indent)));
    }
    if all.is_empty() { "unknown".to_owned() } else { all.join(" & ") }
}

fn simple(kind: &str, parts: &Map<String, Value>, indent: &str) -> String {
    match kind {
        "string" => "string".to_owned(),
        "integer" | "number" => "number".to_owned(),
        "boolean" => "boolean".to_owned(),
        "null" => "null".to_owned(),
        "array" => match (parts.get("prefixItems").and_then(Value::as_array), parts.get("items")) {
            (Some(items), _) => {
                format!("[{}]", items.iter().map(|item| of(item, indent)).collect::<Vec<_>>().join(", "))
            }
            (None, Some(item)) => format!("Array<{}>", of(item, indent)),
            (None, None) => "Array<unknown>".to_owned(),
        },
        _ => "Record<string, unknown>".to_owned(),
    }
}

fn object(parts: &Map<String, Value>, indent: &str) -> String {
    let inner = format!("{indent}  ");
    let required: Vec<&str> =
        parts.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut out = "{\n".to_owned();
    if let Some(properties) = parts.get("properties").and_then(Value::as_object) {
        for (name, schema) in properties {
            comment(schema, &inner, &mut out);
            let mark = if required.contains(&name.as_str()) { "" } else { "?" };
            writeln!(out, "{inner}{name}{mark}: {};", of(schema, &inner)).expect("writing to a string succeeds");
        }
    }
    if let Some(rest) = parts.get("additionalProperties").filter(|rest| **rest != Value::Bool(false)) {
        writeln!(out, "{inner}[key: string]: {};", of(rest, &inner)).expect("writing to a string succeeds");
    }
    out.push_str(indent);
    out.push('}');
    out
}
