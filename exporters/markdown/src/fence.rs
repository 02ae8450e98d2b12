//! Lines that stand between fences.

use crate::escape::{clean, longest_run};

/// Lines between fences.
pub(crate) fn fenced(text: &str, name: &str) -> Vec<String> {
    let fence = fence(text);
    let name: String = clean(name).filter(|c| !c.is_whitespace() && *c != '`').collect();
    let line = |line: &str| line.trim_end().chars().filter(|c| *c == '\t' || !c.is_control()).collect();
    let mut out = vec![format!("{fence}{name}")];
    out.extend(text.lines().map(line));
    out.push(fence);
    out
}

/// A fence of code that nothing in a text ends.
fn fence(text: &str) -> String {
    "`".repeat((longest_run(text, '`') + 1).max(3))
}
