//! The pictures of a book: each file once, named after where it came from.

use crate::names::unique;
use pamphlet_media::Media;
use pamphlet_media::picture::{Picture, RasterFormat};
use pamphlet_reading::AssetId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A picture that a chapter shows.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// Its file in the book.
    pub path: String,
    /// Natural size in CSS pixels, before it was made smaller.
    pub size: (f32, f32),
    /// Whether it has fewer pixels than that.
    pub smaller: bool,
    /// Whether it is a drawing of dark ink alone.
    pub is_dark: bool,
}

/// Pictures that have been asked for, in that order.
#[derive(Debug)]
pub(crate) struct Pictures<'m> {
    media: &'m Media,
    taken: BTreeSet<String>,
    known: BTreeMap<AssetId, Option<Shown>>,
    files: Vec<(String, Arc<Picture>)>,
    /// What stands for pictures with which the book would be too large.
    instead: BTreeMap<AssetId, Instead>,
}

/// What stands for a picture with which the book would be too large.
#[derive(Debug, Clone)]
pub(crate) enum Instead {
    /// The same with fewer pixels.
    Smaller(Arc<Picture>),
    /// Its words.
    Words,
}

impl<'m> Pictures<'m> {
    /// None yet.
    pub(crate) fn new(media: &'m Media, instead: BTreeMap<AssetId, Instead>) -> Self {
        let taken = BTreeSet::from([crate::cover::PATH.to_owned()]);
        Self { media, taken, known: BTreeMap::new(), files: Vec::new(), instead }
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
        let natural = self.media.picture(&asset.0)?;
        let picture = match self.instead.get(asset) {
            Some(Instead::Words) => return None,
            Some(Instead::Smaller(picture)) => picture,
            None => natural,
        };
        // One file under several names is one picture.
        let same = self.files.iter().find(|(_, known)| Arc::ptr_eq(known, picture)).map(|(path, _)| path.clone());
        let path = if let Some(path) = same {
            path
        } else {
            let path = unique(&mut self.taken, &format!("images/{}", stem(&asset.0)), extension(picture));
            self.files.push((path.clone(), Arc::clone(picture)));
            path
        };
        let is_dark = matches!(picture.as_ref(), Picture::Vector(vector) if vector.is_dark);
        Some(Shown { path, size: natural.size(), smaller: !Arc::ptr_eq(picture, natural), is_dark })
    }

    /// The files, in the order in which they were asked for.
    pub(crate) fn files(&self) -> &[(String, Arc<Picture>)] {
        &self.files
    }

    /// What was asked for and is there, by name.
    pub(crate) fn into_shown(self) -> Vec<(AssetId, Arc<Picture>)> {
        let media = self.media;
        let shown = self.known.into_iter().filter(|(_, shown)| shown.is_some());
        shown.filter_map(|(asset, _)| media.picture(&asset.0).map(|picture| (asset, Arc::clone(picture)))).collect()
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
