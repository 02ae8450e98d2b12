//! The gate of stores on other machines: three processes as three machines behind a real nginx, one of them killed, and a
//! fourth that joins what they made out of their manifests alone; then a wrong token and servers that say nonsense,
//! nothing, or are not there. Every output has the bytes of one machine without a store.

use crate::gate::{Ground, Outcome, build, pamphlet};
use crate::validators::debian;
use crate::{reproduce, shell};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where Debian puts it.
const NGINX: &str = "/usr/sbin/nginx";

/// What opens the store.
const TOKEN: &str = "a-token-of-the-gate";

/// Runs it.
///
/// # Errors
/// Names the output that differs, or what was not said.
pub(crate) fn run(ground: &Ground) -> Result<Outcome> {
    debian();
    if !Path::new(NGINX).exists() {
        return Ok(Outcome::Skipped("nginx is not there (Debian's package nginx-light)".to_owned()));
    }
    let work = ground.work.join("remote");
    if work.exists() {
        std::fs::remove_dir_all(&work)?;
    }
    std::fs::create_dir_all(&work)?;
    let site = work.join("site");
    reproduce::copy(&shell::root().join("tests/small"), &site, None)?;
    let plain = work.join("plain");
    build(&["--site", &site.to_string_lossy(), "--cache", &work.join("plain-cache").to_string_lossy()], &plain)?;

    let nginx = Nginx::start(&work.join("nginx"))?;
    let url = nginx.url("store");
    let machine = |name: &str, url: &str, token: &str| Machine {
        name: name.to_owned(),
        work: work.clone(),
        site: site.clone(),
        url: url.to_owned(),
        token: token.to_owned(),
    };
    three_machines(&machine, &url, &work, &plain)?;

    // A fresh machine whose checkout lies elsewhere.
    let elsewhere = work.join("another folder");
    reproduce::copy(&site, &elsewhere, None)?;
    let fresh = Machine { site: elsewhere, ..machine("fresh", &url, TOKEN) };
    let said = fresh.build(&[])?;
    fresh.compare(&plain)?;
    if !said.contains(" files from the cache in ") || !said.contains(" taken, 0 files") {
        bail!("a fresh machine made files that the store has:\n{said}");
    }

    let hanging = format!("http://{}", hanging()?);
    for (name, url, token, expected) in [
        ("other-token", url.as_str(), "a-token-of-somebody-else", "refuses this token"),
        ("garbage", &nginx.url("garbage"), TOKEN, "not what was kept there"),
        ("hanging", &hanging, TOKEN, "did not answer in time"),
        ("dead", "http://127.0.0.1:9", TOKEN, "cannot be reached"),
    ] {
        let machine = machine(name, url, token);
        let said = machine.build(&[])?;
        machine.compare(&plain)?;
        if !said.contains(expected) || said.contains(token) {
            bail!("{name}: this was to be said, and no token: {expected}\n{said}");
        }
    }
    Ok(Outcome::Passed)
}

/// The address of a server that takes every connection and never answers.
fn hanging() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        let open: Vec<_> = listener.incoming().collect();
        drop(open);
    });
    Ok(address)
}

