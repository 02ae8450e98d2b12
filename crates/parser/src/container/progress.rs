//! Progress bars: `[=65% "65%"]`.

use crate::attr;
use crate::page::{PageParser, block};
use crate::region::Region;
use crate::text::Line;
use pamphlet_document::{Block, BlockKind, Progress};

impl PageParser<'_> {
    /// A progress bar, if the line is one.
    pub(crate) fn progress(&mut self, region: &mut Region, line: Line) -> bool {
        let text = self.text(line);
        let Some(rest) = text.strip_prefix("[=") else { return false };
        let Some(end) = rest.find(']') else { return false };
        let inner = rest[..end].trim_start_matches('=').trim();
        let tail = rest[end + 1..].trim();
        let attrs = match attr::parse(tail) {
            Some((attrs, length)) if length == tail.len() => attrs,
            _ if tail.is_empty() => pamphlet_document::Attrs::default(),
            _ => return false,
        };
        // Both are slices of the line, the label an empty one where there is none: its place is told from them.
        let (value, label) = inner.split_at(inner.find([' ', '\t', '"', '\'']).unwrap_or(inner.len()));
        let Some(basis_points) = share(value) else { return false };
        let label = label.trim();
        let words = label.trim_matches(['"', '\'']);
        self.flush(region);
        let at = words.as_ptr().addr() - text.as_ptr().addr();
        let words = Line { start: line.start + at, end: line.start + at + words.len() };
        let label = if words.start < words.end { self.inlines(words) } else { Vec::new() };
        let kind = BlockKind::Progress(Progress { basis_points, label });
        region.out.push(Block { attrs, ..block(line.span(), kind) });
        region.at += 1;
        true
    }
}

/// `65%`, `6.5%` or `2/3` in hundredths of a per cent.
pub(crate) fn share(text: &str) -> Option<u32> {
    if let Some((part, whole)) = text.split_once('/') {
        let (part, whole) = (hundredths(part)?, hundredths(whole)?);
        return u32::try_from((u64::from(part) * 10_000).checked_div(u64::from(whole))?.min(10_000)).ok();
    }
    Some(hundredths(text.strip_suffix('%')?)?.min(10_000))
}

/// A decimal number in hundredths.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = part.chars().chain("00".chars()).take(2).collect();
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(digits.parse().ok()?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares() {
        assert_eq!(super::share("65%"), Some(6500));
        assert_eq!(super::share("6.5%"), Some(650));
        assert_eq!(super::share("1/4"), Some(2500));
        assert_eq!(super::share("1/0"), None);
        assert_eq!(super::share("x%"), None);
    }
}
