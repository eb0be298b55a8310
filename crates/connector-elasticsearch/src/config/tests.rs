use ariadne_domain::Value;
use ariadne_ports::{ConnectorFactory, check_settings};

use super::*;
use crate::ElasticsearchFactory;

const URL: &str = "https://es1.example:9200";

fn settings(urls: &[&str]) -> Value {
    Value::object().with("urls", urls.iter().map(|&u| u.to_owned()).collect::<Vec<_>>())
}

fn secret(values: &[(&str, &str)]) -> SecretValues {
    let mut secret = SecretValues::default();
    for (name, value) in values {
        secret.insert(*name, SecretString::from((*value).to_owned()));
    }
    secret
}

/// The paths and codes of what is wrong.
fn wrong(settings: &Value, values: &[(&str, &str)]) -> Vec<String> {
    ElasticsearchFactory
        .check(settings, &secret(values))
        .into_iter()
        .map(|v| format!("{} {}", v.path.join("/"), v.code))
        .collect()
}

fn login(auth: &str) -> Value {
    settings(&[URL]).with("auth", auth)
}

#[test]
fn what_a_form_asks_is_complete() {
    let names: Vec<&str> = SETTINGS.iter().map(|s| s.name).collect();
    assert_eq!(
        names,
        [
            "urls",
            "auth",
            "username",
            "password",
            "apiKey",
            "bearerToken",
            "caCertificate",
            "verifyCertificate",
            "testTimeoutSeconds",
            "fetchTimeoutSeconds",
        ]
    );
    let bound: Vec<&str> = SETTINGS.iter().filter(|s| s.binds_secret).map(|s| s.name).collect();
    assert_eq!(bound, ["urls", "auth", "username", "caCertificate", "verifyCertificate"]);
    assert!(SETTINGS.iter().all(|s| !s.label.is_empty() && !s.help.is_empty()));
    assert!(check_settings(SETTINGS, &login("none")).is_empty());
    assert!(!check_settings(SETTINGS, &login("kerberos")).is_empty());
}

#[test]
fn urls_are_addresses_and_nothing_else() {
    for good in [
        "http://localhost:9200",
        "https://es.example",
        "https://[::1]:9200",
        "https://gateway.example/es/",
        "HTTPS://ES.example:9200",
        "https://例え.jp:9200",
    ] {
        assert!(wrong(&settings(&[good]), &[]).is_empty(), "{good}");
    }
    for bad in [
        "localhost:9200",
        "es.example",
        "ftp://es.example",
        "mongodb://es.example",
        "http://",
        "https://:9200",
        "https://es.example:0",
        "https://es.example:99999",
        "https://user:pw@es.example",
        "https://@es.example",
        "https://user@es.example",
        "https://es.example?x=1",
        "https://es.example/#x",
        " https://es.example",
        "https://es.example\n",
        "https://es example",
        "https://es.\texample",
        "not a url",
        "http://[::1",
    ] {
        assert_eq!(wrong(&settings(&[bad]), &[]), ["settings/urls/0 INVALID"], "{bad}");
    }
    assert_eq!(wrong(&settings(&[]), &[]), ["settings/urls REQUIRED"]);
    assert_eq!(
        wrong(&settings(&[URL, "x", "https://es1.example:9200/"]), &[]),
        ["settings/urls/1 INVALID", "settings/urls/2 DUPLICATE"],
        "everything that is wrong is told at once"
    );
}

