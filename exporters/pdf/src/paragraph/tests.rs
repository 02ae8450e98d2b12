//! Lines as text, in every script: words, spread, hyphens, directions, marks.

use super::*;
use crate::display::Color;
use crate::font::Theme;
use pamphlet_locale::Tag;
use std::fmt::Write;

fn style() -> TextStyle {
    TextStyle::plain(Theme::Sans, 10.0, Color::BLACK)
}

fn setting(width: f32, align: Align, language: &str) -> Setting {
    Setting {
        width,
        beside: Vec::new(),
        indent: 0.0,
        align,
        direction: Direction::of(&Tag::parse(language).unwrap()),
        leading: 14.0,
        hyphenate: true,
    }
}

fn dump(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for line in &paragraph.lines {
        for (_, drawn) in &line.drawn {
            if let Drawn::Glyphs(piece) = drawn {
                let face = Engine::shared().faces.get(piece.face).file.family;
                let short: String = face.split(' ').filter_map(|word| word.chars().next()).collect();
                let arrow = if piece.right_to_left { "<" } else { "" };
                write!(out, "[{short}{arrow}@{:.0} {}]", piece.x, piece.text.replace('\u{AD}', "~")).unwrap();
            }
        }
        let sign = if line.overfull { "!" } else { "" };
        writeln!(out, " {:.0}{sign} r{:.1}", line.width, line.ratio.min(99.0)).unwrap();
    }
    for character in &paragraph.missing {
        writeln!(out, "missing {:x}", *character as u32).unwrap();
    }
    out
}

fn set(language: &str, text: &str, width: f32, align: Align) -> String {
    let mut content = Content::default();
    content.push(text, style(), &Tag::parse(language).unwrap(), None, None);
    dump(&lay(Engine::shared(), &content, &setting(width, align, language)))
}

