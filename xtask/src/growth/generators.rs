//! Texts that grow: everything that once was, or could be, slower or larger than its size. The number is how many times
//! the part is repeated, which is about a tenth to all of the bytes.

/// Where a text stands in a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SitePart {
    /// In a page, below its title.
    Body,
    /// A whole page.
    Page,
    /// `mkdocs.yml`.
    Configuration,
    /// A picture that a page shows.
    Svg,
    /// A snippet that a page includes.
    Snippet,
    /// In a page whose site runs macros.
    Macros,
    /// A notebook.
    Notebook,
    /// `zensical.toml`.
    Toml,
    /// Pages of their own, parted by [`PAGE`].
    Pages,
    /// A translation of a page, which the text is as well.
    Translation,
}

/// What parts the pages of a text.
pub(super) const PAGE: char = '\u{1e}';

/// A text that grows.
pub(super) struct Generator {
    pub(super) name: &'static str,
    pub(super) place: SitePart,
    pub(super) text: fn(usize) -> String,
    /// Whether it belongs to the sample: each kind of growth that was found is in it, in the format that showed it.
    pub(super) sample: Option<&'static str>,
    /// How many times as much of it is taken; a limit must be within reach.
    pub(super) times: usize,
}

const fn body(name: &'static str, text: fn(usize) -> String) -> Generator {
    Generator { name, place: SitePart::Body, text, sample: None, times: 1 }
}

impl Generator {
    const fn at(self, place: SitePart) -> Self {
        Self { place, ..self }
    }

    const fn sample(self, format: &'static str) -> Self {
        Self { sample: Some(format), ..self }
    }

    const fn times(self, times: usize) -> Self {
        Self { times, ..self }
    }
}

