//! Names that the server answers to. A page of a foreign site can make its own name
//! point at this machine (DNS rebinding) and then read answers; it cannot change the
//! name that its requests bring.

use std::net::IpAddr;
use std::sync::Arc;

use ariadne_application::ErrorKind;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::App;
use super::answer::{Format, refuse};
use super::client::{Client, ForwardedHost};
use super::observe::RequestId;

/// The hosts that requests may name.
#[derive(Debug)]
pub(super) struct Hosts {
    listen: IpAddr,
    configured: Vec<String>,
    origins: Vec<String>,
}

impl Hosts {
    pub(super) fn new(listen: IpAddr, configured: &[String], origins: &[String]) -> Self {
        let configured = configured.iter().map(|h| h.to_ascii_lowercase()).collect();
        Self { listen, configured, origins: origins.to_vec() }
    }

    /// Whether a request may name this host.
    fn answers_to(&self, host: &Authority) -> bool {
        let name = host.host();
        let bare = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(name);
        name.eq_ignore_ascii_case("localhost")
            || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback() || ip == self.listen)
            || self.is_configured(host)
    }

    fn is_configured(&self, host: &Authority) -> bool {
        self.configured.iter().any(|configured| {
            configured.eq_ignore_ascii_case(host.host())
                || configured.eq_ignore_ascii_case(host.as_str())
        })
    }

    /// Whether the page that sends this request may open a socket. Programs that are no
    /// browsers bring no origin.
    pub(super) fn admits_origin(&self, request: &Parts) -> bool {
        let Some(host) = host_of(request) else { return false };
        let mut origins = request.headers.get_all(ORIGIN).iter();
        let (origin, second) = (origins.next(), origins.next());
        let Some(origin) = origin else { return true };
        if second.is_some() {
            return false;
        }
        if self.origins.iter().any(|named| origin == named.as_str()) {
            return true;
        }
        let Some(uri) = origin.to_str().ok().and_then(|o| o.parse::<Uri>().ok()) else {
            return false;
        };
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return false;
        };
        // A page without TLS may have been made up by whoever is on the line.
        if scheme != "https" && Client::of(&request.extensions).secure {
            return false;
        }
        let default = if scheme == "https" { 443 } else { 80 };
        let port = |a: &Authority| a.port_u16().unwrap_or(default);
        let same =
            authority.host().eq_ignore_ascii_case(host.host()) && port(authority) == port(&host);
        // A name without a port stands for the usual ones: another port of that host may be
        // somebody else's server.
        let usual = authority.port_u16().is_none_or(|port| port == default);
        same || self.configured.iter().any(|configured| {
            configured.eq_ignore_ascii_case(authority.as_str())
                || (usual && configured.eq_ignore_ascii_case(authority.host()))
        })
    }
}

/// The host that a client names: to a trusted proxy, or in the request's target (HTTP/2)
/// or in its one `Host`.
pub(super) fn host_of(request: &Parts) -> Option<Authority> {
    let forwarded = request.extensions.get::<ForwardedHost>().map(|host| host.0.clone());
    let host = forwarded.or_else(|| named(&request.uri, &request.headers))?;
    (!host.as_str().contains('@')).then_some(host)
}

fn named(uri: &Uri, headers: &HeaderMap) -> Option<Authority> {
    let mut named = headers.get_all(HOST).iter();
    let (host, second) = (named.next(), named.next());
    match (uri.authority(), host, second) {
        (Some(authority), _, None) => Some(authority.clone()),
        (None, Some(host), None) => host.to_str().ok()?.parse().ok(),
        _ => None,
    }
}

