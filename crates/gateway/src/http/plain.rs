//! Browsers that came by plain `http` to a catalog whose address is an `https` one: they drop
//! its cookies without a word.

use std::net::IpAddr;

use axum::http::Uri;
use axum::http::header::ORIGIN;
use axum::http::request::Parts;

use super::client::Client;

/// The address at which a browser has to sign in instead, when it would not keep the cookie
/// of a session here. `public` is the address of the catalog.
///
/// A proxy that ends TLS may say nothing of it, or not be trusted, so that what this server
/// sees of the connection says too little: the browser's own word counts, the origin of the
/// page that asks. Of itself a browser may keep such cookies of a loopback address.
pub(super) fn address_instead(public: Option<&str>, parts: &Parts) -> Option<String> {
    let public = public.filter(|url| url.starts_with("https://"))?;
    if Client::of(&parts.extensions).secure {
        return None;
    }
    let origin: Uri = parts.headers.get(ORIGIN)?.to_str().ok()?.parse().ok()?;
    let host = origin.host()?.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = host.eq_ignore_ascii_case("localhost")
        || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    let is_plain = origin.scheme_str() == Some("http") && !is_loopback;
    is_plain.then(|| public.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn instead(public: &str, origin: Option<&str>, secure: bool) -> Option<String> {
        let mut request = Request::builder();
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        let address = IpAddr::from([192, 0, 2, 1]);
        parts.extensions.insert(Client { address, secure });
        address_instead(Some(public), &parts)
    }

    #[test]
    fn a_page_of_plain_http_alone_is_sent_elsewhere() {
        let public = "https://catalog.example.org";
        assert_eq!(instead(public, Some("http://10.0.0.5:8080"), false).as_deref(), Some(public));
        assert_eq!(
            instead(public, Some("http://catalog.example.org"), false).as_deref(),
            Some(public)
        );
        // A proxy that is not trusted ended TLS, or one that is said so.
        assert_eq!(instead(public, Some(public), false), None);
        assert_eq!(instead(public, Some("http://10.0.0.5"), true), None);
        // Scripts, and pages that hide where they are from.
        assert_eq!(instead(public, None, false), None);
        assert_eq!(instead(public, Some("null"), false), None);
        for own in ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"] {
            assert_eq!(instead(public, Some(own), false), None, "{own}");
        }
        let plain = "http://catalog.example.org";
        assert_eq!(instead(plain, Some("http://10.0.0.5:8080"), false), None);
    }
}
