//! Formulas as words to be read aloud.
//!
//! The rules are those of the style `SimpleSpeak` of `MathCAT` (github.com/daisy/MathCAT, `Rules/Languages/en`,
//! `SimpleSpeak_Rules.yaml`), as it speaks to people who do not see the formula: what is simple is said shortly (“a over b”),
//! and of what is not the end is said too (“fraction a plus b over c, end fraction”), so that nothing is understood in two
//! ways. Two things are otherwise. Small fractions are no ordinals (“1 over 2”), which most languages decline; and a
//! multiplication that nobody wrote is not said.
//!
//! What is not understood gives none, and the formula as written stays its alternative.

use crate::signs::{is_large, plain};
use crate::tree::{self, Element};
use pamphlet_document::MathNotation;
use pamphlet_locale::{Spoken, Tag};
use pamphlet_source::limits;

/// A formula in words of a language; none where the language has no words for formulas, where the formula is not
/// understood, or where the words would be too many.
#[must_use]
pub fn spoken(notation: MathNotation, source: &str, language: &Tag) -> Option<String> {
    let words = Spoken::of(language)?;
    let tree = tree::read(notation, source, true)?;
    let said = Speaker { words, in_fraction: false, in_limit: false }.one(&tree)?;
    Some(said).filter(|said| !said.is_empty() && said.chars().count() <= limits::SPOKEN_CHARACTERS)
}

/// Speaks in a language.
#[derive(Clone, Copy)]
struct Speaker<'s> {
    words: &'s Spoken,
    /// Inside of a fraction, “over” alone would be understood in two ways.
    in_fraction: bool,
    /// In the condition of a limit an arrow is no arrow.
    in_limit: bool,
}

