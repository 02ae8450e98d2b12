//! A machine in memory, which can be told to fail.

use super::{FileKind, FileStamp, Lock, Member, Refused, Stat, System};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// Files by path; `None` is a folder.
type Nodes = BTreeMap<PathBuf, Option<Node>>;

/// A file, and when it was written by the count of all writes.
#[derive(Debug, Clone)]
struct Node {
    bytes: Arc<Vec<u8>>,
    stamp: u64,
    /// Whether its content survives a power cut.
    synced: bool,
}

/// Something that somebody else does.
struct Event(Box<dyn FnOnce() + Send>);

impl std::fmt::Debug for Event {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Event")
    }
}

static WRITES: AtomicU64 = AtomicU64::new(1);

#[derive(Debug, Default)]
struct State {
    nodes: Nodes,
    locks: BTreeSet<PathBuf>,
    environment: BTreeMap<String, String>,
    git: BTreeMap<String, String>,
    /// How many more changes succeed; none for all.
    changes_left: Option<usize>,
    /// How many more bytes fit; none for all.
    bytes_left: Option<usize>,
    can_exchange: bool,
    unreadable: BTreeSet<PathBuf>,
    /// Files that are listed and then not there.
    vanished: BTreeSet<PathBuf>,
    /// Symbolic links, by path, with their targets as written. A node lies at the same path.
    links: BTreeMap<PathBuf, PathBuf>,
    /// What is no regular file, in words. A node lies at the same path.
    irregular: BTreeMap<PathBuf, &'static str>,
    /// Folders that are mounted, and whether the system can tell.
    mounts: BTreeMap<PathBuf, bool>,
    /// Folders in which no name may be made, changed or removed.
    fixed: BTreeSet<PathBuf>,
    /// What happens right before a file is read, when it has been read so often.
    before_reading: BTreeMap<PathBuf, (usize, Event)>,
}

/// As many links are followed on one way as Linux follows.
const LINKS: usize = 40;

impl State {
    /// Follows every link of a path, as the system does. What is not there is not asked about.
    fn follow(&self, path: &Path) -> io::Result<PathBuf> {
        if self.links.is_empty() {
            return Ok(path.to_owned());
        }
        let mut waiting: Vec<PathBuf> = vec![path.to_owned()];
        let mut real = PathBuf::new();
        let mut followed = 0;
        while let Some(next) = waiting.pop() {
            let mut parts = next.components();
            let Some(first) = parts.next() else { continue };
            waiting.push(parts.as_path().to_owned());
            match first {
                Component::ParentDir => {
                    real.pop();
                }
                Component::CurDir => {}
                part => real.push(part),
            }
            if let Some(target) = self.links.get(&real) {
                followed += 1;
                if followed > LINKS {
                    return Err(io::Error::other("too many levels of symbolic links"));
                }
                waiting.push(target.clone());
                real.pop();
            }
        }
        Ok(real)
    }

    fn kind(&self, real: &Path) -> FileKind {
        match (self.irregular.get(real), self.nodes.get(real)) {
            (Some(what), _) => FileKind::Irregular(what),
            (None, Some(Some(_))) => FileKind::File,
            (None, Some(None)) => FileKind::Folder,
            (None, None) => FileKind::Nothing,
        }
    }

    fn read(&self, path: &Path, limit: usize, within: Option<&Path>) -> io::Result<Vec<u8>> {
        let real = self.follow(path)?;
        if self.unreadable.contains(&real) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if self.vanished.contains(&real) {
            return Err(io::ErrorKind::NotFound.into());
        }
        match self.kind(&real) {
            FileKind::File => {}
            FileKind::Folder => return Err(io::ErrorKind::IsADirectory.into()),
            FileKind::Irregular(what) => return Err(Refused::Irregular(what).into()),
            FileKind::Nothing => {
                return Err(match self.links.get(path) {
                    Some(target) => Refused::Dangling(target.clone()).into(),
                    None => io::ErrorKind::NotFound.into(),
                });
            }
        }
        if let Some(boundary) = within {
            Refused::unless_within(boundary, &real)?;
        }
        let node = self.nodes.get(&real).and_then(Option::as_ref).ok_or(io::ErrorKind::NotFound)?;
        if node.bytes.len() > limit {
            return Err(Refused::TooLarge(limit).into());
        }
        Ok(node.bytes.to_vec())
    }
}

