//! A store as small as can be, on a port of this machine, that can be told to behave badly.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What opens it.
pub(crate) const TOKEN: &str = "open-sesame";

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As it should.
    Well,
    /// Gives what nobody kept.
    Garbage,
    /// Gives one file for another.
    Swapped,
    /// Ends in the middle of a file.
    Cut,
    /// Says what is no HTTP.
    NoHttp,
    /// Says nothing.
    Hangs,
    /// Says a byte now and then.
    Drips,
    /// Answers this to everything.
    Status(u16),
    /// Answers so many, then ends every connection.
    DiesAfter(usize),
    /// Lets nobody write.
    ReadsAlone,
}

struct State {
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    manner: Mutex<Manner>,
    asked: AtomicUsize,
    /// How many were answered since it was told how to behave.
    answered: AtomicUsize,
    is_over: AtomicBool,
}

/// A store.
pub(crate) struct Server {
    port: u16,
    state: Arc<State>,
}

impl Server {
    /// A store that holds nothing.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("there is a port");
        let port = listener.local_addr().expect("it has one").port();
        let state = Arc::new(State {
            kept: Mutex::default(),
            manner: Mutex::new(Manner::Well),
            asked: AtomicUsize::new(0),
            answered: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if shared.is_over.load(Ordering::SeqCst) {
                    break;
                }
                let state = Arc::clone(&shared);
                thread::spawn(move || serve(&stream, &state));
            }
        });
        Self { port, state }
    }

    /// Where it is.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/store", self.port)
    }

    /// Changes how it behaves.
    pub(crate) fn behave(&self, manner: Manner) {
        self.state.answered.store(0, Ordering::SeqCst);
        *self.state.manner.lock().expect("nobody panics with it") = manner;
    }

    /// Everything that it keeps, by shelf and digest.
    pub(crate) fn kept(&self) -> BTreeMap<String, Vec<u8>> {
        self.state.kept.lock().expect("nobody panics with it").clone()
    }

    /// Keeps other things.
    pub(crate) fn keep(&self, kept: BTreeMap<String, Vec<u8>>) {
        *self.state.kept.lock().expect("nobody panics with it") = kept;
    }

    /// How often it was asked for something.
    pub(crate) fn asked(&self) -> usize {
        self.state.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.is_over.store(true, Ordering::SeqCst);
        // Wakes the one that listens.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

/// One request: its method, what it is about, whether it brought the token, its body.
fn request(reader: &mut BufReader<&TcpStream>) -> Option<(String, String, bool, Vec<u8>)> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    while reader.read_line(&mut line).ok()? > 0 && !line.trim().is_empty() {
        lines.push(std::mem::take(&mut line).trim().to_owned());
    }
    let mut words = lines.first()?.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.strip_prefix("/store/")?.to_owned());
    let header = |name: &str| {
        lines.iter().find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)))
    };
    let is_known = header("authorization").is_some_and(|(_, value)| value == format!("Bearer {TOKEN}"));
    let length = header("content-length").and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((method, path, is_known, body))
}

fn serve(stream: &TcpStream, state: &State) {
    let mut reader = BufReader::new(stream);
    let mut out = stream;
    while let Some((method, path, is_known, body)) = request(&mut reader) {
        state.asked.fetch_add(1, Ordering::SeqCst);
        let answered = state.answered.fetch_add(1, Ordering::SeqCst);
        let manner = *state.manner.lock().expect("nobody panics with it");
        let reading = method == "GET";
        let (status, bytes) = match manner {
            Manner::Status(status) => (status, Vec::new()),
            _ if !is_known => (401, Vec::new()),
            Manner::ReadsAlone if !reading => (403, Vec::new()),
            _ if !reading => {
                state.kept.lock().expect("nobody panics with it").insert(path, body);
                (201, Vec::new())
            }
            Manner::Swapped => {
                let kept = state.kept.lock().expect("nobody panics with it");
                let other = kept.iter().find(|(name, _)| **name != path && name.starts_with("cas"));
                (200, other.map(|(_, bytes)| bytes.clone()).unwrap_or_default())
            }
            Manner::Garbage => (200, b"<!doctype html><title>Please log in</title>".to_vec()),
            _ => match state.kept.lock().expect("nobody panics with it").get(&path) {
                Some(bytes) => (200, bytes.clone()),
                None => (404, Vec::new()),
            },
        };
        let head = format!("HTTP/1.1 {status} So\r\nContent-Length: {}\r\n\r\n", bytes.len());
        let whole = [head.as_bytes(), &bytes].concat();
        let sent = match manner {
            Manner::NoHttp => {
                out.write_all(b"220 mail.example ESMTP\r\n").and_then(|()| stream.shutdown(Shutdown::Both))
            }
            Manner::Cut => out
                .write_all(&whole[..whole.len() - bytes.len() / 2 - 1])
                .and_then(|()| stream.shutdown(Shutdown::Both)),
            Manner::DiesAfter(most) if answered >= most => stream.shutdown(Shutdown::Both),
            Manner::Hangs => {
                thread::sleep(Duration::from_secs(5));
                stream.shutdown(Shutdown::Both)
            }
            Manner::Drips => head.bytes().try_for_each(|byte| {
                thread::sleep(Duration::from_millis(100));
                out.write_all(&[byte])
            }),
            _ => out.write_all(&whole),
        };
        if sent.is_err() || matches!(manner, Manner::NoHttp | Manner::Cut | Manner::Hangs) {
            break;
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
}
