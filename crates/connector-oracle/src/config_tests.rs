use ariadne_ports::check_settings;

use super::*;
use crate::specs::SPECS;

fn settings() -> Value {
    Value::object()
        .with("host", "db.example.com")
        .with("serviceName", "sales.example.com")
        .with("username", "app")
}

fn secret(pairs: &[(&str, &str)]) -> SecretValues {
    let mut secret = SecretValues::default();
    for (name, value) in pairs {
        secret.insert(*name, SecretString::from((*value).to_owned()));
    }
    secret
}

fn password() -> SecretValues {
    secret(&[("password", "hunter2-canary")])
}

fn read(value: &Value) -> Settings {
    assert_eq!(check_settings(SPECS, value), []);
    Settings::read(value, &password()).unwrap()
}

/// `name: message` of everything wrong.
fn wrong(value: &Value, secret: &SecretValues) -> Vec<String> {
    let violations = Settings::read(value, secret).unwrap_err();
    violations.into_iter().map(|v| format!("{}: {}", v.path.join("."), v.message)).collect()
}

#[track_caller]
fn refused(name: &str, value: &str, part: &str) {
    let told = wrong(&settings().with(name, value), &password());
    assert!(
        told.len() == 1
            && told[0].starts_with(&format!("settings.{name}: "))
            && told[0].contains(part),
        "{told:?}"
    );
}

#[test]
fn the_least_that_is_needed() {
    let read = read(&settings());
    assert_eq!(read.place(), "db.example.com:1521");
    assert_eq!(read.target, Target::Service("sales.example.com".to_owned()));
    assert_eq!((read.driver, read.tls.is_none(), read.schema), (Driver::Thin, true, None));
}

#[test]
fn everything_that_can_be_set() {
    let value = settings()
        .with("port", Value::Number("2484".to_owned()))
        .with("schema", "hr")
        .with("driver", "OCI")
        .with("tls", true)
        .with("proxyUser", "\"Report\"");
    let read = read(&value);
    assert_eq!((read.port, read.driver), (2_484, Driver::Oci));
    assert_eq!(read.schema.as_deref(), Some("HR"));
    assert_eq!((read.login_user().as_str(), read.effective_user().as_str()), ("APP", "Report"));
    assert!(read.tls.is_some());
    let quoted = settings().with("schema", "\"hr\"");
    assert_eq!(Settings::read(&quoted, &password()).unwrap().schema.as_deref(), Some("hr"));
}

#[test]
fn hosts() {
    for good in ["db", "10.0.0.1", "::1", "[fe80::1]", "a_b-c.example"] {
        read(&settings().with("host", good));
    }
    refused("host", "db:1521", "the port has a setting of its own");
    refused("host", "tcps://db", "the port has a setting of its own");
    refused("host", "db/service", "cannot contain `/`");
    refused("host", "(DESCRIPTION=x)", "cannot contain `(`");
    refused("host", "a b", "a space");
    refused("host", "a..b", "single dots");
    refused("host", "-a", "single dots");
    refused("host", "дб", "cannot contain");
    refused("host", &"a".repeat(254), "at most 253");
}

#[test]
fn exactly_one_of_service_and_sid() {
    let none = Value::object().with("host", "db").with("username", "app");
    assert_eq!(
        wrong(&none, &password()),
        [
            "settings.serviceName: Enter the service name, or the SID if the database has no service."
        ]
    );
    let sid = none.clone().with("sid", "ORCL");
    assert_eq!(read(&sid).target, Target::Sid("ORCL".to_owned()));
    refused("sid", "ORCL", "either the service name or the SID");
    refused("serviceName", "x)(SECURITY=", "cannot contain `)`");
    assert_eq!(wrong(&none.with("sid", "a.b"), &password()).len(), 1);
    let both = settings().with("serviceName", "a b").with("sid", "c d");
    assert_eq!(wrong(&both, &password()).len(), 3);
}

