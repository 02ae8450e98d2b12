//! Pictures that stand by themselves.

use super::env::{Env, ParagraphStyle};
use super::inline::{points, points_of_percent};
use super::out::{Aside, Out};
use crate::display::{Artifact, Item, NodeId, Owner, Rect, Role};
use crate::layout::flow::{DrawnItem, FlowItem, VBox};
use crate::paragraph::Align;
use crate::style::sizes::{PIXEL, figure as sizes};
use pamphlet_reading::{
    Alignment, AssetRef, Attrs, Block, BlockKind, Diagram, Figure, Inline, InlineKind, Length, Picture,
};

impl Env<'_> {
    pub(super) fn figure(&self, out: &mut Out<'_>, figure: &Figure) {
        let space = self.block_space();
        let node = out.structure.add(self.parent, Role::Division);
        let side = figure.alignment.or_else(|| figure.picture().and_then(|picture| picture.alignment));
        let picture = figure.picture().and_then(|picture| {
            let AssetRef::Local { asset } = &picture.source else { return None };
            let found = self.ctx.media.picture(&asset.0)?;
            Some((picture, asset.0.clone(), found.size()))
        });
        let Some((picture, asset, natural)) = picture else {
            out.space(space);
            self.within(out, node, self.area, |env, out| env.blocks(out, &figure.blocks));
            self.caption(out, figure, node);
            out.space(space);
            return;
        };
        let aside = matches!(side, Some(Alignment::Left | Alignment::Right))
            && self.area.width > self.look.size.size * sizes::BESIDE_LEAST;
        let most = if aside { self.area.width * sizes::BESIDE_WIDTH } else { self.area.width };
        let (width, height) = self.picture_size(picture, natural, most);
        let owner = figure_owner(out, picture, node);
        let item = |place| Item::Picture { asset: asset.as_str().into(), place, turned: false };
        if aside && figure.caption.is_empty() && width < self.area.width * sizes::BESIDE_MOST {
            // Sides are as written and mirrored where lines run from right to left.
            let left = (side == Some(Alignment::Left)) != self.rtl();
            let x = if left { self.area.left } else { self.area.left + self.area.width - width };
            out.clear();
            out.space(space * sizes::BESIDE_ABOVE);
            let place = Rect { x, y: sizes::BESIDE_DOWN, width, height };
            out.push(FlowItem::VBox(VBox {
                drawn: vec![DrawnItem::Item { owner, item: item(place) }],
                ..VBox::default()
            }));
            out.keep();
            let gap = self.look.size.size * sizes::BESIDE_GAP;
            out.aside = Some(Aside { left, width: width + gap, height: height + sizes::BESIDE_BELOW });
            return;
        }
        out.space(space);
        let x = self.area.left
            + match side {
                Some(Alignment::Left) => 0.0,
                Some(Alignment::Right) => self.area.width - width,
                Some(Alignment::Center) | None => (self.area.width - width) / 2.0,
            };
        let place = Rect { x, y: 0.0, width, height };
        out.vbox(VBox { height, drawn: vec![DrawnItem::Item { owner, item: item(place) }], ..VBox::default() });
        self.caption(out, figure, node);
        out.space(space);
    }

    /// A diagram as a picture, if it was drawn: its words no larger than the text around it. One whose words would be too
    /// small takes a page of its own, turned where that makes them larger.
    pub(super) fn drawing(&self, out: &mut Out<'_>, diagram: &Diagram) -> bool {
        let Some(asset) = &diagram.drawing else { return false };
        let Some(found) = self.ctx.media.picture(&asset.0) else { return false };
        let natural = PIXEL * self.look.size.size / sizes::DRAWING_TEXT;
        let (scale, turned) = drawn(found.size(), natural, self.area.width, self.ctx.style.height());
        let (width, height) = found.size();
        let (width, height) = if turned { (height, width) } else { (width, height) };
        let space = self.block_space();
        let parent = out.structure.add(self.parent, Role::Division);
        let node = out.structure.add(parent, Role::Figure);
        out.structure.set_alternative(node, &diagram.heard());
        out.space(space);
        let (width, height) = (width * scale, height * scale);
        let x = self.area.left + (self.area.width - width) / 2.0;
        let place = Rect { x, y: 0.0, width, height };
        let item = Item::Picture { asset: asset.0.as_str().into(), place, turned };
        let drawn = vec![DrawnItem::Item { owner: Owner::Node(node), item }];
        out.vbox(VBox { height, drawn, ..VBox::default() });
        out.space(space);
        true
    }

    /// A picture alone in its paragraph, of which the author says at which side it stands: the text runs beside it.
    pub(super) fn beside_text(&self, content: &[Inline]) -> Option<Figure> {
        let [Inline { kind: InlineKind::Picture(picture), .. }] = content else { return None };
        let AssetRef::Local { asset } = &picture.source else { return None };
        let alignment = picture.alignment.filter(|side| matches!(side, Alignment::Left | Alignment::Right))?;
        self.ctx.media.picture(&asset.0)?;
        let block = Block {
            span: self.span,
            attrs: Attrs::default(),
            language: None,
            kind: BlockKind::Paragraph { content: content.to_vec() },
        };
        Some(Figure { blocks: vec![block], caption: Vec::new(), alignment: Some(alignment) })
    }

    fn caption(&self, out: &mut Out<'_>, figure: &Figure, parent: NodeId) {
        if figure.caption.is_empty() {
            return;
        }
        let style = self.ctx.style;
        out.keep();
        out.space(style.small.leading * sizes::CAPTION_ABOVE);
        out.keep();
        let node = out.structure.add(parent, Role::Caption);
        let area = self.inset(self.area.width * sizes::CAPTION_INSET, self.area.width * sizes::CAPTION_INSET);
        self.within(out, node, area, |env, out| {
            let look = ParagraphStyle {
                size: env.fit(style.small),
                color: style.palette.soft,
                theme: style.plain,
                align: Align::Center,
                ..env.look
            };
            env.with_look(look).blocks(out, &figure.caption);
        });
    }

    /// The size of a picture: as written, but not wider than the area, nor higher than a part of the page.
    fn picture_size(&self, picture: &Picture, (width, height): (f32, f32), most: f32) -> (f32, f32) {
        let (width, height) = (width.max(1.0), height.max(1.0));
        let ratio = height / width;
        let wished = match (picture.width, picture.height) {
            (Some(Length::Pixels(pixels)), _) => points(pixels),
            (Some(Length::Percent(percent)), _) => self.area.width * points_of_percent(percent),
            (None, Some(Length::Pixels(pixels))) => points(pixels) / ratio,
            (None, Some(Length::Percent(_)) | None) => width * PIXEL,
        };
        let wide = wished.clamp(sizes::LEAST, most.max(sizes::LEAST));
        let limit = self.ctx.style.height() * highest(ratio);
        if wide * ratio > limit { (limit / ratio, limit) } else { (wide, wide * ratio) }
    }
}

