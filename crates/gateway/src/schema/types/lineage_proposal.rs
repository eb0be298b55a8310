use ariadne_application::At;
use ariadne_application::domain::{ColumnId, Confidence, Edge, LineageLevel, LineageOrigin};
use ariadne_application::domain::{Stored, TableId};
use async_graphql::{Context, ID, Object, Result};
use uuid::Uuid;

use super::{Column, LineageEdge, Table};
use crate::schema::scalars::DateTime;
use crate::schema::session::Session as _;

/// Lineage that waits for a decision.
#[derive(Clone, Debug)]
pub(crate) struct LineageProposal(pub(crate) Stored<Edge>);

impl LineageProposal {
    fn end(&self, id: Uuid, table: TableId) -> LineageEnd {
        LineageEnd { level: self.0.value.level, id, table }
    }
}

/// Lineage that waits for a decision.
#[Object]
impl LineageProposal {
    /// The edge, with who claims it and why.
    async fn edge(&self) -> LineageEdge {
        self.0.value.clone().into()
    }

    /// How sure the surest of its claims is, from 0 to 1.
    async fn confidence(&self) -> f64 {
        let claims = self.0.value.state.claims;
        let strongest = LineageOrigin::ALL.iter().filter_map(|origin| claims.strongest(*origin));
        strongest.max().map_or(0.0, Confidence::number)
    }

    /// When somebody first claimed it.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Where the data comes from.
    async fn from(&self) -> LineageEnd {
        self.end(self.0.value.from, self.0.value.from_table)
    }

    /// Where the data goes to.
    async fn to(&self) -> LineageEnd {
        self.end(self.0.value.to, self.0.value.to_table)
    }
}

/// Where an edge begins or ends.
pub(crate) struct LineageEnd {
    level: LineageLevel,
    id: Uuid,
    table: TableId,
}

/// Where an edge begins or ends: a table, or a column of it.
#[Object]
impl LineageEnd {
    /// Id of the table or column.
    async fn id(&self) -> ID {
        self.id.as_hyphenated().to_string().into()
    }

    /// The table, or the column's table; null when it was deleted at this very moment.
    async fn table(&self, ctx: &Context<'_>) -> Result<Option<Table>> {
        let found = ctx.loaders()?.tables.one((At::Head, self.table).into()).await?;
        Ok(found.map(|stored| Table::new(At::Head, stored)))
    }

    /// The column; null between tables, and when it was deleted at this very moment.
    async fn column(&self, ctx: &Context<'_>) -> Result<Option<Column>> {
        if self.level == LineageLevel::Table {
            return Ok(None);
        }
        let key = (At::Head, ColumnId(self.id)).into();
        let found = ctx.loaders()?.columns.one(key).await?;
        Ok(found.map(|stored| Column::new(At::Head, stored.value, None)))
    }
}
