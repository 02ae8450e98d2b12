//! The navigation of every locale, and what there is to say about pages and navigations.

use crate::config::Config;
use crate::hidden::Hidden;
use crate::labels::Labels;
use crate::layout::PagePattern;
use crate::loader::{Loader, because, shown};
use crate::mkdocs::MkDocs;
use crate::nav::{self, Made, Shelf, Trouble};
use crate::refusal::Cause;
use crate::site::Tree;
use crate::{SiteError, host, layout, path, place};
use pamphlet_locale::Tag;
use pamphlet_source::limits::FINDINGS_OF_A_KIND;
use pamphlet_source::yaml::Value;
use pamphlet_source::{Code, FilePlace, Finding, Severity, Spot, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// The most names that a message lists; of more, their number is said.
const LISTED: usize = 20;

/// Where a navigation is written.
struct Written<'w> {
    /// What is written, for a site that writes one.
    nav: Option<&'w Value>,
    /// The configuration whose plugins read it.
    plugins: Option<&'w MkDocs>,
    /// The configuration that writes it; none where there is none.
    path: Option<&'w str>,
    text: &'w str,
    /// Where its key stands.
    key: Option<Spot>,
}

impl<'w> Written<'w> {
    fn of(labels: &Labels<'w>, tree: &Tree) -> Self {
        let mkdocs = labels.mkdocs_of(&tree.locale);
        let language = labels.language(&tree.locale).and_then(|options| options.get("nav"));
        let config = labels.config;
        match (&config.nav, mkdocs) {
            (Some(nav), _) => {
                let (path, text) = config.file.as_ref().map(|file| (file.path.as_str(), file.text.as_str())).unzip();
                let key = text.and_then(|text| place::of_key(text, &["nav"]));
                Self { nav: Some(nav), plugins: None, path, text: text.unwrap_or_default(), key }
            }
            (None, Some(mkdocs)) => Self {
                nav: language.or_else(|| mkdocs.get(&["nav"])),
                plugins: Some(mkdocs),
                path: Some(&mkdocs.path),
                text: &mkdocs.text,
                key: mkdocs.place(&["nav"]),
            },
            (None, None) => Self { nav: None, plugins: None, path: None, text: "", key: None },
        }
    }
}

