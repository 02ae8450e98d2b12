//! What files put into pages.

use super::*;
use crate::text;
use pamphlet_source::yaml::{Map, Value, parse};

fn plugins(config: &str) -> Plugins {
    let Ok(Value::Map(config)) = parse(config) else { panic!("is a map") };
    Plugins::of(&config, &Map::default())
}

struct Files(&'static [(&'static str, &'static str)]);

impl Snippets for Files {
    fn find(&self, _: &str) -> Option<(SourceId, &str)> {
        None
    }

    fn included(&self, _: SourceId, path: &str) -> Vec<(SourceId, &str)> {
        let number = |at: usize| SourceId(u32::try_from(at).unwrap_or(0) + 1);
        let fits = |name: &str| match path.split_once('*') {
            Some((front, back)) => name.starts_with(front) && name.ends_with(back),
            None => name == path,
        };
        let each = self.0.iter().enumerate().filter(|(_, (name, _))| fits(name));
        each.map(|(at, (_, text))| (number(at), *text)).collect()
    }

    fn path(&self, source: SourceId) -> Option<&str> {
        match source.0 {
            0 => Some("docs/index.md"),
            number => self.0.get(number as usize - 1).map(|(name, _)| *name),
        }
    }
}

const FILES: Files = Files(&[
    ("part.md", "---\ntitle: P\n---\n# Part\n\nBody [a](docs/a.md).\n\n```\n# no heading\n```\n"),
    ("word.txt", "word"),
    ("marks.md", "before\n<!--start-->\n\nmiddle\n<!--end-->\nafter\n"),
    ("self.md", "S\n{% include \"self.md\" %}\n"),
    ("nested.md", "N {% include \"word.txt\" %}\n"),
    ("outer.md", "# Outer\n\n{!part.md!}\n"),
    ("deep.txt", "    one\n      two\n"),
]);

fn expanded(page: &str, config: &str) -> (String, Vec<String>) {
    let mut texts = Texts::new(SourceId(0), page);
    let lines = text::lines(texts.as_str(), 0);
    let mut report = Report::default();
    let context = Context {
        repair: true,
        reference: None,
        vocabulary: &pamphlet_vocabulary::Vocabulary::shipped(),
        dedent_sections: false,
        callouts: true,
    };
    let mut included = Vec::new();
    let out = expand(&mut texts, lines, &plugins(config), &FILES, &context, &mut report, &mut included);
    let out = out.iter().map(|&line| texts.text(line)).collect::<Vec<_>>().join("\n");
    (out, report.finish(&texts).into_iter().map(|found| found.message).collect())
}

const ON: &str = "plugins: [include-markdown]";

#[test]
fn files_stand_in_the_place_of_their_tags() {
    let (out, said) = expanded("a\n\n{% include-markdown \"part.md\" heading-offset=1 %}\n\nb\n", ON);
    assert_eq!(out, "a\n\n## Part\n\nBody [a](a.md).\n\n```\n# no heading\n```\n\nb");
    assert!(said.is_empty(), "{said:?}");
    assert_eq!(expanded("x {% include \"word.txt\" %} y {% include 'nested.md' %}\nz\n", ON).0, "x word y N word\nz");
    assert_eq!(expanded("- l\n\n    {% include \"deep.txt\" %}\n", ON).0, "- l\n\n        one\n          two");
    assert_eq!(expanded("- l\n\n    {% include \"deep.txt\" dedent=true %}\n", ON).0, "- l\n\n    one\n      two");
}

#[test]
fn a_part_is_between_its_marks() {
    let tag = "{%\n  include-markdown \"marks.md\"\n  start=\"<!--start-->\"\n  end=\"<!--end-->\"\n%}\nnext\n";
    assert_eq!(expanded(tag, ON).0, "\nmiddle\n\nnext");
    let (out, said) = expanded("{% include \"word.txt\" start=\"none\" %}\n", ON);
    assert_eq!((out.as_str(), said.len()), ("word", 1));
}

#[test]
fn what_cannot_be_put_in_is_said() {
    let (out, said) = expanded("a\n{% include-markdown \"no.md\" %}\nb {% include \"http://e.org/x\" %} c\n", ON);
    assert_eq!(out, "a\nb  c");
    assert_eq!(said.len(), 2, "{said:?}");
    let (out, said) = expanded("{% include \"self.md\" %}\n", ON);
    assert_eq!((out.trim(), said.len()), ("S", 1), "{said:?}");
}

#[test]
fn patterns_name_many_and_braces_name_one() {
    assert_eq!(expanded("{% include \"wo*.txt\" %}", ON).0, "word");
    let braces = "markdown_extensions: [markdown_include.include]";
    assert_eq!(expanded("a {!word.txt!} b\n{!marks.md!lines=1 4}\n", braces).0, "a word b\nbefore\nmiddle");
    // Another extension with the same braces.
    assert_eq!(expanded("a {! word.txt !} b", "markdown_extensions: [mdx_include]").0, "a word b");
    assert_eq!(
        expanded("{% include \"word.txt\" %} {!word.txt!}", "site_name: x").0,
        "{% include \"word.txt\" %} {!word.txt!}"
    );
}

#[test]
fn headings_may_inherit_the_depth_of_the_one_above() {
    let on = "markdown_extensions:\n  - markdown_include.include: {inheritHeadingDepth: true, headingOffset: 0}\n";
    let page = "# A\n\n## B\n\n```\n# code\n```\n\n{!part.md!}\n\n{!outer.md!}\n";
    let headings = |page: &str, config: &str| {
        let (out, _) = expanded(page, config);
        out.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(headings(page, on), "# A ## B # code ### Part # no heading #### Outer ##### Part # no heading");
    let off = "markdown_extensions: [markdown_include.include]";
    assert_eq!(headings(page, off), "# A ## B # code # Part # no heading # Outer # Part # no heading");
}

#[test]
fn names_are_told_beforehand() {
    let text = "{% include-markdown \"a.md\" %} {%\ninclude 'b/*.md'\n%} {% include \"https://e.org/c\" %} {!d.md!}";
    assert_eq!(named(text, &plugins(ON)), ["a.md", "b/*.md"]);
    assert_eq!(named(text, &plugins("markdown_extensions: [markdown_include.include]")), ["d.md"]);
}

#[test]
fn code_of_a_file_and_lines_of_it() {
    let config = "markdown_extensions: [markdown_include_variants]\n";
    let (out, said) = expanded("{* deep.txt hl[2] title[\"D\"] *}\n\n{* word.txt ln[0] *}\n", config);
    assert_eq!(out, "````python hl_lines=\"2\" title=\"D\"\n    one\n      two\n````\n\n````python\nword\n````");
    assert!(said.is_empty(), "{said:?}");
    let (out, _) = expanded("{* marks.md ln[2:2,4:5] hl[4] *}", config);
    assert_eq!(
        out,
        "````python hl_lines=\"7\"\n# Code above omitted 👆\n\n<!--start-->\n\n# Code here omitted 👈\n\nmiddle\n<!--end-->\n\n\
         # Code below omitted 👇\n````"
    );
    let (out, said) = expanded("{* none.py *}\n{* x *} y", config);
    assert_eq!(out, "`none.py`\n{* x *} y");
    assert_eq!(said.len(), 1, "{said:?}");
}
