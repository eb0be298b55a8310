use std::collections::BTreeMap;

use ariadne_domain::{Entity, Stored};
use ariadne_ports::At;
use uuid::Uuid;

/// One row of one entity with the seqs at which it is the current one.
#[derive(Clone, Debug)]
struct Version<T> {
    row: Stored<T>,
    /// The changeset that replaced or ended it.
    to: Option<u64>,
}

/// Every version of every entity of one kind, oldest first.
#[derive(Clone, Debug)]
pub(super) struct Shelf<T>(BTreeMap<Uuid, Vec<Version<T>>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Entity> Shelf<T> {
    /// The row of an entity at a point of history.
    pub(super) fn row(&self, at: At, id: Uuid) -> Option<&Stored<T>> {
        let seen = |version: &&Version<T>| match at {
            At::Head => version.to.is_none(),
            At::Seq(seq) => version.row.seq <= seq && version.to.is_none_or(|to| seq < to),
        };
        self.0.get(&id)?.iter().find(seen).map(|version| &version.row)
    }

    /// Every row at a point of history, by id.
    pub(super) fn rows(&self, at: At) -> impl Iterator<Item = &Stored<T>> {
        self.0.keys().filter_map(move |id| self.row(at, *id))
    }

    /// Every version of every entity up to changeset `seq`, by id and time, with the
    /// changeset that ended it by then.
    pub(super) fn versions(&self, seq: u64) -> impl Iterator<Item = (&Stored<T>, Option<u64>)> {
        let all = self.0.values().flatten().filter(move |version| version.row.seq <= seq);
        all.map(move |version| (&version.row, version.to.filter(|to| *to <= seq)))
    }

    /// The changeset that replaced or ended the row that an entity had at `seq`.
    pub(super) fn ended_after(&self, seq: u64, id: Uuid) -> Option<u64> {
        let mut versions = self.0.get(&id)?.iter();
        versions.find_map(|version| version.to.filter(|to| version.row.seq <= seq && seq < *to))
    }

    /// The last row that an entity had, whether or not it is current.
    pub(super) fn last(&self, id: Uuid) -> Option<&Stored<T>> {
        self.0.get(&id)?.last().map(|version| &version.row)
    }

    /// The changeset that made the current row, or that ended the entity.
    pub(super) fn touched_by(&self, id: Uuid) -> Option<u64> {
        let last = self.0.get(&id)?.last()?;
        Some(last.to.unwrap_or(last.row.seq))
    }

    /// Ends the current row at `seq` and puts the next one, if there is one.
    pub(super) fn write(&mut self, id: Uuid, seq: u64, next: Option<Stored<T>>) {
        let versions = self.0.entry(id).or_default();
        if let Some(current) = versions.last_mut().filter(|version| version.to.is_none()) {
            current.to = Some(seq);
        }
        versions.extend(next.map(|row| Version { row, to: None }));
    }
}
