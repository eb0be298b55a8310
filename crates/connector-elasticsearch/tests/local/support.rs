//! A tiny HTTP server with canned answers, and what the tests say to a connector.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ariadne_connector_elasticsearch::ElasticsearchFactory;
use ariadne_domain::{FetchedTable, TestReport, TestStep, Value};
use ariadne_ports::{
    Connector, ConnectorFactory, Deadline, Error, Fetch, FetchRequest, NotFound, Progress,
    ProgressSink, SecretValues, StepSink,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is answered to one path.
#[derive(Clone, Debug)]
pub(crate) enum Canned {
    /// Status, media type, body.
    Answer(u16, &'static str, String),
    /// A redirect to this address.
    Redirect(String),
    /// Headers and half of the body; then the connection is closed.
    Cut(String),
    /// Headers and half of the body; then nothing.
    Stall(String),
    /// The beginning of a body that is said to have this length; then nothing.
    Huge(u64),
    /// A body of no stated length that goes on in small pieces for as long as somebody listens.
    Endless,
    /// Nothing at all.
    Silence,
    /// Bytes that are not HTTP.
    Garbage,
    /// The connection is closed without a byte.
    Close,
}

impl Canned {
    /// 200 with this JSON.
    pub(crate) fn json(body: &serde_json::Value) -> Self {
        Self::status(200, body)
    }

    /// This status with this JSON.
    pub(crate) fn status(status: u16, body: &serde_json::Value) -> Self {
        Self::Answer(status, "application/json", body.to_string())
    }

    /// An error as the engine writes it.
    pub(crate) fn error(status: u16, kind: &str, reason: &str) -> Self {
        Self::status(
            status,
            &serde_json::json!({ "error": { "type": kind, "reason": reason }, "status": status }),
        )
    }
}

#[derive(Debug, Default)]
struct Shared {
    answers: Mutex<HashMap<String, Canned>>,
    requests: Mutex<Vec<String>>,
}

/// Answers by path (without the query); everything else is 404 without a body.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    shared: Arc<Shared>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared::default());
        let of_task = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&of_task)));
            }
        });
        Self { url, shared }
    }

    /// A server that answers as a cluster with one index `orders` does.
    pub(crate) async fn cluster() -> Self {
        let server = Self::start().await;
        server.on(
            "/",
            Canned::json(&serde_json::json!({
                "cluster_name": "tests", "cluster_uuid": "u1",
                "version": { "number": "8.19.0" }, "tagline": "You Know, for Search",
            })),
        );
        server.on("/_cluster/health", Canned::json(&serde_json::json!({ "status": "green" })));
        let listed = serde_json::json!({ "indices": [{ "name": "orders" }] });
        server.on("/_resolve/index/*", Canned::json(&listed));
        server.on("/_resolve/index/orders", Canned::json(&serde_json::json!({
            "indices": [{ "name": "orders", "attributes": ["open"] }], "aliases": [], "data_streams": [],
        })));
        server.on(
            "/orders/_mapping",
            Canned::json(&serde_json::json!({
                "orders": { "mappings": { "properties": { "total": { "type": "double" } } } },
            })),
        );
        server.on(
            "/orders/_settings",
            Canned::json(&serde_json::json!({
                "orders": { "settings": { "index": { "number_of_shards": "1" } } },
            })),
        );
        server.on(
            "/orders/_alias",
            Canned::json(&serde_json::json!({ "orders": { "aliases": {} } })),
        );
        let count = serde_json::json!({ "count": 3, "_shards": { "failed": 0 } });
        server.on("/orders/_count", Canned::json(&count));
        let hits =
            serde_json::json!({ "hits": { "hits": [{ "_source": { "total": [1.5, 2] } }] } });
        server.on("/orders/_search", Canned::json(&hits));
        server
    }

    /// Answers requests to `path` so from now on.
    pub(crate) fn on(&self, path: &str, canned: Canned) {
        self.shared.answers.lock().unwrap().insert(path.to_owned(), canned);
    }

    /// Request lines and headers so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    loop {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read(&mut byte).await {
                Ok(1) => head.push(byte[0]),
                _ => return,
            }
            if head == [0x16] {
                // the hello of TLS, to which web servers without it answer so; errors are the client's business
                let _ = stream
                    .write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")
                    .await;
                return;
            }
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let path = head.split(' ').nth(1).unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default().to_owned();
        shared.requests.lock().unwrap().push(head);
        let canned = shared.answers.lock().unwrap().get(&path).cloned();
        let canned =
            canned.unwrap_or_else(|| Canned::Answer(404, "application/json", "{}".to_owned()));
        if !answer(&mut stream, canned).await {
            return;
        }
    }
}

