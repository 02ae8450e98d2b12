//! Which parts of code are keywords, names, strings and comments.
//!
//! In: the name of a language, as authors and Pygments write it, and code. Out: [`Token`]s. What they look like is
//! the business of exporters. The grammars are those of `syntect` and `two-face`; which name means which is data.
//!
//! ```
//! use pamphlet_syntax::{TokenClass, Tokenizer};
//! let tokens = Tokenizer::default().tokens("py", "def f(): # nothing");
//! assert_eq!((tokens[0].start, tokens[0].end, tokens[0].class), (0, 3, TokenClass::Keyword));
//! ```

mod class;
mod language;
mod parse;
mod token;
mod tokenizer;

pub use language::{is_plain, knows, nearest};
pub use parse::fits;
pub use token::{Token, TokenClass, pieces};
pub use tokenizer::Tokenizer;
