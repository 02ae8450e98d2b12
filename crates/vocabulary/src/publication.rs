//! What shops and libraries ask of a book, in the terms of EPUB and ONIX: who did what, what it is about by the schemes
//! of the trade, its numbers, what it claims of its accessibility.

mod claim;
mod isbn;
mod role;
mod subject;

pub use claim::{Accessibility, Conformance, Exemption, WcagLevel, WcagVersion};
pub use isbn::Isbn;
pub use role::Role;
pub use subject::{CodedSubject, Scheme};

use crate::brand::Brand;
use pamphlet_locale::Tag;
use pamphlet_source::did_you_mean;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is known of the book of one locale as a publication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Publication {
    /// Its name for ever, `urn:uuid:…`: the same in the book and in every catalogue, and in every version.
    pub identifier: String,
    /// Who did what, authors first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Contributor>,
    /// What it is about, by schemes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<CodedSubject>,
    /// The number of the book for e-readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isbn: Option<Isbn>,
    /// Which edition it is, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<u32>,
    /// Which revision of that edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// The series that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// What somebody claims of its accessibility.
    #[serde(default, skip_serializing_if = "Accessibility::is_empty")]
    pub accessibility: Accessibility,
    /// How its cover looks.
    #[serde(skip)]
    #[schemars(skip)]
    pub brand: Brand,
    /// What a message for distributors is to say besides; none when there is to be no message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution>,
}

impl Publication {
    /// Those who count as its creators: its authors, or else its publisher, whom shops and libraries then file it under.
    #[must_use]
    pub fn creators(&self, publisher: Option<&str>) -> Vec<Contributor> {
        let authors: Vec<Contributor> =
            self.contributors.iter().filter(|one| one.roles.contains(&Role::AUTHOR)).cloned().collect();
        if !authors.is_empty() {
            return authors;
        }
        let publisher =
            publisher.map(|name| Contributor { name: name.to_owned(), file_as: None, roles: vec![Role::PUBLISHER] });
        publisher.into_iter().collect()
    }
}

/// A person or body that had a part in a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Contributor {
    /// The name as it is read.
    pub name: String,
    /// The name as it is sorted: `Example, Ann`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_as: Option<String>,
    /// What they did.
    pub roles: Vec<Role>,
}

impl Contributor {
    /// An author whose name is sorted as it is read.
    #[must_use]
    pub fn author(name: impl Into<String>) -> Self {
        Self { name: name.into(), file_as: None, roles: vec![Role::AUTHOR] }
    }
}

/// A series, and the place of a book in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Series {
    /// Its title: the same in every locale, so that programs file the books together.
    pub title: String,
    /// Its name for ever, `urn:uuid:…`.
    pub identifier: String,
    /// The place, from 1; none where nothing fixes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Whether these are one work in several languages, not several works.
    #[serde(default)]
    pub translations: bool,
}

/// What a message for distributors says that a book does not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Distribution {
    /// Who sends it; the publisher or the first author when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// Where the sender is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it costs.
    #[serde(default)]
    pub price: Price,
}

/// What a book costs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Price {
    /// Nothing.
    #[default]
    Free,
    /// An amount, taxes included.
    Amount {
        /// How much, with a point: `4.99`.
        amount: String,
        /// The currency, three capital letters (ISO 4217).
        currency: String,
    },
}

impl Price {
    /// Reads `free` or `4.99 EUR`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("free") {
            return Ok(Self::Free);
        }
        let wrong = || format!("“{text}” is not a price: write free, or an amount and a currency such as 4.99 EUR");
        let (amount, currency) = text.split_once(' ').ok_or_else(wrong)?;
        let currency = currency.trim();
        let (whole, part) = amount.split_once('.').unwrap_or((amount, "00"));
        let digits = |text: &str| !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(wrong());
        }
        if amount.bytes().all(|b| matches!(b, b'0' | b'.')) {
            return Ok(Self::Free);
        }
        Ok(Self::Amount { amount: amount.to_owned(), currency: currency.to_owned() })
    }
}

