//! What a run leaves behind that stops at any of its changes, and what the next one makes of it: for every command that
//! writes, for every way to exchange a folder, with the power cut and without.
#![expect(clippy::disallowed_methods, reason = "a test asks the environment whether all is to be tried")]

use pamphlet_pipeline::build::build;
use pamphlet_pipeline::shard::Shard;
use pamphlet_pipeline::system::{MemorySystem, System};
use pamphlet_pipeline::verify::{Problem, verify};
use pamphlet_pipeline::{Error, Format, Request, merge, release};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SITE: &[(&str, &str)] = &[
    ("/site/pamphlet.yml", "title: Ducks\nslug: ducks\ndate: 2026-01-02\n"),
    ("/site/mkdocs.yml", "site_name: Ducks\n"),
    ("/site/docs/index.md", "# Ducks\n\nSee the [mallard](kinds/mallard.md).\n\n![A duck](duck.svg)\n"),
    ("/site/docs/kinds/mallard.md", "# Mallard\n\nIt is green.\n"),
    ("/site/docs/duck.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9\"/></svg>"),
    ("/site/i18n/it/index.md", "# Anatre\n\nVedi il [germano](kinds/mallard.md).\n"),
];

type Files = BTreeMap<String, Vec<u8>>;

/// How the folder of a target can be exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    AtOnce,
    InTwoSteps,
    Mounted,
    /// The system cannot tell that it is mounted, and refuses to rename it.
    MountedUnseen,
    NothingBeside,
}

use Ground::{AtOnce, InTwoSteps, Mounted, MountedUnseen, NothingBeside};

const GROUNDS: [Ground; 5] = [AtOnce, InTwoSteps, Mounted, MountedUnseen, NothingBeside];

impl Ground {
    fn prepare(self, system: &MemorySystem, target: &str) {
        system.can_exchange(self != InTwoSteps);
        match self {
            AtOnce | InTwoSteps => {}
            Mounted => system.mount(target, true),
            MountedUnseen => system.mount(target, false),
            NothingBeside => {
                system.make_folder(Path::new(target)).expect("is made");
                system.fix(Path::new(target).parent().expect("has one"));
            }
        }
    }

    fn is_inside(self) -> bool {
        matches!(self, Mounted | MountedUnseen | NothingBeside)
    }
}

/// A command that is interrupted.
struct Command {
    /// The folder that it replaces.
    target: &'static str,
    /// Makes what it works from, in a first or second form.
    prepare: fn(&MemorySystem, second: bool),
    run: fn(&MemorySystem) -> Result<(), Error>,
    /// Whether it fills a cache: hundreds of changes, which are the same on every ground.
    caches: bool,
}

impl Command {
    /// Every how many changes it is interrupted: at each, but where a sample is enough without `PAMPHLET_LONG=1`.
    fn step(&self, ground: Ground) -> usize {
        let long = std::env::var("PAMPHLET_LONG").is_ok_and(|long| long == "1");
        if self.caches && ground != AtOnce && !long { 7 } else { 1 }
    }
}

fn system() -> MemorySystem {
    MemorySystem::new(SITE.iter().copied())
}

fn edit(system: &MemorySystem, second: bool) {
    if second {
        system.put("/site/docs/index.md", b"# Other ducks\n\n![A duck](duck.svg)\n");
        system.put("/site/docs/more.md", b"# More\n");
        system.remove(Path::new("/site/docs/kinds")).expect("is removed");
    }
}

fn request() -> Request {
    Request { formats: vec![Format::Text], ..Request::new("/site", "/out/dist") }
}

fn cached() -> Request {
    Request { cache: Some(PathBuf::from("/cache")), ..request() }
}

fn shards() -> [PathBuf; 2] {
    ["/shard/1", "/shard/2"].map(PathBuf::from)
}

const BUILD: Command = Command {
    target: "/out/dist",
    prepare: edit,
    run: |system| build(system, &request(), &()).map(|_| ()),
    caches: false,
};

const CACHED_BUILD: Command = Command {
    target: "/out/dist",
    prepare: edit,
    run: |system| build(system, &cached(), &()).map(|_| ()),
    caches: true,
};

