//! One request to the cluster: which URL, until when, and what came back.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ariadne_ports::Deadline;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use elasticsearch::cert::{Certificate, CertificateValidation};
use elasticsearch::http::Method;
use elasticsearch::http::headers::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT,
};
use elasticsearch::http::response::Response;
use elasticsearch::http::transport::{SingleNodeConnectionPool, Transport, TransportBuilder};
use secrecy::ExposeSecret;
use serde_json::Value;
use tokio::time::timeout;
use url::Url;

use crate::answer::{self, Answer};
use crate::config::{Auth, Config};
use crate::error::{Code, Failure, chain, classify};

/// What the cluster's administrators see of us.
const PROGRAM: &str = concat!("ariadne/", env!("CARGO_PKG_VERSION"));

/// More than any answer that a fetch needs.
const LARGEST_ANSWER: u64 = 256 << 20;

/// Talks to one cluster through its URLs. `Debug` shows no secret.
pub(crate) struct Client {
    pub(crate) config: Config,
    nodes: Vec<Node>,
    /// The URL that answered last.
    preferred: AtomicUsize,
}

struct Node {
    url: Url,
    transport: Transport,
    /// It has answered before: what closes a connection then is no stranger to the protocol.
    answered: AtomicBool,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // the driver's own Debug would show what is in its headers
        f.debug_struct("Client").field("config", &self.config).finish_non_exhaustive()
    }
}

/// Whether the driver takes the certificates of `config`; no I/O.
pub(crate) fn certificates(config: &Config) -> Result<(), String> {
    let url = Url::parse("https://localhost").map_err(|e| e.to_string())?;
    transport(config, &url).map(drop)
}

