//! The pictures of editions, each file read and decoded once for all locales.

use crate::edition::picture_path;
use crate::open::SiteFiles;
use pamphlet_document::{AssetId, AssetRef, Edition, walk};
use pamphlet_locale::Tag;
use pamphlet_media::Media;
use pamphlet_media::picture::{self, Examined, Picture};
use pamphlet_site::{Files, Site};
use pamphlet_source::{Code, Finding, limits};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A picture, and what was done to it.
type Decoded = (Arc<Picture>, Arc<[String]>);

type Slot = Arc<OnceLock<Result<Decoded, String>>>;

/// Decoded pictures, by path and by content.
#[derive(Debug, Default)]
pub struct Pool {
    by_path: Mutex<BTreeMap<String, Slot>>,
    by_content: Mutex<BTreeMap<[u8; 32], Slot>>,
}

impl Pool {
    fn read(&self, files: &SiteFiles<'_>, path: &str) -> Result<Decoded, String> {
        let slot = slot(&self.by_path, path.to_owned());
        slot.get_or_init(|| {
            let bytes = files
                .read(path)
                .map_err(|error| format!("it cannot be read: {}", error.reason))?
                .ok_or("it is gone")?;
            if bytes.len() > limits::PICTURE_BYTES {
                return Err(format!("it has {} MiB", bytes.len() >> 20));
            }
            let content = slot_by(&self.by_content, picture::digest(&bytes));
            let decoded = || {
                let Examined { picture, notes } = Picture::examine(&bytes).map_err(|error| error.to_string())?;
                Ok((Arc::new(picture), notes.into()))
            };
            content.get_or_init(decoded).clone()
        })
        .clone()
    }
}

fn slot(slots: &Mutex<BTreeMap<String, Slot>>, key: String) -> Slot {
    Arc::clone(slots.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default())
}

fn slot_by(slots: &Mutex<BTreeMap<[u8; 32], Slot>>, key: [u8; 32]) -> Slot {
    Arc::clone(slots.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default())
}

/// The names of all pictures that an edition shows.
#[must_use]
pub fn named(edition: &Edition) -> BTreeSet<AssetId> {
    let mut found = BTreeSet::new();
    for page in edition.pages() {
        let blocks = page.blocks.iter().map(|placed| placed.block.as_ref());
        let notes = page.notes.iter().flat_map(|note| &note.blocks);
        walk::each_picture(blocks.chain(notes), &mut |picture| {
            for source in std::iter::once(&picture.source).chain(&picture.dark) {
                if let AssetRef::Local { asset } = source {
                    found.insert(asset.clone());
                }
            }
        });
    }
    found
}

/// Reads and decodes the pictures of an edition. One that cannot be shown is a finding.
#[must_use]
pub fn load(site: &Site, locale: &Tag, edition: &Edition, files: &SiteFiles<'_>, pool: &Pool) -> (Media, Vec<Finding>) {
    let wanted: Vec<(AssetId, String)> = named(edition)
        .into_iter()
        .filter_map(|asset| picture_path(site, locale, &asset).map(|path| (asset, path)))
        .collect();
    let read: Vec<_> = wanted.par_iter().map(|(asset, path)| (asset, path, pool.read(files, path))).collect();
    let mut media = Media::default();
    let mut findings = Vec::new();
    for (asset, path, picture) in read {
        let say = |code, message: &str, help: &str| {
            let mut finding = pamphlet_site::place::finding(code, path, (0, 0), message, help);
            finding.locale = Some(locale.to_string());
            finding
        };
        match picture {
            Ok((picture, notes)) => {
                media.insert(&asset.0, picture);
                findings.extend(
                    notes.iter().map(|note| {
                        say(Code::PictureChanged, note, "save it that way yourself to choose how it is done")
                    }),
                );
            }
            Err(reason) => findings.push(say(
                Code::BrokenPicture,
                &format!("it cannot be shown: {reason}"),
                "save it again as SVG, PNG, JPEG, WebP or GIF; its alternative text stands for it until then",
            )),
        }
    }
    (media, findings)
}