impl Speaker<'_> {
    fn one(self, element: &Element) -> Option<String> {
        let child = |at: usize| element.children.get(at);
        Some(match element.name.as_str() {
            "math" | "mrow" | "mstyle" | "mpadded" | "mtd" | "menclose" | "semantics" | "maction" => {
                if element.children.is_empty() { self.token(&element.text) } else { self.row(&element.children)? }
            }
            "mi" | "mn" | "mo" => self.token(&element.text),
            "mtext" | "ms" => element.text.split_whitespace().collect::<Vec<_>>().join(" "),
            "mspace" | "mphantom" | "none" | "mprescripts" => String::new(),
            "mfrac" => self.fraction(element, child(0)?, child(1)?)?,
            "msqrt" => {
                let under = self.row(&element.children)?;
                self.root("root", &under, &[], element.children.iter().all(is_leaf) && element.children.len() == 1)
            }
            "mroot" => {
                let (under, order) = (child(0)?, child(1)?);
                let (said, simple) = (self.one(under)?, is_leaf(under));
                match said_of(order).as_str() {
                    "2" => self.root("root", &said, &[], simple),
                    "3" => self.root("cube-root", &said, &[], simple),
                    _ => self.root("nth-root", &said, &[&self.one(order)?], simple),
                }
            }
            "msub" => match large(child(0)?) {
                Some(sign) => self.over(&sign, &self.limits(&sign).one(child(1)?)?),
                None => self.lowered(self.one(child(0)?)?, child(1)?)?,
            },
            "msup" => self.raised(self.one(child(0)?)?, child(1)?)?,
            "msubsup" | "munderover" => match large(child(0)?) {
                Some(sign) => {
                    let (from, to) = (self.limits(&sign).one(child(1)?)?, self.one(child(2)?)?);
                    self.words.way("from-to", &[&self.token(&sign), &from, &to])
                }
                None if element.name == "msubsup" => {
                    self.raised(self.lowered(self.one(child(0)?)?, child(1)?)?, child(2)?)?
                }
                None => {
                    let below = self.words.way("below", &[&self.one(child(0)?)?, &self.one(child(1)?)?]);
                    self.words.way("above", &[&below, &self.one(child(2)?)?])
                }
            },
            "munder" => match large(child(0)?) {
                Some(sign) => self.over(&sign, &self.limits(&sign).one(child(1)?)?),
                None => self.beside(child(0)?, child(1)?, "below")?,
            },
            "mover" => self.beside(child(0)?, child(1)?, "above")?,
            "mtable" => self.table(element)?,
            "mfenced" => {
                let fence = |name, usual: &str| self.token(element.attribute(name).unwrap_or(usual));
                let inner = element.children.iter().map(|child| self.one(child)).collect::<Option<Vec<_>>>()?;
                join(&[fence("open", "("), inner.join(", "), fence("close", ")")])
            }
            _ => return None,
        })
    }

    /// What stands side by side.
    fn row(self, children: &[Element]) -> Option<String> {
        let mut said: Vec<String> = Vec::with_capacity(children.len());
        for (index, child) in children.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|at| children.get(at));
            // The fences of what says its end itself would be said twice.
            let fences = match said_of(child).as_str() {
                "(" | "[" => children.get(index + 1).is_some_and(says_its_end),
                ")" | "]" => before.is_some_and(says_its_end),
                "{" => children.get(index + 1).is_some_and(|next| only(next).has_class("menv-cases")),
                _ => false,
            };
            // A prime that stands at its letter in a row belongs to that letter.
            let prime = match said_of(child).as_str() {
                "\u{2032}" | "'" => Some("prime"),
                "\u{2033}" | "\u{2032}\u{2032}" | "''" => Some("double-prime"),
                _ => None,
            };
            if let Some(prime) = prime
                && let Some(base) = said.pop()
            {
                said.push(self.words.way(prime, &[&base]));
            } else if !fences {
                said.push(self.one(child)?);
            }
        }
        Some(join(&said))
    }

    /// A number, a name or a sign.
    fn token(self, text: &str) -> String {
        let text: String = text.chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}' | '\u{200B}')).collect();
        let text = text.trim();
        if let Some(known) = self.words.sign(text).filter(|_| text.chars().count() > 1) {
            return known.to_owned();
        }
        // Of digits and names the letters belong together.
        if text.chars().count() > 1 && text.chars().all(|c| plain(c).is_alphanumeric() || ".,\u{A0} ".contains(c)) {
            let letters: String = text.chars().map(plain).collect();
            return self.words.sign(&letters).map_or(letters.clone(), str::to_owned);
        }
        join(&text.chars().map(|sign| self.sign(plain(sign))).collect::<Vec<_>>())
    }

    fn sign(self, sign: char) -> String {
        if sign == '\u{2192}' && self.in_limit {
            return self.words.way("approaches", &[]);
        }
        if let Some(known) = self.words.sign(sign.encode_utf8(&mut [0; 4])) {
            return known.to_owned();
        }
        let small = sign.to_lowercase().next().unwrap_or(sign);
        match self.words.greek(small) {
            Some(name) if small == sign => name.to_owned(),
            Some(name) => self.words.way("capital", &[name]),
            None => sign.to_string(),
        }
    }

    fn fraction(self, fraction: &Element, above: &Element, below: &Element) -> Option<String> {
        let inner = Self { in_fraction: true, ..self };
        let (upper, lower) = (inner.one(above)?, inner.one(below)?);
        let key = match (is_choice(fraction), is_leaf(above) && is_leaf(below) && !self.in_fraction) {
            (true, _) => "choose",
            (false, true) => "fraction",
            (false, false) => "fraction-long",
        };
        Some(self.words.way(key, &[&upper, &lower]))
    }

    fn root(self, key: &str, under: &str, further: &[&str], simple: bool) -> String {
        let said = self.words.way(key, &[&[under], further].concat());
        if simple { said } else { self.words.way("end-root", &[&said]) }
    }

    fn lowered(self, base: String, index: &Element) -> Option<String> {
        let said = self.one(index)?;
        if said.is_empty() {
            return Some(base);
        }
        let said = self.words.way("sub", &[&base, &said]);
        Some(if is_leaf(index) { said } else { self.words.way("end-sub", &[&said]) })
    }

    fn raised(self, base: String, exponent: &Element) -> Option<String> {
        let written = said_of(exponent);
        let way = match written.as_str() {
            "" => return Some(base),
            "2" => "squared",
            "3" => "cubed",
            "\u{2032}" | "'" => "prime",
            "\u{2033}" | "\u{2032}\u{2032}" | "''" => "double-prime",
            "\u{2218}" | "\u{B0}" => "degrees",
            _ => {
                let said = self.one(exponent)?;
                let signs_alone = written.chars().all(|c| !c.is_alphanumeric());
                let said = self.words.way(if signs_alone { "superscript" } else { "power" }, &[&base, &said]);
                let simple = signs_alone || is_leaf(exponent) || is_negative_leaf(exponent);
                return Some(if simple { said } else { self.words.way("end-power", &[&said]) });
            }
        };
        Some(self.words.way(way, &[&base]))
    }

    /// How the limits of a sign are said.
    fn limits(self, sign: &str) -> Self {
        Self { in_limit: is_limit(sign), ..self }
    }

    /// A sign with one limit.
    fn over(self, sign: &str, limit: &str) -> String {
        self.words.way(if is_limit(sign) { "limit" } else { "over" }, &[&self.token(sign), limit])
    }

    /// What stands above or below: an accent, or something of its own.
    fn beside(self, base: &Element, mark: &Element, side: &str) -> Option<String> {
        let said = self.one(base)?;
        let way = match (said_of(mark).as_str(), side) {
            // Braces and lines show how far something reaches, which is said by what stands at them.
            ("\u{23DE}" | "\u{23DF}" | "\u{23B4}" | "\u{23B5}" | "_" | "\u{332}" | "\u{2015}", _) => return Some(said),
            ("\u{AF}" | "\u{203E}" | "\u{304}" | "\u{305}" | "\u{2C9}", _) => "bar",
            ("^" | "\u{2C6}" | "\u{302}", _) => "hat",
            ("\u{2192}" | "\u{20D7}", "above") if said_of(base) != "\u{2192}" => "vector",
            ("~" | "\u{2DC}" | "\u{303}" | "\u{223C}", _) => "tilde",
            ("\u{2D9}" | "\u{307}", _) => "dot",
            ("\u{A8}" | "\u{308}", _) => "double-dot",
            _ => return Some(self.words.way(side, &[&said, &self.one(mark)?])),
        };
        Some(self.words.way(way, &[&said]))
    }

    /// Rows and columns: a matrix, cases, or lines under each other.
    fn table(self, table: &Element) -> Option<String> {
        let mut rows = Vec::new();
        for row in table.children.iter().filter(|row| matches!(row.name.as_str(), "mtr" | "mlabeledtr")) {
            let cells = row.children.iter().filter(|cell| !cell.has_class("menv-border-only"));
            let cells = cells.filter(|cell| !cell.has_class("menv-nonumber"));
            let cells = cells.map(|cell| self.one(cell)).collect::<Option<Vec<_>>>()?;
            if !cells.is_empty() {
                rows.push(cells);
            }
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>();
        if table.has_class("menv-cases") {
            let cases: Vec<String> = rows.iter().map(|row| filled(row).join(", ")).collect();
            return Some(self.words.way("cases", &[&cases.join("; ")]));
        }
        if !is_matrix(table) {
            let lines: Vec<String> =
                rows.iter().map(|row| join(&filled(row))).filter(|line| !line.is_empty()).collect();
            return Some(lines.join("; "));
        }
        let said: Vec<String> = (1..)
            .zip(&rows)
            .map(|(number, row): (u32, _)| self.words.way("row", &[&number.to_string(), &row.join(", ")]))
            .collect();
        let (high, wide) = (rows.len().to_string(), columns.to_string());
        Some(self.words.way("matrix", &[&high, &wide, &said.join("; ")]))
    }
}

