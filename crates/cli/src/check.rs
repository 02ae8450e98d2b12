//! `check`.

use crate::arguments::{CheckArguments, Form};
use crate::progress::Bar;
use crate::{Ended, ending, summary};
use pamphlet_pipeline::Request;
use pamphlet_pipeline::system::{Doing, System};
use pamphlet_report::Baseline;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

pub(crate) fn run(system: &dyn System, arguments: &CheckArguments) -> Ended {
    let begin = Instant::now();
    let bar = Bar::new(system);
    let request = Request {
        locales: arguments.site.locale.clone(),
        config: arguments.site.config.clone(),
        jobs: arguments.site.jobs.map(usize::from),
        repair: !arguments.no_repair,
        ..Request::new(&arguments.site.site, "")
    };
    let checked = pamphlet_pipeline::check::check(system, &request, &bar);
    bar.finish();
    let mut checked = checked?;
    if let Some(path) = &arguments.write_baseline {
        system.write(path, Baseline::of(&checked.findings).to_text().as_bytes()).doing("write", path)?;
    }
    checked.findings = crate::baseline(system, arguments.baseline.as_deref())?.compare(checked.findings).new;
    let options = pamphlet_report::Options {
        color: std::io::stdout().is_terminal() && system.environment("NO_COLOR").is_none(),
        path_prefix: prefix(&arguments.site.site),
        ..pamphlet_report::Options::default()
    };
    print!("{}", pamphlet_report::render(&checked.findings, arguments.format.into(), &options));
    if arguments.format == Form::Human {
        summary::check(&checked, begin.elapsed());
    }
    Ok(ending(&checked.findings, arguments.fail_on.into()))
}

/// What leads to the site: `content/handbook/`.
fn prefix(site: &Path) -> String {
    let text = site.to_string_lossy().replace('\\', "/");
    match text.trim_start_matches("./").trim_end_matches('/') {
        "" | "." => String::new(),
        path => format!("{path}/"),
    }
}