/// Three machines share a build; the second is killed on the way and started again.
fn three_machines(machine: &dyn Fn(&str, &str, &str) -> Machine, url: &str, work: &Path, plain: &Path) -> Result<()> {
    let shards = ["1/3", "2/3", "3/3"];
    let machines: Vec<Machine> =
        shards.iter().map(|shard| machine(&format!("shard-{}", &shard[..1]), url, TOKEN)).collect();
    let mut running = Vec::new();
    for (machine, shard) in machines.iter().zip(shards) {
        running.push(machine.command(&["--shard", shard]).spawn().context("cannot start a machine")?);
    }
    std::thread::sleep(Duration::from_millis(700));
    let killed = &mut running[1];
    let was_alive = killed.try_wait()?.is_none();
    // The process that does the work is a child of the one that was started.
    shell::run(shell::command("kill", &["-KILL", "--", &format!("-{}", killed.id())]))
        .or_else(|error| if was_alive { Err(error) } else { Ok(()) })?;
    for (index, (child, machine)) in running.into_iter().zip(&machines).enumerate() {
        let output = child.wait_with_output()?;
        if index != 1 && !output.status.success() {
            bail!("{}: {}", machine.name, String::from_utf8_lossy(&output.stderr));
        }
    }
    println!(
        "the second of three machines was {}",
        if was_alive { "killed" } else { "done before it could be killed" }
    );
    machines[1].build(&["--shard", shards[1]])?;
    let whole = work.join("merged");
    let parts: Vec<String> = machines.iter().map(|machine| machine.out().to_string_lossy().into_owned()).collect();
    let mut words = vec!["merge"];
    words.extend(parts.iter().map(String::as_str));
    let place = whole.to_string_lossy().into_owned();
    words.extend(["--out", &place]);
    shell::output(pamphlet(&words))?;
    reproduce::compare(plain, &whole).context("merged")?;
    // Another one has their manifests alone.
    let place = |name: &str| work.join(name).to_string_lossy().into_owned();
    let (joined, cache) = (place("joined"), place("joined-cache"));
    let manifests: Vec<String> = parts.iter().map(|part| format!("{part}/manifest.json")).collect();
    let mut words = vec!["merge", "--out", &joined, "--cache", &cache, "--store-url", url];
    words.extend(manifests.iter().map(String::as_str));
    let mut command = pamphlet(&words);
    command.env("PAMPHLET_STORE_TOKEN", TOKEN);
    shell::output(command)?;
    reproduce::compare(plain, Path::new(&joined)).context("merged out of the store")?;
    Ok(())
}

/// A process that stands for a machine: its own cache, its own output.
struct Machine {
    name: String,
    work: PathBuf,
    site: PathBuf,
    url: String,
    token: String,
}

impl Machine {
    fn out(&self) -> PathBuf {
        self.work.join(&self.name)
    }

    fn command(&self, more: &[&str]) -> Command {
        let cache = self.work.join(format!("{}-cache", self.name));
        let place = |path: &Path| path.to_string_lossy().into_owned();
        let mut command = pamphlet(&["build", "--store-url", &self.url]);
        command.args(["--site", &place(&self.site), "--out", &place(&self.out()), "--cache", &place(&cache)]);
        command.args(more).env("PAMPHLET_STORE_TOKEN", &self.token);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command
    }

    /// Builds, and gives everything that was said.
    fn build(&self, more: &[&str]) -> Result<String> {
        let output = self.command(more).output().context("cannot start a machine")?;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        if !output.status.success() {
            bail!("{}: {said}", self.name);
        }
        Ok(said)
    }

    fn compare(&self, plain: &Path) -> Result<()> {
        let files = reproduce::compare(plain, &self.out()).with_context(|| self.name.clone())?;
        println!("{}: {files} files, the same bytes", self.name);
        Ok(())
    }
}

/// A server of this gate alone.
struct Nginx {
    child: Child,
    port: u16,
}

impl Nginx {
    fn start(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder.join("files/store"))?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let user = if reproduce::is_root() { "user root;\n" } else { "" };
        let configuration = folder.join("nginx.conf");
        // As docs/store.md shows it.
        std::fs::write(
            &configuration,
            format!(
                "{user}daemon off;\npid nginx.pid;\nerror_log error.log;\nevents {{}}\nhttp {{\n  access_log off;\n  \
                 client_body_temp_path body;\n  client_max_body_size 1g;\n  map $http_authorization $known {{ \
                 \"Bearer {TOKEN}\" 1; default 0; }}\n  server {{\n    listen 127.0.0.1:{port};\n    location /store/ \
                 {{\n      if ($known = 0) {{ return 401; }}\n      root files;\n      dav_methods PUT;\n      \
                 create_full_put_path on;\n    }}\n    location /garbage/ {{ return 200 \"no store\"; }}\n  }}\n}}\n"
            ),
        )?;
        let place = |path: &Path| path.to_string_lossy().into_owned();
        let mut command = shell::command(NGINX, &["-p", &place(folder), "-c", &place(&configuration)]);
        command.args(["-e", "error.log"]).stdout(Stdio::null());
        let mut server = Self { child: command.spawn().context("cannot start nginx")?, port };
        let begin = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("nginx ended: {status}");
            }
            if begin.elapsed() > Duration::from_secs(20) {
                bail!("nginx does not listen");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    fn url(&self, folder: &str) -> String {
        format!("http://127.0.0.1:{}/{folder}", self.port)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with it only when it is asked to.
        let _ = shell::run(shell::command("kill", &["-TERM", &self.child.id().to_string()]));
        let _ = self.child.wait();
    }
}
