//! Disks that are full or read-only, files that vanish, runs at the same time, folders that are mounted: the output is
//! the last good one or the new one, and the next run that can gives the same bytes as a clean one.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests arrange a disk")]

mod support;

use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use support::{Ground, Tree, said, tree};

/// The command that builds into a folder.
fn build(ground: &Ground, out: &str, cache: &str) -> Vec<String> {
    let (site, out, cache) = (ground.path("site"), ground.path(out), ground.path(cache));
    let words = ["build", "--site", &site, "--out", &out, "--cache", &cache, "--format", "epub,json,text"];
    words.map(str::to_owned).to_vec()
}

/// What a clean run makes of both forms; the site has the first then.
fn clean(ground: &Ground) -> [Tree; 2] {
    let made = [1, 0].map(|form| {
        ground.edit(form);
        let out = format!("clean-{form}");
        ground.succeeds(&build(ground, &out, &format!("clean-cache-{form}")));
        tree(&ground.at(&out))
    });
    let [second, first] = made;
    [first, second]
}

#[test]
fn a_disk_that_is_full_at_any_file_does_no_damage() {
    let ground = Ground::new();
    let clean = clean(&ground);
    ground.succeeds(&build(&ground, "out", "cache"));
    let mut refused = 0;
    for blocks in [0, 1, 2, 3, 5, 8, 20, 50, 200] {
        // With the signal that a file too large sends, which ends the program, and without it, which is an error.
        for trap in ["trap '' XFSZ;", ""] {
            ground.edit(1);
            let script = format!("{trap} ulimit -f {blocks}; exec \"$@\"");
            let status = Command::new("sh")
                .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_pamphlet")])
                .args(build(&ground, "out", "cache"))
                .env("HOME", ground.at("home"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("is started");
            refused += usize::from(!status.success());
            let made = tree(&ground.at("out"));
            assert!(clean.contains(&made), "{blocks} blocks, {trap}: neither the old nor the new one");
            ground.verifies("out", &format!("{blocks} blocks, {trap}"));
            for form in [1, 0] {
                ground.edit(form);
                ground.succeeds(&build(&ground, "out", "cache"));
                assert!(tree(&ground.at("out")) == clean[form], "{blocks} blocks, {trap}: the next run");
            }
        }
    }
    assert!(refused >= 10, "{refused} runs were refused");
}

#[test]
fn files_that_vanish_and_come_back_leave_nothing_behind() {
    let ground = Ground::new();
    let clean = clean(&ground);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let moves = [("docs/kinds/mallard.md", "mallard"), ("docs/duck.svg", "duck"), ("i18n/it", "it")];
            while !stop.load(Ordering::Relaxed) {
                for (path, aside) in moves {
                    let (path, aside) = (ground.at("site").join(path), ground.at(aside));
                    fs::rename(&path, &aside).expect("is moved");
                    std::thread::yield_now();
                    fs::rename(&aside, &path).expect("is moved back");
                }
            }
        });
        let runs: Vec<_> = (0..6)
            .map(|_| {
                let built = ground.output(&build(&ground, "out", "cache"));
                (built, ground.at("out/manifest.json").exists(), ground.output(&["verify", &ground.path("out")]))
            })
            .collect();
        // Before anything is asserted: whoever is awaited has to end.
        stop.store(true, Ordering::Relaxed);
        for (built, is_there, verified) in runs {
            assert!(built.status.code().is_some(), "{}", said(&built));
            assert!(!is_there || verified.status.success(), "{}", said(&verified));
        }
    });
    ground.succeeds(&build(&ground, "out", "cache"));
    assert!(tree(&ground.at("out")) == clean[0]);
}

#[test]
fn runs_at_the_same_time_do_not_mix() {
    let ground = Ground::new();
    let clean = clean(&ground);
    for form in [1, 0, 1] {
        ground.edit(form);
        let start = || {
            let mut command = ground.command(&build(&ground, "out", "cache"));
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("is started")
        };
        let runs: Vec<_> = (0..4).map(|_| start()).collect();
        let ended: Vec<_> = runs.into_iter().map(|run| run.wait_with_output().expect("ends")).collect();
        assert!(ended.iter().any(|output| output.status.success()));
        for output in ended.iter().filter(|output| !output.status.success()) {
            assert!(said(output).contains("another run is writing to"), "{}", said(output));
        }
        ground.verifies("out", "four at once");
        assert!(tree(&ground.at("out")) == clean[form]);
    }
}

