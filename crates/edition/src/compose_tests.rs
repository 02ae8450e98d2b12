//! Tests of the whole way: pages in, an edition out.

use crate::fixture::{Site, found, page, shown, tag};
use crate::{DriftKind, NavEntry};
use insta::assert_snapshot;
use pamphlet_document::NavItem;

fn links(text: &str) -> (String, String) {
    let site = Site::default()
        .source("index", "# Front")
        .source("tools/mail", "# Mail\n## Which one\n## Both parts {#both}")
        .source("tools/index", "# Tools")
        .source("tools/notes", text)
        .file("files/form.pdf")
        .url("https://example.org/{locale}/{page}/");
    let composed = site.compose_source();
    (shown(&composed, "tools/notes"), found(&composed))
}

#[test]
fn links_to_pages_stay_inside() {
    let (text, found) = links(
        "[a](mail.md) [b](./mail.md#which-one) [c](../tools/mail/) [d](/tools/mail.md) [e](index.md) [f](..) [g](#end)\n\
         [h](../index.md) [i](Mail.MD) [j](/en/tools/mail/#both) [k](https://example.org/en/tools/mail/#both) [l](m%61il.md)\n\
         [m](../mail/) [n](mail.html) [o](/tools) [p](?x=1) [q](mail.md#)\n## End",
    );
    assert_snapshot!(text, @"
    page en Notes
    [a](tools/mail) [b](tools/mail#which-one) [c](tools/mail) [d](tools/mail) [e](tools/index) [f](tools/index) [g](tools/notes#end)
    [h](index) [i](tools/mail) [j](tools/mail#both) [k](tools/mail#both) [l](tools/mail)
    [m](tools/mail) [n](tools/mail) [o](tools/index) [p](tools/notes) [q](tools/mail)
    #end End
    ");
    assert_snapshot!(found, @"");
}

#[test]
fn other_links_leave_the_book() {
    let (text, found) = links(
        "[a](https://other.example/x y) [b](mailto:a@b.example) [c](//other.example/) [d](/blog/post/) [e](../files/form.pdf)\n\
         [f](https://example.org/en/) [g](https://example.org/fr/tools/mail/) [h](https://wiki. other. example/a b) [i](tel:+123)",
    );
    assert_snapshot!(text, @"
    page en Notes
    [a](https://other.example/x%20y) [b](mailto:a@b.example) [c](https://other.example/) [d](https://example.org/blog/post/) [e](https://example.org/en/files/form.pdf)
    [f](https://example.org/en/) [g](https://example.org/fr/tools/mail/) [h](https://wiki.other.example/a%20b) [i](tel:+123)
    ");
    assert_snapshot!(found, @"");
}

#[test]
fn what_only_plugins_of_the_website_make_is_there() {
    let (text, found) = links(
        "[a](https://example.org/en/tools/notes/#tide.Hour) [b](mail.md#tide.Hour.next) [c](https://example.org/en/tools/mail/#gone)\n\
         [d](https://example.org/en/tools/mail/#Both) [e](mail.md#1.2) [f](mail.md#a..b)",
    );
    assert_snapshot!(text, @"
    page en Notes
    [a](https://example.org/en/tools/notes/#tide.Hour) [b](https://example.org/en/tools/mail/#tide.Hour.next) [c](https://example.org/en/tools/mail/#gone)
    [d](tools/mail#both) [e](tools/mail) [f](tools/mail)
    ");
    let said: Vec<&str> = found.lines().filter(|line| line.starts_with("broken-anchor")).collect();
    assert_eq!(said.len(), 3, "{found}");
}

#[test]
fn broken_links_are_reported_with_what_was_meant() {
    let (text, found) =
        links("[a](mial.md) [b](mail.md#wich-one) [c](#nowhere) [d]() [e](../../x.md) [f](javascript:x) [g](zzz/)");
    assert_snapshot!(text, @"
    page en Notes
    [a](nothing mial.md) [b](tools/mail) [c](nothing #nowhere) [d](nothing ) [e](nothing ../../x.md) [f](nothing javascript:x) [g](nothing zzz/)
    ");
    assert_snapshot!(found, @"
    broken-link at `[a](mial.md)`: the link `mial.md` leads to a page that does not exist; did you mean `mail.md`?
    broken-anchor at `[b](mail.md#wich-one)`: the link `mail.md#wich-one` leads to an anchor that `tools/mail` does not have; did you mean `#which-one`? Until then the link leads to the beginning of the page
    broken-anchor at `[c](#nowhere)`: the link `#nowhere` leads to an anchor that this page does not have; the page has no anchor with a similar name
    empty-link at `[d]()`: a link has no address; give it an address, or take the link away
    link-outside at `[e](../../x.md)`: the link `../../x.md` leads out of the tree of pages; link to a page of the tree, or to an address on the web
    broken-link at `[f](javascript:x)`: a link runs `javascript:`, which no book can follow; link to a page or an address on the web
    broken-link at `[g](zzz/)`: the link `zzz/` leads to a page that does not exist; no page has a similar name
    ");
}

#[test]
fn fragments_of_the_source_language_work_in_translations() {
    let site = Site::default()
        .source("a", "# Tools\n## Which one\n## Criteria\n## Criteria {#criteria_1}\nSee [x](b.md#deep).")
        .source("b", "## Deep\n[x](a.md#criteria_1)")
        .translation("a", "# Werkzeuge\n## Welches\n## Kriterien\n## Criteria\nSiehe [x](b.md#deep) und [y](#which-one) und [z](#criteria).")
        .translation("b", "## Tief\n[x](a.md#criteria_1) [y](a.md#welches) [z](a.md#weg)");
    let composed = site.compose_translation("de");
    assert_snapshot!(shown(&composed, "a"), @"
    page de Werkzeuge
    #werkzeuge+tools Werkzeuge
    #welches+which-one Welches
    #kriterien Kriterien
    #criteria+criteria_1 Criteria
    Siehe [x](b#tief) und [y](a#welches) und [z](a#kriterien).
    ");
    assert_snapshot!(shown(&composed, "b"), @"
    page de B
    #tief+deep Tief
    [x](a#criteria) [y](a#welches) [z](a)
    ");
    assert_snapshot!(found(&composed), @"
    drift at `[y](#which-one)`: link is not on the source page: #which-one; take it out, unless it was added on purpose
    drift at `[z](#criteria)`: link is not on the source page: #criteria; take it out, unless it was added on purpose
    drift at `[y](a.md#welches)`: link is not on the source page: a.md#welches; take it out, unless it was added on purpose
    broken-anchor at `[z](a.md#weg)`: the link `a.md#weg` leads to an anchor that `a` does not have; the page has no anchor with a similar name; until then the link leads to the beginning of the page
    ");
}

#[test]
fn addresses_that_a_translation_broke_are_taken_from_the_source_page() {
    let site = Site::default()
        .source("a", "One [x](b.md) two [y](https://wiki.example/page) ![p](img/tool.svg) [z](#end)\n## End")
        .source("b", "# B")
        .translation(
            "a",
            "Eins [x](c.md) zwei [y](https://wiki. example/ page) ![p](bild/werkzeug.svg) [z](#ende-weg)\n## Ende",
        )
        .file("img/tool.svg");
    let composed = site.compose_translation("de");
    assert_snapshot!(shown(&composed, "a"), @"
    page de A
    Eins [x](b) zwei [y](https://wiki.example/page) !(p)(img/tool.svg) [z](a#ende)
    #ende+end Ende
    ");
    assert_snapshot!(found(&composed), @"
    broken-link at `[x](c.md)`: the link `c.md` leads to a page that does not exist; the source page has `b.md` here, which is used; no page has a similar name
    drift at `[y](https://wiki. example/ page)`: link differs from the source page: https://wiki. example/ page; the source page has there: https://wiki.example/page
    missing-picture at `![p](bild/werkzeug.svg)`: the picture `bild/werkzeug.svg` does not exist; the source page has `img/tool.svg` here, which is shown instead
    broken-anchor at `[z](#ende-weg)`: the link `#ende-weg` leads to an anchor that this page does not have; the source page has `#end` here, which is used; the page has no anchor with a similar name
    fallback-page at ``: `b` is not translated; the source page stands in for it; translate it; until then it is marked with its own language and does not count
    ");
}

#[test]
fn pictures_are_found_remote_or_missing() {
    let site = Site::default()
        .source("a/b", "![x](../img/x.svg#only-light) ![y](img/x.svg) ![z](/img/x.svg) ![r](https://other.example/r.png) ![m](gone.png)")
        .file("img/x.svg");
    let composed = site.compose_source();
    assert_snapshot!(shown(&composed, "a/b"), @"
    page en B
    !(x)(img/x.svg) !(y)(img/x.svg) !(z)(img/x.svg) !(r)(remote https://other.example/r.png) !(m)(missing gone.png)
    ");
    assert_snapshot!(found(&composed), @"
    remote-picture at `![r](https://other.example/r.png)`: the picture `https://other.example/r.png` is on another server and is not fetched; its alternative text and address stand for it; put a copy into the site to show it
    missing-picture at `![m](gone.png)`: the picture `gone.png` does not exist; correct its path, or add the file; its alternative text stands for it
    ");
}

#[test]
fn files_that_are_near_are_proposed() {
    let site = Site::default()
        .source("a/b", "![x](../img/harbuor.svg) ![y](harbour.png) [z](../img/tides.pfd) ![n](heron.svg)")
        .file("img/harbour.svg")
        .file("img/tides.pdf");
    assert_snapshot!(found(&site.compose_source()), @"
    missing-picture at `![x](../img/harbuor.svg)`: the picture `../img/harbuor.svg` does not exist; did you mean `../img/harbour.svg`? Else add the file; its alternative text stands for it
    missing-picture at `![y](harbour.png)`: the picture `harbour.png` does not exist; correct its path, or add the file; its alternative text stands for it
    broken-link at `[z](../img/tides.pfd)`: the link `../img/tides.pfd` leads to a file that does not exist; did you mean `../img/tides.pdf`?
    missing-picture at `![n](heron.svg)`: the picture `heron.svg` does not exist; correct its path, or add the file; its alternative text stands for it
    ");
}

#[test]
fn addresses_that_a_plugin_makes_are_told_as_such() {
    let site = Site::default().source("a", "[x]({{base}}/b) [y](https://example.org/{{v}}/b) ![z]({{base}}/c.png)");
    assert_snapshot!(found(&site.compose_source()), @"
    broken-link at `[x]({{base}}/b)`: the address `{{base}}/b` is made by a plugin that is not on: the link leads nowhere; write the address into the page, or switch the plugin on (macros)
    broken-link at `[y](https://example.org/{{v}}/b)`: the address `https://example.org/{{v}}/b` is made by a plugin that is not on: the link leads nowhere; write the address into the page, or switch the plugin on (macros)
    missing-picture at `![z]({{base}}/c.png)`: the address `{{base}}/c.png` is made by a plugin that is not on: the picture cannot be found; correct its path, or add the file; its alternative text stands for it
    ");
}

#[test]
fn a_link_without_words_is_reported_once() {
    let site = Site::default().source("a", "See [](b.md), [b](b.md) and [](b.md \"The other\").").source("b", "# B");
    assert_snapshot!(found(&site.compose_source()), @"empty-link at `[](b.md)`: the link `b.md` shows no words; write them between its brackets; until then it shows where it leads");
}

#[test]
fn the_logo_of_a_card_is_missing_where_it_is_written() {
    let site = Site::default().source("a", "Text.\ncard Heron heron.svg https://heron.example");
    assert_snapshot!(found(&site.compose_source()), @"missing-picture at `heron.svg`: the picture `heron.svg` does not exist; correct its path, or add the file; its alternative text stands for it");
}

#[test]
fn cards_have_the_same_id_everywhere() {
    let site = Site::default()
        .source(
            "mail",
            "card Heron heron.svg https://heron.example\ncard Finch finch.svg https://finch.example\ncard Robin",
        )
        .source("notes", "card Heron heron.svg https://heron-notes.example")
        .translation(
            "mail",
            "card Fink fink.svg https://finch.example\ncard Neu neu.svg https://neu.example\ncard Reiher heron.svg",
        )
        .file("heron.svg");
    let composed = site.compose_translation("de");
    let ids: Vec<_> = composed
        .edition
        .cards()
        .iter()
        .map(|(page, card)| format!("{} {}", page.id, card.id.as_deref().unwrap()))
        .collect();
    assert_eq!(ids, ["mail finch", "mail neu", "mail mail-heron", "notes notes-heron"]);
    let lost: Vec<_> = composed.drift.iter().filter(|drift| drift.kind == DriftKind::Card).collect();
    assert_eq!(lost[0].source.as_deref(), Some("card `Robin` (robin)"));
    assert_eq!(lost[1].translation.as_deref(), Some("card `Neu` (neu)"));
}

const ENGLISH: &str = "# Messages\n\
    Nobody else can read a message that is encrypted on your phone. The server only passes it on to the other side.\n\
    You should compare the numbers with your friend before you trust the connection.\n\
    - Keep the program up to date - Choose a long password - Heron\n\
    ## How to begin\n\
    Heron\n\
    Download it from the store and open it. Then choose a name that nobody knows. `heron --start`\n\
    A picture: ![a bird that carries a letter](bird.svg)\n\
    note 1: The people who wrote the program explain it in a paper.";

#[test]
fn verbatim_sentences_are_in_the_source_language() {
    let site = Site::default().source("a", ENGLISH).translation(
        "a",
        "# Nachrichten\n\
         Niemand sonst kann eine Nachricht lesen, die auf deinem Telefon verschlüsselt wird. The server only passes it on to the other side.\n\
         You should compare the numbers with your friend before you trust the connection.\n\
         - Halte das Programm aktuell - Choose a long password - Heron\n\
         ## How to begin\n\
         Heron\n\
         Download it *from the store and open it. Dann* wähle einen Namen, den niemand kennt. `heron --start`\n\
         Ein Bild: ![a bird that carries a letter](bird.svg)\n\
         note 1: The people who wrote the program explain it in a paper.",
    );
    let composed = site.compose_translation("de");
    assert_snapshot!(shown(&composed, "a"), @"
    page de Nachrichten
    #nachrichten+messages Nachrichten
    Niemand sonst kann eine Nachricht lesen, die auf deinem Telefon verschlüsselt wird. {en|The server only passes it on to the other side.}
    {en|You should compare the numbers with your friend before you trust the connection.}
    - Halte das Programm aktuell - {en|Choose a long password} - {en|Heron} 
    {en|#how-to-begin How to begin}
    {en|Heron}
    {en|Download it }*{en|from the store and open it.} Dann* wähle einen Namen, den niemand kennt. `heron --start`
    Ein Bild: !(en|a bird that carries a letter)(missing bird.svg)
    {en|The people who wrote the program explain it in a paper.}
    ");
}

#[test]
fn titles_and_alternative_texts_differ_from_the_run_they_stand_in() {
    let site = Site::default().source("a", ENGLISH).translation(
        "a",
        "# Nachrichten\n\
         Niemand sonst kann eine Nachricht lesen. The server only passes it on to the [other](https://e.example/ \"Die \
         andere Seite der Verbindung\") side. You should compare the ![a bird that carries a letter](bird.svg)numbers \
         with your friend before you trust the [connection](https://e.example/ \"The server only passes it on to the \
         other side.\").\n\
         Das ist ![a bird that carries a letter](bird.svg) ein Bild, das noch niemand übersetzt hat.",
    );
    assert_snapshot!(shown(&site.compose_translation("de"), "a"), @r#"
    page de Nachrichten
    #nachrichten+messages Nachrichten
    Niemand sonst kann eine Nachricht lesen. {en|The server only passes it on to the [other]"de|Die andere Seite der Verbindung"(https://e.example/) side. You should compare the !(a bird that carries a letter)(missing bird.svg)numbers with your friend before you trust the [connection]"The server only passes it on to the other side."(https://e.example/).}
    Das ist !(en|a bird that carries a letter)(missing bird.svg) ein Bild, das noch niemand übersetzt hat.
    "#);
}

#[test]
fn a_page_that_nobody_translated_is_in_the_source_language_as_a_whole() {
    let site = Site::default().source("a", ENGLISH).translation("a", ENGLISH);
    let composed = site.compose_translation("de");
    assert!(shown(&composed, "a").starts_with("page en Messages\n#messages Messages\nNobody"));
    assert!(!shown(&composed, "a").contains('{'));
    let coverage = composed.edition.parts().coverage;
    assert_eq!((coverage.translated_words, coverage.translated_sentences, coverage.translated_blocks), (0, 0, 0));
    assert!(coverage.words > 80 && coverage.sentences == 13, "{coverage:?}");
    assert!(!composed.edition.page(&page("a")).unwrap().fallback);
}

#[test]
fn sentences_that_the_source_page_no_longer_has_are_found() {
    let site = Site::default().source("a", ENGLISH).source("b", "Your phone and the server have to trust it.").translation(
        "a",
        "# Nachrichten\n\
         Niemand sonst kann eine Nachricht lesen, die auf deinem Telefon verschlüsselt wird. The other side only knows the name of your phone before it can trust the server.\n\
         Der Server reicht sie nur weiter, und dein Freund vergleicht die Nummern mit dir.",
    );
    assert_snapshot!(shown(&site.compose_translation("de"), "a"), @"
    page de Nachrichten
    #nachrichten+messages Nachrichten
    Niemand sonst kann eine Nachricht lesen, die auf deinem Telefon verschlüsselt wird. {en|The other side only knows the name of your phone before it can trust the server.}
    Der Server reicht sie nur weiter, und dein Freund vergleicht die Nummern mit dir.
    ");
}

#[test]
fn another_script_tells_by_itself() {
    let english = "# Messages\nThe server only passes it on to the other side.\nDownload Heron for Linux.";
    let site = Site::default().source("a", english).translation(
        "a",
        "# Повідомлення\nСервер лише передає його далі. The other side only passes it on. Heron для Linux.\nHeron, Linux\nПрограма Heron: ![the other side](x.svg)",
    );
    assert_snapshot!(shown(&site.compose_translation("uk"), "a"), @"
    page uk Повідомлення
    #повідомлення+messages Повідомлення
    Сервер лише передає його далі. {en|The other side only passes it on.} Heron для Linux.
    Heron, Linux
    Програма Heron: !(en|the other side)(missing x.svg)
    ");
    let site = Site::default().source("a", english).translation(
        "a",
        "# メッセージ\nサーバーは転送するだけです。The server only passes it on to the other side.そして Heron を開きます。",
    );
    assert_snapshot!(shown(&site.compose_translation("ja"), "a"), @"
    page ja メッセージ
    #メッセージ+messages メッセージ
    サーバーは転送するだけです。{en|The server only passes it on to the other side.}そして Heron を開きます。
    ");
}

#[test]
fn regions_of_one_language_are_not_told_apart() {
    let site = Site::default().source("a", ENGLISH).translation("a", ENGLISH);
    let composed = site.compose_translation("en-GB");
    assert!(shown(&composed, "a").starts_with("page en-GB"));
}

#[test]
fn coverage_counts_pages_sections_and_the_navigation() {
    let mut site = Site::default()
        .source("a", "# One\nThis sentence is here to be counted.\n## Two\nAnd this one stands in the second section.")
        .source("b", "# Other\nNobody has translated this page so far.")
        .translation(
            "a",
            "# One\nThis sentence is here to be counted.\n## Zwei\nUnd dieser Satz steht im zweiten Abschnitt.",
        );
    let entry = |id: &str| NavEntry::Page { page: page(id), label: None };
    site.nav = vec![
        entry("a"),
        NavEntry::Section { label: "Weitere".to_owned(), page: None, items: vec![entry("b"), entry("gone")] },
        NavEntry::Section { label: "Leer".to_owned(), page: None, items: Vec::new() },
    ];
    let composed = site.compose_translation("de");
    let words = |coverage: pamphlet_document::Coverage| (coverage.translated_words, coverage.words);
    assert_eq!(words(composed.coverage[0].coverage), (9, 17));
    let sections: Vec<_> =
        composed.coverage[0].sections.iter().map(|section| (section.title.as_str(), words(section.coverage))).collect();
    assert_eq!(sections, [("One", (0, 8)), ("Zwei", (9, 9))]);
    assert_eq!((composed.coverage[1].fallback, words(composed.coverage[1].coverage)), (true, (0, 8)));
    let nav: Vec<_> =
        composed.sections.iter().map(|section| (section.path.join("/"), words(section.coverage))).collect();
    assert_eq!(nav, [(String::new(), (9, 17)), ("Weitere".to_owned(), (0, 8))]);
    let source = site.compose_source();
    assert_eq!(source.edition.parts().coverage.percent(), 100);
    assert!(source.drift.is_empty() && source.diagnostics.is_empty());
}

const LAMP: &str = "# Lamp\nLight the lamp before dusk.\nTrim the wick every week.\nNever leave it alone.\n## Oil\nUse clean oil only.";

#[test]
fn what_was_cut_is_not_translated_and_what_was_added_is_worth_nothing() {
    let cut = "# Lampada\nAccendete la lampada prima del tramonto.\n## Olio\nUsate solo olio pulito.\nUn saluto a tutti quelli che leggono [qui](x.md).";
    let composed = Site::default().source("a", LAMP).translation("a", cut).compose_translation("fr");
    let coverage = composed.edition.parts().coverage;
    assert_eq!((coverage.words, coverage.translated_words, coverage.missing_words), (20, 11, 9));
    assert_eq!((coverage.sentences, coverage.translated_sentences, coverage.missing_sentences), (6, 4, 2));
    assert_eq!((coverage.blocks, coverage.translated_blocks, coverage.missing_blocks), (4, 2, 2));
    assert_eq!(coverage.added_words, 8);
    assert_eq!(coverage.percent(), 55);
    let text = |drift: &&crate::Drift| drift.kind == DriftKind::Text;
    let told: Vec<_> = composed.drift.iter().filter(text).map(|drift| (&drift.source, &drift.translation)).collect();
    let words = |text: &str| Some(text.to_owned());
    assert_eq!(
        told,
        [
            (&words("2 paragraphs of 9 words: Trim the wick every week."), &None),
            (&None, &words("paragraph of 8 words: Un saluto a tutti quelli che leggono qui.")),
        ]
    );
    // A page that no source page has is all added.
    let composed = Site::default().source("a", LAMP).translation("a", LAMP).translation("b", cut);
    let alone = composed.compose_translation("fr").coverage[1].coverage;
    assert_eq!((alone.words, alone.added_words, alone.missing_words), (0, 20, 0));
}

#[test]
fn a_sentence_that_was_cut_inside_of_a_paragraph_is_missing() {
    let source = "Light the lamp before it is dark outside. Never leave it alone when you go to sleep at night. Put it out before you leave the house for work.";
    let translation =
        "Zünde die Lampe an, bevor es draußen dunkel wird. Lösche sie, bevor du das Haus zur Arbeit verlässt.";
    let composed = Site::default().source("a", source).translation("a", translation).compose_translation("de");
    let coverage = composed.edition.parts().coverage;
    assert_eq!((coverage.sentences, coverage.translated_sentences, coverage.missing_sentences), (3, 2, 1));
    assert!(
        found(&composed).contains("text of the source page is missing: sentence: Never leave it"),
        "{}",
        found(&composed)
    );
}

#[test]
fn blocks_answer_blocks_of_the_source_page() {
    let site = Site::default().source("a", LAMP).translation(
        "a",
        "# Lampe\nNie allein lassen.\nEin Zusatz für alle, die `hier` lesen.\n## Öl\nNur sauberes Öl nehmen.",
    );
    let composed = site.compose_translation("de");
    let answered = |composed: &crate::Composed| -> Vec<Option<String>> {
        let blocks = &composed.edition.pages()[0].answering.blocks;
        blocks.iter().map(|block| block.as_ref().map(|block| block.id.clone())).collect()
    };
    let own = answered(&composed);
    assert_eq!((own[0].as_deref(), own[3].as_deref(), own.len()), (Some("heading-lamp"), Some("heading-oil"), 5));
    assert!(own[4].as_ref().is_some_and(|id| id.starts_with("block-")), "{own:?}");
    assert!(answered(&site.compose_source()).is_empty());
    let alone = Site::default().source("a", LAMP).compose_translation("de");
    assert_eq!(answered(&alone).iter().flatten().count(), 6, "a page that fell back answers itself");
}

#[test]
fn sentences_name_the_block_that_they_answer() {
    let source = "# Lamp\nLight the lamp before it is dark. Never leave it alone when you go to sleep.\nTrim the wick every week.\nnote a: One note here.";
    let translation = "# Lampe\nZünde die Lampe an, bevor es dunkel wird. Never leave it alone when you go to sleep.\nKürze den Docht jede Woche.\nEin Zusatz für alle, die `hier` lesen und noch viel mehr wissen wollen.\nnote a: Eine Notiz hier.";
    let site = Site::default().source("a", source).translation("a", translation);
    let composed = site.compose_translation("de");
    let answering = &composed.edition.pages()[0].answering;
    let own = |run: &pamphlet_document::SentenceRun| {
        let block = run.source_block.as_ref();
        // The block that a run answers is the one that its block answers.
        assert!(
            block.is_none_or(|block| answering.blocks.iter().chain(&answering.notes).flatten().any(|own| own == block))
        );
        (run.text.clone(), run.source_text.clone().unwrap_or_default(), run.translated)
    };
    let shown: Vec<Vec<_>> = answering.block_sentences.iter().map(|runs| runs.iter().map(own).collect()).collect();
    let run = |text: &str, source: &str, translated| (text.to_owned(), source.to_owned(), translated);
    let light = ("Zünde die Lampe an, bevor es dunkel wird.", "Light the lamp before it is dark.");
    let never = "Never leave it alone when you go to sleep.";
    assert_eq!(shown[0], [run("Lampe", "Lamp", true)]);
    assert_eq!(shown[1], [run(light.0, light.1, true), run(never, never, false)]);
    assert_eq!(shown[2], [run("Kürze den Docht jede Woche.", "Trim the wick every week.", true)]);
    assert_eq!(shown[3], [run("Ein Zusatz für alle, die hier lesen und noch viel mehr wissen wollen.", "", true)]);
    let notes: Vec<_> = answering.note_sentences.iter().flatten().map(own).collect();
    assert_eq!(notes, [run("Eine Notiz hier.", "One note here.", true)]);
    let none = |composed: &crate::Composed| composed.edition.pages()[0].answering.block_sentences.is_empty();
    assert!(none(&site.compose_source()));
    let alone = Site::default().source("a", source).compose_translation("de");
    assert!(none(&alone), "the text of a page that fell back is the source's");
}

#[test]
fn texts_are_laid_beside_their_source() {
    let source = "# Lamp\nLight the lamp before it is dark. Never leave it alone when you go to sleep.\nTrim the wick every week.";
    let translation = "# Lampe\nZünde die Lampe an, bevor es dunkel wird. Never leave it alone when you go to sleep.";
    let composed = Site::default().source("a", source).translation("a", translation).compose_translation("de");
    let texts = &composed.alignment[0].texts;
    let segments = texts.iter().flat_map(|text| &text.segments);
    let shown: Vec<_> = segments.map(|segment| (&*segment.source, &*segment.translation, segment.translated)).collect();
    assert_eq!(
        shown,
        [
            ("Lamp", "Lampe", true),
            ("Light the lamp before it is dark.", "Zünde die Lampe an, bevor es dunkel wird.", true),
            ("Never leave it alone when you go to sleep.", "Never leave it alone when you go to sleep.", false),
            ("Trim the wick every week.", "", false),
        ]
    );
    assert_eq!(texts[0].source_block.as_ref().map(|block| block.id.as_str()), Some("heading-lamp"));
}

#[test]
fn the_navigation_orders_and_names_pages() {
    let mut site = Site::default()
        .source("index", "title Front page\nText")
        .source("how-to/begin", "Text without a title")
        .source("left/over", "# A heading\nText")
        .url("https://example.org/{locale}/{page}/");
    site.nav = vec![
        NavEntry::Section {
            label: "Part".to_owned(),
            page: None,
            items: vec![NavEntry::Page { page: page("how-to/begin"), label: None }],
        },
        NavEntry::Page { page: page("index"), label: Some("Home".to_owned()) },
        NavEntry::Link { label: "Blog".to_owned(), url: "/blog/".to_owned() },
    ];
    let composed = site.compose_source();
    let parts = composed.edition.parts();
    let titles: Vec<_> =
        composed.edition.pages().iter().map(|page| (page.title.as_str(), page.title_in_text)).collect();
    assert_eq!(titles, [("Begin", false), ("Front page", false), ("A heading", true)]);
    assert_eq!(parts.nav_rest, [page("left/over")]);
    assert_eq!(parts.url.as_deref(), Some("https://example.org/en/"));
    assert!(matches!(&parts.nav[1], NavItem::Page { title, .. } if title == "Home"));
    assert!(matches!(&parts.nav[2], NavItem::Link { url, .. } if url == "https://example.org/blog/"));
    site.nav.clear();
    let composed = site.compose_source();
    let order: Vec<_> = composed.edition.pages().iter().map(|page| page.id.0.as_str()).collect();
    assert_eq!(order, ["index", "how-to/begin", "left/over"]);
    assert_eq!(composed.edition.parts().nav.len(), 3);
}

#[test]
fn one_thing_that_a_translation_has_is_not_called_many() {
    let site = Site::default().source("a", "# One\n- x - y - z\nWords").translation("a", "# Eins\n- x\nWorte");
    let found = found(&site.compose_translation("de"));
    assert!(found.contains("bullet list of 1 item; the source page has there: bullet list of 3 items"), "{found}");
}

#[test]
fn drift_is_what_a_translation_lost_or_gained() {
    let site = Site::default()
        .source(
            "a",
            "# One\n## Two\n- x - y - z\n[a](https://one.example) [b](https://two.example)\nWords^1^\nnote 1: A note",
        )
        .source("b", "# B")
        .translation("a", "# Eins\n- x - y\n[a](https://one.example/) [b](https://zwei.example)\nWorte")
        .translation("c", "# Nur hier");
    let composed = site.compose_translation("de");
    assert_snapshot!(found(&composed), @"
    drift at ``: footnote of the source page is missing: footnote `1`; bring it back, unless it was left out on purpose
    drift at `# Eins`: heading of the source page is missing: heading of level 2: Two; bring it back, unless it was left out on purpose
    drift at `- x - y`: list differs from the source page: bullet list of 2 items; the source page has there: bullet list of 3 items
    drift at `[b](https://zwei.example)`: link differs from the source page: https://zwei.example; the source page has there: https://two.example
    fallback-page at ``: `b` is not translated; the source page stands in for it; translate it; until then it is marked with its own language and does not count
    translation-only at ``: `c` has no source page; remove it if the source page is gone, or add the source page
    ");
    assert_eq!(composed.edition.page(&page("b")).unwrap().language, tag("en"));
}

#[test]
fn titles_say_their_language() {
    let site = Site::default()
        .source("a", "title Messages that nobody can read\nText")
        .source("b", "title Other things\nText")
        .translation("a", "title Messages that nobody can read\nEin ganzer Satz auf Deutsch.");
    let composed = site.compose_translation("de");
    let languages: Vec<_> = composed
        .edition
        .pages()
        .iter()
        .map(|page| format!("{} {:?}", page.language, page.title_language.as_ref().map(pamphlet_locale::Tag::as_str)))
        .collect();
    assert_eq!(languages, ["de Some(\"en\")", "en None"]);
}

#[test]
fn descriptions_say_their_language() {
    let english = "description What to do about messages that nobody should read";
    let site = Site::default()
        .source("a", &format!("{english}\nText about messages that nobody should read."))
        .source("b", "description Other things that nobody should read\nText")
        .source("c", "description Other things that nobody should read\nText")
        .translation("a", &format!("{english}\nفقرة كاملة بالعربية."))
        .translation("b", "description أشياء أخرى\nفقرة كاملة بالعربية.");
    let composed = site.compose_translation("ar");
    let languages: Vec<_> = composed
        .edition
        .pages()
        .iter()
        .map(|page| (page.language.as_str(), page.meta.description_language.as_ref().map(pamphlet_locale::Tag::as_str)))
        .collect();
    assert_eq!(languages, [("ar", Some("en")), ("ar", None), ("en", None)]);
}

#[test]
fn blocks_that_stay_as_they_are_are_shared() {
    let site = Site::default().source("a", "Plain words.\n[a](https://one.example)");
    let composed = site.compose_source();
    let blocks = &composed.edition.page(&page("a")).unwrap().blocks;
    assert!(std::sync::Arc::strong_count(&blocks[0].block) > 1);
    assert_eq!(std::sync::Arc::strong_count(&blocks[1].block), 1);
}

#[test]
fn lists_that_are_split_otherwise_are_one_difference() {
    let site = Site::default().source("a", "- x - y\n- z - w").translation("a", "- x\n- y - z - w");
    let composed = site.compose_translation("de");
    assert_eq!(composed.drift.len(), 1);
    assert_eq!(composed.drift[0].source.as_deref(), Some("4 items in 2 lists"));
}

#[test]
fn anchors_that_are_nearly_right_are_used_and_reported() {
    let (text, found) =
        links("[a](mail.md#Which-One) [b](mail.md##both) [c](mail.md#both/) [d](mail.md#whi) [e](../shots/one.png)");
    assert_snapshot!(text, @"
    page en Notes
    [a](tools/mail#which-one) [b](tools/mail#both) [c](tools/mail#both) [d](tools/mail) [e](nothing ../shots/one.png)
    ");
    assert_snapshot!(found, @"
    broken-anchor at `[a](mail.md#Which-One)`: the link `mail.md#Which-One` leads to an anchor that `tools/mail` does not have; did you mean `#which-one`? That is used
    broken-anchor at `[b](mail.md##both)`: the link `mail.md##both` leads to an anchor that `tools/mail` does not have; did you mean `#both`? That is used
    broken-anchor at `[c](mail.md#both/)`: the link `mail.md#both/` leads to an anchor that `tools/mail` does not have; did you mean `#both`? That is used
    broken-anchor at `[d](mail.md#whi)`: the link `mail.md#whi` leads to an anchor that `tools/mail` does not have; the page has no anchor with a similar name; until then the link leads to the beginning of the page
    broken-link at `[e](../shots/one.png)`: the link `../shots/one.png` leads to a file that does not exist; add the file, or correct its path
    ");
}

#[test]
fn labels_of_sections_may_lead_to_pages() {
    let mut site = Site::default()
        .source("part/index", "# Front of the part")
        .source("part/a", "# A")
        .source("alone", "Text without a title");
    let section =
        |label: &str, front: &str, items| NavEntry::Section { label: label.to_owned(), page: Some(page(front)), items };
    site.nav = vec![
        section("Alone", "alone", Vec::new()),
        section("Part", "part/index", vec![NavEntry::Page { page: page("part/a"), label: None }]),
        section("Gone", "gone", Vec::new()),
    ];
    let composed = site.compose_source();
    let parts = composed.edition.parts();
    let [NavItem::Page { title: alone, .. }, NavItem::Section { title, page: Some(front), items, .. }] = &parts.nav[..]
    else {
        panic!("{:?}", parts.nav)
    };
    assert_eq!((alone.as_str(), title.as_str(), front.0.as_str(), items.len()), ("Alone", "Part", "part/index", 1));
    let titles: Vec<_> = composed.edition.pages().iter().map(|page| page.title.as_str()).collect();
    assert_eq!(titles, ["Alone", "Front of the part", "A"]);
    let [all, part] = &composed.sections[..] else { panic!("{:?}", composed.sections) };
    assert_eq!((all.pages, part.pages), (1, 2));
}

#[test]
fn only_pages_that_are_near_are_proposed() {
    let site = Site::default()
        .source("index", "# Front")
        .source("guides/basics/tor", "# Tor")
        .source("guides/basics/dns", "# DNS")
        .source("guides/index", "# Guides")
        .source("old/install", "# Install")
        .source("guides/setup/install", "# Install")
        .source(
            "guides/basics/notes",
            "[a](vpn.md) [b](dsn.md) [c](../basic/tor.md) [d](../more/index.md) [e](../../manual/guides/index.md)\n\
             [f](../set/install.md) [g](../../old/instal.md) [h](../../../getting-started/)",
        );
    let composed = site.compose_source();
    assert_snapshot!(found(&composed), @"
    broken-link at `[a](vpn.md)`: the link `vpn.md` leads to a page that does not exist; no page has a similar name
    broken-link at `[b](dsn.md)`: the link `dsn.md` leads to a page that does not exist; did you mean `dns.md`?
    broken-link at `[c](../basic/tor.md)`: the link `../basic/tor.md` leads to a page that does not exist; did you mean `tor.md`?
    broken-link at `[d](../more/index.md)`: the link `../more/index.md` leads to a page that does not exist; no page has a similar name
    broken-link at `[e](../../manual/guides/index.md)`: the link `../../manual/guides/index.md` leads to a page that does not exist; did you mean `../index.md`?
    broken-link at `[f](../set/install.md)`: the link `../set/install.md` leads to a page that does not exist; did you mean `../setup/install.md`?
    broken-link at `[g](../../old/instal.md)`: the link `../../old/instal.md` leads to a page that does not exist; did you mean `../../old/install.md`?
    broken-link at `[h](../../../getting-started/)`: the link `../../../getting-started/` leads to a page that does not exist; no page has a similar name
    ");
}
