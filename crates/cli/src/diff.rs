//! `diff`.

use crate::arguments::{DiffArguments, DiffForm, jobs};
use crate::progress::Bar;
use crate::{Ended, Ending, terminal};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::diff::{DiffRequest, diff};
use pamphlet_pipeline::system::System;

pub(crate) fn run(system: &dyn System, arguments: &DiffArguments) -> Ended {
    if arguments.summary && arguments.format != DiffForm::Markdown {
        return Err(Error::usage("--summary shortens Markdown alone", "add --format markdown, or leave --summary out"));
    }
    let request = DiffRequest {
        old: arguments.old.clone(),
        new: arguments.new.clone(),
        config: arguments.config.clone(),
        locales: arguments.locale.clone(),
        boundary: arguments.boundary.clone(),
        jobs: jobs(system, arguments.jobs),
    };
    let bar = Bar::new(system, false);
    let found = diff(system, &request, &bar);
    bar.finish();
    let found = found?;
    match arguments.format {
        DiffForm::Text => {
            terminal::rendered(&pamphlet_diff::text(&found, arguments.color.is_wanted(system)));
        }
        DiffForm::Markdown => {
            let detail = if arguments.summary { pamphlet_diff::Detail::Summary } else { pamphlet_diff::Detail::Whole };
            terminal::rendered(&pamphlet_diff::markdown(&found, detail));
        }
        DiffForm::Json => {
            let json = serde_json::to_string_pretty(&found)
                .map_err(|error| Error::usage(format!("cannot be written as JSON: {error}"), "please report it"))?;
            terminal::json(&format!("{json}\n"));
        }
    }
    Ok(if found.is_empty() { Ending::Good } else { Ending::Findings })
}
