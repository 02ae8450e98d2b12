// Types of Pamphlet's JSON, version 2.0. Generated from the schemas: do not edit.

/** A word of the glossary. */
export type AbbreviationInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it stands for. */
  expansion: string;
  /** What it is. */
  kind: "abbreviation";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** As it stands in the text. */
  text: string;
};

/** What a file offers, in the words of Schema.org. What somebody claims of it is another thing. */
export type Access = {
  /** What helps (`accessibilityFeature`). */
  features: Array<string>;
  /** What may harm (`accessibilityHazard`); `none` where nothing does. */
  hazards: Array<string>;
  /** The language of these sentences: not that of the file where there are no words in it. */
  language: string;
  /** By which senses it is taken in (`accessMode`). */
  modes: Array<string>;
  /** Which of them are enough together (`accessModeSufficient`). */
  sufficient: Array<Array<string>>;
  /** Sentences about it (`accessibilitySummary`). */
  summary: string;
};

/** What is claimed of a book, and by whom. */
export type Accessibility = {
  /** Who has found that. */
  certified_by?: string;
  /** What it conforms to. */
  conforms_to?: Conformance;
  /** What lets them find it. */
  credential?: string;
  /** Why the European Accessibility Act does not ask it of this book. */
  exemption?: Exemption;
  /** The address of their report. */
  report?: string;
};

/** What happened.
 * 
 * - `added`: It is new.
 * - `removed`: It is gone.
 * - `renamed`: It has another name, title or label.
 * - `moved`: It stands elsewhere; `old` and `new` say where.
 * - `rewritten`: Its words changed; `words` says which.
 * - `translated`: It was in the source language and is now in the locale's.
 * - `untranslated`: It was in the locale's language and is now in the source language.
 * - `changed`: Something else about it changed: an address, a kind, a level, a number. */
export type Action = "added" | "removed" | "renamed" | "moved" | "rewritten" | "translated" | "untranslated" | "changed";

/** A callout. */
export type AdmonitionBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it holds. */
  blocks: Array<Block>;
  /** What it is for; none for a part that is only folded away. */
  callout?: CalloutKind;
  /** The icon beside the title. */
  icon: string;
  /** What it is. */
  kind: "admonition";
  /** What it is called where no title is shown: the word for its kind. None where there is no such word. */
  label?: Words;
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** For a part that a website folds away, whether it is open there. */
  open?: boolean;
  /** Where it stands. */
  placement: Placement;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The title that is shown; empty for none. Where the author gave none it is the label. */
  title?: Array<Inline>;
};

/** Where a floating or aligned thing stands. Left and right are as written, and are mirrored in pages
 * that run right to left.
 * 
 * - `left`: At the left, text beside it.
 * - `right`: At the right, text beside it.
 * - `center`: In the middle, nothing beside it. */
export type Alignment = "left" | "right" | "center";

/** What stands for a picture where it is not seen. */
export type Alternative = (
  | DecorativeAlternative
  | RepeatedAlternative
  | DescribedAlternative
  | UndescribedAlternative
);

/** An amount, taxes included. */
export type AmountPrice = {
  /** How much, with a point: `4.99`. */
  amount: string;
  /** The currency, three capital letters (ISO 4217). */
  currency: string;
  /** What it is. */
  kind: "amount";
};

/** Blocks with notes that belong to places in them. */
export type AnnotatedBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The blocks, references to the notes among their text (in code they stay as text). */
  blocks: Array<Block>;
  /** What it is. */
  kind: "annotated";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The notes; the n-th answers to the number n. */
  notes: List;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A reference to an annotation: the n-th of the notes of the block that holds both. */
export type AnnotationReferenceInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "annotation-reference";
  /** From 1. */
  number: number;
  /** The number in the digits of the page's language. */
  shown: string;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** The answer of a cell or an item (yes, no, partly). Its words are seen in every format, beside the icon or without it. */
export type AnswerSaying = {
  /** What it is. */
  kind: "answer";
  /** The answer. */
  words: Words;
};

/** A file. */
export type Artifact = {
  /** What it offers to those who cannot read it as it is printed. Of EPUBs alone. */
  access?: Access;
  /** Its length. */
  bytes: number;
  /** Its format; none for what belongs to all of them. */
  format?: Format;
  /** Its locale; none for what belongs to all of them. */
  locale?: string;
  /** The names of the pages it shows; none for all. */
  pages?: Array<string>;
  /** Its path in the output, with `/`. */
  path: string;
  /** How many pages of paper it has; of a booklet the sides of its sheets. Of PDFs alone. */
  printed_pages?: number;
  /** SHA-256 of its bytes, in lower-case hexadecimal. */
  sha256: string;
  /** The files of the site that it was made from. */
  sources: Array<string>;
};

/** The name of a picture of the site: its path from the root of the folder it was found in, with `/`. The same in
 * all locales that use the same file. */
export type AssetId = string;

/** A file that is shown. */
export type AssetRecord = {
  /** The file, from the folder of the edition. It is named by its content: equal files are one. */
  file: string;
  /** Its natural height in CSS pixels. */
  height: number;
  /** What it is: `image/png`, `image/jpeg` or `image/svg+xml`. */
  media_type: string;
  /** Its natural width in CSS pixels. */
  width: number;
};

/** Where a picture comes from. */
export type AssetRef = (
  | LocalAssetRef
  | RemoteAssetRef
  | MissingAssetRef
);

/** The id, classes and further pairs of a node, in the order of writing; duplicates are kept. */
export type Attrs = {
  /** Classes. */
  classes?: Array<string>;
  /** The id as written. The anchor that others can link to is the heading's, or this. */
  id?: string;
  /** Everything else. */
  pairs?: Array<[string, string]>;
};

/** Whom a book is for.
 * 
 * - `general`: Adults in general.
 * - `children`: Children.
 * - `teenagers`: Teenagers.
 * - `schools`: Schools.
 * - `higher-education`: Colleges and universities.
 * - `professionals`: People in a profession or in research.
 * - `adult-education`: Adults who learn.
 * - `language-learners`: People who learn a language. */
export type Audience = "general" | "children" | "teenagers" | "schools" | "higher-education" | "professionals" | "adult-education" | "language-learners";

/** A block. */
export type Block = (
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | DefinitionListBlock
  | QuoteBlock
  | CodeBlock
  | TableBlock
  | AdmonitionBlock
  | CollapsibleBlock
  | TabsBlock
  | GridBlock
  | FigureBlock
  | AnnotatedBlock
  | ButtonsBlock
  | ProgressBlock
  | ThematicBreakBlock
  | DividerBlock
  | MathBlock
  | DiagramBlock
  | PageBreakBlock
  | GroupBlock
  | CardBlock
  | ThreatsBlock
  | UnsupportedBlock
);

/** A block of a source page that changed. */
export type BlockChange = {
  /** What became of it. */
  change: BlockChangeKind;
  /** The commit that made the change; left out where it is in none yet, and beside an earlier output. */
  commit?: ChangeCommit;
  /** The first line of the block of the translation that answers it, in the file of the translation; left out where none
   * does. */
  line?: number;
  /** The block as it is now; left out where it is gone. */
  source_block?: SourceBlock;
  /** Its first line in the file of the source page, from 1; left out where it is gone or stands in another file. */
  source_line?: number;
  /** Its words; left out where it is gone. */
  text?: string;
  /** The words that it had before; left out where it is new. */
  text_before?: string;
};

/** What became of a block of a source page.
 * 
 * - `changed`: It says something else.
 * - `added`: It is new.
 * - `removed`: It is gone. */
export type BlockChangeKind = "changed" | "added" | "removed";

/** A block at the top of a page, with what a program needs beside it. */
export type BlockEntry = {
  /** The block itself. Spans inside count from `origin`. */
  block: Block;
  /** SHA-256 of the block as JSON, in lower-case hexadecimal. Equal blocks have equal digests, on any page. */
  digest: string;
  /** The direction of that language. */
  direction: Direction;
  /** Its name on the page. It stays when other blocks change: it comes from what the block was written as, of a
   * heading from its anchor, of a card from its id. Of several equal blocks, the later ones are numbered. */
  id: string;
  /** Its language. */
  language: Tag;
  /** Where spans inside it count from. */
  origin: Origin;
  /** Where it was written. */
  place: Place;
  /** The anchor of the heading it stands under; none before the first. */
  section?: string;
  /** Of a translation: its sentences in reading order, in runs that each answer some of the source page or none. Left
   * out where it has no sentences, in the source locale, and on pages that fell back, whose text is the source's. */
  sentences?: Array<SentenceRun>;
  /** Of a translation: the block of the source page that it answers, with the `written` that this has. Left out
   * where it answers none, and in the source locale. */
  source_block?: SourceBlock;
  /** Its words. */
  text: string;
  /** SHA-256 of the bytes that it was written as, in lower-case hexadecimal. */
  written: string;
};

/** By bullets. */
export type BulletMarks = {
  /** What it is. */
  kind: "bullet";
};

/** The look of a link that is a button.
 * 
 * - `primary`: The main one of a group.
 * - `secondary`: Another. */
export type Button = "primary" | "secondary";

/** Links that look like buttons, and nothing else. */
export type ButtonsBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The links, and spaces between them. */
  content: Array<Inline>;
  /** What it is. */
  kind: "buttons";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** What a callout is for: `note`, `abstract`, `info`, `tip`, `success`, `question`, `warning`, `failure`, `danger`, `bug`, `example`, `quote`, `recommendation`, or a class that the site made up. */
export type CalloutKind = string;

/** A recommended tool. */
export type CardBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is, the name in bold among the words. */
  description: Array<Block>;
  /** Where to get it. */
  downloads?: Downloads;
  /** Whatever else stood in the card. */
  further?: Array<Block>;
  /** The same in every locale. */
  id: string;
  /** What it is. */
  kind: "card";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** Homepage, privacy policy, documentation and so on, in the order of writing. */
  links: Array<CardLink>;
  /** Its logo. */
  logo?: Picture;
  /** The tool's name as plain text; drawn from the first bold words of the description, else from its logo or heading. */
  name: string;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** A title of its own, seldom there; empty for none. */
  title?: Array<Inline>;
};

/** A link of a card. */
export type CardLink = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The link. */
  link: Link;
  /** Whether it is the link that stands for the card where only one has room. */
  main?: boolean;
  /** What it leads to. */
  role: LinkRole;
  /** The bytes it was written as. */
  span: Span;
};

