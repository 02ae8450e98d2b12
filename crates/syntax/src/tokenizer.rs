//! Tokens, made once for each distinct piece of code.

use crate::{Token, parse};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Made once, by whoever comes first; others wait.
type Cell = Arc<OnceLock<Arc<[Token]>>>;

/// Makes tokens, and remembers them: translations have the code of their source pages.
#[derive(Debug, Default)]
pub struct Tokenizer {
    known: Mutex<HashMap<(String, String), Cell>>,
}

impl Tokenizer {
    /// The tokens of code in a language. None for a language that is [unknown](crate::knows) or [plain](crate::is_plain)
    /// and for code that does not [fit](crate::fits).
    #[must_use]
    pub fn tokens(&self, language: &str, code: &str) -> Arc<[Token]> {
        if crate::is_plain(language) || !crate::knows(language) || !crate::fits(code) {
            return Arc::default();
        }
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry((language.to_owned(), code.to_owned())).or_default())
        };
        Arc::clone(cell.get_or_init(|| parse::tokens(language, code).into()))
    }
}
