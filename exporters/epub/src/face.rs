//! The own face of a site in its books: fonts, and a colour for lines. Fonts lie in the book with their licences; readers
//! may choose others all the same.

use crate::package::{Content, Entry};
use pamphlet_media::Media;
use pamphlet_media::own::may_be_given_away;
use pamphlet_reading::Reading;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What a site adds to the style sheet, and the files that this needs.
#[derive(Debug, Default)]
pub(crate) struct OwnFace {
    rules: String,
    fonts: Vec<Entry>,
}

impl OwnFace {
    /// The face of an edition.
    pub(crate) fn of(reading: &Reading, media: &Media) -> Self {
        let mut out = Self::default();
        let mut licences = BTreeSet::new();
        let mut inside = BTreeSet::new();
        for file in media.faces().own().map(|face| face.file).filter(|file| may_be_given_away(file.bytes())) {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            let name: String = name
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '-' })
                .collect();
            let path = format!("fonts/{}-{name}", out.fonts.len() + 1);
            let _ = writeln!(
                out.rules,
                "@font-face {{ font-family: {}; font-weight: {}; font-style: {}; src: url(\"{path}\"); }}",
                quoted(file.family),
                if file.bold { "bold" } else { "normal" },
                if file.italic { "italic" } else { "normal" },
            );
            let media_type = if file.bytes().starts_with(b"OTTO") { "font/otf" } else { "font/ttf" };
            out.fonts.push(Entry { path, media_type, content: Content::Own(file.bytes().to_vec()), role: None });
            licences.insert(file.licence);
            inside.insert(file.family);
        }
        let (words, code) = media.faces().own_families();
        if let Some(family) = words.filter(|family| inside.contains(family)) {
            let _ = writeln!(out.rules, "body {{ font-family: {}, serif; }}", quoted(family));
        }
        if let Some(family) = code.filter(|family| inside.contains(family)) {
            let _ = writeln!(out.rules, "code, pre {{ font-family: {}, monospace; }}", quoted(family));
        }
        if !licences.is_empty() {
            let text: Vec<&str> = licences.into_iter().collect();
            let bytes = text.join("\n\n----\n\n").into_bytes();
            out.fonts.push(Entry {
                path: "fonts/licence.txt".to_owned(),
                media_type: "text/plain",
                content: Content::Own(bytes),
                role: None,
            });
        }
        if let Some(colour) = reading.parts().publication.brand.lines() {
            let _ = writeln!(out.rules, "h1 {{ border-bottom: .1em solid {colour}; padding-bottom: .2em; }}");
        }
        out
    }

    /// The style sheet.
    pub(crate) fn sheet(&self) -> Cow<'static, str> {
        let sheet = crate::style::SHEET;
        if self.rules.is_empty() {
            return Cow::Borrowed(sheet);
        }
        Cow::Owned(format!("{sheet}\n/* The own face of the site. */\n{}", self.rules))
    }

    /// The files of its fonts.
    pub(crate) fn into_files(self) -> Vec<Entry> {
        self.fonts
    }
}

/// A name as style sheets write it.
fn quoted(name: &str) -> String {
    let name: String = name.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '>') && !c.is_control()).collect();
    format!("\"{name}\"")
}
