//! What happened to some entities after a changeset, oldest first and no further than
//! it is asked for.

use std::collections::HashMap;

use ariadne_domain::{
    Assertion, Change, Changeset, Column, Delta, Edge, EntityChange, EntityKind, EntityRef, Source,
    Table,
};
use ariadne_ports::Result;
use sea_orm::sea_query::{Alias, Cond, ExprTrait, Order, Query, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityName};
use uuid::Uuid;

use super::changes::KINDS;
use super::changesets::load_changesets;
use crate::Repo;
use crate::entities::changeset;
use crate::error::db;
use crate::kept::{CHUNK, Kept, Version, col, distinct, versions};

const OPERATION: &str = "repo.later_changes";

/// The successive steps of entities after `seq`, from their states since.
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

/// Seqs behind `after` and up to `upto`, where there is such an end.
#[derive(Clone, Copy)]
struct Window {
    after: u64,
    upto: Option<u64>,
}

impl Window {
    /// Whether a column's seq is within it.
    fn holds(self, seq: &'static str) -> Cond {
        let bound = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let behind = Cond::all().add(col(seq).gt(bound(self.after)));
        match self.upto {
            Some(upto) => behind.add(col(seq).lte(bound(upto))),
            None => behind,
        }
    }
}

/// The entities that are asked about.
struct Asked {
    sources: Vec<Uuid>,
    tables: Vec<Uuid>,
    columns: Vec<Uuid>,
    edges: Vec<Uuid>,
    assertions: Vec<Uuid>,
}

impl Asked {
    fn of(aggregates: &[EntityRef]) -> Self {
        let of = |kind| distinct(aggregates.iter().filter(|e| e.kind == kind).map(|e| e.id));
        Self {
            sources: of(EntityKind::Source),
            tables: of(EntityKind::Table),
            columns: of(EntityKind::Column),
            edges: of(EntityKind::Edge),
            assertions: of(EntityKind::Assertion),
        }
    }
}

impl Repo {
    /// The smallest seq by which rows whose `key` is one of `ids` began or ended
    /// `limit` times after `seq`; `None` when they did less often.
    async fn reached<K: Kept>(
        &self,
        seq: u64,
        key: &'static str,
        ids: &[Uuid],
        limit: usize,
    ) -> Result<Option<u64>> {
        let window = Window { after: seq, upto: None };
        let mut reached: Option<u64> = None;
        for chunk in ids.chunks(CHUNK) {
            let ends = |table: &'static str, end: &'static str| {
                let mut select = Query::select();
                select
                    .expr_as(col(end), Alias::new("at"))
                    .from(Alias::new(table))
                    .and_where(col(key).is_in(chunk.iter().copied()))
                    .cond_where(window.holds(end));
                select
            };
            let mut all = ends(K::Row::default().table_name(), "seq");
            all.union(UnionType::All, ends(K::HISTORY, "seq"));
            all.union(UnionType::All, ends(K::HISTORY, "to_seq"));
            let mut select = Query::select();
            select
                .column(Alias::new("at"))
                .from_subquery(all, Alias::new("ends"))
                .order_by(Alias::new("at"), Order::Asc)
                .limit(1)
                .offset(u64::try_from(limit.saturating_sub(1)).unwrap_or(u64::MAX));
            for row in self.reads().query_all(&select).await.map_err(db(OPERATION))? {
                let at = row.try_get::<i64>("", "at").map_err(db(OPERATION))?.cast_unsigned();
                reached = reached.into_iter().chain([at]).min();
            }
        }
        Ok(reached)
    }

