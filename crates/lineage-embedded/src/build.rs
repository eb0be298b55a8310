//! A graph out of the rows of the record, in one pass.

use std::collections::HashMap;

use ariadne_domain::LineageLevel;
use ariadne_ports::{Applied, EdgeEnds, Error, GraphRow, Node, Result};
use uuid::Uuid;

use crate::nodes::{ColumnRecord, EdgeRecord, Nodes, Record, TableRecord};
use crate::pairs::Pair;
use crate::snapshot::{Joined, Snapshot, is_plain};
use crate::times::Times;

/// Takes rows as they come, numbered as they come.
#[derive(Debug)]
pub(crate) struct Builder {
    applied: Applied,
    tables: Numbered<TableRecord>,
    columns: Numbered<ColumnRecord>,
    edges: Vec<EdgeRecord>,
}

#[derive(Debug)]
struct Numbered<R> {
    places: HashMap<Uuid, u32>,
    records: Vec<R>,
}

impl<R: Record> Numbered<R> {
    fn new() -> Self {
        Self { places: HashMap::new(), records: Vec::new() }
    }

    fn place(&mut self, id: Uuid, make: impl FnOnce() -> R) -> u32 {
        *self.places.entry(id).or_insert_with(|| {
            self.records.push(make());
            crate::dense(self.records.len() - 1)
        })
    }

    /// The records by id, and the new place of each.
    fn sorted(self) -> (Vec<R>, Vec<u32>) {
        let mut order: Vec<u32> = (0..crate::dense(self.records.len())).collect();
        order.sort_unstable_by_key(|place| self.records[*place as usize].id());
        let mut moved = vec![0; order.len()];
        for (to, from) in order.iter().enumerate() {
            moved[*from as usize] = crate::dense(to);
        }
        (order.iter().map(|place| self.records[*place as usize].clone()).collect(), moved)
    }
}

impl Builder {
    pub(crate) fn new(applied: Applied) -> Self {
        Self { applied, tables: Numbered::new(), columns: Numbered::new(), edges: Vec::new() }
    }

    /// Takes one row, as far as the graph goes.
    pub(crate) fn take(&mut self, row: GraphRow) {
        match row.until(self.applied.seq) {
            None => {}
            Some(GraphRow::Table { table, facet, from_seq, to_seq }) => {
                let place = self.table(table.0);
                self.tables.records[place as usize].facet.add(facet, from_seq, to_seq);
            }
            Some(GraphRow::Edge { ends, state, from_seq, to_seq }) => {
                if self.edges.last().is_none_or(|edge| edge.id != ends.id.0) {
                    let edge = self.edge(ends);
                    self.edges.push(edge);
                }
                if let Some(edge) = self.edges.last_mut() {
                    edge.state.add(state, from_seq, to_seq);
                }
            }
        }
    }

    fn table(&mut self, id: Uuid) -> u32 {
        self.tables.place(id, || TableRecord { id, facet: Times::default() })
    }

    fn node(&mut self, level: LineageLevel, node: Node) -> u32 {
        if level == LineageLevel::Table {
            return self.table(node.table.0);
        }
        if let Some(place) = self.columns.places.get(&node.id) {
            return *place;
        }
        let table = self.table(node.table.0);
        self.columns.place(node.id, || ColumnRecord { id: node.id, table })
    }

    fn edge(&mut self, ends: EdgeEnds) -> EdgeRecord {
        let from = self.node(ends.level, ends.from);
        let to = self.node(ends.level, ends.to);
        EdgeRecord { id: ends.id.0, level: ends.level, from, to, state: Times::default() }
    }

    /// The graph of all rows taken. Everything is numbered in the order of ids, so that
    /// answers come out of it sorted or nearly so.
    pub(crate) fn finish(self) -> Result<Snapshot> {
        let mut built = Snapshot::empty(self.applied);
        let (tables, moved_tables) = self.tables.sorted();
        let (mut columns, moved_columns) = self.columns.sorted();
        for column in &mut columns {
            column.table = moved_tables[column.table as usize];
        }
        let mut edges = self.edges;
        edges.sort_unstable_by_key(|edge| edge.id);
        if let Some(twice) = edges.windows(2).find(|edges| edges[0].id == edges[1].id) {
            let message = "the rows of an edge do not come one after the other";
            return Err(Error::internal("lineage.reset", message).with_context("edge", twice[0].id));
        }
        for edge in &mut edges {
            let moved = match edge.level {
                LineageLevel::Table => &moved_tables,
                LineageLevel::Column => &moved_columns,
            };
            (edge.from, edge.to) = (moved[edge.from as usize], moved[edge.to as usize]);
        }
        built.tables = Nodes::of_sorted(tables);
        built.columns = Nodes::of_sorted(columns);
        built.edges = Nodes::of_sorted(edges);
        built.join_columns();
        built.join_tables();
        Ok(built)
    }
}

impl Snapshot {
    fn edge_places(&self) -> impl Iterator<Item = (u32, &EdgeRecord)> {
        (0..crate::dense(self.edges.len())).map(|place| (place, self.edges.at(place)))
    }

    fn join_columns(&mut self) {
        let columns = self.edge_places().filter(|(_, edge)| edge.level == LineageLevel::Column);
        let joined = columns.map(|(place, edge)| Joined {
            from: edge.from,
            to: edge.to,
            edge: place,
            plain: is_plain(edge.state.now()),
            known: false,
        });
        let joined: Vec<Joined> = joined.collect();
        self.column_links.change(&joined);
    }

    fn join_tables(&mut self) {
        let joining = self
            .edge_places()
            .filter_map(|(place, edge)| self.tables_of(edge).map(|tables| (tables, place)));
        let mut joining: Vec<((u32, u32), u32)> = joining.collect();
        joining.sort_unstable();
        let mut joined = Vec::new();
        let mut pairs = Vec::new();
        for edges in by_key(&joining) {
            let (from, to) = edges[0].0;
            let mut pair = Pair::default();
            for (_, place) in edges {
                pair.add(*place, self.edges.at(*place).level);
            }
            pair.settle(&self.edges);
            let plain = is_plain(pair.state(&self.edges, None));
            joined.push(Joined { from, to, edge: crate::dense(pairs.len()), plain, known: false });
            pairs.push(pair);
        }
        self.pairs = pairs.into_iter().collect();
        self.table_links.change(&joined);
    }
}

/// Neighbours of one key together.
fn by_key<K: Eq, V>(items: &[(K, V)]) -> impl Iterator<Item = &[(K, V)]> {
    items.chunk_by(|a, b| a.0 == b.0)
}