/** A recommended tool. */
export type CardRecord = {
  /** What a tool of this page must fulfil; left out in the file of all locales. */
  criteria?: Array<Criterion>;
  /** What it is, in words. */
  description: string;
  /** What it is, as nodes; left out in the file of all locales. */
  description_nodes?: Array<Block>;
  /** The direction of that language. */
  direction: Direction;
  /** Where to get it. */
  downloads: Array<DownloadRecord>;
  /** Whether the page fell back to the source locale. */
  fallback: boolean;
  /** Its name for programs; the same in every locale. */
  id: string;
  /** The language of the record. */
  language: Tag;
  /** Homepage, privacy policy, source code and so on. */
  links: Array<LinkRecord>;
  /** Its logo. */
  logo?: LogoRecord;
  /** Its name. */
  name: string;
  /** The page that recommends it. */
  page: PageId;
  /** The title of that page. */
  page_title: string;
  /** Where that page is read on the web. */
  page_url?: string;
  /** Where it was written. */
  place: Place;
  /** The headings it stands under, from the outermost. */
  sections: Array<SectionRecord>;
  /** Of a translation: the block of the source page that the card's block answers. */
  source_block?: SourceBlock;
  /** In the file of all locales: the records of the translations. A locale that is missing lost the card. */
  translations?: {
    [key: string]: CardRecord;
  };
  /** Warnings that concern it: those inside the card, and those between it and the next card or heading. */
  warnings: Array<WarningRecord>;
};

/** A recommended tool. */
export type CardSiteRecord = {
  /** What a tool of this page must fulfil; left out in the file of all locales. */
  criteria?: Array<Criterion>;
  /** What it is, in words. */
  description: string;
  /** What it is, as nodes; left out in the file of all locales. */
  description_nodes?: Array<Block>;
  /** The direction of that language. */
  direction: Direction;
  /** Where to get it. */
  downloads: Array<DownloadRecord>;
  /** Whether the page fell back to the source locale. */
  fallback: boolean;
  /** Its name for programs; the same in every locale. */
  id: string;
  /** What it is. */
  kind: "card";
  /** The language of the record. */
  language: Tag;
  /** Homepage, privacy policy, source code and so on. */
  links: Array<LinkRecord>;
  /** Its logo. */
  logo?: LogoRecord;
  /** Its name. */
  name: string;
  /** The page that recommends it. */
  page: PageId;
  /** The title of that page. */
  page_title: string;
  /** Where that page is read on the web. */
  page_url?: string;
  /** Where it was written. */
  place: Place;
  /** The headings it stands under, from the outermost. */
  sections: Array<SectionRecord>;
  /** Of a translation: the block of the source page that the card's block answers. */
  source_block?: SourceBlock;
  /** In the file of all locales: the records of the translations. A locale that is missing lost the card. */
  translations?: {
    [key: string]: CardRecord;
  };
  /** Warnings that concern it: those inside the card, and those between it and the next card or heading. */
  warnings: Array<WarningRecord>;
};

/** Recommended tools: of one locale, or of all of them. */
export type CardsFile = {
  /** The tools, in reading order. */
  cards: Array<CardRecord>;
  /** The locale of the records; in the file of all locales, the source locale. */
  locale: Tag;
  /** In the file of all locales, those that have a card or more. */
  locales?: Array<Tag>;
  /** Version of the format, `major.minor`. */
  schema_version: string;
};

/** A cell. */
export type Cell = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it holds; an ordinary cell is one paragraph, an empty one nothing. */
  blocks: Array<Block>;
  /** How many columns it covers, at least 1. */
  columns: number;
  /** Whether it is a header of its row or column. An empty one is none. */
  header: boolean;
  /** How many rows it covers, at least 1. */
  rows: number;
  /** The bytes it was written as. */
  span: Span;
};

/** One thing that changed. */
export type Change = {
  /** What happened to it. */
  action: Action;
  /** The id of the recommended tool that it belongs to. */
  card?: string;
  /** What it is called: the name of a tool, the words of a link, the platform of a download, the kind of a callout. */
  name?: string;
  /** What it is now. */
  new?: string;
  /** What it was: its words, of a link its address, of something that moved its place. */
  old?: string;
  /** The page it stands on; none for what belongs to the whole locale. */
  page?: PageId;
  /** The title of that page. */
  page_title?: string;
  /** Where it is written now; of something removed, where it was. */
  place?: Spot;
  /** The words of the heading it stands under; none before the first. */
  section?: string;
  /** What it is. */
  subject: Subject;
  /** Of something rewritten, which words stayed, went and came, in reading order. */
  words?: Array<Piece>;
};

/** A commit. */
export type ChangeCommit = {
  /** Its day, `YYYY-MM-DD`, in UTC. */
  date: string;
  /** Its whole name, in hexadecimal digits. */
  id: string;
};

/** What a diagnostic is about. The name in kebab case is an interface: baselines and filters use it.
 * 
 * - `invalid-configuration`: The configuration cannot be understood.
 * - `unknown-key`: A key of the configuration is not known.
 * - `missing-page`: A page that the navigation names does not exist.
 * - `does-not-fit`: A handout has more pages than were asked for.
 * - `unknown-tab`: The configuration or `--tabs` names a label that no tab has.
 * - `hidden-page`: The navigation names a page that the website hides.
 * - `page-outside-navigation`: Pages are in no part of the navigation, and stand at the end of the book.
 * - `no-configuration`: No configuration of the site was found.
 * - `configuration-choice`: There are several configurations, and only one of them is read.
 * - `no-source-pages`: The source locale has no pages.
 * - `hook-not-run`: The site names a program that changes its pages, which is not run.
 * - `not-utf8`: A file is not UTF-8; its bytes were replaced where they could not be read.
 * - `page-collision`: Two pages would write one file.
 * - `file-too-large`: A file is too large to be a page.
 * - `incomplete-history`: It is unknown when some pages were last changed: their files print no commit, and no date unless the site gives one.
 * - `unreadable-file`: A file or folder of the site could not be read: its words are missing in every output.
 * - `file-outside`: A link or a path leads out of the site, and what it leads to was not read.
 * - `folder-circle`: A link leads back to a folder that holds it, and was not followed.
 * - `output-folder`: A folder among the pages holds an output of Pamphlet, and is not read as pages.
 * - `unportable-name`: Windows cannot hold a file of the name of this page.
 * - `unknown-locale`: A folder looks like a translation, but is not built: its language is not known, or not listed.
 * - `plugin-not-run`: The site uses a plugin, an extension, a hook or a theme feature that Pamphlet does not run, or supports only in part.
 * - `plugin-markup`: A page holds markup for a plugin of the website, and what the plugin would put there is not known.
 * - `missing-author`: Nobody is named who wrote or publishes the books: shops refuse such books, and programs file them under “Unknown”.
 * - `untranslated-interface`: There are no words of the interface in the language of a locale: its labels are in English.
 * - `fallback-page`: A page is missing in a translation; the source page stands in for it.
 * - `invalid-front-matter`: Front matter is not YAML; the page stays, its metadata is lost.
 * - `front-matter-value`: A key of the front matter has a value of the wrong kind.
 * - `unsupported-html`: HTML that has no meaning in a document was kept as text.
 * - `dropped-markup`: A style sheet, script or drawing was dropped.
 * - `unbalanced-html`: An HTML tag is not balanced.
 * - `unknown-icon`: An icon is not in any set.
 * - `unknown-language`: The language that code is said to be in is not known; the code is shown in one colour.
 * - `unknown-block`: A block type is not known.
 * - `undefined-footnote`: A footnote is used and not defined.
 * - `unused-footnote`: A footnote is defined and not used.
 * - `missing-snippet`: A snippet that a page includes cannot be found.
 * - `recursive-snippet`: A snippet includes itself.
 * - `limit-reached`: Nesting, length or number is beyond a limit; the rest is kept as text.
 * - `website-differs`: The website shows something else here than the author meant.
 * - `broken-link`: A link leads to a page or file that does not exist.
 * - `broken-anchor`: A link leads to an anchor that its page does not have.
 * - `empty-link`: A link has no address, or no words.
 * - `link-outside`: A link leads out of the tree.
 * - `missing-picture`: A picture cannot be found.
 * - `broken-picture`: A picture cannot be decoded.
 * - `picture-changed`: A picture was scaled down, or parts of it that a book cannot hold were taken out.
 * - `diagram-not-drawn`: A diagram cannot be drawn; its source is shown.
 * - `unfit-brand`: A picture, colour, footer or font that a site sets under `brand` cannot be used as it is.
 * - `remote-picture`: A picture is on another server and is never fetched.
 * - `missing-alternative`: A picture has no alternative text.
 * - `repair-empty-title`: An empty title was put into a link.
 * - `repair-attributes`: An attribute list was damaged.
 * - `repair-link`: The brackets of a link were torn or moved.
 * - `repair-definition`: A definition list had lost its shape.
 * - `repair-tab`: A tab marker was escaped.
 * - `repair-task`: The box of a task was escaped.
 * - `repair-abbreviation`: An abbreviation was escaped or damaged.
 * - `repair-snippet`: A snippet marker was damaged.
 * - `repair-front-matter`: The fences of front matter were damaged.
 * - `repair-footnote`: Footnotes were glued together or turned into HTML.
 * - `repair-html`: A part of the page was turned into HTML.
 * - `repair-callout`: The type of a callout was translated, swallowed or misspelt.
 * - `repair-translated-syntax`: A class or a value that is not text was translated.
 * - `repair-emphasis`: Emphasis marks stood beside spaces or punctuation.
 * - `repair-full-width`: Full-width characters stood where syntax wants plain ones.
 * - `repair-placeholder`: A placeholder of a translation tool was left behind.
 * - `repair-invisible`: An invisible character stood in the way.
 * - `repair-icon`: An icon's name was damaged.
 * - `repair-indentation`: The content of a callout, a tab or a list step lost its indentation.
 * - `repair-fence`: A fence was not closed, or closed in the wrong place.
 * - `drift`: A translation lost or gained something compared with its source page.
 * - `translation-only`: A page exists in a translation only.
 * - `translation-number`: A number of the source is missing in the translation, or it or its unit differs.
 * - `translation-code`: A piece of code or a placeholder is damaged in the translation.
 * - `translation-address`: A link leads to a slightly different web address than in the source.
 * - `translation-glossary`: A name or term is not translated as the glossary says.
 * - `translation-quotes`: A quotation mark of the translation has no partner.
 * - `translation-brackets`: A bracket of the translation has no partner.
 * - `translation-word`: A word stands twice in a row.
 * - `translation-spaces`: Several spaces stand between two words.
 * - `translation-sentence`: A sentence was copied into the place of another one.
 * - `translation-punctuation`: A punctuation mark is wrong for the language of the translation.
 * - `translation-term`: A term is translated differently here than almost everywhere else.
 * - `missing-glyph`: No font has a glyph for a character.
 * - `overfull-line`: A line is wider than its column.
 * - `degraded`: Something is shown in a simpler form than the one that it was written in.
 * - `output-too-large`: An output is larger than readers or stores accept.
 * - `export-failed`: A page or an edition could not be exported.
 * - `words-absent`: Words of a page were not found in what Pamphlet read from it.
 * - `words-lost`: Words of the source are not in the output. */
