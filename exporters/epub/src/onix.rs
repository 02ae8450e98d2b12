//! What a distributor is told of a book: a message of ONIX for Books 3.0, with its reference names.
//!
//! It says what the book itself says, in the codes of the trade, and nothing that is not known: where ONIX wants a moment
//! and there is none, the reason stands beside it.

use crate::EpubOptions;
use crate::access::Offer;
use crate::xhtml::text;
use chrono::DateTime;
use pamphlet_reading::Reading;
use pamphlet_reading::publication::{Contributor, Distribution, Price, Role, language_code, license_address};
use std::fmt::Write as _;

/// What a message needs besides the reading.
pub(crate) struct Told<'b> {
    /// What the book holds.
    pub offer: &'b Offer,
    /// How it was made.
    pub options: &'b EpubOptions,
    /// How many bytes it has.
    pub bytes: usize,
    /// The file of its cover.
    pub cover: &'b str,
}

/// The message; none where the site has nothing for distributors.
pub(crate) fn message(reading: &Reading, told: &Told<'_>) -> Option<Vec<u8>> {
    let parts = reading.parts();
    let distribution = parts.publication.distribution.as_ref()?;
    let mut out = Xml { out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), open: Vec::new() };
    out.out.push_str("<ONIXMessage release=\"3.0\" xmlns=\"http://ns.editeur.org/onix/3.0/reference\">\n");
    header(&mut out, reading, distribution, told);
    out.within("Product", |out| {
        out.leaf("RecordReference", &parts.publication.identifier);
        out.leaf("NotificationType", "03");
        identifiers(out, reading);
        out.within("DescriptiveDetail", |out| descriptive(out, reading, told));
        collateral(out, reading, told);
        out.within("PublishingDetail", |out| publishing(out, reading, distribution));
        out.within("ProductSupply", |out| out.within("SupplyDetail", |out| supply(out, reading, distribution)));
    });
    out.out.push_str("</ONIXMessage>\n");
    Some(out.out.into_bytes())
}

/// Elements, each on a line of its own.
struct Xml {
    out: String,
    open: Vec<&'static str>,
}

impl Xml {
    fn indent(&mut self) {
        (0..=self.open.len()).for_each(|_| self.out.push_str("  "));
    }

    fn leaf(&mut self, name: &str, words: &str) {
        self.indent();
        let _ = writeln!(self.out, "<{name}>{}</{name}>", text(words.trim()));
    }

    fn within(&mut self, name: &'static str, write: impl FnOnce(&mut Self)) {
        self.indent();
        let _ = writeln!(self.out, "<{name}>");
        self.open.push(name);
        write(self);
        self.open.pop();
        self.indent();
        let _ = writeln!(self.out, "</{name}>");
    }

    fn reason(&mut self, words: &str) {
        self.indent();
        let _ = writeln!(self.out, "<!-- {words} -->");
    }
}

/// Who sends the message: whom the site names, else its publisher or first author, else the site itself.
fn sender(reading: &Reading, distribution: &Distribution) -> String {
    let parts = reading.parts();
    let own = distribution.sender.as_ref().or(parts.publisher.as_ref()).or(parts.authors.first());
    own.unwrap_or(&parts.title).clone()
}

fn header(out: &mut Xml, reading: &Reading, distribution: &Distribution, told: &Told<'_>) {
    out.within("Header", |out| {
        out.within("Sender", |out| {
            out.leaf("SenderName", &sender(reading, distribution));
            if let Some(email) = &distribution.email {
                out.leaf("EmailAddress", email);
            }
        });
        let sent = told.options.modified.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        if let Some(sent) = sent {
            out.leaf("SentDateTime", &sent.format("%Y%m%dT%H%M%SZ").to_string());
        } else {
            out.reason("ONIX wants a moment here, and nothing says when this book was changed");
            out.leaf("SentDateTime", "19800101");
        }
        out.leaf("MessageNote", &told.options.generator);
    });
}

fn identifiers(out: &mut Xml, reading: &Reading) {
    let publication = &reading.parts().publication;
    let mut identifier = |kind: &str, value: &str| {
        out.within("ProductIdentifier", |out| {
            out.leaf("ProductIDType", kind);
            out.leaf("IDValue", value);
        });
    };
    if let Some(isbn) = &publication.isbn {
        identifier("15", isbn.as_str());
    }
    identifier("22", &publication.identifier);
}

