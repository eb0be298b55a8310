//! `LineageReader`: edges and assertions, now and then.

use std::collections::BTreeSet;

use ariadne_domain::{
    Column, Edge, EdgeId, LineageOrigin, LineageStatus, SearchDocument, Stored, TableId, settle,
};
use ariadne_ports::{At, PageRequest, Result};

use super::World;
use crate::Backend;
use crate::builders::{ClaimBuilder, column_edge, machine, person, table_edge};

fn ids(edges: Result<Vec<Stored<Edge>>>) -> Vec<EdgeId> {
    let mut ids: Vec<EdgeId> = edges.expect("edges").iter().map(|row| row.value.id).collect();
    ids.sort_unstable();
    ids
}

/// A small lineage: tables `raw`, `clean` and `report` with columns `a` and `b`; table
/// edges raw to clean to report, column edges raw.a to clean.a to report.a, and
/// clean.a to clean.b.
struct Drawn {
    tables: Vec<TableId>,
    columns: Vec<Vec<Column>>,
    /// raw to clean, clean to report.
    table_edges: Vec<EdgeId>,
    /// raw.a to clean.a, clean.a to report.a, clean.a to clean.b.
    column_edges: Vec<EdgeId>,
}

impl Drawn {
    async fn by(world: &World<'_>) -> Self {
        let (mut tables, mut columns) = (Vec::new(), Vec::new());
        for name in ["raw", "clean", "report"] {
            let table = world.add_table_of(name, &["a", "b"]).await.value.id;
            tables.push(table);
            let stored = world.columns_of(table).await;
            columns.push(stored.into_iter().map(|column| column.value).collect::<Vec<_>>());
        }
        let mut table_edges = Vec::new();
        for (from, to) in [(0, 1), (1, 2)] {
            table_edges.push(world.join(tables[from], tables[to]).await.value.id);
        }
        let mut column_edges = Vec::new();
        for ((from, a), (to, b)) in [((0, 0), (1, 0)), ((1, 0), (2, 0)), ((1, 0), (1, 1))] {
            let (from, to): (&Column, &Column) = (&columns[from][a], &columns[to][b]);
            let edge = column_edge(world.id(), from, to);
            column_edges.push(world.add_edge(edge).await.value.id);
        }
        Self { tables, columns, table_edges, column_edges }
    }
}

/// What was written is read back equal, with what the record keeps about it.
pub async fn edges_and_assertions_are_read_as_written(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let full = ClaimBuilder::by_machine(LineageOrigin::OpenLineage, "spark")
        .process("客户.订单/etl job \u{1f980}")
        .confidence(123)
        .transformation("lower(trim(a)) || 'x'")
        .note("read from a run")
        .status(LineageStatus::Approved);
    let changeset = world.claim(drawn.column_edges[0], full).await;
    let edge = world.edge(drawn.column_edges[0]).await;
    let (from, to) = (&drawn.columns[0][0], &drawn.columns[1][0]);
    let claims = world.claims(edge.value.id).await;
    let expected = Edge {
        state: settle(claims.iter().map(|claim| &claim.value)),
        ..column_edge(edge.value.id, from, to)
    };
    assert_eq!(edge.value, expected);
    assert_eq!((edge.version, edge.seq, edge.updated_at), (2, changeset.seq, changeset.at));
    assert_eq!(claims.len(), 2);
    let claim = &claims[1].value;
    assert_eq!(claim.edge, edge.value.id);
    assert_eq!((claim.origin, claim.status), (LineageOrigin::OpenLineage, LineageStatus::Approved));
    assert_eq!(claim.claimant, machine("spark"));
    assert_eq!(claim.process.as_deref(), Some("客户.订单/etl job \u{1f980}"));
    assert_eq!(claim.confidence.map(ariadne_domain::Confidence::thousandths), Some(123));
    assert_eq!(claim.transformation.as_deref(), Some("lower(trim(a)) || 'x'"));
    assert_eq!(claim.note.as_deref(), Some("read from a run"));
    let first = &claims[0].value;
    assert_eq!((first.claimant.clone(), first.confidence), (person("Ada"), None));
    let ids = [claims[1].value.id, claims[0].value.id, world.ids.make()];
    let mut by_id = backend.lineage.assertions(At::Head, &ids).await.expect("assertions");
    by_id.sort_by_key(|row| row.value.at);
    assert_eq!(by_id, claims);
}

/// Ids that are not there are left out.
pub async fn unknown_edges_are_left_out(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let (known, unknown) = (drawn.table_edges[0], world.ids.make());
    let lineage = &backend.lineage;
    assert_eq!(ids(lineage.edges(At::Head, &[unknown, known]).await), [known]);
    assert_eq!(ids(lineage.edges(At::Head, &[]).await), []);
    assert_eq!(ids(lineage.edges_of(At::Head, &[unknown.0]).await), []);
    assert_eq!(ids(lineage.edges_of_tables(At::Head, &[TableId(unknown.0)]).await), []);
    assert_eq!(ids(lineage.edges_between(&[(unknown.0, unknown.0)]).await), []);
    let none = lineage.assertions_of(At::Head, &[unknown]).await;
    assert_eq!(none.expect("assertions"), []);
}

