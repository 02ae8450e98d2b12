//! What a build refuses before it makes anything.

use crate::Error;
use crate::manifest::Manifest;
use crate::request::Request;
use crate::system::{Doing, System};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use pamphlet_site::Site;
use pamphlet_source::did_you_mean;
use std::collections::BTreeSet;
use std::path::Path;

/// `--page` as patterns. Each has to match at least one page of the site.
pub(super) fn page_patterns(request: &Request, site: &Site) -> Result<Option<GlobSet>, Error> {
    if request.pages.is_empty() {
        return Ok(None);
    }
    let all: BTreeSet<String> = site.trees.iter().flat_map(|tree| tree.pages.keys().cloned()).collect();
    let mut set = GlobSetBuilder::new();
    for pattern in &request.pages {
        let name = pamphlet_site::layout::page_name(pattern).unwrap_or(pattern);
        let glob = GlobBuilder::new(name).literal_separator(true).build().map_err(|error| {
            Error::usage(format!("“{pattern}” is not a pattern of pages: {error}"), "write it like basics/* or tools")
        })?;
        if !all.iter().any(|page| glob.compile_matcher().is_match(page)) {
            // Somebody may name the file of a page, from the folder of the site.
            let is_file = |page: &&String| name.strip_suffix(page.as_str()).is_some_and(|front| front.ends_with('/'));
            let meant = match all.iter().filter(is_file).max_by_key(|page| page.len()) {
                Some(page) => format!("did you mean {page}? "),
                None => did_you_mean(name, all.iter().map(String::as_str)),
            };
            return Err(Error::usage(
                format!("no page is called “{pattern}”"),
                format!(
                    "{meant}pages are named by their path without .md; * stands for a part, ** for folders, a comma \
                     stands between patterns"
                ),
            ));
        }
        set.add(glob);
    }
    set.build().map(Some).map_err(|error| Error::usage(error.to_string(), "write --page like basics/* or tools"))
}

/// What another store gives is kept in the cache.
pub(super) fn check_store(request: &Request) -> Result<(), Error> {
    match &request.store {
        Some(store) if request.cache.is_none() => Err(Error::usage(
            format!("the store at {store} needs a cache beside it, and this machine has no folder for caches"),
            "name one with --cache",
        )),
        _ => Ok(()),
    }
}

/// A part of another site's output must not be mixed with this one's.
pub(super) fn check_same_site(request: &Request, previous: Option<&Manifest>, site: &Site) -> Result<(), Error> {
    match previous {
        Some(previous) if !request.is_whole() && previous.slug != site.identity.slug => Err(Error::usage(
            format!(
                "{} holds the outputs of a site that is called {}, and this one is called {}: a part of it would stand \
                 among files with another name",
                request.out.display(),
                previous.slug,
                site.identity.slug
            ),
            format!(
                "if the site was renamed, build everything once, without --format, --locale and --page, or keep the old \
                 name with slug: {} in pamphlet.yml; if it is another site, name another folder with --out",
                previous.slug
            ),
        )),
        _ => Ok(()),
    }
}

/// An output that holds its own site would be exchanged with it, and one that holds its cache would never be what its
/// manifest says.
pub(super) fn check_places(system: &dyn System, request: &Request) -> Result<(), Error> {
    let out = system.target(&request.out).doing("follow", &request.out)?;
    if holds(system, &out, &request.site) {
        return Err(Error::usage(
            format!("{} holds the site itself, so it is not a folder for its output", out.display()),
            "choose another folder with --out, such as dist",
        ));
    }
    match &request.cache {
        Some(cache) if holds(system, &out, cache) => Err(Error::usage(
            format!("the cache {} lies in the output {}", cache.display(), out.display()),
            "choose another folder with --cache or --out",
        )),
        _ => Ok(()),
    }
}

/// Whether a path is a folder or lies in it, where links are followed as far as there is something.
pub(crate) fn holds(system: &dyn System, folder: &Path, path: &Path) -> bool {
    let (folder, path) = (system.absolute(folder), system.absolute(path));
    let followed = |path: &Path| {
        let there = path.ancestors().find_map(|above| Some((above.to_owned(), system.real(above).ok()?)));
        there.map_or_else(
            || path.to_owned(),
            |(above, real)| path.strip_prefix(&above).map_or_else(|_| real.clone(), |rest| real.join(rest)),
        )
    };
    followed(&path).starts_with(followed(&folder))
}

/// A shard needs a folder of its own: with parts of other builds it would not be the shard that its manifest names.
pub(super) fn check_same_part(request: &Request, previous: Option<&Manifest>) -> Result<(), Error> {
    let Some(previous) = previous.filter(|previous| previous.shard != request.shard_facts()) else { return Ok(()) };
    if request.is_whole() {
        return Ok(());
    }
    let there = match &previous.shard {
        Some(shard) => format!("shard {}/{} of a build", shard.index, shard.count),
        None => "an output that is not a shard".to_owned(),
    };
    Err(Error::usage(
        format!("{} holds {there}, which cannot be mixed with what is asked for", request.out.display()),
        "choose another folder with --out for each shard, and join them with merge",
    ))
}
