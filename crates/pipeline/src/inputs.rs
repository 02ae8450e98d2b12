//! What an output was made from, as a number that two machines can compare.

use crate::manifest::Inputs;
use crate::request::Request;
use crate::stage::Base;
use crate::sums::{sha256, sums_line};
use crate::system::System;
use crate::texts::SourceTexts;
use pamphlet_site::{Cause, Files as _, ReadError};
use pamphlet_source::limits::PICTURE_BYTES;
use pamphlet_source::{SourceFile, hexadecimal};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What was asked for and shows in the bytes: part of what a build was made from, beside the files.
#[must_use]
pub fn settings(request: &Request, version: Option<&str>, epoch: Option<i64>) -> Value {
    let mut settings = json!({
        "fit": request.fit,
        "ink": request.ink,
        "layouts": request.layouts,
        "links": request.links,
        "paper": request.paper,
        "repair": request.repair,
        "sourceDateEpoch": epoch,
        "tabs": request.tabs,
        "version": version,
        "wholeJson": request.whole_json,
    });
    // By name: whether a library keeps the order of keys depends on what else is built.
    settings.sort_all_objects();
    settings
}

impl Inputs {
    /// The inputs of a site. `texts` are those of every locale.
    pub(crate) fn of<'t>(
        system: &dyn System,
        request: &Request,
        base: &Base<'_>,
        texts: impl Iterator<Item = &'t SourceTexts>,
    ) -> Self {
        let mut configuration: BTreeMap<String, String> = BTreeMap::new();
        for (path, text) in &base.site.read {
            configuration.insert(named(request, path), sha256(text.as_bytes()));
        }
        let mut read: BTreeMap<&str, &SourceFile> = BTreeMap::new();
        for texts in texts {
            read.extend(texts.sources.iter().map(|(_, file)| (file.path.as_str(), file)));
        }
        let mut files: BTreeMap<String, String> =
            read.into_par_iter().map(|(path, file)| (path.to_owned(), hexadecimal(file.sum()))).collect();
        files.extend(configuration.clone());
        let unread: Vec<&String> = base.site.files.iter().filter(|path| !files.contains_key(*path)).collect();
        let sum = |path: &String| match base.files.read(path, PICTURE_BYTES) {
            Ok(Some(bytes)) => sha256(&bytes),
            Err(ReadError { cause: Cause::TooLarge(_), .. }) => match system.stat(&request.site.join(path)) {
                Ok(Some(stat)) => format!("bytes={}", stat.bytes),
                _ => "unreadable".to_owned(),
            },
            Ok(None) | Err(_) => "unreadable".to_owned(),
        };
        let sums: Vec<(String, String)> = unread.into_par_iter().map(|path| (path.clone(), sum(path))).collect();
        files.extend(sums);
        let told =
            lines(&files) + &settings(request, base.stamp.version.as_deref(), base.stamp.epoch).to_string() + "\n";
        Self {
            sha256: sha256(told.as_bytes()),
            configuration: sha256(lines(&configuration).as_bytes()),
            files: files.len(),
        }
    }
}

/// The name of a file of the configuration: one that lies elsewhere goes by its own name, wherever that is.
fn named(request: &Request, path: &str) -> String {
    match &request.config {
        Some(config) if config.display().to_string() == path => {
            Path::new(path).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        }
        _ => path.to_owned(),
    }
}

fn lines(files: &BTreeMap<String, String>) -> String {
    files.iter().map(|(path, sum)| sums_line(sum, path)).collect()
}
