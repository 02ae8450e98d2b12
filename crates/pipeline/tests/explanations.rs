//! Every example of an explanation is checked as a site, and has to give the code that it explains.

use pamphlet_pipeline::build::build;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::{Format, Request, check};
use pamphlet_source::{Code, Finding};
use std::collections::BTreeSet;

/// Examples that show something else than a page or a configuration: a list of files, a picture, an output.
const NO_PAGE: [Code; 26] = [
    Code::BrokenPicture,
    Code::ConfigurationChoice,
    Code::Drift,
    Code::ExportFailed,
    Code::FallbackPage,
    Code::FileOutside,
    Code::FileTooLarge,
    Code::FolderCircle,
    Code::IncompleteHistory,
    Code::LimitReached,
    Code::MissingGlyph,
    Code::NoConfiguration,
    Code::NoSourcePages,
    Code::NotUtf8,
    Code::OutputFolder,
    Code::OutputTooLarge,
    Code::OverfullLine,
    Code::PageCollision,
    Code::PictureChanged,
    Code::TranslationGlossary,
    Code::TranslationOnly,
    Code::UnknownLocale,
    Code::UnportableName,
    Code::UnreadableFile,
    Code::WordsAbsent,
    Code::WordsLost,
];

/// Examples that an exporter reports, which a check does not run.
const OF_EXPORTERS: [Code; 2] = [Code::Degraded, Code::DoesNotFit];

/// The source page of the examples that show a translation.
const SOURCE: &str = "# Tides\n\n=== \"Sail\"\n\n    Hoist it.\n\n--8<-- \"includes/tides.md\"\n\n\
    [Harbour](harbour.md){ .md-button }\n\nRead [the tides](tides.md) first.\n";

/// What the source page holds where the example shows what became of one thing.
fn source(code: Code) -> &'static str {
    match code {
        Code::RepairCallout => "!!! warning\n\n    Mind the tide.\n",
        Code::RepairIndentation => "!!! note \"Take care\"\n\n    These words stand inside of the box.\n",
        Code::RepairIcon => ":material-anchor:\n",
        Code::RepairFootnote => "High[^1] and low[^2].\n\n[^1]: After the table.\n[^2]: At noon.\n",
        Code::WebsiteDiffers => "- Cast off\n    - the bow line\n    - the stern line\n",
        Code::TranslationNumber => "High water is at 1450 metres.\n",
        Code::TranslationCode => "Run `tide --list` before you leave.\n",
        Code::TranslationAddress => "Read [the tables](https://example.org/tides) first.\n",
        Code::TranslationQuotes => "They call it “the race”.\n",
        Code::TranslationBrackets => "Mind the tide (twice a day).\n",
        Code::TranslationWord | Code::TranslationSpaces => "Mind the tide at noon.\n",
        Code::TranslationSentence => {
            "Cast off the bow line before the tide turns.\n\nSail round the island and anchor at the pier.\n"
        }
        Code::TranslationPunctuation => "Mind the tide at noon, sailor.\n",
        Code::TranslationTerm => {
            "# Tides\n\n## Safe harbours\n\n## Safe harbours\n\n## Safe harbours\n\n## Safe harbours\n"
        }
        _ => SOURCE,
    }
}

/// The code between the four backticks of the example.
fn example(code: Code) -> (String, String) {
    let text = pamphlet_report::explain(code);
    let (_, rest) = text.split_once("## Example\n\n````").expect("has an example");
    let (kind, rest) = rest.split_once('\n').expect("has a line");
    let (body, _) = rest.split_once("\n````\n").expect("ends");
    (kind.to_owned(), format!("{}\n", body.replace("<U+200B>", "\u{200b}")))
}

/// What a check and a build say of a site, but for what exporters say of their outputs.
fn said(files: &[(&str, &str)]) -> [BTreeSet<String>; 2] {
    let system = MemorySystem::new(files.iter().copied());
    let request = Request { formats: vec![Format::Json], ..Request::new("/site", "/out/dist") };
    let lines = |findings: Vec<Finding>| {
        let known = findings.into_iter().filter(|finding| !OF_EXPORTERS.contains(&finding.code));
        known.map(|finding| format!("{finding:?}")).collect()
    };
    let checked = check::check(&system, &request, &()).map(|checked| lines(checked.findings));
    let built = build(&system, &request, &()).map(|report| lines(report.findings));
    [checked, built].map(|found| found.unwrap_or_else(|error| BTreeSet::from([error.to_string()])))
}

