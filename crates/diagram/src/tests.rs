//! Every kind of diagram in every kind of script, and what is not drawn.

use super::*;
use pamphlet_media::lettering;

fn tag(language: &str) -> Tag {
    Tag::parse(language).expect("is a language")
}

fn drawn(source: &str, language: &str) -> Vector {
    draw("mermaid", source, Faces::embedded(), &tag(language), &mut Vec::new())
        .unwrap_or_else(|undrawn| panic!("{source}: {undrawn}"))
}

/// Four words in scripts that are shaped, joined, turned round, and without spaces.
const WORDS: [(&str, [&str; 4]); 6] = [
    ("en", ["Privacy", "Send the message", "Server", "Tests"]),
    ("ar", ["الخصوصية", "أرسل الرسالة", "الخادم", "الاختبارات"]),
    ("he", ["פרטיות", "שלח את ההודעה", "שרת", "בדיקות"]),
    ("hi", ["निजता", "संदेश भेजें", "सर्वर", "परीक्षण"]),
    ("ja", ["プライバシー", "メッセージを送信する", "サーバー", "試験"]),
    ("zh-Hant", ["隱私", "傳送訊息", "伺服器", "測試"]),
];

/// The signs stand for the words.
const KINDS: [&str; 13] = [
    "flowchart TD\n A[α] --> B{β}\n B -->|γ| C((δ))\n subgraph S[γ]\n C --> D[(α)]\n end",
    "sequenceDiagram\n participant A as α\n participant B as γ\n A->>B: β\n Note over A,B: δ\n loop γ\n B-->>A: δ\n end",
    "classDiagram\n class A[\"α\"] {\n +String key\n +send() bool\n }\n A <|-- B : β",
    "stateDiagram-v2\n [*] --> a\n a : α\n b : β\n a --> b : γ\n b --> [*]",
    "erDiagram\n \"α\" ||--o{ \"γ\" : \"β\"\n \"γ\" {\n string name\n }",
    "gantt\n title α\n dateFormat YYYY-MM-DD\n section γ\n δ :a, 2024-01-01, 20d\n β :after a, 12d",
    "pie title α\n \"β\" : 45\n \"γ\" : 55",
    "gitGraph\n commit id: \"α\"\n branch dev\n commit id: \"β\"\n checkout main\n merge dev tag: \"δ\"",
    "mindmap\n root((α))\n  β\n   γ\n  δ",
    "journey\n title α\n section β\n γ: 5: δ",
    "timeline\n title α\n 2022 : β\n 2023 : γ : δ",
    "quadrantChart\n title α\n x-axis \"β\" --> \"γ\"\n y-axis \"γ\" --> \"δ\"\n \"α\": [0.3, 0.6]",
    "xychart-beta\n title \"α\"\n x-axis [\"β\", \"γ\", \"δ\"]\n y-axis \"α\" 0 --> 100\n bar [20, 50, 80]",
];

fn in_words(kind: &str, words: &[&str; 4]) -> String {
    ["α", "β", "γ", "δ"].into_iter().zip(words).fold(kind.to_owned(), |text, (sign, word)| text.replace(sign, word))
}

#[test]
fn every_kind_is_drawn_in_every_script() {
    for (language, words) in &WORDS {
        for kind in KINDS {
            let source = in_words(kind, words);
            let vector = drawn(&source, language);
            assert!(vector.width > 40.0 && vector.height > 30.0, "{source}: {} × {}", vector.width, vector.height);
            assert!(
                !vector.svg.contains("<text") && !vector.svg.contains("foreignObject"),
                "letters are outlines: {source}"
            );
            assert!(vector.svg.matches("<path").count() > 3, "{source}");
        }
    }
}

#[test]
fn boxes_are_as_wide_as_their_words_in_our_faces() {
    for (language, words) in &WORDS {
        for word in words {
            let width = lettering::width(word, &tag(language), false) * 16.0;
            let vector = drawn(&format!("flowchart TD\n A[\"{word}\"]"), language);
            let room = f64::from(vector.width) - width;
            // Short ones have the least width of a box.
            assert!(room > 30.0 && (room < 110.0 || vector.width < 200.0), "{word}: {width} in {}", vector.width);
        }
    }
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    for kind in KINDS {
        let source = in_words(kind, &WORDS[0].1);
        assert_eq!(drawn(&source, "en").svg, drawn(&source, "en").svg, "{source}");
    }
}

#[test]
fn what_is_not_understood_is_named() {
    let of =
        |source: &str| draw("mermaid", source, Faces::embedded(), &tag("en"), &mut Vec::new()).expect_err("is refused");
    let undrawn = of("flowchart TD\n  A[One] --> B\n  B -->\n");
    assert!(undrawn.line.is_some() && undrawn.reason.starts_with("it is not understood"), "{undrawn}");
    assert!(of("Once upon a time").reason.contains("no kind of diagram"));
    assert!(of("zenuml\n title Demo\n A->B: hello").reason.contains("“zenuml” are not drawn"));
    assert!(of("flowchart TD\n A[\"$$x^2$$\"]").reason.contains("formula"));
    let undrawn = draw("d2", "a -> b", Faces::embedded(), &tag("en"), &mut Vec::new()).expect_err("is refused");
    assert!(undrawn.reason.contains("“d2”"));
}

#[test]
fn what_would_take_too_long_is_refused() {
    // Five thousand nodes in two lines, and as many edges as their product.
    let names = |letter: char| (0..70).map(|at| format!("{letter}{at}")).collect::<Vec<_>>().join(" & ");
    let many = format!("flowchart TD\n {} --> {}", names('a'), names('b'));
    let undrawn = draw("mermaid", &many, Faces::embedded(), &tag("en"), &mut Vec::new()).expect_err("is refused");
    assert!(undrawn.reason.contains("too many parts") || undrawn.reason.contains("edges"), "{undrawn}");
    let deep = format!("flowchart TD\n{}a\n{}", "subgraph x\n".repeat(150), "end\n".repeat(150));
    let _ = draw("mermaid", &deep, Faces::embedded(), &tag("en"), &mut Vec::new());
}

#[test]
fn what_an_author_styles_reaches_no_other_file() {
    let source = "%%{init: {\"themeCSS\": \".node rect { fill: url(https://example.org/x.svg#a) } @import 'x.css';\"}}%%\n\
                  flowchart TD\n A[One]:::b --> B\n classDef b fill:#f00,stroke:url(https://example.org)";
    if let Ok(vector) = draw("mermaid", source, Faces::embedded(), &tag("en"), &mut Vec::new()) {
        assert!(!vector.svg.contains("example.org") && !vector.svg.contains("@import"), "{}", vector.svg);
    }
}
