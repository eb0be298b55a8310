//! The settings of a source, from the form to a checked [`Settings`].

use ariadne_domain::{Value, Violation};
use ariadne_ports::{SecretValues, SettingChoice, SettingSpec, SettingType, setting_text};
use secrecy::SecretString;

use crate::hosts::{Host, read_hosts, spell};
use crate::tls;

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
    SettingSpec::TEST_TIMEOUT,
    SettingSpec::FETCH_TIMEOUT,
];

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
    /// There is a load balancer before the servers; only records tell it.
    pub(crate) load_balanced: bool,
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
            load_balanced: false,
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

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
