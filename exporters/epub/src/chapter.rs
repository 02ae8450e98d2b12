//! One page as a chapter: an XHTML file.

mod block;
mod callout;
mod card;
mod inline;
mod marks;
mod notes;
mod table;

use crate::PageBreak;
use crate::book::Book;
use crate::names::relative;
use crate::xhtml::{identifier, percent_encode, push_attribute, push_text, text, value};
use marks::Marks;
pub(crate) use marks::page_mark_id;
use pamphlet_locale::{Catalog, Direction, Tag, Term};
use pamphlet_reading::{Attrs, BlockKind, Page, PageId, Words, left_to_right_in, walk};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

/// A heading, for the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutlineEntry {
    /// Level as shown, from 1.
    pub level: u8,
    /// Identifier in the chapter.
    pub id: String,
    /// Its words.
    pub title: String,
    /// Their language.
    pub language: Tag,
}

/// A link to a place of a chapter: checked when all chapters are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fragment {
    /// Where `#…` stands in the file.
    pub range: Range<usize>,
    /// The page it leads to.
    pub page: PageId,
    /// The identifier there.
    pub id: String,
}

/// A chapter as written.
#[derive(Debug)]
pub(crate) struct Chapter {
    /// The file.
    pub xhtml: String,
    /// Its identifiers.
    pub ids: BTreeSet<String>,
    /// Its links to places.
    pub fragments: Vec<Fragment>,
    /// Its headings.
    pub outline: Vec<OutlineEntry>,
}

/// What the writer of a chapter knows at the place where it is.
struct Writer<'b, 'e> {
    book: &'b mut Book<'e>,
    page: &'e Page,
    /// Name of the file.
    path: &'b str,
    out: String,
    /// Language of what is being written.
    language: Tag,
    /// Identifiers given so far.
    ids: BTreeSet<String>,
    /// Identifiers that the page itself names: what we make up must be none of them.
    reserved: BTreeSet<String>,
    fragments: Vec<Fragment>,
    outline: Vec<OutlineEntry>,
    /// Marks of printed pages that are still to be written.
    marks: Marks,
    /// What stands between a label and what it labels, in the language of the page.
    colon: String,
    /// A link cannot hold another.
    in_link: bool,
    /// Whether what is written is kept apart from text of the other direction already.
    is_apart: bool,
    /// References to each note so far.
    references: Vec<u32>,
    /// Identifiers of the annotations of the innermost annotated blocks.
    annotations: Vec<String>,
    /// Numbers the identifiers that we make up.
    counter: u32,
}

/// Writes the chapter of a page. `breaks` are the printed pages that begin on it, in order.
pub(crate) fn write<'e>(book: &mut Book<'e>, page: &'e Page, breaks: &[&PageBreak]) -> Chapter {
    let path = book.chapters.get(&page.id).cloned().unwrap_or_default();
    let blocks = || page.blocks.iter().map(|placed| &placed.block);
    let mut reserved = BTreeSet::new();
    walk::each_block(blocks(), &mut |block| {
        reserved.extend(block.attrs.id.as_deref().map(identifier));
        if let BlockKind::Heading(heading) = &block.kind {
            reserved.insert(identifier(&heading.anchor));
            reserved.extend(heading.aliases.iter().map(|alias| identifier(alias)));
        }
    });
    walk::each_inline(blocks(), &mut |inline| reserved.extend(inline.attrs.id.as_deref().map(identifier)));
    let mut writer = Writer {
        book,
        page,
        path: &path,
        out: String::with_capacity(16 * 1024),
        language: page.language.clone(),
        ids: BTreeSet::new(),
        reserved,
        fragments: Vec::new(),
        outline: Vec::new(),
        marks: Marks::new(page, breaks),
        colon: Catalog::of(&page.language).colon().to_owned(),
        in_link: false,
        is_apart: false,
        references: vec![0; page.notes.len()],
        annotations: Vec::new(),
        counter: 0,
    };
    writer.write_page();
    let Writer { out, ids, fragments, outline, .. } = writer;
    Chapter { xhtml: out, ids, fragments, outline }
}