export type Code = "invalid-configuration" | "unknown-key" | "missing-page" | "does-not-fit" | "unknown-tab" | "hidden-page" | "page-outside-navigation" | "no-configuration" | "configuration-choice" | "no-source-pages" | "hook-not-run" | "not-utf8" | "page-collision" | "file-too-large" | "incomplete-history" | "unreadable-file" | "file-outside" | "folder-circle" | "output-folder" | "unportable-name" | "unknown-locale" | "plugin-not-run" | "plugin-markup" | "missing-author" | "untranslated-interface" | "fallback-page" | "invalid-front-matter" | "front-matter-value" | "unsupported-html" | "dropped-markup" | "unbalanced-html" | "unknown-icon" | "unknown-language" | "unknown-block" | "undefined-footnote" | "unused-footnote" | "missing-snippet" | "recursive-snippet" | "limit-reached" | "website-differs" | "broken-link" | "broken-anchor" | "empty-link" | "link-outside" | "missing-picture" | "broken-picture" | "picture-changed" | "diagram-not-drawn" | "unfit-brand" | "remote-picture" | "missing-alternative" | "repair-empty-title" | "repair-attributes" | "repair-link" | "repair-definition" | "repair-tab" | "repair-task" | "repair-abbreviation" | "repair-snippet" | "repair-front-matter" | "repair-footnote" | "repair-html" | "repair-callout" | "repair-translated-syntax" | "repair-emphasis" | "repair-full-width" | "repair-placeholder" | "repair-invisible" | "repair-icon" | "repair-indentation" | "repair-fence" | "drift" | "translation-only" | "translation-number" | "translation-code" | "translation-address" | "translation-glossary" | "translation-quotes" | "translation-brackets" | "translation-word" | "translation-spaces" | "translation-sentence" | "translation-punctuation" | "translation-term" | "missing-glyph" | "overfull-line" | "degraded" | "output-too-large" | "export-failed" | "words-absent" | "words-lost";

/** A mark in code that refers to a note: `(1)`. */
export type CodeAnnotation = {
  /** The byte behind the mark. */
  end: number;
  /** Which of the notes of the block that holds both, from 1. */
  number: number;
  /** The byte of the code that the mark begins at. */
  start: number;
};

/** Code. */
export type CodeBlock = {
  /** Marks in it that refer to notes, in order. */
  annotations?: Array<CodeAnnotation>;
  /** Attributes as written. */
  attrs?: Attrs;
  /** The programming language that it is in; `language` is the language of people that a block is in. */
  code_language?: string;
  /** Lines that stand out. */
  highlighted?: Array<LineRange>;
  /** What it is. */
  kind: "code";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The number of its first line, if lines are numbered. */
  line_numbers?: number;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The code, without the last line end. */
  text: string;
  /** Its title. */
  title?: string;
  /** Its parts that stand out, counted in bytes of the text in UTF-8. */
  tokens?: Array<Token>;
};

/** Code in a line. */
export type CodeInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The language of programming that it is in (`` `#!python x` ``). */
  code_language?: string;
  /** What it is. */
  kind: "code";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The code. */
  text: string;
  /** Its parts that stand out, counted in bytes of the text in UTF-8. */
  tokens?: Array<Token>;
};

/** A subject with its code in a scheme. */
export type CodedSubject = {
  /** The code in it. */
  code: string;
  /** Its words; the code stands for them where none are given. */
  name?: string;
  /** The scheme. */
  scheme: Scheme;
};

/** A part that a website folds away; shown open. */
export type CollapsibleBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it holds. */
  blocks: Array<Block>;
  /** What it is for; none for a part that is only folded away. */
  callout?: CalloutKind;
  /** The icon beside the title. */
  icon: string;
  /** What it is. */
  kind: "collapsible";
  /** What it is called where no title is shown: the word for its kind. None where there is no such word. */
  label?: Words;
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** For a part that a website folds away, whether it is open there. */
  open?: boolean;
  /** Where it stands. */
  placement: Placement;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The title that is shown; empty for none. Where the author gave none it is the label. */
  title?: Array<Inline>;
};

/** How a column is aligned.
 * 
 * - `none`: Not said.
 * - `left`: Left.
 * - `center`: Centred.
 * - `right`: Right. */
export type ColumnAlignment = "none" | "left" | "center" | "right";

/** An editor's comment (critic markup). */
export type CommentInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "comment";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The comment. */
  text: string;
};

/** The commit that an output was made from. */
export type Commit = {
  /** Whether files differed from it, or were not in it. */
  dirty?: boolean;
  /** The name that git gives it, whole. */
  id: string;
};

/** A claim in the form of EPUB Accessibility 1.1. */
export type Conformance = {
  /** Of which level. */
  level: WcagLevel;
  /** Of which version of the guidelines. */
  wcag: WcagVersion;
};

/** A person or body that had a part in a book. */
export type Contributor = {
  /** The name as it is sorted: `Example, Ann`. */
  file_as?: string;
  /** The name as it is read. */
  name: string;
  /** What they did. */
  roles: Array<Role>;
};

/** How much of a site is translated: `coverage.json`. */
export type Coverage = {
  /** The locales, the most translated first. */
  locales: Array<LocaleCoverage>;
  /** The pages in the source's reading order, then those that only translations have. */
  pages: Array<PageName>;
  /** Version of the form, `major.minor`. */
  schema_version: string;
  /** The sections of the navigation in order, a section before those inside it, labelled in the source locale. */
  sections: Array<SectionName>;
  /** The locale that the others are translated from. */
  source_locale: Tag;
  /** The title of the site in its source locale. */
  title: string;
};

/** How much is translated, measured in what the source says. The source locale counts as wholly translated. */
export type CoverageRecord = {
  /** Words of the translation that answer nothing in the source. They are worth nothing. */
  added_words: number;
  /** Blocks of text of the source in all. */
  blocks: number;
  /** Blocks of the source that nothing in the translation answers. */
  missing_blocks: number;
  /** Sentences of the source that nothing in the translation answers. */
  missing_sentences: number;
  /** Words of the source that nothing in the translation answers. They are not translated. */
  missing_words: number;
  /** Translated words in per cent, rounded down; 100 for nothing at all. */
  percent: number;
  /** Sentences of the source in all. */
  sentences: number;
  /** Blocks of text that are in the locale's language. */
  translated_blocks: number;
  /** Sentences that are in the locale's language. */
  translated_sentences: number;
  /** Words that are in the locale's language. */
  translated_words: number;
  /** Words of the source in all. */
  words: number;
};

/** Whether a criterion is required.
 * 
 * - `general`: The page does not say.
 * - `minimum`: Required.
 * - `best-case`: Wished for. */
export type CriteriaLevel = "general" | "minimum" | "best-case";

/** Something that a tool must fulfil. */
export type Criterion = {
  /** Whether it is required. */
  level: CriteriaLevel;
  /** What it says. */
  text: string;
};

/** Nothing: it adds nothing to the text. */
export type DecorativeAlternative = {
  /** What it is. */
  kind: "decorative";
};

/** One or more terms with one or more meanings. */
export type Definition = {
  /** What they mean. */
  details: Array<Detail>;
  /** The terms. */
  terms: Array<Term>;
};

/** A term where it is defined (`<dfn>`). */
export type DefinitionInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The term. */
  content: Array<Inline>;
  /** What it is. */
  kind: "definition";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** What it means, if said in its title. */
  title?: string;
};

/** Terms and what they mean. */
export type DefinitionListBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its entries. */
  entries: Array<Definition>;
  /** What it is. */
  kind: "definition-list";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** What it shows, in words. */
export type DescribedAlternative = {
  /** What it is. */
  kind: "described";
  /** The words. */
  words: Words;
};

/** What a term means. */
export type Detail = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The text. */
  blocks: Array<Block>;
  /** The bytes it was written as. */
  span: Span;
  /** Whether it is set close, as the text of a tight list item. */
  tight: boolean;
};

/** What `check --format json` prints. */
export type DiagnosticsFile = {
  /** The findings. */
  diagnostics: Array<Finding>;
  /** Version of the format, `major.minor`. */
  schema_version: string;
};

/** A diagram in a language of its own. */
export type DiagramBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "diagram";
  /** What stands above it: the word for a diagram and its notation. */
  label: Words;
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** `mermaid`. */
  notation: string;
  /** Its source. */
  source: string;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** What changed between two outputs. */
export type Diff = {
  /** The locales that differ, the source locale first. Empty when nothing differs. */
  locales: Array<LocaleDiff>;
  /** What it became. */
  new: Side;
  /** What was compared with. */
  old: Side;
  /** Version of the form, `major.minor`. */
  schema_version: string;
};

/** Direction of text and of pages.
 * 
 * - `ltr`: Left to right.
 * - `rtl`: Right to left. */
export type Direction = "ltr" | "rtl";

/** What a message for distributors says that a book does not. */
export type Distribution = {
  /** Where the sender is to be reached. */
  email?: string;
  /** What it costs. */
  price: Price;
  /** Who sends it; the publisher or the first author when none. */
  sender?: string;
};

/** A line between the parts of a box: drawn, and no break between themes. */
export type DividerBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "divider";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A place to get a tool from. */
export type Download = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The whole entry: nearly always one link with an icon and a word. It has words: the author's, else the name of the place. */
  content: Array<Inline>;
  /** Which place. */
  platform: Platform;
  /** The bytes it was written as. */
  span: Span;
  /** The store or the browser. */
  store?: Store;
  /** The system that it is for; none for what the site's vocabulary does not know, and for stores that serve several. */
  system?: System;
};

/** A place to get a tool from. */
export type DownloadRecord = {
  /** Which place. */
  kind: Platform;
  /** The system that it is for; none for what the site's vocabulary does not know, and for stores that serve devices
   * of several kinds. */
  platform?: System;
  /** The store or the browser, if it is for one. */
  store?: Store;
  /** The words of the entry. */
  text: string;
  /** Its address; none when it has no link. */
  url?: string;
};

