//! Which site a command is about, and where its outputs go.

use super::jobs;
use super::values::{number, word};
use crate::supervise::Session;
use clap::Args;
use pamphlet_pipeline::captured::Captured;
use pamphlet_pipeline::home::{Home, OUT};
use pamphlet_pipeline::system::{Doing, System};
use pamphlet_pipeline::{Error, Request};
use pamphlet_source::limits::{MEMORY_MIB, PAGE_SECONDS};
use std::path::{Path, PathBuf};

/// Which site.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Site")]
pub(crate) struct SiteArguments {
    /// The site: its folder, or its pamphlet.yml, mkdocs.yml or zensical.toml [default: the current folder, or the nearest
    /// one above it that holds one of these]
    #[arg(value_name = "SITE", conflicts_with = "site", help_heading = None::<&str>)]
    place: Option<PathBuf>,
    /// The same as SITE
    #[arg(long, value_name = "SITE")]
    site: Option<PathBuf>,
    /// A pamphlet.yml outside the site; its paths are relative to the site
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Reads the pages that the MkDocs plugin captured while it built the website: a folder with a captured.json
    #[arg(long, value_name = "DIR")]
    captured: Option<PathBuf>,
    /// Lets links and paths of the site lead anywhere in this folder [default: only inside its repository]
    #[arg(long, value_name = "DIR")]
    boundary: Option<PathBuf>,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", help_heading = "Machine", value_parser = number::<u16>(1, 65_535, "as many as there are cores"))]
    pub(crate) jobs: Option<u16>,
    /// The most memory to use, in MiB, plus 16 for each thread; a page that needs more is left out
    #[arg(long, value_name = "MIB", help_heading = "Machine", default_value_t = MEMORY_MIB,
        value_parser = number::<u32>(64, u32::MAX, "2048 for 2 GiB"))]
    pub(crate) memory: u32,
    /// The most seconds of processor time for one page in one format; a page that needs more is left out
    #[arg(long, value_name = "N", help_heading = "Machine", default_value_t = PAGE_SECONDS,
        value_parser = number::<u32>(1, u32::MAX, "a number of seconds"))]
    pub(crate) page_seconds: u32,
}

/// Which locales.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "What is made")]
pub(crate) struct LocaleArguments {
    /// Locales, separated by commas [default: all]
    #[arg(long, value_name = "LOCALES", value_delimiter = ',', value_parser = word())]
    pub(crate) locale: Vec<String>,
}

/// Where the outputs of a command go.
#[derive(Debug, Clone, Copy)]
pub(crate) enum OutputFolder<'a> {
    /// There are none.
    Nowhere,
    /// Where the user says.
    Named(&'a Path),
    /// In the folder of the site.
    Beside,
}

impl<'a> OutputFolder<'a> {
    /// What is named, or else in the folder of the site.
    pub(crate) fn of(named: Option<&'a Path>) -> Self {
        named.map_or(Self::Beside, Self::Named)
    }
}

impl SiteArguments {
    /// What names the site, if anything does.
    fn named(&self) -> Option<&Path> {
        self.site.as_deref().or(self.place.as_deref())
    }

    /// Says which site was found, when nobody named it and it is not the folder one stands in, unless it shall be quiet.
    pub(crate) fn tell(&self, request: &Request, quiet: bool) {
        if !quiet && self.named().is_none() && request.site.starts_with("..") {
            complain!("the site is {}", request.site.display());
        }
    }

    /// The part of a request that says which site, and where its outputs go.
    ///
    /// # Errors
    /// When what is named is no site, or `dist` in its folder is a link.
    pub(crate) fn request(
        &self,
        system: &dyn System,
        out: OutputFolder<'_>,
        session: &Session,
    ) -> Result<Request, Error> {
        let named = self.named();
        let captured = self.captured.as_deref().filter(|_| named.is_none());
        let captured =
            captured.map(|folder| Captured::read(system, folder)).transpose()?.map(|captured| captured.site());
        let place = named.or(captured.as_deref()).or(session.defaults.site.map(Path::new));
        let home = Home::find(system, place)?;
        let out = match (out, session.defaults.out) {
            (OutputFolder::Nowhere, _) => PathBuf::new(),
            (OutputFolder::Named(out), _) => out.to_owned(),
            (OutputFolder::Beside, Some(out)) if named.is_none() => PathBuf::from(out),
            (OutputFolder::Beside, _) => unlinked(system, home.beside(OUT), "--out")?,
        };
        let config = match (&self.config, home.config) {
            (Some(one), Some(other)) => {
                return Err(Error::usage(
                    format!("two configurations are named, {} and {}", one.display(), other.display()),
                    "leave one of them out",
                ));
            }
            (one, other) => one.clone().or(other),
        };
        Ok(Request {
            config,
            mkdocs: home.mkdocs,
            captured: self.captured.clone(),
            boundary: self.boundary.clone(),
            jobs: if session.alone { Some(1) } else { jobs(system, self.jobs) },
            walls: session.walls.clone(),
            ..Request::new(home.folder, out)
        })
    }
}

/// A place in the folder of a site that nobody named, and the option that names one. A link there belongs to the site,
/// which must not choose where outputs go.
pub(crate) fn unlinked(system: &dyn System, place: PathBuf, option: &str) -> Result<PathBuf, Error> {
    let target = system.target(&place).doing("follow", &place)?;
    if target == place {
        return Ok(place);
    }
    Err(Error::usage(
        format!("{} is a link to {}", place.display(), target.display()),
        format!("if the outputs shall go there, say so: {option} {}", place.display()),
    ))
}
