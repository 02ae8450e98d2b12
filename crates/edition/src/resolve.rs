//! Where links lead and where pictures come from.

use crate::address::{Parts, Website, decoded, encoded, joined, scheme, split_locale};
use crate::anchors::Anchors;
use crate::drift::Replaced;
use crate::nearest::nearest;
use crate::{Files, Input};
use pamphlet_document::walk::{ChildMut, children_mut, inline_children_mut};
use pamphlet_document::{AssetRef, Block, BlockKind, Inline, InlineKind, Link, Origin, PageId, Picture, Target};
use pamphlet_locale::Tag;
use pamphlet_source::{Code, Diagnostic, Place, Severity};
use std::collections::BTreeMap;

/// What links of an edition can lead to.
pub(crate) struct Aims<'i> {
    input: &'i Input<'i>,
    website: Option<Website>,
    anchors: BTreeMap<&'i PageId, Anchors>,
    /// Names in lower case, for those that got the case wrong.
    lower: BTreeMap<String, &'i PageId>,
}

/// What an address means.
enum Meaning {
    Inside {
        page: PageId,
        fragment: Option<String>,
    },
    Outside(String),
    /// Nothing: why, and what to do.
    Nothing {
        code: Code,
        severity: Severity,
        message: String,
        help: String,
    },
}

impl<'i> Aims<'i> {
    /// From the anchors of every page of the edition.
    pub(crate) fn new(input: &'i Input<'i>, anchors: BTreeMap<&'i PageId, Anchors>) -> Self {
        let website = input.facts.url.as_deref().and_then(|pattern| Website::of(pattern, input.locale));
        let lower = anchors.keys().map(|id| (id.0.to_lowercase(), *id)).collect();
        Self { input, website, anchors, lower }
    }

    /// The anchors of a page.
    pub(crate) fn anchors(&self, page: &PageId) -> Option<&Anchors> {
        self.anchors.get(page)
    }

