//! Metadata, labels, colour space and the bytes of a painted document.
//!
//! After ISO 19005-2 (PDF/A-2a) and ISO 14289-1 (PDF/UA-1), or ISO 19005-4 (PDF/A-4) and ISO 14289-2 (PDF/UA-2): XMP
//! that says so and equals the information dictionary, which PDF/A-4 has none of (6.1.3), an sRGB output intent, a file identifier drawn from the content, the same bytes for the same content.

use crate::characters::allowed;
use crate::deflate::deflate;
use crate::display::DisplayList;
use crate::file;
use crate::options::Standard;
use crate::paint::Painted;
use crate::tags::{Elements, pairs, text};
use lopdf::{Object, Stream, dictionary};
use pamphlet_locale::{Digits, Direction, Tag};
use pamphlet_reading::roman;
use pamphlet_source::markup;
use std::fmt::Write;

/// What a document says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Information {
    pub(crate) title: String,
    /// Who wrote it.
    pub(crate) authors: Vec<String>,
    /// One or two sentences about it.
    pub(crate) subject: Option<String>,
    pub(crate) language: Tag,
    /// Its date, `YYYY-MM-DD`.
    pub(crate) date: Option<String>,
    /// Its licence.
    pub(crate) license: Option<String>,
    /// Whose the words are.
    pub(crate) copyright: Option<String>,
    /// Who publishes it.
    pub(crate) publisher: Option<String>,
    /// Where it is read on the web.
    pub(crate) source: Option<String>,
    pub(crate) version: Option<String>,
}

/// What made the file.
const PRODUCER: &str = concat!("Pamphlet ", env!("CARGO_PKG_VERSION"));

/// Completes the document and writes it.
pub(crate) fn finish(painted: Painted, elements: &Elements<'_>, information: &Information) -> Vec<u8> {
    let Painted { mut document, .. } = painted;
    let claim = Claim { standard: elements.standard(), holds_files: elements.holds_files() };
    let xmp = xmp(information, claim).into_bytes();
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp).with_compression(false);
    let metadata = document.add_object(metadata);
    let mut profile = Stream::new(dictionary! { "N" => 3 }, srgb_profile());
    deflate(&mut profile);
    let profile = document.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text("sRGB IEC61966-2.1"),
        "Info" => text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let labels = labels(elements.list(), Digits::of(&information.language));
    let mut preferences = pairs([("DisplayDocTitle", true.into())]);
    if Direction::of(&information.language) == Direction::Rtl {
        preferences.set("Direction", "R2L");
    }
    let catalog = document.catalog_mut().expect("printpdf wrote it");
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text(information.language.as_str()));
    catalog.set("ViewerPreferences", preferences);
    catalog.set("PageLabels", dictionary! { "Nums" => labels });
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);

    let old = document.trailer.remove(b"Info").and_then(|old| old.as_reference().ok());
    if let Some(old) = old {
        document.objects.remove(&old);
    }
    if claim.standard == Standard::Ua2 {
        "2.0".clone_into(&mut document.version);
        return file::write(document, elements.numbers(), |number| elements.element(number), &information.title);
    }
    "1.7".clone_into(&mut document.version);
    let mut info = dictionary! { "Title" => text(&information.title), "Producer" => text(PRODUCER) };
    if let Some(author) = author(information) {
        info.set("Author", text(&author));
    }
    if let Some(subject) = &information.subject {
        info.set("Subject", text(subject));
    }
    if let Some(date) = &information.date {
        let date = format!("D:{}000000Z", date.replace('-', ""));
        info.set("CreationDate", text(&date));
        info.set("ModDate", text(&date));
    }
    let info = document.add_object(info);
    document.trailer.set("Info", info);
    file::write(document, elements.numbers(), |number| elements.element(number), &information.title)
}

/// The author of the information dictionary, which must be the one of the metadata.
fn author(information: &Information) -> Option<String> {
    (!information.authors.is_empty()).then(|| information.authors.join(", "))
}

