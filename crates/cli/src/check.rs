//! `check`.

use crate::arguments::{CheckArguments, Form};
use crate::progress::Bar;
use crate::{Ended, ending, summary};
use pamphlet_pipeline::Request;
use pamphlet_pipeline::system::System;
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
    checked.findings = crate::baseline(system, arguments.baseline.as_deref())?.unknown(&checked.findings);
    match arguments.format {
        Form::Human => {
            for finding in &checked.findings {
                println!("{}", summary::line(finding));
            }
            summary::check(&checked, begin.elapsed());
        }
        Form::Json => println!("{:#}", serde_json::json!({ "diagnostics": checked.findings })),
    }
    Ok(ending(&checked.findings, arguments.fail_on.into()))
}
