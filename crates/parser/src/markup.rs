//! Markup that a plugin of the website replaces, found by its shape where its plugin is on, or where it can be no prose.
//! What stays in the text is what a reader can use: a name, the words of a link; never the signs.

use crate::Snippets;
use crate::attr;
use crate::plugins::Plugins;
use crate::report::Report;
use crate::scan::{self, Ticks};
use crate::text::{Edit, Line, Texts};
use pamphlet_document::Attrs;
use pamphlet_source::{Code, Span};
use std::collections::{BTreeMap, BTreeSet};

/// What is found many times on a page and said once of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Often {
    /// `<!-- md:name -->`.
    Hook,
    /// `{{ git_… }}`: dates of the history.
    Date,
    /// `{% … %}` and `{! … !}` that no plugin of the site reads.
    Statement,
    /// `{! … !}` that the extension of the site cannot read.
    Unread,
    /// `[TAGS]`, `<!-- material/tags -->`.
    Tags,
    /// `{{ blog_content }}`.
    Posts,
}

/// Replaces the markup of plugins in the lines of a page, and says whether documentation of code is missing.
pub(crate) fn replace(
    texts: &mut Texts,
    lines: &[Line],
    plugins: &Plugins,
    snippets: &dyn Snippets,
    report: &mut Report,
) -> (Vec<Line>, bool) {
    let (page, _) = texts.locate(0);
    let mask = scan::all_code(texts.as_str(), lines);
    let labels = if plugins.references { labels(texts, lines, &mask) } else { BTreeSet::new() };
    let mut work = Work { texts, plugins, report, labels, often: BTreeMap::new() };
    let mut out = Vec::with_capacity(lines.len());
    let mut is_part = false;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if mask[at] {
            out.push(line);
            at += 1;
            continue;
        }
        if let Some(name) = directive(work.texts.text(line), plugins) {
            out.push(work.directive(line, &name, snippets.website(page).as_deref()));
            at = work.end_of_directive(lines, at);
            is_part = true;
            continue;
        }
        out.push(work.line(line));
        at += 1;
    }
    work.finish();
    (out, is_part)
}

struct Work<'a> {
    texts: &'a mut Texts,
    plugins: &'a Plugins,
    report: &'a mut Report,
    /// Labels that links of the page can refer to.
    labels: BTreeSet<String>,
    /// What is said once: the first place, its text, and how many there are.
    often: BTreeMap<Often, (Span, String, usize)>,
}

/// The name behind `:::`, where a plugin writes documentation of code.
fn directive(text: &str, plugins: &Plugins) -> Option<String> {
    let rest = text.trim_start_matches([' ', '\t']).strip_prefix(":::")?;
    let name = rest.trim();
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "_-/:<>$".contains(c));
    // A container of another dialect has one plain word behind its mark.
    let dotted = name.contains('.') && name.split('.').all(is_name) && !name.starts_with(|c: char| c.is_ascii_digit());
    let is_on = plugins.directives && is_name(&name.replace('.', ""));
    (rest.starts_with([' ', '\t']) && (dotted || is_on)).then(|| name.to_owned())
}

/// What is defined on the page as `[label]: address`.
fn labels(texts: &Texts, lines: &[Line], mask: &[bool]) -> BTreeSet<String> {
    let prose =
        lines.iter().zip(mask).filter(|(_, is_code)| !**is_code).map(|(line, _)| texts.text(*line).trim_start());
    prose.filter_map(|text| scan::definition(text, "[")).map(|(label, _)| normal(label)).collect()
}

fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether the plugin `blogging` puts a list of posts in the place of a line.
fn is_list_of_posts(text: &str) -> bool {
    let inner = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    let word = inner.and_then(|inner| inner.split_whitespace().next());
    word.is_some_and(|word| ["blog_content", "tag_content"].iter().any(|known| word.eq_ignore_ascii_case(known)))
}

