//! The arguments of the commands.

mod help;
mod site;
mod words;

pub(crate) use site::{Place, SiteArguments, unlinked};
pub(crate) use words::{Color, WordsArguments};

use crate::supervise::{Bounds, Session};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use pamphlet_locale::paper::{Layout, Paper, PaperLinks};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_pipeline::attach::Button;
use pamphlet_pipeline::request::Shard;
use pamphlet_pipeline::stage::most_jobs;
use pamphlet_pipeline::store::Access;
use pamphlet_pipeline::system::System;
use pamphlet_pipeline::{Error, Format, Request};
use pamphlet_source::limits::{CACHE_BYTES, THREADS_PER_CORE};
use pamphlet_source::{Code, Severity, did_you_mean};
use std::num::NonZeroU32;
use std::path::PathBuf;

/// Compiles multilingual MkDocs Material sites into PDF, EPUB, JSON and text.
#[derive(Debug, Parser)]
#[command(
    name = "pamphlet",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    after_help = help::PROGRAM
)]
pub struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Writes a pamphlet.yml with what is found of a site, to be edited; none is needed
    #[command(after_help = help::INIT)]
    Init(InitArguments),
    /// Builds every locale in every format
    #[command(after_help = help::BUILD)]
    Build(BuildArguments),
    /// Lists what is damaged, broken or missing, without building anything
    #[command(after_help = help::CHECK)]
    Check(CheckArguments),
    /// Says how much of each locale is translated
    #[command(after_help = help::COVERAGE)]
    Coverage(CoverageArguments),
    /// Writes source and translation side by side for translation programs: tmx, xliff, po
    #[command(after_help = help::EXPORT)]
    Export(ExportArguments),
    /// Says what changed between two outputs or two sites; exits with 1 if anything did
    #[command(after_help = help::DIFF)]
    Diff(DiffArguments),
    /// Explains the code of a finding
    #[command(after_help = help::EXPLAIN)]
    Explain(ExplainArguments),
    /// Builds, and builds again whenever a file of the site changes
    #[command(after_help = help::WATCH)]
    Watch(WatchArguments),
    /// Does what watch does, and shows the outputs in a browser
    #[command(after_help = help::SERVE)]
    Serve(ServeArguments),
    /// Builds everything and bundles it for publication: archives, checksums, notes
    #[command(after_help = help::RELEASE)]
    Release(ReleaseArguments),
    /// Puts links to the outputs into the pages of a website that is already built
    #[command(after_help = help::ATTACH)]
    Attach(AttachArguments),
    /// Joins the outputs that several machines built with --shard
    #[command(after_help = help::MERGE)]
    Merge(MergeArguments),
    /// Checks an output against its manifest, byte for byte
    #[command(after_help = help::VERIFY)]
    Verify(VerifyArguments),
    /// Serves an output to programs over the Model Context Protocol
    #[command(after_help = help::MCP)]
    Mcp(McpArguments),
    /// Prints the JSON Schemas
    #[command(after_help = help::SCHEMA)]
    Schema(SchemaArguments),
    /// Prints completions for a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions(CompletionsArguments),
    /// Prints the manual page of the program or of a command
    #[command(after_help = help::MAN)]
    Man(ManArguments),
}

impl Command {
    /// What is to be watched: `serve` is `watch --serve`.
    pub(crate) fn watched(&self) -> Option<WatchArguments> {
        match self {
            Self::Watch(watch) => Some(watch.clone()),
            Self::Serve(serve) => Some(serve.watch()),
            _ => None,
        }
    }

    /// What a process of its own may use; none for a command that needs none.
    pub(crate) fn bounds(&self) -> Option<Bounds> {
        let site = match self {
            Self::Build(build) => &build.make.site,
            Self::Watch(watch) => &watch.make.site,
            Self::Serve(serve) => &serve.make.site,
            Self::Release(release) => &release.make.site,
            Self::Check(check) => &check.site,
            Self::Coverage(coverage) => &coverage.site,
            Self::Export(export) => &export.site,
            Self::Init(_)
            | Self::Diff(_)
            | Self::Explain(_)
            | Self::Attach(_)
            | Self::Merge(_)
            | Self::Verify(_)
            | Self::Mcp(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_) => return None,
        };
        Some(Bounds { memory: site.memory, seconds: site.page_seconds, jobs: site.jobs })
    }
}