/// Page labels: one range for each stretch of pages that are numbered on, else one for each page.
fn labels(list: &DisplayList, digits: Digits) -> Vec<Object> {
    /// How a label goes on to the next.
    #[derive(PartialEq, Clone, Copy)]
    enum Numbered {
        Decimal(u64),
        Roman(u64),
        No,
    }
    let mut out = Vec::new();
    let mut before = Numbered::No;
    for (number, page) in list.pages.iter().enumerate() {
        let position = u64::try_from(number).expect("fits") + 1;
        let label = page.label.clone().unwrap_or_else(|| position.to_string());
        // Viewers number in the digits of English alone: others are said page by page.
        let native = label.parse().map(|number| digits.format(number)).ok().filter(|native| *native != label);
        let label = native.unwrap_or(label);
        let this = match (label.parse::<u64>(), roman_value(&label)) {
            (Ok(value), _) if label == value.to_string() && value > 0 => Numbered::Decimal(value),
            (_, Some(value)) => Numbered::Roman(value),
            _ => Numbered::No,
        };
        let goes_on = match (before, this) {
            (Numbered::Decimal(before), Numbered::Decimal(this)) | (Numbered::Roman(before), Numbered::Roman(this)) => {
                this == before + 1
            }
            _ => false,
        };
        before = this;
        if goes_on {
            continue;
        }
        let start = |value: u64| Object::Integer(i64::try_from(value).unwrap_or(1));
        let entry = match this {
            Numbered::Decimal(value) => dictionary! { "S" => "D", "St" => start(value) },
            Numbered::Roman(value) => dictionary! { "S" => "r", "St" => start(value) },
            Numbered::No => dictionary! { "P" => text(&label) },
        };
        out.extend([Object::Integer(i64::try_from(number).expect("fits")), Object::Dictionary(entry)]);
    }
    out
}

fn roman_value(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 15 || !text.bytes().all(|byte| b"ivxlcdm".contains(&byte)) {
        return None;
    }
    // Labels are few and small: look it up among the first thousand.
    (1..1000).find(|number| roman(*number).is_some_and(|digits| digits == text))
}

/// Text in XML, without control characters: they are not XML, or nothing to read.
fn escape(text: &str) -> String {
    let is_kept = |c: &char| matches!(c, '\t' | '\n' | '\r') || !c.is_control();
    markup::text(&text.chars().filter(is_kept).map(allowed).collect::<String>())
}

/// What a file says that it follows.
#[derive(Debug, Clone, Copy)]
struct Claim {
    standard: Standard,
    /// Whether other files are in it.
    holds_files: bool,
}

/// The schema of the key of PDF/UA-1, which PDF/A-2 wants described (6.6.2.3).
const SCHEMA_OF_UA: &str = concat!(
    "<rdf:Description rdf:about=\"\"",
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"",
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"",
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n",
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>",
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
    "<pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n",
    "</rdf:Description>\n",
);

/// The metadata (ISO 16684-1).
fn xmp(information: &Information, claim: Claim) -> String {
    let mut out = String::from(concat!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"",
        " xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\"",
        " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n",
        "<dc:format>application/pdf</dc:format>\n",
    ));
    let mut line = |text: std::fmt::Arguments<'_>| {
        out.write_fmt(text).expect("writing to a string does not fail");
        out.push('\n');
    };
    let alternative = |name: &str, text: &str| {
        format!("<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{name}>", escape(text))
    };
    line(format_args!("{}", alternative("dc:title", &information.title)));
    if let Some(author) = author(information) {
        line(format_args!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escape(&author)));
    }
    if let Some(subject) = &information.subject {
        line(format_args!("{}", alternative("dc:description", subject)));
    }
    if let Some(publisher) = &information.publisher {
        line(format_args!("<dc:publisher><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:publisher>", escape(publisher)));
    }
    line(format_args!("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>", information.language));
    if let Some(source) = &information.source {
        line(format_args!("<dc:source>{}</dc:source>", escape(source)));
    }
    if let Some(version) = &information.version {
        line(format_args!("<dc:identifier>{}</dc:identifier>", escape(version)));
    }
    if let Some(copyright) = &information.copyright {
        line(format_args!("{}", alternative("dc:rights", copyright)));
    }
    if let Some(license) = &information.license {
        line(format_args!("{}", alternative("xmpRights:UsageTerms", license)));
    }
    if let Some(date) = &information.date {
        line(format_args!("<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>"));
        line(format_args!("<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>"));
    }
    line(format_args!("<pdf:Producer>{PRODUCER}</pdf:Producer>"));
    match claim.standard {
        Standard::Ua1 => {
            line(format_args!("<pdfuaid:part>1</pdfuaid:part>"));
            line(format_args!("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"));
        }
        Standard::Ua2 => {
            line(format_args!("<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>"));
            let level = if claim.holds_files { "<pdfaid:conformance>F</pdfaid:conformance>" } else { "" };
            line(format_args!("<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>{level}"));
        }
    }
    out.push_str("</rdf:Description>\n");
    out.push_str(if claim.standard == Standard::Ua1 { SCHEMA_OF_UA } else { "" });
    out.push_str("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    out
}

