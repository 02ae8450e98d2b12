//! `explain`.

use crate::arguments::ExplainArguments;
use crate::{Ended, Ending, summary};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::verify::books::{RULES, Rule};
use pamphlet_source::{Code, did_you_mean};

/// What stands in the place of a severity with the rules of shops.
const SHOPS: &str = "shops";

pub(crate) fn run(arguments: &ExplainArguments) -> Ended {
    let Some(name) = &arguments.code else {
        for code in Code::ALL {
            let first = code.summary().trim().lines().next().unwrap_or_default().trim();
            say!("{:<26} {:<8} {first}", code.name(), summary::severity(code.severity()));
        }
        for rule in &RULES {
            say!("{:<26} {SHOPS:<8} {}", rule.code, rule.says);
        }
        return Ok(Ending::Good);
    };
    if let Some(Rule { code, says, from, help }) = Rule::of(name.trim()) {
        say!("{code} ({SHOPS})\n\nWhat shops and their converters ask of books, told by `verify --deep`: {says}.");
        say!("Who asks: {from}.\n\nWhat to do\n\n{help}");
        return Ok(Ending::Good);
    }
    let Some(code) = Code::from_name(name.trim()) else {
        let codes = Code::ALL.iter().map(|code| code.name()).chain(RULES.iter().map(|rule| rule.code));
        let meant = did_you_mean(name.trim(), codes);
        return Err(Error::usage(
            format!("there is no code “{name}”"),
            format!("{meant}explain without a code lists all of them"),
        ));
    };
    say!("{} ({})\n", code.name(), summary::severity(code.severity()));
    say!("{}", plain(pamphlet_report::explain(code)).trim_end());
    Ok(Ending::Good)
}

/// An explanation as a terminal shows it: without the title, which stands above, headings as plain lines, examples
/// indented.
fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let mut fence = None;
    for line in markdown.lines().skip_while(|line| line.starts_with("# ") || line.is_empty()) {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(opened) if ticks >= opened && line.len() == ticks => fence = None,
            Some(_) if line.is_empty() => out.push('\n'),
            Some(_) => out += &format!("    {line}\n"),
            None if ticks >= 3 => fence = Some(ticks),
            None => out += &format!("{}\n", line.strip_prefix("## ").unwrap_or(line)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn explanations_are_plain_text() {
        let text = "# a-b\n\nWords.\n\n## Example\n\n````markdown\n```\nx\n```\n````\n\n## What to do\n\nNothing.\n";
        assert_eq!(plain(text), "Words.\n\nExample\n\n    ```\n    x\n    ```\n\nWhat to do\n\nNothing.\n");
    }
}
