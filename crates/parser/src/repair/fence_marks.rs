//! The marks of fences that are full-width, other signs, escaped or apart (`｀｀｀sh`, `´´´`, `~ ~ ~`, backticks with room), and
//! what stands behind them: the name of a language that was translated, and titles in other quotation marks.

use super::Row;
use super::prose::QUOTES;
use super::signs::ROOM;
use crate::Skeleton;
use crate::report::Report;
use crate::scan;
use crate::skeleton::ShapeKind;
use crate::text::{Edit, Line, Texts};
use pamphlet_source::{Code, Span};

/// What stands for a backtick at the beginning of a row.
const TICKS: &[char] = &['`', '｀', '´', '‘', '’', '‵', '′', '\'', 'ˋ', '‛', '＇'];
/// What stands for a tilde there.
const TILDES: &[char] = &['~', '～', '〜', '˜'];

/// Writes damaged fences anew, before anything else is looked at. Which rows are code is asked again.
pub(super) fn plain(texts: &mut Texts, mut rows: Vec<Row>, reference: &Skeleton, report: &mut Report) -> Vec<Row> {
    unwrap(texts, &mut rows, reference, report);
    // Whether code is open that begins with a damaged fence.
    let mut open = false;
    let mut changed = false;
    // A translation writes its code as the source page does: without any it has no fences.
    let count = reference.code_lines.len();
    let mut begun = 0;
    let mut inside = false;
    for row in &mut rows {
        let text = texts.text(row.line);
        let start = text.trim();
        if let Some((_, length)) = scan::fence(start).filter(|_| row.code) {
            if !inside || start.len() == length {
                inside = !inside;
                begun += usize::from(inside);
            }
            continue;
        }
        inside &= row.code;
        let Some((marks, cut, sign)) = damaged(start, row.code) else { continue };
        let info = start[cut..].trim();
        let is_end = info.is_empty();
        let is_begin = is_info(info, reference) && begun < count;
        if !(is_end && (open || sign == '`' && is_wide(start) && begun < count || row.code)
            || !open && is_begin && !is_end)
        {
            continue;
        }
        open = !is_end;
        begun += usize::from(!is_end);
        let at = text.len() - text.trim_start().len();
        let span = Span::new(row.line.start + at, row.line.start + at + cut);
        let original = start[..cut].to_owned();
        let (message, help) =
            ("the marks of a fence are other signs, or have room between them", "write three plain backticks");
        report.repair(Code::RepairFence, span, message, help, &original);
        let put = sign.to_string().repeat(marks);
        let line = texts.rewrite(row.line, &[Edit { at, cut, put: put.into() }]);
        *row = Row::new(texts, line, false);
        changed = true;
    }
    if changed {
        let lines: Vec<Line> = rows.iter().map(|row| row.line).collect();
        let code = scan::code_mask(texts.as_str(), &lines);
        rows.iter_mut().zip(code).for_each(|(row, code)| row.code = code);
    }
    rows
}

/// Takes a fence away that stands round a whole page, or what is left of one at its end: a program that was asked for
/// Markdown answered with it.
fn unwrap(texts: &mut Texts, rows: &mut Vec<Row>, reference: &Skeleton, report: &mut Report) {
    let is_text = |row: &Row| !texts.text(row.line).trim().is_empty();
    let (Some(first), Some(last)) = (rows.iter().position(is_text), rows.iter().rposition(is_text)) else { return };
    let begin = texts.text(rows[first].line).trim();
    let end = texts.text(rows[last].line).trim();
    let begins_code = reference.sections.first().and_then(|section| section.blocks.first());
    let marks = begin.len() - begin.trim_start_matches('`').len();
    let is_named = marks >= 3 && matches!(&begin[marks..], "markdown" | "md");
    let is_wrapped = first < last
        && (is_named || begin == "```" && texts.text(rows[first + 1].line).starts_with("# "))
        && begins_code.is_none_or(|shape| shape.kind != ShapeKind::Code);
    // What begins at the last row ends nowhere.
    let is_end = end.len() == marks.max(3) && end.bytes().all(|byte| byte == b'`');
    let fences = || rows.iter().filter(|row| scan::fence(texts.text(row.line).trim()).is_some()).count();
    let is_left = end == "```" && !is_wrapped && fences() % 2 == 1;
    let gone = match (is_wrapped && is_end, is_wrapped, is_left) {
        (true, ..) => vec![last, first],
        (_, true, _) => vec![first],
        (.., true) => vec![last],
        _ => return,
    };
    for row in gone {
        let span = rows[row].line.span();
        let original = texts.text(rows[row].line).to_owned();
        let message = "a fence stands round the whole page, so that it would be code";
        report.repair(Code::RepairFence, span, message, "take the fence out", &original);
        rows.remove(row);
    }
    let lines: Vec<Line> = rows.iter().map(|row| row.line).collect();
    let code = scan::code_mask(texts.as_str(), &lines);
    rows.iter_mut().zip(code).for_each(|(row, code)| row.code = code);
}

