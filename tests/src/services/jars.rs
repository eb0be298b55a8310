//! Servers from the Maven registry: their jars in a cache outside git, and how to run them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::process::Server;

/// A busy machine needs a multiple of the usual ten seconds.
const START_LIMIT: Duration = Duration::from_mins(3);

/// A server lives for seconds and shares few cores with the tests: code that is compiled once and quickly, and one
/// thread that collects garbage, halve the time that the defaults, made for long lives, take.
const SHORT_LIFE: [&str; 3] = ["-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

/// Where a server's `pom.xml` and `Main.java` stand in this crate, by the folder's name.
pub(super) fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("services").join(name)
}

/// The folder with the server's jars in `lib`, downloaded if this is the first time.
pub(super) fn jars(name: &str) -> Result<PathBuf, String> {
    let pom = source(name).join("pom.xml");
    cached(name, std::slice::from_ref(&pom), |partial| {
        let failed = |error: std::io::Error| format!("the jars of {name}: {error}");
        fs::create_dir_all(partial.join("lib")).map_err(failed)?;
        download(name, &pom, &partial.join("lib"))?;
        if name == "elasticsearch8" {
            split_transport(partial).map_err(failed)?;
        }
        Ok(())
    })
}

/// A folder of the cache, filled if this is the first time.
///
/// The folder's name carries a hash of the `inputs`, so that a changed one is a new folder. Processes that need the
/// same folder wait for each other by a file lock, and a folder gets its name only when it is complete.
pub(super) fn cached(
    name: &str,
    inputs: &[PathBuf],
    fill: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<PathBuf, String> {
    let mut hash = Sha256::new();
    for input in inputs {
        hash.update(fs::read(input).map_err(|error| format!("{}: {error}", input.display()))?);
    }
    let hash = hash.finalize();
    let cache = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.cache/services");
    let folder = cache.join(format!(
        "{name}-{:02x}{:02x}{:02x}{:02x}{:02x}{:02x}",
        hash[0], hash[1], hash[2], hash[3], hash[4], hash[5]
    ));
    if folder.is_dir() {
        return Ok(folder);
    }
    let failed =
        |error: std::io::Error| format!("the files of {name} in {}: {error}", folder.display());
    fs::create_dir_all(&cache).map_err(failed)?;
    let lock = File::create(cache.join(format!("{name}.lock"))).map_err(failed)?;
    lock.lock().map_err(failed)?;
    if folder.is_dir() {
        return Ok(folder); // another process was faster
    }
    let partial = cache.join(format!("{name}.partial"));
    if partial.exists() {
        fs::remove_dir_all(&partial).map_err(failed)?; // a download that was interrupted
    }
    fs::create_dir_all(&partial).map_err(failed)?;
    fill(&partial)?;
    fs::rename(&partial, &folder).map_err(failed)?;
    Ok(folder)
}

fn download(name: &str, pom: &Path, lib: &Path) -> Result<(), String> {
    let mut command = Command::new("mvn");
    command
        .args(["-q", "-B", "-f"])
        .arg(pom)
        .args([
            "dependency:copy-dependencies",
            "-DincludeScope=runtime",
            // a registry that stalls must not stall the tests for ever; both spellings, as Maven 3.9 changed the transport
            "-Dmaven.wagon.rto=60000",
            "-Daether.connector.requestTimeout=60000",
        ])
        .arg(format!("-DoutputDirectory={}", lib.display()));
    let output = command.output().map_err(|error| {
        format!("Maven is needed to get the jars of {name} ({error}): apt-get install -y maven openjdk-17-jdk-headless")
    })?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "Maven could not get the jars of {name} ({}): {}{}\n({command:?})",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// Elasticsearch 8 loads its transport from a module folder and refuses to start when it is on the class path too.
fn split_transport(folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder.join("netty"))?;
    for jar in fs::read_dir(folder.join("lib"))? {
        let jar = jar?;
        let name = jar.file_name();
        let text = name.to_string_lossy();
        if text.starts_with("netty-") || text.starts_with("transport-netty4-") {
            fs::rename(jar.path(), folder.join("netty").join(&name))?;
        }
    }
    Ok(())
}

/// A server of this crate that runs on Java.
#[derive(Debug)]
pub(super) struct Program<'a> {
    /// The folder's name under `services`.
    pub(super) name: &'a str,
    /// Options of the virtual machine.
    pub(super) options: Vec<String>,
    /// A folder for the server's data, which the server removes when it ends.
    pub(super) home: PathBuf,
    /// The port on 127.0.0.1; 0 lets the system choose.
    pub(super) port: u16,
    /// What the server is told after its home and its port.
    pub(super) arguments: &'a [&'a str],
}

impl Program<'_> {
    /// Downloads the jars if need be, starts the server and waits until it answers.
    pub(super) fn start(&self) -> Result<Server, String> {
        self.run().inspect_err(|_| {
            // the server removes its home only if it got as far as its own code
            let _ = fs::remove_dir_all(&self.home);
        })
    }

    fn run(&self) -> Result<Server, String> {
        let jars = jars(self.name)?;
        let mut command = Command::new("java");
        command
            .current_dir(&jars)
            .args(SHORT_LIFE)
            .args(&self.options)
            .args(["-cp", "lib/*"])
            .arg(source(self.name).join("Main.java"))
            .arg(&self.home)
            .arg(self.port.to_string())
            .args(self.arguments);
        Server::start(self.name, command, START_LIMIT).map_err(|error| {
            format!(
                "{error}\nJava 17 or later is needed: apt-get install -y openjdk-17-jdk-headless"
            )
        })
    }
}

/// A new empty folder for a server's data.
pub(super) fn home(name: &str) -> Result<PathBuf, String> {
    home_in(&std::env::temp_dir(), name)
}

/// As [`home`], but in memory where Linux has a folder for it: for servers that wait for the disk again and again and
/// whose data are some megabytes, because such a folder may be small.
pub(super) fn home_in_memory(name: &str) -> Result<PathBuf, String> {
    home_in(Path::new("/dev/shm"), name).or_else(|_| home(name))
}

fn home_in(folder: &Path, name: &str) -> Result<PathBuf, String> {
    tempfile::Builder::new()
        .prefix(&format!("ariadne-{name}-"))
        .tempdir_in(folder)
        .map(tempfile::TempDir::keep)
        .map_err(|error| format!("a temporary folder for {name}: {error}"))
}