/// The lines that `line` makes of each number below `count`.
fn each(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// As many as make `n` when each is one longer than the one before.
fn stairs(n: usize) -> usize {
    (2 * n).isqrt().max(2)
}

fn around(open: &str, inner: &str, close: &str, n: usize) -> String {
    format!("{}{inner}{}", open.repeat(n), close.repeat(n))
}

fn table(columns: usize, row: &str, rows: usize) -> String {
    format!("{}|\n{}|\n{}", "|a".repeat(columns), "|-".repeat(columns), format!("{row}\n").repeat(rows))
}

fn svg(inner: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>")
}

pub(super) static ALL: &[Generator] = &[
    // Containers.
    body("quotes", |n| format!("{}a", ">".repeat(n))),
    body("quotes, spaced", |n| format!("{}a", "> ".repeat(n))),
    body("quotes, lines", |n| each(stairs(n), |at| format!("{}a\n", "> ".repeat(at)))),
    body("lists", |n| each(stairs(n / 4).min(400), |at| format!("{}- a\n", "    ".repeat(at)))),
    body("lists in a line", |n| format!("{}a", "- ".repeat(n))).sample("json"),
    body("numbers in a line", |n| format!("{}a", "1. ".repeat(n))),
    body("items", |n| "- a\n".repeat(n)),
    body("items of three marks", |n| "+ a\n* b\n- c\n".repeat(n / 3)),
    body("tasks", |n| "- [ ] a\n".repeat(n)),
    body("callouts", |n| "!!! note \"t\"\n\n    a\n\n".repeat(n / 8)),
    body("callouts, nested", |n| each(stairs(n / 4).min(400), |at| format!("{}!!! note\n\n", "    ".repeat(at)))),
    body("details, nested", |n| each(stairs(n / 4).min(400), |at| format!("{}??? note\n\n", "    ".repeat(at)))),
    body("tabs, nested", |n| each(stairs(n / 4).min(400), |at| format!("{}=== \"t\"\n\n", "    ".repeat(at)))),
    body("tabs", |n| "=== \"t\"\n\n    a\n\n".repeat(n / 8)),
    body("definitions", |n| "a\n:   b\n\n".repeat(n / 4)),
    body("definitions, nested", |n| {
        each(stairs(n / 4).min(300), |at| format!("{0}a\n{0}:   b\n\n", "    ".repeat(at)))
    }),
    body("grids", |n| format!("{}- a\n", "<div class=\"grid cards\" markdown>\n\n".repeat(n / 20))),
    body("annotations", |n| format!("```py\nx # (1)!\n```\n\n{}", each(n / 4, |at| format!("{}.  a\n", at + 1)))),
    body("footnotes", |n| {
        format!("{}\n{}", each(n / 4, |at| format!("a[^{at}]\n\n")), each(n / 4, |at| format!("[^{at}]: b\n")))
    }),
    body("footnotes of footnotes", |n| format!("a[^0]\n\n{}", each(n / 4, |at| format!("[^{at}]: b[^{}]\n", at + 1)))),
    body("one footnote", |n| format!("{}\n\n[^0]: b\n", "a[^0] ".repeat(n / 2))),
    body("a footnote of itself", |n| format!("{}\n\n[^0]: b[^0]\n", "a[^0] ".repeat(n / 2))),
    body("abbreviations", |n| {
        let words = each(n / 4, |at| format!("AB{at} "));
        format!("{}\n{words}", each(n / 4, |at| format!("*[AB{at}]: x{at}\n")))
    })
    .sample("json"),
    body("abbreviations, each longer", |n| {
        format!("{}\n{}", each(stairs(n), |at| format!("*[{}]: x\n", "A".repeat(at + 1))), "A".repeat(n))
    }),
    body("abbreviations, each longer, in words", |n| {
        format!("{}\n{}", each(stairs(n), |at| format!("*[{}]: x\n", "a ".repeat(at + 1))), "a ".repeat(n))
    }),
    body("one long abbreviation", |n| format!("*[A]: {}\n\n{}", "x".repeat(n), "A ".repeat(n))).sample("json"),
    body("headings", |n| "# a\n\n".repeat(n / 2)).sample("json"),
    body("headings, underlined", |n| "a\n=\n".repeat(n / 2)),
    body("a long heading, underlined", |n| format!("{}=", "a\n".repeat(n))),
    // Tables.
    body("a row", |n| format!("{}|\n{}|\n{}|", "|a".repeat(n / 2), "|-".repeat(n / 2), "|b".repeat(n / 2))),
    body("rows", |n| table(2, "|c|d|", n / 2)),
    body("rows that are short", |n| table(n.isqrt(), "|b|", 4 * n.isqrt())).sample("pdf"),
    body("rows that are short, many", |n| table(n / 4, "|b|", n / 4)).sample("json").times(4),
    body("a square", |n| table(n.isqrt(), &"|b".repeat(n.isqrt()), n.isqrt())),
    body("pipes", |n| format!("{}\n{}\n", "|".repeat(n), "|-".repeat(n))),
    body("rows of HTML", |n| format!("<table>{}</table>", "<tr><td>a</td></tr>".repeat(n / 8))),
    body("rows of HTML without cells", |n| format!("<table>{}</table>", "<tr><td>a</td></tr><tr></tr>".repeat(n / 8))),
    body("cells that span", |n| format!("<table>{}</table>", "<tr><td colspan=9 rowspan=9>a</td></tr>".repeat(n / 16))),
    // Brackets and links.
    body("brackets that open", |n| format!("{}a", "[".repeat(n))),
    body("brackets", |n| around("[", "a", "]", n)).sample("json").times(2),
    body("pictures in pictures", |n| around("![", "a", "](x)", n / 2)),
    body("links that open", |n| "[a](<b".repeat(n / 2)),
    body("an address of brackets", |n| format!("[a]({}", "(".repeat(n))),
    body("links, open", |n| "[a](".repeat(n)),
    body("links", |n| "[a](T.md#x) ".repeat(n / 4)).sample("json"),
    body("links, broken, on lines", |n| "[a](T.md#x)\n".repeat(n / 4)),
    body("links, wide", |n| "［a］（b） ".repeat(n / 4)),
    body("pictures", |n| "![a](x.png)\n".repeat(n / 4)),
    body("references", |n| "[a][b".repeat(n)),
    body("references, closed", |n| "[x][y] ".repeat(n / 2)).sample("json"),
    body("references, defined", |n| {
        format!("{}\n{}", each(n / 4, |at| format!("[a{at}]: u{at}\n")), each(n / 4, |at| format!("[a{at}] ")))
    }),
    body("one long reference", |n| format!("[a]: {}\n\n{}", "u".repeat(n), "[a] ".repeat(n / 4))),
    body("one long reference, in paragraphs", |n| format!("[a]: {}\n\n{}", "u".repeat(n), "[a]\n\n".repeat(n / 4)))
        .sample("json")
        .times(8),
    body("definitions of references, open", |n| "[a]: u \"t\n".repeat(n / 2)),
    body("links with attributes, open", |n| "[a](b){: ".repeat(n / 4)).sample("json"),
    body("attributes, open", |n| "a{: ".repeat(n)),
    body("attributes", |n| format!("# a {{: #b .c {}}}", ".d ".repeat(n))),
    body("wiki links", |n| "[[a".repeat(n)),
    // Emphasis and other marks.
    body("stars", |n| around("*", "a", "*", n)),
    body("stars, open", |n| "*a ".repeat(n)),
    body("stars and lines", |n| "*a _b ".repeat(n / 2)),
    body("stars, mixed", |n| format!("a**b{}", "c* ".repeat(n))),
    body("stars in words", |n| "*a**b".repeat(n / 2)),
    body("stars, nested", |n| format!("{}b{}", "**a *a ".repeat(n / 4), " a* a**".repeat(n / 4))).sample("json"),
    body("waves", |n| "~a ".repeat(n)),
    body("carets", |n| "^a^^b ".repeat(n / 2)),
    body("carets, closed", |n| "^a^".repeat(n / 2)),
    body("marks", |n| "==a ".repeat(n / 2)),
    body("edits", |n| "{++a{--b{>>".repeat(n / 4)),
    body("edits, replaced", |n| "{~~a~>b".repeat(n / 2)),
    body("backticks, each longer", |n| each(stairs(n), |at| format!("{} ", "`".repeat(at + 1)))),
    body("backticks", |n| "`a``b".repeat(n / 2)),
    body("keys, open", |n| "++a+".repeat(n)),
    body("keys", |n| "++ctrl+alt+del++".repeat(n / 4)),
    body("shortcodes", |n| format!("{}:", ":a".repeat(n))),
    body("smiles", |n| ":smile:".repeat(n / 2)),
    body("colons", |n| ":".repeat(n)),
    body("backslashes", |n| "\\".repeat(n)),
    body("signs", |n| "\"'--...".repeat(n / 2)),
    body("progress", |n| "[=99% \"a".repeat(n / 2)),
    body("addresses, open", |n| "<http:".repeat(n / 2)),
    body("one address", |n| "http://a.b/".repeat(n / 2)).sample("json"),
    body("one address, in PDF", |n| "http://a.b/".repeat(n / 8)).sample("pdf"),
    body("mail", |n| "a@b.".repeat(n)),
    body("ampersands", |n| "&".repeat(n)),
    body("numbers of characters", |n| "&#1".repeat(n)),
    body("names of characters", |n| "&amp".repeat(n)),
    body("rules", |n| "* ".repeat(n)),
    body("rules that are none", |n| format!("{}x", "- ".repeat(n))),
    body("dashes", |n| format!("{}x", "-".repeat(n))),
    body("equals", |n| format!("a\n{}x", "=".repeat(n))),
    // HTML.
    body("elements", |n| around("<div>", "a", "</div>", n / 4)),
    body("elements, open", |n| "<div>\n".repeat(n / 2)),
    body("elements with Markdown", |n| format!("{}a\n", "<div markdown>\n".repeat(n / 8))),
    body("elements in a line", |n| format!("{}a", "<b>".repeat(n / 2))).sample("json"),
    body("details", |n| format!("{}{}", "<details>".repeat(n / 4), "<summary>".repeat(n / 4))).sample("json"),
    body("tags, broken", |n| "<a ".repeat(n)),
    body("values, open", |n| "<a b=\"".repeat(n / 2)),
    body("many attributes", |n| format!("<a {}>x</a>", "b=c ".repeat(n))),
    body("comments, open", |n| "<!-- a ".repeat(n / 2)),
    body("a comment of dashes", |n| format!("<!--{}", "-".repeat(n))),
    body("characters as they are", |n| "<![CDATA[".repeat(n / 2)),
    body("instructions", |n| "<?".repeat(n)),
    body("declarations", |n| "<!A ".repeat(n)),
    body("a picture of many sources", |n| format!("<picture><source srcset=\"{}\">", "a,".repeat(n))),
    // Code.
    body("fences, open", |n| "```\na\n~~~\n".repeat(n / 4)),
    body("fences, each longer", |n| each(stairs(n), |at| format!("{}\n", "`".repeat(at + 3)))),
    body("a fence with a long name", |n| format!("~~~{}\n", "a".repeat(n))),
    body("a long line of code", |n| format!("```python\nx = \"{}\n```\n", "a".repeat(n))),
    body("lines of code", |n| format!("```python\n{}```\n", "def f(x): return {\"a\": [1, 2]}  # c\n".repeat(n / 8))),
    body("marked lines of code", |n| format!("```python hl_lines=\"{}\"\nx\n```\n", "1-1000000 ".repeat(n / 8))),
    body("marked lines of code, far away", |n| {
        format!("```python hl_lines=\"1-4294967295\" linenums=\"4294967295\"\n{}```\n", "x\n".repeat(n / 4))
    }),
    body("a diagram", |n| format!("```mermaid\ngraph TD\n{}```\n", each(n / 4, |at| format!("A{at}-->A{}\n", at + 1)))),
    body("a diagram, open", |n| format!("```mermaid\n{}\n```\n", "graph TD;subgraph ".repeat(n / 8))),
    body("snippets", |n| "--8<-- \"x\"\n".repeat(n / 4)),
    body("snippets, blocks", |n| "--8<--\n".repeat(n / 2)),
    Generator { place: SitePart::Snippet, ..body("a snippet that is long", |n| "a b\n".repeat(n)) },
    // Formulas.
    body("dollars", |n| "$".repeat(n)),
    body("formulas, open", |n| "$a ".repeat(n)),
    body("formulas in brackets, open", |n| "\\(a ".repeat(n)).sample("json").times(8),
    body("formulas in brackets, open before code", |n| format!("{}` \\)", "\\(a ".repeat(n))),
    body("formulas in dollars, escaped", |n| "$\\$a".repeat(n)),
    body("formulas", |n| "$x^2$ ".repeat(n / 8)),
    body("groups", |n| format!("$$\n{}\n$$", around("{", "a", "}", n))),
    body("ids that nothing closes", |n| format!("{}x{}", "{#".repeat(n), "<p markdown>".repeat(n))).sample("json"),
    body("marks of direction in words", |n| "a\u{200e}".repeat(n)).sample("json"),
    body("lines of icons", |n| ":material-a:\n".repeat(n)).sample("json"),
    body("lines of numbers", |n| "(1)!\n".repeat(n)),
    body("notes that nothing closes", |n| format!("{}x{}", "[^a".repeat(n), "](".repeat(n))),
    body("braces after a backslash", |n| around("\\x{", "a", "}", n)),
    body("dark pictures that nothing closes", |n| format!("{}#only-dark", "![".repeat(n))),
    body("roots", |n| format!("$$\n{}\n$$", around("\\sqrt{", "a", "}", n / 2))).sample("json").times(4),
    body("fractions", |n| format!("$$\n{}\n$$", around("\\frac{a}{", "a", "}", n / 2))),
    body("indices", |n| format!("$$\n{}b\n$$", "a_".repeat(n))),
    body("a matrix", |n| format!("$$\n\\begin{{matrix}}{}\\end{{matrix}}\n$$", "a & ".repeat(n))),
    body("macros of formulas", |n| {
        "$$\n\\def\\a{\\a\\a}\\a\n\\newcommand{\\b}{\\b\\b}\\b\n$$\n".repeat((n / 50).max(1))
    }),
    // Characters.
    body("words", |n| "word ".repeat(n)).sample("epub"),
    body("one word", |n| "w".repeat(n)).sample("text"),
    body("a long word, in a table", |n| table(2, &format!("|{}|a|", "w".repeat(n)), 1)),
    body("marks on a letter", |n| format!("a{}", "\u{301}".repeat(n))),
    body("marks on letters", |n| format!("a{} ", "\u{301}".repeat(50)).repeat(n / 50)),
    body("joiners", |n| "\u{1F468}\u{200d}".repeat(n)),
    body("turns of direction", |n| "\u{202e}\u{2066}a ".repeat(n)),
    body("turns in Hebrew", |n| "\u{5d0}\u{202a}".repeat(n)),
    body("controls", |n| "a\0\u{1}\u{1b}[31m".repeat(n / 4)),
    body("ends of lines of other systems", |n| "a\r".repeat(n)),
    body("ends of lines of all kinds", |n| "a\u{b}\u{c}\u{85}\u{2028}".repeat(n / 4)),
    body("empty lines", |n| format!("{}a", "\n".repeat(n))),
    body("spaces", |n| format!("{}a", " ".repeat(n))),
    body("tabulators", |n| format!("{}a", "\t".repeat(n))),
    body("lines with room", |n| format!("a{}\n", " ".repeat(100)).repeat(n / 50)),
    body("Han", |n| "中".repeat(n)),
    body("Thai", |n| "ก".repeat(n)),
    body("Arabic", |n| "ب".repeat(n)),
    body("Devanagari", |n| "\u{915}\u{94d}".repeat(n)),
    body("Hangul", |n| "\u{1100}\u{1161}".repeat(n)),
    body("flags", |n| "\u{1F1E6}".repeat(n)),
    body("nobody's characters", |n| "\u{e000}\u{fdd0}\u{fffe}".repeat(n)),
    body("the last characters", |n| "\u{10ffff}\u{e0001}".repeat(n)),
    // Front matter and configuration.
    body("front matter, open", |n| format!("---\n{}", "a: b\n".repeat(n))).at(SitePart::Page),
    body("front matter, keys", |n| format!("---\n{}---\n# T\n", each(n / 4, |at| format!("a{at}: b\n"))))
        .at(SitePart::Page),
    body("front matter, brackets", |n| format!("---\na: {}\n---\n# T\n", around("[", "", "]", n)))
        .at(SitePart::Page)
        .sample("json")
        .times(4),
    body("front matter, maps", |n| {
        format!("---\n{}---\n# T\n", each(stairs(n).min(2000), |at| format!("{}a:\n", " ".repeat(at))))
    })
    .at(SitePart::Page),
    body("front matter, aliases", |n| {
        format!("---\na: &a \"{}\"\nb: [{}]\n---\n# T\n", "x".repeat(n), "*a, ".repeat(n))
    })
    .at(SitePart::Page)
    .sample("json")
    .times(8),
    body("a title without room", |n| format!("---\ntitle: {}\n---\n\na\n", "w".repeat(n / 4)))
        .at(SitePart::Page)
        .sample("pdf"),
    body("a title of the site without room", |n| format!("site_name: {}\n", "w".repeat(8 * n)))
        .at(SitePart::Configuration),
    body("a title of the site", |n| format!("site_name: {}\n", "word ".repeat(n))).at(SitePart::Configuration),
    body("keys that stand twice", |n| format!("site_name: T\n{}", "k: v\n".repeat(n))).at(SitePart::Configuration),
    body("a long title", |n| format!("---\ntitle: {}\n---\n\na\n", "word ".repeat(n / 8))).at(SitePart::Page),
    body("configuration, brackets", |n| format!("site_name: T\nextra: {}\n", around("[", "", "]", n)))
        .at(SitePart::Configuration)
        .times(4),
    body("configuration, pages", |n| format!("site_name: T\nnav:\n{}", "  - index.md\n".repeat(n / 2)))
        .at(SitePart::Configuration),
    body("configuration, pages that are missing", |n| {
        format!("site_name: T\nnav:\n{}", each(n / 4, |at| format!("  - a{at}.md\n")))
    })
    .at(SitePart::Configuration),
    body("configuration, keys", |n| format!("site_name: T\n{}", each(n / 4, |at| format!("k{at}: v\n"))))
        .at(SitePart::Configuration),
    // Pictures.
    body("selectors", |n| {
        let inner = around("<g>", "<rect width=\"1\" height=\"1\"/>", "</g>", n.min(60));
        svg(&format!("<style>{}rect{{fill:red}}</style>{inner}", "g ".repeat((n / 100).min(40))))
    })
    .at(SitePart::Svg)
    .sample("json"),
    body("rules and elements", |n| {
        let rules = each(n / 4, |at| format!(".c{at} g>rect:first-child{{fill:red}}"));
        svg(&format!("<style>{rules}</style>{}", "<rect class=\"c1\" width=\"1\" height=\"1\"/>".repeat(n / 4)))
    })
    .at(SitePart::Svg)
    .times(8),
    body("entities", |n| {
        format!(
            "<!DOCTYPE svg [<!ENTITY a \"{}\">]>{}",
            "x".repeat(n),
            svg(&format!("<text y=\"8\">{}</text>", "&a;".repeat(n)))
        )
    })
    .at(SitePart::Svg)
    .sample("json"),
    body("letters of a picture", |n| svg(&format!("<text y=\"8\">{}</text>", "a".repeat(n / 4)))).at(SitePart::Svg),
    body("attributes of an element", |n| svg(&format!("<rect {}/>", each(n / 2, |at| format!("a{at}=\"\" ")))))
        .at(SitePart::Svg),
    body("a path", |n| svg(&format!("<path d=\"M0 0 {}\"/>", "L1 1 L2 2 ".repeat(n)))).at(SitePart::Svg),
    body("rectangles", |n| svg(&"<rect width=\"1\" height=\"1\"/>".repeat(n / 4))).at(SitePart::Svg),
    body("nested namespaces", |n| {
        let open = each((n / 8).min(150), |at| format!("<g xmlns:n{at}=\"u{at}\">"));
        svg(&format!("{open}{}", "</g>".repeat((n / 8).min(150))))
    })
    .at(SitePart::Svg),
    body("uses of a long path", |n| {
        let path = format!("<path id=\"a\" d=\"M0 0{}\"/>", "L1 1".repeat(n / 4));
        svg(&format!("<defs>{path}</defs>{}", "<use href=\"#a\"/>".repeat(n / 4)))
    })
    .at(SitePart::Svg)
    .sample("pdf"),
    body("clips of a long path", |n| {
        let clip = format!("<clipPath id=\"a\"><path d=\"M0 0{}\"/></clipPath>", "L1 1L2 1".repeat(n / 8));
        let shown = "<rect width=\"3\" height=\"3\" clip-path=\"url(#a)\"/>";
        svg(&format!("<defs>{clip}</defs>{}", shown.repeat(n / 8)))
    })
    .at(SitePart::Svg)
    .sample("pdf"),
    body("clips in clips", |n| {
        let one = |at: usize| {
            let next = format!("clip-path=\"url(#c{})\"", at + 1);
            format!("<clipPath id=\"c{at}\" {next}><rect width=\"9\" height=\"9\" {next}/></clipPath>")
        };
        svg(&format!("<defs>{}</defs><rect width=\"9\" height=\"9\" clip-path=\"url(#c0)\"/>", each(n / 16, one)))
    })
    .at(SitePart::Svg),
    body("masks in masks", |n| {
        let one = |at: usize| {
            let next = format!("mask=\"url(#m{})\"", at + 1);
            format!("<mask id=\"m{at}\" {next}><rect width=\"9\" height=\"9\" fill=\"#fff\" {next}/></mask>")
        };
        svg(&format!("<defs>{}</defs><rect width=\"9\" height=\"9\" mask=\"url(#m0)\"/>", each(n / 16, one)))
    })
    .at(SitePart::Svg),
    body("a mask of many", |n| {
        let rows = "<rect width=\"9\" height=\"9\" fill=\"#fff\"/>".repeat(n / 16);
        let shown = "<rect width=\"3\" height=\"3\" mask=\"url(#a)\"/>".repeat(n / 16);
        svg(&format!("<mask id=\"a\">{rows}</mask>{shown}"))
    })
    .at(SitePart::Svg),
    body("a pattern of many", |n| {
        let rows = "<rect width=\"9\" height=\"9\"/>".repeat(n / 16);
        let shown = "<rect width=\"3\" height=\"3\" fill=\"url(#a)\"/>".repeat(n / 16);
        svg(&format!("<pattern id=\"a\" width=\"9\" height=\"9\">{rows}</pattern>{shown}"))
    })
    .at(SitePart::Svg),
    body("a gradient of many stops", |n| {
        let stops = each(n / 16, |at| format!("<stop offset=\"{}%\" stop-color=\"#{:03x}\"/>", at % 100, at % 4096));
        let shown = each(n / 16, |at| format!("<rect x=\"{at}\" width=\"3\" height=\"3\" fill=\"url(#a)\"/>"));
        svg(&format!("<linearGradient id=\"a\">{stops}</linearGradient>{shown}"))
    })
    .at(SitePart::Svg)
    .sample("pdf"),
    body("dashes of lines", |n| {
        let lines = "<path d=\"M0 0L9 9\"/>".repeat(n / 8);
        svg(&format!("<g stroke=\"#000\" stroke-dasharray=\"{}\">{lines}</g>", "1 2 ".repeat(n / 8)))
    })
    .at(SitePart::Svg)
    .sample("pdf"),
    body("markers of a line", |n| {
        let mark = "<rect width=\"1\" height=\"1\"/>".repeat(n / 16);
        let line = format!("<path d=\"M0 0{}\" marker-mid=\"url(#a)\"/>", "L1 1L2 1".repeat(n / 16));
        svg(&format!("<marker id=\"a\">{mark}</marker>{line}"))
    })
    .at(SitePart::Svg),
    body("pictures in a picture", |n| {
        let inner = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
        let image = format!("<image id=\"a\" width=\"9\" height=\"9\" href=\"data:image/png;base64,{inner}\"/>");
        svg(&format!("{image}{}", "<use href=\"#a\"/>".repeat(n / 8)))
    })
    .at(SitePart::Svg),
    body("filters", |n| {
        let filter = "<filter id=\"a\" x=\"-9999%\" y=\"-9999%\" width=\"99999%\" height=\"99999%\">\
                      <feGaussianBlur stdDeviation=\"99\"/></filter>";
        svg(&format!("{filter}{}", "<rect width=\"3\" height=\"3\" filter=\"url(#a)\"/>".repeat((n / 500).max(2))))
    })
    .at(SitePart::Svg),
    body("parts of a filter", |n| {
        let parts = "<feOffset dx=\"1\"/><feMorphology radius=\"99\"/>".repeat((n / 500).max(2));
        svg(&format!("<filter id=\"a\">{parts}</filter><rect width=\"9\" height=\"9\" filter=\"url(#a)\"/>"))
    })
    .at(SitePart::Svg),
    body("classes of an element", |n| {
        let names = each(n / 8, |at| format!("c{at} "));
        svg(&format!("<rect class=\"{names}\" width=\"3\" height=\"3\"/>"))
    })
    .at(SitePart::Svg),
    body("words along a path", |n| {
        let path = format!("<path id=\"a\" d=\"M0 0{}\"/>", "L1 1L2 1".repeat(n / 8));
        svg(&format!("<defs>{path}</defs><text><textPath href=\"#a\">{}</textPath></text>", "a".repeat(n / 8)))
    })
    .at(SitePart::Svg),
    // What plugins make.
    body("macros", |n| "{{ a }} ".repeat(n / 8)).at(SitePart::Macros),
    body("macros that are none", |n| "{{ b".repeat(n / 4)).at(SitePart::Macros),
    body("macros, open", |n| "{% if a %}".repeat(n / 8)).at(SitePart::Macros),
    body("a macro that loops", |n| {
        format!("{{% for i in range({n}) %}}{{% for j in range({n}) %}}x{{% endfor %}}{{% endfor %}}{}", " ".repeat(n))
    })
    .at(SitePart::Macros),
    body("a macro that doubles", |n| {
        let doubled = "{% set x = x ~ x %}".repeat((n / 100).min(400));
        format!("{{% set x = \"abcdefgh\" %}}{doubled}{{{{ x }}}}{}", " ".repeat(n))
    })
    .at(SitePart::Macros),
    body("a notebook", |n| {
        let cell = "{\"cell_type\": \"code\", \"source\": \"a\", \"outputs\": [{\"text\": \"b\"}]},";
        format!("{{\"cells\": [{}{{}}]}}", cell.repeat(n / 16))
    })
    .at(SitePart::Notebook),
    body("a notebook, deep", |n| format!("{{\"cells\": {}{}}}", "[".repeat(n), "]".repeat(n))).at(SitePart::Notebook),
    body("an output of a notebook", |n| {
        format!("{{\"cells\": [{{\"cell_type\": \"code\", \"outputs\": [{{\"text\": \"{}\"}}]}}]}}", "a\\n".repeat(n))
    })
    .at(SitePart::Notebook),
    body("TOML, brackets", |n| format!("[project]\nsite_name = \"T\"\na = {}\n", around("[", "", "]", n)))
        .at(SitePart::Toml),
    body("TOML, maps", |n| format!("[project]\nsite_name = \"T\"\na = {}\n", around("{a=", "1", "}", n)))
        .at(SitePart::Toml),
    body("TOML, a long name", |n| format!("[project]\nsite_name = \"T\"\n{}a = 1\n", "a.".repeat(n)))
        .at(SitePart::Toml),
    body("TOML, a long head", |n| format!("[{}a]\nb = 1\n[project]\nsite_name = \"T\"\n", "a.".repeat(n)))
        .at(SitePart::Toml),
    body("TOML, names", |n| format!("[project]\nsite_name = \"T\"\n{}", each(n / 4, |at| format!("a{at} = 1\n"))))
        .at(SitePart::Toml),
    // Many pages, and translations.
    body("pages", |n| each(n / 64, |at| format!("# Page {at}\n\nWords.\n{PAGE}"))).at(SitePart::Pages),
    body("pages that link to each other", |n| {
        let count = stairs(n / 16);
        each(count, |_| format!("# Page\n\n{}\n{PAGE}", each(count, |at| format!("[a](p{at}.md) "))))
    })
    .at(SitePart::Pages),
    body("pages that are wrong", |n| each(n / 64, |_| format!("# Page\n\n[a](no.md) ![b](no.png)\n{PAGE}")))
        .at(SitePart::Pages),
    body("a translation of paragraphs", |n| each(n / 8, |at| format!("Words {at}.\n\n"))).at(SitePart::Translation),
    body("a translation of headings", |n| each(n / 8, |at| format!("## Words {at}\n\n"))).at(SitePart::Translation),
    body("a translation that is damaged", |n| "** a ** [ b ] (c) </ div> !!!note\n\n".repeat(n / 16))
        .at(SitePart::Translation),
];
