// Types of Pamphlet's JSON, version 2.0. Generated from the schemas: do not edit.

/** Where a floating or aligned thing stands. `Left` and `Right` are as written and are mirrored in pages that run
 * right to left. */
export type Alignment = (
  | "left"
  | "right"
  | "center"
);

/** Blocks with notes. */
export type Annotated = {
  /** The blocks, `InlineKind::AnnotationReference`s among their text (in code they stay as text). */
  blocks: Array<Block>;
  /** The notes; the n-th answers to the number n. */
  notes: List;
};

/** The name of a picture of the site: its path from the root of the folder it was found in, with `/`. The same in
 * all locales that use the same file. */
export type AssetId = string;

/** Where a picture comes from. */
export type AssetRef = (
  | {
    /** Its name. */
    asset: AssetId;
    from: "local";
  }
  | {
    from: "remote";
    /** Its address. */
    url: string;
  }
  | {
    /** The address as written. */
    address: string;
    from: "missing";
  }
);

/** The id, classes and further pairs of a node, in the order of writing; duplicates are kept. */
export type Attrs = {
  /** Classes. */
  classes?: Array<string>;
  /** The id as written. The anchor that others can link to is the heading's, or this. */
  id?: string | null;
  /** Everything else. */
  pairs?: Array<[string, string]>;
};

/** A block. */
export type Block = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its language where it differs from what surrounds it. */
  language?: (
    | Tag
    | null
  );
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
} & (
  | Heading & {
    kind: "heading";
  }
  | {
    /** Its text. */
    content: Array<Inline>;
    kind: "paragraph";
  }
  | List & {
    kind: "list";
  }
  | DefinitionList & {
    kind: "definition-list";
  }
  | {
    /** What is quoted. */
    blocks: Array<Block>;
    kind: "quote";
  }
  | CodeBlock & {
    kind: "code";
  }
  | Table & {
    kind: "table";
  }
  | Callout & {
    kind: "admonition";
  }
  | Callout & {
    kind: "collapsible";
  }
  | Tabs & {
    kind: "tabs";
  }
  | Grid & {
    kind: "grid";
  }
  | Figure & {
    kind: "figure";
  }
  | Annotated & {
    kind: "annotated";
  }
  | {
    /** The links, and spaces between them. */
    content: Array<Inline>;
    kind: "buttons";
  }
  | Progress & {
    kind: "progress";
  }
  | {
    kind: "thematic-break";
  }
  | {
    kind: "divider";
  }
  | Math & {
    kind: "math";
  }
  | Diagram & {
    kind: "diagram";
  }
  | {
    kind: "page-break";
  }
  | {
    /** The blocks. */
    blocks: Array<Block>;
    kind: "group";
  }
  | Card & {
    kind: "card";
  }
  | Threats & {
    kind: "threats";
  }
  | {
    kind: "unsupported";
    /** As written. */
    text: string;
  }
);

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
  section?: string | null;
  /** Of a translation: the block of the source page that it answers, with the `written` that this has. Left out
   * where it answers none, and in the source locale. */
  source_block?: (
    | SourceBlock
    | null
  );
  /** Its words. */
  text: string;
  /** SHA-256 of the bytes that it was written as, in lower-case hexadecimal. */
  written: string;
};

/** The look of a link that is a button. */
export type Button = (
  | "primary"
  | "secondary"
);

/** A callout, or a part that a website folds away. */
export type Callout = {
  /** What it holds. */
  blocks: Array<Block>;
  /** What it is for; none for a part that is only folded away. */
  callout?: (
    | CalloutKind
    | null
  );
  /** The icon beside the title. */
  icon: string;
  /** What it is called where no title is shown: the word for its kind. None where there is no such word. */
  label?: (
    | Words
    | null
  );
  /** For a part that a website folds away, whether it is open there. */
  open?: boolean | null;
  /** Where it stands. */
  placement: Placement;
  /** The title that is shown; empty for none. Where the author gave none it is the label. */
  title?: Array<Inline>;
};

/** What a callout is for. */
export type CalloutKind = (
  | "note"
  | "abstract"
  | "info"
  | "tip"
  | "success"
  | "question"
  | "warning"
  | "failure"
  | "danger"
  | "bug"
  | "example"
  | "quote"
  | "recommendation"
  | {
    other: string;
  }
);

/** A recommended tool. Every word of the source is in `title`, `description`, `links`, `downloads` and `further`;
 * the rest is drawn from them. Formats show these in that order. */
