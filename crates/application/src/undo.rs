//! Undoing a changeset.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Blocker, Changeset, ChangesetId, ChangesetOrigin, ColumnId, Edge, EdgeId, EntityChange,
    EntityHistory, EntityKind, EntityRef, Inverse, SourceId, TableId, invert, secret_not_restored,
};
use ariadne_ports::{At, Error, ErrorKind, Result, SecretChange};

use crate::bound::bound_anew;
use crate::lineage::flowing_anew;
use crate::replay::same;
use crate::sources::rebound;
use crate::write::Plan;
use crate::{Editor, Outcome, WriteContext};

/// Most later changes that an undo looks at; beyond it is refused as `Limit`.
const MAX_LATER: usize = 100_000;

/// What is taken back.
pub(crate) struct Undo {
    /// The changeset that did it.
    pub(crate) changeset: Changeset,
    /// All of what it did, or a part that can stand alone.
    pub(crate) changes: Vec<EntityChange>,
    /// Whether it is all.
    pub(crate) whole: bool,
}

impl Editor {
    /// Commits the inverse of a changeset; it may itself be undone. `Conflict` with
    /// every blocker when something later stands against it. A changeset that
    /// touched sources needs an administrator. Cycles that lineage closes which comes
    /// back are warned of.
    #[tracing::instrument(skip_all, fields(changeset = %id))]
    pub async fn undo_changeset(
        &self,
        context: &WriteContext,
        id: ChangesetId,
    ) -> Result<Outcome<()>> {
        self.once(context, |changeset, _| same((), changeset), self.undo(context, id)).await
    }

    async fn undo(&self, context: &WriteContext, id: ChangesetId) -> Result<Outcome<()>> {
        let operation = "changesets.undo";
        let found = self.core.ports.changesets.changesets(&[id]).await?.pop();
        let changeset = found
            .ok_or_else(|| Error::not_found(operation, format!("changeset with the id {id}")))?;
        let changes = self.core.ports.changesets.entity_changes(changeset.seq).await?;
        let touches_source = changes.iter().any(|c| matches!(c, EntityChange::Source(_)));
        if touches_source && !self.admin {
            let message = "This changeset touched data sources; undoing it needs the role ADMIN.";
            return Err(Error::new(ErrorKind::Forbidden, operation, message));
        }
        self.take_back(context, Undo { changeset, changes, whole: true }).await
    }

    /// Commits the inverse of what a changeset did, or of a part of it.
    pub(crate) async fn take_back(
        &self,
        context: &WriteContext,
        undo: Undo,
    ) -> Result<Outcome<()>> {
        let operation = "changesets.undo";
        let Undo { changeset, changes, whole } = undo;
        let now = self.current(&changes, changeset.seq).await?;
        let mut inverse = match invert(&changes, &now) {
            Ok(inverse) => inverse,
            Err(blockers) => {
                let error = self.blocked(operation, blockers).await?;
                return Err(self.undone_already(&changeset, error).await?);
            }
        };
        self.drop_lent_secrets(&mut inverse);
        let blockers = self.blockers_of(&inverse.changes).await?;
        if !blockers.is_empty() {
            return Err(self.blocked(operation, blockers).await?);
        }
        let mut flowing: Vec<Edge> = flowing_anew(&inverse.changes).collect();
        flowing.extend(self.derived_again(&inverse.changes).await?);
        let names = if flowing.is_empty() {
            HashMap::new()
        } else {
            self.names_of_new(&inverse.changes).await?
        };
        let mut plan = Plan {
            undoes: whole.then_some(changeset.id),
            origin: Some(ChangesetOrigin::Undo),
            secrets: inverse.destroy_secrets.into_iter().map(SecretChange::Destroy).collect(),
            warnings: inverse.warnings,
            changes: inverse.changes,
            ..Plan::default()
        };
        // Asked before it is so, and of those alone that the undo binds.
        let bound = self.warn_of_bound_twice(&bound_anew(&plan.changes)).await?;
        let changeset = self.commit(context, &mut plan).await?;
        let mut warnings = plan.warnings;
        warnings.extend(bound);
        warnings.extend(
            self.warn_of_cycles(&flowing, context.dry_run, &|id| names.get(&id).cloned()).await,
        );
        Ok(Outcome { value: (), changeset, warnings })
    }

