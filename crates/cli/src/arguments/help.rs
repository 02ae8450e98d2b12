//! What stands below the options of each command: examples, which a test tries, and what its exit status means.

/// Of the program.
pub(super) const PROGRAM: &str = "\
Examples:
  pamphlet build                            the site in the current folder, into its folder dist
  pamphlet build ../handbook --format pdf   the PDFs of another site
  pamphlet check --fail-on warning          what is broken or missing; exits with 1 if anything is
  pamphlet explain broken-link              what a finding means and what to do
  pamphlet build --help                     every option of build

Exit status:
  0  done
  1  findings at or above --fail-on; for diff: something changed; for verify: something is wrong;
     for check --fix: a file that could be mended was left alone
  2  the command line or the configuration is wrong: nothing was done
  3  the machine refused: disk full, no permission, out of memory";

pub(super) const INIT: &str = "\
Examples:
  pamphlet init                                  for the site in the current folder
  pamphlet init mkdocs.yml                       for the website with this configuration";

pub(super) const BUILD: &str = "\
Examples:
  pamphlet build                                 every locale in every format, into dist
  pamphlet build docs/mkdocs.yml --out books     the site with this configuration, into books
  pamphlet build --locale it,fr --format epub    two books
  pamphlet build --page index,basics/* --format pdf --paper letter
                                                 handouts of some pages
  pamphlet build --shard 1/2 --out one           one half on this machine; merge joins them";

pub(super) const CHECK: &str = "\
Examples:
  pamphlet check                                 everything, for people
  pamphlet check --fail-on warning --format github
                                                 annotations on a change, and a job that fails
  pamphlet check --fix                           writes repairs into the files, lists the rest
  pamphlet check --diff --unsafe                 every possible repair, as a patch
  pamphlet check --code broken-link,broken-anchor
  pamphlet check --translation --locale de       compares numbers, names and signs with the source
  pamphlet check --write-baseline known.json     known findings, for --baseline to leave out";

pub(super) const COVERAGE: &str = "\
Examples:
  pamphlet coverage                              by locale and section
  pamphlet coverage --pages --locale it          every page of a locale
  pamphlet coverage --out report                 coverage.json and a heat map";

pub(super) const EXPORT: &str = "\
Examples:
  pamphlet export tmx --locale it                pairs of sentences, into translations
  pamphlet export xliff --out work               one file per locale, untranslated text too
  pamphlet export po                             gettext catalogues";

pub(super) const DIFF: &str = "\
Examples:
  pamphlet diff old/dist dist                    two outputs
  pamphlet diff handbook-v1.zip dist --format markdown --summary";

pub(super) const EXPLAIN: &str = "\
Examples:
  pamphlet explain                               every code, one on each line
  pamphlet explain broken-link";

pub(super) const WATCH: &str = "\
Examples:
  pamphlet watch --format pdf --page basics/mail
  pamphlet watch ../handbook --locale it --verbose";

pub(super) const RELEASE: &str = "\
Examples:
  pamphlet release                               the version is the tag of the commit
  pamphlet release --release-version v1.2 --since last/dist --fail-on warning";

pub(super) const SERVE: &str = "\
Examples:
  pamphlet serve --open                          the site in the current folder
  pamphlet serve --locale it --format pdf        only what you work on
  pamphlet serve ../docs --port 0                on any free port";

pub(super) const ATTACH: &str = "\
Examples:
  pamphlet attach site                           after pamphlet build --out site/downloads
  pamphlet attach site --button bottom
  pamphlet attach site --remove";

pub(super) const MERGE: &str = "\
Examples:
  pamphlet merge one two --out dist
  pamphlet merge 1.json 2.json --store-url http://store.internal:8080/store
                                                 manifests alone: the files come from the store";

pub(super) const VERIFY: &str = "\
Examples:
  pamphlet verify                                the folder dist of the current site
  pamphlet verify handbook-v1.zip
  pamphlet verify dist/it/handbook-it.epub       one file";

pub(super) const MCP: &str = "\
Examples:
  pamphlet mcp                                   the folder dist of the current site
  pamphlet mcp last/dist";

pub(super) const SCHEMA: &str = "\
Examples:
  pamphlet schema page                           the schema of a page
  pamphlet schema typescript > pamphlet.d.ts";

pub(super) const COMPLETIONS: &str = "\
Examples:
  pamphlet completions bash > ~/.local/share/bash-completion/completions/pamphlet
  pamphlet completions zsh > ~/.zfunc/_pamphlet
  pamphlet completions fish > ~/.config/fish/completions/pamphlet.fish
  pamphlet completions powershell >> $PROFILE";

pub(super) const MAN: &str = "\
Examples:
  pamphlet man > pamphlet.1
  pamphlet man build > pamphlet-build.1";

#[cfg(test)]
mod tests {
    use crate::Arguments;
    use clap::{CommandFactory as _, Parser as _};

    #[test]
    fn examples_are_commands_of_their_command() {
        let mut program = Arguments::command();
        let mut texts = vec![(String::new(), program.get_after_help().expect("is there").to_string())];
        for command in program.get_subcommands_mut() {
            let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(text.starts_with("Examples:\n"), "{} has no examples", command.get_name());
            texts.push((command.get_name().to_owned(), text));
        }
        for (name, text) in texts {
            for line in text.lines().filter(|line| line.starts_with("  pamphlet ")) {
                let line = line
                    .trim_start()
                    .split("   ")
                    .next()
                    .and_then(|line| line.split(" >").next())
                    .expect("is never empty");
                let words: Vec<&str> = line.split_whitespace().collect();
                assert!(name.is_empty() || words[1] == name, "{name}: {line}");
                let tried = Arguments::try_parse_from(&words);
                assert!(tried.as_ref().is_ok() || tried.as_ref().is_err_and(|asked| !asked.use_stderr()), "{line}");
            }
            assert!(text.lines().all(|line| line.chars().count() <= 100), "{name}");
        }
    }
}
