//! The arguments of the commands.

mod help;
mod inspect;
mod make;
mod site;
mod values;
mod words;

pub(crate) use inspect::{
    CheckArguments, CoverageArguments, DiffArguments, DiffForm, ExportArguments, FailOn, FindingsForm, TableForm,
};
pub(crate) use make::{BuildArguments, ReleaseArguments, ServeArguments, StoreArguments, WatchArguments};
pub(crate) use site::{LocaleArguments, OutputFolder, SiteArguments, unlinked};
pub(crate) use words::{Color, WordsArguments};

use crate::supervise::Bounds;
use clap::builder::StringValueParser;
use clap::{Args, Parser, Subcommand};
use inspect::codes;
use pamphlet_pipeline::attach::Button;
use pamphlet_pipeline::root::{TYPES, schemas};
use pamphlet_pipeline::stage::most_jobs;
use pamphlet_pipeline::system::System;
use pamphlet_source::limits::THREADS_PER_CORE;
use std::path::PathBuf;
use values::{listed, named};

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

/// The names of all schemas and types.
fn named_schemas() -> impl Iterator<Item = &'static str> {
    schemas().into_iter().map(|(name, _)| name).chain(TYPES.map(|(name, ..)| name))
}

/// Which site gets a configuration.
#[derive(Debug, Args)]
pub(crate) struct InitArguments {
    /// The site: its folder, or its mkdocs.yml or zensical.toml [default: the current folder, or the nearest one above it
    /// that holds a configuration]
    #[arg(value_name = "SITE")]
    pub(crate) site: Option<PathBuf>,
}

/// Which code.
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code, such as broken-link [default: all]
    #[arg(value_name = "CODE", hide_possible_values = true, value_parser = listed(codes(), StringValueParser::new()))]
    pub(crate) code: Option<String>,
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
    /// The folders of the shards' outputs, or their manifest.json alone where a store has the files
    #[arg(value_name = "DIR", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder of the whole
    #[arg(long, value_name = "DIR", default_value = "dist", help_heading = "Places")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) store: StoreArguments,
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
    #[arg(value_name = "NAME", hide_possible_values = true, value_parser = listed(named_schemas(), StringValueParser::new()))]
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

#[cfg(test)]
mod tests {
    use super::make::patterns;
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

    #[test]
    fn lists_may_have_spaces_behind_their_commas() {
        for (option, list) in
            [("--format", "pdf, epub"), ("--layout", "booklet, standard"), ("--locale", "it, fr"), ("--tabs", "A b, C")]
        {
            let tried = Arguments::try_parse_from(["pamphlet", "build", option, list]).map(|all| all.command);
            let Ok(Command::Build(build)) = tried else { panic!("{option} {list}") };
            assert!(option != "--locale" || build.part.locales.locale == ["it", "fr"]);
            assert!(option != "--tabs" || build.make.tabs == ["A b", "C"]);
        }
        let words = ["pamphlet", "check", "--code", "broken-link, drift"];
        assert!(Arguments::try_parse_from(words).is_ok());
    }

    /// An option that a command would not heed is none of its options.
    #[test]
    fn no_option_does_nothing() {
        let refused = ["release --format pdf", "release --locale it", "release --page x", "release --shard 1/2"];
        for line in refused
            .iter()
            .chain(&["watch --fail-on note", "watch --open", "merge x --jobs 2", "verify --verbose"])
            .chain(&["check --unsafe", "check --allow-dirty", "check --diff --allow-dirty"])
        {
            let words = ["pamphlet"].into_iter().chain(line.split(' '));
            assert!(Arguments::try_parse_from(words).is_err(), "{line}");
        }
    }
}