impl Writer<'_, '_> {
    fn write_page(&mut self) {
        let page = self.page;
        if page.language != *self.book.reading.locale() {
            self.book.seen.languages.insert(page.language.clone());
        }
        let head =
            open_file(&page.language, &page.title, &relative(self.path, "stylesheet.css"), "bodymatter", "chapter");
        self.out.push_str(&head);
        let title_id = if page.title_in_text {
            page.blocks.iter().find_map(|placed| {
                if let BlockKind::Heading(heading) = &placed.block.kind {
                    Some(identifier(&heading.anchor))
                } else {
                    None
                }
            })
        } else {
            Some(self.new_id("title"))
        };
        self.out.push_str("<section epub:type=\"chapter\" role=\"doc-chapter\"");
        match &title_id {
            Some(id) => push_attribute(&mut self.out, "aria-labelledby", id),
            None => push_attribute(&mut self.out, "aria-label", &page.title),
        }
        self.out.push_str(">\n");
        let brand = &self.book.reading.parts().publication.brand;
        self.write_line("watermark", brand.watermark.as_deref());
        // The page on which a chapter begins has its title, too.
        self.write_marks(0);
        if !page.title_in_text {
            self.out.push_str("<h1 data-generated=\"title\"");
            push_attribute(&mut self.out, "id", title_id.as_deref().unwrap_or_default());
            let before = self.enter(page.title_language.as_ref());
            self.out.push('>');
            push_written(&mut self.out, &self.language, &page.title);
            self.leave(before);
            self.out.push_str("</h1>\n");
        }
        if page.fallback {
            self.write_notice();
        }
        for placed in &page.blocks {
            self.write_block(&placed.block, false);
        }
        self.write_marks(usize::MAX);
        self.write_notes();
        self.write_line("footer", brand.footer.as_deref());
        self.out.push_str("</section>\n</body>\n</html>\n");
    }

    /// A line that the site has on every page, in the language of the book.
    fn write_line(&mut self, class: &str, words: Option<&str>) {
        let Some(words) = words else { return };
        let _ = write!(self.out, "<p class=\"{class}\" data-generated=\"{class}\"");
        let locale = self.book.reading.locale().clone();
        let before = self.enter(Some(&locale));
        self.out.push('>');
        push_written(&mut self.out, &self.language, words);
        self.leave(before);
        self.out.push_str("</p>\n");
    }

    /// Says that the page is not translated, in the language of the book.
    fn write_notice(&mut self) {
        let catalog = self.book.catalog;
        self.out.push_str("<aside class=\"admonition note\" role=\"note\" data-generated=\"notice\"");
        push_attribute(&mut self.out, "aria-label", catalog.term(Term::Note));
        push_language(&mut self.out, &self.book.words);
        self.out.push_str("><p>");
        push_text(&mut self.out, catalog.term(Term::NotTranslated));
        self.out.push_str("</p></aside>\n");
    }

    /// Writes ` id="…"`, unless the chapter has that identifier already.
    fn write_id(&mut self, anchor: &str) {
        let id = identifier(anchor);
        if self.ids.insert(id.clone()) {
            push_attribute(&mut self.out, "id", &id);
        }
    }

    /// Writes the identifier of a node, if it has one.
    fn write_attrs(&mut self, attrs: &Attrs) {
        if let Some(id) = &attrs.id {
            self.write_id(id);
        }
    }

    /// An identifier of our own that the page does not use.
    fn new_id(&mut self, purpose: &str) -> String {
        let mut id = purpose.to_owned();
        while self.reserved.contains(&id) || !self.ids.insert(id.clone()) {
            self.counter += 1;
            id = format!("{purpose}-{}", self.counter);
        }
        id
    }

    /// Writes the attributes of a part in another language and makes it the language; gives back the one before.
    fn enter(&mut self, language: Option<&Tag>) -> Option<Tag> {
        let language = language.filter(|language| **language != self.language)?;
        push_attribute(&mut self.out, "lang", language.as_str());
        push_attribute(&mut self.out, "xml:lang", language.as_str());
        if Direction::of(language) != Direction::of(&self.language) {
            push_attribute(&mut self.out, "dir", Direction::of(language).as_str());
        }
        if language != self.book.reading.locale() {
            self.book.seen.languages.insert(language.clone());
        }
        Some(std::mem::replace(&mut self.language, language.clone()))
    }

    /// Enters the language of our own words, for an element that holds nothing else or is named by them.
    fn enter_words(&mut self) -> Option<Tag> {
        let words = self.book.words.clone();
        self.enter(Some(&words))
    }