export type Card = {
  /** What it is, the name in bold among the words. */
  description: Array<Block>;
  /** Where to get it. */
  downloads?: (
    | Downloads
    | null
  );
  /** Whatever else stood in the card. */
  further?: Array<Block>;
  /** The same in every locale. */
  id: string;
  /** Homepage, privacy policy, documentation and so on, in the order of writing. */
  links: Array<CardLink>;
  /** Its logo. */
  logo?: (
    | Picture
    | null
  );
  /** The tool's name as plain text; drawn from the first bold words of the description, else from its logo or heading. */
  name: string;
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
  /** Where it is to be had. */
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
  logo?: (
    | LogoRecord
    | null
  );
  /** Its name. */
  name: string;
  /** The page that recommends it. */
  page: PageId;
  /** The title of that page. */
  page_title: string;
  /** Where that page is read on the web. */
  page_url?: string | null;
  /** Where it was written. */
  place: Place;
  /** The headings it stands under, from the outermost. */
  sections: Array<SectionRecord>;
  /** Of a translation: the block of the source page that the card's block answers. */
  source_block?: (
    | SourceBlock
    | null
  );
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

/** What a diagnostic is about. The name in kebab case is an interface: baselines and filters use it. */
export type Code = (
  | "invalid-configuration"
  | "unknown-key"
  | "missing-page"
  | "does-not-fit"
  | "unknown-tab"
  | "hidden-page"
  | "page-outside-navigation"
  | "no-configuration"
  | "configuration-choice"
  | "no-source-pages"
  | "hook-not-run"
  | "not-utf8"
  | "page-collision"
  | "file-too-large"
  | "incomplete-history"
  | "unreadable-file"
  | "file-outside"
  | "folder-circle"
  | "output-folder"
  | "unportable-name"
  | "unknown-locale"
  | "plugin-not-run"
  | "plugin-markup"
  | "missing-author"
  | "untranslated-interface"
  | "fallback-page"
  | "invalid-front-matter"
  | "front-matter-value"
  | "unsupported-html"
  | "dropped-markup"
  | "unbalanced-html"
  | "unknown-icon"
  | "unknown-block"
  | "undefined-footnote"
  | "unused-footnote"
  | "missing-snippet"
  | "recursive-snippet"
  | "limit-reached"
  | "website-differs"
  | "broken-link"
  | "broken-anchor"
  | "empty-link"
  | "link-outside"
  | "missing-picture"
  | "broken-picture"
  | "picture-changed"
  | "remote-picture"
  | "missing-alternative"
  | "repair-empty-title"
  | "repair-attributes"
  | "repair-link"
  | "repair-definition"
  | "repair-tab"
  | "repair-task"
  | "repair-abbreviation"
  | "repair-snippet"
  | "repair-front-matter"
  | "repair-footnote"
  | "repair-html"
  | "repair-callout"
  | "repair-translated-syntax"
  | "repair-emphasis"
  | "repair-full-width"
  | "repair-placeholder"
  | "repair-invisible"
  | "repair-icon"
  | "repair-fence"
  | "drift"
  | "translation-only"
  | "missing-glyph"
  | "overfull-line"
  | "degraded"
  | "output-too-large"
  | "export-failed"
  | "words-absent"
  | "words-lost"
);

/** Code. */
export type CodeBlock = {
  /** The language of programming that it is in. In data `code_language`: `language` is the block's. */
  code_language?: string | null;
  /** Lines that stand out. */
  highlighted?: Array<LineRange>;
  /** The number of its first line, if lines are numbered. */
  line_numbers?: number | null;
  /** The code, without the last line end. */
  text: string;
  /** Its title. */
  title?: string | null;
};

/** How a column is aligned. */
export type ColumnAlignment = (
  | "none"
  | "left"
  | "center"
  | "right"
);

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

/** Whether a criterion is required. */
export type CriteriaLevel = (
  | "general"
  | "minimum"
  | "best-case"
);

/** Something that a tool must fulfil. */
export type Criterion = {
  /** Whether it is required. */
  level: CriteriaLevel;
  /** What it says. */
  text: string;
};

/** One or more terms with one or more meanings. */
export type Definition = {
  /** What they mean. */
  details: Array<Detail>;
  /** The terms. */
  terms: Array<Term>;
};

/** A definition list. */
export type DefinitionList = {
  /** Its entries. */
  entries: Array<Definition>;
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

/** A diagram: its source, which is all that there is of it. */
export type Diagram = {
  /** What stands above it: the word for a diagram and its notation. */
  label: Words;
  /** `mermaid`. */
  notation: string;
  /** Its source. */
  source: string;
};

/** Direction of text and of pages. */
export type Direction = (
  | "ltr"
  | "rtl"
);

/** A place where a tool is to be had. */
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
  store?: (
    | Store
    | null
  );
  /** The system that it is for; none for what the site's vocabulary does not know, and for stores that serve several. */
  system?: (
    | System
    | null
  );
};

/** A place where a tool is to be had. */
export type DownloadRecord = {
  /** Which place. */
  kind: Platform;
  /** The system that it is for; none for what the site's vocabulary does not know, and for stores that serve devices
   * of several kinds. */
  platform?: (
    | System
    | null
  );
  /** The store or the browser, if it is for one. */
  store?: (
    | Store
    | null
  );
  /** The words of the entry. */
  text: string;
  /** Its address; none when it has no link. */
  url?: string | null;
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

/** How text is stressed or set apart, where no more is known of it than that. */
export type Emphasis = (
  | "emphasis"
  | "strong"
  | "deleted"
  | "inserted"
  | "marked"
  | "small"
  | "subscript"
  | "superscript"
  | "quoted"
);

/** A picture standing by itself. */
export type Figure = {
  /** How it is aligned. */
  alignment?: (
    | Alignment
    | null
  );
  /** What is shown: nearly always one picture paragraph, but a table or code can be a figure too. */
  blocks: Array<Block>;
  /** Its caption. */
  caption?: Array<Block>;
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

/** A diagnostic with everything a reader or a program needs: what `check` prints. `locale` and `page` say which
 * output it concerns; a snippet's finding names the snippet's path and the page that includes it. */
export type Finding = {
  /** The code. */
  code: Code;
  /** Column in characters, from 1; 0 where there is none. */
  column: number;
  /** For a repair: what would mend it in the file. */
  fix?: Array<FileEdit>;
  /** What to do, if anything. */
  help?: string | null;
  /** Line, from 1; 0 where there is none. */
  line: number;
  /** Locale whose output it concerns, if it concerns one. */
  locale?: string | null;
  /** What is wrong. */
  message: string;
  /** The text that a repair replaced, if it is one. */
  original?: string | null;
  /** Page whose output it concerns: its path without `.md`; absent for what concerns a locale or the site. */
  page?: string | null;
  /** File, relative to the site; empty for what concerns no file. */
  path: string;
  /** Further places that belong to it. */
  related?: Array<Related>;
  /** How bad. */
  severity: Severity;
};

/** An abbreviation that occurs in the edition. */
export type GlossaryEntry = {
  /** What it stands for. */
  expansion: string;
  /** The short form. */
  term: string;
};

/** A grid. Of cards, its list's items are the cards; else each block is one. */
export type Grid = {
  /** What it holds. */
  blocks: Array<Block>;
  /** Whether the items are framed. */
  cards: boolean;
};

/** A heading. */
export type Heading = {
  /** Further names: the anchor of the source page's heading that it answers to. An edition fills them in. */
  aliases?: Array<string>;
  /** What links name it by; unique on its page. */
  anchor: string;
  /** 1 to 6, as it is announced: no level is skipped on the way down (PDF/UA-1, 7.4.2; WCAG 1.3.1). */
  announced: number;
  /** Its text. */
  content: Array<Inline>;
  /** 1 to 6, as it looks. As written, moved with all headings of its page so that the highest stands right below the
   * title, or is it. */
  level: number;
  /** What its section is, where structure tells. */
  role?: (
    | HeadingRole
    | null
  );
};

/** What a section is. */
export type HeadingRole = (
  | "criteria"
  | "minimum-requirements"
  | "best-case"
);

/** An icon. */
export type Icon = {
  /** Set and name: `octicons/home-16`, `material/heart`, `fontawesome/brands/windows`, `simple/apple`. */
  name: string;
} & (
  | {
    says: "nothing";
  }
  | {
    says: "name";
    /** The name. */
    words: Words;
  }
  | {
    says: "answer";
    /** The answer. */
    words: Words;
  }
);

/** What there is in an edition. */
export type IndexFile = {
  /** Who wrote it. */
  authors: Array<string>;
  /** Whether what a page was made from is not what its commit, or any, holds. */
  changed?: boolean;
  /** The newest commit of its pages: its whole name, in hexadecimal digits. */
  commit?: string | null;
  /** How much of it all is translated. */
  coverage: CoverageRecord;
  /** The date that the book prints, `YYYY-MM-DD`. */
  date?: string | null;
  /** One or two sentences about it. */
  description?: string | null;
  /** The direction of the locale. */
  direction: Direction;
  /** Abbreviations that occur, sorted for the locale. */
  glossary: Array<GlossaryEntry>;
  /** Its licence, an SPDX expression or a name. */
  license?: string | null;
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
  publisher?: string | null;
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
  url?: string | null;
  /** Its version. */
  version?: string | null;
};

/** A page of the index. */
export type IndexPage = {
  /** Whether what it was made from is not what that commit, or any, holds. */
  changed?: boolean;
  /** The last commit that changed what it was made from: its whole name, in hexadecimal digits. */
  commit?: string | null;
  /** How much of it is translated. */
  coverage: CoverageRecord;
  /** The date that its files print, `YYYY-MM-DD`. */
  date?: string | null;
  /** One sentence about it. */
  description?: string | null;
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
  title_language?: (
    | Tag
    | null
  );
  /** Where it is read on the web. */
  url?: string | null;
};

/** A piece of a line. */
export type Inline = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** The bytes it was written as, relative to its top-level block. */
  span: Span;
} & (
  | {
    kind: "text";
    /** The characters. */
    text: string;
  }
  | {
    kind: "line-break";
  }
  | {
    /** The text. */
    content: Array<Inline>;
    kind: "styled";
    /** How. */
    style: Emphasis;
  }
  | {
    /** The text. */
    content: Array<Inline>;
    kind: "span";
  }
  | {
    /** The text. */
    content: Array<Inline>;
    kind: "language";
    /** Its language. */
    language: Tag;
  }
  | {
    kind: "comment";
    /** The comment. */
    text: string;
  }
  | {
    /** The caps, as readers see them: `Ctrl`, `C`. */
    keys: Array<string>;
    kind: "keys";
  }
  | {
    kind: "code";
    /** Its language (`` `#!python x` ``). */
    language?: string | null;
    /** The code. */
    text: string;
  }
  | Link & {
    kind: "link";
  }
  | Picture & {
    kind: "picture";
  }
  | Icon & {
    kind: "icon";
  }
  | {
    kind: "emoji";
    /** The shortcode without colons. */
    shortcode: string;
    /** The characters. */
    text: string;
  }
  | {
    kind: "footnote-reference";
    /** The note's number on its page, from 1. */
    number: number;
    /** The number in the digits of the page's language. */
    shown: string;
  }
  | {
    kind: "annotation-reference";
    /** From 1. */
    number: number;
    /** The number in the digits of the page's language. */
    shown: string;
  }
  | {
    /** What it stands for. */
    expansion: string;
    kind: "abbreviation";
    /** As it stands in the text. */
    text: string;
  }
  | {
    /** The term. */
    content: Array<Inline>;
    kind: "definition";
    /** What it means, if said in its title. */
    title?: string | null;
  }
  | {
    kind: "math";
    /** How it is written. */
    notation: MathNotation;
    /** The formula without its marks. */
    source: string;
  }
  | {
    kind: "unsupported";
    /** As written. */
    text: string;
  }
);

/** A language. */
export type LanguageRecord = {
  /** Its direction. */
  direction: Direction;
  /** Its name for itself. */
  name: string;
};

/** A length as written in an attribute. */
export type Length = (
  | {
    unit: "pixels";
    value: number;
  }
  | {
    unit: "percent";
    value: number;
  }
);

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
  button?: (
    | Button
    | null
  );
  /** What it shows. Of a link that was written without words, words are in it: its title, what it leads to, the title of
   * the page or the address. */
  content: Array<Inline>;
  /** What it leads to, where that is known. */
  role?: (
    | LinkRole
    | null
  );
  /** Where it leads. */
  target: Target;
  /** What a website shows when the pointer rests on it, where that says more than its words. */
  title?: (
    | Words
    | null
  );
  /** What it is called: the words that it shows, without pictures and icons that only repeat them. */
  words: string;
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
  url?: string | null;
};

/** What a link of a card leads to, told by its icon and never by its words: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `contribute`, `documentation`, `homepage`, `onion-service`, `privacy-policy`, `public-instances`, `repository`, `security-policy`, `source-code`. */
export type LinkRole = string;

/** A list. */
export type List = {
  /** Its items. */
  items: Array<ListItem>;
  /** How its items are marked. */
  list: ListKind;
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
  language?: (
    | Tag
    | null
  );
  /** The bytes it was written as. */
  span: Span;
  /** What has become of a task. */
  task?: (
    | Task
    | null
  );
};

/** How the items of a list are marked. */
export type ListKind = (
  | {
    marks: "bullet";
  }
  | {
    marks: "numbered";
    /** The first number. */
    start: number;
  }
);

/** A logo. */
export type LogoRecord = {
  /** What it shows, in words. */
  alternative: string;
  /** The picture for a dark ground. */
  dark?: (
    | AssetRef
    | null
  );
  /** The picture, for a light ground. */
  source: AssetRef;
};

export type Map = {
  [key: string]: Value;
};

/** A formula on lines of its own. */
export type Math = {
  /** How it is written. */
  notation: MathNotation;
  /** The formula without its marks. */
  source: string;
};

/** How a formula is written. */
export type MathNotation = (
  | "tex"
  | "math-ml"
);

/** An entry of the navigation. */
export type NavItem = (
  | {
    kind: "page";
    /** The language of the label where it is not the edition's. */
    language?: (
      | Tag
      | null
    );
    /** Which. */
    page: PageId;
    /** Its label: the nav's own, else the page's title. */
    title: string;
  }
  | {
    /** What it holds. */
    items: Array<NavItem>;
    kind: "section";
    /** The language of the label where it is not the edition's. */
    language?: (
      | Tag
      | null
    );
    /** The page that its label leads to, if it has one; it comes first, and does not stand among the items. */
    page?: (
      | PageId
      | null
    );
    /** Its label. */
    title: string;
  }
  | {
    kind: "link";
    /** Its label. */
    title: string;
    /** The address. */
    url: string;
  }
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
  /** Of a translation: the footnote of the source page that it answers, with the `written` that this has. */
  source_block?: (
    | SourceBlock
    | null
  );
  /** Its words. */
  text: string;
  /** SHA-256 of the bytes that it was written as, in lower-case hexadecimal. */
  written: string;
};

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
  /** Its words. */
  text: string;
};

