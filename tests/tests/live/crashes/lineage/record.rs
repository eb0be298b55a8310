//! What the database says after a crash, and what the server answers about it.

use std::collections::{BTreeMap, BTreeSet};

use ariadne_domain::{
    Claims, Direction, EdgeId, EdgeState, LineageFilter, LineageLevel, LineageStatus, TableId,
};
use ariadne_ports::{
    Applied, At, EdgeEnds, GraphRow, GraphRows, LineageGraph, Node, Result, WalkRequest,
};
use ariadne_testkit::fakes::MemoryGraph;
use ariadne_tests::api::Api;
use async_trait::async_trait;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, QueryResult, Statement, TryGetable};
use serde_json::{Value, json};
use uuid::Uuid;

use super::client::Ids;
use super::piece::{Changes, Claim, Edge, Origin, Pair};

/// The record, read behind the server's back.
pub(super) struct Record {
    /// Changesets by their message.
    pub(super) seqs: BTreeMap<String, u64>,
    pub(super) tables: BTreeSet<Uuid>,
    pub(super) edges: BTreeMap<Pair, Edge>,
    pub(super) ids: BTreeMap<Pair, Ids>,
    ends: Vec<(EdgeEnds, EdgeState)>,
}

fn get<T: TryGetable>(row: &QueryResult, at: usize) -> T {
    row.try_get_by_index(at).expect("a column of this type")
}

impl Record {
    /// Reads a SQLite database; nobody writes it meanwhile.
    pub(super) async fn read(database: &str) -> Self {
        let path = database.strip_prefix("sqlite:").expect("a SQLite database");
        let url = format!("sqlite://{path}?mode=ro");
        let connection = Database::connect(url).await.expect("connects");
        let seqs = rows(&connection, "SELECT message, seq FROM changeset").await;
        let seqs = seqs.iter().map(|row| (get(row, 0), get::<i64>(row, 1).unsigned_abs()));
        let tables = rows(&connection, "SELECT id FROM catalog_table").await;
        let mut record = Self {
            seqs: BTreeMap::new(),
            tables: tables.iter().map(|row| get(row, 0)).collect(),
            edges: BTreeMap::new(),
            ids: BTreeMap::new(),
            ends: Vec::new(),
        };
        for (message, seq) in seqs {
            let twice = record.seqs.insert(message, seq);
            assert_eq!(twice, None, "changesets {twice:?} and {seq} are the same request");
        }
        record.read_lineage(&connection).await;
        connection.close().await.expect("closes");
        record
    }

    async fn read_lineage(&mut self, connection: &DatabaseConnection) {
        let mut pairs: BTreeMap<Uuid, (Pair, String)> = BTreeMap::new();
        let sql = "SELECT id, from_id, to_id, from_table, to_table, level, status, claims, version
            FROM edge";
        for row in rows(connection, sql).await {
            let (id, pair): (Uuid, Pair) = (get(&row, 0), (get(&row, 1), get(&row, 2)));
            let (level, status): (String, String) = (get(&row, 5), get(&row, 6));
            let claims = Claims::from_bits(get::<i64>(&row, 7).unsigned_abs()).expect("claims");
            self.ends.push((
                EdgeEnds {
                    id: EdgeId(id),
                    level: LineageLevel::from_name(&level).expect("a level"),
                    from: Node { id: pair.0, table: TableId(get(&row, 3)) },
                    to: Node { id: pair.1, table: TableId(get(&row, 4)) },
                },
                EdgeState { status: LineageStatus::from_name(&status).expect("a status"), claims },
            ));
            let edge = Edge { version: get(&row, 8), ..Edge::default() };
            assert_eq!(self.edges.insert(pair, edge), None, "two edges of {pair:?}");
            self.ids.insert(pair, Ids { edge: id, ..Ids::default() });
            pairs.insert(id, (pair, status));
        }
        let sql = "SELECT edge_id, id, origin, process, status, note FROM assertion";
        for row in rows(connection, sql).await {
            let (pair, _) = &pairs[&get::<Uuid>(&row, 0)];
            let origin = Origin::of(&get::<String>(&row, 2));
            assert_eq!(get::<Option<String>>(&row, 3).as_deref(), origin.process());
            let claim = Claim { status: get(&row, 4), note: get(&row, 5) };
            let (edge, ids) = (self.edges.get_mut(pair), self.ids.get_mut(pair));
            let twice = edge.expect("an edge").claims.insert(origin, claim);
            assert_eq!(twice, None, "two claims of one key on {pair:?}");
            ids.expect("an edge").claims.insert(origin, get(&row, 1));
        }
        for (pair, status) in pairs.values() {
            let edge = &self.edges[pair];
            assert_eq!(
                edge.status(),
                status,
                "{pair:?} is not what its claims add up to: {edge:?}"
            );
        }
    }

