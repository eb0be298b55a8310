use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use ariadne_domain::Value;
use ariadne_ports::SecretValues;
use mongodb::error::Error as DriverError;
use secrecy::SecretString;
use tokio_rustls::rustls::{CertificateError, Error as TlsError, InvalidMessage};

use super::*;
use crate::causes::{SERVER_CODES, of_driver, of_io, of_selection, of_tls, reason_of_code};

fn settings(user: Option<&str>) -> Settings {
    let mut value = Value::object()
        .with("hosts", vec!["db.example.net:27018"])
        .with("database", "shop")
        .with("replicaSet", "rs0");
    let mut secret = SecretValues::default();
    if let Some(user) = user {
        value.set("username", user);
        secret.insert("password", SecretString::from("hunter2-canary".to_owned()));
    }
    Settings::read(&value, &secret).unwrap()
}

fn told(failure: &Failure) -> Problem {
    failure.problem(&settings(Some("app")), "shop")
}

#[test]
fn every_row_is_complete_and_its_own() {
    let mut codes = HashSet::new();
    for reason in Reason::ALL {
        let failure = Failure::new(*reason).detail("The detail.").about("system.views");
        let problem = told(&failure);
        assert!(codes.insert(problem.code.clone()), "{} stands twice", problem.code);
        assert!(
            problem.code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        );
        let cause = problem.cause.unwrap();
        let remedy = problem.remedy.unwrap();
        for text in [&problem.title, &cause, &remedy] {
            assert!(text.len() > 8, "{reason:?}: {text:?}");
            for placeholder in
                ["{host", "{data", "{user", "{auth", "{repl", "{coll", "{grant", "{detail"]
            {
                assert!(!text.contains(placeholder), "{reason:?}: {text}");
            }
            assert!(!text.contains("hunter2"), "{text}");
        }
        assert!(problem.title.ends_with('.') && cause.ends_with('.'), "{reason:?}");
    }
}

