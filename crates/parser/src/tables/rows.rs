//! Rows of cells, and the table of Markdown that they make.

use super::arguments::{Arguments, Literal};
use pamphlet_source::limits;
use pamphlet_source::yaml::{self, Value};
use std::collections::HashMap;

/// A table: its head, and its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rows {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A table while it is read from maps.
#[derive(Default)]
struct Data {
    table: Rows,
    /// The column of each name.
    columns: HashMap<String, usize>,
    /// How many cells there are.
    cells: usize,
}

impl Rows {
    /// Reads values with a sign between them.
    pub(super) fn of_csv(text: &str, sign: char, arguments: &Arguments) -> Result<Self, String> {
        let said = arguments.named("sep").or_else(|| arguments.named("delimiter"));
        let mut rows = match said {
            None => records(text, sign)?,
            Some(Literal::Text(text_sign)) if text_sign == "\\s+" => {
                text.lines().map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
            }
            Some(Literal::Text(text_sign)) => match text_sign.chars().collect::<Vec<_>>().as_slice() {
                [sign] => records(text, *sign)?,
                _ => return Err(format!("`{text_sign}` cannot separate values: only a single character can")),
            },
            Some(_) => return Err("the character between values is one that only Python could tell".to_owned()),
        };
        rows.retain(|row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty()));
        let skipped = arguments.number("skiprows").unwrap_or(0).min(rows.len());
        rows.drain(..skipped);
        let mut table = Self::default();
        if arguments.named("header") == Some(&Literal::None) {
            let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
            table.head = (0..widest).map(|column| column.to_string()).collect();
        } else {
            let at = arguments.number("header").unwrap_or(0).min(rows.len());
            rows.drain(..at);
            if !rows.is_empty() {
                table.head = rows.remove(0);
            }
        }
        if let Some(Literal::List(names)) = arguments.named("names") {
            if arguments.named("header").is_none() {
                // Without a word on the head, names mean that the file has none.
                rows.insert(0, std::mem::take(&mut table.head));
            }
            table.head = names.iter().map(shown).collect();
        }
        rows.truncate(arguments.number("nrows").unwrap_or(usize::MAX));
        table.rows = rows;
        if let Some(Literal::List(wanted)) = arguments.named("usecols") {
            table.choose(wanted);
        }
        Ok(table)
    }

    /// Reads a list of maps, or one map, of YAML or JSON. Maps in maps become columns of their own, as `one.two`.
    pub(super) fn of_data(text: &str) -> Result<Self, String> {
        let value = yaml::parse(text).map_err(|error| error.message)?;
        let mut data = Data::default();
        match &value {
            Value::List(items) => items.iter().for_each(|item| data.row(item)),
            // pandas takes columns of a map whose values are all lists, or all maps from number to value.
            Value::Map(map) if !map.0.is_empty() && map.0.iter().all(|(_, column)| is_column(column)) => {
                for (name, column) in &map.0 {
                    let cells: Vec<String> = match column {
                        Value::List(items) => items.iter().map(cell).collect(),
                        Value::Map(map) => map.0.iter().map(|(_, value)| cell(value)).collect(),
                        _ => Vec::new(),
                    };
                    for (row, text) in cells.into_iter().enumerate() {
                        data.put(row, name, text);
                    }
                }
            }
            other => data.row(other),
        }
        if data.cells >= limits::TABLE_DATA_CELLS {
            return Err(format!("it has more than {} cells", limits::TABLE_DATA_CELLS));
        }
        if data.table.head.is_empty() { Err("it is not a list of maps".to_owned()) } else { Ok(data.table) }
    }

    /// Keeps the columns that are named, in the order of the file, as pandas does.
    fn choose(&mut self, wanted: &[Literal]) {
        let is_wanted = |column: usize, head: &String| {
            wanted.iter().any(|wanted| match wanted {
                Literal::Text(name) => name == head,
                Literal::Number(number) => usize::try_from(*number) == Ok(column),
                _ => false,
            })
        };
        let kept: Vec<bool> = self.head.iter().enumerate().map(|(column, head)| is_wanted(column, head)).collect();
        for row in std::iter::once(&mut self.head).chain(&mut self.rows) {
            let mut column = 0;
            row.retain(|_| {
                column += 1;
                kept.get(column - 1) == Some(&true)
            });
        }
    }

    /// The table in Markdown; no lines where it has no columns.
    pub(super) fn markdown(mut self, arguments: &Arguments) -> Vec<String> {
        if arguments.named("index") == Some(&Literal::Bool(true)) {
            self.head.insert(0, String::new());
            for (number, row) in self.rows.iter_mut().enumerate() {
                row.insert(0, number.to_string());
            }
        }
        if self.head.is_empty() {
            return Vec::new();
        }
        let columns = self.head.len();
        let said = match arguments.named("colalign") {
            Some(Literal::List(items)) => items.as_slice(),
            _ => &[],
        };
        let alignment = |column: usize| match said.get(column) {
            Some(Literal::Text(side)) if side == "center" => ":-:",
            Some(Literal::Text(side)) if side == "right" => "--:",
            Some(Literal::Text(_)) => ":--",
            _ if self.is_numeric(column) => "--:",
            _ => ":--",
        };
        let rule: Vec<&str> = (0..columns).map(alignment).collect();
        let mut lines = vec![line(&self.head, columns), format!("|{}|", rule.join("|"))];
        lines.extend(self.rows.iter().map(|row| line(row, columns)));
        lines
    }

    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.trim());
        let mut any = false;
        let all = cells.all(|cell| {
            any |= !cell.is_empty();
            cell.is_empty() || cell.parse::<f64>().is_ok_and(f64::is_finite)
        });
        all && any
    }
}

