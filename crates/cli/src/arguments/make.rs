//! What building, watching, showing and releasing are asked for.

use super::values::{listed, named, number, word};
use super::{FailOn, LocaleArguments, OutputFolder, SiteArguments, WordsArguments};
use crate::supervise::Session;
use clap::Args;
use pamphlet_locale::paper::{Layout, Paper, PaperLinks};
use pamphlet_locale::tabs::TabChoice;
use pamphlet_pipeline::shard::Shard;
use pamphlet_pipeline::store::Access;
use pamphlet_pipeline::system::System;
use pamphlet_pipeline::{Error, Format, Request};
use pamphlet_source::limits::CACHE_BYTES;
use pamphlet_source::visible;
use std::num::NonZeroU32;
use std::path::PathBuf;

/// Which part of everything is to be made.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What is made")]
pub(crate) struct PartArguments {
    #[command(flatten)]
    pub(crate) locales: LocaleArguments,
    /// Formats, separated by commas: pdf, epub, json, text [default: all]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', hide_possible_values = true,
        value_parser = listed(Format::ALL.iter().map(|format| format.name()), Format::parse))]
    pub(crate) format: Vec<Format>,
    /// Only these pages, by name, separated by commas (`index,basics/*`): their handouts, JSON and text, but no books
    #[arg(long, value_name = "PAGES")]
    pub(crate) page: Vec<String>,
    /// The part of the build that this machine does: 2/5 is the second of five; `merge` joins them
    #[arg(long, value_name = "N/M", value_parser = Shard::parse)]
    pub(crate) shard: Option<Shard>,
}

/// The patterns of a list. A comma inside of `{a,b}` or `[,]` is a part of its pattern.
pub(super) fn patterns(text: &str) -> impl Iterator<Item = &str> {
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

/// Where what was made is kept.
#[derive(Debug, Clone, Args)]
pub(crate) struct StoreArguments {
    /// The folder for the cache [default: the cache folder of the user]
    #[arg(long, value_name = "DIR", help_heading = "Places")]
    pub(crate) cache: Option<PathBuf>,
    // Not a comment of documentation, whose marks round names of variables would be shown.
    #[arg(
        long,
        value_name = "URL",
        help_heading = "Places",
        help = "A store behind the cache that several machines share: http://host:port/path [default: \
                PAMPHLET_STORE_URL]; what opens it stands in PAMPHLET_STORE_TOKEN"
    )]
    pub(crate) store_url: Option<String>,
}

impl StoreArguments {
    /// The folder for the cache, if this machine has one.
    pub(crate) fn folder(&self, system: &dyn System) -> Option<PathBuf> {
        self.cache.clone().or_else(|| system.cache_folder())
    }

    /// A store on another machine. The command line and the environment alone may name one: what a site says must not
    /// choose whom its text is sent to.
    ///
    /// # Errors
    /// When its address or its token cannot be one.
    pub(crate) fn access(&self, system: &dyn System, read_only: bool) -> Result<Option<Access>, Error> {
        let address = self.store_url.clone().or_else(|| system.environment("PAMPHLET_STORE_URL"));
        let Some(address) = address.filter(|address| !address.trim().is_empty()) else { return Ok(None) };
        let token = system.environment("PAMPHLET_STORE_TOKEN");
        Access::parse(address.trim(), token.as_deref(), read_only)
            .map(Some)
            .map_err(|(message, help)| Error::usage(message, help))
    }
}

/// What is made, and how: what building, watching and releasing have in common.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What is made")]
pub(crate) struct MakeArguments {
    /// The folder for the outputs [default: `dist` in the folder of the site]
    #[arg(long, value_name = "DIR", help_heading = "Places")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) store: StoreArguments,
    /// How many mebibytes the cache may hold [default: 8192]
    #[arg(long, value_name = "N", help_heading = "Places", value_parser = number::<u32>(0, u32::MAX, "2048 for 2 GiB"))]
    pub(crate) cache_mib: Option<u32>,
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
    #[arg(long, value_name = "TABS", value_delimiter = ',', value_parser = word())]
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

    /// The version that is named. It stands on covers and in names of files.
    fn version(&self) -> Result<Option<String>, Error> {
        match &self.release_version {
            Some(version) if version.trim().is_empty() || version.chars().any(char::is_control) => Err(Error::usage(
                format!("“{}” is not a version", visible::line(version)),
                "write it like --release-version 1.2",
            )),
            version => Ok(version.clone()),
        }
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
            version: self.version()?,
            cache: self.store.folder(system),
            store: self.store.access(system, self.store_read_only)?,
            cache_bytes: self.cache_mib.map_or(CACHE_BYTES, |mib| u64::from(mib) << 20),
            ..self.site.request(system, OutputFolder::of(self.out.as_deref()), session)?
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
    #[command(flatten)]
    part: PartArguments,
    #[command(flatten)]
    pub(super) make: MakeArguments,
}

impl ServeArguments {
    /// The same, as what is watched.
    pub(super) fn watch(&self) -> WatchArguments {
        let Self { port, open, part, make } = self;
        WatchArguments { serve: true, port: *port, open: *open, part: part.clone(), make: make.clone() }
    }
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
