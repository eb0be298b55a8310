use ariadne_ports::{check_secret, check_settings};

use super::*;

const PEM: &str = include_str!("../tests/data/ca.pem");

fn hosts(list: &[&str]) -> Value {
    Value::object().with("hosts", list.to_vec()).with("database", "shop")
}

fn secret(password: &str) -> SecretValues {
    let mut values = SecretValues::default();
    values.insert("password", SecretString::from(password.to_owned()));
    values
}

fn faults(settings: &Value) -> Vec<(String, String)> {
    match Settings::read(settings, &SecretValues::default()) {
        Ok(_) => Vec::new(),
        Err(violations) => violations.into_iter().map(|v| (v.path.join("."), v.message)).collect(),
    }
}

#[test]
fn good_hosts_are_read() {
    let read = Settings::read(
        &hosts(&["db1.example.net", "10.0.0.7:27018", "[::1]:27019", "[fe80::1]", "under_score"]),
        &SecretValues::default(),
    )
    .unwrap();
    assert_eq!(
        read.host_list(),
        "db1.example.net:27017, 10.0.0.7:27018, [::1]:27019, [fe80::1]:27017, under_score:27017"
    );
    assert_eq!(read.auth_source(), "admin");
    assert!(!read.tls && read.verify_certificate);
}

#[test]
fn bad_hosts_are_refused_at_the_field() {
    for bad in [
        "mongodb://db.example.net",
        "mongodb+srv://user:hunter2@db.example.net/shop?tls=false",
        "user:hunter2@db.example.net",
        "db.example.net/shop",
        "/tmp/mongodb-27017.sock",
        "db.example.net?ssl=true",
        "db.example.net:0",
        "db.example.net:65536",
        "db.example.net:-1",
        "db.example.net:+5",
        "db.example.net:",
        "db.example.net:27017:27018",
        "a,b",
        "db example",
        "db\u{7}",
        "db\nexample",
        "::1",
        "[::1",
        "[nonsense]:1",
        "[::1]x",
        "münchen.example",
        ":27017",
        "..",
        &"x".repeat(64),
    ] {
        let found = faults(&hosts(&[bad]));
        assert_eq!(found.len(), 1, "{bad:?}: {found:?}");
        assert_eq!(found[0].0, "settings.hosts", "{bad:?}");
        assert!(!found[0].1.contains("hunter2"), "{}", found[0].1);
    }
    assert_eq!(faults(&hosts(&[])).len(), 1);
    assert_eq!(faults(&hosts(&["a", "b", "a"])).len(), 1);
}

#[test]
fn everything_wrong_is_told_at_once() {
    let settings = hosts(&["a/b", "c:0"])
        .with("database", "sh.op")
        .with("authSource", "$x")
        .with("caCertificate", "not a certificate");
    let paths: Vec<String> = faults(&settings).into_iter().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            "settings.hosts",
            "settings.hosts",
            "settings.database",
            "settings.authSource",
            "settings.caCertificate"
        ]
    );
}

#[test]
fn an_srv_look_up_takes_one_host_without_a_port() {
    let srv = |list: &[&str]| hosts(list).with("srv", true);
    let read = Settings::read(&srv(&["cluster0.example.net"]), &SecretValues::default()).unwrap();
    assert!(read.tls, "TLS is on with SRV");
    assert_eq!(read.host_list(), "cluster0.example.net");
    assert!(
        !Settings::read(&srv(&["c.example.net"]).with("tls", false), &SecretValues::default())
            .unwrap()
            .tls
    );
    assert_eq!(faults(&srv(&["cluster0.example.net:27017"])).len(), 1);
    assert_eq!(faults(&srv(&["a.example.net", "b.example.net"])).len(), 1);
    assert_eq!(faults(&srv(&["10.0.0.1"])).len(), 1);
    assert_eq!(faults(&srv(&["localhost"])).len(), 1);
    assert_eq!(faults(&srv(&["a.example.net"]).with("direct", true))[0].0, "settings.direct");
    assert_eq!(faults(&hosts(&["a", "b"]).with("direct", true)).len(), 1);
}

#[test]
fn a_ca_certificate_must_be_one() {
    let with = |pem: &str| hosts(&["a"]).with("tls", true).with("caCertificate", pem);
    assert_eq!(faults(&with(PEM)), []);
    assert_eq!(faults(&with("")), []);
    assert_eq!(faults(&hosts(&["a"]).with("caCertificate", PEM)).len(), 1, "TLS is off");
    let cut = PEM.replace("-----END", "");
    let empty = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    for bad in ["hello", &cut, empty, key, &PEM.replace("MII", "!!!")] {
        let found = faults(&with(bad));
        assert_eq!(found.len(), 1, "{bad}");
        assert_eq!(found[0].0, "settings.caCertificate");
    }
}

#[test]
fn secrets_do_not_print() {
    let settings = hosts(&["a"]).with("username", "app");
    let read = Settings::read(&settings, &secret("hunter2")).unwrap();
    assert!(!format!("{read:?}").contains("hunter2"));
    let lone = Settings::read(&hosts(&["a"]), &secret("hunter2")).unwrap_err();
    assert_eq!(lone[0].path, ["settings", "username"]);
    assert!(!format!("{lone:?}").contains("hunter2"));
}

#[test]
fn the_generic_check_knows_every_setting() {
    let full = hosts(&["a"])
        .with("srv", false)
        .with("username", "app")
        .with("authSource", "admin")
        .with("authMechanism", "SCRAM-SHA-256")
        .with("tls", true)
        .with("caCertificate", PEM)
        .with("verifyCertificate", true)
        .with("replicaSet", "rs0")
        .with("direct", false);
    assert_eq!(check_settings(SPECS, &full), []);
    assert_eq!(check_secret(SPECS, &secret("x")), []);
    assert_eq!(check_settings(SPECS, &hosts(&["a"]).with("authMechanism", "PLAIN")).len(), 1);
    assert_eq!(check_settings(SPECS, &Value::object()).len(), 2, "hosts and database");
    let binding: Vec<&str> = SPECS.iter().filter(|s| s.binds_secret).map(|s| s.name).collect();
    assert_eq!(
        binding,
        ["hosts", "srv", "username", "authSource", "tls", "caCertificate", "verifyCertificate"]
    );
}
