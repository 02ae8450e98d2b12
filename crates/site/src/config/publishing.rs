//! What `pamphlet.yml` says for shops and libraries: `identifier`, `contributors`, `subjects`, `isbn`, `edition`,
//! `revision`, `audience`, `series`, `accessibility`, `onix`.

use super::BrandConfig;
use super::reader::{KEYS, Reader};
use crate::SiteError;
use crate::localized::{Localized, Watermark};
use crate::place;
use pamphlet_locale::Tag;
use pamphlet_source::yaml::{Map, Value};
use pamphlet_source::{Finding, Spot, did_you_mean};
use pamphlet_vocabulary::brand::Colour;
use pamphlet_vocabulary::publication::{
    Accessibility, Audience, CodedSubject, Conformance, Contributor, Distribution, Exemption, Isbn, Price, Role, Scheme,
};
use std::collections::BTreeMap;

/// What is said of all books of a site as publications.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publishing {
    /// `identifier`: what the names of the books are drawn from.
    pub identifier: Option<String>,
    /// `contributors`.
    pub contributors: Vec<Contributed>,
    /// `subjects` that have a scheme.
    pub subjects: Vec<CodedSubject>,
    /// `isbn` of a locale; without a locale that of the source.
    pub isbn: BTreeMap<Option<Tag>, Isbn>,
    /// `edition`.
    pub edition: Option<u32>,
    /// `revision`.
    pub revision: Option<String>,
    /// `audience`.
    pub audience: Option<Audience>,
    /// `series`.
    pub series: Option<SeriesConfig>,
    /// `accessibility`.
    pub accessibility: Accessibility,
    /// `onix`.
    pub distribution: Option<Distribution>,
}

/// A contributor, and the locales that they worked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contributed {
    /// Who, and what they did.
    pub contributor: Contributor,
    /// The locales; all when empty.
    pub locales: Vec<Tag>,
}

/// A series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesConfig {
    /// Its title; that of the site when none.
    pub title: Option<Localized>,
    /// The place of every book in it.
    pub position: Option<u32>,
    /// The place of the book of a locale.
    pub positions: BTreeMap<Tag, u32>,
}

type At<'a, 'v> = &'a dyn Fn(&[&str]) -> Option<&'v Value>;

