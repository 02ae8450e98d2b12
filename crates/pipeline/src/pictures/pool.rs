//! Pictures as they are read: each file once, and each content decoded once.

use crate::boundary::SiteFiles;
use crate::edition::DATA;
use crate::sums::sha256;
use data_url::DataUrl;
use pamphlet_media::picture::{Examined, Picture, PictureError};
use pamphlet_site::{Cause, Files};
use pamphlet_source::limits::PICTURE_BYTES;
use pamphlet_source::{Walls, Work};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A picture, where one is wanted, and what was done to it.
pub(crate) type Decoded = (Option<Arc<Picture>>, Arc<[String]>);

/// What the pointers of Git's large file storage begin with.
const LARGE_FILE: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Why a picture cannot be shown.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    Unread(Cause),
    Broken(String),
    /// Git keeps it in its large file storage, and left a pointer to it.
    Elsewhere,
}

type Slot<T = Result<Decoded, Fault>> = Arc<OnceLock<T>>;

/// A picture of a path, with the [`state`](super::state) of the file that it was made from.
pub(crate) type Known = (String, Result<Decoded, Fault>);

/// Decoded pictures, by path and by content.
#[derive(Debug, Default)]
pub struct Pool {
    /// Whether pictures are only looked at, to say what is wrong with them.
    looks: bool,
    by_path: Mutex<BTreeMap<String, Slot<Known>>>,
    by_content: Mutex<BTreeMap<String, Slot>>,
}

impl Pool {
    /// Of pictures that nobody wants to show.
    pub(crate) fn looking() -> Self {
        Self { looks: true, ..Self::default() }
    }

    pub(crate) fn read(&self, files: &SiteFiles<'_>, path: &str, walls: &Walls) -> Known {
        let slot = slot(&self.by_path, path.to_owned());
        slot.get_or_init(|| {
            let read = bytes_of(files, path);
            let state = state_of(&read);
            let decoded = self.decoded(read, &state, walls);
            (state, decoded)
        })
        .clone()
    }

    fn decoded(&self, read: Result<Option<Vec<u8>>, Cause>, state: &str, walls: &Walls) -> Result<Decoded, Fault> {
        let bytes = read.map_err(Fault::Unread)?.ok_or(Fault::Unread(Cause::Gone))?;
        let content = slot(&self.by_content, state.to_owned());
        let decoded = || {
            if bytes.starts_with(LARGE_FILE) {
                return Err(Fault::Elsewhere);
            }
            let broken = |error: PictureError| Fault::Broken(error.to_string());
            if self.looks {
                return Ok((None, Picture::look(&bytes).map_err(broken)?.into()));
            }
            let Examined { picture, notes } = Picture::examine(&bytes).map_err(broken)?;
            Ok((Some(Arc::new(picture)), notes.into()))
        };
        // Named by what it holds: one file has many names, and who comes first is chance.
        let work = Work { stage: "picture", locale: None, name: Some(state) };
        let decoded = || walls.behind(work, decoded).unwrap_or_else(|fault| Err(Fault::Broken(fault.to_string())));
        content.get_or_init(decoded).clone()
    }
}

fn slot<K: Ord, T>(slots: &Mutex<BTreeMap<K, Slot<T>>>, key: K) -> Slot<T> {
    Arc::clone(slots.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default())
}

pub(crate) fn state_of(read: &Result<Option<Vec<u8>>, Cause>) -> String {
    match read {
        Ok(Some(bytes)) => sha256(bytes),
        Ok(None) => "gone".to_owned(),
        Err(_) => "unreadable".to_owned(),
    }
}

/// The bytes of a picture: of a file, or of an address that holds them.
pub(crate) fn bytes_of(files: &SiteFiles<'_>, path: &str) -> Result<Option<Vec<u8>>, Cause> {
    if !path.starts_with(DATA) {
        return files.read(path, PICTURE_BYTES).map_err(|error| error.cause);
    }
    let broken = || Cause::System("its address is damaged".to_owned());
    let address = DataUrl::process(path).map_err(|_| broken())?;
    let (bytes, _) = address.decode_to_vec().map_err(|_| broken())?;
    Ok(Some(bytes))
}
