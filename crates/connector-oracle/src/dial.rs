//! Reaching the listener: name and connection, each with its own outcome.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpStream;

use crate::causes;
use crate::error::{Failure, Reason};

/// Looks the addresses of a host up.
pub(crate) async fn addresses(
    host: &str,
    port: u16,
    within: Duration,
) -> Result<Vec<SocketAddr>, Failure> {
    let missing = || Failure::new(Reason::DnsNotFound).at(host);
    match tokio::time::timeout(within, tokio::net::lookup_host((host, port))).await {
        Ok(Ok(found)) => {
            let found: Vec<SocketAddr> = found.collect();
            if found.is_empty() { Err(missing()) } else { Ok(found) }
        }
        Ok(Err(_)) => Err(missing()),
        Err(_) => {
            Err(Failure::new(Reason::Deadline).at(host).detail("The name servers did not answer."))
        }
    }
}

/// Connects to the first address that answers; `place` is how the listener is told.
pub(crate) async fn connect(
    place: &str,
    addresses: &[SocketAddr],
    within: Duration,
) -> Result<TcpStream, Failure> {
    let connecting = async {
        let mut last = Failure::new(Reason::ConnectTimeout).at(place);
        for address in addresses {
            match TcpStream::connect(address).await {
                Ok(stream) => {
                    // statements are small; waiting to fill a packet would only delay them
                    let _ = stream.set_nodelay(true);
                    return Ok(stream);
                }
                Err(error) => last = causes::of_io(&error, place),
            }
        }
        if last.reason == Reason::Silent {
            last.reason = Reason::ConnectTimeout;
        }
        Err(last)
    };
    match tokio::time::timeout(within, connecting).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::new(Reason::ConnectTimeout).at(place)),
    }
}
