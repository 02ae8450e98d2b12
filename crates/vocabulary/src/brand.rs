//! The own face of a site: a cover, a logo, two colours, what stands on every page.

use pamphlet_source::did_you_mean;

/// A colour of screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// The colours that Material for MkDocs has names for: each as `primary` and as `accent`.
const NAMED: [(&str, u32, u32); 21] = [
    ("red", 0x00EF_5552, 0x00FF_1947),
    ("pink", 0x00E9_2063, 0x00F5_0056),
    ("purple", 0x00AB_47BD, 0x00DF_41FB),
    ("deep purple", 0x007E_56C2, 0x007C_4DFF),
    ("indigo", 0x0040_51B5, 0x0052_6CFE),
    ("blue", 0x0020_94F3, 0x0042_87FF),
    ("light blue", 0x0002_A6F2, 0x0000_91EB),
    ("cyan", 0x0000_BDD6, 0x0000_BAD6),
    ("teal", 0x0000_9485, 0x0000_BDA4),
    ("green", 0x004C_AE4F, 0x0000_C753),
    ("light green", 0x008B_C34B, 0x0063_DE17),
    ("lime", 0x00CB_DC38, 0x00B0_EB00),
    ("yellow", 0x00FF_EC3D, 0x00FF_D500),
    ("amber", 0x00FF_C105, 0x00FF_AA00),
    ("orange", 0x00FF_A724, 0x00FF_9100),
    ("deep orange", 0x00FF_6E42, 0x00FF_6E42),
    ("brown", 0x0079_5649, 0x0079_5649),
    ("grey", 0x0075_7575, 0x0075_7575),
    ("blue grey", 0x0054_6D78, 0x0054_6D78),
    ("black", 0x0000_0000, 0x0000_0000),
    ("white", 0x00FF_FFFF, 0x00FF_FFFF),
];

impl Colour {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([0xFF; 3]);

    /// A colour written as `0xRRGGBB`.
    const fn hex(rgb: u32) -> Self {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Self([red, green, blue])
    }

    /// Reads `#33358f`, `#35f`, or a name that Material for MkDocs has, as its primary or its accent colour.
    ///
    /// # Errors
    /// A sentence that says what is known.
    pub fn parse(text: &str, accent: bool) -> Result<Self, String> {
        if let Some(digits) =
            text.strip_prefix('#').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            let long = match digits.len() {
                3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
                _ => digits.to_owned(),
            };
            if let Some(rgb) = u32::from_str_radix(&long, 16).ok().filter(|_| long.len() == 6) {
                return Ok(Self::hex(rgb));
            }
        }
        Self::named(text, accent).ok_or_else(|| {
            let name = text.to_lowercase().replace('-', " ");
            let names = NAMED.iter().map(|(name, ..)| *name);
            format!(
                "“{text}” is not a colour: {}write it like #33358f, or {}",
                did_you_mean(&name, names.clone()),
                names.collect::<Vec<_>>().join(", ")
            )
        })
    }

    /// The colour that Material for MkDocs has for a name.
    #[must_use]
    pub fn named(name: &str, accent: bool) -> Option<Self> {
        let name = name.trim().to_lowercase().replace('-', " ");
        let found = NAMED.iter().find(|(known, ..)| *known == name);
        found.map(|(_, primary, own)| Self::hex(if accent { *own } else { *primary }))
    }

    /// The contrast of two colours, from 1 to 21 (WCAG 2).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The first colour on the way to another that fits; that one when none before it does.
    fn until(self, other: Self, fits: impl Fn(Self) -> bool) -> Self {
        (0..16).map(|step| self.towards(other, step)).find(|colour| fits(*colour)).unwrap_or(other)
    }

    /// A colour between two, so many sixteenths on the way to the other.
    #[must_use]
    pub fn towards(self, other: Self, sixteenths: u16) -> Self {
        let part = |index: usize| {
            let (from, to) = (u16::from(self.0[index]), u16::from(other.0[index]));
            u8::try_from((from * (16 - sixteenths.min(16)) + to * sixteenths.min(16)) / 16).unwrap_or(u8::MAX)
        };
        Self([part(0), part(1), part(2)])
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The face of the documents of a locale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brand {
    /// The picture that is the cover, by its asset name; one is drawn when none.
    pub cover: Option<String>,
    /// The logo on a cover that is drawn, by its asset name.
    pub logo: Option<String>,
    /// The colour of the field.
    pub primary: Option<Colour>,
    /// The colour of rules.
    pub accent: Option<Colour>,
    /// A line for the foot of every page.
    pub footer: Option<String>,
    /// Whose the words are, as the site says it.
    pub copyright: Option<String>,
    /// A word that stands across every page: that this is a draft.
    pub watermark: Option<String>,
}

/// The colours of a cover that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// Of the field.
    pub field: Colour,
    /// Of the letters on it: at least 4.5 to 1, whatever the field.
    pub letters: Colour,
    /// Of the rules on it.
    pub accent: Colour,
}

