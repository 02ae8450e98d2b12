//! What shops, libraries and their programs are told of a book.

mod support;

use pamphlet_document::sample::{heading, page, parts};
use pamphlet_media::Media;
use pamphlet_reading::Publication;
use pamphlet_reading::sample::{reading, reading_from};
use std::sync::Arc;
use support::{book, dated, file};

/// Without anything that says when it was changed, a book says 1980 where it has to, why, and nothing else.
#[test]
fn no_date_is_invented() {
    let mut parts = parts("en", vec![page("page", "Page", vec![heading(2, "A")])]);
    parts.date = None;
    let reading = reading_from(parts);
    let package = file(&mut book(&reading, &Media::default()), "OEBPS/content.opf");
    let (before, _) =
        package.split_once("<meta property=\"dcterms:modified\">1980-01-01T00:00:00Z").expect("it is there");
    assert!(before.trim_end().ends_with("it is that of archives -->"), "{before}");
    assert!(!package.contains("<dc:date>") && package.matches("1980").count() == 1, "{package}");
}

/// What distributors are told; `xtask test ONIX` holds it against the schema.
#[test]
fn onix() {
    let sample = reading("ar");
    let files = dated(&sample);
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(names, ["book-ar.epub", "book-ar.jpg", "book-ar-thumbnail.jpg", "book-ar.onix.xml"]);
    let message = String::from_utf8(files[3].bytes.clone()).expect("is text");
    let size = format!("<ExtentValue>{}</ExtentValue>", files[0].bytes.len());
    assert!(message.contains(&size), "{message}");
    insta::assert_snapshot!(message.replace(&size, "<ExtentValue>…</ExtentValue>"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">
      <Header>
        <Sender>
          <SenderName>Example &amp; Co</SenderName>
          <EmailAddress>ada@example.org</EmailAddress>
        </Sender>
        <SentDateTime>20260822T103001Z</SentDateTime>
        <MessageNote>Pamphlet</MessageNote>
      </Header>
      <Product>
        <RecordReference>urn:uuid:5f0c0d3e-5d4b-5d0a-9f5e-0a6d1f6c7b21</RecordReference>
        <NotificationType>03</NotificationType>
        <ProductIdentifier>
          <ProductIDType>15</ProductIDType>
          <IDValue>9780306406157</IDValue>
        </ProductIdentifier>
        <ProductIdentifier>
          <ProductIDType>22</ProductIDType>
          <IDValue>urn:uuid:5f0c0d3e-5d4b-5d0a-9f5e-0a6d1f6c7b21</IDValue>
        </ProductIdentifier>
        <DescriptiveDetail>
          <ProductComposition>00</ProductComposition>
          <ProductForm>ED</ProductForm>
          <ProductFormDetail>E101</ProductFormDetail>
          <ProductFormDetail>E200</ProductFormDetail>
          <ProductFormFeature>
            <ProductFormFeatureType>15</ProductFormFeatureType>
            <ProductFormFeatureValue>101F</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>00</ProductFormFeatureValue>
            <ProductFormFeatureDescription>نص يتكيف مع الشاشة، بعناوين وجدول محتويات وروابط. لا توجد صور ذات معنى. لا صوت ولا فيديو.</ProductFormFeatureDescription>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>10</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>11</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>13</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>17</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>22</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>29</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>30</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>32</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>36</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>38</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>52</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>53</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>04</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>82</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>85</ProductFormFeatureValue>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>90</ProductFormFeatureValue>
            <ProductFormFeatureDescription>Checkers &amp; Co</ProductFormFeatureDescription>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>88</ProductFormFeatureValue>
            <ProductFormFeatureDescription>Gold</ProductFormFeatureDescription>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>94</ProductFormFeatureValue>
            <ProductFormFeatureDescription>https://example.org/report</ProductFormFeatureDescription>
          </ProductFormFeature>
          <ProductFormFeature>
            <ProductFormFeatureType>09</ProductFormFeatureType>
            <ProductFormFeatureValue>75</ProductFormFeatureValue>
          </ProductFormFeature>
          <PrimaryContentType>10</PrimaryContentType>
          <EpubTechnicalProtection>00</EpubTechnicalProtection>
          <EpubLicense>
            <EpubLicenseName>CC-BY-4.0</EpubLicenseName>
            <EpubLicenseExpression>
              <EpubLicenseExpressionType>01</EpubLicenseExpressionType>
              <EpubLicenseExpressionLink>https://creativecommons.org/licenses/by/4.0/</EpubLicenseExpressionLink>
            </EpubLicenseExpression>
          </EpubLicense>
          <Collection>
            <CollectionType>10</CollectionType>
            <CollectionIdentifier>
              <CollectionIDType>01</CollectionIDType>
              <IDTypeName>URN</IDTypeName>
              <IDValue>urn:uuid:0b7a1d9c-9a54-5e0e-8d43-6a1f2f0f3c11</IDValue>
            </CollectionIdentifier>
            <CollectionSequence>
              <CollectionSequenceType>02</CollectionSequenceType>
              <CollectionSequenceNumber>2</CollectionSequenceNumber>
            </CollectionSequence>
            <TitleDetail>
              <TitleType>01</TitleType>
              <TitleElement>
                <TitleElementLevel>02</TitleElementLevel>
                <TitleText>Books &amp; more</TitleText>
              </TitleElement>
            </TitleDetail>
          </Collection>
          <TitleDetail>
            <TitleType>01</TitleType>
            <TitleElement>
              <TitleElementLevel>01</TitleElementLevel>
              <TitleText>A &lt;Book&gt; &amp; "more"</TitleText>
            </TitleElement>
          </TitleDetail>
          <Contributor>
            <SequenceNumber>1</SequenceNumber>
            <ContributorRole>A01</ContributorRole>
            <PersonName>Ada</PersonName>
            <PersonNameInverted>Ada, the First</PersonNameInverted>
          </Contributor>
          <Contributor>
            <SequenceNumber>2</SequenceNumber>
            <ContributorRole>A01</ContributorRole>
            <PersonName>Bea</PersonName>
          </Contributor>
          <Contributor>
            <SequenceNumber>3</SequenceNumber>
            <ContributorRole>B06</ContributorRole>
            <FromLanguage>eng</FromLanguage>
            <ToLanguage>ara</ToLanguage>
            <PersonName>Cleo</PersonName>
          </Contributor>
          <EditionNumber>2</EditionNumber>
          <EditionVersionNumber>2.1</EditionVersionNumber>
          <Language>
            <LanguageRole>01</LanguageRole>
            <LanguageCode>ara</LanguageCode>
          </Language>
          <Language>
            <LanguageRole>02</LanguageRole>
            <LanguageCode>eng</LanguageCode>
          </Language>
          <Extent>
            <ExtentType>22</ExtentType>
            <ExtentValue>…</ExtentValue>
            <ExtentUnit>17</ExtentUnit>
          </Extent>
          <Subject>
            <MainSubject/>
            <SubjectSchemeIdentifier>10</SubjectSchemeIdentifier>
            <SubjectCode>COM053000</SubjectCode>
          </Subject>
          <Subject>
            <SubjectSchemeIdentifier>20</SubjectSchemeIdentifier>
            <SubjectHeadingText>Privacy</SubjectHeadingText>
          </Subject>
          <Audience>
            <AudienceCodeType>01</AudienceCodeType>
            <AudienceCodeValue>01</AudienceCodeValue>
          </Audience>
        </DescriptiveDetail>
        <CollateralDetail>
          <TextContent>
            <TextType>03</TextType>
            <ContentAudience>00</ContentAudience>
            <Text>Everything at once.</Text>
          </TextContent>
          <SupportingResource>
            <ResourceContentType>01</ResourceContentType>
            <ContentAudience>00</ContentAudience>
            <ResourceMode>03</ResourceMode>
            <ResourceVersion>
              <ResourceForm>02</ResourceForm>
              <ResourceVersionFeature>
                <ResourceVersionFeatureType>01</ResourceVersionFeatureType>
                <FeatureValue>D502</FeatureValue>
              </ResourceVersionFeature>
              <ResourceLink>book-ar.jpg</ResourceLink>
            </ResourceVersion>
          </SupportingResource>
        </CollateralDetail>
        <PublishingDetail>
          <Publisher>
            <PublishingRole>01</PublishingRole>
            <PublisherName>Example &amp; Co</PublisherName>
            <Website>
              <WebsiteRole>02</WebsiteRole>
              <WebsiteLink>https://example.org/</WebsiteLink>
            </Website>
          </Publisher>
          <PublishingStatus>04</PublishingStatus>
          <PublishingDate>
            <PublishingDateRole>01</PublishingDateRole>
            <Date>20260822</Date>
          </PublishingDate>
          <SalesRights>
            <SalesRightsType>02</SalesRightsType>
            <Territory>
              <RegionsIncluded>WORLD</RegionsIncluded>
            </Territory>
          </SalesRights>
        </PublishingDetail>
        <ProductSupply>
          <SupplyDetail>
            <Supplier>
              <SupplierRole>09</SupplierRole>
              <SupplierName>Example &amp; Co</SupplierName>
            </Supplier>
            <ProductAvailability>20</ProductAvailability>
            <UnpricedItemType>01</UnpricedItemType>
          </SupplyDetail>
        </ProductSupply>
      </Product>
    </ONIXMessage>
    "#);

    let mut parts = parts("en", Vec::new());
    parts.publication = Arc::new(Publication { distribution: None, ..Publication::clone(&parts.publication) });
    let plain = reading_from(parts);
    assert!(dated(&plain).iter().all(|file| !file.path.contains(".onix")), "a message is made where one is wanted");
}
