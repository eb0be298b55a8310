//! A client of the server of this machine. With TLS it is known by its certificate file,
//! whatever names the certificate is for: nobody else has its key.

use std::path::Path;
use std::sync::Arc;

use ariadne_ports::{Error, Result};
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    self, CertificateError, ClientConfig, DigitallySignedStruct, SignatureScheme,
};

use crate::edge::certificates;

/// A client, and the scheme that the server speaks.
pub(super) fn client(certificate: Option<&Path>) -> Result<(reqwest::Client, &'static str)> {
    let internal = |error| Error::internal("server.client", error);
    // A proxy of the environment is no way to a server on this machine.
    let builder = reqwest::Client::builder().no_proxy();
    let Some(file) = certificate else {
        return Ok((builder.build().map_err(internal)?, "http"));
    };
    let own = certificates(file)?.swap_remove(0);
    let provider = Arc::new(ring::default_provider());
    let known = Arc::new(Known { own, provider: Arc::clone(&provider) });
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::internal("server.client", error))?
        .dangerous()
        .with_custom_certificate_verifier(known)
        .with_no_client_auth();
    Ok((builder.use_preconfigured_tls(tls).build().map_err(internal)?, "https"))
}

/// Accepts one certificate and no other.
#[derive(Debug)]
struct Known {
    own: CertificateDer<'static>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Known {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        if *shown == self.own {
            return Ok(ServerCertVerified::assertion());
        }
        Err(CertificateError::ApplicationVerificationFailure.into())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
