//! Releases, shards and archives: what was published is what was built, or says that it is not.

use pamphlet_pipeline::build::{Report, build};
use pamphlet_pipeline::manifest::{MANIFEST, Manifest, NOTES, SUMS};
use pamphlet_pipeline::shard::Shard;
use pamphlet_pipeline::sums::{read_sums, sha256, sums_line};
use pamphlet_pipeline::system::{MemorySystem, System};
use pamphlet_pipeline::verify::{Problem, any};
use pamphlet_pipeline::{Error, Format, Request, merge, release};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

const SITE: &[(&str, &str)] = &[
    ("/site/pamphlet.yml", "title: Ducks\nslug: ducks\ndate: 2026-01-02\n"),
    ("/site/mkdocs.yml", "site_name: Ducks\n"),
    ("/site/docs/index.md", "# Ducks\n\nSee the [mallard](kinds/mallard.md).\n"),
    ("/site/docs/kinds/mallard.md", "# Mallard\n\nIt is green.\n"),
    ("/site/i18n/it/index.md", "# Anatre\n\nVedi il [germano](kinds/mallard.md).\n"),
];

const STATUS: &str = "status --porcelain=v2 -z --untracked-files=all --no-renames --ignore-submodules=dirty";

/// The files of an archive, in their order.
type Entries = Vec<(String, Vec<u8>)>;

fn system() -> MemorySystem {
    MemorySystem::new(SITE.iter().copied())
}

/// The same in a repository whose files are committed.
fn committed(system: &MemorySystem, id: &str) {
    system.put("/site/.git/HEAD", b"");
    system.set_git("rev-parse HEAD --show-prefix", id);
    system.set_git("ls-files --stage -z", "");
    system.set_git(STATUS, "");
}

/// JSON and text are made fast.
fn request() -> Request {
    Request { formats: vec![Format::Json, Format::Text], ..Request::new("/site", "/out/dist") }
}

fn whole() -> Request {
    Request { version: Some("1.2".into()), ..Request::new("/site", "/out/dist") }
}

fn built(system: &MemorySystem, request: &Request) -> Report {
    build(system, request, &()).expect("is built")
}

fn released(system: &MemorySystem) -> BTreeMap<String, Vec<u8>> {
    built(system, &whole());
    release::release(system, &whole(), Path::new("/out/release"), None).expect("is released");
    system.files("/out/release")
}

fn refusal<T>(result: Result<T, Error>) -> String {
    result.map(|_| ()).expect_err("is refused").to_string()
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("{name} was not made")).clone()).expect("is UTF-8")
}

#[test]
fn a_release_is_the_same_every_time_and_tells_of_all_its_files() {
    let of = || {
        let system = system();
        committed(&system, "c0ffee");
        released(&system)
    };
    let files = of();
    assert!(files == of());
    for name in ["ducks-1.2.zip", "ducks-1.2-en.zip", "ducks-1.2-it.zip", NOTES, release::SBOM] {
        assert!(files.contains_key(name), "{name}");
    }
    let sums = read_sums(&text(&files, SUMS)).expect("is a list of sums");
    let others = |without: &[&str]| -> BTreeMap<String, String> {
        let rest = files.iter().filter(|(name, _)| !without.contains(&name.as_str()));
        rest.map(|(name, bytes)| (name.clone(), sha256(bytes))).collect()
    };
    assert_eq!(sums, others(&[SUMS]));
    let provenance: serde_json::Value = serde_json::from_str(&text(&files, release::PROVENANCE)).expect("is JSON");
    let subjects = provenance["subject"].as_array().expect("has subjects").iter().map(|subject| {
        let of = |value: &serde_json::Value| value.as_str().expect("is text").to_owned();
        (of(&subject["name"]), of(&subject["digest"]["sha256"]))
    });
    assert_eq!(subjects.collect::<BTreeMap<_, _>>(), others(&[SUMS, release::PROVENANCE]));
    let definition = &provenance["predicate"]["buildDefinition"];
    assert_eq!(definition["resolvedDependencies"][0]["digest"]["gitCommit"], "c0ffee");
    assert_eq!(definition["externalParameters"]["version"], "1.2");
    for (name, bytes) in
        files.iter().filter(|(name, _)| Path::new(name).extension().is_none_or(|ending| ending != "zip"))
    {
        assert!(!String::from_utf8_lossy(bytes).contains("/site"), "{name} names a path of the machine");
    }
}

