//! Real trees: built in every format, held against validators and against the oracle that lies beside them.

use crate::gate::{self, Ground, Outcome};
use crate::shell;
use crate::validators::{self, Tools};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// A tree, and the configuration that our tests keep for it.
struct Tree {
    /// Its folder in the corpus.
    folder: &'static str,
    /// Its configuration in `tests/sites`.
    config: &'static str,
    /// What the oracle needs to judge its source locale: the pages' folder and further arguments, `{}` being the tree.
    oracle: Option<(&'static str, &'static [&'static str])>,
    /// The locale whose outputs the oracle reads.
    locale: &'static str,
    /// How many pages may differ from the oracle in something: those whose links or pictures the site itself lacks, and
    /// those with a diagram, which the oracle knows as code and a book shows drawn, with its source to unfold.
    differing: u32,
}

const TREES: [Tree; 3] = [
    Tree { folder: "seeds/current", config: "seeds-current.yml", oracle: None, locale: "en", differing: 0 },
    Tree { folder: "seeds/archive", config: "seeds-archive.yml", oracle: None, locale: "it", differing: 0 },
    Tree {
        folder: "privacyguides",
        config: "privacyguides.yml",
        oracle: Some((
            "docs",
            &["--mkdocs", "{}/mkdocs.yml", "--snippets", "{}", "--abbreviations", "{}/includes/abbreviations.en.txt"],
        )),
        locale: "en",
        differing: 10,
    },
];

/// The trees of the corpus: built in every format, and held against the validators and, when it lies beside the
/// corpus, the oracle.
///
/// # Errors
/// When a build, a validator or the oracle finds something.
pub(crate) fn gate(ground: &Ground) -> Result<Outcome> {
    if ground.corpus.is_none() {
        return Ok(Outcome::Skipped("PAMPHLET_CORPUS is not set".to_owned()));
    }
    run(ground, Tools::get())
}

/// Builds and judges every tree that is there.
fn run(ground: &Ground, tools: &Tools) -> Result<Outcome> {
    let (mut skipped, mut wrong) = (Vec::new(), Vec::new());
    for tree in TREES {
        let Some(site) = ground.corpus_site(tree.folder) else {
            skipped.push(format!("{} is not in the corpus", tree.folder));
            continue;
        };
        println!("-- {}", tree.folder);
        if let Err(error) = judge(ground, tools, &tree, &site, &mut skipped) {
            wrong.push(format!("{}: {error:#}", tree.folder));
        }
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    if skipped.is_empty() {
        Ok(Outcome::Passed)
    } else {
        Ok(Outcome::Skipped(format!("in part: {}", skipped.join("; "))))
    }
}

fn judge(ground: &Ground, tools: &Tools, tree: &Tree, site: &Path, skipped: &mut Vec<String>) -> Result<()> {
    let out = ground.work.join("corpus").join(tree.folder);
    let config = shell::root().join("tests/sites").join(tree.config);
    gate::build(&["--site", &site.to_string_lossy(), "--config", &config.to_string_lossy()], &out)?;
    shell::run(gate::pamphlet(&["verify", &out.to_string_lossy()]))?;
    match tools.epubcheck() {
        Ok(classpath) => validators::check_epubs(&classpath, &validators::below(&out, ".epub")?)?,
        Err(missing) => skipped.push(missing),
    }
    match tools.verapdf() {
        Ok(classpath) => validators::check_pdfs(&classpath, &sample(&handouts(&out)?))?,
        Err(missing) => skipped.push(missing),
    }
    match tools.data() {
        Ok(modules) => {
            let (site, config) = (site.to_string_lossy(), config.to_string_lossy());
            validators::check_site(&modules, &out, &site, Some(&config))?;
            validators::check_sarif(&modules, &site, Some(&config), &out.with_extension("sarif"))?;
        }
        Err(missing) => skipped.push(missing),
    }
    if tree.folder == "privacyguides" {
        languages(ground, site, &out)?;
    }
    let oracle = ground.corpus.as_ref().map(|corpus| corpus.join("../oracle/oracle.py")).filter(|path| path.exists());
    match (tools.python(), oracle, tree.oracle) {
        (Ok(python), Some(oracle), Some((docs, arguments))) => {
            skipped.extend(ask(tree, site, &out, &python, &oracle, docs, arguments)?);
            Ok(())
        }
        (Ok(_), None, Some(_)) => {
            skipped.push("the oracle does not lie beside the corpus".to_owned());
            Ok(())
        }
        (Err(missing), _, Some(_)) => {
            skipped.push(missing);
            Ok(())
        }
        (_, _, None) => Ok(()),
    }
}

/// How many per cent of the lines of four words and more of the source pages stand word for word in a translation, by
/// `tests/measure/untranslated.py`, which knows nothing of Markdown: for the pages that the translators had, and for
/// those of today.
const UNTRANSLATED: [(&str, f64, f64); 8] = [
    ("it", 60.0, 56.3),
    ("fr", 19.1, 15.6),
    ("uk", 90.9, 88.1),
    ("de", 67.3, 63.8),
    ("ar", 79.7, 77.8),
    ("hi", 99.7, 96.9),
    ("ja", 75.2, 71.9),
    ("zh-Hant", 48.3, 44.4),
];

/// Judges the language of parts and the coverage of the tree whose truth is known: with the pages that the translators
/// had as source, within two points; with those of today, which `out` was built from and whose changed lines nobody can
/// have, within three. With the former hardly anything may be missing: nothing was cut.
fn languages(ground: &Ground, site: &Path, out: &Path) -> Result<()> {
    let truth = ground.work.join("corpus/base");
    let config = shell::root().join("tests/sites/privacyguides-base.yml");
    let (config, site) = (config.to_string_lossy().into_owned(), site.to_string_lossy().into_owned());
    gate::build(&["--site", &site, "--config", &config, "--format", "json"], &truth)?;
    for (dist, margin, most_missing) in [(truth.as_path(), 2.0, 0.2), (out, 3.0, 1.0)] {
        for (locale, then, now) in UNTRANSLATED {
            let known = if dist == truth { then } else { now };
            let index = std::fs::read_to_string(dist.join(locale).join("index.json"))?;
            let index: serde_json::Value = serde_json::from_str(&index)?;
            let count = |name: &str| index["coverage"][name].as_f64().unwrap_or_default();
            let found = 100.0 - 100.0 * count("translated_blocks") / count("blocks").max(1.0);
            let missing = 100.0 * count("missing_words") / count("words").max(1.0);
            println!(
                "{locale}: {found:.1} % of blocks untranslated, {known} % by another count; {missing:.2} % missing"
            );
            if (found - known).abs() > margin {
                bail!("{locale}: {found:.1} % of blocks are said to be untranslated, and {known} % are");
            }
            if missing > most_missing {
                bail!("{locale}: {missing:.2} % of words are said to be missing, and nothing was cut");
            }
        }
    }
    for locale in ["it", "fr", "de", "ja"] {
        let mut command = shell::command("python3", &[]);
        command.arg(shell::root().join("tests/measure/languages.py"));
        command.arg(truth.join("en/json")).arg(out.join(locale).join("json"));
        command.args(["--source", "en", "--locale", locale, "--at-least", "99"]);
        shell::run(command)?;
    }
    Ok(())
}

/// The handouts of an output.
fn handouts(out: &Path) -> Result<Vec<PathBuf>> {
    let handout = |path: &PathBuf| path.iter().any(|part| part == "handouts");
    Ok(validators::below(out, ".pdf")?.into_iter().filter(handout).collect())
}

/// Every 64th file, the first among them: all of them take longer than the whole of the other gates.
fn sample(files: &[PathBuf]) -> Vec<PathBuf> {
    files.iter().step_by(64).cloned().collect()
}

/// Asks the oracle what Python-Markdown makes of the source pages, and compares.
fn ask(
    tree: &Tree,
    site: &Path,
    out: &Path,
    python: &Path,
    oracle: &Path,
    docs: &str,
    arguments: &[&str],
) -> Result<Option<String>> {
    let program = |words: &[&str]| {
        let mut command = shell::command(&python.to_string_lossy(), &[]);
        command.arg(oracle).args(words);
        command
    };
    let expected = out.with_extension("jsonl");
    let filled: Vec<String> = arguments.iter().map(|word| word.replace("{}", &site.to_string_lossy())).collect();
    let mut words = vec!["expect".to_owned(), site.join(docs).to_string_lossy().into_owned()];
    words.extend(["-o".to_owned(), expected.to_string_lossy().into_owned()]);
    words.extend(filled);
    // It says 1 when Python-Markdown itself cannot read a page: such a page is judged by nobody.
    program(&words.iter().map(String::as_str).collect::<Vec<_>>()).status()?;
    let expected = expected.to_string_lossy().into_owned();
    let folder = out.join(tree.locale);
    let Some(book) = shell::files(&folder, ".epub").into_iter().next() else {
        bail!("no book in {}", folder.display())
    };
    let compared = program(&["compare", &expected, &book.to_string_lossy()]).output()?;
    let text = String::from_utf8_lossy(&compared.stdout).into_owned();
    print!("{text}");
    let Some((agreeing, pages, kept)) = agreement(&text) else { bail!("the oracle said nothing that is understood") };
    if pages - agreeing > tree.differing {
        bail!(
            "{} of {pages} pages differ from what Python-Markdown makes of them; {} may",
            pages - agreeing,
            tree.differing
        );
    }
    if kept < 99.99 {
        bail!("only {kept} % of the words are in the book");
    }
    // Texts are read as they are, handouts through poppler.
    for (folder, suffix) in [(folder.join("text"), ".txt"), (folder.join("handouts"), ".pdf")] {
        if suffix == ".pdf" && !shell::has("pdftotext") {
            return Ok(Some("there is no pdftotext to read handouts with".to_owned()));
        }
        let asked = program(&["words", &expected, &folder.to_string_lossy(), "--suffix", suffix]).output()?;
        let text = String::from_utf8_lossy(&asked.stdout).into_owned();
        print!("{text}");
        let kept = text.split("; ").filter_map(|part| part.split(" % of").next()?.parse::<f64>().ok()).last();
        // On paper a diagram has its words, and not the signs and names of its source, which the oracle counts.
        let least = if suffix == ".pdf" { 99.95 } else { 99.99 };
        if kept.is_none_or(|kept| kept < least) {
            bail!("words are missing in files that end in {suffix}");
        }
    }
    Ok(None)
}

/// Reads `A of B pages agree in everything; … missing; C % of …`.
fn agreement(text: &str) -> Option<(u32, u32, f64)> {
    let line = text.lines().find(|line| line.contains("pages agree in everything"))?;
    let mut numbers = line.split(' ');
    let agreeing = numbers.next()?.parse().ok()?;
    let pages = numbers.nth(1)?.parse().ok()?;
    let kept = line.split("; ").last()?.split(' ').next()?.parse().ok()?;
    Some((agreeing, pages, kept))
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_the_oracle() {
        let text = "pages differing by kind: none\n7 of 9 pages agree in everything; 0 missing; 99.9876 % of 1234 words kept\n";
        assert_eq!(super::agreement(text), Some((7, 9, 99.9876)));
        assert_eq!(super::agreement("nothing"), None);
    }
}
