//! Names that the server answers to. A page of a foreign site can make its own name
//! point at this machine (DNS rebinding) and then read answers; it cannot change the
//! name that its requests bring.

use std::net::IpAddr;
use std::sync::Arc;

use ariadne_application::ErrorKind;
use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::App;
use super::answer::{Format, refuse};
use super::observe::RequestId;

/// The hosts that requests may name.
#[derive(Debug)]
pub(super) struct Hosts {
    listen: IpAddr,
    configured: Vec<String>,
}

impl Hosts {
    pub(super) fn new(listen: IpAddr, configured: &[String]) -> Self {
        Self { listen, configured: configured.iter().map(|h| h.to_ascii_lowercase()).collect() }
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

    /// Whether a page of this origin may open a socket on `host`. Programs that are
    /// no browsers bring no origin.
    pub(super) fn admits_origin(&self, headers: &HeaderMap, host: &Authority) -> bool {
        let mut origins = headers.get_all(ORIGIN).iter();
        let (origin, second) = (origins.next(), origins.next());
        let Some(origin) = origin else { return true };
        if second.is_some() {
            return false;
        }
        let Some(uri) = origin.to_str().ok().and_then(|o| o.parse::<Uri>().ok()) else {
            return false;
        };
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return false;
        };
        let default = if scheme == "https" { 443 } else { 80 };
        let port = |a: &Authority| a.port_u16().unwrap_or(default);
        let same =
            authority.host().eq_ignore_ascii_case(host.host()) && port(authority) == port(host);
        same || self.is_configured(authority)
    }
}

/// The host that a request names: in its target (HTTP/2) or in its one `Host`.
pub(super) fn host_of(uri: &Uri, headers: &HeaderMap) -> Option<Authority> {
    let mut named = headers.get_all(HOST).iter();
    let (host, second) = (named.next(), named.next());
    let authority = match (uri.authority(), host, second) {
        (Some(authority), _, None) => authority.clone(),
        (None, Some(host), None) => host.to_str().ok()?.parse::<Authority>().ok()?,
        _ => return None,
    };
    (!authority.as_str().contains('@')).then_some(authority)
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
    let message = match host_of(request.uri(), request.headers()) {
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
    use axum::http::HeaderValue;

    use super::*;

    fn hosts() -> Hosts {
        let configured = ["Catalog.example.org".to_owned(), "proxy.example.org:8443".to_owned()];
        Hosts::new("10.1.2.3".parse().expect("an address"), &configured)
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
        let host: Authority = "127.0.0.1:8080".parse().expect("an authority");
        let admits = |origin: &str| {
            let value = HeaderValue::from_str(origin).expect("a header");
            hosts().admits_origin(&HeaderMap::from_iter([(ORIGIN, value)]), &host)
        };
        assert!(hosts().admits_origin(&HeaderMap::new(), &host));
        assert!(admits("http://127.0.0.1:8080"));
        assert!(admits("https://catalog.example.org"));
        assert!(!admits("http://127.0.0.1:3000"));
        assert!(!admits("http://localhost:8080"));
        assert!(!admits("https://evil.example"));
        assert!(!admits("null"));
        let default: Authority = "localhost".parse().expect("an authority");
        let value = HeaderValue::from_static("http://localhost:80");
        assert!(hosts().admits_origin(&HeaderMap::from_iter([(ORIGIN, value)]), &default));
    }

    #[test]
    fn one_host_is_named() {
        let relative: Uri = "/graphql".parse().expect("a target");
        let mut headers = HeaderMap::new();
        assert_eq!(host_of(&relative, &headers), None);
        headers.append(HOST, HeaderValue::from_static("localhost:1"));
        assert_eq!(host_of(&relative, &headers).expect("a host").as_str(), "localhost:1");
        headers.append(HOST, HeaderValue::from_static("evil.example"));
        assert_eq!(host_of(&relative, &headers), None);
        let login = HeaderMap::from_iter([(HOST, HeaderValue::from_static("x@localhost"))]);
        assert_eq!(host_of(&relative, &login), None);
    }
}
