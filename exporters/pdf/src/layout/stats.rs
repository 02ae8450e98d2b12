//! How well lines are filled, as figures.

use crate::paragraph::Paragraph;

/// Figures of line quality, to be added up over a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LayoutStats {
    /// Lines.
    pub lines: u64,
    /// Lines that were spread or narrowed to the column.
    pub spread: u64,
    /// Of them, lines whose spaces are wider than one and a half times natural.
    pub loose: u64,
    /// Lines that were left ragged in a justified paragraph, since they could only be spread too far.
    pub unspread: u64,
    /// Lines that end with a hyphen.
    pub hyphens: u64,
    /// Pairs of lines in a row that both do.
    pub hyphens_in_a_row: u64,
    /// Lines wider than their column.
    pub overfull: u64,
    /// Pages that end where a rule forbids it: widows, orphans, stranded headings.
    pub forced_breaks: u64,
    /// Characters that no face has.
    pub missing: u64,
}

impl LayoutStats {
    /// Adds the figures of a paragraph.
    pub fn add(&mut self, paragraph: &Paragraph, justified: bool) {
        let mut hyphen_above = false;
        for line in &paragraph.lines {
            self.lines += 1;
            self.overfull += u64::from(line.overfull);
            self.hyphens += u64::from(line.hyphenated);
            self.hyphens_in_a_row += u64::from(line.hyphenated && hyphen_above);
            hyphen_above = line.hyphenated;
            if justified && !line.last {
                self.spread += 1;
                self.loose += u64::from(line.ratio > 1.0);
                self.unspread += u64::from(line.ratio > 3.0);
            }
        }
        self.missing += paragraph.missing.len() as u64;
    }
}

impl std::ops::AddAssign for LayoutStats {
    fn add_assign(&mut self, other: Self) {
        let Self { lines, spread, loose, unspread, hyphens, hyphens_in_a_row, overfull, forced_breaks, missing } =
            other;
        self.lines += lines;
        self.spread += spread;
        self.loose += loose;
        self.unspread += unspread;
        self.hyphens += hyphens;
        self.hyphens_in_a_row += hyphens_in_a_row;
        self.overfull += overfull;
        self.forced_breaks += forced_breaks;
        self.missing += missing;
    }
}
