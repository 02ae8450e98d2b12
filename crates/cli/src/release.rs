//! `release`.

use crate::arguments::ReleaseArguments;
use crate::progress::Bar;
use crate::{Ended, Ending, summary};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::diff::{DiffRequest, diff};
use pamphlet_pipeline::system::System;
use pamphlet_source::Severity;
use std::time::Instant;

pub(crate) fn run(system: &dyn System, arguments: &ReleaseArguments) -> Ended {
    let begin = Instant::now();
    let request = arguments.build.request(system);
    if !request.is_whole() {
        return Err(Error::usage(
            "a release holds everything",
            "leave out --locale, --format, --page and --shard; merge shards before",
        ));
    }
    if let Some(since) = &arguments.since
        && request.out == *since
    {
        return Err(Error::usage(
            "the output is compared with itself",
            "keep the output or the archive of the last release elsewhere, and name it with --since",
        ));
    }
    if arguments.bundle.starts_with(&request.out) || request.out.starts_with(&arguments.bundle) {
        return Err(Error::usage(
            format!(
                "the output {} and the bundle {} are in each other",
                request.out.display(),
                arguments.bundle.display()
            ),
            "--out is where the files are built, --bundle where their archives go: name two folders side by side",
        ));
    }
    let baseline = crate::baseline(system, arguments.baseline.as_deref())?;
    let bar = Bar::new(system);
    let report = pamphlet_pipeline::build::build(system, &request, &bar);
    bar.finish();
    let report = report?;
    summary::build(&report, &request.out, begin.elapsed());
    let mut errors = baseline.compare(report.findings.clone()).new;
    errors.retain(|finding| finding.severity == Severity::Error);
    if !errors.is_empty() {
        summary::errors(&errors);
        complain!("there is no release: mend the errors above, or add them to the baseline if they are known");
        return Ok(Ending::Findings);
    }
    let changes = match &arguments.since {
        None => None,
        Some(since) => {
            let asked = DiffRequest {
                old: since.clone(),
                new: request.out.clone(),
                config: request.config.clone(),
                locales: Vec::new(),
                jobs: request.jobs,
            };
            Some(diff(system, &asked, &())?)
        }
    };
    for file in pamphlet_pipeline::release::release(system, &request.out, &arguments.bundle, changes.as_ref())? {
        say!("{}  {} ({})", &file.sha256[..16], arguments.bundle.join(&file.name).display(), summary::size(file.bytes));
    }
    Ok(Ending::Good)
}

#[cfg(test)]
mod tests {
    use crate::Arguments;
    use crate::arguments::Command;
    use clap::Parser;
    use pamphlet_pipeline::system::OsSystem;

    #[test]
    fn folders_in_each_other_are_refused_before_the_build() {
        for (out, bundle) in [("x", "x"), ("x", "x/y"), ("x/y", "x")] {
            let line = ["pamphlet", "release", "--site", "no-such-site", "--out", out, "--bundle", bundle];
            let Command::Release(arguments) = Arguments::parse_from(line).command else { panic!("another command") };
            let error = super::run(&OsSystem, &arguments).unwrap_err();
            assert!(error.to_string().contains("in each other"), "{error}");
        }
    }
}
