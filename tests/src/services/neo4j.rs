//! Neo4j.

use std::path::{Path, PathBuf};

use super::jars::{Program, home, home_in_memory};
use super::process::Server;
use super::{blocking, own_server};

/// The login of every server of ours.
const LOGIN: (&str, &str) = ("neo4j", "ariadne-tests");

/// A Neo4j server that is reached over Bolt.
#[derive(Debug)]
pub struct Neo4j {
    /// `bolt://host:port`, without credentials.
    pub url: String,
    /// Who logs in.
    pub user: String,
    /// With what.
    pub password: String,
    process: Option<Server>,
}

impl Neo4j {
    fn ours(url: String, process: Option<Server>) -> Self {
        let (user, password) = (LOGIN.0.to_owned(), LOGIN.1.to_owned());
        Self { url, user, password, process }
    }

    /// How the server ended, if it did.
    pub fn ended(&mut self) -> Option<String> {
        self.process.as_mut().and_then(Server::ended)
    }
}

pub(super) fn shared() -> Result<Neo4j, String> {
    match own_server("ARIADNE_TEST_NEO4J_URL") {
        Some(url) => given(&url),
        None => on_port(0),
    }
}

fn given(url: &str) -> Result<Neo4j, String> {
    let wrong = |reason: String| format!("ARIADNE_TEST_NEO4J_URL: {reason}");
    let mut parsed = url::Url::parse(url).map_err(|error| wrong(error.to_string()))?;
    let user = if parsed.username().is_empty() { LOGIN.0 } else { parsed.username() }.to_owned();
    let password = parsed.password().unwrap_or_default().to_owned();
    parsed
        .set_username("")
        .and_then(|()| parsed.set_password(None))
        .map_err(|()| wrong("bolt://[user:password@]host:port is needed".to_owned()))?;
    let url = parsed.as_str().trim_end_matches('/').to_owned();
    Ok(Neo4j { url, user, password, process: None })
}

pub(super) fn on_port(port: u16) -> Result<Neo4j, String> {
    // each commit waits for the disk
    let process = start(home_in_memory("neo4j")?, port, Vec::new())?;
    Ok(Neo4j::ours(process.url.clone(), Some(process)))
}

/// What a server has that is used for long: these options stand behind those of a short life.
const LONG_LIFE: [&str; 3] = ["-Xmx2g", "-XX:TieredStopAtLevel=4", "-Dpagecache=1024"];

/// A server whose data are on the disk, for measurements.
pub(super) fn measured(port: u16) -> Result<Neo4j, String> {
    let process = start(home("neo4j")?, port, LONG_LIFE.map(str::to_owned).to_vec())?;
    Ok(Neo4j::ours(process.url.clone(), Some(process)))
}

fn start(home: PathBuf, port: u16, options: Vec<String>) -> Result<Server, String> {
    Program { name: "neo4j", options, home, port, arguments: &[LOGIN.1] }.start()
}

/// A server that a test stops and starts again, with its data, on the same port.
#[derive(Debug)]
pub struct Restarted {
    /// How it is reached.
    pub server: Neo4j,
    port: u16,
    home: PathBuf,
}

impl Restarted {
    /// Starts it for the first time.
    pub async fn start() -> Result<Self, String> {
        let home = home("neo4j")?;
        let server = kept(home.clone(), 0).await?;
        let port = url::Url::parse(&server.url)
            .ok()
            .and_then(|url| url.port())
            .ok_or_else(|| format!("Neo4j says that it listens on {:?}", server.url))?;
        Ok(Self { server, port, home })
    }

    /// Stops it, as an operator would.
    pub async fn stop(&mut self) -> Result<(), String> {
        let stopped = Neo4j::ours(self.server.url.clone(), None);
        let running = std::mem::replace(&mut self.server, stopped);
        blocking(move || {
            drop(running);
            Ok(())
        })
        .await
    }

    /// Kills it, as `kill -9` does.
    pub async fn kill(&mut self) -> Result<(), String> {
        if let Some(process) = &mut self.server.process {
            process.kill();
        }
        self.stop().await
    }

    /// Starts it again.
    pub async fn start_again(&mut self) -> Result<(), String> {
        self.server = kept(self.home.clone(), self.port).await?;
        Ok(())
    }
}

impl Drop for Restarted {
    fn drop(&mut self) {
        self.server.process = None;
        remove(&self.home);
    }
}

fn remove(home: &Path) {
    // what cannot be removed is in the system's folder for temporary files
    let _ = std::fs::remove_dir_all(home);
}

async fn kept(home: PathBuf, port: u16) -> Result<Neo4j, String> {
    blocking(move || {
        let process = start(home, port, vec!["-Dkeep=true".to_owned()])?;
        Ok(Neo4j::ours(process.url.clone(), Some(process)))
    })
    .await
}
