//! `export`.

use crate::arguments::{ExportArguments, OutputFolder};
use crate::progress::Bar;
use crate::summary::counted;
use crate::supervise::Session;
use crate::{Ended, ending, summary};
use pamphlet_pipeline::Request;
use pamphlet_pipeline::system::System;
use pamphlet_source::Severity;

pub(crate) fn run(system: &dyn System, arguments: &ExportArguments, session: &Session) -> Ended {
    let request = Request {
        locales: arguments.locales.locale.clone(),
        ..arguments.site.request(system, OutputFolder::Nowhere, session)?
    };
    arguments.site.tell(&request, false);
    let bar = Bar::new(system, false);
    let written = pamphlet_pipeline::export::export(system, &request, arguments.form, &arguments.out, &bar);
    bar.finish();
    let written = written?;
    summary::failing(&written.faults, Severity::Error);
    for (path, pairs) in &written.files {
        complain!("wrote {}: {}", path.display(), counted(*pairs, "pair of sentences", "pairs of sentences"));
    }
    Ok(ending(&written.faults, Severity::Error))
}
