//! Runs of glyphs to operations.

use super::clusters::{Cluster, SILENT, clusters, is_space, spoken};
use super::face::FontUse;
use super::signs::{STEP, Shape, Sign, signs, turner};
use super::writer::{Writer, hundredths, marked};
use crate::characters::has_private;
use crate::display::{DisplayPage, Glyph, GlyphRun};
use printpdf as pp;
use std::ops::Range;

/// The adjustment that comes again and again: the width of the spaces of a line.
#[derive(Default)]
struct Usual(i32);

impl Usual {
    /// How far the pen may be from where it should be, in thousandths of the size: a hundredth of a millimetre.
    const SLACK: i32 = 3;

    /// The adjustment that is written for one that is wanted: none or the usual one when that is near enough. What is
    /// left of it is part of the next.
    fn nearest(&mut self, wanted: i32) -> i32 {
        if wanted.abs() <= Self::SLACK {
            return 0;
        }
        if (wanted - self.0).abs() > Self::SLACK {
            self.0 = wanted;
        }
        self.0
    }
}

/// The pen as a viewer has it.
struct Pen {
    /// How far the baseline is raised.
    rise: f32,
    usual: Usual,
    /// Thousandths of the size from the origin of the run.
    actual: f32,
    /// What is added to every advance, in the same.
    apart: f32,
    /// The size that is set, in parts of that of the run.
    size: f32,
}

impl Pen {
    /// Goes to a place, or near enough.
    fn go(&mut self, shown: &mut Shown, at: f32) {
        #[expect(clippy::cast_possible_truncation, reason = "a page is less than 2^31 thousandths wide")]
        let difference = self.usual.nearest(((at - self.actual) / self.size).round() as i32);
        if difference != 0 {
            shown.adjust(-difference);
            self.actual += cast(difference) * self.size;
        }
    }
}

/// A run that is being shown.
struct Line<'r> {
    run: &'r GlyphRun,
    text: &'r str,
    font: &'r FontUse,
    glyphs: &'r [Glyph],
    /// Thousandths of the size a point.
    scale: f32,
}

impl<'r> Line<'r> {
    fn own(&self, part: &Cluster) -> &'r [Glyph] {
        &self.glyphs[part.glyphs.clone()]
    }

    fn text(&self, part: &Cluster) -> &'r str {
        &self.text[part.text.clone()]
    }
}

/// A code of a font.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "a code of a font has the number that is called so")]
struct Code {
    code: u16,
    /// How far it moves the pen, in thousandths of the size.
    advance: i32,
    /// Whether it stands beside the code before it.
    beside: bool,
}

/// How much larger what stands beside a letter is set, in points: pdf.js begins a piece of text where the size changes,
/// and turns no piece of vowels alone.
const BESIDE: f32 = 0.01;

/// Strings of glyph codes and the adjustments between them: the operand of `TJ`.
#[derive(Default)]
struct Shown {
    items: Vec<pp::DictItem>,
    codes: Vec<u8>,
}

impl Shown {
    fn adjust(&mut self, thousandths: i32) {
        if thousandths != 0 {
            self.close();
            self.items.push(pp::DictItem::Int(i64::from(thousandths)));
        }
    }

    fn close(&mut self) {
        if !self.codes.is_empty() {
            self.items.push(pp::DictItem::String { data: std::mem::take(&mut self.codes), literal: true });
        }
    }

    fn show(&mut self, ops: &mut Vec<pp::Op>) {
        self.close();
        if !self.items.is_empty() {
            let items = pp::DictItem::Array(std::mem::take(&mut self.items));
            ops.push(pp::Op::Unknown { key: "TJ".to_owned(), value: vec![items] });
        }
    }
}

