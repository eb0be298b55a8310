use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use ariadne_domain::Value;
use ariadne_ports::SecretValues;
use secrecy::SecretString;
use tokio_rustls::rustls::{CertificateError, Error as TlsError, InvalidMessage};

use super::*;
use crate::causes::{of_io, of_tls, sentence};

fn settings() -> Settings {
    let value = Value::object()
        .with("host", "db.example.net")
        .with("serviceName", "sales")
        .with("username", "app");
    let mut secret = SecretValues::default();
    secret.insert("password", SecretString::from("hunter2-canary".to_owned()));
    Settings::read(&value, &secret).unwrap()
}

fn told(failure: &Failure) -> Problem {
    failure.problem(&settings())
}

#[test]
fn every_row_is_complete_and_its_own() {
    let mut codes = HashSet::new();
    for reason in Reason::ALL {
        let failure =
            Failure::new(*reason).detail("The detail.").reading(["all_views"].into_iter());
        let problem = told(&failure);
        assert!(codes.insert(problem.code.clone()), "{} stands twice", problem.code);
        assert!(
            problem.code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        );
        let cause = problem.cause.unwrap();
        let remedy = problem.remedy.unwrap();
        for text in [&problem.title, &cause, &remedy] {
            assert!(text.len() > 8, "{reason:?}: {text:?}");
            assert!(!text.contains('{') && !text.contains('}'), "{reason:?}: {text}");
        }
        assert!(problem.title.ends_with('.') && cause.ends_with('.'), "{reason:?}");
        assert!(remedy.ends_with(['.', ';']), "{reason:?}: {remedy}");
    }
}

