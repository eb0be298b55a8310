use ariadne_application::domain::{self, LinkPurpose as Purpose};
use async_graphql::{ID, Object, SimpleObject};
use secrecy::ExposeSecret as _;

use crate::schema::scalars::DateTime;
use crate::schema::types::Actor;
use crate::schema::types::enums::{LinkPurpose, Role};

fn purpose(purpose: &Purpose) -> LinkPurpose {
    match purpose {
        Purpose::FirstAdmin => LinkPurpose::FirstAdmin,
        Purpose::Invite { .. } => LinkPurpose::Invite,
        Purpose::Reset { .. } => LinkPurpose::Reset,
    }
}

fn role(purpose: &Purpose) -> Option<Role> {
    match purpose {
        Purpose::FirstAdmin => Some(Role::Admin),
        Purpose::Invite { role, .. } => Some((*role).into()),
        Purpose::Reset { .. } => None,
    }
}

/// A link that works once and for a while.
#[derive(Clone, Debug)]
pub(crate) struct OneTimeLink(pub(crate) domain::OneTimeLink);

/// A link that works once and for a while, seen by whoever may take it back. Its secret
/// is not kept.
#[Object]
impl OneTimeLink {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What it is for.
    async fn purpose(&self) -> LinkPurpose {
        purpose(&self.0.purpose)
    }

    /// What a new person will be allowed to do.
    async fn role(&self) -> Option<Role> {
        role(&self.0.purpose)
    }

    /// The name to sign in with that an invitation settles.
    async fn login(&self) -> Option<&str> {
        match &self.0.purpose {
            Purpose::Invite { login, .. } => login.as_deref(),
            _ => None,
        }
    }

    /// The person whose password it resets.
    async fn person_id(&self) -> Option<ID> {
        match &self.0.purpose {
            Purpose::Reset { person } => Some(person.to_string().into()),
            _ => None,
        }
    }

    /// Who made it.
    async fn created_by(&self) -> Actor {
        Actor(self.0.created_by.clone())
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Until when it works.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.expires)
    }
}

/// A new link.
#[derive(SimpleObject)]
pub(crate) struct MadeLink {
    /// The link.
    link: OneTimeLink,
    /// The address to send to whom it is for. It is shown this once.
    url: String,
}

impl MadeLink {
    /// A link of the server at `base_url`.
    pub(crate) fn new(base_url: &str, made: ariadne_application::MadeLink) -> Self {
        let url = format!("{base_url}/welcome#{}", made.secret.expose_secret());
        Self { link: OneTimeLink(made.link), url }
    }
}

/// What somebody who has a link may know about it.
#[derive(SimpleObject)]
pub(crate) struct KnownLink {
    /// What it is for.
    purpose: LinkPurpose,
    /// What a new person will be allowed to do.
    role: Option<Role>,
    /// The name to sign in with, when it is settled.
    login: Option<String>,
    /// The display name that is proposed, or whose password is reset.
    name: Option<String>,
    /// Until when it works.
    expires_at: DateTime,
}

impl From<ariadne_application::KnownLink> for KnownLink {
    fn from(link: ariadne_application::KnownLink) -> Self {
        Self {
            purpose: purpose(&link.purpose),
            role: role(&link.purpose),
            login: link.login,
            name: link.name,
            expires_at: DateTime(link.expires),
        }
    }
}