/** The downloads of a card. */
export type Downloads = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** One entry a place. */
  items: Array<Download>;
  /** The heading over them: the author's words, else the word for downloads. */
  label: Array<Inline>;
  /** The bytes they were written as. */
  span: Span;
};

/** What there is to know about one locale. */
export type EditionFacts = {
  /** Who wrote it. */
  authors?: Array<string>;
  /** The date that its book prints, `YYYY-MM-DD`. */
  date?: string;
  /** One or two sentences about it. */
  description?: string;
  /** Its licence. */
  license?: string;
  /** The locale. */
  locale: string;
  /** When it was changed last, to the second in UTC (`2026-08-22T10:30:00Z`); none where nothing says so. */
  modified?: string;
  /** Whether its cover is a picture of the site, not one that is drawn. */
  own_cover?: boolean;
  /** Its packets: documents of chosen pages. */
  packets?: Array<PacketFacts>;
  /** Its pages in reading order. */
  pages: Array<PageFacts>;
  /** What shops and libraries ask of it. */
  publication: Publication;
  /** Who publishes it. */
  publisher?: string;
  /** Its subjects. */
  subjects?: Array<string>;
  /** The title of its book. */
  title: string;
  /** The day of the newest commit that changed one of the pages that are its own, `YYYY-MM-DD`; none for the source
   * locale, and where no history says so. How old a translation is, while `date` counts pages that stand in from the
   * source, too. */
  translated?: string;
  /** Words that are translated. */
  translated_words: number;
  /** Where it is read on the web. */
  url?: string;
  /** Words in all. */
  words: number;
};

/** An emoji written as a shortcode; one written as a character is text. */
export type EmojiInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "emoji";
  /** The shortcode without colons. */
  shortcode: string;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The characters. */
  text: string;
};

/** How text is stressed or set apart, where no more is known of it than that.
 * 
 * - `emphasis`: `*…*`, `<em>`, `<i>`, `<cite>`.
 * - `strong`: `**…**`, `<strong>`, `<b>`.
 * - `deleted`: `~~…~~`, `<del>`, `<s>`, a critic deletion.
 * - `inserted`: `^^…^^`, `<ins>`, `<u>`, a critic insertion.
 * - `marked`: `==…==`, `<mark>`, a critic highlight.
 * - `small`: `<small>`.
 * - `subscript`: `~…~`, `<sub>`.
 * - `superscript`: `^…^`, `<sup>`.
 * - `quoted`: `<q>`: the exporter adds the quotation marks of the language. */
export type Emphasis = "emphasis" | "strong" | "deleted" | "inserted" | "marked" | "small" | "subscript" | "superscript" | "quoted";

/** A reason for which the European Accessibility Act does not ask for accessibility.
 * 
 * - `eaa-microenterprise`: Whoever makes it has fewer than ten people.
 * - `eaa-disproportionate-burden`: It would be too great a burden.
 * - `eaa-fundamental-alteration`: It would be another thing then. */
export type Exemption = "eaa-microenterprise" | "eaa-disproportionate-burden" | "eaa-fundamental-alteration";

/** An address outside the edition that books may link to. */
export type ExternalTarget = {
  /** What it is. */
  kind: "external";
  /** The address, complete with its scheme: a valid URL. */
  url: string;
};

/** A picture with a caption, or standing alone. */
export type FigureBlock = {
  /** How it is aligned. */
  alignment?: Alignment;
  /** Attributes as written. */
  attrs?: Attrs;
  /** What is shown: nearly always one picture paragraph, but a table or code can be a figure too. */
  blocks: Array<Block>;
  /** Its caption. */
  caption?: Array<Block>;
  /** What it is. */
  kind: "figure";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A change of the file of a finding: what stands between two places goes, and a text comes. */
export type FileEdit = {
  /** Its column in characters, from 1. */
  column: number;
  /** The byte after the last one that goes. */
  end: number;
  /** The column of the end. */
  end_column: number;
  /** Line of the end. */
  end_line: number;
  /** Line of the first byte, from 1. */
  line: number;
  /** What comes in its place. */
  put: string;
  /** First byte that goes, from 0. */
  start: number;
};

/** A diagnostic with everything a program needs. `locale` and `page` say which output it concerns; a snippet's finding
 * names the snippet's path and the page that includes it. */
export type Finding = {
  /** The code. */
  code: Code;
  /** Column in characters, from 1; absent where only the line is known. */
  column?: number;
  /** For a repair: what would mend it in the file. */
  fix?: Array<FileEdit>;
  /** What to do, if anything. */
  help?: string;
  /** Line, from 1; absent for what concerns a whole file. */
  line?: number;
  /** Locale whose output it concerns, if it concerns one. */
  locale?: string;
  /** What is wrong. */
  message: string;
  /** The text that a repair replaced, if it is one. */
  original?: string;
  /** Page whose output it concerns: its path without `.md`; absent for what concerns a locale or the site. */
  page?: string;
  /** File, relative to the site; absent for what concerns no file. */
  path?: string;
  /** Further places that belong to it. */
  related?: Array<Related>;
  /** How bad. */
  severity: Severity;
};

/** A reference to a footnote of the page. */
export type FootnoteReferenceInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "footnote-reference";
  /** The note's number on its page, from 1. */
  number: number;
  /** The number in the digits of the page's language. */
  shown: string;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A format of outputs.
 * 
 * - `pdf`: Books and handouts to print.
 * - `epub`: Books for e-readers.
 * - `json`: Data for programs.
 * - `text`: Plain text. */
export type Format = "pdf" | "epub" | "json" | "text";

/** A formula as MathML. */
export type FormulaRecord = {
  /** As it is set on lines of its own; there when it stands so. */
  block?: string;
  /** As it is set in a line; there when it stands in one. */
  inline?: string;
};

/** Nothing. */
export type FreePrice = {
  /** What it is. */
  kind: "free";
};

/** The program that made an output. */
export type Generator = {
  /** `pamphlet`. */
  name: string;
  /** Its version. */
  version: string;
};

/** An abbreviation that occurs in the edition. */
export type GlossaryEntry = {
  /** What it stands for. */
  expansion: string;
  /** The short form. */
  term: string;
};

/** Blocks set as a grid. */
export type GridBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it holds. */
  blocks: Array<Block>;
  /** Whether the items are framed. */
  cards: boolean;
  /** What it is. */
  kind: "grid";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** Blocks that share attributes (`<div>`, `<section>`), with no other meaning. */
export type GroupBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The blocks. */
  blocks: Array<Block>;
  /** What it is. */
  kind: "group";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A heading. */
export type HeadingBlock = {
  /** Further names: the anchor of the source page's heading that it answers to. */
  aliases?: Array<string>;
  /** What links name it by; unique on its page. */
  anchor: string;
  /** 1 to 6, as it is announced: no level is skipped on the way down (PDF/UA-1, 7.4.2; WCAG 1.3.1). */
  announced: number;
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its text. */
  content: Array<Inline>;
  /** What it is. */
  kind: "heading";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** 1 to 6, as it looks. As written, moved with all headings of its page so that the highest stands right below the
   * title, or is it. */
  level: number;
  /** Whether contents name it; a site may leave levels out. */
  listed?: boolean;
  /** What its section is, where structure tells. */
  role?: HeadingRole;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** What a section is.
 * 
 * - `criteria`: What a tool must fulfil to be recommended.
 * - `minimum-requirements`: The part of it that is required.
 * - `best-case`: The part of it that is wished for. */
export type HeadingRole = "criteria" | "minimum-requirements" | "best-case";

/** An icon of one of the sets. */
export type IconInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "icon";
  /** Set and name: `octicons/home-16`, `material/heart`, `fontawesome/brands/windows`, `simple/apple`. */
  name: string;
  /** What it says. */
  says: Saying;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** What there is in an edition. */
export type IndexFile = {
  /** Who wrote it. */
  authors: Array<string>;
  /** Whether what a page was made from is not what its commit, or any, holds. */
  changed?: boolean;
  /** The newest commit of its pages: its whole name, in hexadecimal digits. */
  commit?: string;
  /** How much of it all is translated. */
  coverage: CoverageRecord;
  /** The date that the book prints, `YYYY-MM-DD`. */
  date?: string;
  /** One or two sentences about it. */
  description?: string;
  /** Their language where it is not that of the locale. */
  description_language?: Tag;
  /** The direction of the locale. */
  direction: Direction;
  /** Abbreviations that occur, sorted for the locale. */
  glossary: Array<GlossaryEntry>;
  /** Its licence, an SPDX expression or a name. */
  license?: string;
  /** The locale of the edition. */
  locale: Tag;
  /** All locales of the site, with direction and name. */
  locales: {
    [key: string]: LanguageRecord;
  };
  /** The navigation. */
  nav: Array<NavItem>;
  /** Pages that the navigation does not name. */
  nav_rest: Array<PageId>;
  /** The pages in reading order. */
  pages: Array<IndexPage>;
  /** Who publishes it. */
  publisher?: string;
  /** Version of the format, `major.minor`. */
  schema_version: string;
  /** What files are named after. */
  slug: string;
  /** The locale that the others are translated from. */
  source_locale: Tag;
  /** Subjects, for catalogues. */
  subjects: Array<string>;
  /** The title of the book. */
  title: string;
  /** The address of the front page on the web. */
  url?: string;
  /** Its version. */
  version?: string;
};

/** A page of the index. */
export type IndexPage = {
  /** Whether what it was made from is not what that commit, or any, holds. */
  changed?: boolean;
  /** The last commit that changed what it was made from: its whole name, in hexadecimal digits. */
  commit?: string;
  /** How much of it is translated. */
  coverage: CoverageRecord;
  /** The date that its files print, `YYYY-MM-DD`. */
  date?: string;
  /** One sentence about it. */
  description?: string;
  /** The language of that sentence where it is not the page's. */
  description_language?: Tag;
  /** SHA-256 of what it was made from. */
  digest: string;
  /** The direction of that language. */
  direction: Direction;
  /** Whether the translation lacks it and the source page stands in. */
  fallback: boolean;
  /** The file that holds it, from the folder of the edition. */
  file: string;
  /** Its name; the same in every locale. */
  id: PageId;
  /** The language its text is in. */
  language: Tag;
  /** Its headings. */
  outline: Array<OutlineEntry>;
  /** The file it was read from, relative to the site. */
  path: string;
  /** Its title. */
  title: string;
  /** The language of the title where it is not the page's. */
  title_language?: Tag;
  /** Where it is read on the web. */
  url?: string;
};

/** What there is in an edition. */
export type IndexSiteRecord = {
  /** Who wrote it. */
  authors: Array<string>;
  /** Whether what a page was made from is not what its commit, or any, holds. */
  changed?: boolean;
  /** The newest commit of its pages: its whole name, in hexadecimal digits. */
  commit?: string;
  /** How much of it all is translated. */
  coverage: CoverageRecord;
  /** The date that the book prints, `YYYY-MM-DD`. */
  date?: string;
  /** One or two sentences about it. */
  description?: string;
  /** Their language where it is not that of the locale. */
  description_language?: Tag;
  /** The direction of the locale. */
  direction: Direction;
  /** Abbreviations that occur, sorted for the locale. */
  glossary: Array<GlossaryEntry>;
  /** What it is. */
  kind: "index";
  /** Its licence, an SPDX expression or a name. */
  license?: string;
  /** The locale of the edition. */
  locale: Tag;
  /** All locales of the site, with direction and name. */
  locales: {
    [key: string]: LanguageRecord;
  };
  /** The navigation. */
  nav: Array<NavItem>;
  /** Pages that the navigation does not name. */
  nav_rest: Array<PageId>;
  /** The pages in reading order. */
  pages: Array<IndexPage>;
  /** Who publishes it. */
  publisher?: string;
  /** Version of the format, `major.minor`. */
  schema_version: string;
  /** What files are named after. */
  slug: string;
  /** The locale that the others are translated from. */
  source_locale: Tag;
  /** Subjects, for catalogues. */
  subjects: Array<string>;
  /** The title of the book. */
  title: string;
  /** The address of the front page on the web. */
  url?: string;
  /** Its version. */
  version?: string;
};

/** A piece of a line. */
export type Inline = (
  | TextInline
  | LineBreakInline
  | StyledInline
  | SpanInline
  | LanguageInline
  | CommentInline
  | KeysInline
  | CodeInline
  | LinkInline
  | PictureInline
  | IconInline
  | EmojiInline
  | FootnoteReferenceInline
  | AnnotationReferenceInline
  | AbbreviationInline
  | DefinitionInline
  | MathInline
  | UnsupportedInline
);

/** The digests of everything that an output was made from. */
export type Inputs = {
  /** SHA-256 of such lines for the files of the configuration alone. */
  configuration: string;
  /** How many files there are. */
  files: number;
  /** SHA-256 of a line `SUM  PATH` for every file, as `sha256sum` prints it, sorted by path, and after these the
   * settings as one line of JSON. Files are those of the whole site, whichever locales and formats were asked for.
   * Paths are relative to the site; pages and snippets count as the UTF-8 that they were read as. A file that could
   * not be read has `unreadable` for its sum, and one that is too large to be a picture `bytes=` and its length: only
   * that it is there shows in an output. */
  sha256: string;
};

/** An ISBN: thirteen digits, the last of which agrees with the others. */
export type Isbn = string;

/** Keys to press together. */
export type KeysInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The caps, as readers see them: Ctrl, C. */
  keys: Array<string>;
  /** What it is. */
  kind: "keys";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A run in another language than what surrounds it. */
export type LanguageInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The text. */
  content: Array<Inline>;
  /** What it is. */
  kind: "language";
  /** Its language. */
  language: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A language. */
export type LanguageRecord = {
  /** Its direction. */
  direction: Direction;
  /** Its name for itself. */
  name: string;
};

/** A length as written in an attribute. */
export type Length = (
  | PixelsLength
  | PercentLength
);

/** A line end that readers see. */
export type LineBreakInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "line-break";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A range of lines of a code block, both included, from 1. */
export type LineRange = {
  /** First line. */
  first: number;
  /** Last line. */
  last: number;
};

/** A link. It always shows words, unless it leads nowhere and shows nothing. */
export type Link = {
  /** Set if it looks like a button. */
  button?: Button;
  /** What it shows. Of a link that was written without words, words are in it: its title, what it leads to, the title of
   * the page or the address. */
  content: Array<Inline>;
  /** What it leads to, where that is known. */
  role?: LinkRole;
  /** Where it leads. */
  target: Target;
  /** What a website shows when the pointer rests on it, where that says more than its words. */
  title?: Words;
  /** What it is called: the words that it shows, without pictures and icons that only repeat them. */
  words: string;
};

/** A link. */
export type LinkInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Set if it looks like a button. */
  button?: Button;
  /** What it shows. Of a link that was written without words, words are in it: its title, what it leads to, the title of
   * the page or the address. */
  content: Array<Inline>;
  /** What it is. */
  kind: "link";
  /** What it leads to, where that is known. */
  role?: LinkRole;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** Where it leads. */
  target: Target;
  /** What a website shows when the pointer rests on it, where that says more than its words. */
  title?: Words;
  /** What it is called: the words that it shows, without pictures and icons that only repeat them. */
  words: string;
};

/** An address elsewhere. */
export type LinkNavItem = {
  /** What it is. */
  kind: "link";
  /** Its label. */
  title: string;
  /** The address. */
  url: string;
};

/** A link of a tool. */
export type LinkRecord = {
  /** What it leads to. */
  role: LinkRole;
  /** Where it leads, as the model says it. */
  target: Target;
  /** Its words. */
  text: string;
  /** Its address; none for one that leads to a page that is read nowhere on the web, or that is broken. */
  url?: string;
};

/** What a link of a card leads to, told by its icon and never by its words: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `contribute`, `documentation`, `homepage`, `onion-service`, `privacy-policy`, `public-instances`, `repository`, `security-policy`, `source-code`. */
export type LinkRole = string;

/** A list. */
export type List = {
  /** Its items. */
  items: Array<ListItem>;
  /** How its items are marked. */
  marks: Marks;
  /** Whether its items stand close together. */
  tight: boolean;
};

/** A bullet, numbered or task list. */
export type ListBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its items. */
  items: Array<ListItem>;
  /** What it is. */
  kind: "list";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** How its items are marked. */
  marks: Marks;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** Whether its items stand close together. */
  tight: boolean;
};

