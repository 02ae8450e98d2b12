//! `{{ … }}` and `{% … %}` of the plugin `macros`, without Python: variables of the site and of the page, conditions,
//! loops, filters and files, by `minijinja`, with bounded fuel. What needs Python is reported; its name stays in the text.
//!
//! A template is written from the text in which each part says where it stood ([`template`]); what is made of it is
//! read back ([`reading`]), so that every byte still knows its file.

mod filters;
mod partial;
pub(crate) mod places;
mod reading;
mod sums;
mod template;
mod tokens;
mod values;

use crate::context::Context;
use crate::plugins::{Macros, Plugins};
use crate::repair;
use crate::report::Report;
use crate::text::{Line, Texts};
use crate::{Snippets, scan};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use pamphlet_document::PageMeta;
use pamphlet_source::yaml::Value as Yaml;
use pamphlet_source::{Code, Diagnostic, SourceId, Span, limits};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use template::Source;
use tokens::{TokenKind, bare};

/// The name of the page among its templates: no file is called so.
const PAGE: &str = "\u{0}page";

/// The paths of the templates that a text names.
pub(crate) fn named(text: &str, plugins: &Plugins) -> Vec<String> {
    let Some(macros) = &plugins.macros else { return Vec::new() };
    if !text.contains(&macros.signs[0].0) {
        return Vec::new();
    }
    let tokens = tokens::tokens(text, &macros.signs);
    tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Statement)
        .flat_map(|token| files(&text[token.inner.clone()]))
        .collect()
}

/// The files that a statement names: `include "x"`, `include ["x", "y"]`, `import "x" as y`, `from "x" import y`.
fn files(inner: &str) -> Vec<String> {
    let inner = bare(inner);
    let word = inner.split_whitespace().next().unwrap_or_default();
    if !matches!(word, "include" | "import" | "from" | "extends") {
        return Vec::new();
    }
    let rest = inner[word.len()..].trim_start();
    let end = if rest.starts_with('[') { rest.find(']') } else { None };
    let rest = &rest[..end.unwrap_or(rest.len())];
    let mut found = Vec::new();
    let mut parts = rest.split(['"', '\'']);
    parts.next();
    while let Some(name) = parts.next() {
        if !name.is_empty() && name.len() < limits::MACRO_NAME_BYTES * 4 {
            found.push(name.to_owned());
        }
        if parts.next().is_none() || end.is_none() {
            break;
        }
    }
    found
}

/// Whether a page is read for macros, by its front matter.
fn is_wanted(macros: &Macros, meta: &PageMeta) -> bool {
    let said = |key: &str| meta.rest.get(key).and_then(Yaml::as_bool);
    match (said("render_macros"), said("ignore_macros")) {
        (Some(wanted), _) => wanted,
        (None, Some(ignored)) => !ignored,
        (None, None) => macros.by_default,
    }
}

/// Replaces the macros of a page.
#[expect(clippy::too_many_arguments, reason = "what a page is made of")]
pub(crate) fn expand(
    texts: &mut Texts,
    lines: Vec<Line>,
    macros: &Macros,
    meta: &PageMeta,
    snippets: &dyn Snippets,
    context: &Context<'_>,
    report: &mut Report,
    included: &mut Vec<String>,
) -> Vec<Line> {
    let opens = |line: &Line| macros.signs.iter().any(|(open, _)| texts.text(*line).contains(open.as_str()));
    if !lines.iter().any(opens) || !is_wanted(macros, meta) {
        return lines;
    }
    let length: usize = lines.iter().map(|line| line.end - line.start + 1).sum();
    if length > limits::MACRO_PAGE_BYTES {
        let span = lines.first().map(|line| line.span()).unwrap_or_default();
        report.say(Code::LimitReached, span, "the page is too long for macros: they are left as they are", "part it");
        return lines;
    }
    let (file, _) = texts.locate(0);
    let mut source = Source::new(texts, &lines, macros, PAGE, file);
    gather(&mut source, texts, macros, snippets, context, report, included);
    let Some(signs) = signs(&source.all) else { return lines };
    let asked = Arc::new(Mutex::new(BTreeSet::new()));
    let navigation = Some(snippets.navigation()).filter(|_| source.all.contains("navigation"));
    let about = values::About { meta, title: title_of(texts, &lines), place: snippets.place(file), navigation };
    let variables = values::Variables::new(&macros.variables, &about, Arc::clone(&asked), signs[1]);
    let Some(rendered) = render(&mut source, macros, signs, Value::from_object(variables), report) else {
        return lines;
    };
    let (out, shown) = reading::read(&source, texts, signs, &rendered, report);
    let asked = asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
    unsaid(&source, &asked, &shown, report);
    out
}

