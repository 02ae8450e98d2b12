//! The own face of a site: what `brand` and `copyright` of `pamphlet.yml` say, else palette, logo and copyright of the
//! website.

use crate::config::Config;
use crate::loader::Loader;
use crate::localized::{Localized, Watermark};
use crate::mkdocs::{Lookup, MkDocs};
use crate::nav::plain;
use crate::site::{SiteBrand, SiteFonts};
use crate::{path, place};
use pamphlet_source::limits::WATERMARK_CHARACTERS;
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, FilePlace, Severity};
use pamphlet_vocabulary::brand::{Brand, Colour, FOOTER_CHARACTERS, RULE_CONTRAST};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// Finds out the face of a site. Its pictures become files of the site, wherever they lie in it.
    pub(crate) fn brand(
        &mut self,
        config: &Config,
        mkdocs: Option<&MkDocs>,
        copyright: Option<Localized>,
        folders: &[&str],
        site_files: &mut BTreeSet<String>,
    ) -> SiteBrand {
        let theme = |keys: &[&str]| mkdocs?.get(keys).and_then(|value| Lookup::default().text(value));
        let primary = config.brand.primary.or_else(|| palette(mkdocs, "primary"));
        let accent = config.brand.accent.or_else(|| palette(mkdocs, "accent"));
        self.about_colours(config, primary);
        let mut find = |written: &str, key: &str| {
            let all = std::iter::once("").chain(folders.iter().copied());
            let mut candidates = all.map(|folder| path::climb(folder, written.trim_start_matches('/')));
            let found = candidates.find(|file| site_files.contains(file) || self.is_file(file));
            if let Some(file) = &found {
                site_files.insert(file.clone());
            } else {
                let at = config.place(&["brand", key]);
                let at = at.map(|at| match (&config.file, at.spot) {
                    (Some(file), None) => FilePlace { spot: place::of_value(&file.text, written), ..at },
                    _ => at,
                });
                let message = format!("{key} of brand: the picture `{written}` does not exist");
                let help = "correct its path, which counts from the folder of the site, or add the file";
                self.say_at(Severity::Warning, Code::MissingPicture, at, &message, help);
            }
            found.map(|file| crate::assets::name_of_path(&file))
        };
        let cover = config.brand.cover.as_ref().map(|cover| Localized {
            default: find(&cover.default, "cover").unwrap_or_default(),
            by_locale: cover
                .by_locale
                .iter()
                .filter_map(|(locale, written)| Some((locale.clone(), find(written, "cover")?)))
                .collect(),
        });
        let own = config.brand.logo.as_ref().and_then(|logo| find(logo, "logo"));
        // What the theme names and the site has not got is the business of the website.
        let logo = own.or_else(|| {
            let written = theme(&["theme", "logo"]).filter(|_| config.brand.logo.is_none())?;
            let candidates = folders.iter().map(|folder| path::climb(folder, written.trim_start_matches('/')));
            let file = candidates.into_iter().find(|file| site_files.contains(file))?;
            Some(crate::assets::name_of_path(&file))
        });
        let copyright = copyright.map(|text| Localized {
            default: one_line(&text.default),
            by_locale: text.by_locale.into_iter().map(|(locale, text)| (locale, one_line(&text))).collect(),
        });
        self.about_words(config);
        let footer = config.brand.footer.clone();
        let fonts = config.brand.fonts.as_deref().and_then(|folder| self.fonts(config, folder, site_files));
        let watermark = config.brand.watermark.clone();
        SiteBrand { cover, logo, primary, accent, footer, copyright, watermark, fonts }
    }

    /// Says where colours are changed so that they can be seen; `primary` may come from the theme.
    fn about_colours(&mut self, config: &Config, primary: Option<Colour>) {
        if let Some((primary, words)) = config.brand.primary.zip(Brand { primary, ..Brand::default() }.words())
            && primary != words
        {
            let contrast = primary.contrast(Colour::WHITE);
            let message = format!(
                "words in the colour {primary} would be hard to read on white paper (contrast {contrast:.1}): they are set in {words}"
            );
            let at = config.place(&["brand", "primary"]);
            let help = "leave it so, or choose one with a contrast of at least 8 to white; the background of covers has it unchanged";
            self.say_at(Severity::Note, Code::UnfitBrand, at, &message, help);
        }
        if let (Some(accent), face) = (config.brand.accent, Brand { primary, ..Brand::default() }.face()) {
            let contrast = accent.contrast(face.field);
            if contrast < RULE_CONTRAST {
                let message = format!(
                    "the colour {accent} is hard to tell from the background of covers, {} (contrast {contrast:.1}): rules are drawn in {}",
                    face.field, face.letters
                );
                let at = config.place(&["brand", "accent"]);
                let help = "choose one with a contrast of at least 1.5, or leave it out";
                self.say_at(Severity::Warning, Code::UnfitBrand, at, &message, help);
            }
        }
    }

    /// Says where a footer or a watermark has more words than there is room for.
    fn about_words(&mut self, config: &Config) {
        for (key, written) in config.brand.footer.iter().flat_map(|footer| {
            let own = footer.by_locale.iter().map(|(locale, text)| (Some(locale), text));
            std::iter::once((None, &footer.default)).chain(own)
        }) {
            let characters = written.chars().count();
            if characters > FOOTER_CHARACTERS {
                let of = key.map_or_else(String::new, |locale| format!(" of `{locale}`"));
                let message = format!(
                    "the footer{of} has {characters} characters, and a line has room for {FOOTER_CHARACTERS}: its end is cut on paper"
                );
                let at = config.place(&["brand", "footer"]);
                self.say_at(Severity::Warning, Code::UnfitBrand, at, &message, "make it shorter");
            }
        }
        let words = config.brand.watermark.iter().flat_map(|watermark| match watermark {
            Watermark::Draft => Vec::new(),
            Watermark::Words(words) => words.by_locale.values().chain([&words.default]).cloned().collect(),
        });
        if let Some(long) = words.into_iter().find(|words| words.chars().count() > WATERMARK_CHARACTERS) {
            let message = format!(
                "a page has room for {WATERMARK_CHARACTERS} characters of the watermark “{long}”: the rest is left out"
            );
            let at = config.place(&["brand", "watermark"]);
            self.say_at(Severity::Warning, Code::UnfitBrand, at, &message, "make it shorter");
        }
    }

    /// The fonts in a folder, and the licences that lie with them. They become files of the site.
    fn fonts(&mut self, config: &Config, folder: &str, site_files: &mut BTreeSet<String>) -> Option<SiteFonts> {
        let at = config.place(&["brand", "fonts"]);
        let entries = self.files.inner().entries(folder).unwrap_or_default();
        let named = |wanted: &dyn Fn(&str) -> bool| -> Vec<String> {
            let files = entries.iter().filter(|entry| !entry.is_folder() && wanted(&entry.name.to_lowercase()));
            files
                .map(|entry| if folder.is_empty() { entry.name.clone() } else { format!("{folder}/{}", entry.name) })
                .collect()
        };
        let fonts = named(&|name| {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            matches!(ending, "ttf" | "otf" | "ttc" | "otc" | "woff" | "woff2")
        });
        let licences = named(&|name| {
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            matches!(ending, "" | "txt" | "md") && ["licen", "ofl", "copying"].iter().any(|part| stem.contains(part))
        });
        if fonts.is_empty() {
            let message = format!("fonts of brand: no font lies in the folder `{folder}`: ours are used");
            let help = "correct its path, which counts from the folder of the site, or put fonts (.otf, .ttf) into it";
            self.say_at(Severity::Warning, Code::UnfitBrand, at, &message, help);
            return None;
        }
        site_files.extend(fonts.iter().chain(&licences).cloned());
        Some(SiteFonts { folder: folder.to_owned(), fonts, licences })
    }

    fn is_file(&self, file: &str) -> bool {
        let (folder, name) = path::split(file);
        let entries = self.files.inner().entries(folder).unwrap_or_default();
        entries.iter().any(|entry| entry.name == name && !entry.is_folder())
    }
}

