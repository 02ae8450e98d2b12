//! Commands that are killed at random moments, and what the next run makes of what they leave: the output is the last
//! good one or the new one, and the next run gives the same bytes as a clean one. Before each, the clock jumps by years and
//! so do the times of files, forward or back. 20 moments; 200 with `PAMPHLET_LONG=1`. `PAMPHLET_SEED` draws other moments.
//! In this package because cargo gives the program to no other.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests arrange a disk and read the environment")]

mod support;

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::{Ground, Tree, has_other_clocks, tree};

/// Moments to draw: a number that follows from the one before (xorshift).
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        let seed = std::env::var("PAMPHLET_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_129);
        #[expect(clippy::print_stdout, reason = "a test that fails is run again with it")]
        {
            println!("PAMPHLET_SEED={seed}");
        }
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A part of a whole, in thousandths: half of them anywhere in it, half in its last third, where the exchange of the
    /// output and the writing of the cache are.
    fn moment(&mut self, whole: Duration) -> Duration {
        let share = self.next() % 1_050;
        let share = if self.next().is_multiple_of(2) { share } else { 700 + share / 3 };
        whole * u32::try_from(share).expect("is small") / 1_000
    }
}

/// Sends a signal to a program and everything that it started.
fn signal(name: &str, group: u32) {
    let _ = Command::new("sh").args(["-c", &format!("kill -s {name} -- -{group}")]).stderr(Stdio::null()).status();
}

type Words<'g> = Box<dyn Fn(usize) -> Vec<String> + 'g>;

/// A command that is killed, over a site that has two forms.
struct Victim<'g> {
    ground: &'g Ground,
    name: &'static str,
    /// What it is called with, by the form.
    arguments: Words<'g>,
    /// What gets it done without being killed, where that is another command: `watch` never ends.
    again: Words<'g>,
    /// The folders that it makes.
    makes: Vec<&'static str>,
    /// What a clean run makes of each form.
    clean: [Vec<Tree>; 2],
    length: Duration,
    has_other_clocks: bool,
}

impl<'g> Victim<'g> {
    fn new(
        ground: &'g Ground,
        name: &'static str,
        arguments: Words<'g>,
        again: Words<'g>,
        makes: &[&'static str],
    ) -> Self {
        ground.jump(0, &[], false);
        let clean = [0, 1].map(|form| {
            ground.edit(form);
            let aside = |folder: &str| format!("clean-{name}-{form}-{folder}");
            let mut words = again(form);
            for word in &mut words {
                if let Some(folder) = makes.iter().chain(&["cache"]).find(|folder| *word == ground.path(folder)) {
                    *word = ground.path(&aside(folder));
                }
            }
            ground.succeeds(&words);
            makes.iter().map(|folder| tree(&ground.at(&aside(folder)))).collect::<Vec<_>>()
        });
        assert!(clean[0] != clean[1] && clean.iter().flatten().all(|made| !made.is_empty()));
        // How long it takes, from an output of the other form.
        ground.succeeds(&again(1));
        ground.edit(0);
        let begin = Instant::now();
        ground.succeeds(&again(0));
        let length = begin.elapsed();
        let has_other_clocks = has_other_clocks();
        #[expect(clippy::print_stdout, reason = "whoever runs it wants to know")]
        {
            println!("{name}: {} clocks", if has_other_clocks { "other" } else { "no other" });
        }
        Self { ground, name, arguments, again, makes: makes.to_vec(), clean, length, has_other_clocks }
    }

    fn made(&self) -> Vec<Tree> {
        self.makes.iter().map(|folder| tree(&self.ground.at(folder))).collect()
    }

    /// One kill. Gives whether it came before the command was done.
    fn kill(&self, form: usize, dice: &mut Dice) -> bool {
        let ground = self.ground;
        // Sometimes there is no cache, so that all of it is new.
        if dice.next().is_multiple_of(4) {
            let _ = fs::remove_dir_all(ground.at("cache"));
        }
        ground.jump(dice.next(), &["site", "cache", "out"], self.has_other_clocks);
        let mut wait = dice.moment(self.length);
        let name = ["KILL", "KILL", "TERM", "INT"][usize::try_from(dice.next() % 4).expect("is small")];
        let at = format!("{}: SIG{name} after {wait:?} of {:?}", self.name, self.length);
        let is_watch = self.name == "watch";
        if !is_watch || dice.next().is_multiple_of(2) {
            ground.edit(form);
        }
        let mut command = ground.command(&(self.arguments)(form));
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).spawn().expect("is started");
        if is_watch {
            // While it builds, or while it waits, or while it builds again.
            std::thread::sleep(dice.moment(self.length));
            ground.edit(form);
            wait += Duration::from_millis(40);
        }
        std::thread::sleep(wait);
        let before = matches!(child.try_wait(), Ok(None));
        signal(name, child.id());
        // A shell that starts tests in the background lets them ignore what a keyboard sends.
        let patience = Instant::now();
        while matches!(child.try_wait(), Ok(None)) && patience.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(5));
        }
        signal("KILL", child.id());
        child.wait().expect("ends");

        // Each folder is the old one or the new one; `watch` may also have built what was half edited.
        for (index, made) in self.made().into_iter().enumerate() {
            let known = is_watch || self.clean.iter().any(|clean| clean[index] == made);
            assert!(known, "{at}: {} is neither the old nor the new one", self.makes[index]);
        }
        ground.verifies("out", &at);

        ground.edit(form);
        ground.jump(dice.next(), &["site", "cache"], self.has_other_clocks);
        ground.succeeds(&(self.again)(form));
        for (index, (made, clean)) in self.made().into_iter().zip(&self.clean[form]).enumerate() {
            let other = clean.iter().filter(|(path, bytes)| made.get(*path) != Some(bytes));
            let differ: Vec<&String> = other.map(|(path, _)| path).collect();
            assert!(made == *clean, "{at}: the next run made another {}: {differ:?}", self.makes[index]);
        }
        ground.verifies("out", &at);
        let left: Vec<String> = ground.names("").into_iter().filter(|name| name.starts_with('.')).collect();
        assert_eq!(left, [""; 0], "{at}");
        before
    }
}