const MERGE: Command = Command {
    target: "/out/dist",
    prepare: |system, second| {
        edit(system, second);
        for (index, out) in (1..).zip(shards()) {
            build(system, &Request { shard: Some(Shard { index, count: 2 }), out, ..request() }, &())
                .expect("is built");
        }
    },
    run: |system| merge::merge(system, &shards(), Path::new("/out/dist"), None).map(|_| ()),
    caches: false,
};

const RELEASE: Command = Command {
    target: "/out/release",
    prepare: |system, second| {
        edit(system, second);
        build(system, &released(), &()).expect("is built");
    },
    run: |system| release::release(system, &released(), Path::new("/out/release"), None).map(|_| ()),
    caches: false,
};

fn released() -> Request {
    Request { out: "/built/dist".into(), version: Some("1".into()), ..request() }
}

/// What lies in a folder, without what belongs to an exchange.
fn set(system: &MemorySystem, folder: &str) -> Files {
    let mut files = system.files(folder);
    files.retain(|path, _| !path.starts_with(".pamphlet."));
    files
}

fn interrupted(command: &Command, ground: Ground, power: bool) {
    let Command { target, prepare, run, .. } = command;
    let clean = system();
    prepare(&clean, true);
    run(&clean).expect("runs");
    let after = clean.files(target);
    let first = system();
    ground.prepare(&first, target);
    prepare(&first, false);
    run(&first).expect("runs");
    prepare(&first, true);
    let before = first.files(target);
    assert_ne!(before, after);
    for changes in (0..).step_by(command.step(ground)) {
        let at = format!("{target}, {ground:?}, {changes} changes, power cut: {power}");
        let system = first.fork();
        system.stop_after(Some(changes));
        let done = run(&system).is_ok();
        let all_written = system.changes_left() > Some(0);
        system.stop_after(None);
        if power {
            system.cut_power();
        }

        // The last good files or the new ones; what is neither says so.
        let left = set(&system, target);
        let is_unfinished = ground.is_inside()
            && system.stat(&Path::new(target).join(".pamphlet.journal")).expect("can be asked").is_some();
        let is_aside = ground == InTwoSteps && left.is_empty();
        assert!(left == before || left == after || is_unfinished || is_aside, "{at}");
        assert!(!done || left == after, "{at}: done and not in place");
        if target.ends_with("dist") {
            match verify(&system, Path::new(target)) {
                Ok((_, problems)) if is_unfinished => assert_eq!(problems, [Problem::Unfinished], "{at}"),
                Ok((_, problems)) => assert_eq!(problems, [], "{at}"),
                Err(error) => assert!(is_aside && error.to_string().contains(".dist.old"), "{at}: {error}"),
            }
        }

        // Whatever is left, the next run finishes or takes back, and nothing of it stays.
        run(&system).unwrap_or_else(|error| panic!("{at}: {error}"));
        assert!(system.files(target) == after, "{at}: the next run");
        let name = Path::new(target).file_name().expect("has one").to_string_lossy().into_owned();
        let strange: Vec<String> =
            system.files("/out").into_keys().filter(|path| !path.starts_with(&format!("{name}/"))).collect();
        assert_eq!(strange, [""; 0], "{at}");
        // A cache that could not be written does not fail a build, so go on until that is written too.
        if done && all_written {
            break;
        }
    }
}

#[test]
fn an_interrupted_build_leaves_the_last_good_output() {
    for ground in GROUNDS {
        interrupted(&BUILD, ground, false);
    }
}

#[test]
fn an_interrupted_build_leaves_no_cache_that_is_ahead() {
    for ground in GROUNDS {
        interrupted(&CACHED_BUILD, ground, false);
    }
}

#[test]
fn a_power_cut_leaves_no_files_without_content() {
    for ground in GROUNDS {
        interrupted(&CACHED_BUILD, ground, true);
    }
}

#[test]
fn an_interrupted_merge_leaves_the_last_good_output() {
    for ground in GROUNDS {
        interrupted(&MERGE, ground, false);
        interrupted(&MERGE, ground, true);
    }
}

#[test]
fn an_interrupted_release_leaves_the_last_good_bundle() {
    for ground in GROUNDS {
        interrupted(&RELEASE, ground, false);
        interrupted(&RELEASE, ground, true);
    }
}

