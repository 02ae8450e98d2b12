//! A picture of locales by pages, as SVG.
//!
//! Every cell says its share as a number, and is the darker the more is translated, in one hue, so that it reads the
//! same in grey; a page that fell back is hatched. Pages stand in as many panels as fit a sheet of A4 best. To a screen
//! reader each panel is a table with headers, and each cell says its page, its locale and its words.

use super::{CoverageFile, LocaleCoverage, PageCoverage, PageName};
use crate::root::markup::escaped;
use pamphlet_locale::{Catalog, Direction};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Height of a row.
const ROW: f64 = 15.0;
/// Width of a cell.
const CELL: f64 = 38.0;
/// Width of the titles of pages.
const TITLES: f64 = 210.0;
/// Between panels, and round the whole.
const GAP: f64 = 24.0;
/// Above the panels: title and key.
const HEAD: f64 = 62.0;
/// Size of letters.
const LETTERS: f64 = 10.0;
/// How many letters of a title fit, wide ones counted twice.
const FITTING: usize = 35;
/// A4 without margins, in millimetres.
const SHEET: (f64, f64) = (190.0, 277.0);

/// A line of the picture.
enum Line<'c> {
    /// The label of a section, and how deep it lies.
    Section(&'c str, usize),
    Page(&'c PageName),
}

/// Draws the picture.
#[must_use]
pub fn heat_map(coverage: &CoverageFile) -> String {
    let lines = lines(coverage);
    let by_page: Vec<BTreeMap<&str, &PageCoverage>> = coverage
        .locales
        .iter()
        .map(|locale| locale.pages.iter().map(|page| (page.page.as_str(), page)).collect())
        .collect();
    let panel_width = TITLES + CELL * number(coverage.locales.len());
    let (panels, rows) = panels(lines.len(), panel_width);
    let width = GAP * 2.0 + panel_width * number(panels) + GAP * number(panels - 1);
    let height = HEAD + ROW * number(rows + 2) + GAP;
    let source = coverage.source_locale.as_str();
    let mut out = String::new();
    let title = format!("{}: how much is translated", coverage.title);
    let _ = write!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="figure" aria-labelledby="title about" lang="en" xml:lang="en" font-family="'Noto Sans', 'DejaVu Sans', 'Noto Sans Arabic', 'Noto Sans Hebrew', 'Noto Sans Devanagari', 'Noto Sans CJK JP', Arial, sans-serif" font-size="{LETTERS}">
<title id="title">{}</title>
<desc id="about">{}</desc>
<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/><rect width="1.2" height="5" fill="#777"/></pattern></defs>
<rect width="{width}" height="{height}" fill="#fff"/>
<text x="{GAP}" y="{}" font-size="15" font-weight="bold" aria-hidden="true">{}</text>
"##,
        escaped(&title),
        escaped(&described(coverage)),
        GAP + 6.0,
        escaped(&title),
    );
    key(&mut out);
    for (index, part) in lines.chunks(rows.max(1)).enumerate() {
        let left = GAP + number(index) * (panel_width + GAP);
        let count = lines.len().div_ceil(rows.max(1));
        let label = format!("Translated words in per cent, part {} of {count}", index + 1);
        let _ = writeln!(out, r#"<g role="table" aria-label="{label}">"#);
        head(coverage, left, &mut out);
        if index == 0 {
            totals(coverage, left, &mut out);
        }
        for (row, line) in part.iter().enumerate() {
            let top = HEAD + ROW * number(row + 2);
            match line {
                Line::Section(label, depth) => section(label, *depth, source, (left, top), panel_width, &mut out),
                Line::Page(page) => page_row(page, coverage, &by_page, (left, top), &mut out),
            }
        }
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

#[expect(clippy::cast_precision_loss, reason = "numbers of rows and columns")]
fn number(count: usize) -> f64 {
    count as f64
}

/// How many panels show the lines largest on a sheet, and how many lines each has.
fn panels(lines: usize, panel_width: f64) -> (usize, usize) {
    let mut best = (1, lines, 0.0);
    for panels in 1..=6_usize {
        let rows = lines.div_ceil(panels);
        let width = GAP * 2.0 + panel_width * number(panels) + GAP * number(panels - 1);
        let height = HEAD + ROW * number(rows + 2) + GAP;
        let upright = (SHEET.0 / width).min(SHEET.1 / height);
        let across = (SHEET.1 / width).min(SHEET.0 / height);
        let size = upright.max(across);
        if size > best.2 {
            best = (panels, rows, size);
        }
    }
    // Rounding can leave the last panels empty.
    (lines.div_ceil(best.1.max(1)).max(1), best.1)
}

fn lines(coverage: &CoverageFile) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut shown: Vec<&[usize]> = Vec::new();
    for page in &coverage.pages {
        for depth in 1..=page.position.len() {
            let position = &page.position[..depth];
            if shown.contains(&position) {
                continue;
            }
            shown.push(position);
            let label = coverage.sections.iter().find(|section| section.position == position);
            if let Some(label) = label.and_then(|section| section.path.last()) {
                out.push(Line::Section(label, depth));
            }
        }
        out.push(Line::Page(page));
    }
    out
}

/// The whole in words, for those who do not see it.
fn described(coverage: &CoverageFile) -> String {
    let locales: Vec<String> = coverage
        .locales
        .iter()
        .map(|locale| {
            let fallen = locale.pages.iter().filter(|page| page.fallback).count();
            let fallen = if fallen == 0 { String::new() } else { format!(", {fallen} pages not at all") };
            format!("{} ({}) {} %{fallen}", Catalog::of(&locale.locale).name(), locale.locale, locale.counts.percent)
        })
        .collect();
    format!(
        "A table of {} pages by {} locales. Each cell says how many words in a hundred are translated. In all: {}.",
        coverage.pages.len(),
        coverage.locales.len(),
        locales.join("; ")
    )
}

fn key(out: &mut String) {
    out.push_str("<g aria-hidden=\"true\">\n");
    let top = GAP + 16.0;
    for (index, percent) in [0_u32, 25, 50, 75, 100].into_iter().enumerate() {
        let left = GAP + number(index) * CELL;
        cell_marks(Some(percent), (left, top), out);
    }
    let left = GAP + 5.0 * CELL + 8.0;
    let _ = writeln!(out, r#"<text x="{left}" y="{}">% of words translated</text>"#, top + 11.0);
    let left = left + 124.0;
    cell_marks(None, (left, top), out);
    let _ = writeln!(
        out,
        r#"<text x="{}" y="{}">not there: the source page stands in</text>"#,
        left + CELL + 6.0,
        top + 11.0
    );
    out.push_str("</g>\n");
}

fn head(coverage: &CoverageFile, left: f64, out: &mut String) {
    let base = HEAD + ROW - 4.0;
    let _ =
        write!(out, r#"<g role="row"><text role="columnheader" x="{left}" y="{base}" font-weight="bold">page</text>"#);
    for (index, locale) in coverage.locales.iter().enumerate() {
        let middle = left + TITLES + CELL * (number(index) + 0.5);
        let tag = locale.locale.as_str();
        // Long tags are set closer, so that they stay in their column.
        let fit = if tag.len() > 6 {
            format!(r#" textLength="{}" lengthAdjust="spacingAndGlyphs""#, CELL - 2.0)
        } else {
            String::new()
        };
        let _ = write!(
            out,
            r#"<text role="columnheader" x="{middle}" y="{base}" text-anchor="middle" font-weight="bold"{fit}><title>{}</title>{tag}</text>"#,
            escaped(Catalog::of(&locale.locale).name())
        );
    }
    out.push_str("</g>\n");
}

fn totals(coverage: &CoverageFile, left: f64, out: &mut String) {
    let top = HEAD + ROW;
    let _ = write!(
        out,
        r#"<g role="row" font-weight="bold"><text role="rowheader" x="{left}" y="{}">all pages</text>"#,
        top + 11.0
    );
    for (index, locale) in coverage.locales.iter().enumerate() {
        let place = (left + TITLES + CELL * number(index), top);
        cell(Some(locale.counts.percent), &whole(locale), place, out);
    }
    out.push_str("</g>\n");
}

fn whole(locale: &LocaleCoverage) -> String {
    let counts = &locale.counts;
    let name = Catalog::of(&locale.locale).name().to_owned();
    format!("all pages, {name}: {} % of {} words", counts.percent, counts.words)
}

fn section(label: &str, depth: usize, source: &str, (left, top): (f64, f64), width: f64, out: &mut String) {
    let fill = if depth == 1 { "#d9d9d9" } else { "#efefef" };
    let left_of_text = left + 3.0 + 8.0 * number(depth - 1);
    let _ = writeln!(
        out,
        r#"<g role="row"><rect x="{left}" y="{top}" width="{width}" height="{ROW}" fill="{fill}"/>{}</g>"#,
        worded("rowheader", label, source, (left_of_text, top), FITTING * 2, " font-weight=\"bold\"")
    );
}

fn page_row(
    page: &PageName,
    coverage: &CoverageFile,
    by_page: &[BTreeMap<&str, &PageCoverage>],
    (left, top): (f64, f64),
    out: &mut String,
) {
    let indent = 6.0 * number(page.position.len());
    let source = page.language.as_ref().unwrap_or(&coverage.source_locale).as_str();
    let letters = FITTING.saturating_sub(page.position.len());
    out.push_str(r#"<g role="row">"#);
    out.push_str(&worded("rowheader", &page.title, source, (left + 3.0 + indent, top), letters, ""));
    for (index, (locale, pages)) in coverage.locales.iter().zip(by_page).enumerate() {
        let place = (left + TITLES + CELL * number(index), top);
        let name = Catalog::of(&locale.locale).name().to_owned();
        match pages.get(page.page.as_str()) {
            None => cell(None, &format!("{}, {name}: no such page", page.title), place, out),
            Some(found) if found.fallback => {
                cell(None, &format!("{}, {name}: not there, the source page stands in", page.title), place, out);
            }
            Some(found) => {
                let words =
                    format!("{}, {name}: {} % of {} words", page.title, found.counts.percent, found.counts.words);
                cell(Some(found.counts.percent), &words, place, out);
            }
        }
    }
    out.push_str("</g>\n");
}

/// Words of the site, in its own language and direction, cut to fit; the whole is the title.
fn worded(role: &str, words: &str, language: &str, (left, top): (f64, f64), letters: usize, more: &str) -> String {
    let mut shown = String::new();
    let mut width = 0;
    for character in words.chars() {
        width += if character >= '\u{2e80}' { 2 } else { 1 };
        if width > letters {
            shown.push('…');
            break;
        }
        shown.push(character);
    }
    let tag = pamphlet_locale::Tag::parse(language);
    // Text that runs right to left ends where text that runs left to right begins.
    let turned = match tag.map(|tag| Direction::of(&tag)) {
        Some(Direction::Rtl) => r#" direction="rtl" text-anchor="end""#,
        Some(Direction::Ltr) | None => "",
    };
    format!(
        r#"<text role="{role}" x="{left}" y="{}" lang="{language}" xml:lang="{language}"{turned}{more}><title>{}</title>{}</text>"#,
        top + 11.0,
        escaped(words),
        escaped(&shown)
    )
}

fn cell(percent: Option<u32>, words: &str, place: (f64, f64), out: &mut String) {
    let words = escaped(words);
    let _ = write!(out, r#"<g role="cell" aria-label="{words}"><title>{words}</title>"#);
    cell_marks(percent, place, out);
    out.push_str("</g>");
}

fn cell_marks(percent: Option<u32>, (left, top): (f64, f64), out: &mut String) {
    let (fill, ink) = match percent {
        None => ("url(#hatch)".to_owned(), None),
        Some(percent) => {
            let (fill, ink) = colors(percent.min(100));
            (fill, Some((ink, percent)))
        }
    };
    let _ = write!(
        out,
        r##"<rect x="{left}" y="{top}" width="{CELL}" height="{ROW}" fill="{fill}" stroke="#8a8a8a" stroke-width="0.5"/>"##
    );
    if let Some((ink, percent)) = ink {
        let _ = write!(
            out,
            r#"<text x="{}" y="{}" text-anchor="middle" fill="{ink}" aria-hidden="true">{percent}</text>"#,
            left + CELL / 2.0,
            top + 11.0
        );
    }
}

/// The ground of a share and the ink that stands out from it: by WCAG's contrast, at least 4.5 to 1.
fn colors(percent: u32) -> (String, &'static str) {
    // From white through a middle blue to a dark one: even steps of lightness.
    const STOPS: [(f64, f64, f64); 3] = [(255.0, 255.0, 255.0), (122.0, 176.0, 205.0), (8.0, 64.0, 96.0)];
    let at = f64::from(percent) / 50.0;
    let (from, to, share) = if at < 1.0 { (STOPS[0], STOPS[1], at) } else { (STOPS[1], STOPS[2], at - 1.0) };
    let mix = |one: f64, other: f64| (one + (other - one) * share).round();
    let (red, green, blue) = (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2));
    let linear = |value: f64| {
        let value = value / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let ink = if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) { "#000" } else { "#fff" };
    (format!("rgb({red},{green},{blue})"), ink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_pages_stand_in_one_panel_and_many_in_several() {
        assert_eq!(panels(20, 500.0), (1, 20));
        assert!(panels(150, 500.0).0 > 1);
        assert_eq!(panels(0, 500.0).0, 1);
    }

    #[test]
    fn ink_stands_out_from_every_ground() {
        let of = |percent| colors(percent);
        assert_eq!(of(0), ("rgb(255,255,255)".to_owned(), "#000"));
        assert_eq!(of(100), ("rgb(8,64,96)".to_owned(), "#fff"));
    }
}
