//! What addresses mean: a page of the edition, an address elsewhere, a file, nothing.

use crate::address::{Parts, Website, joined, scheme, split_locale};
use crate::anchors::Anchors;
use crate::meant::{FileNames, PageNames, as_written};
use crate::{FileLookup, Input};
use pamphlet_document::scheme::{Reach, reach};
use pamphlet_document::{AssetRef, PageId};
use pamphlet_locale::Tag;
use pamphlet_source::percent::{allowed as encoded, decoded};
use pamphlet_source::{Code, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;

/// What links of an edition can lead to.
pub(crate) struct LinkTargets<'i> {
    input: &'i Input<'i>,
    website: Option<Website>,
    anchors: BTreeMap<&'i PageId, Anchors>,
    /// Names as [`folded`], for those that got the case wrong or composed letters in another way; and the paths that
    /// the website has for pages which have another name there.
    lower: BTreeMap<String, &'i PageId>,
    /// The last part of the names of pages, as [`folded`], where a plugin finds pages by it: the first of each.
    named: BTreeMap<String, &'i PageId>,
    /// The paths at which the website has the pages, where they are known.
    web_paths: BTreeMap<&'i PageId, &'i str>,
    /// The pages that are notebooks of Jupyter, once somebody asks.
    notebooks: OnceLock<BTreeSet<PageId>>,
    /// The files that pages may name, sorted when the first of them is missing.
    files: OnceLock<FileNames>,
    /// The same of the pages.
    pages: OnceLock<PageNames>,
}

/// What an address means.
pub(crate) enum Resolution {
    /// A page of the edition, and the fragment as written.
    Inside { page: PageId, fragment: Option<String> },
    /// A complete address.
    Outside(String),
    /// Nothing, as was told before.
    Told,
    /// Nothing: why, and what to do.
    Nothing { code: Code, severity: Severity, message: String, help: String },
}

/// A name without its case, and with its letters composed: the same name for readers (UAX 15).
fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

impl<'i> LinkTargets<'i> {
    /// From the anchors of every page of the edition.
    pub(crate) fn new(input: &'i Input<'i>, anchors: BTreeMap<&'i PageId, Anchors>) -> Self {
        let website = input.facts.addresses.as_ref().and_then(|pattern| Website::of(pattern, input.locale));
        let paths = || input.pages.iter().filter_map(|page| Some((&page.id, page.web_path.as_deref()?)));
        let mut lower: BTreeMap<String, &PageId> = paths().map(|(id, path)| (folded(path), id)).collect();
        lower.extend(anchors.keys().map(|id| (folded(&id.0), *id)));
        let mut named = BTreeMap::new();
        for id in anchors.keys().filter(|_| input.facts.named_links) {
            named.entry(folded(id.0.rsplit('/').next().unwrap_or(&id.0))).or_insert(*id);
        }
        Self {
            input,
            website,
            anchors,
            lower,
            named,
            web_paths: paths().collect(),
            files: OnceLock::new(),
            notebooks: OnceLock::new(),
            pages: OnceLock::new(),
        }
    }

    /// The anchors of a page.
    pub(crate) fn anchors(&self, page: &PageId) -> Option<&Anchors> {
        self.anchors.get(page)
    }

    /// Whether a page is a notebook of Jupyter.
    pub(crate) fn is_notebook(&self, page: &PageId) -> bool {
        let notebooks = self.notebooks.get_or_init(|| {
            let files = |page: &crate::InputPage| self.input.sources.get(page.source).map(|file| file.path.as_str());
            let is = |page: &&crate::InputPage| files(page).is_some_and(|path| path.strip_suffix(".ipynb").is_some());
            self.input.pages.iter().filter(is).map(|page| page.id.clone()).collect()
        });
        notebooks.contains(page)
    }

