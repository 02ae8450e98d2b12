//! Sessions over the sample edition: what a well-behaved program gets, and what a hostile one gets.

use pamphlet_json::JsonOptions;
use pamphlet_locale::Catalog;
use pamphlet_mcp::{Output, Server};
use pamphlet_media::Media;
use pamphlet_reading::sample::reading;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A server over the sample in two locales, and the paths that it reads.
fn with_server(run: impl FnOnce(&mut Server<'_>, &RefCell<Vec<String>>)) {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for locale in ["en", "ar"] {
        let reading = reading(locale);
        let catalog = Catalog::of(reading.locale());
        let made = pamphlet_json::export(&reading, &catalog, &Media::default(), &JsonOptions::default());
        for file in made.expect("can be exported").files {
            files.insert(format!("{locale}/{}", file.path), file.bytes);
        }
    }
    let asked = RefCell::new(Vec::new());
    let output = Output {
        locales: vec!["en".to_owned(), "ar".to_owned()],
        title: "A sample".to_owned(),
        version: "0",
        files: Box::new(|path| {
            asked.borrow_mut().push(path.to_owned());
            files.get(path).cloned()
        }),
    };
    run(&mut Server::new(output), &asked);
}

fn ask(server: &mut Server<'_>, method: &str, parameters: &Value) -> Value {
    let call = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": parameters });
    let answer = server.answer(&call.to_string()).expect("a call is answered");
    assert!(!answer.contains('\n'), "an answer is one line");
    let answer: Value = serde_json::from_str(&answer).expect("an answer is JSON");
    assert_eq!((&answer["jsonrpc"], &answer["id"]), (&json!("2.0"), &json!(7)));
    answer
}

fn tool(server: &mut Server<'_>, name: &str, arguments: &Value) -> Value {
    ask(server, "tools/call", &json!({ "name": name, "arguments": arguments }))
}

#[test]
fn a_session_begins_with_a_version_that_both_speak() {
    with_server(|server, _| {
        for (asked, given) in [("2024-11-05", "2024-11-05"), ("2025-11-25", "2025-11-25"), ("1999-01-01", "2025-11-25")]
        {
            let answer = ask(server, "initialize", &json!({ "protocolVersion": asked, "capabilities": {} }));
            assert_eq!(answer["result"]["protocolVersion"], given);
            assert_eq!(answer["result"]["serverInfo"]["name"], "pamphlet");
        }
        let quiet = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        assert_eq!(server.answer(&quiet.to_string()), None, "notifications are not answered");
        assert_eq!(ask(server, "ping", &json!({}))["result"], json!({}));
    });
}

#[test]
fn what_the_tools_find() {
    with_server(|server, _| {
        let tools = ask(server, "tools/list", &json!({}));
        let names: Vec<&str> =
            tools["result"]["tools"].as_array().unwrap().iter().filter_map(|tool| tool["name"].as_str()).collect();
        assert_eq!(names, ["search", "get_page", "list_pages", "list_cards", "coverage"]);
        let pages = tool(server, "list_pages", &json!({}));
        let first = pages["result"]["structuredContent"]["pages"][0]["page"].as_str().unwrap().to_owned();
        let page = tool(server, "get_page", &json!({ "page": first }));
        let words = page["result"]["content"][0]["text"].as_str().unwrap().to_owned();
        assert!(words.starts_with("# "), "{words}");
        let found = tool(server, "search", &json!({ "query": "lantern", "limit": 1 }));
        let hits = found["result"]["structuredContent"]["hits"].as_array().unwrap();
        assert_eq!(hits.len(), 1, "{found}");
        assert!(hits[0]["excerpt"].as_str().unwrap().to_lowercase().contains("lantern"));
        let nothing = tool(server, "search", &json!({ "query": "zyxwv" }));
        assert_eq!(nothing["result"]["structuredContent"]["found"], 0);
        let cards = tool(server, "list_cards", &json!({ "locale": "ar" }));
        assert!(cards["result"]["structuredContent"]["found"].as_u64().unwrap() > 0);
        let coverage = tool(server, "coverage", &json!({}));
        assert_eq!(coverage["result"]["structuredContent"]["locales"].as_array().unwrap().len(), 2);
        let pages = tool(server, "coverage", &json!({ "locale": "ar" }));
        assert!(pages["result"]["structuredContent"]["pages"][0]["coverage"]["percent"].is_u64());
    });
}

