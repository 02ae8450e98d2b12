//! What a site is called whose configuration gives it no name: as its home page in each locale, else as its folder.

use crate::address::is_index;
use crate::files::Watched;
use crate::localized::Localized;
use crate::nav::{folder_label, front_of, plain};
use crate::path;
use crate::site::Tree;
use pamphlet_locale::Tag;
use pamphlet_source::limits::PAGE_BYTES;
use pamphlet_source::yaml::Value;

/// What nobody knows a better name for.
const PAGES: &str = "Pages";

/// The title of a site without a name.
pub(crate) fn title(files: &Watched<'_>, source: &Tag, trees: &[Tree]) -> Localized {
    let of = |tree: &Tree| {
        let (_, file) = tree.pages.iter().find(|(page, _)| is_index(page))?;
        let text = files.inner().read(file, PAGE_BYTES).ok()??;
        heading(&String::from_utf8_lossy(&text))
    };
    let own = trees.iter().find(|tree| tree.locale == *source).and_then(of);
    let default = own.or_else(|| of_folder(files)).unwrap_or_else(|| PAGES.to_owned());
    let by_locale = trees
        .iter()
        .filter(|tree| tree.locale != *source)
        .filter_map(|tree| Some((tree.locale.clone(), of(tree)?)))
        .filter(|(_, title)| *title != default)
        .collect();
    Localized { default, by_locale }
}

fn of_folder(files: &Watched<'_>) -> Option<String> {
    let place = files.inner().place("").ok()?;
    Some(folder_label(path::split(&place).1)).filter(|name| !name.is_empty())
}

/// The title in the front matter of a page, else the words of its first heading of the first level.
fn heading(text: &str) -> Option<String> {
    let (front, body) = front_of(text);
    let given = front.get("title").and_then(Value::to_text).map(|title| title.trim().to_owned());
    given.filter(|title| !title.is_empty()).or_else(|| written(&body))
}

fn written(body: &str) -> Option<String> {
    let mut fence = None;
    let mut before = "";
    for line in body.lines() {
        let bare = line.trim_start();
        let opens = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, opens) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(mark), Some(other)) if mark == other => fence = None,
            (None, None) => {
                let rest = line.strip_prefix('#').filter(|rest| !rest.starts_with('#'));
                let is_underlined = !line.is_empty() && line.trim_end().chars().all(|sign| sign == '=');
                let words = rest.or_else(|| is_underlined.then_some(before)).map(words);
                if let Some(words) = words.filter(|words| !words.is_empty()) {
                    return Some(words);
                }
            }
            _ => {}
        }
        before = line;
    }
    None
}

/// The words of a heading, without the signs of its markup.
fn words(heading: &str) -> String {
    let heading = heading.trim().trim_end_matches('#').trim_end();
    let bare = heading.strip_suffix('}').and_then(|rest| rest.rsplit_once('{')).map_or(heading, |(bare, _)| bare);
    let mut out = String::new();
    let mut rest = bare;
    while let Some(sign) = rest.chars().next() {
        let picture = rest.strip_prefix("![").is_some();
        let link = rest.strip_prefix('[').or_else(|| rest.strip_prefix("![")).and_then(|rest| {
            let (label, after) = rest.split_once("](")?;
            Some((label, after.split_once(')')?.1))
        });
        let icon = rest.strip_prefix(':').and_then(|rest| rest.split_once(':')).filter(|(name, _)| {
            name.len() > 1 && name.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_+".contains(sign))
        });
        rest = match (link, icon) {
            (Some((label, after)), _) => {
                out.push_str(if picture { "" } else { label });
                after
            }
            (None, Some((_, after))) => after,
            (None, None) => {
                if !matches!(sign, '*' | '`') {
                    out.push(sign);
                }
                &rest[sign.len_utf8()..]
            }
        };
    }
    plain(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MemoryFiles;
    use crate::load::load;

    #[test]
    fn the_first_heading_is_read_without_its_markup() {
        for (text, title) in [
            ("# Lamp *oil*\n", Some("Lamp oil")),
            ("\u{feff}---\r\ntitle: Wicks\r\n---\r\n# Other\r\n", Some("Wicks")),
            ("---\ntags: [a]\n---\n\nLamps\n=====\n", Some("Lamps")),
            ("```sh\n# a comment\n```\n\n# [Glass](a.md) & `wick` ##\n", Some("Glass & wick")),
            ("# :material-lamp: ![](logo.svg) Light { #light }\n", Some("Light")),
            ("## Below\n\n# <small>A</small> 12:30 #\n", Some("A 12:30")),
            ("#\n\nNo heading\n", None),
            ("", None),
        ] {
            assert_eq!(heading(text).as_deref(), title, "{text}");
        }
    }

    #[test]
    fn a_site_without_a_name_is_called_as_its_home_page() {
        let title = |files: &[(&'static str, &'static str)]| {
            let site = load(&MemoryFiles::new(files.iter().copied()), None).expect("is a site").site;
            (site.identity.title, site.identity.slug)
        };
        let (own, slug) = title(&[("index.md", "# Lamp light\n"), ("oil.md", "# Oil\n")]);
        assert_eq!((own, &*slug), (Localized::everywhere("Lamp light"), "pages"));
        let (own, _) =
            title(&[("docs/README.md", "# Lamp\n"), ("docs/index.it.md", ""), ("docs/README.it.md", "# Lume\n")]);
        assert_eq!(own.default, "Lamp");
        let (own, _) = title(&[("docs/index.md", "# Lamp\n"), ("i18n/it/index.md", "# Lume\n")]);
        assert_eq!(own.get(&Tag::parse("it").expect("is a tag")), "Lume");
        let (own, slug) = title(&[("oil.md", "# Oil\n")]);
        assert_eq!((own, &*slug), (Localized::everywhere("Pages"), "pages"));
        let (own, _) = title(&[("mkdocs.yml", "site_name: Named\n"), ("docs/index.md", "# Lamp\n")]);
        assert_eq!(own, Localized::everywhere("Named"));
    }
}