    /// A complete address for one that the navigation gives; none if the site's own address is not known.
    pub(crate) fn complete(&self, url: &str) -> Option<String> {
        if scheme(url).is_some() {
            return Some(encoded(url));
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
            .filter(|(_, ending)| ["md", "markdown", "html"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
            .map_or(path, |(bare, _)| bare);
        let find = |name: &str| {
            self.anchors
                .get_key_value(&PageId(name.to_owned()))
                .map(|(id, _)| *id)
                .or_else(|| self.lower.get(&name.to_lowercase()).copied())
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
    }

    fn meaning(&self, from: &PageId, address: &str, suggest: bool) -> Meaning {
        let trimmed = address.trim();
        if trimmed.is_empty() {
            return nothing(
                Code::EmptyLink,
                "a link has no address".to_owned(),
                "give it an address, or take the link away",
            );
        }
        if let Some(scheme) = scheme(trimmed) {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" => self.web(trimmed),
                "javascript" | "data" | "file" | "vbscript" => nothing(
                    Code::BrokenLink,
                    format!("a link runs `{scheme}:`, which no book can follow"),
                    "link to a page or an address on the web",
                ),
                _ => Meaning::Outside(encoded(trimmed)),
            };
        }
        if trimmed.starts_with("//") {
            return self.web(&format!("https:{trimmed}"));
        }
        let parts = Parts::of(trimmed);
        let fragment = parts.fragment.map(decoded);
        if parts.path.is_empty() {
            return Meaning::Inside { page: from.clone(), fragment };
        }
        let path = decoded(parts.path).replace('\\', "/");
        if path.starts_with('/') {
            self.absolute(trimmed, &path, fragment, suggest)
        } else {
            self.relative(from, trimmed, &path, &parts, suggest)
        }
    }

    /// An address with `http:` or `https:`: of a page of the book when it is the site's own.
    fn web(&self, address: &str) -> Meaning {
        let outside = || Meaning::Outside(encoded(&without_spaces_in_host(address)));
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
            Some(page) => Meaning::Inside { page: page.clone(), fragment: parts.fragment.map(decoded) },
            None => outside(),
        }
    }

    /// A path from the root of the website, or as some authors have it from the root of the tree.
    fn absolute(&self, address: &str, path: &str, fragment: Option<String>, suggest: bool) -> Meaning {
        let inside = |page: &PageId, fragment: Option<String>| Meaning::Inside { page: page.clone(), fragment };
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
            Some(website) => Meaning::Outside(format!("{}{}", website.origin, encoded(address))),
            None if bare.is_empty() => match self.page("index") {
                Some(page) => inside(page, fragment),
                None => self.broken(address, bare, suggest),
            },
            None => self.broken(address, bare, suggest),
        }
    }

    fn relative(&self, from: &PageId, address: &str, path: &str, parts: &Parts<'_>, suggest: bool) -> Meaning {
        let fragment = parts.fragment.map(decoded);
        let folder = from.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        // On the website a page is a folder, and addresses that are no file names are relative to that.
        let as_folder = if from.0 == "index" || from.0.ends_with("/index") { folder } else { from.0.as_str() };
        let is_file = path.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "md" | "markdown"));
        let order = if is_file { [folder, as_folder] } else { [as_folder, folder] };
        for base in order {
            if let Some(page) = joined(base, path).and_then(|path| self.page(&path)) {
                return Meaning::Inside { page: page.clone(), fragment };
            }
        }
        let Some(full) = joined(folder, path) else {
            return match joined(as_folder, path).filter(|full| self.input.files.exists(full)) {
                Some(full) => self.file(&full, parts),
                None => nothing(
                    Code::LinkOutside,
                    format!("the link `{address}` leads out of the tree of pages"),
                    "link to a page of the tree, or to an address on the web",
                ),
            };
        };
        for base in [folder, as_folder] {
            if let Some(full) = joined(base, path).filter(|full| is_file_there(self.input.files, full)) {
                return self.file(&full, parts);
            }
        }
        self.broken(address, &full, suggest)
    }

    /// A file of the website that is no page of the book.
    fn file(&self, path: &str, parts: &Parts<'_>) -> Meaning {
        match &self.website {
            Some(website) => {
                let fragment = parts.fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
                let path = path.strip_suffix(".md").map_or_else(|| path.to_owned(), |page| format!("{page}/"));
                Meaning::Outside(encoded(&format!("{}{path}{}{fragment}", website.front, parts.query)))
            }
            None => Meaning::Nothing {
                code: Code::BrokenLink,
                severity: Severity::Note,
                message: format!("`{path}` is a file that the book does not hold"),
                help: "say where the site is read (`url` in pamphlet.yml), and the link leads there".to_owned(),
            },
        }
    }

    fn broken(&self, address: &str, path: &str, suggest: bool) -> Meaning {
        let bare = path.trim_matches('/');
        let bare = bare.strip_suffix(".md").unwrap_or(bare);
        let last = bare.rsplit('/').next().unwrap_or(bare);
        let names = || self.anchors.keys().map(|id| id.0.as_str()).take(if suggest { usize::MAX } else { 0 });
        let meant = nearest(bare, names())
            .or_else(|| names().find(|name| name.rsplit('/').next() == Some(last)))
            .or_else(|| nearest(last, names().map(|name| name.rsplit('/').next().unwrap_or(name))))
            .map_or_else(|| "no page has a similar name".to_owned(), |name| format!("did you mean `{name}`"));
        nothing(Code::BrokenLink, format!("the link `{address}` leads to a page that does not exist"), &meant)
    }
}

fn is_file_there(files: &dyn Files, path: &str) -> bool {
    files.exists(path) || files.picture(path).is_some()
}

fn nothing(code: Code, message: String, help: &str) -> Meaning {
    Meaning::Nothing { code, severity: code.severity(), message, help: help.to_owned() }
}

/// Translation tools put spaces into addresses (`https://wiki. example. org`); no host has any.
fn without_spaces_in_host(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host: String = rest[..host_end].split_whitespace().collect();
    format!("{scheme}://{host}{}", &rest[host_end..])
}

/// Resolves one page.
pub(crate) struct Resolver<'r> {
    /// What links can lead to.
    pub(crate) aims: &'r Aims<'r>,
    /// The page.
    pub(crate) page: &'r PageId,
    /// What the source page has where an address differs.
    pub(crate) replaced: &'r Replaced,
    /// The ids of its cards, in reading order, and how many were given.
    pub(crate) card_ids: &'r [String],
    /// What was found.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How many headings were met.
    pub(crate) headings: usize,
    /// How many cards were met.
    pub(crate) cards: usize,
}

