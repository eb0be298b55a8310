//! From a plan to a changeset.

use std::collections::HashMap;
use std::sync::Arc;

use ariadne_domain::{
    Changeset, ChangesetId, ChangesetOrigin, Column, Delta, EntityChange, EntityKind, EntityRef,
    Merge, Problem, Source, SourceId, Stored, Table, TableId, check_text,
};
use ariadne_ports::{
    At, ChangeBatches, ConflictWith, Error, ErrorKind, GraphStep, Head, Requirement, Result,
    SecretChange,
};

use crate::lineage::{renamed, step_of};
use crate::{Editor, Reader};

/// Names a request, so that sending it twice writes once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// The client's key, 1 to 255 characters; each actor has his own.
    pub key: String,
    /// A hash of all that was asked. It is never stored as it is: what was asked may
    /// hold a secret, which could be guessed from it.
    pub body_hash: [u8; 32],
}

/// How a write is asked for.
#[derive(Clone, Debug, Default)]
pub struct WriteContext {
    /// Compute everything, commit nothing.
    pub dry_run: bool,
    /// Why, in the actor's words; at most 2,000 characters.
    pub message: Option<String>,
    /// Names the request, so that sending it twice writes once.
    pub idempotency: Option<IdempotencyKey>,
    /// Whether the web app asks (else the API).
    pub from_ui: bool,
}

/// How a write ended.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// What is there now (in a dry run: what would be).
    pub value: T,
    /// The changeset; `None` in a dry run and when nothing changed.
    pub changeset: Option<Changeset>,
    /// What the person should know.
    pub warnings: Vec<Problem>,
}

impl<T> Outcome<T> {
    /// The same outcome of another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome { value: f(self.value), changeset: self.changeset, warnings: self.warnings }
    }
}

/// A table that a write answers.
#[derive(Clone, Debug)]
pub struct TableView {
    /// The table.
    pub table: Stored<Table>,
    /// Its visible columns when they are not stored (a dry run); `None` means that
    /// a reader finds them.
    pub columns: Option<Arc<Vec<Column>>>,
}

/// What a use case computed.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The id of the changeset, when it has to be known before.
    pub(crate) id: Option<ChangesetId>,
    pub(crate) changes: Vec<EntityChange>,
    pub(crate) requires: Vec<Requirement>,
    pub(crate) secrets: Vec<SecretChange>,
    pub(crate) undoes: Option<ChangesetId>,
    pub(crate) origin: Option<ChangesetOrigin>,
    pub(crate) warnings: Vec<Problem>,
    /// The columns of touched tables as they would be, for dry runs.
    pub(crate) columns: HashMap<TableId, Vec<Column>>,
}

impl Plan {
    /// Plans a table that becomes `merge`, from `before` (none: created) with
    /// `columns`. A table whose columns change counts a version even when none of
    /// its own fields does.
    pub(crate) fn merge(
        &mut self,
        before: Option<Stored<Table>>,
        columns: Vec<Stored<Column>>,
        merge: Merge,
    ) {
        let mut old: HashMap<_, _> = columns.into_iter().map(|c| (c.value.id, c)).collect();
        let mut steps = Vec::new();
        for column in &merge.columns {
            match old.remove(&column.id) {
                None => steps.push(Delta::created(column.clone()).into()),
                Some(stored) if stored.value != *column => {
                    steps.push(Delta::updated(stored, column.clone()).into());
                }
                Some(_) => {}
            }
        }
        for id in &merge.removed {
            if let Some(stored) = old.remove(id) {
                steps.push(Delta::deleted(stored).into());
            }
        }
        self.warnings.extend(merge.warnings);
        self.columns.insert(merge.table.id, merge.columns);
        match before {
            None => self.changes.push(Delta::created(merge.table).into()),
            Some(stored) if stored.value != merge.table || !steps.is_empty() => {
                self.require_version(EntityKind::Table, stored.value.id.0, stored.version);
                self.changes.push(Delta::updated(stored, merge.table).into());
            }
            Some(_) => {}
        }
        self.changes.append(&mut steps);
    }

    pub(crate) fn require_version(&mut self, kind: EntityKind, id: uuid::Uuid, version: u32) {
        self.requires.push(Requirement::Version(EntityRef { kind, id }, version));
    }