/// The value of the Authorization header; marked sensitive, so that no Debug shows it.
fn authorization(config: &Config) -> Option<HeaderValue> {
    let secret = config.secret.as_ref()?.expose_secret();
    let text = match config.auth {
        Auth::None => return None,
        Auth::Basic => {
            let user = config.username.as_deref().unwrap_or_default();
            format!("Basic {}", STANDARD.encode(format!("{user}:{secret}")))
        }
        // a colon is in no base64, so it is the form `id:key`
        Auth::ApiKey if secret.contains(':') => format!("ApiKey {}", STANDARD.encode(secret)),
        Auth::ApiKey => format!("ApiKey {secret}"),
        Auth::Bearer => format!("Bearer {secret}"),
    };
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn transport(config: &Config, url: &Url) -> Result<Transport, String> {
    let mut builder = TransportBuilder::new(SingleNodeConnectionPool::new(url.clone()))
        .disable_proxy()
        .enable_meta_header(false);
    // as a default header, because the driver's own credentials print in Debug and panic on odd characters
    if let Some(value) = authorization(config) {
        builder = builder.header(AUTHORIZATION, value);
    }
    if !config.verify {
        builder = builder.cert_validation(CertificateValidation::None);
    } else if let Some(pem) = &config.ca_certificate {
        let certificate = Certificate::from_pem(pem.as_bytes()).map_err(|e| chain(&e))?;
        builder = builder.cert_validation(CertificateValidation::Full(certificate));
    }
    builder.build().map_err(|e| e.to_string())
}

impl Client {
    /// A client of these settings; no I/O.
    pub(crate) fn new(config: Config) -> Result<Self, String> {
        let nodes = config
            .urls
            .iter()
            .map(|url| {
                let transport = transport(&config, url)?;
                Ok(Node { url: url.clone(), transport, answered: AtomicBool::new(false) })
            })
            .collect::<Result<_, String>>()?;
        Ok(Self { config, nodes, preferred: AtomicUsize::new(0) })
    }

    /// Requests that share a deadline and are recorded.
    pub(crate) fn session(&self, deadline: Deadline) -> Session<'_> {
        Session { client: self, deadline, sent: Mutex::new(Vec::new()) }
    }

    /// Sends later requests to this URL first.
    pub(crate) fn prefer(&self, node: usize) {
        self.preferred.store(node, Ordering::Relaxed);
    }

    /// A failure that is about one URL.
    pub(crate) fn failure(&self, node: usize, code: Code, more: &[(&str, &str)]) -> Failure {
        About::new(&self.config, &self.nodes[node].url, Duration::ZERO).failure_with(code, more)
    }

    /// One request to one URL. A status that has a row of its own in the table of errors fails; every other JSON
    /// answer is returned with its status.
    pub(crate) async fn ask(
        &self,
        node: usize,
        path: &str,
        within: Duration,
    ) -> Result<Answer, Failure> {
        let node = &self.nodes[node];
        let about = About::new(&self.config, &node.url, within);
        if within.is_zero() {
            return Err(about.failure(Code::NoAnswer));
        }
        let mut received = false;
        let exchange = async {
            let response = send(&node.transport, path, within).await.map_err(|e| {
                let failure = about.driver(&e);
                match failure.code {
                    Code::TlsOrNotHttp if node.answered.load(Ordering::Relaxed) => {
                        Failure { driver: failure.driver, ..about.failure(Code::ConnectionCut) }
                    }
                    _ => failure,
                }
            })?;
            received = true;
            node.answered.store(true, Ordering::Relaxed);
            self.read(&about, path, response).await
        };
        // the driver's own timeout does not end while a body stalls in every case, so this one stands around it
        match timeout(within, exchange).await {
            Ok(answer) => answer,
            Err(_) if received => Err(about.failure(Code::StalledAnswer)),
            Err(_) => Err(about.failure(Code::NoAnswer)),
        }
    }

    async fn read(
        &self,
        about: &About<'_>,
        path: &str,
        response: Response,
    ) -> Result<Answer, Failure> {
        let status = response.status_code().as_u16();
        if let Some(target) = redirected(&about.url, path, &response) {
            return Err(about.failure_with(Code::Redirected, &[("detail", &target)]));
        }
        if response.content_length().is_some_and(|length| length > LARGEST_ANSWER) {
            return Err(about.failure(Code::AnswerTooLarge));
        }
        // `Response::content_type` panics when there is none
        let media_type = header(response.headers(), &CONTENT_TYPE);
        let elastic = header(response.headers(), &HeaderName::from_static("x-elastic-product"));
        let body = response.bytes().await.map_err(|e| {
            let failure = about.driver(&e);
            match failure.code {
                Code::NoAnswer => about.failure(Code::StalledAnswer),
                Code::TlsOrNotHttp => about.failure(Code::ConnectionCut),
                _ => failure,
            }
        })?;
        let raw = answer::Raw {
            status,
            media_type: media_type.unwrap_or_default(),
            elastic: elastic.as_deref() == Some("Elasticsearch"),
            body: &body,
        };
        answer::judge(&raw, path, about, &self.config)
    }
}

/// The Location or the final URL, when the answer came from elsewhere than asked.
fn redirected(url: &Url, path: &str, response: &Response) -> Option<String> {
    let bare = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        let port = url.port().map_or_else(String::new, |port| format!(":{port}"));
        format!("{}://{host}{port}{}", url.scheme(), url.path())
    };
    if response.status_code().is_redirection() {
        let location = response.headers().get("location").and_then(|v| v.to_str().ok());
        let target = location.and_then(|location| url.join(location).ok());
        return Some(
            target.map_or_else(|| "an address that it does not name".to_owned(), |url| bare(&url)),
        );
    }
    let asked = base(url).join(path.trim_start_matches('/')).ok()?;
    (asked != *response.url()).then(|| bare(response.url()))
}

/// The URL with the slash at its end that makes it a prefix.
fn base(url: &Url) -> Url {
    let mut base = url.clone();
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", url.path()));
    }
    base
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

async fn send(
    transport: &Transport,
    path: &str,
    within: Duration,
) -> Result<Response, elasticsearch::Error> {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, HeaderValue::from_static(PROGRAM));
    // the length of a compressed answer is unknown after unpacking, and so could not be limited
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(HeaderName::from_static("x-opaque-id"), HeaderValue::from_static("ariadne"));
    let none = None::<&()>;
    transport.send(Method::Get, path, headers, none, None::<()>, Some(within)).await
}

