//! A word that stands across every page, behind what is on it: that this is a draft.

use crate::face::Faces;
use crate::lettering;
use crate::picture::Picture;
use kurbo::{Affine, Shape as _};
use pamphlet_locale::Tag;
use pamphlet_source::limits::WATERMARK_CHARACTERS;
use std::fmt::Write as _;

/// The name of its picture among those of an edition. No picture of a site has a name that begins with a colon.
pub const ASSET: &str = ":watermark";

/// How it is turned: from the lower corner of a sheet to the upper one at the other side.
const ANGLE: f64 = 54.7;

/// So light that words on it keep a contrast of 7 to 1 at least, and that a printer still shows it.
const COLOUR: &str = "#e9e9ee";

/// As many of its characters as a page has room for.
#[must_use]
pub fn shown(words: &str) -> &str {
    words.char_indices().nth(WATERMARK_CHARACTERS).map_or(words, |(end, _)| &words[..end])
}

/// Draws it; none when no face has any of its letters.
#[must_use]
pub fn picture(faces: &Faces, words: &str, language: &Tag) -> Option<Picture> {
    let words = shown(words);
    let line = lettering::line_in(faces, words, language, false);
    if line.path.elements().is_empty() {
        return None;
    }
    // A thousandth of an em is fine enough for letters that are as high as a hand.
    let path = Affine::rotate(-ANGLE.to_radians()) * Affine::scale(1000.0) * line.path;
    let bounds = path.bounding_box();
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{:.0} {:.0} {:.0} {:.0}\"><path fill=\"{COLOUR}\" d=\"{}\"/></svg>",
        bounds.x0,
        bounds.y0,
        bounds.width().max(1.0),
        bounds.height().max(1.0),
        path.to_svg()
    );
    Picture::read(svg.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_all_scripts_stand_across() {
        for (words, language) in [("Draft", "en"), ("مسودة", "ar"), ("草稿", "zh"), ("मसौदा", "hi"), ("טיוטה", "he")]
        {
            let language = Tag::parse(language).unwrap();
            let (width, height) = picture(Faces::embedded(), words, &language).unwrap().size();
            assert!(width > 0.0 && height > width, "{words}: {width} {height}");
        }
        let language = Tag::parse("en").unwrap();
        assert!(picture(Faces::embedded(), "\u{12000}", &language).is_none());
        assert!(picture(Faces::embedded(), &"long ".repeat(4000), &language).is_some());
    }
}
