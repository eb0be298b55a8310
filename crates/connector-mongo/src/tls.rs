//! TLS: the authorities to trust, for our own handshake and for the driver's.

use std::io::Write;
use std::sync::Arc;

use mongodb::options::{Tls, TlsOptions};
use tempfile::NamedTempFile;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{self, CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    ClientConfig, DigitallySignedStruct, Error as TlsError, RootCertStore, SignatureScheme,
};

use crate::config::Settings;

/// The authorities in `pem`; a sentence for the form when there is none or one is
/// not a certificate. (The driver would silently trust nobody.)
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

/// The client side of a handshake as these settings want it: what the driver does too.
pub(crate) fn client_config(settings: &Settings) -> Result<Arc<ClientConfig>, String> {
    let roots = match &settings.ca_certificate {
        Some(pem) => authorities(pem)?,
        None => RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
    };
    let provider = Arc::new(ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    if !settings.verify_certificate {
        config.dangerous().set_certificate_verifier(Arc::new(AnyCertificate(provider)));
    }
    Ok(Arc::new(config))
}

/// The driver's TLS options, with the file that it reads the authority from. The file
/// is private to this user and must live as long as the client.
pub(crate) fn driver_options(settings: &Settings) -> std::io::Result<(Tls, Option<NamedTempFile>)> {
    if !settings.tls {
        return Ok((Tls::Disabled, None));
    }
    let file = match &settings.ca_certificate {
        None => None,
        Some(pem) => {
            // created with mode 0600
            let mut file =
                tempfile::Builder::new().prefix("ariadne-ca-").suffix(".pem").tempfile()?;
            file.write_all(pem.as_bytes())?;
            file.flush()?;
            Some(file)
        }
    };
    let mut options = TlsOptions::default();
    options.ca_file_path = file.as_ref().map(|f| f.path().to_owned());
    options.allow_invalid_certificates = Some(!settings.verify_certificate);
    Ok((Tls::Enabled(options), file))
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
