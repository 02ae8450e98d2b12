//! `coverage`.

use crate::arguments::{CoverageArguments, Table};
use crate::progress::Bar;
use crate::{Ended, Ending};
use pamphlet_pipeline::Request;
use pamphlet_pipeline::system::System;

pub(crate) fn run(system: &dyn System, arguments: &CoverageArguments) -> Ended {
    let request = Request {
        locales: arguments.site.locale.clone(),
        config: arguments.site.config.clone(),
        jobs: arguments.site.jobs.map(usize::from),
        ..Request::new(&arguments.site.site, "")
    };
    let bar = Bar::new(system);
    let covered = pamphlet_pipeline::coverage::coverage(system, &request, &bar);
    bar.finish();
    let covered = covered?;
    if arguments.format == Table::Json {
        println!("{:#}", serde_json::json!({ "locales": covered }));
        return Ok(Ending::Good);
    }
    println!(
        "{:<10} {:>6} {:>9} {:>9} {:>11} {:>6} {:>10} {:>10}",
        "locale", "pages", "fallback", "words", "translated", "share", "sentences", "blocks"
    );
    for locale in &covered {
        let counts = locale.counts;
        println!(
            "{:<10} {:>6} {:>9} {:>9} {:>11} {:>4} % {:>8} % {:>8} %",
            locale.locale,
            locale.pages.len(),
            locale.pages.iter().filter(|page| page.fallback).count(),
            counts.words,
            counts.translated_words,
            locale.percent,
            counts.percent_of_sentences(),
            counts.percent_of_blocks(),
        );
        if arguments.pages {
            for section in &locale.sections {
                println!("  {:>40} {:>4} %  {}", "", section.percent, section.path.join(" / "));
            }
            for page in &locale.pages {
                let fallback = if page.fallback { "  (falls back)" } else { "" };
                println!(
                    "  {:>9} {:>11} {:>4} %  {}{fallback}",
                    page.counts.words, page.counts.translated_words, page.percent, page.page
                );
            }
        }
    }
    Ok(Ending::Good)
}