/// One line per row that a server's code leads to.
#[test]
fn server_codes_have_their_rows() {
    for (code, public, kind) in [
        (6, "MEMBER_UNREACHABLE", ErrorKind::SourceUnreachable),
        (7, "MEMBER_UNREACHABLE", ErrorKind::SourceUnreachable),
        (11, "AUTHENTICATION_FAILED", ErrorKind::SourceAuthFailed),
        (13, "NOT_AUTHORIZED", ErrorKind::SourcePermissionDenied),
        (18, "AUTHENTICATION_FAILED", ErrorKind::SourceAuthFailed),
        (20, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (24, "SERVER_BUSY", ErrorKind::SourceBusy),
        (26, "COMMAND_FAILED", ErrorKind::SourceUnsupported),
        (50, "TIME_LIMIT", ErrorKind::Timeout),
        (59, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (89, "MEMBER_UNREACHABLE", ErrorKind::SourceUnreachable),
        (91, "SERVER_NOT_READY", ErrorKind::SourceBusy),
        (115, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (133, "NO_MEMBER_FOR_READS", ErrorKind::SourceBusy),
        (146, "SERVER_BUSY", ErrorKind::SourceBusy),
        (189, "SERVER_NOT_READY", ErrorKind::SourceBusy),
        (202, "SERVER_BUSY", ErrorKind::SourceBusy),
        (211, "SERVER_NOT_READY", ErrorKind::SourceBusy),
        (238, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (262, "TIME_LIMIT", ErrorKind::Timeout),
        (292, "SERVER_BUSY", ErrorKind::SourceBusy),
        (303, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (304, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (323, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (334, "AUTH_MECHANISM_UNAVAILABLE", ErrorKind::SourceAuthFailed),
        (352, "COMMAND_NOT_SUPPORTED", ErrorKind::SourceUnsupported),
        (391, "AUTHENTICATION_FAILED", ErrorKind::SourceAuthFailed),
        (8000, "AUTHENTICATION_FAILED", ErrorKind::SourceAuthFailed),
        (9001, "CONNECTION_CLOSED", ErrorKind::SourceUnreachable),
        (10058, "NOT_PRIMARY", ErrorKind::SourceBusy),
        (10107, "NOT_PRIMARY", ErrorKind::SourceBusy),
        (11600, "SERVER_NOT_READY", ErrorKind::SourceBusy),
        (11601, "TIME_LIMIT", ErrorKind::Timeout),
        (11602, "SERVER_NOT_READY", ErrorKind::SourceBusy),
        (13388, "SERVER_BUSY", ErrorKind::SourceBusy),
        (13435, "NOT_PRIMARY", ErrorKind::SourceBusy),
        (13436, "SERVER_NOT_READY", ErrorKind::SourceBusy),
        (424_242, "COMMAND_FAILED", ErrorKind::SourceUnsupported),
    ] {
        let failure = Failure::new(reason_of_code(code));
        assert_eq!(told(&failure).code, public, "{code}");
        assert_eq!(failure.kind(), kind, "{code}");
    }
    assert_eq!(SERVER_CODES.len() + 1, 38, "a new code needs a line above");
}

#[test]
fn io_errors_are_told_apart() {
    let of = |kind: io::ErrorKind| of_io(&io::Error::from(kind), "db.example.net:27018").reason;
    assert_eq!(of(io::ErrorKind::ConnectionRefused), Reason::Refused);
    assert_eq!(of(io::ErrorKind::TimedOut), Reason::Silent);
    assert_eq!(of(io::ErrorKind::HostUnreachable), Reason::NoRoute);
    assert_eq!(of(io::ErrorKind::NetworkUnreachable), Reason::NoRoute);
    assert_eq!(of(io::ErrorKind::ConnectionReset), Reason::Closed);
    assert_eq!(of(io::ErrorKind::UnexpectedEof), Reason::Closed);
    assert_eq!(of(io::ErrorKind::InvalidData), Reason::InvalidReply);
    let lookup =
        io::Error::other("failed to lookup address information: Name or service not known");
    let failure = of_io(&lookup, "db.example.net:27018");
    assert_eq!(failure.reason, Reason::DnsNotFound);
    assert_eq!(failure.host.as_deref(), Some("db.example.net"));
}

#[test]
fn handshakes_are_told_apart() {
    let of = |error: TlsError| of_tls(&error, "h").reason;
    assert_eq!(of(CertificateError::UnknownIssuer.into()), Reason::TlsUnknownIssuer);
    assert_eq!(of(CertificateError::Expired.into()), Reason::TlsExpired);
    assert_eq!(of(CertificateError::NotValidYet.into()), Reason::TlsExpired);
    assert_eq!(of(CertificateError::NotValidForName.into()), Reason::TlsWrongHost);
    assert_eq!(of(CertificateError::Revoked.into()), Reason::TlsBadCertificate);
    assert_eq!(
        of(TlsError::InvalidMessage(InvalidMessage::InvalidContentType)),
        Reason::TlsNotSpoken
    );
    assert_eq!(of(TlsError::HandshakeNotComplete), Reason::TlsFailed);
    let wrapped =
        io::Error::new(io::ErrorKind::InvalidData, TlsError::from(CertificateError::UnknownIssuer));
    assert_eq!(of_io(&wrapped, "h").reason, Reason::TlsUnknownIssuer);
}

#[test]
fn selection_texts_are_told_apart() {
    for (text, reason) in [
        (
            "Server selection timeout: …: Server at a:1 reports wire version 8, but this version of the MongoDB Rust driver requires at least 9",
            Reason::TooOld,
        ),
        (
            "Server at a:1 requires wire version 40, but this version of the MongoDB Rust driver only supports up to 29",
            Reason::TooNew,
        ),
        (
            "Connection string replicaSet name rs0 does not match actual name rs1",
            Reason::ReplicaSetMismatch,
        ),
        ("None of the available servers suitable for criteria", Reason::NoMember),
        (
            "No available servers. Topology: { error: failed to lookup address information }",
            Reason::DnsNotFound,
        ),
        (
            "No available servers. Topology: { error: invalid peer certificate: UnknownIssuer }",
            Reason::TlsUnknownIssuer,
        ),
        (
            "No available servers. Topology: { error: Connection refused (os error 111) }",
            Reason::Refused,
        ),
        ("No available servers. Topology: {}", Reason::Silent),
    ] {
        assert_eq!(of_selection(text, "h").reason, reason, "{text}");
    }
}

#[test]
fn driver_errors_are_read() {
    let io: DriverError = io::Error::from(io::ErrorKind::ConnectionRefused).into();
    assert_eq!(of_driver(&io, "h", true).reason, Reason::Refused);
    let custom = DriverError::custom(Arc::new(1));
    assert_eq!(of_driver(&custom, "h", true).reason, Reason::InvalidReply);
}

#[test]
fn grants_can_be_pasted() {
    let problem = told(&Failure::new(Reason::NotAuthorized));
    assert_eq!(
        problem.remedy.as_deref(),
        Some(r#"db.getSiblingDB("admin").grantRolesToUser("app", [{ role: "read", db: "shop" }])"#)
    );
    let odd = Failure::new(Reason::NotAuthorized).problem(&settings(Some("a\"b")), "x\\y");
    assert!(
        odd.remedy.unwrap().contains(r#"grantRolesToUser("a\"b", [{ role: "read", db: "x\\y" }])"#)
    );
    let anonymous = Failure::new(Reason::LoginNeeded).problem(&settings(None), "shop");
    assert!(anonymous.remedy.unwrap().contains("createUser({ user: \"ariadne\", pwd: passwordPrompt(), roles: [{ role: \"read\", db: \"shop\" }] })"));
}

#[test]
fn a_server_cannot_show_the_password_or_flood_the_screen() {
    let words = format!("bad password hunter2-canary\n{}", "x".repeat(5_000));
    let failure = Failure::new(Reason::CommandFailed).detail("echo hunter2-canary").saying(
        Some(8000),
        "AtlasError",
        &words,
    );
    let problem = told(&failure);
    assert_eq!(problem.engine_code.as_deref(), Some("8000 AtlasError"));
    let message = problem.engine_message.clone().unwrap();
    assert!(!format!("{problem:?}").contains("hunter2"));
    assert!(message.chars().count() <= 501 && !message.contains('\n'));
    // a value that looks like a placeholder stays as it is
    let braces = Failure::new(Reason::Refused).at("{database}:1");
    assert!(told(&braces).title.contains("{database}:1"));
}
