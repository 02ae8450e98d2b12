//! `exclude_docs`, `draft_docs` and `not_in_nav` of MkDocs: patterns as in a `.gitignore`.

use globset::{Glob, GlobBuilder, GlobMatcher};

/// Rules, the last that matches decides.
#[derive(Debug, Clone, Default)]
pub struct IgnoreRules {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    itself: GlobMatcher,
    below: GlobMatcher,
    folders_only: bool,
    again: bool,
}

impl IgnoreRules {
    /// Reads patterns, one a line. Patterns that are none are left out and given back.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut rules = Vec::new();
        let mut wrong = Vec::new();
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match rule(line) {
                Some(rule) => rules.push(rule),
                None => wrong.push(line.to_owned()),
            }
        }
        (Self { rules }, wrong)
    }

    /// Whether the rules take a file out; its path is relative to the folder of pages.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let mut taken = false;
        for rule in &self.rules {
            if (!rule.folders_only && rule.itself.is_match(path)) || rule.below.is_match(path) {
                taken = !rule.again;
            }
        }
        taken
    }
}

fn rule(line: &str) -> Option<Rule> {
    let (again, line) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
    let line = line.strip_prefix('\\').unwrap_or(line);
    let (folders_only, line) = line.strip_suffix('/').map_or((false, line), |rest| (true, rest));
    let anchored = line.contains('/');
    let line = line.strip_prefix('/').unwrap_or(line);
    let pattern = if anchored { line.to_owned() } else { format!("**/{line}") };
    let glob = |pattern: &str| -> Option<Glob> { GlobBuilder::new(pattern).literal_separator(true).build().ok() };
    Some(Rule {
        itself: glob(&pattern)?.compile_matcher(),
        below: glob(&format!("{pattern}/**"))?.compile_matcher(),
        folders_only,
        again,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_git_does() {
        let (rules, wrong) = IgnoreRules::parse("# c\n*.draft.md\n/drafts/\nx/**/y.md\n!drafts/keep.md\n[z");
        assert_eq!(wrong, ["[z"]);
        for (path, taken) in [
            ("a.draft.md", true),
            ("p/a.draft.md", true),
            ("drafts/a.md", true),
            ("drafts/keep.md", false),
            ("p/drafts/a.md", false),
            ("x/1/2/y.md", true),
            ("drafts", false),
        ] {
            assert_eq!(rules.matches(path), taken, "{path}");
        }
    }
}