#[test]
fn whatever_is_killed_is_right_after_the_next_run() {
    let ground = &Ground::new();
    let long = std::env::var("PAMPHLET_LONG").is_ok_and(|long| long == "1");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let with = |command: &str, more: &[&str]| {
        let (site, out, cache) = (ground.path("site"), ground.path("out"), ground.path("cache"));
        [words(&[command, "--site", &site, "--out", &out, "--cache", &cache]), words(more)].concat()
    };
    let few = ["--format", "epub,json,text"];
    let bundle = ground.path("bundle");
    let whole = ["--release-version", "1.0", "--bundle", bundle.as_str()];

    // Shards of both forms lie ready.
    let shards = |form: usize| [1, 2].map(|index| ground.path(&format!("shard-{form}-{index}")));
    for form in [0, 1] {
        ground.edit(form);
        for (part, folder) in ["1/2", "2/2"].iter().zip(shards(form)) {
            let site = ground.path("site");
            let words = ["build", "--site", &site, "--out", &folder, "--shard", part];
            ground.succeeds(&[&words[..], &few[..]].concat());
        }
    }
    let merge = |form| {
        let [first, second] = shards(form);
        words(&["merge", "--out", &ground.path("out"), &first, &second])
    };

    let victims: [(&str, usize, Words<'_>, Words<'_>, &[&str]); 4] = [
        ("build", 8, Box::new(|_| with("build", &few)), Box::new(|_| with("build", &few)), &["out"]),
        ("watch", 4, Box::new(|_| with("watch", &few)), Box::new(|_| with("build", &few)), &["out"]),
        (
            "release",
            4,
            Box::new(|_| with("release", &whole)),
            Box::new(|_| with("release", &whole)),
            &["out", "bundle"],
        ),
        ("merge", 4, Box::new(merge), Box::new(merge), &["out"]),
    ];
    let mut dice = Dice::new();
    let (mut kills, mut early) = (0, 0);
    for (name, count, arguments, again, makes) in victims {
        let victim = Victim::new(ground, name, arguments, again, makes);
        for number in 0..count * if long { 10 } else { 1 } {
            kills += 1;
            early += usize::from(victim.kill((number + 1) % 2, &mut dice));
        }
        println!("{name}: {kills} kills by now, {early} of them before the command was done; {:?} long", victim.length);
    }
    assert!(early * 4 > kills, "most kills came too late: {early} of {kills}");
}