#[test]
fn users() {
    for good in ["scott", "C##APP", "\"Mixed Case\"", "john.doe", "пользователь"] {
        read(&settings().with("username", good));
    }
    assert_eq!(read(&settings().with("username", "  scott ")).login_user(), "SCOTT");
    assert_eq!(read(&settings().with("username", "\" s \"")).login_user(), " s ");
    assert_eq!(
        wrong(&settings().with("username", "   "), &password()),
        ["settings.username: A user name is needed."]
    );
    refused("username", "sys as sysdba", "logging in AS SYSDBA is not offered");
    refused("username", "\"Sys\" x", "does not end with one");
    refused("username", "app[hr]", "A proxy user has a setting of its own");
    refused("username", "app/tiger", "cannot contain `/`");
    refused("username", "app@db", "cannot contain `@`");
    refused("username", "\"app", "does not end with one");
    refused("username", "a\"b", "a double quote");
    refused("username", &"a".repeat(129), "128 bytes");
    refused("proxyUser", "hr", "choose the OCI driver");
    refused("schema", "a.b", "It has 2 parts");
    refused("schema", "\"open", "nothing ends");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let value = Value::object()
        .with("host", "a b")
        .with("sid", "x y")
        .with("schema", "a.b.c")
        .with("caCertificate", "no certificate")
        .with("proxyUser", "hr");
    let told = wrong(&value, &SecretValues::default());
    let at: Vec<&str> = told.iter().map(|t| t.split(':').next().unwrap()).collect();
    assert_eq!(
        at,
        [
            "settings.host",
            "settings.sid",
            "settings.username",
            "settings.schema",
            "settings.caCertificate",
            "settings.proxyUser"
        ]
    );
}

#[test]
fn tls_settings_need_tls_and_the_thin_driver() {
    let ca = include_str!("../tests/data/ca.pem");
    read(&settings().with("tls", true).with("caCertificate", ca));
    refused("caCertificate", ca, "TLS is off");
    let oci = settings()
        .with("driver", "OCI")
        .with("tls", true)
        .with("caCertificate", ca)
        .with("verifyCertificate", false);
    let told = wrong(&oci, &password());
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|t| t.contains("OCI driver")));
}

#[test]
fn wallets_are_checked_with_their_password() {
    let value = settings().with("tls", true);
    let with = |pairs: &[(&str, &str)]| wrong(&value, &secret(pairs));
    assert!(
        with(&[("wallet", "not PEM")])[0].starts_with("secret.wallet: There is no certificate")
    );
    let ca = include_str!("../tests/data/ca.pem");
    assert!(with(&[("wallet", ca)])[0].contains("no private key"));
    assert!(with(&[("walletPassword", "x")])[0].contains("no client wallet"));
    let plain = include_str!("../tests/data/wallet.pem");
    assert!(Settings::read(&value, &secret(&[("wallet", plain)])).is_ok());
    let sealed = include_str!("../tests/data/wallet-sealed.pem");
    assert!(
        with(&[("wallet", sealed)])[0].starts_with(
            "secret.walletPassword: The private key in the client wallet is encrypted"
        )
    );
    assert!(with(&[("wallet", sealed), ("walletPassword", "wrong")])[0].contains("does not open"));
    let right = secret(&[("wallet", sealed), ("walletPassword", "welcome-1")]);
    assert!(Settings::read(&value, &right).is_ok());
    assert!(wrong(&settings(), &secret(&[("wallet", plain)]))[0].contains("TLS is off"));
    // what `openssl pkcs12 -in ewallet.p12 -aes256 -out ewallet.pem` writes, remarks included
    let converted = include_str!("../tests/data/wallet-openssl.pem");
    let right = secret(&[("wallet", converted), ("walletPassword", "welcome-1")]);
    assert!(Settings::read(&value, &right).is_ok(), "{:?}", wrong(&value, &right));
    assert!(with(&[("wallet", "not PEM")])[0].contains("openssl pkcs12 -in ewallet.p12"));
}

#[test]
fn no_secret_is_printed() {
    let value = settings().with("tls", true);
    let plain = include_str!("../tests/data/wallet.pem");
    let secret = secret(&[
        ("password", "hunter2-canary"),
        ("wallet", plain),
        ("walletPassword", "wallet-canary"),
    ]);
    let read = Settings::read(&value, &secret).unwrap();
    let shown = format!("{read:?} {read:#?}");
    assert!(!shown.contains("canary") && !shown.contains("PRIVATE KEY"), "{shown}");
    assert_eq!(read.secrets().count(), 3);
}
