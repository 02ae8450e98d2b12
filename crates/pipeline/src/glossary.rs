//! Glossaries beside a site: what names and terms are called in a translation.
//!
//! `glossary.{locale}.csv` has a term of the source and its translation a row; `glossary.{locale}.tbx` and `glossary.tbx`
//! are the exchange form of term bases (ISO 30042:2019, and the TBX-Basic of 2008 that most programs still write).

use pamphlet_edition::{Glossary, GlossaryName};
use pamphlet_locale::Tag;
use pamphlet_site::{Files, place};
use pamphlet_source::limits::GLOSSARY_BYTES;
use pamphlet_source::{Code, Diagnostic, Finding, SourceFile, SourceMap, Span, did_you_mean};
use roxmltree::Node;

/// The glossary of a locale, from all its files, and what is wrong with these.
pub(crate) fn read(files: &dyn Files, source: &Tag, locale: &Tag) -> (Glossary, Vec<Finding>) {
    let (mut names, mut findings) = (Vec::new(), Vec::new());
    let files_of = [
        (format!("glossary.{locale}.csv"), true),
        (format!("glossary.{locale}.tbx"), false),
        ("glossary.tbx".to_owned(), false),
    ];
    for (path, is_csv) in files_of {
        let bytes = match files.read(&path, GLOSSARY_BYTES) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => continue,
            Err(error) => {
                let said = Diagnostic::new(Code::UnreadableFile, error.to_string())
                    .help("no name is looked up in this glossary; make the file readable");
                findings.push(Finding::locate(said, &SourceMap::default(), Some(locale.as_str()), None));
                continue;
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let read = match std::str::from_utf8(&bytes) {
            Err(error) => Err((error.valid_up_to(), "it is not UTF-8; save it as that".to_owned())),
            Ok(_) if is_csv => of_csv(text, source, locale),
            Ok(_) => of_tbx(text, source, locale),
        };
        match read {
            Ok(own) => names.extend(own),
            Err((at, why)) => {
                let mut sources = SourceMap::default();
                let file = sources.add(SourceFile::new(path.as_str(), text));
                let said = Diagnostic::new(Code::InvalidConfiguration, format!("the glossary cannot be read: {why}"))
                    .at(file, Span::new(at.min(text.len()), at.min(text.len())))
                    .help("no name is looked up in it; mend the file");
                findings.push(Finding::locate(said, &sources, Some(locale.as_str()), None));
            }
        }
    }
    (Glossary::new(names), findings)
}

/// Glossaries that no locale of the site reads, since they are called after another one.
pub(crate) fn strays(files: &dyn Files, locales: &[Tag]) -> Vec<Finding> {
    let middle = |name: &str| {
        let rest = name.strip_prefix("glossary.")?;
        rest.strip_suffix(".csv").or_else(|| rest.strip_suffix(".tbx")).map(str::to_owned)
    };
    let names = files.entries("").unwrap_or_default().into_iter().filter(|entry| !entry.is_folder());
    let stray = |name: &String| middle(name).is_some_and(|own| locales.iter().all(|locale| locale.as_str() != own));
    names
        .map(|entry| entry.name)
        .filter(stray)
        .map(|name| {
            let known: Vec<&str> = locales.iter().map(Tag::as_str).collect();
            let message = "no locale of the site is called as this glossary, and nothing reads it";
            let help = format!(
                "{}name it after one of {}",
                did_you_mean(&middle(&name).unwrap_or_default(), known.iter().copied()),
                known.join(", ")
            );
            place::finding(Code::UnknownLocale, &name, None, message, &help)
        })
        .collect()
}

/// What is wrong, and at which byte.
type Wrong = (usize, String);

/// Rows of a term, its translation, and anything. A first row that names columns says which are which; several
/// translations are parted by `|`; none means that the term stays as it is.
fn of_csv(text: &str, source: &Tag, locale: &Tag) -> Result<Vec<GlossaryName>, Wrong> {
    // The rest of the file would be one term.
    if text.matches('"').count() % 2 == 1 {
        return Err((text.rfind('"').unwrap_or(0), "a quotation mark is not closed".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(parted_by(text))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut columns = (0, Some(1));
    let mut names = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = record.map_err(|error| {
            let at = error.position().map_or(0, csv::Position::byte);
            (usize::try_from(at).unwrap_or(0), error.to_string())
        })?;
        if number == 0 {
            let column = |words: &[&str], tag: &Tag| {
                record.iter().position(|cell| {
                    let cell = cell.to_lowercase();
                    words.contains(&cell.as_str())
                        || cell == tag.as_str().to_lowercase()
                        || cell == format!("term [{}]", tag.as_str().to_lowercase())
                })
            };
            if let Some(there) = column(&["source", "term"], source) {
                columns = (there, column(&["target", "translation"], locale));
                continue;
            }
        }
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let term = cell(columns.0);
        if !term.is_empty() && !term.starts_with('#') {
            let own = columns
                .1
                .map(cell)
                .unwrap_or_default()
                .split('|')
                .map(str::trim)
                .filter(|own| !own.is_empty())
                .map(str::to_owned);
            names.push(GlossaryName { source: term.to_owned(), own: own.collect() });
        }
    }
    Ok(names)
}

/// What stands between cells: programs for tables write semicolons where a comma is in numbers, or tabs.
fn parted_by(text: &str) -> u8 {
    let rows = || text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let all = |sign: char| rows().all(|row| row.contains(sign));
    match (rows().next().is_some_and(|row| row.contains('\t')), all(','), all(';')) {
        (true, ..) => b'\t',
        (false, false, true) => b';',
        _ => b',',
    }
}

fn of_tbx(text: &str, source: &Tag, locale: &Tag) -> Result<Vec<GlossaryName>, Wrong> {
    // A TBX names its form in a document type, which is not looked at.
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(text, options).map_err(|error| {
        let at = error.pos();
        let line: usize = text.split_inclusive('\n').take(at.row.saturating_sub(1) as usize).map(str::len).sum();
        (line, error.to_string())
    })?;
    let is = |node: &Node<'_, '_>, names: &[&str]| node.is_element() && names.contains(&node.tag_name().name());
    let mut names = Vec::new();
    for entry in document.descendants().filter(|node| is(node, &["conceptEntry", "termEntry"])) {
        let terms = |wanted: &Tag| -> Vec<String> {
            let sections = entry.children().filter(|node| is(node, &["langSec", "langSet"])).filter(|node| {
                let language =
                    node.attributes().find(|attribute| attribute.name() == "lang").map(|attribute| attribute.value());
                language
                    .and_then(Tag::parse)
                    .is_some_and(|language| language == *wanted || (language.as_str() == wanted.language()))
            });
            let terms = sections
                .flat_map(|section| section.descendants().filter(|node| is(node, &["term"])).collect::<Vec<_>>());
            let words = |term: Node<'_, '_>| {
                term.descendants().filter_map(|node| node.is_text().then(|| node.text()).flatten()).collect::<String>()
            };
            terms.map(|term| words(term).trim().to_owned()).filter(|term| !term.is_empty()).collect()
        };
        let own = terms(locale);
        // An entry without this language says nothing of it.
        if own.is_empty() {
            continue;
        }
        names.extend(terms(source).into_iter().map(|term| GlossaryName { source: term, own: own.clone() }));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags() -> (Tag, Tag) {
        (Tag::parse("en").expect("is a tag"), Tag::parse("de").expect("is a tag"))
    }

    fn shown(names: &[GlossaryName]) -> String {
        names.iter().map(|name| format!("{}={};", name.source, name.own.join("/"))).collect()
    }

    #[test]
    fn rows_of_terms() {
        let (en, de) = tags();
        let read = |text: &str| shown(&of_csv(text, &en, &de).expect("is read"));
        assert_eq!(
            read("Tor Browser,\nbowline,Palstek | Palstek-Knoten\n# note\n"),
            "Tor Browser=;bowline=Palstek/Palstek-Knoten;"
        );
        assert_eq!(read("Description,Term [en],Term [de]\nx,bowline,Palstek\n"), "bowline=Palstek;");
        assert_eq!(read("source,comment\nSignal,a messenger\n"), "Signal=;");
        assert_eq!(read("en,de\nbowline,Palstek\n"), "bowline=Palstek;");
        assert_eq!(read("# note, first\nbowline;Palstek, der\r\nSignal;\r\n"), "bowline=Palstek, der;Signal=;");
        assert_eq!(read("source\ttarget\nbowline\tPalstek; Knoten\n"), "bowline=Palstek; Knoten;");
        assert_eq!(of_csv("a,b\n\"bowline,Palstek\n", &en, &de).expect_err("is open").0, 4);
    }

    #[test]
    fn entries_of_tbx() {
        let (en, de) = tags();
        let new = "<tbx type=\"TBX-Basic\"><text><body><conceptEntry><langSec xml:lang=\"en\"><termSec><term>bowline</term></termSec></langSec><langSec xml:lang=\"de\"><termSec><term>Palstek</term></termSec><termSec><term>Palstekknoten</term></termSec></langSec></conceptEntry></body></text></tbx>";
        assert_eq!(shown(&of_tbx(new, &en, &de).expect("is read")), "bowline=Palstek/Palstekknoten;");
        let old = "<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\"><martif><text><body><termEntry><langSet xml:lang=\"en-US\"><tig><term>x</term></tig></langSet><langSet xml:lang=\"en\"><tig><term>bowline</term></tig></langSet><langSet xml:lang=\"fr\"><tig><term>chaise</term></tig></langSet></termEntry></body></text></martif>";
        assert_eq!(shown(&of_tbx(old, &en, &de).expect("is read")), "");
        let (at, _) = of_tbx("<tbx>\n<a></b>\n</tbx>", &en, &de).expect_err("is broken");
        assert_eq!(at, 6);
    }
}