/** An item of a list. */
export type ListItem = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it holds. */
  blocks: Array<Block>;
  /** Its language where it differs from its list's. */
  language?: Tag;
  /** The bytes it was written as. */
  span: Span;
  /** What has become of a task. */
  task?: Task;
};

/** A file of the site, which `media` holds. */
export type LocalAssetRef = {
  /** Its name. */
  asset: AssetId;
  /** What it is. */
  kind: "local";
};

/** How much of a locale is translated. */
export type LocaleCoverage = {
  /** Words of the translation that answer nothing in the source. They are worth nothing. */
  added_words: number;
  /** Blocks of text of the source in all. */
  blocks: number;
  /** The locale. */
  locale: Tag;
  /** Blocks of the source that nothing in the translation answers. */
  missing_blocks: number;
  /** Sentences of the source that nothing in the translation answers. */
  missing_sentences: number;
  /** Words of the source that nothing in the translation answers. They are not translated. */
  missing_words: number;
  /** Its pages in reading order. */
  pages: Array<PageCoverage>;
  /** Translated words in per cent, rounded down; 100 for nothing at all. */
  percent: number;
  /** The sections of the navigation in order, a section before those inside it. */
  sections: Array<SectionCoverage>;
  /** Sentences of the source in all. */
  sentences: number;
  /** Blocks of text that are in the locale's language. */
  translated_blocks: number;
  /** Sentences that are in the locale's language. */
  translated_sentences: number;
  /** Words that are in the locale's language. */
  translated_words: number;
  /** Words of the source in all. */
  words: number;
};

/** What changed in one locale. */
export type LocaleDiff = {
  /** What changed, page by page in reading order; what belongs to no page comes first. */
  changes: Array<Change>;
  /** Its direction. */
  direction: Direction;
  /** Whether it is the one that the others are translated from. */
  is_source: boolean;
  /** The locale. */
  locale: Tag;
  /** How much of it is translated; none for a locale that is gone. */
  new_coverage?: CoverageRecord;
  /** How much of it was translated; none for a locale that is new. */
  old_coverage?: CoverageRecord;
};

/** A logo. */
export type LogoRecord = {
  /** What it shows, in words. */
  alternative: string;
  /** The picture for a dark ground. */
  dark?: AssetRef;
  /** The picture, for a light ground. */
  source: AssetRef;
};

/** What an output folder holds. */
export type Manifest = {
  /** Every file but this one and `SHA256SUMS`, by path. */
  artifacts: Array<Artifact>;
  /** The commit that the site stood at; none where it lies in no repository, and where parts of the output were made
   * from different inputs. It stands here alone: no other file changes when a commit changes nothing of the site. */
  commit?: Commit;
  /** The newest date that a book prints, `YYYY-MM-DD`. */
  date?: string;
  /** What there is in each locale, the source first. */
  editions: Array<EditionFacts>;
  /** What made it. */
  generator: Generator;
  /** The name of its catalogues for ever, `urn:uuid:…`. */
  identifier: string;
  /** What all files were made from; none where parts of the output were made from different inputs. */
  inputs?: Inputs;
  /** Version of the format, `major.minor`. */
  schema_version: string;
  /** Which part of a build this is; none for what is whole, or was merged. */
  shard?: ShardFacts;
  /** What files are named after. */
  slug: string;
  /** The locale that the others are translated from. */
  source_locale: string;
  /** The version of the content, if it has one. */
  version?: string;
};

/** How the items of a list are marked. */
export type Marks = (
  | BulletMarks
  | NumberedMarks
);

/** A formula on lines of its own. */
export type MathBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "math";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** How it is written. */
  notation: MathNotation;
  /** The formula without its marks. */
  source: string;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The formula in words of the language around it, to be read aloud. Not there where the language has no words for
   * formulas, or the formula is not understood. */
  spoken?: string;
};

/** A formula. */
export type MathInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "math";
  /** How it is written. */
  notation: MathNotation;
  /** The formula without its marks. */
  source: string;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The formula in words of the language around it, to be read aloud. Not there where the language has no words for
   * formulas, or the formula is not understood. */
  spoken?: string;
};

/** How a formula is written.
 * 
 * - `tex`: TeX.
 * - `math-ml`: A `<math>` element. */
export type MathNotation = "tex" | "math-ml";

/** Not to be found, which has been reported. */
export type MissingAssetRef = {
  /** The address as written. */
  address: string;
  /** What it is. */
  kind: "missing";
};

/** Its name, where it is part of a sentence, or alone. Whoever cannot see it is told; where nothing can be drawn, the
 * name stands there. */
export type NameSaying = {
  /** What it is. */
  kind: "name";
  /** The name. */
  words: Words;
};

/** An entry of the navigation. */
export type NavItem = (
  | PageNavItem
  | SectionNavItem
  | LinkNavItem
);