/// The node that a picture belongs to: a figure with its alternative text, or nothing for decoration.
pub(super) fn figure_owner(out: &mut Out<'_>, picture: &Picture, parent: NodeId) -> Owner {
    let Some(words) = picture.alternative.heard() else { return Owner::Artifact(Artifact::Layout) };
    let node = out.structure.add(parent, Role::Figure);
    out.structure.set_alternative(node, &words.text);
    if let Some(language) = &words.language {
        out.structure.set_language(node, language.clone());
    }
    Owner::Node(node)
}

/// The part of a page that a picture may be high, by its height over its width: two pictures of the screen of a
/// telephone stand on a page.
pub(super) fn highest(ratio: f32) -> f32 {
    if ratio > sizes::TALL { sizes::TALL_HEIGHT } else { sizes::HEIGHT }
}

/// How large a drawing is set in a column, `natural` at most, and whether it is turned.
fn drawn((width, height): (f32, f32), natural: f32, column: f32, page: f32) -> (f32, bool) {
    let fits =
        |width: f32, height: f32, part: f32| natural.min(column / width.max(1.0)).min(page * part / height.max(1.0));
    let least = natural * sizes::DRAWING_LEAST;
    let mut upright = fits(width, height, sizes::HEIGHT);
    if upright < least {
        upright = fits(width, height, sizes::DRAWING_HEIGHT);
    }
    let across = fits(height, width, sizes::DRAWING_HEIGHT);
    if upright < least && across > upright * sizes::DRAWING_TURNED { (across, true) } else { (upright, false) }
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn drawings_are_as_large_as_their_words_ask_for() {
        // A column of 480 points on a page of 700.
        let of = |width, height| drawn((width, height), 0.75, 480.0, 700.0);
        assert_eq!(of(300.0, 200.0), (0.75, false), "as it is");
        assert_eq!(of(800.0, 200.0), (0.6, false), "a little smaller");
        assert_eq!(of(400.0, 700.0), (0.55, false), "as high as other pictures, while its words can be read");
        assert_eq!(of(400.0, 1_000.0), (0.63, false), "else on a page of its own");
        assert_eq!(of(1_400.0, 400.0), (0.45, true), "lying across a page of its own");
        assert_eq!(of(1_400.0, 1_400.0), (480.0 / 1_400.0, false), "not when that helps little");
    }
}
