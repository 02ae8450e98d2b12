//! The shipped vocabulary, and what a site can do to it.

use crate::{BadValue, LinkRole, Meaning, Platform, Store, System, ThreatKind, UnknownKey, Vocabulary};
use pamphlet_locale::{Catalog, Tag, Term, languages};
use pamphlet_source::yaml;

fn read(text: &str) -> (Result<Vocabulary, BadValue>, Vec<UnknownKey>) {
    let mut unknown = Vec::new();
    let value = yaml::parse(text).expect("is YAML");
    (Vocabulary::read(&value, &mut unknown), unknown)
}

fn good(text: &str) -> Vocabulary {
    let (vocabulary, unknown) = read(text);
    assert_eq!(unknown, [], "{text}");
    vocabulary.expect("is a vocabulary")
}

fn catalog(tag: &str) -> Catalog {
    Catalog::of(&Tag::parse(tag).expect("is a tag"))
}

#[test]
fn the_shipped_one_has_no_mistake() {
    let shipped = good("{}");
    assert_eq!(shipped, *Vocabulary::shipped());
    assert_eq!(shipped, good("{base: recommendations}"));
    let text = include_str!("../vocabularies/recommendations.yml");
    assert_eq!(shipped, good(&format!("base: none\n{text}")), "no entry says what the base has");
    assert_eq!((shipped.role_ids().len(), shipped.download_ids().len(), shipped.threat_ids().len()), (9, 20, 7));
}

#[test]
fn its_words_are_in_every_language() {
    let shipped = Vocabulary::shipped();
    for locale in languages() {
        let catalog = Catalog::of(&locale);
        for id in shipped.role_ids() {
            let said = shipped.words(Meaning::Role(&LinkRole::new(&id)), &catalog).expect("is shipped");
            assert_eq!(said.language.as_ref(), Some(&locale), "{id}");
            assert!(!said.words.is_empty());
        }
    }
    let said = shipped.words(Meaning::Role(&LinkRole::new("source-code")), &catalog("de")).expect("is shipped");
    assert_eq!(said.words, "Quellcode");
}

#[test]
fn every_further_word_of_the_tables_is_named() {
    let table = include_str!("../../locale/locales/en.toml");
    let shipped = include_str!("../vocabularies/recommendations.yml");
    let keys = table.lines().skip_while(|line| *line != "[terms]").skip(1).take_while(|line| !line.is_empty());
    for key in keys.filter_map(|line| line.split(" = ").next()) {
        let named = shipped.contains(&format!("term: {key},"));
        assert!(named || Term::ALL.iter().any(|term| term.key() == key), "nothing asks for the word {key}");
    }
}

#[test]
fn icons_and_classes_stand_for_ids() {
    let shipped = Vocabulary::shipped();
    assert_eq!(shipped.role("octicons/home-16"), Some(LinkRole::new("homepage")));
    assert_eq!(shipped.role("octicons/heart-fill-24"), Some(LinkRole::new("contribute")));
    assert_eq!(shipped.role("material/bread"), None);
    assert_eq!(shipped.threat_of_icon("material/bug-outline"), Some(ThreatKind::new("passive-attacks")));
    assert_eq!(shipped.threat_of_class(&["x".into(), "pg-teal".into()]), Some(ThreatKind::new("service-providers")));
    assert_eq!(shipped.threat_of_class(&["teal".into()]), None);
    assert!(shipped.is_criteria_page("../criteria.md#why") && shipped.is_criteria_page("/en/criteria/"));
    assert!(!shipped.is_criteria_page("https://example.org/criteria/") && !shipped.is_criteria_page("criterion.md"));
}

#[test]
fn an_address_tells_what_an_icon_leaves_open() {
    let shipped = Vocabulary::shipped();
    let of = |icon, address| shipped.download(icon, address);
    assert_eq!(of(Some("octicons/moon-16"), Some("https://bakery.example/night.csv")), Platform::other());
    for address in ["https://accrescent.app/app/x", "https://www.ACCRESCENT.app:443/x", "http://me@accrescent.app?x"] {
        assert_eq!(of(Some("octicons/moon-16"), Some(address)), Platform::new("accrescent"), "{address}");
    }
    for address in ["https://notaccrescent.app/", "https://example.org/accrescent.app", "accrescent.app", ""] {
        assert_eq!(of(Some("octicons/moon-16"), Some(address)), Platform::other(), "{address}");
    }
    assert_eq!(of(Some("simple/linux"), Some("https://accrescent.app/")), Platform::new("linux"));
}

