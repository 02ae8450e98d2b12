//! Ids of cards: the same in every locale.

use crate::shape::{link_key, written};
use pamphlet_document::walk::{each_block, each_link};
use pamphlet_document::{Block, BlockKind, Card, Document, PageId, Target};
use pamphlet_locale::slug;
use pamphlet_source::{FileRange, limits};
use std::collections::{BTreeMap, BTreeSet};

/// What a card is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CardFeatures {
    pub(crate) name: String,
    /// The file name of its logo.
    logo: String,
    /// The addresses that it links to, on other servers.
    addresses: BTreeSet<String>,
    /// Where it stands.
    pub(crate) place: FileRange,
}

impl CardFeatures {
    /// What a card is called that the source page does not have: after its logo, whose file all translations share,
    /// else by its name, which some of them translate.
    pub(crate) fn plain_name(&self) -> &str {
        let stem = self.logo.rsplit_once('.').map_or(self.logo.as_str(), |(stem, _)| stem);
        if stem.is_empty() { &self.name } else { stem }
    }
}

/// The cards of a page, in reading order.
pub(crate) fn cards_of(document: &Document) -> Vec<CardFeatures> {
    let mut cards = Vec::new();
    for placed in &document.blocks {
        each_block([placed.block.as_ref()], &mut |block| {
            if let BlockKind::Card(card) = &block.kind {
                let place = FileRange { source: placed.origin.source, span: placed.origin.absolute(block.span) };
                cards.push(CardFeatures {
                    name: card.name.clone(),
                    logo: logo_name(card),
                    addresses: addresses(block),
                    place,
                });
            }
        });
    }
    cards
}

fn logo_name(card: &Card) -> String {
    card.logo.as_ref().map_or_else(String::new, |logo| {
        let address = written(&logo.source);
        let path = address.split(['#', '?']).next().unwrap_or(address);
        path.rsplit('/').next().unwrap_or(path).to_owned()
    })
}

fn addresses(block: &Block) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_link([block], &mut |link| {
        let address = match &link.target {
            Target::Written { address } | Target::Unresolved { address } => address,
            Target::External { url } => url,
            Target::Page { .. } => return,
        };
        if address.contains("://") {
            found.insert(link_key(address));
        }
    });
    found
}

/// How surely two cards recommend the same thing; 0 for not at all.
fn likeness(source: &CardFeatures, translation: &CardFeatures) -> u32 {
    let name = if !source.name.is_empty() && source.name.eq_ignore_ascii_case(&translation.name) { 6 } else { 0 };
    let logo = if !source.logo.is_empty() && source.logo == translation.logo { 5 } else { 0 };
    let links = source.addresses.intersection(&translation.addresses).take(6).count();
    name + logo + u32::try_from(links).unwrap_or(6) * 2
}

/// For each card of a translation, which card of the source page it is. Order does not matter.
pub(crate) fn pair(source: &[CardFeatures], translation: &[CardFeatures]) -> Vec<Option<usize>> {
    let mut likely: Vec<(u32, usize, usize, usize)> = Vec::new();
    if source.len().saturating_mul(translation.len()) <= limits::CARD_COMPARISONS {
        for (here, one) in translation.iter().enumerate() {
            for (there, other) in source.iter().enumerate() {
                let score = likeness(other, one);
                if score > 0 {
                    likely.push((u32::MAX - score, here.abs_diff(there), here, there));
                }
            }
        }
    } else {
        let by_name: BTreeMap<&str, usize> =
            source.iter().enumerate().map(|(at, card)| (card.name.as_str(), at)).collect();
        for (here, one) in translation.iter().enumerate() {
            if let Some(there) = by_name.get(one.name.as_str()) {
                likely.push((0, here.abs_diff(*there), here, *there));
            }
        }
    }
    likely.sort_unstable();
    let mut pairs = vec![None; translation.len()];
    let mut taken = vec![false; source.len()];
    for (_, _, here, there) in likely {
        if pairs[here].is_none() && !taken[there] {
            pairs[here] = Some(there);
            taken[there] = true;
        }
    }
    // With as many cards on both sides, one that nothing could be told of is the one left over between its neighbours.
    if source.len() == translation.len() {
        for at in 0..pairs.len() {
            if pairs[at].is_none() && !taken[at] {
                pairs[at] = Some(at);
                taken[at] = true;
            }
        }
    }
    pairs
}

