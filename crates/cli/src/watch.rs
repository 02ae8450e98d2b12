//! `watch`.

use crate::arguments::WatchArguments;
use crate::progress::Bar;
use crate::serve::Server;
use crate::supervise::Session;
use crate::{Ended, Ending, summary};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::system::process::Record;
use pamphlet_pipeline::system::{Doing, OsSystem, System};
use pamphlet_report::{Baseline, Compared};
use pamphlet_source::limits::MANIFEST_BYTES;
use pamphlet_source::{Finding, visible};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long it has to be quiet before a build begins: editors save in several steps.
const QUIET: Duration = Duration::from_millis(80);
/// How many findings that are new, and how many that are gone, are said one by one.
const SAID: usize = 20;
/// Endings of what editors keep beside a file while it is edited.
const TEMPORARY: [&str; 9] = ["~", ".swp", ".swo", ".swx", ".tmp", ".bak", ".part", ".kate-swp", "___jb_tmp___"];
/// Hidden files that say something of a site.
const HIDDEN: [&str; 4] = [".pages", ".nav.yml", ".meta.yml", ".authors.yml"];

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
    if let Some(path) = &arguments.known {
        changed_findings(system, path, &report.findings)?;
    }
    Ok(Ending::Good)
}

/// Says which findings are new and which are gone since those that a file knows, which then knows these.
fn changed_findings(system: &dyn System, path: &Path, findings: &[Finding]) -> Result<(), Error> {
    if system.stat(path).doing("look at", path)?.is_some_and(|stat| stat.bytes > 0) {
        let Compared { new, gone, .. } = crate::baseline(system, Some(path))?.compare(findings.to_vec());
        for finding in new.iter().take(SAID) {
            say!("new: {}", summary::line(finding));
        }
        for known in gone.iter().take(SAID) {
            say!("gone: {}", visible::line(&known.to_string()));
        }
        let more = new.len().saturating_sub(SAID) + gone.len().saturating_sub(SAID);
        if more > 0 {
            say!("and {more} more that are new or gone");
        }
    }
    Ok(system.write(path, Baseline::of(findings).to_text().as_bytes()).doing("write", path)?)
}

/// Builds, and builds again whenever something changes. `supervised` does [`build`] in a process of its own, and says
/// whether there was one.
pub(crate) fn run(
    system: &dyn System,
    arguments: &WatchArguments,
    session: &Session,
    supervised: &mut dyn FnMut(&Path) -> bool,
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
    let site = system.absolute(&request.site);
    let saved = |event: notify::Result<notify::Event>| saved(event, &site, &outs);
    let server = arguments.serve.then(|| Server::start(&request.out, arguments.port)).transpose()?;
    let mut known = Findings::default();
    let mut first = true;
    loop {
        // A configuration that is half written is no reason to stop watching.
        known.during(|path| {
            let arguments = WatchArguments { known: Some(path.to_owned()), ..arguments.clone() };
            if !supervised(path)
                && let Err(error) = build(system, &arguments, session)
            {
                complain!("error: {error}");
            }
        });
        if let Some(server) = &server {
            server.built();
            if std::mem::take(&mut first) {
                say!("shown at {}", server.address());
                if arguments.open {
                    crate::shells::browse(&server.address());
                }
            }
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
            let path = path.strip_prefix(&site).unwrap_or(path).display().to_string();
            say!("changed: {}", visible::line(&path));
        }
    }
}

/// What the last build found, which lies in a file only while the next one runs.
#[derive(Default)]
struct Findings(String);

impl Findings {
    /// Runs something with the path of the file.
    fn during(&mut self, run: impl FnOnce(&Path)) {
        // Where no file can be written, nothing is compared.
        let Ok((record, path)) = Record::create() else { return run(Path::new("")) };
        let _ = record.add(&self.0);
        run(&path);
        let system = &OsSystem;
        let read = system.read(&path, MANIFEST_BYTES).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        self.0 = read.unwrap_or_default();
        let _ = system.remove(&path);
    }
}

/// Whether a file is none that somebody wrote for the site: of git, or what an editor keeps for itself.
fn is_passing(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let hidden = name.starts_with('.') && name.len() > 1 && name != ".." && !HIDDEN.contains(&&*name);
    // What vim tries whether it may write, and what `sed -i` writes first.
    let tried = name == "4913" || name.len() == 9 && name.starts_with("sed") && !name.contains('.');
    hidden
        || tried
        || name.starts_with('#') && name.ends_with('#')
        || TEMPORARY.iter().any(|ending| name.ends_with(ending))
}

/// The files of the site that an event is about; reading, our own output and what editors keep for themselves are none.
fn saved(event: notify::Result<notify::Event>, site: &Path, outs: &[PathBuf]) -> Vec<PathBuf> {
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
    let passing = |path: &Path| path.strip_prefix(site).unwrap_or(path).iter().any(is_passing);
    event.paths.into_iter().filter(|path| !ours(path) && !passing(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, EventKind};

    #[test]
    fn only_what_somebody_saved_begins_a_build() {
        let (site, outs) = (Path::new("/home/.sites/lamp"), [PathBuf::from("/home/.sites/lamp/dist")]);
        let seen = |path: &str| {
            let event = notify::Event::new(EventKind::Create(CreateKind::File)).add_path(site.join(path));
            !saved(Ok(event), site, &outs).is_empty()
        };
        for path in ["docs/oil.md", "mkdocs.yml", "docs/.pages", "docs/a/.meta.yml", "docs/sedative.md", "docs/#1.md"] {
            assert!(seen(path), "{path}");
        }
        for path in [
            ".git/index.lock",
            "docs/.oil.md.swp",
            "docs/oil.md~",
            "docs/4913",
            "docs/sedAvrrRK",
            "docs/#oil.md#",
            "docs/.#oil.md",
            "dist/it/a.pdf",
            ".dist.new/x",
            "docs/.goutputstream-AB12",
            ".dist.lock",
        ] {
            assert!(!seen(path), "{path}");
        }
    }
}
