//! What variables, conditions and loops put into pages.

use super::*;
use crate::Plugins;
use crate::text;
use pamphlet_source::yaml::{Map, Value as Yaml, parse};

fn macros(config: &str) -> Macros {
    let Ok(Yaml::Map(config)) = parse(config) else { panic!("is a map") };
    Plugins::of(&config, &Map::default()).macros.expect("is on")
}

const SITE: &str = "site_name: Tides\nplugins: [macros]\nextra: {edition: \"3.1\", ports: [{name: Lerwick, boats: 3}, {name: Oban, boats: 5}], deep: {a: {b: c}}}\n";

struct Files(Vec<(&'static str, &'static str)>);

impl Snippets for Files {
    fn find(&self, _: &str) -> Option<(SourceId, &str)> {
        None
    }

    fn included(&self, _: SourceId, path: &str) -> Vec<(SourceId, &str)> {
        let found = self.0.iter().position(|(name, _)| *name == path);
        found.map(|at| (SourceId(u32::try_from(at).unwrap_or(0) + 1), self.0[at].1)).into_iter().collect()
    }
}

/// What a page becomes, where each of its lines stands, and what is said.
fn expanded(page: &str, files: Vec<(&'static str, &'static str)>) -> (Vec<String>, Vec<(u32, usize)>, Vec<String>) {
    expanded_of(page, files, &macros(SITE))
}

fn expanded_of(
    page: &str,
    files: Vec<(&'static str, &'static str)>,
    macros: &Macros,
) -> (Vec<String>, Vec<(u32, usize)>, Vec<String>) {
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
    let meta = PageMeta { title: Some("T".to_owned()), ..PageMeta::default() };
    let mut included = Vec::new();
    let out = expand(&mut texts, lines, macros, &meta, &Files(files), &context, &mut report, &mut included);
    let shown = out.iter().map(|&line| texts.text(line).to_owned()).collect();
    let places = out.iter().map(|line| texts.locate(line.start)).map(|(source, at)| (source.0, at)).collect();
    let said = report.finish(&texts).into_iter().map(|found| {
        let at = found.place.map_or(0, |place| place.span.start);
        format!("{at} {:?} {}", found.severity, found.message)
    });
    (shown, places, said.collect())
}

