//! TLS, and what goes wrong with it.

use ariadne_domain::{StepStatus, Value};
use ariadne_testserver_mongo::{TlsMode, unrelated_ca_pem};

use crate::support::{outline, problem, shop, stopped_at, test, with_user};

fn with_tls(port: u16) -> Value {
    with_user(port).with("tls", true)
}

#[tokio::test]
async fn tls_with_the_right_authority() {
    let server = shop().tls(TlsMode::Valid).start().await.unwrap();
    let trusted = with_tls(server.port()).with("caCertificate", server.ca_pem().unwrap());
    let report = test(&trusted).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ tls:+ protocol:+ authentication:+ version:+ privileges:+ read:+"
    );
    assert!(report.steps[2].detail.as_deref().unwrap().contains("TLS"));
}

#[tokio::test]
async fn tls_that_fails_is_told_apart() {
    for (mode, ca, code) in [
        (TlsMode::Valid, None, "TLS_UNKNOWN_ISSUER"),
        (TlsMode::Valid, Some(unrelated_ca_pem().unwrap()), "TLS_UNKNOWN_ISSUER"),
        (TlsMode::SelfSigned, None, "TLS_UNKNOWN_ISSUER"),
        (TlsMode::Expired, Some(String::new()), "TLS_CERTIFICATE_EXPIRED"),
        (TlsMode::WrongHost, Some(String::new()), "TLS_WRONG_HOST"),
    ] {
        let server = shop().tls(mode).start().await.unwrap();
        let mut settings = with_tls(server.port());
        if let Some(pem) = ca {
            // an empty text stands for the server's own authority
            let own = server.ca_pem().unwrap().to_owned();
            settings.set("caCertificate", if pem.is_empty() { own } else { pem });
        }
        let report = test(&settings).await;
        assert_eq!(stopped_at(&report), "tls", "{mode:?}");
        assert_eq!(problem(&report).code, code, "{mode:?}");

        let unverified = test(&settings.with("verifyCertificate", false)).await;
        assert_eq!(
            outline(&unverified),
            "dns:+ tcp:+ tls:warn protocol:+ authentication:+ version:+ privileges:+ read:+",
            "{mode:?}"
        );
        assert_eq!(problem(&unverified).code, "CERTIFICATE_NOT_VERIFIED");
    }
}

#[tokio::test]
async fn tls_on_one_side_only() {
    let server = shop().start().await.unwrap();
    let report = test(&with_tls(server.port())).await;
    assert_eq!(report.steps[2].status, StepStatus::Failed);
    let code = problem(&report).code;
    assert!(
        matches!(code.as_str(), "TLS_NOT_SPOKEN" | "TLS_NO_ANSWER" | "CONNECTION_CLOSED"),
        "{code}"
    );

    let server = shop().tls(TlsMode::Valid).start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    let problem = problem(&report);
    assert!(matches!(problem.code.as_str(), "TLS_REQUIRED" | "CONNECTION_CLOSED"), "{problem:?}");
    assert!(format!("{problem:?}").contains("TLS"));
}
