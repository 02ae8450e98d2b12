//! XLIFF 2.1: what there is to translate, with what is translated.

use super::{Exchange, ExportedPage};
use crate::root::markup::escaped;
use std::fmt::Write as _;

/// A file of all texts of the source, a unit a text, a segment a sentence.
pub(super) fn write(exchange: &Exchange<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"{}\" trgLang=\"{}\">",
        escaped(exchange.source),
        escaped(exchange.locale),
    );
    let mut files = 0;
    for ExportedPage { page, texts, source_path, .. } in &exchange.pages {
        // A file has at least one unit. What the translation adds has no source, which a segment must have.
        let texts: Vec<_> = texts.iter().filter(|aligned| aligned.source_place.is_some()).collect();
        if texts.is_empty() {
            continue;
        }
        files += 1;
        let _ = writeln!(out, "<file id=\"f{files}\" original=\"{}\">", escaped(source_path));
        for (number, aligned) in texts.into_iter().enumerate() {
            let name = aligned.source_block.as_ref().map_or(page.as_str(), |block| block.id.as_str());
            let _ = writeln!(out, "<unit id=\"u{}\" name=\"{}\">", number + 1, escaped(name));
            let _ = write!(out, "<notes><note category=\"role\">{}</note>", escaped(aligned.role));
            if let Some(block) = &aligned.source_block {
                let _ = write!(out, "<note category=\"source-written\">{}</note>", escaped(&block.written));
            }
            out.push_str("</notes>\n");
            for (at, segment) in aligned.segments.iter().enumerate() {
                let state = if segment.translated { "translated" } else { "initial" };
                let _ = write!(out, "<segment id=\"s{}\" state=\"{state}\">", at + 1);
                let _ = write!(out, "<source>{}</source>", escaped(&segment.source));
                if segment.translated {
                    let _ = write!(out, "<target>{}</target>", escaped(&segment.translation));
                }
                out.push_str("</segment>\n");
            }
            out.push_str("</unit>\n");
        }
        out.push_str("</file>\n");
    }
    if files == 0 {
        // The form wants one file, and in it one unit.
        out.push_str("<file id=\"f1\"><unit id=\"u1\"><segment><source/></segment></unit></file>\n");
    }
    out.push_str("</xliff>\n");
    out
}
