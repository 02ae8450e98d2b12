//! What callouts are for. In data a kind is its name: one of ours, or the class that a site made up.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a callout is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum CalloutKind {
    /// `note`, `seealso`.
    Note,
    /// `abstract`, `summary`, `tldr`.
    Abstract,
    /// `info`, `todo`.
    Info,
    /// `tip`, `hint`, `important`.
    Tip,
    /// `success`, `check`, `done`.
    Success,
    /// `question`, `help`, `faq`.
    Question,
    /// `warning`, `caution`, `attention`.
    Warning,
    /// `failure`, `fail`, `missing`.
    Failure,
    /// `danger`, `error`.
    Danger,
    /// `bug`.
    Bug,
    /// `example`.
    Example,
    /// `quote`, `cite`.
    Quote,
    /// `recommendation`, where it is not a card.
    Recommendation,
    /// A kind that the site made up; its class.
    Other(String),
}

/// The kinds that have a name of their own.
const NAMED: [CalloutKind; 13] = [
    CalloutKind::Note,
    CalloutKind::Abstract,
    CalloutKind::Info,
    CalloutKind::Tip,
    CalloutKind::Success,
    CalloutKind::Question,
    CalloutKind::Warning,
    CalloutKind::Failure,
    CalloutKind::Danger,
    CalloutKind::Bug,
    CalloutKind::Example,
    CalloutKind::Quote,
    CalloutKind::Recommendation,
];

impl CalloutKind {
    /// Its name in data and in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Note => "note",
            Self::Abstract => "abstract",
            Self::Info => "info",
            Self::Tip => "tip",
            Self::Success => "success",
            Self::Question => "question",
            Self::Warning => "warning",
            Self::Failure => "failure",
            Self::Danger => "danger",
            Self::Bug => "bug",
            Self::Example => "example",
            Self::Quote => "quote",
            Self::Recommendation => "recommendation",
            Self::Other(class) => class,
        }
    }
}

impl From<String> for CalloutKind {
    fn from(name: String) -> Self {
        NAMED.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Other(name))
    }
}

impl From<CalloutKind> for String {
    fn from(kind: CalloutKind) -> Self {
        kind.name().to_owned()
    }
}

impl JsonSchema for CalloutKind {
    fn schema_name() -> Cow<'static, str> {
        "CalloutKind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<String> = NAMED.iter().map(|kind| format!("`{}`", kind.name())).collect();
        let names = names.join(", ");
        let what = format!("What a callout is for: {names}, or a class that the site made up.");
        json_schema!({ "type": "string", "description": what })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_its_name_in_data() {
        for kind in NAMED.into_iter().chain([CalloutKind::Other("riddle".to_owned())]) {
            let name = kind.name().to_owned();
            assert_eq!(String::from(kind.clone()), name);
            assert_eq!(CalloutKind::from(name), kind);
        }
    }
}
