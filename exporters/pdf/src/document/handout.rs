//! A handout: one page of the site, to print.

use super::furniture::{Furniture, LineBox, LineStyle, furnish, put, set};
use super::{ExportContext, facts};
use crate::display::{DisplayList, Item, Owner, Rect, Role, Structure};
use crate::layout::{Context, Opening, Reach, compose_page};
use crate::options::PaperLinks;
use crate::paginate::{Breaks, paginate};
use crate::paragraph::Align;
use crate::qr;
use crate::style::sizes::document::newest as sizes;
use crate::style::sizes::qr as code_sizes;
use crate::style::{Style, Tightness, mm};
use pamphlet_locale::{Direction, Term};
use pamphlet_reading::{Page, short_address};
use pamphlet_source::{Code, Diagnostic, Span, limits};
use std::num::NonZeroU32;
use std::sync::Arc;

/// What stands below the title of a page.
pub(super) fn opening(shared: &ExportContext<'_>, page: &Page) -> Opening {
    Opening {
        lead: page.meta.description.clone(),
        lead_language: page.meta.description_language.clone(),
        facts: facts::line(shared.reading, shared.catalog, page),
        notice: page.fallback.then(|| shared.catalog.term(Term::NotTranslated).to_owned()),
    }
}

/// A last page that holds less, in parts of its height, is worth saving,
const WORTH_SAVING: f32 = 1.0 / 3.0;

/// and more so the second or third: one page can be hung up, two are one sheet.
const WORTH_SAVING_OF_FEW: f32 = 0.42;

/// How far a guess may be off, in pages, for a setting to be tried.
const SLACK: f32 = 0.12;

/// Lays out a handout. One that would leave its last page nearly empty is set tighter, if that saves the page; so is one
/// that has more pages than are asked for.
pub(super) fn handout(shared: &ExportContext<'_>, page: &Page, style: &Style) -> (DisplayList, Vec<Diagnostic>) {
    let asked = shared.options.fit.map(NonZeroU32::get);
    let (list, diagnostics, first) = set_with(shared, page, style);
    let too_many = asked.is_some_and(|asked| first.pages > asked);
    let worth = if first.pages <= 3 { WORTH_SAVING_OF_FEW } else { WORTH_SAVING };
    if !too_many && (first.pages < 2 || first.last >= worth) {
        return (list, diagnostics);
    }
    let most = asked.filter(|_| too_many).unwrap_or(first.pages - 1);
    #[expect(clippy::cast_precision_loss, reason = "a handout has a few hundred pages at most")]
    let (before, wanted) = ((first.pages - 1) as f32, most as f32);
    let mut best = (list, diagnostics, first);
    let further: &[Tightness] = if too_many { &Tightness::ASKED } else { &[] };
    for tightness in Tightness::UNSEEN.iter().chain(further) {
        let tighter = style.tighter(tightness, shared.reading.locale());
        let guess = tighter.guess(before + first.last, style);
        // What is hopeless is not tried; of what is asked for the tightest is, to come as close as possible.
        let last = too_many && *tightness == Tightness::ASKED[1];
        if guess > wanted + SLACK && !last {
            continue;
        }
        let tried = set_with(shared, page, &tighter);
        if (tried.2.pages, tried.2.forced) < (best.2.pages, best.2.forced.max(tried.2.forced)) {
            best = tried;
        }
        if best.2.pages <= most {
            break;
        }
    }
    let (list, mut diagnostics, reached) = best;
    if too_many && reached.pages > most {
        let pages = reached.pages;
        let message = format!("{pages} pages with the tightest settings, and {most} were asked for");
        let help = "shorten the page, ask for more pages with --fit, or choose --links none or --tabs first";
        diagnostics.push(Diagnostic::new(Code::DoesNotFit, message).help(help).at(page.source, Span::new(0, 0)));
    }
    (list, diagnostics)
}