    pub(crate) fn require_source(&mut self, source: Option<SourceId>) {
        if let Some(id) = source {
            let reference = EntityRef { kind: EntityKind::Source, id: id.0 };
            self.requires.push(Requirement::Exists(reference));
        }
    }
}

impl Editor {
    /// Commits the plan unless it is a dry run or changes nothing.
    pub(crate) async fn commit(
        &self,
        context: &WriteContext,
        plan: &mut Plan,
    ) -> Result<Option<Changeset>> {
        if plan.undoes.is_none() {
            self.end_lineage(plan).await?;
        }
        let nothing =
            plan.changes.iter().all(|c| c.describe().is_none()) && plan.secrets.is_empty();
        if let Some(message) = &context.message
            && let Some(violation) = check_text("message", message, 2_000)
        {
            return Err(Error::validation("catalog.commit", vec![violation]));
        }
        if context.dry_run || nothing {
            return Ok(None);
        }
        let origin = if context.from_ui { ChangesetOrigin::Ui } else { ChangesetOrigin::Api };
        let head = Head {
            id: plan.id.unwrap_or_else(|| ChangesetId(self.core.ports.ids.next())),
            actor: self.actor.clone(),
            at: self.core.ports.clock.now(),
            origin: plan.origin.unwrap_or(origin),
            message: context.message.clone().filter(|m| !m.is_empty()),
            undoes: plan.undoes,
            requires: std::mem::take(&mut plan.requires),
            secrets: std::mem::take(&mut plan.secrets),
            idempotency: context.idempotency.as_ref().map(|key| self.keyed(key)),
        };
        let count = plan.changes.len();
        let committed = self.core.ports.writer.commit(head, plan.changes.clone()).await?;
        let changeset = committed.changeset;
        tracing::info!(
            seq = changeset.seq,
            changes = count,
            replayed = committed.replayed,
            "committed"
        );
        if committed.replayed {
            // What this run made up (ids of new things) was never written:
            // `once` answers what the request's first run wrote.
            let message = "The same request was under way at the same time and was faster.";
            return Err(Error::new(ErrorKind::Conflict, "catalog.commit", message));
        }
        let step = step_of(changeset.seq, &plan.changes);
        self.follow_commit(changeset.seq, step, renamed(&plan.changes), count).await;
        Ok(Some(changeset))
    }

    /// Commits what comes in batches as an import.
    pub(crate) async fn commit_import(
        &self,
        id: ChangesetId,
        message: Option<String>,
        batches: Box<dyn ChangeBatches>,
    ) -> Result<Changeset> {
        let head = Head {
            id,
            actor: self.actor.clone(),
            at: self.core.ports.clock.now(),
            origin: ChangesetOrigin::Import,
            message: message.filter(|message| !message.is_empty()),
            undoes: None,
            requires: Vec::new(),
            secrets: Vec::new(),
            idempotency: None,
        };
        let committed = self.core.ports.writer.commit_batches(head, batches).await?;
        tracing::info!(seq = committed.changeset.seq, "committed an import");
        Ok(committed.changeset)
    }

    /// Lets all that follows the record know what a commit of this process means to it.
    pub(crate) async fn follow_commit(
        &self,
        seq: u64,
        step: GraphStep,
        renamed: impl IntoIterator<Item = uuid::Uuid>,
        changes: usize,
    ) {
        self.core.labels.committed(seq, renamed);
        self.core.projection.remember(GraphStep { seq, ..step });
        self.core.follow_a_while(seq, changes).await;
        self.core.committed.send_if_modified(|last| {
            let newer = seq > *last;
            *last = seq.max(*last);
            newer
        });
    }

    pub(crate) async fn stored_views(&self, ids: &[TableId]) -> Result<Vec<TableView>> {
        let mut stored: HashMap<TableId, Stored<Table>> = self
            .core
            .ports
            .tables
            .tables(At::Head, ids)
            .await?
            .into_iter()
            .map(|t| (t.value.id, t))
            .collect();
        let found = ids.iter().filter_map(|id| stored.remove(id));
        Ok(found.map(|table| TableView { table, columns: None }).collect())
    }

