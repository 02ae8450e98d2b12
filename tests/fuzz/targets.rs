//! What any bytes must hold: the laws that the fuzzer (`engine.rs`) and the kept inputs (`kept.rs`) hold the program to.
//!
//! In: bytes. Out: nothing, or a panic that says which law they break.
//! That a target ends in time and in little memory is held by the engine, and by
//! the growth gate.

use pamphlet_pipeline::fix::{Options, fix};
use pamphlet_pipeline::system::{MemorySystem, System as _};
use pamphlet_pipeline::verify::{books, verify};
use pamphlet_pipeline::{Error, Format, Request, build::build, check::check, merge::merge};
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub mod mutate;

#[path = "../../crates/parser/tests/support/laws.rs"]
#[allow(dead_code, reason = "one of its laws is of whole words, and holds for texts that people write")]
mod laws;

/// One way into the program.
pub struct Target {
    /// Also the folder of its seeds.
    pub name: &'static str,
    /// Holds the laws, or panics.
    pub hold: fn(&[u8]),
    /// The most bytes of an input.
    pub longest: usize,
    /// How many changed inputs the tests hold for each seed, by what one costs.
    pub sample: u32,
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "page", hold: page, longest: 2_000, sample: 200 },
    Target { name: "translation", hold: translation, longest: 2_000, sample: 20 },
    Target { name: "site", hold: site, longest: 3_000, sample: 3 },
    Target { name: "configuration", hold: configuration, longest: 2_000, sample: 60 },
    Target { name: "captured", hold: captured, longest: 2_000, sample: 60 },
    Target { name: "repairs", hold: repairs, longest: 2_000, sample: 20 },
    Target { name: "yaml", hold: yaml, longest: 2_000, sample: 2_000 },
    Target { name: "picture", hold: picture, longest: 4_000, sample: 1_000 },
    Target { name: "formula", hold: formula, longest: 500, sample: 8 },
    Target { name: "archive", hold: archive, longest: 4_000, sample: 200 },
    Target { name: "shards", hold: shards, longest: 4_000, sample: 20 },
    Target { name: "cache", hold: cache, longest: 200, sample: 4 },
];

/// A line that begins so begins a file: the rest of the line is its path.
const FILE: &str = "%%% ";

/// The files of a text.
fn files(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(FILE).skip(1).take(16).map(|file| file.split_once('\n').unwrap_or((file, "")))
}

/// A path below a folder, whatever is written.
fn below(folder: &str, path: &str) -> PathBuf {
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "." | ".." | ".git")).take(6);
    parts.fold(PathBuf::from(folder), |at, part| at.join(part.chars().take(60).collect::<String>()))
}

/// A machine with the files of a text in `/site`, and with something beside it that nobody may touch.
fn machine(text: &str) -> MemorySystem {
    let system = MemorySystem::new([
        ("/beside/secret.md", "# Secret\n\nzanzibarwords\n"),
        ("/site/mkdocs.yml", "site_name: Site\n"),
        ("/site/docs/index.md", "# Home\n\nA page.\n"),
    ]);
    system.can_exchange(true);
    for (path, content) in files(text) {
        let place = below("/site", path);
        // A file where a folder is, or below a file, is nothing that a disk holds.
        let is_taken = system.stat(&place).is_ok_and(|stat| stat.is_some_and(|stat| stat.folder))
            || place
                .ancestors()
                .skip(1)
                .any(|above| system.stat(above).is_ok_and(|stat| stat.is_some_and(|stat| !stat.folder)));
        if !is_taken && place != Path::new("/site") {
            system.put(&place, content.as_bytes());
        }
    }
    system
}

/// A site with translations.
const TRANSLATED: &str =
    "title: Site\nmkdocs: false\nsource: { locale: en, pages: docs }\ntranslations: { pages: \"i18n/{locale}\" }\n";

/// Every file but those of an output and of a cache.
fn untouched(system: &MemorySystem) -> BTreeMap<String, Vec<u8>> {
    let mut all = system.files("/");
    all.retain(|path, _| !path.starts_with("out/") && !path.starts_with("cache/"));
    all
}

fn request() -> Request {
    Request { jobs: Some(1), ..Request::new("/site", "/out") }
}

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// A page parses, twice alike, and its spans are true.
fn page(bytes: &[u8]) {
    let text = text(bytes);
    laws::parses(&text);
    laws::is_deterministic(&text);
    laws::spans_are_true(&text);
}

/// A page and a translation of it, whatever became of that: `check` and every format end, and no wall was needed.
fn translation(bytes: &[u8]) {
    let text = text(bytes);
    let (source, translated) = text.split_once(FILE).unwrap_or((&text, &text));
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", TRANSLATED),
        ("/site/docs/index.md", source),
        ("/site/i18n/ar/index.md", translated),
    ]);
    system.can_exchange(true);
    assert!(builds(&system, &[Format::Json, Format::Text]), "the site is one");
}

/// Whatever a site holds, it is built or refused: nothing is touched but the output, that is what its manifest says, and
/// no page needed its wall.
fn site(bytes: &[u8]) {
    builds(&machine(&text(bytes)), &[]);
}

