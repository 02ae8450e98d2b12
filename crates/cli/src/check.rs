//! `check`.

use crate::arguments::{CheckArguments, FindingsForm, OutputFolder};
use crate::progress::Bar;
use crate::summary::counted;
use crate::supervise::Session;
use crate::{Ended, Ending, ending, summary, terminal};
use pamphlet_pipeline::fix::FixOptions;
use pamphlet_pipeline::system::{Doing, System};
use pamphlet_pipeline::{Error, Request};
use pamphlet_report::Baseline;
use pamphlet_source::Code;
use std::time::Instant;

pub(crate) fn run(system: &dyn System, arguments: &CheckArguments, session: &Session) -> Ended {
    let begin = Instant::now();
    if let Some(code) = arguments.code.iter().find(|code| is_asked_for(**code) && !arguments.translation) {
        return Err(Error::usage(
            format!("{} is looked for only when that is asked for", code.name()),
            "add --translation",
        ));
    }
    let request = Request {
        locales: arguments.locales.locale.clone(),
        repair: !arguments.no_repair,
        translation: arguments.translation,
        ..arguments.site.request(system, OutputFolder::Nowhere, session)?
    };
    arguments.site.tell(&request, arguments.quiet);
    let mut fixed = Ending::Good;
    if arguments.fix || arguments.diff {
        fixed = fix(system, arguments, &request)?;
        if arguments.diff {
            return Ok(fixed);
        }
    }
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
        FindingsForm::Human if arguments.quiet && checked.findings.is_empty() => {}
        FindingsForm::Human | FindingsForm::Github => terminal::rendered(&report),
        FindingsForm::Json | FindingsForm::Sarif => terminal::json(&report),
    }
    if arguments.format == FindingsForm::Human && !arguments.quiet {
        summary::check(&checked, begin.elapsed());
    }
    // What was asked for and is not done counts for more than what was found.
    Ok(fixed.max(ending(&checked.findings, arguments.fail_on.into())))
}

/// Whether a code is looked for with `--translation` alone.
fn is_asked_for(code: Code) -> bool {
    code.name().starts_with("translation-") && code != Code::TranslationOnly
}

/// Writes repairs back, or prints them as a patch; good when no file was left alone that has some.
fn fix(system: &dyn System, arguments: &CheckArguments, request: &Request) -> Result<Ending, Error> {
    let options = FixOptions { risky: arguments.risky, dirty: arguments.allow_dirty, dry: arguments.diff };
    let bar = Bar::new(system, arguments.quiet);
    let fixed = pamphlet_pipeline::fix::fix(system, request, options, &bar);
    bar.finish();
    let fixed = fixed?;
    for (path, why) in &fixed.left {
        complain!("{path} is left alone: {why}");
    }
    if arguments.diff {
        terminal::patch(&fixed.patch);
    } else if !arguments.quiet {
        let repairs: usize = fixed.files.values().sum();
        let (places, files) = (counted(repairs, "place", "places"), counted(fixed.files.len(), "file", "files"));
        complain!("mended {places} in {files}");
    }
    if fixed.risky > 0 && !arguments.quiet {
        complain!("{} more could be mended with --unsafe: look at what changes then", fixed.risky);
    }
    if fixed.unwritten > 0 && !arguments.quiet {
        let places = counted(fixed.unwritten, "place is", "places are");
        complain!("{places} mended in what is made and not in the files: correct them by hand");
    }
    Ok(match fixed.left.is_empty() {
        true => Ending::Good,
        false if fixed.refused => Ending::Refused,
        false => Ending::Findings,
    })
}
