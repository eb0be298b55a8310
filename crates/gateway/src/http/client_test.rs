use axum::http::{HeaderName, HeaderValue};

use super::*;

/// The client of a request that came from `peer` with these headers, while the proxies of
/// `10.0.0.0/8` and `2001:db8:1::/48` are trusted.
fn client(peer: &str, lines: &[(&'static str, &'static str)]) -> (Client, Option<String>) {
    let networks = ["10.0.0.0/8", "2001:db8:1::/48"].map(|n| n.parse().expect("a network"));
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let mut extensions = Extensions::new();
    let address = peer.parse().expect("an address");
    extensions.insert(Peer { address, secure: false });
    let client = Proxies::new(&networks).recognise(&headers, &mut extensions);
    assert_eq!(Client::of(&extensions), client);
    (client, extensions.get::<ForwardedHost>().map(|host| host.0.to_string()))
}

fn address(peer: &str, forwarded_for: &'static str) -> String {
    client(peer, &[("x-forwarded-for", forwarded_for)]).0.address.to_string()
}

#[test]
fn only_a_trusted_proxy_is_believed() {
    let lines = [
        ("x-forwarded-for", "192.0.2.1"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "catalog.example.org"),
    ];
    let (stranger, host) = client("203.0.113.9", &lines);
    assert_eq!((stranger.address.to_string().as_str(), stranger.secure), ("203.0.113.9", false));
    assert_eq!(host, None);
    let (believed, host) = client("10.1.1.1", &lines);
    assert_eq!((believed.address.to_string().as_str(), believed.secure), ("192.0.2.1", true));
    assert_eq!(host.as_deref(), Some("catalog.example.org"));
    // A server that listens on [::] sees the proxy so.
    assert!(client("::ffff:10.1.1.1", &lines).0.secure);
}

#[test]
fn the_rightmost_stranger_is_the_client() {
    assert_eq!(address("10.0.0.1", "192.0.2.1"), "192.0.2.1");
    // What a client makes up stands left of what the proxy saw.
    assert_eq!(address("10.0.0.1", "127.0.0.1, 192.0.2.1"), "192.0.2.1");
    assert_eq!(address("10.0.0.1", "1.1.1.1, 192.0.2.1, 10.2.2.2, 10.3.3.3"), "192.0.2.1");
    assert_eq!(address("2001:db8:1::7", "[2001:db8:2::1]:99"), "2001:db8:2::1");
    assert_eq!(address("10.0.0.1", "10.2.2.2, 10.3.3.3"), "10.2.2.2", "all of them are ours");
    assert_eq!(address("10.0.0.1", "192.0.2.1, unknown, 10.3.3.3"), "10.3.3.3");
    assert_eq!(address("10.0.0.1", "192.0.2.1, unknown"), "10.0.0.1");
    assert_eq!(address("10.0.0.1", ""), "10.0.0.1");
    let lines = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "192.0.2.1")];
    assert_eq!(client("10.0.0.1", &lines).0.address.to_string(), "192.0.2.1");
}

#[test]
fn a_scheme_that_a_client_makes_up_is_not_believed() {
    let secure = |addresses, schemes| {
        let lines = [("x-forwarded-for", addresses), ("x-forwarded-proto", schemes)];
        client("10.0.0.1", &lines).0.secure
    };
    assert!(secure("192.0.2.1", "https"));
    assert!(!secure("192.0.2.1", "http"));
    assert!(!secure("192.0.2.1", "https, http"), "the proxy added to what the client sent");
    assert!(!secure("1.1.1.1, 192.0.2.1", "https, http"));
    assert!(secure("192.0.2.1, 10.9.9.9", "https, http"), "encrypted up to the first proxy");
    assert!(secure("192.0.2.1, 10.9.9.9", "https"), "the first proxy's word is passed on");
    assert!(!client("10.0.0.1", &[("x-forwarded-for", "192.0.2.1")]).0.secure);
    let standard = [("forwarded", "for=192.0.2.1;proto=https;host=catalog.example.org")];
    let (believed, host) = client("10.0.0.1", &standard);
    assert_eq!((believed.address.to_string().as_str(), believed.secure), ("192.0.2.1", true));
    assert_eq!(host.as_deref(), Some("catalog.example.org"));
}

#[test]
fn nobody_is_believed_without_a_peer() {
    let lines = [(HeaderName::from_static("x-forwarded-for"), HeaderValue::from_static("1.1.1.1"))];
    let everybody = ["0.0.0.0/0".parse().expect("a network")];
    let client =
        Proxies::new(&everybody).recognise(&HeaderMap::from_iter(lines), &mut Extensions::new());
    assert_eq!((client.address.to_string().as_str(), client.secure), ("0.0.0.0", false));
}
