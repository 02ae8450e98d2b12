//! SARIF 2.1.0 (OASIS): one run, one rule a code, one result a finding.

use crate::{ReportOptions, explain};
use pamphlet_source::{Code, FileEdit, Finding, Related, Severity, percent};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(crate) fn render(findings: &[Finding], options: &ReportOptions) -> String {
    let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect::<BTreeSet<_>>().into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, &codes, options)).collect();
    let mut log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "pamphlet", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "ROOT": { "description": { "text": "The root of the repository" } } },
            "results": results,
        }],
    });
    log.sort_all_objects();
    let mut text = serde_json::to_string_pretty(&log).expect("a value of JSON has a text");
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.summary().trim() },
        "fullDescription": { "text": code.summary().trim() },
        "help": { "text": explain(code), "markdown": explain(code) },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(finding: &Finding, codes: &[Code], options: &ReportOptions) -> Value {
    let text = match &finding.help {
        Some(help) => format!("{}. {help}", finding.message),
        None => finding.message.clone(),
    };
    let mut properties = Map::new();
    let facts = [("locale", &finding.locale), ("page", &finding.page), ("original", &finding.original)];
    for (name, value) in facts {
        if let Some(value) = value {
            properties.insert(name.to_owned(), json!(value));
        }
    }
    let mut result = json!({
        "ruleId": finding.code.name(),
        "ruleIndex": codes.binary_search(&finding.code).unwrap_or_default(),
        "level": level(finding.severity),
        "message": { "text": text },
        "properties": properties,
    });
    if let (Some(path), false) = (finding.path(), finding.fix.is_empty()) {
        let uri = encode(&format!("{}{path}", options.path_prefix));
        let replacements: Vec<Value> = finding.fix.iter().map(replacement).collect();
        let change = json!({
            "artifactLocation": { "uri": uri, "uriBaseId": "ROOT" },
            "replacements": replacements,
        });
        result["fixes"] = json!([{ "description": { "text": text }, "artifactChanges": [change] }]);
    }
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|Related { path, line, column, message }| {
            let uri = encode(&format!("{}{path}", options.path_prefix));
            let region = json!({ "startLine": line, "startColumn": column });
            let location = json!({ "artifactLocation": { "uri": uri, "uriBaseId": "ROOT" }, "region": region });
            json!({ "physicalLocation": location, "message": { "text": message } })
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(place) = &finding.place {
        let uri = encode(&format!("{}{}", options.path_prefix, place.path));
        let mut location = json!({ "artifactLocation": { "uri": uri, "uriBaseId": "ROOT" } });
        if let Some(spot) = place.spot {
            let mut region = json!({ "startLine": spot.line });
            if let Some(column) = spot.column {
                region["startColumn"] = json!(column);
            }
            if let Some(end) = place.end {
                region["endLine"] = json!(end.line);
                region["endColumn"] = json!(end.column);
            }
            location["region"] = region;
        }
        result["locations"] = json!([{ "physicalLocation": location }]);
    }
    result
}

fn replacement(edit: &FileEdit) -> Value {
    let region = json!({
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line,
        "endColumn": edit.end_column,
    });
    let mut replacement = json!({ "deletedRegion": region });
    if !edit.put.is_empty() {
        replacement["insertedContent"] = json!({ "text": edit.put });
    }
    replacement
}

/// A path as part of an address (RFC 3986, 3.3).
fn encode(path: &str) -> String {
    percent::encoded(path, "-._~!$&'()*+,;=@/")
}