/// A machine in memory.
#[derive(Debug, Default, Clone)]
pub struct MemorySystem {
    state: Arc<Mutex<State>>,
}

struct MemoryLock {
    path: PathBuf,
    state: Arc<Mutex<State>>,
}

impl Lock for MemoryLock {}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        if let Ok(mut state) = self.state.lock() {
            state.locks.remove(&self.path);
        }
    }
}

impl MemorySystem {
    /// A machine with files.
    #[must_use]
    pub fn new<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let system = Self::default();
        for (path, text) in files {
            system.put(path, text.as_bytes());
        }
        system
    }

    /// Another machine that is as this one is now. Nobody holds a lock there.
    #[must_use]
    pub fn fork(&self) -> Self {
        let state = self.state();
        let copy = State {
            nodes: state.nodes.clone(),
            can_exchange: state.can_exchange,
            unreadable: state.unreadable.clone(),
            links: state.links.clone(),
            vanished: state.vanished.clone(),
            irregular: state.irregular.clone(),
            mounts: state.mounts.clone(),
            fixed: state.fixed.clone(),
            environment: state.environment.clone(),
            git: state.git.clone(),
            ..State::default()
        };
        Self { state: Arc::new(Mutex::new(copy)) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Puts a file, whatever was told to fail.
    pub fn put(&self, path: impl AsRef<Path>, bytes: &[u8]) {
        let (path, mut state) = (path.as_ref(), self.state());
        put(&mut state.nodes, path, bytes.to_vec());
        if let Some(Some(node)) = state.nodes.get_mut(path) {
            node.synced = true;
        }
    }

    /// Every file below a folder, by its path in it.
    #[must_use]
    pub fn files(&self, folder: impl AsRef<Path>) -> BTreeMap<String, Vec<u8>> {
        let folder = folder.as_ref();
        self.state()
            .nodes
            .iter()
            .filter_map(|(path, node)| {
                let name = path.strip_prefix(folder).ok()?.to_string_lossy().into_owned();
                Some((name, node.as_ref()?.bytes.to_vec()))
            })
            .collect()
    }

    /// Lets only so many more changes succeed: what an interruption leaves behind.
    pub fn stop_after(&self, changes: Option<usize>) {
        self.state().changes_left = changes;
    }

    /// How many more changes succeed; none for all.
    #[must_use]
    pub fn changes_left(&self) -> Option<usize> {
        self.state().changes_left
    }

    /// Lets only so many more bytes be written: a disk that is full.
    pub fn room_for(&self, bytes: Option<usize>) {
        self.state().bytes_left = bytes;
    }

    /// Whether folders can be exchanged at once.
    pub fn can_exchange(&self, can: bool) {
        self.state().can_exchange = can;
    }

    /// Puts a symbolic link.
    pub fn put_link(&self, path: impl AsRef<Path>, target: impl AsRef<Path>) {
        let mut state = self.state();
        put(&mut state.nodes, path.as_ref(), Vec::new());
        state.links.insert(path.as_ref().to_owned(), target.as_ref().to_owned());
    }

    /// Puts something that is no regular file: `a named pipe`.
    pub fn put_irregular(&self, path: impl AsRef<Path>, what: &'static str) {
        let mut state = self.state();
        put(&mut state.nodes, path.as_ref(), Vec::new());
        state.irregular.insert(path.as_ref().to_owned(), what);
    }

    /// Lets a file be gone when it is read, though it is listed.
    pub fn vanish(&self, path: impl AsRef<Path>) {
        self.state().vanished.insert(path.as_ref().to_owned());
    }

    /// Makes a file or a folder one that may not be read.
    pub fn forbid(&self, path: impl AsRef<Path>) {
        self.state().unreadable.insert(path.as_ref().to_owned());
    }

    /// Mounts a folder: it can be written into, and neither renamed nor exchanged. Whether the system can tell is
    /// another matter.
    pub fn mount(&self, folder: impl AsRef<Path>, can_tell: bool) {
        let folder = folder.as_ref();
        let mut state = self.state();
        for folder in folder.ancestors() {
            state.nodes.entry(folder.to_owned()).or_insert(None);
        }
        state.mounts.insert(folder.to_owned(), can_tell);
    }

    /// Makes a folder one in which no name may be made, changed or removed; what lies in its folders may.
    pub fn fix(&self, folder: impl AsRef<Path>) {
        self.state().fixed.insert(folder.as_ref().to_owned());
    }

    /// Lets something happen right before a file is read, when it has been read a number of times.
    pub fn before_reading(&self, path: impl AsRef<Path>, times: usize, event: impl FnOnce() + Send + 'static) {
        self.state().before_reading.insert(path.as_ref().to_owned(), (times, Event(Box::new(event))));
    }

    /// Cuts the power: names are as they were last, and files whose content nobody waited for are empty.
    pub fn cut_power(&self) {
        for node in self.state().nodes.values_mut().flatten().filter(|node| !node.synced) {
            node.bytes = Arc::default();
        }
    }

    /// Sets a variable of the environment.
    pub fn set_environment(&self, name: &str, value: &str) {
        self.state().environment.insert(name.to_owned(), value.to_owned());
    }

    /// Says what a git command prints, by its arguments.
    pub fn set_git(&self, arguments: &str, output: &str) {
        self.state().git.insert(arguments.to_owned(), output.to_owned());
    }

    fn change<T>(&self, act: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.state();
        if let Some(left) = &mut state.changes_left {
            if *left == 0 {
                return Err(io::Error::new(io::ErrorKind::Interrupted, "interrupted"));
            }
            *left -= 1;
        }
        act(&mut state)
    }
}

impl State {
    /// Whether a name may be made, changed or removed.
    fn may_name(&self, path: &Path) -> io::Result<()> {
        if path.parent().is_some_and(|folder| self.fixed.contains(folder)) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if self.mounts.contains_key(path) {
            return Err(io::ErrorKind::ResourceBusy.into());
        }
        Ok(())
    }

    /// Whether something may move: no name of another file system is made.
    fn may_move(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.may_name(from)?;
        self.may_name(to)?;
        if self.mount_of(from) == self.mount_of(to) { Ok(()) } else { Err(io::ErrorKind::CrossesDevices.into()) }
    }

    fn mount_of(&self, path: &Path) -> Option<&PathBuf> {
        self.mounts.keys().find(|mount| path.starts_with(mount))
    }
}

fn put(nodes: &mut Nodes, path: &Path, bytes: Vec<u8>) {
    for folder in path.ancestors().skip(1) {
        nodes.entry(folder.to_owned()).or_insert(None);
    }
    let stamp = WRITES.fetch_add(1, Ordering::Relaxed);
    nodes.insert(path.to_owned(), Some(Node { bytes: Arc::new(bytes), stamp, synced: false }));
}

fn moved(state: &mut State, from: &Path, to: &Path) -> io::Result<()> {
    let place = |path: &Path| match path.strip_prefix(from) {
        Ok(rest) if rest.as_os_str().is_empty() => to.to_owned(),
        Ok(rest) => to.join(rest),
        Err(_) => path.to_owned(),
    };
    state.links = std::mem::take(&mut state.links).into_iter().map(|(path, to)| (place(&path), to)).collect();
    let nodes = &mut state.nodes;
    let below: Vec<PathBuf> = nodes.keys().filter(|path| path.starts_with(from)).cloned().collect();
    if below.is_empty() {
        return Err(io::ErrorKind::NotFound.into());
    }
    for path in below {
        let node = nodes.remove(&path).flatten();
        nodes.insert(place(&path), node);
    }
    Ok(())
}

impl System for MemorySystem {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let due = match self.state().before_reading.get_mut(path) {
            Some((0, _)) => true,
            Some((times, _)) => {
                *times -= 1;
                false
            }
            None => false,
        };
        if due {
            let event = self.state().before_reading.remove(path);
            if let Some((_, Event(happens))) = event {
                happens();
            }
        }
        self.state().read(path, limit, None)
    }

    fn read_within(&self, boundary: &Path, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        self.state().read(path, limit, Some(boundary))
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Member>> {
        let state = self.state();
        let folder = &state.follow(folder)?;
        if state.unreadable.contains(folder) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        match state.nodes.get(folder) {
            Some(None) => {}
            Some(Some(_)) => return Err(io::ErrorKind::NotADirectory.into()),
            None => return Err(io::ErrorKind::NotFound.into()),
        }
        let mut members: Vec<Member> = state
            .nodes
            .range(folder.to_owned()..)
            .take_while(|(path, _)| path.starts_with(folder))
            .filter(|(path, _)| path.parent() == Some(folder))
            .filter_map(|(path, _)| {
                let kind = state.follow(path).map_or(FileKind::Nothing, |real| state.kind(&real));
                Some(Member { name: path.file_name()?.to_owned(), kind, link: state.links.contains_key(path) })
            })
            .collect();
        members.sort();
        Ok(members)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let state = self.state();
        let real = state.follow(path)?;
        if state.nodes.contains_key(&real) { Ok(real) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        let state = self.state();
        if state.links.contains_key(path) { state.follow(path) } else { Ok(path.to_owned()) }
    }

    fn is_mount(&self, folder: &Path) -> bool {
        self.state().mounts.get(folder) == Some(&true)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let state = self.state();
        let Ok(real) = state.follow(path) else { return Ok(None) };
        Ok(state.nodes.get(&real).map(|node| Stat {
            folder: node.is_none(),
            bytes: node.as_ref().map_or(0, |node| node.bytes.len() as u64),
            stamp: FileStamp { number: node.as_ref().map_or(0, |node| node.stamp), ..FileStamp::default() },
        }))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.change(|state| {
            if let Some(left) = &mut state.bytes_left {
                if *left < bytes.len() {
                    return Err(io::ErrorKind::StorageFull.into());
                }
                *left -= bytes.len();
            }
            if !state.nodes.contains_key(path) {
                let first = path.ancestors().take_while(|path| !state.nodes.contains_key(*path)).last();
                state.may_name(first.unwrap_or(path))?;
            }
            put(&mut state.nodes, path, bytes.to_vec());
            Ok(())
        })
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.change(|state| {
            if let Some(first) = path.ancestors().take_while(|path| !state.nodes.contains_key(*path)).last() {
                state.may_name(first)?;
            }
            for folder in path.ancestors() {
                state.nodes.entry(folder.to_owned()).or_insert(None);
            }
            Ok(())
        })
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|state| {
            // As a hard link: the same bytes, with the same stamp.
            let mut node = state.nodes.get(from).cloned().flatten().ok_or(io::ErrorKind::NotFound)?;
            state.may_name(to)?;
            if state.mount_of(from) != state.mount_of(to) {
                node.synced = false;
            }
            put(&mut state.nodes, to, Vec::new());
            state.nodes.insert(to.to_owned(), Some(node));
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|state| {
            state.may_move(from, to)?;
            let is_file = |path| matches!(state.nodes.get(path), Some(Some(_)));
            if state.nodes.contains_key(to) && !(is_file(from) && is_file(to)) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            state.links.remove(to);
            moved(state, from, to)
        })
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        if !self.state().can_exchange {
            return Ok(false);
        }
        self.change(|state| {
            state.may_move(one, other)?;
            let aside = one.with_extension("exchange");
            moved(state, one, &aside)?;
            moved(state, other, one)?;
            moved(state, &aside, other)?;
            Ok(true)
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.change(|state| {
            if state.nodes.contains_key(path) || state.links.contains_key(path) {
                state.may_name(path)?;
            }
            state.nodes.retain(|known, _| !known.starts_with(path));
            state.links.retain(|known, _| !known.starts_with(path));
            Ok(())
        })
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.change(|state| match state.nodes.get_mut(path) {
            Some(Some(node)) => {
                node.synced = true;
                Ok(())
            }
            Some(None) => Ok(()),
            None => Err(io::ErrorKind::NotFound.into()),
        })
    }

    fn sync_below(&self, folder: &Path) -> io::Result<()> {
        self.change(|state| {
            for (_, node) in state.nodes.iter_mut().filter(|(path, _)| path.starts_with(folder)) {
                if let Some(node) = node {
                    node.synced = true;
                }
            }
            Ok(())
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        let mut state = self.state();
        if !state.locks.contains(path) {
            state.may_name(path)?;
        }
        if !state.locks.insert(path.to_owned()) {
            return Ok(None);
        }
        Ok(Some(Box::new(MemoryLock { path: path.to_owned(), state: Arc::clone(&self.state) })))
    }

    fn pause(&self, _time: Duration) {}

    fn environment(&self, name: &str) -> Option<String> {
        self.state().environment.get(name).cloned()
    }

    fn git(&self, _folder: &Path, arguments: &[&str]) -> Option<String> {
        self.state().git.get(&arguments.join(" ")).cloned()
    }

    fn cache_folder(&self) -> Option<PathBuf> {
        Some(PathBuf::from("/cache"))
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn program(&self) -> Option<PathBuf> {
        None
    }

    fn process(&self) -> u32 {
        1
    }

    fn cores(&self) -> usize {
        2
    }
}
