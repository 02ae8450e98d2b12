//! What shops and their converters ask of books beyond EPUB, from what Kindle, Kobo and Apple publish: `verify --deep`.
//!
//! Each rule has a code and says whose it is; `docs/books.md` lists them beside the checklist of Standard Ebooks. A book is
//! read as a zip archive, whoever made it.

use crate::Error;
use crate::system::{Doing, System};
use pamphlet_source::limits::{ARCHIVE_BYTES, ARCHIVE_LIST_BYTES, OUTPUT_BYTES};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// A rule of shops.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// What it is called.
    pub code: &'static str,
    /// What has to be.
    pub says: &'static str,
    /// Who says so, and where.
    pub from: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

impl Rule {
    /// The rule of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.code == code)
    }
}

/// Every rule.
pub const RULES: [Rule; 12] = [
    Rule {
        code: "fixed-size",
        says: "letters have sizes that grow with the reader's: em or per cent",
        from: "Kindle, Text Guidelines, Body Text Defaults and Fixed Values",
        help: "Give sizes in em or per cent: `font-size: .9em` instead of `14px`. A reader who has set large letters keeps them.",
    },
    Rule {
        code: "body-margin",
        says: "the whole text has no margin or padding at its sides",
        from: "Kindle, Text Guidelines, Body Text Defaults",
        help: "Leave the sides of `html` and `body` alone: the device has a margin of its own, which people set.",
    },
    Rule {
        code: "body-look",
        says: "the whole text has the reader's font, colour and ground",
        from: "Kindle, Text Guidelines, Body Text Defaults",
        help: "Say colours and fonts of what is to look different, such as a callout, and nothing of the whole text: at night it would be black on black.",
    },
    Rule {
        code: "negative",
        says: "margins, paddings, indents and distances of lines are not negative",
        from: "Kindle, HTML and CSS Guidelines, Avoid Using Negative Values",
        help: "Move things by padding and by margins above zero. Kindle cuts off what a negative one moves over the edge.",
    },
    Rule {
        code: "position",
        says: "nothing is set at a place of its own in text that flows",
        from: "Kindle, HTML and CSS Guidelines",
        help: "Let the text flow: floats and margins do for what stands beside it.",
    },
    Rule {
        code: "script",
        says: "there are no scripts and no forms",
        from: "Kindle, Avoid Using Scripting; Kobo, JavaScript",
        help: "Take scripts and forms out. What they did has to be in the text.",
    },
    Rule {
        code: "remote",
        says: "everything that is shown lies in the book",
        from: "Kobo, External Resources",
        help: "Put the file into the book. Of pages that are read here, save the picture beside the page and name that file.",
    },
    Rule {
        code: "picture-format",
        says: "pictures are JPEG, PNG, GIF or SVG",
        from: "Kobo, Image Formatting; Kindle, Image Guidelines",
        help: "Save the picture as JPEG, PNG or SVG and name that file on the page.",
    },
    Rule {
        code: "picture-bytes",
        says: "a picture has at most 5 million bytes",
        from: "Kobo, Image Formatting",
        help: "Save the picture smaller; or set `epub: { max_megabytes: … }` in pamphlet.yml, and pictures are made smaller until the book fits.",
    },
    Rule {
        code: "picture-size",
        says: "widths of pictures are not in pixels",
        from: "Kobo, Image Formatting; Kindle, Image Guidelines",
        help: "Give the width in per cent, or leave it out: a picture is then as wide as it is, and never wider than the page.",
    },
    Rule {
        code: "cover",
        says: "there is a cover, a JPEG or PNG of at most 3 million bytes, also named as EPUB 2 does",
        from: "Kobo, Cover Images; Kindle, Cover Image Guidelines",
        help: "Leave `brand.cover` out of pamphlet.yml, and a cover is drawn; or name a JPEG or PNG of 1600 × 2560 pixels there.",
    },
    Rule {
        code: "fonts",
        says: "a book with fonts says so to Apple (ibooks:specified-fonts)",
        from: "Apple Books Asset Guide, Fonts",
        help: "Build the book again with this version: it names its fonts to Apple. In another's book, add `<meta property=\"ibooks:specified-fonts\">true</meta>` to its package.",
    },
];

