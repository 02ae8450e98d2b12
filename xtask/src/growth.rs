//! The growth gate: what a text costs grows as the text does, or the text is refused by a limit that is named.
//!
//! Each generator is built at n and 4n. Instructions are counted, never the clock: by `perf` where the machine lets
//! it, else by valgrind. What an empty page costs is taken off. Between n and 4n the exponent may be 1.2 (a factor of
//! 5.3), for instructions and for the peak of memory.

mod generators;

use crate::counter::{Counter, RECORD, record};
use crate::gate::{Ground, Outcome};
use crate::shell;
use anyhow::{Context, Result, bail};
use generators::{ALL, Generator, PAGE, SitePart};
use sha2::{Digest, Sha256};
use std::io::Write as _;
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
const SAMPLE: usize = 1_000;
const SIZE: usize = 4_000;

/// The file in which rows are kept.
const ROWS: &str = "growth-rows.tsv";

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cost {
    instructions: u64,
    /// The most memory at one time, bytes; 0 where it was not measured.
    memory: u64,
}

/// A generator in one format.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    name: &'static str,
    format: &'static str,
    bytes: usize,
    /// At n and 4n.
    costs: [Cost; 2],
    exponent: f64,
    memory: f64,
    refused: bool,
}

impl Row {
    fn is_over(&self) -> bool {
        let grows = self.exponent > MOST || self.memory > MOST;
        grows && !(self.refused && self.costs[1].instructions < DEAR)
    }

    fn line(&self) -> String {
        let millions: Vec<String> =
            self.costs.iter().map(|cost| format!("{:>9.1}", to_float(cost.instructions) / 1e6)).collect();
        let said = match (self.is_over(), self.refused) {
            (true, _) => "  OVER",
            (false, true) => "  refused",
            (false, false) => "",
        };
        let peak = self.costs[1].memory >> 20;
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

/// Which generators a chore measures.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only generators whose names hold one of these words.
    only: Vec<String>,
    /// Only in these formats.
    #[arg(long, value_delimiter = ',')]
    format: Vec<String>,
    /// How many at once; as many as there are cores when left out.
    #[arg(long)]
    jobs: Option<usize>,
    /// The first of the two sizes, of which the other is four times as much.
    #[arg(long, default_value_t = SIZE)]
    size: usize,
    /// Only the sample: each kind of growth that was found once, in the format that showed it, in a small size.
    #[arg(long, conflicts_with = "size")]
    sample: bool,
    /// Also writes every row that is kept to `docs/growth.md`.
    #[arg(long)]
    write: bool,
}

/// Measures generators and prints a row for each. Rows of this very program that a run before has measured are taken
/// from there, so that a run that was cut goes on where it was.
///
/// # Errors
/// When something grows faster than it may, or cannot be built.
pub(crate) fn chore(options: &Options) -> Result<()> {
    let counter = Counter::find().context("neither perf (with its counters) nor valgrind is there")?;
    let wanted = |generator: &Generator| {
        options.only.is_empty() || options.only.iter().any(|word| generator.name.contains(word.as_str()))
    };
    let all: Vec<Job> = if options.sample { sample().collect() } else { jobs(options.size).collect() };
    let jobs: Vec<Job> = all
        .into_iter()
        .filter(|job| wanted(job.generator))
        .filter(|job| options.format.is_empty() || options.format.iter().any(|format| format == job.format))
        .collect();
    if jobs.is_empty() {
        bail!("no generator is called so");
    }
    let work = shell::root().join("target/gates");
    std::fs::create_dir_all(&work)?;
    let measured = measure(counter, &jobs, options.jobs, &work);
    if options.write {
        let kept = Kept::open(&work.join(ROWS), counter)?;
        std::fs::write(shell::root().join("docs/growth.md"), page(&kept.rows))?;
    }
    measured.map(drop)
}

/// Measures every generator in every format with `--long`, and writes the table to `target/gates/growth.txt`.
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
    let jobs: Vec<Job> = jobs(SIZE).collect();
    let table = measure(counter, &jobs, None, &ground.work)?;
    let report = ground.work.join("growth.txt");
    std::fs::write(&report, &table)?;
    println!("{} generators, none above {MOST}; {} has the table", jobs.len(), report.display());
    Ok(Outcome::Passed)
}

