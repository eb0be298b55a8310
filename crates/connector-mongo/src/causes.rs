//! Reading what the operating system, the handshake, the driver and the server say into
//! the reasons of the table.

use std::error::Error as StdError;
use std::io;

use mongodb::error::{Error as DriverError, ErrorKind as DriverKind};
use tokio_rustls::rustls::{CertificateError, Error as TlsError};

use crate::error::{Failure, Reason, clip};

/// The server codes that have a row, each with its reason; all others are
/// [`Reason::CommandFailed`].
pub(crate) const SERVER_CODES: &[(i32, Reason)] = &[
    (6, Reason::MemberUnreachable), // HostUnreachable, of a router's shard
    (7, Reason::MemberUnreachable), // HostNotFound
    (11, Reason::AuthFailed),       // UserNotFound
    (13, Reason::NotAuthorized),    // Unauthorized
    (18, Reason::AuthFailed),       // AuthenticationFailed
    (20, Reason::NotSupported),     // IllegalOperation
    (24, Reason::Overloaded),       // LockTimeout
    (26, Reason::CommandFailed),    // NamespaceNotFound: dropped in between
    (50, Reason::TimeLimit),        // MaxTimeMSExpired
    (59, Reason::NotSupported),     // CommandNotFound
    (89, Reason::MemberUnreachable), // NetworkTimeout
    (91, Reason::Starting),         // ShutdownInProgress
    (115, Reason::NotSupported),    // CommandNotSupported
    (133, Reason::NoMember),        // FailedToSatisfyReadPreference
    (146, Reason::Overloaded),      // ExceededMemoryLimit
    (189, Reason::Starting),        // PrimarySteppedDown
    (202, Reason::Overloaded),      // NetworkInterfaceExceededTimeLimit
    (211, Reason::Starting),        // KeyNotFound: the cluster is not up yet
    (238, Reason::NotSupported),    // NotImplemented
    (262, Reason::TimeLimit),       // ExceededTimeLimit
    (292, Reason::Overloaded),      // QueryExceededMemoryLimitNoDiskUseAllowed
    (303, Reason::NotSupported),    // FeatureNotSupported
    (304, Reason::NotSupported),
    (323, Reason::NotSupported), // APIStrictError
    (334, Reason::Mechanism),    // MechanismUnavailable
    (352, Reason::NotSupported), // UnsupportedOpQueryCommand
    (391, Reason::AuthFailed),   // ReauthenticationRequired
    (8000, Reason::AuthFailed),  // Atlas: bad auth
    (9001, Reason::Closed),      // SocketException
    (10058, Reason::NotPrimary),
    (10107, Reason::NotPrimary), // NotWritablePrimary
    (11600, Reason::Starting),   // InterruptedAtShutdown
    (11601, Reason::TimeLimit),  // Interrupted
    (11602, Reason::Starting),   // InterruptedDueToReplStateChange
    (13388, Reason::Overloaded), // StaleConfig
    (13435, Reason::NotPrimary), // NotPrimaryNoSecondaryOk
    (13436, Reason::Starting),   // NotPrimaryOrSecondary
];

/// The reason of a server's code.
pub(crate) fn reason_of_code(code: i32) -> Reason {
    SERVER_CODES.iter().find(|(c, _)| *c == code).map_or(Reason::CommandFailed, |(_, r)| *r)
}

/// Reads an error of the operating system; `host` is whom it was about.
pub(crate) fn of_io(error: &io::Error, host: &str) -> Failure {
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
        return of_tls(tls, host);
    }
    let text = error.to_string();
    let reason = match error.kind() {
        io::ErrorKind::ConnectionRefused => Reason::Refused,
        io::ErrorKind::TimedOut => Reason::Silent,
        io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown => Reason::NoRoute,
        _ if text.contains("failed to lookup address") || text.contains("No such host") => {
            Reason::DnsNotFound
        }
        io::ErrorKind::InvalidData => Reason::InvalidReply,
        _ => Reason::Closed,
    };
    let shown = if reason == Reason::DnsNotFound { host_name(host) } else { host };
    Failure::new(reason).at(shown)
}

/// The name in `name:port`.
fn host_name(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(name, _)| name.trim_matches(['[', ']']))
}

/// Reads a failed handshake.
pub(crate) fn of_tls(error: &TlsError, host: &str) -> Failure {
    let detail = |text: String| text;
    let (reason, text) = match error {
        TlsError::InvalidCertificate(certificate) => match certificate {
            CertificateError::UnknownIssuer => (Reason::TlsUnknownIssuer, String::new()),
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => {
                (Reason::TlsExpired, detail(sentence(&certificate.to_string())))
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                (Reason::TlsWrongHost, detail(sentence(&certificate.to_string())))
            }
            other => (Reason::TlsBadCertificate, detail(sentence(&other.to_string()))),
        },
        TlsError::InvalidMessage(_) => (Reason::TlsNotSpoken, String::new()),
        other => (Reason::TlsFailed, sentence(&other.to_string())),
    };
    Failure::new(reason).at(host).detail(text)
}

