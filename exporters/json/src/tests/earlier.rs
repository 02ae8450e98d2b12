//! Files of earlier versions.

use super::*;

/// A page as version 1.1 wrote it, with what has another form now.
const EARLIER: &str = r#"{"schema_version":"1.1","locale":"en","source_locale":"en","id":"old","title":"Old","title_in_text":true,
"language":"en","direction":"ltr","languages":{},"fallback":false,"path":"docs/old.md","digest":"0","coverage":{"words":1,
"translated_words":1,"sentences":1,"translated_sentences":1,"blocks":1,"translated_blocks":1,"percent":100},
"meta":{"draft":false,"rest":{"to":"me","from":"you","heading":{"title":"x"}}},
"outline":[{"level":1,"anchor":"old","text":"Old"}],"sources":[],"blocks":[BLOCKS],"notes":[{"id":"note-a","digest":"0","text":"n",
"place":PLACE,"note":{"origin":{"source":0,"start":0},"span":SPAN,"label":"a","number":1,"references":1,"blocks":[]}}]}"#;

fn earlier(blocks: &[&str]) -> PageFile {
    let place = r#"{"path":"p","line":1,"column":1,"end_line":1,"end_column":1,"start":0,"end":1}"#;
    let entries: Vec<String> = blocks
        .iter()
        .map(|block| {
            format!(
                r#"{{"id":"b","digest":"0","text":"t","language":"en","direction":"ltr","place":{place},"origin":{{"source":0,"start":0}},"block":{block}}}"#
            )
        })
        .collect();
    let text = EARLIER.replace("BLOCKS", &entries.join(",")).replace("PLACE", place);
    let text = text.replace("SPAN", r#"{"start":0,"end":1}"#);
    read_page(text.as_bytes()).expect("a page of version 1 is read")
}

#[test]
fn pages_of_the_first_version_are_read() {
    let page = earlier(&[
        r#"{"span":SPAN,"kind":"heading","level":1,"anchor":"old","content":[{"span":SPAN,"kind":"text","text":"Old"}]}"#,
        r#"{"span":SPAN,"kind":"paragraph","content":[{"span":SPAN,"kind":"text","text":"one"},{"span":SPAN,"kind":"soft-break"},
        {"span":SPAN,"kind":"text","text":"two 漢"},{"span":SPAN,"kind":"soft-break"},{"span":SPAN,"kind":"text","text":"字"},
        {"span":SPAN,"kind":"link","target":{"to":"external","url":"https://e.example/"},"title":"Elsewhere","content":[]},
        {"span":SPAN,"kind":"icon","name":"material/heart"},{"span":SPAN,"kind":"code","text":"x","language":"sh"},
        {"span":SPAN,"kind":"footnote-reference","label":"a","number":1},
        {"span":SPAN,"kind":"picture","source":{"from":"local","asset":"a.png"},"alternative":"A lamp","decorative":false,
        "width":{"unit":"pixels","value":9}}]}"#,
        r#"{"span":SPAN,"kind":"admonition","callout":{"other":"riddle"},"heading":{"title":"implied","word":"Riddle"},"placement":"block",
        "blocks":[{"span":SPAN,"kind":"list","list":{"marks":"numbered","start":3},"tight":true,
        "items":[{"span":SPAN,"task":true,"blocks":[]}]}]}"#,
        r#"{"span":SPAN,"kind":"collapsible","heading":{"title":"absent"},"open":true,"placement":"block","blocks":[]}"#,
        r#"{"span":SPAN,"kind":"tabs","tabs":[{"span":SPAN,"label":[],"blocks":[]}]}"#,
        r#"{"span":SPAN,"kind":"diagram","notation":"mermaid","source":"graph"}"#,
        r#"{"span":SPAN,"kind":"card","name":"Lantern","title":{"title":"absent"},"logo":{"source":{"from":"written","address":"x"},
        "alternative":"","decorative":true},"description":[],"links":[{"span":SPAN,"role":"homepage","link":{"target":{"to":"written",
        "address":"nowhere"},"content":[]}}],"downloads":{"span":SPAN,"summary":[],"items":[{"span":SPAN,"platform":{"other":"cart"},
        "content":[]}]}}"#,
    ]);
    let blocks: Vec<pamphlet_reading::Block> = page.blocks.iter().map(|entry| entry.block.clone()).collect();
    assert_eq!(block_text(&blocks[1]), "one two 漢字ElsewherexA lamp");
    let json = serde_json::to_value(&blocks).expect("has a form");
    assert_eq!(json[0]["announced"], 1);
    assert_eq!(json[1]["content"][0]["text"], "one two 漢字");
    assert_eq!(json[1]["content"][1]["words"], "Elsewhere");
    assert_eq!(json[1]["content"][1]["target"]["kind"], "external");
    assert_eq!(json[1]["content"][5]["alternative"]["words"]["text"], "A lamp");
    assert_eq!((&json[2]["callout"], &json[2]["title"][0]["text"]), (&"riddle".into(), &"Riddle".into()));
    assert_eq!(json[2]["blocks"][0]["marks"], serde_json::json!({ "kind": "numbered", "start": 3 }));
    assert_eq!(json[6]["downloads"]["items"][0]["platform"], "other");
    assert_eq!(json[6]["links"][0]["link"]["words"], "nowhere");
    // Front matter is the author's.
    let rest = serde_json::to_value(&page.head.meta).expect("has a form");
    assert_eq!(rest["rest"], serde_json::json!({ "to": "me", "from": "you", "heading": { "title": "x" } }));
}

#[test]
fn cards_of_the_first_version_are_read() {
    let text = r#"{"schema_version":"1.0","locale":"en","cards":[{"id":"a","name":"A","language":"en","direction":"ltr","page":"p",
    "page_title":"P","fallback":false,"sections":[],"logo":{"source":{"from":"remote","url":"https://e.example/a.png"},
    "alternative":"A lamp"},"description":"d","links":[{"role":"homepage","text":"H","url":"https://e.example/","target":{"to":
    "external","url":"https://e.example/"}}],"downloads":[{"kind":{"other":"cart"},"text":"Shop"},{"kind":"linux","text":"Linux"}],
    "warnings":[{"kind":{"other":"riddle"},"text":"w"},{"kind":"danger","text":"w"}],"place":{"path":"p","line":1,"column":1,
    "end_line":1,"end_column":1,"start":0,"end":1}}]}"#;
    let cards = serde_json::to_value(read_cards(text.as_bytes()).expect("is read").cards).expect("has a form");
    let kinds = |key: &str| -> Vec<String> {
        let list = cards[0][key].as_array().expect("is a list");
        list.iter().map(|one| one["kind"].as_str().expect("is text").to_owned()).collect()
    };
    assert_eq!(kinds("downloads"), ["other", "linux"]);
    assert_eq!(kinds("warnings"), ["riddle", "danger"]);
    assert_eq!(cards[0]["logo"]["source"]["kind"], "remote");
}
