//! `mcp`: a built output for programs that speak the Model Context Protocol, over standard input and output.

use crate::arguments::McpArguments;
use crate::supervise::Session;
use crate::{Ended, Ending, terminal};
use pamphlet_mcp::{Output, Server};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::home::{Home, OUT};
use pamphlet_pipeline::manifest::MANIFEST;
use pamphlet_pipeline::system::{Doing, System};
use pamphlet_pipeline::write::previous;
use pamphlet_source::limits::{COMPARED_BYTES, MCP_LINE_BYTES};
use std::cell::Cell;
use std::io::{self, BufRead};
use std::path::PathBuf;

pub(crate) fn run(system: &dyn System, arguments: &McpArguments, session: &Session) -> Ended {
    let folder = match (&arguments.folder, session.defaults.out) {
        (Some(folder), _) => folder.clone(),
        (None, Some(out)) => PathBuf::from(out),
        (None, None) => Home::find(system, None)?.beside(OUT),
    };
    let manifest = previous(system, &folder)?.ok_or_else(|| {
        Error::usage(
            format!("{} holds no {MANIFEST}", folder.display()),
            "name the folder of an output: pamphlet build, then pamphlet mcp dist",
        )
    })?;
    let root = system.real(&folder).doing("look at", &folder)?;
    let left = Cell::new(COMPARED_BYTES);
    let files = |path: &str| {
        let bytes = system.read_within(&root, &root.join(path), left.get()).ok()?;
        left.set(left.get().saturating_sub(bytes.len()));
        Some(bytes)
    };
    let mut server = Server::new(Output {
        title: manifest.editions.first().map_or(&manifest.slug, |edition| &edition.title).clone(),
        locales: manifest.editions.into_iter().map(|edition| edition.locale).collect(),
        version: env!("CARGO_PKG_VERSION"),
        files: Box::new(files),
    });
    let mut input = io::stdin().lock();
    while let Some(line) = next(&mut input, MCP_LINE_BYTES).doing("read from", "standard input".as_ref())? {
        let answer = match line {
            Line::Whole(bytes) if bytes.trim_ascii().is_empty() => None,
            Line::Whole(bytes) => server.answer(&String::from_utf8_lossy(&bytes)),
            Line::TooLong => Some(Server::too_long(MCP_LINE_BYTES)),
        };
        let Some(answer) = answer else { continue };
        terminal::json(&format!("{answer}\n"));
        if terminal::has_lost_words() {
            break;
        }
    }
    Ok(Ending::Good)
}

/// A line of the input.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Whole(Vec<u8>),
    /// It was passed over.
    TooLong,
}

/// The next line, of which no more than `limit` bytes are kept; none at the end.
fn next(input: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let (mut line, mut length, mut any) = (Vec::new(), 0_usize, false);
    loop {
        let ready = input.fill_buf()?;
        if ready.is_empty() {
            break;
        }
        any = true;
        let end = ready.iter().position(|byte| *byte == b'\n');
        let part = &ready[..end.unwrap_or(ready.len())];
        length = length.saturating_add(part.len());
        if length <= limit {
            line.extend_from_slice(part);
        }
        let taken = part.len() + usize::from(end.is_some());
        input.consume(taken);
        if end.is_some() {
            break;
        }
    }
    Ok(any.then_some(if length <= limit { Line::Whole(line) } else { Line::TooLong }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_up_to_a_length() {
        let text = format!("short\n{}\n\nlast", "x".repeat(100));
        let mut input = io::BufReader::with_capacity(7, text.as_bytes());
        let mut lines = Vec::new();
        while let Some(line) = next(&mut input, 20).unwrap() {
            lines.push(line);
        }
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(lines, [whole("short"), Line::TooLong, whole(""), whole("last")]);
    }
}
