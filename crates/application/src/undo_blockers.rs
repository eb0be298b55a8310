//! What stands against an undo beside later changes of the same things: names
//! that others took, and tables that rely on a source that would end.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Blocker, BlockerReason, Changeset, Column, EntityChange, EntityKind, EntityRef, Identity,
    Source, SourceId, Table, TableId, fold,
};
use ariadne_ports::{At, Result};

use crate::Editor;

/// What becomes of the entities that an undo touches, by kind.
struct After<'a> {
    sources: HashMap<uuid::Uuid, Option<&'a Source>>,
    tables: HashMap<uuid::Uuid, Option<&'a Table>>,
    columns: HashMap<uuid::Uuid, Option<&'a Column>>,
}

impl<'a> After<'a> {
    fn of(changes: &'a [EntityChange]) -> Self {
        let mut after =
            Self { sources: HashMap::new(), tables: HashMap::new(), columns: HashMap::new() };
        for change in changes {
            let id = change.entity().id;
            match change {
                EntityChange::Source(delta) => {
                    after.sources.insert(id, delta.after.as_ref());
                }
                EntityChange::Table(delta) => {
                    after.tables.insert(id, delta.after.as_ref());
                }
                EntityChange::Column(delta) => {
                    after.columns.insert(id, delta.after.as_ref());
                }
                EntityChange::Edge(_) | EntityChange::Assertion(_) => {}
            }
        }
        after
    }
}

fn taken(kind: EntityKind, id: uuid::Uuid, name: String, field: &'static str) -> Blocker {
    Blocker {
        reason: BlockerReason::NameTaken,
        entity: EntityRef { kind, id },
        name,
        field: Some(field),
        changeset: None,
    }
}

impl Editor {
    /// Everything that stands against committing the steps of an undo.
    pub(crate) async fn blockers_of(&self, changes: &[EntityChange]) -> Result<Vec<Blocker>> {
        let after = After::of(changes);
        let mut blockers = self.taken_sources(&after).await?;
        blockers.extend(self.taken_tables(&after).await?);
        blockers.extend(self.taken_columns(&after).await?);
        blockers.extend(self.bound_tables(&after).await?);
        blockers.extend(self.lineage_blockers(changes).await?);
        Ok(blockers)
    }

    async fn taken_sources(&self, after: &After<'_>) -> Result<Vec<Blocker>> {
        let mut blockers = Vec::new();
        for source in after.sources.values().flatten() {
            let found = self.core.ports.sources.source_by_name(&source.name).await?;
            let Some(other) = found.filter(|o| o.value.id != source.id) else { continue };
            let id = other.value.id.0;
            let keeps = after
                .sources
                .get(&id)
                .is_none_or(|then| then.is_some_and(|then| fold(&then.name) == fold(&source.name)));
            if keeps {
                blockers.push(taken(EntityKind::Source, id, other.value.name, "name"));
            }
        }
        Ok(blockers)
    }

    async fn taken_tables(&self, after: &After<'_>) -> Result<Vec<Blocker>> {
        let wanted: HashMap<Identity, TableId> =
            after.tables.values().flatten().map(|t| (t.identity(), t.id)).collect();
        let identities: Vec<Identity> = wanted.keys().cloned().collect();
        let mut blockers = Vec::new();
        for other in self.core.ports.tables.tables_by_identity(&identities).await? {
            let (id, identity) = (other.value.id, other.value.identity());
            let keeps = after
                .tables
                .get(&id.0)
                .is_none_or(|then| then.is_some_and(|then| then.identity() == identity));
            if keeps && wanted.get(&identity) != Some(&id) {
                let name = other.value.qualified_name();
                blockers.push(taken(EntityKind::Table, id.0, name, "name"));
            }
        }
        Ok(blockers)
    }

    async fn taken_columns(&self, after: &After<'_>) -> Result<Vec<Blocker>> {
        let wanted: HashMap<_, _> =
            after.columns.values().flatten().map(|c| ((c.table, &c.path), c.id)).collect();
        let tables: HashSet<TableId> = wanted.keys().map(|(table, _)| *table).collect();
        let tables: Vec<TableId> = tables.into_iter().collect();
        let mut blockers = Vec::new();
        for other in self.core.ports.columns.columns_of_tables(At::Head, &tables).await? {
            let other = other.value;
            let keeps = after
                .columns
                .get(&other.id.0)
                .is_none_or(|then| then.is_some_and(|then| then.path == other.path));
            let holder = wanted.get(&(other.table, &other.path));
            if keeps && holder.is_some_and(|id| *id != other.id) {
                let name = other.path.to_string();
                blockers.push(taken(EntityKind::Column, other.id.0, name, "path"));
            }
        }
        Ok(blockers)
    }

    /// Tables that would be left with a source that is gone.
    async fn bound_tables(&self, after: &After<'_>) -> Result<Vec<Blocker>> {
        let mut blockers = Vec::new();
        for (id, _) in after.sources.iter().filter(|(_, then)| then.is_none()) {
            let source = SourceId(*id);
            for table in self.core.ports.tables.tables_of_source(source).await? {
                let stays = after
                    .tables
                    .get(&table.value.id.0)
                    .is_none_or(|then| then.is_some_and(|then| then.source == Some(source)));
                if stays {
                    blockers.push(Blocker {
                        reason: BlockerReason::ChangedLater,
                        entity: EntityRef { kind: EntityKind::Table, id: table.value.id.0 },
                        name: table.value.qualified_name(),
                        field: Some("source"),
                        changeset: self.changeset_at(table.seq).await?,
                    });
                }
            }
        }
        Ok(blockers)
    }

    pub(crate) async fn changeset_at(&self, seq: u64) -> Result<Option<Changeset>> {
        let record = &self.core.ports.changesets;
        Ok(record.changesets_after(seq.saturating_sub(1), 1).await?.pop())
    }
}
