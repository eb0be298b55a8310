//! Serves the demo catalog on the loopback address, prints what to type into Ariadne, and ends
//! when its standard input closes or it is interrupted.

use std::io::{self, Write as _};

use ariadne_testserver_oracle::{
    Catalog, Profile, TestServer, TestServerBuilder, TlsMode, Verifier,
};

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
";

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

fn configure(mut arguments: impl Iterator<Item = String>) -> io::Result<TestServerBuilder> {
    let mut builder = TestServer::builder().demo();
    let mut demo = true;
    while let Some(option) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| invalid(format!("{option} needs a value")));
        let number = |text: String| invalid(format!("{option}: {text} is no number"));
        builder = match option.as_str() {
            "--port" => {
                let text = value()?;
                builder.port(text.parse().map_err(|_| number(text))?)
            }
            "--sdu" => {
                let text = value()?;
                builder.sdu(text.parse().map_err(|_| number(text))?)
            }
            "--profile" => {
                let text = value()?;
                builder.profile(match text.as_str() {
                    "12.2" => Profile::V12_2,
                    "19" => Profile::V19,
                    "21" => Profile::V21,
                    "23" => Profile::V23,
                    _ => return Err(invalid(format!("there is no profile {text}"))),
                })
            }
            "--script" => {
                let text = std::fs::read_to_string(value()?)?;
                let fresh = std::mem::take(&mut demo);
                if fresh { builder.catalog(Catalog::new()) } else { builder }.script(text)
            }
            "--extra" => builder.script(std::fs::read_to_string(value()?)?),
            "--user" => {
                let text = value()?;
                let (name, password) = text
                    .split_once('=')
                    .ok_or_else(|| invalid("--user needs NAME=PASSWORD".to_owned()))?;
                builder.user(name, password)
            }
            "--11g" => builder.verifier(Verifier::V11g),
            "--markers" => builder.markers(true),
            "--tls" => builder.tls(TlsMode::Valid),
            other => return Err(invalid(format!("unknown option {other}\n\n{USAGE}"))),
        };
    }
    Ok(builder)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let mut output = io::stdout();
    if std::env::args().any(|argument| argument == "--help") {
        return output.write_all(USAGE.as_bytes());
    }
    let server = configure(std::env::args().skip(1))?.start().await?;
    let port = server.port();
    writeln!(
        output,
        "READY {}\n\n\
         In Ariadne, add a source of kind ORACLE:\n\n  \
           host         127.0.0.1\n  \
           port         {port}\n  \
           serviceName  FREEPDB1\n  \
           username     APP\n  \
           password     app-secret\n  \
           schema       HR\n\n\
         and fetch EMPLOYEES, EMP_DETAILS_VIEW, ORDER_LINES (a synonym), OE.CUSTOMERS,\n\
         SH.SALES (partitioned), SH.CAL_MONTH_SALES_MV or \"Odd Ones\".\"Mixed Case\".\n\
         The accounts LOCKED, EXPIRED and NOSESSION (locked-secret and so on) are refused, each\n\
         in its way; NOBODY sees nothing, and nobody was granted \"Odd Ones\".SECRETS.\n\n\
         As a mutation:\n\n  \
           mutation {{ createSource(input: {{ name: \"demo\", kind: ORACLE,\n    \
             settings: {{ host: \"127.0.0.1\", port: {port}, serviceName: \"FREEPDB1\",\n      \
               username: \"APP\", schema: \"HR\" }},\n    \
             secret: {{ password: \"app-secret\" }} }}) {{ source {{ id }} }} }}\n\n\
         Ctrl-C ends it.",
        server.connect_string(),
    )?;
    if let Some(pem) = server.ca_pem() {
        write!(output, "{pem}")?;
    }
    output.flush()?;
    // The server has a thread of its own, so that this one may wait.
    io::copy(&mut io::stdin().lock(), &mut io::sink())?;
    server.stop().await;
    Ok(())
}
