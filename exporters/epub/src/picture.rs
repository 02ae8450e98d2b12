//! The pictures of a book: each file once, named after where it came from.

use crate::names::unique;
use pamphlet_document::AssetId;
use pamphlet_media::Media;
use pamphlet_media::picture::{Picture, RasterFormat};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A picture that a chapter shows.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// Its file in the book.
    pub path: String,
    /// Natural size in CSS pixels.
    pub size: (f32, f32),
}

/// Pictures that have been asked for, in that order.
#[derive(Debug)]
pub(crate) struct Pictures<'m> {
    media: &'m Media,
    taken: BTreeSet<String>,
    known: BTreeMap<AssetId, Option<Shown>>,
    files: Vec<(String, Arc<Picture>)>,
    /// Pictures that are left out, because the book would be too large with them.
    left_out: BTreeSet<AssetId>,
}

impl<'m> Pictures<'m> {
    /// None yet; those of `left_out` are never shown.
    pub(crate) fn new(media: &'m Media, left_out: BTreeSet<AssetId>) -> Self {
        Self { media, taken: BTreeSet::new(), known: BTreeMap::new(), files: Vec::new(), left_out }
    }

    /// The file of an asset; none if the site has not got it, or it is no picture.
    pub(crate) fn show(&mut self, asset: &AssetId) -> Option<Shown> {
        if let Some(known) = self.known.get(asset) {
            return known.clone();
        }
        let shown = self.add(asset);
        self.known.insert(asset.clone(), shown.clone());
        shown
    }

    fn add(&mut self, asset: &AssetId) -> Option<Shown> {
        if self.left_out.contains(asset) {
            return None;
        }
        let picture = self.media.picture(&asset.0)?;
        // One file under several names is one picture.
        let same = self.files.iter().find(|(_, known)| Arc::ptr_eq(known, picture)).map(|(path, _)| path.clone());
        let path = if let Some(path) = same {
            path
        } else {
            let path = unique(&mut self.taken, &format!("images/{}", stem(&asset.0)), extension(picture));
            self.files.push((path.clone(), Arc::clone(picture)));
            path
        };
        Some(Shown { path, size: picture.size() })
    }

    /// The files, in the order in which they were asked for.
    pub(crate) fn files(&self) -> &[(String, Arc<Picture>)] {
        &self.files
    }

    /// What was asked for and is there, with the number of bytes it takes.
    pub(crate) fn sizes(&self) -> Vec<(AssetId, usize)> {
        let shown = |asset: &AssetId, found: &Option<Shown>| {
            let path = &found.as_ref()?.path;
            let (_, picture) = self.files.iter().find(|(known, _)| known == path)?;
            Some((asset.clone(), bytes(picture).len()))
        };
        self.known.iter().filter_map(|(asset, found)| shown(asset, found)).collect()
    }
}

/// The file itself.
pub(crate) fn bytes(picture: &Picture) -> &[u8] {
    match picture {
        Picture::Vector(vector) => vector.svg.as_bytes(),
        Picture::Raster(raster) => &raster.bytes,
    }
}

/// Its media type.
pub(crate) fn media_type(picture: &Picture) -> &'static str {
    match picture {
        Picture::Vector(_) => "image/svg+xml",
        Picture::Raster(raster) => match raster.format {
            RasterFormat::Png => "image/png",
            RasterFormat::Jpeg => "image/jpeg",
        },
    }
}

fn extension(picture: &Picture) -> &'static str {
    match picture {
        Picture::Vector(_) => ".svg",
        Picture::Raster(raster) => match raster.format {
            RasterFormat::Png => ".png",
            RasterFormat::Jpeg => ".jpg",
        },
    }
}

/// The last two parts of a path, without extension, in lower-case ASCII.
fn stem(asset: &str) -> String {
    let parts: Vec<&str> = asset.split('/').collect();
    let tail = parts[parts.len().saturating_sub(2)..].join("-");
    let tail = tail.rsplit_once('.').map_or(tail.as_str(), |(stem, _)| stem);
    let mut out = String::new();
    for c in tail.chars().take(80) {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "picture".to_owned() } else { out.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert_eq!(stem("assets/img/Messengers/Signal Logo.svg"), "messengers-signal-logo");
        assert_eq!(stem("日本.png"), "picture");
        assert_eq!(stem("../a.b.webp"), "a-b");
    }
}
