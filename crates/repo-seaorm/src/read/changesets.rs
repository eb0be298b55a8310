//! Reads changesets.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Actor, Assertion, Change, Changeset, ChangesetId, Column, Edge, EntityChange, EntityKind,
    EntityRef, Source, Table, Timestamp,
};
use ariadne_ports::{
    CatalogState, ChangeCount, ChangesetFilter, ChangesetReader, CursorKey, Page, PageRequest,
    Result,
};
use async_trait::async_trait;
use sea_orm::sea_query::{Alias, Cond, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityName, EntityTrait, FromQueryResult, Iterable, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::Repo;
use crate::entities::{changeset, head};
use crate::error::{corrupt, db};
use crate::kept::{CHUNK, Kept, col, distinct};
use crate::keyset::{Keyset, page};
use crate::mapping;
use crate::read::changes::KINDS;

/// Reads rows of changesets and completes them.
pub(crate) async fn load_changesets(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    condition: Cond,
) -> Result<Vec<Changeset>> {
    let rows = changeset::Entity::find().filter(condition).all(connection).await;
    let rows = rows.map_err(db(operation))?.into_iter();
    let mut found = rows
        .map(|row| mapping::changeset(row).map_err(corrupt(operation)))
        .collect::<Result<Vec<_>>>()?;
    complete(connection, operation, &mut found).await?;
    Ok(found)
}

/// Fills in `undone_by`: the changeset that undid it and is itself not undone.
async fn complete(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    changesets: &mut [Changeset],
) -> Result<()> {
    // by the undone one: those that undid it, and so on for those
    let mut undoing: HashMap<Uuid, Vec<(i64, Uuid)>> = HashMap::new();
    let mut frontier: Vec<Uuid> = distinct(changesets.iter().map(|c| c.id.0));
    while !frontier.is_empty() {
        let mut next = Vec::new();
        for chunk in frontier.chunks(CHUNK) {
            let rows = changeset::Entity::find()
                .filter(changeset::Column::Undoes.is_in(chunk.iter().copied()))
                .order_by_asc(changeset::Column::Seq)
                .all(connection)
                .await
                .map_err(db(operation))?;
            for row in rows {
                if let Some(undone) = row.undoes {
                    undoing.entry(undone).or_default().push((row.seq, row.id));
                    next.push(row.id);
                }
            }
        }
        frontier = distinct(next);
    }
    // an undo is younger than what it undoes, so from the youngest on each one's
    // own fate is known before it counts
    let mut young: Vec<(i64, Uuid)> = undoing.values().flatten().copied().collect();
    young.sort_unstable();
    let mut standing: HashSet<Uuid> = HashSet::new();
    for (_, id) in young.into_iter().rev() {
        let undone =
            undoing.get(&id).is_some_and(|by| by.iter().any(|(_, u)| standing.contains(u)));
        if !undone {
            standing.insert(id);
        }
    }
    for changeset in changesets {
        let by = undoing.get(&changeset.id.0).into_iter().flatten();
        let mut effective = by.filter(|(_, id)| standing.contains(id));
        changeset.undone_by = effective.next().map(|(_, id)| ChangesetId(*id));
    }
    Ok(())
}

/// Seqs at which something of `kind` changed whose `key` is `entity`.
fn touches<K: Kept>(key: &'static str, entity: Uuid) -> Vec<SelectStatement> {
    let select = |table: &'static str, seq: &'static str| {
        let mut select = Query::select();
        select.expr(col(seq)).from(Alias::new(table)).and_where(col(key).eq(entity));
        select
    };
    let current = K::Row::default().table_name();
    vec![select(current, "seq"), select(K::HISTORY, "seq"), select(K::HISTORY, "to_seq")]
}

fn condition(filter: &ChangesetFilter) -> Cond {
    let mut all = Cond::all();
    let every = Source::BIT | Table::BIT | Column::BIT | Edge::BIT | Assertion::BIT;
    let bit = filter.kind.map_or(every, |kind| match kind {
        EntityKind::Source => Source::BIT,
        EntityKind::Table => Table::BIT,
        EntityKind::Column => Column::BIT,
        EntityKind::Edge => Edge::BIT,
        EntityKind::Assertion => Assertion::BIT,
    });
    if filter.kind.is_some() {
        all = all.add(col("touched").bit_and(bit).ne(0));
    }
    if filter.deleted_only {
        all = all.add(col("deleted").bit_and(bit).ne(0));
    }
    if let Some(entity) = filter.entity {
        let mut parts = touches::<Source>("id", entity);
        parts.extend(touches::<Table>("id", entity));
        parts.extend(touches::<Column>("id", entity));
        parts.extend(touches::<Column>("table_id", entity));
        parts.extend(touches::<Edge>("id", entity));
        parts.extend(touches::<Assertion>("id", entity));
        parts.extend(touches::<Assertion>("edge_id", entity));
        let mut seqs = parts.remove(0);
        for part in parts {
            seqs.union(UnionType::All, part);
        }
        all = all.add(col("seq").in_subquery(seqs));
    }
    if let Some(actor) = filter.actor {
        all = all.add(col("actor_id").eq(actor));
    }
    if let Some(origin) = filter.origin {
        all = all.add(col("origin").eq(origin.as_str()));
    }
    if let Some(from) = filter.from {
        all = all.add(col("at").gte(from.0));
    }
    if let Some(to) = filter.to {
        all = all.add(col("at").lt(to.0));
    }
    all
}

#[async_trait]
impl ChangesetReader for Repo {
    async fn state(&self) -> Result<CatalogState> {
        const OPERATION: &str = "repo.state";
        let row = head::Entity::find().one(self.reads()).await.map_err(db(OPERATION))?;
        let row = row.ok_or_else(|| mapping::Corrupt::new("head", "it is missing"));
        let row = row.map_err(corrupt(OPERATION))?;
        Ok(CatalogState {
            catalog: row.catalog,
            epoch: row.epoch.cast_unsigned(),
            seq: row.seq.cast_unsigned(),
            at: Timestamp(row.at),
        })
    }

    async fn changesets(&self, ids: &[ChangesetId]) -> Result<Vec<Changeset>> {
        let ids = distinct(ids.iter().map(|id| id.0));
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let among = Cond::all().add(changeset::Column::Id.is_in(chunk.iter().copied()));
            found.extend(load_changesets(self.reads(), "repo.changesets", among).await?);
        }
        Ok(found)
    }

    async fn list_changesets(
        &self,
        filter: &ChangesetFilter,
        request: &PageRequest,
    ) -> Result<Page<Changeset>> {
        const OPERATION: &str = "repo.list_changesets";
        let mut base = Query::select();
        base.columns(changeset::Column::iter())
            .from(changeset::Entity)
            .cond_where(condition(filter));
        let scope = format!("changesets {filter:?}");
        let keyset = Keyset { descending_id: true, ..Keyset::newest("seq") };
        let rows = page(self.reads(), OPERATION, (&base, keyset, &*scope), request, |row| {
            let model = changeset::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let (key, id) = (CursorKey::Int(model.seq), model.id);
            Ok((mapping::changeset(model).map_err(corrupt(OPERATION))?, key, id))
        })
        .await?;
        let (mut changesets, cursors): (Vec<_>, Vec<_>) = rows.items.into_iter().unzip();
        complete(self.reads(), OPERATION, &mut changesets).await?;
        let items = changesets.into_iter().zip(cursors).collect();
        Ok(Page { items, has_next: rows.has_next })
    }

    async fn changesets_after(&self, seq: u64, limit: usize) -> Result<Vec<Changeset>> {
        const OPERATION: &str = "repo.changesets_after";
        let seq = i64::try_from(seq).unwrap_or(i64::MAX);
        let rows = changeset::Entity::find()
            .filter(changeset::Column::Seq.gt(seq))
            .order_by_asc(changeset::Column::Seq)
            .limit(u64::try_from(limit).unwrap_or(u64::MAX))
            .all(self.reads())
            .await
            .map_err(db(OPERATION))?;
        let mut found = rows
            .into_iter()
            .map(|row| mapping::changeset(row).map_err(corrupt(OPERATION)))
            .collect::<Result<Vec<_>>>()?;
        complete(self.reads(), OPERATION, &mut found).await?;
        Ok(found)
    }

    async fn changeset_actors(&self) -> Result<Vec<Actor>> {
        self.everybody_who_wrote().await
    }

    async fn count_changes(&self, seqs: &[u64]) -> Result<Vec<ChangeCount>> {
        self.numbers_of_changes(seqs).await
    }

    async fn seq_at(&self, at: Timestamp) -> Result<u64> {
        let row = changeset::Entity::find()
            .filter(changeset::Column::At.lte(at.0))
            .order_by_desc(changeset::Column::At)
            .order_by_desc(changeset::Column::Seq)
            .one(self.reads())
            .await
            .map_err(db("repo.seq_at"))?;
        Ok(row.map_or(0, |row| row.seq.cast_unsigned()))
    }

    async fn entity_changes(&self, seq: u64) -> Result<Vec<EntityChange>> {
        self.changes_of(seq, &KINDS).await
    }

    async fn changes_among(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<EntityChange>> {
        self.changes_of(seq, kinds).await
    }

    async fn replaced(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<Uuid>> {
        self.replaced_by(seq, kinds).await
    }

    async fn list_changes(&self, seq: u64, request: &PageRequest) -> Result<Page<Change>> {
        self.page_of_changes(seq, request).await
    }

    async fn later_changes(
        &self,
        seq: u64,
        aggregates: &[EntityRef],
        limit: usize,
    ) -> Result<Vec<(Changeset, Change)>> {
        self.changes_after(seq, aggregates, limit).await
    }
}
