//! Plain words, for the parts that a document adds: titles, contents, colophon.

use super::env::{Env, ParagraphStyle};
use super::flow::{DrawnItem, link_area};
use super::lines::line_box;
use super::out::Out;
use super::{baseline, has_rtl};
use crate::display::{Artifact, Form, Item, LinkTarget, NodeId, Owner, PageWords, Point, Rect, Role, Stroke};
use crate::paragraph::{Align, Content, InlineObject, ObjectKind, TextStyle};
use crate::style::sizes::{addresses, contents as sizes, stroke};
use pamphlet_locale::{Direction, Tag};
use std::sync::Arc;

impl Env<'_> {
    /// Sets plain words as a paragraph of their own, without space around it.
    pub(crate) fn words(
        &self,
        out: &mut Out<'_>,
        words: &str,
        look: ParagraphStyle,
        role: Role,
        language: Option<&Tag>,
    ) -> NodeId {
        let node = out.structure.add(self.parent, role);
        let leaf = out.structure.add(node, Role::Content);
        let mut content = Content::default();
        content.push(words, look.text(), language.unwrap_or(self.language), Some(leaf), None);
        self.content(out, &content, look, 0.0);
        node
    }

    /// Sets an entry of a table of contents: words at the start side, a number at the other, dots between, all of it
    /// a link. `inset` is how far it is set in.
    pub(crate) fn entry(&self, out: &mut Out<'_>, entry: &ContentsEntry<'_>, look: ParagraphStyle, inset: f32) {
        let item = out.structure.add(self.parent, Role::ContentsItem);
        // What refers to another place is a reference (ISO 32000-1, table 334).
        let reference = out.structure.add(item, Role::Reference);
        let link = out.structure.add(reference, Role::Link);
        let leaf = out.structure.add(link, Role::Content);
        let own = entry.language.unwrap_or(self.language);
        let style = look.text();
        let reserved = look.size.size * sizes::NUMBER;
        let text_area = self.inset(inset, reserved);
        let whole = self.inset(inset, 0.0);
        let mut content = Content::default();
        // Words that run against the page keep their marks at their own ends.
        let turned = self.rtl() && !has_rtl(entry.words);
        if turned {
            content.begin_isolate(Direction::Ltr, style, own);
        }
        content.push(entry.words, style, own, Some(leaf), None);
        if turned {
            content.end_isolate(style, own);
        }
        let env = Env { area: text_area, ..*self };
        let setting = env.setting(ParagraphStyle { align: Align::Start, ..look }, 0.0);
        let paragraph = env.lay(out, &content, &setting);
        let count = paragraph.lines.len();
        for (index, line) in paragraph.lines.into_iter().enumerate() {
            let line_width = line.width;
            let mut vbox = line_box(line, &content, look.size, text_area.left);
            if index + 1 == count {
                let mut digits = Content::default();
                let tabular = TextStyle { tabular: true, ..style };
                match (entry.number, &entry.target) {
                    (Some(number), _) => digits.push(number, tabular, self.ctx.reading.locale(), Some(leaf), None),
                    (None, LinkTarget::Anchor(anchor)) => {
                        let kind = ObjectKind::PageOf(Arc::new(PageWords {
                            anchor: Arc::clone(anchor),
                            said: "\u{FFFC}".to_owned(),
                            size: style.size,
                            right: !self.rtl_page(),
                        }));
                        let (width, ascent) = (style.size * addresses::DIGITS, style.size * addresses::DIGIT_HIGH);
                        let object = InlineObject { kind, width, ascent, descent: 0.0, node: Some(leaf) };
                        digits.push_object(object, style, self.ctx.reading.locale(), None);
                    }
                    (None, LinkTarget::Address(_)) => {}
                }
                let mut setting = self.setting(ParagraphStyle { align: Align::End, ..look }, 0.0);
                setting.width = whole.width;
                setting.direction = self.ctx.style.direction;
                let mut number_width = 0.0;
                for line in self.lay(out, &digits, &setting).lines {
                    number_width = line.width;
                    vbox.absorb(line_box(line, &digits, look.size, whole.left), 0.0, 0.0);
                }
                let gap = sizes::LEADER_GAP;
                let (from, to) = if self.rtl_page() {
                    (whole.left + number_width + gap, text_area.left + text_area.width - line_width - gap)
                } else {
                    (text_area.left + line_width + gap, whole.left + whole.width - number_width - gap)
                };
                vbox.drawn.extend((to - from > sizes::LEADER_LEAST).then(|| self.leader(from, to, look)));
            }
            let place = Rect { x: whole.left, y: 0.0, width: whole.width, height: vbox.height };
            vbox.drawn.push(link_area(Owner::Node(link), place, entry.target.clone(), entry.words.into()));
            out.vbox(vbox);
            if index + 1 < count {
                out.keep();
            }
        }
    }

    /// The dots between the words of an entry and its number.
    fn leader(&self, from: f32, to: f32, look: ParagraphStyle) -> DrawnItem {
        let y = baseline(look.size) - sizes::LEADER_UP;
        let form = Form::Line(Point { x: from, y }, Point { x: to, y });
        let stroke = Some(Stroke {
            color: self.ctx.style.palette.soft,
            width: stroke::LIGHT,
            dash: Some((0.0, sizes::LEADER_DOTS)),
        });
        DrawnItem::Item { owner: Owner::Artifact(Artifact::Layout), item: Item::Form { form, fill: None, stroke } }
    }
}

/// An entry of a table of contents.
#[derive(Debug, Clone)]
pub(crate) struct ContentsEntry<'a> {
    pub words: &'a str,
    /// Their language where it is not the one around them.
    pub language: Option<&'a Tag>,
    /// The number of the page; none where it is not known yet: that of the place that it leads to.
    pub number: Option<&'a str>,
    /// Where it leads.
    pub target: LinkTarget,
}