/// The number of threads that is asked for, unless it is more than help.
pub(crate) fn jobs(system: &dyn System, asked: Option<u16>) -> Option<usize> {
    let (asked, most) = (usize::from(asked?), most_jobs(system));
    if asked > most {
        complain!(
            "--jobs {asked}: {most} threads are used, {THREADS_PER_CORE} for each core; more make nothing faster"
        );
    }
    Some(asked.min(most))
}

/// Which locales.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What is made")]
pub(crate) struct LocaleArguments {
    /// Locales, separated by commas [default: all]
    #[arg(long, value_name = "LOCALES", value_delimiter = ',')]
    pub(crate) locale: Vec<String>,
}

/// Which part of everything is to be made.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What is made")]
pub(crate) struct PartArguments {
    #[command(flatten)]
    pub(crate) locales: LocaleArguments,
    /// Formats, separated by commas: pdf, epub, json, text [default: all]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', value_parser = Format::parse)]
    pub(crate) format: Vec<Format>,
    /// Only these pages, by name, separated by commas (`index,basics/*`): their handouts, JSON and text, but no books
    #[arg(long, value_name = "PAGES")]
    pub(crate) page: Vec<String>,
    /// The part of the build that this machine does: 2/5 is the second of five; `merge` joins them
    #[arg(long, value_name = "N/M", value_parser = Shard::parse)]
    pub(crate) shard: Option<Shard>,
}

/// The patterns of a list. A comma inside of `{a,b}` or `[,]` is a part of its pattern.
fn patterns(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = 0_usize;
    let parts = text.split(move |character| {
        match character {
            '{' | '[' => inside += 1,
            '}' | ']' => inside = inside.saturating_sub(1),
            _ => {}
        }
        character == ',' && inside == 0
    });
    // An empty text stays, so that it is refused.
    parts.map(str::trim).filter(move |part| !part.is_empty() || text.trim().is_empty())
}

/// A parser of whole numbers from one to another.
fn number<T: TryFrom<u32> + Clone + Send + Sync + 'static>(
    least: u32,
    most: u32,
    example: &'static str,
) -> impl TypedValueParser<Value = T> {
    move |given: &str| {
        let number = given.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or_else(|| {
            let to = if most == u32::MAX { String::new() } else { format!(" to {most}") };
            format!("“{given}” is no whole number from {least}{to}: write {example}")
        })
    }
}

/// A parser of the names of some values, which help and mistakes list.
fn named<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let find = move |given: String| {
        all.iter().copied().find(|one| name(*one).eq_ignore_ascii_case(&given)).ok_or("it is not known")
    };
    PossibleValuesParser::new(all.iter().map(|one| name(*one))).try_map(find)
}

