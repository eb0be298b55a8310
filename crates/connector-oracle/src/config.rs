//! The settings of a source, from the form to a checked [`Settings`].

use ariadne_domain::{Value, Violation};
use ariadne_ports::{SecretValues, setting_text};
use secrecy::{ExposeSecret, SecretString};

use crate::descriptor::{Host, Target};
use crate::names;
use crate::tls;

/// Which client library talks to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Driver {
    Thin,
    Oci,
}

/// How the connection is encrypted. Neither wallet nor password shows in `Debug`.
#[derive(Clone, Debug)]
pub(crate) struct Tls {
    pub(crate) ca_certificate: Option<String>,
    pub(crate) verify_certificate: bool,
    pub(crate) wallet: Option<SecretString>,
    pub(crate) wallet_password: Option<SecretString>,
}

/// Checked settings. No secret shows in `Debug`.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) host: Host,
    pub(crate) port: u16,
    pub(crate) target: Target,
    /// As it is sent.
    pub(crate) username: String,
    pub(crate) password: Option<SecretString>,
    pub(crate) proxy_user: Option<String>,
    /// Exact name of the schema for plain names, if one is set.
    pub(crate) schema: Option<String>,
    pub(crate) driver: Driver,
    pub(crate) tls: Option<Tls>,
}

impl Settings {
    /// `host:port`, as a person reads it.
    pub(crate) fn place(&self) -> String {
        self.host.with_port(self.port)
    }

    /// Exact name of the user whose rights count.
    pub(crate) fn effective_user(&self) -> String {
        account(self.proxy_user.as_deref().unwrap_or(&self.username))
    }

    /// Exact name of the user who logs in.
    pub(crate) fn login_user(&self) -> String {
        account(&self.username)
    }

    /// Every secret, so that none is passed on should a server send it back.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let wallet = self.tls.iter().flat_map(|tls| tls.wallet.iter().chain(&tls.wallet_password));
        self.password.iter().chain(wallet).map(ExposeSecret::expose_secret)
    }

    /// Reads values that [`ariadne_ports::check_settings`] has passed; everything
    /// that is wrong with them otherwise.
    pub(crate) fn read(settings: &Value, secret: &SecretValues) -> Result<Self, Vec<Violation>> {
        let mut form = Form { settings, secret, violations: Vec::new() };
        let host = form.host();
        let target = form.target();
        let username = form.account("username", "User name");
        if username.is_none() {
            form.missing("username", "A user name is needed.");
        }
        let proxy_user = form.account("proxyUser", "Connect through to");
        let schema = form.schema();
        let driver = match setting_text(settings, "driver") {
            Some("OCI") => Driver::Oci,
            _ => Driver::Thin,
        };
        let tls = form.tls(driver);
        form.fits(driver, proxy_user.is_some());
        let port = settings.get("port").and_then(Value::as_i64);
        let port = port.and_then(|port| u16::try_from(port).ok()).unwrap_or(1_521);
        match (host, target, username) {
            (Some(host), Some(target), Some(username)) if form.violations.is_empty() => Ok(Self {
                host,
                port,
                target,
                username,
                password: secret.get("password").cloned(),
                proxy_user,
                schema,
                driver,
                tls,
            }),
            _ => Err(form.violations),
        }
    }
}

/// The exact name of an account: unquoted ones are kept in upper case.
fn account(typed: &str) -> String {
    match typed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(exact) => exact.to_owned(),
        None => names::fold(typed),
    }
}

/// The role that stands behind a user name without quotes, as SQL*Plus takes it.
fn administrative(typed: &str) -> Option<&'static str> {
    const ROLES: [&str; 7] =
        ["SYSDBA", "SYSOPER", "SYSASM", "SYSBACKUP", "SYSDG", "SYSKM", "SYSRAC"];
    let upper = typed.to_ascii_uppercase();
    let mut words = upper.split_ascii_whitespace().rev();
    let (last, before) = (words.next()?, words.next()?);
    let is_named = before == "AS" && !typed.starts_with('"');
    ROLES.into_iter().find(|role| is_named && *role == last)
}

/// Reads one value after the other and collects what is wrong.
struct Form<'a> {
    settings: &'a Value,
    secret: &'a SecretValues,
    violations: Vec<Violation>,
}

