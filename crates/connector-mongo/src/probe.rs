//! The first steps of a connection test, done by hand so that each has its own outcome:
//! name, connection, TLS, greeting.

use std::net::SocketAddr;
use std::time::Duration;

use mongodb::bson::{Bson, Document, doc};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::causes::of_io;
use crate::config::Settings;
use crate::error::{Failure, Reason};
use crate::hosts::Host;
use crate::probe_wire::{WireError, ask};
use crate::tls;

/// The lowest wire version that the driver speaks.
const MIN_WIRE: i64 = 9;

/// The highest one.
const MAX_WIRE: i64 = 29;

/// A byte stream to the server, plain or TLS.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// Looks the addresses of a host up.
pub(crate) async fn addresses(host: &Host, within: Duration) -> Result<Vec<SocketAddr>, Failure> {
    let missing = || Failure::new(Reason::DnsNotFound).at(&host.name);
    let found =
        tokio::time::timeout(within, tokio::net::lookup_host((host.name.as_str(), host.port)))
            .await;
    match found {
        Ok(Ok(found)) => {
            let found: Vec<SocketAddr> = found.collect();
            if found.is_empty() { Err(missing()) } else { Ok(found) }
        }
        Ok(Err(_)) | Err(_) => Err(missing()),
    }
}

/// Connects to the first address that answers.
pub(crate) async fn connect(
    host: &Host,
    addresses: &[SocketAddr],
    within: Duration,
) -> Result<TcpStream, Failure> {
    let connecting = async {
        let mut last = Failure::new(Reason::ConnectTimeout).at(host.to_string());
        for address in addresses {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = of_io(&error, &host.to_string()),
            }
        }
        if last.reason == Reason::Silent {
            last.reason = Reason::ConnectTimeout;
        }
        Err(last)
    };
    match tokio::time::timeout(within, connecting).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::new(Reason::ConnectTimeout).at(host.to_string())),
    }
}

/// Makes the TLS handshake.
pub(crate) async fn handshake(
    settings: &Settings,
    host: &Host,
    stream: TcpStream,
    within: Duration,
) -> Result<(Box<dyn Stream>, String), Failure> {
    let at = host.to_string();
    let failed = |detail: String| Failure::new(Reason::TlsFailed).at(&at).detail(detail);
    let config = tls::client_config(settings).map_err(&failed)?;
    let name = ServerName::try_from(host.name.trim_end_matches('.').to_owned())
        .map_err(|_| failed("The host cannot be the name of a certificate.".to_owned()))?;
    let shaking = TlsConnector::from(config).connect(name, stream);
    match tokio::time::timeout(within, shaking).await {
        Err(_) => Err(Failure::new(Reason::TlsSilent).at(at)),
        Ok(Err(error)) => Err(of_io(&error, &at)),
        Ok(Ok(stream)) => {
            let version = stream.get_ref().1.protocol_version();
            let version = version
                .and_then(|v| v.as_str())
                .unwrap_or("TLS")
                .replace('v', " ")
                .replace('_', ".");
            Ok((Box::new(stream), version))
        }
    }
}

/// What the server says of itself.
#[derive(Debug, Default)]
pub(crate) struct Greeting {
    pub(crate) set_name: Option<String>,
    pub(crate) is_primary: bool,
    pub(crate) is_secondary: bool,
    pub(crate) is_router: bool,
    pub(crate) members: Vec<String>,
    wire: i64,
}

impl Greeting {
    /// The greeting in a sentence.
    pub(crate) fn detail(&self) -> String {
        let role = match (&self.set_name, self.is_router) {
            (_, true) => "a router of a sharded cluster".to_owned(),
            (None, false) => "a server of its own".to_owned(),
            (Some(set), false) => {
                let role = if self.is_primary { "primary" } else { "secondary" };
                format!("{role} of replica set \"{set}\"")
            }
        };
        format!("MongoDB, wire version {}, {role}.", self.wire)
    }
}

fn number(document: &Document, key: &str) -> Option<i64> {
    match document.get(key)? {
        Bson::Int32(n) => Some(i64::from(*n)),
        Bson::Int64(n) => Some(*n),
        _ => None,
    }
}

fn flag(document: &Document, key: &str) -> bool {
    document.get_bool(key).unwrap_or(false)
}