/// What is made, and how: what building, watching and releasing have in common.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What is made")]
pub(crate) struct MakeArguments {
    /// The folder for the outputs [default: `dist` in the folder of the site]
    #[arg(long, value_name = "DIR", help_heading = "Places")]
    pub(crate) out: Option<PathBuf>,
    /// The folder for the cache [default: the cache folder of the user]
    #[arg(long, value_name = "DIR", help_heading = "Places")]
    pub(crate) cache: Option<PathBuf>,
    /// How many mebibytes the cache may hold [default: 8192]
    #[arg(long, value_name = "N", help_heading = "Places", value_parser = number::<u32>(0, u32::MAX, "2048 for 2 GiB"))]
    pub(crate) cache_mib: Option<u32>,
    // Not a comment of documentation, whose marks round names of variables would be shown.
    #[arg(
        long,
        value_name = "URL",
        help_heading = "Places",
        help = "A store behind the cache that several machines share: http://host:port/path [default: \
                PAMPHLET_STORE_URL]; what opens it stands in PAMPHLET_STORE_TOKEN"
    )]
    pub(crate) store_url: Option<String>,
    /// Sends nothing to that store
    #[arg(long, help_heading = "Places")]
    pub(crate) store_read_only: bool,
    /// Paper size of PDFs [default: what the locale uses]
    #[arg(long, value_name = "PAPER", ignore_case = true,
        value_parser = named(Paper::ALL, Paper::name))]
    pub(crate) paper: Option<Paper>,
    /// Layouts of PDFs, separated by commas [default: what the site says]
    #[arg(long, value_name = "LAYOUTS", value_delimiter = ',', ignore_case = true,
        value_parser = named(Layout::ALL, Layout::name))]
    pub(crate) layout: Vec<Layout>,
    /// Prints PDFs in black only
    #[arg(long)]
    pub(crate) ink: bool,
    /// How links are printed: addresses beside the lines, addresses at the end, these and QR codes, or not at all
    #[arg(long, value_name = "WAY", ignore_case = true,
        value_parser = named(PaperLinks::ALL, PaperLinks::name))]
    pub(crate) links: Option<PaperLinks>,
    /// Which tabs PDFs, EPUBs and text show: all, first, or labels separated by commas [default: what the site says]
    #[arg(long, value_name = "TABS", value_delimiter = ',')]
    pub(crate) tabs: Vec<String>,
    /// The most pages a handout may have: it is set tighter, within limits, until it fits (2 pages are one sheet)
    #[arg(long, value_name = "PAGES", value_parser = number::<NonZeroU32>(1, u32::MAX, "2 for one sheet, both sides"))]
    pub(crate) fit: Option<NonZeroU32>,
    /// Also writes each locale as one JSON file, site.json, and as site.ndjson with one record on each line
    #[arg(long)]
    pub(crate) whole_json: bool,
    /// The version that files print [default: the tag of the commit]
    #[arg(long, value_name = "VERSION")]
    pub(crate) release_version: Option<String>,
    #[command(flatten)]
    pub(crate) words: WordsArguments,
    #[command(flatten)]
    pub(crate) site: SiteArguments,
}

impl MakeArguments {
    /// The request for everything, or for a part of it.
    ///
    /// # Errors
    /// When the site or the place of the outputs is not what it has to be.
    pub(crate) fn request(
        &self,
        system: &dyn System,
        part: Option<&PartArguments>,
        session: &Session,
    ) -> Result<Request, Error> {
        let whole = self.whole(system, session)?;
        let Some(part) = part else { return Ok(whole) };
        if !part.page.is_empty() && part.format.contains(&Format::Epub) {
            let message = "--page makes no EPUB: a book holds all pages";
            if part.format.iter().all(|format| *format == Format::Epub) {
                return Err(Error::usage(message, "leave --page out, or name another format"));
            }
            complain!("{message}");
        }
        Ok(Request {
            locales: part.locales.locale.clone(),
            formats: part.format.clone(),
            pages: part.page.iter().flat_map(|text| patterns(text)).map(str::to_owned).collect(),
            shard: part.shard,
            ..whole
        })
    }

    fn tab_choice(&self) -> Result<Option<TabChoice>, Error> {
        let choice = (!self.tabs.is_empty()).then(|| TabChoice::of(&self.tabs)).transpose();
        choice
            .map_err(|message| Error::usage(format!("--tabs: {message}"), "write --tabs first, or --tabs Python,Linux"))
    }

    /// A store on another machine. The command line and the environment alone may name one: what a site says must not
    /// choose whom its text is sent to.
    fn store(&self, system: &dyn System) -> Result<Option<Access>, Error> {
        let address = self.store_url.clone().or_else(|| system.environment("PAMPHLET_STORE_URL"));
        let Some(address) = address.filter(|address| !address.trim().is_empty()) else { return Ok(None) };
        let token = system.environment("PAMPHLET_STORE_TOKEN");
        Access::parse(address.trim(), token.as_deref(), self.store_read_only)
            .map(Some)
            .map_err(|(message, help)| Error::usage(message, help))
    }

