//! The handouts of a locale, each taken over by itself when an earlier run made it: a change of one page costs that
//! page's handout and not those of all others.

use crate::cache::UnitRecord;
use crate::digest::Given;
use crate::exporters::{self, Settings};
use crate::put::Putting;
use crate::{Error, Format};
use pamphlet_locale::Catalog;
use pamphlet_locale::paper::Layout;
use pamphlet_media::Media;
use pamphlet_reading::{Exported, Page, tabs};
use pamphlet_source::Work;
use rayon::prelude::*;

/// Puts the handouts of a locale: those that are known, and the others as they are made. Gives what is to be known of
/// these, by their keys.
pub(crate) fn put(
    putting: &mut Putting<'_>,
    given: &Given,
    catalog: &Catalog,
    media: &Media,
    settings: &Settings,
) -> Result<Vec<(String, UnitRecord)>, Error> {
    let (whole, earlier) = (putting.reading, putting.earlier);
    let work = Work { stage: Format::Pdf.name(), locale: Some(whole.locale().as_str()), name: None };
    let chosen = match settings.walls.behind(work, || tabs::choose(whole, &settings.tabs, catalog)) {
        Ok(chosen) => chosen,
        Err(fault) => {
            let what = format!("handouts of {}", whole.locale());
            let said = fault.diagnostic(what, "the other formats and locales are made");
            putting.exported(Exported { files: Vec::new(), diagnostics: vec![said] })?;
            return Ok(Vec::new());
        }
    };
    let reading = chosen.as_ref().unwrap_or(whole);
    let given = given.with_pages(reading);
    let mut records = Vec::new();
    for layout in exporters::layouts(settings) {
        let keys: Vec<_> = reading.pages().iter().map(|page| given.handout(&page.id, layout, settings)).collect();
        earlier.bring(keys.iter().flatten().map(String::as_str));
        let known: Vec<_> = (reading.pages().par_iter().zip(keys))
            .map(|(page, key)| (page, key.as_ref().and_then(|key| earlier.unit(key)), key))
            .collect();
        let missing: Vec<&Page> =
            known.iter().filter(|(_, taken, _)| taken.is_none()).map(|(page, ..)| *page).collect();
        let make =
            |pages: &[&Page], layout: Layout| exporters::handouts(reading, catalog, media, settings, layout, pages);
        let mut made = make(&missing, layout).into_iter();
        for (page, taken, key) in known {
            let is_put = taken.map(|taken| putting.taken(&taken)).transpose()?;
            let exported = match is_put {
                Some(true) => continue,
                // Another file has its path: that is said when it is made.
                Some(false) => make(&[page], layout).pop(),
                None => made.next(),
            };
            if let (Some(record), Some(key)) = (putting.exported(exported.unwrap_or_default())?, key) {
                records.push((key, record));
            }
        }
    }
    Ok(records)
}
