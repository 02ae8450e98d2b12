# Models of Pamphlet's JSON, version 2.0, for Python 3.10 and Pydantic 2.
# Generated from the schemas: do not edit. PageFile.model_validate_json(text) reads a page.
from __future__ import annotations

from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, Field

# What happened.
#
# - `added`: It is new.
# - `removed`: It is gone.
# - `renamed`: It has another name, title or label.
# - `moved`: It stands elsewhere; `old` and `new` say where.
# - `rewritten`: Its words changed; `words` says which.
# - `translated`: It was in the source language and is now in the locale's.
# - `untranslated`: It was in the locale's language and is now in the source language.
# - `changed`: Something else about it changed: an address, a kind, a level, a number.
Action = Literal["added", "removed", "renamed", "moved", "rewritten", "translated", "untranslated", "changed"]
# Where a floating or aligned thing stands. Left and right are as written, and are mirrored in pages
# that run right to left.
#
# - `left`: At the left, text beside it.
# - `right`: At the right, text beside it.
# - `center`: In the middle, nothing beside it.
Alignment = Literal["left", "right", "center"]
# The name of a picture of the site: its path from the root of the folder it was found in, with `/`. The same in
# all locales that use the same file.
AssetId = str
# Whom a book is for.
#
# - `general`: Adults in general.
# - `children`: Children.
# - `teenagers`: Teenagers.
# - `schools`: Schools.
# - `higher-education`: Colleges and universities.
# - `professionals`: People in a profession or in research.
# - `adult-education`: Adults who learn.
# - `language-learners`: People who learn a language.
Audience = Literal["general", "children", "teenagers", "schools", "higher-education", "professionals", "adult-education", "language-learners"]
# What became of a block of a source page.
#
# - `changed`: It says something else.
# - `added`: It is new.
# - `removed`: It is gone.
BlockChangeKind = Literal["changed", "added", "removed"]
# The look of a link that is a button.
#
# - `primary`: The main one of a group.
# - `secondary`: Another.
Button = Literal["primary", "secondary"]
# What a callout is for: `note`, `abstract`, `info`, `tip`, `success`, `question`, `warning`, `failure`, `danger`, `bug`, `example`, `quote`, `recommendation`, or a class that the site made up.
CalloutKind = str
# What a diagnostic is about. The name in kebab case is an interface: baselines and filters use it.
#
# - `invalid-configuration`: The configuration cannot be understood.
# - `unknown-key`: A key of the configuration is not known.
# - `missing-page`: A page that the navigation names does not exist.
# - `does-not-fit`: A handout has more pages than were asked for.
# - `unknown-tab`: The configuration or `--tabs` names a label that no tab has.
# - `hidden-page`: The navigation names a page that the website hides.
# - `page-outside-navigation`: Pages are in no part of the navigation, and stand at the end of the book.
# - `no-configuration`: No configuration of the site was found.
# - `configuration-choice`: There are several configurations, and only one of them is read.
# - `no-source-pages`: The source locale has no pages.
# - `hook-not-run`: The site names a program that changes its pages, which is not run.
# - `not-utf8`: A file is not UTF-8; its bytes were replaced where they could not be read.
# - `page-collision`: Two pages would write one file.
# - `file-too-large`: A file is too large to be a page.
# - `incomplete-history`: It is unknown when some pages were last changed: their files print no commit, and no date unless the site gives one.
# - `unreadable-file`: A file or folder of the site could not be read: its words are missing in every output.
# - `file-outside`: A link or a path leads out of the site, and what it leads to was not read.
# - `folder-circle`: A link leads back to a folder that holds it, and was not followed.
# - `output-folder`: A folder among the pages holds an output of Pamphlet, and is not read as pages.
# - `unportable-name`: Windows cannot hold a file of the name of this page.
# - `unknown-locale`: A folder looks like a translation, but is not built: its language is not known, or not listed.
# - `plugin-not-run`: The site uses a plugin, an extension, a hook or a theme feature that Pamphlet does not run, or supports only in part.
# - `plugin-markup`: A page holds markup for a plugin of the website, and what the plugin would put there is not known.
# - `missing-author`: Nobody is named who wrote or publishes the books: shops refuse such books, and programs file them under “Unknown”.
# - `untranslated-interface`: There are no words of the interface in the language of a locale: its labels are in English.
# - `fallback-page`: A page is missing in a translation; the source page stands in for it.
# - `invalid-front-matter`: Front matter is not YAML; the page stays, its metadata is lost.
# - `front-matter-value`: A key of the front matter has a value of the wrong kind.
# - `unsupported-html`: HTML that has no meaning in a document was kept as text.
# - `dropped-markup`: A style sheet, script or drawing was dropped.
# - `unbalanced-html`: An HTML tag is not balanced.
# - `unknown-icon`: An icon is not in any set.
# - `unknown-language`: The language that code is said to be in is not known; the code is shown in one colour.
# - `unknown-block`: A block type is not known.
# - `undefined-footnote`: A footnote is used and not defined.
# - `unused-footnote`: A footnote is defined and not used.
# - `missing-snippet`: A snippet that a page includes cannot be found.
# - `recursive-snippet`: A snippet includes itself.
# - `limit-reached`: Nesting, length or number is beyond a limit; the rest is kept as text.
# - `website-differs`: The website shows something else here than the author meant.
# - `broken-link`: A link leads to a page or file that does not exist.
# - `broken-anchor`: A link leads to an anchor that its page does not have.
# - `empty-link`: A link has no address, or no words.
# - `link-outside`: A link leads out of the tree.
# - `missing-picture`: A picture cannot be found.
# - `broken-picture`: A picture cannot be decoded.
# - `picture-changed`: A picture was scaled down, or parts of it that a book cannot hold were taken out.
# - `diagram-not-drawn`: A diagram cannot be drawn; its source is shown.
# - `unfit-brand`: A picture, colour, footer or font that a site sets under `brand` cannot be used as it is.
# - `remote-picture`: A picture is on another server and is never fetched.
# - `missing-alternative`: A picture has no alternative text.
# - `repair-empty-title`: An empty title was put into a link.
# - `repair-attributes`: An attribute list was damaged.
# - `repair-link`: The brackets of a link were torn or moved.
# - `repair-definition`: A definition list had lost its shape.
# - `repair-tab`: A tab marker was escaped.
# - `repair-task`: The box of a task was escaped.
# - `repair-abbreviation`: An abbreviation was escaped or damaged.
# - `repair-snippet`: A snippet marker was damaged.
# - `repair-front-matter`: The fences of front matter were damaged.
# - `repair-footnote`: Footnotes were glued together or turned into HTML.
# - `repair-html`: A part of the page was turned into HTML.
# - `repair-callout`: The type of a callout was translated, swallowed or misspelt.
# - `repair-translated-syntax`: A class or a value that is not text was translated.
# - `repair-emphasis`: Emphasis marks stood beside spaces or punctuation.
# - `repair-full-width`: Full-width characters stood where syntax wants plain ones.
# - `repair-placeholder`: A placeholder of a translation tool was left behind.
# - `repair-invisible`: An invisible character stood in the way.
# - `repair-icon`: An icon's name was damaged.
# - `repair-indentation`: The content of a callout, a tab or a list step lost its indentation.
# - `repair-fence`: A fence was not closed, or closed in the wrong place.
# - `drift`: A translation lost or gained something compared with its source page.
# - `translation-only`: A page exists in a translation only.
# - `translation-number`: A number of the source is missing in the translation, or it or its unit differs.
# - `translation-code`: A piece of code or a placeholder is damaged in the translation.
# - `translation-address`: A link leads to a slightly different web address than in the source.
# - `translation-glossary`: A name or term is not translated as the glossary says.
# - `translation-quotes`: A quotation mark of the translation has no partner.
# - `translation-brackets`: A bracket of the translation has no partner.
# - `translation-word`: A word stands twice in a row.
# - `translation-spaces`: Several spaces stand between two words.
# - `translation-sentence`: A sentence was copied into the place of another one.
# - `translation-punctuation`: A punctuation mark is wrong for the language of the translation.
# - `translation-term`: A term is translated differently here than almost everywhere else.
# - `missing-glyph`: No font has a glyph for a character.
# - `overfull-line`: A line is wider than its column.
# - `degraded`: Something is shown in a simpler form than the one that it was written in.
# - `output-too-large`: An output is larger than readers or stores accept.
# - `export-failed`: A page or an edition could not be exported.
# - `words-absent`: Words of a page were not found in what Pamphlet read from it.
# - `words-lost`: Words of the source are not in the output.
Code = Literal["invalid-configuration", "unknown-key", "missing-page", "does-not-fit", "unknown-tab", "hidden-page", "page-outside-navigation", "no-configuration", "configuration-choice", "no-source-pages", "hook-not-run", "not-utf8", "page-collision", "file-too-large", "incomplete-history", "unreadable-file", "file-outside", "folder-circle", "output-folder", "unportable-name", "unknown-locale", "plugin-not-run", "plugin-markup", "missing-author", "untranslated-interface", "fallback-page", "invalid-front-matter", "front-matter-value", "unsupported-html", "dropped-markup", "unbalanced-html", "unknown-icon", "unknown-language", "unknown-block", "undefined-footnote", "unused-footnote", "missing-snippet", "recursive-snippet", "limit-reached", "website-differs", "broken-link", "broken-anchor", "empty-link", "link-outside", "missing-picture", "broken-picture", "picture-changed", "diagram-not-drawn", "unfit-brand", "remote-picture", "missing-alternative", "repair-empty-title", "repair-attributes", "repair-link", "repair-definition", "repair-tab", "repair-task", "repair-abbreviation", "repair-snippet", "repair-front-matter", "repair-footnote", "repair-html", "repair-callout", "repair-translated-syntax", "repair-emphasis", "repair-full-width", "repair-placeholder", "repair-invisible", "repair-icon", "repair-indentation", "repair-fence", "drift", "translation-only", "translation-number", "translation-code", "translation-address", "translation-glossary", "translation-quotes", "translation-brackets", "translation-word", "translation-spaces", "translation-sentence", "translation-punctuation", "translation-term", "missing-glyph", "overfull-line", "degraded", "output-too-large", "export-failed", "words-absent", "words-lost"]
# How a column is aligned.
#
# - `none`: Not said.
# - `left`: Left.
# - `center`: Centred.
# - `right`: Right.
ColumnAlignment = Literal["none", "left", "center", "right"]
# Whether a criterion is required.
#
# - `general`: The page does not say.
# - `minimum`: Required.
# - `best-case`: Wished for.
CriteriaLevel = Literal["general", "minimum", "best-case"]
# Direction of text and of pages.
#
# - `ltr`: Left to right.
# - `rtl`: Right to left.
Direction = Literal["ltr", "rtl"]
# How text is stressed or set apart, where no more is known of it than that.
#
# - `emphasis`: `*…*`, `<em>`, `<i>`, `<cite>`.
# - `strong`: `**…**`, `<strong>`, `<b>`.
# - `deleted`: `~~…~~`, `<del>`, `<s>`, a critic deletion.
# - `inserted`: `^^…^^`, `<ins>`, `<u>`, a critic insertion.
# - `marked`: `==…==`, `<mark>`, a critic highlight.
# - `small`: `<small>`.
# - `subscript`: `~…~`, `<sub>`.
# - `superscript`: `^…^`, `<sup>`.
# - `quoted`: `<q>`: the exporter adds the quotation marks of the language.
Emphasis = Literal["emphasis", "strong", "deleted", "inserted", "marked", "small", "subscript", "superscript", "quoted"]
# A reason for which the European Accessibility Act does not ask for accessibility.
#
# - `eaa-microenterprise`: Whoever makes it has fewer than ten people.
# - `eaa-disproportionate-burden`: It would be too great a burden.
# - `eaa-fundamental-alteration`: It would be another thing then.
Exemption = Literal["eaa-microenterprise", "eaa-disproportionate-burden", "eaa-fundamental-alteration"]
# A format of outputs.
#
# - `pdf`: Books and handouts to print.
# - `epub`: Books for e-readers.
# - `json`: Data for programs.
# - `text`: Plain text.
Format = Literal["pdf", "epub", "json", "text"]
# What a section is.
#
# - `criteria`: What a tool must fulfil to be recommended.
# - `minimum-requirements`: The part of it that is required.
# - `best-case`: The part of it that is wished for.
HeadingRole = Literal["criteria", "minimum-requirements", "best-case"]
# An ISBN: thirteen digits, the last of which agrees with the others.
Isbn = str
# What a link of a card leads to, told by its icon and never by its words: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `contribute`, `documentation`, `homepage`, `onion-service`, `privacy-policy`, `public-instances`, `repository`, `security-policy`, `source-code`.
LinkRole = str
# How a formula is written.
#
# - `tex`: TeX.
# - `math-ml`: A `<math>` element.
MathNotation = Literal["tex", "math-ml"]
# The numerals of a list, by the names that CSS has for them.
#
# - `decimal`: The digits of the language.
# - `lower-alpha`: `a`, `b`, `c`.
# - `upper-alpha`: `A`, `B`, `C`.
# - `lower-roman`: `i`, `ii`, `iii`.
# - `upper-roman`: `I`, `II`, `III`.
Numerals = Literal["decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"]
# The name of a page: its path from the root of its tree, with `/` and without `.md`. The same in every locale.
PageId = str
# What happened to a stretch of a text.
#
# - `same`: It is in both.
# - `removed`: It is in the old text alone.
# - `added`: It is in the new text alone.
PieceKind = Literal["same", "removed", "added"]
# Where a callout stands.
#
# - `block`: In the column.
# - `start`: At the start side, text beside it (`inline`).
# - `end`: At the end side, text beside it (`inline end`).
Placement = Literal["block", "start", "end"]
# Where to get something, by the icon of the download or the address it leads to: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `accrescent`, `android`, `app-store`, `chrome`, `codeberg`, `docker`, `edge`, `f-droid`, `firefox`, `flathub`, `free-bsd`, `git-hub`, `git-lab`, `google-play`, `linux`, `mac-os`, `opera`, `safari`, `web`, `windows`.
Platform = str
# A part that somebody had in a book: a code of MARC's list of relators.
Role = str
# A scheme of subjects: those that EPUB reserves a name for.
#
# - `AAT`: The Art & Architecture Thesaurus.
# - `BIC`: Book Industry Communication.
# - `BISAC`: Book Industry Study Group.
# - `CLC`: The Chinese Library Classification.
# - `DDC`: The Dewey Decimal Classification.
# - `CLIL`: Commission de liaison interprofessionnelle du livre.
# - `EuroVoc`: The multilingual thesaurus of the European Union.
# - `LCSH`: The Library of Congress Subject Headings.
# - `NDC`: The Nippon Decimal Classification.
# - `Thema`: Thema, by EDItEUR.
# - `UDC`: The Universal Decimal Classification.
# - `WGS`: Warengruppen-Systematik.
Scheme = Literal["AAT", "BIC", "BISAC", "CLC", "DDC", "CLIL", "EuroVoc", "LCSH", "NDC", "Thema", "UDC", "WGS"]
# How bad it is.
#
# - `note`: A repair, or an observation.
# - `warning`: Something unresolved or missing: a link, an anchor, a picture, a glyph.
# - `error`: An output that could not be made, or words that were lost.
Severity = Literal["note", "warning", "error"]
# The number of a file that was read.
SourceId = int
# The store or the browser that a download is for: an id of the site's vocabulary. The vocabulary that is in force unless a site says otherwise has `accrescent`, `app-store`, `chrome`, `codeberg`, `edge`, `f-droid`, `firefox`, `flathub`, `github`, `gitlab`, `google-play`, `opera`, `safari`.
Store = str
# What a change is about.
#
# - `locale`: A whole locale.
# - `book`: Title, description, licence and so on of the book; `name` says which.
# - `glossary`: A word of the glossary.
# - `navigation`: A part of the navigation.
# - `page`: A page.
# - `description`: The description of a page.
# - `section`: A heading with what stands under it.
# - `card`: A recommended tool.
# - `card-link`: A link of a recommended tool; `name` is its role.
# - `download`: A download of a recommended tool; `name` is its platform or store.
# - `logo`: The logo of a recommended tool.
# - `paragraph`: A paragraph.
# - `heading`: A heading inside something else.
# - `list`: A list.
# - `item`: An item of a list, a term with its meaning.
# - `table`: A table.
# - `row`: A row of a table.
# - `callout`: A callout or a part that folds; `name` is its kind.
# - `tabs`: Alternatives.
# - `tab`: One of several alternatives.
# - `quote`: A quotation.
# - `code`: Code.
# - `formula`: A formula or a diagram.
# - `figure`: A figure.
# - `threats`: The threats that a page is about.
# - `break`: A rule or a page break.
# - `footnote`: A footnote; `name` is its label.
# - `link`: A link in text; `name` is its words, `old` and `new` are addresses.
# - `picture`: A picture; `name` is its file or address.
# - `coverage`: How much is translated, in per cent of words.
Subject = Literal["locale", "book", "glossary", "navigation", "page", "description", "section", "card", "card-link", "download", "logo", "paragraph", "heading", "list", "item", "table", "row", "callout", "tabs", "tab", "quote", "code", "formula", "figure", "threats", "break", "footnote", "link", "picture", "coverage"]
# The system that a download is for, or the kind of thing that it is: an id of the site's vocabulary. The vocabulary that is in force unless a site says otherwise has `android`, `browser`, `docker`, `freebsd`, `ios`, `linux`, `macos`, `source`, `web`, `windows`.
System = str
# A language tag in canonical case: `en`, `pt-BR`, `zh-Hant`.
Tag = str
# A threat that a page's recommendations protect from: an id of the site's vocabulary, or `other`. The vocabulary that is in force unless a site says otherwise has `censorship`, `mass-surveillance`, `passive-attacks`, `public-exposure`, `service-providers`, `surveillance-capitalism`, `targeted-attacks`.
ThreatKind = str
# What a part of code is.
#
# - `keyword`: A word of the language itself, a tag, a heading.
# - `name`: The name of something that is defined or called: a function, a type, a key, an attribute.
# - `string`: A string.
# - `constant`: A number, a fixed value such as `true`, an escape in a string.
# - `comment`: A comment.
# - `prompt`: What a shell prints before one writes.
# - `inserted`: A line that a change adds.
# - `deleted`: A line that a change removes.
TokenClass = Literal["keyword", "name", "string", "constant", "comment", "prompt", "inserted", "deleted"]
# A level of these guidelines.
#
# - `A`: The least.
# - `AA`: What laws ask for.
# - `AAA`: The most.
WcagLevel = Literal["A", "AA", "AAA"]
# A version of the Web Content Accessibility Guidelines.
#
# - `2.0`: 2.0.
# - `2.1`: 2.1.
# - `2.2`: 2.2.
WcagVersion = Literal["2.0", "2.1", "2.2"]