    fn whole(&self, system: &dyn System, session: &Session) -> Result<Request, Error> {
        Ok(Request {
            paper: self.paper,
            layouts: self.layout.clone(),
            ink: self.ink.then_some(true),
            links: self.links,
            tabs: self.tab_choice()?,
            fit: self.fit,
            whole_json: self.whole_json,
            version: self.release_version.clone(),
            cache: self.cache.clone().or_else(|| system.cache_folder()),
            store: self.store(system)?,
            cache_bytes: self.cache_mib.map_or(CACHE_BYTES, |mib| u64::from(mib) << 20),
            ..self.site.request(system, Place::of(self.out.as_deref()), session)?
        })
    }
}

/// What a build is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
pub(crate) struct BuildArguments {
    /// Fails if there is a finding of this severity or worse
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Writes every finding to a file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Option<PathBuf>,
    /// Prints what took how long; --timings=FILE also writes a trace for ui.perfetto.dev
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, help_heading = "Options")]
    #[expect(clippy::option_option, reason = "clap says so that a value may be left out")]
    pub(crate) timings: Option<Option<PathBuf>>,
    #[command(flatten)]
    pub(crate) part: PartArguments,
    #[command(flatten)]
    pub(crate) make: MakeArguments,
}

/// The port of who names none.
const PORT: u16 = 8010;

/// What watching is asked for.
#[derive(Debug, Clone, Args)]
pub(crate) struct WatchArguments {
    /// Serves the outputs to browsers on this machine, which reload after each build
    #[arg(long, help_heading = "Browser")]
    pub(crate) serve: bool,
    /// The port; 0 picks a free one
    #[arg(long, value_name = "PORT", default_value_t = PORT, requires = "serve", help_heading = "Browser",
        value_parser = number::<u16>(0, 65_535, "8010, or 0 for any that is free"))]
    pub(crate) port: u16,
    /// Opens the address in the browser
    #[arg(long, requires = "serve", help_heading = "Browser")]
    pub(crate) open: bool,
    /// Between the processes of a watch: what the last build found.
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) known: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) part: PartArguments,
    #[command(flatten)]
    pub(crate) make: MakeArguments,
}

/// What is shown in a browser.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// The port; 0 picks a free one
    #[arg(long, value_name = "PORT", default_value_t = PORT, help_heading = "Browser",
        value_parser = number::<u16>(0, 65_535, "8010, or 0 for any that is free"))]
    port: u16,
    /// Opens the address in the browser
    #[arg(long, help_heading = "Browser")]
    open: bool,
    /// Between the processes of a watch: what the last build found.
    #[arg(long, value_name = "FILE", hide = true)]
    known: Option<PathBuf>,
    #[command(flatten)]
    part: PartArguments,
    #[command(flatten)]
    make: MakeArguments,
}

impl ServeArguments {
    /// The same, as what is watched.
    fn watch(&self) -> WatchArguments {
        let Self { port, open, known, part, make } = self;
        WatchArguments {
            serve: true,
            port: *port,
            open: *open,
            known: known.clone(),
            part: part.clone(),
            make: make.clone(),
        }
    }
}

/// Which site gets a configuration.
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The site: its folder, or its mkdocs.yml or zensical.toml [default: the current folder, or the nearest one above it
    /// that holds a configuration]
    #[arg(value_name = "SITE")]
    pub(crate) site: Option<PathBuf>,
}

