//! Changesets and what they did.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ariadne_domain::{
    Actor, Change, Changeset, ChangesetId, EntityChange, EntityKind, EntityRef, Operation,
    Timestamp,
};
use ariadne_ports::{
    CatalogState, ChangeCount, ChangesetFilter, ChangesetReader, CursorKey, Page, PageRequest,
    Result,
};
use async_trait::async_trait;
use uuid::Uuid;

use super::MemoryRepo;
use super::paging::{Direction, Entry, page};
use super::state::Commit;

/// Id of every catalog in memory.
const CATALOG: Uuid = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0001);

fn deletes(change: &EntityChange) -> bool {
    match change {
        EntityChange::Source(delta) => delta.after.is_none(),
        EntityChange::Table(delta) => delta.after.is_none(),
        EntityChange::Column(delta) => delta.after.is_none(),
        EntityChange::Edge(delta) => delta.after.is_none(),
        EntityChange::Assertion(delta) => delta.after.is_none(),
    }
}

fn creates(change: &EntityChange) -> bool {
    match change {
        EntityChange::Source(delta) => delta.before.is_none(),
        EntityChange::Table(delta) => delta.before.is_none(),
        EntityChange::Column(delta) => delta.before.is_none(),
        EntityChange::Edge(delta) => delta.before.is_none(),
        EntityChange::Assertion(delta) => delta.before.is_none(),
    }
}

/// The table that a column's step belongs to, the edge that an assertion's does.
fn whole_of(change: &EntityChange) -> Option<EntityRef> {
    match change {
        EntityChange::Column(delta) => {
            let before = delta.before.as_ref().map(|before| before.value.table);
            let table = before.or(delta.after.as_ref().map(|after| after.table))?;
            Some(EntityRef { kind: EntityKind::Table, id: table.0 })
        }
        EntityChange::Assertion(delta) => {
            let before = delta.before.as_ref().map(|before| before.value.edge);
            let edge = before.or(delta.after.as_ref().map(|after| after.edge))?;
            Some(EntityRef { kind: EntityKind::Edge, id: edge.0 })
        }
        EntityChange::Source(_) | EntityChange::Table(_) | EntityChange::Edge(_) => None,
    }
}

fn fits(commit: &Commit, filter: &ChangesetFilter) -> bool {
    let changeset = &commit.changeset;
    let of_kind =
        |change: &EntityChange| filter.kind.is_none_or(|kind| change.entity().kind == kind);
    let of_entity = |entity: Uuid| {
        let mut changes = commit.changes.iter();
        changes.any(|change| {
            change.entity().id == entity || whole_of(change).is_some_and(|w| w.id == entity)
        })
    };
    commit.changes.iter().any(of_kind)
        && filter.entity.is_none_or(of_entity)
        && filter.actor.is_none_or(|actor| changeset.actor.id.0 == actor)
        && filter.origin.is_none_or(|origin| changeset.origin == origin)
        && filter.from.is_none_or(|from| changeset.at >= from)
        && filter.to.is_none_or(|to| changeset.at < to)
        && (!filter.deleted_only || commit.changes.iter().any(|c| deletes(c) && of_kind(c)))
}

/// Seqs as keys; a test never gets near the end of `i64`.
fn seq_key(seq: u64) -> CursorKey {
    CursorKey::Int(i64::try_from(seq).unwrap_or(i64::MAX))
}

#[async_trait]
impl ChangesetReader for MemoryRepo {
    async fn state(&self) -> Result<CatalogState> {
        let state = self.lock();
        Ok(CatalogState { catalog: CATALOG, epoch: 1, seq: state.seq(), at: state.newest_time() })
    }

    async fn changesets(&self, ids: &[ChangesetId]) -> Result<Vec<Changeset>> {
        let state = self.lock();
        let found = state.commits.iter().filter(|commit| ids.contains(&commit.changeset.id));
        Ok(found.map(|commit| state.changeset(commit)).collect())
    }

    async fn list_changesets(
        &self,
        filter: &ChangesetFilter,
        request: &PageRequest,
    ) -> Result<Page<Changeset>> {
        let state = self.lock();
        let entries =
            state.commits.iter().filter(|commit| fits(commit, filter)).map(|commit| Entry {
                keys: vec![seq_key(commit.changeset.seq)],
                id: commit.changeset.id.0,
                item: state.changeset(commit),
            });
        let scope = format!("changesets {filter:?}");
        page("memory.list_changesets", &scope, Direction::Descending, entries.collect(), request)
    }

