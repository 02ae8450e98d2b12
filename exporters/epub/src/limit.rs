//! A book that may not be larger than a shop takes: its pictures get fewer pixels, and only when that is not enough are
//! they left out.

use crate::picture::{Instead, bytes};
use pamphlet_locale::Tag;
use pamphlet_media::picture::Picture;
use pamphlet_reading::AssetId;
use pamphlet_source::{Code, Diagnostic, Severity};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest sides that are tried, in pixels: from what a large tablet shows to what a telephone shows.
const SIDES: [u32; 5] = [2000, 1400, 1000, 700, 480];

/// What is done to the pictures of a book.
#[derive(Debug, Default)]
pub(crate) struct Fit {
    /// What stands for them.
    pub instead: BTreeMap<AssetId, Instead>,
    /// How many have fewer pixels, and the longest side that any of them still has.
    smaller: usize,
    side: u32,
    /// How many are left out.
    left_out: usize,
}

/// A file of the site, under all its names.
struct File {
    assets: Vec<AssetId>,
    natural: Arc<Picture>,
    now: Arc<Picture>,
}

/// Saves at least `over` bytes if that can be done, else as many as fewer pixels save.
pub(crate) fn fit(pictures: Vec<(AssetId, Arc<Picture>)>, over: u64) -> Fit {
    let mut files: Vec<File> = Vec::new();
    for (asset, picture) in pictures {
        match files.iter_mut().find(|file| Arc::ptr_eq(&file.natural, &picture)) {
            Some(file) => file.assets.push(asset),
            None => files.push(File { assets: vec![asset], natural: Arc::clone(&picture), now: picture }),
        }
    }
    let mut fit = Fit::default();
    let mut over = over;
    // The largest first; equal ones by name.
    let by_size = |files: &mut Vec<File>| {
        files.sort_by(|a, b| bytes(&b.now).len().cmp(&bytes(&a.now).len()).then_with(|| a.assets.cmp(&b.assets)));
    };
    for side in SIDES {
        by_size(&mut files);
        for file in &mut files {
            if over == 0 {
                break;
            }
            // Always from the original: a picture that is scaled twice is scaled badly.
            let Picture::Raster(raster) = file.natural.as_ref() else { continue };
            let Some(made) = raster.smaller(side) else { continue };
            let saved = bytes(&file.now).len().saturating_sub(made.bytes.len());
            if saved > 0 {
                over = over.saturating_sub(u64::try_from(saved).unwrap_or(u64::MAX));
                file.now = Arc::new(Picture::Raster(made));
                fit.side = side;
            }
        }
    }
    by_size(&mut files);
    // Where the text alone is too large, a book without pictures would only be poorer.
    let left: u64 = files.iter().map(|file| u64::try_from(bytes(&file.now).len()).unwrap_or(u64::MAX)).sum();
    if left < over {
        over = 0;
    }
    for File { assets, natural, now } in files {
        if over > 0 {
            over = over.saturating_sub(u64::try_from(bytes(&now).len()).unwrap_or(u64::MAX));
            fit.left_out += 1;
            fit.instead.extend(assets.into_iter().map(|asset| (asset, Instead::Words)));
        } else if !Arc::ptr_eq(&natural, &now) {
            fit.smaller += 1;
            fit.instead.extend(assets.into_iter().map(|asset| (asset, Instead::Smaller(Arc::clone(&now)))));
        }
    }
    fit
}

impl Fit {
    /// What is said of it.
    pub(crate) fn said(&self, locale: &Tag) -> Vec<Diagnostic> {
        let mut said = Vec::new();
        if self.smaller > 0 {
            let message = format!(
                "{} pictures of the book of `{locale}` have fewer pixels, down to {} on the longer side, to keep it small",
                self.smaller, self.side
            );
            let mut note = Diagnostic::new(Code::Degraded, message);
            note.severity = Severity::Note;
            said.push(note);
        }
        if self.left_out > 0 {
            let message =
                format!("{} pictures were left out of the book of `{locale}` to keep it small", self.left_out);
            said.push(Diagnostic::new(Code::Degraded, message));
        }
        said
    }
}
