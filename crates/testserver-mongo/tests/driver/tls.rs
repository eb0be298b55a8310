//! Certificates, good and bad, as the Rust driver sees them.

use std::path::PathBuf;

use crate::common::{options, outcome};
use ariadne_testserver_mongo::{TestServer, TlsMode, unrelated_ca_pem};
use mongodb::error::ErrorKind;
use mongodb::options::{Tls, TlsOptions};
use tokio_rustls::rustls::{self, CertificateError};

/// The outcome of a read over TLS that trusts `ca`.
async fn read_trusting(
    server: &TestServer,
    host: &str,
    ca: &str,
) -> Result<(), mongodb::error::Error> {
    let directory = tempfile::tempdir().expect("a directory for the CA");
    let file: PathBuf = directory.path().join("ca.pem");
    std::fs::write(&file, ca).expect("the CA is written");
    let mut options = options(&format!("mongodb://{host}:{}", server.port())).await;
    options.tls = Some(Tls::Enabled(TlsOptions::builder().ca_file_path(file).build()));
    outcome(options).await
}

async fn server(mode: TlsMode) -> TestServer {
    TestServer::builder().sample_shop().tls(mode).start().await.expect("the sample starts")
}

#[tokio::test]
async fn a_good_certificate_serves_both_names_of_the_host() {
    let server = server(TlsMode::Valid).await;
    let ca = server.ca_pem().unwrap().to_owned();
    for host in ["localhost", "127.0.0.1"] {
        read_trusting(&server, host, &ca).await.unwrap();
    }
}

/// What the client holds against the server's certificate.
fn objection(error: &mongodb::error::Error) -> &CertificateError {
    let ErrorKind::Io(io) = error.kind.as_ref() else {
        panic!("{error:?}");
    };
    match io.get_ref().and_then(|cause| cause.downcast_ref()) {
        Some(rustls::Error::InvalidCertificate(objection)) => objection,
        _ => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn bad_certificates_are_told_apart() {
    for mode in [TlsMode::Expired, TlsMode::WrongHost, TlsMode::SelfSigned] {
        let server = server(mode).await;
        let ca = server.ca_pem().unwrap().to_owned();
        let error = read_trusting(&server, "127.0.0.1", &ca).await.unwrap_err();
        let as_expected = matches!(
            (mode, objection(&error)),
            (TlsMode::Expired, CertificateError::ExpiredContext { .. })
                | (TlsMode::WrongHost, CertificateError::NotValidForNameContext { .. })
                | (TlsMode::SelfSigned, CertificateError::UnknownIssuer)
        );
        assert!(as_expected, "{mode:?}: {error:?}");
    }
}

#[tokio::test]
async fn another_ca_is_an_unknown_issuer() {
    let server = server(TlsMode::Valid).await;
    let ca = unrelated_ca_pem().unwrap();
    let error = read_trusting(&server, "127.0.0.1", &ca).await.unwrap_err();
    assert_eq!(objection(&error), &CertificateError::UnknownIssuer);
}

#[tokio::test]
async fn a_plain_client_gets_nowhere_on_tls() {
    let server = server(TlsMode::Valid).await;
    let error = outcome(options(&server.uri()).await).await.unwrap_err();
    assert!(matches!(error.kind.as_ref(), ErrorKind::Io(_)), "{error:?}");
    assert_eq!(server.commands(), []);
}

#[tokio::test]
async fn a_plain_server_has_no_ca() {
    assert_eq!(server(TlsMode::Off).await.ca_pem(), None);
}
