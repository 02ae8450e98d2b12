//! The growth gate: what a text costs grows as the text does, or the text is refused by a limit that is named.
//!
//! Each generator is built at n, 2n and 4n. Instructions are counted, never the clock: by `perf` where the machine lets
//! it, else by valgrind. What an empty page costs is taken off. Between n and 4n the exponent may be 1.2 (a factor of
//! 5.3), for instructions and for the peak of memory.

mod generators;

use crate::counter::{Counter, RECORD, record};
use crate::gate::{Ground, Outcome};
use anyhow::{Context, Result, bail};
use generators::{ALL, Generator, PAGE, SitePart};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The most that the exponent may be.
const MOST: f64 = 1.2;

/// What a text that is refused may cost all the same: a limit that comes into play after minutes is none.
const DEAR: u64 = 4_000_000_000;

/// What growth of memory is not looked at, bytes: allocators take it in large pieces.
const LITTLE: u64 = 24 << 20;

/// The first size of generators, in a sample and in all.
const SIZES: (usize, usize) = (1_000, 4_000);

/// The formats that are measured.
const FORMATS: [&str; 4] = ["json", "text", "epub", "pdf"];

/// Diagnostics that say that a text was refused or cut by a limit.
const REFUSALS: [&str; 6] = [
    "limit-reached",
    "invalid-front-matter",
    "invalid-configuration",
    "file-too-large",
    "broken-picture",
    "picture-changed",
];

/// What a build cost.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    instructions: u64,
    /// The most memory at one time, bytes; 0 where it was not measured.
    memory: u64,
}

/// A generator in one format.
struct Row {
    name: &'static str,
    format: &'static str,
    bytes: usize,
    /// At n, 2n, 4n.
    costs: [Cost; 3],
    exponent: f64,
    memory: f64,
    refused: bool,
}

impl Row {
    fn is_over(&self) -> bool {
        let grows = self.exponent > MOST || self.memory > MOST;
        grows && !(self.refused && self.costs[2].instructions < DEAR)
    }

    fn line(&self) -> String {
        let millions: Vec<String> =
            self.costs.iter().map(|cost| format!("{:>9.1}", to_float(cost.instructions) / 1e6)).collect();
        let said = match (self.is_over(), self.refused) {
            (true, _) => "  OVER",
            (false, true) => "  refused",
            (false, false) => "",
        };
        let peak = self.costs[2].memory >> 20;
        format!(
            "{:<40} {:<5} {:>8} {} {:>5.2} {peak:>5} {:>5.2}{said}",
            self.name,
            self.format,
            self.bytes,
            millions.join(" "),
            self.exponent,
            self.memory,
        )
    }
}