/// An edge is found by its pair, in its direction only.
pub async fn edges_are_found_by_pair(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let (raw, clean, report) = (drawn.tables[0].0, drawn.tables[1].0, drawn.tables[2].0);
    let lineage = &backend.lineage;
    let pairs = [(raw, clean), (report, clean), (raw, report), (raw, clean)];
    assert_eq!(ids(lineage.edges_between(&pairs).await), [drawn.table_edges[0]]);
    let (a, b) = (drawn.columns[1][0].id.0, drawn.columns[1][1].id.0);
    let pairs = [(a, b), (b, a), (clean, report)];
    assert_eq!(
        ids(lineage.edges_between(&pairs).await),
        [drawn.table_edges[1], drawn.column_edges[2]]
    );
    assert_eq!(ids(lineage.edges_between(&[]).await), []);
}

/// The edges at a node, whichever end it is, each once; those of its columns are not
/// a table's.
pub async fn edges_are_found_by_node(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let lineage = &backend.lineage;
    let clean = drawn.tables[1].0;
    assert_eq!(ids(lineage.edges_of(At::Head, &[clean]).await), drawn.table_edges);
    let column = drawn.columns[1][0].id.0;
    assert_eq!(ids(lineage.edges_of(At::Head, &[column]).await), drawn.column_edges);
    // Both ends of every edge are asked for, and one of them twice.
    let every: Vec<_> = drawn.tables.iter().map(|table| table.0).chain([clean]).collect();
    assert_eq!(ids(lineage.edges_of(At::Head, &every).await), drawn.table_edges);
    let last = drawn.columns[2][0].id.0;
    assert_eq!(ids(lineage.edges_of(At::Head, &[last]).await), drawn.column_edges[1..2]);
}

/// The edges at a table or at a column of it, each once.
pub async fn edges_are_found_by_table(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let lineage = &backend.lineage;
    let mut every = [drawn.table_edges.clone(), drawn.column_edges.clone()].concat();
    every.sort_unstable();
    let clean = [drawn.tables[1]];
    assert_eq!(ids(lineage.edges_of_tables(At::Head, &clean).await), every);
    assert_eq!(ids(lineage.edges_of_tables(At::Head, &drawn.tables).await), every);
    let mut of_raw = vec![drawn.table_edges[0], drawn.column_edges[0]];
    of_raw.sort_unstable();
    assert_eq!(ids(lineage.edges_of_tables(At::Head, &drawn.tables[..1]).await), of_raw);
}

/// The assertions of many edges come by time, between equal times by id.
pub async fn assertions_come_by_time(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    for (n, edge) in drawn.column_edges.iter().chain(&drawn.table_edges).rev().enumerate() {
        let name = format!("etl {n}");
        world.claim(*edge, ClaimBuilder::by_machine(LineageOrigin::Sql, &name)).await;
    }
    // Of one time: two edges in one commit.
    let mut changes = Vec::new();
    for (from, to) in [(2, 0), (2, 1)] {
        let edge = table_edge(world.id(), drawn.tables[from], drawn.tables[to]);
        changes.extend(world.new_edge(edge, ClaimBuilder::default()));
    }
    world.commit(changes).await;
    let edges = ids(backend.lineage.edges_of_tables(At::Head, &drawn.tables).await);
    let claims = backend.lineage.assertions_of(At::Head, &edges).await.expect("assertions");
    assert_eq!(claims.len(), 5 * 2 + 2);
    assert!(claims.iter().map(|row| (row.value.at, row.value.id)).is_sorted());
    let some = backend.lineage.assertions_of(At::Head, &edges[..1]).await.expect("assertions");
    assert!(some.iter().all(|row| row.value.edge == edges[0]));
}