#[test]
fn english_is_justified_and_hyphenated() {
    insta::assert_snapshot!(set("en", "A letter in a sealed envelope tells the post who writes to whom, and when, but not what; extraordinarily complicated considerations notwithstanding.", 120.0, Align::Justified), @r#"
    [SS3@0 A letter in a sealed enve~] 101 r3.3
    [SS3@0 lope tells the post who writes ] 120 r-0.4
    [SS3@0 to whom, and when, but ] 101 r4.1
    [SS3@0 not what; extraordinarily ] 103 r7.1
    [SS3@0 complicated considerations ] 120 r1.6
    [SS3@0 notwithstanding.] 71 r0.0
    "#);
}

#[test]
fn ragged_lines_are_about_equal() {
    insta::assert_snapshot!(set("en", "A letter in a sealed envelope tells the post who writes to whom, and when, but not what.", 120.0, Align::Start), @r#"
    [SS3@0 A letter in a sealed envelope ] 116 r0.0
    [SS3@0 tells the post who writes to ] 112 r0.0
    [SS3@0 whom, and when, but not ] 107 r0.0
    [SS3@0 what.] 23 r0.0
    "#);
}

#[test]
fn arabic_runs_from_right_to_left_around_english() {
    insta::assert_snapshot!(set("ar", "استخدم تطبيق Signal Private Messenger للمراسلة اليومية 2024.", 130.0, Align::Start), @r#"
    [NNA<@67 استخدم تطبيق ][SS3@10 Signal Private ] 120 r0.0
    [SS3@86 Messenger][SS3<@84  ][NNA<@18 للمراسلة اليومية ] 109 r0.0
    [NNA@105 2024][NNA<@103 .] 27 r0.0
    "#);
}

#[test]
fn brackets_of_a_pair_have_one_face() {
    let mut out = set("ar", "أسماء النطاقات (DNS)", 200.0, Align::Start);
    out += &set("en", "The name (يونس) of [him", 200.0, Align::Start);
    insta::assert_snapshot!(out, @r#"
    [NNA<@134 أسماء النطاقات (][SS3@116 DNS][NNA<@113 )] 87 r0.0
    [SS3@0 The name (][NNA<@47 يونس][SS3@70 ) of [him] 105 r0.0
    "#);
}

#[test]
fn hebrew_persian_hindi_bengali() {
    let mut out = String::new();
    for (language, text) in [
        ("he", "שלום עולם, זהו טקסט בעברית."),
        ("fa", "سلام دنیا، می‌خواهم بنویسم."),
        ("hi", "नमस्ते दुनिया, यह हिन्दी है।"),
        ("bn", "নমস্কার বিশ্ব, এটি বাংলা।"),
    ] {
        out += &set(language, text, 90.0, Align::Start);
    }
    insta::assert_snapshot!(out, @r#"
    [NSH<@24 שלום עולם, זהו ] 64 r0.0
    [NSH<@28 טקסט בעברית.] 62 r0.0
    [V<@7 سلام دنیا، می‌خواهم ] 81 r0.0
    [V<@59 بنویسم.] 31 r0.0
    [NSD@0 नमस्ते दुनिया, यह हिन्दी ] 83 r0.0
    [NSD@0 है।] 9 r0.0
    [NSB@0 নমস্কার বিশ্ব, এটি ] 67 r0.0
    [NSB@0 বাংলা।] 27 r0.0
    "#);
}

#[test]
fn chinese_and_japanese_break_anywhere_but_not_before_marks() {
    let mut out = String::new();
    out += &set("zh", "你好，世界！这是《书名》（一）和Signal混排。", 90.0, Align::Justified);
    out += &set("ja", "「キャッシュ」、とー言う。日本語の段落組版では、行頭禁則が重要です。", 90.0, Align::Justified);
    out += &set("zh-Hant", "你好，世界！這是「書名」。", 75.0, Align::Justified);
    insta::assert_snapshot!(out, @r#"
    [HCS@0 你好，世界！这] 70 r5.7
    [HCS@0 是《书名》（一）和] 90 r1.8
    [SS3@0 Signal][HCS@28 混排。] 58 r0.0
    [HCJ@0 「キャッシュ」、とー] 90 r0.0
    [HCJ@0 言う。日本語の段落] 90 r0.0
    [HCJ@0 組版では、行頭禁則] 90 r0.0
    [HCJ@0 が重要です。] 60 r0.0
    [HCT@0 你好，世界！這] 75 r1.2
    [HCT@0 是「書名」。] 60 r0.0
    "#);
}

#[test]
fn korean_words_are_kept() {
    insta::assert_snapshot!(set("ko", "안녕하세요 세계. 이 문단은 한국어 줄바꿈을 시험합니다.", 90.0, Align::Start), @r#"
    [HCK@0 안녕하세요 세계. ] 69 r0.0
    [HCK@0 이 문단은 한국어 ] 69 r0.0
    [HCK@0 줄바꿈을 시험합니다.] 88 r0.0
    "#);
}

#[test]
fn code_and_long_words_break_without_hyphens() {
    let mut content = Content::default();
    let english = Tag::parse("en").unwrap();
    let code = TextStyle { code: true, theme: Theme::Mono, ..style() };
    content.push("https://example.org/some/very/long/path?query=value&other=thing", code, &english, None, None);
    let mut out = dump(&lay(Engine::shared(), &content, &setting(110.0, Align::Start, "en")));
    out += &set("en", &"x".repeat(60), 90.0, Align::Justified);
    insta::assert_snapshot!(out, @r#"
    [SCP@0 https://example~] 90 r0.0
    [SCP@0 .org/some/very/~] 90 r0.0
    [SCP@0 long/path?query~] 90 r0.0
    [SCP@0 =value&other=thing] 108 r0.0
    [SS3@0 xxxxxxxxxxxxxxxxxxxx~] 89 r0.0
    [SS3@0 xxxxxxxxxxxxxxxxxxxx~] 89 r0.0
    [SS3@0 xxxxxxxxxxxxxxxxxxxx] 89 r0.0
    "#);
}

#[test]
fn what_no_face_has_is_shown_as_a_box_and_named() {
    insta::assert_snapshot!(set("en", "a \u{12000} b", 90.0, Align::Start), @r#"
    [SS3@0 a ][SS3@7 𒀀][SS3@13  b] 21 r0.0
    missing 12000
    "#);
}

#[test]
fn soft_hyphens_and_zero_width_spaces() {
    insta::assert_snapshot!(set("sw", "mem\u{AD}per\u{AD}tang\u{AD}gung\u{AD}jawabkan satu\u{200B}dua\u{200B}tiga", 60.0, Align::Start), @r#"
    [SS3@0 memper~] 39 r0.0
    [SS3@0 tanggung~] 43 r0.0
    [SS3@0 jawabkan ] 41 r0.0
    [SS3@0 satuduatiga] 50 r0.0
    "#);
}

#[test]
fn a_line_that_ends_inside_a_word_says_so_without_a_sign() {
    // A hyphen that the author wrote stays a hyphen; after spaces, dashes between words and Han nothing goes on.
    insta::assert_snapshot!(set("en", "an end-to-end well-known rule", 50.0, Align::Start), @r#"
    [SS3@0 an end-to-~] 43 r0.0
    [SS3@0 end well-~] 38 r0.0
    [SS3@0 known rule] 47 r0.0
    "#);
    insta::assert_snapshot!(set("ja", "文書を印刷する人のための規則である", 60.0, Align::Start), @r#"
    [HCJ@0 文書を印刷す] 60 r0.0
    [HCJ@0 る人のための] 60 r0.0
    [HCJ@0 規則である] 50 r0.0
    "#);
    insta::assert_snapshot!(set("th", "ภาษาไทยไม่มีช่องว่างระหว่างคำ", 60.0, Align::Start), @r#"
    [NST@0 ภาษาไทยไม่มี] 51 r0.0
    [NST@0 ช่องว่างระหว่าง] 59 r0.0
    [NST@0 คำ] 10 r0.0
    "#);
}

#[test]
fn what_should_be_whole_and_is_too_wide_breaks_at_its_spaces() {
    insta::assert_snapshot!(set("en", "Learn\u{A0}more\u{A0}about\u{A0}models\u{A0}of\u{A0}threats", 70.0, Align::Start), @r#"
    [SS3@0 Learn more] 48 r0.0
    [SS3@0 about models of] 68 r0.0
    [SS3@0 threats] 29 r0.0
    "#);
}

#[test]
fn air_between_han_and_latin_goes_by_the_language() {
    let air = |language| {
        let whole = set(language, "名Name", 90.0, Align::Start);
        whole.split_whitespace().rev().nth(1).and_then(|width| width.parse::<f32>().ok()).unwrap_or(0.0)
    };
    assert!(air("ja") > air("en") + 1.5, "{} {}", air("ja"), air("en"));
}

#[test]
fn ten_thousand_letters_cost_no_more_than_their_length() {
    let paragraph = {
        let mut content = Content::default();
        content.push(&"m".repeat(10_000), style(), &Tag::parse("en").unwrap(), None, None);
        lay(Engine::shared(), &content, &setting(300.0, Align::Justified, "en"))
    };
    let letters: usize = paragraph
        .lines
        .iter()
        .flat_map(|line| &line.drawn)
        .map(|(_, drawn)| if let Drawn::Glyphs(piece) = drawn { piece.text.matches('m').count() } else { 0 })
        .sum();
    assert_eq!(letters, 10_000);
    assert!(paragraph.lines.iter().all(|line| !line.overfull));
}

/// Texts of several lines in every script that has a face: words of one language with marks, numbers and Latin.
const TEXTS: [(&str, &str); 13] = [
    (
        "en",
        "A letter in a sealed envelope tells the post who writes to whom, and when (in 2026), but not what: “that” is officially its affair.",
    ),
    (
        "de",
        "Datenschutzgrundverordnungskonforme Verschlüsselungsverfahren schützen Nachrichten; auch 3,5 MB große (vergleiche Signal Desktop).",
    ),
    (
        "fr",
        "« Ne faites confiance à personne ! » dit-elle ; puis, officiellement, elle envoya 3,5 Mo de fichiers chiffrés à Signal Desktop.",
    ),
    (
        "uk",
        "Не довіряйте нікому: «наскрізне шифрування» захищає листування (2026), але не розповідає про Signal Desktop усього.",
    ),
    (
        "el",
        "Μην εμπιστεύεσαι κανέναν: η κρυπτογράφηση από άκρο σε άκρο προστατεύει τα μηνύματα (2026) στο Signal Desktop.",
    ),
    ("ar", "لا تثق بأحد: التشفير من طرف إلى طرف يحمي الرسائل (مثل 2026 أو ١٢٣) في تطبيق Signal Desktop كل يوم."),
    ("he", "אל תבטחו באיש: הצפנה מקצה לקצה מגנה על הודעות (כמו 2026) ביישום Signal Desktop בכל יום ויום."),
    ("fa", "به کسی اعتماد نکن: رمزگذاری سرتاسری پیام‌ها را (مانند ۲۰۲۶) در برنامهٔ Signal Desktop هر روز حفظ می‌کند."),
    ("hi", "किसी पर भरोसा मत करो: शुरू से अंत तक कूटलेखन संदेशों (जैसे 2026) को Signal Desktop में हर दिन बचाता है।"),
    ("bn", "কাউকে বিশ্বাস কোরো না: শেষ থেকে শেষ এনক্রিপশন বার্তাগুলোকে (যেমন ২০২৬) Signal Desktop এ রক্ষা করে।"),
    (
        "ja",
        "「誰も信じるな！」と彼は言った。端末間の暗号化は、2026年のSignal Desktopでもメッセージ（など）を守る。ちょっと待って、キャッシュ。",
    ),
    ("zh", "他说：“不要相信任何人！”端到端加密在2026年的Signal Desktop里保护消息（等等），《书名》也一样。"),
    ("ko", "아무도 믿지 마세요: 종단 간 암호화는 2026년의 Signal Desktop에서 메시지(등)를 매일매일 보호합니다."),
];

fn lines(language: &str, text: &str, width: f32, align: Align) -> Vec<Line> {
    let mut content = Content::default();
    content.push(text, style(), &Tag::parse(language).unwrap(), None, None);
    lay(Engine::shared(), &content, &setting(width, align, language)).lines
}

/// The characters of a line in reading order.
fn words(line: &Line) -> String {
    let piece =
        |(_, drawn): &(_, Drawn)| if let Drawn::Glyphs(piece) = drawn { piece.text.clone() } else { String::new() };
    line.drawn.iter().map(piece).collect()
}

#[test]
fn no_line_is_wider_than_its_column_in_any_script() {
    for (language, text) in TEXTS {
        for align in [Align::Justified, Align::Start] {
            for width in [40.0, 61.0, 90.0, 133.0, 180.0, 240.0] {
                for line in lines(language, text, width, align) {
                    assert!(!line.overfull, "{language} {align:?} {width}: {}", words(&line));
                    assert!(line.width <= width + 0.1, "{language} {width}: {}", words(&line));
                }
            }
        }
    }
}

#[test]
fn every_character_is_on_a_line_in_reading_order() {
    for (language, text) in TEXTS {
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect::<String>();
        let set: String = lines(language, text, 100.0, Align::Justified).iter().map(words).collect();
        assert_eq!(bare(&set), bare(text), "{language}");
    }
}

#[test]
fn marks_stay_with_what_they_close_and_open() {
    for (language, text) in TEXTS {
        for width in 40..160_u16 {
            let all: Vec<String> = lines(language, text, f32::from(width), Align::Start).iter().map(words).collect();
            // Where a word is wider than the column it breaks anywhere.
            if width < 90 && !matches!(language, "ja" | "zh") {
                continue;
            }
            for line in &all[1..] {
                let first = line.chars().next().unwrap();
                assert!(!"、。，！？）》」”».,:;!?)।ーょッャ".contains(first), "{language} {width}: {line}");
            }
            for line in &all {
                let last = line.chars().next_back().unwrap();
                assert!(!"（《「“«(".contains(last), "{language} {width}: {line}");
            }
        }
    }
}

#[test]
fn letters_stand_apart_a_little_and_all_alike() {
    let english = lines("en", TEXTS[0].1, 200.0, Align::Justified);
    let loose = english.iter().filter(|line| !line.last && line.ratio > 0.2).collect::<Vec<_>>();
    assert!(!loose.is_empty());
    for line in loose {
        // The line is flush, and its spaces got no more than letters left them.
        assert!((line.width - 200.0).abs() < 0.05, "{}", words(line));
    }
    // Arabic letters join: they never stand apart.
    for line in lines("ar", TEXTS[5].1, 200.0, Align::Justified) {
        for (_, drawn) in &line.drawn {
            let Drawn::Glyphs(piece) = drawn else { continue };
            let face = Engine::shared().faces.get(piece.face);
            if !piece.right_to_left || face.file.family != "Noto Naskh Arabic" {
                continue;
            }
            let natural = lines("ar", piece.text.trim(), 2000.0, Align::Start);
            let width = |line: &Line| -> f32 {
                let glyphs = line
                    .drawn
                    .iter()
                    .filter_map(|(_, drawn)| if let Drawn::Glyphs(piece) = drawn { Some(piece) } else { None });
                glyphs
                    .flat_map(|piece| piece.glyphs.iter().map(move |glyph| (piece, glyph)))
                    .filter(|(piece, glyph)| !piece.text[glyph.cluster as usize..].starts_with(' '))
                    .map(|(_, glyph)| glyph.advance)
                    .sum()
            };
            let own: f32 = piece
                .glyphs
                .iter()
                .filter(|glyph| !piece.text[glyph.cluster as usize..].starts_with(' '))
                .map(|glyph| glyph.advance)
                .sum();
            assert!((own - width(&natural[0])).abs() < 0.1, "{}", piece.text);
        }
    }
}

#[test]
fn katakana_words_of_titles_are_whole() {
    let mut content = Content::default();
    content.push("リアルタイムのコミュニケーションとその他のこと", style(), &Tag::parse("ja").unwrap(), None, None);
    let title = Setting { hyphenate: false, ..setting(125.0, Align::Start, "ja") };
    let set = dump(&lay(Engine::shared(), &content, &title));
    assert!(set.contains("リアルタイム") && set.contains("コミュニケーション"), "{set}");
}

#[test]
fn the_last_line_is_not_the_end_of_a_word() {
    let mut content = Content::default();
    let words = "We have some additional tips on configuring and hardening your own installation:";
    content.push(words, style(), &Tag::parse("en").unwrap(), None, None);
    for width in (150..400).step_by(5) {
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let set = lay(Engine::shared(), &content, &setting(width as f32, Align::Justified, "en"));
        let (last, above) = (&set.lines[set.lines.len() - 1], set.lines.len().checked_sub(2));
        let torn = above.is_some_and(|above| set.lines[above].hyphenated);
        assert!(!torn || last.width > last.target * 0.12, "{width}: {}", dump(&set));
    }
}

#[test]
fn addresses_have_no_hyphens_of_ours() {
    for language in ["de", "en", "fr", "uk"] {
        for width in [60.0, 90.0, 130.0] {
            for align in [Align::Start, Align::Justified] {
                let text = "x www.example.org/communication/understanding-considerations and \
                            \u{2068}https://example.org/\u{2060}internationalization\u{2069}";
                for line in lines(language, text, width, align) {
                    assert!(!line.hyphenated, "{language}: {}", words(&line));
                }
            }
        }
    }
}

#[test]
fn a_mark_on_a_space_is_shown() {
    for (language, text, mark) in [
        ("hi", "क \u{93F} ख", '\u{93F}'),
        ("en", "after \u{301} a space", '\u{301}'),
        ("en", "after\u{A0}\u{301}another", '\u{301}'),
        ("en", "\u{3000}\u{301}", '\u{301}'),
    ] {
        let content = {
            let mut content = Content::default();
            content.push(text, style(), &Tag::parse(language).unwrap(), None, None);
            content
        };
        let paragraph = lay(Engine::shared(), &content, &setting(300.0, Align::Start, language));
        let pieces = paragraph.lines.iter().flat_map(|line| &line.drawn).filter_map(|(_, drawn)| match drawn {
            Drawn::Glyphs(piece) => Some(piece),
            Drawn::Ground { .. } | Drawn::Rule { .. } | Drawn::Object { .. } | Drawn::Link { .. } => None,
        });
        let shown: Vec<_> = pieces.filter(|piece| piece.text.contains(mark)).collect();
        assert_eq!(shown.len(), 1, "{text:?}");
        let at = u32::try_from(shown[0].text.find(mark).unwrap()).unwrap();
        assert!(shown[0].glyphs.iter().any(|glyph| glyph.cluster == at && glyph.id != 0), "{text:?}: {:?}", shown[0]);
    }
}

#[test]
fn digits_that_a_word_of_letters_begins_with_are_set_as_the_word() {
    for (language, text) in [("ja", "バージョン 8e671449c7 です"), ("ar", "الإصدار 0de71c70f7 هنا"), ("he", "גרסה 3D")]
    {
        let set = set(language, text, 400.0, Align::Start);
        let word = text.split(' ').nth(1).unwrap();
        let is_whole = |piece: &str| piece.starts_with("SS3@") && piece.contains(&format!(" {word}"));
        assert!(set.split('[').any(is_whole), "{set}");
    }
    // Numbers alone stay with the words they stand among.
    let number = set("ar", "سنة 2024 هنا", 400.0, Align::Start);
    assert!(number.contains("[NNA@") && number.contains(" 2024]"), "{number}");
}
