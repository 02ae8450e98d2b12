//! What an inclusion says: its file and its options.

use crate::plugins::{IncludeMarkdown, MarkdownInclude};

/// An inclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IncludeTag {
    /// The path or pattern, as written.
    pub(crate) path: String,
    /// Whether it is Markdown: `include-markdown`, and not `include`.
    pub(crate) markdown: bool,
    /// A path or pattern of files that are left out.
    pub(crate) exclude: Option<String>,
    pub(crate) options: IncludeMarkdown,
    /// Ranges of lines that are wanted, from 1; all when there are none.
    pub(crate) lines: Vec<(usize, usize)>,
}

/// Reads what stands between the signs of a tag of `include-markdown`.
pub(crate) fn read(inner: &str, defaults: &IncludeMarkdown) -> Option<IncludeTag> {
    let inner = inner.trim().trim_matches('-').trim();
    let (word, rest) = inner.split_once(char::is_whitespace)?;
    let markdown = match word {
        "include-markdown" => true,
        "include" => false,
        _ => return None,
    };
    let (path, rest) = value(rest.trim_start())?;
    // Of an `include`, headings are no headings and addresses no addresses.
    let mut options = IncludeMarkdown { rewrite: defaults.rewrite && markdown, ..defaults.clone() };
    if !markdown {
        options.heading_offset = 0;
    }
    let mut exclude = None;
    for (key, value) in arguments(rest) {
        let truth = || value.eq_ignore_ascii_case("true");
        match key {
            "start" => options.start = Some(unescaped(&value)),
            "end" => options.end = Some(unescaped(&value)),
            "dedent" => options.dedent = truth(),
            "heading-offset" => options.heading_offset = value.parse().unwrap_or(0i32).clamp(-6, 6),
            "rewrite-relative-urls" => options.rewrite = truth() && markdown,
            "preserve-includer-indent" => options.keep_indent = truth(),
            "trailing-newlines" => options.trailing = truth(),
            "recursive" => options.recursive = truth(),
            "exclude" => exclude = Some(value),
            // Comments round the text, encodings: without effect on a book's words.
            _ => {}
        }
    }
    Some(IncludeTag { path, markdown, exclude, options, lines: Vec::new() })
}

/// Lines of a file, as they are.
pub(crate) fn plain(path: &str, lines: (usize, usize)) -> IncludeTag {
    let options = IncludeMarkdown {
        opening: String::new(),
        closing: String::new(),
        dedent: false,
        heading_offset: 0,
        inherits_depth: false,
        rewrite: false,
        keep_indent: false,
        trailing: false,
        start: None,
        end: None,
        recursive: false,
        exclude: Vec::new(),
    };
    IncludeTag { path: path.to_owned(), markdown: false, exclude: None, options, lines: vec![lines] }
}

/// Reads `path!` or `path!lines=1-3 5`, or `path[ln:1-3,5]!` as `mdx_include` has it, which stand behind `{!`; with the
/// length up to the end of the tag.
pub(crate) fn read_braces(text: &str, options: MarkdownInclude) -> Option<(IncludeTag, usize)> {
    let end = text.find('!')?;
    let path = text[..end].trim();
    let rest = &text[end + 1..];
    let close = rest.find('}')?;
    let said = rest[..close].trim();
    let (path, own) = match path.strip_suffix(']').and_then(|path| path.split_once("[ln:")) {
        Some((path, lines)) => (path.trim_end(), Some(lines)),
        None => (path, None),
    };
    let lines = match said.strip_prefix("lines") {
        Some(lines) => lines.trim_start().strip_prefix('=')?,
        None if said.is_empty() => "",
        None => return None,
    };
    let ranges = own.unwrap_or(lines).split([' ', ',']).filter(|range| !range.is_empty()).map(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    });
    let lines = ranges.collect::<Option<Vec<_>>>()?;
    let options = IncludeMarkdown {
        opening: String::new(),
        closing: String::new(),
        dedent: false,
        heading_offset: options.heading_offset,
        inherits_depth: options.inherits_depth,
        rewrite: false,
        keep_indent: true,
        trailing: false,
        start: None,
        end: None,
        recursive: true,
        exclude: Vec::new(),
    };
    let is_path = !path.is_empty() && !path.contains(['{', '}', '<', '>', '|', '"']);
    is_path.then(|| {
        (IncludeTag { path: path.to_owned(), markdown: true, exclude: None, options, lines }, end + 1 + close + 1)
    })
}

/// A value in quotation marks, or a bare one, and what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let inner = &text[1..];
    let mut escaped = false;
    let end = inner.find(|c| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let found = inner[..end].replace(&format!("\\{quote}"), &quote.to_string());
    Some((found, &inner[end + 1..]))
}

fn arguments(mut rest: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    while let Some((key, after)) = rest.split_once('=') {
        let key = key.trim().rsplit(char::is_whitespace).next().unwrap_or_default();
        let Some((value, after)) = value(after.trim_start()) else { break };
        found.push((key, value));
        rest = after;
    }
    found
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Plugins;
    use pamphlet_source::yaml::{Map, Value, parse};

    fn defaults() -> IncludeMarkdown {
        let Ok(Value::Map(config)) = parse("plugins: [include-markdown]") else { panic!("is a map") };
        Plugins::of(&config, &Map::default()).include_markdown.expect("is on")
    }

    #[test]
    fn tags_have_options() {
        let tag = read(
            "\n   include-markdown \"../a b.md\"\n   start='<!--\\n'\n   end=\"x \\\"y\\\"\"\n  heading-offset=-1 dedent=true\n",
            &defaults(),
        )
        .expect("is a tag");
        assert_eq!((tag.path.as_str(), tag.markdown), ("../a b.md", true));
        assert_eq!(tag.options.start.as_deref(), Some("<!--\n"));
        assert_eq!(tag.options.end.as_deref(), Some("x \"y\""));
        assert_eq!((tag.options.heading_offset, tag.options.dedent, tag.options.rewrite), (-1, true, true));
        assert!(!read("include 'raw.txt'", &defaults()).expect("is a tag").options.rewrite);
        assert_eq!(read("if x", &defaults()), None);
        assert_eq!(read("include", &defaults()), None);
    }

    #[test]
    fn braces_have_lines() {
        let (tag, length) = read_braces(" a/b.md !lines=1-3 5} rest", MarkdownInclude::default()).expect("is a tag");
        assert_eq!((tag.path.as_str(), tag.lines, length), ("a/b.md", vec![(1, 3), (5, 5)], 21));
        assert_eq!(
            read_braces("a.md!}", MarkdownInclude::default()).map(|(tag, length)| (tag.path, length)),
            Some(("a.md".to_owned(), 6))
        );
        let (tag, _) = read_braces(" a/b.py[ln:1-3,5] !}", MarkdownInclude::default()).expect("is a tag");
        assert_eq!((tag.path.as_str(), tag.lines), ("a/b.py", vec![(1, 3), (5, 5)]));
        assert_eq!(read_braces("a.py[ln:1.2-3]!}", MarkdownInclude::default()), None);
        assert_eq!(read_braces("not {a} tag!}", MarkdownInclude::default()), None);
        assert_eq!(read_braces("a!b}", MarkdownInclude::default()), None);
    }
}