#[test]
fn what_stops_a_release_is_said_before_it_is_built() {
    let system = system();
    let prepare = |request: &Request, allow| release::prepare(&system, request, Path::new("/out/release"), allow);
    let unnamed = Request { version: None, ..whole() };
    assert!(refusal(prepare(&unnamed, false)).contains("--release-version"));
    // In no repository nothing can be dirty.
    assert_eq!(prepare(&whole(), false).expect("is fine").version.as_deref(), Some("1.2"));

    committed(&system, "c0ffee");
    system.set_git("describe --tags --exact-match HEAD", "v3");
    assert_eq!(prepare(&unnamed, false).expect("is fine").version.as_deref(), Some("v3"));
    // Its own output is no change; a page that is not committed is.
    system.set_git(STATUS, "? out/dist/index.html\0? out/release/SHA256SUMS\0");
    let inside = Request { out: "/site/out/dist".into(), ..whole() };
    release::prepare(&system, &inside, Path::new("/site/out/release"), false).expect("is fine");
    system.set_git(STATUS, "? docs/new.md\0");
    let error = refusal(prepare(&whole(), false));
    assert!(error.contains("docs/new.md") && error.contains("--allow-dirty"), "{error}");
    for (request, version) in [(&whole(), "1.2-dirty"), (&unnamed, "v3-dirty")] {
        assert_eq!(prepare(request, true).expect("is allowed").version.as_deref(), Some(version));
    }

    system.put("/out/release/letter.txt", b"x");
    assert!(refusal(prepare(&whole(), true)).contains("left alone"));
    assert!(system.files("/out/dist").is_empty());
}

#[test]
fn notes_name_releases() {
    let system = system();
    built(&system, &Request { out: "/machine/old".into(), version: Some("1.1".into()), ..whole() });
    system.put("/site/docs/index.md", b"# Ducks\n\nSee no [mallard](kinds/mallard.md).\n");
    built(&system, &whole());
    let asked = pamphlet_pipeline::diff::DiffRequest {
        old: "/machine/old".into(),
        new: "/out/dist".into(),
        config: None,
        locales: Vec::new(),
        jobs: None,
        ..pamphlet_pipeline::diff::DiffRequest::default()
    };
    let changes = pamphlet_pipeline::diff::diff(&system, &asked, &()).expect("is compared");
    release::release(&system, &whole(), Path::new("/out/release"), Some(&changes)).expect("is released");
    let files = system.files("/out/release");
    assert!(text(&files, NOTES).contains("From 1.1 (2026-01-02) to 1.2 (2026-01-02)."));
    for name in [NOTES, release::CHANGES, release::CHANGES_JSON] {
        assert!(!text(&files, name).contains("/machine"), "{name}");
    }
}

#[test]
fn the_manifest_says_what_it_was_made_from() {
    let system = system();
    committed(&system, "c0ffee");
    let cached = Request { cache: Some("/cache".into()), ..request() };
    let first = built(&system, &Request { formats: Vec::new(), ..cached.clone() }).manifest;
    assert_eq!(first.commit.as_ref().map(|commit| (commit.id.as_str(), commit.dirty)), Some(("c0ffee", false)));
    let inputs = first.inputs.clone().expect("is known");
    assert_eq!(inputs.files, SITE.len());

    // A commit that changes nothing of the site: the manifest alone is another.
    let files = system.files("/out/dist");
    committed(&system, "decade");
    let report = built(&system, &Request { formats: Vec::new(), ..cached.clone() });
    assert_eq!((report.made.0, report.manifest.inputs.as_ref()), (0, Some(&inputs)));
    let again = system.files("/out/dist");
    let differing: Vec<&String> = files.keys().filter(|name| files[*name] != again[*name]).collect();
    assert_eq!(differing, [SUMS, MANIFEST]);

    // A file that no page shows counts too; so does a setting; which part is asked for does not.
    let inputs_of = |request: &Request| {
        built(&system, &Request { out: format!("/other/{:?}", request.formats).into(), ..request.clone() })
            .manifest
            .inputs
    };
    assert_eq!(inputs_of(&Request { locales: vec!["it".into()], ..request() }).as_ref(), Some(&inputs));
    let ink = inputs_of(&Request { ink: Some(true), formats: vec![Format::Text], ..request() }).expect("is known");
    assert!(ink.sha256 != inputs.sha256 && ink.configuration == inputs.configuration);
    system.put("/site/docs/data.csv", b"1");
    assert_ne!(inputs_of(&Request { formats: vec![Format::Json], ..request() }), Some(inputs));
}