/** A footnote. */
export type Note = {
  /** Its text. */
  blocks: Array<Block>;
  /** The label as written. */
  label: string;
  /** Its number on the page, from 1, in the order in which references appear; notes that nothing refers to come last. */
  number: number;
  /** Where its text begins; spans inside count from there. */
  origin: Origin;
  /** How many references lead to it. */
  references: number;
  /** The number in the digits of the page's language. */
  shown: string;
  /** The bytes it was written as. */
  span: Span;
};

/** A footnote, with what a program needs beside it. */
export type NoteEntry = {
  /** SHA-256 of the footnote's text as JSON, in lower-case hexadecimal. */
  digest: string;
  /** Its name on the page: `note-` and its label. */
  id: string;
  /** The footnote itself. Spans inside count from its origin. */
  note: Note;
  /** Where it was written. */
  place: Place;
  /** Of a translation: its sentences, as those of a block. */
  sentences?: Array<SentenceRun>;
  /** Of a translation: the footnote of the source page that it answers, with the `written` that this has. */
  source_block?: SourceBlock;
  /** Its words. */
  text: string;
  /** SHA-256 of the bytes that it was written as, in lower-case hexadecimal. */
  written: string;
};

/** Nothing: words stand beside it. */
export type NothingSaying = {
  /** What it is. */
  kind: "nothing";
};

/** By numbers. */
export type NumberedMarks = {
  /** What it is. */
  kind: "numbered";
  /** What the numbers are written in; digits if nothing is said. */
  numerals?: Numerals;
  /** The first number. */
  start: number;
};

/** The numerals of a list, by the names that CSS has for them.
 * 
 * - `decimal`: The digits of the language.
 * - `lower-alpha`: `a`, `b`, `c`.
 * - `upper-alpha`: `A`, `B`, `C`.
 * - `lower-roman`: `i`, `ii`, `iii`.
 * - `upper-roman`: `I`, `II`, `III`. */
export type Numerals = "decimal" | "lower-alpha" | "upper-alpha" | "lower-roman" | "upper-roman";

/** Where a top-level block begins. */
export type Origin = {
  /** The file: the page, or a snippet that it includes. */
  source: SourceId;
  /** The byte of the file that spans inside the block count from. */
  start: number;
};

/** A heading of a page. */
export type OutlineEntry = {
  /** Further names that links may use. */
  aliases?: Array<string>;
  /** What links name it by. */
  anchor: string;
  /** 1 to 6, as it is announced: no level is skipped on the way down. */
  announced: number;
  /** 1 to 6, as it looks. */
  level: number;
  /** Whether contents name it; a site may leave levels out. */
  listed?: boolean;
  /** Its words. */
  text: string;
};

/** A packet of an edition. */
export type PacketFacts = {
  /** What its files are named after: `packets/<slug>.pdf`. */
  slug: string;
  /** Its title. */
  title: string;
};

/** How a translated page stands to the history of its source page. Days are `YYYY-MM-DD`, in UTC. */
export type PageAge = {
  /** How many commits have touched the source page since the translation was touched. */
  behind: number;
  /** The day of the source page that it follows: the last commit that touched that page before. None when the
   * translation is the older of the two. */
  follows?: string;
  /** The day of the last commit that touched the source page. */
  source: string;
  /** The day of the last commit that touched the translation. */
  translated: string;
};

/** What a page shows besides its text. There when assets were asked for. */
export type PageAssets = {
  /** Formulas that are written in TeX, by what is written. One that is not here is not understood. */
  formulas: {
    [key: string]: FormulaRecord;
  };
  /** The icons, by name. They are drawn in one colour, that of the text around them. */
  icons: {
    [key: string]: AssetRecord;
  };
  /** The pictures of the site, by the name that nodes have for them. One that is not here is missing or broken. */
  pictures: {
    [key: string]: AssetRecord;
  };
};

/** A new page on paper. */
export type PageBreakBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "page-break";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** How much of a page is translated. */
export type PageCoverage = {
  /** Words of the translation that answer nothing in the source. They are worth nothing. */
  added_words: number;
  /** How old the source was that it follows, when git knows. */
  age?: PageAge;
  /** Blocks of text of the source in all. */
  blocks: number;
  /** Whether the source page stands in for it: nothing of it counts as translated. */
  fallback: boolean;
  /** Blocks of the source that nothing in the translation answers. */
  missing_blocks: number;
  /** Sentences of the source that nothing in the translation answers. */
  missing_sentences: number;
  /** Words of the source that nothing in the translation answers. They are not translated. */
  missing_words: number;
  /** Its name. */
  page: string;
  /** Translated words in per cent, rounded down; 100 for nothing at all. */
  percent: number;
  /** Sentences of the source in all. */
  sentences: number;
  /** What changed on the source page since, block by block, when that was asked for and something did. */
  source_changes?: SourceChanges;
  /** Blocks of text that are in the locale's language. */
  translated_blocks: number;
  /** Sentences that are in the locale's language. */
  translated_sentences: number;
  /** Words that are in the locale's language. */
  translated_words: number;
  /** Words of the source in all. */
  words: number;
};

/** A page of an edition. */
export type PageFacts = {
  /** SHA-256 of what it was made from. */
  digest: string;
  /** Whether the source page stands in for it. */
  fallback?: boolean;
  /** Its name. */
  page: string;
  /** The file that it was read from, relative to the site. */
  path?: string;
  /** Its title. */
  title: string;
  /** Where it is read on the web, if the site says. */
  url?: string;
};

/** A page of one locale, everything resolved. */
export type PageFile = {
  /** What it shows besides its text, when that was asked for. */
  assets?: PageAssets;
  /** Its blocks, in reading order. */
  blocks: Array<BlockEntry>;
  /** Whether what it was made from is not what that commit, or any, holds. */
  changed?: boolean;
  /** The last commit that changed what it was made from: its whole name, in hexadecimal digits. */
  commit?: string;
  /** How much of it is translated. */
  coverage: CoverageRecord;
  /** The date that its files print, `YYYY-MM-DD`. */
  date?: string;
  /** SHA-256 of what it was made from, in lower-case hexadecimal. */
  digest: string;
  /** The direction of that language. */
  direction: Direction;
  /** Whether the translation lacks the page and the source page stands in. */
  fallback: boolean;
  /** The name of the page: its path without `.md`; the same in every locale. */
  id: PageId;
  /** The language its text is in. */
  language: Tag;
  /** Every language that occurs on the page, with its direction and its name for itself. Nodes inside blocks say
   * their language alone; this says the rest. */
  languages: {
    [key: string]: LanguageRecord;
  };
  /** The locale of the edition. */
  locale: Tag;
  /** Its front matter. */
  meta: PageMeta;
  /** Its footnotes, by number. */
  notes: Array<NoteEntry>;
  /** Its headings. */
  outline: Array<OutlineEntry>;
  /** The file it was read from, relative to the site. */
  path: string;
  /** Version of the format, `major.minor`. */
  schema_version: string;
  /** The locale that the others are translated from. */
  source_locale: Tag;
  /** The files that `origin.source` of blocks and notes points into. */
  sources: Array<SourceRecord>;
  /** Its title as plain text. */
  title: string;
  /** Whether the text itself begins with that title as a heading. */
  title_in_text: boolean;
  /** The language of the title where it is not the page's. */
  title_language?: Tag;
  /** Where it is read on the web. */
  url?: string;
};

/** The name of a page: its path from the root of its tree, with `/` and without `.md`. The same in every locale. */
export type PageId = string;

/** The front matter of a page, typed where Pamphlet knows what it means. */
export type PageMeta = {
  /** A picture (`cover`), as written. */
  cover?: string;
  /** One sentence (`description`). */
  description?: string;
  /** The language of that sentence where it is not the page's. */
  description_language?: Tag;
  /** Whether it is a draft (`draft`). */
  draft: boolean;
  /** Parts that the website hides (`hide`). */
  hide?: Array<string>;
  /** An icon's name (`icon`), as written. */
  icon?: string;
  /** The title for search engines (`meta_title`). */
  meta_title?: string;
  /** Everything else, as written and in that order. */
  rest?: {
    [key: string]: unknown;
  };
  /** Tags (`tags`). */
  tags?: Array<string>;
  /** A template of the website (`template`). */
  template?: string;
  /** The page's title (`title`). */
  title?: string;
};

/** A page. */
export type PageName = {
  /** The language of that title where it is not the source's. */
  language?: Tag;
  /** Its name; the same in every locale. */
  page: string;
  /** The position of the innermost section that it stands in; empty for none. */
  position: Array<number>;
  /** Its title in the source locale; of a page that only translations have, in the first of them. */
  title: string;
};

/** A page. */
export type PageNavItem = {
  /** What it is. */
  kind: "page";
  /** The language of the label where it is not the edition's. */
  language?: Tag;
  /** Which. */
  page: PageId;
  /** Its label: the nav's own, else the page's title. */
  title: string;
};

/** A page. */
export type PageSiteRecord = {
  /** What it shows besides its text, when that was asked for. */
  assets?: PageAssets;
  /** Its blocks, in reading order. */
  blocks: Array<BlockEntry>;
  /** Whether what it was made from is not what that commit, or any, holds. */
  changed?: boolean;
  /** The last commit that changed what it was made from: its whole name, in hexadecimal digits. */
  commit?: string;
  /** How much of it is translated. */
  coverage: CoverageRecord;
  /** The date that its files print, `YYYY-MM-DD`. */
  date?: string;
  /** SHA-256 of what it was made from, in lower-case hexadecimal. */
  digest: string;
  /** The direction of that language. */
  direction: Direction;
  /** Whether the translation lacks the page and the source page stands in. */
  fallback: boolean;
  /** The name of the page: its path without `.md`; the same in every locale. */
  id: PageId;
  /** What it is. */
  kind: "page";
  /** The language its text is in. */
  language: Tag;
  /** Every language that occurs on the page, with its direction and its name for itself. Nodes inside blocks say
   * their language alone; this says the rest. */
  languages: {
    [key: string]: LanguageRecord;
  };
  /** The locale of the edition. */
  locale: Tag;
  /** Its front matter. */
  meta: PageMeta;
  /** Its footnotes, by number. */
  notes: Array<NoteEntry>;
  /** Its headings. */
  outline: Array<OutlineEntry>;
  /** The file it was read from, relative to the site. */
  path: string;
  /** Version of the format, `major.minor`. */
  schema_version: string;
  /** The locale that the others are translated from. */
  source_locale: Tag;
  /** The files that `origin.source` of blocks and notes points into. */
  sources: Array<SourceRecord>;
  /** Its title as plain text. */
  title: string;
  /** Whether the text itself begins with that title as a heading. */
  title_in_text: boolean;
  /** The language of the title where it is not the page's. */
  title_language?: Tag;
  /** Where it is read on the web. */
  url?: string;
};