impl Resolver<'_> {
    /// Resolves a block and all that it holds.
    pub(crate) fn block(&mut self, block: &mut Block, origin: Origin) {
        let place = Place { source: origin.source, span: origin.absolute(block.span) };
        match &mut block.kind {
            BlockKind::Heading(heading) => {
                let alias =
                    self.aims.anchors(self.page).and_then(|anchors| anchors.aliases.get(self.headings)?.clone());
                heading.aliases.extend(alias);
                self.headings += 1;
            }
            BlockKind::Card(card) => {
                card.id = self.card_ids.get(self.cards).cloned();
                self.cards += 1;
                for link in &mut card.links {
                    let place = Place { source: origin.source, span: origin.absolute(link.span) };
                    self.link(&mut link.link, place);
                    self.inlines(&mut link.link.content, origin);
                }
            }
            _ => {}
        }
        children_mut(block, &mut |child| match child {
            ChildMut::Blocks(blocks) => blocks.iter_mut().for_each(|block| self.block(block, origin)),
            ChildMut::Inlines(content) => self.inlines(content, origin),
            // A card's, resolved above with their places.
            ChildMut::Link(_) => {}
            ChildMut::Picture(picture) => self.picture(picture, place),
        });
    }

    fn inlines(&mut self, content: &mut [Inline], origin: Origin) {
        for inline in content {
            let place = Place { source: origin.source, span: origin.absolute(inline.span) };
            match &mut inline.kind {
                InlineKind::Link(link) => self.link(link, place),
                InlineKind::Picture(picture) => self.picture(picture, place),
                _ => {}
            }
            if let Some(inner) = inline_children_mut(inline) {
                self.inlines(inner, origin);
            }
        }
    }

    /// Whether there is still time to look for what was meant: on a page where everything is broken it helps nobody.
    fn suggests(&self) -> bool {
        self.diagnostics.len() < 64
    }

    fn report(&mut self, code: Code, severity: Severity, message: String, help: String, place: Place) {
        let mut diagnostic = Diagnostic::new(code, message).help(help).at(place.source, place.span);
        diagnostic.severity = severity;
        self.diagnostics.push(diagnostic);
    }

    fn link(&mut self, link: &mut Link, place: Place) {
        let Target::Written { address } = &link.target else { return };
        let address = address.clone();
        link.target = match self.aims.meaning(self.page, &address, self.suggests()) {
            Meaning::Outside(url) => self.outside(url, &address, place),
            Meaning::Inside { page, fragment } => self.inside(page, fragment, &address, place),
            Meaning::Nothing { code, severity, message, help } => {
                if let Some((before, target)) = self.as_in_source(place) {
                    let help = format!("the source page has `{before}` here, which is used; {help}");
                    self.report(code, severity, message, help, place);
                    target
                } else {
                    self.report(code, severity, message, help, place);
                    Target::Unresolved { address }
                }
            }
        };
    }

    /// An address that a translation tool put spaces into, as the source page has it; else as it is.
    fn outside(&self, url: String, address: &str, place: Place) -> Target {
        if address.trim().contains(char::is_whitespace)
            && let Some(before) = self.replaced.get(&place)
            && before.split_whitespace().eq(std::iter::once(address.split_whitespace().collect::<String>().as_str()))
        {
            return Target::External { url: encoded(before) };
        }
        Target::External { url }
    }

    fn as_in_source(&self, place: Place) -> Option<(String, Target)> {
        let before = self.replaced.get(&place)?;
        let target = match self.aims.meaning(self.page, before, false) {
            Meaning::Outside(url) => Target::External { url },
            Meaning::Inside { page, fragment } => {
                let anchors = self.aims.anchors(&page)?;
                let anchor = match fragment.filter(|fragment| !fragment.is_empty()) {
                    Some(fragment) => Some(anchors.find(&fragment)?.to_owned()),
                    None => None,
                };
                Target::Page { page, anchor }
            }
            Meaning::Nothing { .. } => return None,
        };
        Some((before.clone(), target))
    }

    fn inside(&mut self, page: PageId, fragment: Option<String>, address: &str, place: Place) -> Target {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return Target::Page { page, anchor: None };
        };
        let Some(anchors) = self.aims.anchors(&page) else { return Target::Page { page, anchor: None } };
        if let Some(anchor) = anchors.find(&fragment) {
            return Target::Page { anchor: Some(anchor.to_owned()), page };
        }
        if anchors.is_note(&fragment) || matches!(fragment.as_str(), "top" | "_top") {
            return Target::Page { page, anchor: None };
        }
        // Fragments can carry directives and offsets that no page answers to.
        let lower = fragment.to_lowercase();
        let similar = anchors.ids.iter().find(|id| id.to_lowercase() == lower);
        let meant = similar
            .map(String::as_str)
            .or_else(|| {
                let names = anchors.ids.iter().chain(anchors.by_source.keys()).map(String::as_str);
                nearest(&fragment, names.take(if self.suggests() { usize::MAX } else { 0 }))
            })
            .map_or_else(
                || "the page has no anchor with a similar name".to_owned(),
                |name| format!("did you mean `#{name}`"),
            );
        let message = if page == *self.page {
            format!("the link `{address}` leads to an anchor that this page does not have")
        } else {
            format!("the link `{address}` leads to an anchor that `{page}` does not have")
        };
        let (help, target) = match self.as_in_source(place) {
            Some((before, target)) => (format!("the source page has `{before}` here, which is used; {meant}"), target),
            None if page == *self.page => (meant, Target::Unresolved { address: address.to_owned() }),
            None => (
                format!("{meant}; until then the link leads to the beginning of the page"),
                Target::Page { page, anchor: None },
            ),
        };
        self.report(Code::BrokenAnchor, Code::BrokenAnchor.severity(), message, help, place);
        target
    }

    fn picture(&mut self, picture: &mut Picture, place: Place) {
        self.asset(&mut picture.source, place);
        if picture.alternative.trim().is_empty() && !picture.decorative {
            let message = "a picture has no alternative text".to_owned();
            let help = "say in its brackets what it shows".to_owned();
            self.report(Code::MissingAlternative, Severity::Note, message, help, place);
        }
        if let Some(dark) = &mut picture.dark {
            self.asset(dark, place);
            // A dark variant is a luxury: one that is missing is none.
            if matches!(dark, AssetRef::Missing { .. }) {
                picture.dark = None;
            }
        }
        if matches!(picture.source, AssetRef::Missing { .. })
            && let Some(dark) = picture.dark.take()
        {
            picture.source = dark;
        }
    }

    fn asset(&mut self, asset: &mut AssetRef, place: Place) {
        let AssetRef::Written { address } = asset else { return };
        let address = std::mem::take(address);
        if let Some(found) = self.aims.picture(self.page, &address) {
            if let AssetRef::Remote { url } = &found {
                let message = format!("the picture `{url}` is on another server and is not fetched");
                let help =
                    "its alternative text and address stand for it; put a copy into the site to show it".to_owned();
                self.report(Code::RemotePicture, Severity::Note, message, help, place);
            }
            *asset = found;
            return;
        }
        let message = format!("the picture `{address}` does not exist");
        let before = self.replaced.get(&place).filter(|before| **before != address).cloned();
        let found = before.as_ref().and_then(|before| self.aims.picture(self.page, before));
        let (help, found) = match (before, found) {
            (Some(before), Some(found)) => {
                (format!("the source page has `{before}` here, which is shown instead"), found)
            }
            _ => (
                "correct its path, or add the file; its alternative text stands for it".to_owned(),
                AssetRef::Missing { address },
            ),
        };
        self.report(Code::MissingPicture, Code::MissingPicture.severity(), message, help, place);
        *asset = found;
    }
}

