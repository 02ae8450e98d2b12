//! How costs grow: builds of 1, 2, 4, 8, 16 and 32 locales, and of pages from 1 KB to 1 MB, beside what pandoc and Typst
//! need for the same page where they are installed.

use super::{Options, Used, measure};
use crate::{gate, reproduce, shell};
use anyhow::{Context, Result};
use pamphlet_locale::Tag;
use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Request, stage};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many locales.
const LOCALES: [usize; 6] = [1, 2, 4, 8, 16, 32];

/// How many bytes a page has.
const PAGES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// What copies of translations are called.
const NAMES: &str =
    "af ar be bg bn ca cs da de el eo es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka ko lt lv mk nl pl";

/// The formats that scale with texts.
const FORMATS: &str = "json,text,epub";

/// Prints both tables.
///
/// # Errors
/// When the site cannot be used, or a build fails.
pub(super) fn run(options: &Options) -> Result<()> {
    let work = shell::root().join("target/gates/scaling");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    std::fs::create_dir_all(&work)?;
    locales(options, &work)?;
    pages(&work)?;
    std::fs::remove_dir_all(&work)?;
    Ok(())
}

fn locales(options: &Options, work: &Path) -> Result<()> {
    let (site, all, made) = with_copies(options, work)?;
    println!("{} locales, {made} of them copies of translations; {FORMATS}", all.len());
    println!("{:<8} {:>8} {:>8} {:>10} {:>14}", "locales", "CPU s", "wall s", "peak MiB", "CPU s a locale");
    let place = |path: &Path| path.to_string_lossy().into_owned();
    for count in LOCALES.into_iter().filter(|count| *count <= all.len()) {
        let (out, cache) = (place(&work.join("out")), place(&work.join("cache")));
        let chosen = all[..count].join(",");
        let site = place(&site);
        let mut arguments = vec!["build", "--site", &site, "--out", &out, "--cache", &cache];
        arguments.extend(["--locale", &chosen, "--format", FORMATS]);
        if let Some(config) = &options.config {
            arguments.extend(["--config", config]);
        }
        let used = measure(&gate::pamphlet(&arguments))?;
        #[expect(clippy::cast_precision_loss, reason = "a table for people")]
        let each = used.cpu / count as f64;
        println!("{count:<8} {:>8.2} {:>8.2} {:>10.0} {each:>14.3}", used.cpu, used.wall, used.peak);
        for folder in [&out, &cache] {
            std::fs::remove_dir_all(folder).with_context(|| folder.clone())?;
        }
    }
    Ok(())
}

/// The site with as many locales as the table wants: where it has fewer, copies of the folders of its translations under
/// the names of other locales. Gives where it lies, its locales, the source first, and how many are copies.
fn with_copies(options: &Options, work: &Path) -> Result<(PathBuf, Vec<String>, usize)> {
    let site = shell::root().join(&options.site);
    let request = |site: &Path| Request {
        config: options.config.as_ref().map(|config| shell::root().join(config)),
        ..Request::new(site, "")
    };
    let of = |site: &Path| -> Result<Vec<(Tag, String)>> {
        stage::in_pool(&OsSystem, None, || {
            let base = stage::base(&OsSystem, &request(site))?;
            let source = base.site.source.clone();
            let mut trees: Vec<_> =
                base.site.trees.iter().map(|tree| (tree.locale.clone(), tree.folder.clone())).collect();
            trees.sort_by_key(|(locale, _)| (*locale != source, locale.to_string()));
            Ok(trees)
        })
        .map_err(Into::into)
    };
    let names = |trees: &[(Tag, String)]| trees.iter().map(|(locale, _)| locale.to_string()).collect::<Vec<_>>();
    let trees = of(&site)?;
    let most = LOCALES[LOCALES.len() - 1];
    if trees.len() >= most {
        return Ok((site, names(&trees), 0));
    }
    let copy = work.join("site");
    reproduce::copy(&site, &copy, None)?;
    let known: BTreeSet<&str> = trees.iter().map(|(locale, _)| locale.as_str()).collect();
    let free = NAMES.split(' ').filter(|name| !known.contains(name));
    // Folders that are called after their locale.
    let models: Vec<&String> = trees
        .iter()
        .filter(|(locale, folder)| Path::new(folder).file_name().is_some_and(|name| name == locale.as_str()))
        .map(|(_, folder)| folder)
        .collect();
    for (name, model) in free.zip(models.iter().cycle()).take(most - trees.len()) {
        let from = copy.join(model);
        reproduce::copy(&from, &from.with_file_name(name), None)?;
    }
    let with = of(&copy)?;
    Ok((copy, names(&with), with.len() - trees.len()))
}

fn pages(work: &Path) -> Result<()> {
    let peers: Vec<(&str, &[&str])> = [
        ("pandoc to JSON", &["pandoc", "-f", "markdown", "-t", "json"][..]),
        ("pandoc to EPUB", &["pandoc", "-f", "markdown", "-t", "epub", "--metadata", "title=T"][..]),
        ("pandoc and Typst to PDF", &["pandoc", "-f", "markdown", "--pdf-engine=typst"][..]),
    ]
    .into_iter()
    .filter(|(name, words)| shell::has(words[0]) && (!name.contains("Typst") || shell::has("typst")))
    .collect();
    if peers.is_empty() {
        println!("\nno peers: pandoc is not installed");
    }
    println!("\n{:<10} {:<26} {:>8} {:>8} {:>10}", "bytes", "made by", "CPU s", "wall s", "peak MiB");
    let line = |bytes: usize, name: &str, used: &Used| {
        println!("{bytes:<10} {name:<26} {:>8.2} {:>8.2} {:>10.0}", used.cpu, used.wall, used.peak);
    };
    for bytes in PAGES {
        let site = work.join(format!("page-{bytes}"));
        std::fs::create_dir_all(site.join("docs"))?;
        std::fs::write(site.join("mkdocs.yml"), "site_name: T\n")?;
        let page = site.join("docs/index.md");
        std::fs::write(&page, text(bytes))?;
        let place = |name: &str| site.join(name).to_string_lossy().into_owned();
        for format in ["json", "epub", "pdf"] {
            let (out, cache) = (place(&format!("out-{format}")), place(&format!("cache-{format}")));
            let arguments = ["build", "--site", &place(""), "--out", &out, "--cache", &cache, "--format", format];
            line(bytes, &format!("pamphlet to {format}"), &measure(&gate::pamphlet(&arguments))?);
        }
        for (name, words) in &peers {
            let mut command = shell::command(words[0], &words[1..]);
            let ending = if name.contains("PDF") { "pdf" } else { "out" };
            command.arg(&page).arg("-o").arg(site.join(format!("peer.{ending}")));
            line(bytes, name, &measure(&command)?);
        }
    }
    Ok(())
}

/// A page of so many bytes: headings, paragraphs, lists, tables and code, no two sections alike.
fn text(bytes: usize) -> String {
    let mut text = "# A page\n".to_owned();
    for number in 1.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&format!(
            "\n## Section {number}\n\nA *paragraph* with number {number}, a [link](https://example.org/{number}) and `code {number}`. \
             It goes on for a while, so that lines have to be broken, and says **something** of {}.\n\n- one of {number}\n\
             - another\n\n| a | b |\n|---|---|\n| {number} | {} |\n\n```python\nprint({number})\n```\n",
            number * 7,
            number * 11
        ));
    }
    text
}