/// Whether the connection can be used again.
async fn answer(stream: &mut TcpStream, canned: Canned) -> bool {
    let head = |status: u16, more: &str, length: usize| {
        format!("HTTP/1.1 {status} X\r\n{more}content-length: {length}\r\n\r\n")
    };
    let json = "content-type: application/json\r\n";
    let (text, then) = match canned {
        Canned::Answer(status, "", body) => (head(status, "", body.len()) + &body, true),
        Canned::Answer(status, media_type, body) => {
            (head(status, &format!("content-type: {media_type}\r\n"), body.len()) + &body, true)
        }
        Canned::Redirect(to) => (head(302, &format!("location: {to}\r\n"), 0), true),
        Canned::Cut(body) => (head(200, json, body.len()) + &body[..body.len() / 2], false),
        Canned::Stall(body) => {
            let half = head(200, json, body.len()) + &body[..body.len() / 2];
            if stream.write_all(half.as_bytes()).await.is_ok() {
                until_closed(stream).await;
            }
            return false;
        }
        Canned::Huge(length) => {
            let begun = format!("HTTP/1.1 200 X\r\n{json}content-length: {length}\r\n\r\n{{");
            if stream.write_all(begun.as_bytes()).await.is_ok() {
                until_closed(stream).await;
            }
            return false;
        }
        Canned::Endless => {
            let begun = format!("HTTP/1.1 200 X\r\n{json}transfer-encoding: chunked\r\n\r\n");
            let mut going = stream.write_all(begun.as_bytes()).await.is_ok();
            while going {
                going = stream.write_all(b"1\r\n \r\n").await.is_ok();
            }
            return false;
        }
        Canned::Silence => {
            until_closed(stream).await;
            return false;
        }
        Canned::Garbage => ("\u{0}\u{7}not http\r\n\r\n".to_owned(), false),
        Canned::Close => return false,
    };
    stream.write_all(text.as_bytes()).await.is_ok() && then
}

async fn until_closed(stream: &mut TcpStream) {
    let mut heard = [0; 64];
    while matches!(stream.read(&mut heard).await, Ok(n) if n > 0) {}
}

/// A port on which nothing listens.
pub(crate) async fn refused() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

pub(crate) fn connector(urls: &[&str]) -> Arc<dyn Connector> {
    let urls: Vec<String> = urls.iter().map(|&url| url.to_owned()).collect();
    let settings = Value::object().with("urls", urls);
    ElasticsearchFactory.connector(&settings, &SecretValues::default()).unwrap()
}

pub(crate) fn with_login(url: &str, auth: &str, secret: (&str, &str)) -> Arc<dyn Connector> {
    let mut settings = Value::object().with("urls", vec![url.to_owned()]).with("auth", auth);
    if auth == "basic" {
        settings.set("username", "reader");
    }
    let mut values = SecretValues::default();
    values.insert(secret.0, secret.1.to_owned().into());
    ElasticsearchFactory.connector(&settings, &values).unwrap()
}

pub(crate) struct Nobody;

impl ProgressSink for Nobody {
    fn progress(&self, _: Progress) {}
}

impl StepSink for Nobody {
    fn step(&self, _: &TestStep) {}
}

/// Enough for a server on the same machine, however busy it is.
pub(crate) fn ample() -> Deadline {
    Deadline::after(Duration::from_secs(30))
}

/// For servers that never answer.
pub(crate) fn short() -> Deadline {
    Deadline::after(Duration::from_millis(400))
}

pub(crate) fn request(name: &str) -> FetchRequest {
    FetchRequest { schema: None, name: name.to_owned(), sample_size: None }
}

pub(crate) async fn fetch(connector: &Arc<dyn Connector>, name: &str) -> Result<Fetch, Error> {
    connector.fetch_table(&request(name), ample(), &Nobody).await
}

pub(crate) async fn found(connector: &Arc<dyn Connector>, name: &str) -> FetchedTable {
    match fetch(connector, name).await {
        Ok(Fetch::Found(table)) => *table,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn missing(connector: &Arc<dyn Connector>, name: &str) -> NotFound {
    match fetch(connector, name).await {
        Ok(Fetch::NotFound(missing)) => missing,
        other => panic!("{other:?}"),
    }
}

/// `name STATUS CODE` of each step.
pub(crate) fn steps(report: &TestReport) -> Vec<String> {
    report
        .steps
        .iter()
        .map(|s| {
            let code = s.problem.as_ref().map_or_else(String::new, |p| format!(" {}", p.code));
            format!("{} {}{code}", s.name, s.status)
        })
        .collect()
}
