//! The keys of what the [`cache`](crate::cache) keeps of locales: sums of everything that they are made from.

use crate::digest::Sum;
use crate::request::Request;
use crate::stage::Base;
use crate::texts::SourceTexts;
use pamphlet_locale::Tag;
use pamphlet_source::Finding;

/// The sum of everything that all locales are made from: the program, the configuration, the texts of the source
/// locale, the names of all other files, what the build was told.
#[must_use]
pub(crate) fn shared_key(program: &str, request: &Request, base: &Base<'_>) -> Sum {
    let mut sum = Sum::default();
    sum.add(program);
    sum.written(&(&request.paper, &request.layouts, &request.repair, &base.stamp));
    sum.written(&(&request.ink, &request.links, &request.tabs, &request.fit, &request.whole_json));
    sum.add(&base.site.read);
    for tree in &base.site.trees {
        // A link may lead to a page of any other locale.
        let paths: Vec<&String> = tree.pages.values().collect();
        sum.add(&(tree.locale.as_str(), &tree.folder, paths));
    }
    base.site.files.iter().for_each(|path| sum.add(path));
    sum.add(&base.fonts.state);
    add_texts(&mut sum, &base.texts);
    sum
}

/// Adds texts to a sum, and what the history says of them.
fn add_texts(sum: &mut Sum, texts: &SourceTexts) {
    for (id, file) in texts.sources.iter() {
        sum.written(&texts.revision(id));
        sum.add(&(&file.path, file.sum()));
    }
}

/// The key of a locale: everything shared, its own texts, and what was found when they were read: why a file cannot be
/// read is said of what lies there now.
#[must_use]
pub(crate) fn locale_key(
    shared: &Sum,
    base: &Base<'_>,
    locale: &Tag,
    (texts, findings): &(SourceTexts, Vec<Finding>),
) -> String {
    let mut sum = shared.clone();
    sum.add(locale.as_str());
    if *locale != base.site.source {
        add_texts(&mut sum, texts);
    }
    for finding in findings {
        sum.written(finding);
    }
    if let Some(tree) = base.site.tree(locale) {
        // Which file is which page is decided by the configuration and by which files there are.
        sum.add(&tree.pages);
        sum.add(&tree.hidden);
    }
    sum.end()
}
