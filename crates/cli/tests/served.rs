//! What somebody sees who saves a page while the outputs are served.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "sites are made on the disk")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Long enough for a machine that does much else.
const LONG: Duration = Duration::from_mins(2);

struct Served {
    child: Child,
    lines: Receiver<String>,
    port: u16,
}

impl Served {
    fn start(work: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pamphlet"))
            .current_dir(work)
            .args(["serve", "lamp", "--port", "0"])
            .args(more)
            .env("XDG_CACHE_HOME", work.join("cache"))
            .env("TMPDIR", work.join("aside"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("is built");
        let output = child.stdout.take().expect("is piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut served = Self { child, lines, port: 0 };
        let shown = served.until("shown at ");
        served.port = shown.trim_end_matches('/').rsplit_once(':').expect("has a port").1.parse().expect("is a number");
        served
    }

    /// The next line that has these words.
    fn until(&self, words: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(LONG).unwrap_or_else(|_| panic!("nobody says “{words}”"));
            if line.contains(words) {
                return line;
            }
        }
    }

    fn get(&self, target: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("is served");
        write!(stream, "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).expect("is asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("is text");
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_saved_page_is_shown_before_everything_is_built() {
    let work = tempfile::tempdir().expect("a folder can be made");
    let at = |path: &str| work.path().join(path);
    fs::create_dir_all(at("lamp/docs")).expect("is made");
    // What a process left that was killed: nobody has this number.
    fs::create_dir_all(at("aside/pamphlet-4194304999-0-aside/pages")).expect("is made");
    fs::write(at("lamp/mkdocs.yml"), "site_name: Lamp\n").expect("is written");
    fs::write(at("lamp/docs/index.md"), "# Lamp\n\nTrim the wick.\n").expect("is written");
    fs::write(at("lamp/docs/oil.md"), "# Oil\n\n[gone](gone.md)\n").expect("is written");
    let served = Served::start(work.path(), &["--format", "text,epub"]);
    assert!(!at("aside/pamphlet-4194304999-0-aside").exists(), "leftovers go");

    fs::write(at("lamp/docs/index.md"), "# Lamp\n\nLift the glass. [x](nowhere.md)\n").expect("is written");
    served.until("changed: docs/index.md");
    served.until("1 file of the saved pages, and now the rest");
    served.until("new: docs/index.md:3:");
    served.until("2 pages in 1 locale");
    assert!(served.get("/en/text/index.txt").contains("Lift the glass"));
    let made = || fs::read_to_string(at("lamp/dist/en/text/index.txt")).expect("is made");
    assert!(made().contains("Lift the glass"));

    // Of what is no page, everything is built at once.
    fs::write(at("lamp/mkdocs.yml"), "site_name: Lamp\nsite_description: Light\n").expect("is written");
    served.until("changed: mkdocs.yml");
    let next = served.until(" in ");
    assert!(next.starts_with("2 pages in 1 locale"), "{next}");
    fs::write(at("lamp/docs/index.md"), "# Lamp\n\nTrim the wick.\n").expect("is written");
    served.until("of the saved pages");
    let gone = served.until("gone: ");
    assert!(gone.contains("docs/index.md: [broken-link]"), "{gone}");
    // What was made aside goes when the process that built everything has ended.
    let begin = Instant::now();
    while !served.get("/.saved").ends_with("{\"artifacts\":[]}") {
        assert!(begin.elapsed() < LONG, "it is still there");
        std::thread::sleep(Duration::from_millis(20));
    }
}