#[test]
fn an_output_of_several_inputs_does_not_say_that_it_has_one() {
    let system = system();
    built(&system, &whole());
    system.put("/site/docs/index.md", b"# Geese\n");
    let text = Request { formats: vec![Format::Text], ..whole() };
    let mixed = built(&system, &text).manifest;
    assert_eq!((mixed.inputs, mixed.commit), (None, None));
    let error = refusal(release::release(&system, &whole(), Path::new("/out/release"), None));
    assert!(error.contains("one build of everything"), "{error}");
    assert!(built(&system, &whole()).manifest.inputs.is_some());
}

fn shards(system: &MemorySystem, count: usize) -> Vec<PathBuf> {
    (1..=count)
        .map(|index| {
            let out = PathBuf::from(format!("/shard/{index}of{count}"));
            let shard = Some(Shard { index, count });
            built(system, &Request { shard, out: out.clone(), ..request() });
            out
        })
        .collect()
}

#[test]
fn a_set_of_shards_is_whole_or_refused() {
    let system = system();
    let inputs = shards(&system, 3);
    let merged = |inputs: &[&PathBuf]| {
        let inputs: Vec<PathBuf> = inputs.iter().copied().cloned().collect();
        merge::merge(&system, &inputs, Path::new("/out/dist"), None)
    };
    let [one, two, three] = inputs.iter().collect::<Vec<_>>()[..] else { panic!("three were built") };
    let error = refusal(merged(&[one, three]));
    assert!(error.contains("shard 2/3 is missing"), "{error}");
    let error = refusal(merged(&[one, two, three, two]));
    assert!(error.contains("both shard 2/3"), "{error}");

    let others = shards(&system, 2);
    let error = refusal(merged(&[one, two, &others[0]]));
    assert!(error.contains("how many shards"), "{error}");

    built(&system, &Request { out: "/shard/whole".into(), ..request() });
    let error = refusal(merged(&[&"/shard/whole".into()]));
    assert!(error.contains("is not a shard"), "{error}");

    let mut asked = Request { shard: Some(Shard { index: 2, count: 3 }), out: "/shard/json".into(), ..request() };
    asked.formats = vec![Format::Json];
    built(&system, &asked);
    let error = refusal(merged(&[one, &"/shard/json".into(), three]));
    assert!(error.contains("asked for"), "{error}");

    // The same part of what has changed meanwhile.
    system.put("/site/docs/kinds/mallard.md", b"# Mallard\n\nIt is grey.\n");
    let shard = Some(Shard { index: 2, count: 3 });
    built(&system, &Request { shard, out: "/shard/late".into(), ..request() });
    let error = refusal(merged(&[one, &"/shard/late".into(), three]));
    assert!(error.contains("the files or the settings"), "{error}");
    assert!(system.files("/out/dist").is_empty());

    let manifest = merged(&[three, one, two]).expect("is whole");
    assert_eq!((manifest.shard, manifest.inputs.is_some()), (None, true));
}

#[test]
fn a_shard_has_a_folder_of_its_own() {
    let system = system();
    built(&system, &request());
    let shard = |index, count| Request { shard: Some(Shard { index, count }), ..request() };
    let error = refusal(build(&system, &shard(1, 2), &()));
    assert!(error.contains("not a shard"), "{error}");
    let own = Request { out: "/out/one".into(), ..shard(1, 2) };
    built(&system, &own);
    built(&system, &own);
    let error = refusal(build(&system, &Request { out: "/out/one".into(), ..shard(2, 2) }, &()));
    assert!(error.contains("shard 1/2"), "{error}");
    let error =
        refusal(build(&system, &Request { out: "/out/one".into(), locales: vec!["it".into()], ..request() }, &()));
    assert!(error.contains("shard 1/2"), "{error}");
}

