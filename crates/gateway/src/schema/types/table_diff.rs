use std::sync::Arc;

use ariadne_application::{Fetched, domain};
use async_graphql::{ID, Object};

use super::enums::DiffKind;
use crate::schema::page::list_cost;
use crate::schema::scalars::{Json, Long};

/// What accepting a re-fetch would change.
#[derive(Clone, Debug)]
pub(crate) struct TableDiff(pub(crate) Arc<Fetched>);

/// What accepting a re-fetch would change.
#[Object]
impl TableDiff {
    /// Facts of the table first, then columns in the source's order, then gone ones.
    #[graphql(complexity = "list_cost(1_000, child_complexity)")]
    async fn entries(&self) -> Vec<DiffEntry> {
        let entries = self.0.diff.iter().flat_map(|diff| diff.entries.iter().cloned());
        let entry = |entry: domain::DiffEntry| {
            let removes = entry.kind == domain::DiffKind::Removed;
            let column = entry.column.filter(|_| removes);
            let edges = column.and_then(|column| self.0.lineage_edges.get(&column).copied());
            DiffEntry(entry, edges)
        };
        entries.map(entry).collect()
    }
}

/// One thing to accept or to leave.
pub(crate) struct DiffEntry(domain::DiffEntry, Option<u64>);

/// One thing to accept or to leave.
#[Object]
impl DiffEntry {
    /// Its id in this diff; `applyFetched` takes it.
    async fn id(&self) -> ID {
        self.0.id.clone().into()
    }

    /// What was found.
    async fn kind(&self) -> DiffKind {
        self.0.kind.into()
    }

    /// The column by the source's path, of a rename the new one; null for a fact of
    /// the table.
    async fn path(&self) -> Option<Vec<String>> {
        self.0.path.as_ref().map(domain::Path::to_wire)
    }

    /// Id of the catalog's column, where there is one.
    async fn column_id(&self) -> Option<ID> {
        self.0.column.map(|id| id.to_string().into())
    }

    /// The fact that changed; null for whole columns.
    async fn field(&self) -> Option<&str> {
        self.0.field.map(domain::DiffField::as_str)
    }

    /// Observed last time; of a rename the old path, observed or written by hand.
    async fn stored(&self) -> Option<Json> {
        Json::some(&self.0.stored)
    }

    /// Observed now.
    async fn observed(&self) -> Option<Json> {
        Json::some(&self.0.observed)
    }

    /// How many lineage edges would end with the column; null unless it is REMOVED.
    async fn lineage_edges(&self) -> Option<Long> {
        self.1.map(Long::of)
    }

    /// What a person set instead; it stands whatever is accepted.
    async fn overridden(&self) -> Option<Json> {
        Json::some(&self.0.overridden)
    }
}
