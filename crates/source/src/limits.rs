//! Every bound of the program, in one table: what is bounded, how much is allowed, and what happens beyond it.
//!
//! Code uses the constants; `docs/limits.md` is written from [`ALL`]. A bound that is met is said in a diagnostic,
//! unless the table says that nobody loses anything by it.

use std::fmt::Write as _;

/// What a bound counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Bytes,
    /// Characters (Unicode scalar values).
    Characters,
    /// How many stand inside each other.
    Levels,
    /// How many there are.
    Count,
    /// Comparisons, or steps of a search.
    Steps,
    /// Seconds of one core.
    Seconds,
    /// Seconds that pass.
    Passing,
    /// Mebibytes.
    Mebibytes,
    /// Pixels of a picture, or of one of its sides where the name says so.
    Pixels,
}

/// One bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What it belongs to: a heading of the table.
    pub area: &'static str,
    /// The name of its constant.
    pub name: &'static str,
    /// The most that is allowed.
    pub value: u64,
    /// What is counted.
    pub unit: Unit,
    /// What is bounded.
    pub what: &'static str,
    /// What happens beyond it.
    pub beyond: &'static str,
}

impl Limit {
    /// The value as people write it: `8 MiB`, `20,000`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.unit {
            Unit::Bytes if self.value >= 1 << 20 && self.value.is_multiple_of(1 << 20) => {
                format!("{} MiB", grouped(self.value >> 20))
            }
            Unit::Bytes if self.value >= 1 << 10 && self.value.is_multiple_of(1 << 10) => {
                format!("{} KiB", grouped(self.value >> 10))
            }
            Unit::Bytes => format!("{} bytes", grouped(self.value)),
            Unit::Characters => format!("{} characters", grouped(self.value)),
            Unit::Levels => format!("{} levels", grouped(self.value)),
            Unit::Steps => format!("{} steps", grouped(self.value)),
            Unit::Seconds | Unit::Passing => format!("{} seconds", grouped(self.value)),
            Unit::Mebibytes => format!("{} MiB", grouped(self.value)),
            Unit::Pixels => format!("{} pixels", grouped(self.value)),
            Unit::Count => grouped(self.value),
        }
    }
}

/// A number with commas between its thousands.
#[must_use]
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The table as a page of Markdown: `docs/limits.md`.
#[must_use]
pub fn page() -> String {
    let mut out = String::from(
        "<!-- Written by `cargo xtask generate` from crates/source/src/limits.rs. -->\n\n# Limits\n\n\
         Every bound of the program. What goes beyond one is refused, cut or left out as its row says, and never \
         without a word unless the row says that nothing is lost by it.\n",
    );
    let mut area = "";
    for limit in ALL {
        if limit.area != area {
            area = limit.area;
            let _ = write!(out, "\n## {area}\n\n| what | at most | beyond it | name |\n|---|---|---|---|\n");
        }
        let _ = writeln!(out, "| {} | {} | {} | `{}` |", limit.what, limit.shown(), limit.beyond, limit.name);
    }
    out
}

