//! A store on another machine: what comes from it, and that nothing it does makes an output another.

mod support;

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::merge::merge;
use pamphlet_pipeline::shard::Shard;
use pamphlet_pipeline::store::{Access, Local, Remote, Shelves, Usage};
use pamphlet_pipeline::sums::sha256;
use pamphlet_pipeline::system::{MemorySystem, System};
use pamphlet_pipeline::{Error, Format, Manifest, Request};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use support::server::{Manner, Server, TOKEN};

const SITE: &[(&str, &str)] = &[
    ("pamphlet.yml", "title: Ducks\nslug: ducks\ndate: 2026-01-02\n"),
    ("mkdocs.yml", "site_name: Ducks\nnav:\n  - index.md\n  - mallard.md\n"),
    ("docs/index.md", "# Ducks\n\nSee the [mallard](mallard.md).\n"),
    ("docs/mallard.md", "# Mallard\n\nIt is green.\n"),
    ("i18n/it/index.md", "# Anatre\n\nVedi il [germano](mallard.md).\n"),
];

/// A machine with the site in a folder, and no cache.
fn machine(folder: &str) -> MemorySystem {
    let system = MemorySystem::new([]);
    for (path, text) in SITE {
        system.put(Path::new(folder).join(path), text.as_bytes());
    }
    system
}

/// Another machine with the same site.
fn without_cache(system: &MemorySystem) -> MemorySystem {
    let other = system.fork();
    other.remove(Path::new("/cache")).expect("is removed");
    other.remove(Path::new("/out")).expect("is removed");
    other
}

fn access(server: &Server) -> Access {
    let access = Access::parse(&server.address(), Some(TOKEN), false).expect("is an address");
    access.answering_within(Duration::from_millis(700))
}

/// Of two formats that are quick to make.
fn request(folder: &str, store: Access) -> Request {
    Request { formats: vec![Format::Json, Format::Text], ..request_all(folder, store) }
}

fn request_all(folder: &str, store: Access) -> Request {
    Request { cache: Some(PathBuf::from("/cache")), store: Some(store), ..Request::new(folder, "/out") }
}

/// Builds, and holds the output against one that was made without any store.
fn built(system: &MemorySystem, request: &Request) -> (Report, Usage) {
    let report = build(system, request, &()).expect("is built");
    let other = system.fork();
    let plain = Request { formats: request.formats.clone(), ..Request::new(&request.site, "/clean") };
    let clean = build(&other, &plain, &()).expect("is built");
    assert!(system.files("/out") == other.files("/clean"), "an output is not what is made without a store");
    assert_eq!(report.findings, clean.findings);
    let usage = report.store.clone().expect("a store was named");
    (report, usage)
}

/// A store with everything that a build of the site makes.
fn full() -> Server {
    filled(request)
}

fn filled(request: fn(&str, Access) -> Request) -> Server {
    let server = Server::start();
    let (report, usage) = built(&machine("/site"), &request("/site", access(&server)));
    assert_eq!(usage.trouble, None);
    assert!(report.made.0 > 0 && usage.sent.0 > report.made.0, "files and records: {usage:?}");
    server
}

#[test]
fn another_machine_in_another_folder_makes_nothing() {
    let server = filled(request_all);
    let kept = server.kept().len();
    let (report, usage) = built(&machine("/elsewhere/clone"), &request_all("/elsewhere/clone", access(&server)));
    assert!(usage.taken.0 > 0 && usage.sent == (0, 0), "{usage:?}");
    assert_eq!((report.made, usage.trouble), ((0, 0), None));
    assert_eq!(server.kept().len(), kept);
}

#[test]
fn what_came_once_is_not_asked_for_again() {
    let server = full();
    let system = machine("/site");
    built(&system, &request("/site", access(&server)));
    let asked = server.asked();
    system.remove(Path::new("/out")).expect("is removed");
    let (report, usage) = built(&system, &request("/site", access(&server)));
    assert_eq!((report.made, usage.taken, server.asked()), ((0, 0), (0, 0), asked));
}

#[test]
fn a_changed_page_costs_the_files_that_show_it() {
    let server = filled(request_all);
    let system = machine("/site");
    system.put("/site/docs/mallard.md", b"# Mallard\n\nIt is blue.\n");
    let (report, usage) = built(&system, &request_all("/site", access(&server)));
    // The handouts of the other page, in both locales, at least.
    assert!(usage.taken.0 >= 4, "records and files: {usage:?}");
    assert!(report.made.0 > 0);
    let (again, _) = built(&without_cache(&system), &request_all("/site", access(&server)));
    assert_eq!(again.made, (0, 0));
}

