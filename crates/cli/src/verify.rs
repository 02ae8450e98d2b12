//! `verify`.

use crate::arguments::VerifyArguments;
use crate::summary::counted;
use crate::supervise::Session;
use crate::{Ended, Ending};
use pamphlet_pipeline::home::{Home, OUT};
use pamphlet_pipeline::system::System;
use pamphlet_pipeline::verify::{Problem, Verified, any, books};
use pamphlet_source::visible;
use std::path::PathBuf;

pub(crate) fn run(system: &dyn System, arguments: &VerifyArguments, session: &Session) -> Ended {
    let path = match (&arguments.path, session.defaults.out) {
        (Some(path), _) => path.clone(),
        (None, Some(out)) => PathBuf::from(out),
        (None, None) => Home::find(system, None)?.beside(OUT),
    };
    let place = path;
    let Verified { of, file, files, problems } = any(system, &place, arguments.manifest.as_deref())?;
    let path = place.display();
    for problem in &problems {
        say!("{}", visible::line(&problem.to_string()));
    }
    let (name, list) = match &of {
        Some(of) => (format!(" of {of}"), "manifest"),
        None => (String::new(), "list of sums"),
    };
    if problems.is_empty() {
        match file {
            Some(file) => say!("{path}: is {file}{name}, as the {list} says"),
            None => say!("{path}: {}{name} {} what the {list} says", counted(files, "file", "files"), are(files)),
        }
        // What is damaged is to be had again before anybody looks into it.
        return if arguments.deep { look_into_books(system, &place) } else { Ok(Ending::Good) };
    }
    if problems == [Problem::Unfinished] {
        return Ok(Ending::Findings);
    }
    let found = counted(problems.len(), "problem", "problems");
    say!("{path}: {found} in {}{name}: not what the {list} says", counted(files, "file", "files"));
    say!("  fetch it again from where it was published, or build it again");
    Ok(Ending::Findings)
}

/// What shops would say of the books.
fn look_into_books(system: &dyn System, path: &std::path::Path) -> Ended {
    let (count, remarks) = books::look_through(system, path)?;
    for (book, remark) in &remarks {
        say!("{}", visible::line(&format!("{book}: {remark}")));
    }
    if count == 0 {
        say!("{}: there is no book to look into", path.display());
        return Ok(Ending::Findings);
    }
    let of = counted(count, "book", "books");
    if remarks.is_empty() {
        say!("{}: shops have nothing to say of {of}", path.display());
        return Ok(Ending::Good);
    }
    say!(
        "{}: {} of shops on {of}; `pamphlet explain {}` says what to do",
        path.display(),
        counted(remarks.len(), "remark", "remarks"),
        remarks[0].1.rule.code
    );
    Ok(Ending::Findings)
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
