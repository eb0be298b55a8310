//! Who may use the catalog: what stands behind it, and who lets the first ones in.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ariadne_application::{Access, AccessOptions, AccessPorts, MadeLink, hash_secret};
use ariadne_auth_oidc::OidcProvider;
use ariadne_auth_password::Argon2Hasher;
use ariadne_domain::{LinkPurpose, Role};
use ariadne_ports::{Error, ErrorKind, IdentityProvider, Result};
use ariadne_repo_seaorm::Repo;
use secrecy::{ExposeSecret as _, SecretString};

use crate::system::{SystemClock, TimeOrderedIds};
use crate::{Config, compose};

/// The shortest preset token, in characters: it must not be guessed.
const MIN_TOKEN: usize = 20;

/// Who may use the catalog.
#[derive(Clone)]
pub struct AccessConfig {
    /// A token that may do everything, for automation; it stands in for the first
    /// administrator.
    pub admin_token: Option<SecretString>,
    /// What addresses of this server begin with for its users, `https://catalog.example.org`.
    pub public_url: Option<String>,
    /// A provider of identities.
    pub oidc: Option<ariadne_auth_oidc::Settings>,
    /// What somebody may do whom the provider vouches for and nobody invited.
    pub oidc_role: Option<Role>,
    /// How long a session lives that is not used.
    pub session_idle: Duration,
    /// How long a session lives, used or not.
    pub session_lifetime: Duration,
    /// What a hash of a password costs, and how many are made at once.
    pub passwords: ariadne_auth_password::Settings,
}

impl Default for AccessConfig {
    fn default() -> Self {
        let usual = AccessOptions::default();
        Self {
            admin_token: None,
            public_url: None,
            oidc: None,
            oidc_role: None,
            session_idle: usual.session_idle,
            session_lifetime: usual.session_lifetime,
            passwords: ariadne_auth_password::Settings::default(),
        }
    }
}

/// Without the token.
impl fmt::Debug for AccessConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessConfig")
            .field("admin_token", &self.admin_token.as_ref().map(|_| "set"))
            .field("public_url", &self.public_url)
            .field("oidc", &self.oidc)
            .field("oidc_role", &self.oidc_role)
            .finish_non_exhaustive()
    }
}

fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Validation, "server.access", message)
}

/// Access over the real outside.
pub(crate) fn access(config: &AccessConfig, repo: &Repo) -> Result<Access> {
    let token = config.admin_token.as_ref();
    if token.is_some_and(|token| token.expose_secret().chars().count() < MIN_TOKEN) {
        return Err(invalid(format!(
            "ARIADNE_ADMIN_TOKEN has fewer than {MIN_TOKEN} characters, so that it could be guessed. Take a random one, such as `openssl rand -hex 32` makes."
        )));
    }
    let clock = Arc::new(SystemClock);
    let provider = match &config.oidc {
        Some(settings) => {
            let provider = OidcProvider::new(settings.clone(), clock.clone())?;
            Some(Arc::new(provider) as Arc<dyn IdentityProvider>)
        }
        None => None,
    };
    let repo = Arc::new(repo.clone());
    let ports = AccessPorts {
        people: repo.clone(),
        sessions: repo.clone(),
        tokens: repo.clone(),
        links: repo.clone(),
        attempts: repo.clone(),
        settings: repo.clone(),
        passwords: Arc::new(Argon2Hasher::new(config.passwords)?),
        provider,
        audit: repo,
        clock,
        ids: Arc::new(TimeOrderedIds),
    };
    let options = AccessOptions {
        session_idle: config.session_idle,
        session_lifetime: config.session_lifetime,
        preset_token: token.map(hash_secret),
        external_role: config.oidc_role,
        ..AccessOptions::default()
    };
    Ok(Access::new(ports, options))
}

/// Refuses to be reached from other machines while nobody can keep others out, and makes
/// the link of the first administrator when there is none.
pub(crate) async fn admit(config: &Config, access: &Access) -> Result<Option<MadeLink>> {
    if access.has_preset_token() {
        return Ok(None);
    }
    if config.listen.ip().is_loopback() {
        return access.first_run().await;
    }
    if access.has_admin().await? {
        return Ok(None);
    }
    Err(invalid(format!(
        "Ariadne does not listen on {} yet: nobody administers this catalog, so that whoever came first could take it. Start it on 127.0.0.1 and open the link that it prints, or set ARIADNE_ADMIN_TOKEN and invite the first administrator with it.",
        config.listen
    )))
}

/// A link by which somebody joins or sets a new password, for whoever may read the
/// database: an operator at the console who has no administrator to ask.
#[derive(Clone, Debug)]
pub enum ConsoleLink {
    /// Somebody joins.
    Invite {
        /// With this role.
        role: Role,
        /// With this name to sign in with, or one that he chooses.
        login: Option<String>,
    },
    /// The person who signs in by this name sets a new password.
    Reset {
        /// The name.
        login: String,
    },
}

/// Makes such a link in the database, whether a server runs or not; answers its address,
/// which begins with `base`. Refused as an administrator's would be, and where there is
/// no catalog.
pub async fn make_link(config: &Config, base: &str, wanted: ConsoleLink) -> Result<String> {
    compose::there_is_a_catalog(&config.database, "server.access")?;
    let repo = compose::open(config).await?;
    let made = make(config, &repo, wanted).await;
    let closed = repo.close().await;
    let link = made?;
    closed?;
    Ok(address(base, &link))
}

async fn make(config: &Config, repo: &Repo, wanted: ConsoleLink) -> Result<MadeLink> {
    let access = access(&config.access, repo)?;
    let purpose = match wanted {
        ConsoleLink::Invite { role, login } => LinkPurpose::Invite { role, login, name: None },
        ConsoleLink::Reset { login } => {
            let person = access.person_by_login(&login).await?;
            let person = person.ok_or_else(|| {
                let message = format!("Nobody signs in by the name {login}.");
                Error::new(ErrorKind::NotFound, "server.access", message)
            })?;
            LinkPurpose::Reset { person: person.id }
        }
    };
    access.link_from_console(purpose).await
}

/// The address of a link.
pub(crate) fn address(base: &str, link: &MadeLink) -> String {
    format!("{base}/welcome#{}", link.secret.expose_secret())
}
