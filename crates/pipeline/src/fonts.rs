//! The fonts that a site brings: read once, before any locale.

use crate::boundary::SiteFiles;
use crate::sums::sha256;
use pamphlet_media::face::Faces;
use pamphlet_media::own::{self, OwnFile, OwnFonts};
use pamphlet_site::{Files as _, Site, place};
use pamphlet_source::limits::{CONFIGURATION_BYTES, FONT_BYTES};
use pamphlet_source::{Code, Finding, Severity, Walls};

/// The faces of a site.
#[derive(Debug, Default)]
pub struct Fonts {
    /// Those that words are set in; ours when none.
    pub faces: Option<&'static Faces>,
    /// What all files were made from: a digest of the fonts and their licences.
    pub state: String,
}

/// Reads the fonts of a site. One that cannot be used is a finding, and ours stands for it.
#[must_use]
pub(crate) fn read(files: &SiteFiles<'_>, site: &Site, walls: &Walls) -> (Fonts, Vec<Finding>) {
    let Some(folder) = &site.identity.brand.fonts else { return (Fonts::default(), Vec::new()) };
    let mut findings = Vec::new();
    let mut say = |severity, path: &str, message: &str, help: &str| {
        let mut finding = place::finding(Code::UnfitBrand, path, None, message, help);
        finding.severity = severity;
        findings.push(finding);
    };
    let mut read = |path: &String, limit| match files.read(path, limit) {
        Ok(Some(bytes)) => Some(bytes),
        Ok(None) => None,
        Err(error) => {
            let message = format!("the font cannot be read: {}", error.cause);
            say(Severity::Warning, path, &message, error.cause.help());
            None
        }
    };
    let mut licences: Vec<String> = Vec::new();
    for path in &folder.licences {
        licences.extend(read(path, CONFIGURATION_BYTES).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
    }
    let fonts: Vec<OwnFile> = folder
        .fonts
        .iter()
        .filter_map(|path| Some(OwnFile { path: path.clone(), bytes: read(path, FONT_BYTES)? }))
        .collect();
    let licence = licences.join("\n\n");
    let sums: Vec<String> = fonts.iter().map(|font| format!("{} {}", sha256(&font.bytes), font.path)).collect();
    let state = sha256(format!("{}\n{licence}", sums.join("\n")).as_bytes());
    let OwnFonts { faces, said } = own::read(&fonts, &licence, walls);
    for said in said {
        let severity = if said.refused { Severity::Warning } else { Severity::Note };
        say(severity, &said.path, &said.message, said.help);
    }
    (Fonts { faces, state }, findings)
}
