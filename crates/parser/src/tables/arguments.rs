//! What a tag gives to its reader: values of Python that are written out.

use crate::quoted::each_unquoted;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    Text(String),
    Number(i64),
    Bool(bool),
    None,
    List(Vec<Literal>),
    /// What only Python can tell.
    Other,
}

/// What is given, in order and by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Arguments {
    given: Vec<Literal>,
    named: Vec<(String, Literal)>,
}

/// Options that are followed, and those that change nothing that a book has.
const KNOWN: [&str; 20] = [
    "sep",
    "delimiter",
    "header",
    "names",
    "skiprows",
    "nrows",
    "usecols",
    "index",
    "colalign",
    "filepath_or_buffer",
    "encoding",
    "engine",
    "keep_default_na",
    "na_filter",
    "disable_numparse",
    "dtype",
    "tablefmt",
    "quotechar",
    "low_memory",
    "index_col",
];

impl Arguments {
    /// Reads what stands between the brackets.
    pub(super) fn read(text: &str) -> Self {
        let mut arguments = Self::default();
        for part in parted(text, ',') {
            let part = part.trim();
            let name = parted(part, '=');
            match name.as_slice() {
                [name, ..] if name.len() < part.len() && is_name(name.trim()) => {
                    arguments.named.push((name.trim().to_owned(), literal(part[name.len() + 1..].trim())));
                }
                _ if !part.is_empty() => arguments.given.push(literal(part)),
                _ => {}
            }
        }
        arguments
    }

    /// The file: what is given first.
    pub(super) fn file(&self) -> Option<String> {
        let value = self.given.first().or_else(|| self.named("filepath_or_buffer"))?;
        match value {
            Literal::Text(text) if !text.is_empty() && !text.contains("://") && !text.contains(['*', '?']) => {
                Some(text.clone())
            }
            _ => None,
        }
    }

    /// What is given under a name.
    pub(super) fn named(&self, name: &str) -> Option<&Literal> {
        self.named.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// A number that is given under a name.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        match self.named(name)? {
            Literal::Number(number) => usize::try_from(*number).ok(),
            _ => None,
        }
    }

    /// Names that nothing is known of, or whose value only Python can tell.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &str> {
        let unknown =
            self.named.iter().filter(|(name, value)| !KNOWN.contains(&name.as_str()) || *value == Literal::Other);
        unknown.map(|(name, _)| name.as_str())
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Where the bracket that is open ends.
pub(super) fn end(text: &str) -> Option<usize> {
    let mut depth = 0;
    each_unquoted(text, |at, sign| match sign {
        '(' | '[' | '{' => {
            depth += 1;
            None
        }
        ')' if depth == 0 => Some(at),
        ')' | ']' | '}' => {
            depth -= 1;
            None
        }
        _ => None,
    })
}

/// A text parted at a sign that stands in no brackets and no quotation marks.
fn parted(text: &str, sign: char) -> Vec<&str> {
    let (mut depth, mut from) = (0, 0);
    let mut parts = Vec::new();
    let _: Option<()> = each_unquoted(text, |at, found| {
        match found {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ if depth == 0 && found == sign => {
                parts.push(&text[from..at]);
                from = at + sign.len_utf8();
            }
            _ => {}
        }
        None
    });
    parts.push(&text[from..]);
    parts
}

fn literal(text: &str) -> Literal {
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote).filter(|inner| !inner.contains(quote));
    if let Some(inner) = inner('"').or_else(|| inner('\'')) {
        return Literal::Text(inner.replace("\\t", "\t").replace("\\\\", "\\"));
    }
    if let Some(items) = text.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')'])) {
        let items = parted(items, ',').into_iter().map(str::trim).filter(|item| !item.is_empty());
        // Lists of lists say nothing that is followed.
        return Literal::List(
            items.map(|item| if item.starts_with(['[', '(']) { Literal::Other } else { literal(item) }).collect(),
        );
    }
    match text {
        "True" => Literal::Bool(true),
        "False" => Literal::Bool(false),
        "None" => Literal::None,
        number => number.parse().map_or(Literal::Other, Literal::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        let text = "'a, b=c.csv', sep = ';', header=None, usecols=[\"A\", 2], dtype={'x': str}, f=g(1), skiprows=2";
        let arguments = Arguments::read(text);
        assert_eq!(arguments.file().as_deref(), Some("a, b=c.csv"));
        assert_eq!(arguments.named("sep"), Some(&Literal::Text(";".into())));
        assert_eq!(arguments.named("header"), Some(&Literal::None));
        assert_eq!(
            arguments.named("usecols"),
            Some(&Literal::List(vec![Literal::Text("A".into()), Literal::Number(2)]))
        );
        assert_eq!(arguments.number("skiprows"), Some(2));
        assert_eq!(arguments.unknown().collect::<Vec<_>>(), ["dtype", "f"]);
        assert_eq!(Arguments::read("filepath_or_buffer='x'").file().as_deref(), Some("x"));
        assert_eq!(Arguments::read("name").file(), None);
        assert_eq!(Arguments::read("'https://example.org/x.csv'").file(), None);
        assert_eq!(end("'a)', f(x)) }}"), Some(10));
    }
}
