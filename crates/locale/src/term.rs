//! The words that Pamphlet itself adds to a page. The tables hold further ones, which the vocabulary of a site asks for by
//! their keys ([`crate::Catalog::word`]).

macro_rules! terms {
    ($($(#[doc = $doc:literal])+ $variant:ident = $key:literal;)+) => {
        /// A word or phrase of the interface. Its text in a language is in `locales/<tag>.toml` under its key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Term { $($(#[doc = $doc])+ $variant,)+ }

        impl Term {
            /// Every term.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key in the tables.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }
        }
    };
}

terms! {
    // Parts of a book.
    /// Contents.
    Contents = "contents";
    /// Cover.
    Cover = "cover";
    /// Title page.
    TitlePage = "title-page";
    /// Start of the text.
    StartOfText = "start-of-text";
    /// Abbreviations and what they stand for, a list of them.
    Abbreviations = "abbreviations";
    /// Notes (footnotes).
    Notes = "notes";
    /// Links.
    Links = "links";
    /// About this edition.
    Colophon = "colophon";
    /// Pages, a list of them.
    ListOfPages = "list-of-pages";
    /// Page.
    Page = "page";
    /// How many pages there are, before a number.
    NumberOfPages = "number-of-pages";
    /// Part.
    Part = "part";
    /// Further pages, which the navigation does not name.
    FurtherPages = "further-pages";
    /// Not shown here, before the names of what a page has and a document leaves out.
    LeftOut = "left-out";
    /// Back to the text (from a note).
    BackToText = "back-to-text";

    // Callouts.
    /// Note.
    Note = "note";
    /// Abstract.
    Abstract = "abstract";
    /// Info.
    Info = "info";
    /// Tip.
    Tip = "tip";
    /// Success.
    Success = "success";
    /// Question.
    Question = "question";
    /// Warning.
    Warning = "warning";
    /// Failure.
    Failure = "failure";
    /// Danger.
    Danger = "danger";
    /// Bug.
    Bug = "bug";
    /// Example.
    Example = "example";
    /// Quote.
    Quote = "quote";
    /// Recommendation.
    Recommendation = "recommendation";

    // Cards.
    /// Further link.
    FurtherLink = "further-link";
    /// Downloads.
    Downloads = "downloads";
    /// Logo.
    Logo = "logo";

    // Marks.
    /// Yes.
    Yes = "yes";
    /// No.
    No = "no";
    /// Partly.
    Partly = "partly";
    /// Done (a task).
    Done = "done";
    /// To do (a task).
    ToDo = "to-do";

    // Things shown in another form.
    /// Picture.
    Picture = "picture";
    /// Diagram.
    Diagram = "diagram";
    /// Formula.
    Formula = "formula";
    /// Table.
    Table = "table";
    /// Code.
    Code = "code";
    /// Video.
    Video = "video";
    /// Footnote.
    Footnote = "footnote";

    // Notices and facts.
    /// This page has not been translated yet.
    NotTranslated = "not-translated";
    /// Translated, before a percentage.
    Translated = "translated";
    /// Date.
    Date = "date";
    /// Version.
    Version = "version";
    /// Source, before an address.
    Source = "source";
    /// Licence.
    Licence = "licence";
    /// Copyright, before whose the words are.
    Copyright = "copyright";
    /// Draft (a text that is not finished), across a page.
    Draft = "draft";
    /// Typefaces, before their names.
    Typefaces = "typefaces";
    /// Language.
    Language = "language";
    /// Newest version (beside a code that leads there).
    NewestVersion = "newest-version";
    /// Sheets of paper.
    Sheets = "sheets";
    /// Book.
    Book = "book";
    /// Handouts.
    Handouts = "handouts";
    /// Search in titles, before a field to write into.
    SearchTitles = "search-titles";
    /// Plain text.
    PlainText = "plain-text";
    /// Data for programs.
    Data = "data";
    /// Large print.
    LargePrint = "large-print";
    /// Booklet.
    Booklet = "booklet";
    /// Continued (the head of a table or box that goes on).
    Continued = "continued";
    /// Threats, over a list of them.
    Threats = "threats";
    /// Details (a part that a website folds away and that has no title).
    Details = "details";
    /// Comment (of an editor).
    Comment = "comment";
    /// Annotation (a note that belongs to a place in code or text).
    Annotation = "annotation";
    /// This picture is on the web, before its address.
    RemotePicture = "remote-picture";
    /// Authors.
    Authors = "authors";
    /// Publisher.
    Publisher = "publisher";
    /// Edition.
    Edition = "edition";
    /// For e-readers.
    ForReaders = "for-readers";
    /// For printing.
    ForPrinting = "for-printing";
    /// Accessibility.
    Accessibility = "accessibility";
    /// Text that reflows, with headings, a table of contents and links: of what a book is made, in a sentence.
    SummaryText = "summary-text";
    /// There are no pictures that carry meaning, as a sentence.
    SummaryNoPictures = "summary-no-pictures";
    /// All pictures that carry meaning have a text alternative, as a sentence.
    SummaryPictures = "summary-pictures";
    /// Pictures without a text alternative, before their number.
    PicturesWithoutWords = "pictures-without-words";
    /// No sound, no film, as a sentence.
    SummaryNoSound = "summary-no-sound";
    /// All languages.
    AllLanguages = "all-languages";
    /// Standard (the usual layout).
    Standard = "standard";
    /// Deleted, before text that is struck out.
    Deleted = "deleted";
    /// Inserted, before text that was added.
    Inserted = "inserted";
}