impl Loader<'_> {
    /// Says that there are no pages, or none of the source.
    ///
    /// # Errors
    /// When there are none at all.
    pub(crate) fn about_pages(
        &mut self,
        config: &Config,
        mkdocs: Option<&MkDocs>,
        source: &Tag,
        folder: &str,
        pattern: Option<&PagePattern>,
        trees: &[Tree],
    ) -> Result<(), SiteError> {
        let place = match mkdocs {
            Some(mkdocs) if config.source_pages.is_none() => {
                Some(FilePlace::at(mkdocs.path.as_str(), mkdocs.place(&["docs_dir"])))
            }
            _ => config.place(&["source", "pages"]),
        };
        let trouble = because(self.files, folder);
        let why = trouble.as_ref().map(|trouble| format!("; {trouble}")).unwrap_or_default();
        if trees.iter().all(|tree| tree.pages.is_empty()) {
            let also = pattern.map(|pattern| format!(", nor by {}", pattern.as_str())).unwrap_or_default();
            let message = if place.is_none() {
                format!(
                    "there is nothing to read here{also}{why}: no Markdown in the folder or in {}, and no configuration \
                     that names another one",
                    shown(folder)
                )
            } else {
                format!("there are no pages in {}{also}{why}", shown(folder))
            };
            let outside = trouble.map(|trouble| trouble.cause).filter(|cause| matches!(cause, Cause::Outside(_)));
            let help = match (&place, mkdocs) {
                _ if outside.is_some() => outside.as_ref().map_or("", Cause::help).to_owned(),
                (None, _) => "run it in the folder of a site, which holds a mkdocs.yml, a zensical.toml or pages in \
                    Markdown, or name that folder: pamphlet build FOLDER"
                    .to_owned(),
                (_, Some(mkdocs)) => format!(
                    "name the folder of the pages in source.pages of pamphlet.yml, or in docs_dir of {}",
                    mkdocs.path
                ),
                (_, None) => "name the folder of the pages in source.pages of pamphlet.yml".to_owned(),
            };
            let error = SiteError::of_site(message, help);
            return Err(SiteError { place: place.map(|place| FilePlace::file(place.path)), ..error });
        }
        if !config.translations_alone && trees.iter().all(|tree| tree.locale != *source) {
            let message = format!(
                "the source locale {source} has no pages in {}{why}: it has no book, and nothing of the translations \
                 can be compared with it",
                shown(folder)
            );
            let help = "correct the folder of its pages, or the source locale; a site of translations alone says so \
                with source: { pages: false } in pamphlet.yml";
            self.add(place::at(Code::NoSourcePages, place, &message, help));
        }
        self.about_folders(config, source, pattern, trees);
        Ok(())
    }

    /// Says which folders are named and hold nothing: what would be looked up in them is missing elsewhere.
    fn about_folders(&mut self, config: &Config, source: &Tag, pattern: Option<&PagePattern>, trees: &[Tree]) {
        let Some(file) = &config.file else { return };
        for (key, folders) in [("assets", &config.assets), ("snippets", &config.snippets)] {
            for folder in folders {
                if self.files.inner().entries(folder).is_ok_and(|entries| entries.is_empty()) {
                    let message = format!("{key} names the folder {folder}, and nothing lies there");
                    let help = "correct its path, which counts from the folder of the site, or take it out";
                    self.warn(
                        Code::InvalidConfiguration,
                        &file.path,
                        place::of_value(&file.text, folder),
                        &message,
                        help,
                    );
                }
            }
        }
        let finds_nothing = self.host.is_none() && trees.iter().all(|tree| tree.locale == *source);
        if let Some(pattern) = pattern.filter(|_| config.pages.is_some() && config.locales.is_empty() && finds_nothing)
        {
            let message = format!("translations.pages finds no page: {}", pattern.as_str());
            let help = "correct the pattern; until there is a translation, nothing has to be done";
            let place = place::of_value(&file.text, pattern.as_str());
            self.say_as(Severity::Note, Code::InvalidConfiguration, &file.path, place, &message, help);
        }
    }

    /// Makes the navigation of every locale.
    pub(crate) fn navigation(
        &mut self,
        labels: &Labels<'_>,
        docs: &str,
        own_hidden: &BTreeMap<Tag, Hidden>,
        hidden: &Hidden,
        trees: &mut [Tree],
    ) {
        let mut source = trees.iter().find(|tree| tree.locale == *labels.source).cloned();
        let locales: Vec<String> = trees.iter().map(|tree| tree.written.clone()).collect();
        let known = std::mem::take(&mut self.hidden_pages);
        for tree in trees {
            let hidden = own_hidden.get(&tree.locale).unwrap_or(hidden);
            let lookup = labels.lookup(&tree.locale);
            let own = labels.own.get(&tree.locale);
            let lent = source.as_ref().filter(|source| source.locale != tree.locale);
            let mut pages: BTreeMap<&str, &str> = BTreeMap::new();
            for from in lent.filter(|_| tree.fallback).into_iter().chain([&*tree]) {
                pages.extend(from.pages.iter().map(|(page, file)| (page.as_str(), file.as_str())));
            }
            let is_outside = |page: &str, file: &str| {
                let name = file.rsplit_once('.').map_or(page.to_owned(), |(_, ending)| format!("{page}.{ending}"));
                hidden.is_outside(&name) || path::below(file, docs).is_some_and(|below| hidden.is_outside(below))
            };
            let outside: BTreeSet<&str> =
                pages.iter().filter(|(page, file)| is_outside(page, file)).map(|(page, _)| *page).collect();
            let walk = nav::walk(pages.keys().copied().filter(|page| !outside.contains(page)));
            let separate = own.is_some_and(|own| own.separate);
            let elsewhere =
                lent.filter(|_| !separate).into_iter().flat_map(|tree| tree.pages.keys().map(String::as_str));
            let mut roots = vec![tree.folder.as_str()];
            roots.extend(source.iter().map(|source| source.folder.as_str()).filter(|_| !separate));
            roots.push(docs);
            let shelf = Shelf {
                files: self.files,
                pages,
                outside,
                hidden: &known,
                elsewhere: elsewhere.collect(),
                roots,
                locales: &locales,
                lookup: &lookup,
                walk,
            };
            let host = self.host.filter(|_| labels.config.nav.is_none());
            let written = Written::of(labels, tree);
            let made = nav::navigation(&shelf, written.nav, written.plugins);
            // What a plugin hides stays hidden where the navigation is written for the outputs alone.
            let theirs = labels.mkdocs_of(&tree.locale).filter(|_| written.plugins.is_none());
            let theirs = theirs.map(|mkdocs| nav::navigation(&shelf, mkdocs.get(&["nav"]), Some(mkdocs)).hidden);
            if let Some(found) = host.and_then(|host| host.navigation(&tree.locale, locales.len())) {
                tree.nav =
                    nav::with_fronts(host::entries(found, tree, source.as_ref()), labels.mkdocs_of(&tree.locale));
                hide(tree, source.as_mut(), made.hidden);
                continue;
            }
            let said: Vec<Finding> = about(&written, &shelf, &made);
            let rest = Some(&made)
                .filter(|made| made.written)
                .and_then(|made| outside_of(&shelf, made, &written, lent.filter(|_| !separate)));
            let Made { entries, read, lists, hidden, .. } = made;
            for finding in said.into_iter().chain(rest) {
                let locale = own.map(|_| tree.locale.to_string());
                self.add(Finding { locale, ..finding });
            }
            for read in read {
                if !self.read.contains(&read) {
                    self.read.push(read);
                }
            }
            tree.nav = entries;
            tree.pages.retain(|page, _| !lists.contains(page));
            hide(tree, source.as_mut(), theirs.unwrap_or(hidden));
            // Of a folder that several languages have, each has what its navigation names.
            if own.is_some_and(|own| own.shared) {
                let mut named = BTreeSet::new();
                nav::each_page(&tree.nav, &mut |page| {
                    named.insert(page.to_owned());
                });
                tree.pages.retain(|page, _| named.is_empty() || named.contains(page));
            }
        }
    }
}