/** A page of the same edition. */
export type PageTarget = {
  /** The anchor on it; none for its beginning. It exists there. */
  anchor?: string;
  /** What it is. */
  kind: "page";
  /** The page. */
  page: PageId;
};

/** A paragraph. */
export type ParagraphBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its text. */
  content: Array<Inline>;
  /** What it is. */
  kind: "paragraph";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** Per cent of the column. */
export type PercentLength = {
  /** What it is. */
  kind: "percent";
  /** Per cent of the column. */
  value: number;
};

/** A picture with its variants. */
export type Picture = {
  /** Alignment as written. */
  alignment?: Alignment;
  /** What stands for it where it is not seen. */
  alternative: Alternative;
  /** The variant for a dark ground. */
  dark?: AssetRef;
  /** Height as written. */
  height?: Length;
  /** Whether it stands in a link. */
  linked?: boolean;
  /** The picture, for a light ground. */
  source: AssetRef;
  /** A title, if it has one. */
  title?: string;
  /** Width as written. */
  width?: Length;
};

/** A picture. */
export type PictureInline = {
  /** Alignment as written. */
  alignment?: Alignment;
  /** What stands for it where it is not seen. */
  alternative: Alternative;
  /** Attributes as written. */
  attrs?: Attrs;
  /** The variant for a dark ground. */
  dark?: AssetRef;
  /** Height as written. */
  height?: Length;
  /** What it is. */
  kind: "picture";
  /** Whether it stands in a link. */
  linked?: boolean;
  /** The picture, for a light ground. */
  source: AssetRef;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** A title, if it has one. */
  title?: string;
  /** Width as written. */
  width?: Length;
};

/** A stretch of a text. */
export type Piece = {
  /** What happened to it. */
  kind: PieceKind;
  /** Its words, spaces included: those of all pieces that are not added make the old text, those of all that are not
   * removed the new one. */
  text: string;
};

/** What happened to a stretch of a text.
 * 
 * - `same`: It is in both.
 * - `removed`: It is in the old text alone.
 * - `added`: It is in the new text alone. */
export type PieceKind = "same" | "removed" | "added";

/** CSS pixels, 1/96 inch. */
export type PixelsLength = {
  /** What it is. */
  kind: "pixels";
  /** CSS pixels, 1/96 inch. */
  value: number;
};

/** A range of a file, as people and as programs count. */
export type Place = {
  /** First column in characters, from 1. */
  column: number;
  /** The byte after the last one. */
  end: number;
  /** The column after the last character. */
  end_column: number;
  /** Last line. */
  end_line: number;
  /** First line, from 1. */
  line: number;
  /** The file, relative to the site. */
  path: string;
  /** First byte, from 0. */
  start: number;
};

/** Where a callout stands.
 * 
 * - `block`: In the column.
 * - `start`: At the start side, text beside it (`inline`).
 * - `end`: At the end side, text beside it (`inline end`). */
export type Placement = "block" | "start" | "end";

/** Where to get something, by the icon of the download or the address it leads to: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `accrescent`, `android`, `app-store`, `chrome`, `codeberg`, `docker`, `edge`, `f-droid`, `firefox`, `flathub`, `free-bsd`, `git-hub`, `git-lab`, `google-play`, `linux`, `mac-os`, `opera`, `safari`, `web`, `windows`. */
export type Platform = string;

/** What a book costs. */
export type Price = (
  | FreePrice
  | AmountPrice
);

/** How far something has come. */
export type ProgressBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Hundredths of a per cent, at most 10,000. */
  basis_points: number;
  /** What it is. */
  kind: "progress";
  /** Its label: the author's, else the percentage. */
  label: Array<Inline>;
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** What is known of the book of one locale as a publication. */
export type Publication = {
  /** What somebody claims of its accessibility. */
  accessibility?: Accessibility;
  /** Whom it is for. */
  audience?: Audience;
  /** Who did what, authors first. */
  contributors?: Array<Contributor>;
  /** What a message for distributors is to say besides; none when there is to be no message. */
  distribution?: Distribution;
  /** Which edition it is, from 1. */
  edition?: number;
  /** Its name for ever, `urn:uuid:…`: the same in the book and in every catalogue, and in every version. */
  identifier: string;
  /** The number of the book for e-readers. */
  isbn?: Isbn;
  /** Which revision of that edition. */
  revision?: string;
  /** The series that it belongs to. */
  series?: Series;
  /** What it is about, by schemes. */
  subjects?: Array<CodedSubject>;
};

/** A quotation. */
export type QuoteBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What is quoted. */
  blocks: Array<Block>;
  /** What it is. */
  kind: "quote";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A further place that belongs to a finding. */
export type Related = {
  /** Column in characters, from 1. */
  column: number;
  /** Line, from 1. */
  line: number;
  /** What is to be seen there. */
  message: string;
  /** File, relative to the site. */
  path: string;
};

/** On another server; never fetched. */
export type RemoteAssetRef = {
  /** What it is. */
  kind: "remote";
  /** Its address. */
  url: string;
};

/** Nothing: a link that it stands in, or beside, says the same words. */
export type RepeatedAlternative = {
  /** What it is. */
  kind: "repeated";
  /** The words. */
  words: Words;
};

/** A part that somebody had in a book: a code of MARC's list of relators. */
export type Role = string;

/** A row. */
export type Row = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its cells. */
  cells: Array<Cell>;
  /** The bytes it was written as. */
  span: Span;
};

/** What an icon says. */
export type Saying = (
  | NothingSaying
  | NameSaying
  | AnswerSaying
);

/** A scheme of subjects: those that EPUB reserves a name for.
 * 
 * - `AAT`: The Art & Architecture Thesaurus.
 * - `BIC`: Book Industry Communication.
 * - `BISAC`: Book Industry Study Group.
 * - `CLC`: The Chinese Library Classification.
 * - `DDC`: The Dewey Decimal Classification.
 * - `CLIL`: Commission de liaison interprofessionnelle du livre.
 * - `EuroVoc`: The multilingual thesaurus of the European Union.
 * - `LCSH`: The Library of Congress Subject Headings.
 * - `NDC`: The Nippon Decimal Classification.
 * - `Thema`: Thema, by EDItEUR.
 * - `UDC`: The Universal Decimal Classification.
 * - `WGS`: Warengruppen-Systematik. */
export type Scheme = "AAT" | "BIC" | "BISAC" | "CLC" | "DDC" | "CLIL" | "EuroVoc" | "LCSH" | "NDC" | "Thema" | "UDC" | "WGS";

/** A line of `search.ndjson`: the beginning of a page, or what stands under one of its headings up to the next. */
export type SearchRecord = {
  /** The anchor of its heading; none for the beginning of a page. */
  anchor?: string;
  /** The direction of that language. */
  direction: Direction;
  /** Its name, in one locale: the page, and behind `#` the anchor of the heading. */
  id: string;
  /** The language that most of its words are in. */
  language: Tag;
  /** The locale of the edition. */
  locale: Tag;
  /** The page. */
  page: PageId;
  /** Its words, without the heading. */
  text: string;
  /** The words of its heading; for the beginning of a page its title. */
  title: string;
  /** The title of the page and of every heading that it stands under, its own last. */
  titles: Array<string>;
  /** Where it is read on the web. */
  url?: string;
};

/** How much of a section of the navigation is translated, pages of sections inside it included. */
export type SectionCoverage = {
  /** Words of the translation that answer nothing in the source. They are worth nothing. */
  added_words: number;
  /** Blocks of text of the source in all. */
  blocks: number;
  /** How many of them fell back. */
  fallback: number;
  /** Blocks of the source that nothing in the translation answers. */
  missing_blocks: number;
  /** Sentences of the source that nothing in the translation answers. */
  missing_sentences: number;
  /** Words of the source that nothing in the translation answers. They are not translated. */
  missing_words: number;
  /** How many pages it has. */
  page_count: number;
  /** The labels from the outermost section to this one; empty for pages that stand in no section. */
  path: Array<string>;
  /** Translated words in per cent, rounded down; 100 for nothing at all. */
  percent: number;
  /** Where it stands in the navigation: the same in all locales. */
  position: Array<number>;
  /** Sentences of the source in all. */
  sentences: number;
  /** Blocks of text that are in the locale's language. */
  translated_blocks: number;
  /** Sentences that are in the locale's language. */
  translated_sentences: number;
  /** Words that are in the locale's language. */
  translated_words: number;
  /** Words of the source in all. */
  words: number;
};

/** A section of the navigation. */
export type SectionName = {
  /** The labels from the outermost section to this one. */
  path: Array<string>;
  /** Where it stands in the navigation, from the outermost section, from 0: the same in all locales. Empty for the
   * pages that stand in no section. */
  position: Array<number>;
};

/** A part with pages below it. */
export type SectionNavItem = {
  /** What it holds. */
  items: Array<NavItem>;
  /** What it is. */
  kind: "section";
  /** The language of the label where it is not the edition's. */
  language?: Tag;
  /** The page that its label leads to, if it has one; it comes first, and does not stand among the items. */
  page?: PageId;
  /** Its label. */
  title: string;
};

/** A heading. */
export type SectionRecord = {
  /** What links name it by. */
  anchor: string;
  /** 1 to 6. */
  level: number;
  /** Its words. */
  title: string;
};

/** Sentences of a translation that follow each other, and the sentences of the source page that they answer. */
export type SentenceRun = {
  /** The block or footnote of the source page that the answered sentences stand in, with the `written` that this has.
   * Left out where they answer none. */
  source_block?: SourceBlock;
  /** The sentences of the source page that they answer, as plain text. Left out where they answer none. */
  source_text?: string;
  /** The sentences, as plain text. */
  text: string;
  /** Whether they are translated: false where they are in the language of the source. */
  translated: boolean;
};

/** A series, and the place of a book in it. */
export type Series = {
  /** Its name for ever, `urn:uuid:…`. */
  identifier: string;
  /** The place, from 1; none where nothing fixes it. */
  position?: number;
  /** Its title: the same in every locale, so that programs file the books together. */
  title: string;
  /** Whether these are one work in several languages, not several works. */
  translations: boolean;
};

/** How bad it is.
 * 
 * - `note`: A repair, or an observation.
 * - `warning`: Something unresolved or missing: a link, an anchor, a picture, a glyph.
 * - `error`: An output that could not be made, or words that were lost. */
