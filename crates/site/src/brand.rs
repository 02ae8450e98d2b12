//! The own face of a site on covers: what `brand` of `pamphlet.yml` says, else the palette and the logo that the theme of
//! the website has.

use crate::config::Config;
use crate::load::Loader;
use crate::mkdocs::{Lookup, MkDocs};
use crate::site::{Localized, SiteBrand};
use crate::{path, place};
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, Severity};
use pamphlet_vocabulary::brand::{Brand, Colour, RULE_CONTRAST};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// Finds out the face of a site. Its pictures become files of the site, wherever they lie in it.
    pub(crate) fn brand(
        &mut self,
        config: &Config,
        mkdocs: Option<&MkDocs>,
        folders: &[&str],
        site_files: &mut BTreeSet<String>,
    ) -> SiteBrand {
        let theme = |keys: &[&str]| mkdocs?.get(keys).and_then(|value| Lookup::default().text(value));
        let primary = config.brand.primary.or_else(|| palette(mkdocs, "primary"));
        let accent = config.brand.accent.or_else(|| palette(mkdocs, "accent"));
        if let (Some(accent), face) = (config.brand.accent, Brand { primary, ..Brand::default() }.face()) {
            let contrast = accent.contrast(face.field);
            if contrast < RULE_CONTRAST {
                let message = format!(
                    "the colour {accent} can hardly be told from the field of covers, {} (contrast {contrast:.1}): rules are drawn in {}",
                    face.field, face.letters
                );
                let at = place::of_key(&config.text, &["brand", "accent"]);
                let help = "choose one with a contrast of 1.5 at least, or leave it out";
                self.say_as(Severity::Warning, Code::UnfitBrand, &config.path, at, &message, help);
            }
        }
        let mut find = |written: &str, key: &str| {
            let all = std::iter::once("").chain(folders.iter().copied());
            let mut candidates = all.map(|folder| path::climb(folder, written.trim_start_matches('/')));
            let found = candidates.find(|file| site_files.contains(file) || self.is_file(file));
            if let Some(file) = &found {
                site_files.insert(file.clone());
            } else {
                let at = place::of_key(&config.text, &["brand", key]);
                let at = if at.0 > 0 { at } else { place::of_value(&config.text, written) };
                let message = format!("{key} of brand: the picture `{written}` does not exist");
                let help = "correct its path, which counts from the folder of the site, or add the file";
                self.say_as(Severity::Warning, Code::MissingPicture, &config.path, at, &message, help);
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
        SiteBrand { cover, logo, primary, accent }
    }

    fn is_file(&self, file: &str) -> bool {
        let (folder, name) = path::split(file);
        let entries = self.files.inner().entries(folder).unwrap_or_default();
        entries.iter().any(|entry| entry.name == name && !entry.is_folder())
    }
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
        let said: Vec<_> = loaded.findings.iter().map(|finding| (finding.code, finding.line)).collect();
        assert_eq!(said, [(Code::UnfitBrand, 4)]);

        let loaded = files("brand:\n  logo: art/gone.svg\n", "site_name: A\n");
        assert_eq!(loaded.site.identity.brand.logo, None);
        let said: Vec<_> = loaded.findings.iter().map(|finding| (finding.code, finding.line)).collect();
        assert_eq!(said, [(Code::MissingPicture, 2)]);
    }
}
