//! The inverse of a changeset against the current state.

use std::collections::{HashMap, HashSet};

use crate::names::names;
use crate::{
    Assertion, AssertionId, Change, Changeset, ChangesetId, Column, ColumnId, Delta, Edge, EdgeId,
    Entity, EntityChange, EntityKind, EntityRef, Problem, Source, SourceId, Stored, Table, TableId,
};

/// The current rows that an undo has to look at: the entities that the changeset
/// touched, the tables of its columns, the sources of its tables, and of its edges
/// both ends and all assertions.
#[derive(Clone, Debug, Default)]
pub struct EntityHistory {
    /// Sources that exist now.
    pub sources: HashMap<SourceId, Stored<Source>>,
    /// Tables that exist now.
    pub tables: HashMap<TableId, Stored<Table>>,
    /// Columns that exist now.
    pub columns: HashMap<ColumnId, Stored<Column>>,
    /// Edges that exist now.
    pub edges: HashMap<EdgeId, Stored<Edge>>,
    /// Assertions that exist now.
    pub assertions: HashMap<AssertionId, Stored<Assertion>>,
    /// Every change after the changeset in an aggregate that it touched, oldest first.
    pub later: Vec<(Changeset, Change)>,
}

names! {
    /// Why a changeset cannot be undone.
    pub enum BlockerReason {
        /// A later changeset changed the same field or row.
        ChangedLater = "CHANGED_LATER",
        /// The entity is gone.
        Gone = "GONE",
        /// Something it refers to is gone.
        ReferenceGone = "REFERENCE_GONE",
        /// Its name is taken by another entity.
        NameTaken = "NAME_TAKEN",
    }
}

/// One thing that stands against an undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// Why.
    pub reason: BlockerReason,
    /// The entity.
    pub entity: EntityRef,
    /// What it is called.
    pub name: String,
    /// The field, where one field is the trouble.
    pub field: Option<&'static str>,
    /// The later changeset, where one is the trouble.
    pub changeset: Option<Changeset>,
}

/// What an undo commits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inverse {
    /// The steps back.
    pub changes: Vec<EntityChange>,
    /// Sources whose stored secret has to go.
    pub destroy_secrets: Vec<SourceId>,
    /// What could not come back, such as a secret.
    pub warnings: Vec<Problem>,
}

/// The inverse of `changes` (what one changeset did) against `now`.
///
/// Content and ids come back as they were. Refused, with every blocker, when a
/// later change touched the same field of an update or the same row of a create
/// or delete (for a created table: also any of its columns, for a created edge any of
/// its assertions), when a later key names
/// a column that would end, when the entity is gone, or when what it refers to is. What a
/// delete ended and is there again as it was counts as undone, while there is anything else
/// to take back. A later changeset and the undo of it cancel
/// out and block nothing. Whether names are free is checked by the caller and
/// again by the commit.
pub fn invert(changes: &[EntityChange], now: &EntityHistory) -> Result<Inverse, Vec<Blocker>> {
    let mut run = Inversion {
        now,
        later: effective(&now.later),
        returning: returning(changes),
        inverse: Inverse::default(),
        back: Vec::new(),
        blockers: Vec::new(),
    };
    for change in changes {
        match change {
            EntityChange::Source(delta) => run.source(delta),
            EntityChange::Table(delta) => run.table(delta),
            EntityChange::Column(delta) => run.column(delta),
            EntityChange::Edge(delta) => run.edge(delta),
            EntityChange::Assertion(delta) => run.assertion(delta),
        }
    }
    run.keys_over_ending_columns();
    run.claims_leave_edges_that_are_back();
    run.settle_edges();
    run.edges_need_their_ends();
    if run.inverse.changes.is_empty() {
        run.blockers.append(&mut run.back);
    }
    if run.blockers.is_empty() { Ok(run.inverse) } else { Err(run.blockers) }
}

/// The warning of an undo that leaves a source without the secret it had.
pub fn secret_not_restored(source: &Source) -> Problem {
    let title = format!("The secret of {} could not be restored.", source.name);
    Problem::new("SECRET_NOT_RESTORED", title)
        .with_cause("Secrets are not versioned: what was replaced or destroyed is gone.")
        .with_remedy("Enter the secret again in the source's settings.")
}