/// The sRGB colour space as an ICC profile of version 4 (ISO 15076-1), the least that a display profile needs.
fn srgb_profile() -> Vec<u8> {
    let fixed = |value: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "values are between -1 and 3")]
        let value = (value * 65536.0).round() as i32;
        value.to_be_bytes()
    };
    let xyz = |values: [f64; 3]| {
        let mut out = b"XYZ \0\0\0\0".to_vec();
        for value in values {
            out.extend(fixed(value));
        }
        out
    };
    let localized = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut out = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
        out.extend(u32::try_from(units.len()).expect("is short").to_be_bytes());
        out.extend(28_u32.to_be_bytes());
        out.extend(units);
        out
    };
    // The curve of IEC 61966-2-1: function type 3 with g, a, b, c, d.
    let mut curve = b"para\0\0\0\0\0\x03\0\0".to_vec();
    for value in [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045] {
        curve.extend(fixed(value));
    }
    // From D65 to the D50 of profiles, by the Bradford method.
    let mut adaptation = b"sf32\0\0\0\0".to_vec();
    for value in [1.047_882, 0.022_919, -0.050_201, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076, 0.751_678]
    {
        adaptation.extend(fixed(value));
    }
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", localized("sRGB")),
        (b"cprt", localized("CC0")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"chad", adaptation),
        (b"rXYZ", xyz([0.436_066, 0.222_488, 0.013_916])),
        (b"gXYZ", xyz([0.385_147, 0.716_873, 0.097_076])),
        (b"bXYZ", xyz([0.143_066, 0.060_608, 0.714_096])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = u32::try_from(tags.len()).expect("is short").to_be_bytes().to_vec();
    let mut data: Vec<u8> = Vec::new();
    let first = 128 + 4 + 12 * tags.len();
    for (name, value) in &tags {
        table.extend(*name);
        table.extend(u32::try_from(first + data.len()).expect("is short").to_be_bytes());
        table.extend(u32::try_from(value.len()).expect("is short").to_be_bytes());
        data.extend(value);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut header = vec![0; 128];
    let size = u32::try_from(first + data.len()).expect("is short");
    header[..4].copy_from_slice(&size.to_be_bytes());
    header[8..12].copy_from_slice(&[4, 0x40, 0, 0]);
    header[12..24].copy_from_slice(b"mntrRGB XYZ ");
    // The date of the standard, 1999-10-18.
    header[24..36].copy_from_slice(&[0x07, 0xCF, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0]);
    header[36..40].copy_from_slice(b"acsp");
    // The illuminant of profiles, D50.
    for (at, value) in [(68, 0.9642), (72, 1.0), (76, 0.8249)] {
        header[at..at + 4].copy_from_slice(&fixed(value));
    }
    [header, table, data].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::DisplayPage;

    #[test]
    fn labels_have_the_digits_of_the_language() {
        let mut list = DisplayList::default();
        for label in ["i", "1", "2"] {
            let mut page = DisplayPage::new(1.0, 1.0);
            page.label = Some(label.to_owned()).filter(|label| !label.is_empty());
            list.pages.push(page);
        }
        let said = |language: &str| format!("{:?}", labels(&list, Digits::of(&Tag::parse(language).unwrap())));
        let native = text("۲");
        assert!(said("fa").contains(&format!("{native:?}")), "{}", said("fa"));
        assert!(!said("en").contains(&format!("{native:?}")));
    }

    #[test]
    fn labels_are_ranges() {
        let mut list = DisplayList::default();
        for label in ["i", "ii", "iii", "1", "2", "", "A-1", "9", "10"] {
            let mut page = DisplayPage::new(1.0, 1.0);
            page.label = Some(label.to_owned()).filter(|label| !label.is_empty());
            list.pages.push(page);
        }
        let starts: Vec<i64> = labels(&list, Digits::of(&Tag::parse("en").unwrap()))
            .iter()
            .filter_map(|object| object.as_i64().ok())
            .collect();
        // The sixth page has no label and is called 6.
        assert_eq!(starts, [0, 3, 5, 6, 7]);
    }
}
