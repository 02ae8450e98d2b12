//! Files of version 1, in the form of version 2: what 1 says is kept, what it did not say is left empty.
//!
//! Version 1 held pages as they were written: line ends of the source, links without words, callouts without names. What
//! stands for them is put in here in the plainest way, so that two outputs can be compared.

use super::Node;
use pamphlet_locale::spacing;
use serde_json::Value;

/// Whether a file is of version 1.
pub(super) fn is_earlier(file: &Node) -> bool {
    matches!(file.get("schema_version"), Some(Node::Scalar(Value::String(version))) if version.starts_with("1."))
}

/// Brings a value of version 1, and all that it holds, into the form of version 2. `under` is the key that it, or the list
/// that it is in, stands at.
pub(super) fn upgrade(node: &mut Node, under: &str) {
    match node {
        Node::Scalar(_) => {}
        Node::Array(items) => {
            for item in items.iter_mut() {
                upgrade(item, under);
            }
            joined(items);
        }
        Node::Object(entries) => {
            // Front matter is the author's, whatever it looks like.
            if under == "meta" {
                return;
            }
            for (key, value) in entries.iter_mut() {
                upgrade(value, key);
            }
            object(node, under);
        }
    }
}

fn object(node: &mut Node, under: &str) {
    for (old, written) in [("to", "unresolved"), ("from", "missing")] {
        if node.text(old).is_some() {
            node.rename(old, "kind");
            if node.text("kind").as_deref() == Some("written") {
                node.set("kind", text(written));
            }
        }
    }
    for old in ["marks", "unit"] {
        if node.text(old).is_some() {
            node.rename(old, "kind");
        }
    }
    if let (Some(name), 1) = (node.text("other"), node.keys()) {
        // A callout of the site's own has a name; of other things it is known only that they are others.
        match under {
            "callout" => *node = text(&name),
            // Of a warning or of a download, which knows.
            "kind" => {}
            _ => *node = text("other"),
        }
        return;
    }
    match under {
        "downloads" if node.get("items").is_some() => node.rename("summary", "label"),
        "downloads" if matches!(node.get("kind"), Some(Node::Object(_))) => node.set("kind", text("other")),
        "warnings" => {
            if let Some(name) = node.get("kind").and_then(|kind| kind.text("other")) {
                node.set("kind", text(&name));
            }
        }
        "outline" => announce(node),
        "tabs" => node.set("announced", number(2)),
        "note" => shown(node),
        _ => {}
    }
    if node.get("digest").is_some() && (node.get("block").is_some() || node.get("note").is_some()) {
        node.set("written", text(""));
    }
    if node.get("decorative").is_some() {
        picture(node);
    }
    if let Some(Node::Scalar(Value::Bool(done))) = node.get("task") {
        let task =
            Node::Object(vec![("done".to_owned(), Node::Scalar(Value::Bool(*done))), ("words".to_owned(), words(""))]);
        node.set("task", task);
    }
    if node.get("list").is_some() && node.get("items").is_some() {
        node.rename("list", "marks");
    }
    if node.get("target").is_some() && node.get("content").is_some() {
        link(node);
    }
    match node.text("kind").as_deref().filter(|_| node.get("span").is_some()) {
        Some("heading") => announce(node),
        Some("admonition" | "collapsible") => callout(node),
        Some("card") => card(node),
        Some("diagram") => {
            let label = node.text("notation").unwrap_or_default();
            node.set("label", words(&label));
        }
        Some("code") => node.rename("language", "code_language"),
        Some("icon") => node.set("says", kind("nothing", None)),
        Some("footnote-reference" | "annotation-reference") => shown(node),
        Some("soft-break") => {
            node.set("kind", text("text"));
            node.set("text", text("\n"));
        }
        _ => {}
    }
}

/// Line ends of the source as spaces, or as nothing between characters of scripts without spaces; texts that follow each
/// other are one.
fn joined(items: &mut Vec<Node>) {
    let is_text = |node: &Node| node.text("kind").as_deref() == Some("text") && node.get("span").is_some();
    if !items.iter().any(is_text) {
        return;
    }
    let mut out: Vec<Node> = Vec::with_capacity(items.len());
    let mut pending = false;
    for item in items.drain(..) {
        let own = item.text("text").filter(|_| is_text(&item));
        if own.as_deref() == Some("\n") {
            pending = true;
            continue;
        }
        let last = out.last().filter(|last| is_text(last)).and_then(|last| last.text("text"));
        let ends =
            (last.as_ref().and_then(|last| last.chars().last()), own.as_ref().and_then(|own| own.chars().next()));
        let space = match ends {
            (Some(before), Some(after)) if spacing::is_ideographic(before) && spacing::is_ideographic(after) => "",
            (Some(before), _) if before.is_whitespace() => "",
            _ => " ",
        };
        let between = if std::mem::take(&mut pending) { space } else { "" };
        match (last, own) {
            (Some(last), Some(own)) => {
                if let Some(node) = out.last_mut() {
                    node.set("text", text(&format!("{last}{between}{own}")));
                }
            }
            (Some(last), None) => {
                if let Some(node) = out.last_mut() {
                    node.set("text", text(&format!("{last}{between}")));
                }
                out.push(item);
            }
            (None, Some(own)) => {
                let mut item = item;
                item.set("text", text(&format!("{between}{own}")));
                out.push(item);
            }
            (None, None) => {
                if !between.is_empty() {
                    out.push(run(between));
                }
                out.push(item);
            }
        }
    }
    *items = out;
}

