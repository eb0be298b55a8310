use ariadne_application::domain::Stored;
use ariadne_application::{self as application, At};
use async_graphql::{Context, ID, Object, Result};

use crate::schema::scalars::{DateTime, Json};
use crate::schema::session::Session as _;
use crate::schema::types::enums::AuditAction;
use crate::schema::types::{Actor, Source};

/// A line of the audit log.
#[derive(Clone, Debug)]
pub(crate) struct AuditEntry(pub(crate) application::AuditEntry);

/// A line of the audit log: what was done beside changesets. It never changes.
#[Object]
impl AuditEntry {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// When.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Who; `nobody` when it is not known.
    async fn actor(&self) -> Actor {
        Actor(self.0.actor.clone())
    }

    /// What.
    async fn action(&self) -> AuditAction {
        self.0.action.into()
    }

    /// `OK`, `PASSED`, `WARNING`, `FAILED`, or the code of an error.
    async fn outcome(&self) -> &str {
        &self.0.outcome
    }

    /// From which address.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// The data source that it was about, as it is now; null when it was about none, and
    /// when it is gone.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<Source>> {
        let Some(id) = self.0.source else { return Ok(None) };
        let found: Option<Stored<_>> = ctx.loaders()?.sources.one((At::Head, id).into()).await?;
        Ok(found.map(|stored| Source::new(At::Head, stored)))
    }

    /// More about it, without secrets.
    async fn details(&self) -> Json {
        Json(self.0.details.clone())
    }
}
