//! The codes of diagnostics: stable names, never reused.

use crate::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// What a diagnostic is about. The name in kebab case is an interface: baselines and filters use it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Code {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The severity it has unless a stage knows better.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// One paragraph on what it means; the first lines of `pamphlet explain`.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc, "\n"),+),)+ }
            }
        }
    };
}

codes! {
    // Site and configuration.
    /// The configuration cannot be understood.
    InvalidConfiguration = "invalid-configuration", Error;
    /// A key of the configuration is not known.
    UnknownKey = "unknown-key", Warning;
    /// A page that the navigation names does not exist.
    MissingPage = "missing-page", Warning;
    /// A handout has more pages than were asked for.
    DoesNotFit = "does-not-fit", Warning;
    /// The configuration or `--tabs` names a label that no tab has.
    UnknownTab = "unknown-tab", Warning;
    /// The navigation names a page that the website hides.
    HiddenPage = "hidden-page", Note;
    /// Pages are in no part of the navigation, and stand at the end of the book.
    PageOutsideNavigation = "page-outside-navigation", Note;
    /// No configuration of the site was found.
    NoConfiguration = "no-configuration", Warning;
    /// There are several configurations, and only one of them is read.
    ConfigurationChoice = "configuration-choice", Note;
    /// The source locale has no pages.
    NoSourcePages = "no-source-pages", Error;
    /// The site names a program that changes its pages, which is not run.
    HookNotRun = "hook-not-run", Warning;
    /// A file is not UTF-8; its bytes were replaced where they could not be read.
    NotUtf8 = "not-utf8", Warning;
    /// Two pages would write one file.
    PageCollision = "page-collision", Error;
    /// A file is too large to be a page.
    FileTooLarge = "file-too-large", Error;
    /// It is unknown when some pages were last changed: their files print no commit, and no date unless the site gives one.
    IncompleteHistory = "incomplete-history", Note;
    /// A file or folder of the site could not be read: its words are missing in every output.
    UnreadableFile = "unreadable-file", Error;
    /// A link or a path leads out of the site, and what it leads to was not read.
    FileOutside = "file-outside", Warning;
    /// A link leads back to a folder that holds it, and was not followed.
    FolderCircle = "folder-circle", Note;
    /// A folder among the pages holds an output of Pamphlet, and is not read as pages.
    OutputFolder = "output-folder", Note;
    /// Windows cannot hold a file of the name of this page.
    UnportableName = "unportable-name", Warning;
    /// A folder looks like a translation, but is not built: its language is not known, or not listed.
    UnknownLocale = "unknown-locale", Note;
    /// The site uses a plugin, an extension, a hook or a theme feature that Pamphlet does not run, or supports only in part.
    PluginNotRun = "plugin-not-run", Warning;
    /// A page holds markup for a plugin of the website, and what the plugin would put there is not known.
    PluginMarkup = "plugin-markup", Warning;
    /// Nobody is named who wrote or publishes the books: shops refuse such books, and programs file them under “Unknown”.
    MissingAuthor = "missing-author", Note;
    /// There are no words of the interface in the language of a locale: its labels are in English.
    UntranslatedInterface = "untranslated-interface", Note;
    /// A page is missing in a translation; the source page stands in for it.
    FallbackPage = "fallback-page", Note;

    // Front matter.
    /// Front matter is not YAML; the page stays, its metadata is lost.
    InvalidFrontMatter = "invalid-front-matter", Warning;
    /// A key of the front matter has a value of the wrong kind.
    FrontMatterValue = "front-matter-value", Warning;

    // Markup.
    /// HTML that has no meaning in a document was kept as text.
    UnsupportedHtml = "unsupported-html", Warning;
    /// A style sheet, script or drawing was dropped.
    DroppedMarkup = "dropped-markup", Note;
    /// An HTML tag is not balanced.
    UnbalancedHtml = "unbalanced-html", Note;
    /// An icon is not in any set.
    UnknownIcon = "unknown-icon", Warning;
    /// The language that code is said to be in is not known; the code is shown in one colour.
    UnknownLanguage = "unknown-language", Note;
    /// A block type is not known.
    UnknownBlock = "unknown-block", Warning;
    /// A footnote is used and not defined.
    UndefinedFootnote = "undefined-footnote", Warning;
    /// A footnote is defined and not used.
    UnusedFootnote = "unused-footnote", Note;
    /// A snippet that a page includes cannot be found.
    MissingSnippet = "missing-snippet", Warning;
    /// A snippet includes itself.
    RecursiveSnippet = "recursive-snippet", Warning;
    /// Nesting, length or number is beyond a limit; the rest is kept as text.
    LimitReached = "limit-reached", Warning;
    /// The website shows something else here than the author meant.
    WebsiteDiffers = "website-differs", Note;

    // Links and pictures.
    /// A link leads to a page or file that does not exist.
    BrokenLink = "broken-link", Warning;
    /// A link leads to an anchor that its page does not have.
    BrokenAnchor = "broken-anchor", Warning;
    /// A link has no address, or no words.
    EmptyLink = "empty-link", Warning;
    /// A link leads out of the tree.
    LinkOutside = "link-outside", Warning;
    /// A picture cannot be found.
    MissingPicture = "missing-picture", Warning;
    /// A picture cannot be decoded.
    BrokenPicture = "broken-picture", Warning;
    /// A picture was scaled down, or parts of it that a book cannot hold were taken out.
    PictureChanged = "picture-changed", Note;
    /// A diagram cannot be drawn; its source is shown.
    DiagramNotDrawn = "diagram-not-drawn", Warning;
    /// A picture, colour, footer or font that a site sets under `brand` cannot be used as it is.
    UnfitBrand = "unfit-brand", Warning;
    /// A picture is on another server and is never fetched.
    RemotePicture = "remote-picture", Note;
    /// A picture has no alternative text.
    MissingAlternative = "missing-alternative", Note;

    // Repairs.
    /// An empty title was put into a link.
    RepairEmptyTitle = "repair-empty-title", Note;
    /// An attribute list was damaged.
    RepairAttributes = "repair-attributes", Note;
    /// The brackets of a link were torn or moved.
    RepairLink = "repair-link", Note;
    /// A definition list had lost its shape.
    RepairDefinition = "repair-definition", Note;
    /// A tab marker was escaped.
    RepairTab = "repair-tab", Note;
    /// The box of a task was escaped.
    RepairTask = "repair-task", Note;
    /// An abbreviation was escaped or damaged.
    RepairAbbreviation = "repair-abbreviation", Note;
    /// A snippet marker was damaged.
    RepairSnippet = "repair-snippet", Note;
    /// The fences of front matter were damaged.
    RepairFrontMatter = "repair-front-matter", Note;
    /// Footnotes were glued together or turned into HTML.
    RepairFootnote = "repair-footnote", Note;
    /// A part of the page was turned into HTML.
    RepairHtml = "repair-html", Note;
    /// The type of a callout was translated, swallowed or misspelt.
    RepairCallout = "repair-callout", Note;
    /// A class or a value that is not text was translated.
    RepairTranslatedSyntax = "repair-translated-syntax", Note;
    /// Emphasis marks stood beside spaces or punctuation.
    RepairEmphasis = "repair-emphasis", Note;
    /// Full-width characters stood where syntax wants plain ones.
    RepairFullWidth = "repair-full-width", Note;
    /// A placeholder of a translation tool was left behind.
    RepairPlaceholder = "repair-placeholder", Note;
    /// An invisible character stood in the way.
    RepairInvisible = "repair-invisible", Note;
    /// An icon's name was damaged.
    RepairIcon = "repair-icon", Note;
    /// The content of a callout, a tab or a list step lost its indentation.
    RepairIndentation = "repair-indentation", Note;
    /// A fence was not closed, or closed in the wrong place.
    RepairFence = "repair-fence", Note;

    // Translations.
    /// A translation lost or gained something compared with its source page.
    Drift = "drift", Note;
    /// A page exists in a translation only.
    TranslationOnly = "translation-only", Note;

    // What a translator's editor says, when it is asked for.
    /// A number of the source is missing in the translation, or it or its unit differs.
    TranslationNumber = "translation-number", Warning;
    /// A piece of code or a placeholder is damaged in the translation.
    TranslationCode = "translation-code", Warning;
    /// A link leads to a slightly different web address than in the source.
    TranslationAddress = "translation-address", Warning;
    /// A name or term is not translated as the glossary says.
    TranslationGlossary = "translation-glossary", Warning;
    /// A quotation mark of the translation has no partner.
    TranslationQuotes = "translation-quotes", Warning;
    /// A bracket of the translation has no partner.
    TranslationBrackets = "translation-brackets", Warning;
    /// A word stands twice in a row.
    TranslationWord = "translation-word", Warning;
    /// Several spaces stand between two words.
    TranslationSpaces = "translation-spaces", Warning;
    /// A sentence was copied into the place of another one.
    TranslationSentence = "translation-sentence", Warning;
    /// A punctuation mark is wrong for the language of the translation.
    TranslationPunctuation = "translation-punctuation", Warning;
    /// A term is translated differently here than almost everywhere else.
    TranslationTerm = "translation-term", Warning;

    // Outputs.
    /// No font has a glyph for a character.
    MissingGlyph = "missing-glyph", Warning;
    /// A line is wider than its column.
    OverfullLine = "overfull-line", Warning;
    /// Something is shown in a simpler form than the one that it was written in.
    Degraded = "degraded", Note;
    /// An output is larger than readers or stores accept.
    OutputTooLarge = "output-too-large", Warning;
    /// A page or an edition could not be exported.
    ExportFailed = "export-failed", Error;
    /// Words of a page were not found in what Pamphlet read from it.
    WordsAbsent = "words-absent", Warning;
    /// Words of the source are not in the output.
    WordsLost = "words-lost", Error;
}

impl Code {
    /// Whether it is damage that was mended in memory.
    #[must_use]
    pub fn is_repair(self) -> bool {
        self.name().starts_with("repair-")
    }

    /// Whether what mends it can be written back without a look: the signs alone change, and nothing else could have been
    /// meant. Of the others the parser guesses well, and a translator knows.
    #[must_use]
    pub const fn mends_safely(self) -> bool {
        matches!(
            self,
            Self::RepairEmptyTitle
                | Self::RepairAttributes
                | Self::RepairTab
                | Self::RepairTask
                | Self::RepairAbbreviation
                | Self::RepairSnippet
                | Self::RepairFrontMatter
                | Self::RepairFootnote
                | Self::RepairFullWidth
                | Self::RepairInvisible
                | Self::RepairIcon
                | Self::RepairDefinition
                | Self::RepairEmphasis
        )
    }

    /// The code of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
