//! Certificate and key of TLS, and handshakes.

use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ariadne_ports::{Error, ErrorKind, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

use super::wire::Wire;

/// What a client offers that speaks HTTP/2, and one that does not.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];
/// The first byte of a TLS handshake.
const HANDSHAKE: u8 = 0x16;
/// As much is read of a request that comes without TLS; the rest is cut off.
const PLAIN_BYTES: u64 = 64 * 1024;
const PLAIN_ANSWER: &[u8] =
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Connection: close\r\n\r\n\
    This port speaks HTTPS: write https:// instead of http:// and try again.\n";

/// Where certificate and key of TLS stand, both as PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate, followed by those of the authorities between it and the root.
    pub certificate: PathBuf,
    /// Its private key, not encrypted.
    pub key: PathBuf,
}

/// What handshakes use, until it is loaded anew.
#[derive(Clone, Debug)]
pub(crate) struct Tls {
    files: TlsFiles,
    current: watch::Sender<Arc<ServerConfig>>,
}

impl Tls {
    /// Reads and checks the files. The error names the file and what is wrong with it.
    pub(crate) fn load(files: &TlsFiles) -> Result<Self> {
        let current = watch::Sender::new(Arc::new(configuration(files)?));
        Ok(Self { files: files.clone(), current })
    }

    /// Reads the files again; when they are wrong, what was loaded before stays. Open
    /// connections go on with what they began with.
    pub(crate) fn reload(&self) -> Result<()> {
        self.current.send_replace(Arc::new(configuration(&self.files)?));
        Ok(())
    }
}

/// Does the handshake. Who speaks HTTP without TLS is told so, and who speaks something
/// else is not answered; both are `None`.
pub(super) async fn shake_hands(mut wire: Wire, tls: &Tls) -> io::Result<Option<TlsStream<Wire>>> {
    match wire.first_byte().await? {
        Some(HANDSHAKE) => {
            let configuration = tls.current.borrow().clone();
            TlsAcceptor::from(configuration).accept(wire).await.map(Some)
        }
        Some(letter) if letter.is_ascii_uppercase() => {
            wire.write_all(PLAIN_ANSWER).await?;
            wire.shutdown().await?;
            // What is not read when a connection closes takes the answer with it.
            tokio::io::copy(&mut wire.take(PLAIN_BYTES), &mut tokio::io::sink()).await?;
            Ok(None)
        }
        _ => Ok(None),
    }
}

fn configuration(files: &TlsFiles) -> Result<ServerConfig> {
    let chain = certificates(&files.certificate)?;
    let key = key(&files.key)?;
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("server.tls", error))?;
    let mut configuration =
        builder.with_no_client_auth().with_single_cert(chain, key).map_err(|error| {
            let (certificate, key) = (files.certificate.display(), files.key.display());
            let message = match &error {
                rustls::Error::InconsistentKeys(_) => format!(
                    "The key in {key} does not belong to the certificate in {certificate}. Give the two that were made together; the server's own certificate comes first in its file."
                ),
                rustls::Error::InvalidCertificate(_) => format!(
                    "The first certificate in {certificate} is not understood ({error}). Give a file with the server's own certificate first."
                ),
                _ => format!(
                    "The key in {key} cannot be used ({error}). Give an RSA, ECDSA or Ed25519 key as PEM."
                ),
            };
            wrong(message).with_source(error)
        })?;
    configuration.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).into();
    Ok(configuration)
}

/// The certificates of a file, at least one.
pub(crate) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let text = read(path, "certificate")?;
    let certificates = CertificateDer::pem_slice_iter(&text);
    let chain: Vec<_> = certificates
        .map(|certificate| certificate.map_err(|error| broken(path, &error)))
        .collect::<Result<_>>()?;
    if chain.is_empty() {
        return Err(wrong(format!(
            "There is no certificate in {}. It has to be PEM, with a line -----BEGIN CERTIFICATE-----.",
            path.display()
        )));
    }
    Ok(chain)
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>> {
    let text = read(path, "key")?;
    let key = PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        pem::Error::NoItemsFound if String::from_utf8_lossy(&text).contains("ENCRYPTED") => {
            wrong(format!(
                "The key in {0} is encrypted with a password. Write it without one (openssl pkey -in {0} -out another-file) and protect the file by its permissions.",
                path.display()
            ))
        }
        pem::Error::NoItemsFound => wrong(format!(
            "There is no private key in {}. It has to be PEM, with a line -----BEGIN PRIVATE KEY-----.",
            path.display()
        )),
        error => broken(path, &error),
    })?;
    warn_of_readers(path);
    Ok(key)
}

fn warn_of_readers(path: &Path) {
    const BY_EVERYBODY: u32 = 0o004;
    let readable =
        std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & BY_EVERYBODY != 0);
    if readable {
        let file = path.display();
        tracing::warn!(%file, "everybody on this machine can read the key of TLS; take the right away with chmod o-r");
    }
}

fn read(path: &Path, what: &str) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let message = format!(
            "The {what} of TLS cannot be read from {} ({}). Give another file, or let this user read it.",
            path.display(),
            error.kind()
        );
        wrong(message).with_source(error)
    })
}

fn broken(path: &Path, error: &pem::Error) -> Error {
    // The library's own text may show what stands in the file.
    let message =
        format!("The file {} is damaged: it begins as PEM and does not go on so.", path.display());
    wrong(message).with_source(io::Error::other(match error {
        pem::Error::MissingSectionEnd { .. } => "a section has no end",
        pem::Error::IllegalSectionStart { .. } => "a section begins wrongly",
        pem::Error::Base64Decode(_) => "a section is no base64",
        _ => "a section is not read",
    }))
}

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Validation, "server.tls", message)
}
