//! Certificates in front of a real node.

use ariadne_ports::ErrorKind;
use ariadne_tests::proxy::{Proxy, Tls};
use ariadne_tests::services;

use super::{ample, at, connector, fault, found, index, step, test};

#[tokio::test]
async fn certificates_are_checked_and_told_apart() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    for (tls, code) in [
        (Tls::UnknownIssuer, "TLS_UNKNOWN_ISSUER"),
        (Tls::Expired, "TLS_EXPIRED"),
        (Tls::WrongHost, "TLS_WRONG_HOST"),
    ] {
        let proxy = Proxy::start(Some(&node.url), Some(tls));
        let settings = at(&proxy.url).with("caCertificate", proxy.ca_pem());
        let strict = connector(&settings, None);
        assert_eq!(
            fault(strict.as_ref(), &name, ample()).await,
            (ErrorKind::SourceTlsFailed, code.to_owned())
        );
        assert_eq!(step(&test(strict.as_ref()).await, "tls"), format!("FAILED {code}"));
        assert!(proxy.requests().is_empty(), "nothing was sent");
        let off = connector(&settings.with("verifyCertificate", false), None);
        assert_eq!(found(off.as_ref(), &name).await.columns.len(), 3);
        assert_eq!(step(&test(off.as_ref()).await, "tls"), "WARNING VERIFICATION_OFF");
    }
    let good = Proxy::start(Some(&node.url), Some(Tls::Valid));
    let untrusted = connector(&at(&good.url), None);
    assert_eq!(fault(untrusted.as_ref(), &name, ample()).await.1, "TLS_UNKNOWN_ISSUER");
    let trusted = connector(&at(&good.url).with("caCertificate", good.ca_pem()), None);
    assert_eq!(step(&test(trusted.as_ref()).await, "tls"), "PASSED");
    assert_eq!(found(trusted.as_ref(), &name).await.columns.len(), 3);
    let plain = connector(&at(&good.url.replace("https://", "http://")), None);
    // the one server hangs up, the other answers with an alert of TLS
    let (kind, code) = fault(plain.as_ref(), &name, ample()).await;
    assert!(
        matches!(
            (kind, code.as_str()),
            (ErrorKind::SourceUnreachable, "NOT_PLAIN_HTTP")
                | (ErrorKind::SourceUnsupported, "NOT_HTTP")
        ),
        "{kind:?} {code}"
    );
    let secure = connector(&at(&node.url.replace("http://", "https://")), None);
    assert_eq!(
        fault(secure.as_ref(), &name, ample()).await,
        (ErrorKind::SourceTlsFailed, "TLS_NOT_SPOKEN".to_owned())
    );
}
