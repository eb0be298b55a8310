//! The thin driver's way to the server: through a socket of this process, so that the
//! connection is ours.
//!
//! The driver blocks while it reads and has no timeout for its login. Here it connects to
//! a port on the loopback, and this task passes the bytes on to the real server. Ending
//! the task closes both connections, and whatever the driver was waiting for is over: no
//! thread stays behind, however silent the server is. On the way the task
//!
//! * makes the TLS handshake, with the settings that every kind of source has;
//! * reads the opening of the conversation (`opening.rs`), so that a refusal, a silent or a
//!   foreign server is told as what it is;
//! * follows a listener's redirection, which the driver would follow past us.

mod line;
mod opening;

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ariadne_ports::Deadline;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_util::task::AbortOnDropHandle;

pub(crate) use self::line::Line;
use self::opening::{Opened, open};
use crate::causes::sentence;
use crate::config::Settings;
use crate::error::{Failure, Reason};
use crate::tns::{Accepted, Redirect};
use crate::{dial, tls};

/// The longest a listener may take for one answer.
const ANSWER: Duration = Duration::from_secs(5);

/// How often a listener may send its client on.
const MAX_REDIRECTIONS: usize = 4;

/// How much of what the server says after the opening is kept until the login is over.
const KEPT: usize = 16_384;

/// A way to the server; dropping it closes every connection.
#[derive(Debug)]
pub(crate) struct Relay {
    port: u16,
    heard: Heard,
    _task: AbortOnDropHandle<()>,
}

/// What the server said after the opening, until [`Heard::forget`].
#[derive(Clone, Debug, Default)]
struct Heard(Arc<Mutex<Option<Vec<u8>>>>);

impl Heard {
    fn begin(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
    }

    fn hear(&self, bytes: &[u8]) {
        if let Some(kept) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            let room = KEPT.saturating_sub(kept.len()).min(bytes.len());
            kept.extend(&bytes[..room]);
        }
    }

    fn forget(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
    }
}

impl Relay {
    /// Waits for the driver at a port of the loopback and takes it to the server on the
    /// other end of `line`. How the opening went is told once.
    pub(crate) async fn start(
        settings: Arc<Settings>,
        line: Line,
        deadline: Deadline,
    ) -> Result<(Self, oneshot::Receiver<Result<Accepted, Failure>>), Failure> {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).await.map_err(|error| no_port(&error))?;
        let port = listener.local_addr().map_err(|error| no_port(&error))?.port();
        let (tell, told) = oneshot::channel();
        let heard = Heard::default();
        heard.begin();
        let hearing = heard.clone();
        let task = tokio::spawn(async move {
            let way = Way { settings: &settings, deadline, port };
            match way.begin(listener, line).await {
                Ok((accepted, mut client, mut line)) => {
                    // who does not want to know has gone, and so ends this task
                    let _ = tell.send(Ok(accepted));
                    pass_on(&mut client, &mut line, &hearing).await;
                }
                Err(failure) => drop(tell.send(Err(failure))),
            }
        });
        Ok((Self { port, heard, _task: AbortOnDropHandle::new(task) }, told))
    }

    /// The port of the loopback that the driver connects to.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Ends the keeping of what the server says, and tells whether it offered an old
    /// password verifier alone, on which the driver panics.
    pub(crate) fn login_ended(&self) -> bool {
        is_old_verifier(&self.heard.forget())
    }
}

/// The number of the 12C verifier, the only one that the driver knows.
const VERIFIER_12C: u32 = 0x4815;

/// Whether the answer to the first half of a login names another verifier than 12C: key,
/// salt, and the verifier's number as the flags of the pair.
fn is_old_verifier(heard: &[u8]) -> bool {
    let key = b"AUTH_VFR_DATA";
    let Some(at) = heard.windows(key.len()).position(|window| window == key) else { return false };
    let number = || {
        let mut rest = heard.get(at + key.len()..)?;
        if whole_number(&mut rest)? > 0 {
            let (length, behind) = rest.split_first()?;
            rest = behind.get(usize::from(*length)..)?;
        }
        whole_number(&mut rest)
    };
    number().is_some_and(|number| number != 0 && number != VERIFIER_12C)
}

/// Takes a number off: its length in bytes, and the bytes.
fn whole_number(rest: &mut &[u8]) -> Option<u32> {
    let (length, behind) = rest.split_first()?;
    let bytes = behind.get(..usize::from(*length)).filter(|bytes| bytes.len() <= 4)?;
    *rest = &behind[bytes.len()..];
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn no_port(error: &std::io::Error) -> Failure {
    Failure::new(Reason::NoResources).detail(sentence(&error.to_string()))
}

struct Way<'a> {
    settings: &'a Settings,
    deadline: Deadline,
    port: u16,
}