/// Refuses requests for hosts that are not ours. A health probe may come by any name.
pub(super) async fn check<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path() == "/healthz" {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let host = host_of(&parts);
    let request = Request::from_parts(parts, body);
    let message = match host {
        Some(host) if app.hosts.answers_to(&host) => return next.run(request).await,
        Some(host) => format!(
            "This server does not answer to the host {host}. If it should, start it with --allowed-host {}.",
            host.host()
        ),
        None => "A request has to name one host in its Host header.".to_owned(),
    };
    let id = RequestId::of(request.extensions());
    let format = Format::of(request.headers());
    refuse(format, StatusCode::MISDIRECTED_REQUEST, ErrorKind::Forbidden, message, &id)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn hosts() -> Hosts {
        let configured = ["Catalog.example.org".to_owned(), "proxy.example.org:8443".to_owned()];
        let origins = ["https://app.example".to_owned()];
        Hosts::new("10.1.2.3".parse().expect("an address"), &configured, &origins)
    }

    /// The parts of a request to `host` with an `Origin`, or without one.
    fn parts(host: &str, origin: Option<&str>) -> Parts {
        let mut request = Request::builder().uri("/graphql").header(HOST, host);
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        request.body(Body::empty()).expect("a request").into_parts().0
    }

    #[test]
    fn only_own_names_are_answered() {
        let answers = |host: &str| hosts().answers_to(&host.parse().expect("an authority"));
        for ours in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:1",
            "[::1]:8080",
            "10.1.2.3:8080",
            "catalog.example.org",
            "catalog.example.org:99",
            "proxy.example.org:8443",
        ] {
            assert!(answers(ours), "{ours}");
        }
        for foreign in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.1.2.4",
            "proxy.example.org",
            "proxy.example.org:8444",
        ] {
            assert!(!answers(foreign), "{foreign}");
        }
    }

    #[test]
    fn only_own_pages_open_sockets() {
        let admits = |origin| hosts().admits_origin(&parts("127.0.0.1:8080", Some(origin)));
        assert!(hosts().admits_origin(&parts("127.0.0.1:8080", None)));
        assert!(admits("http://127.0.0.1:8080"));
        assert!(admits("https://catalog.example.org"));
        assert!(admits("https://proxy.example.org:8443"));
        assert!(!admits("https://catalog.example.org:8443"));
        assert!(!admits("http://catalog.example.org:3000"));
        assert!(admits("https://app.example"));
        assert!(!admits("http://app.example"));
        assert!(!admits("https://app.example:8443"));
        assert!(!admits("http://127.0.0.1:3000"));
        assert!(!admits("http://localhost:8080"));
        assert!(!admits("https://evil.example"));
        assert!(!admits("null"));
        assert!(hosts().admits_origin(&parts("localhost", Some("http://localhost:80"))));
    }

    #[test]
    fn pages_without_tls_open_no_encrypted_sockets() {
        let admits = |origin| {
            let mut parts = parts("catalog.example.org", Some(origin));
            let address = "192.0.2.1".parse().expect("an address");
            parts.extensions.insert(Client { address, secure: true });
            hosts().admits_origin(&parts)
        };
        assert!(admits("https://catalog.example.org"));
        assert!(!admits("http://catalog.example.org"));
    }

    #[test]
    fn one_host_is_named() {
        let host = |lines: &[&str]| {
            let mut request = Request::builder().uri("/graphql");
            for line in lines {
                request = request.header(HOST, *line);
            }
            let parts = request.body(Body::empty()).expect("a request").into_parts().0;
            host_of(&parts).map(|host| host.to_string())
        };
        assert_eq!(host(&[]), None);
        assert_eq!(host(&["localhost:1"]).as_deref(), Some("localhost:1"));
        assert_eq!(host(&["localhost:1", "evil.example"]), None);
        assert_eq!(host(&["x@localhost"]), None);
        // What a trusted proxy was asked for is what the client means.
        let mut parts = parts("10.1.2.3:8080", None);
        let asked = "catalog.example.org".parse().expect("an authority");
        parts.extensions.insert(ForwardedHost(asked));
        assert_eq!(host_of(&parts).expect("a host").as_str(), "catalog.example.org");
    }
}
