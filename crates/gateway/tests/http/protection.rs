//! What browsers are forbidden.

use std::net::IpAddr;

use ariadne_gateway::{Peer, router};
use axum::http::Method;

use crate::support::{app, catalog, config, gateway, get, request, send};

#[tokio::test]
async fn every_answer_is_protected() {
    let app = app();
    let paths = ["/", "/graphql", "/graphiql/", "/graphiql/no.js", "/healthz", "/metrics", "/x"];
    for path in paths {
        let answer = get(&app, path).await;
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path} came without TLS");
    }
    let foreign = send(&app, request(Method::GET, "/", &[("host", "evil.example")])).await;
    assert_eq!(foreign.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn transport_security_is_told_to_encrypted_connections_only() {
    let mut config = config();
    config.trusted_proxies = vec!["10.0.0.0/8".parse().expect("a network")];
    let app = router(gateway(config, catalog()));
    let told = async |peer: &str, secure, headers: &[(&str, &str)]| {
        let mut all = vec![("host", "catalog.example.org")];
        all.extend(headers);
        let mut request = request(Method::GET, "/readyz", &all);
        let address: IpAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(Peer { address, secure });
        let answer = send(&app, request).await;
        assert_eq!(answer.status, 200);
        answer.header("strict-transport-security") == "max-age=31536000"
    };
    let https = [("x-forwarded-proto", "https")];
    assert!(told("192.0.2.1", true, &[]).await);
    assert!(!told("192.0.2.1", false, &[]).await);
    assert!(!told("192.0.2.1", false, &https).await, "no proxy of ours");
    assert!(told("10.0.0.1", false, &https).await);
    assert!(!told("10.0.0.1", true, &[("x-forwarded-proto", "http")]).await);
}
