//! A store on another machine: `GET` and `PUT` of `BASE/cas/DIGEST` and `BASE/ac/DIGEST` over HTTP, which `bazel-remote`,
//! nginx with `WebDAV` and the gateways of object stores speak.
//!
//! Nothing that it says is trusted: every file is checked by its sum before anybody sees it. Whatever goes wrong costs
//! time and is said once, in [`Usage::trouble`]; a store that does not answer, that keeps giving what is damaged, or that
//! wastes more time than it may is given up for the rest of the run.
//!
//! TLS is not spoken here: what there is of it either brings code in C, or is too young to be relied on. A program beside
//! this one does it, as `docs/store.md` tells.

use super::{Shelf, Store, is_whole};
use pamphlet_source::limits::{
    OUTPUT_BYTES, RECORD_BYTES, STORE_ANSWER_SECONDS, STORE_BODY_SECONDS, STORE_CONNECTIONS, STORE_FAULTS,
    STORE_WASTED_SECONDS,
};
use std::collections::BTreeSet;
use std::fmt;
use std::io::ErrorKind;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use ureq::http::{Response, Uri};
use ureq::{Agent, Body, Error};

/// Where a store is, and what opens it. Its words for people have neither the token nor what follows `?` in the address.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    /// `http://host:port/path`, without a slash at the end.
    base: String,
    /// What follows the digest: `?…`, or nothing.
    query: String,
    /// The header `Authorization`.
    authorization: Option<String>,
    /// Whether nothing is sent to it.
    read_only: bool,
    /// For how long an answer is waited for.
    patience: Duration,
}

impl fmt::Debug for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Access({})", self.base)
    }
}

impl fmt::Display for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.base)
    }
}

impl Access {
    /// Reads an address. `token` is sent as `Authorization: Bearer …`, or as it is when it begins with `Bearer ` or
    /// `Basic `.
    ///
    /// # Errors
    /// What is wrong with them, and what to do; never the token itself.
    pub fn parse(address: &str, token: Option<&str>, read_only: bool) -> Result<Self, (String, String)> {
        let refused = |what: &str, help: &str| Err((format!("the address of the store {what}"), help.to_owned()));
        let (base, query) =
            address.split_once('?').map_or((address, String::new()), |(base, query)| (base, format!("?{query}")));
        let base = base.trim_end_matches('/');
        if base.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://")) {
            return refused(
                "begins with https://, which is not spoken here",
                "let a program on this machine speak TLS, such as `socat` or nginx, and name its http:// address: \
                 docs/store.md tells how",
            );
        }
        let uri = base.parse::<Uri>().ok().filter(|uri| uri.scheme_str() == Some("http"));
        let Some((uri, authority)) = uri.and_then(|uri| uri.authority().cloned().map(|authority| (uri, authority)))
        else {
            return refused("is none", "write it like http://127.0.0.1:8080/store");
        };
        if authority.as_str().contains('@') {
            return refused(
                "holds a name or a password",
                "give them in PAMPHLET_STORE_TOKEN, as `Basic` and the two in Base64",
            );
        }
        if uri.host().is_none_or(str::is_empty) || format!("{base}{query}").parse::<Uri>().is_err() {
            return refused("is none", "write it like http://127.0.0.1:8080/store");
        }
        let authorization = match token.map(str::trim).filter(|token| !token.is_empty()) {
            Some(token) if !token.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) => {
                return Err((
                    "PAMPHLET_STORE_TOKEN holds characters that no header can".to_owned(),
                    "set it to the token alone".to_owned(),
                ));
            }
            Some(token) if token.starts_with("Bearer ") || token.starts_with("Basic ") => Some(token.to_owned()),
            Some(token) => Some(format!("Bearer {token}")),
            None => None,
        };
        let patience = Duration::from_secs(STORE_ANSWER_SECONDS.into());
        Ok(Self { base: base.to_owned(), query, authorization, read_only, patience })
    }

    /// The same, with another patience.
    #[must_use]
    pub fn answering_within(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }
}

/// What a run had of a remote store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// Where it is.
    pub place: String,
    /// Files that came from it, and their bytes.
    pub taken: (usize, u64),
    /// Files that went to it, and their bytes.
    pub sent: (usize, u64),
    /// What went wrong first, and what that costs.
    pub trouble: Option<String>,
}

/// What is known of how well a store does.
#[derive(Default)]
struct Health {
    /// What went wrong, the first of it.
    trouble: Option<String>,
    faults: usize,
    /// How long was waited for what brought nothing.
    wasted: Duration,
    /// What the store does not have. It is asked once.
    missing: BTreeSet<(Shelf, String)>,
}

/// A store behind an address.
pub struct Remote {
    access: Access,
    agent: Agent,
    health: Mutex<Health>,
    /// Whether nothing is asked of it any more.
    is_given_up: AtomicBool,
    /// Whether nothing is sent to it any more.
    is_closed: AtomicBool,
    taken: (AtomicUsize, AtomicU64),
    sent: (AtomicUsize, AtomicU64),
}

