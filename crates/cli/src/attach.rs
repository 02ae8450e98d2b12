//! `attach`.

use crate::arguments::AttachArguments;
use crate::summary::counted;
use crate::{Ended, Ending};
use pamphlet_pipeline::attach::{AttachRequest, Attached, DOWNLOADS, attach};
use pamphlet_pipeline::system::System;
use pamphlet_source::visible;

/// How many pages are named one by one.
const NAMED: usize = 5;

pub(crate) fn run(system: &dyn System, arguments: &AttachArguments) -> Ended {
    let website = arguments.website.clone();
    let downloads = arguments.downloads.clone().unwrap_or_else(|| website.join(DOWNLOADS));
    let request = AttachRequest {
        website,
        downloads,
        captured: arguments.captured.clone(),
        button: arguments.button,
        remove: arguments.remove,
    };
    let Attached { pages, written, without, left } = attach(system, &request)?;
    let website = request.website.display();
    let files = counted(written, "file", "files");
    match (request.remove, counted(pages, "page", "pages")) {
        (true, pages) => say!("{website}: links are gone from {pages}; the outputs stay where they are"),
        (false, counted) => {
            let lead = if pages == 1 { "leads to its" } else { "lead to their" };
            say!("{website}: {counted} {lead} outputs ({files} changed)");
        }
    }
    for (file, why) in left.iter().take(NAMED) {
        complain!("{website}/{}: left as it is: {why}", visible::line(file));
    }
    if left.len() > NAMED {
        complain!("and {} more that are left as they are", left.len() - NAMED);
    }
    for (locale, page) in without.iter().take(NAMED) {
        say!("  the website has no page for {} in {locale}", visible::line(page));
    }
    if without.len() > NAMED {
        say!("  and for {} more", without.len() - NAMED);
    }
    Ok(if left.is_empty() && (pages > 0 || request.remove) { Ending::Good } else { Ending::Findings })
}
