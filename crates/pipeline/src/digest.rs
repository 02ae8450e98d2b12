//! What exporters are given, as numbers: whoever is given the same makes the same files. Everything that a value holds
//! is in its number, because fields are named one by one here and the compiler misses those that are new.

use crate::Format;
use crate::exporters::Settings;
use crate::shard::Part;
use pamphlet_document::Origin;
use pamphlet_locale::paper::Layout;
use pamphlet_reading::{EditionParts, Note, Page, PageId, Placed, Reading};
use pamphlet_source::{SourceMap, Walls};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

/// As many bytes are hashed at once: what processors do in parallel is 16 KiB.
const AT_ONCE: usize = 1 << 14;

/// BLAKE3 of whatever can be hashed.
#[derive(Clone, Default)]
pub(crate) struct Sum {
    sum: blake3::Hasher,
    waiting: Vec<u8>,
}

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= AT_ONCE {
            self.sum.update(&self.waiting);
            self.waiting.clear();
        }
    }

    /// Nobody asks: [`Sum::end`] does.
    fn finish(&self) -> u64 {
        0
    }
}

impl Sum {
    /// Adds something.
    pub(crate) fn add(&mut self, value: &(impl Hash + ?Sized)) {
        value.hash(self);
    }

    /// Adds something that is small and can be written out whole.
    pub(crate) fn written(&mut self, value: &impl std::fmt::Debug) {
        self.add(&format!("{value:?}"));
    }

    /// The number, in lower-case hexadecimal.
    pub(crate) fn end(mut self) -> String {
        self.sum.update(&self.waiting);
        self.sum.finalize().to_hex().to_string()
    }
}

/// What the exporters of a locale are given.
#[derive(Clone)]
pub(crate) struct Given {
    /// The program, and whatever else is the same for all formats.
    shared: String,
    /// The number of the whole.
    whole: String,
    /// Those of its pages.
    pages: BTreeMap<PageId, String>,
    /// The number of what a handout knows besides its page.
    around: String,
    /// The number of what data alone says: what its blocks answer on source pages, and the counts of coverage.
    counted: String,
}

impl Given {
    /// The numbers of a reading. `program` is something that changes when the program does, `pictures` what each of its
    /// pictures holds, `appended` the files that stand on every page.
    pub(crate) fn of(
        program: &str,
        reading: &Reading,
        pictures: &BTreeMap<String, String>,
        drawn: &BTreeSet<&str>,
        appended: &[String],
    ) -> Self {
        let mut shared = Sum::default();
        shared.add(program);
        shared.add(appended);
        let shared = shared.end();
        let sources = &reading.parts().sources;
        let pages: Vec<String> = reading.pages().par_iter().map(|page| of_page(page, sources)).collect();
        let mut whole = Sum::default();
        let mut around = Sum::default();
        parts(&mut whole, &mut around, reading.parts());
        let path = |page: &Page| sources.get(page.source).map(|file| file.path.as_str());
        reading.pages().iter().for_each(|page| around.add(&(&page.id, &page.url, path(page))));
        around.add(pictures);
        around.add(drawn);
        whole.add(&pages);
        whole.add(pictures);
        whole.add(drawn);
        let mut counted = Sum::default();
        counted.add(&reading.parts().coverage);
        reading.pages().iter().for_each(|page| counted.add(&(&page.answering, &page.coverage)));
        let pages = reading.pages().iter().map(|page| page.id.clone()).zip(pages).collect();
        Self { shared, whole: whole.end(), pages, around: around.end(), counted: counted.end() }
    }

    /// The same with other pages: those that a handout shows.
    pub(crate) fn with_pages(&self, reading: &Reading) -> Self {
        let sources = &reading.parts().sources;
        let sums = reading.pages().par_iter().map(|page| (page.id.clone(), of_page(page, sources)));
        Self { pages: sums.collect(), ..self.clone() }
    }

    /// The key of everything that is made in a format.
    pub(crate) fn unit(&self, format: Format, settings: &Settings) -> String {
        let mut sum = Sum::default();
        sum.add(&("unit", format.name(), &self.shared, &self.whole));
        match format {
            Format::Json => sum.add(&self.counted),
            Format::Pdf | Format::Epub | Format::Text => {}
        }
        sum.written(&told(settings));
        sum.end()
    }

    /// The key of the handout of a page of a reading that these are the numbers of, in a layout.
    pub(crate) fn handout(&self, page: &PageId, layout: Layout, settings: &Settings) -> Option<String> {
        let mut sum = Sum::default();
        sum.add(&("handout", layout.name(), &self.shared, &self.around, self.pages.get(page)?));
        // What other documents there are changes nothing of this one.
        let part = Part::All;
        sum.written(&Settings { layouts: Vec::new(), packets: Vec::new(), part, ..told(settings) });
        Some(sum.end())
    }
}

/// The settings that change files.
fn told(settings: &Settings) -> Settings {
    Settings { walls: Walls::default(), ..settings.clone() }
}

/// Everything but the pages: for what shows all of them, and for what shows one.
fn parts(whole: &mut Sum, around: &mut Sum, parts: &EditionParts<Page>) {
    let EditionParts {
        locale,
        source_locale,
        locales,
        title,
        description,
        description_language,
        slug,
        url,
        authors,
        publisher,
        license,
        date,
        revision,
        version,
        subjects,
        publication,
        nav,
        nav_rest,
        pages: _,
        glossary,
        contents,
        coverage,
        // Those that pages point into are theirs.
        sources: _,
        vocabulary,
    } = parts;
    for sum in [&mut *whole, around] {
        sum.add(&(locale, source_locale, locales, title, description, slug, url, authors, publisher, license));
        sum.add(&(version, subjects, description_language));
        sum.written(contents);
        sum.written(publication);
        sum.written(vocabulary);
    }
    whole.add(&(date, revision, nav, nav_rest, glossary));
    // Readers see the share alone. A book has the count of its own words, which is that of the source locale.
    whole.add(&(coverage.percent(), (locale == source_locale).then_some(coverage.words)));
}

/// The number of a page as readers see it: without what it answers, with the share that is translated.
fn of_page(page: &Page, sources: &SourceMap) -> String {
    let Page {
        id,
        title,
        title_language,
        title_in_text,
        meta,
        language,
        fallback,
        blocks,
        notes,
        answering: _,
        url,
        source,
        digest,
        revision,
        date,
        coverage,
    } = page;
    let mut sum = Sum::default();
    sum.add(&(id, title, title_language, title_in_text, meta, language, fallback));
    sum.add(&(url, digest, revision, date, coverage.percent()));
    // Files are known by their paths: their numbers hang on which others there are.
    let mut files = BTreeSet::from([*source]);
    let path = |of: pamphlet_source::SourceId| sources.get(of).map_or("", |file| file.path.as_str());
    sum.add(path(*source));
    let mut place = |sum: &mut Sum, Origin { source, start }: &Origin| {
        files.insert(*source);
        sum.add(&(path(*source), start));
    };
    for Placed { origin, block } in blocks {
        place(&mut sum, origin);
        sum.add(block);
    }
    for Note { origin, span, label, number, shown, references, blocks } in notes {
        place(&mut sum, origin);
        sum.add(&(span, label, number, shown, references, blocks));
    }
    for file in files.into_iter().filter_map(|id| sources.get(id)) {
        sum.add(&(file.path.as_str(), file.sum()));
        sum.written(file.lines());
    }
    sum.end()
}
