//! From a folder to a [`Site`](pamphlet_site::Site).

use crate::Error;
use crate::boundary::SiteFiles;
use crate::system::{Doing, System};
use pamphlet_site::{Files, Loaded};
use pamphlet_source::SourceFile;
use pamphlet_source::limits::CONFIGURATION_BYTES;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Opens a site: its files, and perhaps a configuration that lies elsewhere, which the user names and so may lie anywhere.
///
/// # Errors
/// When the configuration cannot be used or read, or there are no pages.
pub fn open(system: &dyn System, files: &SiteFiles<'_>, config: Option<&Path>) -> Result<Loaded, Error> {
    let Some(config) = config else { return Ok(quoted(pamphlet_site::load(files, None)?, files, None)) };
    let bytes = match system.read(config, CONFIGURATION_BYTES) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Err(Error::usage(
                format!("there is no file {}", config.display()),
                "correct the path behind --config",
            ));
        }
        read => read.doing("read", config)?,
    };
    let name = config.display().to_string();
    let text =
        String::from_utf8(bytes).map_err(|_| Error::usage(format!("{name} is not UTF-8"), "save it as UTF-8"))?;
    let given = Some((name.as_str(), text.as_str()));
    Ok(quoted(pamphlet_site::load(files, given)?, files, given))
}

/// Gives what was found in configuration the line that it names.
fn quoted(mut loaded: Loaded, files: &SiteFiles<'_>, config: Option<(&str, &str)>) -> Loaded {
    let mut texts: BTreeMap<String, SourceFile> = BTreeMap::new();
    for finding in loaded.findings.iter_mut().filter(|finding| finding.line > 0 && finding.quoted.is_empty()) {
        let text = texts.entry(finding.path.clone()).or_insert_with(|| {
            let text = match config {
                Some((name, text)) if name == finding.path => text.to_owned(),
                _ => files
                    .read(&finding.path, CONFIGURATION_BYTES)
                    .ok()
                    .flatten()
                    .map(|bytes| lossy(&bytes))
                    .unwrap_or_default(),
            };
            SourceFile::new(finding.path.as_str(), text)
        });
        finding.quote(text.line(finding.line));
    }
    loaded
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
