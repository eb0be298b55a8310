//! One edge with its claims, as a record would keep it.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};

use ariadne_domain::{
    Actor, ActorId, ActorKind, Assertion, AssertionId, Blocker, Change, Changeset, ChangesetId,
    ChangesetOrigin, Claims, Delta, Edge, EdgeDraft, EdgeId, EdgeState, EntityChange,
    EntityHistory, LineageLevel, LineageStatus, Stored, Table, TableId, Timestamp, invert,
};
use uuid::Uuid;

/// The one edge.
pub(crate) fn edge() -> Edge {
    let (from, to) = (Uuid::from_u128(1), Uuid::from_u128(2));
    Edge {
        id: EdgeId(Uuid::from_u128(3)),
        level: LineageLevel::Table,
        from,
        to,
        from_table: TableId(from),
        to_table: TableId(to),
        state: EdgeState { status: LineageStatus::Proposed, claims: Claims::default() },
    }
}

/// The actor of a number; those below `persons` are persons.
pub(crate) fn actor(number: usize, persons: usize) -> Actor {
    Actor {
        id: ActorId(Uuid::from_u128(100 + number as u128)),
        name: format!("actor {number}"),
        kind: if number < persons { ActorKind::Person } else { ActorKind::Token },
    }
}

/// An id that nobody has.
pub(crate) fn new_id() -> Uuid {
    static LAST: AtomicU64 = AtomicU64::new(1_000);
    Uuid::from_u128(u128::from(LAST.fetch_add(1, Ordering::Relaxed)))
}

/// Edges and claims without what the record keeps about them.
pub(crate) type Content = (Option<Edge>, BTreeMap<AssertionId, Assertion>);

/// The record.
#[derive(Clone)]
pub(crate) struct Store {
    edge: Option<Stored<Edge>>,
    claims: BTreeMap<AssertionId, Stored<Assertion>>,
    tables: HashMap<TableId, Stored<Table>>,
    log: Vec<(Changeset, Vec<EntityChange>)>,
}

impl Default for Store {
    fn default() -> Self {
        let edge = edge();
        let tables = [edge.from_table, edge.to_table];
        let table = |id: TableId| (id, stored(Table::new(id, None, id.to_string()), 0));
        Self {
            edge: None,
            claims: BTreeMap::new(),
            tables: tables.map(table).into_iter().collect(),
            log: Vec::new(),
        }
    }
}

fn stored<T>(value: T, seq: u64) -> Stored<T> {
    Stored { value, seq, version: 1, created_at: Timestamp(0), updated_at: Timestamp(0) }
}

impl Store {
    /// The edge as it is, or a new one.
    pub(crate) fn draft(&self) -> EdgeDraft {
        match &self.edge {
            None => EdgeDraft::new(edge()),
            Some(edge) => EdgeDraft::stored(edge.clone(), self.claims.values().cloned().collect()),
        }
    }

    /// The stored edge.
    pub(crate) fn edge(&self) -> Option<&Stored<Edge>> {
        self.edge.as_ref()
    }

    /// The stored claims, by id.
    pub(crate) fn claims(&self) -> Vec<Assertion> {
        self.claims.values().map(|claim| claim.value.clone()).collect()
    }

    /// Everything that was committed.
    pub(crate) fn log(&self) -> &[(Changeset, Vec<EntityChange>)] {
        &self.log
    }

    /// What there is.
    pub(crate) fn content(&self) -> Content {
        let claims = self.claims.iter().map(|(id, claim)| (*id, claim.value.clone()));
        (self.edge.as_ref().map(|edge| edge.value.clone()), claims.collect())
    }

    /// Ends a table, whatever hangs on it.
    pub(crate) fn lose(&mut self, table: TableId) {
        self.tables.remove(&table);
    }

    /// Commits what changes something; answers the seq.
    pub(crate) fn commit(&mut self, changes: Vec<EntityChange>) -> Option<u64> {
        self.write(changes, None)
    }

    fn write(&mut self, changes: Vec<EntityChange>, undoes: Option<ChangesetId>) -> Option<u64> {
        if changes.is_empty() {
            return None;
        }
        let seq = self.log.len() as u64 + 1;
        for change in &changes {
            match change {
                EntityChange::Edge(Delta { before, after }) => {
                    assert_eq!(*before, self.edge, "a stale edge");
                    self.edge = after.clone().map(|edge| stored(edge, seq));
                }
                EntityChange::Assertion(Delta { before, after }) => {
                    let id = AssertionId(change.entity().id);
                    assert_eq!(before.as_ref(), self.claims.get(&id), "a stale claim");
                    self.claims.remove(&id);
                    if let Some(claim) = after {
                        self.claims.insert(id, stored(claim.clone(), seq));
                    }
                }
                other => panic!("no lineage: {other:?}"),
            }
        }
        assert!(self.edge.is_some() || self.claims.is_empty(), "claims without their edge");
        let changeset = Changeset {
            id: ChangesetId(new_id()),
            seq,
            actor: actor(0, 1),
            at: Timestamp(0),
            origin: ChangesetOrigin::Api,
            message: None,
            undoes,
            undone_by: None,
        };
        self.log.push((changeset, changes));
        Some(seq)
    }

    /// The changeset that undid this one and is itself not undone.
    fn undone_by(&self, id: ChangesetId) -> Option<ChangesetId> {
        let undoing = self.log.iter().map(|(c, _)| c).filter(|c| c.undoes == Some(id));
        undoing.map(|c| c.id).find(|undo| self.undone_by(*undo).is_none())
    }

    /// What undoing changeset `seq` has to look at.
    pub(crate) fn context(&self, seq: u64) -> EntityHistory {
        let later = self.log.iter().filter(|(changeset, _)| changeset.seq > seq);
        let described = later.flat_map(|(changeset, changes)| {
            let undone_by = self.undone_by(changeset.id);
            let changeset = Changeset { undone_by, ..changeset.clone() };
            let changes = changes.iter().filter_map(EntityChange::describe);
            changes.map(move |change: Change| (changeset.clone(), change))
        });
        EntityHistory {
            tables: self.tables.clone(),
            edges: self.edge.iter().map(|edge| (edge.value.id, edge.clone())).collect(),
            assertions: self.claims.iter().map(|(id, claim)| (*id, claim.clone())).collect(),
            later: described.collect(),
            ..EntityHistory::default()
        }
    }

    /// Commits the inverse of changeset `seq`; answers the undo's seq.
    pub(crate) fn undo(&mut self, seq: u64) -> Result<u64, Vec<Blocker>> {
        let index = usize::try_from(seq).expect("small") - 1;
        let (changeset, changes) = self.log[index].clone();
        let inverse = invert(&changes, &self.context(seq))?;
        Ok(self.write(inverse.changes, Some(changeset.id)).expect("an undo changes something"))
    }
}