    async fn changesets_after(&self, seq: u64, limit: usize) -> Result<Vec<Changeset>> {
        let state = self.lock();
        let after = state.commits.iter().filter(|commit| commit.changeset.seq > seq).take(limit);
        Ok(after.map(|commit| state.changeset(commit)).collect())
    }

    async fn changeset_actors(&self) -> Result<Vec<Actor>> {
        let state = self.lock();
        let mut seen = HashSet::new();
        let newest_first = state.commits.iter().rev().map(|commit| &commit.changeset.actor);
        Ok(newest_first.filter(|actor| seen.insert(actor.id)).cloned().collect())
    }

    async fn count_changes(&self, seqs: &[u64]) -> Result<Vec<ChangeCount>> {
        let state = self.lock();
        let mut counts: BTreeMap<(u64, EntityKind, Operation), u64> = BTreeMap::new();
        for seq in seqs.iter().copied().collect::<BTreeSet<u64>>() {
            let changes = state.commit(seq).map(|c| c.changes.as_slice()).unwrap_or_default();
            for change in changes {
                let did = if creates(change) {
                    Operation::Created
                } else if deletes(change) {
                    Operation::Deleted
                } else {
                    Operation::Updated
                };
                *counts.entry((seq, change.entity().kind, did)).or_default() += 1;
            }
        }
        let told = |((seq, kind, operation), count)| ChangeCount { seq, kind, operation, count };
        Ok(counts.into_iter().map(told).collect())
    }

    async fn seq_at(&self, at: Timestamp) -> Result<u64> {
        let state = self.lock();
        let mut newest_first = state.commits.iter().rev().map(|commit| &commit.changeset);
        Ok(newest_first.find(|changeset| changeset.at <= at).map_or(0, |changeset| changeset.seq))
    }

    async fn entity_changes(&self, seq: u64) -> Result<Vec<EntityChange>> {
        Ok(self.lock().commit(seq).map(|commit| commit.changes.clone()).unwrap_or_default())
    }

    async fn changes_among(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<EntityChange>> {
        let mut changes = self.entity_changes(seq).await?;
        changes.retain(|change| kinds.contains(&change.entity().kind));
        Ok(changes)
    }

    async fn replaced(&self, seq: u64, kinds: &[EntityKind]) -> Result<Vec<Uuid>> {
        let changes = self.changes_among(seq, kinds).await?;
        let old = changes.iter().filter(|change| !change.creates());
        Ok(old.map(|change| change.entity().id).collect())
    }

    async fn list_changes(&self, seq: u64, request: &PageRequest) -> Result<Page<Change>> {
        let state = self.lock();
        let changes = state.commit(seq).map(|commit| commit.changes.as_slice()).unwrap_or_default();
        let described = changes.iter().filter_map(EntityChange::describe);
        let entries = described.map(|change| Entry {
            keys: vec![CursorKey::Int(rank(change.entity.kind))],
            id: change.entity.id,
            item: change,
        });
        let scope = format!("changes {seq}");
        page("memory.list_changes", &scope, Direction::Ascending, entries.collect(), request)
    }

    async fn later_changes(
        &self,
        seq: u64,
        aggregates: &[EntityRef],
        limit: usize,
    ) -> Result<Vec<(Changeset, Change)>> {
        let state = self.lock();
        let wanted: HashSet<EntityRef> = aggregates.iter().copied().collect();
        let within = |change: &&EntityChange| {
            wanted.contains(&change.entity())
                || whole_of(change).is_some_and(|whole| wanted.contains(&whole))
        };
        let later = state.commits.iter().filter(|commit| commit.changeset.seq > seq);
        let described = later.flat_map(|commit| {
            let changes = commit.changes.iter().filter(within).filter_map(EntityChange::describe);
            changes.map(|change| (state.changeset(commit), change))
        });
        Ok(described.take(limit).collect())
    }
}

/// The order in which history tells kinds.
fn rank(kind: EntityKind) -> i64 {
    match kind {
        EntityKind::Source => 0,
        EntityKind::Table => 1,
        EntityKind::Column => 2,
        EntityKind::Edge => 3,
        EntityKind::Assertion => 4,
    }
}