/// Runs a script with mounts of its own; `$P` is the program, and the folder has `site-0`, `site-1`, `clean-0`, `clean-1`.
fn with_mounts(script: &str) {
    let ground = Ground::new();
    clean(&ground);
    for form in ["0", "1"] {
        ground.edit(form.parse().expect("is a number"));
        let copied =
            Command::new("cp").arg("-r").args([ground.at("site"), ground.at(&format!("site-{form}"))]).status();
        assert!(copied.expect("cp is there").success());
    }
    let alone: &[&str] = &["--mount"];
    let mapped: &[&str] = &["--mount", "--map-root-user"];
    let can = |options: &&&[&str]| {
        Command::new("unshare")
            .args(**options)
            .arg("true")
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|run| run.success())
    };
    let options = [alone, mapped];
    let options = options.iter().find(can).expect("nobody may have mounts of his own here");
    let helpers = "b() { $P build --site site-$1 --out $2 --cache cache --format epub,json,text; }\n\
                   same() { $P verify $2 && diff -r -x lost+found clean-$1 $2; }\n";
    let output = Command::new("unshare")
        .args(*options)
        .args(["sh", "-exc", &format!("{helpers}{script}")])
        .env("P", env!("CARGO_BIN_EXE_pamphlet"))
        .env("HOME", ground.at("home"))
        .current_dir(ground.at("."))
        .output()
        .expect("is started");
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
#[ignore = "needs mounts of its own"]
fn mounts_hold_an_output() {
    with_mounts(
        "mkdir volume out other
         mount --bind volume out
         mount -t tmpfs tmpfs other
         for to in out other; do
           b 0 $to; same 0 $to
           b 1 $to; same 1 $to
           b 1 $to | grep -q 'nothing changed'
           for at in 0.01 0.02 0.04 0.06 0.08 0.1 0.13 0.16 0.2 0.25 0.3 0.4; do
             $P build --site site-0 --out $to --cache cache --format epub,json,text &
             sleep $at; kill -KILL $! || true; wait $! || true
             b 0 $to; same 0 $to
             b 1 $to; same 1 $to
           done
           test \"$(ls -A $to)\" = \"$(ls -A clean-1)\"
         done
         test -z \"$(ls -A | grep '^[.]')\"",
    );
}

#[test]
#[ignore = "needs mounts of its own"]
fn mounts_that_are_read_only_around_an_output() {
    with_mounts(
        "mkdir -p volume above/out
         mount --bind above above
         mount --bind volume above/out
         mount -o remount,bind,ro above
         if touch above/x; then exit 9; fi
         b 0 above/out; same 0 above/out
         b 1 above/out; same 1 above/out
         mount -o remount,bind,ro above/out
         code=0; b 0 above/out 2>said || code=$?; cat said
         test $code = 3; grep -q 'choose a place that can be written to' said
         same 1 above/out
         mount -o remount,bind,rw above/out
         b 0 above/out; same 0 above/out",
    );
}

#[test]
#[ignore = "needs mounts of its own"]
fn mounts_that_are_full() {
    with_mounts(
        "mkdir small
         mount -t tmpfs -o size=40k tmpfs small
         for to in small small/out; do
           code=0; b 0 $to 2>said || code=$?; cat said
           test $code = 3; grep -q 'make room' said
           test -z \"$(ls -A small)\"
         done
         mount -o remount,size=20m small
         b 0 small; same 0 small
         dd if=/dev/zero of=filler bs=1k count=1 2>/dev/null
         for size in 300k 400k 600k; do
           mount -o remount,size=$size small || continue
           b 1 small || same 0 small
           mount -o remount,size=20m small
           b 1 small; same 1 small
           b 0 small; same 0 small
         done",
    );
}