/// Something in a book that a rule is against.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The file in the book.
    pub file: String,
    /// The rule.
    pub rule: &'static Rule,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, rule, found } = self;
        write!(formatter, "{}: {file}: {found}; {} ({})", rule.code, rule.says, rule.from)
    }
}

/// The most bytes of a picture, and of a cover.
const PICTURE: usize = 5_000_000;
const COVER: usize = 3_000_000;

/// Looks through every book below a folder or in an archive, or through one; how many there are, and what is to be said
/// of each. Of a folder without books, such as a release, the archives count, each book once.
///
/// # Errors
/// When something cannot be read, or is no archive.
pub fn look_through(system: &dyn System, path: &Path) -> Result<(usize, Vec<(String, Remark)>), Error> {
    let is_folder = system.stat(path).doing("look at", path)?.is_some_and(|stat| stat.folder);
    let mut places = vec![path.to_path_buf()];
    if is_folder {
        places = super::list(system, path)?.into_keys().map(|name| path.join(name)).collect();
    }
    let of = |wanted: &str| -> Vec<&PathBuf> {
        places.iter().filter(|place| ending(&place.to_string_lossy()) == wanted).collect()
    };
    let (books, archives) = (of("epub"), of("zip"));
    let mut remarks = Vec::new();
    for book in &books {
        remarks.extend(look(&book.display().to_string(), &system.read(book, OUTPUT_BYTES).doing("read", book)?)?);
    }
    if !books.is_empty() {
        return Ok((books.len(), remarks));
    }
    let mut seen = BTreeSet::new();
    for archive in archives {
        let shown = archive.display().to_string();
        let wrong =
            |why: String| Error::usage(format!("{shown} is not an archive that can be read: {why}"), "fetch it again");
        let bytes = system.read(archive, OUTPUT_BYTES).doing("read", archive)?;
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(error.to_string()))?;
        let mut names: Vec<String> =
            zip.file_names().filter(|name| ending(name) == "epub").map(str::to_owned).collect();
        names.sort();
        names.retain(|name| seen.insert(name.rsplit('/').next().unwrap_or(name).to_owned()));
        let mut left = ARCHIVE_BYTES as u64;
        for name in names {
            let mut book = Vec::new();
            let entry = zip.by_name(&name).map_err(|error| wrong(error.to_string()))?;
            entry.take(left + 1).read_to_end(&mut book).map_err(|error| wrong(error.to_string()))?;
            left = left
                .checked_sub(book.len() as u64)
                .ok_or_else(|| wrong(format!("its books have more than {} MiB", ARCHIVE_BYTES >> 20)))?;
            remarks.extend(look(&format!("{shown}/{name}"), &book)?);
        }
    }
    Ok((seen.len(), remarks))
}

/// What is to be said of a book.
fn look(shown: &str, bytes: &[u8]) -> Result<Vec<(String, Remark)>, Error> {
    let files = unpacked(bytes).map_err(|why| {
        Error::usage(format!("{shown} is not a book that can be read: {why}"), "build or fetch it again")
    })?;
    Ok(remarks_on(&files).into_iter().map(|remark| (shown.to_owned(), remark)).collect())
}

/// What a name ends with, in lower case.
fn ending(name: &str) -> String {
    name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// The files of a book. Of what is larger than a list may be only the length counts.
fn unpacked(bytes: &[u8]) -> Result<BTreeMap<String, (usize, Vec<u8>)>, zip::result::ZipError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let entry = zip.by_index(index)?;
        let (name, size) = (entry.name().to_owned(), usize::try_from(entry.size()).unwrap_or(usize::MAX));
        let mut content = Vec::new();
        if matches!(ending(&name).as_str(), "xhtml" | "html" | "css" | "opf") {
            entry.take(ARCHIVE_LIST_BYTES).read_to_end(&mut content)?;
        }
        files.insert(name, (size, content));
    }
    Ok(files)
}

