//! The MongoDB-wire server.

use std::fs;
use std::path::PathBuf;

use super::jars::{Program, home};
use super::own_server;
use super::process::Server;
use crate::certificates::Authority;

/// A server that speaks the `MongoDB` protocol.
#[derive(Debug)]
pub struct Mongo {
    /// `mongodb://host:port`, with what else a developer's own address holds.
    pub url: String,
    /// The first host of the address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// PEM file of the authority to trust, if the server speaks TLS.
    pub ca_file: Option<PathBuf>,
    process: Option<Server>,
}

impl Mongo {
    /// A client of the driver that the product uses, with plain options.
    pub async fn client(&self) -> mongodb::Client {
        let mut url = self.url.clone();
        if let Some(file) = &self.ca_file {
            url = format!("{url}/?tls=true&tlsCAFile={}", file.display());
        }
        mongodb::Client::with_uri_str(&url)
            .await
            .expect("the address of a server that has started is well formed")
    }

    /// How a server of ours ended, with the end of its output; nothing while it runs.
    pub fn ended(&mut self) -> Option<String> {
        self.process.as_mut().and_then(Server::ended)
    }
}

pub(super) fn shared() -> Result<Mongo, String> {
    match own_server("ARIADNE_TEST_MONGO_URL") {
        Some(url) => given(&url),
        None => on_port(0),
    }
}

fn given(url: &str) -> Result<Mongo, String> {
    let wrong = |reason: String| format!("ARIADNE_TEST_MONGO_URL: {reason}");
    let parsed = url::Url::parse(url).map_err(|error| wrong(error.to_string()))?;
    if parsed.scheme() != "mongodb" {
        return Err(wrong("mongodb://host:port is needed".to_owned()));
    }
    let host = parsed.host_str().ok_or_else(|| wrong("it names no host".to_owned()))?;
    Ok(Mongo {
        url: url.to_owned(),
        host: host.to_owned(),
        port: parsed.port().unwrap_or(27017),
        ca_file: None,
        process: None,
    })
}

pub(super) fn on_port(port: u16) -> Result<Mongo, String> {
    start(home("mongo")?, port, Vec::new(), None)
}

pub(super) fn too_old() -> Result<Mongo, String> {
    start(home("mongo")?, 0, vec!["-Dwire=8".to_owned()], None)
}

pub(super) fn tls() -> Result<Mongo, String> {
    let home = home("mongo")?;
    let authority = Authority::new("Ariadne tests: MongoDB");
    let leaf = authority.issue(&["localhost", "127.0.0.1"]);
    let write = |name: &str, text: &str| {
        let file = home.join(name);
        fs::write(&file, text)
            .map(|()| file)
            .map_err(|error| format!("the certificates of the MongoDB-wire server: {error}"))
    };
    let ca = write("ca.pem", &authority.pem())?;
    let options = vec![
        format!("-Dtls.certificate={}", write("server.pem", &leaf.certificate_pem())?.display()),
        format!("-Dtls.key={}", write("server.key", &leaf.key_pem())?.display()),
    ];
    start(home, 0, options, Some(ca))
}

fn start(
    home: PathBuf,
    port: u16,
    mut options: Vec<String>,
    ca_file: Option<PathBuf>,
) -> Result<Mongo, String> {
    // the server's comparator breaks its contract; without this `$sample` fails now and then
    options.push("-Djava.util.Arrays.useLegacyMergeSort=true".to_owned());
    let process = Program { name: "mongo", options, home, port, arguments: &[] }.start()?;
    let url = process.url.clone();
    let port = url::Url::parse(&url)
        .ok()
        .and_then(|url| url.port())
        .ok_or_else(|| format!("the MongoDB-wire server says that it listens on {url:?}"))?;
    Ok(Mongo { url, host: "127.0.0.1".to_owned(), port, ca_file, process: Some(process) })
}
