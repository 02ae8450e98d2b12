//! Small things that the eye expects: signs as high as letters, lines as far apart as their script asks for, names
//! that hang beside their label.

use super::bad_input::picture;
use super::page_ends::at;
use super::*;
use pamphlet_document::{
    AssetId, AssetRef, Card, CardLink, Cell, Download, Downloads, Emphasis, Grid, Link, LinkRole, List, ListItem,
    ListKind, Picture, Platform, Threat, ThreatKind, Threats,
};

fn in_language(language: &str, block: Block) -> Block {
    Block { language: Some(Tag::parse(language).unwrap()), ..block }
}

fn list(items: Vec<Vec<Block>>) -> Block {
    let item = |blocks| ListItem { span: Span::default(), attrs: Attrs::default(), language: None, task: None, blocks };
    let items = items.into_iter().map(item).collect();
    block(BlockKind::List(List { list: ListKind::numbers_from(1), tight: true, items }))
}

fn link(words: &str) -> Inline {
    inline(InlineKind::Link(Link {
        target: Target::External { url: "https://example.org/a/rather/long/address/of/a/page".to_owned() },
        title: None,
        title_language: None,
        role: None,
        button: None,
        content: text(words),
    }))
}

/// The places of pictures and icons.
fn shown(list: &crate::display::DisplayList) -> Vec<Rect> {
    let items = list.pages.iter().flat_map(crate::display::DisplayPage::items);
    items
        .filter_map(|(_, item)| match item {
            Item::Picture { place, .. } | Item::Icon { place, .. } => Some(*place),
            Item::Run(_) | Item::Form { .. } | Item::Code { .. } | Item::Link { .. } | Item::PageOf(_) => None,
        })
        .collect()
}

#[test]
fn a_picture_that_is_a_sign_is_as_high_as_letters() {
    let mut media = Media::default();
    let svg =
        br#"<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300"/></svg>"#;
    media.add("sign.svg", svg).unwrap();
    let height = |classes: &[&str]| {
        let source = AssetRef::Local { asset: AssetId("sign.svg".to_owned()) };
        let mut sign = inline(InlineKind::Picture(Picture { source, alternative: "Sign".to_owned(), ..picture() }));
        sign.attrs.classes = classes.iter().map(|&class| class.to_owned()).collect();
        let mut content = vec![sign];
        content.extend(text(" Name"));
        let blocks = vec![block(BlockKind::Paragraph { content })];
        let (list, _) = pages_on(PageSize::A4, "en", blocks, Vec::new(), &media);
        let place = shown(&list)[0];
        let (_, x, y) = at(&list, "Name")[0];
        let beside = x > place.x + place.width - 0.1 && (place.y..=place.y + place.height + 0.1).contains(&y);
        assert!(beside || classes.is_empty(), "{place:?} {x} {y}");
        (place.height, place.width)
    };
    let size = 10.2;
    for (classes, factor) in
        [(&["twemoji"][..], 1.125), (&["lg", "middle", "twemoji"], 1.5), (&["xl", "twemoji"], 2.25)]
    {
        let (high, wide) = height(classes);
        assert!((high - size * factor).abs() < 0.1 && (wide - high * 2.0).abs() < 0.1, "{classes:?}: {high} {wide}");
    }
    assert!(height(&[]).0 > 100.0, "a picture is as high as it was drawn");
}

