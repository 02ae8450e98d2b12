//! Where things stand in files, and what there is to say about them.
//!
//! In: texts with a name. Out: [`Span`]s, line and column, [`Diagnostic`]s with a stable [`Code`]. Every crate
//! of the workspace may use this one; it uses none of them.

pub mod code;
pub mod diagnostic;
pub mod finding;
pub mod finding_record;
pub mod hexadecimal;
pub mod letters;
pub mod limits;
pub mod line_index;
pub mod markup;
pub mod nearest;
pub mod percent;
pub mod severity;
pub mod source_map;
pub mod span;
pub mod visible;
pub mod wall;
pub mod yaml;

/// The version of the form of all JSON that is written, `major.minor`: the minor part grows when something is added, the
/// major part when something changes its meaning or goes.
pub const SCHEMA_VERSION: &str = "2.0";

pub use code::Code;
pub use diagnostic::{Diagnostic, FileRange, Label, TextEdit};
pub use finding::{FileEdit, FilePlace, Finding, Quote, Related, Spot};
pub use finding_record::FindingRecord;
pub use hexadecimal::hexadecimal;
pub use line_index::{LineIndex, Position};
pub use nearest::{Comparable, did_you_mean, nearest, nearest_among, nearest_of};
pub use severity::Severity;
pub use source_map::{Lines, Run, SourceFile, SourceId, SourceMap};
pub use span::Span;
pub use wall::{Fault, Walls, Watch, Work};