/// Whom a book is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Adults in general.
    General,
    /// Children.
    Children,
    /// Teenagers.
    Teenagers,
    /// Schools.
    Schools,
    /// Colleges and universities.
    HigherEducation,
    /// People in a profession or in research.
    Professionals,
    /// Adults who learn.
    AdultEducation,
    /// People who learn a language.
    LanguageLearners,
}

impl Audience {
    const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::General, "general", "01"),
        (Self::Children, "children", "02"),
        (Self::Teenagers, "teenagers", "03"),
        (Self::Schools, "schools", "04"),
        (Self::HigherEducation, "higher-education", "05"),
        (Self::Professionals, "professionals", "06"),
        (Self::AdultEducation, "adult-education", "08"),
        (Self::LanguageLearners, "language-learners", "09"),
    ];

    fn row(self) -> (&'static str, &'static str) {
        Self::ALL.iter().find(|(audience, ..)| *audience == self).map_or(("", ""), |(_, name, code)| (*name, *code))
    }

    /// Its name in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Its code in ONIX (list 28).
    #[must_use]
    pub fn onix(self) -> &'static str {
        self.row().1
    }

    /// The audience of a name.
    ///
    /// # Errors
    /// A sentence that lists the names.
    pub fn from_name(name: &str) -> Result<Self, String> {
        named("audience", name, &Self::ALL.map(|(audience, name, _)| (name, audience)))
    }
}

/// The address of a licence: its own when it is one, that of Creative Commons, or that of an identifier of SPDX. None for
/// other words, and for expressions of several.
#[must_use]
pub fn license_address(license: &str) -> Option<String> {
    let license = license.trim();
    if license.starts_with("https://") || license.starts_with("http://") {
        return Some(license.to_owned());
    }
    if license == "CC0-1.0" {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    if let Some((kind, version)) = license.strip_prefix("CC-").and_then(|rest| rest.rsplit_once('-')) {
        let kinds = ["BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"];
        if kinds.contains(&kind) && ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(&version) {
            return Some(format!("https://creativecommons.org/licenses/{}/{version}/", kind.to_lowercase()));
        }
    }
    let plain = license.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'+'));
    let named = plain && license.contains('-') && license.bytes().any(|byte| byte.is_ascii_digit());
    (named || ["MIT", "ISC", "Unlicense", "0BSD"].contains(&license))
        .then(|| format!("https://spdx.org/licenses/{license}.html"))
}

/// The value of a name, or a sentence that lists the names.
fn named<T: Clone>(kind: &str, name: &str, all: &[(&str, T)]) -> Result<T, String> {
    let found = all.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone());
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let meant = did_you_mean(name, names.iter().copied());
        format!("the {kind} “{name}” is not known; {meant}there are {}", names.join(", "))
    })
}

/// The code that libraries and ONIX have for a language (ISO 639-2, bibliographic); three letters stay as they are.
#[must_use]
pub fn language_code(tag: &Tag) -> String {
    let language = tag.language();
    LANGUAGES
        .split_whitespace()
        .find_map(|pair| pair.split_once('=').filter(|(two, _)| *two == language))
        .map_or(language, |(_, three)| three)
        .to_owned()
}

