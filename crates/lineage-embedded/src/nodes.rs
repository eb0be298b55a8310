//! Records with an id, by place and by id.

use std::cmp::Ordering;

use ariadne_domain::{EdgeState, LineageLevel};
use ariadne_ports::TableFacet;
use uuid::Uuid;

use crate::chunks::Chunks;
use crate::index::{Index, Spot};
use crate::times::Times;

/// A record with an id that never changes.
pub(crate) trait Record: Clone {
    fn id(&self) -> Uuid;
}

/// A table.
#[derive(Clone, Debug)]
pub(crate) struct TableRecord {
    pub(crate) id: Uuid,
    pub(crate) facet: Times<TableFacet>,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnRecord {
    pub(crate) id: Uuid,
    /// The place of its table.
    pub(crate) table: u32,
}

/// An edge, between tables or between columns.
#[derive(Clone, Debug)]
pub(crate) struct EdgeRecord {
    pub(crate) id: Uuid,
    pub(crate) level: LineageLevel,
    /// The place of the table or column that the data comes from.
    pub(crate) from: u32,
    /// The place of the table or column that the data goes to.
    pub(crate) to: u32,
    pub(crate) state: Times<EdgeState>,
}

macro_rules! records {
    ($($record:ident),+) => {$(
        impl Record for $record {
            fn id(&self) -> Uuid {
                self.id
            }
        }
    )+};
}
records!(TableRecord, ColumnRecord, EdgeRecord);

/// Records of one kind. A record keeps its place for ever.
#[derive(Clone, Debug)]
pub(crate) struct Nodes<R> {
    records: Chunks<R>,
    index: Index,
    /// So many records from the first on stand in the order of their ids.
    ordered: u32,
}

impl<R> Default for Nodes<R> {
    fn default() -> Self {
        Self { records: Chunks::default(), index: Index::default(), ordered: 0 }
    }
}

impl<R: Record> Nodes<R> {
    /// Of records in the order of their ids.
    pub(crate) fn of_sorted(records: Vec<R>) -> Self {
        let ordered = crate::dense(records.len());
        Self {
            index: Index::of_sorted(records.len()),
            records: records.into_iter().collect(),
            ordered,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn at(&self, place: u32) -> &R {
        self.records.at(place)
    }

    pub(crate) fn at_mut(&mut self, place: u32) -> &mut R {
        self.records.at_mut(place)
    }

    pub(crate) fn id(&self, place: u32) -> Uuid {
        self.at(place).id()
    }

    fn spot(&self, id: Uuid) -> Result<u32, Spot> {
        self.index.find(id, |place| self.id(place))
    }

    /// The place of an id.
    pub(crate) fn find(&self, id: Uuid) -> Option<u32> {
        self.spot(id).ok()
    }

    /// The place of an id, of a new record when there was none.
    pub(crate) fn find_or_add(&mut self, id: Uuid, make: impl FnOnce() -> R) -> u32 {
        let spot = match self.spot(id) {
            Ok(place) => return place,
            Err(spot) => spot,
        };
        let len = crate::dense(self.len());
        let in_order = self.ordered == len && (len == 0 || self.id(len - 1) < id);
        let place = self.records.push(make());
        self.index.insert(spot, place);
        if in_order {
            self.ordered += 1;
        }
        place
    }

    /// Compares two places by their ids.
    pub(crate) fn by_id(&self, a: u32, b: u32) -> Ordering {
        if a < self.ordered && b < self.ordered {
            return a.cmp(&b);
        }
        self.id(a).cmp(&self.id(b))
    }

    /// The records behind an id, by id.
    pub(crate) fn after(&self, id: Option<Uuid>) -> impl Iterator<Item = &R> {
        self.index.after(id, |place| self.id(place)).map(|place| self.at(place))
    }
}
