//! Tables of files.

use super::*;
use crate::text;
use pamphlet_source::yaml::{Map, Value, parse};

struct Files(&'static [(&'static str, &'static str)]);

impl Snippets for Files {
    fn find(&self, _: &str) -> Option<(SourceId, &str)> {
        None
    }

    fn included(&self, _: SourceId, path: &str) -> Vec<(SourceId, &str)> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| (SourceId(1), *text)).into_iter().collect()
    }
}

const FILES: Files = Files(&[
    ("d/a.csv", "name,n\nAda,1\n\"B|b\",20\n\"x\ny\",\n"),
    ("./beside.tsv", "h1\th2\nv1\tv2\n"),
    ("d/s.csv", "a;b;c\n1;2;3\n4;5;6\n"),
    ("d/x.yml", "- {a: 1, b: {c: x}}\n- {a: 2, d: [p, q]}\n"),
    ("d/x.json", "{\"k\": {\"0\": 1, \"1\": 2}, \"v\": {\"0\": \"one\", \"1\": \"two\"}}"),
    ("d/raw.md", "*raw*\nline\n"),
    ("d/braces.csv", "a\n{{ b }}\n"),
    ("d/empty.csv", ""),
]);

fn shown(page: &str, config: &str) -> (String, Vec<String>) {
    let Ok(Value::Map(config)) = parse(config) else { panic!("is a map") };
    let plugins = Plugins::of(&config, &Map::default());
    let mut texts = Texts::new(SourceId(0), page);
    let lines = text::lines(texts.as_str(), 0);
    let (mut report, mut included) = (Report::default(), Vec::new());
    let out = expand(&mut texts, lines, &plugins, &FILES, &mut report, &mut included);
    let out = out.iter().map(|&line| texts.text(line)).collect::<Vec<_>>().join("\n");
    (out, report.finish(&texts).into_iter().map(|found| found.message).collect())
}

const ON: &str = "plugins: [{table-reader: {data_path: d}}]";

#[test]
fn tables_stand_in_the_place_of_their_tags() {
    for (page, wanted) in [
        (
            "a\n\n{{ read_csv('a.csv') }}\n\nb\n",
            "a\n\n| name | n |\n|:--|--:|\n| Ada | 1 |\n| B\\|b | 20 |\n| x<br>y |  |\n\nb",
        ),
        ("{{ read_table(\"beside.tsv\") }}", "| h1 | h2 |\n|:--|:--|\n| v1 | v2 |"),
        (
            "      {{ READ_CSV('s.csv', sep=';', usecols=['a', 'c'], nrows=1) }}",
            "    | a | c |\n    |--:|--:|\n    | 1 | 3 |",
        ),
        ("{{ read_csv('s.csv', sep=';', header=None, nrows=1) }}", "| 0 | 1 | 2 |\n|:--|:--|:--|\n| a | b | c |"),
        ("{{ read_yaml('x.yml') }}", "| a | b.c | d |\n|--:|:--|:--|\n| 1 | x |\n| 2 |  | p, q |"),
        ("{{ read_json('x.json', colalign=('right', 'center')) }}", "| k | v |\n|--:|:-:|\n| 1 | one |\n| 2 | two |"),
        ("x {{ read_raw('raw.md') }} y", "x*raw*\nline y"),
    ] {
        assert_eq!(shown(page, ON), (wanted.to_owned(), Vec::new()), "{page}");
    }
    assert_eq!(shown("{{ read_csv('a.csv') }}", "plugins: [search]").0, "{{ read_csv('a.csv') }}");
    let raw = "Use {% raw %}`{{ read_csv('gone.csv') }}`{% endraw %}.\n\n{% raw %}\n{{ read_csv(x) }}\n{% endraw %}";
    let both = shown(raw, "plugins: [macros, table-reader]");
    assert_eq!(both.0, raw);
    assert!(both.1.is_empty(), "{:?}", both.1);
}

#[test]
fn what_is_missing_is_said_and_named() {
    for (page, wanted, said) in [
        ("{{ read_csv('gone.csv') }}", "`gone.csv`", "cannot be found"),
        ("{{ read_excel('a.xlsx') }}", "`a.xlsx`", "needs Python"),
        ("{{ read_csv(name) }}", "`read_csv`", "only Python could tell"),
        ("{{ read_csv('empty.csv') }}", "`empty.csv`", "holds no table"),
        ("{{ read_csv('s.csv', sep='ab') }}", "`s.csv`", "only a single character"),
    ] {
        let (out, found) = shown(page, ON);
        assert!(out == wanted && found.len() == 1 && found[0].contains(said), "{page}: {out} {found:?}");
    }
    let (out, found) = shown("{{ read_csv('s.csv', sep=';', parse_dates=['a']) }}", ON);
    assert!(out.starts_with("| a |") && found.len() == 1 && found[0].contains("`parse_dates`"), "{found:?}");
}

#[test]
fn cells_are_no_macros() {
    let both = "plugins: [{macros: {}}, {table-reader: {data_path: d}}]";
    let (out, _) = shown("{{ read_csv('braces.csv') }}", both);
    assert_eq!(out, "{% raw %}| a |\n|:--|\n| {{ b }} |{% endraw %}");
    let names = |config: &str| {
        let Ok(Value::Map(config)) = parse(config) else { panic!("is a map") };
        named("{{ read_csv('a.csv') }} {{ read_excel('b.xlsx') }}", &Plugins::of(&config, &Map::default()))
    };
    assert_eq!(names(ON), ["d/a.csv", "./a.csv"]);
    assert!(names("site_name: x").is_empty());
}