fn announce(node: &mut Node) {
    if let Some(Node::Scalar(level)) = node.get("level") {
        let level = level.clone();
        node.set("announced", Node::Scalar(level));
    }
}

fn shown(node: &mut Node) {
    if let Some(Node::Scalar(Value::Number(number))) = node.get("number") {
        let shown = number.to_string();
        node.set("shown", text(&shown));
    }
}

/// What a callout is called stood in its heading.
fn callout(node: &mut Node) {
    let Some(heading) = node.take("heading") else { return };
    if let Some(word) = heading.text("word") {
        node.set("label", words(&word));
    }
    node.set("title", title(heading));
    node.set("icon", text(""));
}

fn card(node: &mut Node) {
    if let Some(heading @ Node::Object(_)) = node.take("title") {
        node.set("title", title(heading));
    }
    if node.text("id").is_none() {
        node.set("id", text(""));
    }
}

/// The words of a title: the author's, else the word that a website shows.
fn title(mut heading: Node) -> Node {
    if let Some(content) = heading.take("content") {
        return content;
    }
    Node::Array(heading.text("word").map(|word| run(&word)).into_iter().collect())
}

fn picture(node: &mut Node) {
    let decorative = matches!(node.take("decorative"), Some(Node::Scalar(Value::Bool(true))));
    let language = node.take("language");
    let said = node.text("alternative").unwrap_or_default();
    let alternative = match (decorative, said.is_empty()) {
        (true, _) => kind("decorative", None),
        (false, true) => kind("undescribed", None),
        (false, false) => {
            let mut words = words(&said);
            if let Some(language @ Node::Scalar(Value::String(_))) = language {
                words.set("language", language);
            }
            kind("described", Some(words))
        }
    };
    node.set("alternative", alternative);
}

/// A link shows words: its own, else its title, else where it leads.
fn link(node: &mut Node) {
    let language = node.take("title_language");
    let title = node.text("title");
    let target = node.get("target");
    let address = ["url", "page", "address"].iter().find_map(|key| target.and_then(|target| target.text(key)));
    let mut said = String::new();
    if let Some(content) = node.get("content") {
        plain(content, &mut said);
    }
    let mut said = said.trim().to_owned();
    if said.is_empty() {
        said = title.clone().or(address).unwrap_or_default();
        if let Some(Node::Array(content)) = node.get_mut("content") {
            content.push(run(&said));
        }
    }
    if let Some(title) = title {
        let mut words = words(&title);
        if let Some(language @ Node::Scalar(Value::String(_))) = language {
            words.set("language", language);
        }
        node.set("title", words);
    }
    node.set("words", text(&said));
}

/// The words of inlines.
fn plain(node: &Node, out: &mut String) {
    match node {
        Node::Scalar(_) => {}
        Node::Array(items) => items.iter().for_each(|item| plain(item, out)),
        Node::Object(_) => {
            if node.get("span").is_some() {
                out.push_str(&node.text("text").unwrap_or_default());
            }
            if let Some(content) = node.get("content") {
                plain(content, out);
            }
        }
    }
}

fn text(text: &str) -> Node {
    Node::Scalar(Value::String(text.to_owned()))
}

fn number(number: u32) -> Node {
    Node::Scalar(number.into())
}

fn words(words: &str) -> Node {
    Node::Object(vec![("text".to_owned(), text(words))])
}

/// A text among inlines.
fn run(words: &str) -> Node {
    let span = Node::Object(vec![("start".to_owned(), number(0)), ("end".to_owned(), number(0))]);
    Node::Object(vec![("span".to_owned(), span), ("kind".to_owned(), text("text")), ("text".to_owned(), text(words))])
}

fn kind(kind: &str, words: Option<Node>) -> Node {
    let words = words.map(|words| ("words".to_owned(), words));
    Node::Object([("kind".to_owned(), text(kind))].into_iter().chain(words).collect())
}
