//! The machine itself.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the door")]

use super::{Lock, Stat, System};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::UNIX_EPOCH;

/// The machine that the program runs on.
#[derive(Debug, Default, Clone, Copy)]
pub struct OsSystem;

/// What overrides the configuration of a repository, which comes with the site and is not to be trusted: no key of it
/// may start a program or reach another machine. After `git-config(1)`: signatures are not looked at, nobody watches
/// files, nothing is paged, no hook runs, no driver compares or filters, nothing is fetched.
const QUIET_GIT: [&str; 14] = [
    "log.showSignature=false",
    "gpg.program=false",
    "gpg.openpgp.program=false",
    "gpg.ssh.program=false",
    "gpg.x509.program=false",
    "core.fsmonitor=false",
    "core.pager=cat",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "core.alternateRefsCommand=false",
    "diff.external=",
    "credential.helper=",
    "protocol.allow=never",
];

/// A lock on a file; the file goes when the lock goes.
struct FileLock {
    path: PathBuf,
    _file: fs::File,
}

impl Lock for FileLock {}

impl Drop for FileLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether following a link leads back to a folder above it.
fn circle(link: &Path) -> bool {
    match (fs::canonicalize(link), link.parent().map(fs::canonicalize)) {
        (Ok(target), Some(Ok(above))) => above.starts_with(&target),
        _ => true,
    }
}

impl System for OsSystem {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<(String, bool)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let folder = if kind.is_symlink() {
                let path = entry.path();
                let target = fs::metadata(&path).is_ok_and(|data| data.is_dir());
                if target && circle(&path) {
                    continue;
                }
                target
            } else {
                kind.is_dir()
            };
            found.push((entry.file_name().to_string_lossy().into_owned(), folder));
        }
        found.sort();
        Ok(found)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let Some(data) = found(fs::metadata(path))? else { return Ok(None) };
        let changed = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Ok(Some(Stat {
            folder: data.is_dir(),
            bytes: if data.is_dir() { 0 } else { data.len() },
            stamp: changed.map_or(0, |time| time.as_nanos()),
        }))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match fs::write(path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                fs::write(path, bytes)
            }
            other => other,
        }
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        match fs::hard_link(from, to) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
            Err(_) => fs::copy(from, to).map(|_| ()),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP | Errno::PERM) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn exchange(&self, _one: &Path, _other: &Path) -> io::Result<bool> {
        Ok(false)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let Some(data) = found(fs::symlink_metadata(path))? else { return Ok(()) };
        if data.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(FileLock { path: path.to_owned(), _file: file }))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn environment(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> Option<String> {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(["--no-pager", "--no-replace-objects"]);
        for setting in QUIET_GIT {
            command.args(["-c", setting]);
        }
        let output = command
            .args(arguments)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env_remove("GIT_EXTERNAL_DIFF")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn cache_folder(&self) -> Option<PathBuf> {
        let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let home = || folder("HOME");
        let base = if cfg!(windows) {
            folder("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            home().map(|home| home.join("Library/Caches"))
        } else {
            folder("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
        };
        base.map(|base| base.join("pamphlet"))
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    }

    fn program(&self) -> String {
        let stat = std::env::current_exe().ok().and_then(|path| self.stat(&path).ok().flatten());
        let build = stat.map_or_else(String::new, |stat| format!("{}-{}", stat.bytes, stat.stamp));
        format!("{}-{build}", env!("CARGO_PKG_VERSION"))
    }

    fn cores(&self) -> usize {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }
}
