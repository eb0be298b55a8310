//! Certificates made on the fly, good and bad ones, for tests of TLS.

use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A certificate authority that nobody trusts unless he is given its PEM.
#[derive(Debug)]
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// A server's certificate and its key.
#[derive(Debug)]
pub struct Leaf {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

impl Authority {
    /// A new authority of this name.
    pub fn new(name: &str) -> Self {
        let mut params = params(&[]);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        let issuer = CertifiedIssuer::self_signed(params, key())
            .expect("an authority without names to check can be signed");
        Self { issuer }
    }

    /// The certificate to trust, as PEM.
    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// A certificate that is valid for these host names and addresses.
    pub fn issue(&self, names: &[&str]) -> Leaf {
        self.sign(&params(names))
    }

    /// As [`Self::issue`], but it ran out at the end of 2020.
    pub fn issue_expired(&self, names: &[&str]) -> Leaf {
        let mut params = params(names);
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2020, 12, 31);
        self.sign(&params)
    }

    fn sign(&self, params: &CertificateParams) -> Leaf {
        let key = key();
        let certificate =
            params.signed_by(&key, &self.issuer).expect("an authority made here can sign");
        Leaf { certificate, key }
    }
}

impl Leaf {
    /// The certificate as PEM.
    pub fn certificate_pem(&self) -> String {
        self.certificate.pem()
    }

    /// The private key as PEM (PKCS #8).
    pub fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// A TLS server that shows this certificate and asks for none.
    pub fn server_config(&self) -> Arc<ServerConfig> {
        let chain: Vec<CertificateDer<'static>> = vec![self.certificate.der().clone()];
        let key =
            PrivateKeyDer::try_from(self.key.serialize_der()).expect("a key made here is PKCS #8");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider supports the default versions")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .expect("the key belongs to the certificate");
        Arc::new(config)
    }
}

fn params(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    CertificateParams::new(names).expect("the tests name ASCII hosts")
}

fn key() -> KeyPair {
    KeyPair::generate().expect("the default algorithm is always available")
}