#[test]
fn variables_are_their_values_and_lines_keep_their_places() {
    let (lines, places, said) =
        expanded("# Tide {{ edition }}\n\nOf {{ deep.a.b|upper }}, {{ page.title }}.\nx\n", vec![]);
    assert_eq!(lines, ["# Tide 3.1", "", "Of C, T.", "x"]);
    assert_eq!(places, [(0, 0), (0, 21), (0, 22), (0, 65)]);
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn conditions_loops_and_files() {
    let page = "{% for port in ports %}\n- {{ port.name }}: {{ port.boats * 2 }}\n{% endfor %}\n\
        {% if edition == \"3.1\" -%}\nnew\n{%- else %}old{% endif %}\n{% include \"part.md\" %}\nend\n";
    let (lines, places, said) = expanded(page, vec![("part.md", "Part {{ edition }}\nmore")]);
    assert_eq!(lines, ["", "- Lerwick: 6", "", "- Oban: 10", "", "new", "Part 3.1", "more", "end"]);
    assert_eq!((places[1], places[3], places[7]), ((0, 24), (0, 24), (1, 19)));
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn what_needs_python_keeps_its_name_and_is_said() {
    let page = "a\n\n{{ table(\"north\") }}\n\nThe {{ port }} of {{ env.now().year }}, `{{ port }}`, [x]({{ base }}/y).\n\n```\n{{ port }}\n```\n{% if secret %}no{% endif %}\n";
    let (lines, _, said) = expanded(page, vec![]);
    assert_eq!(
        lines,
        [
            "a",
            "",
            "`table`",
            "",
            "The `port` of `env.now.year`, `{{ port }}`, [x]({{ base }}/y).",
            "",
            "```",
            "{{ port }}",
            "```"
        ]
    );
    for part in [
        "3 Warning the macro `table` needs Python",
        "29 Warning the variable `port` is not known",
        "Warning the macro `env.now.year` needs Python",
        "Warning the variable `base` is not known",
        "Warning `secret` is not known without Python, and counts as empty",
    ] {
        assert!(said.iter().any(|line| line.contains(part)), "{part}\n{said:#?}");
    }
    assert_eq!(said.len(), 5, "{said:#?}");
}

#[test]
fn names_beside_code_are_no_second_code() {
    let (lines, _, said) = expanded("{{ a }}{{ b }} \\{{ c }} {{ d }}`e` {{ f }}\n", vec![]);
    assert_eq!(lines, ["`a`b \\c d`e` `f`"]);
    assert_eq!(said.len(), 5, "{said:#?}");
}

#[test]
fn defaults_hold_and_raw_text_stays() {
    let page = "{{ none_such | default(\"x\") }} {% raw %}{{ y }}{% endraw %}{# gone #} {#id} {{ open\n{% if none_such is defined %}a{% else %}b{% endif %}\n";
    let (lines, _, said) = expanded(page, vec![]);
    assert_eq!(lines, ["x {{ y }} {#id} {{ open", "b"]);
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn a_tag_that_cannot_be_understood_costs_itself() {
    let page = "{{ edition }}\n{% wonder %}\n{{ edition | sparkle }}\n{{ 1 + }}\n{% endif %}\nlast {{ edition }}\n";
    let (lines, _, said) = expanded(page, vec![]);
    assert_eq!(lines, ["3.1", "", "`edition`", "`1`", "", "last 3.1"]);
    assert_eq!(said.iter().filter(|line| line.contains("cannot be understood")).count(), 2, "{said:#?}");
    assert!(said.iter().any(|line| line.contains("`1 +` cannot be worked out")), "{said:#?}");
}

#[test]
fn what_grows_ends() {
    for page in [
        &format!("{{% set x = \"ab\" %}}{}{{{{ x }}}}", "{% set x = x ~ x %}".repeat(60)),
        "{% set n = namespace(x=\"ab\") %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
        "{% macro f(x) %}{{ f(x ~ x) }}{% endmacro %}{{ f(\"ab\") }}",
        "{% for i in range(10000) %}{% for j in range(10000) %}x{% endfor %}{% endfor %}",
        "{{ \"x\" * 99999999 }}{{ \"%099999999d\" | format(1) }}{{ \"aaaa\".replace(\"a\", \"b\" * 9999999) }}",
        "{% include \"self.md\" %}",
    ] {
        let (lines, _, said) = expanded(page, vec![("self.md", "{% include \"self.md\" %}x")]);
        let length: usize = lines.iter().map(String::len).sum();
        assert!(length < 20_000_000, "{page}: {length}");
        assert!(!said.is_empty(), "{page}");
    }
}

#[test]
fn other_signs_and_pages_that_want_none() {
    let own = "plugins:\n  - macros:\n      j2_variable_start_string: \"[[[\"\n      j2_variable_end_string: \"]]]\"\nextra: {a: b}\n";
    assert_eq!(expanded_of("[[[ a ]]] {{ a }}\n", vec![], &macros(own)).0, ["b {{ a }}"]);
    let own = "plugins:\n  - macros:\n      render_by_default: false\nextra: {a: b}\n";
    assert_eq!(expanded_of("{{ a }}\n", vec![], &macros(own)).0, ["{{ a }}"]);
}

#[test]
fn titles_are_short_texts() {
    let meta = PageMeta::default();
    let vocabulary = pamphlet_vocabulary::Vocabulary::shipped();
    let context =
        Context { repair: true, reference: None, vocabulary: &vocabulary, dedent_sections: false, callouts: true };
    assert_eq!(short("Tide {{ edition }}", &macros(SITE), &meta, &context).as_deref(), Some("Tide 3.1"));
    assert_eq!(short("Tide", &macros(SITE), &meta, &context), None);
}

#[test]
fn dates_of_the_history_are_left_out() {
    let (lines, _, said) = expanded("Changed {{ git_revision_date_localized }}.\n", vec![]);
    assert_eq!(lines, ["Changed ."]);
    assert!(said[0].contains("is a date"), "{said:?}");
}

#[test]
fn templates_are_named() {
    let plugins = Plugins { macros: Some(macros(SITE)), ..Plugins::default() };
    let text = "{% include 'a.md' %} {% from \"m.j2\" import x %} {% include [\"b.md\", \"c.md\"] %} {{ include }}";
    assert_eq!(named(text, &plugins), ["a.md", "m.j2", "b.md", "c.md"]);
}

#[test]
fn signs_that_are_alike_leave_the_page_as_it_is() {
    let own = "plugins:\n  - macros:\n      j2_variable_start_string: \"{%\"\nextra: {a: b}\n";
    let (lines, _, said) = expanded_of("One {{ a }}.\n\nTwo {% if a %}.\n", vec![], &macros(own));
    assert_eq!(lines, ["One {{ a }}.", "", "Two {% if a %}."]);
    assert!(said.len() == 1 && said[0].contains("are the same"), "{said:#?}");
}

#[test]
fn lists_that_double_end_soon() {
    for page in [
        "{% set n = namespace(x=[1]) %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}{{ n.x | length }}\n",
        "{% macro m(x, n) %}{% if n %}{{ m(x + x + x + x, n - 1) }}{% endif %}{% endmacro %}{{ m([1], 40) }}\n",
        "{% set n = namespace(x=[1]) %}{% for i in range(40) %}{% set n.x = n.x * 99 + n.x * 99 %}{% endfor %}done\n",
    ] {
        let start = std::time::Instant::now();
        let (_, _, said) = expanded(page, Vec::new());
        // Macros inside macros end at their own bound.
        let ends =
            if page.contains("macro") { "cannot be worked out: recursion limit exceeded" } else { "take too long" };
        assert!(said.iter().any(|said| said.contains(ends)), "{page}: {said:?}");
        assert!(start.elapsed().as_secs() < 5, "{page}");
    }
    let long = "{% set n = namespace(x=[]) %}{% for i in range(1000) %}{% set n.x = n.x + [i] %}{% endfor %}{{ n.x | length }}\n";
    assert_eq!(expanded(long, Vec::new()).0, ["1000"]);
    assert_eq!(
        expanded("{{ 1 + 2 * 3 }} {{ \"a\" + edition }} {{ (ports + ports) | length }}\n", Vec::new()).0,
        ["7 a3.1 4"]
    );
}

#[test]
fn functions_of_the_engine_are_not_shown() {
    let (out, _, said) = expanded("a {{ range }} b {{ range(2) | join(\"-\") }}\n", Vec::new());
    assert_eq!(out, ["a `range` b 0-1"]);
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn filters_of_jinja_are_known() {
    let page = "{{ {\"b\": [1, true, none], \"a\": \"<\"}|tojson }}\n{{ [1]|tojson(indent=2) }}\n{{ \"a b\"|wordcount }} \
        [{{ \"ab\"|center(6) }}] {{ \"abc def\"|wordwrap(3) }} {{ 12345|filesizeformat }} {{ \"<b>x</b>\"|striptags }} \
        {{ \"a&b c/\"|urlencode }} {{ \"a b c d e f g h i\"|truncate(9) }}\n";
    let (shown, _, said) = expanded(page, Vec::new());
    let wanted = [
        r#"{"a": "\u003c", "b": [1, true, null]}"#,
        "[",
        "  1",
        "]",
        "2 [  ab  ] abc",
        "def 12.3 kB x a%26b%20c/ a b c...",
    ];
    assert_eq!((shown, said), (wanted.map(str::to_owned).to_vec(), Vec::new()));
}
