//! A server on this machine alone that shows the outputs, and tells browsers when they were built again.

mod http;

use http::{Asked, REQUEST_BYTES, SAVED, head, media, understand};
use pamphlet_pipeline::Error;
use pamphlet_pipeline::system::{OsSystem, System as _};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How many connections are answered at once; a browser has six.
const CONNECTIONS: usize = 64;
/// How long somebody may take to ask, or to take what is given.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a sign of life is sent to who waits.
const PULSE: Duration = Duration::from_secs(15);
/// The most bytes of a file.
const FILE_BYTES: usize = 1 << 30;
/// The page that shows everything.
const PAGE: &str = include_str!("serve/page.html");

/// A server that runs until the program ends.
pub(crate) struct Server {
    port: u16,
    turns: Arc<Turns>,
}

/// How often something was built.
#[derive(Default)]
struct Turns {
    count: Mutex<u64>,
    changed: Condvar,
}

impl Turns {
    fn count(&self) -> u64 {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there were more than `seen`, or a while; how many there are.
    fn wait(&self, seen: u64) -> u64 {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, _) = self
            .changed
            .wait_timeout_while(count, PULSE, |count| *count == seen)
            .unwrap_or_else(PoisonError::into_inner);
        *count
    }
}

/// Where files lie.
#[derive(Debug, Clone)]
struct Places {
    out: PathBuf,
    /// What was made of pages that were saved, until all is built.
    saved: Option<PathBuf>,
}

impl Places {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        let read = |folder: &Path, path: &str| {
            // An output is exchanged as a whole, so where it lies is asked each time.
            let folder = OsSystem.real(folder).ok()?;
            OsSystem.read_within(&folder, &folder.join(path), FILE_BYTES).ok()
        };
        if path == SAVED {
            let manifest = self.saved.as_ref().and_then(|saved| read(saved, "manifest.json"));
            return Some(manifest.unwrap_or_else(|| b"{\"artifacts\":[]}".to_vec()));
        }
        // What stands at the roots tells of more than the pages.
        let saved = self.saved.as_ref().filter(|_| path.split('/').count() > 2);
        saved.and_then(|saved| read(saved, path)).or_else(|| read(&self.out, path))
    }
}

impl Server {
    /// Serves the outputs that lie in a folder, or will; those of pages that were just saved from another. Port 0 is any
    /// that is free.
    ///
    /// # Errors
    /// When the port cannot be used.
    pub(crate) fn start(out: &Path, saved: Option<PathBuf>, port: u16) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .and_then(|listener| Ok((listener.local_addr()?.port(), listener)));
        let (port, listener) = listener.map_err(|error| {
            Error::usage(
                format!("port {port} cannot be used: {error}"),
                "end the program that has it, or choose another one with --port; 0 is any that is free",
            )
        })?;
        let turns = Arc::new(Turns::default());
        let (own, places) = (Arc::clone(&turns), Places { out: OsSystem.absolute(out), saved });
        std::thread::spawn(move || listen(&listener, &places, port, &own));
        Ok(Self { port, turns })
    }

    /// Where it is read.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Tells browsers that something was built.
    pub(crate) fn built(&self) {
        *self.turns.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.turns.changed.notify_all();
    }
}