    /// Where the website has what a plugin documents on a page, by the name that it has in code: `package.Class.method`.
    /// No heading is called so, as their anchors have no dots. On a page with documentation of code it can have any name.
    /// None if the site's own address is not known.
    pub(crate) fn made(&self, page: &PageId, fragment: &str) -> Option<String> {
        let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
        let is_code = fragment.contains('.')
            && fragment.split('.').all(is_name)
            && !fragment.starts_with(|c: char| c.is_ascii_digit());
        let is_code = is_code || self.anchors.get(page).is_some_and(|anchors| anchors.may_be_more);
        let pattern = self.input.facts.addresses.as_ref().filter(|_| is_code)?;
        let address = pattern.page(self.input.locale, self.web_paths.get(page)?);
        Some(format!("{address}#{}", encoded(fragment)))
    }

    /// A complete address for one that the navigation gives; none if the site's own address is not known, or for one
    /// that nothing may lead to.
    pub(crate) fn complete(&self, url: &str) -> Option<String> {
        if scheme(url).is_some() {
            return (reach(url) != Reach::Refused).then(|| encoded(url));
        }
        if let Some(rest) = url.strip_prefix("//") {
            return Some(format!("https://{}", encoded(rest)));
        }
        let website = self.website.as_ref()?;
        Some(if url.starts_with('/') {
            format!("{}{}", website.origin, encoded(url))
        } else {
            format!("{}{}", website.front, encoded(url))
        })
    }