/// Measures the sample, or with `--long` every generator in every format, and writes the table to
/// `target/gates/growth.txt`.
///
/// # Errors
/// When something grows faster than it may, or cannot be built.
pub(crate) fn run(ground: &Ground) -> Result<Outcome> {
    if !ground.long {
        return Ok(Outcome::Skipped("it takes many minutes; `cargo xtask test --long growth` runs it".to_owned()));
    }
    let Some(counter) = Counter::find() else {
        return Ok(Outcome::Skipped("neither perf (with its counters) nor valgrind is there".to_owned()));
    };
    let size = if ground.long { SIZES.1 } else { SIZES.0 };
    let jobs: Vec<(&Generator, &'static str)> = ALL
        .iter()
        .flat_map(|generator| FORMATS.into_iter().map(move |format| (generator, format)))
        .filter(|(generator, format)| ground.long || generator.sample == Some(*format))
        .collect();
    let formats: Vec<&str> = FORMATS.into_iter().filter(|format| jobs.iter().any(|(_, own)| own == format)).collect();
    let work = ground.work.join("growth");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    let bases: Vec<(&str, Cost)> = formats
        .iter()
        .map(|format| {
            let site = site(&work.join(format!("empty-{format}")), SitePart::Page, "# T\n")?;
            Ok((*format, cost(counter, &site, format)?))
        })
        .collect::<Result<_>>()?;
    let base = |format: &str| bases.iter().find(|(own, _)| *own == format).map_or(Cost::default(), |(_, cost)| *cost);

    let (next, rows) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers.min(jobs.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((generator, format)) = jobs.get(index) else { return };
                    let row = row(counter, generator, format, size, base(format), &work.join(index.to_string()))
                        .with_context(|| format!("{} as {format}", generator.name));
                    if let Ok(mut rows) = rows.lock() {
                        rows.push((index, row));
                    }
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(index, _)| *index);
    // Whoever measures something else than the work sees nothing grow.
    let grows = |(_, row): &(usize, Result<Row>)| {
        row.as_ref().is_ok_and(|row| row.costs[2].instructions > row.costs[0].instructions)
    };
    if rows.iter().filter(|row| grows(row)).count() * 2 < rows.len() {
        bail!("most texts cost the same at four times their size: the work was not measured");
    }
    let (mut table, mut over) = (String::new(), Vec::new());
    writeln!(
        table,
        "{:<40} {:<5} {:>8} {:>9} {:>9} {:>9} {:>5} {:>5} {:>5}",
        "generator", "as", "bytes", "n, mill.", "2n", "4n", "exp.", "MiB", "exp."
    )?;
    for (_, row) in rows {
        let line = match row {
            Ok(row) if row.is_over() => {
                over.push(row.line());
                row.line()
            }
            Ok(row) => row.line(),
            Err(error) => {
                over.push(format!("{error:#}"));
                format!("{error:#}")
            }
        };
        writeln!(table, "{line}")?;
    }
    let report = ground.work.join("growth.txt");
    std::fs::write(&report, &table)?;
    std::fs::remove_dir_all(&work)?;
    if !over.is_empty() {
        let head = table.lines().next().unwrap_or_default();
        bail!("grows faster than it may, or fails ({} has all):\n{head}\n{}", report.display(), over.join("\n"));
    }
    println!("{} generators, none above {MOST}; {} has the table", jobs.len(), report.display());
    Ok(Outcome::Passed)
}

/// Measures a generator.
fn row(
    counter: Counter,
    generator: &Generator,
    format: &'static str,
    size: usize,
    base: Cost,
    work: &Path,
) -> Result<Row> {
    let mut costs = [Cost::default(); 3];
    let mut bytes = 0;
    let mut refused = false;
    for (at, factor) in [1, 2, 4].into_iter().enumerate() {
        let text = (generator.text)(size * generator.times * factor);
        bytes = text.len();
        let site = site(work, generator.place, &text)?;
        costs[at] = cost(counter, &site, format)?;
        if factor == 4 {
            let said = crate::gate::pamphlet(&["check", "--format", "json", "--site", &site]).output()?;
            let said = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
            refused = REFUSALS.iter().any(|code| said.contains(code));
        }
    }
    std::fs::remove_dir_all(work)?;
    let own = |cost: Cost| cost.instructions.saturating_sub(base.instructions);
    let memory = |cost: Cost| cost.memory.saturating_sub(base.memory);
    let grown = memory(costs[2]) > LITTLE;
    Ok(Row {
        name: generator.name,
        format,
        bytes,
        costs,
        exponent: exponent(own(costs[0]), own(costs[2])),
        memory: if grown { exponent(memory(costs[0]).max(LITTLE / 8), memory(costs[2])) } else { 0.0 },
        refused,
    })
}

/// The exponent of growth from a size to four times of it.
fn exponent(small: u64, large: u64) -> f64 {
    (to_float(large.max(1)) / to_float(small.max(1))).log(4.0)
}

#[expect(clippy::cast_precision_loss, reason = "a table of measures")]
fn to_float(count: u64) -> f64 {
    count as f64
}

/// Writes a site of one page with a text at its place.
fn site(folder: &Path, place: SitePart, text: &str) -> Result<String> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder.join("docs"))?;
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text);
    match place {
        SitePart::Configuration => write("mkdocs.yml", text)?,
        SitePart::Macros => write("mkdocs.yml", "site_name: T\nextra: {a: b}\nplugins: [macros]\n")?,
        SitePart::Notebook => write("mkdocs.yml", "site_name: T\nplugins: [mkdocs-jupyter]\n")?,
        SitePart::Toml => write("zensical.toml", text)?,
        _ => write("mkdocs.yml", "site_name: T\n")?,
    }
    match place {
        SitePart::Body | SitePart::Macros => write("docs/index.md", &format!("# T\n\n{text}\n"))?,
        SitePart::Page => write("docs/index.md", text)?,
        SitePart::Configuration | SitePart::Toml => write("docs/index.md", "# T\n")?,
        SitePart::Notebook => {
            write("docs/index.md", "# T\n")?;
            write("docs/a.ipynb", text)?;
        }
        SitePart::Pages => {
            for (at, page) in text.split(PAGE).enumerate() {
                write(&format!("docs/p{at}.md"), page)?;
            }
        }
        SitePart::Translation => {
            std::fs::create_dir_all(folder.join("i18n/fr"))?;
            for name in ["docs/index.md", "i18n/fr/index.md"] {
                write(name, &format!("# T\n\n{text}\n"))?;
            }
        }
        SitePart::Svg => {
            write("docs/index.md", "# T\n\n![A picture](a.svg)\n")?;
            write("docs/a.svg", text)?;
        }
        SitePart::Snippet => {
            write("docs/index.md", "# T\n\n--8<-- \"a.md\"\n")?;
            write("docs/a.md", text)?;
        }
    }
    Ok(folder.to_string_lossy().into_owned())
}