impl Work<'_> {
    /// The name in the place of a directive, as code; a link where it is known where the website has it.
    fn directive(&mut self, line: Line, name: &str, website: Option<&str>) -> Line {
        let message =
            format!("the website has the documentation of `{name}` here, which a plugin makes of code: it is missing");
        let help = "see the website, or write what readers need into the page";
        self.report.say(Code::PluginMarkup, line.span(), message, help);
        let text = self.texts.text(line);
        let lead = text.len() - text.trim_start_matches([' ', '\t']).len();
        let put = match website {
            Some(address) => format!("[`{name}`]({address}#{name})"),
            None => format!("`{name}`"),
        };
        let cut = line.end - line.start - lead;
        self.texts.rewrite(line, &[Edit { at: lead, cut, put: put.into() }])
    }

    /// The line after the options of a directive.
    fn end_of_directive(&self, lines: &[Line], at: usize) -> usize {
        let source = self.texts.as_str();
        let indent = lines[at].indent(source);
        let mut end = at + 1;
        let mut next = end;
        while next < lines.len() && (lines[next].is_blank(source) || lines[next].indent(source) > indent) {
            next += 1;
            if !lines[next - 1].is_blank(source) {
                end = next;
            }
        }
        end
    }

    /// One line.
    fn line(&mut self, line: Line) -> Line {
        let text = self.texts.text(line);
        if text.len() > 2 && !text.contains(['[', '{', '<', '!']) {
            return line;
        }
        let is_list = |marker: &str| text.trim() == marker;
        let is_tags = self.plugins.tags_marker && (is_list("[TAGS]") || text.trim().starts_with("<!-- material/tags"));
        if is_tags {
            let said = text.trim().to_owned();
            self.often.entry(Often::Tags).or_insert((line.span(), said, 0)).2 += 1;
        }
        let is_posts = self.plugins.posts_marker && is_list_of_posts(text.trim());
        if is_posts {
            let said = text.trim().to_owned();
            self.often.entry(Often::Posts).or_insert((line.span(), said, 0)).2 += 1;
        }
        if self.plugins.toc_marker.as_deref().is_some_and(is_list) || is_tags || is_posts {
            return Line { start: line.end, end: line.end };
        }
        let line = self.caption(line).unwrap_or(line);
        let line = self.links(line);
        let line = self.dates(line);
        self.seen(line);
        line
    }

    /// `Figure: words { .class }`: its attributes go.
    fn caption(&mut self, line: Line) -> Option<Line> {
        let text = self.texts.text(line);
        let body = text.trim();
        let (word, _) = body.split_once(':')?;
        // With the plugin they are read with what they belong to.
        let is_caption = self.plugins.captions.is_empty() && matches!(word, "Figure" | "Table" | "Listing");
        let open = body.rfind('{').filter(|_| is_caption && body.ends_with('}'))?;
        let inner = body[open + 1..body.len() - 1].trim();
        let are_attributes = !inner.is_empty()
            && inner.split_whitespace().all(|part| part.starts_with(['.', '#', ':']) || part.contains('='));
        if !are_attributes {
            return None;
        }
        let at = text.find('{').map_or(0, |_| text.len() - text.trim_start().len() + open);
        let before = text[..at].trim_end().len();
        let cut = line.end - line.start - before;
        Some(self.texts.rewrite(line, &[Edit::cut(before, cut)]))
    }

    /// Takes `{{ git_revision_date }}` and the like out: the pages of books have dates of their own.
    fn dates(&mut self, line: Line) -> Line {
        const OPEN: &str = "{{ git_";
        let text = self.texts.text(line);
        let mut edits = Vec::new();
        let (mut next, mut ticks) = (0, 0);
        while let Some(at) = text[next..].find(OPEN).map(|at| next + at) {
            let Some(end) = text[at..].find("}}").map(|end| at + end + 2) else { break };
            ticks += text[next..at].matches('`').count();
            if ticks.is_multiple_of(2) {
                edits.push((at, end));
            }
            next = end;
        }
        let Some(&(at, end)) = edits.first() else { return line };
        let said = text[at..end].to_owned();
        let span = Span::new(line.start + at, line.start + end);
        self.often.entry(Often::Date).or_insert((span, said, 0)).2 += edits.len();
        let edits: Vec<Edit> = edits.into_iter().map(|(at, end)| Edit::cut(at, end - at)).collect();
        self.texts.rewrite(line, &edits)
    }

    /// Links and pictures of plugins.
    fn links(&mut self, line: Line) -> Line {
        let text = self.texts.text(line);
        if !text.contains('[') {
            return line;
        }
        let brackets = Brackets::of(text);
        let mut edits = Vec::new();
        let mut next = 0;
        for &at in brackets.close.keys() {
            if at >= next {
                next = self.bracket(text, at, &brackets, &mut edits).unwrap_or(next);
            }
        }
        edits.sort_by_key(|edit| edit.at);
        if edits.is_empty() { line } else { self.texts.rewrite(line, &edits) }
    }

    /// What begins with a bracket; the byte after it where it is of a plugin.
    fn bracket(&self, text: &str, at: usize, brackets: &Brackets, edits: &mut Vec<Edit>) -> Option<usize> {
        let end = brackets.after(at)?;
        let before = &text[..at];
        if self.plugins.bracket_spans && bracket_span(text, at, end, edits) {
            return None;
        }
        if before.ends_with("!!") && !before.ends_with("!!!") && text[end..].starts_with('(') {
            edits.push(Edit::cut(at - 2, 1));
            return None;
        }
        if before.ends_with('!') && text[end..].starts_with('(') && text[at + 1..end - 1].starts_with("type:") {
            return film(text, at, end, edits);
        }
        if brackets.after(at + 1) == Some(end - 1) {
            let named = &text[at + 2..end - 2];
            let is_drawn = before.ends_with('!') && is_picture(named);
            if self.plugins.named_links || self.plugins.wiki_links && is_drawn {
                return named_link(text, at, end, edits);
            }
            if self.plugins.wiki_links && !crate::inline::is_wiki_name(named) {
                return bare_name(text, at, end, edits);
            }
        }
        let words = &text[at + 1..end - 1];
        let label_end = brackets.after(end).filter(|_| text[end..].starts_with('['))?;
        let label = &text[end + 1..label_end - 1];
        let is_code = words.len() > 2 && words.starts_with('`') && words.ends_with('`');
        let wanted = if label.is_empty() { words.trim_matches('`') } else { label };
        // Without the plugin, only a name in code behind which nothing stands can be no prose.
        let is_reference =
            self.plugins.references && !label.starts_with('^') || is_code && label.is_empty() && words.contains('.');
        let is_known = |label: &str| self.labels.contains(&normal(label));
        if !is_reference || is_known(wanted) || label.is_empty() && is_known(words) {
            return None;
        }
        edits.push(Edit::cut(at, 1));
        edits.push(Edit::cut(end - 1, label_end - (end - 1)));
        Some(label_end)
    }

    /// Remembers what is said once of a page.
    fn seen(&mut self, line: Line) {
        let text = self.texts.text(line);
        let mut found = Vec::new();
        if let Some(at) = text.find("<!-- md:") {
            let end = text[at..].find("-->").map_or(text.len(), |end| at + end + 3);
            found.push((Often::Hook, at, end));
        }
        let statement = if self.plugins.macros.is_some() { None } else { Some(Often::Statement) };
        // What the extension reads is replaced by now.
        let braces = if self.plugins.markdown_include.is_some() { Often::Unread } else { Often::Statement };
        for (open, close, kind) in [("{%", "%}", statement), ("{!", "!}", Some(braces))] {
            let Some((kind, at)) = kind.zip(text.find(open)) else { continue };
            let Some(end) = text[at + 2..].find(close).map(|end| at + 2 + end + 2) else { continue };
            if text[..at].matches('`').count().is_multiple_of(2) {
                found.push((kind, at, end));
            }
        }
        for (kind, at, end) in found {
            let span = Span::new(line.start + at, line.start + end);
            let said = text[at..end].to_owned();
            self.often.entry(kind).or_insert((span, said, 0)).2 += 1;
        }
    }

    fn finish(self) {
        for (kind, (span, text, count)) in self.often {
            let more = if count > 1 { format!(", and {} more on this page", count - 1) } else { String::new() };
            let (message, help) = match kind {
                Often::Hook => (
                    format!("`{text}` stands for words that a hook of the website makes{more}: they are missing"),
                    "write the words into the page",
                ),
                Often::Date => date(&text),
                Often::Tags => (
                    format!("`{text}` is a list of pages by their tags on the website{more}: it is not in the outputs"),
                    "nothing, if readers of books do not need it; else leave the page out by `exclude` of pamphlet.yml",
                ),
                Often::Posts => (
                    format!(
                        "`{text}` is a list of posts on the website{more}: the posts are pages, the list is missing"
                    ),
                    "nothing, if readers of books do not need it; else write links to the posts into the page",
                ),
                Often::Statement => (
                    format!(
                        "`{text}` is read by no plugin that is on and that is run here{more}: it is printed as written"
                    ),
                    "write the words into the page, or switch on a plugin that is run here (macros, markdown_include); in \
                     code, nothing has to be done",
                ),
                Often::Unread => (
                    format!("`{text}` cannot be read as an inclusion{more}: it is printed as written"),
                    "write it as `{!file.md!}`; lines are counted as in `!lines=1-5 8!`",
                ),
            };
            self.report.say(Code::PluginMarkup, span, message, help);
        }
    }
}

