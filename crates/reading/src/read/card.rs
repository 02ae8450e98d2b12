//! Recommendations and threats.

use super::{Around, Reader, inline, of_ours};
use crate::icon::Answers;
use crate::link::{self, Hint};
use crate::{Card, CardLink, Download, Downloads, Inline, InlineKind, Threat, Threats, Words, says_something};
use pamphlet_document::{self as document, CalloutTitle};
use pamphlet_locale::Term;
use pamphlet_source::Span;

impl Reader<'_> {
    pub(super) fn card(&mut self, card: &document::Card, span: Span, around: Around<'_>) -> Card {
        let document::Card { id, name, title, logo, description, links, downloads, further } = card;
        let title = match title {
            CalloutTitle::Absent => Vec::new(),
            CalloutTitle::Implied { .. } => {
                let words = Words::of(Term::Recommendation, self.catalog);
                vec![of_ours(&words, span, around)]
            }
            CalloutTitle::Written { content, .. } => self.inlines(content, around),
        };
        Card {
            id: id.clone().unwrap_or_else(|| format!("{}-{name}", self.page.id)),
            name: name.clone(),
            title,
            logo: logo.as_ref().map(inline::lone_picture),
            description: self.blocks(description, around),
            links: links.iter().map(|link| self.card_link(link, around)).collect(),
            downloads: downloads.as_ref().map(|downloads| self.downloads(downloads, around)),
            further: self.blocks(further, around),
        }
    }

    fn card_link(&mut self, card_link: &document::CardLink, around: Around<'_>) -> CardLink {
        let document::CardLink { span, attrs, role, link } = card_link;
        let hint = (!role.is_other()).then_some(Hint::Role(role));
        let link = self.lone_link(link, *span, hint, around);
        let main = self.edition.parts().vocabulary.is_main(role);
        CardLink { span: *span, attrs: attrs.clone(), role: role.clone(), main, link }
    }

    fn downloads(&mut self, downloads: &document::Downloads, around: Around<'_>) -> Downloads {
        let document::Downloads { span, attrs, summary, items } = downloads;
        let mut label = self.inlines(summary, around);
        if !label.iter().any(says_something) {
            label.push(of_ours(&Words::of(Term::Downloads, self.catalog), *span, around));
        }
        let items = items.iter().map(|item| self.download(item, around)).collect();
        Downloads { span: *span, attrs: attrs.clone(), label, items }
    }

    fn download(&mut self, download: &document::Download, around: Around<'_>) -> Download {
        let document::Download { span, attrs, platform, content } = download;
        let name = link::download_words(download, self.edition, self.catalog);
        let mut content = self.beside_words(content, name.as_ref().map(Hint::Name), around);
        if !content.iter().any(says_something)
            && let Some(name) = &name
        {
            content.push(of_ours(name, *span, around));
        }
        let (system, store) = self.edition.parts().vocabulary.store(platform);
        Download {
            span: *span,
            attrs: attrs.clone(),
            platform: platform.clone(),
            system: system.cloned(),
            store: store.cloned(),
            content,
        }
    }

    pub(super) fn threats(&mut self, threats: &document::Threats, around: Around<'_>) -> Threats {
        let around = Around { answers: Answers::Never, ..around };
        let items = threats.items.iter().map(|item| Threat {
            span: item.span,
            attrs: item.attrs.clone(),
            threat: item.threat.clone(),
            content: trimmed(self.beside_words(&item.content, None, around)),
        });
        let items = items.collect();
        Threats { intro: self.inlines(&threats.intro, around), items }
    }
}

/// Without the spaces that stood between an icon and the words.
fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline { kind: InlineKind::Text { text }, .. }) = content.last_mut() {
        text.truncate(text.trim_end().len());
    }
    content
}