/// One line per row that a number of the engine leads to.
#[test]
fn numbers_have_their_rows() {
    use ErrorKind::*;
    let table = [
        (18, "TOO_MANY_SESSIONS", SourceBusy),
        (20, "TOO_MANY_SESSIONS", SourceBusy),
        (28, "CONNECTION_CLOSED", SourceUnreachable),
        (257, "SERVER_BUSY", SourceBusy),
        (604, "LOGON_TRIGGER", SourcePermissionDenied),
        (904, "SERVER_TOO_OLD", SourceUnsupported),
        (942, "VIEW_NOT_READABLE", SourcePermissionDenied),
        (980, "STATEMENT_FAILED", SourceUnsupported),
        (1005, "PASSWORD_MISSING", SourceAuthFailed),
        (1012, "CONNECTION_CLOSED", SourceUnreachable),
        (1013, "TIME_LIMIT", Timeout),
        (1017, "AUTHENTICATION_FAILED", SourceAuthFailed),
        (1031, "PRIVILEGE_MISSING", SourcePermissionDenied),
        (1033, "DATABASE_NOT_OPEN", SourceBusy),
        (1034, "DATABASE_NOT_OPEN", SourceBusy),
        (1035, "RESTRICTED", SourceBusy),
        (1045, "NO_CREATE_SESSION", SourcePermissionDenied),
        (1089, "DATABASE_NOT_OPEN", SourceBusy),
        (1090, "DATABASE_NOT_OPEN", SourceBusy),
        (1092, "CONNECTION_CLOSED", SourceUnreachable),
        (1109, "DATABASE_NOT_OPEN", SourceBusy),
        (1219, "DATABASE_NOT_OPEN", SourceBusy),
        (1775, "SYNONYM_LOOP", SourceUnsupported),
        (2391, "TOO_MANY_SESSIONS", SourceBusy),
        (2396, "CONNECTION_CLOSED", SourceUnreachable),
        (2399, "CONNECTION_CLOSED", SourceUnreachable),
        (3113, "CONNECTION_CLOSED", SourceUnreachable),
        (3114, "CONNECTION_CLOSED", SourceUnreachable),
        (3135, "CONNECTION_CLOSED", SourceUnreachable),
        (3136, "TIMEOUT", Timeout),
        (4031, "SERVER_BUSY", SourceBusy),
        (4043, "STATEMENT_FAILED", SourceUnsupported),
        (12150, "CONNECTION_CLOSED", SourceUnreachable),
        (12153, "CONNECTION_CLOSED", SourceUnreachable),
        (12154, "NETWORK_ERROR", SourceUnreachable),
        (12170, "TIMEOUT", Timeout),
        (12502, "UNKNOWN_SERVICE", SourceUnreachable),
        (12504, "UNKNOWN_SERVICE", SourceUnreachable),
        (12505, "UNKNOWN_SERVICE", SourceUnreachable),
        (12514, "UNKNOWN_SERVICE", SourceUnreachable),
        (12516, "TOO_MANY_SESSIONS", SourceBusy),
        (12518, "TOO_MANY_SESSIONS", SourceBusy),
        (12519, "TOO_MANY_SESSIONS", SourceBusy),
        (12520, "TOO_MANY_SESSIONS", SourceBusy),
        (12521, "UNKNOWN_SERVICE", SourceUnreachable),
        (12526, "RESTRICTED", SourceBusy),
        (12527, "RESTRICTED", SourceBusy),
        (12528, "DATABASE_NOT_OPEN", SourceBusy),
        (12535, "TIMEOUT", Timeout),
        (12537, "CONNECTION_CLOSED", SourceUnreachable),
        (12541, "CONNECTION_REFUSED", SourceUnreachable),
        (12543, "HOST_UNREACHABLE", SourceUnreachable),
        (12545, "DNS_NOT_FOUND", SourceUnreachable),
        (12547, "CONNECTION_CLOSED", SourceUnreachable),
        (12560, "NETWORK_ERROR", SourceUnreachable),
        (12569, "NOT_ORACLE", SourceUnsupported),
        (12570, "CONNECTION_CLOSED", SourceUnreachable),
        (12571, "CONNECTION_CLOSED", SourceUnreachable),
        (12572, "CONNECTION_CLOSED", SourceUnreachable),
        (12606, "TIMEOUT", Timeout),
        (12608, "TIMEOUT", Timeout),
        (12609, "TIMEOUT", Timeout),
        (12650, "NATIVE_ENCRYPTION_REQUIRED", SourceUnsupported),
        (12660, "NATIVE_ENCRYPTION_REQUIRED", SourceUnsupported),
        (28000, "ACCOUNT_LOCKED", SourceAuthFailed),
        (28001, "PASSWORD_EXPIRED", SourceAuthFailed),
        (28009, "SYS_LOGIN", SourceAuthFailed),
        (28030, "TLS_FAILED", SourceTlsFailed),
        (28040, "PASSWORD_VERSION", SourceAuthFailed),
        (28150, "NO_PROXY_RIGHT", SourcePermissionDenied),
        (28759, "TLS_FAILED", SourceTlsFailed),
        (28860, "TLS_FAILED", SourceTlsFailed),
        (28862, "TLS_FAILED", SourceTlsFailed),
        (28864, "TLS_NOT_SPOKEN", SourceTlsFailed),
        (28865, "TLS_NOT_SPOKEN", SourceTlsFailed),
        (29002, "TLS_WRONG_HOST", SourceTlsFailed),
        (29003, "TLS_WRONG_HOST", SourceTlsFailed),
        (29024, "TLS_UNKNOWN_ISSUER", SourceTlsFailed),
        (41900, "PRIVILEGE_MISSING", SourcePermissionDenied),
    ];
    for (code, public, kind) in table {
        let failure = Failure::of_engine(code, "what it says");
        let problem = told(&failure);
        assert_eq!((problem.code.as_str(), failure.kind()), (public, kind), "ORA-{code:05}");
        assert_eq!(problem.engine_code, Some(format!("ORA-{code:05}")));
        assert_eq!(problem.engine_message.as_deref(), Some("what it says"));
    }
    let tested: Vec<u32> = table.iter().map(|(code, ..)| *code).collect();
    let known: Vec<u32> = codes::CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(tested, known, "every row of the table stands here");
    assert_eq!(told(&Failure::of_engine(20_123, "")).code, "LOGON_TRIGGER");
    assert_eq!(told(&Failure::of_engine(600, "")).code, "STATEMENT_FAILED");
}

