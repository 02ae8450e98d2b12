//! Rows and columns of formulas.

use super::{Ctx, row, words};
use crate::math::Formula;
use pamphlet_formula::Element;

pub(super) fn table(element: &Element, rows: &[Element], ctx: Ctx<'_>) -> Formula {
    let size = ctx.size();
    let inner = ctx.inner();
    let mut set: Vec<Vec<(Formula, Align)>> = Vec::new();
    for line in rows {
        let cells = if line.name == "mtr" || line.name == "mlabeledtr" {
            line.children.as_slice()
        } else {
            std::slice::from_ref(line)
        };
        set.push(
            cells
                .iter()
                .enumerate()
                .map(|(column, cell)| {
                    let align = Align::of(element, line, cell, column);
                    let formula = match (cell.name.as_str(), align) {
                        _ if cell.children.is_empty() => words(&cell.text, inner, true),
                        // The sign that equations meet at stands between what is before it and what is behind.
                        ("mtd", Align::Met) => {
                            let before = Element { name: "mrow".to_owned(), ..Element::default() };
                            row(&[&[before], cell.children.as_slice()].concat(), inner)
                        }
                        ("mtd", _) => row(&cell.children, inner),
                        _ => super::element(cell, inner),
                    };
                    (formula, align)
                })
                .collect(),
        );
    }
    let columns = set.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<f32> = (0..columns)
        .map(|column| set.iter().filter_map(|row| row.get(column)).map(|(cell, _)| cell.width).fold(0.0, f32::max))
        .collect();
    let mut out = Formula::default();
    let mut y = 0.0;
    let (column_gap, row_gap) = (size * 0.8, size * 0.32);
    for (index, cells) in set.into_iter().enumerate() {
        let ascent = cells.iter().map(|(cell, _)| cell.ascent).fold(size * 0.62, f32::max);
        let descent = cells.iter().map(|(cell, _)| cell.descent).fold(size * 0.2, f32::max);
        y -= ascent + if index > 0 { row_gap } else { 0.0 };
        let mut x = 0.0;
        for ((cell, align), width) in cells.into_iter().zip(&widths) {
            let rest = width - cell.width;
            let offset = match align {
                Align::Left | Align::Met => 0.0,
                Align::Center => rest / 2.0,
                Align::Right | Align::Meets => rest,
            };
            out.put(cell, x + offset, y);
            x += width + align.gap(column_gap);
            out.width = out.width.max(x - align.gap(column_gap));
        }
        y -= descent;
    }
    // Its middle stands on the axis.
    let shift = -y / 2.0 + ctx.axis();
    let whole = std::mem::take(&mut out);
    let mut out = Formula { width: whole.width, ..Formula::default() };
    out.put(Formula { ascent: 0.0, descent: -y, ..whole }, 0.0, shift);
    out
}

#[derive(Clone, Copy)]
enum Align {
    Left,
    Center,
    Right,
    /// What equations have before the sign at which they meet,
    Meets,
    /// and what they have from it on.
    Met,
}

impl Align {
    fn of(table: &Element, row: &Element, cell: &Element, column: usize) -> Self {
        let written = cell.attribute("columnalign").or_else(|| row.attribute("columnalign"));
        let class = cell.attribute("class").unwrap_or_default();
        let kind = table.attribute("class").unwrap_or_default();
        match (written, class) {
            (Some(written), _) if written.starts_with("left") => Self::Left,
            (Some(written), _) if written.starts_with("right") => Self::Right,
            (None, class) if class.contains("cell-left") => Self::Left,
            (None, class) if class.contains("cell-right") => Self::Right,
            _ if kind.contains("cells-left") => Self::Left,
            _ if kind.contains("cells-right") => Self::Right,
            // Equations meet at their signs: what is before stands right, what is behind left.
            _ if kind.contains("alignlike") && column.is_multiple_of(2) => Self::Meets,
            _ if kind.contains("alignlike") => Self::Met,
            _ => Self::Center,
        }
    }

    /// The room behind a column.
    fn gap(self, usual: f32) -> f32 {
        match self {
            Self::Right => usual * 0.15,
            Self::Meets => 0.0,
            Self::Left | Self::Center | Self::Met => usual,
        }
    }
}
