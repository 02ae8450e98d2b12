//! Where a site lies: the folder one stands in or one above it, or what somebody names, a folder or a configuration.

use crate::Error;
use crate::boundary::{SiteFiles, repository};
use crate::system::{Doing, System};
use pamphlet_site::{CONFIGURATION_NAMES, OWN_NAME, is_configured};
use std::path::{Path, PathBuf};

/// The folder of outputs in that of the site, when nobody names one.
pub const OUT: &str = "dist";

/// What the files of configurations end in.
const ENDINGS: [&str; 3] = ["yml", "yaml", "toml"];

/// The folder of a site, and which of its configurations is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The folder, as somebody names it or as it is reached from here: `.`, `..`, `../..`.
    pub folder: PathBuf,
    /// A configuration of Pamphlet under another name, when that was named.
    pub config: Option<PathBuf>,
    /// The configuration of the website, from the folder, when that was named.
    pub mkdocs: Option<String>,
}

impl Home {
    /// Finds the site. Without a name it is the folder one stands in, when that holds a configuration; else the nearest
    /// folder above it that does, up to the top of the repository; else the folder one stands in all the same, of which
    /// the rest is guessed. A folder that is named is taken as it is, and a file has to be a configuration.
    ///
    /// # Errors
    /// When a file is named that can be no configuration, or what is named cannot be looked at. Whether a folder is there
    /// is seen when it is opened.
    pub fn find(system: &dyn System, named: Option<&Path>) -> Result<Self, Error> {
        let Some(named) = named else {
            return Ok(Self::of_folder(above(system).unwrap_or_else(|| PathBuf::from("."))));
        };
        match system.stat(named).doing("look at", named)? {
            Some(stat) if !stat.folder => Self::of_file(named),
            _ => Ok(Self::of_folder(named.to_owned())),
        }
    }

    /// A folder of this name in that of the site.
    #[must_use]
    pub fn beside(&self, name: &str) -> PathBuf {
        if self.folder == Path::new(".") { PathBuf::from(name) } else { self.folder.join(name) }
    }

    fn of_folder(folder: PathBuf) -> Self {
        Self { folder, config: None, mkdocs: None }
    }

    fn of_file(file: &Path) -> Result<Self, Error> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let home = Self::of_folder(folder.to_owned());
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name.rsplit_once('.') {
            Some(_) if name == OWN_NAME => Ok(home),
            Some((stem, ending)) if ENDINGS.contains(&ending) && stem.starts_with("pamphlet") => {
                Ok(Self { config: Some(file.to_owned()), ..home })
            }
            Some((_, ending)) if ENDINGS.contains(&ending) => Ok(Self { mkdocs: Some(name.to_owned()), ..home }),
            _ => Err(Error::usage(
                format!("{} is not a configuration of a site", file.display()),
                format!(
                    "name the folder of the site, or its {OWN_NAME}, mkdocs.yml or zensical.toml; single pages are \
                     chosen with --page"
                ),
            )),
        }
    }
}

/// The nearest folder from here upward that holds a configuration.
fn above(system: &dyn System) -> Option<PathBuf> {
    let mut folder = PathBuf::from(".");
    if SiteFiles::new(system, &folder, None).is_ok_and(|files| is_configured(&files)) {
        return Some(folder);
    }
    let here = system.real(&folder).ok()?;
    let top = repository(system, &here);
    let holds = |place: &Path| {
        let is_file =
            |name: &&str| system.stat(&place.join(name)).is_ok_and(|stat| stat.is_some_and(|stat| !stat.folder));
        std::iter::once(OWN_NAME).chain(CONFIGURATION_NAMES).any(|name| is_file(&name))
    };
    for place in here.ancestors() {
        if holds(place) {
            return Some(folder);
        }
        if top.as_deref() == Some(place) {
            return None;
        }
        folder = if folder == Path::new(".") { PathBuf::from("..") } else { folder.join("..") };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(file: &str) -> Result<Home, String> {
        Home::of_file(Path::new(file)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_configuration_names_its_folder() {
        let home = |folder: &str, config: Option<&str>, mkdocs: Option<&str>| {
            Ok(Home { folder: folder.into(), config: config.map(PathBuf::from), mkdocs: mkdocs.map(str::to_owned) })
        };
        assert_eq!(of("pamphlet.yml"), home(".", None, None));
        assert_eq!(of("a/b/pamphlet.yml"), home("a/b", None, None));
        assert_eq!(of("a/pamphlet-print.yml"), home("a", Some("a/pamphlet-print.yml"), None));
        assert_eq!(of("mkdocs.yml"), home(".", None, Some("mkdocs.yml")));
        assert_eq!(of("../x/mkdocs.it.yml"), home("../x", None, Some("mkdocs.it.yml")));
        assert_eq!(of("/z/zensical.toml"), home("/z", None, Some("zensical.toml")));
        for wrong in ["docs/index.md", "mkdocs", "a/book.pdf"] {
            assert!(of(wrong).is_err_and(|error| error.contains("is not a configuration of a site")), "{wrong}");
        }
    }

    #[test]
    fn folders_beside_are_named_as_one_would() {
        let home = |folder: &str| Home::of_folder(folder.into()).beside("dist").display().to_string();
        assert_eq!((home("."), home(".."), home("a/b")), ("dist".into(), "../dist".into(), "a/b/dist".into()));
    }
}
