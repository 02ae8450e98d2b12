//! Changes a text as people and programs do: by lines, indentation and markup, where a fuzzer changes bytes.

/// Pieces of markup, configuration and pictures; whole and torn, in scripts of both directions.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "```\n",
    "~~~\n",
    "``` mermaid\ngraph LR\n  A-->B\n```\n",
    "!!! tip \"T\"\n",
    "??? note\n",
    "=== \"Tab\"\n",
    "| a | b |\n|---|---|\n",
    "|",
    "[^1]",
    "[^1]: ",
    "*[A]: b\n",
    "**",
    "*",
    "`",
    "``",
    "^^",
    "==",
    "~~",
    "{++",
    "++}",
    "++ctrl+a++",
    "[",
    "](",
    ")",
    "![",
    "<div markdown>\n",
    "</div>\n",
    "<details>",
    "<summary>",
    "<table><tr><td>",
    "</td>",
    "<a name=\"x\">",
    "<img src=\"a.svg\">",
    "<br>",
    "<!--",
    "-->",
    "{ .x #y }",
    "{: .x }",
    ":material-email:",
    "$",
    "$$\n",
    "\\frac{",
    "}",
    "\\begin{aligned}",
    "\\end{aligned}",
    "&amp;",
    "&#0;",
    "{{ x }}",
    "{% if x %}",
    "{% endif %}",
    "{! a !}",
    "--8<-- \"a.md\"\n",
    "::: x\n",
    "///",
    "[TOC]\n",
    "---\n",
    "- [ ] ",
    "term\n:   meaning\n",
    "(1)!",
    "#!python ",
    "https://a.example/b",
    "mailto:a@b.example",
    "a.md#b",
    "../",
    "\\",
    "\u{200f}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{301}",
    "\0",
    "\r",
    "\u{85}",
    "中文",
    "한국어",
    "हिन्दी",
    "ภาษา",
    "العَرَبِيَّة",
    "עברית",
    "👩‍👩‍👧",
    "🏴",
    "نص \u{2067}a",
    "site_name: ",
    "nav:\n",
    "  - a: a.md\n",
    "plugins:\n",
    "  - search\n",
    "markdown_extensions:\n",
    "&a ",
    "*a",
    "<<: ",
    "!!python/name:a.b ",
    "!ENV [A, b]",
    "? ",
    ": ",
    "|\n",
    ">-\n",
    "[1, 2]",
    "{a: b}",
    "\"",
    "'",
    "~",
    "null",
    "1e999",
    "locales: [en]\n",
    "docs: ",
    "%%% docs/a.md\n",
    "%%% docs/a.svg\n",
    "%%% pamphlet.yml\n",
    "%%% docs/.pages\n",
    "<svg xmlns=\"http://www.w3.org/2000/svg\">",
    "<g>",
    "<path d=\"M0 0L9 9\"/>",
    "<use href=\"#a\"/>",
    "<style>g{fill:red}</style>",
    "transform=\"scale(9)\"",
    "1e38",
    "<text>a</text>",
    "<!DOCTYPE svg [<!ENTITY a \"b\">]>",
    "&a;",
    "]]>",
    "<![CDATA[",
];

/// Numbers that follow from a seed (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % below.max(1)
    }
}

/// The text after one to three changes; `None` when it is no text, or would be longer than `longest` bytes.
#[must_use]
pub fn mutated(bytes: &[u8], longest: usize, seed: u32) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut dice = Dice(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for _ in 0..=dice.next(3) {
        change(&mut lines, &mut dice);
        if lines.iter().map(|line| line.len() + 1).sum::<usize>() > longest {
            return None;
        }
    }
    Some(lines.join("\n").into_bytes())
}

fn change(lines: &mut Vec<String>, dice: &mut Dice) {
    let (at, other) = (dice.next(lines.len()), dice.next(lines.len()));
    let piece = PIECES[dice.next(PIECES.len())];
    let line = lines[at].clone();
    match dice.next(12) {
        0 => lines.insert(other, line),
        1 if lines.len() > 1 => {
            lines.remove(at);
        }
        2 => lines.swap(at, other),
        3 => indent(lines, at, other, &" ".repeat([4, 2, 3, 1][dice.next(4)])),
        4 => line.trim_start().clone_into(&mut lines[at]),
        5 => lines[at].insert_str(0, piece),
        6 => lines[at].push_str(piece),
        7 | 8 => {
            let column = line.char_indices().nth(dice.next(line.chars().count() + 1)).map_or(line.len(), |(at, _)| at);
            lines[at].insert_str(column, piece);
        }
        9 => {
            let repeated = vec![line; 1 + dice.next(24)];
            lines.splice(other..other, repeated);
        }
        10 => lines.insert(at, String::new()),
        _ => {
            // One character is lost.
            let lost = dice.next(line.chars().count());
            lines[at] = line.chars().enumerate().filter(|(index, _)| *index != lost).map(|(_, kept)| kept).collect();
        }
    }
}

/// Moves lines to the right: what follows a marker becomes its body.
fn indent(lines: &mut [String], one: usize, other: usize, by: &str) {
    for line in &mut lines[one.min(other)..=one.max(other)] {
        line.insert_str(0, by);
    }
}
