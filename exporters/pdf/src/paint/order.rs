//! The order in which a page is painted: that in which it is read.
//!
//! Programs that know no structure tree read content as it is painted. What stands at the foot, in the margin or on the
//! other half of a sheet is laid out when its page is filled, which may be another order.

use crate::display::{Artifact, DisplayPage, Owner, Structure};

/// The places of nodes in the order in which a structure tree is read.
pub(super) struct Ranks(Vec<u32>);

impl Ranks {
    pub(super) fn of(structure: &Structure) -> Self {
        let children = structure.children();
        let mut ranks = vec![0; children.len()];
        let mut open = vec![Structure::ROOT];
        let mut next = 0;
        while let Some(node) = open.pop() {
            let node = node.0 as usize;
            ranks[node] = next;
            next += 1;
            open.extend(children[node].iter().rev());
        }
        Self(ranks)
    }

    /// The numbers of the items of a page in the order in which they are painted, each with the number of the part of a
    /// sheet that it is in. None when that is the order in which they stand.
    ///
    /// Grounds come first, since what stands on them may be read in any order. What else is no content stays behind the
    /// content before it.
    pub(super) fn order(&self, page: &DisplayPage) -> Option<Vec<usize>> {
        let mut keys = Vec::with_capacity(page.items().len());
        let mut last = (0, 0);
        let mut part = page.parts_of_items();
        let mut ordered = true;
        for (owner, _) in page.items() {
            let part = part.next().unwrap_or_default();
            keys.push(match owner {
                Owner::Node(node) => {
                    let own = (self.0[node.0 as usize], part);
                    ordered &= own >= last;
                    last = own;
                    own
                }
                Owner::Artifact(Artifact::Background) => (0, 0),
                Owner::Artifact(Artifact::Header | Artifact::Footer | Artifact::Layout) => last,
            });
        }
        if ordered {
            return None;
        }
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|number| keys[*number]);
        Some(order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::{Form, Item, Point, Role};

    #[test]
    fn what_is_read_first_is_painted_first_and_grounds_before_all() {
        let mut structure = Structure::default();
        let note = structure.add(Structure::ROOT, Role::Note);
        let links = structure.add(Structure::ROOT, Role::List);
        let number = structure.add(note, Role::Label);
        let item = || Item::Form { form: Form::Line(Point::default(), Point::default()), fill: None, stroke: None };
        let page = |owners: &[Owner]| {
            let mut page = DisplayPage::new(10.0, 10.0);
            for owner in owners {
                page.push(*owner, item());
            }
            page
        };
        let ranks = Ranks::of(&structure);
        let (ground, rule) = (Owner::Artifact(Artifact::Background), Owner::Artifact(Artifact::Layout));
        let [note, links, number] = [note, links, number].map(Owner::Node);
        assert_eq!(ranks.order(&page(&[note, ground, number, rule, links])), None);
        assert_eq!(ranks.order(&page(&[links, rule, ground, number, note])), Some(vec![2, 4, 3, 0, 1]));
    }

    #[test]
    fn the_half_of_a_sheet_that_is_read_first_is_painted_first() {
        let mut structure = Structure::default();
        let paragraph = structure.add(Structure::ROOT, Role::Paragraph);
        let half = || {
            let mut page = DisplayPage::new(10.0, 10.0);
            let form = Form::Line(Point::default(), Point::default());
            page.push(Owner::Node(paragraph), Item::Form { form, fill: None, stroke: None });
            page
        };
        let mut sheet = DisplayPage::new(20.0, 10.0);
        sheet.place(half(), 7, 0.0, 0.0);
        sheet.place(half(), 2, 10.0, 0.0);
        assert_eq!(Ranks::of(&structure).order(&sheet), Some(vec![1, 0]));
    }
}
