//! What changesets did, read from the rows that they made and ended.

use std::collections::BTreeMap;

use ariadne_domain::{
    Assertion, Change, Column, Delta, Edge, EntityChange, EntityKind, Source, Table,
};
use ariadne_ports::{Cursor, CursorKey, Page, PageRequest, Result};
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, EntityName};
use uuid::Uuid;

use crate::Repo;
use crate::error::db;
use crate::kept::{CHUNK, Kept, Version, col, distinct, versions};
use crate::keyset::unusable;

/// The kinds in the order in which history tells them.
pub(super) const KINDS: [EntityKind; 5] = [
    EntityKind::Source,
    EntityKind::Table,
    EntityKind::Column,
    EntityKind::Edge,
    EntityKind::Assertion,
];

/// Pairs the states that changeset `seq` made with those that it ended, by id.
fn deltas<K: Kept>(seq: u64, rows: Vec<Version<K>>) -> Vec<EntityChange>
where
    EntityChange: From<Delta<K>>,
{
    let mut by_id: BTreeMap<Uuid, Delta<K>> = BTreeMap::new();
    for row in rows {
        let entry = by_id.entry(row.stored.value.id());
        let delta = entry.or_insert(Delta { before: None, after: None });
        if row.stored.seq == seq {
            delta.after = Some(row.stored.value);
        } else if row.to_seq == Some(seq) {
            delta.before = Some(row.stored);
        }
    }
    by_id.into_values().map(EntityChange::from).collect()
}

impl Repo {
    async fn deltas_of<K: Kept>(&self, seq: u64, ids: Option<&[Uuid]>) -> Result<Vec<EntityChange>>
    where
        EntityChange: From<Delta<K>>,
    {
        let n = i64::try_from(seq).unwrap_or(i64::MAX);
        let among = |condition: Cond| match ids {
            Some(ids) => condition.add(col("id").is_in(ids.iter().copied())),
            None => condition,
        };
        let current = among(Cond::all().add(col("seq").eq(n)));
        let past = among(Cond::all().add(col("seq").eq(n).or(col("to_seq").eq(n))));
        let rows = versions::<K>(self.reads(), "repo.entity_changes", current, past).await?;
        Ok(deltas(seq, rows))
    }

    pub(super) async fn changes_of(
        &self,
        seq: u64,
        kinds: &[EntityKind],
    ) -> Result<Vec<EntityChange>> {
        let mut changes = Vec::new();
        for kind in KINDS.iter().filter(|kind| kinds.contains(kind)) {
            changes.extend(match kind {
                EntityKind::Source => self.deltas_of::<Source>(seq, None).await?,
                EntityKind::Table => self.deltas_of::<Table>(seq, None).await?,
                EntityKind::Column => self.deltas_of::<Column>(seq, None).await?,
                EntityKind::Edge => self.deltas_of::<Edge>(seq, None).await?,
                EntityKind::Assertion => self.deltas_of::<Assertion>(seq, None).await?,
            });
        }
        Ok(changes)
    }

    pub(super) async fn replaced_by(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<Uuid>> {
        const OPERATION: &str = "repo.replaced";
        let n = i64::try_from(seq).unwrap_or(i64::MAX);
        let mut ids = Vec::new();
        for kind in kinds {
            let history = match kind {
                EntityKind::Source => Source::HISTORY,
                EntityKind::Table => Table::HISTORY,
                EntityKind::Column => Column::HISTORY,
                EntityKind::Edge => Edge::HISTORY,
                EntityKind::Assertion => Assertion::HISTORY,
            };
            let mut select = Query::select();
            select
                .column(Alias::new("id"))
                .from(Alias::new(history))
                .and_where(col("to_seq").eq(n));
            for row in self.reads().query_all(&select).await.map_err(db(OPERATION))? {
                ids.push(row.try_get("", "id").map_err(db(OPERATION))?);
            }
        }
        Ok(ids)
    }

    /// Ids behind `after` that changeset `seq` touched, in order, at most `limit`.
    async fn touched_ids<K: Kept>(
        &self,
        seq: u64,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<Uuid>> {
        const OPERATION: &str = "repo.list_changes";
        let n = i64::try_from(seq).unwrap_or(i64::MAX);
        let mut ids = Vec::new();
        // current rows first: a row that a commit moves to history meanwhile is then
        // found there
        let current = K::Row::default().table_name();
        for (table, key) in [(current, "seq"), (K::HISTORY, "seq"), (K::HISTORY, "to_seq")] {
            let mut select = Query::select();
            select
                .column(Alias::new("id"))
                .from(Alias::new(table))
                .and_where(col(key).eq(n))
                .order_by(Alias::new("id"), Order::Asc)
                .limit(u64::try_from(limit).unwrap_or(u64::MAX));
            if let Some(after) = after {
                select.and_where(Expr::col(Alias::new("id")).gt(after));
            }
            for row in self.reads().query_all(&select).await.map_err(db(OPERATION))? {
                ids.push(row.try_get::<Uuid>("", "id").map_err(db(OPERATION))?);
            }
        }
        let mut ids = distinct(ids);
        ids.truncate(limit);
        Ok(ids)
    }

    /// The described changes of one kind behind `after`, at most `limit`.
    async fn described<K: Kept>(
        &self,
        seq: u64,
        mut after: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<Change>>
    where
        EntityChange: From<Delta<K>>,
    {
        let mut found = Vec::new();
        while found.len() < limit {
            let ids = self.touched_ids::<K>(seq, after, limit.clamp(1, CHUNK)).await?;
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            let changes = self.deltas_of::<K>(seq, Some(&ids)).await?;
            found.extend(changes.iter().filter_map(EntityChange::describe));
        }
        found.truncate(limit);
        Ok(found)
    }

    pub(super) async fn page_of_changes(
        &self,
        seq: u64,
        request: &PageRequest,
    ) -> Result<Page<Change>> {
        const OPERATION: &str = "repo.list_changes";
        let scope = format!("changes {seq}");
        let (from, mut after) = match &request.after {
            None => (0, None),
            Some(cursor) => {
                cursor.check(OPERATION, &scope)?;
                let [CursorKey::Int(kind)] = cursor.keys[..] else {
                    return Err(unusable(OPERATION));
                };
                let kind = usize::try_from(kind).ok().filter(|kind| *kind < KINDS.len());
                (kind.ok_or_else(|| unusable(OPERATION))?, Some(cursor.id))
            }
        };
        let first = request.first.max(1);
        let mut items = Vec::new();
        for (rank, kind) in KINDS.iter().enumerate().skip(from) {
            let missing = first + 1 - items.len();
            let changes = match kind {
                EntityKind::Source => self.described::<Source>(seq, after, missing).await?,
                EntityKind::Table => self.described::<Table>(seq, after, missing).await?,
                EntityKind::Column => self.described::<Column>(seq, after, missing).await?,
                EntityKind::Edge => self.described::<Edge>(seq, after, missing).await?,
                EntityKind::Assertion => self.described::<Assertion>(seq, after, missing).await?,
            };
            after = None;
            let rank = i64::try_from(rank).unwrap_or_default();
            items.extend(changes.into_iter().map(|change| {
                let cursor = Cursor::new(&scope, vec![CursorKey::Int(rank)], change.entity.id);
                (change, cursor)
            }));
            if items.len() > first {
                break;
            }
        }
        let has_next = items.len() > first;
        items.truncate(first);
        Ok(Page { items, has_next })
    }
}
