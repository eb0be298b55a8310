//! Rows to write, gathered so that a few queries write them all.

use std::collections::BTreeSet;

use ariadne_domain::{EdgeId, EdgeState, LineageLevel, TableId};
use ariadne_ports::{EdgeEnds, Node, TableFacet};
use neo4rs::{BoltType, Query, query};
use uuid::Uuid;

use crate::mapping::{id, int, list, map, until};
use crate::schema::{COLUMN_EDGE, IMPLIED, OPEN, TABLE_EDGE};

/// Rows of one query. A server with half a gigabyte takes ten thousand with ease.
const CHUNK: usize = 5_000;

/// Changes of one transaction. A hundred thousand fill a server with half a gigabyte.
const LARGE: usize = 20_000;

/// What is to be written, in the order in which it is.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    tables: BTreeSet<Uuid>,
    columns: BTreeSet<Node>,
    closed: Edges,
    closed_facets: Vec<BoltType>,
    made: Edges,
    made_facets: Vec<BoltType>,
}

/// Parameters by the type of relationship.
#[derive(Debug, Default)]
struct Edges {
    tables: Vec<BoltType>,
    columns: Vec<BoltType>,
    implied: Vec<BoltType>,
}

impl Edges {
    fn by_type(self) -> [(&'static str, &'static str, Vec<BoltType>); 3] {
        [
            (TABLE_EDGE, "AriadneTable", self.tables),
            (COLUMN_EDGE, "AriadneColumn", self.columns),
            (IMPLIED, "AriadneTable", self.implied),
        ]
    }
}

/// Whether an edge is a column edge that says something about two tables.
fn implies(ends: &EdgeEnds) -> bool {
    ends.level == LineageLevel::Column && ends.from.table != ends.to.table
}

impl Batch {
    /// How many rows it holds.
    pub(crate) fn len(&self) -> usize {
        self.made.tables.len() + self.made.columns.len() + self.made_facets.len()
    }

    /// Whether one transaction that writes it would take more of a small server's memory
    /// than others leave it.
    pub(crate) fn is_large(&self) -> bool {
        let rows = |edges: &Edges, facets: &[BoltType]| {
            edges.tables.len() + edges.columns.len() + edges.implied.len() + facets.len()
        };
        rows(&self.made, &self.made_facets).max(rows(&self.closed, &self.closed_facets)) > LARGE
    }

    /// The open state of an edge ends at a changeset.
    pub(crate) fn close_edge(&mut self, ends: &EdgeEnds, seq: u64) {
        let row = || map([("edge", id(ends.id.0)), ("seq", int(seq).into())]);
        match ends.level {
            LineageLevel::Table => self.closed.tables.push(row()),
            LineageLevel::Column => self.closed.columns.push(row()),
        }
        if implies(ends) {
            self.closed.implied.push(row());
        }
    }

    /// The open facet of a table ends at a changeset.
    pub(crate) fn close_facet(&mut self, table: TableId, seq: u64) {
        self.closed_facets.push(map([("table", id(table.0)), ("seq", int(seq).into())]));
    }

    /// A state of an edge. `known` says that a node is there already.
    pub(crate) fn edge(
        &mut self,
        ends: &EdgeEnds,
        state: &EdgeState,
        times: (u64, Option<u64>),
        mut known: impl FnMut(Uuid) -> bool,
    ) {
        let mut table = |node: Node| {
            if !known(node.table.0) {
                self.tables.insert(node.table.0);
            }
        };
        if ends.level == LineageLevel::Table || implies(ends) {
            table(ends.from);
            table(ends.to);
        }
        let row = |from: Uuid, to: Uuid| relationship(ends.id, from, to, state, times);
        match ends.level {
            LineageLevel::Table => self.made.tables.push(row(ends.from.id, ends.to.id)),
            LineageLevel::Column => {
                self.columns
                    .extend([ends.from, ends.to].into_iter().filter(|node| !known(node.id)));
                self.made.columns.push(row(ends.from.id, ends.to.id));
            }
        }
        if implies(ends) {
            self.made.implied.push(row(ends.from.table.0, ends.to.table.0));
        }
    }

