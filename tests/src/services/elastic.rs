//! Elasticsearch and `OpenSearch` nodes.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::Method;
use serde_json::Value;

use super::jars::{Program, home_in_memory, jars, source};
use super::process::Server;
use super::{blocking, own_server};

/// An answer of a node of ours takes milliseconds, on a busy machine seconds; a hang must still end.
const ANSWER_LIMIT: Duration = Duration::from_mins(1);

/// What every node is set to, beside its home and its port.
const SETTINGS: [&str; 11] = [
    "cluster.name=ariadne-tests",
    "node.name=n1",
    "discovery.type=single-node",
    "http.host=127.0.0.1",
    "http.type=netty4",
    "transport.host=127.0.0.1",
    "transport.port=0",
    "transport.type=netty4",
    // a developer's disk is often fuller than a cluster would accept
    "cluster.routing.allocation.disk.threshold_enabled=false",
    // every test keeps its indices, so the limit of shards would end a long run
    "cluster.max_shards_per_node=10000",
    "action.destructive_requires_name=false",
];

/// Which engine a node runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// Elasticsearch 7.17.
    Elasticsearch7,
    /// Elasticsearch 8.19.
    Elasticsearch8,
    /// `OpenSearch` 2.19.
    OpenSearch2,
}

impl Flavour {
    fn folder(self) -> &'static str {
        match self {
            Self::Elasticsearch7 => "elasticsearch7",
            Self::Elasticsearch8 => "elasticsearch8",
            Self::OpenSearch2 => "opensearch2",
        }
    }
}

/// A node that answers on HTTP.
#[derive(Debug)]
pub struct Elastic {
    /// `http://host:port`, without credentials.
    pub url: String,
    /// The engine that the tests asked for.
    pub flavour: Flavour,
    /// The version that the node reports, such as `7.17.29`.
    pub version: String,
    /// User and password, if a developer's own server needs them.
    pub credentials: Option<(String, String)>,
    process: Option<Server>,
}

impl Elastic {
    /// Sends one request to `path` (with its leading slash) and returns the status and the body: JSON, or null when
    /// there is none.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let json = body.map(|body| ("application/json", body.to_string()));
        self.request(method, path, json).await.unwrap_or_else(|reason| panic!("{reason}"))
    }

    /// Creates an index with `body` (settings, mappings, aliases) and fails the test when the node refuses.
    pub async fn create_index(&self, name: &str, body: &Value) {
        self.must(Method::PUT, &format!("/{name}"), Some(body)).await;
    }

    /// Stores documents in `index` with one bulk request and makes them visible. Fails the test when one is refused.
    pub async fn index(&self, index: &str, documents: &[Value]) {
        let mut lines = String::new();
        for document in documents {
            lines.push_str("{\"create\":{}}\n");
            lines.push_str(&document.to_string());
            lines.push('\n');
        }
        let path = format!("/{index}/_bulk?refresh=true");
        let (status, answer) = self
            .request(Method::POST, &path, Some(("application/x-ndjson", lines)))
            .await
            .unwrap_or_else(|reason| panic!("{reason}"));
        assert!(
            status == 200 && answer["errors"] == Value::Bool(false),
            "POST {path}: {status} {answer}"
        );
    }

    /// As [`Self::send`], and fails the test on any status but 2xx.
    pub async fn must(&self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let (status, answer) = self.send(method.clone(), path, body).await;
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        answer
    }

    async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<(&str, String)>,
    ) -> Result<(u16, Value), String> {
        let what = format!("{method} {}{path}", self.url);
        let failed = |error: reqwest::Error| format!("{what}: {error:?}");
        // a client's connections belong to the runtime of one test, so each request has its own
        let client =
            reqwest::Client::builder().no_proxy().timeout(ANSWER_LIMIT).build().map_err(failed)?;
        let mut request = client.request(method, format!("{}{path}", self.url));
        if let Some((user, password)) = &self.credentials {
            request = request.basic_auth(user, Some(password));
        }
        if let Some((media_type, body)) = body {
            request = request.header("content-type", media_type).body(body);
        }
        let response = request.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let text = response.text().await.map_err(failed)?;
        if text.is_empty() {
            return Ok((status, Value::Null));
        }
        let value = serde_json::from_str(&text).map_err(|error| {
            format!("{what}: {status}, the answer is not JSON ({error}): {text}")
        })?;
        Ok((status, value))
    }

    /// How a node of ours ended, with the end of its output; nothing while it runs.
    pub fn ended(&mut self) -> Option<String> {
        self.process.as_mut().and_then(Server::ended)
    }

    /// Asks the node for its version, which also proves that it answers.
    async fn introduce(mut self) -> Result<Self, String> {
        let (status, answer) = self.request(Method::GET, "/", None).await?;
        match answer["version"]["number"].as_str() {
            Some(version) if status == 200 => version.clone_into(&mut self.version),
            _ => return Err(format!("GET {}/: {status} {answer}", self.url)),
        }
        Ok(self)
    }
}

pub(super) async fn shared(flavour: Flavour) -> Result<Elastic, String> {
    let variable = match flavour {
        Flavour::Elasticsearch7 | Flavour::Elasticsearch8 => "ARIADNE_TEST_ELASTICSEARCH_URL",
        Flavour::OpenSearch2 => "ARIADNE_TEST_OPENSEARCH_URL",
    };
    if let Some(url) = own_server(variable) {
        let given = given(&url, flavour)
            .map_err(|error| format!("{variable}: {error}"))?
            .introduce()
            .await
            .map_err(|error| format!("{variable}: {error}"))?;
        let seven = given.version.starts_with("7.");
        if flavour == Flavour::OpenSearch2 || seven == (flavour == Flavour::Elasticsearch7) {
            return Ok(given);
        }
    }
    on_port(flavour, 0).await
}

fn given(url: &str, flavour: Flavour) -> Result<Elastic, String> {
    let mut url = url::Url::parse(url).map_err(|error| error.to_string())?;
    let credentials = (!url.username().is_empty())
        .then(|| (url.username().to_owned(), url.password().unwrap_or_default().to_owned()));
    url.set_username("")
        .and_then(|()| url.set_password(None))
        .map_err(|()| "http[s]://host:port is needed".to_owned())?;
    Ok(Elastic {
        url: url.as_str().trim_end_matches('/').to_owned(),
        flavour,
        version: String::new(),
        credentials,
        process: None,
    })
}

pub(super) async fn on_port(flavour: Flavour, port: u16) -> Result<Elastic, String> {
    let process = blocking(move || start(flavour, port)).await?;
    Elastic {
        url: process.url.clone(),
        flavour,
        version: String::new(),
        credentials: None,
        process: Some(process),
    }
    .introduce()
    .await
}

fn start(flavour: Flavour, port: u16) -> Result<Server, String> {
    /// Two nodes that start at the same time on two cores take longer than one after the other.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let name = flavour.folder();
    let mut options = Vec::new();
    if flavour == Flavour::Elasticsearch8 {
        options.push(format!("-Dnetty={}", jars(name)?.join("netty").display()));
        options.push(format!("-Droot={}", source(name).join("RootPlugin.java").display()));
    }
    Program {
        name,
        options,
        // each index that is made waits for the disk several times
        home: home_in_memory(name)?,
        port,
        arguments: &SETTINGS,
    }
    .start()
}
