//! The keys of what the [`cache`](crate::cache) keeps of locales: sums of everything that they are made from.

use crate::request::Request;
use crate::stage::Base;
use crate::texts::SourceTexts;
use pamphlet_locale::Tag;
use pamphlet_source::{Finding, hexadecimal};
use sha2::{Digest, Sha256};

/// The hash of everything that all locales are made from: the program, the configuration, the texts of the source
/// locale, the names of all other files, what the build was told.
#[must_use]
pub(crate) fn shared_key(program: &str, request: &Request, base: &Base<'_>) -> Sha256 {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    part(program);
    part(&format!("{:?}{:?}{:?}{:?}", request.paper, request.layouts, request.repair, base.stamp));
    part(&format!("{:?}{:?}{:?}{:?}{}", request.ink, request.links, request.tabs, request.fit, request.whole_json));
    for (path, text) in &base.site.read {
        part(path);
        part(text);
    }
    for tree in &base.site.trees {
        part(tree.locale.as_str());
        part(&tree.folder);
        // A link may lead to a page of any other locale.
        tree.pages.values().for_each(|path| part(path));
    }
    for path in &base.site.files {
        part(path);
    }
    part(&base.fonts.state);
    texts_key(&mut hash, &base.texts);
    hash
}

/// Adds texts to a hash, and what the history says of them.
fn texts_key(hash: &mut Sha256, texts: &SourceTexts) {
    for (id, file) in texts.sources.iter() {
        hash.update(format!("{:?}", texts.revision(id)));
        hash.update((file.path.len() as u64).to_le_bytes());
        hash.update(&file.path);
        hash.update((file.text.len() as u64).to_le_bytes());
        hash.update(file.text.as_bytes());
    }
}

/// The key of a locale: everything shared, its own texts, and what was found when they were read: why a file cannot be
/// read is said of what lies there now.
#[must_use]
pub(crate) fn locale_key(
    shared: &Sha256,
    base: &Base<'_>,
    locale: &Tag,
    (texts, findings): &(SourceTexts, Vec<Finding>),
) -> String {
    let mut hash = shared.clone();
    hash.update(locale.as_str());
    if *locale != base.site.source {
        texts_key(&mut hash, texts);
    }
    for finding in findings {
        let said = format!("{finding:?}");
        hash.update((said.len() as u64).to_le_bytes());
        hash.update(said);
    }
    if let Some(tree) = base.site.tree(locale) {
        // Which file is which page is decided by the configuration and by which files there are.
        for (page, path) in &tree.pages {
            hash.update(page);
            hash.update([0]);
            hash.update(path);
            hash.update([0]);
        }
    }
    hexadecimal(&hash.finalize())
}