    /// The page of a path from the root of the tree, however it is written: with `.md` or `.html`, as a folder, by its
    /// `index` or `README`, with the case wrong.
    fn page(&self, path: &str) -> Option<&'i PageId> {
        let path = path.trim_matches('/');
        let bare = path
            .rsplit_once('.')
            .filter(|(_, ending)| {
                ["md", "markdown", "html", "ipynb"].iter().any(|known| ending.eq_ignore_ascii_case(known))
            })
            .map_or(path, |(bare, _)| bare);
        let find = |name: &str| {
            self.anchors
                .get_key_value(&PageId(name.to_owned()))
                .map(|(id, _)| *id)
                .or_else(|| self.lower.get(&folded(name)).copied())
        };
        let within =
            |folder: &str, name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let (folder, last) = bare.rsplit_once('/').unwrap_or(("", bare));
        if last.eq_ignore_ascii_case("index") || last.eq_ignore_ascii_case("readme") {
            return find(bare)
                .or_else(|| find(&within(folder, "index")))
                .or_else(|| find(&within(folder, "README")))
                .or_else(|| (!folder.is_empty()).then(|| find(folder)).flatten());
        }
        (!bare.is_empty())
            .then(|| find(bare))
            .flatten()
            .or_else(|| find(&within(bare, "index")))
            .or_else(|| find(&within(bare, "README")))
            .or_else(|| self.page(self.without_locale(bare)?))
    }

    /// A name without the locale at its end, as files side by side have it: `page.fr.md` is the page here, and
    /// `page.en.md` that of the source, for which the edition has its own.
    fn without_locale<'p>(&self, name: &'p str) -> Option<&'p str> {
        let (bare, tag) = name.rsplit_once('.')?;
        let tag = Tag::parse(tag)?;
        (tag == *self.input.locale || tag == *self.input.source_locale).then_some(bare)
    }

    /// What the address of a link on a page means. `suggest` says whether to look for what was meant.
    pub(crate) fn meaning(&self, from: &PageId, address: &str, suggest: bool) -> Resolution {
        let trimmed = address.trim();
        if trimmed.is_empty() {
            return nothing(
                Code::EmptyLink,
                "a link has no address".to_owned(),
                "give it an address, or take the link away",
            );
        }
        if is_made(trimmed) {
            let message = format!("the address `{trimmed}` is made by a plugin that is not on: the link leads nowhere");
            let help = "write the address into the page, or switch the plugin on (macros)";
            let told = self.input.facts.macros;
            return if told { Resolution::Told } else { nothing(Code::BrokenLink, message, help) };
        }
        if let Some(scheme) = scheme(trimmed) {
            return match reach(trimmed) {
                Reach::Refused => nothing(
                    Code::BrokenLink,
                    format!("a link runs `{scheme}:`, which no book can follow"),
                    "link to a page or an address on the web",
                ),
                _ if ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) => self.web(trimmed),
                Reach::Linked | Reach::Told => Resolution::Outside(encoded(trimmed)),
            };
        }
        if trimmed.starts_with("//") {
            return self.web(&format!("https:{trimmed}"));
        }
        let parts = Parts::of(trimmed);
        let fragment = parts.fragment.map(decoded);
        if parts.path.is_empty() {
            return Resolution::Inside { page: from.clone(), fragment };
        }
        let path = decoded(parts.path).replace('\\', "/");
        if path.starts_with('/') {
            self.absolute(from, trimmed, &path, fragment, suggest)
        } else {
            self.relative(from, trimmed, &path, &parts, suggest)
        }
    }

    /// An address with `http:` or `https:`: of a page of the book when it is the site's own.
    fn web(&self, address: &str) -> Resolution {
        let outside = || Resolution::Outside(encoded(&without_spaces_in_host(address)));
        let Some(website) = &self.website else { return outside() };
        let Some(rest) = website.path_of(address) else { return outside() };
        let parts = Parts::of(rest);
        let path = decoded(parts.path);
        let Some((locale, path)) = website.page_of(&path, self.input.locales) else { return outside() };
        let own = locale.is_none_or(|locale| locale == *self.input.locale || locale == *self.input.source_locale);
        // The front page as an address is the website; a reader of the book is not at its cover.
        if !own || path.trim_matches('/').is_empty() || !parts.query.is_empty() {
            return outside();
        }
        match self.page(path) {
            Some(page) => Resolution::Inside { page: page.clone(), fragment: parts.fragment.map(decoded) },
            None => outside(),
        }
    }

    /// A path from the root of the website, or as some authors have it from the root of the tree.
    fn absolute(
        &self,
        from: &PageId,
        address: &str,
        path: &str,
        fragment: Option<String>,
        suggest: bool,
    ) -> Resolution {
        let inside = |page: &PageId, fragment: Option<String>| Resolution::Inside { page: page.clone(), fragment };
        let bare = path.trim_start_matches('/');
        if let Some((locale, rest)) =
            self.website.as_ref().and_then(|website| website.page_of(path, self.input.locales))
        {
            let own = locale.is_none_or(|locale| locale == *self.input.locale || locale == *self.input.source_locale);
            if let Some(page) = own.then(|| self.page(rest)).flatten() {
                return inside(page, fragment);
            }
        }
        if let Some((locale, rest)) = split_locale(bare, self.input.locales)
            && (locale == *self.input.locale || locale == *self.input.source_locale)
            && let Some(page) = self.page(rest)
        {
            return inside(page, fragment);
        }
        if !bare.is_empty()
            && let Some(page) = self.page(bare)
        {
            return inside(page, fragment);
        }
        match &self.website {
            Some(website) => Resolution::Outside(format!("{}{}", website.origin, encoded(address))),
            None if bare.is_empty() => match self.page("index") {
                Some(page) => inside(page, fragment),
                None => self.broken(from, address, bare, suggest),
            },
            None => self.broken(from, address, bare, suggest),
        }
    }

    fn relative(&self, from: &PageId, address: &str, path: &str, parts: &Parts<'_>, suggest: bool) -> Resolution {
        let fragment = parts.fragment.map(decoded);
        let folder = from.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        // On the website a page is a folder, and addresses that are no file names are relative to that.
        let place = self.web_paths.get(from).copied().unwrap_or(&from.0);
        let as_folder = if from.0 == "index" || from.0.ends_with("/index") { folder } else { place };
        let is_file = path.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "md" | "markdown" | "ipynb"));
        let order = if is_file { [folder, as_folder] } else { [as_folder, folder] };
        for base in order {
            if let Some(page) = joined(base, path).and_then(|path| self.page(&path)) {
                return Resolution::Inside { page: page.clone(), fragment };
            }
        }
        if let Some(page) = self.by_name(path) {
            return Resolution::Inside { page: page.clone(), fragment };
        }
        let Some(full) = joined(folder, path) else {
            return match joined(as_folder, path) {
                Some(full) if self.input.files.exists(&full) => self.file(&full, parts),
                Some(full) if !is_file => {
                    self.elsewhere(from, path, parts).unwrap_or_else(|| self.broken(from, address, &full, suggest))
                }
                _ => self.elsewhere(from, path, parts).unwrap_or_else(|| {
                    nothing(
                        Code::LinkOutside,
                        format!("the link `{address}` leads out of the tree of pages"),
                        "link to a page of the tree, or to an address on the web",
                    )
                }),
            };
        };
        for base in [folder, as_folder] {
            if let Some(full) = joined(base, path).filter(|full| is_file_there(self.input.files, full)) {
                return self.file(&full, parts);
            }
        }
        self.elsewhere(from, path, parts).unwrap_or_else(|| self.broken(from, address, &full, suggest))
    }

    /// The page that a plugin finds by the last part of a path.
    fn by_name(&self, path: &str) -> Option<&'i PageId> {
        let name = path.rsplit('/').next()?;
        let name = name.strip_suffix(".md").unwrap_or(name);
        self.named.get(&folded(name)).copied()
    }

    /// A page of another locale, or a hidden one, which the website has and the book has not.
    fn elsewhere(&self, from: &PageId, path: &str, parts: &Parts<'_>) -> Option<Resolution> {
        let (locale, address) = self.input.files.elsewhere(from, path)?;
        let Some(address) = address else {
            return Some(Resolution::Nothing {
                code: Code::BrokenLink,
                severity: Severity::Note,
                message: if locale == *self.input.locale {
                    format!("`{path}` is a page that the website hides, so the book does not hold it")
                } else {
                    format!("`{path}` is a page in the locale `{locale}`, which this book does not hold")
                },
                help: "say where the site is read (`url` in pamphlet.yml), and the link leads there".to_owned(),
            });
        };
        let fragment = parts.fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        Some(Resolution::Outside(encoded(&format!("{address}{}{fragment}", parts.query))))
    }

    /// A file of the website that is no page of the book.
    fn file(&self, path: &str, parts: &Parts<'_>) -> Resolution {
        match &self.website {
            Some(website) => {
                let fragment = parts.fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
                let path = path.strip_suffix(".md").map_or_else(|| path.to_owned(), |page| format!("{page}/"));
                Resolution::Outside(encoded(&format!("{}{path}{}{fragment}", website.front, parts.query)))
            }
            None => Resolution::Nothing {
                code: Code::BrokenLink,
                severity: Severity::Note,
                message: format!("`{path}` is a file that the book does not hold"),
                help: "say where the site is read (`url` in pamphlet.yml), and the link leads there".to_owned(),
            },
        }
    }

    fn broken(&self, from: &PageId, address: &str, path: &str, suggest: bool) -> Resolution {
        let bare = path.trim_matches('/');
        let bare = bare.strip_suffix(".md").unwrap_or(bare);
        let last = bare.rsplit('/').next().unwrap_or(bare);
        let is_page = !last.contains('.');
        let names = || self.pages.get_or_init(|| PageNames::of(self.anchors.keys().map(|id| id.0.clone()).collect()));
        let meant = (is_page && suggest).then(|| names().meant(bare)).flatten();
        let (what, help) = match meant {
            _ if !is_page => match self.file_meant(from, path, suggest) {
                Some(name) => ("file", format!("did you mean `{name}`?")),
                None => ("file", "add the file, or correct its path".to_owned()),
            },
            Some(name) => ("page", format!("did you mean `{}`?", self.page_as_written(from, name))),
            None => ("page", "no page has a similar name".to_owned()),
        };
        nothing(Code::BrokenLink, format!("the link `{address}` leads to a {what} that does not exist"), &help)
    }

    /// The path of a page as a link on another one is typed.
    fn page_as_written(&self, from: &PageId, name: &str) -> String {
        let page = self.input.pages.iter().find(|page| page.id.0 == name);
        let file = page.and_then(|page| self.input.sources.get(page.source)).map_or("", |file| file.path.as_str());
        let ending = file.rsplit_once('.').map_or("md", |(_, ending)| ending);
        let folder = from.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        as_written(folder, &format!("{name}.{ending}"))
    }
}

