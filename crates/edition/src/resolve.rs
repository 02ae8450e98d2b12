//! Goes through a page and says where its links lead and where its pictures come from.

use crate::address::is_name_of_file;
use crate::drift::Replaced;
use crate::link_targets::{LinkTargets, Resolution, is_made};
use pamphlet_document::scheme::{self, Reach};
use pamphlet_document::walk::{ChildMut, children_mut, inline_children_mut};
use pamphlet_document::{
    AssetRef, Block, BlockKind, Inline, InlineKind, Link, Origin, PageId, Picture, Target, plain_text,
};
use pamphlet_source::percent::allowed as encoded;
use pamphlet_source::{Code, Diagnostic, FileRange, Severity, SourceMap, Span};

/// Resolves one page.
pub(crate) struct Resolver<'r> {
    /// What links can lead to.
    pub(crate) link_targets: &'r LinkTargets<'r>,
    pub(crate) page: &'r PageId,
    /// What the source page has where an address differs.
    pub(crate) replaced: &'r Replaced,
    /// The ids of its cards, in reading order, and how many were given.
    pub(crate) card_ids: &'r [String],
    /// What was written.
    pub(crate) sources: &'r SourceMap,
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
        let place = FileRange { source: origin.source, span: origin.absolute(block.span) };
        match &mut block.kind {
            BlockKind::Heading(heading) => {
                let alias = self
                    .link_targets
                    .anchors(self.page)
                    .and_then(|anchors| anchors.aliases.get(self.headings)?.clone());
                heading.aliases.extend(alias);
                self.headings += 1;
            }
            BlockKind::Card(card) => {
                card.id = self.card_ids.get(self.cards).cloned();
                self.cards += 1;
                for link in &mut card.links {
                    let place = FileRange { source: origin.source, span: origin.absolute(link.span) };
                    self.link(&mut link.link, place);
                    self.inlines(&mut link.link.content, origin);
                }
            }
            BlockKind::Diagram(diagram) => diagram.picture = self.drawn_by_hand(diagram.picture.as_ref()),
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

    /// The file of a picture that is named without its ending, if it lies beside the page.
    fn drawn_by_hand(&self, written: Option<&AssetRef>) -> Option<AssetRef> {
        let AssetRef::Written { address } = written? else { return None };
        let found = ["svg", "png"].map(|ending| self.link_targets.picture(self.page, &format!("{address}.{ending}")));
        found.into_iter().flatten().find(|found| matches!(found, AssetRef::Local { .. }))
    }

    fn inlines(&mut self, content: &mut [Inline], origin: Origin) {
        for inline in content {
            let place = FileRange { source: origin.source, span: origin.absolute(inline.span) };
            match &mut inline.kind {
                InlineKind::Link(link) => {
                    self.words(link, place);
                    self.link(link, place);
                }
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

    fn report(&mut self, code: Code, severity: Severity, message: String, help: String, place: FileRange) {
        let mut diagnostic = Diagnostic::new(code, message).help(help).at(place.source, place.span);
        diagnostic.severity = severity;
        self.diagnostics.push(diagnostic);
    }

    /// A link without words is not seen on a website.
    fn words(&mut self, link: &Link, place: FileRange) {
        if let Target::Written { address } = &link.target
            && link.content.is_empty()
            && link.title.is_none()
            && !address.trim().is_empty()
        {
            let message = format!("the link `{address}` shows no words");
            let help = "write them between its brackets; until then it shows where it leads".to_owned();
            self.report(Code::EmptyLink, Severity::Note, message, help, place);
        }
    }

    fn link(&mut self, link: &mut Link, place: FileRange) {
        let Target::Written { address } = &link.target else { return };
        let address = address.clone();
        let first = self.diagnostics.len();
        link.target = match self.link_targets.meaning(self.page, &address, self.suggests()) {
            Resolution::Outside(url) => {
                if scheme::reach(&url) == Reach::Told {
                    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
                    let message = format!("no book links to `{scheme}:`; the address is printed instead");
                    let help = "correct the address if it is misspelt; else nothing has to be done";
                    self.report(Code::BrokenLink, Severity::Note, message, help.to_owned(), place);
                }
                self.outside(url, &address, place)
            }
            Resolution::Inside { page, fragment } => self.inside(page, fragment, &address, place),
            Resolution::Told => Target::Unresolved { address },
            Resolution::Nothing { code, severity, message, help } => {
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
        if is_badge(link) {
            for diagnostic in self.diagnostics[first..].iter_mut().filter(|found| found.code == Code::BrokenAnchor) {
                diagnostic.severity = Severity::Note;
            }
        }
    }

    /// An address that a translation tool put spaces into, as the source page has it; else as it is.
    fn outside(&self, url: String, address: &str, place: FileRange) -> Target {
        if address.trim().contains(char::is_whitespace)
            && let Some(before) = self.replaced.get(&place)
            && before.split_whitespace().eq(std::iter::once(address.split_whitespace().collect::<String>().as_str()))
        {
            return Target::External { url: encoded(before) };
        }
        Target::External { url }
    }

    fn as_in_source(&self, place: FileRange) -> Option<(String, Target)> {
        let before = self.replaced.get(&place)?;
        let target = match self.link_targets.meaning(self.page, before, false) {
            Resolution::Outside(url) => Target::External { url },
            Resolution::Inside { page, fragment } => {
                let anchors = self.link_targets.anchors(&page)?;
                let anchor = match fragment.filter(|fragment| !fragment.is_empty()) {
                    Some(fragment) => Some(anchors.find(&fragment)?.to_owned()),
                    None => None,
                };
                Target::Page { page, anchor }
            }
            Resolution::Told | Resolution::Nothing { .. } => return None,
        };
        Some((before.clone(), target))
    }

    fn inside(&mut self, page: PageId, fragment: Option<String>, address: &str, place: FileRange) -> Target {
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return Target::Page { page, anchor: None };
        };
        let Some(anchors) = self.link_targets.anchors(&page) else { return Target::Page { page, anchor: None } };
        if let Some(anchor) = anchors.find(&fragment) {
            return Target::Page { anchor: Some(anchor.to_owned()), page };
        }
        if anchors.is_note(&fragment) || matches!(fragment.as_str(), "top" | "_top") {
            return Target::Page { page, anchor: None };
        }
        let similar = anchors.similar(&fragment).map(str::to_owned);
        if similar.is_none() && address.contains("://") {
            // A place of the website that plugins make, as documentation of code: nobody but the website has it.
            return Target::External { url: encoded(address.trim()) };
        }
        if similar.is_some() && (self.is_notebook(place) || self.link_targets.is_notebook(&page)) {
            // Jupyter names headings as they are written: there the link is right.
            return Target::Page { page, anchor: similar };
        }
        let meant = match &similar {
            Some(name) => Some(name.clone()),
            None if self.suggests() => anchors.resembling(&fragment).map(str::to_owned),
            None => None,
        };
        if let Some(url) = self.link_targets.made(&page, &fragment).filter(|_| meant.is_none()) {
            return Target::External { url };
        }
        let (meant, until_then) = match meant {
            Some(name) => (format!("did you mean `#{name}`?"), " Until then"),
            None => ("the page has no anchor with a similar name".to_owned(), "; until then"),
        };
        let message = if page == *self.page {
            format!("the link `{address}` leads to an anchor that this page does not have")
        } else {
            format!("the link `{address}` leads to an anchor that `{page}` does not have")
        };
        let (help, target) = match self.as_in_source(place) {
            Some((before, target)) => (format!("the source page has `{before}` here, which is used; {meant}"), target),
            None if similar.is_some() => (format!("{meant} That is used"), Target::Page { page, anchor: similar }),
            None if page == *self.page => (meant, Target::Unresolved { address: address.to_owned() }),
            None => (
                format!("{meant}{until_then} the link leads to the beginning of the page"),
                Target::Page { page, anchor: None },
            ),
        };
        self.report(Code::BrokenAnchor, Code::BrokenAnchor.severity(), message, help, place);
        target
    }

    /// Whether a place is in a notebook of Jupyter.
    fn is_notebook(&self, place: FileRange) -> bool {
        self.sources.get(place.source).is_some_and(|file| file.path.strip_suffix(".ipynb").is_some())
    }

    /// Where a picture stands that has no place of its own, as the logo of a card: a block of many lines says little.
    fn exact(&self, picture: &Picture, place: FileRange) -> FileRange {
        let AssetRef::Written { address } = &picture.source else { return place };
        let text = self.sources.get(place.source).and_then(|file| file.text.get(place.span.range()));
        let found = text.and_then(|text| Some((text, text.find(address.as_str())?)));
        let Some((text, at)) = found.filter(|_| !address.is_empty()) else { return place };
        let start = text[..at].rfind("![").max(text[..at].rfind("<img"));
        let end = at + address.len();
        let (start, end) = match start {
            Some(start) => (start, text[end..].find([')', '>']).map_or(end, |more| end + more + 1)),
            None => (at, end),
        };
        let before = place.span.start as usize;
        FileRange { span: Span::new(before + start, before + end), ..place }
    }

    fn picture(&mut self, picture: &mut Picture, place: FileRange) {
        let exact = self.exact(picture, place);
        let file = match &picture.source {
            AssetRef::Written { address } if is_name_of_file(&picture.alternative, address) => Some(address.clone()),
            _ => None,
        };
        self.asset(&mut picture.source, place, exact);
        // Where the picture cannot be shown, the name is better than nothing.
        if let (Some(file), AssetRef::Local { .. }) = (file, &picture.source) {
            let words = std::mem::take(&mut picture.alternative);
            let message = format!("the alternative text `{}` is the name of the file `{file}`", words.trim());
            let help = "say in its brackets what it shows; until then it counts as not described".to_owned();
            self.report(Code::MissingAlternative, Severity::Note, message, help, exact);
        } else if picture.alternative.trim().is_empty() && !picture.decorative {
            let message = "a picture has no alternative text".to_owned();
            let help = "say in its brackets what it shows".to_owned();
            self.report(Code::MissingAlternative, Severity::Note, message, help, exact);
        }
        if let Some(dark) = &mut picture.dark {
            self.asset(dark, place, exact);
            // A missing dark variant is simply left out.
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

    /// `place` is what the source page is asked for, `exact` where the picture stands.
    fn asset(&mut self, asset: &mut AssetRef, place: FileRange, exact: FileRange) {
        let AssetRef::Written { address } = asset else { return };
        let address = std::mem::take(address);
        if let Some(found) = self.link_targets.picture(self.page, &address) {
            if let AssetRef::Remote { url } = &found {
                let message = format!("the picture `{url}` is on another server and is not fetched");
                let help =
                    "its alternative text and address stand for it; put a copy into the site to show it".to_owned();
                self.report(Code::RemotePicture, Severity::Note, message, help, exact);
            }
            *asset = found;
            return;
        }
        let made = is_made(&address);
        if made && self.link_targets.tells_macros() {
            *asset = AssetRef::Missing { address };
            return;
        }
        let message = if made {
            format!("the address `{address}` is made by a plugin that is not on: the picture cannot be found")
        } else {
            format!("the picture `{address}` does not exist")
        };
        let before = self.replaced.get(&place).filter(|before| **before != address).cloned();
        let found = before.as_ref().and_then(|before| self.link_targets.picture(self.page, before));
        let (help, found) = if let (Some(before), Some(found)) = (before, found) {
            (format!("the source page has `{before}` here, which is shown instead"), found)
        } else {
            let meant = self.suggests().then(|| self.link_targets.picture_meant(self.page, &address)).flatten();
            let help = match meant {
                Some(name) => format!("did you mean `{name}`? Else add the file"),
                None => "correct its path, or add the file".to_owned(),
            };
            (format!("{help}; its alternative text stands for it"), AssetRef::Missing { address })
        };
        self.report(Code::MissingPicture, Code::MissingPicture.severity(), message, help, exact);
        *asset = found;
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
    let mut changes = matches!(&block.kind, BlockKind::Diagram(diagram) if diagram.picture.is_some());
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

/// Whether a link to its own page is a badge: a sign without words, with a title that says what it means. Tables of
/// contributors are full of them, with addresses that never led anywhere, and lose nothing without.
fn is_badge(link: &Link) -> bool {
    matches!(&link.target, Target::Unresolved { address } if address.trim().starts_with('#'))
        && link.title.is_some()
        && plain_text(&link.content).chars().all(|character| !character.is_alphanumeric())
        && !plain_text(&link.content).is_empty()
}
