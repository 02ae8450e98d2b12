//! How well the lines and pages of PDFs are set: `cargo xtask stats pdf`.

use crate::shell;
use anyhow::{Result, bail};
use pamphlet_locale::Catalog;
use pamphlet_pdf::quality::Figures;
use pamphlet_pdf::{Layout, PdfOptions, line_quality};
use pamphlet_pipeline::system::OsSystem;
use pamphlet_pipeline::{Request, diagrams, pictures, stage};
use std::path::PathBuf;

/// Of what.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The format: `pdf`.
    format: String,
    /// Folder of the site.
    #[arg(long, default_value = "content/handbook")]
    site: PathBuf,
    /// Its configuration, when that lies elsewhere.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Only these locales.
    #[arg(long, value_delimiter = ',')]
    locale: Vec<String>,
    /// The layouts to measure.
    #[arg(long, value_delimiter = ',', default_value = "standard")]
    layout: Vec<String>,
    /// Fail when a line is overfull, or a line or heading is left alone on a page.
    #[arg(long)]
    strict: bool,
}

/// Prints a row for each locale, and below it every place that is listed.
///
/// # Errors
/// When the site cannot be used, or `strict` finds something.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.format != "pdf" {
        bail!("there are figures of `pdf` alone");
    }
    let mut layouts = Vec::new();
    for name in &options.layout {
        layouts.push(Layout::from_name(name).map_err(anyhow::Error::msg)?);
    }
    let request = Request {
        config: options.config.clone(),
        locales: options.locale.clone(),
        ..Request::new(shell::root().join(&options.site), "")
    };
    let system = &OsSystem;
    println!(
        "{:<8} {:>6} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>8}",
        "locale",
        "pages",
        "lines",
        "spread",
        ">1.5 %",
        "hyph %",
        "in row",
        "rivers",
        "widows",
        "orphans",
        "heads",
        "overfull"
    );
    let mut wrong = 0;
    stage::in_pool(system, None, || {
        let base = stage::base(system, &request)?;
        let parsed = stage::parse(&base)?;
        let mut locales: Vec<_> = request.units(&base.site)?.into_iter().map(|unit| unit.locale).collect();
        locales.sort();
        locales.dedup();
        for locale in locales {
            let ready = stage::ready(&base, &parsed, &locale, stage::read_locale(&base, &locale)).expect("is composed");
            let edition = &ready.composed.edition;
            let (mut media, _) = pictures::load(&base, &locale, edition, None);
            let _ = diagrams::load(&base, &locale, edition, None, &mut media);
            let settings = PdfOptions { layouts: layouts.clone(), ..PdfOptions::default() };
            let catalog = Catalog::of(&locale);
            let (reading, _) = stage::read_edition(&base, edition, &catalog, &media, &|_| true).expect("is read");
            let measured = line_quality(&reading, &catalog, &media, &settings);
            let mut sum = Figures::default();
            for (_, quality) in &measured {
                sum += quality.figures;
            }
            print(locale.as_str(), &sum);
            wrong += sum.widows + sum.orphans + sum.stranded + sum.overfull;
            for (file, quality) in &measured {
                for place in &quality.places {
                    let page = place.page.map(|page| format!(", page {page}")).unwrap_or_default();
                    println!("    {:?}: {file}{page}: {}", place.fault, place.words);
                }
            }
        }
        Ok(())
    })?;
    if options.strict && wrong > 0 {
        bail!("{wrong} lines or headings stand where they may not");
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn print(locale: &str, sum: &Figures) {
    let share = |part: u64, whole: u64| part as f64 * 100.0 / (whole.max(1) as f64);
    println!(
        "{locale:<8} {:>6} {:>7} {:>7} {:>7.2} {:>7.2} {:>7} {:>7} {:>7} {:>7} {:>7} {:>8}",
        sum.pages,
        sum.lines,
        sum.spread,
        share(sum.loose, sum.spread),
        share(sum.hyphens, sum.lines),
        sum.hyphens_in_a_row,
        sum.rivers,
        sum.widows,
        sum.orphans,
        sum.stranded,
        sum.overfull
    );
}
