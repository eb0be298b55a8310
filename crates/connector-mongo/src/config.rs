//! The settings of a source, from the form to a checked [`Settings`].

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use ariadne_domain::{Value, Violation};
use ariadne_ports::{SecretValues, SettingChoice, SettingSpec, SettingType, setting_text};
use secrecy::SecretString;

use crate::tls;

/// The port of a `MongoDB` server that names none.
pub(crate) const DEFAULT_PORT: u16 = 27_017;

/// The most hosts a source may list.
const MAX_HOSTS: usize = 50;

const MECHANISMS: &[SettingChoice] = &[
    SettingChoice { value: "SCRAM-SHA-256", label: "SCRAM-SHA-256" },
    SettingChoice { value: "SCRAM-SHA-1", label: "SCRAM-SHA-1" },
];

/// Every setting, in the order of the form.
pub(crate) const SPECS: &[SettingSpec] = &[
    SettingSpec {
        name: "hosts",
        label: "Hosts",
        kind: SettingType::TextList,
        required: true,
        help: "One or more of host or host:port (port 27017 if none is given). Members of a replica set find each other: one reachable member is enough.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "srv",
        label: "Look up the hosts by SRV record",
        kind: SettingType::Flag,
        default: Some("false"),
        help: "As in mongodb+srv:// addresses, for example of MongoDB Atlas: enter exactly one host without a port. TLS is on unless it is switched off.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "database",
        label: "Database",
        required: true,
        help: "The database whose collections are looked up by their plain names.",
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "username",
        label: "User name",
        help: "Leave empty if the server asks for no login.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "password",
        label: "Password",
        help: "Stored encrypted and never shown again.",
        secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "authSource",
        label: "Authentication database",
        default: Some("admin"),
        help: "The database in which the user was created.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "authMechanism",
        label: "Authentication mechanism",
        kind: SettingType::Choice,
        help: "Leave empty to let server and client agree on the strongest one.",
        choices: MECHANISMS,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "tls",
        label: "TLS",
        kind: SettingType::Flag,
        help: "Encrypt the connection. Off if not set, but on with an SRV look-up.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "caCertificate",
        label: "CA certificate",
        kind: SettingType::LongText,
        help: "PEM of the authority that signed the server's certificate; public authorities are known without it.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "verifyCertificate",
        label: "Verify the server's certificate",
        kind: SettingType::Flag,
        default: Some("true"),
        help: "Switched off, anyone on the way can read along and every test shows a warning.",
        binds_secret: true,
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "replicaSet",
        label: "Replica set",
        help: "Its name, if the connection must be refused when the server belongs to another set.",
        ..SettingSpec::TEXT
    },
    SettingSpec {
        name: "direct",
        label: "Direct connection",
        kind: SettingType::Flag,
        default: Some("false"),
        help: "Talk to exactly this host and to no other member of its replica set, for example through a tunnel.",
        ..SettingSpec::TEXT
    },
];

/// A host and its port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Host {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    pub(crate) name: String,
    pub(crate) port: u16,
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.contains(':') {
            write!(f, "[{}]:{}", self.name, self.port)
        } else {
            write!(f, "{}:{}", self.name, self.port)
        }
    }
}

/// Checked settings. The password shows in no `Debug`.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are the flags of the form, each its own switch"
)]
pub(crate) struct Settings {
    pub(crate) hosts: Vec<Host>,
    pub(crate) srv: bool,
    pub(crate) database: String,
    pub(crate) username: Option<String>,
    pub(crate) password: Option<SecretString>,
    /// As set; `admin` is used when nothing else names one.
    pub(crate) auth_source: Option<String>,
    pub(crate) mechanism: Option<String>,
    pub(crate) tls: bool,
    pub(crate) ca_certificate: Option<String>,
    pub(crate) verify_certificate: bool,
    pub(crate) replica_set: Option<String>,
    pub(crate) direct: bool,
}

impl Settings {
    /// The database of the login.
    pub(crate) fn auth_source(&self) -> &str {
        self.auth_source.as_deref().unwrap_or("admin")
    }

    /// The hosts as a person reads them.
    pub(crate) fn host_list(&self) -> String {
        let hosts: Vec<String> = if self.srv {
            self.hosts.iter().map(|h| h.name.clone()).collect()
        } else {
            self.hosts.iter().map(ToString::to_string).collect()
        };
        hosts.join(", ")
    }