/// How a request ended that brought nothing.
enum Miss {
    /// The store does not have it.
    NotThere,
    /// The store has it in another form than it should, or says that it cannot do what was asked.
    Fault(String),
    /// It is no use to ask again.
    Hopeless(String),
}

impl Remote {
    /// A store that is asked when something is wanted, not before.
    #[must_use]
    pub fn new(access: Access) -> Self {
        let (patience, body) = (Some(access.patience), Some(Duration::from_secs(STORE_BODY_SECONDS.into())));
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // Who else is asked is not for the store to say.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_resolve(patience)
            .timeout_connect(patience)
            .timeout_send_request(patience)
            .timeout_recv_response(patience)
            .timeout_send_body(body)
            .timeout_recv_body(body)
            .max_idle_connections(STORE_CONNECTIONS)
            .max_idle_connections_per_host(STORE_CONNECTIONS)
            .user_agent(concat!("pamphlet/", env!("CARGO_PKG_VERSION")))
            .accept("application/octet-stream")
            .build()
            .new_agent();
        Self {
            is_closed: AtomicBool::new(access.read_only),
            access,
            agent,
            health: Mutex::default(),
            is_given_up: AtomicBool::new(false),
            taken: Default::default(),
            sent: Default::default(),
        }
    }

    /// What it has given until now.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let of =
            |counts: &(AtomicUsize, AtomicU64)| (counts.0.load(Ordering::Relaxed), counts.1.load(Ordering::Relaxed));
        let trouble = self.health().trouble.clone();
        Usage { place: self.access.to_string(), taken: of(&self.taken), sent: of(&self.sent), trouble }
    }

    /// Whether it is of no use any more to send something.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Relaxed) || self.is_given_up()
    }

    fn is_given_up(&self) -> bool {
        self.is_given_up.load(Ordering::Relaxed)
    }

    fn health(&self) -> std::sync::MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn address(&self, shelf: Shelf, digest: &str) -> String {
        let Access { base, query, .. } = &self.access;
        format!("{base}/{}/{digest}{query}", shelf.name())
    }

    /// What is under a digest, whole.
    fn fetch(&self, shelf: Shelf, digest: &str) -> Result<Vec<u8>, Miss> {
        let limit = match shelf {
            Shelf::Contents => OUTPUT_BYTES,
            Shelf::Records => RECORD_BYTES,
        };
        let mut response = Self::ask(|| {
            let mut request = self.agent.get(self.address(shelf, digest));
            if let Some(authorization) = &self.access.authorization {
                request = request.header("Authorization", authorization);
            }
            request.call()
        })?;
        match response.status().as_u16() {
            200 => {}
            404 | 410 => return Err(Miss::NotThere),
            status => return Err(of_status(status)),
        }
        let bytes =
            response.body_mut().with_config().limit(limit as u64).read_to_vec().map_err(|error| of_error(&error))?;
        if is_whole(shelf, digest, &bytes) {
            return Ok(bytes);
        }
        Err(Miss::Fault("it gives files that are not what was kept there".to_owned()))
    }

    /// Sends a file. Whether it is there now.
    fn send(&self, shelf: Shelf, digest: &str, bytes: &[u8]) -> Result<(), Miss> {
        let response = Self::ask(|| {
            let mut request = self.agent.put(self.address(shelf, digest));
            if let Some(authorization) = &self.access.authorization {
                request = request.header("Authorization", authorization);
            }
            request.content_type("application/octet-stream").send(bytes)
        })?;
        match response.status().as_u16() {
            200..=299 => Ok(()),
            status => Err(of_status(status)),
        }
    }

    /// Asks, and asks once more where a connection was kept that the other side had closed meanwhile.
    fn ask(run: impl Fn() -> Result<Response<Body>, Error>) -> Result<Response<Body>, Miss> {
        match run() {
            Err(Error::Io(error)) if is_cut(error.kind()) => run(),
            done => done,
        }
        .map_err(|error| of_error(&error))
    }

    /// Remembers how a request ended that brought nothing. `sending` says what it was for.
    fn remember(&self, miss: Miss, began: Instant, sending: bool) {
        let mut health = self.health();
        health.wasted += began.elapsed();
        let (said, hopeless) = match miss {
            Miss::NotThere if !sending => (None, false),
            Miss::NotThere => (Some("it takes no files there (404)".to_owned()), true),
            Miss::Fault(said) => {
                health.faults += 1;
                (Some(said), health.faults >= STORE_FAULTS)
            }
            Miss::Hopeless(said) => (Some(said), true),
        };
        // Connections wait side by side.
        let most = Duration::from_secs(u64::from(STORE_WASTED_SECONDS) * STORE_CONNECTIONS as u64);
        let too_slow = health.wasted > most && !self.is_given_up();
        let said = said.or_else(|| too_slow.then(|| "it takes too long to say that it has no such file".to_owned()));
        if hopeless || too_slow {
            // Who may not write may yet read.
            let place = if sending { &self.is_closed } else { &self.is_given_up };
            place.store(true, Ordering::Relaxed);
        }
        if health.trouble.is_none() {
            let cost = match (sending, hopeless || too_slow) {
                (_, false) => "what it did not give was made here",
                (true, true) => "nothing more was sent to it, so other machines make that again",
                (false, true) => "it was not asked again, and everything that it might have had was made here",
            };
            health.trouble = said.map(|said| format!("{said}; {cost}"));
        }
    }
}