class AbbreviationInline(BaseModel):
    """A word of the glossary."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it stands for.
    expansion: str
    # What it is.
    kind: Literal["abbreviation"]
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # As it stands in the text.
    text: str

class Access(BaseModel):
    """What a file offers, in the words of Schema.org. What somebody claims of it is another thing."""

    # What helps (`accessibilityFeature`).
    features: list[str]
    # What may harm (`accessibilityHazard`); `none` where nothing does.
    hazards: list[str]
    # The language of these sentences: not that of the file where there are no words in it.
    language: str
    # By which senses it is taken in (`accessMode`).
    modes: list[str]
    # Which of them are enough together (`accessModeSufficient`).
    sufficient: list[list[str]]
    # Sentences about it (`accessibilitySummary`).
    summary: str

class Accessibility(BaseModel):
    """What is claimed of a book, and by whom."""

    # Who has found that.
    certified_by: str | None = None
    # What it conforms to.
    conforms_to: Conformance | None = None
    # What lets them find it.
    credential: str | None = None
    # Why the European Accessibility Act does not ask it of this book.
    exemption: Exemption | None = None
    # The address of their report.
    report: str | None = None

class AdmonitionBlock(BaseModel):
    """A callout."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it holds.
    blocks: list[Block]
    # What it is for; none for a part that is only folded away.
    callout: CalloutKind | None = None
    # The icon beside the title.
    icon: str
    # What it is.
    kind: Literal["admonition"]
    # What it is called where no title is shown: the word for its kind. None where there is no such word.
    label: Words | None = None
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # For a part that a website folds away, whether it is open there.
    open: bool | None = None
    # Where it stands.
    placement: Placement
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The title that is shown; empty for none. Where the author gave none it is the label.
    title: list[Inline] | None = None