/** A page of one locale, everything resolved. */
export type PageFile = {
  /** Its blocks, in reading order. */
  blocks: Array<BlockEntry>;
  /** Whether what it was made from is not what that commit, or any, holds. */
  changed?: boolean;
  /** The last commit that changed what it was made from: its whole name, in hexadecimal digits. */
  commit?: string | null;
  /** How much of it is translated. */
  coverage: CoverageRecord;
  /** The date that its files print, `YYYY-MM-DD`. */
  date?: string | null;
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
  title_language?: (
    | Tag
    | null
  );
  /** Where it is read on the web. */
  url?: string | null;
};

/** The name of a page: its path from the root of its tree, with `/` and without `.md`. The same in every locale. */
export type PageId = string;

/** The front matter of a page, typed where Pamphlet knows what it means. */
export type PageMeta = {
  /** A picture (`cover`), as written. */
  cover?: string | null;
  /** One sentence (`description`). */
  description?: string | null;
  /** Whether it is a draft (`draft`). */
  draft: boolean;
  /** Parts that the website hides (`hide`). */
  hide?: Array<string>;
  /** An icon's name (`icon`), as written. */
  icon?: string | null;
  /** The title for search engines (`meta_title`). */
  meta_title?: string | null;
  /** Everything else, as written and in that order. */
  rest?: Map;
  /** Tags (`tags`). */
  tags?: Array<string>;
  /** A template of the website (`template`). */
  template?: string | null;
  /** The page's title (`title`). */
  title?: string | null;
};

