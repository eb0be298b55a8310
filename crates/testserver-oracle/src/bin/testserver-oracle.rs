//! Serves the demo catalog on the loopback address, prints what to type into Ariadne, and ends
//! when it is interrupted or terminated.

use std::io::{self, Write as _};
use std::process::ExitCode;

use ariadne_testserver_oracle::{
    Catalog, Profile, TestServer, TestServerBuilder, TlsMode, Verifier,
};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;

const USAGE: &str = "\
Serves an Oracle database for tests on the loopback address.

  --port N         the port; a free one without this
  --profile P      12.2, 19 (without this), 21 or 23
  --script FILE    a catalog of your own in place of the demo; may be repeated
  --extra FILE     a script on top of what there is; may be repeated
  --user NAME=PW   one more account, by its exact name
  --11g            accounts have old password verifiers
  --markers        errors are announced by markers
  --sdu N          the most bytes in a packet
  --tls            speaks TLS; the CA's certificate is printed
  --until-input-ends
                   ends with its standard input too, not by signals alone
";

/// What the program was asked to do.
struct Arguments {
    builder: TestServerBuilder,
    port: u16,
    until_input_ends: bool,
}

/// Reads the options; a sentence where one is wrong.
fn configure(mut arguments: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut builder = TestServer::builder().demo();
    let (mut demo, mut port, mut until_input_ends) = (true, 0, false);
    while let Some(option) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{option} needs a value."));
        let number = |text: String| {
            text.parse::<u16>().map_err(|_| format!("{option}: {text} is no number up to 65535."))
        };
        let read = |path: String| {
            std::fs::read_to_string(&path).map_err(|e| format!("{path} cannot be read: {e}"))
        };
        builder = match option.as_str() {
            "--port" => {
                port = number(value()?)?;
                builder.port(port)
            }
            "--sdu" => builder.sdu(number(value()?)?),
            "--profile" => {
                let text = value()?;
                builder.profile(match text.as_str() {
                    "12.2" => Profile::V12_2,
                    "19" => Profile::V19,
                    "21" => Profile::V21,
                    "23" => Profile::V23,
                    _ => return Err(format!("There is no profile {text}.")),
                })
            }
            "--script" => {
                let text = read(value()?)?;
                let fresh = std::mem::take(&mut demo);
                if fresh { builder.catalog(Catalog::new()) } else { builder }.script(text)
            }
            "--extra" => builder.script(read(value()?)?),
            "--user" => {
                let text = value()?;
                let (name, password) =
                    text.split_once('=').ok_or("--user needs NAME=PASSWORD.".to_owned())?;
                builder.user(name, password)
            }
            "--11g" => builder.verifier(Verifier::V11g),
            "--markers" => builder.markers(true),
            "--tls" => builder.tls(TlsMode::Valid),
            "--until-input-ends" => {
                until_input_ends = true;
                builder
            }
            other => return Err(format!("There is no option {other}.")),
        };
    }
    Ok(Arguments { builder, port, until_input_ends })
}

/// What ends the program: Ctrl-C, a signal to terminate, and with the option the end of its
/// standard input.
struct End {
    interrupt: Signal,
    terminate: Signal,
    input: Option<oneshot::Receiver<()>>,
}

impl End {
    /// Listens from now on.
    fn listen(with_input: bool) -> io::Result<Self> {
        let input = with_input.then(|| {
            let (ended, heard) = oneshot::channel();
            // a thread that nobody waits for: it blocks until the input ends
            std::thread::spawn(move || {
                let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
                let _ = ended.send(());
            });
            heard
        });
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            input,
        })
    }

    async fn come(mut self) {
        let input = async {
            match self.input.take() {
                Some(input) => drop(input.await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            () = input => {}
        }
    }
}

/// What to type into Ariadne.
fn instructions(server: &TestServer) -> String {
    let port = server.port();
    let (listed, given, below) = match server.ca_pem() {
        None => ("", String::new(), String::new()),
        Some(pem) => (
            "\n  tls            true\n  caCertificate  the PEM text below",
            format!(",\n      tls: true, caCertificate: \"\"\"\n{pem}\"\"\""),
            format!("\n\n{pem}"),
        ),
    };
    format!(
        "In Ariadne, add a source of kind ORACLE:\n\n  \
           host           127.0.0.1\n  \
           port           {port}\n  \
           serviceName    FREEPDB1\n  \
           username       APP\n  \
           password       app-secret\n  \
           schema         HR{listed}\n\n\
         and fetch EMPLOYEES, EMP_DETAILS_VIEW, ORDER_LINES (a synonym), OE.CUSTOMERS,\n\
         SH.SALES (partitioned), SH.CAL_MONTH_SALES_MV or \"Odd Ones\".\"Mixed Case\".\n\
         The accounts LOCKED, EXPIRED and NOSESSION (locked-secret and so on) are refused, each\n\
         in its way; NOBODY sees nothing, and nobody was granted \"Odd Ones\".SECRETS.\n\n\
         As a mutation:\n\n  \
           mutation {{ createSource(input: {{ name: \"demo\", kind: ORACLE,\n    \
             settings: {{ host: \"127.0.0.1\", port: {port}, serviceName: \"FREEPDB1\",\n      \
               username: \"APP\", schema: \"HR\"{given} }},\n    \
             secret: {{ password: \"app-secret\" }} }}) {{ source {{ id }} }} }}\n\n\
         Ctrl-C ends it.{below}"
    )
}

async fn serve(arguments: Arguments) -> Result<(), String> {
    let port = arguments.port;
    let told = |error: io::Error| match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Port {port} of 127.0.0.1 is taken: stop what listens there, or choose another with \
             --port N (with make: ORACLE_PORT=N make demo-oracle)."
        ),
        _ => format!("The server cannot be started: {error}"),
    };
    let end = End::listen(arguments.until_input_ends)
        .map_err(|error| format!("The signals to end cannot be heard: {error}"))?;
    let server = arguments.builder.start().await.map_err(told)?;
    let text = format!("READY {}\n\n{}\n", server.connect_string(), instructions(&server));
    let mut output = io::stdout();
    output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
        .map_err(|error| format!("The standard output cannot be written: {error}"))?;
    // The server has a thread of its own, so that this one may wait.
    end.come().await;
    server.stop().await;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == "--help") {
        let written = io::stdout().write_all(USAGE.as_bytes());
        return if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let (told, code) = match configure(std::env::args().skip(1)) {
        Err(wrong) => (format!("{wrong}\n\n{USAGE}"), 2),
        Ok(arguments) => match serve(arguments).await {
            Ok(()) => return ExitCode::SUCCESS,
            Err(reason) => (format!("{reason}\n"), 1),
        },
    };
    let _ = io::stderr().write_all(told.as_bytes());
    ExitCode::from(code)
}
