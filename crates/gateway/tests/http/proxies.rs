//! Requests that come through proxies.

use std::net::IpAddr;

use ariadne_gateway::{Peer, router};
use axum::http::{Method, StatusCode};

use crate::support::{Answer, catalog, config, gateway, request, send};

/// Asks over a connection from `peer`, while 10.0.0.0/8 is trusted.
async fn ask(peer: &str, headers: &[(&str, &str)]) -> Answer {
    let mut config = config();
    config.trusted_proxies = vec!["10.0.0.0/8".parse().expect("a network")];
    let app = router(gateway(config, catalog()));
    let mut request = request(Method::GET, "/readyz", headers);
    let address: IpAddr = peer.parse().expect("an address");
    request.extensions_mut().insert(Peer { address, secure: false });
    send(&app, request).await
}

#[tokio::test]
async fn the_host_that_a_trusted_proxy_names_is_the_one_that_counts() {
    let forwarded = |host| [("host", "127.0.0.1:8080"), ("x-forwarded-host", host)];
    let ours = ask("10.0.0.1", &forwarded("catalog.example.org")).await;
    assert_eq!(ours.status, StatusCode::OK);
    for wrong in ["evil.example", "user@catalog.example.org"] {
        let refused = ask("10.0.0.1", &forwarded(wrong)).await;
        assert_eq!(refused.status, StatusCode::MISDIRECTED_REQUEST, "{wrong}");
    }
    // Nobody else may say what host was meant.
    let ignored = ask("192.0.2.1", &forwarded("evil.example")).await;
    assert_eq!(ignored.status, StatusCode::OK);
    let foreign = [("host", "evil.example"), ("x-forwarded-host", "catalog.example.org")];
    assert_eq!(ask("192.0.2.1", &foreign).await.status, StatusCode::MISDIRECTED_REQUEST);
}
