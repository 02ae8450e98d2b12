//! Pages of a folder of Markdown, for the tools beside this one.

use pamphlet_document::{Document, PageId};
use pamphlet_parser::{Dialect, Skeleton, parse};
use pamphlet_source::{SourceFile, SourceId, SourceMap};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Pages by id, each with its file.
pub(crate) type Pages = BTreeMap<PageId, (SourceId, Arc<Document>)>;

/// Parses every page below a folder; those that a tree of source pages has too are held against them.
pub(crate) fn load(map: &mut SourceMap, root: &Path, reference: Option<&Pages>) -> Pages {
    let mut paths = Vec::new();
    list(root, &mut paths);
    paths.sort();
    let dialect = Dialect::default();
    let mut pages = Pages::new();
    for path in paths {
        let name = path.strip_prefix(root).expect("below the root").with_extension("");
        let id = PageId(name.to_string_lossy().replace('\\', "/"));
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let text: Arc<str> = text.into();
        let source = map.add(SourceFile::new(path.to_string_lossy(), Arc::clone(&text)));
        let skeleton = reference.and_then(|pages| pages.get(&id)).map(|(_, document)| Skeleton::of(document));
        let parsed = parse(&pamphlet_parser::Input {
            source,
            text: &text,
            dialect: &dialect,
            snippets: &(),
            appended: &pamphlet_parser::Appended::default(),
            reference: skeleton.as_ref(),
            repair: true,
        });
        pages.insert(id, (source, Arc::new(parsed.document)));
    }
    pages
}

fn list(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            list(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            out.push(path);
        }
    }
}
