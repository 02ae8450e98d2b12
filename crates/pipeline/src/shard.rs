//! Parts of a build for several machines: which units each of them makes, as a function of the site alone.

use crate::Format;
use pamphlet_locale::Tag;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// One part of a build that several machines share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub index: usize,
    /// Of how many.
    pub count: usize,
}

impl Shard {
    /// Reads `2/5`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        match numbers {
            Some((index, count)) if index >= 1 && index <= count => Ok(Self { index, count }),
            _ => Err(format!("“{text}” is not a shard: write 2/5 for the second of five")),
        }
    }
}

/// What of a format a unit makes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    #[default]
    All,
    /// Of PDFs the books and the packets.
    Books,
    /// Of PDFs the handouts.
    Handouts,
}

/// One format of one locale, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BuildUnit {
    /// The locale.
    pub locale: Tag,
    /// The format.
    pub format: Format,
    /// What of it.
    pub part: Part,
}

impl BuildUnit {
    /// What the record of its locale calls it.
    pub(crate) fn name(&self) -> &'static str {
        match self.part {
            Part::All => self.format.name(),
            Part::Books => "pdf books",
            Part::Handouts => "pdf handouts",
        }
    }
}

/// The parts that are made of a format, each for itself: on one machine as on several, so that what one of several made
/// is known to one alone.
pub(crate) fn parts(format: Format) -> &'static [Part] {
    match format {
        Format::Pdf => &[Part::Handouts, Part::Books],
        Format::Epub | Format::Json | Format::Text => &[Part::All],
    }
}

/// What reading and composing a page of a locale costs, whatever is made of it. This and the other weights are the CPU
/// time of a page in tenths of a millisecond, measured with nine locales of 124 pages; only their ratios count.
const COMPOSING: u64 = 40;

/// What a page costs in a unit.
fn weight(unit: &BuildUnit) -> u64 {
    match (unit.format, unit.part) {
        (Format::Pdf, Part::Books) => 150,
        (Format::Pdf, Part::Handouts | Part::All) => 250,
        (Format::Epub | Format::Json, _) => 10,
        (Format::Text, _) => 5,
    }
}

/// The units that a shard makes, in their order; `pages` says how many pages a locale has.
///
/// The heaviest unit goes first, each to the machine that is done with it first (Graham's rule of the longest
/// processing time, at most a third above the best that can be had). A machine that makes nothing else of a locale has
/// to read it, too.
pub(crate) fn units(all: &[BuildUnit], shard: Shard, pages: impl Fn(&Tag) -> u64) -> Vec<BuildUnit> {
    let mut by_weight: Vec<(usize, u64, u64)> = all
        .iter()
        .enumerate()
        .map(|(number, unit)| (number, pages(&unit.locale).saturating_mul(weight(unit)), pages(&unit.locale)))
        .collect();
    by_weight.sort_by_key(|(number, weight, _)| (Reverse(*weight), *number));
    let mut machines: Vec<(u64, BTreeSet<&Tag>)> = vec![(0, BTreeSet::new()); shard.count.min(all.len().max(1))];
    let mut own: Vec<usize> = Vec::new();
    for (number, weight, pages) in by_weight {
        let Some(unit) = all.get(number) else { continue };
        let done = |(load, locales): &(u64, BTreeSet<&Tag>)| {
            let reading = if locales.contains(&unit.locale) { 0 } else { pages.saturating_mul(COMPOSING) };
            load.saturating_add(weight).saturating_add(reading)
        };
        let Some(first) = (0..machines.len()).min_by_key(|index| machines.get(*index).map(done)) else { continue };
        if let Some(machine) = machines.get_mut(first) {
            machine.0 = done(machine);
            machine.1.insert(&unit.locale);
        }
        if first + 1 == shard.index {
            own.push(number);
        }
    }
    own.sort_unstable();
    own.into_iter().filter_map(|number| all.get(number).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards() {
        assert_eq!(Shard::parse("2/5"), Ok(Shard { index: 2, count: 5 }));
        for wrong in ["0/5", "6/5", "2", "a/b", ""] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }

    /// The units of a site with so many pages in each locale.
    fn site(locales: &[(&str, u64)]) -> (Vec<BuildUnit>, impl Fn(&Tag) -> u64) {
        let pages: Vec<(Tag, u64)> =
            locales.iter().map(|(locale, pages)| (Tag::parse(locale).expect("is a tag"), *pages)).collect();
        let kinds = Format::ALL.iter().flat_map(|format| parts(*format).iter().map(|part| (*format, *part)));
        let of_kind = |(format, part)| {
            pages.iter().map(move |(locale, _)| BuildUnit { locale: locale.clone(), format, part }).collect::<Vec<_>>()
        };
        let units = kinds.flat_map(of_kind).collect();
        (units, move |locale: &Tag| pages.iter().find(|(own, _)| own == locale).map_or(0, |(_, pages)| *pages))
    }

    fn load(units: &[BuildUnit], pages: &impl Fn(&Tag) -> u64) -> u64 {
        let locales: BTreeSet<&Tag> = units.iter().map(|unit| &unit.locale).collect();
        let made: u64 = units.iter().map(|unit| weight(unit) * pages(&unit.locale)).sum();
        made + locales.into_iter().map(|locale| pages(locale) * COMPOSING).sum::<u64>()
    }

    #[test]
    fn every_unit_is_made_by_one_machine_and_none_has_much_more_to_do() {
        let (all, pages) = site(&[("en", 124), ("de", 120), ("it", 3), ("ar", 124), ("ja", 60)]);
        for count in 1..=6 {
            let shards: Vec<_> = (1..=count).map(|index| units(&all, Shard { index, count }, &pages)).collect();
            let mut together: Vec<BuildUnit> = shards.concat();
            together.sort();
            let mut whole = units(&all, Shard { index: 1, count: 1 }, &pages);
            whole.sort();
            assert_eq!(together, whole, "{count}");
            let loads: Vec<u64> = shards.iter().map(|units| load(units, &pages)).collect();
            let mean = loads.iter().sum::<u64>() / count as u64;
            let most = loads.iter().copied().max().unwrap_or_default();
            assert!(most * 10 <= mean * 13, "{count}: {loads:?}");
        }
    }

    #[test]
    fn the_books_and_the_handouts_of_one_locale_are_made_by_two_machines() {
        let (all, pages) = site(&[("en", 5_000)]);
        let parts = |index| {
            let own = units(&all, Shard { index, count: 2 }, &pages);
            own.into_iter().filter(|unit| unit.format == Format::Pdf).map(|unit| unit.part).collect::<Vec<_>>()
        };
        assert_eq!((parts(1), parts(2)), (vec![Part::Handouts], vec![Part::Books]));
    }

    #[test]
    fn machines_without_work_make_nothing() {
        let (all, pages) = site(&[("en", 1)]);
        let made: Vec<usize> = (1..=9).map(|index| units(&all, Shard { index, count: 9 }, &pages).len()).collect();
        assert_eq!(made.iter().sum::<usize>(), 5);
        assert_eq!(made[5..], [0, 0, 0, 0]);
    }
}