/// Takes the pages that a website hides out of a tree, but those that the navigation names.
///
/// `source` is the tree of the source as it was before: a page that it hides and that another navigation names is a page
/// of that locale.
fn hide(tree: &mut Tree, source: Option<&mut Tree>, mut hidden: BTreeSet<String>) {
    let lent = |page: &str| source.as_ref().and_then(|source| source.pages.get(page)).cloned();
    let mut named = Vec::new();
    nav::each_page(&tree.nav, &mut |page| {
        hidden.remove(page);
        named.push(page.to_owned());
    });
    for page in hidden {
        if let Some(file) = tree.pages.remove(&page).or_else(|| lent(&page)) {
            tree.hidden.insert(page, file);
        }
    }
    let Some(source) = source else { return };
    if source.locale == tree.locale {
        source.hidden.clone_from(&tree.hidden);
        return;
    }
    for page in named {
        if let Some(file) = source.hidden.get(&page) {
            tree.pages.entry(page).or_insert_with(|| file.clone());
        }
    }
}

/// Where a file of the navigation, which lies among the pages, names a path: as it is, or as it is from its folder.
fn named_in<'t>(file: &'t str, text: &str, value: &str) -> Option<(&'t str, Spot)> {
    let folder = path::split(file).0;
    let parts = value.match_indices('/').map(|(at, _)| (&value[..at], &value[at + 1..]));
    let below = parts
        .filter(|(above, _)| folder.strip_suffix(above).is_some_and(|rest| rest.is_empty() || rest.ends_with('/')))
        .map(|(_, below)| below);
    let mut written = std::iter::once(value).chain(below);
    written.find_map(|written| place::of_value(text, written)).map(|spot| (file, spot))
}

