//! The difference of two texts as a patch that `git apply` and `patch` understand.

use std::fmt::Write as _;

/// How many lines that stay stand around those that change.
const AROUND: usize = 3;

/// A patch of one file; nothing when the texts are equal.
pub(super) fn unified(path: &str, old: &str, new: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let changes = changes(&before, &after);
    if changes.is_empty() {
        return String::new();
    }
    let name = quoted(path);
    let mut out = format!("--- {}\n+++ {}\n", name("a/"), name("b/"));
    let mut at = 0;
    while at < changes.len() {
        // Changes whose surroundings touch are one piece.
        let mut last = at;
        while changes.get(last + 1).is_some_and(|next| next.old.0 <= changes[last].old.1 + 2 * AROUND) {
            last += 1;
        }
        hunk(&before, &after, &changes[at..=last], &mut out);
        at = last + 1;
    }
    out
}

/// Lines of the old text that went, and lines of the new one that came.
struct Change {
    old: (usize, usize),
    new: (usize, usize),
}

/// The stretches in which two texts differ. Lines that stay are found again by looking a little ahead: texts are equal
/// but for a few lines.
fn changes(before: &[&str], after: &[&str]) -> Vec<Change> {
    const AHEAD: usize = 400;
    let mut found = Vec::new();
    let (mut row, mut own) = (0, 0);
    while row < before.len() || own < after.len() {
        if before.get(row) == after.get(own) {
            (row, own) = (row + 1, own + 1);
            continue;
        }
        // The nearest lines, counted on both sides, that are equal again, and so is the one after them.
        let again =
            |old: usize, new: usize| before.get(old) == after.get(new) && before.get(old + 1) == after.get(new + 1);
        let most = AHEAD.min(before.len() - row + after.len() - own);
        let next = (1..=most).find_map(|sum| {
            (0..=sum)
                .map(|down| (row + down, own + sum - down))
                .find(|(old, new)| *old <= before.len() && *new <= after.len() && again(*old, *new))
        });
        let (old_end, new_end) = next.unwrap_or((before.len(), after.len()));
        found.push(Change { old: (row, old_end), new: (own, new_end) });
        (row, own) = (old_end, new_end);
    }
    found
}

fn hunk(before: &[&str], after: &[&str], changes: &[Change], out: &mut String) {
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return };
    let start = first.old.0.saturating_sub(AROUND);
    let new_start = first.new.0 - (first.old.0 - start);
    let end = (last.old.1 + AROUND).min(before.len());
    let new_end = last.new.1 + (end - last.old.1);
    let range = |start: usize, end: usize| {
        // An empty range is named by the line before it.
        let line = if start == end { start } else { start + 1 };
        format!("{line},{}", end - start)
    };
    let _ = writeln!(out, "@@ -{} +{} @@", range(start, end), range(new_start, new_end));
    let mut at = start;
    for change in changes {
        before[at..change.old.0].iter().for_each(|line| put(' ', line, out));
        before[change.old.0..change.old.1].iter().for_each(|line| put('-', line, out));
        after[change.new.0..change.new.1].iter().for_each(|line| put('+', line, out));
        at = change.old.1;
    }
    before[at..end].iter().for_each(|line| put(' ', line, out));
}

fn put(sign: char, line: &str, out: &mut String) {
    out.push(sign);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

/// A path behind a prefix, quoted as git does where it has to be.
fn quoted(path: &str) -> impl Fn(&str) -> String {
    let plain = path.chars().all(|character| !character.is_control() && !matches!(character, '"' | '\\'));
    move |prefix| if plain { format!("{prefix}{path}") } else { format!("\"{prefix}{}\"", path.escape_debug()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_has_what_changed_and_what_stands_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n";
        let new = old.replace("2\n3", "2\nthree").replace("14\n15\n", "14\n15");
        assert_eq!(
            unified("a b.md", old, &new),
            "--- a/a b.md\n+++ b/a b.md\n@@ -1,6 +1,6 @@\n 1\n 2\n-3\n+three\n 4\n 5\n 6\n@@ -12,4 +12,4 @@\n 12\n 13\n 14\n-15\n+15\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("a", old, old), "");
        assert_eq!(unified("a", "x\n", "y\nx\n"), "--- a/a\n+++ b/a\n@@ -1,1 +1,2 @@\n+y\n x\n");
        assert_eq!(unified("a", "x\n", ""), "--- a/a\n+++ b/a\n@@ -1,1 +0,0 @@\n-x\n");
    }
}