    async fn blocked(&self, operation: &'static str, mut blockers: Vec<Blocker>) -> Result<Error> {
        self.name_blockers(&mut blockers).await?;
        Ok(Error::blocked(operation, blockers))
    }

    /// What stands against the undo of something that is undone is that undo, and
    /// the sentence says so.
    async fn undone_already(&self, changeset: &Changeset, error: Error) -> Result<Error> {
        let Some(by) = changeset.undone_by else { return Ok(error) };
        let found = self.core.ports.changesets.changesets(&[by]).await?.pop();
        Ok(match found {
            None => error,
            Some(by) => error.with_message(format!(
                "It is undone already, by changeset #{}; undo that one to bring it back.",
                by.seq
            )),
        })
    }

    /// A secret stays with a source only while the settings that bind it are the
    /// ones it was given for, and an undo may bring others back.
    fn drop_lent_secrets(&self, inverse: &mut Inverse) {
        for change in &mut inverse.changes {
            let EntityChange::Source(delta) = change else { continue };
            let (Some(before), Some(after)) = (&delta.before, &mut delta.after) else { continue };
            let (old, new) = (&before.value.settings, &after.settings);
            let bound = self
                .core
                .factory(after.kind)
                .map_or(old == new, |factory| rebound(factory.as_ref(), old, new).is_empty());
            if before.value.has_secret() && after.has_secret() && !bound {
                after.secret = None;
                inverse.destroy_secrets.push(after.id);
                let warning = secret_not_restored(after);
                if !inverse.warnings.contains(&warning) {
                    inverse.warnings.push(warning);
                }
            }
        }
    }

    /// The rows that an undo of `changes` has to look at.
    async fn current(&self, changes: &[EntityChange], seq: u64) -> Result<EntityHistory> {
        let mut sources: HashSet<SourceId> = HashSet::new();
        let mut tables: HashSet<TableId> = HashSet::new();
        let mut columns: HashSet<ColumnId> = HashSet::new();
        let mut edges: HashSet<EdgeId> = HashSet::new();
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
                    let before = delta.before.as_ref().map(|b| b.value.table);
                    tables.extend(before.or(delta.after.as_ref().map(|a| a.table)));
                }
                EntityChange::Edge(_) => {
                    edges.insert(EdgeId(change.entity().id));
                }
                // its edge is among the changes
                EntityChange::Assertion(_) => {}
            }
        }
        let aggregates: Vec<EntityRef> = sources
            .iter()
            .map(|id| EntityRef { kind: EntityKind::Source, id: id.0 })
            .chain(tables.iter().map(|id| EntityRef { kind: EntityKind::Table, id: id.0 }))
            .chain(edges.iter().map(|id| EntityRef { kind: EntityKind::Edge, id: id.0 }))
            .collect();
        let later = self.core.ports.changesets.later_changes(seq, &aggregates, MAX_LATER).await?;
        if later.len() == MAX_LATER {
            let message = format!(
                "More than {MAX_LATER} later changes touch the same tables; undo newer changesets first."
            );
            return Err(Error::new(ErrorKind::Limit, "changesets.undo", message));
        }
        // An edge may come back only between nodes that are there.
        let (of_tables, of_columns) = Self::ends_of_edges(changes);
        tables.extend(of_tables);
        columns.extend(of_columns);
        let (sources, tables, columns, edges): (Vec<_>, Vec<_>, Vec<_>, Vec<_>) = (
            sources.into_iter().collect(),
            tables.into_iter().collect(),
            columns.into_iter().collect(),
            edges.into_iter().collect(),
        );
        let assertions = self.core.ports.lineage.assertions_of(At::Head, &edges).await?;
        let stored = self.core.ports.columns.columns(At::Head, &columns).await?;
        Ok(EntityHistory {
            sources: self.sources(At::Head, &sources).await?,
            tables: self.tables(At::Head, &tables).await?,
            columns: stored.into_iter().map(|c| (c.value.id, c)).collect(),
            edges: self.edges(At::Head, &edges).await?,
            assertions: assertions.into_iter().map(|a| (a.value.id, a)).collect(),
            later,
        })
    }
}