/// What a check is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
#[expect(clippy::struct_excessive_bools, reason = "flags are switches")]
pub(crate) struct CheckArguments {
    /// Fails if there is a finding of this severity or worse
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Only these codes, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = code)]
    pub(crate) code: Vec<Code>,
    /// Only findings of this severity or worse
    #[arg(long, value_name = "SEVERITY")]
    pub(crate) severity: Option<FailOn>,
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub(crate) format: Form,
    /// A file of known findings, which do not count
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Writes the findings to a file for --baseline; a file that exists may only get shorter
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Writes repairs into the files, if they cannot mean anything else, and checks again
    #[arg(long, conflicts_with = "no_repair")]
    pub(crate) fix: bool,
    /// With --fix or --diff: all repairs, even those that a translator should look at
    #[arg(long = "unsafe")]
    pub(crate) risky: bool,
    /// Prints what --fix would change, as a patch, and changes nothing
    #[arg(long, conflicts_with_all = ["fix", "no_repair"])]
    pub(crate) diff: bool,
    /// With --fix: also changes files that have uncommitted changes
    #[arg(long, requires = "fix")]
    pub(crate) allow_dirty: bool,
    /// Reads pages as they are written, without repairs
    #[arg(long)]
    pub(crate) no_repair: bool,
    /// Also compares translations with their source: numbers, names, punctuation, doubled words
    #[arg(long)]
    pub(crate) translation: bool,
    /// Prints nothing but findings
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) locales: LocaleArguments,
    #[command(flatten)]
    pub(crate) site: SiteArguments,
}

fn code(name: &str) -> Result<Code, String> {
    let name = name.trim();
    Code::from_name(name).ok_or_else(|| {
        let meant = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
        format!("“{name}” is no code; {meant}`pamphlet explain` lists them")
    })
}

/// What coverage is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is said")]
pub(crate) struct CoverageArguments {
    /// Also every page
    #[arg(long)]
    pub(crate) pages: bool,
    /// Also what changed on each source page since its translation was committed, block by block, as git knows
    #[arg(long)]
    pub(crate) changes: bool,
    /// The same since an earlier output, the archive of one, or another state of the site
    #[arg(long, value_name = "OLD", conflicts_with = "changes")]
    pub(crate) since: Option<PathBuf>,
    /// Writes coverage.json and a heat map, coverage.svg, into a folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub(crate) format: Table,
    #[command(flatten)]
    pub(crate) locales: LocaleArguments,
    #[command(flatten)]
    pub(crate) site: SiteArguments,
}

/// What is exported for translators.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is made")]
pub(crate) struct ExportArguments {
    /// The format: tmx (pairs of sentences), xliff (2.1) or po (gettext)
    #[arg(value_name = "FORM", value_parser = pamphlet_pipeline::export::Form::parse)]
    pub(crate) form: pamphlet_pipeline::export::Form,
    /// The folder for the files, one for each locale
    #[arg(long, value_name = "DIR", default_value = "translations")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) locales: LocaleArguments,
    #[command(flatten)]
    pub(crate) site: SiteArguments,
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Table {
    /// For people
    Human,
    /// For programs
    Json,
}

/// What to compare.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The old state: the folder of an output, an archive of one, or a site
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new state
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// A configuration for a side that is a site; its paths are relative to the site
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Lets links and paths of the site lead anywhere in this folder [default: only inside its repository]
    #[arg(long, value_name = "DIR")]
    pub(crate) boundary: Option<PathBuf>,
    /// Locales, separated by commas [default: all]
    #[arg(long, value_name = "LOCALES", value_delimiter = ',')]
    pub(crate) locale: Vec<String>,
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(crate) format: DiffForm,
    /// With --format markdown: names the cards and pages that changed, and counts the rest
    #[arg(long)]
    pub(crate) summary: bool,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = number::<u16>(1, 65_535, "as many as there are cores"))]
    pub(crate) jobs: Option<u16>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// How a difference is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffForm {
    /// For people
    Text,
    /// For release notes
    Markdown,
    /// For programs; `schema diff` describes it
    Json,
}

/// Which code.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code, such as broken-link [default: all]
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// What a release is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
pub(crate) struct ReleaseArguments {
    /// Stops the release if there is a finding of this severity or worse
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Allows uncommitted changes; the version then ends in -dirty
    #[arg(long)]
    pub(crate) allow_dirty: bool,
    /// The folder for the bundle [default: `release` beside the outputs]
    #[arg(long, value_name = "DIR", help_heading = "Places")]
    pub(crate) bundle: Option<PathBuf>,
    /// An earlier output, its folder or its archive: the notes then say what changed since
    #[arg(long, value_name = "DIR|ARCHIVE")]
    pub(crate) since: Option<PathBuf>,
    /// A file of known findings, which do not stop the release
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) make: MakeArguments,
}