/// What a failure's texts need to know of a request.
pub(crate) struct About<'a> {
    pub(crate) url: Url,
    seconds: String,
    config: &'a Config,
}

impl<'a> About<'a> {
    pub(crate) fn new(config: &'a Config, url: &Url, within: Duration) -> Self {
        // one decimal below ten seconds, so that a short deadline does not read as 0 s
        let seconds = within.as_secs_f64();
        let seconds =
            if seconds < 10.0 { format!("{seconds:.1}") } else { format!("{seconds:.0}") };
        Self { url: url.clone(), seconds, config }
    }

    pub(crate) fn failure(&self, code: Code) -> Failure {
        self.failure_with(code, &[])
    }

    pub(crate) fn failure_with(&self, code: Code, more: &[(&str, &str)]) -> Failure {
        let host = self.url.host_str().unwrap_or_default();
        let port = self.url.port_or_known_default().unwrap_or_default().to_string();
        let mut fill = more.to_vec();
        fill.extend([
            ("host", host),
            ("port", port.as_str()),
            ("url", self.url.as_str()),
            ("seconds", self.seconds.as_str()),
            ("user", self.config.username.as_deref().unwrap_or_default()),
            ("role", crate::grant::READER),
        ]);
        Failure::new(code, &fill)
    }

    /// The row that the driver's error belongs to.
    pub(crate) fn driver(&self, error: &elasticsearch::Error) -> Failure {
        let text = chain(error);
        let code = if error.is_timeout() {
            Code::NoAnswer
        } else {
            classify(&text, self.url.scheme() == "https")
        };
        let mut failure = self.failure(code);
        failure.driver = Some(self.config.redact(&text));
        failure
    }
}

/// Requests of one fetch, test or look-up.
pub(crate) struct Session<'a> {
    pub(crate) client: &'a Client,
    pub(crate) deadline: Deadline,
    sent: Mutex<Vec<String>>,
}

impl Session<'_> {
    /// Sends `GET path` to the URL that answered last, then to the others. See [`Client::ask`].
    pub(crate) async fn get(&self, path: &str) -> Result<Answer, Failure> {
        self.get_within(path, self.deadline.remaining()).await
    }

    /// As [`Self::get`], but gives up after `limit`.
    pub(crate) async fn get_within(&self, path: &str, limit: Duration) -> Result<Answer, Failure> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(format!("GET {path}"));
        let until = Deadline::after(limit.min(self.deadline.remaining()));
        let count = self.client.nodes.len();
        let first = self.client.preferred.load(Ordering::Relaxed);
        let mut tried: Vec<(String, Failure)> = Vec::new();
        for attempt in 0..count {
            let at = (first + attempt) % count;
            let left = until.remaining();
            // one URL that is silent must not use up what the others need
            let within = if attempt + 1 < count { left / 2 } else { left };
            match self.client.ask(at, path, within).await {
                Err(failure) if failure.is_of_the_way() => {
                    tried.push((self.client.nodes[at].url.to_string(), failure));
                }
                answer => {
                    self.client.prefer(at);
                    return answer;
                }
            }
        }
        Err(all_failed(tried))
    }

    /// As [`Self::get`], and fails on every status but 2xx.
    pub(crate) async fn expect(&self, path: &str) -> Result<Value, Failure> {
        let answer = self.get(path).await?;
        if answer.is_success() { Ok(answer.body) } else { Err(answer.failure()) }
    }

    /// Every request sent so far.
    pub(crate) fn statements(&self) -> Vec<String> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The last failure; with several URLs its cause says what happened at each.
fn all_failed(mut tried: Vec<(String, Failure)>) -> Failure {
    let each: Vec<String> =
        tried.iter().map(|(url, failure)| format!("{url}: {}", failure.problem.title)).collect();
    let several = tried.len() > 1;
    let mut failure = match tried.pop() {
        Some((_, failure)) => failure,
        None => Failure::new(Code::Unreachable, &[]),
    };
    if several {
        let cause = failure.problem.cause.take().unwrap_or_default();
        failure.problem.cause =
            Some(format!("{cause} None of the URLs answered: {}", each.join(" ")));
    }
    failure
}