#[test]
fn whatever_a_store_does_the_output_is_right() {
    for (manner, said) in [
        (Manner::Garbage, "not what was kept there"),
        (Manner::Swapped, "not what was kept there"),
        (Manner::Cut, "breaks off"),
        (Manner::NoHttp, "is not HTTP"),
        (Manner::Hangs, "did not answer in time"),
        (Manner::Drips, "did not answer in time"),
        (Manner::Status(500), "answers 500"),
        (Manner::Status(401), "refuses this token"),
        (Manner::Status(302), "redirects"),
    ] {
        let server = full();
        server.behave(manner);
        let begin = Instant::now();
        let (report, usage) = built(&machine("/site"), &request("/site", access(&server)));
        assert!(begin.elapsed() < Duration::from_mins(1), "{manner:?}");
        let trouble = usage.trouble.unwrap_or_default();
        assert!(trouble.contains(said), "{manner:?}: {trouble}");
        assert!(report.made.0 > 0, "{manner:?}");
    }
}

#[test]
fn a_store_that_is_not_there_is_asked_once() {
    let address = Server::start().address();
    let store = Access::parse(&address, None, false).expect("is an address");
    let (_, usage) = built(&machine("/site"), &request("/site", store));
    let trouble = usage.trouble.expect("is told");
    assert!(trouble.contains("cannot be reached") && trouble.contains("made here"), "{trouble}");
}

#[test]
fn a_store_that_dies_on_the_way_costs_the_rest() {
    let server = full();
    server.behave(Manner::DiesAfter(5));
    let (report, usage) = built(&machine("/site"), &request("/site", access(&server)));
    assert!(report.made.0 > 0 && usage.trouble.is_some(), "{usage:?}");
}

#[test]
fn who_may_only_read_reads() {
    let server = full();
    server.behave(Manner::ReadsAlone);
    let system = machine("/site");
    // A translation alone is changed: the files of its source are there.
    system.put("/site/i18n/it/mallard.md", "# Germano\n\nÈ blu.\n".as_bytes());
    let (_, usage) = built(&system, &request("/site", access(&server)));
    assert!(usage.taken.0 > 0 && usage.sent == (0, 0), "{usage:?}");
    assert!(usage.trouble.expect("is told").contains("nothing more was sent"));

    let kept = server.kept();
    let store = Access::parse(&server.address(), Some(TOKEN), true).expect("is an address");
    let (_, usage) = built(&without_cache(&system), &request("/site", store));
    assert_eq!((usage.sent, usage.trouble), ((0, 0), None));
    assert!(kept == server.kept());
}

#[test]
fn a_wrong_token_gets_nothing() {
    let server = full();
    let store = Access::parse(&server.address(), Some("another"), false).expect("is an address");
    let (_, usage) = built(&machine("/site"), &request("/site", store));
    assert_eq!((usage.taken, usage.sent), ((0, 0), (0, 0)));
    let trouble = usage.trouble.expect("is told");
    assert!(trouble.contains("refuses this token") && !trouble.contains("another"), "{trouble}");
}

#[test]
fn what_is_damaged_here_comes_from_there() {
    let server = full();
    let system = machine("/site");
    built(&system, &request("/site", access(&server)));
    for (path, bytes) in system.files("/cache") {
        if path.starts_with("cas") || path.starts_with("ac") {
            system.put(Path::new("/cache").join(path), &[b"damaged ", &bytes[..bytes.len() / 2]].concat());
        }
    }
    system.remove(Path::new("/out")).expect("is removed");
    let (report, usage) = built(&system, &request("/site", access(&server)));
    assert_eq!((report.made, usage.trouble), ((0, 0), None));
}

#[test]
fn a_record_that_leads_out_of_its_locale_is_none() {
    for path in ["../../evil", "/evil", "it/../../evil", "manifest.json", "en/../it/evil"] {
        let server = full();
        // Who may write to a store can give a record any words, with their sum.
        let forged: BTreeMap<String, Vec<u8>> = server
            .kept()
            .into_iter()
            .map(|(name, bytes)| {
                let forged = name.starts_with("ac/").then(|| forged(&bytes, path)).flatten();
                (name, forged.unwrap_or(bytes))
            })
            .collect();
        assert!(forged != server.kept(), "something was forged");
        server.keep(forged);
        let system = machine("/site");
        built(&system, &request("/site", access(&server)));
        let everything = system.files("/");
        assert!(everything.keys().all(|path| !path.contains("evil")), "{path}");
    }
}

