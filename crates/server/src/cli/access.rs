//! Access, as flags.

use std::path::PathBuf;
use std::time::Duration;

use ariadne_auth_oidc::Settings;
use ariadne_domain::Role;
use axum::http::Uri;
use clap::{Args, Subcommand, ValueEnum};
use secrecy::SecretString;

use super::arguments::Server;
use super::output::tell_error;
use super::storage::Storage;
use crate::{AccessConfig, Config, reachable};

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RoleName {
    /// Reads
    Viewer,
    /// Changes the catalog
    Editor,
    /// Everything
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Viewer => Self::Viewer,
            RoleName::Editor => Self::Editor,
            RoleName::Admin => Self::Admin,
        }
    }
}

/// How people sign in. The token `ARIADNE_ADMIN_TOKEN` and the secret
/// `ARIADNE_OIDC_CLIENT_SECRET` come from the environment alone.
#[derive(Debug, Args)]
pub(super) struct AccessFlags {
    #[command(flatten)]
    pub(super) at: PublicUrl,
    /// Days after which a session ends that is not used, 1 to 365
    #[arg(
        long,
        env = "ARIADNE_SESSION_IDLE_DAYS",
        default_value_t = 7,
        value_name = "DAYS",
        value_parser = clap::value_parser!(u64).range(1..=365)
    )]
    session_idle_days: u64,
    /// Days after which a session ends, used or not, 1 to 365
    #[arg(
        long,
        env = "ARIADNE_SESSION_DAYS",
        default_value_t = 30,
        value_name = "DAYS",
        value_parser = clap::value_parser!(u64).range(1..=365)
    )]
    session_days: u64,
    /// Address of a provider of identities (OpenID Connect), as it calls itself in `issuer`
    /// of its description
    #[arg(long, env = "ARIADNE_OIDC_ISSUER", requires = "oidc_client_id", value_name = "URL")]
    oidc_issuer: Option<String>,
    /// This catalog's id at the provider; its secret comes from
    /// `ARIADNE_OIDC_CLIENT_SECRET`
    #[arg(long, env = "ARIADNE_OIDC_CLIENT_ID", requires = "oidc_issuer", value_name = "ID")]
    oidc_client_id: Option<String>,
    /// What the button says; by default the provider's host
    #[arg(long, env = "ARIADNE_OIDC_TITLE", value_name = "TEXT")]
    oidc_title: Option<String>,
    /// What is asked for at the provider; repeatable (in the environment: separated by
    /// commas)
    #[arg(
        long = "oidc-scope",
        env = "ARIADNE_OIDC_SCOPES",
        value_delimiter = ',',
        default_values = Settings::SCOPES,
        value_name = "SCOPE"
    )]
    oidc_scopes: Vec<String>,
    /// File with authorities to trust at the provider, as PEM
    #[arg(long, env = "ARIADNE_OIDC_CA_FILE", value_name = "FILE")]
    oidc_ca_file: Option<PathBuf>,
    /// What somebody may do whom the provider vouches for and nobody invited; by default
    /// he is not let in
    #[arg(long, env = "ARIADNE_OIDC_ROLE", value_enum, value_name = "ROLE")]
    oidc_role: Option<RoleName>,
}

/// What users call the server.
#[derive(Debug, Args)]
pub(super) struct PublicUrl {
    /// What addresses of this server begin with for its users, such as
    /// `https://catalog.example.org`: for links to send, and for the provider of
    /// identities. Its host may be named by requests
    #[arg(long, env = "ARIADNE_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub(super) public_url: Option<String>,
}

fn public_url(text: &str) -> Result<String, String> {
    let meant =
        || "an address without a path is meant, such as https://catalog.example.org".to_owned();
    let text = text.trim().trim_end_matches('/');
    let uri = text.parse::<Uri>().map_err(|_| meant())?;
    let plain = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.path() == "/"
        && uri.query().is_none()
        && uri.authority().is_some_and(|host| !host.as_str().contains('@'));
    if plain { Ok(text.to_owned()) } else { Err(meant()) }
}

