//! The tools: what they are called, what they take, what they do.

use crate::refusal::Refusal;
use crate::shelf::{Lacking, Shelf};
use pamphlet_json::SearchRecord;
use serde_json::{Map, Value, json};

/// How many findings a search gives when nobody says, and at most.
const FOUND: (usize, usize) = (10, 50);
/// How many cards are listed at most.
const CARDS: usize = 200;
/// How many characters of a section a search shows.
const SHOWN: usize = 300;

/// The tools for `tools/list`.
pub(crate) fn list() -> Value {
    let locale = json!({ "type": "string", "description": "A locale, such as `it`; the source locale by default." });
    let tool = |name: &str, title: &str, description: &str, properties: Value, required: &[&str]| {
        json!({
            "name": name,
            "title": title,
            "description": description,
            "inputSchema": {
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            },
            "annotations": { "readOnlyHint": true, "openWorldHint": false },
        })
    };
    json!([
        tool(
            "search",
            "Search",
            "Finds sections of pages by words. Gives the page, the section, the titles above it, its address and an excerpt.",
            json!({
                "query": { "type": "string", "description": "Words; those sections come first that have all of them." },
                "locale": locale,
                "limit": { "type": "integer", "minimum": 1, "maximum": FOUND.1 },
            }),
            &["query"],
        ),
        tool(
            "get_page",
            "Get a page",
            "The words of a page, or of one of its sections with those below it, as Markdown where the output has it.",
            json!({
                "page": { "type": "string", "description": "The name of the page, the same in every locale." },
                "locale": locale,
                "section": { "type": "string", "description": "The anchor of a heading; the whole page by default." },
                "format": { "type": "string", "enum": ["markdown", "json"], "description": "`json`: its file of data." },
            }),
            &["page"],
        ),
        tool(
            "list_pages",
            "List the pages",
            "The pages of a locale in reading order: name, title, address, language.",
            json!({ "locale": locale }),
            &[],
        ),
        tool(
            "list_cards",
            "List the recommendations",
            "What the pages recommend: name, page, links, where to get it, warnings.",
            json!({
                "locale": locale,
                "page": { "type": "string", "description": "Those of one page." },
                "query": { "type": "string", "description": "Words in name or description." },
            }),
            &[],
        ),
        tool(
            "coverage",
            "How much is translated",
            "How many words of each locale are translated; of one locale, page by page.",
            json!({ "locale": { "type": "string", "description": "A locale; all of them by default." } }),
            &[],
        ),
    ])
}

/// `tools/call`.
pub(crate) fn call(shelf: &mut Shelf<'_>, parameters: &Value) -> Result<Value, Refusal> {
    let name = parameters["name"].as_str().ok_or_else(|| Refusal::parameters("name is missing"))?;
    let none = Map::new();
    let given = match parameters.get("arguments") {
        None | Some(Value::Null) => &none,
        Some(Value::Object(given)) => given,
        Some(_) => return Err(Refusal::parameters("arguments is an object")),
    };
    let tools = list();
    let known = tools.as_array().and_then(|tools| tools.iter().find(|tool| tool["name"] == name));
    let Some(known) = known else { return Err(Refusal::parameters(format!("there is no tool {name}"))) };
    checked(&known["inputSchema"], given).map_err(Refusal::parameters)?;
    let done = match name {
        "search" => search(shelf, given),
        "get_page" => page(shelf, given),
        "list_pages" => pages(shelf, given),
        "list_cards" => cards(shelf, given),
        _ => coverage(shelf, given),
    };
    Ok(match done {
        Ok((text, data)) => {
            let mut result = json!({ "content": [{ "type": "text", "text": text }] });
            if let Some(data) = data {
                result["structuredContent"] = data;
            }
            result
        }
        Err(lacking) => json!({ "content": [{ "type": "text", "text": lacking }], "isError": true }),
    })
}

