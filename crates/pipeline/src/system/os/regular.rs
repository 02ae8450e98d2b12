//! Reading regular files and nothing else.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the door")]

use crate::system::{FileKind, Refused};
use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// What a type of file is, in our words.
pub(super) fn kind(kind: FileType) -> FileKind {
    if kind.is_file() {
        return FileKind::File;
    }
    if kind.is_dir() {
        return FileKind::Folder;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return FileKind::Irregular("a named pipe");
        }
        if kind.is_socket() {
            return FileKind::Irregular("a socket");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return FileKind::Irregular("a device");
        }
    }
    FileKind::Irregular("neither a file nor a folder")
}

fn regular(data: &Metadata) -> io::Result<()> {
    match kind(data.file_type()) {
        FileKind::File => Ok(()),
        FileKind::Folder => Err(io::ErrorKind::IsADirectory.into()),
        FileKind::Irregular(what) => Err(Refused::Irregular(what).into()),
        FileKind::Nothing => Err(io::ErrorKind::NotFound.into()),
    }
}

/// Reads a regular file of at most `limit` bytes, which lies below `within`, if that is named.
pub(super) fn read(path: &Path, limit: usize, within: Option<&Path>) -> io::Result<Vec<u8>> {
    // Looked at before it is opened, because opening alone does something to some devices, and again once it is open.
    regular(&fs::metadata(path).map_err(|error| dangling(path, error))?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        // A pipe that took the file's place meanwhile must not make us wait for a writer.
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().try_into().unwrap_or_default());
    }
    let file = options.open(path)?;
    let data = file.metadata()?;
    regular(&data)?;
    if let Some(boundary) = within {
        Refused::unless_within(boundary, &place(&file, path)?)?;
    }
    let too_large = || io::Error::from(Refused::TooLarge(limit));
    let length = usize::try_from(data.len()).map_err(|_| too_large())?;
    if length > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(length + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(too_large()) } else { Ok(bytes) }
}

/// Tells a link to nowhere from a file that is not there.
fn dangling(path: &Path, error: io::Error) -> io::Error {
    match fs::read_link(path) {
        Ok(target) if error.kind() == io::ErrorKind::NotFound => Refused::Dangling(target).into(),
        _ => error,
    }
}

/// Where an open file really lies. The kernel knows.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn place(file: &File, path: &Path) -> io::Result<PathBuf> {
    use std::os::fd::AsRawFd as _;
    match fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())) {
        Ok(place) if place.is_absolute() => Ok(place),
        // There is no /proc in some containers.
        _ => place_by_name(file, path),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn place(file: &File, path: &Path) -> io::Result<PathBuf> {
    place_by_name(file, path)
}

/// Where its path leads to, if the open file still is what lies there.
fn place_by_name(file: &File, path: &Path) -> io::Result<PathBuf> {
    let place = fs::canonicalize(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (open, there) = (file.metadata()?, fs::symlink_metadata(&place)?);
        if (open.dev(), open.ino()) != (there.dev(), there.ino()) {
            return Err(io::Error::other("it was replaced while it was read"));
        }
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(place)
}
