//! The machine itself.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the door")]

mod regular;

use super::{FileKind, FileStamp, Lock, Member, Stat, System};
use pamphlet_source::limits::{self, GIT_PART_BYTES};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

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

/// What switches off the filters that the configuration of a repository names: git runs them when it compares files with
/// the index. Their names are the repository's own, so they are asked for first; none is known when one of them cannot
/// be switched off for sure, and git is then not asked at all.
fn without_filters(folder: &Path) -> Option<Vec<String>> {
    let output =
        git(folder, &[]).args(["config", "--null", "--name-only", "--get-regexp", r"^filter\."]).output().ok()?;
    // 1 says that there are none.
    if !output.status.success() && output.status.code() != Some(1) {
        return None;
    }
    let keys = String::from_utf8(output.stdout).ok()?;
    let mut settings = BTreeSet::new();
    for key in keys.split_terminator('\0') {
        let (driver, _) = key.rsplit_once('.')?;
        // `-c` ends a key at the first sign of equality.
        if driver.contains('=') {
            return None;
        }
        settings.extend(["clean=", "smudge=", "process=", "required=false"].map(|own| format!("{driver}.{own}")));
    }
    Some(settings.into_iter().collect())
}

/// A lock on a file; the file goes when the lock goes, and goes first: somebody who opened it before sees, once the lock
/// is theirs, that it is not the file at that path any more.
struct FileLock {
    path: PathBuf,
    file: fs::File,
}

impl Lock for FileLock {}

impl Drop for FileLock {
    fn drop(&mut self) {
        if is_at(&self.file, &self.path).unwrap_or(false) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Opens the file of a lock. One that somebody else made and that may not be written to can be locked all the same.
fn open_lock(path: &Path) -> io::Result<fs::File> {
    match fs::OpenOptions::new().create(true).truncate(false).write(true).open(path) {
        Err(error) if super::is_refusal(&error) => match fs::File::open(path) {
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => Err(error),
            other => other,
        },
        other => other,
    }
}

/// Whether an open file is the one that lies at a path.
#[cfg(unix)]
fn is_at(file: &fs::File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = file.metadata()?;
    Ok(found(fs::symlink_metadata(path))?.is_some_and(|there| (there.dev(), there.ino()) == (own.dev(), own.ino())))
}

/// A file that is open cannot be removed there, so it is the one.
#[cfg(not(unix))]
fn is_at(_file: &fs::File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(unix)]
fn stamp(data: &fs::Metadata) -> FileStamp {
    use std::os::unix::fs::MetadataExt;
    FileStamp {
        written: (data.mtime(), data.mtime_nsec()),
        changed: (data.ctime(), data.ctime_nsec()),
        number: data.ino(),
    }
}

#[cfg(not(unix))]
fn stamp(data: &fs::Metadata) -> FileStamp {
    use std::time::UNIX_EPOCH;
    let parts = |time: io::Result<std::time::SystemTime>| {
        let since = time.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        (i64::try_from(since.as_secs()).unwrap_or(i64::MAX), i64::from(since.subsec_nanos()))
    };
    FileStamp { written: parts(data.modified()), changed: parts(data.created()), number: 0 }
}

/// Whether the disk failed, and not the asking.
fn is_of_disk(error: &io::Error) -> bool {
    const EIO: i32 = 5;
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::NotFound)
        || error.raw_os_error() == Some(EIO)
}

fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A git command of which nothing but the words on its standard output is wanted.
fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["--no-pager", "--no-replace-objects"]);
    for setting in QUIET_GIT {
        command.args(["-c", setting]);
    }
    command
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env_remove("GIT_EXTERNAL_DIFF")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