fn remarks_on(files: &BTreeMap<String, (usize, Vec<u8>)>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (name, (size, bytes)) in files {
        let text = String::from_utf8_lossy(bytes);
        let mut say = |code: &str, found: String| {
            remarks.extend(Rule::of(code).map(|rule| Remark { file: name.clone(), rule, found }));
        };
        let ending = ending(name);
        match ending.as_str() {
            "css" => style(&text, &mut say),
            "xhtml" | "html" => page(&text, &mut say),
            "opf" => package(&text, files, &mut say),
            "jpg" | "jpeg" | "png" | "gif" | "svg" if *size > PICTURE => {
                say("picture-bytes", format!("it has {size} bytes"));
            }
            "webp" | "avif" | "bmp" | "tif" | "tiff" | "heic" => say("picture-format", format!("it is {ending}")),
            _ => {}
        }
    }
    remarks.sort();
    remarks.dedup();
    remarks
}

type Say<'s> = &'s mut dyn FnMut(&str, String);

/// A style sheet, rule by rule; what stands inside of conditions counts like the rest.
fn style(css: &str, say: Say<'_>) {
    let mut plain = String::with_capacity(css.len());
    for (index, part) in css.split("/*").enumerate() {
        plain.push_str(if index == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) });
    }
    for part in plain.split('}') {
        let Some((selectors, declarations)) = part.rsplit_once('{') else { continue };
        let selectors = selectors.rsplit(['{', ';']).next().unwrap_or_default().trim();
        let is_whole = selectors.split(',').any(|selector| matches!(selector.trim(), "html" | "body"));
        for declaration in declarations.split(';') {
            declared(selectors, is_whole, declaration, say);
        }
    }
    if plain.contains("@import") || plain.contains("url(http") || plain.contains("url(\"http") {
        say("remote", "a style sheet fetches something".to_owned());
    }
}

fn declared(selectors: &str, is_whole: bool, declaration: &str, say: Say<'_>) {
    let Some((property, value)) = declaration.split_once(':') else { return };
    let (property, value) = (property.trim(), value.trim().trim_end_matches("!important").trim());
    let mut found = |code: &str| say(code, format!("`{selectors} {{ {property}: {value} }}`"));
    let values = || value.split([' ', ',', '/', '(', ')']).filter(|value| !value.is_empty());
    let is_fixed = |value: &str| {
        ["px", "pt", "pc", "cm", "mm", "in"].iter().any(|unit| {
            value.strip_suffix(unit).is_some_and(|number| number.parse::<f32>().is_ok_and(|number| number != 0.0))
        })
    };
    let is_negative = |value: &str| {
        value.starts_with("-.") || value.starts_with('-') && value[1..].starts_with(|c: char| c.is_ascii_digit())
    };
    match property {
        "font-size" | "line-height" if values().any(is_fixed) => found("fixed-size"),
        "position" if matches!(value, "absolute" | "fixed" | "sticky") => found("position"),
        "background" | "background-color" | "color" | "font-family" if is_whole && value != "transparent" => {
            found("body-look");
        }
        "width" | "max-width" if selectors.contains("img") && values().any(is_fixed) => found("picture-size"),
        _ => {}
    }
    let spaces = property.starts_with("margin") || property.starts_with("padding");
    if (spaces || matches!(property, "text-indent" | "line-height")) && values().any(is_negative) {
        found("negative");
    }
    let at_sides = match (property, values().count()) {
        ("margin" | "padding", 1) => values().next() != Some("0"),
        ("margin" | "padding", _) => values().nth(1) != Some("0") || values().nth(3).is_some_and(|left| left != "0"),
        (_, _) => spaces && (property.contains("left") || property.contains("right") || property.contains("inline")),
    };
    let is_nothing = matches!(value, "0" | "auto" | "inherit");
    if spaces && is_whole && at_sides && !is_nothing {
        found("body-margin");
    }
}

/// A page: its elements, and styles of theirs.
fn page(xhtml: &str, say: Say<'_>) {
    for tag in xhtml.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(tag, _)| tag) {
        let name = tag.split([' ', '/', '\n']).next().unwrap_or_default();
        let value = |attribute: &str| {
            tag.split_once(&format!(" {attribute}=\"")).and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
        };
        match name {
            "script" | "form" | "input" | "button" => say("script", format!("<{name}>")),
            "img" if value("src").starts_with("http") => say("remote", value("src").to_owned()),
            _ => {}
        }
        for declaration in value("style").split(';') {
            declared(name, false, declaration, say);
        }
    }
}