    /// Reads values that [`ariadne_ports::check_settings`] has passed; everything
    /// that is wrong with them otherwise.
    pub(crate) fn read(settings: &Value, secret: &SecretValues) -> Result<Self, Vec<Violation>> {
        let mut violations = Vec::new();
        let flag = |name: &str| settings.get(name).and_then(Value::as_bool);
        let text = |name: &str| setting_text(settings, name).map(str::to_owned);
        let srv = flag("srv").unwrap_or(false);
        let direct = flag("direct").unwrap_or(false);
        let hosts = read_hosts(settings, srv, direct, &mut violations);
        let read = Self {
            hosts,
            srv,
            database: text("database").unwrap_or_default(),
            username: text("username"),
            password: secret.get("password").cloned(),
            auth_source: text("authSource"),
            mechanism: text("authMechanism"),
            tls: flag("tls").unwrap_or(srv),
            ca_certificate: text("caCertificate").filter(|pem| !pem.trim().is_empty()),
            verify_certificate: flag("verifyCertificate").unwrap_or(true),
            replica_set: text("replicaSet"),
            direct,
        };
        read.check(&mut violations);
        if violations.is_empty() { Ok(read) } else { Err(violations) }
    }

    fn check(&self, violations: &mut Vec<Violation>) {
        let mut wrong = |name: &str, message: String| {
            violations.push(Violation::new(["settings", name], "INVALID", message));
        };
        if self.database.is_empty() {
            wrong("database", "A database is needed.".to_owned());
        } else if let Some(why) = database_fault(&self.database) {
            wrong("database", why);
        }
        if let Some(why) = self.auth_source.as_deref().and_then(database_fault) {
            wrong("authSource", why);
        }
        if let Some(pem) = &self.ca_certificate {
            if let Err(why) = tls::authorities(pem) {
                wrong("caCertificate", why);
            } else if !self.tls {
                wrong("caCertificate", "TLS is off, so that this certificate would not be used: switch TLS on or remove it.".to_owned());
            }
        }
        if self.password.is_some() && self.username.is_none() {
            wrong("username", "A password without a user name is of no use: enter the user name or remove the password.".to_owned());
        }
    }
}

/// Why `name` cannot be a database, `None` when it can.
pub(crate) fn database_fault(name: &str) -> Option<String> {
    if name.len() > 63 {
        return Some(format!("A database name has at most 63 bytes; this has {}.", name.len()));
    }
    name.chars()
        .find(|c| matches!(c, '/' | '\\' | '.' | ' ' | '"' | '$' | '\0') || c.is_control())
        .map(|c| format!("A database name cannot contain {}.", spell(c)))
}

fn spell(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        c => format!("`{c}`"),
    }
}

