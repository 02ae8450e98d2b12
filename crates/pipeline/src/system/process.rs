//! The process itself: what it may use, how long it has worked, what it was doing when it ended.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the door")]

use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A file of lines that outlives the process that writes it. Nothing is synced: the system keeps what was written when
/// a process ends, and nobody asks after the machine itself has ended.
#[derive(Debug)]
pub struct Record(fs::File);

impl Record {
    /// A new record in the folder for temporary files, for this user alone, and its path.
    ///
    /// # Errors
    /// As the system says.
    pub fn create() -> io::Result<(Self, PathBuf)> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("pamphlet-{}-{number}", std::process::id()));
        let mut options = fs::OpenOptions::new();
        options.read(true).append(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok((Self(options.open(&path)?), path))
    }

    /// The record that another process made; its name goes, so that nobody has to remove it later.
    ///
    /// # Errors
    /// As the system says.
    pub fn take(path: &Path) -> io::Result<Self> {
        let file = fs::OpenOptions::new().read(true).append(true).open(path)?;
        fs::remove_file(path)?;
        Ok(Self(file))
    }

    /// Adds a line, whole whatever other threads add.
    ///
    /// # Errors
    /// As the system says.
    pub fn add(&self, line: &str) -> io::Result<()> {
        (&self.0).write_all(line.as_bytes())
    }

    /// All lines.
    ///
    /// # Errors
    /// As the system says.
    pub fn read(&self) -> io::Result<String> {
        let mut bytes = Vec::new();
        (&self.0).seek(SeekFrom::Start(0))?;
        (&self.0).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// How the names of folders for temporary files begin, before the number of their process, and how they end.
const ASIDE: &str = "pamphlet-";
const ASIDE_END: &str = "-aside";

/// Removes what processes left that were killed.
fn remove_left_behind(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(ASIDE)?.strip_suffix(ASIDE_END)?.split('-').next());
        if owner.is_some_and(|owner| owner.parse::<u64>().is_ok_and(is_gone)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether there is no process of this number; false where the system does not tell.
fn is_gone(process: u64) -> bool {
    #[cfg(unix)]
    {
        let process = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
        process.is_none_or(|process| rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH))
    }
    #[cfg(not(unix))]
    {
        let _ = process;
        false
    }
}

/// A folder in the folder for temporary files, for this user alone. It goes with its owner, unless that is killed; then
/// with the next that is made.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new one.
    ///
    /// # Errors
    /// As the system says.
    pub fn create() -> io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        remove_left_behind(&std::env::temp_dir());
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("{ASIDE}{}-{number}{ASIDE_END}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Removes something in it, with all that it holds.
    pub fn clear(&self, name: &str) {
        let _ = fs::remove_dir_all(self.0.join(name));
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How long the cores have worked for this process; none where the system does not tell.
#[must_use]
pub fn processor_time() -> Option<Duration> {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Some(Duration::new(time.tv_sec.try_into().ok()?, time.tv_nsec.try_into().ok()?))
    }
    #[cfg(not(unix))]
    None
}

/// How long this thread has worked; none where the system does not tell.
#[must_use]
pub(crate) fn thread_time() -> Option<Duration> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Some(Duration::new(time.tv_sec.try_into().ok()?, time.tv_nsec.try_into().ok()?))
    }
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    None
}

/// A moment, from which others are measured. Nothing that is made hangs on it.
#[derive(Debug, Clone, Copy)]
pub struct Moment(std::time::Instant);

impl Moment {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        Self(std::time::Instant::now())
    }

    /// How much time has passed since.
    #[must_use]
    pub fn passed(self) -> Duration {
        self.0.elapsed()
    }
}

/// How many bytes of memory this process has now, and the most that it has had; none where the system does not tell.
#[must_use]
pub fn memory() -> Option<(u64, u64)> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib << 10)
    };
    Some((value("VmRSS:")?, value("VmHWM:")?))
}

/// Bounds the memory that this process can get, in bytes; does nothing where the system has no such bound. What asks
/// for more is aborted. A bound that is lower already stays.
pub fn limit_memory(bytes: u64) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        // Not address space (`Resource::As`): allocators and stacks reserve more of that than they use.
        let Rlimit { current, maximum } = getrlimit(Resource::Data);
        let bound = [Some(bytes), current, maximum].into_iter().flatten().min();
        let _ = setrlimit(Resource::Data, Rlimit { current: bound, maximum });
    }
    #[cfg(not(unix))]
    let _ = bytes;
}

/// This process ends when the one that started it has ended, where the system can do that.
pub(crate) fn end_with_parent() {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
    }
}

/// The number of the process that started this one, or of whom it was given to when that ended; none where the system
/// does not tell.
#[must_use]
pub fn parent() -> Option<u32> {
    #[cfg(unix)]
    return rustix::process::getppid().map(|parent| parent.as_raw_nonzero().get().unsigned_abs());
    #[cfg(not(unix))]
    None
}

/// Ends this process at once, as if it were killed.
pub fn kill() -> ! {
    #[cfg(unix)]
    signal(rustix::process::Signal::KILL.as_raw());
    std::process::abort()
}

/// Sends this process a signal; does nothing where there are none.
pub fn signal(number: i32) {
    #[cfg(unix)]
    if let Some(signal) = rustix::process::Signal::from_named_raw(number) {
        let _ = rustix::process::kill_process(rustix::process::getpid(), signal);
    }
    #[cfg(not(unix))]
    let _ = number;
}

/// What ended a process: none when it ended by itself.
#[must_use]
pub fn ended_by(status: std::process::ExitStatus) -> Option<i32> {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    {
        let _ = status;
        None
    }
}