#[test]
fn lines_stand_as_far_apart_as_their_own_script_asks_for() {
    let long = |word: &str| vec![word; 60].join(" ");
    for locale in ["ja", "ar", "hi"] {
        for whole in [false, true] {
            // A list shows that labels stand on the lines of their words.
            let blocks = |inner: Block| vec![inner, list(vec![vec![in_language("en", paragraph("labelled"))]])];
            let (foreign, _) = if whole {
                let blocks = blocks(paragraph(&long("spread")));
                pages_opened(locale, "en", blocks, &Opening::default())
            } else {
                pages(locale, blocks(in_language("en", paragraph(&long("spread")))))
            };
            let lines = at(&foreign, "spread");
            assert!((lines[1].2 - lines[0].2 - 14.2).abs() < 0.1, "{locale}: {lines:?}");
            let (label, words) = (at(&foreign, "1.")[0], at(&foreign, "labelled")[0]);
            assert!((label.2 - words.2).abs() < 0.1, "{locale}: {label:?} {words:?}");
        }
    }
    let (own, _) = pages("en", vec![in_language("ja", paragraph(&"文字".repeat(60))), paragraph(&long("spread"))]);
    let (japanese, english) = (at(&own, "文"), at(&own, "spread"));
    assert!((japanese[1].2 - japanese[0].2 - 14.2 * 1.15).abs() < 0.1);
    assert!((english[1].2 - english[0].2 - 14.2).abs() < 0.1);
}

#[test]
fn an_icon_of_a_pill_does_not_touch_its_word() {
    for space in ["", " "] {
        let mut content = vec![inline(InlineKind::Icon { name: "material/alert".to_owned() })];
        content.extend(text(&format!("{space}Threat")));
        let threat = Threat { span: Span::default(), attrs: Attrs::default(), threat: ThreatKind::other(), content };
        let threats = Threats { intro: Vec::new(), items: vec![threat] };
        let (list, _) = pages("ja", vec![block(BlockKind::Threats(threats))]);
        let (icon, word) = (shown(&list)[0], at(&list, "Threat")[0]);
        // The space that was written is a part of the word's run.
        let least = if space.is_empty() { 1.5 } else { -0.1 };
        assert!(word.1 - icon.x - icon.width >= least, "{icon:?} {word:?}");
    }
}

#[test]
fn links_of_a_card_without_words_are_named() {
    let bare = |icon: &str, role: Option<&str>| Link {
        target: Target::External { url: "https://example.org/x".to_owned() },
        title: None,
        title_language: None,
        role: role.map(LinkRole::new),
        button: None,
        content: vec![inline(InlineKind::Icon { name: icon.to_owned() })],
    };
    let download = |platform: &str, icon: &str| Download {
        span: Span::default(),
        attrs: Attrs::default(),
        platform: Platform::new(platform),
        content: vec![inline(InlineKind::Link(bare(icon, None)))],
    };
    let card = Card {
        links: vec![CardLink {
            span: Span::default(),
            attrs: Attrs::default(),
            role: LinkRole::new("source-code"),
            link: bare("octicons/code-16", Some("source-code")),
        }],
        downloads: Some(Downloads {
            items: vec![download("windows", "simple/windows"), download("other", "simple/bread-oven")],
            ..pamphlet_document::sample::card().downloads.unwrap()
        }),
        ..pamphlet_document::sample::card()
    };
    let (list, _) = pages("de", vec![block(BlockKind::Card(card))]);
    let shown = words(&list).join(" ");
    for name in ["Quellcode", "Windows", "bread oven"] {
        assert!(shown.contains(name), "{name}: {shown}");
    }
}

#[test]
fn an_icon_among_letters_without_spaces_has_room() {
    let mut content = text("文字");
    content.push(inline(InlineKind::Icon { name: "material/alert".to_owned() }));
    content.extend(text("後"));
    let (list, _) = pages("ja", vec![block(BlockKind::Paragraph { content })]);
    let (icon, before, behind) = (shown(&list)[0], at(&list, "文字")[0], at(&list, "後")[0]);
    assert!(icon.x - before.1 > 21.0 && behind.1 - icon.x - icon.width > 1.5, "{before:?} {icon:?} {behind:?}");
}