/// A generator in a format, and the first of its sizes.
struct Job {
    generator: &'static Generator,
    format: &'static str,
    size: usize,
}

fn jobs(size: usize) -> impl Iterator<Item = Job> {
    ALL.iter().flat_map(move |generator| FORMATS.into_iter().map(move |format| Job { generator, format, size }))
}

fn sample() -> impl Iterator<Item = Job> {
    jobs(SAMPLE).filter(|job| job.generator.sample == Some(job.format))
}

/// Measures and gives the table.
fn measure(counter: Counter, jobs: &[Job], workers: Option<usize>, ground: &Path) -> Result<String> {
    let formats: Vec<&str> =
        FORMATS.into_iter().filter(|format| jobs.iter().any(|job| job.format == *format)).collect();
    let work = ground.join("growth");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    let meter = Meter::new(counter, &work)?;
    let bases: Vec<(&str, Cost)> = formats
        .iter()
        .map(|format| {
            let site = site(&work.join(format!("empty-{format}")), SitePart::Page, "# T\n")?;
            Ok((*format, meter.cost(&site, format)?))
        })
        .collect::<Result<_>>()?;
    let base = |format: &str| bases.iter().find(|(own, _)| *own == format).map_or(Cost::default(), |(_, cost)| *cost);

    let kept = Kept::open(&ground.join(ROWS), counter)?;
    let (next, rows) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let workers = workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    println!("{}", head());
    std::thread::scope(|scope| {
        for _ in 0..workers.clamp(1, jobs.len()) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(index) else { return };
                    let row = kept.row(job).map_or_else(
                        || {
                            let row = row(&meter, job, base(job.format), &work.join(index.to_string()))
                                .with_context(|| format!("{} as {}", job.generator.name, job.format))?;
                            kept.keep(job, &row)?;
                            Ok(row)
                        },
                        Ok,
                    );
                    match &row {
                        Ok(row) => println!("{}", row.line()),
                        Err(error) => println!("{error:#}"),
                    }
                    if let Ok(mut rows) = rows.lock() {
                        rows.push((index, row));
                    }
                }
            });
        }
    });
    let mut rows: Vec<(usize, Result<Row>)> = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(index, _)| *index);
    std::fs::remove_dir_all(&work)?;
    // Whoever measures something else than the work sees nothing grow.
    let grows = |(_, row): &(usize, Result<Row>)| {
        row.as_ref().is_ok_and(|row| row.costs[1].instructions > row.costs[0].instructions)
    };
    if rows.iter().filter(|row| grows(row)).count() * 2 < rows.len() {
        bail!("most texts cost the same at four times their size: the work was not measured");
    }
    let lines = |over: bool| {
        let chosen = rows.iter().filter(move |(_, row)| !over || row.as_ref().map_or(true, Row::is_over));
        chosen.map(|(_, row)| row.as_ref().map_or_else(|error| format!("{error:#}"), Row::line)).collect::<Vec<_>>()
    };
    if !lines(true).is_empty() {
        bail!("grows faster than it may, or fails:\n{}\n{}", head(), lines(true).join("\n"));
    }
    Ok(format!("{}\n{}\n", head(), lines(false).join("\n")))
}

/// What stands above the columns of [`Row::line`].
fn head() -> String {
    format!(
        "{:<40} {:<5} {:>8} {:>9} {:>9} {:>5} {:>5} {:>5}",
        "generator", "as", "bytes", "n, mill.", "4n", "exp.", "MiB", "exp."
    )
}

/// All rows as a page of Markdown, in the order of the generators.
fn page(rows: &[(String, Row)]) -> String {
    let mut out = String::from(
        "<!-- Written by `cargo xtask growth --write`. -->\n\n# Growth\n\n\
         What a build costs when a text has four times its size. Instructions are those of the whole build, in millions, \
         at n and 4n; the exponent is of what they are more than those of an empty page, so that 1 is linear and 2 a \
         square. Most it may be 1.2; where a limit refuses or cuts the text, what it costs until then is bounded. Memory \
         is the peak at 4n.\n\n\
         | text | as | bytes at 4n | at n | at 4n | exponent | MiB | |\n|---|---|---:|---:|---:|---:|---:|---|\n",
    );
    let mut sorted: Vec<&Row> = rows.iter().map(|(_, row)| row).collect();
    let place = |row: &Row| ALL.iter().position(|generator| generator.name == row.name);
    sorted.sort_by_key(|row| (place(row), FORMATS.iter().position(|format| *format == row.format), row.bytes));
    for row in sorted {
        let [small, large] = row.costs.map(|cost| to_float(cost.instructions) / 1e6);
        let said = if row.refused { "refused" } else { "" };
        out += &format!(
            "| {} | {} | {} | {small:.1} | {large:.1} | {:.2} | {} | {said} |\n",
            row.name,
            row.format,
            row.bytes,
            row.exponent,
            row.costs[1].memory >> 20,
        );
    }
    out
}

