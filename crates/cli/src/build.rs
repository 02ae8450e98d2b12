//! `build`.

use crate::arguments::{BuildArguments, Color};
use crate::progress::Bar;
use crate::supervise::Session;
use crate::{Ended, ending, summary};
use pamphlet_pipeline::system::{Doing, System};
use pamphlet_pipeline::timings::Timings;
use std::sync::Arc;
use std::time::Instant;

pub(crate) fn run(system: &dyn System, arguments: &BuildArguments, session: &Session) -> Ended {
    let begin = Instant::now();
    let mut request = arguments.make.request(system, Some(&arguments.part), session)?;
    let mut timings = None;
    if arguments.timings.is_some() {
        let walls = std::mem::take(&mut request.walls);
        request.walls = walls.watched_by(|inner| {
            let watch = Arc::new(Timings::new(inner));
            timings = Some(Arc::clone(&watch));
            watch
        });
        request.timings.clone_from(&timings);
    }
    arguments.make.site.tell(&request, arguments.make.words.quiet);
    let bar = Bar::new(system, arguments.make.words.quiet);
    let report = pamphlet_pipeline::build::build(system, &request, &bar);
    bar.finish();
    if let Some(timings) = timings {
        if let Some(Some(path)) = &arguments.timings {
            system.write(path, timings.trace().as_bytes()).doing("write", path)?;
        }
        complain!("{}", timings.table());
    }
    let report = report?;
    if let Some(path) = &arguments.findings {
        let options = summary::rendering(system, &request.site, Color::Never);
        let text = pamphlet_report::render(&report.findings, pamphlet_report::ReportFormat::Json, &options);
        system.write(path, text.as_bytes()).doing("write", path)?;
    }
    summary::told(system, &request, &arguments.make.words, &report);
    summary::build(&report, &arguments.make.words, &request.out, begin.elapsed());
    Ok(ending(&report.findings, arguments.fail_on.into()))
}