/// Holds arguments against what a tool says of them.
fn checked(schema: &Value, given: &Map<String, Value>) -> Result<(), String> {
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !given.contains_key(name) {
            return Err(format!("{name} is missing"));
        }
    }
    for (name, value) in given {
        let Some(property) = schema["properties"].get(name) else { return Err(format!("there is no argument {name}")) };
        let fits = match property["type"].as_str() {
            Some("integer") => value.as_u64().is_some_and(|number| {
                number >= property["minimum"].as_u64().unwrap_or(0)
                    && number <= property["maximum"].as_u64().unwrap_or(u64::MAX)
            }),
            _ => value.is_string(),
        };
        if !fits {
            return Err(format!("{name} is not a value of the kind that is asked for"));
        }
        if let Some(known) = property["enum"].as_array()
            && !known.contains(value)
        {
            return Err(format!("{name} is none of the values that are known"));
        }
    }
    Ok(())
}

/// Words for people, and the same as data.
type Done = Result<(String, Option<Value>), Lacking>;

fn text<'g>(given: &'g Map<String, Value>, name: &str) -> Option<&'g str> {
    given.get(name).and_then(Value::as_str)
}

fn search(shelf: &mut Shelf<'_>, given: &Map<String, Value>) -> Done {
    let locale = shelf.locale(text(given, "locale"))?;
    let words: Vec<String> =
        text(given, "query").unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Err("the query has no words".to_owned());
    }
    let limit = given.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    let sections = shelf.sections(&locale)?;
    let mut found: Vec<(usize, usize, &SearchRecord)> = Vec::new();
    for section in sections.iter() {
        let (matched, score) = score(section, &words);
        if matched > 0 {
            found.push((matched, score, section));
        }
    }
    // Stable: what is found equally well stays in reading order.
    found.sort_by_key(|(matched, score, _)| std::cmp::Reverse((*matched, *score)));
    let count = found.len();
    found.truncate(limit.unwrap_or(FOUND.0).min(FOUND.1));
    let hits: Vec<Value> = found
        .iter()
        .map(|(_, _, section)| {
            let mut hit = json!({
                "page": section.page,
                "titles": section.titles,
                "excerpt": excerpt(&section.text, &words),
                "language": section.language,
            });
            if let Some(anchor) = &section.anchor {
                hit["section"] = anchor.as_str().into();
            }
            if let Some(url) = &section.url {
                hit["url"] = url.as_str().into();
            }
            hit
        })
        .collect();
    let lines = hits.iter().map(|hit| {
        let titles: Vec<&str> = hit["titles"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let at = [hit["page"].as_str(), hit["section"].as_str()];
        let at: Vec<&str> = at.into_iter().flatten().collect();
        format!("{} ({})\n{}\n", titles.join(" › "), at.join("#"), hit["excerpt"].as_str().unwrap_or_default())
    });
    let words = match count {
        0 => format!("nothing in {locale} has these words\n"),
        _ => lines.collect::<Vec<_>>().join("\n"),
    };
    Ok((words, Some(json!({ "locale": locale, "found": count, "hits": hits }))))
}

/// How many of the words a section has, and how well.
fn score(section: &SearchRecord, words: &[String]) -> (usize, usize) {
    let title = section.title.to_lowercase();
    let above = section.titles.join("\n").to_lowercase();
    let body = section.text.to_lowercase();
    let mut matched = 0;
    let mut score = 0;
    for word in words {
        let own = usize::from(title.contains(word.as_str())) * 10
            + usize::from(above.contains(word.as_str())) * 3
            + body.matches(word.as_str()).take(5).count();
        matched += usize::from(own > 0);
        score += own;
    }
    (matched, score)
}

/// The part of a text round the first of the words.
fn excerpt(text: &str, words: &[String]) -> String {
    let folded: Vec<char> = text.chars().filter_map(|letter| letter.to_lowercase().next()).collect();
    let letters: Vec<char> = text.chars().collect();
    let place = words
        .iter()
        .filter_map(|word| {
            let word: Vec<char> = word.chars().collect();
            folded.windows(word.len()).position(|window| window == word)
        })
        .min()
        .unwrap_or(0);
    let mut start = place.saturating_sub(SHOWN / 3);
    // Not in the middle of a word, where there are spaces between words.
    if start > 0 {
        start =
            letters[start..place].iter().position(|letter| letter.is_whitespace()).map_or(start, |at| start + at + 1);
    }
    let end = letters.len().min(start + SHOWN);
    let shown: String = letters[start..end].iter().collect();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let mark = |cut: bool| if cut { "…" } else { "" };
    format!("{}{shown}{}", mark(start > 0), mark(end < letters.len()))
}

