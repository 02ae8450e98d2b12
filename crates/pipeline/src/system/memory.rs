//! A machine in memory, which can be told to fail.

use super::{Lock, Stat, System};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

/// Files by path; `None` is a folder.
type Nodes = BTreeMap<PathBuf, Option<Node>>;

/// A file, and when it was written by the count of all writes.
#[derive(Debug, Clone)]
struct Node {
    bytes: Arc<Vec<u8>>,
    stamp: u64,
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

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Puts a file, whatever was told to fail.
    pub fn put(&self, path: impl AsRef<Path>, bytes: &[u8]) {
        put(&mut self.state().nodes, path.as_ref(), bytes.to_vec());
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

    /// Makes a file one that may not be read.
    pub fn forbid(&self, path: impl AsRef<Path>) {
        self.state().unreadable.insert(path.as_ref().to_owned());
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

fn put(nodes: &mut Nodes, path: &Path, bytes: Vec<u8>) {
    for folder in path.ancestors().skip(1) {
        nodes.entry(folder.to_owned()).or_insert(None);
    }
    let stamp = WRITES.fetch_add(1, Ordering::Relaxed);
    nodes.insert(path.to_owned(), Some(Node { bytes: Arc::new(bytes), stamp }));
}

fn moved(nodes: &mut Nodes, from: &Path, to: &Path) -> io::Result<()> {
    let below: Vec<PathBuf> = nodes.keys().filter(|path| path.starts_with(from)).cloned().collect();
    if below.is_empty() {
        return Err(io::ErrorKind::NotFound.into());
    }
    for path in below {
        let node = nodes.remove(&path).flatten();
        let rest = path.strip_prefix(from).expect("it was filtered by this prefix");
        let target = if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) };
        nodes.insert(target, node);
    }
    Ok(())
}

impl System for MemorySystem {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let state = self.state();
        if state.unreadable.contains(path) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        match state.nodes.get(path) {
            Some(Some(node)) => Ok(node.bytes.to_vec()),
            Some(None) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        let state = self.state();
        match state.nodes.get(folder) {
            Some(None) => {}
            Some(Some(_)) => return Err(io::ErrorKind::NotADirectory.into()),
            None => return Err(io::ErrorKind::NotFound.into()),
        }
        let mut found: Vec<(String, bool)> = state
            .nodes
            .range(folder.to_owned()..)
            .take_while(|(path, _)| path.starts_with(folder))
            .filter(|(path, _)| path.parent() == Some(folder))
            .filter_map(|(path, node)| Some((path.file_name()?.to_string_lossy().into_owned(), node.is_none())))
            .collect();
        found.sort();
        Ok(found)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        Ok(self.state().nodes.get(path).map(|node| Stat {
            folder: node.is_none(),
            bytes: node.as_ref().map_or(0, |node| node.bytes.len() as u64),
            stamp: node.as_ref().map_or(0, |node| u128::from(node.stamp)),
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
            put(&mut state.nodes, path, bytes.to_vec());
            Ok(())
        })
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.change(|state| {
            for folder in path.ancestors() {
                state.nodes.entry(folder.to_owned()).or_insert(None);
            }
            Ok(())
        })
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|state| {
            // As a hard link: the same bytes, with the same stamp.
            let node = state.nodes.get(from).cloned().flatten().ok_or(io::ErrorKind::NotFound)?;
            put(&mut state.nodes, to, Vec::new());
            state.nodes.insert(to.to_owned(), Some(node));
            Ok(())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|state| {
            if state.nodes.contains_key(to) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            moved(&mut state.nodes, from, to)
        })
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        if !self.state().can_exchange {
            return Ok(false);
        }
        self.change(|state| {
            let aside = one.with_extension("exchange");
            moved(&mut state.nodes, one, &aside)?;
            moved(&mut state.nodes, other, one)?;
            moved(&mut state.nodes, &aside, other)?;
            Ok(true)
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.change(|state| {
            state.nodes.retain(|known, _| !known.starts_with(path));
            Ok(())
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        let mut state = self.state();
        if !state.locks.insert(path.to_owned()) {
            return Ok(None);
        }
        Ok(Some(Box::new(MemoryLock { path: path.to_owned(), state: Arc::clone(&self.state) })))
    }

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

    fn program(&self) -> String {
        "memory".to_owned()
    }

    fn cores(&self) -> usize {
        2
    }
}
