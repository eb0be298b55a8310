//! Who may use the catalog.
//!
//! A handle by what somebody is: a [`Visitor`] is not signed in yet, a [`Member`] looks
//! after his own account, an [`AccessAdmin`] after everybody's. [`Access::authenticate`]
//! tells who sent a request.

mod admin;
mod audit;
mod authenticate;
mod cache;
mod external;
mod links;
mod member;
mod secrets;
mod settings;
mod sign_in;
mod throttle;
mod tokens;
mod uses;
mod visitor;

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{Actor, ActorId, ActorKind, Caller, Person, Role, Timestamp};
use ariadne_ports::{
    AttemptStore, AuditLog, Clock, Error, ErrorKind, IdSource, IdentityProvider, LinkStore,
    PasswordHasher, PeopleStore, PersonSettingStore, Result, SecretHash, SessionStore, TokenStore,
};
use uuid::Uuid;

pub use admin::{AccessAdmin, Invitation, PersonPatch};
pub use authenticate::Credential;
pub use links::{JoinInput, KnownLink, MadeLink};
pub use member::Member;
pub use secrets::{csrf_token, hash_secret};
pub use sign_in::{NewSession, SignIn};
pub use tokens::{MadeToken, TokenInput};
pub use visitor::Visitor;

use crate::catalog::require;

/// What access needs from outside.
#[derive(Clone, Debug)]
pub struct AccessPorts {
    /// Keeps people.
    pub people: Arc<dyn PeopleStore>,
    /// Keeps sessions.
    pub sessions: Arc<dyn SessionStore>,
    /// Keeps tokens.
    pub tokens: Arc<dyn TokenStore>,
    /// Keeps one-time links.
    pub links: Arc<dyn LinkStore>,
    /// Counts failures.
    pub attempts: Arc<dyn AttemptStore>,
    /// Keeps what an app remembers for people.
    pub settings: Arc<dyn PersonSettingStore>,
    /// Hashes passwords.
    pub passwords: Arc<dyn PasswordHasher>,
    /// Vouches for people, when one is configured.
    pub provider: Option<Arc<dyn IdentityProvider>>,
    /// Records who did what.
    pub audit: Arc<dyn AuditLog>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn IdSource>,
}

/// What an operator may set.
#[derive(Clone, Debug)]
pub struct AccessOptions {
    /// How long a session lives, used or not.
    pub session_lifetime: Duration,
    /// How long a session lives that is not used.
    pub session_idle: Duration,
    /// How long an invitation or a reset link works.
    pub link_lifetime: Duration,
    /// How long another server's word about a session or a token may be out of date: what
    /// was looked up is believed for so long. Within this process an end is seen at once.
    pub memory: Duration,
    /// The hash of a token that the operator presets; it may do everything.
    pub preset_token: Option<SecretHash>,
    /// What somebody may do whom the provider of identities vouches for and nobody
    /// invited; none keeps him out.
    pub external_role: Option<Role>,
}

impl Default for AccessOptions {
    fn default() -> Self {
        Self {
            session_lifetime: Duration::from_hours(30 * 24),
            session_idle: Duration::from_hours(7 * 24),
            link_lifetime: Duration::from_hours(72),
            memory: Duration::from_secs(1),
            preset_token: None,
            external_role: None,
        }
    }
}

/// Where a request came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The client's address.
    pub address: Option<String>,
    /// What the client called itself.
    pub user_agent: Option<String>,
}

struct Core {
    ports: AccessPorts,
    options: AccessOptions,
    cache: cache::Cache,
    refusals: audit::Refusals,
    under_way: throttle::UnderWay,
    uses: uses::Uses,
}

/// Access to the catalog. Cheap to clone.
#[derive(Clone)]
pub struct Access {
    core: Arc<Core>,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Access").field("options", &self.core.options).finish_non_exhaustive()
    }
}

/// The actor of the token that the operator presets.
fn preset_actor() -> Actor {
    Actor {
        id: ActorId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0003)),
        name: "preset admin token".to_owned(),
        kind: ActorKind::Token,
    }
}

/// A person as he stands in history.
fn actor_of(person: &Person) -> Actor {
    Actor { id: person.id, name: person.name.clone(), kind: ActorKind::Person }
}

/// A moment later.
fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.plus_micros(i64::try_from(by.as_micros()).unwrap_or(i64::MAX))
}

impl Access {
    /// Access over these ports.
    pub fn new(ports: AccessPorts, options: AccessOptions) -> Self {
        let core = Core {
            cache: cache::Cache::new(options.memory),
            refusals: audit::Refusals::default(),
            under_way: throttle::UnderWay::default(),
            uses: uses::Uses::default(),
            ports,
            options,
        };
        Self { core: Arc::new(core) }
    }

    /// Whether there is an active administrator who can sign in.
    pub async fn has_admin(&self) -> Result<bool> {
        self.core.ports.people.has_admin().await
    }

    /// Whether an operator preset a token, which counts as an administrator.
    pub fn has_preset_token(&self) -> bool {
        self.core.options.preset_token.is_some()
    }

    /// What the provider of identities is called, when one is configured.
    pub fn provider_title(&self) -> Option<&str> {
        self.core.ports.provider.as_deref().map(IdentityProvider::title)
    }

    /// For somebody who is not signed in.
    pub fn visitor(&self, origin: &Origin) -> Visitor {
        Visitor { core: Arc::clone(&self.core), origin: origin.clone() }
    }

    /// For somebody's own account.
    pub fn member(&self, caller: &Caller, origin: &Origin) -> Member {
        Member { core: Arc::clone(&self.core), caller: caller.clone(), origin: origin.clone() }
    }

    /// For everybody's accounts and the audit log; `Forbidden` for others than
    /// administrators.
    pub fn admin(&self, caller: &Caller, origin: &Origin) -> Result<AccessAdmin> {
        require(caller, Role::Admin, "access.admin")?;
        Ok(AccessAdmin { member: self.member(caller, origin) })
    }
}

impl Core {
    fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// The person with this id; `NotFound` when there is none.
    async fn person(&self, operation: &'static str, id: ActorId) -> Result<Person> {
        let found = self.ports.people.people(&[id]).await?.pop();
        found.ok_or_else(|| Error::not_found(operation, format!("person with the id {id}")))
    }
}

fn unauthenticated(operation: &'static str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Unauthenticated, operation, message)
}
