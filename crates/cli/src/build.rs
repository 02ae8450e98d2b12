//! `build`.

use crate::arguments::BuildArguments;
use crate::progress::Bar;
use crate::{Ended, ending, summary};
use pamphlet_pipeline::system::System;
use std::time::Instant;

pub(crate) fn run(system: &dyn System, arguments: &BuildArguments) -> Ended {
    let begin = Instant::now();
    let bar = Bar::new(system);
    let report = pamphlet_pipeline::build::build(system, &arguments.request(system), &bar);
    bar.finish();
    let report = report?;
    if arguments.verbose {
        let options = summary::rendering(system, &arguments.site.site);
        show!(pamphlet_report::render(&report.findings, pamphlet_report::Format::Human, &options));
    } else {
        summary::errors(&report.findings);
    }
    summary::build(&report, &arguments.out, begin.elapsed());
    Ok(ending(&report.findings, arguments.fail_on.into()))
}
