//! Machines in memory with the files of a text, and what every command holds on them.

use pamphlet_pipeline::system::{MemorySystem, System as _};
use pamphlet_pipeline::verify::verify;
use pamphlet_pipeline::{Error, Format, Request, build::build};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A line that begins so begins a file: the rest of the line is its path.
pub(crate) const FILE: &str = "%%% ";

/// A file that begins so is a symbolic link to what its first line goes on with.
const LINK: &str = "-> ";

/// The files of a text.
pub(crate) fn files(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(FILE).skip(1).take(16).map(|file| file.split_once('\n').unwrap_or((file, "")))
}

/// A path below a folder, whatever is written.
pub(crate) fn below(folder: &str, path: &str) -> PathBuf {
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "." | ".." | ".git")).take(6);
    parts.fold(PathBuf::from(folder), |at, part| at.join(part.chars().take(60).collect::<String>()))
}

/// A machine with the files of a text in `/site`, and with something beside it that nobody may touch.
pub(crate) fn machine(text: &str) -> MemorySystem {
    let system = MemorySystem::new([
        ("/beside/secret.md", "# Secret\n\nzanzibarwords\n"),
        ("/site/mkdocs.yml", "site_name: Site\n"),
        ("/site/docs/index.md", "# Home\n\nA page.\n"),
    ]);
    system.can_exchange(true);
    for (path, content) in files(text) {
        let place = below("/site", path);
        // A file where a folder is, or below a file, is nothing that a disk holds.
        let is_taken = system.stat(&place).is_ok_and(|stat| stat.is_some_and(|stat| stat.folder))
            || place
                .ancestors()
                .skip(1)
                .any(|above| system.stat(above).is_ok_and(|stat| stat.is_some_and(|stat| !stat.folder)));
        if is_taken || place == Path::new("/site") {
            continue;
        }
        match content.strip_prefix(LINK) {
            Some(target) => system.put_link(&place, target.lines().next().unwrap_or_default()),
            None => system.put(&place, content.as_bytes()),
        }
    }
    system
}

/// A site with translations.
pub(crate) const TRANSLATED: &str =
    "title: Site\nmkdocs: false\nsource: { locale: en, pages: docs }\ntranslations: { pages: \"i18n/{locale}\" }\n";

/// Every file but those of an output and of a cache.
pub(crate) fn untouched(system: &MemorySystem) -> BTreeMap<String, Vec<u8>> {
    let mut all = system.files("/");
    all.retain(|path, _| !path.starts_with("out/") && !path.starts_with("cache/"));
    all
}

pub(crate) fn request() -> Request {
    Request { jobs: Some(1), ..Request::new("/site", "/out") }
}

pub(crate) fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Builds a site, holds the laws of that, and says whether it was one.
pub(crate) fn builds(system: &MemorySystem, formats: &[Format]) -> bool {
    let before = untouched(system);
    let request = Request { formats: formats.to_vec(), ..request() };
    let built = build(system, &request, &());
    assert!(before == untouched(system), "something beside the output was changed");
    match built {
        Ok(report) => {
            assert!(!request.walls.has_faults(), "a wall was needed: {:?}", report.findings);
            let (_, problems) = verify(system, Path::new("/out")).expect("an output is there");
            assert!(problems.is_empty(), "{problems:?}");
            for (path, bytes) in system.files("/out") {
                let is_secret = bytes.windows(13).any(|window| window == b"zanzibarwords");
                assert!(!is_secret, "{path} holds what lies beside the site");
            }
        }
        Err(error) => {
            says_what_to_do(&error);
            return false;
        }
    }
    true
}

/// An error is a sentence.
pub(crate) fn says_what_to_do(error: &Error) {
    assert!(!error.to_string().trim().is_empty());
}