/// More edges and nodes than one statement would take are answered at once.
pub async fn many_edges_are_answered_at_once(backend: &Backend) {
    const MANY: usize = 1_100;
    let world = World::new(backend);
    let paths: Vec<String> = (0..MANY).map(|n| format!("c{n}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let table = world.add_table_of("wide", &paths).await.value.id;
    let columns = world.columns_of(table).await;
    let mut changes = Vec::new();
    for pair in columns.windows(2) {
        let edge = column_edge(world.id(), &pair[0].value, &pair[1].value);
        changes.extend(world.new_edge(edge, ClaimBuilder::default()));
    }
    world.commit(changes).await;
    let lineage = &backend.lineage;
    let nodes: Vec<_> = columns.iter().map(|column| column.value.id.0).collect();
    let edges = ids(lineage.edges_of(At::Head, &nodes).await);
    assert_eq!(edges.len(), MANY - 1);
    assert_eq!(edges.iter().collect::<BTreeSet<_>>().len(), MANY - 1);
    assert_eq!(ids(lineage.edges(At::Head, &edges).await), edges);
    let pairs: Vec<_> = nodes.windows(2).map(|pair| (pair[0], pair[1])).collect();
    assert_eq!(ids(lineage.edges_between(&pairs).await), edges);
    let claims = lineage.assertions_of(At::Head, &edges).await.expect("assertions");
    assert_eq!(claims.len(), MANY - 1);
}

/// Each read at a seq answers the state of then: what ended since is there, what came
/// since is not, what changed is as it was.
pub async fn lineage_is_that_of_then(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let before = world.seq().await;
    let edge = drawn.table_edges[0];
    let (old, old_claims) = (world.edge(edge).await, world.claims(edge).await);
    world.claim(edge, ClaimBuilder::default().status(LineageStatus::Rejected)).await;
    let rejected = world.seq().await;
    assert_eq!(world.edge(edge).await.value.state.status, LineageStatus::Rejected);
    world.commit(world.deletion_with_lineage(drawn.tables[1]).await).await;

    let lineage = &backend.lineage;
    let at = |seq| At::Seq(seq);
    let then = lineage.edges(at(before), &[edge]).await.expect("edges");
    assert_eq!(then, std::slice::from_ref(&old));
    let status = lineage.edges(at(rejected), &[edge]).await.expect("edges").remove(0);
    assert_eq!(status.value.state.status, LineageStatus::Rejected);
    assert_eq!(lineage.assertions_of(at(before), &[edge]).await.expect("claims"), old_claims);
    let claim = [old_claims[0].value.id];
    assert_eq!(lineage.assertions(at(before), &claim).await.expect("claims"), old_claims);
    assert_eq!(lineage.assertions(At::Head, &claim).await.expect("claims"), []);

    let clean = [drawn.tables[1]];
    for seq in [before, rejected] {
        let mut every = [drawn.table_edges.clone(), drawn.column_edges.clone()].concat();
        every.sort_unstable();
        assert_eq!(ids(lineage.edges_of_tables(at(seq), &clean).await), every);
        assert_eq!(ids(lineage.edges_of(at(seq), &[clean[0].0]).await), drawn.table_edges);
    }
    for now in [At::Head, at(rejected + 1), at(0), at(old.seq - 1)] {
        assert_eq!(ids(lineage.edges(now, &[edge]).await), []);
        assert_eq!(ids(lineage.edges_of(now, &[clean[0].0]).await), []);
        assert_eq!(ids(lineage.edges_of_tables(now, &clean).await), []);
    }
    let pair = [(drawn.tables[0].0, drawn.tables[1].0)];
    assert_eq!(ids(lineage.edges_between(&pair).await), []);
}

/// What changed an edge first after a seq: a claim about it, its end, its return; not
/// what was before, and nothing of edges that were not there or stand as they stood.
pub async fn the_next_change_of_an_edge_is_found(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let start = world.seq().await;
    let (edge, other) = (drawn.table_edges[0], drawn.table_edges[1]);
    let claim = ClaimBuilder::by_machine(LineageOrigin::Sql, "etl");
    let claimed = world.claim(edge, claim.clone()).await.seq;
    let noted = world.claim(edge, claim.note("the same status, with a word")).await.seq;
    let end = world.commit(world.end_of(edge).await).await;
    let back = world.undo(&end).await.seq;
    let ended = world.commit(world.end_of(other).await).await.seq;
    let after = async |seq, ids: &[EdgeId]| {
        let mut found =
            backend.lineage.edges_changed_after(seq, ids).await.expect("what changed them");
        found.sort_unstable();
        found
    };
    let both = [edge, other];
    assert_eq!(after(start, &both).await, [(edge, claimed), (other, ended)]);
    assert_eq!(after(claimed, &both).await, [(edge, noted), (other, ended)]);
    assert_eq!(after(noted, &[edge]).await, [(edge, end.seq)]);
    // It is not there between its end and its return, and stands since.
    for seq in [end.seq, back, ended, 0] {
        assert_eq!(after(seq, &[edge]).await, [], "{seq}");
    }
    assert_eq!(after(ended, &both).await, []);
    let unknown = world.ids.make();
    let others = [unknown, drawn.column_edges[0], other, other];
    assert_eq!(after(start, &others).await, [(other, ended)]);
    assert_eq!(after(start, &[]).await, []);
}

/// Nothing of lineage is found by a search.
pub async fn lineage_is_not_searched(backend: &Backend) {
    let world = World::new(backend);
    let (from, to, edge) = world.joined("raw", "clean").await;
    let told = ClaimBuilder::default().note("unheard").transformation("unheard").process("unheard");
    world.claim(edge.value.id, told).await;
    let found = backend.search.search("unheard", &PageRequest::first(10)).await.expect("hits");
    assert!(found.items.is_empty(), "{:?}", found.items);
    for table in [from, to] {
        let name = SearchDocument::of_table(&world.table(table).await.value).name;
        let found = backend.search.search(&name, &PageRequest::first(10)).await.expect("hits");
        assert_eq!(found.items.len(), 1);
    }
}
