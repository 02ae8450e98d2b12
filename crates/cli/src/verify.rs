//! `verify`.

use crate::arguments::VerifyArguments;
use crate::{Ended, Ending};
use pamphlet_pipeline::system::System;

pub(crate) fn run(system: &dyn System, arguments: &VerifyArguments) -> Ended {
    let (files, problems) = pamphlet_pipeline::verify::verify(system, &arguments.out)?;
    for problem in &problems {
        say!("{problem}");
    }
    if problems.is_empty() {
        say!("{}: {files} files are what the manifest says", arguments.out.display());
        return Ok(Ending::Good);
    }
    say!(
        "{}: {} of {files} files are not what the manifest says; build again",
        arguments.out.display(),
        problems.len()
    );
    Ok(Ending::Findings)
}
