//! The targets of what is read back: archives, shards, outputs, caches, websites.

use crate::machine::{FILE, below, files, machine, request, says_what_to_do, text, untouched};
use pamphlet_mcp::{Output, Server};
use pamphlet_pipeline::attach::{self, Button, attach};
use pamphlet_pipeline::diff::{DiffRequest, diff};
use pamphlet_pipeline::shard::Shard;
use pamphlet_pipeline::system::MemorySystem;
use pamphlet_pipeline::verify::{books, verify};
use pamphlet_pipeline::{Format, Request, build::build, merge::merge};
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::OnceLock;

/// An archive is verified, or it is said to be none; so is a book. The input is the archive, or the files in it.
pub(crate) fn archive(bytes: &[u8]) {
    let system = MemorySystem::default();
    let text = text(bytes);
    let packed = if text.starts_with(FILE) { zipped(&text) } else { bytes.to_vec() };
    system.put("/some/a.zip", &packed);
    system.put("/some/a.epub", &packed);
    let before = system.files("/");
    for path in ["/some/a.zip", "/some/a.epub", "/some"] {
        if let Err(error) = pamphlet_pipeline::verify::any(&system, Path::new(path), None) {
            says_what_to_do(&error);
        }
        if let Err(error) = books::look_through(&system, Path::new(path)) {
            says_what_to_do(&error);
        }
    }
    assert!(before == system.files("/"), "looking changes nothing");
}

fn zipped(text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (path, content) in files(text) {
        // What the writer refuses, such as a name that is there already, is no archive.
        if writer.start_file(path, stored).is_ok() {
            writer.write_all(content.as_bytes()).expect("memory does not fail");
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Shards are joined to an output that is what its manifest says, or refused.
pub(crate) fn shards(bytes: &[u8]) {
    let system = MemorySystem::default();
    system.can_exchange(true);
    system.put("/beside/secret.md", b"zanzibarwords");
    for shard in [1, 2] {
        for (path, content) in shard_files(shard) {
            system.put(format!("/{shard}/{path}"), content);
        }
    }
    for (path, content) in files(&text(bytes)) {
        let folder = if path.len().is_multiple_of(2) { "/1" } else { "/2" };
        system.put(below(folder, path), content.as_bytes());
    }
    let before = untouched(&system);
    match merge(&system, &["/1".into(), "/2".into()], Path::new("/out"), None) {
        Ok(_) => {
            let (_, problems) = verify(&system, Path::new("/out")).expect("an output is there");
            assert!(problems.is_empty(), "{problems:?}");
        }
        Err(error) => says_what_to_do(&error),
    }
    assert!(before == untouched(&system), "shards were changed");
}

/// The files of one of two shards of a small site.
fn shard_files(index: usize) -> &'static BTreeMap<String, Vec<u8>> {
    static MADE: OnceLock<[BTreeMap<String, Vec<u8>>; 2]> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        [1, 2].map(|index| {
            let system = machine("");
            let shard = Shard::parse(&format!("{index}/2")).expect("is one");
            let request = Request { shard: Some(shard), formats: vec![Format::Json, Format::Text], ..request() };
            build(&system, &request, &()).expect("the site is one");
            system.files("/out")
        })
    });
    &made[index - 1]
}

/// Whatever becomes of a cache, the next build makes what one without a cache makes. The input is damage: four bytes each
/// say which file, what is done to it, and where.
pub(crate) fn cache(bytes: &[u8]) {
    struct Base {
        system: MemorySystem,
        clean: [BTreeMap<String, Vec<u8>>; 2],
    }
    const PAGE: [&str; 2] = ["# Home\n\nOne form.\n", "# Home\n\nThe other form.\n"];
    static BASE: OnceLock<Base> = OnceLock::new();
    let cached = || Request { formats: vec![Format::Json, Format::Text], cache: Some("/cache".into()), ..request() };
    let base = BASE.get_or_init(|| {
        let clean = PAGE.map(|page| {
            let system = machine("");
            system.put("/site/docs/index.md", page.as_bytes());
            build(&system, &Request { cache: None, ..cached() }, &()).expect("the site is one");
            system.files("/out")
        });
        let system = machine("");
        system.put("/site/docs/index.md", PAGE[0].as_bytes());
        build(&system, &cached(), &()).expect("the site is one");
        Base { system, clean }
    });
    let system = base.system.fork();
    let records: Vec<(String, Vec<u8>)> = system.files("/cache").into_iter().collect();
    for damage in bytes.chunks_exact(4) {
        let (name, held) = &records[usize::from(damage[0]) % records.len()];
        let mut held = held.clone();
        let at = (usize::from(damage[2]) * 256 + usize::from(damage[3])) % held.len().max(1);
        match damage[1] % 6 {
            0 => held.truncate(at),
            1 if !held.is_empty() => held[at] ^= 1 << (damage[1] % 8),
            2 if !held.is_empty() => held[at] = damage[1],
            3 => held.insert(at, damage[1]),
            4 => held.clone_from(&records[at % records.len()].1),
            _ => held.clear(),
        }
        system.put(format!("/cache/{name}"), &held);
    }
    let form = usize::from(bytes.first().is_some_and(|first| *first >= 128));
    system.put("/site/docs/index.md", PAGE[form].as_bytes());
    build(&system, &cached(), &()).expect("the site is one");
    let made = system.files("/out");
    assert!(made == base.clean[form], "a damaged cache changes what is made");
}