/// The rows that were measured, in a file that every row is appended to as soon as it is there.
struct Kept {
    path: PathBuf,
    rows: Vec<(String, Row)>,
    writing: Mutex<()>,
}

impl Kept {
    /// Takes what the same program has measured in the same way; of another one nothing.
    fn open(path: &Path, counter: Counter) -> Result<Self> {
        let program = Sha256::digest(std::fs::read(std::env::current_exe()?)?);
        let program: String = program.iter().map(|byte| format!("{byte:02x}")).collect();
        let first = format!("{program}\t{counter:?}");
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.lines();
        let mut rows = Vec::new();
        if lines.next() == Some(first.as_str()) {
            rows.extend(lines.filter_map(Self::read));
        } else {
            std::fs::write(path, format!("{first}\n"))?;
        }
        Ok(Self { path: path.to_path_buf(), rows, writing: Mutex::new(()) })
    }

    fn row(&self, job: &Job) -> Option<Row> {
        let key = Self::key(job);
        self.rows.iter().find(|(own, _)| *own == key).map(|(_, row)| row.clone())
    }

    fn key(job: &Job) -> String {
        format!("{}\t{}\t{}", job.generator.name, job.format, job.size)
    }

    fn keep(&self, job: &Job, row: &Row) -> Result<()> {
        let numbers: Vec<String> =
            row.costs.iter().map(|cost| format!("{}\t{}", cost.instructions, cost.memory)).collect();
        let line = format!(
            "{}\t{}\t{}\t{}\t{}\t{}\n",
            Self::key(job),
            row.bytes,
            numbers.join("\t"),
            row.exponent,
            row.memory,
            row.refused
        );
        let _writing = self.writing.lock();
        std::fs::OpenOptions::new().append(true).open(&self.path)?.write_all(line.as_bytes())?;
        Ok(())
    }

    /// A row; none in a line that was cut.
    fn read(line: &str) -> Option<(String, Row)> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, format, size, bytes, numbers @ .., exponent, memory, refused] = cells.as_slice() else {
            return None;
        };
        let numbers: Vec<u64> = numbers.iter().map(|number| number.parse().ok()).collect::<Option<_>>()?;
        let costs = numbers.chunks_exact(2).map(|pair| Cost { instructions: pair[0], memory: pair[1] });
        let row = Row {
            name: ALL.iter().find(|generator| generator.name == *name)?.name,
            format: FORMATS.into_iter().find(|known| known == format)?,
            bytes: bytes.parse().ok()?,
            costs: costs.collect::<Vec<_>>().try_into().ok()?,
            exponent: exponent.parse().ok()?,
            memory: memory.parse().ok()?,
            refused: refused.parse().ok()?,
        };
        Some((format!("{name}\t{format}\t{size}"), row))
    }
}