/// A record whose first file lies elsewhere.
fn forged(record: &[u8], path: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(record).ok()?;
    let (heading, json) = text.split_once('\n')?;
    let mut value: serde_json::Value = serde_json::from_str(json).ok()?;
    *value.get_mut(1)?.get_mut("artifacts")?.get_mut(0)?.get_mut("path")? = path.into();
    let json = serde_json::to_string(&value).ok()?;
    let (form, _) = heading.rsplit_once(' ')?;
    Some(format!("{form} {}\n{json}", sha256(json.as_bytes())).into_bytes())
}

/// Three machines, each of which built a shard; gives the manifests.
fn three_shards(server: &Server) -> [Vec<u8>; 3] {
    [1, 2, 3].map(|index| {
        let machine = machine("/site");
        let shard = Some(Shard { index, count: 3 });
        build(&machine, &Request { shard, ..request("/site", access(server)) }, &()).expect("is built");
        machine.files("/out")["manifest.json"].clone()
    })
}

/// A machine that has nothing but manifests: the first two as files, the third in a folder of its own.
fn joining(manifests: &[Vec<u8>; 3]) -> (MemorySystem, Vec<PathBuf>) {
    let system = MemorySystem::new([]);
    for (path, text) in ["/parts/1.json", "/parts/2.json", "/parts/3/manifest.json"].iter().zip(manifests) {
        system.put(path, text);
    }
    (system, ["/parts/1.json", "/parts/2.json", "/parts/3"].map(PathBuf::from).to_vec())
}

fn merged(system: &MemorySystem, inputs: &[PathBuf], server: &Server) -> Result<Manifest, Error> {
    let shelves = Shelves::new(Local::new(system, "/cache".into()), Some(Remote::new(access(server))));
    merge(system, inputs, Path::new("/out"), Some(&shelves))
}

#[test]
fn manifests_alone_become_a_whole_out_of_the_store() {
    let server = Server::start();
    let (system, inputs) = joining(&three_shards(&server));
    let refused = merge(&system, &inputs, Path::new("/out"), None).expect_err("the files are not there").to_string();
    assert!(refused.contains("/parts/1.json is a manifest without its files"), "{refused}");
    merged(&system, &inputs, &server).expect("is merged");
    let one = machine("/site");
    build(&one, &Request { formats: vec![Format::Json, Format::Text], ..Request::new("/site", "/out") }, &())
        .expect("is built");
    assert!(system.files("/out") == one.files("/out"), "not what one machine makes");
}

#[test]
fn what_no_store_gives_is_not_merged() {
    let server = Server::start();
    let manifests = three_shards(&server);
    let one = Manifest::parse(&manifests[0]).expect("is one");
    let file = one.artifacts.iter().find(|artifact| artifact.locale.is_some()).expect("it made something");
    for (what, bytes) in [("gone", None), ("damaged", Some(b"somebody else's".to_vec()))] {
        let mut kept = server.kept();
        let place = kept.keys().find(|key| key.ends_with(&file.sha256)).expect("it was sent").clone();
        match bytes {
            Some(bytes) => kept.insert(place, bytes),
            None => kept.remove(&place),
        };
        let other = Server::start();
        other.keep(kept);
        let (system, inputs) = joining(&manifests);
        let error = merged(&system, &inputs, &other).expect_err(what);
        let told = error.to_string();
        assert!(
            told.contains("neither /parts/1.json nor the store has") && told.contains(&file.path),
            "{what}: {told}"
        );
        assert!(system.files("/out").is_empty(), "{what}");
    }
    // Nor is a manifest believed that leads out of the output.
    let (system, inputs) = joining(&manifests);
    let text = String::from_utf8(manifests[0].clone()).expect("is text");
    let outside = text.replace(&format!("\"{}\"", file.path), "\"../outside\"");
    assert_ne!(outside, text);
    system.put(&inputs[0], outside.as_bytes());
    let told = merged(&system, &inputs, &server).expect_err("leads outside").to_string();
    assert!(told.contains("is not a manifest of Pamphlet"), "{told}");
}