/// Builds a site, once to count instructions and once for the peak of memory.
fn cost(counter: Counter, site: &str, format: &str) -> Result<Cost> {
    let out = PathBuf::from(site).join("out").to_string_lossy().into_owned();
    let cache = PathBuf::from(site).join("cache").to_string_lossy().into_owned();
    let arguments = ["build", "--site", site, "--out", &out, "--cache", &cache, "--jobs", "1", "--format", format];
    let counted = counter
        .around(&crate::gate::pamphlet(&arguments))
        .env("SOURCE_DATE_EPOCH", "0")
        .env(RECORD, record(site)?)
        .output()?;
    let said = String::from_utf8_lossy(&counted.stderr);
    // A site whose configuration is refused is a result too.
    if counted.status.code().is_none_or(|code| code > 3) {
        bail!("the build ended with {}:\n{}", counted.status, said.lines().last().unwrap_or_default());
    }
    let instructions = counter.read(&said).with_context(|| format!("no count in what was said: {said}"))?;
    // Else the second run would have nothing to do.
    for folder in [&out, &cache] {
        if Path::new(folder).exists() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    Ok(Cost { instructions, memory: peak(&arguments, &record(site)?)? })
}

/// The most memory that a run has at one time. The kernel keeps the mark as long as the process lives.
fn peak(arguments: &[&str], record: &Path) -> Result<u64> {
    let mut command = crate::gate::pamphlet(arguments);
    command.env("SOURCE_DATE_EPOCH", "0").env(RECORD, record);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait()?.is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let mark =
            text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok());
        most = mark.map_or(most, |kibibytes: u64| most.max(kibibytes << 10));
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn generators_have_names_of_their_own_and_grow_with_their_number() {
        let names: BTreeSet<&str> = ALL.iter().map(|generator| generator.name).collect();
        assert_eq!(names.len(), ALL.len());
        for generator in ALL {
            let (small, large) = ((generator.text)(1_000).len(), (generator.text)(4_000).len());
            assert!(large > small || generator.name == "selectors", "{}: {small}, {large}", generator.name);
            // A text of n² bytes would show no growth that is not its own.
            assert!(large < 8 * small, "{}: {small}, {large}", generator.name);
        }
        assert!(ALL.iter().filter(|generator| generator.sample.is_some()).count() >= 15);
    }

    #[test]
    fn counts_are_read() {
        assert_eq!(Counter::Valgrind.read("==1== \n==1== I   refs:      40,736,860\n"), Some(40_736_860));
        assert_eq!(Counter::Perf.read("123456,,instructions:u,100,100.00,,\n"), Some(123_456));
        assert_eq!(Counter::Perf.read("<not supported>,,instructions:u,0,100.00,,\n"), None);
    }

    #[test]
    fn the_exponent_of_a_square_is_two() {
        assert!((exponent(10, 160) - 2.0).abs() < 1e-9);
        assert!((exponent(10, 40) - 1.0).abs() < 1e-9);
    }
}
