//! Which signs begin a formula.

use pamphlet_source::yaml::Value;

/// The signs of formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each sign is a switch of its own")]
pub struct Formulas {
    /// `$…$`.
    pub dollar: bool,
    /// Whether `$` begins none before a space, and ends none behind one.
    pub tight: bool,
    /// `$$…$$`.
    pub dollars: bool,
    /// `\(…\)`.
    pub round: bool,
    /// `\[…\]`.
    pub square: bool,
    /// `\begin{…}…\end{…}`.
    pub environments: bool,
    /// A dollar sign, code, and a dollar sign.
    pub ticks: bool,
}

impl Formulas {
    /// None.
    pub const NONE: Self = Self {
        dollar: false,
        tight: true,
        dollars: false,
        round: false,
        square: false,
        environments: false,
        ticks: false,
    };

    /// All.
    pub const ALL: Self =
        Self { dollar: true, tight: true, dollars: true, round: true, square: true, environments: true, ticks: true };

    /// Whether there are any.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.dollar || self.dollars || self.round || self.square || self.environments || self.ticks
    }

    /// Adds those of an extension, if it has any, by its name.
    pub(super) fn switch_on(&mut self, name: &str, options: &Value) {
        let is_on = |key: &str| options.get(key).and_then(Value::as_bool) == Some(true);
        let add = match name {
            "pymdownx.arithmatex" => {
                let has = |key: &str, sign: &str| {
                    let list = options.get(key).and_then(Value::as_list);
                    list.is_none_or(|list| list.iter().any(|own| own.as_str() == Some(sign)))
                };
                Self {
                    dollar: has("inline_syntax", "dollar"),
                    tight: options.get("smart_dollar").and_then(Value::as_bool).unwrap_or(true),
                    dollars: has("block_syntax", "dollar"),
                    round: has("inline_syntax", "round"),
                    square: has("block_syntax", "square"),
                    environments: has("block_syntax", "begin"),
                    ticks: false,
                }
            }
            "mdx_math" | "python_markdown_math" => {
                Self { dollar: is_on("enable_dollar_delimiter"), tight: false, ticks: false, ..Self::ALL }
            }
            "markdown_katex" | "markdown_katex.extension" => Self { ticks: true, ..Self::NONE },
            _ => return,
        };
        self.tight = if self.dollar { self.tight && (add.tight || !add.dollar) } else { add.tight };
        self.dollar |= add.dollar;
        self.dollars |= add.dollars;
        self.round |= add.round;
        self.square |= add.square;
        self.environments |= add.environments;
        self.ticks |= add.ticks;
    }
}