impl PublicUrl {
    /// Puts the address into the configuration, and its host among those that are answered.
    pub(super) fn put_into(self, config: &mut Config) {
        let host = self.public_url.as_ref().and_then(|url| url.parse::<Uri>().ok());
        let host = host.and_then(|url| url.authority().map(ToString::to_string));
        config.allowed_hosts.extend(host);
        config.access.public_url = self.public_url;
    }
}

impl AccessFlags {
    /// Puts what the flags say into the configuration.
    pub(super) fn put_into(
        self,
        config: &mut Config,
        admin_token: Option<SecretString>,
        client_secret: Option<SecretString>,
    ) {
        const DAY: u64 = 24 * 60 * 60;
        let oidc = self.oidc_issuer.zip(self.oidc_client_id).map(|(issuer, id)| {
            let usual = Settings::new(issuer, id);
            Settings {
                client_secret,
                scopes: self.oidc_scopes,
                title: self.oidc_title.unwrap_or_else(|| usual.title.clone()),
                ca_file: self.oidc_ca_file,
                ..usual
            }
        });
        config.access = AccessConfig {
            admin_token,
            oidc,
            oidc_role: self.oidc_role.map(Into::into),
            session_idle: Duration::from_secs(self.session_idle_days * DAY),
            session_lifetime: Duration::from_secs(self.session_days * DAY),
            ..AccessConfig::default()
        };
        self.at.put_into(config);
    }
}

/// Lets people in from the console, whether the server runs or not. Whoever can read and
/// write the database can do this. The link begins with `--public-url`, or else with the
/// address of `--listen`.
#[derive(Debug, Subcommand)]
pub(super) enum People {
    /// Print a link by which somebody joins; it works once, for 72 hours. It begins with
    /// --public-url, or else with the address of --listen
    Invite(Invite),
    /// Print a link by which a person sets a new password; it works once, for 72 hours. It
    /// begins with --public-url, or else with the address of --listen
    Reset(Reset),
}

#[derive(Debug, Args)]
pub(super) struct Invite {
    /// What he will be allowed to do
    #[arg(
        long,
        env = "ARIADNE_INVITE_ROLE",
        value_enum,
        default_value = "admin",
        value_name = "ROLE"
    )]
    pub(super) role: RoleName,
    /// His name to sign in with; by default he chooses one
    #[arg(long, env = "ARIADNE_INVITE_LOGIN", value_name = "NAME")]
    pub(super) login: Option<String>,
    #[command(flatten)]
    pub(super) console: Console,
}

#[derive(Debug, Args)]
pub(super) struct Reset {
    /// The name to sign in with
    #[arg(env = "ARIADNE_RESET_LOGIN", value_name = "NAME")]
    pub(super) login: String,
    #[command(flatten)]
    pub(super) console: Console,
}

/// Which catalog it is, and what its addresses begin with.
#[derive(Debug, Args)]
pub(super) struct Console {
    #[command(flatten)]
    pub(super) at: PublicUrl,
    #[command(flatten)]
    pub(super) server: Server,
    #[command(flatten)]
    pub(super) storage: Storage,
}

impl Console {
    /// The configuration, and what addresses of the server begin with. When that leads
    /// there from this machine alone, it is said on standard error.
    pub(super) fn config(self) -> ariadne_ports::Result<(Config, String)> {
        let config = self.storage.config()?;
        if let Some(url) = self.at.public_url {
            return Ok((config, url));
        }
        let listen = self.server.listen;
        let scheme = if self.server.tls_certificate.is_some() { "https" } else { "http" };
        if listen.ip().is_unspecified() {
            tell_error(&format!(
                "The server listens on every address of this machine ({listen}), and this link works on the machine itself. Give --public-url for a link that others can open."
            ));
        }
        Ok((config, format!("{scheme}://{}", reachable(listen))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_has_no_path() {
        assert_eq!(public_url("https://c.example.org/").as_deref(), Ok("https://c.example.org"));
        assert_eq!(public_url("http://localhost:8080").as_deref(), Ok("http://localhost:8080"));
        for bad in
            ["c.example.org", "ftp://c.example.org", "https://c.example.org/x", "https://a@b"]
        {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }
}
