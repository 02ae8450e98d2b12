//! The icon sets that Material offers, and emoji shortcodes, embedded.
//!
//! The icons lie in blocks of 128, sorted by name and compressed one by one with Brotli: starting costs nothing, and
//! looking an icon up unpacks some 70 KB, once. How they were made, from which packages, and what names come from older releases
//! than the newest: `assets/icons/SOURCES.tsv` and `generate.py` beside it.

use brotli_decompressor::Decompressor;
use kurbo::{BezPath, PathEl, Shape};
use std::borrow::Cow;
use std::io::Read;
use std::sync::{LazyLock, OnceLock};

/// An icon: one colour, drawn in the colour of the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Icon {
    /// Its name as set and path: `octicons/home-16`, `fontawesome/brands/windows`.
    pub name: String,
    /// `viewBox` of its drawing: x, y, width, height.
    pub view_box: [i32; 4],
    /// The `d` of its path, all its paths joined; to be filled by the nonzero rule.
    pub path: String,
}

/// What a shortcode begins with, and the set it means: Material joins the parts of a path with hyphens, and names
/// contain hyphens themselves, so only the set tells where the name begins.
const SETS: [(&str, &str); 6] = [
    ("material-", "material/"),
    ("octicons-", "octicons/"),
    ("fontawesome-brands-", "fontawesome/brands/"),
    ("fontawesome-regular-", "fontawesome/regular/"),
    ("fontawesome-solid-", "fontawesome/solid/"),
    ("simple-", "simple/"),
];

static ARCHIVE: &[u8] = include_bytes!("../../../assets/icons/icons.bin");
static DIRECTORY: &str = include_str!("../../../assets/icons/directory.tsv");
static EMOJI: &str = include_str!("../../../assets/emoji/emoji.tsv");

/// A block of the archive.
struct Chunk {
    /// The name of its first icon.
    first: &'static str,
    packed: &'static [u8],
    text: OnceLock<String>,
    records: OnceLock<Vec<(&'static str, &'static str)>>,
}

impl Chunk {
    /// Its lines, unpacked when first asked for: name, viewBox, fill rule, path.
    fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let mut text = String::new();
            Decompressor::new(self.packed, 1 << 14)
                .read_to_string(&mut text)
                .expect("the archive is ours, and a test unpacks all of it");
            text
        })
    }

    /// What its lines say, by the name that each begins with, in the order of the names.
    fn records(&'static self) -> &'static [(&'static str, &'static str)] {
        self.records.get_or_init(|| self.text().lines().filter_map(|line| line.split_once('\t')).collect())
    }
}

static CHUNKS: LazyLock<Vec<Chunk>> = LazyLock::new(|| {
    let chunk = |line: &'static str| {
        let mut fields = line.split('\t');
        let first = fields.next()?;
        let start: usize = fields.next()?.parse().ok()?;
        let length: usize = fields.next()?.parse().ok()?;
        Some(Chunk {
            first,
            packed: ARCHIVE.get(start..start + length)?,
            text: OnceLock::new(),
            records: OnceLock::new(),
        })
    };
    DIRECTORY.lines().filter_map(chunk).collect()
});

/// Finds an icon by its set and path: `octicons/home-16`. The names are those of Material for MkDocs; a name that the
/// newest release of a set no longer has is found too when an older one had it.
#[must_use]
pub fn find(name: &str) -> Option<Icon> {
    let (name, rest) = record(name)?;
    let mut fields = rest.split('\t');
    let mut numbers = fields.next()?.split(' ').map(|number| number.parse().ok());
    let view_box = [numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??];
    let even_odd = fields.next()? == "evenodd";
    let path = fields.next()?;
    let path = if even_odd { nonzero(path)? } else { path.to_owned() };
    Some(Icon { name: name.to_owned(), view_box, path })
}

/// A path that is filled by the even-odd rule as one that looks the same by the nonzero rule, which is what everybody
/// fills by: a contour inside another runs the other way round. Right for contours that do not cross, as icons are.
fn nonzero(path: &str) -> Option<String> {
    let path = BezPath::from_svg(path).ok()?;
    let mut contours: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        if matches!(element, PathEl::MoveTo(_)) || contours.is_empty() {
            contours.push(BezPath::new());
        }
        contours.last_mut()?.push(*element);
    }
    let mut out = BezPath::new();
    for (index, contour) in contours.iter().enumerate() {
        let Some(PathEl::MoveTo(start)) = contour.elements().first() else { continue };
        let depth =
            contours.iter().enumerate().filter(|(other, outer)| *other != index && outer.winding(*start) != 0).count();
        let runs_right = contour.area() > 0.0;
        if runs_right == depth.is_multiple_of(2) {
            out.extend(contour.elements().iter().copied());
        } else {
            out.extend(contour.reverse_subpaths().elements().iter().copied());
        }
    }
    Some(out.to_svg())
}