#[test]
fn a_check_finds_what_a_build_finds() {
    let mut compared = 0;
    for code in Code::ALL {
        let (kind, text) = example(*code);
        let source = source(*code);
        let all = [
            ("/site/docs/index.md", "# Front\n\n=== \"Sail\"\n\n    Hoist it.\n"),
            ("/site/docs/tides.md", source),
            ("/site/i18n/it/tides.md", text.as_str()),
            (
                "/site/pamphlet.yml",
                if kind == "yaml" { text.as_str() } else { "title: Harbour\nslug: harbour\ntabs: [Oar]\n" },
            ),
        ];
        let [checked, built] = said(&all);
        assert_eq!(checked, built, "{}", code.name());
        compared += usize::from(!checked.is_empty());
    }
    assert!(compared > 50, "{compared} of the sites have findings");
}

fn gives(code: Code, files: &[(&str, &str)]) -> bool {
    found(code, files).is_some()
}

/// What a check of a site finds of a code; an error that is the code has no findings.
fn found(code: Code, files: &[(&str, &str)]) -> Option<Vec<Finding>> {
    let common = [
        ("/site/docs/index.md", "# Front\n"),
        ("/site/docs/tides.md", "# Tides\n\n## High water\n"),
        ("/site/docs/harbour.md", "# Harbour\n"),
        ("/site/includes/tides.md", "Tides.\n"),
    ];
    let mut all: Vec<(&str, &str)> = common.to_vec();
    // What is said to be missing.
    all.retain(|(path, _)| match code {
        Code::MissingPage => *path != "/site/docs/tides.md",
        Code::MissingSnippet => *path != "/site/includes/tides.md",
        _ => true,
    });
    if !files.iter().any(|(path, _)| *path == "/site/pamphlet.yml") {
        all.push(("/site/pamphlet.yml", "title: Harbour\nslug: harbour\n"));
    }
    all.retain(|(path, _)| !files.iter().any(|(other, _)| other == path));
    all.extend(files);
    let request = Request { translation: true, ..Request::new("/site", "/out") };
    match check::check(&MemorySystem::new(all.iter().copied()), &request, &()) {
        Ok(checked) => {
            let own: Vec<Finding> = checked.findings.into_iter().filter(|finding| finding.code == code).collect();
            (!own.is_empty()).then_some(own)
        }
        Err(error) => (code == Code::InvalidConfiguration && error.to_string().contains("pamphlet.yml")).then(Vec::new),
    }
}

/// The sites in which an example of Markdown can stand.
fn sites<'t>(text: &'t str, page: &'t str, both: &'t str, source: &'t str) -> [Vec<(&'t str, &'t str)>; 6] {
    [
        vec![("/site/docs/example.md", text)],
        vec![("/site/docs/example.md", page)],
        vec![("/site/docs/example.md", source), ("/site/i18n/it/example.md", text)],
        vec![("/site/docs/example.md", source), ("/site/i18n/it/example.md", page)],
        vec![("/site/docs/example.md", source), ("/site/i18n/it/example.md", both)],
        vec![("/site/includes/tides.md", text), ("/site/docs/example.md", "--8<-- \"includes/tides.md\"\n")],
    ]
}

/// What is mended in memory can be written back: no repair is without its edits.
#[test]
fn every_repair_of_an_example_has_edits() {
    let repairs: Vec<Code> = Code::ALL.iter().copied().filter(|code| code.is_repair()).collect();
    assert!(repairs.len() > 15, "{repairs:?}");
    for code in repairs {
        let (_, text) = example(code);
        let (page, both) = (format!("# Example\n\n{text}"), format!("High[^1] and low[^2].\n\n{text}"));
        let sites = sites(&text, &page, &both, source(code));
        let all: Vec<Finding> = sites.iter().filter_map(|files| found(code, files)).flatten().collect();
        assert!(!all.is_empty(), "{}: nothing is found", code.name());
        for finding in all {
            assert!(!finding.fix.is_empty(), "{}: {finding:?}", code.name());
        }
    }
}

#[test]
fn every_example_gives_its_code() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let (kind, text) = example(*code);
        let page = format!("# Example\n\n{text}");
        let both = format!("High[^1] and low[^2].\n\n{text}");
        let source = source(*code);
        let mut sites = Vec::from(sites(&text, &page, &both, source));
        sites.push(vec![("/site/pamphlet.yml", text.as_str())]);
        sites.push(vec![("/site/mkdocs.yml", text.as_str())]);
        let tried = match kind.as_str() {
            "yaml" => &sites[..],
            "text" => &sites[..2],
            _ => &sites[..6],
        };
        let found = tried.iter().any(|files| gives(*code, files));
        let excused = NO_PAGE.contains(code) || OF_EXPORTERS.contains(code);
        if found == excused {
            wrong.push(format!(
                "{}: {}",
                code.name(),
                if excused { "is given by its example" } else { "is not given" }
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
