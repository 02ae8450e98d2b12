//! The roles of headings. In a source page with cards, the section that the vocabulary names, most often by the page
//! that it refers to, says what recommendations must fulfil; its first two parts are what is required and what is wished for. A translation's headings have the
//! roles of the headings that they answer to.

use crate::Skeleton;
use pamphlet_document::{Block, BlockKind, HeadingRole, Target, Vocabulary, walk};

/// Marks the headings of a page.
pub(super) fn mark(blocks: &mut [Block], reference: Option<&Skeleton>, vocabulary: &Vocabulary) {
    let mut headings: Vec<(usize, u8)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let BlockKind::Heading(heading) = &block.kind {
            headings.push((at, heading.level));
        }
    }
    let mut roles: Vec<Option<HeadingRole>> = vec![None; headings.len()];
    let answered = reference.filter(|reference| {
        let levels = headings.iter().map(|&(_, level)| level);
        levels.eq(reference.headings().map(|heading| heading.level))
    });
    if let Some(reference) = answered {
        for (role, heading) in roles.iter_mut().zip(reference.headings()) {
            *role = heading.role;
        }
    } else if vocabulary.has_criteria() && has_card(blocks) {
        for (n, &(at, level)) in headings.iter().enumerate() {
            let end = headings.get(n + 1).map_or(blocks.len(), |next| next.0);
            let named = vocabulary.is_criteria_heading(&blocks[at].attrs.classes);
            if roles[n].is_none() && (named || refers_to_criteria(&blocks[at + 1..end], vocabulary)) {
                roles[n] = Some(HeadingRole::Criteria);
                mark_parts(&headings, n, level, &mut roles);
            }
        }
    }
    for (&(at, _), role) in headings.iter().zip(roles) {
        if let (Some(role), Some(block)) = (role, blocks.get_mut(at))
            && let BlockKind::Heading(heading) = &mut block.kind
        {
            heading.role = Some(role);
        }
    }
}

/// Two parts of one level: the first is required, the second wished for. One part is required; more are topics.
fn mark_parts(headings: &[(usize, u8)], n: usize, level: u8, roles: &mut [Option<HeadingRole>]) {
    let inside = headings[n + 1..].iter().take_while(|next| next.1 > level).count();
    let parts: Vec<usize> = (n + 1..=n + inside).filter(|&part| headings[part].1 == level + 1).collect();
    if let [required, wished @ ..] = parts.as_slice()
        && wished.len() < 2
    {
        roles[*required] = Some(HeadingRole::MinimumRequirements);
        if let [wished] = wished {
            roles[*wished] = Some(HeadingRole::BestCase);
        }
    }
}

fn has_card(blocks: &[Block]) -> bool {
    let mut found = false;
    walk::each_block(blocks, &mut |block| found |= matches!(block.kind, BlockKind::Card(_)));
    found
}

fn refers_to_criteria(blocks: &[Block], vocabulary: &Vocabulary) -> bool {
    let mut found = false;
    walk::each_link(blocks, &mut |link| {
        if let Target::Written { address } = &link.target {
            found |= vocabulary.is_criteria_page(address);
        }
    });
    found
}
