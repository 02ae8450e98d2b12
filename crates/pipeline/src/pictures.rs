//! The pictures of editions, each file read and decoded once for all locales.

mod pool;

pub use pool::Pool;

use crate::boundary::SiteFiles;
use crate::edition::{DATA, picture_path};
use crate::stage::Base;
use globset::GlobSet;
use pamphlet_document::{AssetId, AssetRef, BlockKind, Diagram, Edition, Page, PageId, walk};
use pamphlet_locale::Tag;
use pamphlet_media::{Media, watermark};
use pamphlet_site::Cause;
use pamphlet_source::{Code, FilePlace, Finding};
use pool::{Fault, bytes_of, state_of};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a file holds, as SHA-256, or that it cannot be read.
#[must_use]
pub fn state(files: &SiteFiles<'_>, path: &str) -> String {
    state_of(&bytes_of(files, path))
}

/// The files of these pictures, each with its [`state`] when it was read.
#[must_use]
pub fn states(base: &Base<'_>, locale: &Tag, named: BTreeSet<AssetId>) -> BTreeMap<String, String> {
    let Base { site, files, pool, rules, .. } = base;
    let paths = named.into_iter().filter_map(|asset| picture_path(site, locale, &asset));
    paths.map(|path| (pool.read(files, &path, &rules.walls).0, path)).map(|(state, path)| (path, state)).collect()
}

/// What these pictures hold, each as its [`state`] when it was read.
#[must_use]
pub fn contents(base: &Base<'_>, locale: &Tag, named: &BTreeSet<AssetId>) -> BTreeMap<String, String> {
    let Base { site, files, pool, rules, .. } = base;
    let paths = named.iter().filter_map(|asset| Some((asset, picture_path(site, locale, asset)?)));
    paths.map(|(asset, path)| (asset.0.clone(), pool.read(files, &path, &rules.walls).0)).collect()
}

/// The names of all pictures that an edition shows, on its covers too; of chosen pages alone where some are chosen.
#[must_use]
pub fn named(edition: &Edition, only: Option<&GlobSet>) -> BTreeSet<AssetId> {
    let brand = &edition.parts().publication.brand;
    let mut found: BTreeSet<AssetId> = brand.pictures().map(|name| AssetId(name.to_owned())).collect();
    for page in edition.pages().iter().filter(|page| only.is_none_or(|only| only.is_match(&page.id.0))) {
        let blocks = page.blocks.iter().map(|placed| placed.block.as_ref());
        let notes = page.notes.iter().flat_map(|note| &note.blocks);
        walk::each_picture(blocks.chain(notes), &mut |picture| {
            for source in std::iter::once(&picture.source).chain(&picture.dark) {
                if let AssetRef::Local { asset } = source {
                    found.insert(asset.clone());
                }
            }
        });
        let blocks = page.blocks.iter().map(|placed| placed.block.as_ref());
        let notes = page.notes.iter().flat_map(|note| &note.blocks);
        walk::each_block(blocks.chain(notes), &mut |block| {
            if let BlockKind::Diagram(Diagram { picture: Some(AssetRef::Local { asset }), .. }) = &block.kind {
                found.insert(asset.clone());
            }
        });
    }
    found
}

/// What a finding is about: the picture whose file it names, or one that stands in an address of the page.
fn subject(path: &str) -> &'static str {
    if path.starts_with(DATA) { "a picture that is written into an address of this page" } else { "it" }
}

/// The first page that shows a picture.
fn holder<'e>(edition: &'e Edition, asset: &AssetId) -> Option<&'e PageId> {
    let shows = |page: &&Page| {
        let mut found = false;
        let blocks = page.blocks.iter().map(|placed| placed.block.as_ref());
        let notes = page.notes.iter().flat_map(|note| &note.blocks);
        walk::each_picture(blocks.chain(notes), &mut |picture| {
            let sources = std::iter::once(&picture.source).chain(&picture.dark);
            found |=
                sources.into_iter().any(|source| matches!(source, AssetRef::Local { asset: shown } if shown == asset));
        });
        found
    };
    edition.pages().iter().find(shows).map(|page| &page.id)
}

/// Reads and decodes the pictures of an edition, or of chosen pages of it. One that cannot be shown is a finding.
#[must_use]
pub fn load(base: &Base<'_>, locale: &Tag, edition: &Edition, only: Option<&GlobSet>) -> (Media, Vec<Finding>) {
    let Base { site, files, pool, rules, .. } = base;
    let wanted: Vec<(AssetId, String)> = named(edition, only)
        .into_iter()
        .filter_map(|asset| picture_path(site, locale, &asset).map(|path| (asset, path)))
        .collect();
    let read: Vec<_> =
        wanted.par_iter().map(|(asset, path)| (asset, path, pool.read(files, path, &rules.walls).1)).collect();
    let mut media = Media::default();
    media.set_faces(base.fonts.faces);
    let watermark = edition.parts().publication.brand.watermark.as_deref();
    if let Some(picture) = watermark.and_then(|words| watermark::picture(media.faces(), words, locale)) {
        media.insert(watermark::ASSET, Arc::new(picture));
    }
    let mut findings = Vec::new();
    for (asset, path, picture) in read {
        let say = |code, message: &str, help: &str| {
            // What stands in an address is no file: the page that holds it is named.
            let is_file = !path.starts_with(DATA);
            let page = if is_file { None } else { holder(edition, asset) };
            let holder = page.and_then(|page| site.pages(locale).into_iter().find(|file| file.page == page.0));
            let file = if is_file { Some(path.clone()) } else { holder.map(|file| file.path) };
            let mut finding = pamphlet_site::place::at(code, file.map(FilePlace::file), message, help);
            finding.page = page.map(|page| page.0.clone());
            finding.locale = Some(locale.to_string());
            finding
        };
        match picture {
            Ok((picture, notes)) => {
                if let Some(picture) = picture {
                    media.insert(&asset.0, picture);
                }
                findings.extend(
                    notes.iter().map(|note| {
                        say(Code::PictureChanged, note, "save it that way yourself to choose how it is done")
                    }),
                );
            }
            Err(Fault::Broken(reason)) => findings.push(say(
                Code::BrokenPicture,
                &format!("{} cannot be shown: {reason}", subject(path)),
                "save it again as SVG, PNG, JPEG, WebP or GIF; its alternative text stands for it until then",
            )),
            Err(Fault::Elsewhere) => findings.push(say(
                Code::BrokenPicture,
                "it cannot be shown: the file is a pointer of Git LFS, and the picture was not fetched",
                "run `git lfs pull`; its alternative text stands for it until then",
            )),
            Err(Fault::Unread(cause @ (Cause::Outside(_) | Cause::Repository))) => {
                findings.push(say(Code::FileOutside, &cause.to_string(), cause.help()));
            }
            Err(Fault::Unread(cause)) => findings.push(say(
                Code::BrokenPicture,
                &format!("{} cannot be shown: {cause}", subject(path)),
                &format!("{}; its alternative text stands for it until then", cause.help()),
            )),
        }
    }
    (media, findings)
}
