//! What any bytes must hold: the laws that the fuzzer (`engine.rs`) and the kept inputs (`kept.rs`) hold the program to.
//!
//! In: bytes. Out: nothing, or a panic that says which law they break.
//! That a target ends in time and in little memory is held by the engine, and by
//! the growth gate.

mod machine;
mod media;
pub mod mutate;
mod outputs;

use machine::{FILE, TRANSLATED, below, builds, files, machine, request, says_what_to_do, text, untouched};
use pamphlet_pipeline::fix::{FixOptions, fix};
use pamphlet_pipeline::system::{MemorySystem, System as _};
use pamphlet_pipeline::{Format, Request, build::build, check::check};

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
    Target { name: "plugins", hold: plugins, longest: 3_000, sample: 8 },
    Target { name: "configuration", hold: configuration, longest: 2_000, sample: 60 },
    Target { name: "captured", hold: captured, longest: 2_000, sample: 60 },
    Target { name: "repairs", hold: repairs, longest: 2_000, sample: 20 },
    Target { name: "yaml", hold: yaml, longest: 2_000, sample: 2_000 },
    Target { name: "picture", hold: media::picture, longest: 4_000, sample: 1_000 },
    Target { name: "drawing", hold: media::drawing, longest: 4_000, sample: 60 },
    Target { name: "diagram", hold: media::diagram, longest: 1_000, sample: 60 },
    Target { name: "formula", hold: media::formula, longest: 500, sample: 200 },
    Target { name: "font", hold: media::font, longest: 4_000, sample: 200 },
    Target { name: "archive", hold: outputs::archive, longest: 4_000, sample: 200 },
    Target { name: "shards", hold: outputs::shards, longest: 4_000, sample: 20 },
    Target { name: "comparison", hold: outputs::comparison, longest: 4_000, sample: 60 },
    Target { name: "protocol", hold: outputs::protocol, longest: 2_000, sample: 200 },
    Target { name: "website", hold: outputs::website, longest: 2_000, sample: 200 },
    Target { name: "cache", hold: outputs::cache, longest: 200, sample: 4 },
];

/// The same seeds in whole documents: too dear for a fuzzer, which tries thousands in the time of one, so the tests alone
/// hold them.
pub const WHOLE: &[Target] = &[
    Target { name: "drawing", hold: media::drawing_on_paper, longest: 4_000, sample: 4 },
    Target { name: "formula", hold: media::formula_on_paper, longest: 500, sample: 8 },
    Target { name: "font", hold: media::font_in_documents, longest: 4_000, sample: 4 },
];

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

/// The same of what plugins put into pages, in the formats that cost little: macros, files that are included, tables of
/// data, notebooks.
fn plugins(bytes: &[u8]) {
    builds(&machine(&text(bytes)), &[Format::Json, Format::Text]);
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
    let options = FixOptions { risky: false, dirty: true, dry: false };
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