/// The line of an icon: its name and the rest.
fn record(name: &str) -> Option<(&'static str, &'static str)> {
    // Names of other files need no block unpacked.
    if !SETS.iter().any(|(_, set)| name.starts_with(set)) {
        return None;
    }
    let chunks: &'static [Chunk] = &CHUNKS;
    let after = chunks.partition_point(|chunk| chunk.first <= name);
    let chunk = chunks.get(after.checked_sub(1)?)?;
    let records = chunk.records();
    records.binary_search_by_key(&name, |(own, _)| own).ok().map(|at| records[at])
}

/// The icon that stands for one in text that runs from right to left: of arrows and the like that point onward or back,
/// the one that points the other way. Others stay as they are.
#[must_use]
pub fn mirrored(name: &str) -> Cow<'_, str> {
    const POINTING: [&str; 9] = ["arrow", "arrows", "chevron", "caret", "angle", "angles", "triangle", "menu", "page"];
    let parts = || name.split(['/', '-']);
    let has = |part: &str| parts().any(|own| own == part);
    if has("left") == has("right") || !parts().any(|part| POINTING.contains(&part)) {
        return Cow::Borrowed(name);
    }
    let (from, to) = if has("left") { ("left", "right") } else { ("right", "left") };
    let (set, own) = name.rsplit_once('/').unwrap_or(("", name));
    let own: Vec<&str> = own.split('-').map(|part| if part == from { to } else { part }).collect();
    let other = if set.is_empty() { own.join("-") } else { format!("{set}/{}", own.join("-")) };
    if is_known(&other) { Cow::Owned(other) } else { Cow::Borrowed(name) }
}

/// Whether a set has an icon of this name.
#[must_use]
pub fn is_known(name: &str) -> bool {
    record(name).is_some()
}

/// The name of the same set that is most like one that it has not.
#[must_use]
pub fn nearest(name: &str) -> Option<String> {
    let (_, set) = SETS.iter().find(|(_, set)| name.starts_with(set))?;
    // The blocks that hold the set, and the one before, which may end with its first names.
    let first = CHUNKS.partition_point(|chunk| chunk.first < *set).saturating_sub(1);
    let names = CHUNKS[first..]
        .iter()
        .take_while(|chunk| chunk.first < *set || chunk.first.starts_with(set))
        .flat_map(|chunk| chunk.records().iter().map(|(name, _)| *name))
        .filter(|other| other.starts_with(set));
    let most = (name.len() - set.len()) / 3 + 1;
    // Of names that are as near as each other, one that begins alike is likelier meant.
    let own = &name[set.len()..];
    let near = |other: &'static str| {
        let rest = &other[set.len()..];
        Some((distance(own, rest, most)?, rest.as_bytes().first() != own.as_bytes().first(), other))
    };
    names.filter_map(near).min().map(|(_, _, name)| name.to_owned())
}

/// The number of bytes to add, drop or change, if not above `most`.
fn distance(written: &str, other: &str, most: usize) -> Option<usize> {
    if written.len().abs_diff(other.len()) > most || written.len() > 96 {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, byte) in written.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, other) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(byte != other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().filter(|found| *found <= most)
}