/// Measures a generator.
fn row(meter: &Meter, job: &Job, base: Cost, work: &Path) -> Result<Row> {
    let Job { generator, format, size } = *job;
    let own = |cost: Cost| cost.instructions.saturating_sub(base.instructions);
    let mut costs = [Cost::default(); 2];
    let mut bytes = 0;
    let mut refused = false;
    for factor in [1, 4, 16] {
        // A page that is laid out once more than a shorter one, since its last sheet is nearly empty, grows by a step: what
        // is over is looked at four times as large. A square grows there too.
        if factor == 16 && (refused || exponent(own(costs[0]), own(costs[1])) <= MOST) {
            break;
        }
        let text = (generator.text)(size * generator.times * factor);
        bytes = text.len();
        let site = site(work, generator.place, &text)?;
        costs = [costs[1], meter.cost(&site, format)?];
        if factor > 1 {
            let said = crate::gate::pamphlet(&["check", "--format", "json", "--site", &site]).output()?;
            let said = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
            refused = REFUSALS.iter().any(|code| said.contains(code));
        }
    }
    std::fs::remove_dir_all(work)?;
    let memory = |cost: Cost| cost.memory.saturating_sub(base.memory);
    let grown = memory(costs[1]) > LITTLE;
    Ok(Row {
        name: generator.name,
        format,
        bytes,
        costs,
        exponent: exponent(own(costs[0]), own(costs[1])),
        memory: if grown { exponent(memory(costs[0]).max(LITTLE / 8), memory(costs[1])) } else { 0.0 },
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

/// What measures builds.
struct Meter {
    counter: Counter,
    /// What a run has found out about the program: its digest, which takes ten times as many instructions as the rest of
    /// a small build.
    program: PathBuf,
}

impl Meter {
    fn new(counter: Counter, work: &Path) -> Result<Self> {
        let meter = Self { counter, program: work.join("program.json") };
        let site = site(&work.join("program"), SitePart::Page, "# T\n")?;
        meter.count(&site, "text")?;
        std::fs::rename(Path::new(&site).join("cache/program.json"), &meter.program)?;
        Ok(meter)
    }

    /// Builds a site, once to count instructions and once for the peak of memory.
    fn cost(&self, site: &str, format: &str) -> Result<Cost> {
        Ok(Cost { instructions: self.count(site, format)?, memory: peak(&arguments(site, format)?, &record(site)?)? })
    }

    /// The instructions of a build.
    fn count(&self, site: &str, format: &str) -> Result<u64> {
        let arguments = arguments(site, format)?;
        if self.program.exists() {
            let cache = Path::new(site).join("cache");
            std::fs::create_dir_all(&cache)?;
            std::fs::copy(&self.program, cache.join("program.json"))?;
        }
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let counted = self
            .counter
            .around(&crate::gate::pamphlet(&words))
            .env("SOURCE_DATE_EPOCH", "0")
            .env(RECORD, record(site)?)
            .output()?;
        let said = String::from_utf8_lossy(&counted.stderr);
        // A site whose configuration is refused is a result too.
        if counted.status.code().is_none_or(|code| code > 3) {
            bail!("the build ended with {}:\n{}", counted.status, said.lines().last().unwrap_or_default());
        }
        self.counter.read(&said).with_context(|| format!("no count in what was said: {said}"))
    }
}

/// The words of a build. What a run before has left goes, else there would be nothing to do.
fn arguments(site: &str, format: &str) -> Result<Vec<String>> {
    let place = |name: &str| Path::new(site).join(name).to_string_lossy().into_owned();
    let (out, cache) = (place("out"), place("cache"));
    for folder in [&out, &cache] {
        if Path::new(folder).exists() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    let words = ["build", "--site", site, "--out", &out, "--cache", &cache, "--jobs", "1", "--format", format];
    Ok(words.map(str::to_owned).to_vec())
}

/// The most memory that a run has at one time. The kernel keeps the mark as long as the process lives.
fn peak(arguments: &[String], record: &Path) -> Result<u64> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut command = crate::gate::pamphlet(&words);
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
    fn rows_are_kept_and_a_line_that_was_cut_is_none() {
        let folder = std::env::temp_dir().join(format!("pamphlet-growth-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("rows.tsv");
        let jobs: Vec<Job> = jobs(SIZE).take(2).collect();
        let costs = [1, 2].map(|number| Cost { instructions: number, memory: 10 * number });
        let row = Row {
            name: jobs[0].generator.name,
            format: jobs[0].format,
            bytes: 7,
            costs,
            exponent: 1.25,
            memory: 0.5,
            refused: true,
        };
        let kept = Kept::open(&path, Counter::Valgrind).unwrap();
        assert!(kept.row(&jobs[0]).is_none());
        kept.keep(&jobs[0], &row).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let cut = text.lines().last().unwrap().replace("\tjson\t", "\ttext\t");
        std::fs::write(&path, format!("{text}{}", &cut[..cut.len() - 12])).unwrap();
        let kept = Kept::open(&path, Counter::Valgrind).unwrap();
        assert_eq!(kept.row(&jobs[0]), Some(row));
        assert!(kept.row(&jobs[1]).is_none());
        assert!(Kept::open(&path, Counter::Perf).unwrap().rows.is_empty());
        std::fs::remove_dir_all(&folder).unwrap();
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