/// What is said of a date or a name of the history that a plugin would write.
pub(crate) fn date(tag: &str) -> (String, &'static str) {
    let message = format!("on the website `{tag}` is a date or a name from the history of the page: it is left out");
    (message, "nothing, unless readers need it: files of books print the date of their last change")
}

/// Words in brackets with attributes behind them, as an element.
fn bracket_span(text: &str, at: usize, end: usize, edits: &mut Vec<Edit>) -> bool {
    let after = &text[end..];
    let found = if after.starts_with("{}") { Some((Attrs::default(), 2)) } else { attr::parse(after) };
    let Some((attrs, length)) = found.filter(|_| after.starts_with('{') && !text[..at].ends_with(['!', '\\'])) else {
        return false;
    };
    let mut tag = "<span".to_owned();
    let classes = Some(attrs.classes.join(" ")).filter(|classes| !classes.is_empty());
    let own = attrs.id.map(|id| ("id".to_owned(), id)).into_iter();
    for (key, value) in own.chain(classes.map(|classes| ("class".to_owned(), classes))).chain(attrs.pairs) {
        let value = value.replace('&', "&amp;").replace('"', "&quot;");
        tag.push_str(&format!(" {key}=\"{value}\""));
    }
    tag.push('>');
    edits.push(Edit { at, cut: 1, put: tag.into() });
    edits.push(Edit { at: end - 1, cut: 1 + length, put: "</span>".into() });
    true
}