    /// Commits a plan about tables and answers them in the order of `ids`.
    pub(crate) async fn finish_tables(
        &self,
        context: &WriteContext,
        mut plan: Plan,
        ids: &[TableId],
    ) -> Result<Outcome<Vec<TableView>>> {
        let changeset = self.commit(context, &mut plan).await?;
        let value = if context.dry_run {
            self.preview(&mut plan, ids).await?
        } else {
            self.stored_views(ids).await?
        };
        Ok(Outcome { value, changeset, warnings: plan.warnings })
    }

    /// The tables as the plan would leave them.
    async fn preview(&self, plan: &mut Plan, ids: &[TableId]) -> Result<Vec<TableView>> {
        let mut views: HashMap<TableId, TableView> =
            self.stored_views(ids).await?.into_iter().map(|v| (v.table.value.id, v)).collect();
        let now = self.core.ports.clock.now();
        for change in &plan.changes {
            let EntityChange::Table(Delta { before, after: Some(after) }) = change else {
                continue;
            };
            let columns = plan.columns.remove(&after.id).map(|mut columns| {
                columns.retain(|c| !c.overrides.hidden);
                Arc::new(columns)
            });
            let stored = Stored {
                value: after.clone(),
                seq: before.as_ref().map_or(0, |b| b.seq),
                version: before.as_ref().map_or(1, |b| b.version + 1),
                created_at: before.as_ref().map_or(now, |b| b.created_at),
                updated_at: now,
            };
            views.insert(after.id, TableView { table: stored, columns });
        }
        Ok(ids.iter().filter_map(|id| views.remove(id)).collect())
    }
}

impl Reader {
    /// The table at the version that the caller knows; `NotFound` or `Conflict`
    /// naming who changed it and when.
    pub(crate) async fn table_at(
        &self,
        operation: &'static str,
        id: TableId,
        version: u32,
    ) -> Result<Stored<Table>> {
        let found = self.core.ports.tables.tables(At::Head, &[id]).await?.pop();
        self.at_version(operation, found, id, version).await
    }

    /// The table that was found under an id, at the version that the caller knows.
    pub(crate) async fn at_version(
        &self,
        operation: &'static str,
        found: Option<Stored<Table>>,
        id: TableId,
        version: u32,
    ) -> Result<Stored<Table>> {
        let stored =
            found.ok_or_else(|| Error::not_found(operation, format!("table with the id {id}")))?;
        if stored.version == version {
            return Ok(stored);
        }
        let entity = EntityRef { kind: EntityKind::Table, id: id.0 };
        let name = stored.value.qualified_name();
        Err(self.changed(operation, entity, name, stored.version, stored.seq).await?)
    }

    /// The source at the version that the caller knows.
    pub(crate) async fn source_at(
        &self,
        operation: &'static str,
        id: SourceId,
        version: u32,
    ) -> Result<Stored<Source>> {
        let stored = self.known_source(operation, id).await?;
        if stored.version == version {
            return Ok(stored);
        }
        let entity = EntityRef { kind: EntityKind::Source, id: id.0 };
        let name = stored.value.name.clone();
        Err(self.changed(operation, entity, name, stored.version, stored.seq).await?)
    }

    /// The source, or `NotFound`.
    pub(crate) async fn known_source(
        &self,
        operation: &'static str,
        id: SourceId,
    ) -> Result<Stored<Source>> {
        let found = self.core.ports.sources.sources(At::Head, &[id]).await?.pop();
        found.ok_or_else(|| Error::not_found(operation, format!("data source with the id {id}")))
    }

    pub(crate) async fn changed(
        &self,
        operation: &'static str,
        entity: EntityRef,
        name: String,
        version: u32,
        seq: u64,
    ) -> Result<Error> {
        let changeset =
            self.core.ports.changesets.changesets_after(seq.saturating_sub(1), 1).await?.pop();
        Ok(Error::conflict(
            operation,
            ConflictWith {
                entity,
                name,
                version: Some(version),
                seq: Some(seq),
                actor: changeset.as_ref().map(|c| c.actor.clone()),
                at: changeset.as_ref().map(|c| c.at),
            },
        ))
    }
}
