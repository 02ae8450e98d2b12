//! `init`.

use crate::arguments::InitArguments;
use crate::supervise::Session;
use crate::{Ended, Ending};
use pamphlet_pipeline::home::Home;
use pamphlet_pipeline::init::{Written, init};
use pamphlet_pipeline::system::System;
use pamphlet_source::visible;
use std::path::Path;

pub(crate) fn run(system: &dyn System, arguments: &InitArguments, session: &Session) -> Ended {
    let named = arguments.site.as_deref().or(session.defaults.site.map(Path::new));
    let Written { path, found } = init(system, &Home::find(system, named)?)?;
    say!("wrote {}, which changes nothing until it is edited", path.display());
    for sentence in &found {
        say!("  {}", visible::line(sentence));
    }
    Ok(Ending::Good)
}
