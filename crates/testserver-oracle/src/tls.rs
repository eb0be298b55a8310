//! Certificates made for one run of the server.

use std::io;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// Whether and how well the server speaks TLS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TlsMode {
    /// Plain TCP.
    #[default]
    Off,
    /// A certificate for `localhost` and the loopback addresses, signed by the server's own CA.
    Valid,
    /// As [`Self::Valid`], but its validity has ended.
    Expired,
    /// As [`Self::Valid`], but for a host of another name.
    WrongHost,
    /// A certificate for the right host that no CA has signed.
    SelfSigned,
}

/// The server's side of TLS and the CA that a client must trust for it.
pub(crate) struct Tls {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) ca_pem: String,
}

fn authority(name: &str) -> Result<(CertificateParams, KeyPair), rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok((params, KeyPair::generate()?))
}

/// The PEM of a CA that has signed nothing, for tests of an unknown issuer.
pub fn unrelated_ca_pem() -> io::Result<String> {
    let (params, key) = authority("Unrelated CA").map_err(io::Error::other)?;
    let certificate = params.self_signed(&key).map_err(io::Error::other)?;
    Ok(certificate.pem())
}

impl Tls {
    pub(crate) fn new(mode: TlsMode) -> io::Result<Option<Self>> {
        if mode == TlsMode::Off {
            return Ok(None);
        }
        Self::make(mode).map(Some).map_err(io::Error::other)
    }

    fn make(mode: TlsMode) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let (ca_params, ca_key) = authority("Test server CA")?;
        let ca_pem = ca_params.self_signed(&ca_key)?.pem();

        let names: &[&str] = match mode {
            TlsMode::WrongHost => &["elsewhere.example"],
            _ => &["localhost", "127.0.0.1", "::1"],
        };
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name.push(DnType::CommonName, "Test server");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        if mode == TlsMode::Expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate()?;
        let certificate = if mode == TlsMode::SelfSigned {
            params.self_signed(&key)?
        } else {
            params.signed_by(&key, &Issuer::from_params(&ca_params, &ca_key))?
        };

        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)?;
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), ca_pem })
    }
}
