//! `merge`.

use crate::arguments::MergeArguments;
use crate::summary::counted;
use crate::{Ended, Ending};
use pamphlet_pipeline::system::System;

pub(crate) fn run(system: &dyn System, arguments: &MergeArguments) -> Ended {
    let manifest = pamphlet_pipeline::merge::merge(system, &arguments.inputs, &arguments.out)?;
    say!(
        "{} of {} in {}",
        counted(manifest.artifacts.len() + 2, "file", "files"),
        counted(manifest.editions.len(), "locale", "locales"),
        arguments.out.display()
    );
    Ok(Ending::Good)
}