/// The package: its cover and its fonts.
fn package(opf: &str, files: &BTreeMap<String, (usize, Vec<u8>)>, say: Say<'_>) {
    let items: Vec<&str> = opf.split("<item ").skip(1).filter_map(|part| part.split('>').next()).collect();
    let value = |item: &str, attribute: &str| {
        let (_, rest) = item.split_once(&format!("{attribute}=\""))?;
        rest.split('"').next().map(str::to_owned)
    };
    match items.iter().find(|item| item.contains("cover-image")) {
        None => say("cover", "no file is its cover".to_owned()),
        Some(item) => {
            let kind = value(item, "media-type").unwrap_or_default();
            if !matches!(kind.as_str(), "image/jpeg" | "image/png") {
                say("cover", format!("its cover is {kind}"));
            }
            let name = value(item, "href").unwrap_or_default();
            let size = files.iter().find(|(path, _)| path.ends_with(&name)).map_or(0, |(_, (size, _))| *size);
            if size > COVER {
                say("cover", format!("its cover has {size} bytes"));
            }
            if !opf.contains("name=\"cover\"") {
                say("cover", "no <meta name=\"cover\"> names it".to_owned());
            }
        }
    }
    let has_fonts = items.iter().any(|item| item.contains("font/") || item.contains("application/vnd.ms-opentype"));
    if has_fonts && !opf.contains("ibooks:specified-fonts") {
        say("fonts", "fonts are in it".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, text: &str) -> Vec<&'static str> {
        let files = BTreeMap::from([(name.to_owned(), (text.len(), text.as_bytes().to_vec()))]);
        remarks_on(&files).iter().map(|remark| remark.rule.code).collect()
    }

    #[test]
    fn styles_that_shops_refuse_are_found_and_others_are_not() {
        for (css, wanted) in [
            ("p { font-size: 12px; }", "fixed-size"),
            ("@media (min-width: 3em) { p { font-size: 9pt } }", "fixed-size"),
            ("body { margin: 0 4%; }", "body-margin"),
            ("html, body { padding-left: 1em }", "body-margin"),
            ("body { color: #000 }", "body-look"),
            ("p { text-indent: -2em }", "negative"),
            ("p { margin: 0 0 -.5em }", "negative"),
            ("p { position: absolute }", "position"),
            ("img { width: 300px }", "picture-size"),
            ("@import \"more.css\";", "remote"),
        ] {
            assert_eq!(codes("a.css", css), [wanted], "{css}");
        }
        let good = "/* p { position: fixed } */ body { margin: 0; line-height: 1.5 } p { margin: 1em 0; font-size: .9em } \
                    img { max-width: 100% } .a { border: 1px solid #888; vertical-align: -.1em; color: #888 }";
        assert!(codes("a.css", good).is_empty(), "{:?}", codes("a.css", good));
    }

    #[test]
    fn pages_pictures_and_covers_are_looked_at() {
        assert_eq!(codes("a.xhtml", "<p><script>x</script></p>"), ["script"]);
        assert_eq!(codes("a.xhtml", "<img src=\"https://a.example/b.png\"/>"), ["remote"]);
        assert_eq!(codes("a.xhtml", "<img src=\"b.png\" style=\"width:30px\"/>"), ["picture-size"]);
        assert_eq!(codes("a.webp", ""), ["picture-format"]);
        assert_eq!(codes("a.opf", "<manifest></manifest>"), ["cover"]);
        let cover = "<item id=\"c\" href=\"c.gif\" media-type=\"image/gif\" properties=\"cover-image\"/>";
        assert_eq!(codes("a.opf", cover).len(), 2, "a GIF that EPUB 2 does not know of");
        assert_eq!(
            codes("a.opf", &format!("{}<item href=\"f\" media-type=\"font/otf\"/>", cover.replace("gif", "png"))).len(),
            2
        );
        let large = BTreeMap::from([("a.png".to_owned(), (PICTURE + 1, Vec::new()))]);
        assert_eq!(remarks_on(&large)[0].rule.code, "picture-bytes");
    }

    #[test]
    fn every_rule_is_listed_for_people() {
        let listed = include_str!("../../../../docs/books.md");
        for Rule { code, .. } in &RULES {
            assert!(listed.contains(&format!("| `{code}` |")), "docs/books.md has no {code}");
            assert!(pamphlet_source::Code::from_name(code).is_none(), "{code} is a code of diagnostics, too");
        }
    }
}
