//! How much is said, and in which colours.

use clap::{Args, ValueEnum};
use pamphlet_pipeline::system::System;
use std::io::IsTerminal as _;

/// What commands that build say.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Findings")]
pub(crate) struct WordsArguments {
    /// Prints every finding with its line, also of what was found while files were made
    #[arg(long, short, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
    /// Prints errors alone
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Colours: where there is a terminal, unless the environment says otherwise; always; never
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// When there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless the environment says otherwise
    Auto,
    /// Also in files and pipes
    Always,
    /// Nowhere
    Never,
}

impl Color {
    /// Whether standard output gets colours.
    pub(crate) fn is_wanted(self, system: &dyn System) -> bool {
        self.is_wanted_on(std::io::stdout().is_terminal(), &|name| system.environment(name))
    }

    /// By the conventions of no-color.org and bixense.com/clicolors, of which `NO_COLOR` is the strongest.
    fn is_wanted_on(self, terminal: bool, variable: &dyn Fn(&str) -> Option<String>) -> bool {
        let is_set = |name: &str| variable(name).filter(|value| !value.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if is_set("NO_COLOR").is_some() => false,
            Self::Auto if is_set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Self::Auto => {
                let plain = is_set("CLICOLOR").is_some_and(|value| value == "0");
                terminal && !plain && is_set("TERM").is_none_or(|value| value != "dumb")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_the_conventions() {
        let auto = |terminal: bool, set: &[(&str, &str)]| {
            let variable =
                |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            Color::Auto.is_wanted_on(terminal, &variable)
        };
        assert!(auto(true, &[]) && !auto(false, &[]));
        assert!(!auto(true, &[("NO_COLOR", "1")]) && auto(true, &[("NO_COLOR", "")]));
        assert!(auto(false, &[("CLICOLOR_FORCE", "1")]) && !auto(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!auto(true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(!auto(true, &[("TERM", "dumb")]) && !auto(true, &[("CLICOLOR", "0")]));
        assert!(auto(true, &[("TERM", "xterm")]));
        assert!(Color::Always.is_wanted_on(false, &|_| Some("1".to_owned())));
        assert!(!Color::Never.is_wanted_on(true, &|_| None));
    }
}