impl Way<'_> {
    /// Half of what is left, and no more than a listener may take.
    fn within(&self) -> Duration {
        ANSWER.min(self.deadline.remaining() / 2)
    }

    /// The opening, over as many listeners as it takes.
    async fn begin(
        &self,
        listener: TcpListener,
        mut line: Line,
    ) -> Result<(Accepted, TcpStream, Line), Failure> {
        let mut place = (self.settings.host.to_string(), self.settings.place());
        let mut client = accept(&listener).await?;
        for _ in 0..=MAX_REDIRECTIONS {
            let names = (place.0.as_str(), place.1.as_str());
            match open(&mut client, line, self.settings.tls.as_ref(), names, self.within()).await? {
                Opened::Accepted(accepted, line) => return Ok((accepted, client, line)),
                Opened::Redirected(redirect) => {
                    place = (redirect.host.clone(), format!("{}:{}", redirect.host, redirect.port));
                    line = self.dial(&redirect, &place.1).await?;
                    let packets = redirect.to_loopback(self.port).ok_or_else(|| odd(&place.1))?;
                    let sent = client.write_all(&packets).await;
                    sent.map_err(|error| crate::causes::of_io(&error, &place.1))?;
                    // the driver hangs up and connects anew
                    client = accept(&listener).await?;
                }
            }
        }
        Err(Failure::new(Reason::NotOracle)
            .detail("Its listeners send their clients from one to the next without end."))
    }

    /// Connects to where a listener sends its clients. What began with TLS goes on so,
    /// whatever the listener says.
    async fn dial(&self, redirect: &Redirect, place: &str) -> Result<Line, Failure> {
        let addresses = dial::addresses(&redirect.host, redirect.port, self.within()).await?;
        let stream = dial::connect(place, &addresses, self.within()).await?;
        match &self.settings.tls {
            Some(tls) => {
                let stream =
                    tls::handshake(tls, &redirect.host, place, stream, self.within()).await?;
                Ok(Line::Tls(Box::new(stream)))
            }
            None if redirect.tls => Err(Failure::new(Reason::TlsRequired).at(place)),
            None => Ok(Line::Plain(stream)),
        }
    }
}

fn odd(place: &str) -> Failure {
    Failure::new(Reason::NotOracle)
        .at(place)
        .detail("It sends its clients on in words that cannot be read.")
}

async fn accept(listener: &TcpListener) -> Result<TcpStream, Failure> {
    let (client, _) = listener.accept().await.map_err(|error| no_port(&error))?;
    let _ = client.set_nodelay(true);
    Ok(client)
}

/// Passes bytes on in both directions until the driver hangs up. When the server does, the
/// driver still gets what it said before.
async fn pass_on(client: &mut TcpStream, line: &mut Line, heard: &Heard) {
    let (mut from_client, mut to_client) = client.split();
    let (mut from_server, mut to_server) = tokio::io::split(line);
    let mut asking = pin!(pump(&mut from_client, &mut to_server, None));
    let answering = pump(&mut from_server, &mut to_client, Some(heard));
    tokio::select! {
        () = &mut asking => {}
        () = answering => asking.await,
    }
}

async fn pump(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    heard: Option<&Heard>,
) {
    let mut buffer = vec![0; 16_384];
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        if let Some(heard) = heard {
            heard.hear(&buffer[..read]);
        }
        if to.write_all(&buffer[..read]).await.is_err() || to.flush().await.is_err() {
            return;
        }
    }
    // the other side may have gone too
    let _ = to.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_verifier_is_known_by_its_number() {
        let answer = |salt: &[u8], number: &[u8]| {
            let length = u8::try_from(salt.len()).unwrap();
            [b"\x01\x0d\x0dAUTH_VFR_DATA", &[1, length, length][..], salt, number].concat()
        };
        assert!(is_old_verifier(&answer(b"0123456789ABCDEF0123", b"\x02\xb1\x52")));
        assert!(!is_old_verifier(&answer(b"0123456789ABCDEF0123456789ABCDEF", b"\x02\x48\x15")));
        assert!(!is_old_verifier(&answer(b"0123", b"")), "cut off");
        assert!(!is_old_verifier(&answer(b"", b"\x09\xb1\x52")), "no number");
        assert!(is_old_verifier(b"AUTH_VFR_DATA\x00\x02\x1b\x25"), "without a salt");
        assert!(!is_old_verifier(b"garbage") && !is_old_verifier(b""));
    }

    #[test]
    fn what_is_heard_is_bounded_and_forgotten() {
        let heard = Heard::default();
        heard.hear(b"before");
        heard.begin();
        heard.hear(&[7; KEPT]);
        heard.hear(b"more");
        assert_eq!(heard.forget().len(), KEPT);
        heard.hear(b"after");
        assert!(heard.forget().is_empty());
    }
}
