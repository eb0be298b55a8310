//! Asking a running server whether it is ready, for what watches over it and has no other
//! way to ask.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};

use super::output::tell;

/// Whoever watches gives up soon after.
const PATIENCE: Duration = Duration::from_secs(5);
/// More of what the server says is no sentence.
const SENTENCE: usize = 500;

/// The page of the server that listens on this address.
pub(super) fn page(listen: SocketAddr) -> String {
    // every address of the machine is listened on, and a client needs one of them
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}/readyz", SocketAddr::new(ip, listen.port()))
}

/// Asks `url`: fails unless it is answered with success within five seconds.
pub(super) async fn ask(url: &str) -> Result<()> {
    let unreachable = |error: reqwest::Error| {
        let message =
            format!("No server answers at {url}. Start it, or give its address with --url.");
        Error::new(ErrorKind::Unavailable, "server.healthcheck", message).with_source(error)
    };
    // A proxy of the environment is no way to a server on this machine.
    let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build();
    let answer = client.map_err(unreachable)?.get(url).send().await.map_err(unreachable)?;
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
            assert_eq!(page(listen.parse().expect("an address")), expected);
        }
    }
}