/// Which website gets links to which outputs.
#[derive(Debug, Args)]
pub(crate) struct AttachArguments {
    /// The folder of the built website: what `mkdocs build` or `zensical build` wrote
    #[arg(value_name = "WEBSITE")]
    pub(crate) website: PathBuf,
    /// The folder of the outputs, inside the website [default: `downloads`]
    #[arg(long, value_name = "DIR")]
    pub(crate) downloads: Option<PathBuf>,
    /// The captured site that the outputs were made from; it says which page of the website belongs to which file
    #[arg(long, value_name = "DIR")]
    pub(crate) captured: Option<PathBuf>,
    /// Where the links stand on a page; with `none`, only programs find them
    #[arg(long, value_name = "PLACE", ignore_case = true, default_value = "top",
        value_parser = named(Button::ALL, Button::name))]
    pub(crate) button: Button,
    /// Takes the links out again
    #[arg(long)]
    pub(crate) remove: bool,
}

/// Which outputs to join.
#[derive(Debug, Args)]
pub(crate) struct MergeArguments {
    /// The folders of the shards' outputs
    #[arg(value_name = "DIR", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder of the whole
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub(crate) out: PathBuf,
}

/// Which output.
#[derive(Debug, Args)]
pub(crate) struct McpArguments {
    /// The folder of an output that holds JSON [default: `dist` in the folder of the current site]
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// Which schemas.
#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// The name of a schema, or `typescript`, `pydantic` or `openapi` for types [default: all schemas in one object]
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

/// Which shell.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

/// Which page of the manual.
#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// The name of a command [default: the program itself]
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

/// What to verify.
#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The folder of an output or a release, an archive of one, or one of its files [default: `dist` in the folder of the
    /// current site]
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// The manifest.json to compare with [default: the one in the folder or archive, or above the file]
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,
    /// Also checks books for what Kindle, Kobo and Apple ask beyond EPUB: fixed sizes, margins, picture formats
    #[arg(long)]
    pub(crate) deep: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people
    Human,
    /// For programs
    Json,
    /// Annotations of GitHub's workflows
    Github,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
}

impl From<Form> for pamphlet_report::Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Human => Self::Human,
            Form::Json => Self::Json,
            Form::Github => Self::Github,
            Form::Sarif => Self::Sarif,
        }
    }
}

/// The severity that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Outputs that could not be made, words that were lost
    Error,
    /// Also what is unresolved or missing
    Warning,
    /// Also repairs and observations
    Note,
}

impl From<FailOn> for Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Note => Self::Note,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn lists_of_pages_have_commas() {
        let all = |text| patterns(text).collect::<Vec<_>>();
        assert_eq!(all("index, basics/*,"), ["index", "basics/*"]);
        assert_eq!(all("{a,b}/x,c[,]d"), ["{a,b}/x", "c[,]d"]);
        assert_eq!(all(""), [""]);
    }

    #[test]
    fn names_of_values_may_be_written_large() {
        for line in ["build --paper A4", "build --layout Booklet,standard", "watch --links QR", "build --format PDF"] {
            let words = ["pamphlet"].into_iter().chain(line.split(' '));
            assert!(Arguments::try_parse_from(words).is_ok(), "{line}");
        }
    }

    /// An option that a command would not heed is none of its options.
    #[test]
    fn no_option_does_nothing() {
        let refused = ["release --format pdf", "release --locale it", "release --page x", "release --shard 1/2"];
        for line in
            refused.iter().chain(&["watch --fail-on note", "watch --open", "merge x --jobs 2", "verify --verbose"])
        {
            let words = ["pamphlet"].into_iter().chain(line.split(' '));
            assert!(Arguments::try_parse_from(words).is_err(), "{line}");
        }
    }
}
