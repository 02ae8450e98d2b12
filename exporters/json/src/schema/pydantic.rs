//! Models for Pydantic, from the schemas.

use super::shape;
use crate::SCHEMA_VERSION;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// Words that Python keeps for itself, as far as a property could be called so.
const KEPT: [&str; 12] = ["as", "class", "def", "del", "for", "from", "global", "import", "in", "is", "pass", "with"];

/// A module for Python 3.10 and Pydantic 2 with a model for every file and every part of one, from schemas by name.
///
/// # Panics
/// Never: the schemas are ours.
#[must_use]
pub fn pydantic(schemas: &[(String, String)]) -> String {
    let mut names = String::new();
    let mut models = String::new();
    let mut choices = String::new();
    for (name, schema) in shape::definitions(schemas) {
        let Value::Object(parts) = &schema else { continue };
        if parts.contains_key("properties") {
            model(&name, parts, &mut models);
        } else if parts.contains_key("oneOf") {
            choice(&name, parts, &mut choices);
        } else {
            comment(parts, "", &mut names);
            writeln!(names, "{name} = {}", of(&schema)).expect("writing to a string succeeds");
        }
    }
    format!(
        "# Models of Pamphlet's JSON, version {SCHEMA_VERSION}, for Python 3.10 and Pydantic 2.\n\
         # Generated from the schemas: do not edit. PageFile.model_validate_json(text) reads a page.\n\
         from __future__ import annotations\n\n\
         from typing import Annotated, Any, Literal, Union\n\n\
         from pydantic import BaseModel, Field\n\n\
         {names}\n{models}\n{choices}"
    )
}

/// A class.
fn model(name: &str, parts: &Map<String, Value>, out: &mut String) {
    writeln!(out, "\nclass {name}(BaseModel):").expect("writing to a string succeeds");
    let text = description(parts);
    if !text.is_empty() {
        let text = text.replace('\\', "\\\\").replace("\"\"\"", "'''").replace('\n', "\n    ");
        writeln!(out, "    \"\"\"{}\"\"\"\n", trimmed(&text)).expect("writing to a string succeeds");
    }
    let required: Vec<&str> = shape::texts(parts.get("required")).collect();
    let properties = parts.get("properties").and_then(Value::as_object);
    for (key, schema) in properties.into_iter().flatten() {
        if let Value::Object(parts) = schema {
            comment(parts, "    ", out);
        }
        let kept = KEPT.contains(&key.as_str());
        let own = if kept { format!("{key}_") } else { key.clone() };
        let (mut kind, mut default) = (of(schema), String::new());
        let alias = if kept { format!("alias=\"{key}\"") } else { String::new() };
        if !required.contains(&key.as_str()) {
            kind.push_str(" | None");
            default = if kept { format!(" = Field(None, {alias})") } else { " = None".to_owned() };
        } else if kept {
            default = format!(" = Field({alias})");
        }
        writeln!(out, "    {own}: {kind}{default}").expect("writing to a string succeeds");
    }
    if properties.is_none_or(Map::is_empty) {
        out.push_str("    pass\n");
    }
}

/// One of several models, told apart by their kind.
fn choice(name: &str, parts: &Map<String, Value>, out: &mut String) {
    comment(parts, "", out);
    let all = parts.get("oneOf").and_then(Value::as_array).into_iter().flatten().map(of);
    let all = all.collect::<Vec<_>>().join(",\n        ");
    let kind = shape::KIND;
    writeln!(out, "{name} = Annotated[\n    Union[\n        {all},\n    ],\n    Field(discriminator=\"{kind}\"),\n]\n")
        .expect("writing to a string succeeds");
}

/// The type of a schema.
fn of(schema: &Value) -> String {
    let Value::Object(parts) = schema else { return "Any".to_owned() };
    if let Some(name) = parts.get("$ref").and_then(Value::as_str).and_then(shape::definition) {
        return name.to_owned();
    }
    if let Some(value) = parts.get("const") {
        return format!("Literal[{value}]");
    }
    if let Some(values) = parts.get("enum").and_then(Value::as_array) {
        return format!("Literal[{}]", values.iter().map(Value::to_string).collect::<Vec<_>>().join(", "));
    }
    match parts.get("type").and_then(Value::as_str) {
        Some("string") => "str".to_owned(),
        Some("integer") => "int".to_owned(),
        Some("number") => "float".to_owned(),
        Some("boolean") => "bool".to_owned(),
        Some("array") => match (parts.get("prefixItems").and_then(Value::as_array), parts.get("items")) {
            (Some(items), _) => format!("tuple[{}]", items.iter().map(of).collect::<Vec<_>>().join(", ")),
            (None, Some(item)) => format!("list[{}]", of(item)),
            (None, None) => "list[Any]".to_owned(),
        },
        Some("object") => format!("dict[str, {}]", parts.get("additionalProperties").map_or("Any".to_owned(), of)),
        Some(_) | None => "Any".to_owned(),
    }
}

fn description(parts: &Map<String, Value>) -> &str {
    parts.get("description").and_then(Value::as_str).unwrap_or_default()
}

fn comment(parts: &Map<String, Value>, indent: &str, out: &mut String) {
    for line in description(parts).lines() {
        writeln!(out, "{}", trimmed(&format!("{indent}# {line}"))).expect("writing to a string succeeds");
    }
}

/// Without spaces at the ends of lines.
fn trimmed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