#[test]
fn sections_and_resources_hold_the_words_of_their_page() {
    with_server(|server, _| {
        let list = ask(server, "resources/list", &json!({}));
        let resources = list["result"]["resources"].as_array().unwrap().clone();
        assert!(resources.iter().any(|one| one["uri"].as_str().unwrap().starts_with("pamphlet://ar/")));
        for resource in resources {
            let read = ask(server, "resources/read", &json!({ "uri": resource["uri"] }));
            assert!(read["result"]["contents"][0]["text"].as_str().unwrap().len() > 2, "{resource}");
        }
        let found = tool(server, "search", &json!({ "query": "lantern", "limit": 50 }));
        let hits = found["result"]["structuredContent"]["hits"].as_array().unwrap().clone();
        let hit = hits.iter().find(|hit| hit.get("section").is_some()).expect("one stands under a heading");
        let asked = json!({ "page": hit["page"], "section": hit["section"] });
        let section = tool(server, "get_page", &asked)["result"]["content"][0]["text"].as_str().unwrap().to_owned();
        let whole = tool(server, "get_page", &json!({ "page": hit["page"] }));
        let whole = whole["result"]["content"][0]["text"].as_str().unwrap();
        assert!(section.len() < whole.len() && whole.contains(section.trim()), "{section}\n---\n{whole}");
    });
}

#[test]
fn whatever_comes_in_is_answered_or_passed_over() {
    with_server(|server, _| {
        let code = |answer: Option<String>| -> i64 {
            let answer: Value = serde_json::from_str(&answer.expect("is answered")).expect("is JSON");
            answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer} is not an error"))
        };
        for (line, wanted) in [
            ("", -32700),
            ("{", -32700),
            ("nonsense", -32700),
            ("\u{0}", -32700),
            ("[]", -32600),
            ("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]", -32600),
            ("7", -32600),
            ("null", -32600),
            ("{}", -32600),
            (r#"{"jsonrpc":"2.0","id":1}"#, -32600),
            (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
            (r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
            (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
            (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600),
            (r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32602),
            (r#"{"jsonrpc":"2.0","id":1,"method":"tools/delete"}"#, -32601),
            (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602),
            (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}"#, -32602),
            (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":[]}}"#, -32602),
            (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search"}}"#, -32602),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":7}}}"#,
                -32602,
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"a","limit":0}}}"#,
                -32602,
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"a","x":1}}}"#,
                -32602,
            ),
            (r#"{"jsonrpc":"2.0","id":1,"method":"resources/list","params":{"cursor":"x"}}"#, -32602),
            (r#"{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{}}"#, -32602),
        ] {
            assert_eq!(code(server.answer(line)), wanted, "{line}");
        }
        assert_eq!(code(server.answer(&"[".repeat(100_000))), -32700, "nested beyond reason");
        assert_eq!(code(Some(Server::too_long(9))), -32600);
        for quiet in [r#"{"jsonrpc":"2.0","id":1,"result":{}}"#, r#"{"method":"anything"}"#] {
            assert_eq!(server.answer(quiet), None, "{quiet}");
        }
        assert_eq!(ask(server, "ping", &json!({}))["result"], json!({}), "it is still there");
    });
}

#[test]
fn nothing_is_read_that_no_index_names() {
    with_server(|server, asked| {
        for page in ["../../etc/passwd", "/etc/passwd", "..\\x", "", ".", "json/../../x", "a\0b", "C:/x"] {
            for format in ["markdown", "json"] {
                let answer = tool(server, "get_page", &json!({ "page": page, "format": format }));
                assert_eq!(answer["result"]["isError"], true, "{page:?}");
            }
            let uri = format!("pamphlet://en/{page}");
            assert_eq!(ask(server, "resources/read", &json!({ "uri": uri }))["error"]["code"], -32002, "{uri}");
        }
        for uri in
            ["file:///etc/passwd", "pamphlet://../x", "pamphlet://en", "pamphlet://en/%2e%2e%2fx", "pamphlet://en/%zz"]
        {
            assert_eq!(ask(server, "resources/read", &json!({ "uri": uri }))["error"]["code"], -32002, "{uri}");
        }
        for locale in ["../en", "de", "en/../ar", ""] {
            let answer = tool(server, "list_pages", &json!({ "locale": locale }));
            assert_eq!(answer["result"]["isError"], true, "{locale:?}");
        }
        for path in asked.borrow().iter() {
            assert!(!path.contains("..") && (path.starts_with("en/") || path.starts_with("ar/")), "{path}");
        }
    });
}

/// An index is somebody's file: what it names as the file of a page stays in the folder of its locale.
#[test]
fn an_index_that_names_files_outside_is_not_followed() {
    let reading = reading("en");
    let catalog = Catalog::of(reading.locale());
    let made = pamphlet_json::export(&reading, &catalog, &Media::default(), &JsonOptions::default()).expect("is made");
    let index = made.files.into_iter().find(|file| file.path == "index.json").expect("has an index").bytes;
    let index = String::from_utf8(index).expect("is UTF-8").replace("\"file\": \"json/", "\"file\": \"../../json/");
    let asked = RefCell::new(Vec::new());
    let mut server = Server::new(Output {
        locales: vec!["en".to_owned()],
        title: String::new(),
        version: "0",
        files: Box::new(|path| {
            asked.borrow_mut().push(path.to_owned());
            (path == "en/index.json").then(|| index.clone().into_bytes())
        }),
    });
    let found = tool(&mut server, "search", &json!({ "query": "lantern" }));
    assert_eq!(found["result"]["structuredContent"]["found"], 0);
    assert_eq!(*asked.borrow(), ["en/index.json"]);
}