/** A picture with its variants. */
export type Picture = {
  /** Alignment as written. */
  alignment?: (
    | Alignment
    | null
  );
  /** The variant for a dark ground. */
  dark?: (
    | AssetRef
    | null
  );
  /** Height as written. */
  height?: (
    | Length
    | null
  );
  /** Whether it stands in a link. */
  linked?: boolean;
  /** The picture, for a light ground. */
  source: AssetRef;
  /** A title, if it has one. */
  title?: string | null;
  /** Width as written. */
  width?: (
    | Length
    | null
  );
} & (
  | {
    alternative: "decorative";
  }
  | {
    alternative: "repeated";
    /** The words. */
    words: Words;
  }
  | {
    alternative: "described";
    /** The words. */
    words: Words;
  }
  | {
    alternative: "undescribed";
  }
);

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

/** Where a callout stands. */
export type Placement = (
  | "block"
  | "start"
  | "end"
);

/** Where something is to be had, told by the icon of the download or the address it leads to: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `accrescent`, `android`, `app-store`, `chrome`, `codeberg`, `docker`, `edge`, `f-droid`, `firefox`, `flathub`, `free-bsd`, `git-hub`, `git-lab`, `google-play`, `linux`, `mac-os`, `opera`, `safari`, `web`, `windows`. */
export type Platform = string;