/// Builds a site, holds the laws of that, and says whether it was one.
fn builds(system: &MemorySystem, formats: &[Format]) -> bool {
    let before = untouched(system);
    let request = Request { formats: formats.to_vec(), ..request() };
    let built = build(system, &request, &());
    assert!(before == untouched(system), "something beside the output was changed");
    match built {
        Ok(report) => {
            assert!(!request.walls.has_faults(), "a wall was needed: {:?}", report.findings);
            let (_, problems) = verify(system, Path::new("/out")).expect("an output is there");
            assert!(problems.is_empty(), "{problems:?}");
            for (path, bytes) in system.files("/out") {
                let is_secret = bytes.windows(13).any(|window| window == b"zanzibarwords");
                assert!(!is_secret, "{path} holds what lies beside the site");
            }
        }
        Err(error) => {
            says_what_to_do(&error);
            return false;
        }
    }
    true
}

/// An error is a sentence.
fn says_what_to_do(error: &Error) {
    assert!(!error.to_string().trim().is_empty());
}

/// Whatever a configuration says, `check` ends.
fn configuration(bytes: &[u8]) {
    let text = text(bytes);
    let system = machine(&text);
    if !text.contains(FILE) {
        system.put("/site/mkdocs.yml", text.as_bytes());
    }
    let before = untouched(&system);
    let request = request();
    if let Err(error) = check(&system, &request, &()) {
        says_what_to_do(&error);
    }
    assert!(!request.walls.has_faults(), "a wall was needed");
    assert!(before == untouched(&system), "`check` changed something");
}

/// Whatever another program hands over as a captured site, it is built or refused, and nothing beside the site is read.
fn captured(bytes: &[u8]) {
    let system = machine("");
    for (path, content) in files(&text(bytes)) {
        system.put(below("/made", path).join("-"), b"");
        system.remove(&below("/made", path)).expect("memory does not fail");
        system.put(below("/made", path), content.as_bytes());
    }
    let request = Request { captured: Some("/made".into()), formats: vec![Format::Json], ..request() };
    match build(&system, &request, &()) {
        Ok(_) => {
            let secret = system
                .files("/out")
                .into_values()
                .any(|bytes| bytes.windows(13).any(|window| window == b"zanzibarwords"));
            assert!(!secret, "what lies beside the site was read");
        }
        Err(error) => says_what_to_do(&error),
    }
    assert!(!request.walls.has_faults(), "a wall was needed");
}

/// Repairs that are written back are found no more.
fn repairs(bytes: &[u8]) {
    let text = text(bytes);
    let (source, translated) = text.split_once(FILE).unwrap_or((&text, &text));
    let system = MemorySystem::new([
        ("/site/pamphlet.yml", TRANSLATED),
        ("/site/docs/index.md", source),
        ("/site/i18n/fr/index.md", translated),
    ]);
    let options = Options { risky: false, dirty: true, dry: false };
    let first = fix(&system, &request(), options, &()).expect("the site is one");
    let written = system.files("/site");
    let second = fix(&system, &request(), options, &()).expect("the site is one");
    assert!(second.files.is_empty(), "a second run still mends:\n{}\nafter\n{}", second.patch, first.patch);
    assert!(written == system.files("/site"));
}

/// YAML is read, or refused with a place in it.
fn yaml(bytes: &[u8]) {
    let text = text(bytes);
    if let Err(error) = pamphlet_source::yaml::parse(&text) {
        assert!(!error.message.is_empty());
    }
}

/// A picture is read or refused, and what is written of it asks nothing of the network and runs nothing.
fn picture(bytes: &[u8]) {
    let Ok(examined) = pamphlet_media::picture::Picture::examine(bytes) else { return };
    if let pamphlet_media::picture::Picture::Vector(vector) = examined.picture {
        let again = pamphlet_media::svg::clean(vector.svg.as_bytes(), "", &mut Vec::new());
        assert!(again.is_ok(), "what was cleaned is no picture any more: {}", vector.svg);
        let low = vector.svg.to_ascii_lowercase();
        for bad in ["<script", "javascript:", "<foreignobject", "href=\"http", "url(http", "<!entity"] {
            assert!(!low.contains(bad), "{bad} is left in {}", vector.svg);
        }
    }
}

/// A formula becomes MathML that parses, or none; on paper it is set or shown as it was written.
fn formula(bytes: &[u8]) {
    let text = text(bytes);
    for display in [false, true] {
        if let Some(made) = pamphlet_media::tex::mathml(&text, display) {
            assert!(roxmltree::Document::parse(&made).is_ok(), "no XML: {made}");
        }
    }
    let system = MemorySystem::new([
        ("/site/mkdocs.yml", "site_name: Site\nmarkdown_extensions: [pymdownx.arithmatex]\n"),
        ("/site/docs/index.md", &format!("# Home\n\nIn ${}$ line.\n\n$$\n{text}\n$$\n", text.replace('\n', " "))),
    ]);
    system.can_exchange(true);
    assert!(builds(&system, &[Format::Pdf]), "the site is one");
}

/// An archive is verified, or it is said to be none; so is a book. The input is the archive, or the files in it.
fn archive(bytes: &[u8]) {
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
fn shards(bytes: &[u8]) {
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
    match merge(&system, &["/1".into(), "/2".into()], Path::new("/out")) {
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
            let shard = pamphlet_pipeline::request::Shard::parse(&format!("{index}/2")).expect("is one");
            let request = Request { shard: Some(shard), formats: vec![Format::Json, Format::Text], ..request() };
            build(&system, &request, &()).expect("the site is one");
            system.files("/out")
        })
    });
    &made[index - 1]
}

/// Whatever becomes of a cache, the next build makes what one without a cache makes. The input is damage: four bytes each
/// say which file, what is done to it, and where.
fn cache(bytes: &[u8]) {
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
