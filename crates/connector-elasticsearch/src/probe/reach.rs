//! The way to each URL: name, connection, first answer.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ariadne_ports::Deadline;
use futures_util::future::join_all;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use url::{Host, Url};

use super::Asked;
use super::report::Outcome;
use crate::client::Client;
use crate::error::{Code, Failure};

/// A URL on its way.
pub(super) struct Way {
    node: usize,
    url: Url,
    addresses: Vec<SocketAddr>,
}

/// All URLs.
pub(super) fn start(client: &Client) -> Vec<Way> {
    let urls = client.config.urls.iter().cloned().enumerate();
    urls.map(|(node, url)| Way { node, url, addresses: Vec::new() }).collect()
}

/// Whether the URL leads to this very machine.
pub(super) fn is_local(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The outcome over all URLs: failed when all failed, a warning when some did.
pub(super) fn over(each: Vec<(String, Result<String, Failure>)>) -> Outcome {
    let count = each.len();
    let details: Vec<String> = each
        .iter()
        .map(|(url, result)| match result {
            Ok(detail) => format!("{url}: {detail}"),
            Err(failure) => format!("{url}: {}", failure.problem.title),
        })
        .collect();
    let mut failures: Vec<(String, Failure)> =
        each.into_iter().filter_map(|(url, result)| Some((url, result.err()?))).collect();
    let details = details.join("; ");
    let failed = failures.len();
    if failed == 0 {
        return Outcome::passed(details);
    }
    let (_, failure) = failures.swap_remove(0);
    let mut problem = *failure.problem;
    if failed == count {
        return Outcome::failed(problem).with_detail(details);
    }
    problem.title = format!("{failed} of {count} URLs did not pass. {}", problem.title);
    Outcome::warning(details, problem)
}

/// At most half of what remains, so that a later step has time to tell its own cause.
pub(super) fn half(deadline: Deadline) -> Duration {
    deadline.remaining() / 2
}

/// Looks each name up; what has no address is left out of `ways`, unless none has.
pub(super) async fn dns(client: &Client, ways: &mut Vec<Way>, deadline: Deadline) -> Outcome {
    let within = half(deadline);
    let look = |way: &Way| {
        let (host, port) = (
            way.url.host().map(|h| h.to_owned()),
            way.url.port_or_known_default().unwrap_or_default(),
        );
        async move {
            let name = match host {
                Some(Host::Domain(name)) => name,
                Some(Host::Ipv4(address)) => {
                    return Ok(vec![SocketAddr::new(IpAddr::V4(address), port)]);
                }
                Some(Host::Ipv6(address)) => {
                    return Ok(vec![SocketAddr::new(IpAddr::V6(address), port)]);
                }
                None => return Err(Code::DnsNotFound),
            };
            match timeout(within, lookup_host((name.as_str(), port))).await {
                Ok(Ok(addresses)) => Ok(addresses.collect::<Vec<_>>()),
                // a silent name server and one that does not know the name need the same remedy
                Ok(Err(_)) | Err(_) => Err(Code::DnsNotFound),
            }
        }
    };
    let found = join_all(ways.iter().map(look)).await;
    let mut each = Vec::new();
    for (way, found) in ways.iter_mut().zip(found) {
        let result = match found {
            Ok(addresses) if !addresses.is_empty() => {
                let listed: Vec<String> = addresses.iter().map(|a| a.ip().to_string()).collect();
                way.addresses = addresses;
                Ok(listed.join(", "))
            }
            _ => Err(client.failure(way.node, Code::DnsNotFound, &[])),
        };
        each.push((way.url.to_string(), result));
    }
    ways.retain(|way| !way.addresses.is_empty());
    over(each)
}

/// Connects to each; what cannot be connected to is left out of `ways`.
pub(super) async fn tcp(client: &Client, ways: &mut Vec<Way>, deadline: Deadline) -> Outcome {
    let within = half(deadline);
    let connect = |way: &Way| {
        let (node, addresses) = (way.node, way.addresses.clone());
        async move {
            let first_that_answers = async {
                let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
                for address in addresses {
                    match TcpStream::connect(address).await {
                        Ok(_) => return Ok(address),
                        Err(error) => last = error,
                    }
                }
                Err(last)
            };
            let code = match timeout(within, first_that_answers).await {
                Ok(Ok(address)) => return Ok(format!("connected to {address}")),
                Ok(Err(error)) if error.kind() == io::ErrorKind::ConnectionRefused => Code::Refused,
                Ok(Err(_)) => Code::Unreachable,
                Err(_) => Code::NoAnswer,
            };
            let seconds = format!("{:.1}", within.as_secs_f64());
            Err(client.failure(node, code, &[("seconds", &seconds)]))
        }
    };
    let connected = join_all(ways.iter().map(connect)).await;
    let each: Vec<_> = ways.iter().map(|way| way.url.to_string()).zip(connected).collect();
    let reached: Vec<bool> = each.iter().map(|(_, result)| result.is_ok()).collect();
    let mut reached = reached.into_iter();
    ways.retain(|_| reached.next().unwrap_or(false));
    over(each)
}

/// Asks each what it is.
pub(super) async fn ask(client: &Client, ways: Vec<Way>, deadline: Deadline) -> Vec<Asked> {
    let within = half(deadline);
    let ask = |way: Way| async move {
        let answer = client.ask(way.node, "/", within).await;
        Asked { node: way.node, url: way.url.to_string(), answer }
    };
    join_all(ways.into_iter().map(ask)).await
}