#[test]
fn remedies_can_be_copied() {
    let remedy = |code| told(&Failure::of_engine(code, "")).remedy.unwrap();
    assert!(remedy(1045).contains("GRANT CREATE SESSION TO \"APP\";"));
    assert!(remedy(28000).contains("ALTER USER \"APP\" ACCOUNT UNLOCK;"));
    assert!(remedy(28000).contains("for a DBA"));
    assert!(remedy(28001).contains("ALTER USER \"APP\" IDENTIFIED BY"));
    let hidden = told(&Failure::of_engine(942, "").reading(["all_constraints"].into_iter()));
    assert!(hidden.title.contains("ALL_CONSTRAINTS"));
    assert!(hidden.remedy.unwrap().contains("GRANT SELECT ON SYS.ALL_CONSTRAINTS TO \"APP\";"));
    assert_eq!(
        grant_select("APP", "HR", "EMPLOYEES"),
        "GRANT SELECT ON \"HR\".\"EMPLOYEES\" TO \"APP\";"
    );
    let denied =
        told(&Failure::of_engine(1031, "").reading(["all_views"].into_iter())).remedy.unwrap();
    assert!(denied.contains("GRANT SELECT ON SYS.ALL_VIEWS TO \"APP\";"));
}

#[test]
fn places_and_details_are_filled_in() {
    let problem = told(&Failure::of_engine(12_514, ""));
    assert_eq!(
        problem.title,
        "The listener at db.example.net:1521 does not know the service sales."
    );
    let elsewhere = Failure::new(Reason::Refused).at("node2:1522");
    assert_eq!(told(&elsewhere).title, "node2:1522 refuses connections.");
    let odd = Failure::new(Reason::InvalidName).detail("{host} stays {as it is}.");
    assert_eq!(told(&odd).cause.as_deref(), Some("{host} stays {as it is}."));
}

#[test]
fn secrets_that_come_back_are_taken_out() {
    let failure = Failure::of_engine(1_017, "bad password hunter2-canary\n given")
        .detail("hunter2-canary was refused.");
    let shown = format!("{:?}", told(&failure));
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("•••"));
    assert!(!shown.contains('\n'));
}

#[test]
fn what_spares_the_session() {
    for code in [942, 1031, 904, 1013, 4031, 600] {
        assert!(Failure::of_engine(code, "").spares_the_session(), "{code}");
    }
    for code in [3113, 28, 1017, 12_514] {
        assert!(!Failure::of_engine(code, "").spares_the_session(), "{code}");
    }
    assert!(Failure::new(Reason::TimeLimit).spares_the_session(), "the driver cancelled it itself");
    assert!(!Failure::new(Reason::CommandFailed).spares_the_session());
}

#[test]
fn the_operating_system_and_the_handshake() {
    let io = |kind| of_io(&io::Error::from(kind), "db:1521").reason;
    assert_eq!(io(io::ErrorKind::ConnectionRefused), Reason::Refused);
    assert_eq!(io(io::ErrorKind::TimedOut), Reason::Silent);
    assert_eq!(io(io::ErrorKind::HostUnreachable), Reason::NoRoute);
    assert_eq!(io(io::ErrorKind::ConnectionReset), Reason::Closed);
    let tls = |error: CertificateError| of_tls(&TlsError::InvalidCertificate(error), "db").reason;
    assert_eq!(tls(CertificateError::UnknownIssuer), Reason::TlsUnknownIssuer);
    assert_eq!(tls(CertificateError::Expired), Reason::TlsExpired);
    assert_eq!(tls(CertificateError::NotValidYet), Reason::TlsExpired);
    assert_eq!(tls(CertificateError::NotValidForName), Reason::TlsWrongHost);
    assert_eq!(tls(CertificateError::Revoked), Reason::TlsBadCertificate);
    let garbage = TlsError::InvalidMessage(InvalidMessage::InvalidContentType);
    assert_eq!(of_tls(&garbage, "db").reason, Reason::TlsNotSpoken);
    assert_eq!(of_tls(&TlsError::HandshakeNotComplete, "db").reason, Reason::TlsFailed);
    let wrapped = io::Error::other(Arc::new(TlsError::HandshakeNotComplete));
    assert_eq!(of_io(&wrapped, "db").reason, Reason::Closed);
    let wrapped = io::Error::other(TlsError::HandshakeNotComplete);
    assert_eq!(of_io(&wrapped, "db").reason, Reason::TlsFailed);
    assert_eq!(sentence("handshake not complete"), "Handshake not complete.");
}