/** A bar that shows how far something has come. */
export type Progress = {
  /** Hundredths of a per cent, at most 10,000. */
  basis_points: number;
  /** Its label: the author's, else the percentage. */
  label: Array<Inline>;
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

/** A row. */
export type Row = {
  /** Attributes as written. */
  attrs?: Attrs;
  /** Its cells. */
  cells: Array<Cell>;
  /** The bytes it was written as. */
  span: Span;
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

/** How bad it is. */
export type Severity = (
  | "note"
  | "warning"
  | "error"
);

/** The block of a source page that a block of a translation answers. */
export type SourceBlock = {
  /** Its name on the source page. */
  id: string;
  /** SHA-256 of the bytes that it was written as, in lower-case hexadecimal: when it changes, the source was changed. */
  written: string;
};

/** The number of a text in a `SourceMap`. */
export type SourceId = number;

/** A file that a page was made from. */
export type SourceRecord = {
  /** Its number. */
  id: SourceId;
  /** Its path, relative to the site. */
  path: string;
};

/** A range of bytes, on character boundaries. What it is relative to is said where it is kept: in a document
 * model the start of the top-level block, in a `Place` the start of the file. */
export type Span = {
  /** The byte after the last one. */
  end: number;
  /** First byte. */
  start: number;
};

/** The store or the browser that a download is for: an id of the site's vocabulary. The vocabulary that is in force unless a site says otherwise has `accrescent`, `app-store`, `chrome`, `codeberg`, `edge`, `f-droid`, `firefox`, `flathub`, `github`, `gitlab`, `google-play`, `opera`, `safari`. */
export type Store = string;

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
export type Table = {
  /** The other rows. */
  body: Array<Row>;
  /** Its caption. */
  caption?: Array<Inline>;
  /** The alignment of each column; as many as the widest row has cells. */
  columns: Array<ColumnAlignment>;
  /** Rows of its head. */
  head: Array<Row>;
  /** The words over each column, where there is one row of them and every row has one cell a column: by them a row can be
   * shown as a record. Else empty. */
  labels?: Array<string>;
};

/** Alternatives. */
export type Tabs = {
  /** In the order of writing. */
  tabs: Array<Tab>;
};

/** A language tag in canonical case: `en`, `pt-BR`, `zh-Hant`. */
export type Tag = string;

/** A tag and what it stands before. */
export type Tagged = {
  /** The tag, without `!`. */
  tag: string;
  /** The value behind it. */
  value: Value;
};

/** Where a link leads. */
export type Target = (
  | {
    /** The anchor on it; none for its beginning. It exists there. */
    anchor?: string | null;
    /** The page. */
    page: PageId;
    to: "page";
  }
  | {
    to: "external";
    /** The address, complete with its scheme: a valid URL. */
    url: string;
  }
  | {
    /** The address as written. */
    address: string;
    to: "told";
  }
  | {
    /** The address as written. */
    address: string;
    to: "unresolved";
  }
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

/** The threats that a page's recommendations protect from. */
export type Threats = {
  /** The words before the list. */
  intro: Array<Inline>;
  /** The threats. */
  items: Array<Threat>;
};

/** A YAML value. Numbers keep their text where they are not whole. */
export type Value = (
  | null
  | boolean
  | number
  | string
  | Array<Value>
  | Map
  | Tagged
);

/** A warning. */
export type WarningRecord = {
  /** Its kind. */
  kind: CalloutKind;
  /** What it says. */
  text: string;
  /** Its title in the author's words; none when there is none. */
  title?: string | null;
};

/** Words that were not written where they stand: of the interface, of an attribute, the name of an icon. */
export type Words = {
  /** Their language; none where it is that of what surrounds them, or no language, as of an address. */
  language?: (
    | Tag
    | null
  );
  /** The words. */
  text: string;
};