fn descriptive(out: &mut Xml, reading: &Reading, told: &Told<'_>) {
    let parts = reading.parts();
    let publication = &parts.publication;
    out.leaf("ProductComposition", "00");
    out.leaf("ProductForm", "ED");
    out.leaf("ProductFormDetail", "E101");
    out.leaf("ProductFormDetail", "E200");
    features(out, reading, told);
    // Text; no protection.
    out.leaf("PrimaryContentType", "10");
    out.leaf("EpubTechnicalProtection", "00");
    if let Some(license) = &parts.license {
        out.within("EpubLicense", |out| {
            out.leaf("EpubLicenseName", license);
            if let Some(address) = license_address(license) {
                out.within("EpubLicenseExpression", |out| {
                    out.leaf("EpubLicenseExpressionType", "01");
                    out.leaf("EpubLicenseExpressionLink", &address);
                });
            }
        });
    }
    collection(out, reading);
    title(out, "01", &parts.title);
    contributors(out, reading);
    match publication.edition {
        Some(number) => {
            out.leaf("EditionNumber", &number.to_string());
            if let Some(revision) = &publication.revision {
                out.leaf("EditionVersionNumber", revision);
            }
        }
        None => {
            if let Some(revision) = &publication.revision {
                out.leaf("EditionStatement", revision);
            }
        }
    }
    language(out, "01", &parts.locale);
    if parts.locale != parts.source_locale {
        language(out, "02", &parts.source_locale);
    }
    // What is counted are the words of the source: of a translation nobody knows them here.
    if parts.coverage.words > 0 && parts.locale == parts.source_locale {
        extent(out, "02", u64::from(parts.coverage.words), "02");
    }
    extent(out, "22", told.bytes as u64, "17");
    subjects(out, reading);
    if let Some(audience) = publication.audience {
        out.within("Audience", |out| {
            out.leaf("AudienceCodeType", "01");
            out.leaf("AudienceCodeValue", audience.onix());
        });
    }
}

/// The version of EPUB, and what is known and claimed of accessibility (list 196).
fn features(out: &mut Xml, reading: &Reading, told: &Told<'_>) {
    let claim = &reading.parts().publication.accessibility;
    let mut feature = |kind: &str, value: &str, words: Option<&str>| {
        out.within("ProductFormFeature", |out| {
            out.leaf("ProductFormFeatureType", kind);
            out.leaf("ProductFormFeatureValue", value);
            if let Some(words) = words {
                out.leaf("ProductFormFeatureDescription", words);
            }
        });
    };
    feature("15", "101F", None);
    feature("09", "00", Some(&told.offer.access.summary));
    for code in told.offer.onix() {
        feature("09", code, None);
    }
    for code in claim.conforms_to.iter().flat_map(|claim| claim.onix()) {
        feature("09", code, None);
    }
    feature_of_claim(&mut feature, "90", claim.certified_by.as_deref());
    let by_address = claim.credential.as_ref().is_some_and(|credential| credential.contains("://"));
    feature_of_claim(&mut feature, if by_address { "89" } else { "88" }, claim.credential.as_deref());
    feature_of_claim(&mut feature, "94", claim.report.as_deref());
    if let Some(exemption) = claim.exemption {
        feature("09", exemption.onix(), None);
    }
}

fn feature_of_claim(feature: &mut impl FnMut(&str, &str, Option<&str>), code: &str, words: Option<&str>) {
    if words.is_some() {
        feature("09", code, words);
    }
}

fn collection(out: &mut Xml, reading: &Reading) {
    let Some(series) = &reading.parts().publication.series else {
        out.reason("it belongs to no series");
        out.indent();
        out.out.push_str("<NoCollection/>\n");
        return;
    };
    out.within("Collection", |out| {
        out.leaf("CollectionType", "10");
        out.within("CollectionIdentifier", |out| {
            out.leaf("CollectionIDType", "01");
            out.leaf("IDTypeName", "URN");
            out.leaf("IDValue", &series.identifier);
        });
        if let Some(position) = series.position {
            out.within("CollectionSequence", |out| {
                out.leaf("CollectionSequenceType", "02");
                out.leaf("CollectionSequenceNumber", &position.to_string());
            });
        }
        title(out, "02", &series.title);
    });
}

/// A title, of the product (`01`) or of its collection (`02`).
fn title(out: &mut Xml, level: &str, words: &str) {
    out.within("TitleDetail", |out| {
        out.leaf("TitleType", "01");
        out.within("TitleElement", |out| {
            out.leaf("TitleElementLevel", level);
            out.leaf("TitleText", words);
        });
    });
}

fn contributors(out: &mut Xml, reading: &Reading) {
    let parts = reading.parts();
    let publication = &parts.publication;
    let others = publication.contributors.iter().filter(|one| !one.roles.contains(&Role::AUTHOR));
    // A publisher who stands for authors in a library is none in ONIX, which names it as the publisher.
    let authors = publication.creators(None);
    let all: Vec<&Contributor> = authors.iter().chain(others).collect();
    if all.is_empty() {
        out.indent();
        out.out.push_str("<NoContributor/>\n");
    }
    for (index, one) in all.into_iter().enumerate() {
        out.within("Contributor", |out| {
            out.leaf("SequenceNumber", &(index + 1).to_string());
            let mut codes: Vec<&str> = one.roles.iter().map(Role::onix).collect();
            codes.dedup();
            for code in codes {
                out.leaf("ContributorRole", code);
            }
            if one.roles.contains(&Role::TRANSLATOR) && parts.locale != parts.source_locale {
                out.leaf("FromLanguage", &language_code(&parts.source_locale));
                out.leaf("ToLanguage", &language_code(&parts.locale));
            }
            out.leaf("PersonName", &one.name);
            if let Some(file_as) = &one.file_as {
                out.leaf("PersonNameInverted", file_as);
            }
        });
    }
}