#[test]
fn what_an_older_program_could_not_exchange_is_in_nobodys_way() {
    let system = system();
    Mounted.prepare(&system, "/out/dist");
    system.put("/out/.dist.new/manifest.json", b"{}");
    system.put("/out/.dist.journal", b"complete 00\n");
    build(&system, &request(), &()).expect("is built");
    assert!(system.files("/out").keys().all(|path| path.starts_with("dist/")), "{:?}", system.files("/out").keys());
    // What a file system keeps at its root is no file of somebody else's, and no file of the output.
    system.put("/out/dist/lost+found/1", b"x");
    build(&system, &request(), &()).expect("is built");
    assert_eq!(verify(&system, Path::new("/out/dist")).expect("is an output").1, []);
    assert!(system.files("/out/dist").contains_key("lost+found/1"));
}

#[test]
fn a_journal_from_elsewhere_reaches_nothing_outside() {
    let system = system();
    build(&system, &request(), &()).expect("is built");
    let manifest = system.files("/out/dist")["manifest.json"].clone();
    let sum = pamphlet_pipeline::sums::sha256(&manifest);
    system.put("/out/dist/.pamphlet.new/manifest.json", &manifest);
    system.put("/out/dist/.pamphlet.new/a", b"stolen");
    let journal =
        format!(r#"{{"complete":"{sum}","over":null,"files":["a","../../site/docs/index.md","manifest.json"]}}"#);
    system.put("/out/dist/.pamphlet.new/../../site/docs/index.md", b"stolen");
    system.put("/out/dist/.pamphlet.journal", journal.as_bytes());
    build(&system, &request(), &()).expect("is built");
    assert_eq!(verify(&system, Path::new("/out/dist")).expect("is an output").1, []);
    assert!(!system.files("/out/dist/../..").contains_key("site/docs/index.md"));
}

#[test]
fn damaged_records_change_nothing() {
    let clean = system();
    clean.put("/site/i18n/it/index.md", "# Altre anatre\n".as_bytes());
    build(&clean, &request(), &()).expect("is built");
    let first = system();
    build(&first, &request(), &()).expect("is built");
    let names: Vec<String> = {
        let system = system();
        build(&system, &cached(), &()).expect("is built");
        system.files("/cache").into_keys().collect()
    };
    let (records, contents): (Vec<_>, Vec<_>) =
        names.iter().filter(|name| name.contains('/')).partition(|name| !name.starts_with("cas/"));
    assert_eq!(records.len(), 5, "a record a locale and one a unit, and the stamps of the output: {records:?}");
    let contents = contents.into_iter().take(3);
    for name in records.into_iter().chain(contents) {
        for text in [false, true] {
            let system = system();
            build(&system, &cached(), &()).expect("is built");
            let mut damaged = system.files("/cache")[name].clone();
            let at = damaged.len() / 2;
            damaged[at] ^= 1;
            system.put(Path::new("/cache").join(name), &damaged);
            // From the output that is there, and from the store alone.
            let now = if text {
                system.put("/site/i18n/it/index.md", "# Altre anatre\n".as_bytes());
                &clean
            } else {
                system.remove(Path::new("/out/dist")).expect("is removed");
                &first
            };
            build(&system, &cached(), &()).expect("is built");
            assert!(system.files("/out/dist") == now.files("/out/dist"), "{name}");
            // What lies in the output is not looked for in the store: there it is found to be damaged now.
            system.remove(Path::new("/out/dist")).expect("is removed");
            build(&system, &cached(), &()).expect("is built");
            assert!(system.files("/out/dist") == now.files("/out/dist"), "{name}");
            // And is whole again.
            system.remove(Path::new("/out/dist")).expect("is removed");
            assert_eq!(build(&system, &cached(), &()).expect("is built").made, (0, 0), "{name}");
            assert!(system.files("/out/dist") == now.files("/out/dist"), "{name}");
        }
    }
}

#[test]
fn an_output_that_is_replaced_while_it_is_read_has_no_fault() {
    let system = system();
    build(&system, &request(), &()).expect("is built");
    let other = system.clone();
    system.before_reading("/out/dist/index.html", 0, move || {
        edit(&other, true);
        build(&other, &request(), &()).expect("is built");
    });
    assert_eq!(verify(&system, Path::new("/out/dist")).expect("is an output").1, []);
}

#[test]
fn shards_that_are_replaced_while_they_are_merged_are_not_mixed() {
    let clean = [false, true].map(|second| {
        let system = system();
        (MERGE.prepare)(&system, second);
        (MERGE.run)(&system).expect("is merged");
        system.files("/out/dist")
    });
    let mut refused = 0;
    for (shard, times) in [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (2, 3)] {
        let system = system();
        (MERGE.prepare)(&system, false);
        let other = system.clone();
        let read = format!("/shard/{shard}/manifest.json");
        system.before_reading(read, times, move || (MERGE.prepare)(&other, true));
        match (MERGE.run)(&system) {
            Ok(()) => assert!(clean.contains(&system.files("/out/dist")), "mixed at shard {shard}, reading {times}"),
            Err(error) => {
                let text = error.to_string();
                assert!(text.contains("differ") || text.contains("was replaced while it was read"), "{text}");
                refused += 1;
            }
        }
    }
    assert!(refused >= 3, "{refused} refused");
}

#[test]
fn a_part_is_not_added_to_an_output_that_was_changed() {
    let system = system();
    build(&system, &request(), &()).expect("is built");
    system.put("/out/dist/it/text/index.txt", b"touched");
    let part = Request { locales: vec!["en".into()], ..request() };
    let error = build(&system, &part, &()).expect_err("is refused").to_string();
    assert!(error.contains("it/text/index.txt") && error.contains("build everything"), "{error}");
    build(&system, &request(), &()).expect("is built");
    build(&system, &part, &()).expect("is built");
    assert_eq!(verify(&system, Path::new("/out/dist")).expect("is an output").1, []);
}

#[test]
fn what_does_not_belong_to_an_output_goes() {
    let system = system();
    build(&system, &cached(), &()).expect("is built");
    system.put("/out/dist/more.txt", b"x");
    system.put_link("/out/dist/link", "/");
    let found = verify(&system, Path::new("/out/dist")).expect("is an output").1;
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["link: a symbolic link, which no output holds", "more.txt: not in the manifest"]
    );
    assert!(!build(&system, &cached(), &()).expect("is built").unchanged);
    assert!(build(&system, &cached(), &()).expect("is built").unchanged);
    system.put("/out/dist/SHA256SUMS", b"x");
    assert!(!build(&system, &cached(), &()).expect("is built").unchanged);
    assert_eq!(verify(&system, Path::new("/out/dist")).expect("is an output").1, []);
}

