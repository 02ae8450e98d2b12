//! What the commands are asked for that look at a site or at outputs and say what they found.

use super::values::{listed, number, word};
use super::{Color, LocaleArguments, SiteArguments};
use clap::{Args, ValueEnum};
use pamphlet_source::{Code, Severity, did_you_mean};
use std::path::PathBuf;

/// What a check is asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Findings")]
#[expect(clippy::struct_excessive_bools, reason = "flags are switches")]
pub(crate) struct CheckArguments {
    /// Fails if there is a finding of this severity or worse
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Only these codes, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',', hide_possible_values = true,
        value_parser = listed(codes(), code))]
    pub(crate) code: Vec<Code>,
    /// Only findings of this severity or worse
    #[arg(long, value_name = "SEVERITY")]
    pub(crate) severity: Option<FailOn>,
    /// The form of the report
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub(crate) format: FindingsForm,
    /// A file of known findings, which do not count
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Writes the findings to a file for --baseline; a file that exists may only get shorter
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Writes repairs into the files, if they cannot mean anything else, and checks again
    #[arg(long, conflicts_with = "no_repair", group = "repairing")]
    pub(crate) fix: bool,
    /// With --fix or --diff: all repairs, even those that a translator should look at
    #[arg(long = "unsafe", requires = "repairing")]
    pub(crate) risky: bool,
    /// Prints what --fix would change, as a patch, and changes nothing
    #[arg(long, conflicts_with_all = ["fix", "no_repair"], group = "repairing")]
    pub(crate) diff: bool,
    /// With --fix: also changes files that have uncommitted changes
    #[arg(long, requires = "fix", conflicts_with = "diff")]
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

/// The names of all codes.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    Code::ALL.iter().map(|code| code.name())
}

fn code(name: &str) -> Result<Code, String> {
    Code::from_name(name).ok_or_else(|| {
        let meant = did_you_mean(name, codes());
        format!("“{name}” is not a code; {meant}`pamphlet explain` lists them")
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
    pub(crate) format: TableForm,
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
    #[arg(value_name = "FORM", value_parser = pamphlet_pipeline::export::ExportForm::parse)]
    pub(crate) form: pamphlet_pipeline::export::ExportForm,
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
pub(crate) enum TableForm {
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
    #[arg(long, value_name = "LOCALES", value_delimiter = ',', value_parser = word())]
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

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingsForm {
    /// For people
    Human,
    /// For programs
    Json,
    /// Annotations of GitHub's workflows
    Github,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
}

impl From<FindingsForm> for pamphlet_report::ReportFormat {
    fn from(form: FindingsForm) -> Self {
        match form {
            FindingsForm::Human => Self::Human,
            FindingsForm::Json => Self::Json,
            FindingsForm::Github => Self::Github,
            FindingsForm::Sarif => Self::Sarif,
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