macro_rules! limits {
    ($($area:literal { $(#[doc = $what:literal] $name:ident: $kind:ty = $value:expr, $unit:ident, $beyond:literal;)+ })+) => {
        $($(
            #[doc = $what]
            #[doc = ""]
            #[doc = $beyond]
            pub const $name: $kind = $value;
        )+)+

        /// Every bound, by area.
        #[allow(clippy::cast_lossless, trivial_numeric_casts, reason = "the constants have the types of their uses")]
        pub const ALL: &[Limit] = &[$($(Limit {
            area: $area,
            name: stringify!($name),
            value: $name as u64,
            unit: Unit::$unit,
            // What follows `///` begins with a space.
            what: $what.trim_ascii(),
            beyond: $beyond,
        },)+)+];
    };
}

limits! {
    "Files of a site" {
        /// A page.
        PAGE_BYTES: usize = 8 << 20, Bytes, "The page is refused: `file-too-large`.";
        /// A picture, as a file.
        PICTURE_BYTES: usize = 64 << 20, Bytes, "The picture is refused and named; its words stand in its place.";
        /// A font that a site brings, as a file.
        FONT_BYTES: usize = 32 << 20, Bytes, "The font is refused and named: `unfit-brand`; ours stands for it.";
        /// The fonts that a site brings, together.
        FONTS_BYTES: usize = 96 << 20, Bytes, "Further ones are refused and named: `unfit-brand`.";
        /// A file of the configuration, of strings, or of defaults for front matter.
        CONFIGURATION_BYTES: usize = 4 << 20, Bytes, "The configuration is refused; strings and defaults are an error that names the file.";
        /// A glossary.
        GLOSSARY_BYTES: usize = 16 << 20, Bytes, "It is not read, which is an error that names the file.";
        /// Folders inside folders.
        FOLDER_LEVELS: usize = 256, Levels, "Deeper folders are not read, and named: `unreadable-file`.";
        /// Visits to one folder that several links lead to.
        FOLDER_VISITS: usize = 64, Count, "Further links to it are not followed, and the first is named: `unreadable-file`.";
        /// Files of configuration that inherit from each other.
        INHERIT_LEVELS: usize = 64, Levels, "The configuration is refused: `invalid-configuration`.";
        /// Configurations of single languages or projects.
        CONFIGURATIONS: usize = 400, Count, "Further ones are not read, which is said: `invalid-configuration`.";
        /// Patterns of the files that plugins for the navigation read.
        NAV_PATTERNS: usize = 1_000, Count, "Further ones find nothing, and are named: `invalid-configuration`.";
        /// What a pattern or expression that is compiled may take.
        PATTERN_BYTES: usize = 1 << 20, Bytes, "It is refused and named: `invalid-configuration`.";
        /// Patterns with `*`, `?` or brackets of pages that are left out; plain names and paths are not counted.
        EXCLUDE_PATTERNS: usize = 1_000, Count, "Further ones leave nothing out, and their number is said: `invalid-configuration`.";
        /// Lines of such patterns that are none and are named one by one.
        WRONG_PATTERNS: usize = 20, Count, "Of the rest their number is said.";
        /// Sections of the navigation inside sections.
        NAV_LEVELS: usize = 16, Levels, "Deeper entries are left out of the navigation; their pages stay.";
    }
    "Configuration and front matter" {
        /// Signs `[` and `{` of a YAML text.
        YAML_SIGNS: usize = 4_000, Count, "It is refused as no YAML: `invalid-configuration`, `invalid-front-matter`.";
        /// What a YAML text is once its aliases are filled in.
        YAML_EXPANDED_BYTES: usize = 32 << 20, Bytes, "It is refused as no YAML: `invalid-configuration`, `invalid-front-matter`.";
        /// A title of the site.
        TITLE_CHARACTERS: usize = 1_000, Characters, "It is cut with …, which is said: `invalid-configuration`.";
        /// Keys of a file that the website reads too which stand twice in a map and are named one by one.
        DOUBLED_KEYS: usize = 20, Count, "The last value is taken of the rest as well.";
    }
    "History" {
        /// Repositories inside repositories whose files are compared with their commits.
        SUBMODULE_LEVELS: usize = 8, Levels, "Deeper ones count as changed.";
        /// Commits to a site that are looked at.
        COMMITS: usize = 100_000, Count, "Pages changed before them print no commit: `incomplete-history`.";
        /// Commits to a source page since its translation whose texts are compared, the newest.
        REVISIONS_COMPARED: usize = 200, Count, "`coverage --changes` names no commit for what changed before them.";
        /// Files that a commit removed, and files that it added, which are compared to find those that were renamed.
        RENAMES_COMPARED: usize = 1_000, Count, "Only files that were renamed and not changed are found: `coverage --changes`.";
        /// Links from the name of a file to where it is kept, one after the other.
        LINK_LEVELS: usize = 16, Levels, "The last commit of the file is unknown.";
        /// A part of what git prints: a path with what belongs to it.
        GIT_PART_BYTES: u64 = 1 << 20, Bytes, "The history counts as unknown: `incomplete-history`.";
    }
    "Text of a page" {
        /// Front matter.
        FRONT_MATTER_BYTES: usize = 256 << 10, Bytes, "It is not front matter, and stays as text.";
        /// Quotations, lists, callouts and tabs inside each other.
        CONTAINER_LEVELS: usize = 32, Levels, "What is deeper is kept as text.";
        /// Emphasis, links and the like inside each other.
        INLINE_LEVELS: usize = 24, Levels, "What is deeper keeps its words and loses its form.";
        /// Marks of highlighting, insertion, sub- and superscript that are open at once.
        PAIR_LEVELS: usize = 16, Levels, "What is deeper is kept as text.";
        /// HTML elements of a line that are open at once.
        HTML_LINE_LEVELS: usize = 24, Levels, "What is deeper loses its tags and keeps its words.";
        /// HTML elements of blocks inside each other.
        HTML_LEVELS: usize = 40, Levels, "What is deeper loses its tags and keeps its words.";
        /// A tag of HTML.
        TAG_BYTES: usize = 8 << 10, Bytes, "It is not a tag, and stays as text.";
        /// Lines that the start tag of a block of HTML runs over; programs for drawing write an attribute a line.
        TAG_LINES: usize = 64, Count, "It begins no block; where it is not read in a line either, it stays as text.";
        /// Cells of a table, with those that fill short rows.
        TABLE_CELLS: usize = 100_000, Count, "The table is shown as text: `limit-reached`.";
        /// Columns or rows that a cell of an HTML table spans.
        CELL_SPAN: u32 = 200, Count, "The cell spans so many.";
        /// An abbreviation that is defined.
        ABBREVIATION_BYTES: usize = 200, Bytes, "The definition is none, and stays as text.";
        /// What an abbreviation means.
        MEANING_BYTES: usize = 600, Bytes, "The definition is none, and stays as text.";
        /// Addresses and titles of references of neighbouring paragraphs, unless these have as many bytes themselves.
        REFERENCE_PART_BYTES: usize = 100_000, Bytes, "The references beyond stay as text: `limit-reached`.";
        /// Addresses and titles of references (`[text][label]`) of a page, counted at each use.
        REFERENCE_BYTES: usize = 8 << 20, Bytes, "The references beyond stay as text: `limit-reached`.";
        /// Snippets that include snippets.
        SNIPPET_LEVELS: usize = 16, Levels, "The line that includes a deeper one is reported and left out.";
        /// What snippets add to a page.
        SNIPPET_BYTES: usize = 8 << 20, Bytes, "Lines that include more are reported and left out.";
        /// A picture inside of an address (`data:`), as the address is written.
        DATA_PICTURE_BYTES: usize = 8 << 20, Bytes, "The picture is missing, which is said; its words stand in its place.";
        /// What stands between the signs of an inclusion (`{% include-markdown … %}`, `{! … !}`).
        INCLUDE_TAG_BYTES: usize = 4 << 10, Bytes, "It is words.";
        /// What stands between the signs of a macro (`{{ … }}`, `{% … %}`).
        MACRO_TAG_BYTES: usize = 4 << 10, Bytes, "It is not run; its name stands in its place, which is reported.";
        /// Inclusions of a page.
        INCLUDE_TAGS: usize = 2_000, Count, "Further ones are printed as written.";
        /// What stands before a macro on its line and is looked at to tell code and addresses.
        MACRO_CONTEXT_BYTES: usize = 2_000, Bytes, "What stands before that is left out of account.";
        /// A page in which macros (`{{ … }}`) are replaced, with the files that it includes.
        MACRO_PAGE_BYTES: usize = 2 << 20, Bytes, "Its macros are left as they are: `limit-reached`.";
        /// What the macros of a page may cost: instructions, and 64 bytes of what they make for each.
        MACRO_FUEL: u64 = 200_000, Steps, "None of them is run: `limit-reached`.";
        /// Items of all lists that the macros of a page add to others, counted each time.
        MACRO_LIST_ITEMS: usize = 2_000_000, Count, "None of them is run: `limit-reached`.";
        /// Files and loops inside each other in macros.
        MACRO_LEVELS: usize = 48, Levels, "The macro that goes deeper is reported, and its name stands in its place.";
        /// Cells of a table that is read from a file of YAML or JSON.
        TABLE_DATA_CELLS: usize = 1_000_000, Count, "The table is missing, and its place is named.";
        /// Maps inside maps of such a file that become columns of their own.
        TABLE_DATA_LEVELS: usize = 16, Levels, "Deeper ones are shown in one cell; nothing is lost.";
        /// Files that the macros of a page include.
        MACRO_FILES: usize = 200, Count, "Further ones cannot be found, and are reported.";
        /// Macros of a page that cannot be understood, one of which is found in each reading.
        MACRO_TRIES: usize = 48, Count, "None of the page's macros is run: `limit-reached`.";
        /// The name of a variable or macro that is not known.
        MACRO_NAME_BYTES: usize = 200, Bytes, "Its beginning stands for it.";
        /// Pairs of blocks of a page and of its source page that are compared to find lost headings.
        HEADING_PAIRS: usize = 1 << 20, Steps, "Lost headings are not looked for.";
        /// A line that is looked at as a lost heading.
        HEADING_BYTES: usize = 160, Bytes, "It is not a heading.";
        /// A value without quotation marks in a list of attributes.
        ATTRIBUTE_VALUE_BYTES: usize = 2_000, Bytes, "The list is text.";
        /// A damaged list of attributes.
        ATTRIBUTE_LIST_BYTES: usize = 2_000, Bytes, "It is not mended, and stays as text.";
        /// A damaged shortcode of an icon or emoji.
        SHORTCODE_BYTES: usize = 96, Bytes, "It is not mended, and stays as text.";
        /// How far the parts of a damaged link may lie apart.
        LINK_REACH_BYTES: usize = 600, Bytes, "The link is not mended, and stays as text.";
        /// Labels of references of a page that are defined and not used, or used and not defined.
        RENAMED_LABELS: usize = 40, Count, "None of them is taken for a translated one.";
    }
    "Code" {
        /// A piece of code whose parts are told apart by colours.
        COLOURED_BYTES: usize = 256 << 10, Bytes, "It is shown whole and without colours: `limit-reached`.";
        /// A line of such code.
        COLOURED_LINE_BYTES: usize = 4 << 10, Bytes, "The code is shown whole and without colours: `limit-reached`.";
    }
    "Findings" {
        /// Findings of one code and severity on one page.
        FINDINGS_OF_A_KIND: usize = 200, Count, "The further ones are counted in one more finding.";
        /// Snippets that are missing in a locale, where the website does not mind.
        ABSENT_SNIPPETS: usize = 8, Count, "More of them are counted in one note.";
        /// The part of its line that a finding quotes.
        QUOTED_CHARACTERS: usize = 240, Characters, "The part around its column is quoted, with … for the rest.";
        /// The message of a finding, its advice, and the text that a repair replaced.
        FINDING_TEXT_CHARACTERS: usize = 900, Characters, "The middle is left out, with … in its place.";
    }
    "Diagrams" {
        /// The source of a diagram that is drawn.
        DIAGRAM_BYTES: usize = 32 << 10, Bytes, "The diagram is shown as its source, and reported.";
        /// Its lines, and parts of lines between semicolons.
        DIAGRAM_LINES: usize = 400, Count, "The diagram is shown as its source, and reported.";
        /// Its nodes, edges, messages and other parts.
        DIAGRAM_ITEMS: usize = 2_000, Count, "The diagram is shown as its source, and reported.";
        /// How deep the parts of a graph lie in each other.
        DIAGRAM_LEVELS: usize = 32, Levels, "The diagram is shown as its source, and reported.";
        /// Steps that its layout may take.
        DIAGRAM_STEPS: usize = 4_000_000, Steps, "The diagram is shown as its source, and reported.";
        /// The drawing, before its letters are drawn.
        DIAGRAM_SVG_BYTES: usize = 8 << 20, Bytes, "The diagram is shown as its source, and reported.";
    }
    "Formulas" {
        /// A formula in TeX.
        TEX_BYTES: usize = 8_000, Bytes, "The formula is shown as written, and reported.";
        /// Groups inside groups.
        TEX_LEVELS: usize = 48, Levels, "The formula is shown as written, and reported.";
        /// Elements of MathML inside each other that are measured: more than the groups of a formula that is set make.
        MATHML_LEVELS: usize = 4 * TEX_LEVELS, Levels, "What is deeper counts as without width; nothing is lost.";
        /// A formula in words, as it is read aloud.
        SPOKEN_CHARACTERS: usize = 8_000, Count, "Its source is read instead.";
        /// Pieces of which a fence or a root is put together.
        FENCE_PARTS: usize = 200, Count, "It is not made taller.";
    }
    "Pictures" {
        /// The longest side that a picture of pixels keeps: 27 cm at 300 dots an inch.
        PICTURE_SIDE: u32 = 3_200, Pixels, "The picture is scaled down, which is said.";
        /// A picture that is decoded at once.
        PICTURE_PIXELS: u64 = 100_000_000, Pixels, "The picture is refused and named; its words stand in its place.";
        /// A PNG, which is decoded row by row.
        PNG_PIXELS: u64 = 450_000_000, Pixels, "The picture is refused and named; its words stand in its place.";
        /// A colour profile of a PNG, inflated.
        PROFILE_BYTES: u64 = 8 << 20, Bytes, "The profile is taken out, which is said.";
        /// Memory for the decoding of a picture of a PDF.
        PICTURE_MEMORY: u64 = 768 << 20, Bytes, "The picture is refused and named; its words stand in its place.";
        /// An SVG file, and what a compressed one holds.
        SVG_BYTES: usize = 16 << 20, Bytes, "The picture is refused and named; its words stand in its place.";
        /// Nodes of an SVG file.
        SVG_NODES: u32 = 200_000, Count, "The picture is refused and named; its words stand in its place.";
        /// Elements and references of an SVG file inside each other.
        SVG_LEVELS: usize = 160, Levels, "The picture is refused and named; its words stand in its place.";
        /// Elements that are drawn once every reference is followed.
        SVG_DRAWN: u64 = 200_000, Count, "The picture is refused and named; its words stand in its place.";
        /// Outlines, dashes and other values of an SVG file, counted each time they are drawn.
        SVG_DRAWN_BYTES: u64 = 16 << 20, Bytes, "The picture is refused and named; its words stand in its place.";
        /// Numbers in an outline of an SVG file.
        SVG_NUMBER: u32 = 1_000_000_000, Count, "The outline is left out, which is said.";
        /// Steps that the filters of an SVG file take for all pixels on paper; their memory has the bound of a picture.
        SVG_FILTER_STEPS: u64 = 10_000_000_000, Steps, "The picture is refused and named; its words stand in its place.";
        /// The longest side of an SVG picture.
        SVG_SIDE: u16 = 20_000, Pixels, "The picture is scaled down; nothing is lost.";
        /// Questions that the rules of style sheets ask about elements.
        SVG_STYLE_STEPS: u64 = 10_000_000, Steps, "Rules are left out from there on, which is said.";
        /// Rules of style sheets, multiplied with the bytes of all.
        SVG_SHEET_STEPS: usize = 300_000_000, Steps, "Rules are left out from there on, which is said.";
        /// Custom properties and choices of colours in a value of an SVG file, with those that they hold.
        SVG_VALUE_STEPS: usize = 32, Steps, "The value is left out, as one that names what is not there.";
        /// The length of such a value when it is worked out.
        SVG_VALUE_BYTES: usize = 1_000, Bytes, "The value is left out, as one that names what is not there.";
        /// Letters that an SVG file draws.
        SVG_CHARACTERS: usize = 20_000, Characters, "The picture is refused and named; its words stand in its place.";
        /// Attributes of an element of an SVG file.
        SVG_ATTRIBUTES: usize = 2_000, Count, "The picture is refused and named; its words stand in its place.";
        /// Entities that an SVG file defines.
        SVG_ENTITIES: usize = 256, Count, "The picture is refused and named; its words stand in its place.";
        /// What the entities of an SVG file make once they are filled in.
        SVG_ENTITY_BYTES: u64 = 1 << 20, Bytes, "The picture is refused and named; its words stand in its place.";
    }
    "Translations" {
        /// A tag that may be mended, with the room in it.
        TORN_TAG_BYTES: usize = 400, Bytes, "It stays as it is written, as text that is reported.";
        /// A placeholder that an engine of translation left, `<12>` or `<g id="12">`.
        PLACEHOLDER_BYTES: usize = 24, Bytes, "It is read as text.";
        /// Pairs of headings of a page and of its source page that are compared.
        HEADING_COMPARISONS: usize = 1_000_000, Steps, "Headings are paired by their order alone.";
        /// Pairs of cards of a page and of its source page that are compared.
        CARD_COMPARISONS: usize = 250_000, Steps, "Cards are paired by their names alone.";
        /// Repairs of a page that are written back one after another, when all of them at once would change it.
        EDITS_TRIED: usize = 200, Count, "The others are left to people, and counted.";
        /// What the edits put that write the repairs of a page back, counted at each repair that stands on their lines.
        REPAIR_EDIT_BYTES: usize = 8 << 20, Bytes, "The repairs beyond have no edit, and are left to people.";
        /// How far two words reach that a slash parts, as in “and/or”.
        WORD_PAIR_BYTES: usize = 200, Bytes, "They are taken for an address, which says nothing about the language.";
        /// Names among which one is looked for that is nearest to a wrong one.
        NEAREST_NAMES: usize = 2_000, Count, "Further names are not proposed.";
        /// A name that is compared with others.
        NEAREST_CHARACTERS: usize = 96, Characters, "No other name is proposed for it.";
    }
    "PDF" {
        /// Lists and boxes inside each other.
        LAYOUT_LEVELS: usize = 40, Levels, "What is deeper is set flat; nothing is lost.";
        /// Emphasis, links and the like inside each other.
        LAYOUT_INLINE_LEVELS: usize = 60, Levels, "What is deeper is set plain; nothing is lost.";
        /// Columns that a cell spans.
        TABLE_COLUMNS: usize = 400, Count, "The cell spans so many.";
        /// Letters that no font has and that are named, of each page.
        MISSING_LETTERS: usize = 40, Count, "One finding stands for the others; boxes stand for them all.";
        /// Words of a sixteenth of all faces whose shapes are remembered.
        SHAPED_WORDS: usize = 12_000, Count, "They are forgotten and shaped anew; nothing is lost.";
        /// The part of a title that is looked at for the head and foot of a page.
        HEAD_CHARACTERS: usize = 400, Characters, "It is cut with … long before, where the line is full.";
        /// What is looked at of a word to tell whether it is an address.
        ADDRESS_REACH: usize = 400, Characters, "The word is told by that much of it; nothing is lost.";
        /// An address that is printed as a code.
        CODE_BYTES: usize = 200, Bytes, "It is printed in letters alone.";
    }
    "EPUB" {
        /// The name of a file or a folder.
        NAME_BYTES: usize = 200, Bytes, "The name is cut and stays unique; nothing is lost.";
        /// The part of a title that stands on a cover.
        COVER_CHARACTERS: usize = 400, Characters, "The rest does not stand on the cover.";
        /// A watermark.
        WATERMARK_CHARACTERS: usize = 40, Characters, "The rest is left out of it, which is said: `unfit-brand`.";
    }
    "The process" {
        /// Memory of a build, besides the stacks of its threads; `--memory` says another.
        MEMORY_MIB: u32 = 4_096, Mebibytes, "The page or picture that asks for more is left out: `export-failed`.";
        /// The stack of a thread.
        STACK_BYTES: usize = 16 << 20, Bytes, "The page or picture that needs more is left out: `export-failed`.";
        /// Work of a core on one page of one format, or on one picture; `--page-seconds` says another.
        PAGE_SECONDS: u32 = 120, Seconds, "The page or picture is left out: `export-failed`.";
        /// Pages and pictures that a build is started again without.
        LEFT_OUT: usize = 8, Count, "The build ends with status 3.";
    }
    "A store on another machine" {
        /// A name, a connection, or the beginning of an answer of the store that `--store-url` names.
        STORE_ANSWER_SECONDS: u32 = 10, Passing, "The store is given up for this run; everything is made here.";
        /// One file on its way from it or to it.
        STORE_BODY_SECONDS: u32 = 120, Passing, "The store is given up for this run; everything is made here.";
        /// Damaged files and failed answers of it.
        STORE_FAULTS: usize = 3, Count, "The store is given up for this run; everything is made here.";
        /// Waiting for answers that brought nothing, on each connection.
        STORE_WASTED_SECONDS: u32 = 30, Passing, "The store is given up for this run; everything is made here.";
        /// Connections to it at once.
        STORE_CONNECTIONS: usize = 16, Count, "Further files wait.";
    }
    "Files that are read back" {
        /// Lists and objects of a JSON file inside each other.
        JSON_LEVELS: usize = 2_000, Levels, "The file is refused.";
        /// A manifest, a list of sums, or a baseline.
        MANIFEST_BYTES: usize = 256 << 20, Bytes, "The file is refused.";
        /// A record of the cache.
        RECORD_BYTES: usize = 256 << 20, Bytes, "What it is about is made again; nothing is lost.";
        /// The cache, when `--cache-mib` says nothing.
        CACHE_BYTES: u64 = 8 << 30, Bytes, "What was made first goes; it is made again when it is asked for.";
        /// A file of an output.
        OUTPUT_BYTES: usize = 1 << 30, Bytes, "The command is refused.";
        /// A manifest or a list of sums in an archive.
        ARCHIVE_LIST_BYTES: u64 = 64 << 20, Bytes, "The archive is refused.";
        /// What `verify` expands of an archive.
        ARCHIVE_EXPANDED_BYTES: u64 = 16 << 30, Bytes, "The archive is refused.";
        /// An archive that is compared.
        ARCHIVE_BYTES: usize = 1 << 30, Bytes, "The archive is refused.";
        /// All files together that are read of one of two sides that are compared, expanded.
        COMPARED_BYTES: usize = 1 << 30, Bytes, "The comparison is refused.";
        /// A line that `mcp` reads.
        MCP_LINE_BYTES: usize = 1 << 20, Bytes, "It is passed over, and an error is the answer.";
        /// A page in an answer of `mcp`.
        MCP_ANSWER_BYTES: usize = 256 << 10, Bytes, "It is cut, which is said in its place: sections can be asked for.";
        /// Pairs of parts of two texts that are compared to tell what changed.
        DIFF_PAIRS: usize = 10_000, Steps, "Only parts that stand at the same place are compared.";
    }
    "Runs" {
        /// Threads for each core, with `--jobs`.
        THREADS_PER_CORE: usize = 4, Count, "No more are started, and that is said; more make nothing faster.";
    }
    "Outputs" {
        /// Readings of an output that a run replaces while `verify` reads it.
        VERIFY_TRIES: usize = 20, Count, "It says that the output is being written to, and ends with 2.";
        /// Tries, 50 ms apart, to lock an output that another run holds.
        LOCK_WAITS: usize = 20, Count, "It counts as held by another run, which is said.";
        /// Locks on an output that are taken a moment after their file went.
        LOCK_TRIES: usize = 100, Count, "It counts as held by another run, which is said.";
        /// Links that lead to links behind `--out`.
        LINK_CHAIN: usize = 40, Count, "The folder is refused.";
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests read the sources and the page that is made of them")]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/limits.md");

    #[test]
    fn names_are_unique_and_every_row_says_what_happens() {
        let names: BTreeSet<&str> = ALL.iter().map(|limit| limit.name).collect();
        assert_eq!(names.len(), ALL.len());
        for limit in ALL {
            assert!(limit.value > 0 && limit.what.ends_with('.') && limit.beyond.ends_with('.'), "{limit:?}");
        }
    }

    #[test]
    fn values_are_shown_as_people_write_them() {
        let shown = |value, unit| Limit { value, unit, ..ALL[0] }.shown();
        assert_eq!(shown(8 << 20, Unit::Bytes), "8 MiB");
        assert_eq!(shown(1 << 30, Unit::Bytes), "1,024 MiB");
        assert_eq!(shown(600, Unit::Bytes), "600 bytes");
        assert_eq!(shown(20_000_000, Unit::Steps), "20,000,000 steps");
        assert_eq!(shown(999, Unit::Count), "999");
    }

    /// A bound that is a number in some other file is in no table.
    #[test]
    fn bounds_stand_in_the_table_alone() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        let mut waiting: Vec<_> = ["crates", "exporters"].map(|part| std::path::Path::new(root).join(part)).into();
        let (mut files, mut loose) = (0, Vec::new());
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                let skipped = ["tests", "examples", "benches", "fuzz", "sample", "target"];
                if !path.file_name().is_some_and(|name| skipped.iter().any(|skipped| name == *skipped)) {
                    waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                }
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("source/src/limits.rs") {
                files += 1;
                let text = std::fs::read_to_string(&path).unwrap();
                for line in text.lines().map(str::trim) {
                    let Some((_, after)) = line.split_once("const ") else { continue };
                    let name = after.split(':').next().unwrap_or_default();
                    let words = ["MAX", "LARGEST", "LONGEST", "DEEPEST", "DEPTH", "LIMIT", "BOUND"];
                    let a_number =
                        ["usize", "u64", "u32", "u16"].iter().any(|kind| after.contains(&format!(": {kind} = ")));
                    if a_number && name.split('_').any(|word| words.contains(&word)) {
                        loose.push(format!("{}: {line}", path.display()));
                    }
                }
            }
        }
        assert!(files > 300, "only {files} files were looked at");
        assert!(loose.is_empty(), "bounds that belong into crates/source/src/limits.rs:\n{}", loose.join("\n"));
    }

    #[test]
    fn generated_files_are_current() {
        let written = std::fs::read_to_string(FILE).unwrap_or_default();
        assert!(written == page(), "docs/limits.md is stale: run `cargo xtask generate`");
    }

    #[test]
    #[ignore = "writes docs/limits.md"]
    fn write_generated_files() {
        std::fs::write(FILE, page()).expect("can be written");
    }
}
