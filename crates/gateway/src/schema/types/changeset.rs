use ariadne_application::domain::{self, ChangesetId};
use async_graphql::{Context, ID, Object, Result};

use super::enums::ChangesetOrigin;
use super::{Actor, Change, ChangeCount};
use crate::schema::page::{Connection, Total, list_cost, page_cost, page_of};
use crate::schema::scalars::{DateTime, Long};
use crate::schema::session::Session as _;

/// One committed write of the catalog.
#[derive(Clone, Debug)]
pub(crate) struct Changeset(pub(crate) domain::Changeset);

impl Changeset {
    async fn other(ctx: &Context<'_>, id: Option<ChangesetId>) -> Result<Option<Self>> {
        let Some(id) = id else { return Ok(None) };
        Ok(ctx.loaders()?.changesets.one(id).await?.map(Self))
    }
}

/// One committed write of the catalog: who, when, why and what.
#[Object]
impl Changeset {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Its place in the one order of all writes, from 1 and without gaps.
    async fn seq(&self) -> Long {
        Long::of(self.0.seq)
    }

    /// Who.
    async fn actor(&self) -> Actor {
        Actor(self.0.actor.clone())
    }

    /// When; never earlier than that of the changeset before it.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Where from.
    async fn origin(&self) -> ChangesetOrigin {
        self.0.origin.into()
    }

    /// Why, in the actor's words.
    async fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// What it did: data sources, then tables, then columns.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Change>> {
        let page = page_of(&ctx.limits(), first, after.as_deref())?;
        let found = ctx.reader()?.list_changes(self.0.seq, &page).await?;
        Ok(Connection::new(found.map(Change), Total::Changes(self.0.seq)))
    }

    /// What it did, in numbers: of each kind how many were created, updated and deleted,
    /// where it is not 0. A table counts as updated when only a column of it changed, a
    /// lineage edge when only a claim did.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn counts(&self, ctx: &Context<'_>) -> Result<Vec<ChangeCount>> {
        let counts = ctx.loaders()?.change_counts.one(self.0.seq).await?.unwrap_or_default();
        Ok(counts.into_iter().map(ChangeCount::from).collect())
    }

    /// The changeset that this one undid.
    async fn undoes(&self, ctx: &Context<'_>) -> Result<Option<Changeset>> {
        Self::other(ctx, self.0.undoes).await
    }

    /// The changeset that undid this one and is itself not undone.
    async fn undone_by(&self, ctx: &Context<'_>) -> Result<Option<Changeset>> {
        Self::other(ctx, self.0.undone_by).await
    }
}
