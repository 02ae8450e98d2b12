//! The same findings in every format, filtered and held against a baseline.

use super::*;
use pamphlet_source::{Code, Diagnostic, SourceFile, SourceMap, Span};

fn findings() -> Vec<Finding> {
    let mut sources = SourceMap::default();
    let text = "# Titel\n\nSiehe [Seite](fehlt.md) und\tmehr.\n";
    let source = sources.add(SourceFile::new("docs/ä b.md", text));
    let place = |part: &str| {
        let start = text.find(part).expect("is there");
        Span::new(start, start + part.len())
    };
    let link = Diagnostic::new(Code::BrokenLink, "the page `fehlt.md` does not exist")
        .at(source, place("[Seite](fehlt.md)"))
        .help("write the path of a page, relative to this one");
    let repair =
        Diagnostic::new(Code::RepairLink, "100%: the link was mended").at(source, place("mehr")).original("] (mehr");
    let configuration = Diagnostic::new(Code::InvalidConfiguration, "no `slug`,\nbad: x");
    vec![
        Finding::locate(configuration, &sources, None, None),
        Finding::locate(link, &sources, Some("de"), Some("ä b")),
        Finding::locate(repair, &sources, Some("de"), Some("ä b")),
    ]
}

#[test]
fn for_people() {
    insta::assert_snapshot!(render(&findings(), ReportFormat::Human, &ReportOptions::default()), @"
error[invalid-configuration]: no `slug`, bad: x

warning[broken-link]: the page `fehlt.md` does not exist (de)
 --> docs/ä b.md:3:7
  |
3 | Siehe [Seite](fehlt.md) und mehr.
  |       ^^^^^^^^^^^^^^^^^
  |
  = help: write the path of a page, relative to this one

note[repair-link]: 100%: the link was mended (de)
 --> docs/ä b.md:3:29
  |
3 | Siehe [Seite](fehlt.md) und mehr.
  |                             ^^^^
  |
  = note: it was written as `] (mehr`

1 error, 1 warning, 1 note
");
    let colored = render(&findings(), ReportFormat::Human, &ReportOptions { color: true, ..ReportOptions::default() });
    assert!(colored.contains("\u{1B}["));
    assert!(!render(&findings(), ReportFormat::Human, &ReportOptions::default()).contains('\u{1B}'));
}

#[test]
fn what_many_pages_include_is_said_once() {
    let mut sources = SourceMap::default();
    let source = sources.add(SourceFile::new("includes/abbreviations.txt", "*[A]： b\n"));
    let shared = |page| {
        let found = Diagnostic::new(Code::RepairAbbreviation, "its colon is damaged").at(source, Span::new(0, 3));
        Finding::locate(found, &sources, Some("ja"), Some(page))
    };
    let findings = [shared("one"), shared("two"), shared("three")];
    assert_eq!(summary(&findings), "1 note");
    assert_eq!(render(&findings, ReportFormat::Human, &ReportOptions::default()).matches("its colon").count(), 1);
    assert_eq!(render(&findings, ReportFormat::Github, &ReportOptions::default()).lines().count(), 1);
    assert_eq!(render(&findings, ReportFormat::Json, &ReportOptions::default()).matches("its colon").count(), 3);
}

#[test]
fn a_terminal_obeys_nobody() {
    let mut sources = SourceMap::default();
    let source = sources.add(SourceFile::new("a\u{1B}[2J.md", "x\u{1B}[31m\u{202E}y\u{200B}"));
    let diagnostic =
        Diagnostic::new(Code::BrokenLink, "\u{1B}]0;title\u{7}").at(source, Span::new(0, 1)).help("\u{9B}");
    let text =
        render(&[Finding::locate(diagnostic, &sources, None, None)], ReportFormat::Human, &ReportOptions::default());
    assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
    assert!(!text.contains(['\u{202E}', '\u{200B}']), "{text:?}");
}

#[test]
fn long_lines_are_cut_to_the_terminal() {
    let mut sources = SourceMap::default();
    let text = format!("{}HERE{}", "word ".repeat(500), " word".repeat(500));
    let source = sources.add(SourceFile::new("a.md", text.as_str()));
    let start = text.find("HERE").expect("is there");
    let diagnostic = Diagnostic::new(Code::BrokenLink, "here").at(source, Span::new(start, start + 4));
    let report =
        render(&[Finding::locate(diagnostic, &sources, None, None)], ReportFormat::Human, &ReportOptions::default());
    assert!(report.contains("HERE"));
    assert!(report.lines().all(|line| line.chars().count() < 160), "{report}");
}

#[test]
fn for_programs() {
    let text = render(&findings(), ReportFormat::Json, &ReportOptions::default());
    let value: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    assert_eq!(value["diagnostics"].as_array().map(Vec::len), Some(3));
    // In the order of the names, whatever serde_json keeps.
    let keys: BTreeMap<String, serde_json::Value> =
        serde_json::from_value(value["diagnostics"][1].clone()).expect("is a map");
    insta::assert_snapshot!(serde_json::to_string(&keys).expect("is JSON"), @r#"{"code":"broken-link","column":7,"help":"write the path of a page, relative to this one","line":3,"locale":"de","message":"the page `fehlt.md` does not exist","page":"ä b","path":"docs/ä b.md","severity":"warning"}"#);
}

#[test]
fn for_workflows() {
    let options = ReportOptions { path_prefix: "content/".to_owned(), ..ReportOptions::default() };
    insta::assert_snapshot!(render(&findings(), ReportFormat::Github, &options), @"
::error title=invalid-configuration::no `slug`,%0Abad: x
::warning file=content/docs/ä b.md,line=3,col=7,endColumn=24,title=broken-link::the page `fehlt.md` does not exist (de)%0Awrite the path of a page, relative to this one
::notice file=content/docs/ä b.md,line=3,col=29,endColumn=33,title=repair-link::100%25: the link was mended (de)
");
}

#[test]
fn sarif_is_complete() {
    let options = ReportOptions { path_prefix: "content/".to_owned(), ..ReportOptions::default() };
    let value: serde_json::Value =
        serde_json::from_str(&render(&findings(), ReportFormat::Sarif, &options)).expect("is JSON");
    let run = &value["runs"][0];
    for result in run["results"].as_array().expect("has results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    insta::assert_snapshot!(run["results"][1]["locations"].to_string(), @r#"[{"physicalLocation":{"artifactLocation":{"uri":"content/docs/%C3%A4%20b.md","uriBaseId":"ROOT"},"region":{"endColumn":24,"endLine":3,"startColumn":7,"startLine":3}}}]"#);
    assert!(run["results"][0].get("locations").is_none());
}

#[test]
fn filters() {
    let filter = |filter: Filter| filter.apply(findings()).len();
    assert_eq!(filter(Filter::default()), 3);
    assert_eq!(filter(Filter { codes: vec![Code::BrokenLink], ..Filter::default() }), 1);
    assert_eq!(filter(Filter { least: Some(Severity::Warning), ..Filter::default() }), 2);
    assert_eq!(filter(Filter { locales: vec!["fr".to_owned()], ..Filter::default() }), 1);
}

#[test]
fn a_baseline_only_shrinks() {
    let all = findings();
    let baseline = Baseline::of(&all[1..]);
    assert_eq!(Baseline::parse(&baseline.to_text()), Ok(baseline.clone()));
    // Moved by lines, it is the same finding; a second one like it is new.
    let mut moved = all[1].clone();
    let spot = moved.place.as_mut().and_then(|place| place.spot.as_mut()).expect("has a line");
    spot.line += 10;
    let compared = baseline.compare(vec![moved, all[1].clone(), all[0].clone()]);
    assert_eq!(compared.known, 1);
    assert_eq!(compared.new, [all[1].clone(), all[0].clone()]);
    assert_eq!(compared.gone.len(), 1);
    assert_eq!(compared.gone[0].code, "repair-link");
    let shrunk = baseline.shrunk(&all[..2]);
    assert_eq!((baseline.len(), shrunk.len()), (2, 1));
    assert_eq!(baseline.shrunk(&all), baseline);
    assert!(Baseline::parse("[]").is_err());
    assert_eq!(Baseline::parse(&Baseline::default().to_text()), Ok(Baseline::default()));
}

#[test]
fn summaries() {
    assert_eq!(summary(&[]), "nothing to report");
    assert_eq!(summary(&findings()), "1 error, 1 warning, 1 note");
}