const LANGUAGES: &str = "aa=aar ab=abk ae=ave af=afr ak=aka am=amh an=arg ar=ara as=asm av=ava ay=aym az=aze ba=bak \
    be=bel bg=bul bi=bis bm=bam bn=ben bo=tib br=bre bs=bos ca=cat ce=che ch=cha co=cos cr=cre cs=cze cu=chu cv=chv \
    cy=wel da=dan de=ger dv=div dz=dzo ee=ewe el=gre en=eng eo=epo es=spa et=est eu=baq fa=per ff=ful fi=fin fj=fij \
    fo=fao fr=fre fy=fry ga=gle gd=gla gl=glg gn=grn gu=guj gv=glv ha=hau he=heb hi=hin ho=hmo hr=hrv ht=hat hu=hun \
    hy=arm hz=her ia=ina id=ind ie=ile ig=ibo ii=iii ik=ipk io=ido is=ice it=ita iu=iku ja=jpn jv=jav ka=geo kg=kon \
    ki=kik kj=kua kk=kaz kl=kal km=khm kn=kan ko=kor kr=kau ks=kas ku=kur kv=kom kw=cor ky=kir la=lat lb=ltz lg=lug \
    li=lim ln=lin lo=lao lt=lit lu=lub lv=lav mg=mlg mh=mah mi=mao mk=mac ml=mal mn=mon mr=mar ms=may mt=mlt my=bur \
    na=nau nb=nob nd=nde ne=nep ng=ndo nl=dut nn=nno no=nor nr=nbl nv=nav ny=nya oc=oci oj=oji om=orm or=ori os=oss \
    pa=pan pi=pli pl=pol ps=pus pt=por qu=que rm=roh rn=run ro=rum ru=rus rw=kin sa=san sc=srd sd=snd se=sme sg=sag \
    si=sin sk=slo sl=slv sm=smo sn=sna so=som sq=alb sr=srp ss=ssw st=sot su=sun sv=swe sw=swa ta=tam te=tel tg=tgk \
    th=tha ti=tir tk=tuk tl=tgl tn=tsn to=ton tr=tur ts=tso tt=tat tw=twi ty=tah ug=uig uk=ukr ur=urd uz=uzb ve=ven \
    vi=vie vo=vol wa=wln wo=wol xh=xho yi=yid yo=yor za=zha zh=chi zu=zul fil=phi ckb=kur";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_the_codes_of_libraries() {
        for (tag, code) in [("en", "eng"), ("de-AT", "ger"), ("zh-Hant", "chi"), ("fa", "per"), ("gsw", "gsw")] {
            assert_eq!(language_code(&Tag::parse(tag).unwrap()), code);
        }
    }

    #[test]
    fn licences_have_addresses() {
        for (license, address) in [
            ("CC-BY-SA-4.0", Some("https://creativecommons.org/licenses/by-sa/4.0/")),
            ("CC0-1.0", Some("https://creativecommons.org/publicdomain/zero/1.0/")),
            ("GFDL-1.3-or-later", Some("https://spdx.org/licenses/GFDL-1.3-or-later.html")),
            ("https://example.org/l", Some("https://example.org/l")),
            ("MIT OR Apache-2.0", None),
            ("All rights reserved", None),
        ] {
            assert_eq!(license_address(license).as_deref(), address, "{license}");
        }
    }

    #[test]
    fn prices() {
        assert_eq!(Price::parse("free"), Ok(Price::Free));
        assert_eq!(Price::parse("0.00 EUR"), Ok(Price::Free));
        let euro = Price::Amount { amount: "4.99".into(), currency: "EUR".into() };
        assert_eq!(Price::parse("4.99 EUR"), Ok(euro));
        for wrong in ["", "5", "EUR 5", "5 euro", "5,00 EUR", "-1 EUR", "1.2.3 EUR"] {
            assert!(Price::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn audiences_say_what_is_known() {
        assert_eq!(Audience::from_name("general"), Ok(Audience::General));
        assert!(Audience::from_name("genral").unwrap_err().contains("did you mean general?"));
    }

    #[test]
    fn a_book_without_authors_is_filed_under_its_publisher() {
        let mut publication = Publication::default();
        assert!(publication.creators(None).is_empty());
        assert_eq!(publication.creators(Some("House"))[0].roles, [Role::PUBLISHER]);
        publication.contributors = vec![
            Contributor { name: "T".into(), file_as: None, roles: vec![Role::TRANSLATOR] },
            Contributor::author("A"),
        ];
        let names: Vec<String> = publication.creators(Some("House")).into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["A"]);
    }
}