/// A name as an id: letters and digits in lower case, hyphens between.
pub(crate) fn slug(name: &str) -> String {
    let out = slug::id(name, char::is_alphanumeric);
    if out.is_empty() { "card".to_owned() } else { out }
}

/// Gives ids to the cards of all pages: the name's slug where only one page has a card of that name, else the page's
/// name before it, so that an id does not change with the order of pages; a second card of a name on one page is
/// numbered.
pub(crate) fn name_cards<'c>(
    pages: impl Iterator<Item = (&'c PageId, &'c [CardFeatures])> + Clone,
) -> BTreeMap<PageId, Vec<String>> {
    let mut homes: BTreeMap<String, BTreeSet<&PageId>> = BTreeMap::new();
    for (page, cards) in pages.clone() {
        for card in cards {
            homes.entry(slug(&card.name)).or_default().insert(page);
        }
    }
    let mut taken = Taken::default();
    pages
        .map(|(page, cards)| {
            let ids = cards
                .iter()
                .map(|card| {
                    let slug = slug(&card.name);
                    let alone = homes.get(&slug).is_some_and(|homes| homes.len() == 1);
                    let wanted = if alone { slug } else { format!("{}-{slug}", self::slug(&page.0)) };
                    unique(wanted, &mut taken)
                })
                .collect();
            (page.clone(), ids)
        })
        .collect()
}

/// Ids that are given away, with the number that the next of the same name tries.
pub(crate) type Taken = BTreeMap<String, u32>;

/// An id that nobody has yet: the one wanted, or a number behind it.
pub(crate) fn unique(wanted: String, taken: &mut Taken) -> String {
    let mut id = wanted.clone();
    let mut number = taken.get(&wanted).copied().unwrap_or(1);
    while taken.contains_key(&id) {
        number += 1;
        id = format!("{wanted}-{number}");
    }
    taken.insert(wanted, number);
    taken.entry(id.clone()).or_insert(1);
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::beginning;
    use pamphlet_source::SourceId;

    fn card(name: &str, logo: &str, addresses: &[&str]) -> CardFeatures {
        CardFeatures {
            name: name.to_owned(),
            logo: logo.to_owned(),
            addresses: addresses.iter().map(|address| (*address).to_owned()).collect(),
            place: beginning(SourceId(0)),
        }
    }

    #[test]
    fn cards_are_known_by_what_no_translator_changes() {
        let source = [
            card("Kestrel", "kestrel.svg", &["https://kestrel.example"]),
            card("Paper Notes", "notes.svg", &["https://notes.example", "https://store.example/notes"]),
            card("Lost", "lost.svg", &[]),
        ];
        let translation = [
            card("Note di carta", "", &["https://notes.example"]),
            card("Kestrel", "gheppio.svg", &[]),
            card("Nuovo", "nuovo.svg", &["https://nuovo.example"]),
            card("Altro", "", &[]),
        ];
        assert_eq!(pair(&source, &translation), [Some(1), Some(0), None, None]);
        assert_eq!(pair(&source[2..], &translation[3..]), [Some(0)]);
    }

    #[test]
    fn what_only_translations_have_is_called_after_its_logo() {
        assert_eq!(card("Santé", "health.svg", &[]).plain_name(), "health");
        assert_eq!(card("Santé", "", &[]).plain_name(), "Santé");
    }

    #[test]
    fn ids_are_unique_and_plain() {
        assert_eq!(slug("Kestrel Mail (Web)"), "kestrel-mail-web");
        assert_eq!(slug("Dave's Ünit"), "daves-ünit");
        assert_eq!(slug("★"), "card");
        let (one, two) = (PageId("a".to_owned()), PageId("os/b".to_owned()));
        let cards = [card("X", "", &[]), card("X", "", &[]), card("Y", "", &[])];
        let pages = [(&one, &cards[..]), (&two, &cards[..1])];
        let ids = name_cards(pages.iter().copied());
        assert_eq!(ids[&one], ["a-x", "a-x-2", "y"]);
        assert_eq!(ids[&two], ["os-b-x"]);
    }
}
