//! Loaders: what the rows of a page refer to is read in one call for all of them.
//!
//! They belong to one request and keep nothing, so that a mutation's answer and the
//! events of a subscription never show an older state.

mod batch;
mod change_count;
mod changeset;
mod column;
mod column_count;
mod latest_test;
mod lineage;
mod source;
mod table;

use std::collections::HashMap;
use std::hash::Hash;

use ariadne_application::{At, Reader};

use batch::{Batch, Load};
pub(crate) use change_count::ChangeCounts;
pub(crate) use changeset::Changesets;
pub(crate) use column::Columns;
pub(crate) use column_count::ColumnCounts;
pub(crate) use latest_test::LatestTests;
pub(crate) use lineage::{Assertions, EdgeEnds, Edges, LastSeen, Neighbours};
pub(crate) use source::Sources;
pub(crate) use table::Tables;

/// An id at a point of history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key<I> {
    /// The seq of that point; `None` is the newest.
    seq: Option<u64>,
    id: I,
}

impl<I> From<(At, I)> for Key<I> {
    fn from((at, id): (At, I)) -> Self {
        let seq = match at {
            At::Head => None,
            At::Seq(seq) => Some(seq),
        };
        Self { seq, id }
    }
}

impl<I: Copy> Key<I> {
    fn at(seq: Option<u64>) -> At {
        seq.map_or(At::Head, At::Seq)
    }

    /// The ids by the point of history that they are wanted at.
    fn by_point(keys: &[Self]) -> HashMap<Option<u64>, Vec<I>> {
        let mut points: HashMap<Option<u64>, Vec<I>> = HashMap::new();
        for key in keys {
            points.entry(key.seq).or_default().push(key.id);
        }
        points
    }

    /// What was found at one point, by key.
    fn found<V>(seq: Option<u64>, values: HashMap<I, V>) -> impl Iterator<Item = (Self, V)> {
        values.into_iter().map(move |(id, value)| (Self { seq, id }, value))
    }
}

/// The loaders of one request.
pub(crate) struct Loaders {
    /// Sources by id.
    pub(crate) sources: Batch<Sources>,
    /// Tables by id.
    pub(crate) tables: Batch<Tables>,
    /// Columns by id.
    pub(crate) columns: Batch<Columns>,
    /// Numbers of columns by table.
    pub(crate) column_counts: Batch<ColumnCounts>,
    /// The newest test by source.
    pub(crate) latest_tests: Batch<LatestTests>,
    /// Lineage edges by id.
    pub(crate) edges: Batch<Edges>,
    /// What changed or ended lineage edges.
    pub(crate) edge_ends: Batch<EdgeEnds>,
    /// Claims by lineage edge.
    pub(crate) assertions: Batch<Assertions>,
    /// Numbers of direct neighbours by table or column.
    pub(crate) neighbours: Batch<Neighbours>,
    /// When tables or columns were last seen that are gone.
    pub(crate) last_seen: Batch<LastSeen>,
    /// Changesets by id.
    pub(crate) changesets: Batch<Changesets>,
    /// What changesets did, in numbers, by seq.
    pub(crate) change_counts: Batch<ChangeCounts>,
}

impl Loaders {
    /// Loaders that read with the actor's rights.
    pub(crate) fn new(reader: &Reader) -> Self {
        Self {
            sources: Batch::new(Sources(reader.clone())),
            tables: Batch::new(Tables(reader.clone())),
            columns: Batch::new(Columns(reader.clone())),
            column_counts: Batch::new(ColumnCounts(reader.clone())),
            latest_tests: Batch::new(LatestTests(reader.clone())),
            edges: Batch::new(Edges(reader.clone())),
            edge_ends: Batch::new(EdgeEnds(reader.clone())),
            assertions: Batch::new(Assertions(reader.clone())),
            neighbours: Batch::new(Neighbours(reader.clone())),
            last_seen: Batch::new(LastSeen(reader.clone())),
            changesets: Batch::new(Changesets(reader.clone())),
            change_counts: Batch::new(ChangeCounts(reader.clone())),
        }
    }
}
