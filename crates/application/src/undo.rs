//! Undoing a changeset.

use std::collections::HashSet;

use ariadne_domain::{
    Blocker, BlockerReason, ChangesetId, ChangesetOrigin, ColumnId, EntityChange, EntityHistory,
    EntityKind, EntityRef, Identity, SourceId, TableId, fold, invert,
};
use ariadne_ports::{At, Error, ErrorKind, Result, SecretChange};

use crate::write::Plan;
use crate::{Editor, Outcome, WriteContext};

/// Most later changes that an undo looks at; beyond it is refused as `Limit`.
const MAX_LATER: usize = 100_000;

impl Editor {
    /// Commits the inverse of a changeset; it may itself be undone. `Conflict` with
    /// every blocker when something later stands against it. A changeset that
    /// touched sources needs an administrator.
    #[tracing::instrument(skip_all, fields(changeset = %id))]
    pub async fn undo_changeset(
        &self,
        context: &WriteContext,
        id: ChangesetId,
    ) -> Result<Outcome<()>> {
        let operation = "changesets.undo";
        if let Some((changeset, _)) = self.replayed(context).await? {
            return Ok(Outcome { value: (), changeset: Some(changeset), warnings: Vec::new() });
        }
        let found = self.core.ports.changesets.changesets(&[id]).await?.pop();
        let changeset = found
            .ok_or_else(|| Error::not_found(operation, format!("changeset with the id {id}")))?;
        let changes = self.core.ports.changesets.entity_changes(changeset.seq).await?;
        let touches_source = changes.iter().any(|c| matches!(c, EntityChange::Source(_)));
        if touches_source && !self.admin {
            let message = "This changeset touched data sources; undoing it needs the role Admin.";
            return Err(Error::new(ErrorKind::Forbidden, operation, message));
        }
        let now = self.current(&changes, changeset.seq).await?;
        let inverse =
            invert(&changes, &now).map_err(|blockers| Error::blocked(operation, blockers))?;
        let blockers = self.taken_names(&inverse.changes).await?;
        if !blockers.is_empty() {
            return Err(Error::blocked(operation, blockers));
        }
        let mut plan = Plan {
            undoes: Some(id),
            origin: Some(ChangesetOrigin::Undo),
            secrets: inverse.destroy_secrets.into_iter().map(SecretChange::Destroy).collect(),
            warnings: inverse.warnings,
            changes: inverse.changes,
            ..Plan::default()
        };
        let changeset = self.commit(context, &mut plan).await?;
        Ok(Outcome { value: (), changeset, warnings: plan.warnings })
    }

    /// The rows that an undo of `changes` has to look at.
    async fn current(&self, changes: &[EntityChange], seq: u64) -> Result<EntityHistory> {
        let mut sources: HashSet<SourceId> = HashSet::new();
        let mut tables: HashSet<TableId> = HashSet::new();
        let mut columns: HashSet<ColumnId> = HashSet::new();
        for change in changes {
            match change {
                EntityChange::Source(_) => {
                    sources.insert(SourceId(change.entity().id));
                }
                EntityChange::Table(delta) => {
                    tables.insert(TableId(change.entity().id));
                    let before = delta.before.as_ref().and_then(|b| b.value.source);
                    sources.extend(
                        before.into_iter().chain(delta.after.as_ref().and_then(|a| a.source)),
                    );
                }
                EntityChange::Column(delta) => {
                    columns.insert(ColumnId(change.entity().id));
                    tables.extend(delta.before.as_ref().map(|b| b.value.table));
                }
            }
        }
        let aggregates: Vec<EntityRef> = sources
            .iter()
            .map(|id| EntityRef { kind: EntityKind::Source, id: id.0 })
            .chain(tables.iter().map(|id| EntityRef { kind: EntityKind::Table, id: id.0 }))
            .collect();
        let later = self.core.ports.changesets.later_changes(seq, &aggregates, MAX_LATER).await?;
        if later.len() == MAX_LATER {
            let message = format!(
                "More than {MAX_LATER} later changes touch the same tables; undo newer changesets first."
            );
            return Err(Error::new(ErrorKind::Limit, "changesets.undo", message));
        }
        let (sources, tables, columns): (Vec<_>, Vec<_>, Vec<_>) = (
            sources.into_iter().collect(),
            tables.into_iter().collect(),
            columns.into_iter().collect(),
        );
        let stored = self.core.ports.columns.columns(At::Head, &columns).await?;
        Ok(EntityHistory {
            sources: self.sources(At::Head, &sources).await?,
            tables: self.tables(At::Head, &tables).await?,
            columns: stored.into_iter().map(|c| (c.value.id, c)).collect(),
            later,
        })
    }

    /// Names that the inverse needs and somebody else has.
    async fn taken_names(&self, changes: &[EntityChange]) -> Result<Vec<Blocker>> {
        let mine: HashSet<EntityRef> = changes.iter().map(EntityChange::entity).collect();
        let mut blockers = Vec::new();
        let mut block = |entity: EntityRef, name: String| {
            blockers.push(Blocker {
                reason: BlockerReason::NameTaken,
                entity,
                name,
                field: Some("name"),
                changeset: None,
            });
        };
        let mut identities: Vec<Identity> = Vec::new();
        for change in changes {
            match change {
                EntityChange::Source(delta) => {
                    let Some(after) = &delta.after else { continue };
                    let other = self.core.ports.sources.source_by_name(&after.name).await?;
                    if let Some(other) = other {
                        let entity = EntityRef { kind: EntityKind::Source, id: other.value.id.0 };
                        if !mine.contains(&entity) && fold(&other.value.name) == fold(&after.name) {
                            block(entity, other.value.name);
                        }
                    }
                }
                EntityChange::Table(delta) => {
                    identities.extend(delta.after.as_ref().map(ariadne_domain::Table::identity))
                }
                EntityChange::Column(_) => {}
            }
        }
        for other in self.core.ports.tables.tables_by_identity(&identities).await? {
            let entity = EntityRef { kind: EntityKind::Table, id: other.value.id.0 };
            if !mine.contains(&entity) {
                block(entity, other.value.qualified_name());
            }
        }
        Ok(blockers)
    }
}
