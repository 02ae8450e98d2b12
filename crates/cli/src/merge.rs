//! `merge`.

use crate::arguments::MergeArguments;
use crate::{Ended, Ending};
use pamphlet_pipeline::system::System;

pub(crate) fn run(system: &dyn System, arguments: &MergeArguments) -> Ended {
    let manifest = pamphlet_pipeline::merge::merge(system, &arguments.inputs, &arguments.out)?;
    say!(
        "{} files of {} locales in {}",
        manifest.artifacts.len() + 2,
        manifest.editions.len(),
        arguments.out.display()
    );
    Ok(Ending::Good)
}
