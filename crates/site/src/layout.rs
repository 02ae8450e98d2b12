//! Which file is which page of which locale: patterns such as `i18n/{locale}`, `{locale}/docs` and
//! `{page}.{locale}.md`.

use pamphlet_locale::Tag;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Locale,
    Page,
}

/// A pattern with `{locale}`, and perhaps `{page}`. Without `{page}` it names a folder that holds one locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePattern {
    text: String,
    parts: Vec<Part>,
}

/// A file that a pattern understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<'p> {
    /// The locale as it is written in the path.
    pub locale: &'p str,
    /// The page with its folders; of a pattern that names a folder, with its ending.
    pub page: &'p str,
}

impl PagePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// A sentence on what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().trim_start_matches("./").trim_matches('/').to_owned();
        // It may begin beside the site, and go down from there.
        let below = text.trim_start_matches("../");
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while let Some(open) = rest.find('{') {
            if open > 0 {
                parts.push(Part::Literal(rest[..open].to_owned()));
            }
            let Some(close) = rest[open..].find('}').map(|at| at + open) else {
                return Err(format!("“{text}” has a brace that is not closed"));
            };
            match &rest[open + 1..close] {
                "locale" => parts.push(Part::Locale),
                "page" => parts.push(Part::Page),
                other => return Err(format!("“{{{other}}}” is not known; a pattern may hold {{locale}} and {{page}}")),
            }
            rest = &rest[close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.to_owned()));
        }
        if below.split('/').any(|part| part == "..") {
            return Err(format!("“{text}” goes down and up again; .. may only stand at the beginning"));
        }
        if !parts.contains(&Part::Locale) {
            return Err(format!("“{text}” does not say where the locale stands: write {{locale}}"));
        }
        if parts.iter().filter(|part| **part == Part::Page).count() > 1 {
            return Err(format!("“{text}” names {{page}} twice"));
        }
        Ok(Self { text, parts })
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it names files (`{page}.{locale}.md`) and not a folder.
    #[must_use]
    pub(crate) fn names_files(&self) -> bool {
        self.parts.contains(&Part::Page)
    }

    /// The path of a locale: the pattern with its locale filled in, and with it the page, if the pattern has one.
    #[must_use]
    pub fn fill(&self, locale: &str, page: &str) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Literal(text) => text.as_str(),
                Part::Locale => locale,
                Part::Page => page,
            })
            .collect()
    }

    /// The folder below which all its files lie, as far as it is fixed.
    #[must_use]
    pub(crate) fn fixed_folder(&self) -> &str {
        match self.parts.first() {
            Some(Part::Literal(text)) => text.rsplit_once('/').map_or("", |(folder, _)| folder),
            _ => "",
        }
    }

    /// The locale of a folder's name, where the pattern's first part that is not fixed has the form of that name.
    #[must_use]
    pub(crate) fn locale_of_folder<'n>(&self, name: &'n str) -> Option<&'n str> {
        let fixed = self.fixed_folder();
        let part = self.text[fixed.len()..].trim_start_matches('/').split('/').next()?;
        let (before, after) = part.split_once("{locale}")?;
        let locale = name.strip_prefix(before)?.strip_suffix(after)?;
        Tag::parse(locale).map(|_| locale)
    }

    /// Reads a path; `None` when it is of another form. Of a folder's pattern, every file below it is of the form.
    #[must_use]
    pub fn read<'p>(&self, path: &'p str) -> Option<Match<'p>> {
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        let slash = Part::Literal("/".to_owned());
        if !self.names_files() {
            parts.extend([&slash, &Part::Page]);
        }
        let mut found = Match { locale: "", page: "" };
        read_parts(&parts, path, &mut found).then_some(found)
    }
}

