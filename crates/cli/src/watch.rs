//! `watch`.

use crate::arguments::BuildArguments;
use crate::progress::Bar;
use crate::{Ended, summary};
use notify::{RecursiveMode, Watcher};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::system::System;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long it has to be quiet before a build begins: editors save in several steps.
const QUIET: Duration = Duration::from_millis(80);

pub(crate) fn run(system: &dyn System, arguments: &BuildArguments) -> Ended {
    let request = arguments.request(system);
    let (sender, events) = channel();
    let failed = |error: notify::Error| {
        Error::usage(format!("{} cannot be watched: {error}", request.site.display()), "check the folder behind --site")
    };
    let mut watcher = notify::recommended_watcher(move |event| {
        let _ = sender.send(event);
    })
    .map_err(failed)?;
    watcher.watch(&request.site, RecursiveMode::Recursive).map_err(failed)?;
    if let Some(config) = &request.config {
        watcher.watch(config, RecursiveMode::NonRecursive).map_err(failed)?;
    }
    let out = system.absolute(&request.out);
    loop {
        let begin = Instant::now();
        let bar = Bar::new(system);
        let report = pamphlet_pipeline::build::build(system, &request, &bar);
        bar.finish();
        match report {
            Ok(report) => {
                summary::errors(&report.findings);
                summary::build(&report, &request.out, begin.elapsed());
            }
            // A configuration that is half written is no reason to stop watching.
            Err(error) => complain!("error: {error}"),
        }
        let mut changed: Vec<PathBuf> = Vec::new();
        while changed.is_empty() {
            let Ok(event) = events.recv() else { return Err(Error::usage("watching ended", "start it again")) };
            changed.extend(saved(event, &out));
        }
        loop {
            match events.recv_timeout(QUIET) {
                Ok(event) => changed.extend(saved(event, &out)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(Error::usage("watching ended", "start it again")),
            }
        }
        changed.sort();
        changed.dedup();
        for path in changed.iter().take(3) {
            say!("changed: {}", path.strip_prefix(system.absolute(&request.site)).unwrap_or(path).display());
        }
    }
}

/// The files of the site that an event is about; reading and our own output are none.
fn saved(event: notify::Result<notify::Event>, out: &Path) -> Vec<PathBuf> {
    let Ok(event) = event else { return Vec::new() };
    if event.kind.is_access() {
        return Vec::new();
    }
    let beside = |path: &Path| {
        let name = out.file_name().map(|name| format!(".{}.", name.to_string_lossy())).unwrap_or_default();
        path.ancestors().any(|above| above.file_name().is_some_and(|own| own.to_string_lossy().starts_with(&name)))
    };
    event.paths.into_iter().filter(|path| !path.starts_with(out) && !beside(path)).collect()
}
