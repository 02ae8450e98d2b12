//! Filters of Jinja that `minijinja` has not: `tojson`, `truncate`, `wordcount`, `wordwrap`, `center`, `filesizeformat`,
//! `striptags`, `urlencode`; and its functions `cycler` and `joiner`.

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, Value};
use minijinja_contrib::{filters, globals};
use pamphlet_source::{limits, percent};

/// Adds the filters.
pub(super) fn teach(environment: &mut Environment<'_>) {
    environment.add_filter("truncate", |text: &Value, length: Option<usize>, kill: Option<bool>, kwargs: Kwargs| {
        let length = length.or(kwargs.get::<Option<usize>>("length")?).unwrap_or(255);
        let kill = kill.or(kwargs.get::<Option<bool>>("killwords")?).unwrap_or(false);
        let end = kwargs.get::<Option<String>>("end")?.unwrap_or_else(|| "...".to_owned());
        let leeway = kwargs.get::<Option<usize>>("leeway")?.unwrap_or(5);
        Ok::<_, Error>(truncated(&text.to_string(), length, kill, &end, leeway))
    });
    environment.add_filter("filesizeformat", filters::filesizeformat);
    environment.add_filter("striptags", filters::striptags);
    environment.add_function("cycler", globals::cycler);
    environment.add_function("joiner", globals::joiner);
    environment.add_filter("tojson", |value: &Value, kwargs: Kwargs| {
        let indent = kwargs.get::<Option<usize>>("indent")?;
        json(value, indent)
    });
    environment.add_filter("wordcount", |text: &Value| {
        text.to_string()
            .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
            .filter(|word| !word.is_empty())
            .count()
    });
    environment
        .add_filter("center", |text: &Value, width: Option<usize>| centred(&text.to_string(), width.unwrap_or(80)));
    environment
        .add_filter("wordwrap", |text: &Value, width: Option<usize>| wrapped(&text.to_string(), width.unwrap_or(79)));
    environment.add_filter("urlencode", |text: &Value| percent::encoded(&text.to_string(), "_.-~/"));
}

/// A value as Jinja writes JSON: names in order, room behind signs, and no sign that HTML would read.
fn json(value: &Value, indent: Option<usize>) -> Result<String, Error> {
    let mut out = String::new();
    write(value, indent, 0, &mut out)?;
    let signs = [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026"), ('\'', "\\u0027")];
    Ok(signs.iter().fold(out, |out, (sign, put)| out.replace(*sign, put)))
}

fn write(value: &Value, indent: Option<usize>, depth: usize, out: &mut String) -> Result<(), Error> {
    let begin = |out: &mut String, first: bool, depth: usize| match indent {
        Some(width) => {
            out.push_str(if first { "\n" } else { ",\n" });
            out.push_str(&" ".repeat((width * depth).min(limits::MACRO_NAME_BYTES)));
        }
        None if !first => out.push_str(", "),
        None => {}
    };
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let is_map = value.kind() == ValueKind::Map;
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable | ValueKind::Map if depth < limits::MACRO_LEVELS => {
            let mut items: Vec<Value> = value.try_iter()?.collect();
            if is_map {
                items.sort_by_key(ToString::to_string);
            }
            out.push(if is_map { '{' } else { '[' });
            let count = items.len();
            for (number, item) in items.into_iter().enumerate() {
                begin(out, number == 0, depth + 1);
                if is_map {
                    out.push_str(&text(&item.to_string()));
                    out.push_str(": ");
                    write(&value.get_item(&item)?, indent, depth + 1, out)?;
                } else {
                    write(&item, indent, depth + 1, out)?;
                }
            }
            if indent.is_some() && count > 0 {
                begin(out, true, depth);
            }
            out.push(if is_map { '}' } else { ']' });
        }
        ValueKind::None | ValueKind::Undefined => out.push_str("null"),
        ValueKind::Number | ValueKind::Bool => out.push_str(&value.to_string().to_lowercase()),
        _ => out.push_str(&text(&value.to_string())),
    }
    Ok(())
}

/// The beginning of a text of more than so many letters, as far as its words are whole unless these may be cut.
fn truncated(text: &str, length: usize, kill: bool, end: &str, leeway: usize) -> String {
    if text.chars().count() <= length.saturating_add(leeway) {
        return text.to_owned();
    }
    let kept: String = text.chars().take(length.saturating_sub(end.chars().count())).collect();
    let words = if kill { kept.as_str() } else { kept.rsplit_once(' ').map_or(kept.as_str(), |(words, _)| words) };
    format!("{words}{end}")
}

/// A text in the middle of so many letters.
fn centred(text: &str, width: usize) -> String {
    let spare = width.min(limits::MACRO_NAME_BYTES).saturating_sub(text.chars().count());
    let before = spare / 2;
    format!("{}{text}{}", " ".repeat(before), " ".repeat(spare - before))
}

/// A text in lines of so many letters, where words allow it.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines.join("\n")
}
