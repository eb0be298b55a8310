//! The steps of one commit by kind, with the rows that they start from.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{Assertion, Column, Delta, Edge, EntityChange, Source, Table};
use ariadne_ports::{Error, ErrorKind, Result};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, EntityName};
use uuid::Uuid;

use super::{OPERATION, lineage};
use crate::error::db;
use crate::kept::{CHUNK, Kept, col};

/// What the record keeps about a current row.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowHead {
    pub(super) seq: i64,
    pub(super) version: i32,
    pub(super) created_at: i64,
    pub(super) doc: Option<i64>,
}

/// The steps of one kind.
pub(super) struct Steps<'a, K> {
    pub(super) deltas: Vec<&'a Delta<K>>,
    /// Ids of all of them.
    pub(super) ids: HashSet<Uuid>,
    /// The current rows of those that exist.
    pub(super) rows: HashMap<Uuid, RowHead>,
    /// The last versions of those that come back after a deletion.
    pub(super) past_versions: HashMap<Uuid, i32>,
}

impl<'a, K: Kept> Steps<'a, K> {
    fn new(deltas: Vec<&'a Delta<K>>) -> Result<Self> {
        let mut ids = HashSet::with_capacity(deltas.len());
        for delta in &deltas {
            let before = delta.before.as_ref().map(|b| b.value.id());
            let after = delta.after.as_ref().map(K::id);
            let id = match (before, after) {
                (None, None) => return Err(fault("A step from nothing to nothing.")),
                (Some(before), Some(after)) if before != after => {
                    return Err(fault("A step from one entity to another."));
                }
                (before, after) => before.or(after).unwrap_or_default(),
            };
            if !ids.insert(id) {
                return Err(fault("Two steps of one entity."));
            }
        }
        Ok(Self { deltas, ids, rows: HashMap::new(), past_versions: HashMap::new() })
    }

    /// States after the commit.
    pub(super) fn after(&self) -> impl Iterator<Item = &'a K> {
        self.deltas.iter().filter_map(|delta| delta.after.as_ref())
    }

    /// Ids of those that end.
    pub(super) fn deleted(&self) -> impl Iterator<Item = Uuid> {
        let ended = self.deltas.iter().filter(|delta| delta.after.is_none());
        ended.filter_map(|delta| delta.before.as_ref()).map(|before| before.value.id())
    }

    async fn load(&mut self, connection: &impl ConnectionTrait, restores: bool) -> Result<()> {
        let mut ids: Vec<Uuid> = self.ids.iter().copied().collect();
        // in order, so that neighbours are found in neighbouring pages
        ids.sort_unstable();
        for chunk in ids.chunks(CHUNK) {
            let mut select = Query::select();
            select
                .columns(["id", "seq", "version", "created_at"].map(Alias::new))
                .columns(K::DOC.then_some("doc").map(Alias::new))
                .from(Alias::new(K::Row::default().table_name()))
                .and_where(col("id").is_in(chunk.iter().copied()));
            for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
                let head = RowHead {
                    seq: row.try_get("", "seq").map_err(db(OPERATION))?,
                    version: row.try_get("", "version").map_err(db(OPERATION))?,
                    created_at: row.try_get("", "created_at").map_err(db(OPERATION))?,
                    doc: if K::DOC { row.try_get("", "doc").map_err(db(OPERATION))? } else { None },
                };
                self.rows.insert(row.try_get("", "id").map_err(db(OPERATION))?, head);
            }
            if restores {
                self.load_past(connection, chunk).await?;
            }
        }
        Ok(())
    }

    async fn load_past(&mut self, connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<()> {
        let mut select = Query::select();
        select
            .column(Alias::new("id"))
            .expr_as(Expr::cust("MAX(version)"), Alias::new("version"))
            .from(Alias::new(K::HISTORY))
            .and_where(col("id").is_in(ids.iter().copied()))
            .add_group_by([col("id")]);
        for row in connection.query_all(&select).await.map_err(db(OPERATION))? {
            let id = row.try_get("", "id").map_err(db(OPERATION))?;
            let version = row.try_get("", "version").map_err(db(OPERATION))?;
            self.past_versions.insert(id, version);
        }
        Ok(())
    }
}

/// All steps of one commit.
pub(super) struct AllSteps<'a> {
    pub(super) sources: Steps<'a, Source>,
    pub(super) tables: Steps<'a, Table>,
    pub(super) columns: Steps<'a, Column>,
    pub(super) edges: Steps<'a, Edge>,
    pub(super) assertions: Steps<'a, Assertion>,
}

impl<'a> AllSteps<'a> {
    /// Sorts the changes by kind; faults of the caller are `Internal`.
    pub(super) fn of(changes: &'a [EntityChange]) -> Result<Self> {
        if changes.is_empty() {
            return Err(fault("A commit without changes."));
        }
        let (mut sources, mut tables, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        let (mut edges, mut assertions) = (Vec::new(), Vec::new());
        for change in changes {
            match change {
                EntityChange::Source(delta) => sources.push(delta),
                EntityChange::Table(delta) => tables.push(delta),
                EntityChange::Column(delta) => columns.push(delta),
                EntityChange::Edge(delta) => edges.push(delta),
                EntityChange::Assertion(delta) => assertions.push(delta),
            }
        }
        for delta in &columns {
            if let (Some(before), Some(after)) = (&delta.before, &delta.after)
                && before.value.table != after.table
            {
                return Err(fault("A column never moves to another table."));
            }
        }
        lineage::stay(&edges, &assertions)?;
        Ok(Self {
            sources: Steps::new(sources)?,
            tables: Steps::new(tables)?,
            columns: Steps::new(columns)?,
            edges: Steps::new(edges)?,
            assertions: Steps::new(assertions)?,
        })
    }

    /// Refuses a column's step without one of its table: the table's version counts
    /// for the whole aggregate.
    pub(super) fn aggregates_are_whole(&self) -> Result<()> {
        let mut tables = self.columns.deltas.iter().filter_map(|delta| {
            delta.after.as_ref().map(|c| c.table).or(delta.before.as_ref().map(|b| b.value.table))
        });
        if tables.all(|table| self.tables.ids.contains(&table.0)) {
            return Ok(());
        }
        Err(fault("A column's step without one of its table, whose version counts it."))
    }

    /// Reads the rows that the steps start from. Only an undo brings deleted
    /// entities back, so only it looks for their past.
    pub(super) async fn load(
        &mut self,
        connection: &impl ConnectionTrait,
        restores: bool,
    ) -> Result<()> {
        self.sources.load(connection, restores).await?;
        self.tables.load(connection, restores).await?;
        self.columns.load(connection, restores).await?;
        self.edges.load(connection, restores).await?;
        self.assertions.load(connection, restores).await
    }
}

pub(super) fn fault(message: &str) -> Error {
    Error::new(ErrorKind::Internal, OPERATION, message)
}
