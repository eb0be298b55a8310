//! A driver that Oracle wrote logs in to the Oracle test server and reads from it, on every
//! profile, so that a misunderstanding shared by that server and the Rust driver shows.

use std::io;
use std::time::Duration;

use ariadne_tests::python;
use ariadne_testserver_oracle::{
    Fault, FinalMessage, Moment, Profile, TestServer, TestServerBuilder, TlsMode, Verifier,
};
use serde_json::json;

/// Longer than any timeout of the script; a cancellation ends it.
const SLOWLY: Duration = Duration::from_mins(10);

/// Values at the edges of their types.
const KINDS: &str = include_str!("../python/oracledb_kinds.sql");

fn demo() -> TestServerBuilder {
    TestServer::builder().demo().script(KINDS)
}

/// Servers that answer well, each in another way.
fn variants() -> Vec<(&'static str, Profile, TestServerBuilder)> {
    use Profile::{V12_2, V19, V21, V23};
    let of = |profile| demo().profile(profile);
    vec![
        ("12.2", V12_2, of(V12_2)),
        ("19c", V19, of(V19)),
        ("21c", V21, of(V21)),
        ("23ai", V23, of(V23)),
        ("19c, 11g verifier", V19, of(V19).verifier(Verifier::V11g)),
        ("19c, markers", V19, of(V19).markers(true)),
        ("23ai, markers", V23, of(V23).markers(true)),
        ("19c, small packets", V19, of(V19).sdu(512)),
        ("23ai, small packets", V23, of(V23).sdu(512)),
        ("19c, no compression", V19, of(V19).duplicate_compression(false)),
        ("12.2, status at the end", V12_2, of(V12_2).final_message(FinalMessage::Status)),
        ("23ai, status at the end", V23, of(V23).final_message(FinalMessage::Status)),
        ("19c, asked to send again", V19, of(V19).resend(true)),
        ("19c, redirected", V19, of(V19).redirect(true)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn python_oracledb_logs_in_and_reads() -> io::Result<()> {
    let mut servers = Vec::new();
    let mut named = serde_json::Map::new();
    for (name, profile, builder) in variants() {
        let server = builder.start().await?;
        named.insert(name.to_owned(), json!([server.connect_string(), profile.version()]));
        servers.push(server);
    }
    let refusing = demo().refuse(12516).start().await?;
    let native = demo().native_encryption_required().start().await?;
    let slow =
        demo().fault(Fault::slow(Moment::Execute, SLOWLY).on_statement("slowly")).start().await?;
    let tls = demo().tls(TlsMode::Valid).start().await?;
    let wallet = tempfile::tempdir()?;
    let ca = tls.ca_pem().expect("the server speaks TLS");
    std::fs::write(wallet.path().join("ewallet.pem"), ca)?;

    let given = json!({
        "servers": named,
        "refusing": refusing.connect_string(),
        "native": native.connect_string(),
        "slow": slow.connect_string(),
        "tls": [tls.connect_string(), wallet.path()],
    });
    let text = python::run_script("oracledb_reads.py", &given).await;
    let passed = text.lines().filter(|line| line.ends_with(": passed")).count();
    assert_eq!(passed, servers.len() + 3, "{text}");

    // The script did what it was meant to do, as seen from the other side.
    assert_eq!(slow.cancels(), 3);
    for server in &servers {
        let sessions = server.sessions();
        assert!(
            sessions
                .iter()
                .all(|session| session.program.contains("python")
                    || session.program.starts_with('p'))
        );
        assert!(sessions.iter().any(|session| session.user == "NOBODY"));
        let bound = server.statements().into_iter().filter(|one| !one.binds.is_empty()).count();
        assert!(bound > 20, "{bound} statements with values");
        server.connections_down_to(0).await;
    }
    Ok(())
}
