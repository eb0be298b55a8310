//! `PostgreSQL` as Debian packages it, in a cluster of its own.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};

use super::jars::{home, source};
use super::process::Server;
use super::{own_server, unique};

/// `initdb` and start take two seconds on an idle machine.
const START_LIMIT: Duration = Duration::from_mins(2);

/// A `PostgreSQL` server on which databases may be created.
#[derive(Debug)]
pub struct Postgres {
    /// `postgres://user@host:port`, without a database.
    pub url: String,
    _process: Option<Server>,
}

impl Postgres {
    /// One that somebody else starts and ends.
    pub(super) fn at(url: String) -> Self {
        Self { url, _process: None }
    }

    /// Creates an empty UTF-8 database and returns its URL. Its name is `prefix` and 16 hex digits, so `prefix`
    /// must be at most 46 letters, digits and underscores.
    pub async fn create_database(&self, prefix: &str) -> String {
        let name = unique(prefix);
        let admin = Database::connect(format!("{}/postgres", self.url))
            .await
            .unwrap_or_else(|error| panic!("PostgreSQL at {}: {error}", self.url));
        admin
            .execute_unprepared(&format!(
                "CREATE DATABASE \"{}\" ENCODING 'UTF8' TEMPLATE template0",
                name.replace('"', "\"\"")
            ))
            .await
            .unwrap_or_else(|error| panic!("CREATE DATABASE {name}: {error}"));
        admin.close().await.expect("a connection that has just answered can be closed");
        format!("{}/{name}", self.url)
    }
}

pub(super) fn shared() -> Result<Postgres, String> {
    if let Some(url) = own_server("ARIADNE_TEST_POSTGRES_URL") {
        let mut url =
            url::Url::parse(&url).map_err(|error| format!("ARIADNE_TEST_POSTGRES_URL: {error}"))?;
        url.set_path("");
        return Ok(Postgres { url: url.as_str().trim_end_matches('/').to_owned(), _process: None });
    }
    let binaries = binaries()?;
    let mut last = String::new();
    // the server cannot choose a port itself, and one that was free a moment ago may be taken by another process
    for _ in 0..3 {
        match start(&binaries) {
            Ok(process) => {
                return Ok(Postgres { url: process.url.clone(), _process: Some(process) });
            }
            Err(error) if error.contains("Address already in use") => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

fn start(binaries: &Path) -> Result<Server, String> {
    let port = free_port()?;
    let script = source("postgres").join("run.sh");
    let mut command = Command::new("sh");
    command.arg(script).arg(binaries).arg(home("postgres")?).arg(port.to_string());
    Server::start("PostgreSQL", command, START_LIMIT)
}

/// A port that is free now.
pub(super) fn free_port() -> Result<u16, String> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("a free port for PostgreSQL: {error}"))
}

/// The folder of `initdb` and `pg_ctl`: Debian's newest, else the one on the PATH.
pub(super) fn binaries() -> Result<PathBuf, String> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("initdb").is_file().then_some((version, folder))
        })
        .max();
    if let Some((_, folder)) = debian {
        return Ok(folder);
    }
    let configured = Command::new("pg_config").arg("--bindir").output().ok();
    configured
        .map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
        .filter(|folder| folder.join("initdb").is_file())
        .ok_or_else(|| {
            "the tests need the PostgreSQL server programs; run as root:\n    \
             apt-get update && apt-get install -y postgresql\n\
             or set ARIADNE_TEST_POSTGRES_URL to a server of your own"
                .to_owned()
        })
}
