//! `explain`.

use crate::arguments::ExplainArguments;
use crate::{Ended, Ending, summary};
use pamphlet_pipeline::Error;
use pamphlet_source::{Code, did_you_mean};

pub(crate) fn run(arguments: &ExplainArguments) -> Ended {
    let Some(name) = &arguments.code else {
        for code in Code::ALL {
            let first = code.summary().trim().lines().next().unwrap_or_default().trim();
            say!("{:<26} {:<8} {first}", code.name(), summary::severity(code.severity()));
        }
        return Ok(Ending::Good);
    };
    let Some(code) = Code::from_name(name.trim()) else {
        let meant = did_you_mean(name.trim(), Code::ALL.iter().map(|code| code.name()));
        return Err(Error::usage(
            format!("there is no code “{name}”"),
            format!("{meant}explain without a code lists all of them"),
        ));
    };
    say!("{} ({})\n", code.name(), summary::severity(code.severity()));
    say!("{}", pamphlet_report::explain(code).trim_end());
    Ok(Ending::Good)
}
