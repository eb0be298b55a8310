//! Starts a server with the sample shop and its accounts, prints `READY` and the connection
//! string, and ends when its standard input closes.
//!
//! Options: `--wire N`, `--port N`, `--replica-set NAME`, `--no-login`, `--tls` (the CA's PEM
//! follows the `READY` line).

use std::io::{self, Write as _};

use ariadne_testserver_mongo::{TestServer, TestServerBuilder, TlsMode};

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

fn configure(mut arguments: impl Iterator<Item = String>) -> io::Result<TestServerBuilder> {
    let mut builder = TestServer::builder().sample_shop();
    let mut login = true;
    while let Some(option) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| invalid(format!("{option} needs a value")));
        let number = |text: String| invalid(format!("{option}: {text} is no number"));
        builder = match option.as_str() {
            "--wire" => {
                let text = value()?;
                builder.wire(text.parse().map_err(|_| number(text))?)
            }
            "--port" => {
                let text = value()?;
                builder.port(text.parse().map_err(|_| number(text))?)
            }
            "--replica-set" => builder.replica_set(value()?),
            "--tls" => builder.tls(TlsMode::Valid),
            "--no-login" => {
                login = false;
                builder
            }
            other => return Err(invalid(format!("unknown option {other}"))),
        };
    }
    Ok(if login { builder.sample_users() } else { builder })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let server = configure(std::env::args().skip(1))?.start().await?;
    let mut output = io::stdout();
    writeln!(output, "READY {}", server.uri())?;
    if let Some(pem) = server.ca_pem() {
        write!(output, "{pem}")?;
    }
    output.flush()?;
    // The server has a thread of its own, so that this one may wait.
    io::copy(&mut io::stdin().lock(), &mut io::sink())?;
    server.stop().await;
    Ok(())
}