#[test]
fn no_line_of_facts_ends_with_a_dot() {
    for locale in ["en", "ar", "ja"] {
        for length in 5..40 {
            let facts = vec!["a".repeat(length), "b".repeat(length), "c".repeat(length), "d".repeat(length)];
            let opening = Opening { facts, ..Opening::default() };
            let (list, _) = pages_opened(locale, locale, vec![paragraph("Text")], &opening);
            let mut lines: BTreeMap<i32, String> = BTreeMap::new();
            for (_, item) in list.pages[0].items() {
                if let Item::Run(run) = item {
                    #[expect(clippy::cast_possible_truncation, reason = "points on a page")]
                    lines.entry((run.origin.y * 4.0) as i32).or_default().push_str(list.pages[0].text(run));
                }
            }
            let hangs = |line: &String| {
                let line = line.trim_matches(|c: char| c.is_whitespace() || ('\u{2066}'..='\u{2069}').contains(&c));
                line.starts_with('·') || line.ends_with('·')
            };
            assert!(!lines.values().any(hangs), "{locale}, {length}: {lines:?}");
        }
    }
}

#[test]
fn parts_of_a_grid_stand_below_their_titles() {
    let grid = Grid {
        cards: false,
        blocks: vec![heading(2, "Left"), paragraph("below"), heading(2, "Right"), paragraph("under")],
    };
    let (list, _) = pages("en", vec![block(BlockKind::Grid(grid))]);
    let place = |word| at(&list, word)[0];
    assert!((place("Left").1 - place("below").1).abs() < 0.1 && (place("Right").1 - place("under").1).abs() < 0.1);
    assert!((place("Left").2 - place("Right").2).abs() < 0.1 && place("Right").1 > place("Left").1 + 100.0);
}

#[test]
fn what_announces_and_what_is_announced_share_a_page() {
    let announced = || list((0..30).map(|number| vec![paragraph(&format!("item{number}"))]).collect());
    let grid = || {
        let blocks = vec![list(vec![vec![paragraph("card")]])];
        block(BlockKind::Grid(Grid { cards: true, blocks }))
    };
    let more = || block(BlockKind::Paragraph { content: vec![link("More")] });
    let mut seen = 0;
    for count in 20..60 {
        let mut blocks: Vec<Block> = (0..count).map(|_| paragraph("One line.")).collect();
        blocks.extend([paragraph("These:"), announced()]);
        let (list, _) = pages("en", blocks);
        seen = seen.max(list.pages.len());
        assert_eq!(at(&list, "These:")[0].0, at(&list, "item0")[0].0, "{count}");
        let mut blocks: Vec<Block> = (0..count).map(|_| paragraph("One line.")).collect();
        blocks.extend([grid(), more(), paragraph("One line."), paragraph("One line.")]);
        let (list, _) = pages("en", blocks);
        assert_eq!(at(&list, "card")[0].0, at(&list, "More")[0].0, "{count}");
    }
    assert!(seen > 1);
}

#[test]
fn a_bold_line_that_serves_as_a_title_shares_a_page_with_what_it_titles() {
    let bold = |words: &str| {
        let content = text(words);
        block(BlockKind::Paragraph { content: vec![inline(InlineKind::Styled { style: Emphasis::Strong, content })] })
    };
    for count in 20..60 {
        let mut blocks: Vec<Block> = (0..count).map(|_| paragraph("One line.")).collect();
        blocks.extend([bold("Titled"), paragraph("Follows.")]);
        blocks.extend((0..30).map(|_| paragraph("One line.")));
        let (list, _) = pages("en", blocks);
        assert_eq!(at(&list, "Titled")[0].0, at(&list, "Follows")[0].0, "{count}");
    }
    // A sentence in bold letters is none.
    let apart = (20..60).any(|count| {
        let mut blocks: Vec<Block> = (0..count).map(|_| paragraph("One line.")).collect();
        blocks.extend([bold("Warned."), paragraph("Follows.")]);
        blocks.extend((0..30).map(|_| paragraph("One line.")));
        let (list, _) = pages("en", blocks);
        at(&list, "Warned")[0].0 != at(&list, "Follows")[0].0
    });
    assert!(apart);
}