/// What is wrong with an archive, a folder or a file.
fn problems(system: &MemorySystem, path: &str, manifest: Option<&str>) -> Vec<Problem> {
    any(system, Path::new(path), manifest.map(Path::new)).expect("is known").problems
}

#[test]
fn releases_archives_and_single_files_are_verified() {
    let system = system();
    let files = released(&system);
    assert_eq!(problems(&system, "/out/release", None), []);
    let archive = any(&system, Path::new("/out/release/ducks-1.2.zip"), None).expect("is an archive");
    assert_eq!((archive.problems, archive.of.as_deref()), (vec![], Some("ducks 1.2")));
    assert_eq!(archive.files, system.files("/out/dist").len());
    // That of one locale has no manifest: the sums beside it know it as one file, a manifest knows what is in it.
    let one = any(&system, Path::new("/out/release/ducks-1.2-it.zip"), None).expect("the sums know it");
    assert_eq!((one.problems, one.file.as_deref()), (vec![], Some("ducks-1.2-it.zip")));
    let manifest = Some("/out/dist/manifest.json");
    let inside = any(&system, Path::new("/out/release/ducks-1.2-it.zip"), manifest.map(Path::new)).expect("is known");
    assert_eq!((inside.problems, inside.file), (vec![], None));
    assert!(inside.files > 4);

    // One file, where it is and taken elsewhere under another name.
    assert_eq!(problems(&system, "/out/dist/it/ducks-it.epub", None), []);
    assert_eq!(problems(&system, "/out/dist/SHA256SUMS", None), []);
    // No manifest stands above the sums of a release.
    assert!(refusal(any(&system, Path::new("/out/release/SHA256SUMS"), None)).contains("verify the folder"));
    system.put("/home/book.epub", &system.files("/out/dist")["it/ducks-it.epub"]);
    let moved = any(&system, Path::new("/home/book.epub"), manifest.map(Path::new)).expect("is known");
    assert_eq!((moved.problems, moved.file.as_deref()), (vec![], Some("it/ducks-it.epub")));
    assert!(refusal(any(&system, Path::new("/home/book.epub"), None)).contains("--manifest"));
    system.put("/home/ducks-it.epub", b"x");
    assert_eq!(problems(&system, "/home/ducks-it.epub", manifest), [Problem::Changed("it/ducks-it.epub".into())]);
    system.put("/home/letter.txt", b"x");
    assert_eq!(problems(&system, "/home/letter.txt", manifest), [Problem::Unknown("letter.txt".into())]);
    system.put("/out/dist/it/ducks-it.txt", b"x");
    assert_eq!(problems(&system, "/out/dist/it/ducks-it.txt", None), [Problem::Changed("it/ducks-it.txt".into())]);

    system.put("/out/release/ducks-1.2.zip", b"x");
    system.put("/out/release/more", b"x");
    system.remove(Path::new("/out/release/RELEASE_NOTES.md")).expect("is removed");
    let expected = [
        Problem::Missing("RELEASE_NOTES.md".into()),
        Problem::Changed("ducks-1.2.zip".into()),
        Problem::Unknown("more".into()),
    ];
    assert_eq!(problems(&system, "/out/release", None), expected);
    assert!(files.contains_key("RELEASE_NOTES.md"));
}

/// The files of an archive.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).expect("is there");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("is whole");
            (entry.name().to_owned(), bytes)
        })
        .collect()
}

fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("is begun");
        zip.write_all(bytes).expect("is written");
    }
    zip.finish().expect("is an archive").into_inner()
}

