//! `watch`.

use crate::arguments::WatchArguments;
use crate::progress::Bar;
use crate::supervise::Session;
use crate::{Ended, Ending, summary};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::system::System;
use pamphlet_source::visible;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long it has to be quiet before a build begins: editors save in several steps.
const QUIET: Duration = Duration::from_millis(80);

/// Builds once.
pub(crate) fn build(system: &dyn System, arguments: &WatchArguments, session: &Session) -> Ended {
    let begin = Instant::now();
    let request = arguments.make.request(system, Some(&arguments.part), session)?;
    let bar = Bar::new(system, arguments.make.words.quiet);
    let report = pamphlet_pipeline::build::build(system, &request, &bar);
    bar.finish();
    let report = report?;
    summary::told(system, &request, &arguments.make.words, &report);
    summary::build(&report, &arguments.make.words, &request.out, begin.elapsed());
    Ok(Ending::Good)
}

/// Builds, and builds again whenever something changes. `supervised` does [`build`] in a process of its own, and says
/// whether there was one.
pub(crate) fn run(
    system: &dyn System,
    arguments: &WatchArguments,
    session: &Session,
    supervised: &mut dyn FnMut() -> bool,
) -> Ended {
    let request = arguments.make.request(system, Some(&arguments.part), session)?;
    arguments.make.site.tell(&request, arguments.make.words.quiet);
    let (sender, events) = channel();
    let failed = |error: notify::Error| {
        Error::usage(
            format!("{} cannot be watched: {error}", request.site.display()),
            "check that it is there and may be read",
        )
    };
    // A link of the site may lead to the whole disk, so links are not followed to be watched.
    let config = notify::Config::default().with_follow_symlinks(false);
    let tell = move |event| {
        let _ = sender.send(event);
    };
    let mut watcher = RecommendedWatcher::new(tell, config).map_err(failed)?;
    watcher.watch(&request.site, RecursiveMode::Recursive).map_err(failed)?;
    if let Some(config) = &request.config {
        watcher.watch(config, RecursiveMode::NonRecursive).map_err(failed)?;
    }
    // Events name the folder at the end of all links.
    let outs = [system.absolute(&request.out), system.absolute(&system.target(&request.out).unwrap_or_default())];
    let saved = |event: notify::Result<notify::Event>| saved(event, &outs);
    loop {
        // A configuration that is half written is no reason to stop watching.
        if !supervised()
            && let Err(error) = build(system, arguments, session)
        {
            complain!("error: {error}");
        }
        let mut changed: Vec<PathBuf> = Vec::new();
        while changed.is_empty() {
            let Ok(event) = events.recv() else { return Err(Error::usage("watching ended", "start it again")) };
            changed.extend(saved(event));
        }
        loop {
            match events.recv_timeout(QUIET) {
                Ok(event) => changed.extend(saved(event)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(Error::usage("watching ended", "start it again")),
            }
        }
        changed.sort();
        changed.dedup();
        for path in changed.iter().take(3) {
            let path = path.strip_prefix(system.absolute(&request.site)).unwrap_or(path).display().to_string();
            say!("changed: {}", visible::line(&path));
        }
    }
}

/// The files of the site that an event is about; reading and our own output are none.
fn saved(event: notify::Result<notify::Event>, outs: &[PathBuf]) -> Vec<PathBuf> {
    let Ok(event) = event else { return Vec::new() };
    if event.kind.is_access() {
        return Vec::new();
    }
    let ours = |path: &Path| {
        outs.iter().any(|out| {
            let name = out.file_name().map(|name| format!(".{}.", name.to_string_lossy())).unwrap_or_default();
            let beside = |own: &OsStr| own.to_string_lossy().starts_with(&name);
            path.starts_with(out) || path.ancestors().any(|above| above.file_name().is_some_and(beside))
        })
    };
    event.paths.into_iter().filter(|path| !ours(path)).collect()
}
