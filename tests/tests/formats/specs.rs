//! The examples of the parser's specification, and what a reader must see of each.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What parts an example; longer than any fence in one.
const FENCE: &str = "~~~~~~~~";

/// An example of the specification.
pub(crate) struct Example {
    /// The file's name.
    pub(crate) file: String,
    /// The file's heading.
    pub(crate) title: String,
    /// Which of the file's examples it is, from 1.
    pub(crate) number: usize,
    /// A name for its page.
    pub(crate) page: String,
    /// The source page, when the example is a translation.
    pub(crate) source: Option<String>,
    /// The page.
    pub(crate) markdown: String,
    /// What its tree says a reader sees: texts, titles, lines of code.
    pub(crate) texts: Vec<String>,
    /// The kinds of nodes of its tree.
    pub(crate) kinds: BTreeSet<String>,
    /// Whether it is on the list of those that do not give their tree.
    pub(crate) fails: bool,
}

/// All examples, in the order of files.
pub(crate) fn read(folder: &Path) -> Vec<Example> {
    let known = std::fs::read_to_string(folder.join("known-failures.txt")).expect("the list is checked in");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("is a folder").map(|entry| entry.expect("is listed").path()).collect();
    files.sort();
    let mut examples = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let file = path.file_name().expect("has a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("is UTF-8");
        let title = text.lines().find_map(|line| line.strip_prefix("# ")).expect("has a heading");
        let opener = format!("\n{FENCE} ");
        let pieces = text.split(&opener).skip(1);
        for (piece, number) in pieces.zip(1..) {
            let piece = format!("{piece}\n");
            let (kind, rest) = piece.split_once('\n').expect("has lines");
            let (body, _) = rest.split_once(&format!("\n{FENCE}\n")).expect("is closed");
            let mut parts: Vec<String> = vec![String::new()];
            for line in body.lines() {
                if line == "." {
                    parts.push(String::new());
                } else if let Some(part) = parts.last_mut() {
                    part.push_str(line);
                    part.push('\n');
                }
            }
            let tree = parts.pop().expect("has a tree");
            let markdown = parts.pop().expect("has a page");
            let source = if kind == "translation" { parts.pop() } else { None };
            let (texts, kinds) = see(&tree);
            let stem = file.trim_end_matches(".md");
            let fails = known.lines().any(|line| line.starts_with(&format!("{file}#{number}:")));
            let (file, title, page) = (file.clone(), title.to_owned(), format!("{stem}-{number}"));
            examples.push(Example { file, title, number, page, source, markdown, texts, kinds, fails });
        }
    }
    examples
}

/// A site of all examples: one a page; what is a translation has its source page beside it.
pub(crate) fn write_site(folder: &Path, examples: &[Example]) {
    let write = |path: PathBuf, text: &str| {
        std::fs::create_dir_all(path.parent().expect("lies in a folder")).expect("can be made");
        std::fs::write(path, text).expect("can be written");
    };
    let config = "title: Examples\nslug: examples\nsource: { locale: en, pages: docs }\n\
                  translations: { pages: \"i18n/{locale}\" }\nlocales: [it]\nmkdocs: false\n\
                  markdown: true\n";
    write(folder.join("pamphlet.yml"), config);
    for example in examples {
        let name = format!("{}.md", example.page);
        match &example.source {
            Some(source) => {
                write(folder.join("docs").join(&name), source);
                write(folder.join("i18n/it").join(&name), &example.markdown);
            }
            None => write(folder.join("docs").join(&name), &example.markdown),
        }
    }
}

/// What a tree shows, and of what it is made.
fn see(tree: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut texts, mut kinds) = (Vec::new(), BTreeSet::new());
    let mut in_formula = false;
    for line in tree.lines().map(str::trim_start).filter(|line| !line.starts_with('!')) {
        if let Some(text) = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            texts.push(text.replace("\\\"", "\"").replace("\\n", "\n"));
        } else if let Some(code) = line.strip_prefix("| ") {
            if in_formula {
                texts.extend(symbols(code));
            } else {
                texts.push(code.to_owned());
            }
        } else {
            in_formula = line.starts_with("math ");
            let is_break = line.ends_with(" break");
            let word = if is_break { line } else { line.split([' ', '"']).next().unwrap_or_default() };
            if !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == ' ') {
                kinds.insert(word.to_owned());
            }
        }
    }
    (texts, kinds)
}

/// What a reader sees of a formula, whatever its notation: its letters and digits, without commands and tags.
fn symbols(formula: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let letters = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let skipped = match first {
            '<' => rest.find('>').map_or(rest.len(), |end| end + 1),
            '\\' => 1 + rest[1..].find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len() - 1),
            _ if letters > 0 => {
                words.push(rest[..letters].to_owned());
                letters
            }
            _ => first.len_utf8(),
        };
        rest = &rest[skipped..];
    }
    words
}
