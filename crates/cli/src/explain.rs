//! `explain`.

use crate::arguments::ExplainArguments;
use crate::{Ended, Ending, summary};
use pamphlet_pipeline::Error;
use pamphlet_source::Code;

pub(crate) fn run(arguments: &ExplainArguments) -> Ended {
    let Some(name) = &arguments.code else {
        for code in Code::ALL {
            let first = code.summary().trim().lines().next().unwrap_or_default().trim();
            say!("{:<26} {:<8} {first}", code.name(), summary::severity(code.severity()));
        }
        return Ok(Ending::Good);
    };
    let Some(code) = Code::from_name(name.trim()) else {
        return Err(Error::usage(format!("there is no code “{name}”"), "run explain without a code for a list of all"));
    };
    say!("{} ({})\n", code.name(), summary::severity(code.severity()));
    say!("{}", pamphlet_report::explain(code).trim_end());
    Ok(Ending::Good)
}