    /// Where the window ends that has `limit` steps at most a few times over.
    async fn window(&self, after: u64, asked: &Asked, limit: usize) -> Result<Window> {
        let ends = [
            self.reached::<Source>(after, "id", &asked.sources, limit).await?,
            self.reached::<Table>(after, "id", &asked.tables, limit).await?,
            self.reached::<Column>(after, "table_id", &asked.tables, limit).await?,
            self.reached::<Column>(after, "id", &asked.columns, limit).await?,
            self.reached::<Edge>(after, "id", &asked.edges, limit).await?,
            self.reached::<Assertion>(after, "edge_id", &asked.edges, limit).await?,
            self.reached::<Assertion>(after, "id", &asked.assertions, limit).await?,
        ];
        Ok(Window { after, upto: ends.into_iter().flatten().min() })
    }

    /// Steps within a window of entities whose `key` is one of `ids`.
    async fn steps<K: Kept>(
        &self,
        window: Window,
        key: &'static str,
        ids: &[Uuid],
    ) -> Result<Vec<(u64, EntityChange)>>
    where
        EntityChange: From<Delta<K>>,
    {
        let mut steps = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            let among = || Cond::all().add(col(key).is_in(chunk.iter().copied()));
            let current = among().add(window.holds("seq"));
            let past = Cond::any().add(window.holds("seq")).add(window.holds("to_seq"));
            let rows = versions::<K>(self.reads(), OPERATION, current, among().add(past)).await?;
            let found = timeline(window.after, rows);
            // A state that began within the window may end behind it.
            steps.extend(found.into_iter().filter(|(at, _)| window.upto.is_none_or(|n| *at <= n)));
        }
        Ok(steps)
    }

    /// Every step within a window, oldest first.
    async fn steps_of(&self, window: Window, asked: &Asked) -> Result<Vec<(u64, EntityChange)>> {
        let mut steps = self.steps::<Source>(window, "id", &asked.sources).await?;
        steps.extend(self.steps::<Table>(window, "id", &asked.tables).await?);
        steps.extend(self.steps::<Column>(window, "table_id", &asked.tables).await?);
        steps.extend(self.steps::<Column>(window, "id", &asked.columns).await?);
        steps.extend(self.steps::<Edge>(window, "id", &asked.edges).await?);
        steps.extend(self.steps::<Assertion>(window, "edge_id", &asked.edges).await?);
        steps.extend(self.steps::<Assertion>(window, "id", &asked.assertions).await?);
        let place = |(at, step): &(u64, EntityChange)| {
            let entity = step.entity();
            (*at, KINDS.iter().position(|kind| *kind == entity.kind), entity.id)
        };
        steps.sort_by_key(place);
        // A part may be asked about by itself and by its whole.
        steps.dedup_by_key(|step| place(step));
        Ok(steps)
    }

    pub(super) async fn changes_after(
        &self,
        seq: u64,
        aggregates: &[EntityRef],
        limit: usize,
    ) -> Result<Vec<(Changeset, Change)>> {
        let asked = Asked::of(aggregates);
        let mut changes: Vec<(u64, Change)> = Vec::new();
        let mut after = seq;
        while changes.len() < limit {
            let window = self.window(after, &asked, limit - changes.len()).await?;
            let steps = self.steps_of(window, &asked).await?;
            let described = steps.iter().filter_map(|(at, step)| Some((*at, step.describe()?)));
            changes.extend(described.take(limit - changes.len()));
            let Some(upto) = window.upto else { break };
            after = upto;
        }
        let mut seqs: Vec<i64> = changes.iter().map(|(at, _)| at.cast_signed()).collect();
        seqs.dedup();
        let mut changesets: HashMap<u64, Changeset> = HashMap::new();
        for chunk in seqs.chunks(CHUNK) {
            let among = Cond::all().add(changeset::Column::Seq.is_in(chunk.iter().copied()));
            let found = load_changesets(self.reads(), OPERATION, among).await?;
            changesets.extend(found.into_iter().map(|c| (c.seq, c)));
        }
        let with_changeset = |(at, change)| changesets.get(&at).map(|c| (c.clone(), change));
        Ok(changes.into_iter().filter_map(with_changeset).collect())
    }
}
