//! A catalog that a case fills.

use std::fmt::Debug;

use ariadne_domain::{
    Changeset, Column, ColumnId, Delta, EntityChange, EntityKind, EntityRef, Source, SourceId,
    Stored, Table, TableId, Timestamp,
};
use ariadne_ports::{At, Clock, Committed, Head, IdSource, Result};
use uuid::Uuid;

use crate::builders::{ColumnBuilder, HeadBuilder, SourceBuilder, TableBuilder};
use crate::{Backend, SeqIds, SteppingClock};

/// A backend with ids and a clock of its own: each head is a second later than
/// the one before.
pub struct World<'a> {
    /// The backend.
    pub backend: &'a Backend,
    /// Makes ids.
    pub ids: SeqIds,
    clock: SteppingClock,
}

impl<'a> World<'a> {
    /// Over an empty backend.
    pub fn new(backend: &'a Backend) -> Self {
        Self { backend, ids: SeqIds::default(), clock: SteppingClock::default() }
    }

    /// A new id.
    pub fn id(&self) -> Uuid {
        self.ids.next()
    }

    /// The time of the next head.
    pub fn tick(&self) -> Timestamp {
        self.clock.now()
    }

    /// A head of a new id, a second after the last one.
    pub fn head(&self) -> HeadBuilder {
        HeadBuilder::new(self.id(), self.tick())
    }

    /// Commits under a head.
    pub async fn commit_as(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        self.backend.writer.commit(head, changes).await
    }

    /// Commits under a plain head.
    pub async fn try_commit(&self, changes: Vec<EntityChange>) -> Result<Committed> {
        self.commit_as(self.head().build(), changes).await
    }

    /// Commits what must succeed.
    pub async fn commit(&self, changes: Vec<EntityChange>) -> Changeset {
        let committed = self.try_commit(changes).await.expect("committed");
        assert!(!committed.replayed);
        committed.changeset
    }

    /// Commits a new source of this name.
    pub async fn add_source(&self, name: &str) -> Stored<Source> {
        self.add_built_source(SourceBuilder::new(self.id(), name)).await
    }

    /// Commits a new source.
    pub async fn add_built_source(&self, source: SourceBuilder) -> Stored<Source> {
        let source = source.build();
        let id = source.id;
        self.commit(vec![Delta::created(source).into()]).await;
        self.source(id).await
    }

    /// Commits a new manual table of this name.
    pub async fn add_table(&self, name: &str) -> Stored<Table> {
        self.add_built_table(TableBuilder::new(self.id(), name)).await
    }

    /// Commits a new table.
    pub async fn add_built_table(&self, table: TableBuilder) -> Stored<Table> {
        self.add_table_with(table, |_, _| Vec::new()).await
    }

    /// Commits a new table with the columns that `columns` makes for its id.
    pub async fn add_table_with(
        &self,
        table: TableBuilder,
        columns: impl FnOnce(&Self, TableId) -> Vec<Column>,
    ) -> Stored<Table> {
        let table = table.build();
        let id = table.id;
        let mut changes: Vec<EntityChange> = vec![Delta::created(table).into()];
        changes.extend(columns(self, id).into_iter().map(|column| Delta::created(column).into()));
        self.commit(changes).await;
        self.table(id).await
    }

    /// Commits a new table with hand-written columns at these printed paths.
    pub async fn add_table_of(&self, name: &str, paths: &[&str]) -> Stored<Table> {
        self.add_table_with(TableBuilder::new(self.id(), name), |world, table| {
            let numbered = (0_u32..).zip(paths);
            let column = |(ordinal, path): (u32, &&str)| {
                ColumnBuilder::manual(world.id(), table, path).ordinal(ordinal).build()
            };
            numbered.map(column).collect()
        })
        .await
    }

    /// Commits `change` of a table's own fields.
    pub async fn update_table(
        &self,
        id: TableId,
        change: impl FnOnce(&mut Table),
    ) -> Stored<Table> {
        let before = self.table(id).await;
        let mut after = before.value.clone();
        change(&mut after);
        self.commit(vec![Delta::updated(before, after).into()]).await;
        self.table(id).await
    }

    /// Commits `change` of a source.
    pub async fn update_source(
        &self,
        id: SourceId,
        change: impl FnOnce(&mut Source),
    ) -> Stored<Source> {
        let before = self.source(id).await;
        let mut after = before.value.clone();
        change(&mut after);
        self.commit(vec![Delta::updated(before, after).into()]).await;
        self.source(id).await
    }

    /// Commits `change` of a column, with its table's step.
    pub async fn update_column(
        &self,
        id: ColumnId,
        change: impl FnOnce(&mut Column),
    ) -> Stored<Column> {
        let before = self.column(id).await;
        let mut after = before.value.clone();
        change(&mut after);
        let touch = self.touch(before.value.table).await;
        self.commit(vec![touch, Delta::updated(before, after).into()]).await;
        self.column(id).await
    }

    /// The step of a table that only counts a change of its columns.
    pub async fn touch(&self, table: TableId) -> EntityChange {
        let before = self.table(table).await;
        let after = before.value.clone();
        Delta::updated(before, after).into()
    }

    /// The steps that delete a table with all its columns.
    pub async fn deletion(&self, table: TableId) -> Vec<EntityChange> {
        let columns = self.columns_of(table).await;
        let mut changes: Vec<EntityChange> = vec![Delta::deleted(self.table(table).await).into()];
        changes.extend(columns.into_iter().map(|column| Delta::deleted(column).into()));
        changes
    }

    /// The current row of a source that exists.
    pub async fn source(&self, id: SourceId) -> Stored<Source> {
        one(self.backend.sources.sources(At::Head, &[id]).await)
    }

    /// The current row of a table that exists.
    pub async fn table(&self, id: TableId) -> Stored<Table> {
        one(self.backend.tables.tables(At::Head, &[id]).await)
    }

    /// The current row of a column that exists.
    pub async fn column(&self, id: ColumnId) -> Stored<Column> {
        one(self.backend.columns.columns(At::Head, &[id]).await)
    }

    /// All columns of a table, hidden ones included, by ordinal.
    pub async fn columns_of(&self, table: TableId) -> Vec<Stored<Column>> {
        let columns = self.backend.columns.columns_of_tables(At::Head, &[table]).await;
        columns.expect("columns")
    }

    /// The last seq.
    pub async fn seq(&self) -> u64 {
        self.backend.changesets.state().await.expect("state").seq
    }
}

#[track_caller]
pub(super) fn one<T: Debug>(answer: Result<Vec<T>>) -> T {
    let mut rows = answer.expect("a row");
    assert_eq!(rows.len(), 1, "exactly one row: {rows:?}");
    rows.remove(0)
}

/// Points at a source.
pub fn source_ref(id: SourceId) -> EntityRef {
    EntityRef { kind: EntityKind::Source, id: id.0 }
}

/// Points at a table.
pub fn table_ref(id: TableId) -> EntityRef {
    EntityRef { kind: EntityKind::Table, id: id.0 }
}

/// Points at a column.
pub fn column_ref(id: ColumnId) -> EntityRef {
    EntityRef { kind: EntityKind::Column, id: id.0 }
}
