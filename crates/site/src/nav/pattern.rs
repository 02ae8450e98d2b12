//! Patterns of the plugins awesome-nav and awesome-pages: `*` within a name, `**` across folders, `@(a|b)`, `!(a|b)`.

use globset::{GlobBuilder, GlobMatcher};

/// A pattern of paths.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    fits: GlobMatcher,
    except: Option<GlobMatcher>,
    folders_alone: bool,
}

impl Pattern {
    /// Reads a pattern; `None` when it is none, or holds what is not understood (`+(…)`, `*(…)`).
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bare = text.trim_end_matches('/');
        let (fits, except) = translated(bare)?;
        let build = |pattern: &str| {
            let mut builder = GlobBuilder::new(pattern);
            let glob = builder.literal_separator(true).backslash_escape(true).empty_alternates(true).build().ok()?;
            Some(glob.compile_matcher())
        };
        let except = match except {
            Some(pattern) => Some(build(&pattern)?),
            None => None,
        };
        Some(Self { fits: build(&fits)?, except, folders_alone: bare.len() < text.len() })
    }

    /// Whether a path is one of them.
    pub(crate) fn is_match(&self, path: &str, is_folder: bool) -> bool {
        (is_folder || !self.folders_alone)
            && self.fits.is_match(path)
            && !self.except.as_ref().is_some_and(|except| except.is_match(path))
    }
}

/// The pattern in the words of `globset`, and what it leaves out of that.
fn translated(text: &str) -> Option<(String, Option<String>)> {
    let mut fits = String::new();
    let mut except = String::new();
    let mut leaves_out = false;
    let mut characters = text.chars().peekable();
    // Signs that close groups, innermost last.
    let mut groups: Vec<&str> = Vec::new();
    while let Some(sign) = characters.next() {
        let opens = characters.peek() == Some(&'(') && matches!(sign, '@' | '?' | '*' | '+' | '!');
        match sign {
            '*' | '+' if opens => return None,
            '!' if opens => {
                characters.next();
                let inner: String = characters.by_ref().take_while(|sign| *sign != ')').collect();
                if leaves_out || inner.contains('(') {
                    return None;
                }
                leaves_out = true;
                fits.push('*');
                except.push_str(&format!("{{{}}}", inner.replace('|', ",")));
            }
            '@' | '?' if opens => {
                characters.next();
                groups.push(if sign == '?' { ",}" } else { "}" });
                fits.push('{');
                except.push('{');
            }
            _ => {
                let put = match sign {
                    '|' if !groups.is_empty() => ",".to_owned(),
                    ')' if !groups.is_empty() => groups.pop().unwrap_or_default().to_owned(),
                    '{' | '}' => format!("[{sign}]"),
                    other => other.to_string(),
                };
                fits.push_str(&put);
                except.push_str(&put);
            }
        }
    }
    groups.is_empty().then_some((fits, leaves_out.then_some(except)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, path, is_folder, fits) in [
            ("*", "a.md", false, true),
            ("*", "a", true, true),
            ("*", "a/b.md", false, false),
            ("*/", "a.md", false, false),
            ("*/", "a", true, true),
            ("**/*.md", "a/b.md", false, true),
            ("@(index.md|README.md)", "README.md", false, true),
            ("@(index.md|README.md)", "a.md", false, false),
            ("?(x-)a.md", "a.md", false, true),
            ("?(x-)a.md", "x-a.md", false, true),
            ("!(draft-*|old).md", "draft-a.md", false, false),
            ("!(draft-*|old).md", "a.md", false, true),
            ("{a}.md", "{a}.md", false, true),
        ] {
            let parsed = Pattern::parse(pattern).expect(pattern);
            assert_eq!(parsed.is_match(path, is_folder), fits, "{pattern} {path}");
        }
        for wrong in ["+(a)", "*(a)", "@(a", "[", "!(a)!(b)"] {
            assert!(Pattern::parse(wrong).is_none(), "{wrong}");
        }
    }
}
