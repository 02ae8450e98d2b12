//! `exclude_docs`, `draft_docs` and `not_in_nav` of MkDocs: patterns as in a `.gitignore`. Plain names and paths are looked
//! up, so there may be any number of them.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use pamphlet_source::limits::EXCLUDE_PATTERNS;
use std::collections::HashMap;

/// Rules, the last that matches decides.
#[derive(Debug, Clone, Default)]
pub struct IgnoreRules {
    /// Of each rule, whether it takes pages back in.
    again: Vec<bool>,
    /// Rules that are a name, which may stand anywhere.
    names: HashMap<String, Numbers>,
    /// Rules that are a path from the root.
    paths: HashMap<String, Numbers>,
    /// Rules that are patterns.
    globs: GlobSet,
    /// Of each pattern, the number of its rule, and whether it is for folders alone.
    patterns: Vec<(usize, bool)>,
}

/// The last rule of a text for files and folders, and the last for folders alone.
#[derive(Debug, Clone, Copy, Default)]
struct Numbers {
    all: Option<usize>,
    folders: Option<usize>,
}

/// Rules, and what of their text is not among them.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The rules.
    pub rules: IgnoreRules,
    /// Lines that are no patterns.
    pub wrong: Vec<String>,
    /// How many patterns are beyond [`EXCLUDE_PATTERNS`].
    pub beyond: usize,
}

impl IgnoreRules {
    /// Reads patterns, one a line. Patterns that are none are left out and given back.
    #[must_use]
    pub fn parse(text: &str) -> Parsed {
        let mut parsed = Parsed::default();
        let mut globs = GlobSetBuilder::new();
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (again, rest) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
            let rest = rest.strip_prefix('\\').filter(|rest| rest.starts_with(['!', '#'])).unwrap_or(rest);
            let (folders, rest) = rest.strip_suffix('/').map_or((false, rest), |rest| (true, rest));
            let anchored = rest.contains('/');
            let rest = rest.strip_prefix('/').unwrap_or(rest);
            let rules = &mut parsed.rules;
            let number = rules.again.len();
            if !rest.contains(['*', '?', '[', ']', '\\']) {
                let plain = if anchored { &mut rules.paths } else { &mut rules.names };
                let numbers = plain.entry(rest.to_owned()).or_default();
                *(if folders { &mut numbers.folders } else { &mut numbers.all }) = Some(number);
            } else if rules.patterns.len() == EXCLUDE_PATTERNS {
                parsed.beyond += 1;
                continue;
            } else {
                let pattern = if anchored { rest.to_owned() } else { format!("**/{rest}") };
                // Braces stand for themselves.
                let pattern = pattern.replace('{', "[{]").replace('}', "[}]");
                let Ok(glob) = GlobBuilder::new(&pattern).literal_separator(true).build() else {
                    parsed.wrong.push(line.to_owned());
                    continue;
                };
                globs.add(glob);
                rules.patterns.push((number, folders));
            }
            rules.again.push(again);
        }
        match globs.build() {
            Ok(globs) => parsed.rules.globs = globs,
            // Each was understood by itself; together they are more than can be held.
            Err(_) => parsed.beyond += std::mem::take(&mut parsed.rules.patterns).len(),
        }
        parsed
    }

    /// Whether the rules take a file out; its path is relative to the folder of pages.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.verdict(path) == Some(true)
    }

    /// Whether the rules take a file out (`true`) or back in (`false`); `None` when they do not speak of it.
    #[must_use]
    pub(crate) fn verdict(&self, path: &str) -> Option<bool> {
        // The last rule that takes the file itself decides; only where there is none, the last that takes a folder above.
        let (mut own, mut above): (Option<usize>, Option<usize>) = (None, None);
        let mut found = Vec::new();
        let ends = path.match_indices('/').map(|(at, _)| (at, true)).chain([(path.len(), false)]);
        for (end, is_folder) in ends {
            let part = &path[..end];
            let last = if is_folder { &mut above } else { &mut own };
            for numbers in [self.names.get(crate::path::split(part).1), self.paths.get(part)].into_iter().flatten() {
                *last = (*last).max(numbers.all).max(numbers.folders.filter(|_| is_folder));
            }
            self.globs.matches_into(part, &mut found);
            let patterns = found.iter().map(|at| self.patterns[*at]);
            *last = (*last).max(patterns.filter(|(_, folders)| is_folder || !folders).map(|(number, _)| number).max());
        }
        let last = own.or(above);
        last.map(|number| !self.again[number])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_git_does() {
        let Parsed { rules, wrong, beyond } = IgnoreRules::parse(
            "# c\n*.draft.md\n/drafts/\nx/**/y.md\n!drafts/keep.md\n[z\nold\n!p/old\nnotes/\n/only.md\n",
        );
        assert_eq!((wrong, beyond), (vec!["[z".to_owned()], 0));
        for (path, taken) in [
            ("a.draft.md", true),
            ("p/a.draft.md", true),
            ("drafts/a.md", true),
            ("drafts/keep.md", false),
            ("p/drafts/a.md", false),
            ("x/1/2/y.md", true),
            ("drafts", false),
            ("old/a.md", true),
            ("q/old/b/a.md", true),
            ("p/old/a.md", false),
            ("notes", false),
            ("q/notes/a.md", true),
            ("only.md", true),
            ("q/only.md", false),
        ] {
            assert_eq!(rules.matches(path), taken, "{path}");
        }
    }

    #[test]
    fn a_rule_for_the_file_goes_before_one_for_its_folder() {
        // As MkDocs has it, whose rules are those of pathspec; found by 5,700 random rules.
        for (text, path, taken) in [
            ("*.md\n!keep/", "keep/k.md", true),
            ("*.md\n!keep/*", "keep/k.md", false),
            ("!*.md\n/drafts", "drafts/a.md", false),
            ("drafts/\n!drafts/good.md", "drafts/good.md", false),
            ("drafts/\n!drafts/", "drafts/a.md", false),
            ("\\[b\\].md", "x/[b].md", true),
            ("\\!a.md", "!a.md", true),
            ("{a,b}.md", "a.md", false),
            ("{a,b}*.md", "{a,b}c.md", true),
        ] {
            assert_eq!(IgnoreRules::parse(text).rules.matches(path), taken, "{text:?} {path}");
        }
    }

    #[test]
    fn any_number_of_names_and_so_many_patterns() {
        let text: String = (0..20_000).map(|at| format!("p{at}.md\n/f/{at}.md\n")).collect();
        let Parsed { rules, beyond, .. } = IgnoreRules::parse(&text);
        assert_eq!(beyond, 0);
        assert!(rules.matches("a/p19999.md") && rules.matches("f/7.md") && !rules.matches("f/x.md"));
        let text: String = (0..EXCLUDE_PATTERNS + 3).map(|at| format!("*{at}x.md\n")).collect();
        let Parsed { rules, beyond, .. } = IgnoreRules::parse(&text);
        assert_eq!(beyond, 3);
        assert!(rules.matches("a/b999x.md") && !rules.matches("a/b1002x.mdx"));
    }
}