fn page(shelf: &mut Shelf<'_>, given: &Map<String, Value>) -> Done {
    let locale = shelf.locale(text(given, "locale"))?;
    let page = text(given, "page").unwrap_or_default();
    if text(given, "format") == Some("json") {
        return Ok((shelf.data(&locale, page)?, None));
    }
    Ok((shelf.page(&locale, page, text(given, "section"))?.1, None))
}

fn pages(shelf: &mut Shelf<'_>, given: &Map<String, Value>) -> Done {
    let locale = shelf.locale(text(given, "locale"))?;
    let index = shelf.index(&locale)?;
    let lines: Vec<String> = index.pages.iter().map(|page| format!("{}: {}", page.id.0, page.title)).collect();
    let pages: Vec<Value> = index
        .pages
        .iter()
        .map(|page| {
            let mut entry = json!({ "page": page.id, "title": page.title, "language": page.language });
            if let Some(url) = &page.url {
                entry["url"] = url.as_str().into();
            }
            entry
        })
        .collect();
    Ok((lines.join("\n"), Some(json!({ "locale": locale, "pages": pages }))))
}

fn cards(shelf: &mut Shelf<'_>, given: &Map<String, Value>) -> Done {
    let locale = shelf.locale(text(given, "locale"))?;
    let words: Vec<String> =
        text(given, "query").unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
    let page = text(given, "page");
    let mut cards = shelf.cards(&locale)?;
    cards.retain(|card| {
        let said = format!("{}\n{}", card.name, card.description).to_lowercase();
        page.is_none_or(|page| card.page.0 == page) && words.iter().all(|word| said.contains(word.as_str()))
    });
    let count = cards.len();
    cards.truncate(CARDS);
    let lines: Vec<String> =
        cards.iter().map(|card| format!("{} ({}): {}", card.name, card.page.0, card.description)).collect();
    let records: Vec<Value> = cards
        .iter()
        .map(|card| {
            json!({
                "id": card.id,
                "name": card.name,
                "page": card.page,
                "description": card.description,
                "language": card.language,
                "links": card.links.iter().map(|link| json!({ "role": link.role, "text": link.text, "url": link.url })).collect::<Vec<_>>(),
                "downloads": card.downloads.iter().map(|place| json!({ "kind": place.kind, "text": place.text, "url": place.url })).collect::<Vec<_>>(),
                "warnings": card.warnings.iter().map(|warning| warning.text.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let words = if count == 0 { "there are none".to_owned() } else { lines.join("\n") };
    Ok((words, Some(json!({ "locale": locale, "found": count, "cards": records }))))
}

fn coverage(shelf: &mut Shelf<'_>, given: &Map<String, Value>) -> Done {
    if let Some(asked) = text(given, "locale") {
        let locale = shelf.locale(Some(asked))?;
        let index = shelf.index(&locale)?;
        let lines: Vec<String> =
            index.pages.iter().map(|page| format!("{}: {} %", page.id.0, page.coverage.percent)).collect();
        let pages: Vec<Value> = index
            .pages
            .iter()
            .map(|page| json!({ "page": page.id, "fallback": page.fallback, "coverage": page.coverage }))
            .collect();
        let words = format!("{locale}: {} %\n{}", index.coverage.percent, lines.join("\n"));
        return Ok((words, Some(json!({ "locale": locale, "coverage": index.coverage, "pages": pages }))));
    }
    let mut lines = Vec::new();
    let mut locales = Vec::new();
    for locale in shelf.locales().to_vec() {
        let index = shelf.index(&locale)?;
        lines.push(format!("{locale}: {} %", index.coverage.percent));
        locales.push(json!({ "locale": locale, "coverage": index.coverage }));
    }
    Ok((lines.join("\n"), Some(json!({ "locales": locales }))))
}