fn read_hosts(
    settings: &Value,
    srv: bool,
    direct: bool,
    violations: &mut Vec<Violation>,
) -> Vec<Host> {
    let mut wrong = |message: String| {
        violations.push(Violation::new(["settings", "hosts"], "INVALID", message))
    };
    let texts: Vec<&str> = settings
        .get("hosts")
        .and_then(Value::as_array)
        .map(|items| items.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    if texts.is_empty() {
        wrong("At least one host is needed.".to_owned());
    }
    if texts.len() > MAX_HOSTS {
        wrong(format!("At most {MAX_HOSTS} hosts."));
        return Vec::new();
    }
    let mut hosts: Vec<Host> = Vec::new();
    for text in &texts {
        match read_host(text, srv) {
            Ok(host) if hosts.contains(&host) => wrong(format!("{host} is listed twice.")),
            Ok(host) => hosts.push(host),
            Err(why) => wrong(why),
        }
    }
    if srv && texts.len() > 1 {
        wrong("An SRV look-up takes exactly one host.".to_owned());
    }
    if direct && texts.len() > 1 {
        wrong("A direct connection takes exactly one host.".to_owned());
    }
    if direct && srv {
        violations.push(Violation::new(
            ["settings", "direct"],
            "INVALID",
            "A direct connection needs a host and cannot be combined with an SRV look-up.",
        ));
    }
    hosts
}

/// Reads `host`, `host:port` or `[ipv6]:port`.
fn read_host(text: &str, srv: bool) -> Result<Host, String> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    if text.contains("://") {
        return Err(format!(
            "`{}` is a connection string; enter the host alone, and the rest in its own fields.",
            without_user_info(&shown)
        ));
    }
    if let Some(c) = text.chars().find(|c| c.is_control() || c.is_whitespace()) {
        return Err(format!("A host cannot contain {}.", spell(c)));
    }
    if text.contains('@') {
        // what stands before the @ may be a password: it is not repeated
        return Err(
            "A host cannot contain `@`; the user name and the password have their own fields."
                .to_owned(),
        );
    }
    if let Some(c) = text.chars().find(|c| matches!(c, '/' | '\\' | '?' | '#' | ',')) {
        return Err(format!(
            "`{shown}` contains `{c}`; enter host or host:port, each host on its own."
        ));
    }
    let (name, port) = split_port(text, &shown)?;
    let port = match port {
        None => DEFAULT_PORT,
        Some(_) if srv => {
            return Err(format!(
                "`{shown}`: an SRV look-up takes a host without a port, the record names the ports."
            ));
        }
        Some(digits) => read_port(digits, &shown)?,
    };
    let is_address = name.parse::<Ipv4Addr>().is_ok() || name.parse::<Ipv6Addr>().is_ok();
    if srv && (is_address || !name.trim_end_matches('.').contains('.')) {
        return Err(format!(
            "`{shown}` cannot have SRV records; enter a full host name such as cluster0.example.net."
        ));
    }
    if !is_address && !is_host_name(name) {
        return Err(format!(
            "`{shown}` is not a host name. Letters, digits, hyphens, underscores and dots are allowed; write international names in their xn-- form."
        ));
    }
    Ok(Host { name: name.to_owned(), port })
}

fn without_user_info(text: &str) -> String {
    match (text.find("://"), text.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}://…{}", &text[..scheme], &text[at..])
        }
        _ => text.to_owned(),
    }
}

fn split_port<'a>(text: &'a str, shown: &str) -> Result<(&'a str, Option<&'a str>), String> {
    if let Some(rest) = text.strip_prefix('[') {
        let (name, tail) = rest.split_once(']').ok_or_else(|| {
            format!("`{shown}`: the bracket around the IPv6 address is not closed.")
        })?;
        if name.parse::<Ipv6Addr>().is_err() {
            return Err(format!("`{shown}`: there is no IPv6 address between the brackets."));
        }
        return match tail.strip_prefix(':') {
            Some(port) => Ok((name, Some(port))),
            None if tail.is_empty() => Ok((name, None)),
            None => {
                Err(format!("`{shown}`: after the bracket comes a colon and the port, or nothing."))
            }
        };
    }
    if text.parse::<Ipv6Addr>().is_ok() {
        return Err(format!("`{shown}`: write an IPv6 address in brackets, [::1] or [::1]:27017."));
    }
    match text.split_once(':') {
        None => Ok((text, None)),
        Some((_, port)) if port.contains(':') => Err(format!("`{shown}` has more than one port.")),
        Some((name, port)) => Ok((name, Some(port))),
    }
}

fn read_port(digits: &str, shown: &str) -> Result<u16, String> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match digits.parse::<u16>() {
        Ok(port) if port > 0 && all_digits => Ok(port),
        _ => Err(format!("`{shown}`: a port is a number from 1 to 65535.")),
    }
}

fn is_host_name(name: &str) -> bool {
    let labels = name.strip_suffix('.').unwrap_or(name);
    name.len() <= 253
        && !labels.is_empty()
        && labels.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

#[cfg(test)]
mod tests {
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
            Err(violations) => {
                violations.into_iter().map(|v| (v.path.join("."), v.message)).collect()
            }
        }
    }

    #[test]
    fn good_hosts_are_read() {
        let read = Settings::read(
            &hosts(&[
                "db1.example.net",
                "10.0.0.7:27018",
                "[::1]:27019",
                "[fe80::1]",
                "under_score",
            ]),
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
        let read =
            Settings::read(&srv(&["cluster0.example.net"]), &SecretValues::default()).unwrap();
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
}