#[test]
fn a_login_is_complete_or_told_what_is_missing() {
    let basic = login("basic").with("username", "reader");
    assert!(wrong(&basic, &[("password", "pä ss:wörd")]).is_empty());
    assert!(wrong(&login("apiKey"), &[("apiKey", "VnVhQ2Z=")]).is_empty());
    assert!(wrong(&login("apiKey"), &[("apiKey", "id:key")]).is_empty());
    assert!(wrong(&login("bearer"), &[("bearerToken", "eyJ.x.y")]).is_empty());
    assert_eq!(
        wrong(&login("basic"), &[]),
        ["settings/username REQUIRED", "secret/password REQUIRED"]
    );
    assert_eq!(wrong(&login("apiKey"), &[("password", "x")]), ["secret/apiKey REQUIRED"]);
    assert_eq!(wrong(&login("bearer"), &[]), ["secret/bearerToken REQUIRED"]);
    let colon = login("basic").with("username", "a:b");
    assert_eq!(wrong(&colon, &[("password", "x")]), ["settings/username INVALID"]);
    assert_eq!(wrong(&login("none"), &[("password", "x")]), ["secret/password INVALID"]);
    assert_eq!(wrong(&settings(&[URL]).with("username", "u"), &[]), ["settings/auth INVALID"]);
}

#[test]
fn a_secret_that_the_driver_cannot_send_is_refused() {
    for (auth, name) in [("apiKey", "apiKey"), ("bearer", "bearerToken")] {
        for (value, code) in [
            ("key\n", "CONTROL_CHARACTER"),
            ("ke\ry", "CONTROL_CHARACTER"),
            ("k\0y", "CONTROL_CHARACTER"),
            ("two words", "INVALID"),
            ("schlüssel", "INVALID"),
        ] {
            assert_eq!(
                wrong(&login(auth), &[(name, value)]),
                [format!("secret/{name} {code}")],
                "{value:?}"
            );
        }
    }
    let basic = login("basic").with("username", "u");
    assert_eq!(wrong(&basic, &[("password", "x\n")]), ["secret/password CONTROL_CHARACTER"]);
}

#[test]
fn a_certificate_must_be_one() {
    let pem = |text: &str| settings(&[URL]).with("caCertificate", text);
    for bad in [
        "no certificate",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMIIB",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
    ] {
        assert_eq!(wrong(&pem(bad), &[]), ["settings/caCertificate INVALID"], "{bad}");
    }
    assert!(wrong(&pem(include_str!("../../tests/data/ca.pem")), &[]).is_empty());
    let windows = include_str!("../../tests/data/ca.pem").replace('\n', "\r\n");
    assert!(wrong(&pem(&windows), &[]).is_empty());
}

#[test]
fn no_debug_print_shows_a_secret() {
    let canary = "canary-4711";
    for (auth, name) in [("basic", "password"), ("apiKey", "apiKey"), ("bearer", "bearerToken")] {
        let settings = login(auth).with("username", "reader");
        let values = secret(&[(name, canary)]);
        let connector = ElasticsearchFactory.connector(&settings, &values).unwrap();
        let config = parse(&settings, &values).unwrap();
        for text in [format!("{connector:?}"), format!("{config:?}"), format!("{values:?}")] {
            assert!(!text.contains(canary), "{text}");
        }
        assert_eq!(config.redact("it said canary-4711!"), "it said …!");
    }
}

#[test]
fn a_connector_is_not_made_of_wrong_settings() {
    let error =
        ElasticsearchFactory.connector(&login("basic"), &SecretValues::default()).unwrap_err();
    assert_eq!(error.kind(), ariadne_ports::ErrorKind::Validation);
    assert_eq!(error.violations().len(), 2);
}

#[test]
fn no_spelling_of_a_login_is_repeated() {
    let settings = |auth: &str| {
        Value::object()
            .with("urls", vec!["http://localhost:9200"])
            .with("auth", auth)
    };
    let mut secret = SecretValues::default();
    secret.insert("apiKey", "id77:canary-key".to_owned().into());
    let config = parse(&settings("apiKey"), &secret).expect("valid");
    let sent = STANDARD.encode("id77:canary-key");
    let shown = config.redact(&format!("{sent} id77:canary-key canary-key"));
    assert_eq!(shown, "… … …");

    let mut secret = SecretValues::default();
    secret.insert("password", "canary-word".to_owned().into());
    let basic = settings("basic").with("username", "app");
    let config = parse(&basic, &secret).expect("valid");
    let sent = STANDARD.encode("app:canary-word");
    assert_eq!(config.redact(&format!("{sent} canary-word")), "… …");
}