fn listen(listener: &TcpListener, places: &Places, port: u16, turns: &Arc<Turns>) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming().flatten() {
        if open.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
            let _ = refuse(&stream, 503, "too many connections are open");
            open.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let (own, open, places) = (Arc::clone(turns), Arc::clone(&open), places.clone());
        std::thread::spawn(move || {
            // Whoever goes away in between needs no answer.
            let _ = answer(stream, &places, port, &own);
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

fn answer(mut stream: TcpStream, places: &Places, port: u16, turns: &Turns) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if bytes.len() > REQUEST_BYTES {
            return refuse(&stream, 431, "the request is too long");
        }
        let mut part = [0; 2048];
        match stream.read(&mut part)? {
            0 => return Ok(()),
            count => bytes.extend_from_slice(&part[..count]),
        }
    };
    match understand(&String::from_utf8_lossy(&bytes[..end]), port) {
        Err((status, why)) => refuse(&stream, status, why),
        Ok(Asked::Page) => give(&stream, "page.html", PAGE.as_bytes()),
        Ok(Asked::Events) => events(&stream, turns),
        Ok(Asked::File(path)) => match places.read(&path) {
            Some(bytes) => give(&stream, &path, &bytes),
            None => refuse(&stream, 404, "there is no such file"),
        },
    }
}

fn give(mut stream: &TcpStream, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    stream.write_all(head(200, media(path), Some(bytes.len())).as_bytes())?;
    stream.write_all(bytes)
}

fn refuse(mut stream: &TcpStream, status: u16, why: &str) -> std::io::Result<()> {
    let text = format!("{why}\n");
    stream.write_all((head(status, "text/plain; charset=utf-8", Some(text.len())) + &text).as_bytes())
}

/// Tells of every turn until the browser is gone.
fn events(mut stream: &TcpStream, turns: &Turns) -> std::io::Result<()> {
    stream.write_all(head(200, "text/event-stream", None).as_bytes())?;
    let mut seen = turns.count();
    loop {
        let count = turns.wait(seen);
        let said = if count == seen { ":\n\n".to_owned() } else { format!("event: built\ndata: {count}\n\n") };
        stream.write_all(said.as_bytes())?;
        seen = count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader};

    fn ask(server: &Server, target: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn outputs_are_shown_and_nothing_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("dist");
        OsSystem.write(&out.join("it/a b.txt"), b"words").unwrap();
        OsSystem.write(&folder.path().join("secret.txt"), b"secret").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("secret.txt"), out.join("link.txt")).unwrap();
        let server = Server::start(&out, None, 0).unwrap();
        assert!(ask(&server, "/").contains("EventSource"));
        let text = ask(&server, "/it/a%20b.txt");
        assert!(
            text.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/plain") && text.ends_with("\r\n\r\nwords"),
            "{text}"
        );
        for target in ["/link.txt", "/../secret.txt", "/gone.txt", "/it"] {
            let text = ask(&server, target);
            assert!(text.starts_with("HTTP/1.1 404") && !text.contains("secret"), "{target}: {text}");
        }
        assert!(Server::start(&out, None, server.port).is_err_and(|error| error.to_string().contains("--port")));
    }

    #[test]
    fn pages_that_were_saved_go_before_those_of_the_output() {
        let folder = tempfile::tempdir().unwrap();
        let (out, saved) = (folder.path().join("dist"), folder.path().join("pages"));
        for (place, words) in [(&out, "before"), (&saved, "saved")] {
            for path in ["en/text/a.txt", "manifest.json"] {
                OsSystem.write(&place.join(path), words.as_bytes()).unwrap();
            }
        }
        OsSystem.write(&out.join("en/text/b.txt"), b"before").unwrap();
        let server = Server::start(&out, Some(saved.clone()), 0).unwrap();
        let shown = |target: &str| ask(&server, target).rsplit_once("\r\n").unwrap().1.to_owned();
        for (target, words) in [
            ("/en/text/a.txt", "saved"),
            ("/en/text/b.txt", "before"),
            ("/manifest.json", "before"),
            ("/.saved", "saved"),
        ] {
            assert_eq!(shown(target), words, "{target}");
        }
        OsSystem.remove(&saved.join("en/text/a.txt")).unwrap();
        assert_eq!(shown("/en/text/a.txt"), "before");
    }

    #[test]
    fn browsers_are_told_when_something_was_built() {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(folder.path(), None, 0).unwrap();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port)).unwrap();
        write!(stream, "GET /.events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).unwrap();
        let mut lines = BufReader::new(stream).lines();
        // Behind the head the server has begun to wait.
        let head: Vec<String> = lines.by_ref().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
        assert!(head.contains(&"Content-Type: text/event-stream".to_owned()), "{head:?}");
        std::thread::sleep(Duration::from_millis(50));
        server.built();
        assert_eq!(lines.next().unwrap().unwrap(), "event: built");
    }
}