#[test]
fn arrows_point_onward_in_their_direction() {
    let arrow = || inline(InlineKind::Icon { name: "material/arrow-right".to_owned() });
    let drawn = |language: &str, words: &str| {
        let mut content = text(words);
        content.push(arrow());
        let (list, _) = pages(language, vec![block(BlockKind::Paragraph { content })]);
        let names = list.pages[0].items().iter().filter_map(|(_, item)| match item {
            Item::Icon { name, .. } => Some(name.to_string()),
            Item::Picture { .. }
            | Item::Run(_)
            | Item::Form { .. }
            | Item::Code { .. }
            | Item::Link { .. }
            | Item::PageOf(_) => None,
        });
        names.collect::<Vec<_>>()
    };
    assert_eq!(drawn("en", "On "), ["material/arrow-right"]);
    assert_eq!(drawn("he", "הלאה "), ["material/arrow-left"]);
}

#[test]
fn columns_are_as_wide_as_what_is_shown_asks_for() {
    let cell = |content: Vec<Inline>| Cell {
        span: Span::default(),
        attrs: Attrs::default(),
        header: false,
        columns: 1,
        rows: 1,
        blocks: vec![block(BlockKind::Paragraph { content })],
    };
    // Words one below the other are no long line, and a link without words shows its address.
    let stacked = || {
        let mut content = Vec::new();
        for number in 0..12 {
            content.extend(text(&format!("short{number}")));
            content.push(inline(InlineKind::LineBreak));
        }
        content
    };
    let row = |cells: Vec<Cell>| pamphlet_document::Row { span: Span::default(), attrs: Attrs::default(), cells };
    let icon = Inline { kind: InlineKind::Link(Link { content: Vec::new(), ..silent() }), ..link("") };
    let table = pamphlet_document::Table {
        caption: Vec::new(),
        columns: vec![pamphlet_document::ColumnAlignment::None; 3],
        head: Vec::new(),
        body: vec![row(vec![cell(stacked()), cell(vec![icon]), cell(text(&["last"; 30].join(" ")))])],
    };
    let (list, _) = pages("en", vec![block(BlockKind::Table(table))]);
    let (first, second, third) = (at(&list, "short0")[0], at(&list, "example.org")[0], at(&list, "last")[0]);
    assert!(second.1 - first.1 < 60.0 && third.1 - second.1 > 100.0, "{first:?} {second:?} {third:?}");
}

fn silent() -> Link {
    let InlineKind::Link(link) = link("").kind else { unreachable!("it is one") };
    link
}

#[test]
fn text_runs_beside_a_picture_that_its_author_put_at_a_side() {
    use pamphlet_document::Alignment;
    let mut media = Media::default();
    let svg =
        br#"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120"><rect width="99" height="99"/></svg>"#;
    media.add("logo.svg", svg).unwrap();
    let place = |language: &str, alignment| {
        let source = AssetRef::Local { asset: AssetId("logo.svg".to_owned()) };
        let logo = Picture { source, alternative: "Logo".to_owned(), alignment, ..picture() };
        let blocks = vec![
            block(BlockKind::Paragraph { content: vec![inline(InlineKind::Picture(logo))] }),
            paragraph(&["beside"; 60].join(" ")),
        ];
        let (list, _) = pages_on(PageSize::A4, language, blocks, Vec::new(), &media);
        (shown(&list)[0], at(&list, "beside")[0])
    };
    for (language, side, left) in
        [("en", Alignment::Right, false), ("en", Alignment::Left, true), ("ar", Alignment::Right, true)]
    {
        let (logo, words) = place(language, Some(side));
        assert!(words.2 < logo.y + logo.height, "{language} {side:?}: {logo:?} {words:?}");
        assert_eq!(logo.x < words.1, left, "{language} {side:?}: {logo:?} {words:?}");
    }
    let (logo, words) = place("en", None);
    assert!(words.2 > logo.y + logo.height, "{logo:?} {words:?}");
}

#[test]
fn two_pictures_of_a_telephone_stand_on_a_page() {
    let mut media = Media::default();
    let svg =
        br#"<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="2400"><rect width="99" height="99"/></svg>"#;
    media.add("screen.svg", svg).unwrap();
    let source = AssetRef::Local { asset: AssetId("screen.svg".to_owned()) };
    let screen = Picture { source, alternative: "Screen".to_owned(), ..picture() };
    let screen = || block(BlockKind::Paragraph { content: vec![inline(InlineKind::Picture(screen.clone()))] });
    let (list, _) = pages_on(PageSize::A4, "en", vec![screen(), screen()], Vec::new(), &media);
    assert_eq!((list.pages.len(), shown(&list).len()), (1, 2));
}