/// The files of an output of a small site.
fn output_files() -> &'static BTreeMap<String, Vec<u8>> {
    static MADE: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    MADE.get_or_init(|| {
        let system = machine("%%% pamphlet.yml\ntitle: Site\nurl: https://a.example/{page}/\nsearch: true\n");
        let request = Request { formats: vec![Format::Json, Format::Text], ..request() };
        build(&system, &request, &()).expect("the site is one");
        system.files("/out")
    })
}

/// An output is compared with what somebody made of it, or refused, and both are as they were.
pub(crate) fn comparison(bytes: &[u8]) {
    let system = MemorySystem::default();
    system.put("/beside/secret.md", b"zanzibarwords");
    for (path, content) in output_files() {
        system.put(format!("/1/{path}"), content);
        system.put(format!("/2/{path}"), content);
    }
    for (path, content) in files(&text(bytes)) {
        system.put(below("/2", path), content.as_bytes());
    }
    let before = system.files("/");
    let request = DiffRequest { old: "/1".into(), new: "/2".into(), jobs: Some(1), ..DiffRequest::default() };
    match diff(&system, &request, &()) {
        Ok(made) => {
            for told in
                [pamphlet_diff::text(&made, false), pamphlet_diff::markdown(&made, pamphlet_diff::Detail::Whole)]
            {
                assert!(!told.contains("zanzibarwords"), "what lies beside the output was read");
                assert!(
                    !told.contains(|letter: char| letter.is_control() && letter != '\n'),
                    "controls are left in {told:?}"
                );
            }
        }
        Err(error) => says_what_to_do(&error),
    }
    assert!(before == system.files("/"), "comparing changes nothing");
}

/// Whatever a program asks of an output that somebody made, every line that wants an answer has one, which is JSON of
/// one line.
pub(crate) fn protocol(bytes: &[u8]) {
    let text = text(bytes);
    let mut held = output_files().clone();
    for (path, content) in files(&text) {
        held.insert(path.to_owned(), content.as_bytes().to_vec());
    }
    let mut server = Server::new(Output {
        locales: vec!["en".to_owned()],
        title: "Site".to_owned(),
        version: "1",
        files: Box::new(move |path| held.get(path).cloned()),
    });
    for line in text.split(FILE).next().unwrap_or_default().lines() {
        let Some(answer) = server.answer(line) else { continue };
        assert!(!answer.contains('\n'), "an answer is one line: {answer}");
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("an answer is JSON");
        assert!(answer["result"].is_null() != answer["error"].is_null(), "an answer is a result or an error: {answer}");
    }
}

/// Links are added to pages of a website, whatever these are, once; and taken out again without a trace.
pub(crate) fn website(bytes: &[u8]) {
    let text = text(bytes);
    let system = MemorySystem::default();
    system.can_exchange(true);
    system.put("/web/index.html", text.split(FILE).next().unwrap_or_default().as_bytes());
    for (path, content) in output_files() {
        system.put(format!("/web/downloads/{path}"), content);
    }
    for (path, content) in files(&text) {
        let place = below("/web", path);
        if !place.starts_with("/web/downloads") && place != Path::new("/web") {
            system.put(place.with_extension("html"), content.as_bytes());
        }
    }
    let before = system.files("/");
    let request = |remove| attach::AttachRequest {
        website: "/web".into(),
        downloads: "/web/downloads".into(),
        captured: None,
        button: Button::Bottom,
        remove,
    };
    // What stands between our marks is ours.
    if let Err(error) = attach(&system, &request(true)) {
        return says_what_to_do(&error);
    }
    let bare = system.files("/");
    attach(&system, &request(false)).expect("it was a website before");
    let with = system.files("/");
    let again = attach(&system, &request(false)).expect("it was a website before");
    assert_eq!(again.written, 0, "links are added twice");
    assert!(with == system.files("/"));
    attach(&system, &request(true)).expect("it was a website before");
    assert!(bare == system.files("/"), "what is taken out leaves a trace");
    let of_output = |all: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        all.iter()
            .filter(|(path, _)| path.starts_with("web/downloads/"))
            .map(|(path, held)| (path.clone(), held.clone()))
            .collect()
    };
    assert!(of_output(&before) == of_output(&system.files("/")), "the outputs were changed");
}