fn read_parts<'p>(parts: &[&Part], path: &'p str, found: &mut Match<'p>) -> bool {
    let Some((first, rest)) = parts.split_first() else { return path.is_empty() };
    match first {
        Part::Literal(text) => path.strip_prefix(text.as_str()).is_some_and(|path| read_parts(rest, path, found)),
        Part::Locale => {
            let longest = path.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(path.len());
            if found.locale.is_empty() {
                (2..=longest).rev().any(|end| {
                    found.locale = &path[..end];
                    Tag::parse(found.locale).is_some() && read_parts(rest, &path[end..], found)
                }) || {
                    found.locale = "";
                    false
                }
            } else {
                path.strip_prefix(found.locale).is_some_and(|path| read_parts(rest, path, found))
            }
        }
        Part::Page => {
            if rest.is_empty() {
                found.page = path;
                return !path.is_empty();
            }
            path.char_indices().skip(1).any(|(end, _)| {
                found.page = &path[..end];
                read_parts(rest, &path[end..], found)
            })
        }
    }
}

/// The endings that MkDocs takes for pages.
const ENDINGS: [&str; 5] = [".md", ".markdown", ".mdown", ".mkdn", ".mkd"];

/// The name of a page: its path without its ending. `None` for what is no page.
#[must_use]
pub fn page_name(path: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| path.strip_suffix(ending)).filter(|name| !name.is_empty() && !name.ends_with('/'))
}

/// Languages of three letters that software is translated into. Other folders of three letters (`img`, `api`) are
/// no locales, unless the configuration says so.
const THREE_LETTERS: &[&str] = &[
    "ace", "arn", "ars", "arz", "ast", "awa", "ban", "bar", "bho", "brx", "ceb", "chr", "ckb", "crh", "csb", "dje",
    "doi", "dsb", "fil", "frp", "fur", "gom", "gsw", "haw", "hil", "hmn", "hne", "hsb", "ilo", "jbo", "kab", "kmr",
    "kok", "lld", "lij", "lzh", "mai", "mni", "nap", "nan", "nds", "nso", "pam", "pap", "pcm", "pms", "sat", "scn",
    "sco", "shi", "shn", "smn", "sro", "szl", "tok", "tzm", "udm", "vec", "vls", "war", "yue", "zgh",
];

/// The codes of ISO 639-1.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
it iu iw ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st \
su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The locale that a folder or a part of a file's name stands for, when it looks like one: a language that exists,
/// perhaps with script and region.
#[must_use]
pub(crate) fn likely_locale(written: &str) -> Option<Tag> {
    let tag = Tag::parse(written)?;
    let language = tag.language();
    let known = match language.len() {
        2 => TWO_LETTERS.split(' ').any(|code| code == language),
        3 => THREE_LETTERS.contains(&language),
        _ => false,
    };
    known.then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'p>(pattern: &str, path: &'p str) -> Option<(&'p str, &'p str)> {
        PagePattern::parse(pattern).unwrap().read(path).map(|found| (found.locale, found.page))
    }

    #[test]
    fn the_layouts_in_the_wild() {
        assert_eq!(read("i18n/{locale}", "i18n/pt-BR/a/b.md"), Some(("pt-BR", "a/b.md")));
        assert_eq!(read("i18n/{locale}", "docs/it/a.md"), None);
        assert_eq!(read("{locale}/docs", "zh_Hant/docs/a.md"), Some(("zh_Hant", "a.md")));
        assert_eq!(read("{page}.{locale}.md", "a/b.it.md"), Some(("it", "a/b")));
        assert_eq!(read("{page}.{locale}.md", "a/b.md"), None);
        assert_eq!(read("{page}.{locale}.md", "v1.2.fr.md"), Some(("fr", "v1.2")));
        assert_eq!(read("x/{locale}/{page}-{locale}.md", "x/it/a-it.md"), Some(("it", "a")));
        assert_eq!(read("{locale}", "it/a.md"), Some(("it", "a.md")));
    }

    #[test]
    fn wrong_patterns_say_why() {
        for (pattern, why) in [
            ("i18n", "does not say where the locale stands"),
            ("{lang}/docs", "is not known"),
            ("a/../{locale}", "down and up again"),
            ("{locale", "not closed"),
        ] {
            let error = PagePattern::parse(pattern).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn folders_that_are_locales() {
        for written in ["it", "pt-BR", "zh_Hant", "ku-IQ", "ckb"] {
            assert!(likely_locale(written).is_some(), "{written}");
        }
        for written in ["img", "api", "assets", "xx", "docs"] {
            assert!(likely_locale(written).is_none(), "{written}");
        }
    }
}
