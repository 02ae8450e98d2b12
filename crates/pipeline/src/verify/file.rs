//! One file, and the manifest or the sums that know it.

use super::{Problem, Verified, sums, title};
use crate::Error;
use crate::manifest::{MANIFEST, Manifest, SUMS};
use crate::sums::{read_sums, sha256};
use crate::system::{Doing, System};
use pamphlet_source::limits::{MANIFEST_BYTES, OUTPUT_BYTES};
use std::path::Path;

/// Verifies a file. With a manifest that is `given` the file may lie and be called as it likes: its bytes have to be those
/// of a file of the output, of the one with its name if there is one. Else its path counts, below the nearest folder with
/// a manifest or sums.
pub(super) fn verify(system: &dyn System, path: &Path, given: Option<&Manifest>) -> Result<Verified, Error> {
    let bytes = system.read(path, OUTPUT_BYTES).doing("read", path)?;
    let sum = sha256(&bytes);
    let verified = |of, file: Option<String>, problem: Option<Problem>| Verified {
        of,
        file,
        files: 1,
        problems: problem.into_iter().collect(),
    };
    if let Some(manifest) = given {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_named = |path: &str| path.rsplit('/').next() == Some(name.as_str());
        let mut same = manifest.artifacts.iter().filter(|artifact| artifact.sha256 == sum);
        let found = same.clone().find(|artifact| is_named(&artifact.path)).or_else(|| same.next());
        let problem = match (found, manifest.artifacts.iter().find(|artifact| is_named(&artifact.path))) {
            (Some(_), _) => None,
            (None, Some(named)) => Some(Problem::Changed(named.path.clone())),
            (None, None) => Some(Problem::Unknown(name)),
        };
        return Ok(verified(Some(title(manifest)), found.map(|artifact| artifact.path.clone()), problem));
    }
    let place = system.absolute(path);
    for folder in place.ancestors().skip(1) {
        let Ok(below) = place.strip_prefix(folder) else { break };
        let below = below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let read = |name: &str| -> Result<Option<Vec<u8>>, Error> {
            let place = folder.join(name);
            match system.stat(&place).doing("look at", &place)? {
                Some(stat) if !stat.folder => Ok(Some(system.read(&place, MANIFEST_BYTES).doing("read", &place)?)),
                _ => Ok(None),
            }
        };
        let (known, of) = if let Some(text) = read(MANIFEST)? {
            // Other programs have files of this name, too.
            let Some(manifest) = Manifest::parse(&text) else { continue };
            let of = Some(title(&manifest));
            let expected = manifest.sums(&String::from_utf8_lossy(&text));
            let own = (below == SUMS).then(|| sha256(expected.as_bytes()));
            let known = read_sums(&expected).unwrap_or_default();
            (own.or_else(|| known.get(&below).cloned()), of)
        } else if below == SUMS {
            return Err(Error::usage(
                format!("{} is what other files are compared with, and nothing says what it should be", path.display()),
                "verify the folder that it lies in; who made it is what an attestation of whoever published it says",
            ));
        } else if let Some(text) = read(SUMS)? {
            (sums(&folder.join(SUMS).display().to_string(), &text)?.get(&below).cloned(), None)
        } else {
            continue;
        };
        let problem = match known {
            None => Some(Problem::Unknown(below.clone())),
            Some(known) if known != sum => Some(Problem::Changed(below.clone())),
            Some(_) => None,
        };
        let file = problem.is_none().then_some(below);
        return Ok(verified(of, file, problem));
    }
    Err(Error::usage(
        format!("no {MANIFEST} above {} says what it should be", path.display()),
        "name one with --manifest",
    ))
}