/// The text as a sentence.
pub(crate) fn sentence(text: &str) -> String {
    let text = clip(text, 300);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => {
            let end = if text.ends_with(['.', '!', '?']) { "" } else { "." };
            format!("{}{}{end}", first.to_uppercase(), chars.as_str())
        }
        None => text,
    }
}

/// Reads an error of the driver. `logged_in` says whether a user is configured: the
/// same code means "log in" to a client without one.
pub(crate) fn of_driver(error: &DriverError, host: &str, logged_in: bool) -> Failure {
    let mut chain: Option<&DriverError> = Some(error);
    let mut authentication = false;
    let mut commands = Vec::new();
    while let Some(link) = chain {
        match link.kind.as_ref() {
            DriverKind::Authentication { .. } => authentication = true,
            DriverKind::Command(command) => commands.push(command.clone()),
            _ => {}
        }
        chain = link.source().and_then(|source| {
            let boxed = source.downcast_ref::<Box<DriverError>>().map(AsRef::as_ref);
            boxed.or_else(|| source.downcast_ref::<DriverError>())
        });
    }
    let mut failure = kind_of(error, host);
    if let Some(command) = commands.first() {
        failure.reason = match reason_of_code(command.code) {
            Reason::NotAuthorized if !logged_in => Reason::LoginNeeded,
            reason => reason,
        };
        failure = failure.saying(Some(command.code), &command.code_name, &command.message);
    }
    if authentication && failure.reason != Reason::Mechanism {
        failure.reason = Reason::AuthFailed;
    }
    failure
}

fn kind_of(error: &DriverError, host: &str) -> Failure {
    match error.kind.as_ref() {
        DriverKind::Io(io) => of_io(io, host),
        DriverKind::InvalidTlsConfig { message, .. } => {
            Failure::new(Reason::TlsFailed).at(host).detail(sentence(message))
        }
        DriverKind::ServerSelection { message, .. } => of_selection(message, host),
        DriverKind::ConnectionPoolCleared { message, .. } => of_text(message, Reason::Closed, host),
        DriverKind::Authentication { message, .. } => {
            Failure::new(Reason::AuthFailed).saying(None, "", message)
        }
        DriverKind::InvalidArgument { message, .. } => {
            let unreadable = message.contains("SCRAM") || message.contains("mechanism");
            let reason = if unreadable { Reason::Mechanism } else { Reason::InvalidSetting };
            Failure::new(reason).detail(sentence(message))
        }
        DriverKind::IncompatibleServer { message, .. } => {
            Failure::new(Reason::NotSupported).at(host).detail(sentence(message))
        }
        _ => Failure::new(Reason::InvalidReply).at(host),
    }
}

/// The driver tells some causes only in the text of a failed server selection.
pub(crate) fn of_selection(message: &str, host: &str) -> Failure {
    if message.contains("reports wire version") {
        return Failure::new(Reason::TooOld)
            .at(host)
            .detail("It speaks a version of the protocol that ended with MongoDB 4.2; MongoDB 4.4 or newer is needed.");
    }
    if message.contains("requires wire version") {
        return Failure::new(Reason::TooNew)
            .at(host)
            .detail("It no longer speaks any version of the protocol that this client knows.");
    }
    if message.contains("does not match") {
        return Failure::new(Reason::ReplicaSetMismatch)
            .at(host)
            .detail("The server says that it belongs to another replica set, or to none.");
    }
    let fallback = if message.contains("None of the available servers suitable") {
        Reason::NoMember
    } else {
        Reason::Silent
    };
    of_text(message, fallback, host)
}

fn of_text(message: &str, fallback: Reason, host: &str) -> Failure {
    const TEXTS: &[(&str, Reason)] = &[
        ("failed to lookup address", Reason::DnsNotFound),
        ("UnknownIssuer", Reason::TlsUnknownIssuer),
        ("Expired", Reason::TlsExpired),
        ("NotValidForName", Reason::TlsWrongHost),
        ("InvalidCertificate", Reason::TlsBadCertificate),
        ("Connection refused", Reason::Refused),
        ("timed out", Reason::Silent),
        ("Connection reset", Reason::Closed),
        ("unexpected end of file", Reason::Closed),
        ("early eof", Reason::Closed),
    ];
    let found = TEXTS.iter().find(|(text, _)| message.contains(text));
    Failure::new(found.map_or(fallback, |(_, reason)| *reason)).at(host)
}
