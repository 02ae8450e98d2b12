//! What stands in the lines of a source page: a translation leaves it as it is, so damaged marks round it are known.

use pamphlet_document::{Emphasis, Inline, InlineKind};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the lines of a page beside words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineFacts {
    /// How often text is set apart, by the way.
    styles: [usize; STYLES],
    /// How often each piece of code stands there.
    pub(crate) code: BTreeMap<String, usize>,
    /// The formulas, by what is left of them without room and backslashes.
    pub(crate) formulas: BTreeMap<String, String>,
    /// Whether formulas stand on lines of their own.
    pub(crate) displays: bool,
    /// What is lowered or (`true`) raised, and whether it stands close to what is before and behind it.
    pub(crate) scripts: BTreeMap<(bool, String), (bool, bool)>,
    /// The shortcodes of emojis.
    pub(crate) emojis: BTreeSet<String>,
    /// Whether lines end where readers see it.
    pub(crate) breaks: bool,
}

const STYLES: usize = 9;

impl LineFacts {
    /// How often text is set apart in a way.
    pub(crate) fn count(&self, style: Emphasis) -> usize {
        self.styles[place(style)]
    }

    /// Learns what stands in a run; its parts are learnt one by one.
    pub(crate) fn learn(&mut self, content: &[Inline]) {
        for (at, inline) in content.iter().enumerate() {
            match &inline.kind {
                InlineKind::Styled { style, content: inner } => {
                    self.styles[place(*style)] += 1;
                    if let (
                        Emphasis::Subscript | Emphasis::Superscript,
                        [Inline { kind: InlineKind::Text { text }, .. }],
                    ) = (style, inner.as_slice())
                    {
                        let before = at.checked_sub(1).and_then(|at| content.get(at));
                        let close = (touches(before, true), touches(content.get(at + 1), false));
                        let raised = *style == Emphasis::Superscript;
                        self.scripts.entry((raised, text.clone())).or_insert(close);
                    }
                }
                InlineKind::Code { text, .. } => *self.code.entry(text.clone()).or_default() += 1,
                InlineKind::Math { source, .. } => self.learn_formula(source, false),
                InlineKind::Emoji { shortcode, .. } => {
                    self.emojis.insert(shortcode.clone());
                }
                InlineKind::LineBreak => self.breaks = true,
                _ => {}
            }
        }
    }

    /// Learns a formula, in a line or on lines of its own.
    pub(crate) fn learn_formula(&mut self, source: &str, displayed: bool) {
        self.displays |= displayed;
        self.formulas.insert(squeezed(source), source.to_owned());
    }
}

/// Whether a piece of a line ends or begins with a word.
fn touches(inline: Option<&Inline>, ends: bool) -> bool {
    let Some(Inline { kind: InlineKind::Text { text }, .. }) = inline else { return inline.is_some() };
    let sign = if ends { text.chars().next_back() } else { text.chars().next() };
    sign.is_some_and(|sign| !sign.is_whitespace())
}

/// A formula without what tools put in: room, and backslashes before marks that mean nothing to TeX.
pub(crate) fn squeezed(formula: &str) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut signs = formula.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_escape = sign == '\\' && signs.peek().is_some_and(|next| matches!(next, '_' | '*' | '^' | '~'));
        if !is_escape && !sign.is_whitespace() {
            out.push(plain(sign));
        }
    }
    out
}

/// The plain sign of a full-width one.
fn plain(sign: char) -> char {
    let code = u32::from(sign);
    if (0xff01..=0xff5e).contains(&code) { char::from_u32(code - 0xfee0).unwrap_or(sign) } else { sign }
}

const fn place(style: Emphasis) -> usize {
    match style {
        Emphasis::Emphasis => 0,
        Emphasis::Strong => 1,
        Emphasis::Deleted => 2,
        Emphasis::Inserted => 3,
        Emphasis::Marked => 4,
        Emphasis::Small => 5,
        Emphasis::Subscript => 6,
        Emphasis::Superscript => 7,
        Emphasis::Quoted => 8,
    }
}
