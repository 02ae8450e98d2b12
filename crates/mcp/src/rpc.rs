//! JSON-RPC 2.0 and the life of a session.

use crate::Output;
use crate::address::named;
use crate::refusal::Refusal;
use crate::shelf::Shelf;
use crate::tools;
use serde_json::{Value, json};

/// The versions of the protocol that are spoken, the newest first.
const VERSIONS: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// How many resources are listed at a time.
const LISTED: usize = 200;

/// A session over one output.
pub struct Server<'o> {
    shelf: Shelf<'o>,
}

impl<'o> Server<'o> {
    /// A session over an output.
    #[must_use]
    pub fn new(output: Output<'o>) -> Self {
        Self { shelf: Shelf::new(output) }
    }

    /// Answers a line; none for what wants no answer: notifications, and answers.
    pub fn answer(&mut self, line: &str) -> Option<String> {
        let value: Value = match serde_json::from_str(line) {
            Ok(value) => value,
            Err(error) => return Some(failed(&Value::Null, -32700, &format!("the line is not JSON: {error}"))),
        };
        let Value::Object(call) = &value else {
            return Some(failed(&Value::Null, -32600, "a call is one object, and batches are not taken"));
        };
        let id = call.get("id").cloned();
        let Some(method) = call.get("method").and_then(Value::as_str) else {
            // An answer: nothing was asked.
            if call.contains_key("result") || call.contains_key("error") {
                return None;
            }
            return Some(failed(&Value::Null, -32600, "a call names its method"));
        };
        // A notification. None of them changes anything here.
        let id = id?;
        if !(id.is_string() || id.is_number()) {
            return Some(failed(&Value::Null, -32600, "the id of a call is text or a number"));
        }
        if call.get("jsonrpc") != Some(&json!("2.0")) {
            return Some(failed(&id, -32600, "a call says \"jsonrpc\": \"2.0\""));
        }
        let parameters = call.get("params").cloned().unwrap_or_else(|| json!({}));
        if !parameters.is_object() {
            return Some(failed(&id, -32602, "params is an object"));
        }
        Some(match self.call(method, &parameters) {
            Ok(result) => written(json!({ "jsonrpc": "2.0", "id": id, "result": result })),
            Err(Refusal { code, message }) => failed(&id, code, &message),
        })
    }

    /// What is said of a line that was longer than any that is read.
    #[must_use]
    pub fn too_long(limit: usize) -> String {
        failed(&Value::Null, -32600, &format!("a line has at most {limit} bytes"))
    }

    fn call(&mut self, method: &str, parameters: &Value) -> Result<Value, Refusal> {
        Ok(match method {
            "initialize" => self.initialize(parameters),
            "ping" => json!({}),
            "tools/list" => json!({ "tools": tools::list() }),
            "tools/call" => tools::call(&mut self.shelf, parameters)?,
            "resources/list" => self.resources(parameters)?,
            "resources/templates/list" => json!({ "resourceTemplates": [{
                "uriTemplate": "pamphlet://{locale}/{+page}",
                "name": "page",
                "description": "A page of a locale by its name, which is the same in every locale.",
            }] }),
            "resources/read" => self.resource(parameters)?,
            unknown => {
                return Err(Refusal { code: -32601, message: format!("there is no method {unknown}") });
            }
        })
    }

    fn initialize(&self, parameters: &Value) -> Value {
        let asked = parameters["protocolVersion"].as_str().unwrap_or_default();
        let version = VERSIONS.into_iter().find(|version| *version == asked).unwrap_or(VERSIONS[0]);
        let locales = self.shelf.locales().join(", ");
        json!({
            "protocolVersion": version,
            "capabilities": { "tools": {}, "resources": {} },
            "serverInfo": { "name": "pamphlet", "title": self.shelf.title(), "version": self.shelf.version() },
            "instructions": format!(
                "The pages of “{}” in the locales {locales}, the first of which the others are translated from. Search for \
                 words, then get the page or the section.",
                self.shelf.title()
            ),
        })
    }

    fn resources(&mut self, parameters: &Value) -> Result<Value, Refusal> {
        let from: usize = match parameters.get("cursor") {
            None | Some(Value::Null) => 0,
            Some(cursor) => cursor
                .as_str()
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| Refusal::parameters("the cursor is none of this server's"))?,
        };
        let all = self.shelf.pages();
        let next = from.saturating_add(LISTED);
        let listed: Vec<Value> = all.iter().skip(from).take(LISTED).cloned().collect();
        Ok(if next < all.len() {
            json!({ "resources": listed, "nextCursor": next.to_string() })
        } else {
            json!({ "resources": listed })
        })
    }

    fn resource(&mut self, parameters: &Value) -> Result<Value, Refusal> {
        let uri = parameters["uri"].as_str().ok_or_else(|| Refusal::parameters("uri is missing"))?;
        let none = || Refusal { code: -32002, message: format!("there is no resource {uri}") };
        let (locale, page) = named(uri).ok_or_else(none)?;
        let (media_type, text) = self.shelf.page(locale, &page, None).map_err(|_| none())?;
        Ok(json!({ "contents": [{ "uri": uri, "mimeType": media_type, "text": text }] }))
    }
}

fn failed(id: &Value, code: i32, message: &str) -> String {
    written(json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }))
}

/// By name: whether a library keeps the order of keys depends on what else is built.
fn written(mut answer: Value) -> String {
    answer.sort_all_objects();
    answer.to_string()
}