impl System for OsSystem {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        regular::read(path, limit, None)
    }

    fn read_in_pieces(&self, path: &Path, limit: usize, see: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        regular::read_in_pieces(path, limit, see)
    }

    fn read_within(&self, boundary: &Path, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        regular::read(path, limit, Some(boundary))
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<Member>> {
        let mut members = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            let kind = if link {
                match fs::metadata(entry.path()) {
                    Ok(data) => regular::kind(data.file_type()),
                    Err(error) if error.kind() == io::ErrorKind::PermissionDenied => FileKind::File,
                    Err(_) => FileKind::Nothing,
                }
            } else {
                // What goes meanwhile, or cannot be looked at, is a file: reading it says why it cannot be read.
                entry.file_type().map_or(FileKind::File, regular::kind)
            };
            members.push(Member { name: entry.file_name(), kind, link });
        }
        members.sort();
        Ok(members)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let Some(data) = found(fs::metadata(path))? else { return Ok(None) };
        Ok(Some(Stat { folder: data.is_dir(), bytes: if data.is_dir() { 0 } else { data.len() }, stamp: stamp(&data) }))
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = path.to_owned();
        for _ in 0..limits::LINK_CHAIN {
            match found(fs::symlink_metadata(&path))? {
                Some(data) if data.is_symlink() => {
                    let target = fs::read_link(&path)?;
                    path = path.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
                }
                _ => return Ok(path),
            }
        }
        Err(io::Error::other("links lead in a circle"))
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn is_mount(&self, folder: &Path) -> bool {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        let Ok(found) = statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty()) else { return false };
        found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
            && found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn is_mount(&self, _folder: &Path) -> bool {
        false
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
        for _ in 0..limits::LOCK_TRIES {
            let file = open_lock(path)?;
            match file.try_lock() {
                // Whoever held it may have removed the file since it was opened here: then this lock holds nothing.
                Ok(()) if is_at(&file, path)? => {
                    return Ok(Some(Box::new(FileLock { path: path.to_owned(), file })));
                }
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => return Ok(None),
                Err(fs::TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        let is_folder = path.is_dir();
        match fs::File::open(path).and_then(|file| file.sync_all()) {
            // Windows and some network file systems know no such thing as waiting for the names of a folder, and a
            // folder that may be written into need not be one that may be read. The names are then as safe as they get.
            Err(error) if is_folder && error.raw_os_error().is_some() && !is_of_disk(&error) => Ok(()),
            other => other,
        }
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn sync_below(&self, folder: &Path) -> io::Result<()> {
        // One call for the file system instead of one for each of thousands of files and folders.
        Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn sync_below(&self, folder: &Path) -> io::Result<()> {
        for member in self.entries(folder)? {
            let path = folder.join(&member.name);
            match member.own_kind() {
                super::EntryKind::Folder => self.sync_below(&path)?,
                super::EntryKind::File => self.sync(&path)?,
                super::EntryKind::Link | super::EntryKind::Other => {}
            }
        }
        self.sync(folder)
    }

    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn environment(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> Option<String> {
        let mut command = git(folder, &[]);
        // Only here does git look at the files themselves.
        if arguments.first() == Some(&"status") {
            for setting in without_filters(folder)? {
                command.args(["-c", &setting]);
            }
        }
        let output = command.args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn git_parts(&self, folder: &Path, arguments: &[&str], each: &mut dyn FnMut(&str)) -> Option<()> {
        let mut child = git(folder, arguments).stdout(Stdio::piped()).spawn().ok()?;
        let mut printed = BufReader::new(child.stdout.take()?);
        let mut part = Vec::new();
        let whole = loop {
            part.clear();
            match printed.by_ref().take(GIT_PART_BYTES).read_until(0, &mut part) {
                Ok(0) => break true,
                Ok(_) if part.last() == Some(&0) => each(&String::from_utf8_lossy(&part[..part.len() - 1])),
                // Every part ends with a NUL: this one is too long, or cut off.
                Ok(_) | Err(_) => break false,
            }
        };
        if !whole {
            let _ = child.kill();
        }
        (child.wait().ok()?.success() && whole).then_some(())
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

    fn program(&self) -> Option<PathBuf> {
        // Leads to the file that runs even when another program lies at its path by now.
        let own = PathBuf::from("/proc/self/exe");
        if own.exists() { Some(own) } else { std::env::current_exe().ok() }
    }

    fn process(&self) -> u32 {
        std::process::id()
    }

    fn cores(&self) -> usize {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }
}