/// The least contrast that a rule has to its field.
pub const RULE_CONTRAST: f64 = 1.5;

/// The least contrast that words have to white paper: level AAA of WCAG 2, which is 7, on the lightly tinted grounds of boxes
/// too.
pub(crate) const WORD_CONTRAST: f64 = 7.8;

/// The least contrast that a line has to the ground of a screen, by day and by night (WCAG 2, 1.4.11).
const LINE_CONTRAST: f64 = 3.0;

/// The most characters of a line at the foot of a page: what the narrowest page has room for.
pub const FOOTER_CHARACTERS: usize = 80;

impl Brand {
    /// The colours of its covers. A site without colours has ours; of a colour of rules that cannot be told from the
    /// field, the letters' stands in.
    #[must_use]
    pub fn face(&self) -> Face {
        const OURS: Face =
            Face { field: Colour::hex(0x0033_358F), letters: Colour::WHITE, accent: Colour::hex(0x008F_92E8) };
        let field = self.primary.unwrap_or(OURS.field);
        let white = field.contrast(Colour::WHITE);
        // White is the custom; black where it is needed.
        let letters =
            if white >= 4.5 || white >= field.contrast(Colour::BLACK) { Colour::WHITE } else { Colour::BLACK };
        let between = field.towards(letters, 7);
        let accent = match (self.accent, self.primary) {
            (Some(accent), _) if accent.contrast(field) >= RULE_CONTRAST => accent,
            (Some(_), _) => letters,
            (None, Some(_)) => between,
            (None, None) => OURS.accent,
        };
        Face { field, letters, accent }
    }

    /// The colour of words that stand out: the primary one, as dark as white paper asks for. None for ours.
    #[must_use]
    pub fn words(&self) -> Option<Colour> {
        self.primary
            .map(|primary| primary.until(Colour::BLACK, |colour| colour.contrast(Colour::WHITE) >= WORD_CONTRAST))
    }

    /// The colour of lines in books for screens: the primary one, so that it is seen on white and on black. None for
    /// that of words.
    #[must_use]
    pub fn lines(&self) -> Option<Colour> {
        let dark = self.primary?.until(Colour::BLACK, |colour| colour.contrast(Colour::WHITE) >= LINE_CONTRAST);
        Some(dark.until(Colour::WHITE, |colour| colour.contrast(Colour::BLACK) >= LINE_CONTRAST))
    }

    /// The line for the foot of pages: its own, else whose the words are, where that has room.
    #[must_use]
    pub fn foot(&self) -> Option<&str> {
        let short = |text: &&str| text.chars().count() <= FOOTER_CHARACTERS;
        self.footer.as_deref().or_else(|| self.copyright.as_deref().filter(short))
    }

    /// Its pictures.
    pub fn pictures(&self) -> impl Iterator<Item = &str> {
        self.cover.iter().chain(&self.logo).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_can_be_read_on_any_field() {
        for (name, ..) in NAMED {
            let primary = Colour::named(name, false);
            let face = Brand { primary, accent: Colour::named(name, true), ..Brand::default() }.face();
            assert!(face.letters.contrast(face.field) >= 4.5, "{name}");
            assert!(face.accent.contrast(face.field) >= RULE_CONTRAST, "{name}");
            let brand = Brand { primary, ..Brand::default() };
            assert!(brand.words().unwrap().contrast(Colour::WHITE) >= WORD_CONTRAST, "{name}");
            for ground in [Colour::WHITE, Colour::BLACK] {
                assert!(brand.lines().unwrap().contrast(ground) >= LINE_CONTRAST, "{name}");
            }
        }
        assert_eq!(Brand::default().face().letters, Colour::WHITE);
    }

    #[test]
    fn the_foot_has_one_line() {
        let long = "©".repeat(FOOTER_CHARACTERS + 1);
        let brand = |footer: Option<&str>, copyright: &str| Brand {
            footer: footer.map(str::to_owned),
            copyright: Some(copyright.to_owned()),
            ..Brand::default()
        };
        assert_eq!(brand(None, "© Ann").foot(), Some("© Ann"));
        assert_eq!(brand(Some("Confidential"), "© Ann").foot(), Some("Confidential"));
        assert_eq!(brand(None, &long).foot(), None);
    }

    #[test]
    fn colours() {
        assert_eq!(Colour::parse("#33358F", false).unwrap().to_string(), "#33358f");
        assert_eq!(Colour::parse("#fff", false), Ok(Colour::WHITE));
        assert_eq!(Colour::parse("deep-purple", true).unwrap().to_string(), "#7c4dff");
        assert!(Colour::parse("tael", false).unwrap_err().contains("did you mean teal?"));
        for wrong in ["", "#", "#12", "#12345g", "33358f", "custom"] {
            assert!(Colour::parse(wrong, false).is_err(), "{wrong}");
        }
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 0.01);
    }
}