class AmountPrice(BaseModel):
    """An amount, taxes included."""

    # How much, with a point: `4.99`.
    amount: str
    # The currency, three capital letters (ISO 4217).
    currency: str
    # What it is.
    kind: Literal["amount"]

class AnnotatedBlock(BaseModel):
    """Blocks with notes that belong to places in them."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The blocks, references to the notes among their text (in code they stay as text).
    blocks: list[Block]
    # What it is.
    kind: Literal["annotated"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The notes; the n-th answers to the number n.
    notes: List
    # The bytes it was written as, relative to its top-level block.
    span: Span

class AnnotationReferenceInline(BaseModel):
    """A reference to an annotation: the n-th of the notes of the block that holds both."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["annotation-reference"]
    # From 1.
    number: int
    # The number in the digits of the page's language.
    shown: str
    # The bytes it was written as, relative to its top-level block.
    span: Span

class AnswerSaying(BaseModel):
    """The answer of a cell or an item (yes, no, partly). Its words are seen in every format, beside the icon or without it."""

    # What it is.
    kind: Literal["answer"]
    # The answer.
    words: Words

class Artifact(BaseModel):
    """A file."""

    # What it offers to those who cannot read it as it is printed. Of EPUBs alone.
    access: Access | None = None
    # Its length.
    bytes: int
    # Its format; none for what belongs to all of them.
    format: Format | None = None
    # Its locale; none for what belongs to all of them.
    locale: str | None = None
    # The names of the pages it shows; none for all.
    pages: list[str] | None = None
    # Its path in the output, with `/`.
    path: str
    # How many pages of paper it has; of a booklet the sides of its sheets. Of PDFs alone.
    printed_pages: int | None = None
    # SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: str
    # The files of the site that it was made from.
    sources: list[str]

class AssetRecord(BaseModel):
    """A file that is shown."""

    # The file, from the folder of the edition. It is named by its content: equal files are one.
    file: str
    # Its natural height in CSS pixels.
    height: float
    # What it is: `image/png`, `image/jpeg` or `image/svg+xml`.
    media_type: str
    # Its natural width in CSS pixels.
    width: float

class Attrs(BaseModel):
    """The id, classes and further pairs of a node, in the order of writing; duplicates are kept."""

    # Classes.
    classes: list[str] | None = None
    # The id as written. The anchor that others can link to is the heading's, or this.
    id: str | None = None
    # Everything else.
    pairs: list[tuple[str, str]] | None = None

class BlockChange(BaseModel):
    """A block of a source page that changed."""

    # What became of it.
    change: BlockChangeKind
    # The commit that made the change; left out where it is in none yet, and beside an earlier output.
    commit: ChangeCommit | None = None
    # The first line of the block of the translation that answers it, in the file of the translation; left out where none
    # does.
    line: int | None = None
    # The block as it is now; left out where it is gone.
    source_block: SourceBlock | None = None
    # Its first line in the file of the source page, from 1; left out where it is gone or stands in another file.
    source_line: int | None = None
    # Its words; left out where it is gone.
    text: str | None = None
    # The words that it had before; left out where it is new.
    text_before: str | None = None

class BlockEntry(BaseModel):
    """A block at the top of a page, with what a program needs beside it."""

    # The block itself. Spans inside count from `origin`.
    block: Block
    # SHA-256 of the block as JSON, in lower-case hexadecimal. Equal blocks have equal digests, on any page.
    digest: str
    # The direction of that language.
    direction: Direction
    # Its name on the page. It stays when other blocks change: it comes from what the block was written as, of a
    # heading from its anchor, of a card from its id. Of several equal blocks, the later ones are numbered.
    id: str
    # Its language.
    language: Tag
    # Where spans inside it count from.
    origin: Origin
    # Where it was written.
    place: Place
    # The anchor of the heading it stands under; none before the first.
    section: str | None = None
    # Of a translation: its sentences in reading order, in runs that each answer some of the source page or none. Left
    # out where it has no sentences, in the source locale, and on pages that fell back, whose text is the source's.
    sentences: list[SentenceRun] | None = None
    # Of a translation: the block of the source page that it answers, with the `written` that this has. Left out
    # where it answers none, and in the source locale.
    source_block: SourceBlock | None = None
    # Its words.
    text: str
    # SHA-256 of the bytes that it was written as, in lower-case hexadecimal.
    written: str

class BulletMarks(BaseModel):
    """By bullets."""

    # What it is.
    kind: Literal["bullet"]