/// Whether a connection was closed by the other side.
fn is_cut(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe
    )
}

/// What an answer means that is none to what was asked.
fn of_status(status: u16) -> Miss {
    match status {
        401 | 403 => Miss::Hopeless(format!("it refuses this token, or wants one ({status})")),
        404 => Miss::NotThere,
        405 | 409 | 501 => Miss::Hopeless(format!("it takes no files there ({status})")),
        300..=399 => Miss::Hopeless(format!("it redirects ({status}), which is not followed")),
        _ => Miss::Fault(format!("it answers {status}")),
    }
}

/// What a request means that was not answered. The words of the error may hold the address, so that only kinds are told.
fn of_error(error: &Error) -> Miss {
    match error {
        Error::Timeout(_) => Miss::Hopeless("it did not answer in time".to_owned()),
        Error::HostNotFound => Miss::Hopeless("no machine has that name".to_owned()),
        Error::ConnectionFailed => Miss::Hopeless("it cannot be reached".to_owned()),
        Error::Io(error) if is_cut(error.kind()) => Miss::Fault("it breaks off".to_owned()),
        Error::Io(error) => Miss::Hopeless(format!("it cannot be reached ({})", error.kind())),
        Error::BodyExceedsLimit(_) => Miss::Fault("it gives files that are longer than any of ours".to_owned()),
        _ => Miss::Fault("what it says is not HTTP".to_owned()),
    }
}

impl Store for Remote {
    fn get(&self, shelf: Shelf, digest: &str) -> Option<Vec<u8>> {
        if self.is_given_up() || self.health().missing.contains(&(shelf, digest.to_owned())) {
            return None;
        }
        let began = Instant::now();
        match self.fetch(shelf, digest) {
            Ok(bytes) => {
                self.taken.0.fetch_add(1, Ordering::Relaxed);
                self.taken.1.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                Some(bytes)
            }
            Err(miss) => {
                self.health().missing.insert((shelf, digest.to_owned()));
                self.remember(miss, began, false);
                None
            }
        }
    }

    fn put(&self, shelf: Shelf, digest: &str, bytes: &[u8]) -> bool {
        if self.is_closed() {
            return false;
        }
        let began = Instant::now();
        match self.send(shelf, digest, bytes) {
            Ok(()) => {
                self.sent.0.fetch_add(1, Ordering::Relaxed);
                self.sent.1.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                true
            }
            Err(miss) => {
                self.remember(miss, began, true);
                false
            }
        }
    }

    /// What is damaged there is replaced when it is sent again.
    fn forget(&self, _: Shelf, _: &str) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_or_it_is_said_why_not() {
        let place = |address: &str| Access::parse(address, None, false).map(|access| access.to_string());
        assert_eq!(place("http://127.0.0.1:8080/store/").as_deref(), Ok("http://127.0.0.1:8080/store"));
        assert_eq!(place("http://[::1]:80").as_deref(), Ok("http://[::1]:80"));
        for (wrong, what) in [
            ("https://store.example", "https://"),
            ("store.example", "is none"),
            ("file:///store", "is none"),
            ("http://", "is none"),
            ("http:///store", "is none"),
            ("http://me:secret@store.example/", "holds a name or a password"),
            ("http://store.example/a b", "is none"),
            ("http://store.example/?a\nb", "is none"),
        ] {
            let (said, help) = Access::parse(wrong, None, false).expect_err(wrong);
            assert!(said.contains(what), "{wrong}: {said}");
            assert!(!said.contains("secret") && !help.contains("secret"));
        }
    }

    #[test]
    fn what_opens_a_store_is_never_shown() {
        let access = Access::parse("http://store.example/a?sig=secret", Some("secret"), false).expect("is one");
        assert_eq!(format!("{access} {access:?}"), "http://store.example/a Access(http://store.example/a)");
        assert_eq!(access.authorization.as_deref(), Some("Bearer secret"));
        let login = Access::parse("http://store.example", Some("Basic bWU6c2VjcmV0"), false).expect("is one");
        assert_eq!(login.authorization.as_deref(), Some("Basic bWU6c2VjcmV0"));
        let (said, help) = Access::parse("http://store.example", Some("sec\nret"), false).expect_err("is none");
        assert!(!said.contains("ret\n") && !said.contains("sec\n") && !help.contains("sec\n"), "{said}");
    }
}