#[test]
fn a_button_that_nearly_fits_is_not_torn() {
    let button = |words: &str| {
        let mut button = link(words);
        let InlineKind::Link(link) = &mut button.kind else { unreachable!("it is one") };
        link.button = Some(pamphlet_document::Button::Secondary);
        block(BlockKind::Buttons { content: vec![button] })
    };
    let lines = |language: &str, words: &str| {
        let grid = Grid { cards: true, blocks: vec![list(vec![vec![button(words)], vec![paragraph("Other")]])] };
        let (list, _) = pages(language, vec![block(BlockKind::Grid(grid))]);
        let first = words.split(' ').next().unwrap();
        let last = words.split(' ').next_back().unwrap();
        (at(&list, first)[0].2 - at(&list, last)[0].2).abs()
    };
    assert!(lines("en", "Learn more about this thing") < 0.1);
    assert!(lines("ar", "اقرأ المزيد حول هذا الموضوع") < 0.1);
    // One that does not goes on in the next line, between words.
    assert!(lines("en", "Learn very much more about this most remarkable thing") > 10.0);
}

#[test]
fn columns_of_a_grid_do_not_go_over_pages() {
    let long = |word: &str| paragraph(&vec![word; 800].join(" "));
    for cards in [true, false] {
        let cells = vec![vec![long("first")], vec![long("second")]];
        let blocks = if cards { vec![list(cells)] } else { cells.concat() };
        let (list, _) = pages("en", vec![block(BlockKind::Grid(Grid { cards, blocks }))]);
        let (first, second) = (at(&list, "first"), at(&list, "second"));
        assert!((first[0].1 - second[0].1).abs() < 0.1, "they begin at one side");
        let last = first.last().unwrap();
        assert!((last.0, last.2) < (second[0].0, second[0].2), "one stands below the other");
        // What was tried first has left nothing: every element is there once.
        let items = list.structure.nodes().iter().filter(|node| node.role == Role::ListItem).count();
        assert_eq!(items, 2);
    }
}

#[test]
fn frames_of_buttons_stand_off() {
    let button = |words: &str| {
        let mut button = link(words);
        let InlineKind::Link(link) = &mut button.kind else { unreachable!("it is one") };
        link.button = Some(pamphlet_document::Button::Primary);
        button
    };
    let mut content = vec![button("First")];
    content.extend(text(" "));
    content.push(button("Second"));
    let (list, _) = pages("en", vec![block(BlockKind::Buttons { content })]);
    let frames: Vec<Rect> = list.pages[0]
        .items()
        .iter()
        .filter_map(|(_, item)| match item {
            Item::Form { form: Form::Rectangle(place, _), stroke: Some(_), .. } => Some(*place),
            Item::Form { .. }
            | Item::Run(_)
            | Item::Picture { .. }
            | Item::Icon { .. }
            | Item::Code { .. }
            | Item::Link { .. }
            | Item::PageOf(_) => None,
        })
        .collect();
    assert_eq!(frames.len(), 2);
    assert!(frames[1].x - frames[0].x - frames[0].width > 3.0, "{frames:?}");
}

#[test]
fn marks_of_a_comparison_are_words_in_the_text() {
    use pamphlet_document::sample::{cell, comparison, icon, row};
    for (language, said) in [("en", ["Yes", "No", "Partly"]), ("fr", ["Oui", "Non", "En partie"])] {
        let mut table = comparison();
        table.body.push(row(vec![cell(false, text("Fuse")), cell(false, vec![icon("material/alert")])]));
        let (list, _) = pages(language, vec![block(BlockKind::Table(table))]);
        let words = words(&list).join("");
        for word in said {
            assert!(words.contains(&format!("{word}|")), "{language}: {word} in {words}");
        }
    }
}
