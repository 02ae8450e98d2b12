//! `watch`.

use crate::arguments::WatchArguments;
use crate::progress::Bar;
use crate::serve::Server;
use crate::supervise::{self, Needless, Session};
use crate::{Ended, Ending, summary};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::changed::Saved;
use pamphlet_pipeline::flight::Turn;
use pamphlet_pipeline::system::process::{Folder, Record};
use pamphlet_pipeline::system::{Doing, OsSystem, System};
use pamphlet_report::{Baseline, Compared};
use pamphlet_source::limits::MANIFEST_BYTES;
use pamphlet_source::{Finding, visible};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long it has to be quiet before a build begins: editors save in several steps.
const QUIET: Duration = Duration::from_millis(40);
/// Of so many saved files at most those that are pages are made first; more are a change of the whole site.
const PAGES: usize = 8;
/// What is made aside, in a folder of our own.
const ASIDE: &str = "pages";
/// How many findings that are new, and how many that are gone, are said one by one.
const SAID: usize = 20;
/// Endings of what editors keep beside a file while it is edited.
const TEMPORARY: [&str; 9] = ["~", ".swp", ".swo", ".swx", ".tmp", ".bak", ".part", ".kate-swp", "___jb_tmp___"];
/// Hidden files that say something of a site.
const HIDDEN: [&str; 4] = [".pages", ".nav.yml", ".meta.yml", ".authors.yml"];

/// Builds once: the files of a page that was just saved, or everything.
pub(crate) fn build(system: &dyn System, arguments: &WatchArguments, session: &Session) -> Ended {
    let begin = Instant::now();
    let request = arguments.make.request(system, Some(&arguments.part), session)?;
    let words = &arguments.make.words;
    let turn = session.turn.as_ref();
    if let Some((files, aside)) = turn.and_then(|turn| turn.saved.as_ref()) {
        let saved = Saved { files, aside };
        let unseen = Bar::new(system, true);
        // What goes wrong is said when everything is built, which follows at once.
        let built = pamphlet_pipeline::build::build_saved(system, &request, saved, &unseen);
        if let Ok(Some(report)) = built {
            if !words.quiet {
                let files = summary::counted(report.made.0, "file", "files");
                say!("{files} of the saved pages, and now the rest ({})", summary::seconds(begin.elapsed()));
            }
            if let Some(path) = turn.map(|turn| &turn.known) {
                new_findings(system, path, &report.findings)?;
            }
        }
        return Ok(Ending::Good);
    }
    let bar = Bar::new(system, words.quiet);
    let report = pamphlet_pipeline::build::build(system, &request, &bar);
    bar.finish();
    let report = report?;
    summary::told(system, &request, words, &report);
    summary::build(&report, words, &request.out, begin.elapsed());
    if let Some(path) = turn.map(|turn| &turn.known) {
        changed_findings(system, path, &report.findings)?;
    }
    Ok(Ending::Good)
}