#[test]
fn a_site_extends_replaces_and_switches_off() {
    let more = good(
        "cards: {classes: [Tool], links: [tool-link]}\nroles:\n  shop: {words: {en: Shop, de: Laden}, icons: [':material-cart:']}\n  homepage: {icons: [door]}\n  onion-service: false\ndownloads:\n  bakery: {words: Bakery, platform: web, hosts: [Bread.example]}\n  accrescent: {icons: moon}\nthreats:\n  fire: {classes: [t-fire], icons: [fire]}\ncriteria: {pages: [demands], classes: [demands]}\n",
    );
    assert!(more.is_card("tool") && more.is_card("recommendation"));
    assert_eq!(more.role("material/cart"), Some(LinkRole::new("shop")));
    assert_eq!(more.role("octicons/home-16"), more.role("material/door"));
    assert_eq!(more.role("simple/torbrowser"), None);
    assert_eq!(more.download(None, Some("https://bread.example/x")), Platform::new("bakery"));
    assert_eq!(more.download(Some("octicons/moon-16"), None), Platform::new("accrescent"));
    assert_eq!(
        more.store(&Platform::new("accrescent")),
        (Some(&System::new("android")), Some(&Store::new("accrescent")))
    );
    assert_eq!(more.store(&Platform::new("bakery")), (Some(&System::new("web")), None));
    assert_eq!(more.threat_of_class(&["t-fire".into()]), Some(ThreatKind::new("fire")));
    assert!(more.is_criteria_page("demands.md") && more.is_criteria_heading(&["demands".into()]));

    let alone = good("base: none\ncards: {classes: [tool]}\n");
    assert!(alone.is_card("tool") && !alone.is_card("recommendation"));
    assert_eq!((alone.card_class(), alone.downloads_class()), (Some("tool"), None));
    assert_eq!(good("false"), Vocabulary::default());
    assert!(!Vocabulary::default().has_criteria());
}

#[test]
fn words_are_in_the_language_nearest() {
    let of = |text: &str, locale: &str| {
        let vocabulary = good(&format!("roles: {{x: {{words: {text}}}}}"));
        let said = vocabulary.words(Meaning::Role(&LinkRole::new("x")), &catalog(locale)).expect("is there");
        (said.words, said.language.map(|tag| tag.to_string()))
    };
    let own = |words: &str, tag: &str| (words.to_owned(), Some(tag.to_owned()));
    assert_eq!(of("{en: Shop, de: Laden}", "de"), own("Laden", "de"));
    assert_eq!(of("{en: Shop, de: Laden}", "de-AT"), own("Laden", "de"));
    assert_eq!(of("{en: Shop, de: Laden}", "it"), own("Shop", "en"));
    assert_eq!(of("{fr: Boutique, de: Laden}", "it"), own("Laden", "de"));
    assert_eq!(of("{default: Bar, en: Shop}", "it"), ("Bar".to_owned(), None));
    assert_eq!(of("Bar", "it"), ("Bar".to_owned(), None));
    assert_eq!(Vocabulary::shipped().words(Meaning::Role(&LinkRole::other()), &catalog("en")), None);
}

#[test]
fn mistakes_are_named() {
    for (text, way, what) in [
        ("5", "", "has to be a map"),
        ("base: mine", "base", "“mine”"),
        ("cards: [x]", "cards", "has to be a map"),
        ("cards: {classes: [[]]}", "cards.classes", "has to be text"),
        ("roles: {x: {icons: [a]}}", "roles.x", "has no words"),
        ("roles: {x: true}", "roles.x", "has to be a map"),
        ("roles: {X Y: {words: A}}", "roles", "“X Y”"),
        ("roles: {other: {words: A}}", "roles", "“other”"),
        ("roles: {x: {term: homepages}}", "roles.x.term", "“homepages”"),
        ("roles: {x: {words: {}}}", "roles.x", "has no words"),
        ("roles: {x: {words: {'?': A}}}", "roles.x.words.?", "language tag"),
        ("downloads: {x: {words: A, store: A B}}", "downloads.x.store", "“A B”"),
        ("downloads: {x: {words: A, hosts: {}}}", "downloads.x.hosts", "has to be text"),
    ] {
        let BadValue { keys, message, help } = read(text).0.expect_err(text);
        assert_eq!(keys.join("."), way, "{text}");
        assert!(message.contains(what) && !help.is_empty(), "{text}: {message}");
    }
    let (vocabulary, unknown) = read("role: {}\nroles: {home: false, x: {word: a, words: A}}\ncards: {class: a}\n");
    assert!(vocabulary.is_ok());
    let ways: Vec<String> = unknown.iter().map(|key| key.keys.join(".")).collect();
    assert_eq!(ways, ["role", "cards.class", "roles.home", "roles.x.word"]);
}