class ButtonsBlock(BaseModel):
    """Links that look like buttons, and nothing else."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The links, and spaces between them.
    content: list[Inline]
    # What it is.
    kind: Literal["buttons"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class CardBlock(BaseModel):
    """A recommended tool."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is, the name in bold among the words.
    description: list[Block]
    # Where to get it.
    downloads: Downloads | None = None
    # Whatever else stood in the card.
    further: list[Block] | None = None
    # The same in every locale.
    id: str
    # What it is.
    kind: Literal["card"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # Homepage, privacy policy, documentation and so on, in the order of writing.
    links: list[CardLink]
    # Its logo.
    logo: Picture | None = None
    # The tool's name as plain text; drawn from the first bold words of the description, else from its logo or heading.
    name: str
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # A title of its own, seldom there; empty for none.
    title: list[Inline] | None = None

class CardLink(BaseModel):
    """A link of a card."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The link.
    link: Link
    # Whether it is the link that stands for the card where only one has room.
    main: bool | None = None
    # What it leads to.
    role: LinkRole
    # The bytes it was written as.
    span: Span

class CardRecord(BaseModel):
    """A recommended tool."""

    # What a tool of this page must fulfil; left out in the file of all locales.
    criteria: list[Criterion] | None = None
    # What it is, in words.
    description: str
    # What it is, as nodes; left out in the file of all locales.
    description_nodes: list[Block] | None = None
    # The direction of that language.
    direction: Direction
    # Where to get it.
    downloads: list[DownloadRecord]
    # Whether the page fell back to the source locale.
    fallback: bool
    # Its name for programs; the same in every locale.
    id: str
    # The language of the record.
    language: Tag
    # Homepage, privacy policy, source code and so on.
    links: list[LinkRecord]
    # Its logo.
    logo: LogoRecord | None = None
    # Its name.
    name: str
    # The page that recommends it.
    page: PageId
    # The title of that page.
    page_title: str
    # Where that page is read on the web.
    page_url: str | None = None
    # Where it was written.
    place: Place
    # The headings it stands under, from the outermost.
    sections: list[SectionRecord]
    # Of a translation: the block of the source page that the card's block answers.
    source_block: SourceBlock | None = None
    # In the file of all locales: the records of the translations. A locale that is missing lost the card.
    translations: dict[str, CardRecord] | None = None
    # Warnings that concern it: those inside the card, and those between it and the next card or heading.
    warnings: list[WarningRecord]

class CardSiteRecord(BaseModel):
    """A recommended tool."""

    # What a tool of this page must fulfil; left out in the file of all locales.
    criteria: list[Criterion] | None = None
    # What it is, in words.
    description: str
    # What it is, as nodes; left out in the file of all locales.
    description_nodes: list[Block] | None = None
    # The direction of that language.
    direction: Direction
    # Where to get it.
    downloads: list[DownloadRecord]
    # Whether the page fell back to the source locale.
    fallback: bool
    # Its name for programs; the same in every locale.
    id: str
    # What it is.
    kind: Literal["card"]
    # The language of the record.
    language: Tag
    # Homepage, privacy policy, source code and so on.
    links: list[LinkRecord]
    # Its logo.
    logo: LogoRecord | None = None
    # Its name.
    name: str
    # The page that recommends it.
    page: PageId
    # The title of that page.
    page_title: str
    # Where that page is read on the web.
    page_url: str | None = None
    # Where it was written.
    place: Place
    # The headings it stands under, from the outermost.
    sections: list[SectionRecord]
    # Of a translation: the block of the source page that the card's block answers.
    source_block: SourceBlock | None = None
    # In the file of all locales: the records of the translations. A locale that is missing lost the card.
    translations: dict[str, CardRecord] | None = None
    # Warnings that concern it: those inside the card, and those between it and the next card or heading.
    warnings: list[WarningRecord]

class CardsFile(BaseModel):
    """Recommended tools: of one locale, or of all of them."""

    # The tools, in reading order.
    cards: list[CardRecord]
    # The locale of the records; in the file of all locales, the source locale.
    locale: Tag
    # In the file of all locales, those that have a card or more.
    locales: list[Tag] | None = None
    # Version of the format, `major.minor`.
    schema_version: str

class Cell(BaseModel):
    """A cell."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it holds; an ordinary cell is one paragraph, an empty one nothing.
    blocks: list[Block]
    # How many columns it covers, at least 1.
    columns: int
    # Whether it is a header of its row or column. An empty one is none.
    header: bool
    # How many rows it covers, at least 1.
    rows: int
    # The bytes it was written as.
    span: Span

class Change(BaseModel):
    """One thing that changed."""

    # What happened to it.
    action: Action
    # The id of the recommended tool that it belongs to.
    card: str | None = None
    # What it is called: the name of a tool, the words of a link, the platform of a download, the kind of a callout.
    name: str | None = None
    # What it is now.
    new: str | None = None
    # What it was: its words, of a link its address, of something that moved its place.
    old: str | None = None
    # The page it stands on; none for what belongs to the whole locale.
    page: PageId | None = None
    # The title of that page.
    page_title: str | None = None
    # Where it is written now; of something removed, where it was.
    place: Spot | None = None
    # The words of the heading it stands under; none before the first.
    section: str | None = None
    # What it is.
    subject: Subject
    # Of something rewritten, which words stayed, went and came, in reading order.
    words: list[Piece] | None = None

class ChangeCommit(BaseModel):
    """A commit."""

    # Its day, `YYYY-MM-DD`, in UTC.
    date: str
    # Its whole name, in hexadecimal digits.
    id: str

class CodeAnnotation(BaseModel):
    """A mark in code that refers to a note: `(1)`."""

    # The byte behind the mark.
    end: int
    # Which of the notes of the block that holds both, from 1.
    number: int
    # The byte of the code that the mark begins at.
    start: int

class CodeBlock(BaseModel):
    """Code."""

    # Marks in it that refer to notes, in order.
    annotations: list[CodeAnnotation] | None = None
    # Attributes as written.
    attrs: Attrs | None = None
    # The programming language that it is in; `language` is the language of people that a block is in.
    code_language: str | None = None
    # Lines that stand out.
    highlighted: list[LineRange] | None = None
    # What it is.
    kind: Literal["code"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The number of its first line, if lines are numbered.
    line_numbers: int | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The code, without the last line end.
    text: str
    # Its title.
    title: str | None = None
    # Its parts that stand out, counted in bytes of the text in UTF-8.
    tokens: list[Token] | None = None

class CodeInline(BaseModel):
    """Code in a line."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The language of programming that it is in (`` `#!python x` ``).
    code_language: str | None = None
    # What it is.
    kind: Literal["code"]
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The code.
    text: str
    # Its parts that stand out, counted in bytes of the text in UTF-8.
    tokens: list[Token] | None = None

class CodedSubject(BaseModel):
    """A subject with its code in a scheme."""

    # The code in it.
    code: str
    # Its words; the code stands for them where none are given.
    name: str | None = None
    # The scheme.
    scheme: Scheme

class CollapsibleBlock(BaseModel):
    """A part that a website folds away; shown open."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it holds.
    blocks: list[Block]
    # What it is for; none for a part that is only folded away.
    callout: CalloutKind | None = None
    # The icon beside the title.
    icon: str
    # What it is.
    kind: Literal["collapsible"]
    # What it is called where no title is shown: the word for its kind. None where there is no such word.
    label: Words | None = None
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # For a part that a website folds away, whether it is open there.
    open: bool | None = None
    # Where it stands.
    placement: Placement
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The title that is shown; empty for none. Where the author gave none it is the label.
    title: list[Inline] | None = None

class CommentInline(BaseModel):
    """An editor's comment (critic markup)."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["comment"]
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The comment.
    text: str

class Commit(BaseModel):
    """The commit that an output was made from."""

    # Whether files differed from it, or were not in it.
    dirty: bool | None = None
    # The name that git gives it, whole.
    id: str

class Conformance(BaseModel):
    """A claim in the form of EPUB Accessibility 1.1."""

    # Of which level.
    level: WcagLevel
    # Of which version of the guidelines.
    wcag: WcagVersion

class Contributor(BaseModel):
    """A person or body that had a part in a book."""

    # The name as it is sorted: `Example, Ann`.
    file_as: str | None = None
    # The name as it is read.
    name: str
    # What they did.
    roles: list[Role]

class Coverage(BaseModel):
    """How much of a site is translated: `coverage.json`."""

    # The locales, the most translated first.
    locales: list[LocaleCoverage]
    # The pages in the source's reading order, then those that only translations have.
    pages: list[PageName]
    # Version of the form, `major.minor`.
    schema_version: str
    # The sections of the navigation in order, a section before those inside it, labelled in the source locale.
    sections: list[SectionName]
    # The locale that the others are translated from.
    source_locale: Tag
    # The title of the site in its source locale.
    title: str

class CoverageRecord(BaseModel):
    """How much is translated, measured in what the source says. The source locale counts as wholly translated."""

    # Words of the translation that answer nothing in the source. They are worth nothing.
    added_words: int
    # Blocks of text of the source in all.
    blocks: int
    # Blocks of the source that nothing in the translation answers.
    missing_blocks: int
    # Sentences of the source that nothing in the translation answers.
    missing_sentences: int
    # Words of the source that nothing in the translation answers. They are not translated.
    missing_words: int
    # Translated words in per cent, rounded down; 100 for nothing at all.
    percent: int
    # Sentences of the source in all.
    sentences: int
    # Blocks of text that are in the locale's language.
    translated_blocks: int
    # Sentences that are in the locale's language.
    translated_sentences: int
    # Words that are in the locale's language.
    translated_words: int
    # Words of the source in all.
    words: int

class Criterion(BaseModel):
    """Something that a tool must fulfil."""

    # Whether it is required.
    level: CriteriaLevel
    # What it says.
    text: str

class DecorativeAlternative(BaseModel):
    """Nothing: it adds nothing to the text."""

    # What it is.
    kind: Literal["decorative"]

class Definition(BaseModel):
    """One or more terms with one or more meanings."""

    # What they mean.
    details: list[Detail]
    # The terms.
    terms: list[Term]

class DefinitionInline(BaseModel):
    """A term where it is defined (`<dfn>`)."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The term.
    content: list[Inline]
    # What it is.
    kind: Literal["definition"]
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # What it means, if said in its title.
    title: str | None = None

class DefinitionListBlock(BaseModel):
    """Terms and what they mean."""

    # Attributes as written.
    attrs: Attrs | None = None
    # Its entries.
    entries: list[Definition]
    # What it is.
    kind: Literal["definition-list"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class DescribedAlternative(BaseModel):
    """What it shows, in words."""

    # What it is.
    kind: Literal["described"]
    # The words.
    words: Words

class Detail(BaseModel):
    """What a term means."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The text.
    blocks: list[Block]
    # The bytes it was written as.
    span: Span
    # Whether it is set close, as the text of a tight list item.
    tight: bool

class DiagnosticsFile(BaseModel):
    """What `check --format json` prints."""

    # The findings.
    diagnostics: list[Finding]
    # Version of the format, `major.minor`.
    schema_version: str

class DiagramBlock(BaseModel):
    """A diagram in a language of its own."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["diagram"]
    # What stands above it: the word for a diagram and its notation.
    label: Words
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # `mermaid`.
    notation: str
    # Its source.
    source: str
    # The bytes it was written as, relative to its top-level block.
    span: Span

class Diff(BaseModel):
    """What changed between two outputs."""

    # The locales that differ, the source locale first. Empty when nothing differs.
    locales: list[LocaleDiff]
    # What it became.
    new: Side
    # What was compared with.
    old: Side
    # Version of the form, `major.minor`.
    schema_version: str

class Distribution(BaseModel):
    """What a message for distributors says that a book does not."""

    # Where the sender is to be reached.
    email: str | None = None
    # What it costs.
    price: Price
    # Who sends it; the publisher or the first author when none.
    sender: str | None = None

class DividerBlock(BaseModel):
    """A line between the parts of a box: drawn, and no break between themes."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["divider"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class Download(BaseModel):
    """A place to get a tool from."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The whole entry: nearly always one link with an icon and a word. It has words: the author's, else the name of the place.
    content: list[Inline]
    # Which place.
    platform: Platform
    # The bytes it was written as.
    span: Span
    # The store or the browser.
    store: Store | None = None
    # The system that it is for; none for what the site's vocabulary does not know, and for stores that serve several.
    system: System | None = None

class DownloadRecord(BaseModel):
    """A place to get a tool from."""

    # Which place.
    kind: Platform
    # The system that it is for; none for what the site's vocabulary does not know, and for stores that serve devices
    # of several kinds.
    platform: System | None = None
    # The store or the browser, if it is for one.
    store: Store | None = None
    # The words of the entry.
    text: str
    # Its address; none when it has no link.
    url: str | None = None

class Downloads(BaseModel):
    """The downloads of a card."""

    # Attributes as written.
    attrs: Attrs | None = None
    # One entry a place.
    items: list[Download]
    # The heading over them: the author's words, else the word for downloads.
    label: list[Inline]
    # The bytes they were written as.
    span: Span

class EditionFacts(BaseModel):
    """What there is to know about one locale."""

    # Who wrote it.
    authors: list[str] | None = None
    # The date that its book prints, `YYYY-MM-DD`.
    date: str | None = None
    # One or two sentences about it.
    description: str | None = None
    # Its licence.
    license: str | None = None
    # The locale.
    locale: str
    # When it was changed last, to the second in UTC (`2026-08-22T10:30:00Z`); none where nothing says so.
    modified: str | None = None
    # Whether its cover is a picture of the site, not one that is drawn.
    own_cover: bool | None = None
    # Its packets: documents of chosen pages.
    packets: list[PacketFacts] | None = None
    # Its pages in reading order.
    pages: list[PageFacts]
    # What shops and libraries ask of it.
    publication: Publication
    # Who publishes it.
    publisher: str | None = None
    # Its subjects.
    subjects: list[str] | None = None
    # The title of its book.
    title: str
    # The day of the newest commit that changed one of the pages that are its own, `YYYY-MM-DD`; none for the source
    # locale, and where no history says so. How old a translation is, while `date` counts pages that stand in from the
    # source, too.
    translated: str | None = None
    # Words that are translated.
    translated_words: int
    # Where it is read on the web.
    url: str | None = None
    # Words in all.
    words: int

class EmojiInline(BaseModel):
    """An emoji written as a shortcode; one written as a character is text."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["emoji"]
    # The shortcode without colons.
    shortcode: str
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The characters.
    text: str

class ExternalTarget(BaseModel):
    """An address outside the edition that books may link to."""

    # What it is.
    kind: Literal["external"]
    # The address, complete with its scheme: a valid URL.
    url: str

class FigureBlock(BaseModel):
    """A picture with a caption, or standing alone."""

    # How it is aligned.
    alignment: Alignment | None = None
    # Attributes as written.
    attrs: Attrs | None = None
    # What is shown: nearly always one picture paragraph, but a table or code can be a figure too.
    blocks: list[Block]
    # Its caption.
    caption: list[Block] | None = None
    # What it is.
    kind: Literal["figure"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class FileEdit(BaseModel):
    """A change of the file of a finding: what stands between two places goes, and a text comes."""

    # Its column in characters, from 1.
    column: int
    # The byte after the last one that goes.
    end: int
    # The column of the end.
    end_column: int
    # Line of the end.
    end_line: int
    # Line of the first byte, from 1.
    line: int
    # What comes in its place.
    put: str
    # First byte that goes, from 0.
    start: int

class Finding(BaseModel):
    """A diagnostic with everything a program needs. `locale` and `page` say which output it concerns; a snippet's finding
    names the snippet's path and the page that includes it."""

    # The code.
    code: Code
    # Column in characters, from 1; absent where only the line is known.
    column: int | None = None
    # For a repair: what would mend it in the file.
    fix: list[FileEdit] | None = None
    # What to do, if anything.
    help: str | None = None
    # Line, from 1; absent for what concerns a whole file.
    line: int | None = None
    # Locale whose output it concerns, if it concerns one.
    locale: str | None = None
    # What is wrong.
    message: str
    # The text that a repair replaced, if it is one.
    original: str | None = None
    # Page whose output it concerns: its path without `.md`; absent for what concerns a locale or the site.
    page: str | None = None
    # File, relative to the site; absent for what concerns no file.
    path: str | None = None
    # Further places that belong to it.
    related: list[Related] | None = None
    # How bad.
    severity: Severity

class FootnoteReferenceInline(BaseModel):
    """A reference to a footnote of the page."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["footnote-reference"]
    # The note's number on its page, from 1.
    number: int
    # The number in the digits of the page's language.
    shown: str
    # The bytes it was written as, relative to its top-level block.
    span: Span

class FormulaRecord(BaseModel):
    """A formula as MathML."""

    # As it is set on lines of its own; there when it stands so.
    block: str | None = None
    # As it is set in a line; there when it stands in one.
    inline: str | None = None

class FreePrice(BaseModel):
    """Nothing."""

    # What it is.
    kind: Literal["free"]

class Generator(BaseModel):
    """The program that made an output."""

    # `pamphlet`.
    name: str
    # Its version.
    version: str

class GlossaryEntry(BaseModel):
    """An abbreviation that occurs in the edition."""

    # What it stands for.
    expansion: str
    # The short form.
    term: str

class GridBlock(BaseModel):
    """Blocks set as a grid."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it holds.
    blocks: list[Block]
    # Whether the items are framed.
    cards: bool
    # What it is.
    kind: Literal["grid"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class GroupBlock(BaseModel):
    """Blocks that share attributes (`<div>`, `<section>`), with no other meaning."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The blocks.
    blocks: list[Block]
    # What it is.
    kind: Literal["group"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class HeadingBlock(BaseModel):
    """A heading."""

    # Further names: the anchor of the source page's heading that it answers to.
    aliases: list[str] | None = None
    # What links name it by; unique on its page.
    anchor: str
    # 1 to 6, as it is announced: no level is skipped on the way down (PDF/UA-1, 7.4.2; WCAG 1.3.1).
    announced: int
    # Attributes as written.
    attrs: Attrs | None = None
    # Its text.
    content: list[Inline]
    # What it is.
    kind: Literal["heading"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # 1 to 6, as it looks. As written, moved with all headings of its page so that the highest stands right below the
    # title, or is it.
    level: int
    # Whether contents name it; a site may leave levels out.
    listed: bool | None = None
    # What its section is, where structure tells.
    role: HeadingRole | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class IconInline(BaseModel):
    """An icon of one of the sets."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["icon"]
    # Set and name: `octicons/home-16`, `material/heart`, `fontawesome/brands/windows`, `simple/apple`.
    name: str
    # What it says.
    says: Saying
    # The bytes it was written as, relative to its top-level block.
    span: Span

class IndexFile(BaseModel):
    """What there is in an edition."""

    # Who wrote it.
    authors: list[str]
    # Whether what a page was made from is not what its commit, or any, holds.
    changed: bool | None = None
    # The newest commit of its pages: its whole name, in hexadecimal digits.
    commit: str | None = None
    # How much of it all is translated.
    coverage: CoverageRecord
    # The date that the book prints, `YYYY-MM-DD`.
    date: str | None = None
    # One or two sentences about it.
    description: str | None = None
    # Their language where it is not that of the locale.
    description_language: Tag | None = None
    # The direction of the locale.
    direction: Direction
    # Abbreviations that occur, sorted for the locale.
    glossary: list[GlossaryEntry]
    # Its licence, an SPDX expression or a name.
    license: str | None = None
    # The locale of the edition.
    locale: Tag
    # All locales of the site, with direction and name.
    locales: dict[str, LanguageRecord]
    # The navigation.
    nav: list[NavItem]
    # Pages that the navigation does not name.
    nav_rest: list[PageId]
    # The pages in reading order.
    pages: list[IndexPage]
    # Who publishes it.
    publisher: str | None = None
    # Version of the format, `major.minor`.
    schema_version: str
    # What files are named after.
    slug: str
    # The locale that the others are translated from.
    source_locale: Tag
    # Subjects, for catalogues.
    subjects: list[str]
    # The title of the book.
    title: str
    # The address of the front page on the web.
    url: str | None = None
    # Its version.
    version: str | None = None

class IndexPage(BaseModel):
    """A page of the index."""

    # Whether what it was made from is not what that commit, or any, holds.
    changed: bool | None = None
    # The last commit that changed what it was made from: its whole name, in hexadecimal digits.
    commit: str | None = None
    # How much of it is translated.
    coverage: CoverageRecord
    # The date that its files print, `YYYY-MM-DD`.
    date: str | None = None
    # One sentence about it.
    description: str | None = None
    # The language of that sentence where it is not the page's.
    description_language: Tag | None = None
    # SHA-256 of what it was made from.
    digest: str
    # The direction of that language.
    direction: Direction
    # Whether the translation lacks it and the source page stands in.
    fallback: bool
    # The file that holds it, from the folder of the edition.
    file: str
    # Its name; the same in every locale.
    id: PageId
    # The language its text is in.
    language: Tag
    # Its headings.
    outline: list[OutlineEntry]
    # The file it was read from, relative to the site.
    path: str
    # Its title.
    title: str
    # The language of the title where it is not the page's.
    title_language: Tag | None = None
    # Where it is read on the web.
    url: str | None = None

class IndexSiteRecord(BaseModel):
    """What there is in an edition."""

    # Who wrote it.
    authors: list[str]
    # Whether what a page was made from is not what its commit, or any, holds.
    changed: bool | None = None
    # The newest commit of its pages: its whole name, in hexadecimal digits.
    commit: str | None = None
    # How much of it all is translated.
    coverage: CoverageRecord
    # The date that the book prints, `YYYY-MM-DD`.
    date: str | None = None
    # One or two sentences about it.
    description: str | None = None
    # Their language where it is not that of the locale.
    description_language: Tag | None = None
    # The direction of the locale.
    direction: Direction
    # Abbreviations that occur, sorted for the locale.
    glossary: list[GlossaryEntry]
    # What it is.
    kind: Literal["index"]
    # Its licence, an SPDX expression or a name.
    license: str | None = None
    # The locale of the edition.
    locale: Tag
    # All locales of the site, with direction and name.
    locales: dict[str, LanguageRecord]
    # The navigation.
    nav: list[NavItem]
    # Pages that the navigation does not name.
    nav_rest: list[PageId]
    # The pages in reading order.
    pages: list[IndexPage]
    # Who publishes it.
    publisher: str | None = None
    # Version of the format, `major.minor`.
    schema_version: str
    # What files are named after.
    slug: str
    # The locale that the others are translated from.
    source_locale: Tag
    # Subjects, for catalogues.
    subjects: list[str]
    # The title of the book.
    title: str
    # The address of the front page on the web.
    url: str | None = None
    # Its version.
    version: str | None = None

class Inputs(BaseModel):
    """The digests of everything that an output was made from."""

    # SHA-256 of such lines for the files of the configuration alone.
    configuration: str
    # How many files there are.
    files: int
    # SHA-256 of a line `SUM  PATH` for every file, as `sha256sum` prints it, sorted by path, and after these the
    # settings as one line of JSON. Files are those of the whole site, whichever locales and formats were asked for.
    # Paths are relative to the site; pages and snippets count as the UTF-8 that they were read as. A file that could
    # not be read has `unreadable` for its sum, and one that is too large to be a picture `bytes=` and its length: only
    # that it is there shows in an output.
    sha256: str

class KeysInline(BaseModel):
    """Keys to press together."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The caps, as readers see them: Ctrl, C.
    keys: list[str]
    # What it is.
    kind: Literal["keys"]
    # The bytes it was written as, relative to its top-level block.
    span: Span

class LanguageInline(BaseModel):
    """A run in another language than what surrounds it."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The text.
    content: list[Inline]
    # What it is.
    kind: Literal["language"]
    # Its language.
    language: Tag
    # The bytes it was written as, relative to its top-level block.
    span: Span

class LanguageRecord(BaseModel):
    """A language."""

    # Its direction.
    direction: Direction
    # Its name for itself.
    name: str

class LineBreakInline(BaseModel):
    """A line end that readers see."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["line-break"]
    # The bytes it was written as, relative to its top-level block.
    span: Span

class LineRange(BaseModel):
    """A range of lines of a code block, both included, from 1."""

    # First line.
    first: int
    # Last line.
    last: int

class Link(BaseModel):
    """A link. It always shows words, unless it leads nowhere and shows nothing."""

    # Set if it looks like a button.
    button: Button | None = None
    # What it shows. Of a link that was written without words, words are in it: its title, what it leads to, the title of
    # the page or the address.
    content: list[Inline]
    # What it leads to, where that is known.
    role: LinkRole | None = None
    # Where it leads.
    target: Target
    # What a website shows when the pointer rests on it, where that says more than its words.
    title: Words | None = None
    # What it is called: the words that it shows, without pictures and icons that only repeat them.
    words: str

class LinkInline(BaseModel):
    """A link."""

    # Attributes as written.
    attrs: Attrs | None = None
    # Set if it looks like a button.
    button: Button | None = None
    # What it shows. Of a link that was written without words, words are in it: its title, what it leads to, the title of
    # the page or the address.
    content: list[Inline]
    # What it is.
    kind: Literal["link"]
    # What it leads to, where that is known.
    role: LinkRole | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # Where it leads.
    target: Target
    # What a website shows when the pointer rests on it, where that says more than its words.
    title: Words | None = None
    # What it is called: the words that it shows, without pictures and icons that only repeat them.
    words: str

class LinkNavItem(BaseModel):
    """An address elsewhere."""

    # What it is.
    kind: Literal["link"]
    # Its label.
    title: str
    # The address.
    url: str

class LinkRecord(BaseModel):
    """A link of a tool."""

    # What it leads to.
    role: LinkRole
    # Where it leads, as the model says it.
    target: Target
    # Its words.
    text: str
    # Its address; none for one that leads to a page that is read nowhere on the web, or that is broken.
    url: str | None = None

class List(BaseModel):
    """A list."""

    # Its items.
    items: list[ListItem]
    # How its items are marked.
    marks: Marks
    # Whether its items stand close together.
    tight: bool

class ListBlock(BaseModel):
    """A bullet, numbered or task list."""

    # Attributes as written.
    attrs: Attrs | None = None
    # Its items.
    items: list[ListItem]
    # What it is.
    kind: Literal["list"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # How its items are marked.
    marks: Marks
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # Whether its items stand close together.
    tight: bool

class ListItem(BaseModel):
    """An item of a list."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it holds.
    blocks: list[Block]
    # Its language where it differs from its list's.
    language: Tag | None = None
    # The bytes it was written as.
    span: Span
    # What has become of a task.
    task: Task | None = None

class LocalAssetRef(BaseModel):
    """A file of the site, which `media` holds."""

    # Its name.
    asset: AssetId
    # What it is.
    kind: Literal["local"]

class LocaleCoverage(BaseModel):
    """How much of a locale is translated."""

    # Words of the translation that answer nothing in the source. They are worth nothing.
    added_words: int
    # Blocks of text of the source in all.
    blocks: int
    # The locale.
    locale: Tag
    # Blocks of the source that nothing in the translation answers.
    missing_blocks: int
    # Sentences of the source that nothing in the translation answers.
    missing_sentences: int
    # Words of the source that nothing in the translation answers. They are not translated.
    missing_words: int
    # Its pages in reading order.
    pages: list[PageCoverage]
    # Translated words in per cent, rounded down; 100 for nothing at all.
    percent: int
    # The sections of the navigation in order, a section before those inside it.
    sections: list[SectionCoverage]
    # Sentences of the source in all.
    sentences: int
    # Blocks of text that are in the locale's language.
    translated_blocks: int
    # Sentences that are in the locale's language.
    translated_sentences: int
    # Words that are in the locale's language.
    translated_words: int
    # Words of the source in all.
    words: int

class LocaleDiff(BaseModel):
    """What changed in one locale."""

    # What changed, page by page in reading order; what belongs to no page comes first.
    changes: list[Change]
    # Its direction.
    direction: Direction
    # Whether it is the one that the others are translated from.
    is_source: bool
    # The locale.
    locale: Tag
    # How much of it is translated; none for a locale that is gone.
    new_coverage: CoverageRecord | None = None
    # How much of it was translated; none for a locale that is new.
    old_coverage: CoverageRecord | None = None

class LogoRecord(BaseModel):
    """A logo."""

    # What it shows, in words.
    alternative: str
    # The picture for a dark ground.
    dark: AssetRef | None = None
    # The picture, for a light ground.
    source: AssetRef

class Manifest(BaseModel):
    """What an output folder holds."""

    # Every file but this one and `SHA256SUMS`, by path.
    artifacts: list[Artifact]
    # The commit that the site stood at; none where it lies in no repository, and where parts of the output were made
    # from different inputs. It stands here alone: no other file changes when a commit changes nothing of the site.
    commit: Commit | None = None
    # The newest date that a book prints, `YYYY-MM-DD`.
    date: str | None = None
    # What there is in each locale, the source first.
    editions: list[EditionFacts]
    # What made it.
    generator: Generator
    # The name of its catalogues for ever, `urn:uuid:…`.
    identifier: str
    # What all files were made from; none where parts of the output were made from different inputs.
    inputs: Inputs | None = None
    # Version of the format, `major.minor`.
    schema_version: str
    # Which part of a build this is; none for what is whole, or was merged.
    shard: ShardFacts | None = None
    # What files are named after.
    slug: str
    # The locale that the others are translated from.
    source_locale: str
    # The version of the content, if it has one.
    version: str | None = None

class MathBlock(BaseModel):
    """A formula on lines of its own."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["math"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # How it is written.
    notation: MathNotation
    # The formula without its marks.
    source: str
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The formula in words of the language around it, to be read aloud. Not there where the language has no words for
    # formulas, or the formula is not understood.
    spoken: str | None = None

class MathInline(BaseModel):
    """A formula."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["math"]
    # How it is written.
    notation: MathNotation
    # The formula without its marks.
    source: str
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The formula in words of the language around it, to be read aloud. Not there where the language has no words for
    # formulas, or the formula is not understood.
    spoken: str | None = None

class MissingAssetRef(BaseModel):
    """Not to be found, which has been reported."""

    # The address as written.
    address: str
    # What it is.
    kind: Literal["missing"]

class NameSaying(BaseModel):
    """Its name, where it is part of a sentence, or alone. Whoever cannot see it is told; where nothing can be drawn, the
    name stands there."""

    # What it is.
    kind: Literal["name"]
    # The name.
    words: Words

class Note(BaseModel):
    """A footnote."""

    # Its text.
    blocks: list[Block]
    # The label as written.
    label: str
    # Its number on the page, from 1, in the order in which references appear; notes that nothing refers to come last.
    number: int
    # Where its text begins; spans inside count from there.
    origin: Origin
    # How many references lead to it.
    references: int
    # The number in the digits of the page's language.
    shown: str
    # The bytes it was written as.
    span: Span

class NoteEntry(BaseModel):
    """A footnote, with what a program needs beside it."""

    # SHA-256 of the footnote's text as JSON, in lower-case hexadecimal.
    digest: str
    # Its name on the page: `note-` and its label.
    id: str
    # The footnote itself. Spans inside count from its origin.
    note: Note
    # Where it was written.
    place: Place
    # Of a translation: its sentences, as those of a block.
    sentences: list[SentenceRun] | None = None
    # Of a translation: the footnote of the source page that it answers, with the `written` that this has.
    source_block: SourceBlock | None = None
    # Its words.
    text: str
    # SHA-256 of the bytes that it was written as, in lower-case hexadecimal.
    written: str

class NothingSaying(BaseModel):
    """Nothing: words stand beside it."""

    # What it is.
    kind: Literal["nothing"]

class NumberedMarks(BaseModel):
    """By numbers."""

    # What it is.
    kind: Literal["numbered"]
    # What the numbers are written in; digits if nothing is said.
    numerals: Numerals | None = None
    # The first number.
    start: int

class Origin(BaseModel):
    """Where a top-level block begins."""

    # The file: the page, or a snippet that it includes.
    source: SourceId
    # The byte of the file that spans inside the block count from.
    start: int

class OutlineEntry(BaseModel):
    """A heading of a page."""

    # Further names that links may use.
    aliases: list[str] | None = None
    # What links name it by.
    anchor: str
    # 1 to 6, as it is announced: no level is skipped on the way down.
    announced: int
    # 1 to 6, as it looks.
    level: int
    # Whether contents name it; a site may leave levels out.
    listed: bool | None = None
    # Its words.
    text: str

class PacketFacts(BaseModel):
    """A packet of an edition."""

    # What its files are named after: `packets/<slug>.pdf`.
    slug: str
    # Its title.
    title: str

class PageAge(BaseModel):
    """How a translated page stands to the history of its source page. Days are `YYYY-MM-DD`, in UTC."""

    # How many commits have touched the source page since the translation was touched.
    behind: int
    # The day of the source page that it follows: the last commit that touched that page before. None when the
    # translation is the older of the two.
    follows: str | None = None
    # The day of the last commit that touched the source page.
    source: str
    # The day of the last commit that touched the translation.
    translated: str

class PageAssets(BaseModel):
    """What a page shows besides its text. There when assets were asked for."""

    # Formulas that are written in TeX, by what is written. One that is not here is not understood.
    formulas: dict[str, FormulaRecord]
    # The icons, by name. They are drawn in one colour, that of the text around them.
    icons: dict[str, AssetRecord]
    # The pictures of the site, by the name that nodes have for them. One that is not here is missing or broken.
    pictures: dict[str, AssetRecord]

class PageBreakBlock(BaseModel):
    """A new page on paper."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["page-break"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class PageCoverage(BaseModel):
    """How much of a page is translated."""

    # Words of the translation that answer nothing in the source. They are worth nothing.
    added_words: int
    # How old the source was that it follows, when git knows.
    age: PageAge | None = None
    # Blocks of text of the source in all.
    blocks: int
    # Whether the source page stands in for it: nothing of it counts as translated.
    fallback: bool
    # Blocks of the source that nothing in the translation answers.
    missing_blocks: int
    # Sentences of the source that nothing in the translation answers.
    missing_sentences: int
    # Words of the source that nothing in the translation answers. They are not translated.
    missing_words: int
    # Its name.
    page: str
    # Translated words in per cent, rounded down; 100 for nothing at all.
    percent: int
    # Sentences of the source in all.
    sentences: int
    # What changed on the source page since, block by block, when that was asked for and something did.
    source_changes: SourceChanges | None = None
    # Blocks of text that are in the locale's language.
    translated_blocks: int
    # Sentences that are in the locale's language.
    translated_sentences: int
    # Words that are in the locale's language.
    translated_words: int
    # Words of the source in all.
    words: int

class PageFacts(BaseModel):
    """A page of an edition."""

    # SHA-256 of what it was made from.
    digest: str
    # Whether the source page stands in for it.
    fallback: bool | None = None
    # Its name.
    page: str
    # The file that it was read from, relative to the site.
    path: str | None = None
    # Its title.
    title: str
    # Where it is read on the web, if the site says.
    url: str | None = None

class PageFile(BaseModel):
    """A page of one locale, everything resolved."""

    # What it shows besides its text, when that was asked for.
    assets: PageAssets | None = None
    # Its blocks, in reading order.
    blocks: list[BlockEntry]
    # Whether what it was made from is not what that commit, or any, holds.
    changed: bool | None = None
    # The last commit that changed what it was made from: its whole name, in hexadecimal digits.
    commit: str | None = None
    # How much of it is translated.
    coverage: CoverageRecord
    # The date that its files print, `YYYY-MM-DD`.
    date: str | None = None
    # SHA-256 of what it was made from, in lower-case hexadecimal.
    digest: str
    # The direction of that language.
    direction: Direction
    # Whether the translation lacks the page and the source page stands in.
    fallback: bool
    # The name of the page: its path without `.md`; the same in every locale.
    id: PageId
    # The language its text is in.
    language: Tag
    # Every language that occurs on the page, with its direction and its name for itself. Nodes inside blocks say
    # their language alone; this says the rest.
    languages: dict[str, LanguageRecord]
    # The locale of the edition.
    locale: Tag
    # Its front matter.
    meta: PageMeta
    # Its footnotes, by number.
    notes: list[NoteEntry]
    # Its headings.
    outline: list[OutlineEntry]
    # The file it was read from, relative to the site.
    path: str
    # Version of the format, `major.minor`.
    schema_version: str
    # The locale that the others are translated from.
    source_locale: Tag
    # The files that `origin.source` of blocks and notes points into.
    sources: list[SourceRecord]
    # Its title as plain text.
    title: str
    # Whether the text itself begins with that title as a heading.
    title_in_text: bool
    # The language of the title where it is not the page's.
    title_language: Tag | None = None
    # Where it is read on the web.
    url: str | None = None

class PageMeta(BaseModel):
    """The front matter of a page, typed where Pamphlet knows what it means."""

    # A picture (`cover`), as written.
    cover: str | None = None
    # One sentence (`description`).
    description: str | None = None
    # The language of that sentence where it is not the page's.
    description_language: Tag | None = None
    # Whether it is a draft (`draft`).
    draft: bool
    # Parts that the website hides (`hide`).
    hide: list[str] | None = None
    # An icon's name (`icon`), as written.
    icon: str | None = None
    # The title for search engines (`meta_title`).
    meta_title: str | None = None
    # Everything else, as written and in that order.
    rest: dict[str, Any] | None = None
    # Tags (`tags`).
    tags: list[str] | None = None
    # A template of the website (`template`).
    template: str | None = None
    # The page's title (`title`).
    title: str | None = None

class PageName(BaseModel):
    """A page."""

    # The language of that title where it is not the source's.
    language: Tag | None = None
    # Its name; the same in every locale.
    page: str
    # The position of the innermost section that it stands in; empty for none.
    position: list[int]
    # Its title in the source locale; of a page that only translations have, in the first of them.
    title: str

class PageNavItem(BaseModel):
    """A page."""

    # What it is.
    kind: Literal["page"]
    # The language of the label where it is not the edition's.
    language: Tag | None = None
    # Which.
    page: PageId
    # Its label: the nav's own, else the page's title.
    title: str

class PageSiteRecord(BaseModel):
    """A page."""

    # What it shows besides its text, when that was asked for.
    assets: PageAssets | None = None
    # Its blocks, in reading order.
    blocks: list[BlockEntry]
    # Whether what it was made from is not what that commit, or any, holds.
    changed: bool | None = None
    # The last commit that changed what it was made from: its whole name, in hexadecimal digits.
    commit: str | None = None
    # How much of it is translated.
    coverage: CoverageRecord
    # The date that its files print, `YYYY-MM-DD`.
    date: str | None = None
    # SHA-256 of what it was made from, in lower-case hexadecimal.
    digest: str
    # The direction of that language.
    direction: Direction
    # Whether the translation lacks the page and the source page stands in.
    fallback: bool
    # The name of the page: its path without `.md`; the same in every locale.
    id: PageId
    # What it is.
    kind: Literal["page"]
    # The language its text is in.
    language: Tag
    # Every language that occurs on the page, with its direction and its name for itself. Nodes inside blocks say
    # their language alone; this says the rest.
    languages: dict[str, LanguageRecord]
    # The locale of the edition.
    locale: Tag
    # Its front matter.
    meta: PageMeta
    # Its footnotes, by number.
    notes: list[NoteEntry]
    # Its headings.
    outline: list[OutlineEntry]
    # The file it was read from, relative to the site.
    path: str
    # Version of the format, `major.minor`.
    schema_version: str
    # The locale that the others are translated from.
    source_locale: Tag
    # The files that `origin.source` of blocks and notes points into.
    sources: list[SourceRecord]
    # Its title as plain text.
    title: str
    # Whether the text itself begins with that title as a heading.
    title_in_text: bool
    # The language of the title where it is not the page's.
    title_language: Tag | None = None
    # Where it is read on the web.
    url: str | None = None

class PageTarget(BaseModel):
    """A page of the same edition."""

    # The anchor on it; none for its beginning. It exists there.
    anchor: str | None = None
    # What it is.
    kind: Literal["page"]
    # The page.
    page: PageId

class ParagraphBlock(BaseModel):
    """A paragraph."""

    # Attributes as written.
    attrs: Attrs | None = None
    # Its text.
    content: list[Inline]
    # What it is.
    kind: Literal["paragraph"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class PercentLength(BaseModel):
    """Per cent of the column."""

    # What it is.
    kind: Literal["percent"]
    # Per cent of the column.
    value: int

class Picture(BaseModel):
    """A picture with its variants."""

    # Alignment as written.
    alignment: Alignment | None = None
    # What stands for it where it is not seen.
    alternative: Alternative
    # The variant for a dark ground.
    dark: AssetRef | None = None
    # Height as written.
    height: Length | None = None
    # Whether it stands in a link.
    linked: bool | None = None
    # The picture, for a light ground.
    source: AssetRef
    # A title, if it has one.
    title: str | None = None
    # Width as written.
    width: Length | None = None

class PictureInline(BaseModel):
    """A picture."""

    # Alignment as written.
    alignment: Alignment | None = None
    # What stands for it where it is not seen.
    alternative: Alternative
    # Attributes as written.
    attrs: Attrs | None = None
    # The variant for a dark ground.
    dark: AssetRef | None = None
    # Height as written.
    height: Length | None = None
    # What it is.
    kind: Literal["picture"]
    # Whether it stands in a link.
    linked: bool | None = None
    # The picture, for a light ground.
    source: AssetRef
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # A title, if it has one.
    title: str | None = None
    # Width as written.
    width: Length | None = None

class Piece(BaseModel):
    """A stretch of a text."""

    # What happened to it.
    kind: PieceKind
    # Its words, spaces included: those of all pieces that are not added make the old text, those of all that are not
    # removed the new one.
    text: str

class PixelsLength(BaseModel):
    """CSS pixels, 1/96 inch."""

    # What it is.
    kind: Literal["pixels"]
    # CSS pixels, 1/96 inch.
    value: int

class Place(BaseModel):
    """A range of a file, as people and as programs count."""

    # First column in characters, from 1.
    column: int
    # The byte after the last one.
    end: int
    # The column after the last character.
    end_column: int
    # Last line.
    end_line: int
    # First line, from 1.
    line: int
    # The file, relative to the site.
    path: str
    # First byte, from 0.
    start: int

class ProgressBlock(BaseModel):
    """How far something has come."""

    # Attributes as written.
    attrs: Attrs | None = None
    # Hundredths of a per cent, at most 10,000.
    basis_points: int
    # What it is.
    kind: Literal["progress"]
    # Its label: the author's, else the percentage.
    label: list[Inline]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class Publication(BaseModel):
    """What is known of the book of one locale as a publication."""

    # What somebody claims of its accessibility.
    accessibility: Accessibility | None = None
    # Whom it is for.
    audience: Audience | None = None
    # Who did what, authors first.
    contributors: list[Contributor] | None = None
    # What a message for distributors is to say besides; none when there is to be no message.
    distribution: Distribution | None = None
    # Which edition it is, from 1.
    edition: int | None = None
    # Its name for ever, `urn:uuid:…`: the same in the book and in every catalogue, and in every version.
    identifier: str
    # The number of the book for e-readers.
    isbn: Isbn | None = None
    # Which revision of that edition.
    revision: str | None = None
    # The series that it belongs to.
    series: Series | None = None
    # What it is about, by schemes.
    subjects: list[CodedSubject] | None = None

class QuoteBlock(BaseModel):
    """A quotation."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What is quoted.
    blocks: list[Block]
    # What it is.
    kind: Literal["quote"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class Related(BaseModel):
    """A further place that belongs to a finding."""

    # Column in characters, from 1.
    column: int
    # Line, from 1.
    line: int
    # What is to be seen there.
    message: str
    # File, relative to the site.
    path: str

class RemoteAssetRef(BaseModel):
    """On another server; never fetched."""

    # What it is.
    kind: Literal["remote"]
    # Its address.
    url: str

class RepeatedAlternative(BaseModel):
    """Nothing: a link that it stands in, or beside, says the same words."""

    # What it is.
    kind: Literal["repeated"]
    # The words.
    words: Words

class Row(BaseModel):
    """A row."""

    # Attributes as written.
    attrs: Attrs | None = None
    # Its cells.
    cells: list[Cell]
    # The bytes it was written as.
    span: Span

class SearchRecord(BaseModel):
    """A line of `search.ndjson`: the beginning of a page, or what stands under one of its headings up to the next."""

    # The anchor of its heading; none for the beginning of a page.
    anchor: str | None = None
    # The direction of that language.
    direction: Direction
    # Its name, in one locale: the page, and behind `#` the anchor of the heading.
    id: str
    # The language that most of its words are in.
    language: Tag
    # The locale of the edition.
    locale: Tag
    # The page.
    page: PageId
    # Its words, without the heading.
    text: str
    # The words of its heading; for the beginning of a page its title.
    title: str
    # The title of the page and of every heading that it stands under, its own last.
    titles: list[str]
    # Where it is read on the web.
    url: str | None = None

class SectionCoverage(BaseModel):
    """How much of a section of the navigation is translated, pages of sections inside it included."""

    # Words of the translation that answer nothing in the source. They are worth nothing.
    added_words: int
    # Blocks of text of the source in all.
    blocks: int
    # How many of them fell back.
    fallback: int
    # Blocks of the source that nothing in the translation answers.
    missing_blocks: int
    # Sentences of the source that nothing in the translation answers.
    missing_sentences: int
    # Words of the source that nothing in the translation answers. They are not translated.
    missing_words: int
    # How many pages it has.
    page_count: int
    # The labels from the outermost section to this one; empty for pages that stand in no section.
    path: list[str]
    # Translated words in per cent, rounded down; 100 for nothing at all.
    percent: int
    # Where it stands in the navigation: the same in all locales.
    position: list[int]
    # Sentences of the source in all.
    sentences: int
    # Blocks of text that are in the locale's language.
    translated_blocks: int
    # Sentences that are in the locale's language.
    translated_sentences: int
    # Words that are in the locale's language.
    translated_words: int
    # Words of the source in all.
    words: int

class SectionName(BaseModel):
    """A section of the navigation."""

    # The labels from the outermost section to this one.
    path: list[str]
    # Where it stands in the navigation, from the outermost section, from 0: the same in all locales. Empty for the
    # pages that stand in no section.
    position: list[int]

class SectionNavItem(BaseModel):
    """A part with pages below it."""

    # What it holds.
    items: list[NavItem]
    # What it is.
    kind: Literal["section"]
    # The language of the label where it is not the edition's.
    language: Tag | None = None
    # The page that its label leads to, if it has one; it comes first, and does not stand among the items.
    page: PageId | None = None
    # Its label.
    title: str

class SectionRecord(BaseModel):
    """A heading."""

    # What links name it by.
    anchor: str
    # 1 to 6.
    level: int
    # Its words.
    title: str

class SentenceRun(BaseModel):
    """Sentences of a translation that follow each other, and the sentences of the source page that they answer."""

    # The block or footnote of the source page that the answered sentences stand in, with the `written` that this has.
    # Left out where they answer none.
    source_block: SourceBlock | None = None
    # The sentences of the source page that they answer, as plain text. Left out where they answer none.
    source_text: str | None = None
    # The sentences, as plain text.
    text: str
    # Whether they are translated: false where they are in the language of the source.
    translated: bool

class Series(BaseModel):
    """A series, and the place of a book in it."""

    # Its name for ever, `urn:uuid:…`.
    identifier: str
    # The place, from 1; none where nothing fixes it.
    position: int | None = None
    # Its title: the same in every locale, so that programs file the books together.
    title: str
    # Whether these are one work in several languages, not several works.
    translations: bool

class ShardFacts(BaseModel):
    """Which part of a build that several machines share."""

    # Of how many.
    count: int
    # The formats that were asked for; all when empty.
    formats: list[Format] | None = None
    # Which, from 1.
    index: int
    # The locales that were asked for; all when empty.
    locales: list[str] | None = None
    # The patterns of pages that were asked for; all pages when empty.
    pages: list[str] | None = None

class Side(BaseModel):
    """One of the two outputs."""

    # Its date, `YYYY-MM-DD`, if it has one.
    date: str | None = None
    # What it was called: the folder or archive that was named; in the files of a release its version, or its title.
    name: str
    # The title of its book in the source locale.
    title: str
    # Its version, if it has one.
    version: str | None = None

class SiteEdition(BaseModel):
    """All of one locale."""

    # The tools in reading order.
    cards: list[CardRecord]
    # What `index.json` holds.
    index: IndexFile
    # The pages in reading order, each as in its own file, without its assets.
    pages: list[PageFile]

class SiteFile(BaseModel):
    """Whole editions in one file."""

    # The editions.
    editions: list[SiteEdition]
    # Version of the format, `major.minor`.
    schema_version: str

class SourceBlock(BaseModel):
    """The block of a source page that a block of a translation answers."""

    # Its name on the source page.
    id: str
    # SHA-256 of the bytes that it was written as, in lower-case hexadecimal: when it changes, the source was changed.
    written: str

class SourceChanges(BaseModel):
    """What changed on a source page since a translation followed it."""

    # The blocks that changed, in the order of the source page.
    blocks: list[BlockChange]
    # The commit of the source page that the translation follows; left out beside an earlier output.
    follows: ChangeCommit | None = None
    # The file of the translation, relative to the site.
    path: str
    # The file of the source page, relative to the site.
    source_path: str

class SourceRecord(BaseModel):
    """A file that a page was made from."""

    # Its number.
    id: SourceId
    # Its path, relative to the site.
    path: str

class Span(BaseModel):
    """A range of bytes, on character boundaries. What it is relative to is said where it is kept: in a document
    model the start of the top-level block, in a place the start of the file."""

    # The byte after the last one.
    end: int
    # First byte.
    start: int

class SpanInline(BaseModel):
    """A run with attributes of its own and no other meaning; with an id and no content, an anchor."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The text.
    content: list[Inline]
    # What it is.
    kind: Literal["span"]
    # The bytes it was written as, relative to its top-level block.
    span: Span

class Spot(BaseModel):
    """A line of a file of the site."""

    # The line that its block begins on, from 1.
    line: int
    # The file, relative to the site.
    path: str

class StyledInline(BaseModel):
    """Text that is stressed or set apart. Of quoted text (`<q>`) the quotation marks of its language are in it."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The text.
    content: list[Inline]
    # What it is.
    kind: Literal["styled"]
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # How.
    style: Emphasis

class Tab(BaseModel):
    """One of several alternatives."""

    # The level of the heading that its label is, from 2.
    announced: int
    # Attributes as written.
    attrs: Attrs | None = None
    # What it holds.
    blocks: list[Block]
    # Its label.
    label: list[Inline]
    # The bytes it was written as.
    span: Span

class TableBlock(BaseModel):
    """A table."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The other rows.
    body: list[Row]
    # Its caption.
    caption: list[Inline] | None = None
    # The alignment of each column; as many as the widest row has cells.
    columns: list[ColumnAlignment]
    # Rows of its head.
    head: list[Row]
    # What it is.
    kind: Literal["table"]
    # The words over each column, where there is one row of them and every row has one cell a column: by them a row can be
    # shown as a record. Else empty.
    labels: list[str] | None = None
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class TabsBlock(BaseModel):
    """Alternatives, side by side on a website."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["tabs"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # In the order of writing.
    tabs: list[Tab]

class Task(BaseModel):
    """What has become of a task."""

    # Whether it is done.
    done: bool
    # The word for that.
    words: Words

class Term(BaseModel):
    """A term of a definition list."""

    # Attributes as written.
    attrs: Attrs | None = None
    # Its text.
    content: list[Inline]
    # The bytes it was written as.
    span: Span

class TextInline(BaseModel):
    """Text, with entities and escapes resolved. A line end of the source is a space in it, or nothing where the script
    puts no spaces between words."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["text"]
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # The characters.
    text: str

class ThematicBreakBlock(BaseModel):
    """A break between themes."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["thematic-break"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class Threat(BaseModel):
    """An item of a list of threats."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The item: an icon and a link to its explanation.
    content: list[Inline]
    # The bytes it was written as.
    span: Span
    # Which.
    threat: ThreatKind

class ThreatsBlock(BaseModel):
    """The threats that a page is about."""

    # Attributes as written.
    attrs: Attrs | None = None
    # The words before the list.
    intro: list[Inline]
    # The threats.
    items: list[Threat]
    # What it is.
    kind: Literal["threats"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span

class Token(BaseModel):
    """A part of code that stands out from the rest. Parts are in order and do not meet; what lies between them is plain."""

    # What it is.
    class_: TokenClass = Field(alias="class")
    # The byte behind it.
    end: int
    # Its first byte, counted from the start of the code.
    start: int

class ToldTarget(BaseModel):
    """An address whose scheme books may not link to: it is told to people, and nothing opens it by itself."""

    # The address as written.
    address: str
    # What it is.
    kind: Literal["told"]

class UndescribedAlternative(BaseModel):
    """Nobody said what it shows, which has been reported."""

    # What it is.
    kind: Literal["undescribed"]

class UnresolvedTarget(BaseModel):
    """Nothing: what was written cannot be resolved or may not be linked to, which has been reported. The words stand alone."""

    # The address as written.
    address: str
    # What it is.
    kind: Literal["unresolved"]

class UnsupportedBlock(BaseModel):
    """Markup that is not understood: text, as it was written."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["unsupported"]
    # Its language where it differs from what surrounds it.
    language: Tag | None = None
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # As written.
    text: str

class UnsupportedInline(BaseModel):
    """Markup that is not understood: text, as it was written."""

    # Attributes as written.
    attrs: Attrs | None = None
    # What it is.
    kind: Literal["unsupported"]
    # The bytes it was written as, relative to its top-level block.
    span: Span
    # As written.
    text: str

class WarningRecord(BaseModel):
    """A warning."""

    # Its kind.
    kind: CalloutKind
    # What it says.
    text: str
    # Its title in the author's words; none when there is none.
    title: str | None = None

class Words(BaseModel):
    """Words that were not written where they stand: of the interface, of an attribute, the name of an icon."""

    # Their language; none where it is that of what surrounds them, or no language, as of an address.
    language: Tag | None = None
    # The words.
    text: str

# What stands for a picture where it is not seen.
Alternative = Annotated[
    Union[
        DecorativeAlternative,
        RepeatedAlternative,
        DescribedAlternative,
        UndescribedAlternative,
    ],
    Field(discriminator="kind"),
]

# Where a picture comes from.
AssetRef = Annotated[
    Union[
        LocalAssetRef,
        RemoteAssetRef,
        MissingAssetRef,
    ],
    Field(discriminator="kind"),
]

# A block.
Block = Annotated[
    Union[
        HeadingBlock,
        ParagraphBlock,
        ListBlock,
        DefinitionListBlock,
        QuoteBlock,
        CodeBlock,
        TableBlock,
        AdmonitionBlock,
        CollapsibleBlock,
        TabsBlock,
        GridBlock,
        FigureBlock,
        AnnotatedBlock,
        ButtonsBlock,
        ProgressBlock,
        ThematicBreakBlock,
        DividerBlock,
        MathBlock,
        DiagramBlock,
        PageBreakBlock,
        GroupBlock,
        CardBlock,
        ThreatsBlock,
        UnsupportedBlock,
    ],
    Field(discriminator="kind"),
]

# A piece of a line.
Inline = Annotated[
    Union[
        TextInline,
        LineBreakInline,
        StyledInline,
        SpanInline,
        LanguageInline,
        CommentInline,
        KeysInline,
        CodeInline,
        LinkInline,
        PictureInline,
        IconInline,
        EmojiInline,
        FootnoteReferenceInline,
        AnnotationReferenceInline,
        AbbreviationInline,
        DefinitionInline,
        MathInline,
        UnsupportedInline,
    ],
    Field(discriminator="kind"),
]

# A length as written in an attribute.
Length = Annotated[
    Union[
        PixelsLength,
        PercentLength,
    ],
    Field(discriminator="kind"),
]

# How the items of a list are marked.
Marks = Annotated[
    Union[
        BulletMarks,
        NumberedMarks,
    ],
    Field(discriminator="kind"),
]

# An entry of the navigation.
NavItem = Annotated[
    Union[
        PageNavItem,
        SectionNavItem,
        LinkNavItem,
    ],
    Field(discriminator="kind"),
]

# What a book costs.
Price = Annotated[
    Union[
        FreePrice,
        AmountPrice,
    ],
    Field(discriminator="kind"),
]

# What an icon says.
Saying = Annotated[
    Union[
        NothingSaying,
        NameSaying,
        AnswerSaying,
    ],
    Field(discriminator="kind"),
]

# A line of `site.ndjson`: an index, then the pages and the tools of its edition.
SiteRecord = Annotated[
    Union[
        IndexSiteRecord,
        PageSiteRecord,
        CardSiteRecord,
    ],
    Field(discriminator="kind"),
]

# Where a link leads.
Target = Annotated[
    Union[
        PageTarget,
        ExternalTarget,
        ToldTarget,
        UnresolvedTarget,
    ],
    Field(discriminator="kind"),
]