/// What there is to say about a navigation.
fn about(written: &Written<'_>, shelf: &Shelf<'_>, made: &Made) -> Vec<Finding> {
    // To search the text for each of ten thousand takes minutes, and nobody will see more than so many.
    let place = |index: usize, value: &str| {
        let is_sought = index <= FINDINGS_OF_A_KIND;
        let own = written.path.filter(|_| is_sought);
        let own = own.and_then(|path| Some((path, place::of_value(written.text, value)?)));
        let files = made.read.iter().filter(|_| is_sought);
        let found = own.or_else(|| files.into_iter().find_map(|(file, text)| named_in(file, text, value)));
        match found {
            Some((file, spot)) => Some(FilePlace::at(file, Some(spot))),
            None => written.path.map(FilePlace::file),
        }
    };
    let finding = |index: usize, code: Code, value: &str, message: &str, help: &str| {
        place::at(code, place(index, value), message, help)
    };
    let of = |(index, trouble): (usize, &Trouble)| match trouble {
        Trouble::Missing(text) => {
            let wrong = layout::page_name(text).unwrap_or(text);
            let near = Some(wrong).filter(|_| index <= FINDINGS_OF_A_KIND);
            let meant = near.and_then(|wrong| nearest(wrong, shelf.pages.keys().copied()));
            let meant = meant.map(|page| shelf.uri(page));
            let whole = text.split_once('#').map(|(whole, _)| whole).filter(|whole| shelf.page(whole).is_some());
            let help = match meant {
                _ if whole.is_some() => format!("an entry names a whole page: write {}", whole.unwrap_or_default()),
                Some(meant) => format!("did you mean {meant}? Otherwise take the entry out"),
                None => "correct the path, or take the entry out".to_owned(),
            };
            let message = format!("the navigation names {text}, which does not exist");
            finding(index, Code::MissingPage, text, &message, &help)
        }
        Trouble::NoPage(text) => {
            let message = format!("the navigation names {text}, a file that is not a page, so no output has it");
            finding(index, Code::MissingPage, text, &message, "write what it shows into a page, or take the entry out")
        }
        Trouble::Hidden(text) => {
            let message = format!("the navigation names {text}, which the website hides, so no output has it");
            let help =
                "take the entry out; or take the page out of what exclude_docs, draft_docs or a plugin leaves out";
            finding(index, Code::HiddenPage, text, &message, help)
        }
        Trouble::Absolute(text) => {
            let message = format!(
                "the navigation names {text}, an absolute path, which is an address of the website and not a page"
            );
            let bare = text.trim_start_matches('/');
            let help = match shelf.page(bare) {
                Some(_) => format!("write {bare}, which is a page; until then it stands in no navigation"),
                None => "write a path from the folder of pages, or a whole address".to_owned(),
            };
            finding(index, Code::MissingPage, text, &message, &help)
        }
        Trouble::Elsewhere(text) => {
            let message = format!(
                "the navigation takes pages from elsewhere by “{text}”, which is not read: they are in no output"
            );
            let help = "copy these pages into the site, or build an output of their own from their repository";
            finding(index, Code::MissingPage, text, &message, help)
        }
        Trouble::Pattern(text) => {
            let message = format!("the pattern “{text}” of the navigation is not understood, or is one too many");
            let help = "what it would take stands at the end of the book; write it more simply, or name the pages";
            let found = finding(index, Code::InvalidConfiguration, text, &message, help);
            Finding { severity: Severity::Warning, ..found }
        }
        Trouble::Stranger(path, text) => {
            let message = format!("it names {text}, which is not in its folder");
            let help = "correct the path, or take the entry out";
            let file = made.read.iter().find(|(file, _)| file == path && index <= FINDINGS_OF_A_KIND);
            let at = file.and_then(|(_, content)| place::of_value(content, text));
            let found = place::finding(Code::InvalidConfiguration, path, at, &message, help);
            Finding { severity: Severity::Warning, ..found }
        }
        Trouble::Doubled(path, key) => place::doubled(path, key),
        Trouble::File(path, line, message) => {
            let help = "correct the line; until then the folder is in the order of its names";
            let found = place::finding(Code::InvalidConfiguration, path, line.map(Spot::line), message, help);
            Finding { severity: Severity::Warning, ..found }
        }
    };
    made.troubles.iter().enumerate().map(of).collect()
}

/// Names the pages that a navigation leaves out, which stand at the end of the book.
fn outside_of(shelf: &Shelf<'_>, made: &Made, written: &Written<'_>, source: Option<&Tree>) -> Option<Finding> {
    if source.is_some() {
        // What the source has is said of the source; what a translation has alone, where the two are compared.
        return None;
    }
    let mut named = BTreeSet::new();
    nav::each_page(&made.entries, &mut |page| {
        named.insert(page.to_owned());
    });
    let posts = posts(written.plugins);
    let left: Vec<String> = shelf
        .pages
        .keys()
        .filter(|page| !named.contains(**page) && !made.lists.contains(**page) && !made.hidden.contains(**page))
        .filter(|page| !shelf.outside.contains(**page))
        .filter(|page| posts.as_ref().is_none_or(|posts| path::below(page, posts).is_none()))
        .map(|page| shelf.uri(page))
        .collect();
    if left.is_empty() {
        return None;
    }
    let (is, stand) = if left.len() == 1 { ("page is", "it stands") } else { ("pages are", "they stand") };
    let more = match left.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let list = left[..left.len().min(LISTED)].join(", ");
    let message = format!("{} {is} not in the navigation: {list}{more}; {stand} at the end of the book", left.len());
    let help = "add what belongs into the navigation; name in not_in_nav what is meant to stand outside, or in exclude: of pamphlet.yml what no book shall have";
    let place = written.path.map(|path| FilePlace::at(path, written.key));
    Some(place::at(Code::PageOutsideNavigation, place, &message, help))
}

/// The folder of the posts of a blog, which no navigation names.
fn posts(mkdocs: Option<&MkDocs>) -> Option<String> {
    let options = ["blog", "material/blog"].iter().find_map(|name| mkdocs?.options("plugins", name))?;
    let folder = options.get("blog_dir").and_then(Value::to_text).unwrap_or_else(|| "blog".to_owned());
    Some(path::climb(&folder, "posts"))
}
