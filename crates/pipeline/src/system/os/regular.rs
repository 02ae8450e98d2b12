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

/// How many bytes a piece of a file has at most.
const PIECE_BYTES: usize = 1 << 16;

/// Reads a regular file of at most `limit` bytes, which lies below `within`, if that is named.
pub(super) fn read(path: &Path, limit: usize, within: Option<&Path>) -> io::Result<Vec<u8>> {
    let (file, length) = open(path, limit, within)?;
    let mut bytes = Vec::with_capacity(length + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(Refused::TooLarge(limit).into()) } else { Ok(bytes) }
}

/// Hands a regular file of at most `limit` bytes over piece by piece.
pub(super) fn read_in_pieces(path: &Path, limit: usize, see: &mut dyn FnMut(&[u8])) -> io::Result<()> {
    let (mut file, _) = open(path, limit, None)?;
    let mut piece = vec![0; PIECE_BYTES];
    let mut read = 0;
    loop {
        let length = match file.read(&mut piece) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        read += length;
        if read > limit {
            return Err(Refused::TooLarge(limit).into());
        }
        match piece.get(..length) {
            None | Some([]) => return Ok(()),
            Some(piece) => see(piece),
        }
    }
}

/// Opens a regular file of at most `limit` bytes, which lies below `within`, if that is named, and says how many it has.
fn open(path: &Path, limit: usize, within: Option<&Path>) -> io::Result<(File, usize)> {
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
    Ok((file, length))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_file_and_its_limit_holds() {
        let path = std::env::temp_dir().join(format!("pamphlet-pieces-{}", std::process::id()));
        let whole: Vec<u8> = (0..=u8::MAX).cycle().take(2 * PIECE_BYTES + 3).collect();
        fs::write(&path, &whole).unwrap();
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        read_in_pieces(&path, whole.len(), &mut |piece| pieces.push(piece.to_vec())).unwrap();
        let refused = read_in_pieces(&path, whole.len() - 1, &mut |_| {});
        fs::remove_file(&path).unwrap();
        assert!(pieces.len() > 2 && pieces.iter().all(|piece| piece.len() <= PIECE_BYTES));
        assert_eq!(pieces.concat(), whole);
        assert!(refused.is_err());
        assert!(read_in_pieces(&std::env::temp_dir(), usize::MAX, &mut |_| {}).is_err(), "a folder is no file");
    }
}