    /// Writes the language of an attribute of an element that holds no text of its own.
    fn name_in(&mut self, language: Option<&Tag>) {
        let before = self.enter(language);
        self.leave(before);
    }

    /// Writes words with their language, where that is not the language around them.
    fn push_words(&mut self, words: &Words) {
        match &words.language {
            Some(language) => push_words(&mut self.out, &self.language, language, &words.text),
            None => push_written(&mut self.out, &self.language, &words.text),
        }
    }

    /// Writes a word of ours with its language, where that is not the language around it.
    fn push_term(&mut self, term: Term) {
        let words = self.book.catalog.term(term);
        push_words(&mut self.out, &self.language, &self.book.words, words);
    }

    /// Leaves a part that [`Writer::enter`] entered.
    fn leave(&mut self, before: Option<Tag>) {
        if let Some(before) = before {
            self.language = before;
        }
    }

    /// The address of a place in the book, written as the value of `href`.
    fn write_place(&mut self, page: &PageId, anchor: Option<&str>) {
        let same = *page == self.page.id;
        self.out.push_str(" href=\"");
        if !same || anchor.is_none() {
            let target = self.book.chapters.get(page).map_or("", String::as_str);
            let way = relative(self.path, target);
            push_text(&mut self.out, &way);
        }
        if let Some(anchor) = anchor {
            let id = identifier(anchor);
            let start = self.out.len();
            self.out.push('#');
            let fragment = percent_encode(&id);
            self.out.push_str(&value(&fragment));
            self.fragments.push(Fragment { range: start..self.out.len(), page: page.clone(), id });
        }
        self.out.push('"');
    }
}

/// Writes the language and direction of an element whatever surrounds it.
pub(crate) fn push_language(out: &mut String, language: &Tag) {
    push_attribute(out, "lang", language.as_str());
    push_attribute(out, "xml:lang", language.as_str());
    push_attribute(out, "dir", Direction::of(language).as_str());
}

/// Writes words; with their language where that is not the language around them.
pub(crate) fn push_words(out: &mut String, around: &Tag, language: &Tag, words: &str) {
    if around == language {
        return push_written(out, language, words);
    }
    out.push_str("<span");
    push_language(out, language);
    out.push('>');
    push_written(out, language, words);
    out.push_str("</span>");
}

/// Writes text of a language; in one that runs from right to left, what keeps its own direction is kept together.
pub(crate) fn push_written(out: &mut String, language: &Tag, text: &str) {
    let mut done = 0;
    if Direction::of(language) == Direction::Rtl {
        for range in left_to_right_in(text) {
            push_text(out, &text[done..range.start]);
            push_address(out, language, &text[range.clone()]);
            done = range.end;
        }
    }
    push_text(out, &text[done..]);
}

/// Writes an address: in text that runs right to left it is kept apart from that, else its last slash would stand in front.
pub(crate) fn push_address(out: &mut String, around: &Tag, address: &str) {
    let turns = Direction::of(around) == Direction::Rtl;
    out.push_str(if turns { "<bdi dir=\"ltr\">" } else { "" });
    push_text(out, address);
    out.push_str(if turns { "</bdi>" } else { "" });
}

/// A word of ours outside the chapters, as markup.
pub(crate) fn word(book: &Book<'_>, words: &str) -> String {
    let mut out = String::new();
    push_words(&mut out, book.reading.locale(), &book.words, words);
    out
}

/// The beginning of a file up to and with `<body>`.
pub(crate) fn open_file(language: &Tag, title: &str, style: &str, part: &str, class: &str) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"",
    );
    push_language(&mut out, language);
    out.push_str(">\n<head>\n<meta charset=\"utf-8\"/>\n<title>");
    out.push_str(&text(if title.trim().is_empty() { "\u{2013}" } else { title }));
    out.push_str("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    out.push_str("<link rel=\"stylesheet\" type=\"text/css\"");
    push_attribute(&mut out, "href", style);
    out.push_str("/>\n</head>\n<body");
    push_attribute(&mut out, "class", class);
    push_attribute(&mut out, "epub:type", part);
    if Direction::of(language) == Direction::Rtl {
        // Where some readers look for it: Readium's up to 2.4 finds a part of a chapter on no other side but by this.
        push_attribute(&mut out, "dir", Direction::Rtl.as_str());
    }
    out.push_str(">\n");
    out
}
