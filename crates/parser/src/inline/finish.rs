//! The last look at a run of inlines: buttons, sizes of pictures, their dark variants, texts that stand side by side.

use pamphlet_document::{Alignment, AssetRef, Button, Inline, InlineKind, Length, Picture, Target};

/// Settles what attributes mean and joins what belongs together.
pub(crate) fn finish(content: &mut Vec<Inline>) {
    for node in content.iter_mut() {
        match &mut node.kind {
            // `[](){ #name }` is how an anchor is written where there is no heading.
            InlineKind::Link(link)
                if node.attrs.id.is_some()
                    && link.content.is_empty()
                    && matches!(&link.target, Target::Written { address } if address.is_empty()) =>
            {
                node.kind = InlineKind::Span { content: Vec::new() };
            }
            InlineKind::Link(link) => {
                link.button = if node.attrs.has_class("md-button--primary") {
                    Some(Button::Primary)
                } else if node.attrs.has_class("md-button") {
                    Some(Button::Secondary)
                } else {
                    None
                };
                take_title(&mut node.attrs, &mut link.title);
            }
            InlineKind::Picture(picture) => settle_picture(picture, &mut node.attrs),
            _ => {}
        }
    }
    if content
        .windows(2)
        .any(|pair| matches!((&pair[0].kind, &pair[1].kind), (InlineKind::Text { .. }, InlineKind::Text { .. })))
    {
        join_texts(content);
    }
    join_variants(content);
}

fn take_title(attrs: &mut pamphlet_document::Attrs, title: &mut Option<String>) {
    if let Some(words) = attrs.get("title").filter(|words| !words.is_empty()) {
        *title = Some(words.to_owned());
    }
    attrs.pairs.retain(|(key, _)| key != "title");
}

/// Reads size and alignment from the attributes of a picture.
pub(crate) fn settle_picture(picture: &mut Picture, attrs: &mut pamphlet_document::Attrs) {
    take_title(attrs, &mut picture.title);
    let pairs = std::mem::take(&mut attrs.pairs);
    for (key, value) in pairs {
        match key.as_str() {
            "width" if length(&value).is_some() => picture.width = length(&value),
            "height" if length(&value).is_some() => picture.height = length(&value),
            "align" => {
                picture.alignment = match value.as_str() {
                    "left" => Some(Alignment::Left),
                    "right" => Some(Alignment::Right),
                    "center" | "middle" => Some(Alignment::Center),
                    _ => picture.alignment,
                };
            }
            "loading" => {}
            _ => attrs.pairs.push((key, value)),
        }
    }
}

/// `300`, `300px`, `50%`.
pub(crate) fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    if let Some(share) = text.strip_suffix('%') {
        return share.trim().parse().ok().map(Length::Percent);
    }
    let number = text.strip_suffix("px").unwrap_or(text).trim();
    let whole = number.split('.').next().unwrap_or(number);
    whole.parse().ok().map(Length::Pixels)
}

fn join_texts(content: &mut Vec<Inline>) {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for node in content.drain(..) {
        if let (Some(Inline { kind: InlineKind::Text { text }, span, attrs }), InlineKind::Text { text: more }) =
            (out.last_mut(), &node.kind)
            && attrs.is_empty()
            && node.attrs.is_empty()
        {
            text.push_str(more);
            span.end = node.span.end.max(span.start);
            continue;
        }
        out.push(node);
    }
    *content = out;
}

/// For which ground a picture is meant.
fn ground(picture: &Picture) -> Option<bool> {
    let AssetRef::Written { address } = &picture.source else { return None };
    let (_, fragment) = address.rsplit_once('#')?;
    match fragment {
        "only-light" | "gh-light-mode-only" => Some(true),
        "only-dark" | "gh-dark-mode-only" => Some(false),
        _ => None,
    }
}

/// Makes one picture of a light and a dark one that stand side by side.
pub(crate) fn join_variants(content: &mut Vec<Inline>) {
    if content.iter().filter(|node| matches!(node.kind, InlineKind::Picture(_))).count() < 2 {
        return;
    }
    let mut at = 0;
    while at < content.len() {
        let InlineKind::Picture(first) = &content[at].kind else {
            at += 1;
            continue;
        };
        let Some(light) = ground(first) else {
            at += 1;
            continue;
        };
        let mut next = at + 1;
        while content.get(next).is_some_and(is_space) {
            next += 1;
        }
        let other = content.get(next).and_then(|node| match &node.kind {
            InlineKind::Picture(other) if ground(other) == Some(!light) => Some(other.clone()),
            _ => None,
        });
        if let Some(other) = other {
            let end = content[next].span.end;
            let node = &mut content[at];
            node.span.end = end.max(node.span.start);
            if let InlineKind::Picture(first) = &mut node.kind {
                let dark = if light { other.source } else { std::mem::replace(&mut first.source, other.source) };
                if first.alternative.is_empty() {
                    first.alternative = other.alternative;
                }
                first.dark = Some(dark);
            }
            content.drain(at + 1..=next);
        }
        at += 1;
    }
}

fn is_space(node: &Inline) -> bool {
    match &node.kind {
        InlineKind::SoftBreak | InlineKind::LineBreak => true,
        InlineKind::Text { text } => text.trim().is_empty(),
        _ => false,
    }
}

/// Whether a paragraph is nothing but links that look like buttons.
pub(crate) fn are_buttons(content: &[Inline]) -> bool {
    let mut any = false;
    content.iter().all(|node| {
        let button = matches!(&node.kind, InlineKind::Link(link) if link.button.is_some());
        any |= button;
        button || is_space(node)
    }) && any
}
