use ariadne_application::domain;
use async_graphql::{ID, Object, SimpleObject};
use secrecy::ExposeSecret as _;

use crate::schema::scalars::DateTime;
use crate::schema::types::enums::Role;

/// A token with which a script acts.
#[derive(Clone, Debug)]
pub(crate) struct ApiToken(pub(crate) domain::ApiToken);

/// A token with which a script acts. It is kept after its end, because history names it.
#[Object]
impl ApiToken {
    /// Its id, as an actor of changesets too.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// The id of the person whose token it is.
    async fn owner_id(&self) -> ID {
        self.0.owner.to_string().into()
    }

    /// What it is for.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it may do, as far as its owner may.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it ends; null: when it is revoked.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires.map(DateTime)
    }

    /// When it was revoked.
    async fn revoked_at(&self) -> Option<DateTime> {
        self.0.revoked_at.map(DateTime)
    }

    /// When it was last used, to the minute.
    async fn last_used(&self) -> Option<DateTime> {
        self.0.last_used.map(DateTime)
    }

    /// The address that used it last.
    async fn last_used_from(&self) -> Option<&str> {
        self.0.last_used_from.as_deref()
    }
}

/// A new token.
#[derive(SimpleObject)]
pub(crate) struct MadeToken {
    /// The token.
    token: ApiToken,
    /// What the script sends as `Authorization: Bearer`. It is shown this once.
    secret: String,
}

impl From<ariadne_application::MadeToken> for MadeToken {
    fn from(made: ariadne_application::MadeToken) -> Self {
        Self { token: ApiToken(made.token), secret: made.secret.expose_secret().to_owned() }
    }
}
