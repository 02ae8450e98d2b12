//! What the text of a page does not hold and its look needs, on request: pictures and icons as files, formulas as MathML.

use pamphlet_formula::tex;
use pamphlet_media::picture::{self, Picture};
use pamphlet_media::{Media, icon};
use pamphlet_reading::{AssetId, AssetRef, Block, BlockKind, File, InlineKind, MathNotation, Page, walk};
use pamphlet_source::hexadecimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a page shows besides its text. There when assets were asked for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageAssets {
    /// The pictures of the site, by the name that nodes have for them. One that is not here is missing or broken.
    pub pictures: BTreeMap<AssetId, AssetRecord>,
    /// The icons, by name. They are drawn in one colour, that of the text around them.
    pub icons: BTreeMap<String, AssetRecord>,
    /// Formulas that are written in TeX, by what is written. One that is not here is not understood.
    pub formulas: BTreeMap<String, FormulaRecord>,
}

/// A file that is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AssetRecord {
    /// The file, from the folder of the edition. It is named by its content: equal files are one.
    pub file: String,
    /// What it is: `image/png`, `image/jpeg` or `image/svg+xml`.
    pub media_type: String,
    /// Its natural width in CSS pixels.
    pub width: f32,
    /// Its natural height in CSS pixels.
    pub height: f32,
}

/// A formula as MathML.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FormulaRecord {
    /// As it is set in a line; there when it stands in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inline: Option<String>,
    /// As it is set on lines of its own; there when it stands so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

/// The files of an edition that is being written, by path, with the pages that show each.
#[derive(Debug, Default)]
pub(crate) struct Files {
    found: BTreeMap<String, File>,
}

impl Files {
    /// The record of a file that a page shows.
    fn record(&mut self, page: &Page, bytes: &[u8], kind: (&str, &str), size: (f32, f32)) -> AssetRecord {
        let digest = hexadecimal(&picture::digest(bytes)[..16]);
        let (media_type, extension) = kind;
        let path = format!("assets/{digest}.{extension}");
        let file = self.found.entry(path.clone()).or_insert_with(|| File {
            path: path.clone(),
            bytes: bytes.to_vec(),
            pages: Vec::new(),
            printed_pages: None,
            access: None,
        });
        if !file.pages.contains(&page.id.0) {
            file.pages.push(page.id.0.clone());
        }
        AssetRecord { file: path, media_type: media_type.to_owned(), width: size.0, height: size.1 }
    }

    /// All of them.
    pub(crate) fn into_files(self) -> impl Iterator<Item = File> {
        self.found.into_values()
    }
}

const SVG: (&str, &str) = ("image/svg+xml", "svg");

/// What a page shows.
pub(crate) fn of_page(page: &Page, media: &Media, files: &mut Files) -> PageAssets {
    let mut assets = PageAssets::default();
    let blocks = || {
        let notes = page.notes.iter().flat_map(|note| &note.blocks);
        page.blocks.iter().map(|placed| &placed.block).chain(notes)
    };
    walk::each_picture(blocks(), &mut |shown| {
        for source in [Some(&shown.source), shown.dark.as_ref()].into_iter().flatten() {
            if let AssetRef::Local { asset } = source
                && let Some(record) = picture_of(page, asset, media, files)
            {
                assets.pictures.insert(asset.clone(), record);
            }
        }
    });
    let mut icons: Vec<&str> = Vec::new();
    walk::each_inline(blocks(), &mut |inline| match &inline.kind {
        InlineKind::Icon(icon) => icons.push(&icon.name),
        InlineKind::Math(math) => formula(&mut assets, math.notation, &math.source, false),
        InlineKind::Text { .. }
        | InlineKind::LineBreak
        | InlineKind::Styled { .. }
        | InlineKind::Span { .. }
        | InlineKind::Language { .. }
        | InlineKind::Comment { .. }
        | InlineKind::Keys { .. }
        | InlineKind::Code { .. }
        | InlineKind::Link(_)
        | InlineKind::Picture(_)
        | InlineKind::Emoji { .. }
        | InlineKind::FootnoteReference { .. }
        | InlineKind::AnnotationReference { .. }
        | InlineKind::Abbreviation { .. }
        | InlineKind::Definition { .. }
        | InlineKind::Unsupported { .. } => {}
    });
    walk::each_block(blocks(), &mut |block| shown_by(block, &mut icons, &mut assets));
    for name in icons {
        if let Some(found) = icon::find(name) {
            let [x, y, width, height] = found.view_box;
            let drawing = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\">\
                 <path fill=\"currentColor\" d=\"{}\"/></svg>\n",
                found.path
            );
            #[expect(clippy::cast_precision_loss, reason = "icons are smaller than 2^24 units")]
            let size = (width as f32, height as f32);
            let record = files.record(page, drawing.as_bytes(), SVG, size);
            assets.icons.insert(name.to_owned(), record);
        }
    }
    assets
}

/// What a block shows itself, besides what it holds.
fn shown_by<'p>(block: &'p Block, icons: &mut Vec<&'p str>, assets: &mut PageAssets) {
    if let BlockKind::Admonition(callout) | BlockKind::Collapsible(callout) = &block.kind {
        icons.push(&callout.icon);
    }
    if let BlockKind::Math(math) = &block.kind {
        formula(assets, math.notation, &math.source, true);
    }
}

fn picture_of(page: &Page, asset: &AssetId, media: &Media, files: &mut Files) -> Option<AssetRecord> {
    let found = media.picture(&asset.0)?;
    Some(match found.as_ref() {
        Picture::Vector(vector) => files.record(page, vector.svg.as_bytes(), SVG, found.size()),
        Picture::Raster(raster) => {
            let kind = (raster.format.media_type(), raster.format.extension());
            files.record(page, &raster.bytes, kind, found.size())
        }
    })
}

fn formula(assets: &mut PageAssets, notation: MathNotation, source: &str, display: bool) {
    if notation != MathNotation::Tex {
        return;
    }
    let known =
        assets.formulas.get(source).is_some_and(|known| if display { &known.block } else { &known.inline }.is_some());
    if known {
        return;
    }
    let Some(mathml) = tex::mathml(source, display) else { return };
    let record = assets.formulas.entry(source.to_owned()).or_default();
    *(if display { &mut record.block } else { &mut record.inline }) = Some(mathml);
}
