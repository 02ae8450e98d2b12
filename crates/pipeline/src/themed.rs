//! What a theme puts on pages: the date and the authors of posts; and pages of which it makes all words.

use pamphlet_document::{Attrs, Block, BlockKind, Document, Inline, InlineKind, Origin, Placed};
use pamphlet_locale::{Catalog, Tag};
use pamphlet_site::Post;
use pamphlet_source::{Code, Diagnostic, SourceId, Span};
use std::sync::Arc;

/// What is said of a page that a template of the theme makes, and that has no words of its own.
pub(crate) fn unsaid(document: &Document, source: SourceId) -> Option<Diagnostic> {
    let template = document.meta.template.as_deref().filter(|_| document.blocks.is_empty())?;
    let message = format!(
        "the template `{template}` of the theme makes this page, which has no words of its own: it is empty in books"
    );
    let help = "write into the page what readers of a book need";
    Some(Diagnostic::new(Code::PluginMarkup, message).help(help).at(source, Span::new(0, 0)))
}

/// Puts the date and the authors of a post behind its title, as the theme does.
pub(crate) fn sign(document: &mut Document, source: SourceId, post: &Post, locale: &Tag) {
    let date = Catalog::of(locale).date(&post.date).unwrap_or_else(|| post.date.clone());
    let text = std::iter::once(date).chain(post.authors.iter().cloned()).collect::<Vec<_>>().join(" · ");
    let first = document.blocks.first();
    let behind = first.is_some_and(|placed| matches!(placed.block.kind, BlockKind::Heading(_)));
    let origin = first.map_or(Origin { source, start: 0 }, |placed| placed.origin);
    let span = Span::new(0, 0);
    let content = vec![Inline { span, attrs: Attrs::default(), kind: InlineKind::Text { text } }];
    let block = Block { span, attrs: Attrs::default(), language: None, kind: BlockKind::Paragraph { content } };
    document.blocks.insert(usize::from(behind), Placed { origin, block: Arc::new(block) });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_signed_behind_its_title() {
        let mut document = Document::of_lines(SourceId(0), "Words");
        let post = Post { blog: "blog".to_owned(), date: "2024-03-05".to_owned(), authors: vec!["Ada".to_owned()] };
        let english = Tag::parse("en").expect("is a tag");
        sign(&mut document, SourceId(0), &post, &english);
        let text = pamphlet_document::block_text(&document.blocks[0].block);
        assert!(text.contains("2024") && text.ends_with(" · Ada"), "{text}");
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn a_page_of_a_template_is_said() {
        let mut document = Document::default();
        assert!(unsaid(&document, SourceId(0)).is_none());
        document.meta.template = Some("home.html".to_owned());
        assert!(unsaid(&document, SourceId(0)).is_some_and(|said| said.message.contains("home.html")));
    }
}
