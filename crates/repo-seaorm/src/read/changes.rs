//! What changesets did, read from the rows that they made and ended.

use std::collections::{BTreeMap, HashMap};

use ariadne_domain::{
    Change, Changeset, Column, Delta, EntityChange, EntityKind, EntityRef, Source, Table,
};
use ariadne_ports::{Cursor, CursorKey, Page, PageRequest, Result};
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityName};
use uuid::Uuid;

use super::changesets::load_changesets;
use crate::Repo;
use crate::entities::changeset;
use crate::error::db;
use crate::kept::{CHUNK, Kept, Version, col, distinct, versions};
use crate::keyset::unusable;

/// The kinds in the order in which history tells them.
const KINDS: [EntityKind; 3] = [EntityKind::Source, EntityKind::Table, EntityKind::Column];

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

/// The successive steps of entities after `seq`, from all their states since.
fn timeline<K: Kept>(seq: u64, mut rows: Vec<Version<K>>) -> Vec<(u64, EntityChange)>
where
    EntityChange: From<Delta<K>>,
{
    rows.sort_by_key(|row| (row.stored.value.id(), row.stored.seq));
    let mut steps = Vec::new();
    let mut before: Option<Version<K>> = None;
    for row in rows {
        let continues = before.as_ref().filter(|old| {
            old.stored.value.id() == row.stored.value.id() && old.to_seq == Some(row.stored.seq)
        });
        let old = continues.map(|old| old.stored.clone());
        if let (None, Some(ended)) = (&old, before.take()) {
            steps.extend(deletion(ended));
        }
        if row.stored.seq > seq {
            let delta = Delta { before: old, after: Some(row.stored.value.clone()) };
            steps.push((row.stored.seq, delta.into()));
        }
        before = Some(row);
    }
    steps.extend(before.and_then(deletion));
    steps
}

/// The step that ended a state which nothing followed.
fn deletion<K: Kept>(ended: Version<K>) -> Option<(u64, EntityChange)>
where
    EntityChange: From<Delta<K>>,
{
    ended.to_seq.map(|at| (at, Delta::deleted(ended.stored).into()))
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

    pub(super) async fn changes_of(&self, seq: u64) -> Result<Vec<EntityChange>> {
        let mut changes = self.deltas_of::<Source>(seq, None).await?;
        changes.extend(self.deltas_of::<Table>(seq, None).await?);
        changes.extend(self.deltas_of::<Column>(seq, None).await?);
        Ok(changes)
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

    /// Steps after `seq` of entities whose `key` is one of `ids`.
    async fn steps_after<K: Kept>(
        &self,
        seq: u64,
        key: &'static str,
        ids: &[Uuid],
    ) -> Result<Vec<(u64, EntityChange)>>
    where
        EntityChange: From<Delta<K>>,
    {
        let n = i64::try_from(seq).unwrap_or(i64::MAX);
        let mut steps = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            let of = |seq: &'static str| {
                let among = col(key).is_in(chunk.iter().copied());
                Cond::all().add(among).add(col(seq).gt(n))
            };
            let rows = versions::<K>(self.reads(), "repo.later_changes", of("seq"), of("to_seq"));
            steps.extend(timeline(seq, rows.await?));
        }
        Ok(steps)
    }

    pub(super) async fn changes_after(
        &self,
        seq: u64,
        aggregates: &[EntityRef],
        limit: usize,
    ) -> Result<Vec<(Changeset, Change)>> {
        let of_kind =
            |kind: EntityKind| distinct(aggregates.iter().filter(|e| e.kind == kind).map(|e| e.id));
        let (sources, tables) = (of_kind(EntityKind::Source), of_kind(EntityKind::Table));
        let mut steps = self.steps_after::<Source>(seq, "id", &sources).await?;
        steps.extend(self.steps_after::<Table>(seq, "id", &tables).await?);
        steps.extend(self.steps_after::<Column>(seq, "table_id", &tables).await?);
        let columns = of_kind(EntityKind::Column);
        for (at, step) in self.steps_after::<Column>(seq, "id", &columns).await? {
            if !steps.iter().any(|(n, s)| *n == at && s.entity() == step.entity()) {
                steps.push((at, step));
            }
        }
        steps.sort_by_key(|(at, step)| {
            let entity = step.entity();
            (*at, KINDS.iter().position(|kind| *kind == entity.kind), entity.id)
        });
        let mut changes: Vec<(u64, Change)> = Vec::new();
        for (at, step) in &steps {
            if changes.len() == limit {
                break;
            }
            changes.extend(step.describe().map(|change| (*at, change)));
        }
        let mut seqs: Vec<i64> = changes.iter().map(|(at, _)| at.cast_signed()).collect();
        seqs.dedup();
        let mut changesets: HashMap<u64, Changeset> = HashMap::new();
        for chunk in seqs.chunks(CHUNK) {
            let among = Cond::all().add(changeset::Column::Seq.is_in(chunk.iter().copied()));
            let found = load_changesets(self.reads(), "repo.later_changes", among).await?;
            changesets.extend(found.into_iter().map(|c| (c.seq, c)));
        }
        let with_changeset = |(at, change)| changesets.get(&at).map(|c| (c.clone(), change));
        Ok(changes.into_iter().filter_map(with_changeset).collect())
    }
}