    /// A facet of a table.
    pub(crate) fn facet(&mut self, table: TableId, facet: &TableFacet, times: (u64, Option<u64>)) {
        let source = facet.source.map(|source| source.0.to_string());
        self.made_facets.push(map([
            ("table", id(table.0)),
            ("source", source.into()),
            ("kind", facet.kind.as_str().into()),
            ("from_seq", int(times.0).into()),
            ("to_seq", until(times.1).into()),
        ]));
    }

    /// The queries that write it into a load, each of some thousand rows.
    pub(crate) fn queries(self, load: &str) -> Vec<Query> {
        let mut queries = Queries { load, all: Vec::new() };
        for (kind, _, rows) in self.closed.by_type() {
            let text = format!(
                "UNWIND $rows AS row \
                 MATCH ()-[r:{kind} {{load: $load, edge: row.edge}}]->() USING INDEX SEEK r:{kind}(load, edge) \
                 WHERE r.to_seq = $open SET r.to_seq = row.seq"
            );
            queries.add(&text, rows);
        }
        let text = "UNWIND $rows AS row \
            MATCH (f:AriadneFacet {load: $load, table: row.table}) USING INDEX SEEK f:AriadneFacet(load, table) \
            WHERE f.to_seq = $open SET f.to_seq = row.seq";
        queries.add(text, self.closed_facets);
        let text = "UNWIND $rows AS row MERGE (:AriadneTable {load: $load, id: row})";
        queries.add(text, self.tables.into_iter().map(id).collect());
        let text = "UNWIND $rows AS row MERGE (c:AriadneColumn {load: $load, id: row.id}) \
            ON CREATE SET c.table = row.table";
        let column = |node: Node| map([("id", id(node.id)), ("table", id(node.table.0))]);
        queries.add(text, self.columns.into_iter().map(column).collect());
        for (kind, label, rows) in self.made.by_type() {
            let text = format!(
                "UNWIND $rows AS row \
                 MATCH (a:{label} {{load: $load, id: row.from}}) USING INDEX SEEK a:{label}(load, id) \
                 MATCH (b:{label} {{load: $load, id: row.to}}) USING INDEX SEEK b:{label}(load, id) \
                 CREATE (a)-[:{kind} {{load: $load, edge: row.edge, status: row.status, \
                 claims: row.claims, from_seq: row.from_seq, to_seq: row.to_seq}}]->(b)"
            );
            queries.add(&text, rows);
        }
        let text = "UNWIND $rows AS row CREATE (:AriadneFacet {load: $load, table: row.table, \
            source: row.source, kind: row.kind, from_seq: row.from_seq, to_seq: row.to_seq})";
        queries.add(text, self.made_facets);
        queries.all
    }
}

struct Queries<'l> {
    load: &'l str,
    all: Vec<Query>,
}

impl Queries<'_> {
    fn add(&mut self, text: &str, mut rows: Vec<BoltType>) {
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(CHUNK));
            let chunk = std::mem::replace(&mut rows, rest);
            let query = query(text).param("load", self.load).param("open", OPEN);
            self.all.push(query.param("rows", list(chunk)));
        }
    }
}

fn relationship(
    edge: EdgeId,
    from: Uuid,
    to: Uuid,
    state: &EdgeState,
    (from_seq, to_seq): (u64, Option<u64>),
) -> BoltType {
    map([
        ("edge", id(edge.0)),
        ("from", id(from)),
        ("to", id(to)),
        ("status", state.status.as_str().into()),
        ("claims", int(state.claims.bits()).into()),
        ("from_seq", int(from_seq).into()),
        ("to_seq", until(to_seq).into()),
    ])
}