/// A text of a website as one line of words.
fn one_line(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A colour of the theme's palette: of the only one, or of the first that has it.
fn palette(mkdocs: Option<&MkDocs>, key: &str) -> Option<Colour> {
    let palette = mkdocs?.get(&["theme", "palette"])?;
    let all: Vec<&Value> = palette.as_list().map_or_else(|| vec![palette], |list| list.iter().collect());
    let name = all.iter().find_map(|palette| palette.get(key)?.to_text())?;
    Colour::named(&name, key == "accent")
}

#[cfg(test)]
mod tests {
    use crate::{MemoryFiles, load};
    use pamphlet_locale::Tag;
    use pamphlet_source::Code;

    #[test]
    fn the_face_of_a_site() {
        let files = |config: &str, mkdocs: &str| {
            let files = [
                ("pamphlet.yml", config),
                ("mkdocs.yml", mkdocs),
                ("docs/index.md", "# A\n"),
                ("docs/assets/logo.svg", "<svg/>"),
                ("art/cover.png", "x"),
                ("art/cover.it.png", "x"),
            ];
            load(&MemoryFiles::new(files), None).unwrap()
        };
        let tag = |text: &str| Tag::parse(text).unwrap();
        let theme = "site_name: A\ntheme: { name: material, logo: assets/logo.svg, palette: [{ scheme: slate }, { primary: teal, accent: lime }] }\n";
        let brand = files("title: A\n", theme).site.identity.brand;
        assert_eq!(brand.primary.map(|colour| colour.to_string()).as_deref(), Some("#009485"));
        assert_eq!(brand.logo.as_deref(), Some("docs/assets/logo.svg"));

        let config = "brand:\n  cover: { default: art/cover.png, it: art/cover.it.png }\n  primary: \"#123456\"\n  accent: \"#123457\"\n";
        let loaded = files(config, theme);
        let brand = &loaded.site.identity.brand;
        assert_eq!(brand.of(&tag("it")).cover.as_deref(), Some("art/cover.it.png"));
        assert_eq!(brand.of(&tag("fr")).cover.as_deref(), Some("art/cover.png"));
        assert_eq!(loaded.site.named(&tag("en"), "art/cover.png").as_deref(), Some("art/cover.png"));
        let said: Vec<_> =
            loaded.findings.iter().map(|finding| (finding.code, finding.line().unwrap_or_default())).collect();
        assert_eq!(said, [(Code::UnfitBrand, 4)]);

        let theme = "site_name: A\ncopyright: |\n  Copyright &copy; 2026 <a href='/'>Ann</a>\n  and others\n";
        let brand =
            &files("brand: { watermark: draft, footer: { default: Us, it: Noi } }\n", theme).site.identity.brand;
        let of = brand.of(&tag("it"));
        assert_eq!(of.copyright.as_deref(), Some("Copyright © 2026 Ann and others"));
        assert_eq!((of.watermark.as_deref(), of.foot()), (Some("Bozza"), Some("Noi")));
        let own = files("copyright: Ann\nbrand: { watermark: For review }\n", theme);
        let of = own.site.identity.brand.of(&tag("it"));
        assert_eq!((of.watermark.as_deref(), of.foot()), (Some("For review"), Some("Ann")));

        let long = files(&format!("brand: {{ watermark: {} }}\n", "x".repeat(41)), "site_name: A\n");
        assert_eq!(long.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::UnfitBrand]);
        let long = format!("brand:\n  primary: yellow\n  footer: \"{}\"\n  fonts: art\n", "x".repeat(81));
        let loaded = files(&long, "site_name: A\n");
        let said: Vec<_> =
            loaded.findings.iter().map(|finding| (finding.code, finding.line().unwrap_or_default())).collect();
        assert_eq!(said, [(Code::UnfitBrand, 2), (Code::UnfitBrand, 3), (Code::UnfitBrand, 4)]);

        let loaded = files("brand:\n  logo: art/gone.svg\n", "site_name: A\n");
        assert_eq!(loaded.site.identity.brand.logo, None);
        let said: Vec<_> =
            loaded.findings.iter().map(|finding| (finding.code, finding.line().unwrap_or_default())).collect();
        assert_eq!(said, [(Code::MissingPicture, 2)]);
    }
}
