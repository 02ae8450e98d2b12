//! Lines as text, in every script: words, spread, hyphens, directions, marks.

use super::*;
use crate::display::Color;
use crate::font::Theme;
use pamphlet_locale::Tag;
use std::fmt::Write;

fn style() -> TextStyle {
    TextStyle {
        theme: Theme::Sans,
        bold: false,
        italic: false,
        size: 10.0,
        rise: 0.0,
        color: Color::BLACK,
        ground: None,
        frame: None,
        rule: Rule::None,
        tabular: false,
        code: false,
    }
}

fn setting(width: f32, flush: Flush, language: &str) -> Setting {
    Setting {
        width,
        beside: Vec::new(),
        indent: 0.0,
        flush,
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

fn set(language: &str, text: &str, width: f32, flush: Flush) -> String {
    let mut content = Content::default();
    content.push(text, style(), &Tag::parse(language).unwrap(), None, None);
    dump(&lay(Engine::shared(), &content, &setting(width, flush, language)))
}

#[test]
fn english_is_justified_and_hyphenated() {
    insta::assert_snapshot!(set("en", "A letter in a sealed envelope tells the post who writes to whom, and when, but not what; extraordinarily complicated considerations notwithstanding.", 120.0, Flush::Justified), @r#"
    [SS3@0 A letter in a sealed en~] 91 r5.7
    [SS3@0 velope tells the post who] 104 r4.1
    [SS3@0 writes to whom, and when,] 120 r1.8
    [SS3@0 but not what; extraordinarily] 120 r0.3
    [SS3@0 complicated considerations] 115 r4.8
    [SS3@0 notwithstanding.] 71 r0.0
    "#);
}

#[test]
fn ragged_lines_are_about_equal() {
    insta::assert_snapshot!(set("en", "A letter in a sealed envelope tells the post who writes to whom, and when, but not what.", 120.0, Flush::Start), @r#"
    [SS3@0 A letter in a sealed envelope] 116 r0.0
    [SS3@0 tells the post who writes to] 112 r0.0
    [SS3@0 whom, and when, but not] 107 r0.0
    [SS3@0 what.] 23 r0.0
    "#);
}

#[test]
fn arabic_runs_from_right_to_left_around_english() {
    insta::assert_snapshot!(set("ar", "استخدم تطبيق Signal Private Messenger للمراسلة اليومية 2024.", 130.0, Flush::Start), @r#"
    [NNA<@67 استخدم تطبيق ][SS3@10 Signal Private] 120 r0.0
    [SS3@86 Messenger][SS3<@84  ][NNA<@21 للمراسلة اليومية] 109 r0.0
    [NNA@105 2024][NNA<@103 .] 27 r0.0
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
        out += &set(language, text, 90.0, Flush::Start);
    }
    insta::assert_snapshot!(out, @r#"
    [NSH<@26 שלום עולם, זהו] 64 r0.0
    [NSH<@28 טקסט בעברית.] 62 r0.0
    [V<@9 سلام دنیا، می‌خواهم] 81 r0.0
    [V<@59 بنویسم.] 31 r0.0
    [NSD@0 नमस्ते दुनिया, यह हिन्दी] 83 r0.0
    [NSD@0 है।] 9 r0.0
    [NSB@0 নমস্কার বিশ্ব, এটি] 67 r0.0
    [NSB@0 বাংলা।] 27 r0.0
    "#);
}

#[test]
fn chinese_and_japanese_break_anywhere_but_not_before_marks() {
    let mut out = String::new();
    out += &set("zh", "你好，世界！这是《书名》（一）和Signal混排。", 90.0, Flush::Justified);
    out += &set("ja", "「キャッシュ」、とー言う。日本語の段落組版では、行頭禁則が重要です。", 90.0, Flush::Justified);
    out += &set("zh-Hant", "你好，世界！這是「書名」。", 75.0, Flush::Justified);
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
    insta::assert_snapshot!(set("ko", "안녕하세요 세계. 이 문단은 한국어 줄바꿈을 시험합니다.", 90.0, Flush::Start), @r#"
    [HCK@0 안녕하세요 세계.] 69 r0.0
    [HCK@0 이 문단은 한국어] 69 r0.0
    [HCK@0 줄바꿈을 시험합니다.] 88 r0.0
    "#);
}

#[test]
fn code_and_long_words_break_without_hyphens() {
    let mut content = Content::default();
    let english = Tag::parse("en").unwrap();
    let code = TextStyle { code: true, theme: Theme::Mono, ..style() };
    content.push("https://example.org/some/very/long/path?query=value&other=thing", code, &english, None, None);
    let mut out = dump(&lay(Engine::shared(), &content, &setting(110.0, Flush::Start, "en")));
    out += &set("en", &"x".repeat(60), 90.0, Flush::Justified);
    insta::assert_snapshot!(out, @r#"
    [SCP@0 https://example] 90 r0.0
    [SCP@0 .org/some/very/] 90 r0.0
    [SCP@0 long/path?query] 90 r0.0
    [SCP@0 =value&other=thing] 108 r0.0
    [SS3@0 xxxxxxxxxxxxxxxxxxxx] 89 r0.0
    [SS3@0 xxxxxxxxxxxxxxxxxxxx] 89 r0.0
    [SS3@0 xxxxxxxxxxxxxxxxxxxx] 89 r0.0
    "#);
}

#[test]
fn what_no_face_has_is_shown_as_a_box_and_named() {
    insta::assert_snapshot!(set("en", "a \u{12000} b", 90.0, Flush::Start), @r#"
    [SS3@0 a ][SS3@7 𒀀][SS3@13  b] 21 r0.0
    missing 12000
    "#);
}

#[test]
fn soft_hyphens_and_zero_width_spaces() {
    insta::assert_snapshot!(set("id", "mem\u{AD}per\u{AD}tang\u{AD}gung\u{AD}jawabkan satu\u{200B}dua\u{200B}tiga", 60.0, Flush::Start), @r#"
    [SS3@0 memper~] 39 r0.0
    [SS3@0 tanggung~] 43 r0.0
    [SS3@0 jawabkan] 41 r0.0
    [SS3@0 satuduatiga] 50 r0.0
    "#);
}

#[test]
fn ten_thousand_letters_cost_no_more_than_their_length() {
    let paragraph = {
        let mut content = Content::default();
        content.push(&"m".repeat(10_000), style(), &Tag::parse("en").unwrap(), None, None);
        lay(Engine::shared(), &content, &setting(300.0, Flush::Justified, "en"))
    };
    let letters: usize = paragraph
        .lines
        .iter()
        .flat_map(|line| &line.drawn)
        .map(|(_, drawn)| if let Drawn::Glyphs(piece) = drawn { piece.text.len() } else { 0 })
        .sum();
    assert_eq!(letters, 10_000);
    assert!(paragraph.lines.iter().all(|line| !line.overfull));
}