impl Data {
    fn row(&mut self, item: &Value) {
        self.table.rows.push(Vec::new());
        self.below("", item, 0);
    }

    fn below(&mut self, above: &str, item: &Value, depth: usize) {
        let row = self.table.rows.len() - 1;
        let Value::Map(map) = item else {
            return self.put(row, if above.is_empty() { "0" } else { above }, cell(item));
        };
        for (key, value) in &map.0 {
            let name = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
            if depth < limits::TABLE_DATA_LEVELS && matches!(value, Value::Map(_)) {
                self.below(&name, value, depth + 1);
            } else {
                self.put(row, &name, cell(value));
            }
        }
    }

    /// Puts a cell in, up to as many as a table may have.
    fn put(&mut self, row: usize, name: &str, text: String) {
        let known = self.columns.get(name).copied();
        let column = known.unwrap_or(self.table.head.len());
        if row == self.table.rows.len() {
            self.table.rows.push(Vec::new());
        }
        let cells = &mut self.table.rows[row];
        self.cells += (column + 1).saturating_sub(cells.len());
        if self.cells >= limits::TABLE_DATA_CELLS {
            return;
        }
        if known.is_none() {
            self.columns.insert(name.to_owned(), column);
            self.table.head.push(name.to_owned());
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
}

fn records(text: &str, sign: char) -> Result<Vec<Vec<String>>, String> {
    let Ok(sign) = u8::try_from(sign) else { return Err(format!("`{sign}` cannot separate values")) };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(sign).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let read = reader.records().map(|record| Ok(record?.iter().map(str::to_owned).collect()));
    read.collect::<Result<_, csv::Error>>().map_err(|error| error.to_string())
}

fn is_column(value: &Value) -> bool {
    match value {
        Value::List(_) => true,
        Value::Map(map) => map.0.iter().all(|(key, _)| key.bytes().all(|byte| byte.is_ascii_digit())),
        _ => false,
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::List(items) => items.iter().map(cell).collect::<Vec<_>>().join(", "),
        Value::Map(map) => {
            map.0.iter().map(|(key, value)| format!("{key}: {}", cell(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_text().unwrap_or_default(),
    }
}

fn shown(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => text.clone(),
        Literal::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A row on one line: signs that would part cells are escaped, line ends break the line.
fn line(cells: &[String], columns: usize) -> String {
    let mut out = String::from("|");
    for cell in cells.iter().take(columns.max(cells.len())) {
        out.push(' ');
        let mut before = ' ';
        for c in cell.trim().replace("\r\n", "\n").chars() {
            match c {
                '|' if before != '\\' => out.push_str("\\|"),
                '\n' | '\r' => out.push_str("<br>"),
                c => out.push(c),
            }
            before = c;
        }
        out.push_str(" |");
    }
    out
}
