//! A catalogue of gettext: a message a text, as tools around Weblate read it.

use super::{Exchange, ExportedPage};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A message while it is gathered.
#[derive(Default)]
struct Message {
    translation: String,
    references: Vec<String>,
    roles: Vec<&'static str>,
}

/// A file of all texts of the source. Texts that a page has several times are one message.
pub(super) fn write(exchange: &Exchange<'_>) -> String {
    let mut out = header(exchange.title, exchange.locale);
    for ExportedPage { page, texts, source_path, lines } in &exchange.pages {
        let mut order: Vec<String> = Vec::new();
        let mut messages: BTreeMap<String, Message> = BTreeMap::new();
        for (aligned, line) in texts.iter().zip(lines).filter(|(aligned, _)| aligned.source_place.is_some()) {
            let joined = |of: &dyn Fn(&pamphlet_edition::Segment) -> String| {
                aligned.segments.iter().map(of).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
            };
            let source = joined(&|segment| segment.source.clone());
            if source.is_empty() {
                continue;
            }
            let message = messages.entry(source.clone()).or_insert_with(|| {
                order.push(source);
                Message::default()
            });
            // Of a text of which a sentence is not translated, all is to be looked at again.
            let whole = aligned.segments.iter().all(|segment| segment.translated || segment.source.is_empty());
            if whole && message.translation.is_empty() {
                message.translation = joined(&|segment| segment.translation.clone());
            }
            message.references.push(format!("{}:{line}", source_path.replace(' ', "%20")));
            if !message.roles.contains(&aligned.role) {
                message.roles.push(aligned.role);
            }
        }
        for source in order {
            let message = &messages[&source];
            let _ = writeln!(out, "\n#. {}\n#: {}", message.roles.join(", "), message.references.join(" "));
            let _ = writeln!(out, "msgctxt {}", quoted(page));
            let _ = writeln!(out, "msgid {}\nmsgstr {}", quoted(&source), quoted(&message.translation));
        }
    }
    out
}

/// The fields that `msgfmt --check` wants. Nobody knows when and by whom texts were last translated.
fn header(title: &str, locale: &str) -> String {
    let language = locale.replace('-', "_");
    let fields = [
        ("Project-Id-Version", title),
        ("PO-Revision-Date", ""),
        ("Last-Translator", ""),
        ("Language-Team", &language),
        ("Language", &language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("X-Generator", concat!("Pamphlet ", env!("CARGO_PKG_VERSION"))),
    ];
    let mut out = String::from("msgid \"\"\nmsgstr \"\"\n");
    for (name, value) in fields {
        let _ = writeln!(out, "{}", quoted(&format!("{name}: {}\n", value.replace('\n', " "))));
    }
    out
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Others have no meaning in a message.
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn gettext_finds_the_fields_that_it_wants() {
        let header = super::header("A site", "pt-BR");
        for field in ["PO-Revision-Date: ", "Last-Translator: ", "Language-Team: pt_BR", "Language: pt_BR"] {
            assert!(header.contains(&format!("\n\"{field}\\n\"\n")), "{field} in {header}");
        }
    }

    #[test]
    fn messages_are_quoted() {
        assert_eq!(super::quoted("a \"b\" \\c\n\u{1b}[1m"), r#""a \"b\" \\c\n[1m""#);
    }
}
