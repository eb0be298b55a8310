//! Asking a running server whether it is ready, for what watches over it and has no other
//! way to ask.

use std::net::SocketAddr;
use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};

use super::arguments::Healthcheck;
use super::output::tell;
use super::own_server;
use crate::reachable;

/// Whoever watches gives up soon after.
const PATIENCE: Duration = Duration::from_secs(5);
/// More of what the server says is no sentence.
const SENTENCE: usize = 500;

/// The page of the server that speaks `scheme` and listens on this address.
fn page(scheme: &str, listen: SocketAddr) -> String {
    format!("{scheme}://{}/readyz", reachable(listen))
}

/// Asks the page that is meant: fails unless it is answered with success within five
/// seconds. A server with TLS is known by its certificate file.
pub(super) async fn ask(asked: &Healthcheck) -> Result<()> {
    let (client, scheme) = own_server::client(asked.server.tls_certificate.as_deref())?;
    let url = asked.url.clone().unwrap_or_else(|| page(scheme, asked.server.listen));
    let unreachable = |error: reqwest::Error| {
        let message = format!(
            "No server answers at {url}. Start it, or give its address with --listen or --url; a server with TLS is known by its --tls-certificate."
        );
        Error::new(ErrorKind::Unavailable, "server.healthcheck", message).with_source(error)
    };
    let answer = client.get(&url).timeout(PATIENCE).send().await.map_err(unreachable)?;
    let status = answer.status();
    if status.is_success() {
        tell("The server is ready.");
        return Ok(());
    }
    let said = answer.text().await.unwrap_or_default();
    let said: String = said.trim().chars().take(SENTENCE).collect();
    let message = format!("The server at {url} is not ready ({status}). It says: {said}");
    Err(Error::new(ErrorKind::Unavailable, "server.healthcheck", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_on_an_address_that_can_be_reached() {
        for (listen, expected) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080/readyz"),
            ("0.0.0.0:80", "http://127.0.0.1:80/readyz"),
            ("[::]:8080", "http://[::1]:8080/readyz"),
            ("192.168.1.5:9000", "http://192.168.1.5:9000/readyz"),
        ] {
            assert_eq!(page("http", listen.parse().expect("an address")), expected);
        }
    }
}