    /// A graph of these edges that is slow and simple: the reference of the port's suite.
    pub(super) async fn reference(&self) -> MemoryGraph {
        struct Rows(Option<Vec<GraphRow>>);
        #[async_trait]
        impl GraphRows for Rows {
            async fn next(&mut self) -> Result<Option<Vec<GraphRow>>> {
                Ok(self.0.take())
            }
        }
        let row = |&(ends, state)| GraphRow::Edge { ends, state, from_seq: 1, to_seq: None };
        let graph = MemoryGraph::default();
        let applied = Applied { catalog: Uuid::nil(), epoch: 1, seq: 1 };
        let mut rows = Rows(Some(self.ends.iter().map(row).collect()));
        graph.reset(applied, &mut rows).await.expect("loaded");
        graph
    }

    /// Both ends of every edge.
    pub(super) fn nodes(&self, level: LineageLevel) -> Vec<Node> {
        let of_level = self.ends.iter().filter(|(ends, _)| ends.level == level);
        of_level.flat_map(|(ends, _)| [ends.from, ends.to]).collect()
    }
}

async fn rows(connection: &DatabaseConnection, sql: &str) -> Vec<QueryResult> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    connection.query_all_raw(statement).await.expect("asks")
}

/// What the newest changesets did, by seq, down to `after`.
pub(super) async fn told_after(api: &Api, after: u64) -> BTreeMap<u64, (String, Changes)> {
    let query = "query($after: String) { changesets(first: 50, after: $after) {
        nodes { seq message changes(first: 500) { nodes { kind operation } pageInfo { hasNextPage } } }
        pageInfo { hasNextPage endCursor } } }";
    let (mut told, mut page_after) = (BTreeMap::new(), Value::Null);
    loop {
        let page = api.run(query, json!({ "after": page_after })).await["changesets"].take();
        for changeset in page["nodes"].as_array().expect("a list") {
            let seq = changeset["seq"].as_u64().expect("a seq");
            if seq <= after {
                return told;
            }
            let (message, changes) = (&changeset["message"], &changeset["changes"]);
            assert_eq!(changes["pageInfo"]["hasNextPage"], false, "{message}");
            let mut counts = Changes::new();
            for change in changes["nodes"].as_array().expect("a list") {
                *counts.entry(kind_and_operation(change)).or_default() += 1;
            }
            told.insert(seq, (message.as_str().expect("a message").to_owned(), counts));
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return told;
        }
        page_after = page["pageInfo"]["endCursor"].clone();
    }
}

fn kind_and_operation(change: &Value) -> (&'static str, &'static str) {
    let known = |name: &Value, of: &[&'static str]| {
        let found = of.iter().find(|known| *name == **known).copied();
        found.unwrap_or_else(|| panic!("unexpected: {change}"))
    };
    let kinds = ["TABLE", "COLUMN", "EDGE", "ASSERTION"];
    let operations = ["CREATED", "UPDATED", "DELETED"];
    (known(&change["kind"], &kinds), known(&change["operation"], &operations))
}

/// The graph shows the record, and nothing else.
pub(super) async fn is_in_sync(api: &Api, record: &Record) {
    let query = "{ lineageHealth { inSync seq appliedSeq differences recordEdges graphEdges } }";
    let edges = record.edges.len();
    let seq = record.seqs.len();
    let expected = json!({ "inSync": true, "seq": seq, "appliedSeq": seq, "differences": 0,
        "recordEdges": edges, "graphEdges": edges });
    assert_eq!(api.run(query, json!({})).await["lineageHealth"], expected);
}

/// The server answers a walk as the reference does.
pub(super) async fn is_walked(
    api: &Api,
    reference: &MemoryGraph,
    (start, level, direction, depth): (Node, LineageLevel, Direction, Option<u32>),
) {
    const MOST: usize = 5_000;
    let request = WalkRequest {
        level,
        of: vec![start],
        direction,
        depth,
        filter: LineageFilter::default(),
        at: At::Head,
        max_nodes: MOST,
        max_edges: usize::MAX,
    };
    let walk = reference.walk(&request).await.expect("walked");
    let nodes = walk.nodes.iter().map(|node| {
        json!({ "id": node.node.id, "upDepth": node.up_depth, "downDepth": node.down_depth,
            "upstreamCount": node.upstream, "downstreamCount": node.downstream })
    });
    let edges = walk.graph_edges().map(|edge| {
        json!({ "id": edge.id.0, "from": edge.from, "to": edge.to,
            "status": edge.state.status.as_str(), "derived": edge.derived })
    });
    let (nodes, edges): (Vec<Value>, Vec<Value>) = (nodes.collect(), edges.collect());
    let query = "query($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int,
            $limit: Int) {
        lineage(of: $of, level: $level, direction: $direction, depth: $depth, limit: $limit) {
            nodes { id upDepth downDepth upstreamCount downstreamCount }
            edges { id from to status derived } truncated } }";
    let variables = json!({ "of": [start.id], "level": level.as_str(), "depth": depth,
        "direction": direction.as_str(), "limit": MOST });
    let answer = api.run(query, variables).await["lineage"].take();
    let expected = json!({ "nodes": nodes, "edges": edges, "truncated": false });
    assert_eq!(answer, expected, "from {start:?}, {level} {direction} {depth:?}");
}