export type Severity = "note" | "warning" | "error";

/** Which part of a build that several machines share. */
export type ShardFacts = {
  /** Of how many. */
  count: number;
  /** The formats that were asked for; all when empty. */
  formats?: Array<Format>;
  /** Which, from 1. */
  index: number;
  /** The locales that were asked for; all when empty. */
  locales?: Array<string>;
  /** The patterns of pages that were asked for; all pages when empty. */
  pages?: Array<string>;
};

/** One of the two outputs. */
export type Side = {
  /** Its date, `YYYY-MM-DD`, if it has one. */
  date?: string;
  /** What it was called: the folder or archive that was named; in the files of a release its version, or its title. */
  name: string;
  /** The title of its book in the source locale. */
  title: string;
  /** Its version, if it has one. */
  version?: string;
};

/** All of one locale. */
export type SiteEdition = {
  /** The tools in reading order. */
  cards: Array<CardRecord>;
  /** What `index.json` holds. */
  index: IndexFile;
  /** The pages in reading order, each as in its own file, without its assets. */
  pages: Array<PageFile>;
};

/** Whole editions in one file. */
export type SiteFile = {
  /** The editions. */
  editions: Array<SiteEdition>;
  /** Version of the format, `major.minor`. */
  schema_version: string;
};

/** A line of `site.ndjson`: an index, then the pages and the tools of its edition. */
export type SiteRecord = (
  | IndexSiteRecord
  | PageSiteRecord
  | CardSiteRecord
);

/** The block of a source page that a block of a translation answers. */
export type SourceBlock = {
  /** Its name on the source page. */
  id: string;
  /** SHA-256 of the bytes that it was written as, in lower-case hexadecimal: when it changes, the source was changed. */
  written: string;
};

/** What changed on a source page since a translation followed it. */
export type SourceChanges = {
  /** The blocks that changed, in the order of the source page. */
  blocks: Array<BlockChange>;
  /** The commit of the source page that the translation follows; left out beside an earlier output. */
  follows?: ChangeCommit;
  /** The file of the translation, relative to the site. */
  path: string;
  /** The file of the source page, relative to the site. */
  source_path: string;
};

/** The number of a file that was read. */
export type SourceId = number;

/** A file that a page was made from. */
export type SourceRecord = {
  /** Its number. */
  id: SourceId;
  /** Its path, relative to the site. */
  path: string;
};

/** A range of bytes, on character boundaries. What it is relative to is said where it is kept: in a document
 * model the start of the top-level block, in a place the start of the file. */
export type Span = {
  /** The byte after the last one. */
  end: number;
  /** First byte. */
  start: number;
};

/** A run with attributes of its own and no other meaning; with an id and no content, an anchor. */
export type SpanInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The text. */
  content: Array<Inline>;
  /** What it is. */
  kind: "span";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A line of a file of the site. */
export type Spot = {
  /** The line that its block begins on, from 1. */
  line: number;
  /** The file, relative to the site. */
  path: string;
};

/** The store or the browser that a download is for: an id of the site's vocabulary. The vocabulary that is in force unless a site says otherwise has `accrescent`, `app-store`, `chrome`, `codeberg`, `edge`, `f-droid`, `firefox`, `flathub`, `github`, `gitlab`, `google-play`, `opera`, `safari`. */
export type Store = string;

/** Text that is stressed or set apart. Of quoted text (`<q>`) the quotation marks of its language are in it. */
export type StyledInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The text. */
  content: Array<Inline>;
  /** What it is. */
  kind: "styled";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** How. */
  style: Emphasis;
};

/** What a change is about.
 * 
 * - `locale`: A whole locale.
 * - `book`: Title, description, licence and so on of the book; `name` says which.
 * - `glossary`: A word of the glossary.
 * - `navigation`: A part of the navigation.
 * - `page`: A page.
 * - `description`: The description of a page.
 * - `section`: A heading with what stands under it.
 * - `card`: A recommended tool.
 * - `card-link`: A link of a recommended tool; `name` is its role.
 * - `download`: A download of a recommended tool; `name` is its platform or store.
 * - `logo`: The logo of a recommended tool.
 * - `paragraph`: A paragraph.
 * - `heading`: A heading inside something else.
 * - `list`: A list.
 * - `item`: An item of a list, a term with its meaning.
 * - `table`: A table.
 * - `row`: A row of a table.
 * - `callout`: A callout or a part that folds; `name` is its kind.
 * - `tabs`: Alternatives.
 * - `tab`: One of several alternatives.
 * - `quote`: A quotation.
 * - `code`: Code.
 * - `formula`: A formula or a diagram.
 * - `figure`: A figure.
 * - `threats`: The threats that a page is about.
 * - `break`: A rule or a page break.
 * - `footnote`: A footnote; `name` is its label.
 * - `link`: A link in text; `name` is its words, `old` and `new` are addresses.
 * - `picture`: A picture; `name` is its file or address.
 * - `coverage`: How much is translated, in per cent of words. */
export type Subject = "locale" | "book" | "glossary" | "navigation" | "page" | "description" | "section" | "card" | "card-link" | "download" | "logo" | "paragraph" | "heading" | "list" | "item" | "table" | "row" | "callout" | "tabs" | "tab" | "quote" | "code" | "formula" | "figure" | "threats" | "break" | "footnote" | "link" | "picture" | "coverage";

/** The system that a download is for, or the kind of thing that it is: an id of the site's vocabulary. The vocabulary that is in force unless a site says otherwise has `android`, `browser`, `docker`, `freebsd`, `ios`, `linux`, `macos`, `source`, `web`, `windows`. */
export type System = string;

/** One of several alternatives. */
export type Tab = {
  /** The level of the heading that its label is, from 2. */
  announced: number;
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it holds. */
  blocks: Array<Block>;
  /** Its label. */
  label: Array<Inline>;
  /** The bytes it was written as. */
  span: Span;
};

/** A table. */
export type TableBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The other rows. */
  body: Array<Row>;
  /** Its caption. */
  caption?: Array<Inline>;
  /** The alignment of each column; as many as the widest row has cells. */
  columns: Array<ColumnAlignment>;
  /** Rows of its head. */
  head: Array<Row>;
  /** What it is. */
  kind: "table";
  /** The words over each column, where there is one row of them and every row has one cell a column: by them a row can be
   * shown as a record. Else empty. */
  labels?: Array<string>;
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** Alternatives, side by side on a website. */
export type TabsBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "tabs";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** In the order of writing. */
  tabs: Array<Tab>;
};

/** A language tag in canonical case: `en`, `pt-BR`, `zh-Hant`. */
export type Tag = string;

/** Where a link leads. */
export type Target = (
  | PageTarget
  | ExternalTarget
  | ToldTarget
  | UnresolvedTarget
);

/** What has become of a task. */
export type Task = {
  /** Whether it is done. */
  done: boolean;
  /** The word for that. */
  words: Words;
};

/** A term of a definition list. */
export type Term = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its text. */
  content: Array<Inline>;
  /** The bytes it was written as. */
  span: Span;
};

/** Text, with entities and escapes resolved. A line end of the source is a space in it, or nothing where the script
 * puts no spaces between words. */
export type TextInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "text";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** The characters. */
  text: string;
};

/** A break between themes. */
export type ThematicBreakBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "thematic-break";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** An item of a list of threats. */
export type Threat = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The item: an icon and a link to its explanation. */
  content: Array<Inline>;
  /** The bytes it was written as. */
  span: Span;
  /** Which. */
  threat: ThreatKind;
};

/** A threat that a page's recommendations protect from: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `censorship`, `mass-surveillance`, `passive-attacks`, `public-exposure`, `service-providers`, `surveillance-capitalism`, `targeted-attacks`. */
export type ThreatKind = string;

/** The threats that a page is about. */
export type ThreatsBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The words before the list. */
  intro: Array<Inline>;
  /** The threats. */
  items: Array<Threat>;
  /** What it is. */
  kind: "threats";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
};

/** A part of code that stands out from the rest. Parts are in order and do not meet; what lies between them is plain. */
export type Token = {
  /** What it is. */
  class: TokenClass;
  /** The byte behind it. */
  end: number;
  /** Its first byte, counted from the start of the code. */
  start: number;
};

/** What a part of code is.
 * 
 * - `keyword`: A word of the language itself, a tag, a heading.
 * - `name`: The name of something that is defined or called: a function, a type, a key, an attribute.
 * - `string`: A string.
 * - `constant`: A number, a fixed value such as `true`, an escape in a string.
 * - `comment`: A comment.
 * - `prompt`: What a shell prints before one writes.
 * - `inserted`: A line that a change adds.
 * - `deleted`: A line that a change removes. */
export type TokenClass = "keyword" | "name" | "string" | "constant" | "comment" | "prompt" | "inserted" | "deleted";

/** An address whose scheme books may not link to: it is told to people, and nothing opens it by itself. */
export type ToldTarget = {
  /** The address as written. */
  address: string;
  /** What it is. */
  kind: "told";
};

/** Nobody said what it shows, which has been reported. */
export type UndescribedAlternative = {
  /** What it is. */
  kind: "undescribed";
};

/** Nothing: what was written cannot be resolved or may not be linked to, which has been reported. The words stand alone. */
export type UnresolvedTarget = {
  /** The address as written. */
  address: string;
  /** What it is. */
  kind: "unresolved";
};

/** Markup that is not understood: text, as it was written. */
export type UnsupportedBlock = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "unsupported";
  /** Its language where it differs from what surrounds it. */
  language?: Tag;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** As written. */
  text: string;
};

/** Markup that is not understood: text, as it was written. */
export type UnsupportedInline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** What it is. */
  kind: "unsupported";
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
  /** As written. */
  text: string;
};

/** A warning. */
export type WarningRecord = {
  /** Its kind. */
  kind: CalloutKind;
  /** What it says. */
  text: string;
  /** Its title in the author's words; none when there is none. */
  title?: string;
};

/** A level of these guidelines.
 * 
 * - `A`: The least.
 * - `AA`: What laws ask for.
 * - `AAA`: The most. */
export type WcagLevel = "A" | "AA" | "AAA";

/** A version of the Web Content Accessibility Guidelines.
 * 
 * - `2.0`: 2.0.
 * - `2.1`: 2.1.
 * - `2.2`: 2.2. */
export type WcagVersion = "2.0" | "2.1" | "2.2";

/** Words that were not written where they stand: of the interface, of an attribute, the name of an icon. */
export type Words = {
  /** Their language; none where it is that of what surrounds them, or no language, as of an address. */
  language?: Tag;
  /** The words. */
  text: string;
};
