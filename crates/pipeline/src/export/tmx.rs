//! TMX 1.4b: pairs of sentences, for the memory of a translator's program.

use super::{Exchange, ExportedPage};
use crate::root::markup::escaped;
use std::fmt::Write as _;

/// A file of all sentences that are translated.
pub(super) fn write(exchange: &Exchange<'_>) -> String {
    let (source, locale) = (escaped(exchange.source), escaped(exchange.locale));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
    let _ = writeln!(
        out,
        "<tmx version=\"1.4\">\n<header creationtool=\"Pamphlet\" creationtoolversion=\"{}\" segtype=\"sentence\" \
         o-tmf=\"Pamphlet\" adminlang=\"en\" srclang=\"{source}\" datatype=\"plaintext\"/>\n<body>",
        env!("CARGO_PKG_VERSION"),
    );
    for ExportedPage { page, texts, .. } in &exchange.pages {
        for aligned in *texts {
            let both = |segment: &&pamphlet_edition::Segment| segment.translated && !segment.source.is_empty();
            for segment in aligned.segments.iter().filter(both) {
                let _ = write!(out, "<tu><prop type=\"page\">{}</prop>", escaped(page));
                if let Some(block) = &aligned.source_block {
                    let _ = write!(out, "<prop type=\"source-block\">{}</prop>", escaped(&block.id));
                    let _ = write!(out, "<prop type=\"source-written\">{}</prop>", escaped(&block.written));
                }
                let _ = writeln!(
                    out,
                    "<tuv xml:lang=\"{source}\"><seg>{}</seg></tuv><tuv xml:lang=\"{locale}\"><seg>{}</seg></tuv></tu>",
                    escaped(&segment.source),
                    escaped(&segment.translation),
                );
            }
        }
    }
    out.push_str("</body>\n</tmx>\n");
    out
}
