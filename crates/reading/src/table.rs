//! Tables.

use crate::{Block, Inline};
use pamphlet_document::{Attrs, ColumnAlignment};
use pamphlet_source::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Table {
    /// Its caption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
    /// The alignment of each column; as many as the widest row has cells.
    pub columns: Vec<ColumnAlignment>,
    /// The words over each column, where there is one row of them and every row has one cell a column: by them a row can be
    /// shown as a record. Else empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// Rows of its head.
    pub head: Vec<Row>,
    /// The other rows.
    pub body: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The bytes it was written as.
    pub span: Span,
    /// Attributes as written.
    #[serde(default, skip_serializing_if = "Attrs::is_empty")]
    pub attrs: Attrs,
    /// Whether it is a header of its row or column. An empty one is none.
    #[serde(default)]
    pub header: bool,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
    /// What it holds; an ordinary cell is one paragraph, an empty one nothing.
    pub blocks: Vec<Block>,
}
