//! The wire between a repo and `PostgreSQL`, which a test cuts at the worst moment.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The message that ends a transaction, as the driver sends it.
const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";

/// Where the next COMMIT meets its cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// On its way to the server, which hears that the connection ended.
    Asked,
    /// On the way back: the server has committed, and the answer is lost.
    Answered,
    /// On its way to the server, which hears neither of it nor of the lost connection:
    /// the transaction stays open, with all that it locked, until the server gives it up.
    Unheard,
}

/// A port in front of a server, which hands on what it hears until it is cut.
#[derive(Debug)]
pub struct Wire {
    /// Where it listens, on 127.0.0.1.
    pub port: u16,
    next: Arc<Mutex<Option<Cut>>>,
}

impl Wire {
    /// Stands in front of the server at `upstream`, `host:port`; ends with the runtime.
    pub async fn before(upstream: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let next = Arc::default();
        tokio::spawn(accept(listener, upstream, Arc::clone(&next)));
        Self { port, next }
    }

    /// Cuts the next COMMIT; later ones get through.
    pub fn cut(&self, how: Cut) {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = Some(how);
    }

    /// Whether the cut that was asked for has been made.
    pub fn was_cut(&self) -> bool {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

async fn accept(listener: TcpListener, upstream: String, next: Arc<Mutex<Option<Cut>>>) {
    // an error here is a client that left before it was accepted
    loop {
        if let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(&upstream).await.expect("the server listens");
            tokio::spawn(carry(client, server, Arc::clone(&next)));
        }
    }
}

async fn carry(
    mut client: TcpStream,
    mut server: TcpStream,
    next: Arc<Mutex<Option<Cut>>>,
) -> io::Result<()> {
    let (mut asked, mut answered) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            length = client.read(&mut asked) => {
                let heard = &asked[..length?];
                if heard.is_empty() {
                    return Ok(());
                }
                if heard.windows(COMMIT.len()).any(|bytes| bytes == COMMIT) {
                    let cut = next.lock().unwrap_or_else(PoisonError::into_inner).take();
                    match cut {
                        None => {}
                        Some(Cut::Asked) => return Ok(()),
                        Some(Cut::Answered) => {
                            server.write_all(heard).await?;
                            // whatever it answers: the transaction has ended by then
                            let _answer: usize = server.read(&mut answered).await?;
                            return Ok(());
                        }
                        Some(Cut::Unheard) => {
                            drop(client);
                            while server.read(&mut answered).await? > 0 {}
                            return Ok(());
                        }
                    }
                }
                server.write_all(heard).await?;
            }
            length = server.read(&mut answered) => {
                let heard = &answered[..length?];
                if heard.is_empty() {
                    return Ok(());
                }
                client.write_all(heard).await?;
            }
        }
    }
}
