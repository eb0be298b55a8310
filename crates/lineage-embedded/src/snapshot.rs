//! The graph as it stands after a changeset.

use ariadne_domain::EdgeId;
use ariadne_domain::{EdgeState, LineageFilter, LineageLevel, TableId};
use ariadne_ports::{Applied, EdgeEnds, HeldEdge, Node};

use crate::chunks::Chunks;
use crate::links::{Link, LinkChange, Links};
use crate::nodes::{ColumnRecord, EdgeRecord, Nodes, TableRecord};
use crate::pairs::Pair;

/// All of it. It never changes once readers have it: a writer changes a copy, which
/// shares with this one whatever stays the same.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) applied: Applied,
    pub(crate) tables: Nodes<TableRecord>,
    pub(crate) columns: Nodes<ColumnRecord>,
    pub(crate) edges: Nodes<EdgeRecord>,
    pub(crate) pairs: Chunks<Pair>,
    /// Between tables; their edges are places in `pairs`.
    pub(crate) table_links: Both,
    /// Between columns; their edges are places in `edges`.
    pub(crate) column_links: Both,
}

/// Links along the flow and against it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Both {
    pub(crate) downstream: Links,
    pub(crate) upstream: Links,
}

/// A change of what joins two nodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joined {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) edge: u32,
    pub(crate) plain: bool,
    /// Whether they were joined by it before.
    pub(crate) known: bool,
}

impl Both {
    pub(crate) fn change(&mut self, changes: &[Joined]) {
        let one = |node, beside, change: &Joined| {
            let link = Link { node: beside, edge: change.edge };
            LinkChange { node, link, plain: change.plain, known: change.known }
        };
        self.downstream.change(changes.iter().map(|c| one(c.from, c.to, c)).collect());
        self.upstream.change(changes.iter().map(|c| one(c.to, c.from, c)).collect());
    }
}

/// Whether a walk without conditions goes along something of this state.
pub(crate) fn is_plain(state: Option<EdgeState>) -> bool {
    state.is_some_and(|state| LineageFilter::default().admits(&state))
}

impl Snapshot {
    /// What is known of a record without any row.
    pub(crate) fn empty(applied: Applied) -> Self {
        Self {
            applied,
            tables: Nodes::default(),
            columns: Nodes::default(),
            edges: Nodes::default(),
            pairs: Chunks::default(),
            table_links: Both::default(),
            column_links: Both::default(),
        }
    }

    /// The table or column at a place.
    pub(crate) fn node(&self, level: LineageLevel, place: u32) -> Node {
        match level {
            LineageLevel::Table => {
                let id = self.tables.id(place);
                Node { id, table: TableId(id) }
            }
            LineageLevel::Column => {
                let column = self.columns.at(place);
                Node { id: column.id, table: TableId(self.tables.id(column.table)) }
            }
        }
    }

    /// The place of the table of a node.
    pub(crate) fn table_of(&self, level: LineageLevel, place: u32) -> u32 {
        match level {
            LineageLevel::Table => place,
            LineageLevel::Column => self.columns.at(place).table,
        }
    }

    /// The tables that an edge joins, none when they are one.
    pub(crate) fn tables_of(&self, edge: &EdgeRecord) -> Option<(u32, u32)> {
        let from = self.table_of(edge.level, edge.from);
        let to = self.table_of(edge.level, edge.to);
        (from != to).then_some((from, to))
    }

    /// What never changes of an edge.
    pub(crate) fn ends(&self, edge: &EdgeRecord) -> EdgeEnds {
        EdgeEnds {
            id: EdgeId(edge.id),
            level: edge.level,
            from: self.node(edge.level, edge.from),
            to: self.node(edge.level, edge.to),
        }
    }

    /// The edges that are held now.
    pub(crate) fn held_edges(&self, after: Option<EdgeId>, limit: usize) -> Vec<HeldEdge> {
        let edges = self.edges.after(after.map(|id| id.0));
        let held = edges.filter_map(|edge| {
            edge.state.now().map(|state| HeldEdge { ends: self.ends(edge), state })
        });
        held.take(limit).collect()
    }
}