/// Which brackets of a line belong together, outside of code.
struct Brackets {
    /// For each one that opens, the one that closes it.
    close: BTreeMap<usize, usize>,
}

impl Brackets {
    fn of(text: &str) -> Self {
        let (mut close, mut open) = (BTreeMap::new(), Vec::new());
        let mut ticks = Ticks::default();
        let mut next = 0;
        while let Some(found) = text[next..].find(['`', '[', ']', '\\']).map(|found| next + found) {
            next = found + 1;
            match text.as_bytes()[found] {
                b'`' => next = ticks.skip(text, found),
                b'\\' => next += text[next..].chars().next().map_or(0, char::len_utf8),
                b'[' => open.push(found),
                _ => close.extend(open.pop().map(|at| (at, found))),
            }
        }
        Self { close }
    }

    /// The byte after the bracket that closes the one at byte `at`.
    fn after(&self, at: usize) -> Option<usize> {
        self.close.get(&at).map(|close| close + 1)
    }
}

/// `![type:video](address)`: a link with the name of its file.
fn film(text: &str, at: usize, end: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let address = text[end + 1..].split([')', ' ']).next()?;
    let name = address.split(['?', '#']).next()?.trim_end_matches('/').rsplit('/').next()?;
    edits.push(Edit::cut(at - 1, 1));
    let put = if name.is_empty() { address.to_owned() } else { name.to_owned() };
    edits.push(Edit { at: at + 1, cut: end - at - 2, put: put.into() });
    Some(end)
}

/// `[[page]]`, `[[page|words]]` from byte `at` to byte `end`: its words.
/// `[[page|words]]` as a link: pages are found by name when links are resolved.
fn named_link(text: &str, at: usize, end: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let words = &text[at + 2..end - 2];
    if words.is_empty() || words.contains(['[', ']', '<', '>']) {
        return None;
    }
    let (name, shown) = words.split_once('|').unwrap_or((words, words));
    if text[..at].ends_with('!') && !is_picture(name) {
        return bare_name(text, at, end, edits);
    }
    // Headings are named by their words, and anchors have none of their capitals and spaces.
    let (page, heading) = name.trim().split_once('#').unwrap_or((name.trim(), ""));
    let anchor = heading.trim().to_lowercase().replace(' ', "-");
    let address = if anchor.is_empty() { page.to_owned() } else { format!("{page}#{anchor}") };
    edits.push(Edit { at, cut: end - at, put: format!("[{}](<{address}>)", shown.trim()).into() });
    Some(end)
}

fn is_picture(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp")
}