/// The heading that a page begins with, which is its title.
fn title_of(texts: &Texts, lines: &[Line]) -> Option<String> {
    let mut written = lines.iter().map(|&line| texts.text(line)).skip_while(|text| text.trim().is_empty());
    let (first, second) = (written.next()?, written.next().unwrap_or_default().trim_end());
    let is_rule = !second.is_empty() && second.bytes().all(|byte| byte == b'=');
    let marked = first.strip_prefix('#').filter(|rest| !rest.starts_with('#'));
    let title = marked.or(Some(first).filter(|_| is_rule))?.trim();
    let bare = title.trim_end_matches('#');
    let title = if bare.ends_with(' ') { bare.trim_end() } else { title };
    Some(title.to_owned()).filter(|title| !title.is_empty())
}

/// The title that a page gives itself: that of its front matter, else the heading that it begins with.
#[must_use]
pub fn title(text: &str) -> Option<String> {
    let front = crate::front_matter::read(SourceId::default(), text, false, None);
    let texts = Texts::new(SourceId::default(), text);
    let lines = crate::text::lines(texts.as_str(), front.body);
    front.meta.title.or_else(|| title_of(&texts, &lines))
}

/// Adds the templates that the page names, and those that these name.
fn gather(
    source: &mut Source,
    texts: &mut Texts,
    macros: &Macros,
    snippets: &dyn Snippets,
    context: &Context<'_>,
    report: &mut Report,
    included: &mut Vec<String>,
) {
    let mut next = 0;
    let mut left = limits::SNIPPET_BYTES;
    while next < source.documents.len() {
        let document = &source.documents[next];
        let from = document.file;
        let statements = document.tokens.iter().filter(|token| token.kind == TokenKind::Statement);
        let named: Vec<(String, usize)> = statements
            .flat_map(|token| files(&source.all[token.inner.clone()]).into_iter().map(|name| (name, token.outer.start)))
            .collect();
        next += 1;
        for (name, at) in named {
            if source.documents.iter().any(|document| document.name == name) {
                continue;
            }
            let Some((file, text)) = snippets.included(from, &name).into_iter().next() else { continue };
            if source.documents.len() > limits::MACRO_FILES || text.len() >= left {
                continue;
            }
            left -= text.len();
            included.extend(snippets.path(file).map(str::to_owned));
            let text = text.to_owned();
            let added = texts.add(file, &text, Some(source.place(at)));
            let added = repair::lines(context, texts, added, report);
            source.add(texts, &added, macros, &name, file);
        }
    }
}

/// Two signs that stand in no text: they part what is made.
fn signs(all: &str) -> Option<[char; 2]> {
    let mut free = ('\u{f0000}'..'\u{f0400}').filter(|sign| !all.contains(*sign));
    Some([free.next()?, free.next()?])
}

/// What the templates make; none where the page stays as it is written. A tag that cannot be understood is left out of
/// the next try.
fn render(
    source: &mut Source,
    macros: &Macros,
    signs: [char; 2],
    variables: Value,
    report: &mut Report,
) -> Option<String> {
    for tries in 0..=limits::MACRO_TRIES {
        let written = source.templates(macros, signs);
        match once(source, macros, &written, variables.clone()) {
            Ok(made) => return Some(made),
            Err(error) if error.kind() == ErrorKind::InvalidDelimiter => {
                let message = "two delimiters of the plugin `macros` are the same: no macro is run, each stays as text";
                let help = "correct what begins with `j2_` in mkdocs.yml: every delimiter must differ from the others";
                report.say(Code::PluginMarkup, source.span_of_page(), message, help);
                return None;
            }
            Err(error) if tries == limits::MACRO_TRIES || error.kind() == ErrorKind::OutOfFuel => {
                let span = source.span_of_page();
                let (message, help) = if error.kind() == ErrorKind::OutOfFuel {
                    ("the macros of this page take too long: none of them is run", "make loops shorter")
                } else {
                    (
                        "too many macros of this page cannot be understood: none of them is run",
                        "correct those that are named",
                    )
                };
                report.say(Code::LimitReached, span, message, help);
                source.kill_all();
                let written = source.templates(macros, signs);
                return once(source, macros, &written, variables).ok();
            }
            Err(error) => source.kill(&error, &written, report),
        }
    }
    None
}