/// Later changes without the pairs that cancel out.
fn effective(later: &[(Changeset, Change)]) -> Vec<&(Changeset, Change)> {
    let ids: HashSet<ChangesetId> = later.iter().map(|(c, _)| c.id).collect();
    let cancelled: HashSet<ChangesetId> = later
        .iter()
        .filter_map(|(c, _)| c.undone_by.filter(|by| ids.contains(by)).map(|by| [c.id, by]))
        .flatten()
        .collect();
    later.iter().filter(|(c, _)| !cancelled.contains(&c.id)).collect()
}

/// Entities that the undo itself brings back.
fn returning(changes: &[EntityChange]) -> HashSet<EntityRef> {
    let deletes = |c: &&EntityChange| match c {
        EntityChange::Source(d) => d.after.is_none(),
        EntityChange::Table(d) => d.after.is_none(),
        EntityChange::Column(d) => d.after.is_none(),
        EntityChange::Edge(d) => d.after.is_none(),
        EntityChange::Assertion(d) => d.after.is_none(),
    };
    changes.iter().filter(deletes).map(EntityChange::entity).collect()
}

pub(crate) struct Inversion<'a> {
    pub(crate) now: &'a EntityHistory,
    pub(crate) later: Vec<&'a (Changeset, Change)>,
    pub(crate) returning: HashSet<EntityRef>,
    pub(crate) inverse: Inverse,
    /// What was brought back by now, as what stands against doing it again.
    pub(crate) back: Vec<Blocker>,
    pub(crate) blockers: Vec<Blocker>,
}

