//! Icons, fonts, pictures and formulas: found by name or content, cleaned, converted, decoded once.
//!
//! In: bytes that `pipeline` read, and the sets that are embedded in the binary. Out: values that every exporter
//! shares. No disk, no network.
//!
//! ```
//! let mut media = pamphlet_media::Media::default();
//! media.add("img/dot.svg", br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="4"/></svg>"#)?;
//! assert_eq!(media.picture("img/dot.svg").map(|picture| picture.size()), Some((8.0, 8.0)));
//! # Ok::<(), pamphlet_media::picture::PictureError>(())
//! ```

pub mod drawing;
pub mod face;
pub mod font;
pub mod icon;
pub mod lettering;
pub mod own;
pub mod picture;
pub mod watermark;

pub use picture::svg;

use face::Faces;
use picture::{Picture, PictureError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All pictures of a build, by the asset name that the document model uses. Icons and fonts are embedded: see
/// [`icon::find`] and [`font::all`].
#[derive(Debug, Default)]
pub struct Media {
    pictures: BTreeMap<String, Arc<Picture>>,
    by_content: BTreeMap<[u8; 32], Arc<Picture>>,
    faces: Option<&'static Faces>,
}

impl Media {
    /// Adds a picture of the site. Equal bytes are decoded once.
    ///
    /// # Errors
    /// When the bytes are no picture that Pamphlet can show.
    pub fn add(&mut self, asset: &str, bytes: &[u8]) -> Result<(), PictureError> {
        let digest = picture::digest(bytes);
        let picture = match self.by_content.get(&digest) {
            Some(known) => Arc::clone(known),
            None => Arc::new(Picture::read(bytes)?),
        };
        self.by_content.insert(digest, Arc::clone(&picture));
        self.pictures.insert(asset.to_owned(), picture);
        Ok(())
    }

    /// Adds a picture that was decoded elsewhere, on another core: by [`Picture::examine`].
    pub fn insert(&mut self, asset: &str, picture: Arc<Picture>) {
        self.pictures.insert(asset.to_owned(), picture);
    }

    /// The names of all pictures.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pictures.keys().map(String::as_str)
    }

    /// Lets words be set in faces that a site has brought: see [`own::read`].
    pub fn set_faces(&mut self, faces: Option<&'static Faces>) {
        self.faces = faces;
    }

    /// The faces that words are set in.
    #[must_use]
    pub fn faces(&self) -> &'static Faces {
        self.faces.unwrap_or_else(Faces::embedded)
    }

    /// The picture of an asset; none when it was missing or broken, which has been reported.
    #[must_use]
    pub fn picture(&self, asset: &str) -> Option<&Arc<Picture>> {
        self.pictures.get(asset)
    }
}