impl Form<'_> {
    fn text(&self, name: &str) -> Option<String> {
        setting_text(self.settings, name).map(str::to_owned)
    }

    fn wrong(&mut self, name: &str, message: impl Into<String>) {
        self.violations.push(Violation::new(["settings", name], "INVALID", message));
    }

    fn wrong_secret(&mut self, name: &str, message: impl Into<String>) {
        self.violations.push(Violation::new(["secret", name], "INVALID", message));
    }

    fn missing(&mut self, name: &str, message: &str) {
        let is_blank = |v: &Value| v.is_blank() || v.as_str().is_some_and(|t| t.trim().is_empty());
        if self.settings.get(name).is_none_or(is_blank) {
            self.violations.push(Violation::new(["settings", name], "REQUIRED", message));
        }
    }

    fn host(&mut self) -> Option<Host> {
        let Some(typed) = self.text("host") else {
            self.missing("host", "A host is needed.");
            return None;
        };
        match Host::parse(&typed) {
            Ok(host) => Some(host),
            Err(why) => {
                self.wrong("host", why);
                None
            }
        }
    }

    fn target(&mut self) -> Option<Target> {
        let read = match (self.text("serviceName"), self.text("sid")) {
            (Some(service), None) => Target::service(&service).map_err(|why| ("serviceName", why)),
            (None, Some(sid)) => Target::sid(&sid).map_err(|why| ("sid", why)),
            (Some(service), Some(sid)) => {
                for (name, fault) in
                    [("serviceName", Target::service(&service)), ("sid", Target::sid(&sid))]
                {
                    if let Err(why) = fault {
                        self.wrong(name, why);
                    }
                }
                Err((
                    "sid",
                    "Enter either the service name or the SID: empty one of the two.".to_owned(),
                ))
            }
            (None, None) => {
                self.violations.push(Violation::new(
                    ["settings", "serviceName"],
                    "REQUIRED",
                    "Enter the service name, or the SID if the database has no service.",
                ));
                return None;
            }
        };
        read.map_err(|(name, why)| self.wrong(name, why)).ok()
    }

    fn account(&mut self, name: &str, label: &str) -> Option<String> {
        let typed = self.text(name)?.trim().to_owned();
        if typed.is_empty() {
            return None;
        }
        if let Some(role) = administrative(&typed) {
            self.wrong(name, format!("Enter the account's name alone: logging in AS {role} is not offered, for reading the dictionary needs no such rights. CREATE SESSION and a right on each table are enough."));
            return None;
        }
        let inner = match typed.strip_prefix('"') {
            Some(rest) => rest.strip_suffix('"').filter(|inner| !inner.is_empty()),
            None => Some(typed.as_str()),
        };
        let fault = match inner {
            None => Some("begins with a double quote but does not end with one".to_owned()),
            Some(inner) if inner.len() > names::MAX_BYTES => {
                Some(format!("has more than {} bytes", names::MAX_BYTES))
            }
            Some(inner) => inner
                .chars()
                .find(|c| c.is_control() || matches!(c, '"' | '[' | ']' | '/' | '@'))
                .map(|c| format!("cannot contain {}", names::spell(c))),
        };
        match fault {
            None => Some(typed),
            Some(fault) => {
                let hint = if typed.contains('[') && name == "username" {
                    " A proxy user has a setting of its own."
                } else {
                    ""
                };
                self.wrong(name, format!("{label} {fault}.{hint}"));
                None
            }
        }
    }

    fn schema(&mut self) -> Option<String> {
        let typed = self.text("schema")?;
        match names::parse_one(&typed) {
            Ok(part) => Some(part.folded()),
            Err(fault) => {
                self.wrong("schema", format!("This cannot be a schema. {fault}"));
                None
            }
        }
    }

    fn tls(&mut self, driver: Driver) -> Option<Tls> {
        let is_on = self.settings.get("tls").and_then(Value::as_bool).unwrap_or(false);
        let ca = self.text("caCertificate").filter(|pem| !pem.trim().is_empty());
        let verify = self.settings.get("verifyCertificate").and_then(Value::as_bool);
        let read = Tls {
            ca_certificate: ca,
            verify_certificate: verify.unwrap_or(true),
            wallet: self.secret.get("wallet").cloned(),
            wallet_password: self.secret.get("walletPassword").cloned(),
        };
        if let Some(pem) = &read.ca_certificate {
            if let Err(why) = tls::authorities(pem) {
                self.wrong("caCertificate", why);
            } else if !is_on {
                self.wrong("caCertificate", "TLS is off, so that this certificate would not be used: switch TLS on or remove it.");
            }
        }
        match (&read.wallet, is_on) {
            (Some(_), false) => self.wrong_secret(
                "wallet",
                "TLS is off, so that this wallet would not be used: switch TLS on or remove it.",
            ),
            (Some(pem), true) => {
                if let Err(why) = tls::identity(pem, read.wallet_password.as_ref()) {
                    self.wrong_secret(why.setting, why.message);
                }
            }
            (None, _) if read.wallet_password.is_some() => {
                self.wrong_secret("walletPassword", "There is no client wallet that this password could open: paste the wallet or remove the password.");
            }
            (None, _) => {}
        }
        if driver == Driver::Oci {
            let own = "The OCI driver takes its certificates from the wallet that its sqlnet.ora names: remove this, or choose the thin driver.";
            if read.ca_certificate.is_some() {
                self.wrong("caCertificate", own);
            }
            if read.wallet.is_some() {
                self.wrong_secret("wallet", own);
            }
            if !read.verify_certificate {
                self.wrong("verifyCertificate", "The OCI driver checks certificates as its sqlnet.ora says: leave this switched on, or choose the thin driver.");
            }
        }
        is_on.then_some(read)
    }

    /// What the chosen driver cannot do.
    fn fits(&mut self, driver: Driver, has_proxy: bool) {
        if driver == Driver::Thin && has_proxy {
            self.wrong("proxyUser", "The thin driver cannot connect through to another user: choose the OCI driver, or log in as that user.");
        }
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