impl Aims<'_> {
    /// The picture of an address as written on a page.
    fn picture(&self, from: &PageId, address: &str) -> Option<AssetRef> {
        let address = address.trim();
        if let Some(rest) = address.strip_prefix("//") {
            return Some(AssetRef::Remote { url: format!("https://{}", encoded(rest)) });
        }
        if let Some(scheme) = scheme(address) {
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
        [joined(folder, &path), joined(&from.0, &path), joined("", &path), joined("", path.trim_start_matches("../"))]
            .into_iter()
            .flatten()
            .find_map(local)
    }

    /// Which locale the edition is in.
    pub(crate) fn locale(&self) -> &Tag {
        self.input.locale
    }
}

/// Whether resolving would change something that an inline run holds; see [`block_changes`].
fn inline_changes(content: &[Inline]) -> bool {
    content.iter().any(|inline| {
        matches!(inline.kind, InlineKind::Link(_) | InlineKind::Picture(_))
            || inline_changes(pamphlet_document::walk::inline_children(inline))
    })
}

/// Whether resolving would change a block: it has links, pictures, headings or cards. Others are shared as they are.
pub(crate) fn block_changes(block: &Block) -> bool {
    use pamphlet_document::walk::{Child, children};
    if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Card(_)) {
        return true;
    }
    let mut changes = false;
    children(block, &mut |child| {
        changes = changes
            || match child {
                Child::Blocks(blocks) => blocks.iter().any(block_changes),
                Child::Inlines(content) => inline_changes(content),
                Child::Link(_) | Child::Picture(_) => true,
            };
    });
    changes
}
