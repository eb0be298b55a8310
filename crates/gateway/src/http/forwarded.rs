//! What proxies say of the requests that they pass on: `X-Forwarded-*`, or `Forwarded`
//! (RFC 7239).

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use axum::http::header::FORWARDED;

const X_FORWARDED_FOR: &str = "x-forwarded-for";
const X_FORWARDED_PROTO: &str = "x-forwarded-proto";
const X_FORWARDED_HOST: &str = "x-forwarded-host";

/// The way of a request, each list from the client's end to ours.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Forwarding {
    /// Who each proxy got the request from, as the proxies wrote it.
    pub(super) addresses: Vec<String>,
    schemes: Vec<String>,
    hosts: Vec<String>,
}

impl Forwarding {
    /// Reads the headers of a trusted proxy. When there are both kinds, `X-Forwarded-*` is
    /// the one: nearly every proxy sets it, and few remove a `Forwarded` that a client made
    /// up.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let x = Self {
            addresses: values(headers, X_FORWARDED_FOR),
            schemes: values(headers, X_FORWARDED_PROTO),
            hosts: values(headers, X_FORWARDED_HOST),
        };
        if x == Self::default() { Self::standard(headers) } else { x }
    }

    fn standard(headers: &HeaderMap) -> Self {
        let mut way = Self::default();
        let lines = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
        for element in lines.flat_map(|line| split(line, ',')) {
            // An element says all of one hop, so that the lists stay of one length.
            let (mut by_whom, mut scheme, mut host) = Default::default();
            for pair in split(&element, ';') {
                let Some((name, value)) = pair.split_once('=') else { continue };
                let place: &mut String = match name.trim().to_ascii_lowercase().as_str() {
                    "for" => &mut by_whom,
                    "proto" => &mut scheme,
                    "host" => &mut host,
                    _ => continue,
                };
                *place = unquoted(value.trim());
            }
            way.addresses.push(by_whom);
            way.schemes.push(scheme);
            way.hosts.push(host);
        }
        way
    }

    /// The scheme by which the client came whose address is the `from_right`-th from the
    /// right.
    pub(super) fn scheme(&self, from_right: usize) -> Option<&str> {
        self.said_of(&self.schemes, from_right)
    }

    /// The host that this client named.
    pub(super) fn host(&self, from_right: usize) -> Option<&str> {
        self.said_of(&self.hosts, from_right)
    }

    /// Proxies in a row either add to a list as they add to the addresses, or pass on the
    /// one value of the first of them. What the nearest one says is believed in any case.
    fn said_of<'a>(&self, list: &'a [String], from_right: usize) -> Option<&'a str> {
        let from_right = if list.len() == self.addresses.len() { from_right } else { 0 };
        let said = list.iter().rev().nth(from_right)?;
        (!said.is_empty()).then_some(said)
    }
}

/// The values of a header that holds a list, on one line or on several.
fn values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().unwrap_or_default());
    lines.flat_map(|line| line.split(',')).map(|value| value.trim().to_owned()).collect()
}

/// The pieces between separators outside quotation marks.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if c == separator && !quoted {
            pieces.push(String::new());
            continue;
        }
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && c == '\\' && !escaped;
        pieces.last_mut().expect("there is always one").push(c);
    }
    pieces
}

fn unquoted(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|v| v.strip_suffix('"'));
    inner.map_or_else(|| value.to_owned(), |inner| inner.replace('\\', ""))
}

/// An address with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`,
/// `[2001:db8::1]`, `[2001:db8::1]:80`.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    let parsed = bare.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|a| a.ip()));
    parsed.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn addresses_with_and_without_ports() {
        for (text, meant) in [
            ("192.0.2.1", "192.0.2.1"),
            ("192.0.2.1:80", "192.0.2.1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:80", "2001:db8::1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
        ] {
            assert_eq!(address(text), meant.parse().ok(), "{text}");
        }
        for text in ["", "unknown", "_hidden", "192.0.2", "192.0.2.1:http", "proxy.example"] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    #[test]
    fn the_standard_header_is_read_by_hops() {
        let way = Forwarding::of(&headers(&[
            ("forwarded", r#"for="[2001:db8::1]:4711";proto=https;host="a,b;c", for=192.0.2.1"#),
            ("forwarded", "By=203.0.113.43;For=198.51.100.17;Proto=http"),
        ]));
        assert_eq!(way.addresses, ["[2001:db8::1]:4711", "192.0.2.1", "198.51.100.17"]);
        assert_eq!(
            (way.scheme(0), way.scheme(1), way.scheme(2)),
            (Some("http"), None, Some("https"))
        );
        assert_eq!(way.host(2), Some("a,b;c"));
    }

    #[test]
    fn the_usual_headers_go_first() {
        let both = headers(&[("forwarded", "for=9.9.9.9"), ("x-forwarded-for", "192.0.2.1")]);
        assert_eq!(Forwarding::of(&both).addresses, ["192.0.2.1"]);
    }
}