#[test]
fn an_archive_that_was_touched_is_found_out() {
    let system = system();
    let good = unpacked(&released(&system)["ducks-1.2.zip"]);
    let of = |change: &dyn Fn(&mut Entries)| {
        let mut files = good.clone();
        change(&mut files);
        system.put("/home/a.zip", &packed(&files));
        any(&system, Path::new("/home/a.zip"), None).map(|verified| verified.problems)
    };
    let at = |files: &[(String, Vec<u8>)], name: &str| files.iter().position(|(own, _)| own.ends_with(name)).unwrap();
    assert_eq!(of(&|_| {}).expect("is known"), []);
    let changed = of(&|files| {
        let index = at(files, "opds.xml");
        files[index].1.push(b' ');
    });
    assert_eq!(changed.expect("is known"), [Problem::Changed("opds.xml".into())]);
    let bomb = of(&|files| {
        let index = at(files, "opds.xml");
        files[index].1 = vec![0; 64 << 20];
    });
    assert_eq!(bomb.expect("is known"), [Problem::Changed("opds.xml".into())]);
    let missing = of(&|files| drop(files.remove(at(files, "opds.xml"))));
    assert_eq!(missing.expect("is known"), [Problem::Missing("opds.xml".into())]);
    for name in ["ducks-1.2/../../x", "/x", "ducks-1.2/a\\..\\b", "C:x"] {
        let outside = of(&|files| files.push((name.to_owned(), Vec::new())));
        assert_eq!(outside.expect("is known"), [Problem::Outside(name.into())]);
    }
    let more = of(&|files| files.push(("ducks-1.2/more".into(), Vec::new())));
    assert_eq!(more.expect("is known"), [Problem::Unknown("more".into())]);
    let sums = of(&|files| {
        let index = at(files, SUMS);
        files[index].1.clear();
    });
    assert_eq!(sums.expect("is known"), [Problem::Sums]);
    // The manifest and the sums were changed along: only a manifest from elsewhere shows it.
    let forged = |files: &mut Vec<(String, Vec<u8>)>| {
        let (page, list) = (at(files, "opds.xml"), at(files, MANIFEST));
        files[page].1 = b"forged".to_vec();
        let mut manifest = Manifest::parse(&files[list].1).unwrap();
        for artifact in manifest.artifacts.iter_mut().filter(|artifact| artifact.path == "opds.xml") {
            (artifact.bytes, artifact.sha256) = (6, sha256(b"forged"));
        }
        let text = manifest.to_json();
        files[list].1 = text.clone().into_bytes();
        let sums = at(files, SUMS);
        files[sums].1 = manifest.sums(&text).into_bytes();
    };
    assert_eq!(of(&forged).expect("is known"), []);
    let given = any(&system, Path::new("/home/a.zip"), Some(Path::new("/out/dist/manifest.json"))).expect("is known");
    assert_eq!(given.problems, [Problem::Changed(MANIFEST.into())]);
    assert_eq!(problems(&system, "/out/dist", Some("/out/dist/manifest.json")), []);

    // Twice in the directory of the archive: which one comes out depends on who unpacks it.
    let mut twice = good.clone();
    twice.push(("ducks-1.2/opds.xmk".into(), b"x".to_vec()));
    let bytes = packed(&twice);
    let bytes: Vec<u8> = replaced(&bytes, b"opds.xmk", b"opds.xml");
    system.put("/home/a.zip", &bytes);
    let found = problems(&system, "/home/a.zip", None);
    assert!(found.contains(&Problem::Twice("ducks-1.2/opds.xml".into())), "{found:?}");
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in 0..out.len() - from.len() {
        if out[at..].starts_with(from) {
            out[at..at + to.len()].copy_from_slice(to);
        }
    }
    out
}

/// `sha256sum` reads the sums of names that only a Unix can hold.
#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_methods, reason = "the program reads files from the disk")]
fn sha256sum_agrees_about_odd_names() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut sums = String::new();
    for name in ["plain", "two\nlines", "back\\slash", "\\n", " space", "a\rb", "end\r", "ü"] {
        std::fs::write(folder.path().join(name), name).expect("is written");
        sums.push_str(&sums_line(&sha256(name.as_bytes()), name));
    }
    std::fs::write(folder.path().join(SUMS), &sums).expect("is written");
    let check = std::process::Command::new("sha256sum")
        .args(["--check", "--strict", SUMS])
        .current_dir(folder.path())
        .output()
        .expect("sha256sum is there, as on every Unix of today");
    assert!(
        check.status.success(),
        "{}{}",
        String::from_utf8_lossy(&check.stdout),
        String::from_utf8_lossy(&check.stderr)
    );
    assert_eq!(read_sums(&sums).map(|sums| sums.len()), Some(8));
}