impl Writer<'_> {
    /// Shows a run, inside a text object.
    pub(super) fn run(&mut self, page: &DisplayPage, run: &GlyphRun) {
        let Some(matrix) = &run.unseen else {
            self.fill(run.color);
            return self.run_in(page, run, None);
        };
        // Neither filled nor stroked (ISO 32000-1, 9.3.6).
        self.ops.push(pp::Op::Unknown { key: "Tr".to_owned(), value: vec![pp::DictItem::Int(3)] });
        self.run_in(page, run, Some(**matrix));
        self.ops.push(pp::Op::Unknown { key: "Tr".to_owned(), value: vec![pp::DictItem::Int(0)] });
        self.text.pen = None;
    }

    fn run_in(&mut self, page: &DisplayPage, run: &GlyphRun, matrix: Option<[f32; 4]>) {
        let Some(font) = self.uses.font(run.face) else { return };
        let mut state = std::mem::take(&mut self.text);
        state.glyphs.clear();
        state.glyphs.extend(page.glyphs(run));
        let text = page.text(run);
        clusters(&state.glyphs, text, run.right_to_left, &mut state.parts);

        if state.font != Some((run.face.0, run.size)) {
            let id = super::face::font_id(run.face);
            self.ops
                .push(pp::Op::SetFont { font: pp::PdfFontHandle::External(id), size: pp::Pt(hundredths(run.size)) });
            state.font = Some((run.face.0, run.size));
        }
        let (x, y) = (run.origin.x, page.height - run.origin.y);
        let mut shown = Shown::default();
        // Thousandths of the size from the origin of the run: where the pen should be.
        let scale = 1000.0 / run.size.max(0.01);
        let mut wanted = 0.0_f32;
        match state.pen {
            // On from where the last run ended.
            Some((pen, line)) if matrix.is_none() && (line - y).abs() < 0.005 && (pen - x).abs() * scale < 200.0 => {
                wanted = (x - pen) * scale;
            }
            _ => {
                let turned = matrix.unwrap_or([1.0, 0.0, 0.0, 1.0]);
                let matrix =
                    pp::TextMatrix::Raw([turned[0], turned[1], turned[2], turned[3], hundredths(x), hundredths(y)]);
                self.ops.push(pp::Op::SetTextMatrix { matrix });
                wanted += (x - hundredths(x)) * scale;
            }
        }
        let start = wanted;
        let apart = self.apart(run, &state.glyphs, text);
        if apart != state.apart {
            let value = vec![pp::DictItem::Real(cast(apart) / 1000.0)];
            self.ops.push(pp::Op::Unknown { key: "Tc".to_owned(), value });
            state.apart = apart;
        }
        let mut pen =
            Pen { rise: 0.0, usual: Usual::default(), actual: 0.0, apart: cast(apart) / 1000.0 * scale, size: 1.0 };
        let line = Line { run, text, font, glyphs: &state.glyphs, scale };
        let moved = if run.right_to_left {
            self.backwards(&line, &state.parts, &mut shown, &mut pen, wanted);
            0.0
        } else {
            self.forwards(&line, &state.parts, &mut shown, &mut pen, wanted)
        };
        shown.show(self.ops);
        if pen.rise != 0.0 {
            self.ops.push(pp::Op::SetLineOffset { multiplier: 0.0 });
        }
        // What follows stays behind the last dots too.
        state.pen = Some((x + (pen.actual - moved - start) / scale, y));
        self.text = state;
    }

    /// Shows a run that is read from left to right: words, and single spaces. Gives how far the pen is moved by the dots
    /// at the end.
    fn forwards(
        &mut self,
        line: &Line<'_>,
        parts: &[Cluster],
        shown: &mut Shown,
        pen: &mut Pen,
        mut wanted: f32,
    ) -> f32 {
        let narrow = |part: &Cluster| {
            is_space(line.text(part))
                && line.own(part).iter().map(|glyph| glyph.advance).sum::<f32>() < LEAST_SPACE * line.run.size
        };
        let mut moved = 0.0;
        for word in words(parts, line.text, narrow) {
            let word = &parts[word];
            let lead = if narrow(&word[0]) { 2 } else { usize::from(line.text(&word[0]).starts_with(' ')) };
            let (lead, rest) = word.split_at(lead.min(word.len()));
            // A word of which a letter cannot be said by a code is replaced as a whole.
            let alone = rest.iter().all(|part| self.is_plain(line, part));
            let rest = rest.chunks(if alone { 1 } else { rest.len().max(1) });
            for unit in std::iter::once(lead).filter(|lead| !lead.is_empty()).chain(rest) {
                let replaced = unit.len() > 1 || !self.is_plain(line, &unit[0]);
                if replaced {
                    let text = unit[0].text.start..unit[unit.len() - 1].text.end;
                    self.replace(shown, spoken(&line.text[text]));
                }
                for part in unit {
                    if let Some(codes) = self.codes(line, part) {
                        // Dots stand where the next letter begins, and that is moved by their width: programs that go
                        // by places would read a letter first that stands over a dot. It is made up for behind a letter
                        // without a dot.
                        let place = wanted + moved;
                        wanted += line.own(part).iter().map(|glyph| glyph.advance * line.scale).sum::<f32>();
                        if codes.last().is_some_and(|code| !code.beside && cast(code.advance) > moved) {
                            moved = 0.0;
                        }
                        for code in codes {
                            self.code(shown, pen, code, if code.beside { wanted + moved } else { place });
                            if code.beside {
                                moved += cast(code.advance) + pen.apart;
                            }
                        }
                    } else {
                        moved = 0.0;
                        self.glyphs(shown, pen, line, part, &mut wanted);
                    }
                }
                if replaced {
                    shown.show(self.ops);
                    self.ops.push(pp::Op::EndMarkedContent);
                }
            }
        }
        moved
    }

    /// Shows a run that is read from right to left: each sign by an operator of its own, in reading order (ISO 32000-1,
    /// 14.8.2.3), so that the pen goes back before each. Programs that go by the order of the file read it as it is;
    /// those that go by places sort the signs of a line, each of which they take for an object of its own, and turn it.
    fn backwards(&mut self, line: &Line<'_>, parts: &[Cluster], shown: &mut Shown, pen: &mut Pen, mut wanted: f32) {
        let places: Vec<f32> = parts
            .iter()
            .map(|part| {
                let place = wanted;
                wanted += line.own(part).iter().map(|glyph| glyph.advance * line.scale).sum::<f32>();
                place
            })
            .collect();
        let mut beside = 0.0;
        let turner = turner(self.faces, (line.run.face, line.run.size)).and_then(|sign| self.sign(line, &sign));
        // What ends a number or a name that stands before it belongs to this run: poppler takes it for a part of that, and
        // puts it at the other end.
        let first = parts.last().and_then(|first| line.text(first).chars().next());
        if let Some(turner) = turner.filter(|_| first.is_some_and(|first| !first.is_alphanumeric())) {
            self.beside(line, shown, pen, turner, wanted - STEP * 1000.0);
        }
        for (index, (part, place)) in parts.iter().zip(places).enumerate().rev() {
            let mut codes = self.codes(line, part);
            // PDFium takes a vowel sign for a mark without direction, and leaves it behind a mark that follows.
            let next = index.checked_sub(1).and_then(|next| line.text(&parts[next]).chars().next());
            if let Some(codes) = &mut codes
                && codes.last().is_some_and(|code| code.beside)
                && next.is_some_and(|next| !next.is_alphanumeric() && !next.is_whitespace())
            {
                codes.extend(turner);
            }
            let replaced = has_private(line.text(part)) || codes.is_none() && !self.is_plain(line, part);
            if replaced {
                self.replace(shown, spoken(line.text(part)));
            }
            if let Some(codes) = codes {
                for code in codes {
                    if code.beside {
                        beside += STEP * 1000.0;
                        self.beside(line, shown, pen, code, place - beside);
                    } else {
                        beside = 0.0;
                        self.code(shown, pen, code, place);
                        shown.show(self.ops);
                    }
                }
            } else {
                let mut place = place;
                self.glyphs(shown, pen, line, part, &mut place);
                shown.show(self.ops);
            }
            if replaced {
                self.ops.push(pp::Op::EndMarkedContent);
            }
        }
    }

    /// Shows the code of a dot with the pen at a place: an object by itself.
    fn beside(&mut self, line: &Line<'_>, shown: &mut Shown, pen: &mut Pen, code: Code, at: f32) {
        self.size(line.run, BESIDE);
        pen.size = (line.run.size + BESIDE) / line.run.size;
        self.code(shown, pen, code, at);
        shown.show(self.ops);
        self.size(line.run, 0.0);
        pen.size = 1.0;
    }

    /// Sets the face and size of a run, or a size that is a little larger.
    fn size(&mut self, run: &GlyphRun, larger: f32) {
        let font = pp::PdfFontHandle::External(super::face::font_id(run.face));
        self.ops.push(pp::Op::SetFont { font, size: pp::Pt(hundredths(run.size) + larger) });
    }

    /// Begins marked content that says a text in place of what it shows.
    fn replace(&mut self, shown: &mut Shown, text: &str) {
        shown.show(self.ops);
        self.ops.push(marked("Span", [("ActualText", unicode(text))]));
    }

    /// The codes of a cluster, when its face has one for each of its signs.
    fn codes(&self, line: &Line<'_>, part: &Cluster) -> Option<Vec<Code>> {
        let run = line.run;
        if !self.faces.is_mapped(run.face) {
            return None;
        }
        let text = spoken(line.text(part));
        signs(self.faces, (run.face, run.size), line.own(part), text, run.right_to_left)
            .into_iter()
            .map(|sign| self.sign(line, &sign))
            .collect()
    }

    /// The code of a sign.
    fn sign(&self, line: &Line<'_>, sign: &Sign<'_>) -> Option<Code> {
        let face = line.run.face;
        let (code, made) = line.font.code_of(&sign.shape, sign.text)?;
        #[expect(clippy::cast_possible_truncation, reason = "cut as printpdf cuts the widths of glyphs")]
        let advance = match (&sign.shape, made) {
            (_, Some(units)) => (f32::from(units) * (1000.0 / self.faces.units(face))) as i32,
            (Shape::Plain(glyph), None) => self.faces.written_advance(face, *glyph),
            (Shape::Made(_), None) => return None,
        };
        Some(Code { code, advance, beside: sign.beside })
    }

    /// Whether a cluster is said by its codes.
    fn is_plain(&self, line: &Line<'_>, part: &Cluster) -> bool {
        if has_private(line.text(part)) {
            return false;
        }
        if self.faces.is_mapped(line.run.face) {
            return self.codes(line, part).is_some();
        }
        let own = line.own(part);
        own.len() == 1 && line.font.code_for(own[0].id, spoken(line.text(part))).is_some()
    }

    /// Shows the glyphs of a cluster one by one.
    fn glyphs(&mut self, shown: &mut Shown, pen: &mut Pen, line: &Line<'_>, part: &Cluster, wanted: &mut f32) {
        let text = spoken(line.text(part));
        for (index, glyph) in line.own(part).iter().enumerate() {
            let at = *wanted + glyph.dx * line.scale;
            *wanted += glyph.advance * line.scale;
            self.glyph(shown, pen, line.font, (line.run, glyph), (at, if index == 0 { text } else { SILENT }));
        }
    }

    /// Shows a code with the pen at a place.
    fn code(&mut self, shown: &mut Shown, pen: &mut Pen, code: Code, at: f32) {
        if pen.rise != 0.0 {
            shown.show(self.ops);
            pen.rise = 0.0;
            self.ops.push(pp::Op::SetLineOffset { multiplier: 0.0 });
        }
        pen.go(shown, at);
        shown.codes.extend_from_slice(&code.code.to_be_bytes());
        pen.actual += cast(code.advance) * pen.size + pen.apart;
    }
    /// Shows a glyph of a run with the pen at a place, by the code that says its text.
    fn glyph(
        &mut self,
        shown: &mut Shown,
        pen: &mut Pen,
        font: &FontUse,
        (run, glyph): (&GlyphRun, &Glyph),
        (at, says): (f32, &str),
    ) {
        if (glyph.dy - pen.rise).abs() > 0.001 {
            shown.show(self.ops);
            pen.rise = glyph.dy;
            self.ops.push(pp::Op::SetLineOffset { multiplier: hundredths(pen.rise) });
        }
        pen.go(shown, at);
        let code = font.code_for(glyph.id, says).unwrap_or_else(|| font.code(glyph.id));
        shown.codes.extend_from_slice(&code.to_be_bytes());
        pen.actual += cast(self.faces.written_advance(run.face, glyph.id)) + pen.apart;
    }

    /// How far the letters of a run stand apart, in thousandths of a point: the middle one of the differences between
    /// the advances and those of the face, when most of them have it.
    fn apart(&self, run: &GlyphRun, glyphs: &[Glyph], text: &str) -> i32 {
        let mut found: Vec<i32> = glyphs
            .iter()
            .filter(|glyph| usize::try_from(glyph.cluster).is_ok_and(|at| text.get(at..at + 1) != Some(" ")))
            .map(|glyph| {
                let own = cast(self.faces.written_advance(run.face, glyph.id)) / 1000.0 * run.size;
                #[expect(clippy::cast_possible_truncation, reason = "a page is less than 2^31 thousandths wide")]
                let apart = ((glyph.advance - own) * 1000.0).round() as i32;
                apart
            })
            .collect();
        if found.len() < 3 {
            return 0;
        }
        found.sort_unstable();
        let middle = found[found.len() / 2];
        // Less than a fiftieth of a point is the rounding of the face.
        let alike = found.iter().filter(|apart| (**apart - middle).abs() <= 20).count();
        if middle.abs() > 20 && middle.abs() < 400 && alike * 2 > found.len() { middle } else { 0 }
    }
}

/// A space that is narrower than this part of the size is said with the letter after it: a program that looks for words
/// takes the distance between letters for a space, or not.
const LEAST_SPACE: f32 = 0.1;

/// Cuts the clusters of a run, in visual order, into words and single spaces; a narrow space begins a word.
fn words(parts: &[Cluster], text: &str, narrow: impl Fn(&Cluster) -> bool) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    while start < parts.len() {
        let from = start + usize::from(narrow(&parts[start]));
        let space = parts[from..].iter().position(|part| is_space(&text[part.text.clone()]));
        let end = space.map_or(parts.len(), |at| (from + at).max(start + 1));
        words.push(start..end);
        start = end;
    }
    words
}

#[expect(clippy::cast_precision_loss, reason = "positions on a page are far below 2^24 thousandths")]
fn cast(thousandths: i32) -> f32 {
    thousandths as f32
}

/// A text string (ISO 32000-1, 7.9.2.2).
fn unicode(text: &str) -> pp::DictItem {
    let mut data = vec![0xFE, 0xFF];
    for unit in text.encode_utf16() {
        data.extend_from_slice(&unit.to_be_bytes());
    }
    pp::DictItem::String { data, literal: false }
}
