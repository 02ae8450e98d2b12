//! `check`.

use crate::arguments::{CheckArguments, Form, Place};
use crate::progress::Bar;
use crate::supervise::Session;
use crate::{Ended, ending, summary, terminal};
use pamphlet_pipeline::Request;
use pamphlet_pipeline::system::{Doing, System};
use pamphlet_report::Baseline;
use std::time::Instant;

pub(crate) fn run(system: &dyn System, arguments: &CheckArguments, session: &Session) -> Ended {
    let begin = Instant::now();
    let request = Request {
        locales: arguments.locales.locale.clone(),
        repair: !arguments.no_repair,
        ..arguments.site.request(system, Place::Nowhere, session)?
    };
    arguments.site.tell(&request, arguments.quiet);
    let bar = Bar::new(system, arguments.quiet);
    let checked = pamphlet_pipeline::check::check(system, &request, &bar);
    bar.finish();
    let mut checked = checked?;
    if let Some(path) = &arguments.write_baseline {
        let found = match system.stat(path).doing("look at", path)? {
            // What is new has to be mended; to take it over all the same, the file is removed first.
            Some(_) => crate::baseline(system, Some(path))?.shrunk(&checked.findings),
            None => Baseline::of(&checked.findings),
        };
        system.write(path, found.to_text().as_bytes()).doing("write", path)?;
    }
    checked.findings = crate::baseline(system, arguments.baseline.as_deref())?.compare(checked.findings).new;
    let filter = pamphlet_report::Filter {
        codes: arguments.code.clone(),
        locales: Vec::new(),
        least: arguments.severity.map(Into::into),
    };
    checked.findings = filter.apply(checked.findings);
    let options = summary::rendering(system, &request.site, arguments.color);
    let report = pamphlet_report::render(&checked.findings, arguments.format.into(), &options);
    match arguments.format {
        Form::Human if arguments.quiet && checked.findings.is_empty() => {}
        Form::Human | Form::Github => terminal::rendered(&report),
        Form::Json | Form::Sarif => terminal::json(&report),
    }
    if arguments.format == Form::Human && !arguments.quiet {
        summary::check(&checked, begin.elapsed());
    }
    Ok(ending(&checked.findings, arguments.fail_on.into()))
}
