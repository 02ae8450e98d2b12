//! Attributes as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id, classes and further pairs of a node, in the order of writing; duplicates are kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct Attrs {
    /// The id as written. The anchor that others can link to is the heading's, or this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Classes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Everything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<(String, String)>,
}

impl Attrs {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.pairs.is_empty()
    }

    /// The value of a key; of several, the last.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Whether a class is set.
    #[must_use]
    pub fn has_class(&self, class: &str) -> bool {
        self.classes.iter().any(|own| own == class)
    }

    /// Adds what `other` has; its id wins.
    pub fn merge(&mut self, other: Self) {
        let Self { id, classes, pairs } = other;
        self.id = id.or(self.id.take());
        self.classes.extend(classes);
        self.pairs.extend(pairs);
    }
}
