//! A captured site: what a program that built the website made of its pages, handed over in a folder with a
//! `captured.json` (docs/captured.md). Everything else is read from the site itself, so what is found is told of the
//! files that people write.

use crate::Error;
use crate::system::{Doing, System};
use pamphlet_locale::Tag;
use pamphlet_site::files::DirEntryKind;
use pamphlet_site::{DirEntry, Host, HostEntry, layout, path};
use pamphlet_source::limits::MANIFEST_BYTES;
use pamphlet_source::{Lines, Run};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the file that describes a captured site.
pub(crate) const CAPTURED: &str = "captured.json";

/// The version of its form.
const VERSION: u32 = 1;

/// The version of a description, whatever else stands in it.
#[derive(Deserialize)]
struct Form {
    captured: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    #[serde(rename = "captured")]
    _captured: u32,
    #[serde(rename = "made_by")]
    _made_by: Option<String>,
    site: String,
    configuration: Option<String>,
    docs: String,
    pages: Vec<CapturedPage>,
    #[serde(default)]
    files: Vec<CapturedFile>,
    #[serde(default)]
    editions: Vec<CapturedEdition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CapturedPage {
    path: String,
    text: Option<String>,
    #[serde(default)]
    lines: Vec<[u32; 3]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CapturedFile {
    path: String,
    from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CapturedEdition {
    locale: Option<String>,
    nav: Option<Vec<CapturedNavItem>>,
    /// The page of the website by the path of its file.
    #[serde(default)]
    html: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CapturedNavItem {
    title: Option<String>,
    page: Option<String>,
    url: Option<String>,
    entries: Option<Vec<CapturedNavItem>>,
}

impl CapturedNavItem {
    fn entry(self) -> HostEntry {
        HostEntry {
            label: self.title,
            file: self.page,
            url: self.url,
            entries: self.entries.map(|items| items.into_iter().map(Self::entry).collect()),
        }
    }
}

/// A captured site.
#[derive(Debug, Clone)]
pub struct Captured {
    /// Its folder, without links.
    root: PathBuf,
    /// Where the site lies, and which of its configurations the website was built from.
    site: PathBuf,
    configuration: Option<String>,
    /// The folder of the pages; of those in it, the ones that are captured are pages, and no others.
    docs: String,
    /// Texts and files of its own, by the path that they have in the site.
    texts: BTreeMap<String, String>,
    lines: BTreeMap<String, Lines>,
    /// What lies directly in each folder, of pages and of files of its own.
    folders: BTreeMap<String, BTreeMap<String, DirEntryKind>>,
    host: Host,
    /// The page of the website by locale, where there is more than one, and file.
    html: Vec<(Option<Tag>, BTreeMap<String, String>)>,
    /// The description, as it was read.
    text: String,
}

impl Captured {
    /// Reads the description in a folder.
    ///
    /// # Errors
    /// When there is none, or it is not one that is understood.
    pub fn read(system: &dyn System, folder: &Path) -> Result<Self, Error> {
        let place = folder.join(CAPTURED);
        let help = "name the folder that the plugin or program wrote; docs/captured.md says what it holds";
        let bytes = match system.read(&place, MANIFEST_BYTES) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::usage(format!("there is no {}", place.display()), help));
            }
            read => read.doing("read", &place)?,
        };
        let wrong = |what: String| Error::usage(format!("{}: {what}", place.display()), help);
        let text = String::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8".to_owned()))?;
        // Another version has other keys.
        if let Ok(Form { captured }) = serde_json::from_str(&text)
            && captured != VERSION
        {
            return Err(wrong(format!("version {captured} of its form is not known, {VERSION} is")));
        }
        let found: Description = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let root = system.real(folder).doing("look at", folder)?;
        let mut own = Self {
            site: folder.join(&found.site),
            root,
            configuration: found.configuration,
            docs: found.docs.trim_matches('/').to_owned(),
            texts: BTreeMap::new(),
            lines: BTreeMap::new(),
            folders: BTreeMap::new(),
            host: Host::default(),
            html: Vec::new(),
            text,
        };
        for CapturedPage { path, text, lines } in found.pages {
            own.list(&path);
            own.host.files.insert(path.clone());
            if let Some(text) = text {
                own.texts.insert(path.clone(), text);
                let runs = lines.into_iter().map(|[here, there, count]| Run { here, there, count });
                own.lines.insert(path, Lines::new(runs.collect()));
            }
        }
        for CapturedFile { path, from } in found.files {
            own.list(&path);
            own.texts.insert(path, from);
        }
        for CapturedEdition { locale, nav, html } in found.editions {
            let tag = locale
                .as_deref()
                .map(|text| Tag::parse(text).ok_or_else(|| wrong(format!("“{text}” is not a locale"))));
            let tag = tag.transpose()?;
            own.html.push((tag.clone(), html));
            if let Some(nav) = nav {
                own.host.navigations.push((tag, nav.into_iter().map(CapturedNavItem::entry).collect()));
            }
        }
        Ok(own)
    }

    /// Where the site lies that was captured: its folder, or its configuration.
    #[must_use]
    pub fn site(&self) -> PathBuf {
        self.configuration.as_ref().map_or_else(|| self.site.clone(), |name| self.site.join(name))
    }

    /// What the website's program has resolved.
    #[must_use]
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Name and text of the description, which outputs are made from as from any configuration.
    #[must_use]
    pub fn described(&self) -> (String, String) {
        (CAPTURED.to_owned(), self.text.clone())
    }

    /// The page of the website that shows a file in a locale.
    #[must_use]
    pub fn html(&self, locale: &Tag, file: &str) -> Option<&str> {
        let own = self.html.iter().find(|(named, _)| named.as_ref() == Some(locale));
        let (_, pages) = own.or_else(|| self.html.iter().find(|(named, _)| named.is_none()))?;
        pages.get(file).map(String::as_str)
    }

    /// The folder that nothing of the captured site is read from outside of, and the file in it that a path of the site
    /// stands for.
    pub(crate) fn place(&self, path: &str) -> Option<(&Path, PathBuf)> {
        Some((&self.root, self.root.join(self.texts.get(path)?)))
    }

    /// Where the lines of a text stand in the file that people write.
    pub(crate) fn lines(&self, path: &str) -> Lines {
        self.lines.get(path).cloned().unwrap_or_default()
    }

    /// What lies in a folder of the site, when these entries lie there on the disk.
    pub(crate) fn entries(&self, folder: &str, entries: Vec<DirEntry>) -> Vec<DirEntry> {
        let listed = self.folders.get(folder);
        let is_listed = |name: &str| listed.is_some_and(|names| names.contains_key(name));
        let inside = folder == self.docs || path::below(folder, &self.docs).is_some() || self.docs.is_empty();
        let is_page = |entry: &DirEntry| inside && !entry.is_folder() && layout::page_name(&entry.name).is_some();
        let mut found: Vec<DirEntry> =
            entries.into_iter().filter(|entry| !is_page(entry) || is_listed(&entry.name)).collect();
        for (name, kind) in listed.into_iter().flatten() {
            if found.iter().all(|entry| entry.name != *name) {
                found.push(DirEntry { name: name.clone(), kind: kind.clone() });
            }
        }
        found.sort();
        found
    }

    /// Puts a path into its folder, and that into those above it.
    fn list(&mut self, path: &str) {
        let (mut rest, mut kind) = (path, DirEntryKind::File);
        while !rest.is_empty() {
            let (folder, name) = path::split(rest);
            if self.folders.entry(folder.to_owned()).or_default().insert(name.to_owned(), kind).is_some() {
                return;
            }
            (rest, kind) = (folder, DirEntryKind::Folder);
        }
    }
}
