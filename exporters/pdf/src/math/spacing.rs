//! The room around operators: what kind a character is.

/// The kinds of `TeX`, as far as they decide room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// Letters, numbers, anything else.
    Ordinary,
    /// Sums and integrals.
    Large,
    /// Plus and its like, between two things.
    Binary,
    /// Equals and its like.
    Relation,
    /// Opening fences.
    Open,
    /// Closing fences.
    Close,
    /// Commas.
    Punctuation,
    /// A name that applies to what follows: sin.
    Function,
}

/// The kind of an operator.
pub(super) fn kind(text: &str) -> AtomKind {
    let mut characters = text.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else {
        return if text.chars().all(char::is_alphabetic) { AtomKind::Function } else { AtomKind::Relation };
    };
    match character {
        '(' | '[' | '{' | '⟨' | '⌊' | '⌈' | '⟦' => AtomKind::Open,
        ')' | ']' | '}' | '⟩' | '⌋' | '⌉' | '⟧' | '!' => AtomKind::Close,
        ',' | ';' => AtomKind::Punctuation,
        '+' | '-' | '−' | '±' | '∓' | '×' | '÷' | '⋅' | '·' | '∗' | '*' | '∘' | '∙' | '∩' | '∪' | '∧' | '∨' | '⊕'
        | '⊖' | '⊗' | '⊙' | '∖' | '⊎' | '⊓' | '⊔' | '†' | '‡' | '⋆' | '⊻' => AtomKind::Binary,
        '∑' | '∏' | '∐' | '∫' | '∬' | '∭' | '∮' | '∯' | '⋂' | '⋃' | '⋀' | '⋁' | '⨁' | '⨂' | '⨀' | '⨄' | '⨆' => {
            AtomKind::Large
        }
        '=' | '<' | '>' | ':' | '∣' | '∥' | '∼' | '⟂' => AtomKind::Relation,
        _ => match character as u32 {
            // Arrows, and the relations of mathematical operators.
            0x2190..=0x21FF
            | 0x27F0..=0x27FF
            | 0x2208..=0x220D
            | 0x221D
            | 0x2223..=0x2226
            | 0x2234..=0x228B
            | 0x228F..=0x2292
            | 0x22A2..=0x22B8
            | 0x22C8..=0x22CD
            | 0x22D0..=0x22FF
            | 0x2A7D..=0x2AF0 => AtomKind::Relation,
            _ => AtomKind::Ordinary,
        },
    }
}

/// Whether something stands as a fence that grows with what it holds, unless it is told not to.
pub(super) fn is_fence(text: &str) -> bool {
    matches!(
        text,
        "(" | ")"
            | "["
            | "]"
            | "{"
            | "}"
            | "|"
            | "‖"
            | "∥"
            | "∣"
            | "⟨"
            | "⟩"
            | "⌊"
            | "⌋"
            | "⌈"
            | "⌉"
            | "⟦"
            | "⟧"
    )
}

/// Room between two neighbours, in eighteenths of an em (the `TeXbook`, chapter 18); `script` for exponents and the
/// like, which are set close.
pub(super) fn between(left: AtomKind, right: AtomKind, script: bool) -> f32 {
    use AtomKind::{Binary, Close, Function, Large, Open, Ordinary, Punctuation, Relation};
    let loose = if script { 0.0 } else { 1.0 };
    match (left, right) {
        (Large | Function | Ordinary | Close, Large | Function) | (Large | Function, Ordinary) => 3.0,
        (Punctuation, _) => 3.0 * loose,
        // Two relations, or one beside a fence or comma, stand close.
        (Relation, Open | Ordinary | Large | Function | Binary)
        | (Ordinary | Close | Large | Function | Binary, Relation) => 5.0 * loose,
        (Binary, Open | Ordinary | Close | Large | Function | Punctuation | Binary)
        | (Open | Ordinary | Close | Large | Function, Binary) => 4.0 * loose,
        _ => 0.0,
    }
}