/// Lays out a handout in a style.
pub(super) fn set_with(
    shared: &ExportContext<'_>,
    page: &Page,
    style: &Style,
) -> (DisplayList, Vec<Diagnostic>, Breaks) {
    let ctx = shared.context(style);
    let composed = compose_page(ctx, page, Reach::Alone, Some(&opening(shared, page)));
    let (mut list, breaks) = paginate(composed.column, style, 1);
    if list.pages.is_empty() {
        list.pages.push(crate::display::DisplayPage::new(style.page.0, style.page.1));
    }
    newest_version(&mut list, &ctx, shared, page);
    let parts = shared.reading.parts();
    let address = page.url.as_deref().map(short_address);
    // The line of the site stands before the address, each in its own direction.
    let foot = match (parts.publication.brand.foot(), address) {
        (Some(line), Some(address)) => Some((format!("{line} · \u{2068}{address}\u{2069}"), &parts.locale)),
        (Some(line), None) => Some((line.to_owned(), &parts.locale)),
        (None, address) => address.map(|address| (address.to_owned(), &parts.source_locale)),
    };
    let digits = shared.catalog.digits();
    for (number, sheet) in (1_u32..).zip(&mut list.pages) {
        sheet.label = Some(number.to_string());
        let furniture = Furniture {
            head_inner: Some((&parts.title, &parts.locale)),
            // The first page shows its title anyway.
            head_outer: (number > 1)
                .then_some((page.title.as_str(), page.title_language.as_ref().unwrap_or(&page.language))),
            foot_inner: foot.as_ref().map(|(words, language)| (words.as_str(), *language)),
            number: Some(digits.format(u64::from(number))),
        };
        furnish(sheet, &ctx, &furniture, inner_left(style, number));
        sheet.shrink();
    }
    (list, composed.diagnostics, breaks)
}

/// Whether the inner margin of a page is on the left.
pub(super) fn inner_left(style: &Style, number: u32) -> bool {
    // Odd pages are right-hand ones, in books from right to left left-hand ones.
    let right_hand = (number % 2 == 1) == (style.direction == Direction::Ltr);
    style.inner_left(right_hand)
}

/// Whether a handout has a code of its own.
fn coded(links: PaperLinks) -> bool {
    matches!(links, PaperLinks::Margin | PaperLinks::Qr)
}

/// A code in the margin of the first page that leads to the newest version, its address below.
fn newest_version(list: &mut DisplayList, ctx: &Context<'_>, shared: &ExportContext<'_>, page: &Page) {
    let style = ctx.style;
    let (Some(url), true, true) = (&page.url, style.margin > 0.0, coded(shared.options.links)) else {
        return;
    };
    let Some(code) = qr::Code::new(url).filter(|_| url.len() <= limits::CODE_BYTES) else { return };
    #[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules")]
    let side = (code.modules() as f32 * mm(code_sizes::MODULE)).min(style.margin);
    // The margin column lies at the end side.
    let ltr = style.direction == Direction::Ltr;
    let left = if ltr { style.page.0 - style.outer - style.margin } else { style.outer + style.margin - side };
    // The quiet zone hangs out of the column, so that the dark modules are flush with it.
    #[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules")]
    let quiet = side * qr::QUIET_ZONE as f32 / code.modules() as f32;
    let left = if ltr { left - quiet } else { left + quiet };
    let top = style.top - quiet;
    let parent = Structure::ROOT;
    let words = shared.catalog.term(Term::NewestVersion);
    let figure = list.structure.add(parent, Role::Figure);
    list.structure.set_alternative(figure, &format!("{words}: {url}"));
    let caption = list.structure.add(parent, Role::Paragraph);
    let leaf = list.structure.add(caption, Role::Content);
    let Some(sheet) = list.pages.first_mut() else { return };
    let place = Rect { x: left, y: top, width: side, height: side };
    sheet.push(Owner::Node(figure), Item::Code { code: Arc::new(code), place });
    let look = LineStyle {
        theme: style.plain,
        bold: false,
        size: style.small.size * sizes::WORDS,
        color: style.palette.soft,
        align: Align::Start,
    };
    let column = LineBox {
        left: if ltr { style.page.0 - style.outer - style.margin } else { style.outer },
        width: style.margin,
        baseline: top + side - quiet + look.size * sizes::WORDS_DOWN,
    };
    let mut baseline = column.baseline;
    for line in set(ctx, words, look, ctx.reading.locale(), column.width, Some(leaf)) {
        put(sheet, line, column.left, baseline, Owner::Node(leaf));
        baseline += look.size * sizes::WORDS_LEADING;
    }
}