/// Words side by side; what ends a phrase stands at its last word.
fn join(parts: &[String]) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() && !part.starts_with([',', '.', ';', ':', '\u{60C}', '\u{3001}', '\u{FF0C}']) {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// The one element that a row of one holds.
fn only(element: &Element) -> &Element {
    let mut element = element;
    while let ("math" | "mrow" | "mstyle" | "mpadded", [only]) = (element.name.as_str(), element.children.as_slice()) {
        element = only;
    }
    element
}

/// What an element holds, where it is a leaf or a row of leaves.
fn said_of(element: &Element) -> String {
    let element = only(element);
    if element.children.is_empty() {
        return element.text.trim().to_owned();
    }
    let leaves = matches!(element.name.as_str(), "mrow" | "mstyle" | "mpadded")
        && element.children.iter().all(|child| child.children.is_empty());
    if leaves { element.children.iter().map(|child| child.text.trim()).collect() } else { "\u{FFFC}".to_owned() }
}

/// A single number or name.
fn is_leaf(element: &Element) -> bool {
    let element = only(element);
    match element.name.as_str() {
        "mi" | "mn" | "mo" => true,
        "mtext" => !element.text.trim().contains(char::is_whitespace),
        _ => false,
    }
}

fn is_negative_leaf(element: &Element) -> bool {
    match only(element).children.as_slice() {
        [minus, leaf] => matches!(minus.text.trim(), "-" | "\u{2212}") && is_leaf(leaf),
        _ => false,
    }
}

/// The sign of what is done over a range.
fn large(base: &Element) -> Option<String> {
    let sign = said_of(base);
    let letters: String = sign.chars().map(|c| if c == '\u{A0}' { ' ' } else { c }).collect();
    (is_large(&letters) || is_limit(&letters)).then_some(letters)
}

fn is_limit(sign: &str) -> bool {
    matches!(sign, "lim" | "lim sup" | "lim inf" | "limsup" | "liminf")
}

/// A fraction without its line: a binomial coefficient.
fn is_choice(element: &Element) -> bool {
    element.name == "mfrac" && element.ems("linethickness") == Some(0.0)
}

fn is_matrix(table: &Element) -> bool {
    let wide = table.children.iter().any(|row| row.children.len() > 1);
    let lines = ["menv-alignlike", "menv-multline", "menv-cases"].iter().any(|class| table.has_class(class));
    table.name == "mtable" && !lines && (wide || table.has_class("menv-arraylike"))
}

fn says_its_end(element: &Element) -> bool {
    let element = only(element);
    is_choice(element) || is_matrix(element)
}

#[cfg(test)]
mod tests;