/// The characters of an emoji shortcode without its colons: `smile`. The names are those that Material reads
/// (Twemoji's), then `EmojiOne`'s and GitHub's; flags and joined sequences included. Characters that are drawn as
/// text unless told otherwise carry U+FE0F.
#[must_use]
pub fn emoji(shortcode: &str) -> Option<&'static str> {
    if shortcode.is_empty() {
        return None;
    }
    // A search by halves over the lines of the table, which is sorted by bytes.
    let (mut low, mut high) = (0, EMOJI.len());
    while low < high {
        let middle = EMOJI.floor_char_boundary(low.midpoint(high));
        let start = EMOJI[low..middle].rfind('\n').map_or(low, |at| low + at + 1);
        let line = EMOJI[start..].lines().next()?;
        let (name, characters) = line.split_once('\t')?;
        match shortcode.cmp(name) {
            std::cmp::Ordering::Equal => return Some(characters),
            std::cmp::Ordering::Less => high = start,
            std::cmp::Ordering::Greater => low = start + line.len() + 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_point_the_other_way_from_right_to_left() {
        for (name, other) in [
            ("material/arrow-right", "material/arrow-left"),
            ("octicons/chevron-left-16", "octicons/chevron-right-16"),
            ("material/arrow-left-right", "material/arrow-left-right"),
            ("material/copyright", "material/copyright"),
            ("material/home", "material/home"),
        ] {
            assert!(is_known(name));
            assert_eq!(mirrored(name), other);
        }
    }

    #[test]
    fn icons_of_every_set() {
        for name in [
            "material/heart",
            "octicons/home-16",
            "fontawesome/brands/windows",
            "fontawesome/solid/house",
            "fontawesome/regular/circle-check",
            "simple/mastodon",
        ] {
            let icon = find(name).expect(name);
            assert_eq!(icon.name, name);
            assert!(icon.path.starts_with('M'), "{name}");
            assert!(icon.view_box[2] > 0 && icon.view_box[3] > 0, "{name}");
        }
        assert_eq!(find("material/no-such-icon"), None);
        assert_eq!(find(""), None);
        assert_eq!(find("zzz/after-the-last"), None);
        assert_eq!(find("aaa/before-the-first"), None);
    }

    #[test]
    fn names_that_are_meant() {
        assert_eq!(nearest("material/sailbot").as_deref(), Some("material/sail-boat"));
        assert_eq!(nearest("octicons/hom-16").as_deref(), Some("octicons/home-16"));
        assert_eq!(nearest("simple/zzzzqqqqxxxxwwww"), None);
        assert_eq!(nearest("nothing/home"), None);
        assert!(is_known("material/heart") && !is_known("material/hart-of-gold"));
    }

    #[test]
    fn names_that_newer_releases_dropped() {
        for name in ["simple/windows11", "simple/windows", "simple/microsoftedge", "simple/linkedin", "simple/adobe"] {
            assert!(find(name).is_some(), "{name}");
        }
    }

    #[test]
    fn whole_archive_is_sorted_and_sound() {
        let mut last = "";
        let mut count = 0;
        for line in CHUNKS.iter().flat_map(|chunk| chunk.text().lines()) {
            let name = line.split('\t').next().expect("a name");
            assert!(last < name, "{last} {name}");
            assert!(SETS.iter().any(|(_, set)| name.starts_with(set)), "{name}");
            let icon = find(name).expect(name);
            // Joined to another path, a relative move would go astray.
            assert!(icon.path.starts_with('M'), "{name}");
            last = name;
            count += 1;
        }
        assert_eq!(count, 15_002);
        assert!(ARCHIVE.len() < 4_000_000, "the binary carries it");
    }

    #[test]
    fn holes_stay_holes() {
        let ring = nonzero("M0 0H10V10H0z M2 2H8V8H2z M4 4H6V6H4z").expect("is a path");
        let ring = BezPath::from_svg(&ring).expect("is a path");
        for (at, is_filled) in [((1.0, 1.0), true), ((3.0, 3.0), false), ((5.0, 5.0), true)] {
            assert_eq!(ring.winding(at.into()) != 0, is_filled, "{at:?}");
        }
    }

    /// The even-odd rule and the nonzero rule agree on every icon that was turned, at a grid of points.
    #[test]
    fn turned_icons_look_as_before() {
        let mut turned = 0;
        for line in CHUNKS.iter().flat_map(|chunk| chunk.text().lines()) {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields[2] != "evenodd" {
                continue;
            }
            turned += 1;
            let before = BezPath::from_svg(fields[3]).expect("is a path");
            let icon = find(fields[0]).expect("is there");
            let after = BezPath::from_svg(&icon.path).expect("is a path");
            let points = 64;
            let differing = (0..points * points)
                .filter(|number| {
                    let (x, y) = (number % points, number / points);
                    let place = |at: i32, size: i32| (f64::from(at) + 0.5) * f64::from(size) / f64::from(points);
                    let point = (place(x, icon.view_box[2]), place(y, icon.view_box[3])).into();
                    (before.winding(point) % 2 != 0) != (after.winding(point) != 0)
                })
                .count();
            assert!(differing * 200 < 64 * 64, "{}: {differing} of 4096 points", icon.name);
        }
        assert!(turned > 20);
    }

    #[test]
    fn every_path_can_be_drawn() {
        for line in CHUNKS.iter().flat_map(|chunk| chunk.text().lines()) {
            let icon = find(line.split('\t').next().expect("a name")).expect("is there");
            for segment in svgtypes::PathParser::from(icon.path.as_str()) {
                assert!(segment.is_ok(), "{}: {segment:?}", icon.name);
            }
        }
    }

    #[test]
    fn emoji_by_name() {
        for (shortcode, characters) in [
            ("smile", "😄"),
            ("+1", "👍"),
            ("thumbsup", "👍"),
            ("heart", "❤\u{FE0F}"),
            ("warning", "⚠\u{FE0F}"),
            ("flag_fr", "🇫🇷"),
            ("rainbow_flag", "🏳\u{FE0F}\u{200D}🌈"),
            ("family_mwgb", "👨\u{200D}👩\u{200D}👧\u{200D}👦"),
            ("one", "1\u{FE0F}\u{20E3}"),
            ("england", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"),
            ("piñata", "🪅"),
        ] {
            assert_eq!(emoji(shortcode), Some(characters), "{shortcode}");
        }
        for unknown in ["", "\n", "smil", "smilee", "zzzz", "!", "smile\t😄", "é"] {
            assert_eq!(emoji(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn every_emoji_is_found() {
        let mut last = "";
        for line in EMOJI.lines() {
            let (name, characters) = line.split_once('\t').expect("two fields");
            assert!(last < name, "{last} {name}");
            assert_eq!(emoji(name), Some(characters));
            last = name;
        }
    }
}