/// Whether an address holds `{{ … }}` or `{% … %}`.
pub(crate) fn is_made(address: &str) -> bool {
    let holds = |open: &str, close: &str| address.find(open).is_some_and(|at| address[at..].contains(close));
    holds("{{", "}}") || holds("{%", "%}")
}

fn is_file_there(files: &dyn FileLookup, path: &str) -> bool {
    files.exists(path) || files.picture(path).is_some()
}

fn nothing(code: Code, message: String, help: &str) -> Resolution {
    Resolution::Nothing { code, severity: code.severity(), message, help: help.to_owned() }
}

/// Translation tools put spaces into addresses (`https://wiki. example. org`); no host has any.
fn without_spaces_in_host(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host: String = rest[..host_end].split_whitespace().collect();
    format!("{scheme}://{host}{}", &rest[host_end..])
}

impl LinkTargets<'_> {
    /// The picture of an address as written on a page.
    pub(crate) fn picture(&self, from: &PageId, address: &str) -> Option<AssetRef> {
        let address = address.trim();
        if let Some(rest) = address.strip_prefix("//") {
            return Some(AssetRef::Remote { url: format!("https://{}", encoded(rest)) });
        }
        if let Some(scheme) = scheme(address) {
            if scheme.eq_ignore_ascii_case("data") {
                return self.input.files.picture(address).map(|asset| AssetRef::Local { asset });
            }
            let remote = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp");
            return remote.then(|| AssetRef::Remote { url: encoded(address) });
        }
        let path = decoded(Parts::of(address).path).replace('\\', "/");
        if path.trim().is_empty() {
            return None;
        }
        let files = self.input.files;
        let local = |path: String| files.picture(&path).map(|asset| AssetRef::Local { asset });
        if let Some(bare) = path.strip_prefix('/') {
            let bare = joined("", bare)?;
            return local(bare.clone()).or_else(|| {
                let (_, rest) = split_locale(&bare, self.input.locales)?;
                local(rest.to_owned())
            });
        }
        let folder = from.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Raw HTML is not rewritten: its addresses count from where the website has the page, as for a post with its date.
        let place = self.web_paths.get(from).and_then(|place| joined(place, &path));
        let beside = [joined(folder, &path), joined(&from.0, &path), place];
        let rooted = [joined("", &path), joined("", path.trim_start_matches("../"))];
        beside
            .into_iter()
            .chain(rooted)
            .flatten()
            .find_map(local)
            .or_else(|| self.picture_by_name(&path).and_then(local))
    }

    /// The picture that a plugin finds by its name alone.
    fn picture_by_name(&self, path: &str) -> Option<String> {
        if !self.input.facts.named_links || path.contains('/') {
            return None;
        }
        let names = self.files.get_or_init(|| FileNames::of(self.input.files.names()));
        names.named(path).map(str::to_owned)
    }

    /// The picture that was meant by one that is not there, as the page would write it.
    pub(crate) fn picture_meant(&self, from: &PageId, address: &str) -> Option<String> {
        let path = decoded(Parts::of(address.trim()).path).replace('\\', "/");
        if path.trim().is_empty() || scheme(address).is_some() {
            return None;
        }
        let folder = from.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = match path.strip_prefix('/') {
            Some(bare) => joined("", bare),
            None => joined(folder, &path).or_else(|| joined("", path.trim_start_matches("../"))),
        };
        self.file_meant(from, &path?, true)
    }

    fn file_meant(&self, from: &PageId, path: &str, suggest: bool) -> Option<String> {
        if !suggest {
            return None;
        }
        let names = self.files.get_or_init(|| FileNames::of(self.input.files.names()));
        let folder = from.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        Some(as_written(folder, names.meant(path)?))
    }

    /// Whether what holds `{{ … }}` was told where the plugin could not replace it.
    pub(crate) fn tells_macros(&self) -> bool {
        self.input.facts.macros
    }

    /// Which locale the edition is in.
    pub(crate) fn locale(&self) -> &Tag {
        self.input.locale
    }
}
