//! Text that a translation lacks, text that it adds, and boxes whose text stands outside of them.

use crate::answers::Answers;
use crate::measure::{Fate, fates};
use crate::page_text::{PageText, UnitRole};
use crate::shape::{Feature, beginning};
use crate::{Drift, DriftKind};
use pamphlet_document::PageId;
use pamphlet_source::{FileRange, SourceId};

/// Fewer words than this are not told of: a label or a name.
const WORTH_TELLING: u32 = 4;
/// How many characters of a text are shown.
const SHOWN: usize = 60;

/// A run of texts without a counterpart.
#[derive(Default)]
struct Gap {
    units: Vec<usize>,
    /// What stands before it on the other side.
    before: Option<FileRange>,
}

/// Compares the text of a page with that of its source page.
pub(crate) fn compare(
    page: &PageId,
    source: &PageText,
    (translation, own): (&PageText, SourceId),
    answers: &Answers,
    settled: &[Vec<bool>],
    callouts: &[Feature],
) -> Vec<Drift> {
    let mut found = Vec::new();
    let drift = |kind, source: Option<String>, translation: Option<String>, place, source_place| Drift {
        page: page.clone(),
        kind,
        source,
        translation,
        place: Some(place),
        source_place,
    };
    for gap in gaps(source, &answers.of_source, translation) {
        let Some(words) = told(source, &gap.units) else { continue };
        let place = gap.before.unwrap_or(beginning(own));
        found.push(drift(DriftKind::Text, Some(words), None, place, Some(source.units[gap.units[0]].place)));
    }
    for gap in gaps(translation, &answers.of_translation, source) {
        let Some(words) = told(translation, &gap.units) else { continue };
        found.push(drift(DriftKind::Text, None, Some(words), translation.units[gap.units[0]].place, None));
    }
    for (at, unit) in source.units.iter().enumerate() {
        let answering = &answers.of_source[at];
        let (true, Some(first)) = (unit.counts(), answering.first()) else { continue };
        let fates = fates(unit, translation, answering, settled, answers.ratio);
        let missing: Vec<usize> = (0..fates.len()).filter(|at| fates[*at] == Fate::Missing).collect();
        let words: u32 = missing.iter().map(|at| unit.sentences[*at].words).sum();
        if let Some(sentence) = missing.first().map(|at| &unit.sentences[*at]).filter(|_| words >= WORTH_TELLING) {
            let what = if missing.len() == 1 { "sentence".to_owned() } else { format!("{} sentences", missing.len()) };
            let words = format!("{what}: {}", shortened(&unit.flat.text[sentence.start..sentence.end]));
            let place = translation.units[*first].place;
            found.push(drift(DriftKind::Text, Some(words), None, place, Some(unit.place)));
        }
    }
    for (number, feature) in callouts.iter().enumerate() {
        if let Some(place) = fallen(source, translation, answers, u32::try_from(number).unwrap_or(u32::MAX)) {
            let (source, translation) = (format!("{} with its text inside", feature.words), "its text outside");
            let (source, translation) = (Some(source), Some(translation.to_owned()));
            found.push(drift(DriftKind::Callout, source, translation, place, Some(feature.place)));
        }
    }
    found
}

/// Runs of texts that nothing answers.
fn gaps(page_text: &PageText, answers: &[Vec<usize>], other: &PageText) -> Vec<Gap> {
    let mut found: Vec<Gap> = Vec::new();
    let mut open = false;
    let mut before = None;
    for (at, unit) in page_text.units.iter().enumerate().filter(|(_, unit)| unit.counts()) {
        if let Some(last) = answers[at].last() {
            before = Some(other.units[*last].place);
            open = false;
        } else {
            if !open || matches!(unit.role, UnitRole::Heading(_)) {
                found.push(Gap { units: Vec::new(), before });
            }
            open = true;
            found.last_mut().into_iter().for_each(|gap| gap.units.push(at));
        }
    }
    found
}

/// What a run of texts is, for people; nothing when it is too little to tell of, or a heading, which is told of anyway.
fn told(page_text: &PageText, units: &[usize]) -> Option<String> {
    let texts: Vec<_> = units
        .iter()
        .map(|unit| &page_text.units[*unit])
        .filter(|unit| !matches!(unit.role, UnitRole::Heading(_)))
        .collect();
    let words: u32 = texts.iter().map(|unit| unit.words()).sum();
    let first = texts.first().filter(|_| words >= WORTH_TELLING)?;
    let what = match texts.len() {
        1 => first.role.name().to_owned(),
        count if texts.iter().all(|unit| unit.role == UnitRole::Paragraph) => format!("{count} paragraphs"),
        count => format!("{count} blocks"),
    };
    Some(format!("{what} of {words} words: {}", shortened(&first.flat.text)))
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// Where the body of a callout stands, if most of it stands in no callout.
fn fallen(source: &PageText, translation: &PageText, answers: &Answers, callout: u32) -> Option<FileRange> {
    let body = source.units.iter().zip(&answers.of_source).filter(|(unit, _)| unit.callout == Some(callout));
    let (mut inside, mut outside, mut place) = (0, 0, None);
    for own in body.flat_map(|(_, answers)| answers).map(|unit| &translation.units[*unit]) {
        if own.callout.is_some() {
            inside += own.words();
        } else {
            outside += own.words();
            place = place.or(Some(own.place));
        }
    }
    place.filter(|_| outside > inside)
}
