//! Texts of a translator who was in a hurry.

use crate::fixture::{self, Site};
use crate::{Glossary, GlossaryName};

/// The codes with what they stand at, one a line, of one text beside its source.
fn found(locale: &str, source: &str, own: &str) -> String {
    of(Site::default().names(Glossary::default()), locale, source, own)
}

fn of(site: Site, locale: &str, source: &str, own: &str) -> String {
    let composed = site.source("a", source).translation("a", own).compose_translation(locale);
    let lines = fixture::found(&composed);
    let lines =
        lines.lines().filter_map(|line| line.strip_prefix("translation-")).filter(|line| !line.starts_with("only"));
    lines.map(|line| line.split(';').next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

fn is_quiet(locale: &str, source: &str, own: &str) {
    assert_eq!(found(locale, source, own), "", "{source} / {own}");
}

#[test]
fn nothing_is_looked_for_unless_it_is_asked_for() {
    assert_eq!(of(Site::default(), "de", "Wait 48 hours.", "Warte warte 84  Stunden."), "");
}

#[test]
fn numbers_and_units() {
    assert_eq!(
        found("de", "Wait for 48 hours.", "Warte 84 Stunden lang."),
        "number at `84`: 48 of the source is 84 here"
    );
    assert_eq!(
        found("de", "The mast of the boat is 145 feet high.", "Der Mast dieses Bootes ist wirklich sehr hoch."),
        "number at `Der Mast dieses Bootes ist wirklich sehr hoch.`: the number 145 of the source is missing"
    );
    assert_eq!(
        found("fr", "It takes 12 MB here.", "Cela prend 12 Go ici."),
        "number at `12`: 12 has the unit gb here, and mb in the source"
    );
    for (locale, source, own) in [
        ("de", "There are 10,000 boats.", "Es gibt 10.000 Boote."),
        ("fr", "There are 1,000,000 boats.", "Il y a 1 000 000 de bateaux."),
        ("zh", "There are 10,000 boats.", "有1万艘船在这里航行。"),
        ("fa", "There are 4821 boats.", "۴۸۲۱ قایق وجود دارد."),
        ("fr", "It takes 12 MB here.", "Cela prend 12 Mo ici."),
        ("de", "At 5 p.m. we sail.", "Um 17 Uhr segeln wir."),
        ("de", "There are 3 boats.", "Es gibt drei Boote."),
        ("de", "Boats of the 1990s.", "Boote der Neunzigerjahre."),
        ("de", "See https://example.org/%20a/99.", "Siehe dort."),
        ("de", "Make 6 copies of all the codes.", "Prüfe 2FA an allen Konten bald."),
        ("ja", "The number is 2512 in Qwen now.", "図は以下のファイルに保存されています、Boogu から取ってください。"),
        ("de", "Wait 145 hours with `tide`.", "Nimm danach das Programm `harbour` aus dem Schrank."),
        ("de", "It was 145 hours long.", "Am 3. Juni dauerte es 27 Minuten lang."),
        ("pt-BR", "At most US$500 is paid.", "No máximo US$ 500,00 são pagos."),
        ("ko", "It is for 1 year since.", "그것은 10월부터 합니다."),
        ("de", "Update the 2nd one with all of it.", "Setze das zweite auf 10 und noch mehr."),
        ("de", "2. Wait 48 hours.", "1. Warte 48 Stunden."),
        ("de", "Version 25 of 1 August 2026, revised.", "Fassung vom 3. April, durchgesehen."),
        ("fa", "Since 1998 we sail.", "از سال ۱۳۷۷ بادبان برمی‌افرازیم."),
    ] {
        is_quiet(locale, source, own);
    }
}

#[test]
fn placeholders_and_code() {
    assert_eq!(
        found("de", "Welcome to {harbour}, sailor.", "Willkommen in {hafen}, Matrose."),
        "code at `{hafen}`: the placeholder {harbour} of the source is {hafen} here"
    );
    assert_eq!(
        found("uk", "Welcome to {{ harbour }}, sailor.", "Ласкаво просимо до {{ гавань }}, моряче."),
        "code at `{{ гавань }}`: the placeholder {{ harbour }} of the source is {{ гавань }} here"
    );
    assert_eq!(
        found("de", "Welcome to {harbour}, sailor.", "Willkommen im Hafen, Matrose."),
        "code at `Willkommen im Hafen, Matrose.`: the placeholder {harbour} of the source is missing"
    );
    is_quiet("de", "Welcome to {{ harbour }}, sailor.", "Willkommen in {{harbour}}, Matrose.");
    is_quiet("de", "import { harbour } from \"port\";", "Hafen einführen und benutzen");
    assert_eq!(
        found("de", "Open `harbour.cfg` first.", "Öffne zuerst `harbour. fg` bitte."),
        "code at `harbour. fg`: the code `harbour.cfg` of the source is `harbour. fg` here"
    );
    is_quiet("de", "The page says {title}<b>x</b>.", "Die Seite sagt {titel}<b>x</b>.");
    is_quiet("es", "Call `write(text)` with it.", "Llama `write(texto)` con un texto.");
    is_quiet("de", "Put `account_name` there.", "Setze `name_des_kontos` dort ein.");
    is_quiet("de", "It is 100% sure.", "Es ist ganz sicher.");
}

#[test]
fn addresses() {
    let (source, own) = ("Read [it](https://example.org/tides/north).", "Lies [es](https://example.org/tide/north).");
    assert_eq!(
        found("de", source, own),
        "address at `[es](https://example.org/tide/north)`: https://example.org/tide/north is https://example.org/tides/north in the source"
    );
    is_quiet("de", "Read [it](https://example.org/en/tides).", "Lies [es](https://example.org/de/gezeiten).");
    is_quiet("de", "Read [it](https://example.org/tides).", "Lies [es](https://hafen.example/).");
}

#[test]
fn signs() {
    let source = "They call it “the race” (twice).";
    assert_eq!(
        found("fr", source, "On dit «la course (deux fois)."),
        "quotes at `«la`: a quotation mark « has no partner"
    );
    assert_eq!(found("fr", source, "On dit «la course» deux fois)."), "brackets at `)`: a bracket ) has no partner");
    is_quiet("de", source, "Man nennt es „das Rennen“ (zweimal).");
    assert_eq!(
        found("ja", "A tide, and a boat.", "潮が満ち,船が出ます。"),
        "punctuation at `潮が満ち,`: the sign , is 、 in this language"
    );
    assert_eq!(
        found("es", "Is the boat here?", "El barco está aquí?"),
        "punctuation at `El barco está aquí`: a sentence that ends with ? does not begin with ¿"
    );
    assert_eq!(
        found("uk", "A tide, and a boat.", "Приплив , і човен."),
        "punctuation at `Приплив ,`: a space stands before ,"
    );
    assert_eq!(
        found("de", "A tide and a boat.", "Eine Flut， ein Boot."),
        "punctuation at `Flut，`: the full-width sign ， stands in a language that has none"
    );
    for (locale, own) in [
        ("fr", "Le bateau est là ?"),
        ("es", "¿El barco está aquí?"),
        ("ar", "هل القارب هنا؟"),
        ("ja", "船はここですか？"),
    ] {
        is_quiet(locale, "Is the boat here?", own);
    }
}

#[test]
fn words_and_spaces() {
    assert_eq!(found("de", "Mind the tide.", "Achte auf auf die Flut."), "word at `auf auf`: “auf” stands twice");
    assert_eq!(
        found("de", "Mind the tide.", "Achte auf  die Flut."),
        "spaces at `f  d`: several spaces stand between two words"
    );
    is_quiet("cs", "It matches all.", "Shoduje se se všemi.");
    is_quiet("de", "Click Updates.", "Klicke auf Auf Updates prüfen.");
    is_quiet("de", "Mind those who mind.", "Achte auf die, die die Flut sehen.");
    is_quiet("tr", "Mind the tide.", "Yavaş yavaş git.");
}

#[test]
fn a_copied_sentence() {
    let source = "Cast off the bow line before noon.\nSail round the island with the wind.";
    let own = "Mach die Bugleine los, bevor es Mittag wird.";
    assert!(found("de", source, &format!("{own}\n{own}")).starts_with("sentence at `"));
    is_quiet("de", source, &format!("{own}\nSegle mit dem Wind um die ganze Insel herum."));
    // The source says it twice as well, only elsewhere.
    let twice = format!("{source}\nCast off the bow line before noon.");
    is_quiet("de", &twice, &format!("{own}\n{own}\nSegle mit dem Wind um die ganze Insel herum."));
    assert!(found("de", &twice, &format!("{own}\n{own}\n{own}")).starts_with("sentence at `"));
}

#[test]
fn a_term_in_two_ways() {
    let source = "## Safe harbours\n## Safe harbours\n## Safe harbours\n## Safe harbours";
    let own = "## Sichere Häfen\n## Sichere Häfen\n## Sichere Häfen\n## Gute Buchten";
    assert_eq!(
        found("de", source, own),
        "term at `Gute Buchten`: “safe harbours” is “Sichere Häfen” 3 times, and here “Gute Buchten”"
    );
    is_quiet("de", source, &own.replace("Gute Buchten", "Sicheren Häfen"));
}

#[test]
fn names_of_a_glossary() {
    let name = |source: &str, own: &[&str]| GlossaryName {
        source: source.to_owned(),
        own: own.iter().map(|own| (*own).to_owned()).collect(),
    };
    let glossary = || Glossary::new([name("Sea Chart", &[]), name("bowline", &["Palstek"])]);
    let found = |source: &str, own: &str| of(Site::default().names(glossary()), "de", source, own);
    assert_eq!(
        found("Tie a bowline here.", "Mach hier einen Knoten."),
        "glossary at `Mach hier einen Knoten.`: “bowline” of the source is not “Palstek” here"
    );
    assert_eq!(found("Open Sea Chart.", "Öffne Sea Chart."), "");
    assert_eq!(found("Tie a bowline here.", "Mach hier einen Palsteks."), "");
}
