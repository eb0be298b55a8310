use ariadne_application::domain::{self, Stored};
use ariadne_application::{At, TableFilter, TableOrder};
use async_graphql::{Context, ID, Object, Result};

use super::enums::SourceKind;
use super::{ConnectionTest, Table};
use crate::schema::page::{Connection, Total, page_cost, page_of};
use crate::schema::scalars::{DateTime, Json};
use crate::schema::session::Session as _;

/// A system that tables are read from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    at: At,
    stored: Stored<domain::Source>,
}

impl Source {
    /// A source as it is (or was) at a point of history.
    pub(crate) fn new(at: At, stored: Stored<domain::Source>) -> Self {
        Self { at, stored }
    }
}

/// A system that tables are read from.
#[Object]
impl Source {
    /// Its id.
    async fn id(&self) -> ID {
        self.stored.value.id.to_string().into()
    }

    /// Its name, unique without regard to case.
    async fn name(&self) -> &str {
        &self.stored.value.name
    }

    /// The engine; it never changes.
    async fn kind(&self) -> SourceKind {
        self.stored.value.kind.into()
    }

    /// Free text.
    async fn description(&self) -> Option<&str> {
        self.stored.value.description.as_deref()
    }

    /// The settings that are not secret, keyed by the names that `sourceKinds` lists.
    async fn settings(&self) -> Json {
        Json(self.stored.value.settings.clone())
    }

    /// Whether a secret is stored for it. No answer ever shows one.
    async fn has_secret(&self) -> bool {
        self.stored.value.has_secret()
    }

    /// False: fetches and suggestions are refused, a test is allowed.
    async fn is_active(&self) -> bool {
        self.stored.value.is_active
    }

    /// The newest test of the stored settings.
    async fn last_test(&self, ctx: &Context<'_>) -> Result<Option<ConnectionTest>> {
        let found = ctx.loaders()?.latest_tests.one(self.stored.value.id).await?;
        Ok(found.map(ConnectionTest))
    }

    /// Its tables by name.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn tables(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Table>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let filter = TableFilter { source: Some(self.stored.value.id), ..TableFilter::default() };
        let reader = ctx.reader()?;
        let found = reader.list_tables(self.at, &filter, TableOrder::Name, &page).await?;
        let found = found.map(|stored| Table::new(self.at, stored));
        Ok(Connection::new(found, Total::Tables(self.at, filter)))
    }

    /// Raised by every change; a change has to name it.
    async fn version(&self) -> u32 {
        self.stored.version
    }

    /// When it was created.
    async fn created_at(&self) -> DateTime {
        DateTime(self.stored.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.stored.updated_at)
    }
}