/// The words of `[[page|words]]`.
fn bare_name(text: &str, at: usize, end: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let words = &text[at + 2..end - 2];
    if words.is_empty() || words.contains(['[', ']']) {
        return None;
    }
    let shown = words.split_once('|').map_or(words, |(_, shown)| shown);
    edits.push(Edit::cut(at, 2 + words.len() - shown.len()));
    edits.push(Edit::cut(end - 2, 2));
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;
    use pamphlet_source::SourceId;

    fn replaced(written: &str, plugins: &Plugins) -> (String, Vec<String>) {
        let mut texts = Texts::new(SourceId(0), written);
        let lines = text::lines(texts.as_str(), 0);
        let mut report = Report::default();
        let (lines, _) = replace(&mut texts, &lines, plugins, &(), &mut report);
        let out = lines.iter().map(|&line| texts.text(line)).collect::<Vec<_>>().join("\n");
        let said = report.finish(&texts).into_iter().map(|found| format!("{:?} {}", found.severity, found.message));
        (out, said.collect())
    }

    #[test]
    fn directives_leave_their_name() {
        let (out, said) =
            replaced("a\n\n::: tide.Hour\n    options:\n\n      x: y\n\nb\n\n::: note\nc\n", &Plugins::default());
        assert_eq!(out, "a\n\n`tide.Hour`\n\nb\n\n::: note\nc");
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("Warning") && said[0].contains("`tide.Hour`"), "{said:?}");
        let (out, _) = replaced("::: tide\n", &Plugins { directives: true, ..Plugins::default() });
        assert_eq!(out, "`tide`");
    }

    #[test]
    fn references_are_their_words() {
        let plugins = Plugins { references: true, ..Plugins::default() };
        let written = "Call [`a.b`][], [the *b*][a.b], [known][k], [k][], `[x][y]` and [^1][^2].\n\n[k]: k.md\n";
        let (out, said) = replaced(written, &plugins);
        assert_eq!(out, "Call `a.b`, the *b*, [known][k], [k][], `[x][y]` and [^1][^2].\n\n[k]: k.md");
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(replaced("[x][y] [`a.b`][]", &Plugins::default()).0, "[x][y] `a.b`");
    }

    #[test]
    fn pictures_captions_and_links_by_name() {
        let plugins = Plugins { named_links: true, toc_marker: Some("[TOC]".to_owned()), ..Plugins::default() };
        let films = replaced("![type:video](a/b.mp4) ![[x y.png|X]] {{ git_revision_date }}.\n", &plugins);
        assert_eq!(films.0, "[b.mp4](a/b.mp4) ![X](<x y.png>) .");
        assert!(films.1[0].contains("is a date"), "{films:?}");
        let written =
            "!![C](p.png)\n[[Other Page]], [[a/b|words]], `[[c]]`\nFigure: A { .b #c }\nNote: x {y}\n[TOC]\n`[TOC]`\n";
        assert_eq!(
            replaced(written, &plugins).0,
            "![C](p.png)\n[Other Page](<Other Page>), [words](<a/b>), `[[c]]`\nFigure: A\nNote: x {y}\n\n`[TOC]`"
        );
        let tags = Plugins { tags_marker: true, ..Plugins::default() };
        let (out, said) = replaced("a\n\n[TAGS]\n\nb [TAGS]\n<!-- material/tags { x } -->", &tags);
        assert_eq!(out, "a\n\n\n\nb [TAGS]\n");
        assert!(said.len() == 1 && said[0].contains("by their tags") && said[0].contains("1 more"), "{said:?}");
        let wiki = Plugins { wiki_links: true, ..Plugins::default() };
        assert_eq!(replaced("[[p#Two Words]] [[#Here]]", &plugins).0, "[p#Two Words](<p#two-words>) [#Here](<#here>)");
        assert_eq!(replaced("[[Other Page]] [[a/b]] ![[x.png]]", &wiki).0, "[[Other Page]] a/b ![x.png](<x.png>)");
    }

    #[test]
    fn what_nothing_replaces_is_said_once() {
        let (out, said) =
            replaced("<!-- md:version 9 -->\n<!-- md:flag x -->\n{% if x %} `{% y %}`\n", &Plugins::default());
        assert!(out.contains("{% if x %}"));
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("and 1 more"), "{said:?}");
    }

    #[test]
    fn an_inclusion_that_cannot_be_read_is_said() {
        let plugins =
            Plugins { markdown_include: Some(crate::plugins::MarkdownInclude::default()), ..Plugins::default() };
        let (out, said) = replaced("{!a.txt!lines=9999999999999999999999!} `{!b!x!}`\n", &plugins);
        assert!(out.contains("{!a.txt!"));
        assert!(said.len() == 1 && said[0].contains("cannot be read as an inclusion"), "{said:?}");
    }
}
