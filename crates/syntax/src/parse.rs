//! From code to tokens.

use crate::language::{GRAMMARS, Language, find};
use crate::{Token, TokenClass, class};
use pamphlet_source::limits::{COLOURED_BYTES, COLOURED_LINE_BYTES};
use std::panic::{AssertUnwindSafe, catch_unwind};
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference};

/// Whether code is short enough to be looked through: the expressions of grammars are searched back and forth.
#[must_use]
pub fn fits(code: &str) -> bool {
    code.len() <= COLOURED_BYTES && code.split('\n').all(|line| line.len() <= COLOURED_LINE_BYTES)
}

/// The tokens of code that [fits]. Empty where a grammar fails.
pub(crate) fn tokens(language: &str, code: &str) -> Vec<Token> {
    let made = || match find(language) {
        Some(Language::Grammar(grammar)) => whole(grammar, code),
        Some(Language::Session { grammar, prompts }) => session(grammar, prompts, code),
        Some(Language::Plain) | None => Vec::new(),
    };
    // Grammars are data of other people, and code is anybody's: what they do to each other costs colours, no words.
    catch_unwind(AssertUnwindSafe(made)).unwrap_or_default()
}

/// A grammar at work.
struct Reader {
    state: ParseState,
    scopes: ScopeStack,
    tokens: Vec<Token>,
}

impl Reader {
    fn new(grammar: &SyntaxReference) -> Self {
        Self { state: ParseState::new(grammar), scopes: ScopeStack::new(), tokens: Vec::new() }
    }

    /// Begins anew.
    fn restart(&mut self, grammar: &SyntaxReference) {
        self.state = ParseState::new(grammar);
        self.scopes = ScopeStack::new();
    }

    /// Reads a line that stands at a byte of the code; none when the grammar fails.
    fn line(&mut self, line: &str, at: usize) -> Option<()> {
        let with_end = format!("{line}\n");
        let changes = self.state.parse_line(&with_end, &GRAMMARS).ok()?;
        let mut from = 0;
        for (to, change) in changes {
            self.push(line, from..to.min(line.len()), at);
            from = to.min(line.len()).max(from);
            self.scopes.apply(&change).ok()?;
        }
        self.push(line, from..line.len(), at);
        Some(())
    }

    fn push(&mut self, line: &str, range: std::ops::Range<usize>, at: usize) {
        let Some(text) = line.get(range.clone()) else { return };
        let Some(class) = class::of(&self.scopes.scopes) else { return };
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        let start = at + range.start + (text.len() - text.trim_start().len());
        // What only spaces of this line part is one.
        if let Some(last) = self.tokens.last_mut()
            && last.class == class
            && let Some(from) = (last.end as usize).checked_sub(at)
            && line.get(from..start - at).is_some_and(|between| between.trim().is_empty())
            && let Ok(end) = u32::try_from(start + trimmed.len())
        {
            last.end = end;
            return;
        }
        self.add(start, start + trimmed.len(), class);
    }

    fn add(&mut self, start: usize, end: usize, class: TokenClass) {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        self.tokens.push(Token { start, end, class });
    }
}

/// The lines of code, each with the byte at which it begins.
fn lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    code.split('\n').map(move |line| {
        let here = at;
        at += line.len() + 1;
        (here, line)
    })
}

fn whole(grammar: &SyntaxReference, code: &str) -> Vec<Token> {
    let mut reader = Reader::new(grammar);
    for (at, line) in lines(code) {
        if reader.line(line, at).is_none() {
            break;
        }
    }
    reader.tokens
}

fn session(grammar: &SyntaxReference, prompts: &[&str], code: &str) -> Vec<Token> {
    let mut reader = Reader::new(grammar);
    let mut goes_on = false;
    for (at, line) in lines(code) {
        let Some(length) = prompt(line, prompts) else {
            goes_on = false;
            continue;
        };
        if !goes_on {
            reader.restart(grammar);
        }
        let (before, written) = line.split_at(length);
        reader.add(at, at + before.trim_end().len(), TokenClass::Prompt);
        if reader.line(written, at + length).is_none() {
            break;
        }
        goes_on = true;
    }
    reader.tokens
}

/// How long the prompt is that a line begins with. What stands before its sign has no space but within brackets, or
/// names a user, a machine or a folder.
fn prompt(line: &str, prompts: &[&str]) -> Option<usize> {
    let found = |sign: &&str| {
        let bare = sign.trim_end();
        let at = match line.find(*sign) {
            Some(at) => at,
            // A prompt with nothing behind it.
            None => line.strip_suffix(bare)?.len(),
        };
        let before = line[..at].trim();
        let named = before.contains(['@', '~', ':', '/', '\\']) && !before.contains(' ');
        let bracketed = before.starts_with(['(', '[']) && before.ends_with([')', ']']);
        (before.is_empty() || named || bracketed).then(|| (at + sign.len()).min(line.len()))
    };
    prompts.iter().filter_map(found).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `keyword:def name:f …`.
    fn shown(language: &str, code: &str) -> String {
        let tokens = tokens(language, code);
        let told = tokens
            .iter()
            .map(|token| format!("{}:{}", token.class.name(), &code[token.start as usize..token.end as usize]));
        told.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn code_is_told_apart() {
        assert_eq!(
            shown("python", "def f(a):\n    return \"x\\n\" + str(12)  # no"),
            "keyword:def | name:f | keyword:return | string:\"x | constant:\\n | string:\" | name:str | constant:12 | comment:# no"
        );
        assert_eq!(shown("jsonc", "{\"a\": true} // b"), "name:\"a\" | constant:true | comment:// b");
        assert_eq!(shown("diff", "-a\n+b\n c"), "deleted:-a | inserted:+b");
        assert_eq!(shown("text", "def f(): pass"), "");
    }

    #[test]
    fn strings_and_comments_run_over_lines() {
        assert_eq!(shown("c", "/* a\nb */ int c;"), "comment:/* a | comment:b */ | keyword:int");
    }

    #[test]
    fn sessions_have_prompts_and_what_comes_back_is_plain() {
        assert_eq!(
            shown("console", "$ echo \"a\" # b\nfor a in b\nuser@host:~$ cd /"),
            "prompt:$ | name:echo | string:\"a\" | comment:# b | prompt:user@host:~$ | name:cd"
        );
        assert_eq!(shown("pycon", ">>> 1\n1\n>>>"), "prompt:>>> | constant:1 | prompt:>>>");
        assert_eq!(prompt("this costs 5 $ a day", &["$ "]), None);
    }

    #[test]
    fn code_that_does_not_fit_has_no_tokens() {
        assert!(fits("a\nb") && !fits(&"a".repeat(COLOURED_LINE_BYTES + 1)) && !fits(&"a\n".repeat(COLOURED_BYTES)));
    }
}