fn once(source: &Source, macros: &Macros, written: &[template::Template], variables: Value) -> Result<String, Error> {
    let mut environment = Environment::new();
    values::teach(&mut environment);
    sums::teach(&mut environment);
    environment.remove_filter("pprint");
    environment.remove_global("debug");
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_fuel(Some(limits::MACRO_FUEL));
    environment.set_recursion_limit(limits::MACRO_LEVELS);
    environment.set_debug(true);
    let [(block, block_end), (variable, variable_end), (comment, comment_end)] = &macros.signs;
    let syntax = minijinja::syntax::SyntaxConfig::builder()
        .block_delimiters(block.clone(), block_end.clone())
        .variable_delimiters(variable.clone(), variable_end.clone())
        .comment_delimiters(comment.clone(), comment_end.clone())
        .build()?;
    environment.set_syntax(syntax);
    for (document, template) in source.documents.iter().zip(written) {
        environment.add_template_owned(document.name.clone(), template.text.clone())?;
    }
    environment.get_template(PAGE)?.render(variables)
}

/// Says what was asked for and shows nowhere: conditions and loops over what is not known.
fn unsaid(source: &Source, asked: &BTreeSet<String>, shown: &BTreeSet<String>, report: &mut Report) {
    for name in asked.iter().filter(|name| !shown.contains(*name)).take(limits::MACRO_TRIES) {
        let Some(at) = source.first_use(name) else { continue };
        let message = format!("`{name}` is not known without Python, and counts as empty here");
        report.add(at, Diagnostic::new(Code::PluginMarkup, message).help(HELP));
    }
}

const HELP: &str = "define it in `extra` of mkdocs.yml or in the front matter, or write the words into the page";

/// What is said of an expression that has no value here.
fn missing(span: Span, name: &str, called: bool, in_address: bool, report: &mut Report) {
    let diagnostic = if called {
        let message = format!("the macro `{name}` needs Python, which is not run: what it makes is missing");
        let help = "see the website, and write the words into the page";
        Diagnostic::new(Code::PluginMarkup, message).help(help)
    } else {
        let shown = if in_address { "what it is a part of leads nowhere" } else { "its name stands in its place" };
        let message = format!("the variable `{name}` is not known without Python: {shown}");
        Diagnostic::new(Code::PluginMarkup, message).help(HELP)
    };
    report.add(span, diagnostic);
}

/// Text of front matter without a place: what its expressions are, where all of them are known.
pub(crate) fn short(text: &str, macros: &Macros, meta: &PageMeta, context: &Context<'_>) -> Option<String> {
    if text.len() > limits::MACRO_NAME_BYTES * 8 || !text.contains(&macros.signs[1].0) || !is_wanted(macros, meta) {
        return None;
    }
    let mut texts = Texts::new(SourceId::default(), text);
    let lines = crate::text::lines(texts.as_str(), 0);
    let mut report = Report::default();
    let context = Context { repair: false, ..*context };
    let out = expand(&mut texts, lines, macros, meta, &(), &context, &mut report, &mut Vec::new());
    let text = out.iter().map(|line| texts.text(*line)).collect::<Vec<_>>().join(" ");
    Some(text.replace('`', ""))
}

/// Lines of code, by the byte of the text that each begins at.
fn code_of(texts: &Texts, lines: &[Line]) -> Vec<bool> {
    scan::all_code(texts.as_str(), lines)
}

/// Names and what stands there.
type Killed = BTreeMap<usize, String>;

#[cfg(test)]
#[path = "macros/tests.rs"]
mod tests;
