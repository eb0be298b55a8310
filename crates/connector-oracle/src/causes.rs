//! Reading what the operating system, the handshake and the drivers say into the reasons
//! of the table.

use std::io;

use tokio_rustls::rustls::{CertificateError, Error as TlsError};

use crate::error::{Failure, Reason, clip};

/// Reads an error of the operating system; `place` is whom it was about.
pub(crate) fn of_io(error: &io::Error, place: &str) -> Failure {
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
        return of_tls(tls, place);
    }
    let reason = match error.kind() {
        io::ErrorKind::ConnectionRefused => Reason::Refused,
        io::ErrorKind::TimedOut => Reason::Silent,
        io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown => Reason::NoRoute,
        _ => Reason::Closed,
    };
    Failure::new(reason).at(place)
}

/// Reads a failed handshake.
pub(crate) fn of_tls(error: &TlsError, place: &str) -> Failure {
    let (reason, text) = match error {
        TlsError::InvalidCertificate(certificate) => match certificate {
            CertificateError::UnknownIssuer => (Reason::TlsUnknownIssuer, String::new()),
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => {
                (Reason::TlsExpired, sentence(&certificate.to_string()))
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                (Reason::TlsWrongHost, sentence(&certificate.to_string()))
            }
            other => (Reason::TlsBadCertificate, sentence(&other.to_string())),
        },
        TlsError::InvalidMessage(_) => (Reason::TlsNotSpoken, String::new()),
        other => (Reason::TlsFailed, sentence(&other.to_string())),
    };
    Failure::new(reason).at(place).detail(text)
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