impl Reader<'_> {
    /// Reads the keys. `subjects` without a scheme are returned beside them; unknown keys in lists are findings.
    pub(super) fn publishing(&self, at: At<'_, '_>, findings: &mut Vec<Finding>) -> (Publishing, Vec<String>) {
        let text = |keys: &[&str]| self.kept(at(keys).map(|value| self.text(keys, value)).transpose());
        let (words, subjects) = self.kept(self.subjects(at(&["subjects"]), findings));
        let publishing = Publishing {
            identifier: text(&["identifier"]),
            contributors: self.kept(self.contributors(at(&["contributors"]), findings)),
            subjects,
            isbn: self.kept(self.isbns(at(&["isbn"]))),
            edition: self.kept(at(&["edition"]).map(|value| self.number(&["edition"], value)).transpose()),
            revision: text(&["revision"]),
            audience: self.kept(self.parsed(at, &["audience"], Audience::from_name)),
            series: self.kept(at(&["series"]).map(|value| self.series(value)).transpose()),
            accessibility: self.kept(self.accessibility(at)),
            distribution: self.kept(self.distribution(at)),
        };
        (publishing, words)
    }

    /// A value that some function reads.
    fn parsed<T>(
        &self,
        at: At<'_, '_>,
        keys: &[&str],
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, SiteError> {
        let Some(value) = at(keys) else { return Ok(None) };
        let text = self.text(keys, value)?;
        read(&text).map(Some).map_err(|message| self.not_usable(keys, &text, &message))
    }

    /// A value that cannot be used: at the value itself when it can be found below its key, else at the nearest key that
    /// can.
    fn not_usable(&self, keys: &[&str], written: &str, message: &str) -> SiteError {
        const HELP: &str = "correct it, or leave it out; docs/configuration.md says what can stand here";
        SiteError::new(self.path, format!("{}: {message}", keys.join(".")), HELP)
            .at(self.place_of(keys, written))
            .quoting(self.text)
    }

    /// Where something is written at a key or below it; the nearest key that can be found where it cannot be.
    pub(super) fn place_of(&self, keys: &[&str], written: &str) -> Option<Spot> {
        let from = self.nearest_place(keys);
        let above = from.map_or(0, |from| from.line - 1);
        let below: String = self.text.split_inclusive('\n').skip(above as usize).collect();
        place::of_value(&below, written).map(|spot| Spot { line: spot.line + above, ..spot }).or(from)
    }

    fn number(&self, keys: &[&str], value: &Value) -> Result<u32, SiteError> {
        let text = self.text(keys, value)?;
        let number = text.parse().ok().filter(|number| (1..=999_999).contains(number));
        number.ok_or_else(|| self.not_usable(keys, &text, &format!("“{text}” is not a whole number from 1")))
    }

    /// The entries of a list, or one.
    fn entries(value: Option<&Value>) -> Vec<&Value> {
        match value {
            None => Vec::new(),
            Some(Value::List(items)) => items.iter().collect(),
            Some(one) => vec![one],
        }
    }

    /// Names the keys of an entry of a list that are not known.
    fn known_inside(&self, list: &str, map: &Map, known: &[&str], findings: &mut Vec<Finding>) {
        for (key, _) in map.0.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let place = self.place_of(&[list], key);
            let help = format!(
                "{}it has no effect; the keys are {}",
                did_you_mean(key, known.iter().copied()),
                known.join(", ")
            );
            let message = format!("the key {key} is not known in {list}");
            findings.push(place::finding(pamphlet_source::Code::UnknownKey, self.path, place, &message, &help));
        }
    }

    fn contributors(&self, value: Option<&Value>, findings: &mut Vec<Finding>) -> Result<Vec<Contributed>, SiteError> {
        const KEY: &[&str] = &["contributors"];
        let mut out = Vec::new();
        for entry in Self::entries(value) {
            let Some(map) = entry.as_map() else {
                let name = self.text(KEY, entry)?;
                return Err(self.not_usable(
                    KEY,
                    &name,
                    &format!("“{name}” has no role: write {{ name: {name}, role: editor }}"),
                ));
            };
            self.known_inside("contributors", map, &["name", "role", "file_as", "locales"], findings);
            let text = |key: &str| map.get(key).map(|value| self.text(&["contributors", key], value)).transpose();
            let name = text("name")?.ok_or_else(|| self.not_usable(KEY, "", "a contributor has no name"))?;
            let mut roles = Vec::new();
            for role in Self::entries(map.get("role")) {
                let role = self.text(KEY, role)?;
                roles.push(Role::parse(&role).map_err(|message| self.not_usable(KEY, &role, &message))?);
            }
            if roles.is_empty() {
                return Err(self.not_usable(KEY, &name, &format!("“{name}” has no role: write role: editor")));
            }
            let mut locales = Vec::new();
            for locale in Self::entries(map.get("locales")) {
                locales.push(self.tag(KEY, &self.text(KEY, locale)?)?);
            }
            out.push(Contributed { contributor: Contributor { name, file_as: text("file_as")?, roles }, locales });
        }
        Ok(out)
    }

    fn subjects(
        &self,
        value: Option<&Value>,
        findings: &mut Vec<Finding>,
    ) -> Result<(Vec<String>, Vec<CodedSubject>), SiteError> {
        const KEY: &[&str] = &["subjects"];
        let (mut words, mut coded) = (Vec::new(), Vec::new());
        for entry in Self::entries(value) {
            let Some(map) = entry.as_map() else {
                words.push(self.text(KEY, entry)?);
                continue;
            };
            self.known_inside("subjects", map, &["scheme", "code", "name"], findings);
            let text = |key: &str| map.get(key).map(|value| self.text(&["subjects", key], value)).transpose();
            let needed = |key: &str| {
                text(key)?.ok_or_else(|| {
                    self.not_usable(
                        KEY,
                        "",
                        &format!("a subject has no {key}: write {{ scheme: Thema, code: UR, name: … }}"),
                    )
                })
            };
            let (scheme, code) = (needed("scheme")?, needed("code")?);
            let read = Scheme::from_name(&scheme).map_err(|message| self.not_usable(KEY, &scheme, &message))?;
            read.check(&code).map_err(|message| self.not_usable(KEY, &code, &message))?;
            coded.push(CodedSubject { scheme: read, code, name: text("name")? });
        }
        Ok((words, coded))
    }

    fn isbns(&self, value: Option<&Value>) -> Result<BTreeMap<Option<Tag>, Isbn>, SiteError> {
        let mut out: BTreeMap<Option<Tag>, Isbn> = BTreeMap::new();
        let read = |keys: &[&str], value: &Value| {
            let text = self.text(keys, value)?;
            let isbn = Isbn::parse(&text).map_err(|message| self.not_usable(keys, &text, &message))?;
            Ok::<_, SiteError>((isbn, text))
        };
        let Some(map) = value.and_then(Value::as_map) else {
            let isbn = value.map(|value| read(&["isbn"], value)).transpose()?;
            return Ok(isbn.into_iter().map(|(isbn, _)| (None, isbn)).collect());
        };
        for (key, value) in &map.0 {
            let keys = ["isbn", key.as_str()];
            let (isbn, text) = read(&keys, value)?;
            if out.values().any(|known| *known == isbn) {
                let message = format!("“{text}” stands here twice: each book has a number of its own");
                return Err(self.not_usable(&keys, &text, &message));
            }
            out.insert(Some(self.tag(&keys, key)?), isbn);
        }
        Ok(out)
    }

    fn series(&self, value: &Value) -> Result<SeriesConfig, SiteError> {
        let Some(map) = value.as_map() else {
            let title = Some(Localized::everywhere(self.text(&["series"], value)?));
            return Ok(SeriesConfig { title, position: None, positions: BTreeMap::new() });
        };
        let title = map.get("title").map(|title| self.localized(&["series", "title"], title)).transpose()?;
        let mut series = SeriesConfig { title, position: None, positions: BTreeMap::new() };
        match map.get("position") {
            None => {}
            Some(Value::Map(by_locale)) => {
                for (locale, position) in &by_locale.0 {
                    let keys = ["series", "position", locale.as_str()];
                    let position = self.number(&keys, position)?;
                    if series.positions.values().any(|known| *known == position) {
                        let message = format!("two books have the place {position}");
                        return Err(self.not_usable(&keys, &position.to_string(), &message));
                    }
                    series.positions.insert(self.tag(&keys, locale)?, position);
                }
            }
            Some(position) => series.position = Some(self.number(&["series", "position"], position)?),
        }
        Ok(series)
    }

    /// The map behind a key that has keys of its own.
    fn group<'v>(&self, at: At<'_, 'v>, key: &str, example: &str) -> Result<Option<&'v Map>, SiteError> {
        let Some(value) = at(&[key]) else { return Ok(None) };
        let written = value.to_text().unwrap_or_default();
        value.as_map().map(Some).ok_or_else(|| {
            let keys = KEYS.iter().find(|(name, _)| *name == key).map_or(&[][..], |(_, inner)| inner);
            let message = format!("it has to be a map with the keys {}: {example}", keys.join(", "));
            self.not_usable(&[key], &written, &message)
        })
    }

    /// Reads `brand`.
    pub(super) fn brand(&self, at: At<'_, '_>) -> Result<BrandConfig, SiteError> {
        if self.group(at, "brand", "brand: { logo: theme/logo.svg, primary: teal }")?.is_none() {
            return Ok(BrandConfig::default());
        }
        let words =
            |key: &str| self.kept(at(&["brand", key]).map(|value| self.localized(&["brand", key], value)).transpose());
        let cover = words("cover");
        let logo = self.kept(at(&["brand", "logo"]).map(|value| self.text(&["brand", "logo"], value)).transpose());
        for picture in cover.iter().flat_map(|cover| cover.by_locale.values().chain([&cover.default])) {
            self.kept(self.folder(&["brand", "cover"], picture));
        }
        if let Some(picture) = &logo {
            self.kept(self.folder(&["brand", "logo"], picture));
        }
        let primary = self.kept(self.parsed(at, &["brand", "primary"], |text| Colour::parse(text, false)));
        let accent = self.kept(self.parsed(at, &["brand", "accent"], |text| Colour::parse(text, true)));
        let watermark = match at(&["brand", "watermark"]) {
            Some(Value::Bool(false)) => None,
            Some(Value::Bool(true)) => Some(Watermark::Draft),
            Some(value) if value.to_text().is_some_and(|text| text.trim() == "draft") => Some(Watermark::Draft),
            _ => words("watermark").map(Watermark::Words),
        };
        let fonts = self.kept(at(&["brand", "fonts"]).map(|value| self.text(&["brand", "fonts"], value)).transpose());
        let fonts = self.kept(fonts.map(|folder| self.folder(&["brand", "fonts"], &folder)).transpose());
        Ok(BrandConfig { cover, logo, primary, accent, footer: words("footer"), watermark, fonts })
    }

    fn accessibility(&self, at: At<'_, '_>) -> Result<Accessibility, SiteError> {
        const KEY: &str = "accessibility";
        if self.group(at, KEY, "accessibility: { conforms_to: WCAG 2.2 Level AA }")?.is_none() {
            return Ok(Accessibility::default());
        }
        let text = |key: &str| self.kept(at(&[KEY, key]).map(|value| self.text(&[KEY, key], value)).transpose());
        let address = |key: &str| {
            let found = text(key);
            match &found {
                Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => Err(self.not_usable(
                    &[KEY, key],
                    url,
                    &format!("“{url}” is not an address: it begins with https://"),
                )),
                Some(_) | None => Ok(found),
            }
        };
        let wrong = self.wrong.borrow().len();
        let claim = Accessibility {
            conforms_to: self.kept(self.parsed(at, &[KEY, "conforms_to"], Conformance::parse)),
            certified_by: text("certified_by"),
            credential: text("credential"),
            report: self.kept(address("report")),
            exemption: self.kept(self.parsed(at, &[KEY, "exemption"], Exemption::from_name)),
        };
        // What says nothing without another is not told while that one is wrong.
        if self.wrong.borrow().len() > wrong {
            return Ok(claim);
        }
        for (key, value, needs, there) in [
            ("certified_by", &claim.certified_by, "conforms_to", claim.conforms_to.is_some()),
            ("credential", &claim.credential, "certified_by", claim.certified_by.is_some()),
            ("report", &claim.report, "certified_by", claim.certified_by.is_some()),
        ] {
            if let Some(written) = value.as_ref().filter(|_| !there) {
                let message = format!("it says nothing without accessibility.{needs}");
                return Err(self.not_usable(&[KEY, key], written, &message));
            }
        }
        Ok(claim)
    }

    fn distribution(&self, at: At<'_, '_>) -> Result<Option<Distribution>, SiteError> {
        const KEY: &str = "onix";
        match at(&[KEY]) {
            None | Some(Value::Bool(false)) => return Ok(None),
            Some(Value::Bool(true)) => return Ok(Some(Distribution::default())),
            Some(_) => {}
        }
        self.group(at, KEY, "onix: { sender: My House, email: books@example.org }, or onix: true")?;
        let text = |key: &str| self.kept(at(&[KEY, key]).map(|value| self.text(&[KEY, key], value)).transpose());
        let email = text("email");
        if let Some(email) = email.as_ref().filter(|email| {
            let halves = email.split_once('@');
            halves.is_none_or(|(who, host)| who.is_empty() || !host.contains('.'))
                || email.contains(char::is_whitespace)
        }) {
            self.note(self.not_usable(&[KEY, "email"], email, &format!("“{email}” is not an e-mail address")));
        }
        let price = self.kept(self.parsed(at, &[KEY, "price"], Price::parse)).unwrap_or_default();
        Ok(Some(Distribution { sender: text("sender"), email, price }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn parse(text: &str) -> (Result<Config, SiteError>, Vec<Finding>) {
        let mut findings = Vec::new();
        (Config::parse("pamphlet.yml", text, &mut findings), findings)
    }

    fn tag(text: &str) -> Tag {
        Tag::parse(text).unwrap()
    }

    #[test]
    fn reads_what_shops_ask_for() {
        let (config, findings) = parse(
            "identifier: tag:example.org,2020:handbook\n\
             contributors:\n\
             \x20 - { name: Ann Example, role: editor, file_as: \"Example, Ann\" }\n\
             \x20 - name: Teo\n    role: [trl, pfr]\n    locales: [it, fr]\n\
             subjects:\n  - Privacy\n  - { scheme: BISAC, code: COM053000, name: Security }\n  - { scheme: thema, code: URD }\n\
             isbn:\n  en: 978-0-306-40615-7\n  it: 978-3-16-148410-0\n\
             edition: 3\nrevision: 3.1\naudience: general\n\
             series:\n  title: Guides\n  position: { en: 1, it: 2 }\n\
             accessibility:\n  conforms_to: WCAG 2.2 Level AA\n  certified_by: Checkers\n  credential: Gold\n  report: https://example.org/r\n  exemption: eaa-microenterprise\n\
             onix: { sender: House, email: books@example.org, price: 4.99 EUR }\n",
        );
        assert!(findings.is_empty(), "{findings:?}");
        let Config { subjects, publishing, .. } = config.unwrap();
        assert_eq!(subjects, ["Privacy"]);
        assert_eq!(publishing.contributors[0].contributor.file_as.as_deref(), Some("Example, Ann"));
        assert_eq!(publishing.contributors[1].locales, [tag("it"), tag("fr")]);
        assert_eq!(publishing.contributors[1].contributor.roles.len(), 2);
        assert_eq!(publishing.subjects[1].shown(), "URD");
        assert_eq!(publishing.isbn[&Some(tag("it"))].as_str(), "9783161484100");
        assert_eq!((publishing.edition, publishing.revision.as_deref()), (Some(3), Some("3.1")));
        assert_eq!(publishing.series.unwrap().positions[&tag("it")], 2);
        assert_eq!(publishing.accessibility.exemption, Some(Exemption::EaaMicroenterprise));
        let price = Price::Amount { amount: "4.99".into(), currency: "EUR".into() };
        assert_eq!(publishing.distribution.unwrap().price, price);
        assert_eq!(parse("onix: true\n").0.unwrap().publishing.distribution, Some(Distribution::default()));
        assert_eq!(parse("isbn: 9780306406157\n").0.unwrap().publishing.isbn.len(), 1);
    }

    #[test]
    fn wrong_values_are_named_with_their_line() {
        for (text, line, said) in [
            ("title: A\ncontributors:\n  - name: B\n    role: tranlator\n", 4, "did you mean translator?"),
            ("contributors:\n  - { name: B, role: editr }\n", 2, "did you mean editor?"),
            ("contributors: [Ann]\n", 1, "has no role"),
            ("contributors:\n  - role: aut\n", 1, "has no name"),
            ("title: A\nsubjects:\n  - { scheme: BISAK, code: COM053000 }\n", 3, "did you mean BISAC?"),
            ("subjects:\n  - scheme: BISAC\n    code: COM53\n", 3, "three capital letters"),
            ("subjects:\n  - { code: URD }\n", 1, "has no scheme"),
            ("title: A\nisbn: 978-0-306-40615-8\n", 2, "would be 7"),
            ("isbn:\n  en: 9780306406157\n  it: 9780306406157\n", 3, "twice"),
            ("edition: second\n", 1, "not a whole number"),
            ("title: A\naudience: generals\n", 2, "did you mean general?"),
            ("series:\n  position: { en: 1, it: 1 }\n", 2, "the place 1"),
            ("accessibility: yes\n", 1, "has to be a map"),
            ("accessibility:\n  conforms_to: WCAG 3\n", 2, "WCAG 2.2 Level AA"),
            ("accessibility:\n  certified_by: Me\n", 2, "says nothing without accessibility.conforms_to"),
            ("accessibility:\n  exemption: micro\n", 2, "eaa-microenterprise"),
            (
                "accessibility:\n  conforms_to: WCAG 2.2 AA\n  certified_by: Me\n  report: here\n",
                4,
                "begins with https://",
            ),
            ("title: A\nonix:\n  email: me\n", 3, "not an e-mail address"),
            ("onix: { price: 5 euro }\n", 1, "not a price"),
            ("onix: 3\n", 1, "has to be a map"),
            ("title: A\nbrand:\n  primary: tael\n", 3, "did you mean teal?"),
            ("brand: teal\n", 1, "has to be a map"),
            ("brand: { logo: /x.svg }\n", 1, "absolute path"),
        ] {
            let error = parse(text).0.unwrap_err();
            assert!(error.message.contains(said), "{text}: {error}");
            assert_eq!(
                error.place.as_ref().and_then(|place| place.spot).map(|spot| spot.line),
                Some(line),
                "{text}: {error}"
            );
            assert!(!error.help.is_empty());
        }
    }

    #[test]
    fn unknown_keys_in_lists_are_findings() {
        let (config, findings) =
            parse("contributors:\n  - name: B\n    rol: editor\n    role: editor\nonix: { sendr: A }\n");
        assert!(config.is_ok());
        assert_eq!(findings.iter().filter_map(Finding::line).collect::<Vec<_>>(), [5, 3], "{findings:?}");
        assert!(findings[1].help.as_deref().unwrap().contains("did you mean role?"));
    }
}