fn language(out: &mut Xml, role: &str, tag: &pamphlet_locale::Tag) {
    out.within("Language", |out| {
        out.leaf("LanguageRole", role);
        out.leaf("LanguageCode", &language_code(tag));
        if let Some(region) = tag.region().filter(|region| region.bytes().all(|byte| byte.is_ascii_uppercase())) {
            out.leaf("CountryCode", region);
        }
        if let Some(script) = tag.script() {
            out.leaf("ScriptCode", script);
        }
    });
}

fn extent(out: &mut Xml, kind: &str, value: u64, unit: &str) {
    out.within("Extent", |out| {
        out.leaf("ExtentType", kind);
        out.leaf("ExtentValue", &value.to_string());
        out.leaf("ExtentUnit", unit);
    });
}

fn subjects(out: &mut Xml, reading: &Reading) {
    let parts = reading.parts();
    let mut seen = Vec::new();
    for subject in &parts.publication.subjects {
        out.within("Subject", |out| {
            // The first of a scheme is the main one.
            if !seen.contains(&subject.scheme) {
                seen.push(subject.scheme);
                out.indent();
                out.out.push_str("<MainSubject/>\n");
            }
            out.leaf("SubjectSchemeIdentifier", subject.scheme.onix());
            out.leaf("SubjectCode", &subject.code);
            if let Some(name) = &subject.name {
                out.leaf("SubjectHeadingText", name);
            }
        });
    }
    if !parts.subjects.is_empty() {
        out.within("Subject", |out| {
            out.leaf("SubjectSchemeIdentifier", "20");
            out.leaf("SubjectHeadingText", &parts.subjects.join("; "));
        });
    }
}

fn collateral(out: &mut Xml, reading: &Reading, told: &Told<'_>) {
    out.within("CollateralDetail", |out| {
        if let Some(description) = &reading.parts().description {
            out.within("TextContent", |out| {
                out.leaf("TextType", "03");
                out.leaf("ContentAudience", "00");
                out.leaf("Text", description);
            });
        }
        out.within("SupportingResource", |out| {
            out.leaf("ResourceContentType", "01");
            out.leaf("ContentAudience", "00");
            out.leaf("ResourceMode", "03");
            out.within("ResourceVersion", |out| {
                out.leaf("ResourceForm", "02");
                out.within("ResourceVersionFeature", |out| {
                    out.leaf("ResourceVersionFeatureType", "01");
                    out.leaf("FeatureValue", "D502");
                });
                out.leaf("ResourceLink", told.cover);
            });
        });
    });
}

fn publishing(out: &mut Xml, reading: &Reading, distribution: &Distribution) {
    let parts = reading.parts();
    out.within("Publisher", |out| {
        out.leaf("PublishingRole", "01");
        let name = parts.publisher.clone().unwrap_or_else(|| sender(reading, distribution));
        out.leaf("PublisherName", &name);
        if let Some(url) = &parts.url {
            out.within("Website", |out| {
                out.leaf("WebsiteRole", "02");
                out.leaf("WebsiteLink", url);
            });
        }
    });
    out.leaf("PublishingStatus", "04");
    if let Some(date) = &parts.date {
        out.within("PublishingDate", |out| {
            out.leaf("PublishingDateRole", "01");
            out.leaf("Date", &date.replace('-', ""));
        });
    }
    // Everywhere, beside others.
    out.within("SalesRights", |out| {
        out.leaf("SalesRightsType", "02");
        world(out);
    });
}

fn world(out: &mut Xml) {
    out.within("Territory", |out| out.leaf("RegionsIncluded", "WORLD"));
}

fn supply(out: &mut Xml, reading: &Reading, distribution: &Distribution) {
    out.within("Supplier", |out| {
        out.leaf("SupplierRole", "09");
        out.leaf("SupplierName", &sender(reading, distribution));
    });
    out.leaf("ProductAvailability", "20");
    match &distribution.price {
        Price::Free => out.leaf("UnpricedItemType", "01"),
        Price::Amount { amount, currency } => out.within("Price", |out| {
            out.leaf("PriceType", "02");
            out.leaf("PriceAmount", amount);
            out.leaf("CurrencyCode", currency);
            world(out);
        }),
    }
}
