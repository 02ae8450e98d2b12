//! `release`.

use crate::arguments::{ReleaseArguments, unlinked};
use crate::progress::Bar;
use crate::supervise::Session;
use crate::{Ended, Ending, summary};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::diff::{self, DiffRequest};
use pamphlet_pipeline::release;
use pamphlet_pipeline::system::{Doing as _, System};
use std::time::Instant;

pub(crate) fn run(system: &dyn System, arguments: &ReleaseArguments, session: &Session) -> Ended {
    let begin = Instant::now();
    let request = arguments.make.request(system, None, session)?;
    let bundle = match &arguments.bundle {
        Some(bundle) => bundle.clone(),
        None => unlinked(system, request.out.with_file_name("release"), "--bundle")?,
    };
    arguments.make.site.tell(&request, arguments.make.words.quiet);
    if let Some(since) = &arguments.since
        && request.out == *since
    {
        return Err(Error::usage(
            "the output is compared with itself",
            "keep the output or the archive of the last release elsewhere, and name it with --since",
        ));
    }
    if let Some(since) = &arguments.since
        && system.stat(since).doing("look at", since)?.is_none()
    {
        return Err(Error::usage(
            format!("there is no file or folder {}", since.display()),
            "name the output of an earlier release, or its archive, with --since",
        ));
    }
    if bundle.starts_with(&request.out) || request.out.starts_with(&bundle) {
        return Err(Error::usage(
            format!("the output {} and the bundle {} are in each other", request.out.display(), bundle.display()),
            "--out is where the files are built, --bundle where their archives go: name two folders side by side",
        ));
    }
    let baseline = crate::baseline(system, arguments.baseline.as_deref())?;
    // A build takes minutes: what can be wrong without it is looked at before.
    let request = release::prepare(system, &request, &bundle, arguments.allow_dirty)?;
    let since = match &arguments.since {
        None => None,
        Some(since) => {
            let asked = DiffRequest {
                old: since.clone(),
                new: request.out.clone(),
                config: request.config.clone(),
                boundary: request.boundary.clone(),
                locales: Vec::new(),
                jobs: request.jobs,
            };
            Some((diff::earlier(system, &asked)?, asked))
        }
    };
    let bar = Bar::new(system, arguments.make.words.quiet);
    let report = pamphlet_pipeline::build::build(system, &request, &bar);
    bar.finish();
    let report = report?;
    if arguments.make.words.verbose {
        summary::told(system, &request, &arguments.make.words, &report);
    }
    summary::build(&report, &arguments.make.words, &request.out, begin.elapsed());
    let new = baseline.compare(report.findings.clone()).new;
    let fail_on = arguments.fail_on.into();
    if crate::ending(&new, fail_on) == Ending::Findings {
        summary::failing(&new, fail_on);
        complain!("there is no release: mend what stands above, or add it to the baseline if it is known");
        return Ok(Ending::Findings);
    }
    let changes = match &since {
        None => None,
        Some((earlier, asked)) => Some(diff::since(system, earlier, asked, &())?),
    };
    let files = release::release(system, &request, &bundle, changes.as_ref())?;
    for file in files.iter().filter(|_| !arguments.make.words.quiet) {
        say!("{}  {} ({})", &file.sha256[..16], bundle.join(&file.name).display(), summary::size(file.bytes));
    }
    Ok(Ending::Good)
}

#[cfg(test)]
mod tests {
    use crate::Arguments;
    use crate::arguments::Command;
    use crate::supervise::Session;
    use clap::Parser;
    use pamphlet_pipeline::system::OsSystem;

    #[test]
    fn folders_in_each_other_are_refused_before_the_build() {
        for (out, bundle) in [("x", "x"), ("x", "x/y"), ("x/y", "x")] {
            let line = ["pamphlet", "release", "--site", "no-such-site", "--out", out, "--bundle", bundle];
            let Command::Release(arguments) = Arguments::parse_from(line).command else { panic!("another command") };
            let error = super::run(&OsSystem, &arguments, &Session::default()).unwrap_err();
            assert!(error.to_string().contains("in each other"), "{error}");
        }
    }
}