impl Inversion<'_> {
    fn source(&mut self, delta: &Delta<Source>) {
        let id = delta.before.as_ref().map(|b| b.value.id).or(delta.after.as_ref().map(|a| a.id));
        let current = id.and_then(|id| self.now.sources.get(&id).cloned());
        let Some(mut step) = self.step(delta, current.clone()) else { return };
        let stored = current.as_ref().and_then(|c| c.value.secret);
        // An older secret is gone for good; a newer one that is stored stays.
        if let Some(after) = &mut step.after
            && after.secret.is_some()
            && after.secret != stored
        {
            after.secret = stored;
            self.inverse.warnings.push(secret_not_restored(after));
        }
        let keeps = step.after.as_ref().is_some_and(Source::has_secret);
        if let (true, false, Some(id)) = (stored.is_some(), keeps, id) {
            self.inverse.destroy_secrets.push(id);
        }
        self.inverse.changes.push(step.into());
    }

    fn table(&mut self, delta: &Delta<Table>) {
        let id = delta.before.as_ref().map(|b| b.value.id).or(delta.after.as_ref().map(|a| a.id));
        let current = id.and_then(|id| self.now.tables.get(&id).cloned());
        if let (None, Some(created)) = (&delta.before, &delta.after) {
            // The row of a created table goes with all its columns, so a later
            // change of any of them stands against it.
            let later = self.later.iter().find(|(_, c)| c.table == Some(created.id));
            if let Some((changeset, change)) = later {
                let blocker = changed_later(change, None, changeset);
                self.blockers.push(blocker);
                return;
            }
        }
        let Some(step) = self.step(delta, current) else { return };
        if let Some(source) = step.after.as_ref().and_then(|t| t.source) {
            let reference = EntityRef { kind: EntityKind::Source, id: source.0 };
            let exists =
                self.now.sources.contains_key(&source) || self.returning.contains(&reference);
            if !exists {
                self.reference_gone(reference, "its source");
                return;
            }
        }
        self.inverse.changes.push(step.into());
    }

    fn column(&mut self, delta: &Delta<Column>) {
        let id = delta.before.as_ref().map(|b| b.value.id).or(delta.after.as_ref().map(|a| a.id));
        let current = id.and_then(|id| self.now.columns.get(&id).cloned());
        let Some(step) = self.step(delta, current) else { return };
        if let Some(table) = step.after.as_ref().map(|c| c.table) {
            let reference = EntityRef { kind: EntityKind::Table, id: table.0 };
            if !self.now.tables.contains_key(&table) && !self.returning.contains(&reference) {
                self.reference_gone(reference, "its table");
                return;
            }
        }
        self.inverse.changes.push(step.into());
    }

    /// A key that was made later may name a column that the undo would end.
    fn keys_over_ending_columns(&mut self) {
        let mut after: HashMap<TableId, Option<&Table>> = HashMap::new();
        let mut ending: Vec<&Column> = Vec::new();
        for change in &self.inverse.changes {
            match change {
                EntityChange::Table(delta) => {
                    after.insert(TableId(change.entity().id), delta.after.as_ref());
                }
                EntityChange::Column(Delta { before: Some(before), after: None }) => {
                    ending.push(&before.value);
                }
                EntityChange::Column(_)
                | EntityChange::Source(_)
                | EntityChange::Edge(_)
                | EntityChange::Assertion(_) => {}
            }
        }
        let mut seen: HashSet<TableId> = HashSet::new();
        for column in ending {
            let stored = self.now.tables.get(&column.table).map(|t| &t.value);
            let Some(table) = after.get(&column.table).copied().unwrap_or(stored) else { continue };
            let observed = table.observed.as_ref().map(|o| &o.keys);
            let mut keys = table.overrides.keys.iter().chain(observed).flatten();
            if !keys.any(|key| key.columns.contains(&column.id)) || !seen.insert(table.id) {
                continue;
            }
            let field = if table.overrides.keys.is_some() { "keys" } else { "observed" };
            let entity = EntityRef { kind: EntityKind::Table, id: table.id.0 };
            let wrote = |change: &Change| {
                change.entity == entity && change.fields.iter().any(|f| f.field == field)
            };
            let changeset = self.later.iter().rev().find(|(_, change)| wrote(change));
            self.blockers.push(Blocker {
                reason: BlockerReason::ChangedLater,
                entity,
                name: table.label(),
                field: Some(field),
                changeset: changeset.map(|(changeset, _)| changeset.clone()),
            });
        }
    }

    pub(crate) fn reference_gone(&mut self, entity: EntityRef, name: &str) {
        let changeset = self
            .later
            .iter()
            .find(|(_, c)| c.entity == entity)
            .map(|(changeset, _)| changeset.clone());
        self.blockers.push(Blocker {
            reason: BlockerReason::ReferenceGone,
            entity,
            name: name.to_owned(),
            field: None,
            changeset,
        });
    }

    /// The step back for one entity, or a blocker and `None`.
    pub(crate) fn step<T: Entity>(
        &mut self,
        delta: &Delta<T>,
        current: Option<Stored<T>>,
    ) -> Option<Delta<T>> {
        let state = delta.after.as_ref().or(delta.before.as_ref().map(|b| &b.value))?;
        let entity = EntityRef { kind: T::KIND, id: state.id() };
        let whole_row = delta.before.is_none() || delta.after.is_none();
        let mut mine = self.later.iter().filter(|(_, c)| c.entity == entity);
        if let (Some(before), None, Some(current)) = (&delta.before, &delta.after, &current)
            && before.value.differing(&current.value).is_empty()
            && let Some((changeset, change)) = mine.clone().next()
        {
            let blocker = changed_later(change, None, changeset);
            self.back.push(blocker);
            return None;
        }
        if whole_row && let Some((changeset, change)) = mine.clone().next() {
            let blocker = changed_later(change, None, changeset);
            self.blockers.push(blocker);
            return None;
        }
        match (&delta.before, &delta.after, current) {
            (None, Some(_), Some(current)) => Some(Delta::deleted(current)),
            (Some(before), None, None) => Some(Delta::created(before.value.clone())),
            (Some(before), Some(after), Some(current)) => {
                let fields = before.value.differing(after);
                let mut touched = mine.flat_map(|(changeset, change)| {
                    let same = change.fields.iter().filter(|f| fields.contains(&f.field));
                    same.map(move |f| changed_later(change, Some(f.field), changeset))
                });
                if let Some(blocker) = touched.next() {
                    let rest: Vec<Blocker> = touched.collect();
                    self.blockers.push(blocker);
                    self.blockers.extend(rest);
                    return None;
                }
                let mut restored = current.value.clone();
                for field in fields {
                    restored.copy_field(field, &before.value);
                }
                Some(Delta::updated(current, restored))
            }
            _ => {
                let changeset = mine.next_back().map(|(changeset, _)| changeset.clone());
                self.blockers.push(Blocker {
                    reason: BlockerReason::Gone,
                    entity,
                    name: state.label(),
                    field: None,
                    changeset,
                });
                None
            }
        }
    }
}

pub(crate) fn changed_later(
    change: &Change,
    field: Option<&'static str>,
    changeset: &Changeset,
) -> Blocker {
    Blocker {
        reason: BlockerReason::ChangedLater,
        entity: change.entity,
        name: change.name.clone(),
        field,
        changeset: Some(changeset.clone()),
    }
}
