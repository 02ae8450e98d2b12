//! From a folder to a [`Site`](pamphlet_site::Site).

use crate::boundary::SiteFiles;
use crate::captured::Captured;
use crate::home::OUT;
use crate::system::{Doing, System};
use crate::{Error, Request};
use pamphlet_site::{Files, Loaded, SiteError};
use pamphlet_source::limits::CONFIGURATION_BYTES;
use pamphlet_source::{Code, SourceFile};
use std::collections::BTreeMap;
use std::io;

/// Opens the site of a request: its files, and perhaps a configuration that lies elsewhere, which the user names and so
/// may lie anywhere.
///
/// # Errors
/// When the configuration cannot be used or read, or there are no pages.
pub fn open(system: &dyn System, files: &SiteFiles<'_>, request: &Request) -> Result<Loaded, Error> {
    let load = |given| {
        let captured = files.captured();
        let mkdocs = request.mkdocs.as_deref();
        let mut loaded = pamphlet_site::load_hosted(files, given, mkdocs, captured.map(Captured::host))?;
        loaded.site.read.extend(captured.map(Captured::described));
        Ok::<_, SiteError>(loaded)
    };
    let Some(config) = request.config.as_deref() else { return Ok(quoted(load(None)?, files, None)) };
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
    Ok(quoted(load(given)?, files, given))
}

/// Gives what was found in configuration the line that it names, and leaves out what is as it has to be: where the root
/// of the site holds the pages, its outputs lie among them.
fn quoted(mut loaded: Loaded, files: &SiteFiles<'_>, config: Option<(&str, &str)>) -> Loaded {
    loaded.findings.retain(|finding| finding.code != Code::OutputFolder || finding.path() != Some(OUT));
    let mut texts: BTreeMap<String, SourceFile> = BTreeMap::new();
    for place in loaded.findings.iter_mut().filter_map(|finding| finding.place.as_mut()) {
        let Some(spot) = place.spot.filter(|_| place.quote.is_none()) else { continue };
        let text = texts.entry(place.path.clone()).or_insert_with(|| {
            let text = match config {
                Some((name, text)) if name == place.path => text.to_owned(),
                _ => files
                    .read(&place.path, CONFIGURATION_BYTES)
                    .ok()
                    .flatten()
                    .map(|bytes| lossy(&bytes))
                    .unwrap_or_default(),
            };
            SourceFile::new(place.path.as_str(), text)
        });
        place.quote(text.line(spot.line));
    }
    loaded
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
