//! The opening of a conversation: until the listener accepts, refuses or sends on.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::{Line, odd};
use crate::causes::of_io;
use crate::config::Tls;
use crate::error::{Failure, Reason};
use crate::tls;
use crate::tns::{self, Accepted, Foreign, Kind, MIN_VERSION, Packet, RENEGOTIATE_TLS, Redirect};

/// How an opening ended, if not with a failure.
pub(super) enum Opened {
    Accepted(Accepted, Line),
    Redirected(Redirect),
}

/// Passes on what the driver asks and what the listener answers, and reads the answers.
/// `names` are the listener's host and its place as it is told.
pub(super) async fn open(
    client: &mut TcpStream,
    mut line: Line,
    tls: Option<&Tls>,
    (host, place): (&str, &str),
    within: Duration,
) -> Result<Opened, Failure> {
    let ends = Instant::now() + within;
    let mut asked = vec![0; 8_192];
    let mut heard = Vec::with_capacity(1_024);
    // bytes of a redirection that are still to come, and those that are there
    let mut sent_on: Option<(usize, Vec<u8>)> = None;
    loop {
        while let Some(packet) = tns::take(&mut heard).map_err(|foreign| told(foreign, place))? {
            if let Some((length, text)) = &mut sent_on {
                text.extend(packet.data());
                if packet.kind != Kind::Data {
                    return Err(odd(place));
                }
                if text.len() >= *length {
                    let redirect = tns::redirect(text).ok_or_else(|| odd(place))?;
                    return Ok(Opened::Redirected(redirect));
                }
                continue;
            }
            match packet.kind {
                Kind::Accept => {
                    let accepted = judge(&packet, place)?;
                    let rest = std::mem::take(&mut heard);
                    let bytes = [packet.bytes, rest].concat();
                    client.write_all(&bytes).await.map_err(|error| of_io(&error, place))?;
                    return Ok(Opened::Accepted(accepted, line));
                }
                Kind::Refuse => return Err(refused(&packet, place)),
                Kind::Redirect => {
                    let length = packet.redirect_length().ok_or_else(|| odd(place))?;
                    sent_on = Some((length, Vec::new()));
                }
                Kind::Resend => {
                    if packet.flags & RENEGOTIATE_TLS != 0
                        && let Some(tls) = tls
                    {
                        // the connection was handed to a process that knows nothing of the
                        // handshake with the listener
                        let left = ends.saturating_duration_since(Instant::now());
                        let stream = line.into_stream();
                        let stream = tls::handshake(tls, host, place, stream, left).await?;
                        line = Line::Tls(Box::new(stream));
                    }
                    let packet = packet.without_flags(RENEGOTIATE_TLS);
                    client.write_all(&packet.bytes).await.map_err(|error| of_io(&error, place))?;
                }
                Kind::Data => {
                    return Err(told(
                        Foreign::Other("It answers a connection request with data.".to_owned()),
                        place,
                    ));
                }
            }
        }
        tokio::select! {
            read = client.read(&mut asked) => match read {
                Ok(read @ 1..) => {
                    let sending = async {
                        line.write_all(&asked[..read]).await?;
                        line.flush().await
                    };
                    sending.await.map_err(|error| of_io(&error, place))?;
                }
                // the driver gave up, which it does only when its thread ends
                Ok(0) | Err(_) => return Err(Failure::new(Reason::Closed).at(place)),
            },
            read = line.read_buf(&mut heard) => match read {
                Ok(1..) => {}
                Ok(0) => return Err(Failure::new(Reason::Closed).at(place)),
                Err(error) => return Err(of_io(&error, place)),
            },
            () = tokio::time::sleep_until(ends) => {
                return Err(Failure::new(Reason::Silent).at(place));
            }
        }
    }
}

fn told(foreign: Foreign, place: &str) -> Failure {
    match foreign {
        Foreign::TlsAlert => Failure::new(Reason::TlsRequired).at(place),
        Foreign::Other(detail) => Failure::new(Reason::NotOracle).at(place).detail(detail),
    }
}

/// Whether the driver can go on: it panics on what is refused here.
fn judge(packet: &Packet, place: &str) -> Result<Accepted, Failure> {
    let accepted = packet.accepted().ok_or_else(|| odd(place))?;
    if accepted.version < MIN_VERSION {
        return Err(Failure::new(Reason::TooOld).at(place).detail(format!(
            "It speaks version {} of the protocol; version {MIN_VERSION} (12.1) or newer is needed.",
            accepted.version
        )));
    }
    if accepted.demands_encryption {
        return Err(Failure::new(Reason::EncryptionRequired).at(place));
    }
    Ok(accepted)
}

fn refused(packet: &Packet, place: &str) -> Failure {
    let Some(code) = packet.refusal() else {
        return Failure::new(Reason::ListenerRefused).at(place);
    };
    let mut failure = Failure::of_engine(code, "").at(place);
    if failure.reason == Reason::CommandFailed {
        failure.reason = Reason::ListenerRefused;
    }
    failure
}