/// Whether the marks of a row are full-width ones.
fn is_wide(start: &str) -> bool {
    start.starts_with('｀')
}

/// Whether words behind a fence are such: none, a list of attributes, or a language that the source page has, and options.
fn is_info(info: &str, reference: &Skeleton) -> bool {
    let first = info.split([' ', '{']).next().unwrap_or_default();
    let known = |name: &str| reference.code_languages.iter().flatten().any(|own| own == name);
    info.starts_with('{') && info.ends_with('}') || !first.is_empty() && known(first)
}

/// The damaged marks that a row begins with: how many, how long they are, and of which sign.
fn damaged(start: &str, code: bool) -> Option<(usize, usize, char)> {
    for (signs, sign) in [(TICKS, '`'), (TILDES, '~')] {
        let (mut count, mut length, mut broken) = (0, 0, false);
        for (at, own) in start.char_indices() {
            if signs.contains(&own) {
                broken |= own != sign || at > length || at > 0 && count == 0;
                count += 1;
                length = at + own.len_utf8();
            } else if !(count > 0 && ROOM.contains(&own)
                || own == '\\'
                || matches!(own, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}'))
            {
                break;
            }
        }
        let escaped = start[..length].contains('\\');
        let rest = &start[length..];
        if count >= 3 && (broken || escaped) && !rest.contains(signs) && (!code || rest.is_empty()) {
            return Some((count, length, sign));
        }
    }
    None
}

/// Mends what stands behind the fences of a translation.
pub(super) fn info(page: &mut super::PageRepair<'_>) {
    let Some(reference) = page.reference else { return };
    let mut begins = Vec::new();
    let mut inside = false;
    for row in 0..page.rows.len() {
        let begin = page.rows[row].code && !inside;
        if begin && scan::fence(page.text(row).trim_start()).is_some() {
            begins.push(row);
        }
        // Two pieces of code without a row between them are told apart by the fence that ends the first.
        inside = page.rows[row].code && !(inside && ends(page.text(row)));
    }
    let answers = begins.len() == reference.code_languages.len();
    let are_fences = begins.len() == reference.written.fences.len();
    for (number, row) in begins.into_iter().enumerate() {
        let language = reference.code_languages.get(number).filter(|_| answers).and_then(Option::as_deref);
        let wanted = reference.written.fences.get(number).filter(|_| are_fences).map(String::as_str);
        info_of(page, row, language, wanted, reference);
    }
}

/// Whether a row of code could be the end of it.
fn ends(text: &str) -> bool {
    let text = text.trim();
    scan::fence(text).is_some_and(|(_, length)| length == text.len())
}

fn info_of(
    page: &mut super::PageRepair<'_>,
    row: usize,
    language: Option<&str>,
    wanted: Option<&str>,
    reference: &Skeleton,
) {
    let text = page.text(row);
    let at = text.len() - text.trim_start().len();
    let Some((_, length)) = scan::fence(&text[at..]) else { return };
    let from = at + length;
    let info = text[from..].trim_end();
    let words = info.trim_start();
    let mut good = quoted(words);
    let name = good.split([' ', '{']).next().unwrap_or_default().to_owned();
    let known = |name: &str| reference.code_languages.iter().flatten().any(|own| own == name);
    // No language of programming has a name of other letters.
    if let Some(language) = language.filter(|own| !name.is_ascii() && *own != name && !known(&name)) {
        good = format!("{language}{}", &good[name.len()..]);
    }
    if let Some(wanted) = wanted.filter(|wanted| *wanted != good) {
        good = as_wanted(&good, wanted, reference);
    }
    if good == words {
        return;
    }
    let gap = info.len() - words.len();
    let (start, cut) = (from + gap, words.len());
    page.repaired(
        Code::RepairTranslatedSyntax,
        row,
        start..start + cut,
        "the language or an option of code was translated or damaged",
        "write what stands behind the fence as the source page does",
    );
    let row_code = page.rows[row].code;
    page.rewrite(row, &[Edit { at: start, cut, put: good.into() }]);
    page.rows[row].code = row_code;
}

/// What stands behind a fence with the language and the names of options that the source page has there, if its own are
/// none.
fn as_wanted(info: &str, wanted: &str, reference: &Skeleton) -> String {
    let language =
        |info: &str| info.split([' ', '{']).next().filter(|word| !word.contains('=')).unwrap_or_default().len();
    let (own, meant) = (language(info), language(wanted));
    let is_known = |name: &str| reference.written.fences.iter().any(|own| own[..language(own)] == *name);
    let is_other = own > 0 && meant > 0 && !is_known(&info[..own]) && !LANGUAGES.contains(&&info[..own]);
    let mut out = if is_other { wanted[..meant].to_owned() } else { info[..own].to_owned() };
    let options = |info: &str, from: usize| {
        let found = crate::verbatim::attributes(info, from);
        found
            .into_iter()
            .filter(|own| own.value.is_some() && !matches!(own.key, "." | "#"))
            .map(|own| own.key_range)
            .collect::<Vec<_>>()
    };
    let (keys, names) = (options(info, own), options(wanted, meant));
    let mut at = own;
    for (key, name) in keys.iter().zip(&names).filter(|_| keys.len() == names.len()) {
        let (written, name) = (&info[key.clone()], &wanted[name.clone()]);
        let is_damaged = written != name && !names.iter().any(|name| wanted[name.clone()] == *written);
        out.push_str(&info[at..key.start]);
        out.push_str(if is_damaged && !OPTIONS.contains(&written) { name } else { written });
        at = key.end;
    }
    out.push_str(&info[at..]);
    out
}

/// Names of languages that a translation may have chosen in the place of the one that the source page has.
const LANGUAGES: &[&str] = &[
    "ansi",
    "apache",
    "asm",
    "bash",
    "bat",
    "batch",
    "c",
    "c#",
    "c++",
    "clojure",
    "cmake",
    "cmd",
    "conf",
    "console",
    "cpp",
    "cs",
    "csharp",
    "css",
    "csv",
    "cfg",
    "dart",
    "diff",
    "docker",
    "dockerfile",
    "dotenv",
    "elixir",
    "env",
    "erlang",
    "fish",
    "fsharp",
    "go",
    "golang",
    "gradle",
    "graphql",
    "groovy",
    "haskell",
    "hcl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "jinja",
    "jinja2",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "julia",
    "kotlin",
    "kt",
    "latex",
    "log",
    "lua",
    "make",
    "makefile",
    "markdown",
    "math",
    "md",
    "mermaid",
    "nginx",
    "nix",
    "none",
    "objc",
    "ocaml",
    "output",
    "pascal",
    "patch",
    "perl",
    "php",
    "plain",
    "plaintext",
    "plantuml",
    "postgresql",
    "powershell",
    "prolog",
    "properties",
    "proto",
    "protobuf",
    "ps1",
    "pwsh",
    "py",
    "pycon",
    "python",
    "python3",
    "r",
    "rb",
    "rs",
    "rst",
    "ruby",
    "rust",
    "sass",
    "scala",
    "scheme",
    "scss",
    "sh",
    "shell",
    "shell-session",
    "sql",
    "svelte",
    "svg",
    "swift",
    "systemd",
    "tex",
    "terraform",
    "text",
    "toml",
    "ts",
    "tsx",
    "txt",
    "typescript",
    "vim",
    "vue",
    "xml",
    "yaml",
    "yml",
    "zig",
    "zsh",
];
/// Names of options of code.
const OPTIONS: &[&str] =
    &["title", "hl_lines", "linenums", "anchor_linenums", "caption", "class", "id", "file", "fileName", "highlight"];

/// Options of code with plain quotation marks, and no room beside signs of equality or behind full stops.
fn quoted(info: &str) -> String {
    let mut out = String::with_capacity(info.len());
    let mut signs = info.chars().peekable();
    let mut inside: Option<char> = None;
    while let Some(sign) = signs.next() {
        match inside {
            Some(quote) if sign == '"' || quote != '"' && QUOTES.contains(&sign) => {
                inside = None;
                out.push('"');
            }
            None if (sign == '"' || QUOTES.contains(&sign)) && out.ends_with('=') => {
                inside = Some(sign);
                out.push('"');
            }
            None if matches!(sign, '=' | '＝') => {
                out.truncate(out.trim_end().len());
                out.push('=');
                while signs.next_if(|next| ROOM.contains(next)).is_some() {}
            }
            None if sign == ' ' && (out.ends_with(" .") || out == "{.") => {}
            _ => out.push(sign),
        }
    }
    // A mark that nothing ends.
    if inside.is_some() { info.to_owned() } else { out }
}