/// Says which findings are new in a part of what is built. What is gone is known when everything is built.
fn new_findings(system: &dyn System, path: &Path, findings: &[Finding]) -> Result<(), Error> {
    if system.stat(path).doing("look at", path)?.is_none_or(|stat| stat.bytes == 0) {
        return Ok(());
    }
    let mut known = crate::baseline(system, Some(path))?;
    let new = known.compare(findings.to_vec()).new;
    for finding in new.iter().take(SAID) {
        say!("new: {}", summary::line(finding));
    }
    if new.len() > SAID {
        say!("and {} more that are new", new.len() - SAID);
    }
    known.add(&new);
    Ok(system.write(path, known.to_text().as_bytes()).doing("write", path)?)
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

/// Starts the program again with more words, as [`supervise`](crate::supervise::supervise) does.
pub(crate) type Again<'a> = &'a mut dyn FnMut(&Turn, Needless<'_>) -> Option<supervise::Ended>;

/// Builds, and builds again whenever something changes. `again` does [`build`] in a process of its own. Ends when there is
/// nothing to begin with.
pub(crate) fn run(
    system: &dyn System,
    arguments: &WatchArguments,
    session: &Session,
    again: Again<'_>,
) -> Result<ExitCode, Error> {
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
    let mut saves = Saves { events, site: system.absolute(&request.site), outs, seen: BTreeSet::new() };
    // Without a browser nobody looks at what is made aside.
    let aside = Folder::create().ok().filter(|_| arguments.serve);
    let pages = aside.as_ref().map(|aside| aside.path().join(ASIDE));
    let server = arguments.serve.then(|| Server::start(&request.out, pages.clone(), arguments.port)).transpose()?;
    let shown = || {
        if let Some(server) = &server {
            server.built();
        }
    };
    let mut known = Findings::default();
    let mut first = true;
    loop {
        let run = Run { system, arguments, session };
        // Whoever saves again while books are made is shown that page first.
        let mut needless = || pages.is_some() && saves.are_there();
        match known.during(|known| run.turn(Turn { known, saved: None }, again, &mut needless)) {
            Ran::Well => {
                if let Some(aside) = &aside {
                    aside.clear(ASIDE);
                }
                shown();
            }
            // Later, a configuration that is half written is no reason to stop watching.
            Ran::Badly(code) if first => return Ok(code),
            Ran::Badly(_) | Ran::Stopped => {}
        }
        if let (Some(server), true) = (&server, std::mem::take(&mut first)) {
            say!("shown at {}", server.address());
            if arguments.open {
                crate::shells::browse(&server.address());
            }
        }
        let saved = saves.wait()?;
        for path in saved.iter().take(3) {
            let path = path.strip_prefix(&saves.site).unwrap_or(path).display().to_string();
            say!("changed: {}", visible::line(&path));
        }
        if let Some(aside) = pages.clone().filter(|_| are_pages(&saved)) {
            let saved = Some((saved, aside));
            if matches!(known.during(|known| run.turn(Turn { known, saved }, again, &mut || false)), Ran::Well) {
                shown();
            }
        }
    }
}

/// Whether what was saved may be pages whose files are made before the rest.
fn are_pages(saved: &[PathBuf]) -> bool {
    let is_page = |path: &PathBuf| path.to_str().is_some() && path.extension().is_some_and(|ending| ending == "md");
    saved.len() <= PAGES && saved.iter().all(is_page)
}

/// How a run of the program ended.
enum Ran {
    Well,
    /// What was wrong has been said.
    Badly(ExitCode),
    /// It was needed no more.
    Stopped,
}

/// What all runs of the program have in common while it watches.
struct Run<'r> {
    system: &'r dyn System,
    arguments: &'r WatchArguments,
    session: &'r Session,
}

impl Run<'_> {
    /// Builds.
    fn turn(&self, turn: Turn, again: Again<'_>, needless: Needless<'_>) -> Ran {
        match again(&turn, needless) {
            Some(supervise::Ended::With(code)) if code == ExitCode::SUCCESS => Ran::Well,
            Some(supervise::Ended::With(code)) => Ran::Badly(code),
            Some(supervise::Ended::Stopped) => Ran::Stopped,
            None => {
                let session = Session { turn: Some(turn), ..self.session.clone() };
                let built = build(self.system, self.arguments, &session);
                built.map_or_else(|error| Ran::Badly(crate::failed(&error)), |_| Ran::Well)
            }
        }
    }
}

/// The files that were saved and not yet built.
struct Saves {
    events: Receiver<notify::Result<notify::Event>>,
    site: PathBuf,
    outs: [PathBuf; 2],
    seen: BTreeSet<PathBuf>,
}

impl Saves {
    fn add(&mut self, event: notify::Result<notify::Event>) {
        self.seen.extend(saved(event, &self.site, &self.outs));
    }

    /// Whether there are some.
    fn are_there(&mut self) -> bool {
        while let Ok(event) = self.events.try_recv() {
            self.add(event);
        }
        !self.seen.is_empty()
    }

    /// Waits until there are some, and until it is quiet.
    fn wait(&mut self) -> Result<Vec<PathBuf>, Error> {
        let ended = || Error::usage("watching ended", "start it again");
        while self.seen.is_empty() {
            let event = self.events.recv().map_err(|_| ended())?;
            self.add(event);
        }
        loop {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.add(event),
                Err(RecvTimeoutError::Timeout) => return Ok(std::mem::take(&mut self.seen).into_iter().collect()),
                Err(RecvTimeoutError::Disconnected) => return Err(ended()),
            }
        }
    }
}

/// What the last build found, which lies in a file only while the next one runs.
#[derive(Default)]
struct Findings(String);

impl Findings {
    /// Runs something with the path of the file.
    fn during(&mut self, run: impl FnOnce(PathBuf) -> Ran) -> Ran {
        // Where no file can be written, nothing is compared.
        let Ok((record, path)) = Record::create() else { return run(PathBuf::new()) };
        let _ = record.add(&self.0);
        let ended = run(path.clone());
        let system = &OsSystem;
        // What was stopped may have been writing it.
        if !matches!(ended, Ran::Stopped) {
            let read = system.read(&path, MANIFEST_BYTES).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            self.0 = read.unwrap_or_default();
        }
        let _ = system.remove(&path);
        ended
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
