//! TLS: whom to trust and who we are. The handshake is ours, not the driver's: so it has
//! a deadline, typed failures, and the same settings as every other kind of source.

use std::sync::Arc;
use std::time::Duration;

use pkcs8::{DecodePrivateKey, SecretDocument};
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::ResolvesClientCert;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{self, CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{
    ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};

use crate::causes;
use crate::config::Tls;
use crate::error::{Failure, Reason};

/// Around a private key that a password protects.
const BEGIN_SEALED: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
const END_SEALED: &str = "-----END ENCRYPTED PRIVATE KEY-----";

/// The authorities in `pem`; a sentence for the form when there is none or one is
/// not a certificate.
pub(crate) fn authorities(pem: &str) -> Result<RootCertStore, String> {
    let mut store = RootCertStore::empty();
    for (i, certificate) in CertificateDer::pem_slice_iter(pem.as_bytes()).enumerate() {
        let place = i + 1;
        let certificate = certificate.map_err(|_| {
            format!("Certificate {place} is damaged: copy the PEM text again, from BEGIN to END.")
        })?;
        store
            .add(certificate)
            .map_err(|_| format!("Block {place} is not an X.509 certificate."))?;
    }
    if store.is_empty() {
        return Err("There is no certificate in it. Paste PEM text that begins with -----BEGIN CERTIFICATE-----.".to_owned());
    }
    Ok(store)
}

/// What is wrong with a wallet, and at which secret.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WalletFault {
    pub(crate) setting: &'static str,
    pub(crate) message: String,
}

/// The certificate that a wallet presents, with its key.
#[derive(Debug)]
pub(crate) struct Identity(Arc<CertifiedKey>);

/// Oracle's client certificates are of X.509 version 1, which the library's own resolver
/// refuses; this one passes on what the wallet holds.
impl ResolvesClientCert for Identity {
    fn resolve(
        &self,
        _issuers: &[&[u8]],
        _schemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }

    fn has_certs(&self) -> bool {
        true
    }
}

/// Reads the text of `ewallet.pem`: certificates and a private key, which may be
/// encrypted with the wallet's password.
pub(crate) fn identity(
    pem: &SecretString,
    password: Option<&SecretString>,
) -> Result<Identity, WalletFault> {
    let wrong = |message: &str| WalletFault { setting: "wallet", message: message.to_owned() };
    let pem = pem.expose_secret();
    let certificates: Result<Vec<CertificateDer<'static>>, _> =
        CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
    let certificates = certificates.map_err(|_| {
        wrong("A certificate in it is damaged: paste the text of ewallet.pem again.")
    })?;
    if certificates.is_empty() {
        return Err(wrong(
            "There is no certificate in it: paste the text of ewallet.pem. Where there is only ewallet.p12, `openssl pkcs12 -in ewallet.p12 -aes256 -out ewallet.pem` makes it (with -legacy for wallets of old); it asks for the wallet's password and for one that protects the key in the new file, which is the one to enter here. cwallet.sso cannot be converted so.",
        ));
    }
    let key = private_key(pem, password)?;
    let key = ring::default_provider().key_provider.load_private_key(key).map_err(|_| {
        wrong("Its private key is of a kind that is not supported: RSA and ECDSA are.")
    })?;
    Ok(Identity(Arc::new(CertifiedKey::new(certificates, key))))
}

fn private_key(
    pem: &str,
    password: Option<&SecretString>,
) -> Result<PrivateKeyDer<'static>, WalletFault> {
    let wrong = |message: &str| WalletFault { setting: "wallet", message: message.to_owned() };
    let Some(at) = pem.find(BEGIN_SEALED) else {
        return PrivateKeyDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| wrong("There is no private key in it: paste the text of ewallet.pem."));
    };
    let damaged = || wrong("Its private key is damaged: paste the text of ewallet.pem again.");
    let block = pem[at..].find(END_SEALED).map(|length| &pem[at..at + length + END_SEALED.len()]);
    let (_, sealed) =
        SecretDocument::from_pem(block.ok_or_else(damaged)?).map_err(|_| damaged())?;
    let Some(password) = password else {
        return Err(WalletFault {
            setting: "walletPassword",
            message: "The private key in the client wallet is encrypted: enter its password."
                .to_owned(),
        });
    };
    let opened =
        SecretDocument::from_pkcs8_encrypted_der(sealed.as_bytes(), password.expose_secret())
            .map_err(|_| WalletFault {
                setting: "walletPassword",
                message: "This password does not open the private key in the client wallet."
                    .to_owned(),
            })?;
    Ok(PrivateKeyDer::Pkcs8(opened.as_bytes().to_vec().into()))
}

/// The client side of a handshake as these settings want it.
fn client_config(tls: &Tls) -> Result<Arc<ClientConfig>, String> {
    let roots = match &tls.ca_certificate {
        Some(pem) => authorities(pem)?,
        None => RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
    };
    let provider = Arc::new(ring::default_provider());
    // named, for another library of the program may bring another provider along
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots);
    let mut config = match &tls.wallet {
        Some(wallet) => {
            let identity =
                identity(wallet, tls.wallet_password.as_ref()).map_err(|fault| fault.message)?;
            builder.with_client_cert_resolver(Arc::new(identity))
        }
        None => builder.with_no_client_auth(),
    };
    if !tls.verify_certificate {
        config.dangerous().set_certificate_verifier(Arc::new(AnyCertificate(provider)));
    }
    Ok(Arc::new(config))
}

/// Makes the handshake with the server called `host`, who is told as `place`.
pub(crate) async fn handshake(
    tls: &Tls,
    host: &str,
    place: &str,
    stream: TcpStream,
    within: Duration,
) -> Result<TlsStream<TcpStream>, Failure> {
    let failed = |detail: String| Failure::new(Reason::TlsFailed).at(place).detail(detail);
    let config = client_config(tls).map_err(&failed)?;
    let name = ServerName::try_from(host.trim_end_matches('.').to_owned())
        .map_err(|_| failed("The host cannot be the name of a certificate.".to_owned()))?;
    let shaking = TlsConnector::from(config).connect(name, stream);
    match tokio::time::timeout(within, shaking).await {
        Err(_) => Err(Failure::new(Reason::TlsSilent).at(place)),
        Ok(Err(error)) => Err(causes::of_io(&error, place)),
        Ok(Ok(stream)) => Ok(stream),
    }
}

/// `TLS 1.3`, of a connection.
pub(crate) fn version(stream: &TlsStream<TcpStream>) -> String {
    let version = stream.get_ref().1.protocol_version();
    version.and_then(|v| v.as_str()).unwrap_or("TLS").replace('v', " ").replace('_', ".")
}

/// Accepts every certificate, for sources whose owner switched verification off.
/// Signatures are still checked, so that the peer holds the key of what it shows.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        crypto::verify_tls12_signature(
            message,
            cert,
            dss,
            &self.0.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        crypto::verify_tls13_signature(
            message,
            cert,
            dss,
            &self.0.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