#[test]
fn an_output_behind_a_link_is_replaced_and_the_link_stays() {
    for ground in GROUNDS {
        let system = system();
        ground.prepare(&system, "/far/dist");
        system.put_link("/out/dist", "/far/dist");
        build(&system, &cached(), &()).expect("is built");
        assert_eq!(verify(&system, Path::new("/out/dist")).expect("is an output").1, []);
        assert!(system.files("/far/dist").contains_key("manifest.json"));
        // The link, and nothing beside it.
        assert!(system.files("/out").keys().all(|path| path == "dist"), "{ground:?}");
        assert!(build(&system, &cached(), &()).expect("is built").unchanged, "{ground:?}");
    }
}

#[test]
fn an_output_holds_neither_its_site_nor_its_cache() {
    let system = system();
    build(&system, &Request::new("/site", "/out/dist"), &()).expect("is built");
    for (path, text) in SITE {
        system.put(path.replacen("/site", "/out/dist/site", 1), text.as_bytes());
    }
    let error = build(&system, &Request::new("/out/dist/site", "/out/dist"), &()).expect_err("is refused");
    assert!(error.to_string().contains("holds the site"), "{error}");
    assert!(system.files("/out/dist/site").len() == SITE.len());
    let request = Request { cache: Some("/out/dist/cache".into()), ..request() };
    let error = build(&system, &request, &()).expect_err("is refused");
    assert!(error.to_string().contains("/out/dist/cache"), "{error}");
}