/// Says hello and checks what the server answers.
pub(crate) async fn greet(
    settings: &Settings,
    host: &Host,
    stream: &mut dyn Stream,
    within: Duration,
) -> Result<Greeting, Failure> {
    let at = host.to_string();
    let greeting = async {
        // the old spelling: all servers know it, and too old ones only it
        let hello = ask(stream, 1, &doc! { "isMaster": 1, "helloOk": true, "$db": "admin" })
            .await
            .map_err(|error| of_wire(&error, &at))?;
        match judge(&hello, &at, settings.replica_set.as_deref(), settings.hosts.len()) {
            Ok(()) => {
                let greeting = read_greeting(&hello);
                if greeting.set_name.is_some() && !greeting.is_primary && !greeting.is_secondary {
                    return Err(Failure::new(Reason::Starting).at(&at));
                }
                Ok(greeting)
            }
            Err(mut failure) if failure.reason == Reason::TooOld => {
                // best effort: the refusal is clear without it too
                let build = ask(stream, 2, &doc! { "buildInfo": 1, "$db": "admin" }).await.ok();
                if let Some(version) = build.as_ref().and_then(|b| b.get_str("version").ok()) {
                    let detail = failure.detail.unwrap_or_default();
                    failure.detail = Some(format!("It is MongoDB {version}. {detail}"));
                }
                Err(failure)
            }
            Err(failure) => Err(failure),
        }
    };
    match tokio::time::timeout(within, greeting).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::new(Reason::Silent).at(host.to_string())),
    }
}

/// Whether a server that greets like this can be used: its versions, and whether it is
/// where it is looked for.
pub(crate) fn judge(
    hello: &Document,
    at: &str,
    replica_set: Option<&str>,
    hosts: usize,
) -> Result<(), Failure> {
    let failure = |reason, detail: String| Err(Failure::new(reason).at(at).detail(detail));
    let Some(highest) = number(hello, "maxWireVersion") else {
        return failure(
            Reason::NotMongo,
            "It answers in the protocol, but does not say which versions it speaks.".to_owned(),
        );
    };
    if highest < MIN_WIRE {
        return failure(
            Reason::TooOld,
            format!(
                "It speaks wire version {highest}; wire version {MIN_WIRE} (MongoDB 4.4) or newer is needed."
            ),
        );
    }
    let lowest = number(hello, "minWireVersion").unwrap_or(0);
    if lowest > MAX_WIRE {
        return failure(
            Reason::TooNew,
            format!("It speaks wire version {lowest} and newer; up to {MAX_WIRE} are understood."),
        );
    }
    if flag(hello, "isreplicaset") {
        return failure(Reason::ReplicaSetNotInitiated, String::new());
    }
    let name = hello.get_str("setName").ok();
    match (replica_set, name) {
        (Some(wanted), Some(name)) if name != wanted => failure(
            Reason::ReplicaSetMismatch,
            format!("It says that it is a member of \"{name}\"."),
        ),
        (Some(_), None) => {
            failure(Reason::ReplicaSetMismatch, "It says that it is a member of none.".to_owned())
        }
        (None, None) if hosts > 1 && !is_router(hello) => {
            failure(Reason::StandaloneAmongMany, String::new())
        }
        _ => Ok(()),
    }
}

fn is_router(hello: &Document) -> bool {
    hello.get_str("msg").is_ok_and(|msg| msg == "isdbgrid")
}

fn read_greeting(hello: &Document) -> Greeting {
    let members = hello
        .get_array("hosts")
        .map(|hosts| hosts.iter().filter_map(Bson::as_str).map(str::to_owned).collect())
        .unwrap_or_default();
    Greeting {
        set_name: hello.get_str("setName").ok().map(str::to_owned),
        is_primary: flag(hello, "isWritablePrimary") || flag(hello, "ismaster"),
        is_secondary: flag(hello, "secondary"),
        is_router: is_router(hello),
        members,
        wire: number(hello, "maxWireVersion").unwrap_or(0),
    }
}

fn of_wire(error: &WireError, at: &str) -> Failure {
    match error {
        WireError::Io(error) => of_io(error, at),
        WireError::TlsAlert => Failure::new(Reason::TlsRequired).at(at),
        WireError::Foreign(detail) => Failure::new(Reason::NotMongo).at(at).detail(detail.as_str()),
        WireError::Damaged => Failure::new(Reason::InvalidReply).at(at),
    }
}
