//! `LineageReader`: the rows that a graph is rebuilt from.

use std::collections::BTreeMap;

use ariadne_domain::{Edge, LineageOrigin, LineageStatus, Stored, TableId, TableKind};
use ariadne_ports::{At, EdgeEnds, GraphRow, Node, ScanFrom, TableFacet};
use uuid::Uuid;

use super::World;
use crate::Backend;
use crate::builders::{ClaimBuilder, TableBuilder, column_edge};

/// What the rows of an entity say about it, with when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum State {
    Table(TableFacet),
    Edge(EdgeEnds, ariadne_domain::EdgeState),
}

pub(super) type Span = (u64, Option<u64>, State);
pub(super) type Spans = BTreeMap<(bool, Uuid), Vec<Span>>;

/// All rows at `seq`, read in parts of `limit`, with equal neighbours joined.
pub(super) async fn scan(backend: &Backend, seq: u64, limit: usize) -> Spans {
    let mut spans = Spans::new();
    let mut from = ScanFrom::Tables(None);
    let mut last: Option<((bool, Uuid), u64)> = None;
    while from != ScanFrom::End {
        let (rows, next) = backend.lineage.graph_rows(seq, from, limit).await.expect("rows");
        assert_ne!(next, from, "the scan stands still");
        for row in rows {
            let (entity, span) = match row {
                GraphRow::Table { table, facet, from_seq, to_seq } => {
                    ((false, table.0), (from_seq, to_seq, State::Table(facet)))
                }
                GraphRow::Edge { ends, state, from_seq, to_seq } => {
                    ((true, ends.id.0), (from_seq, to_seq, State::Edge(ends, state)))
                }
            };
            assert!(span.0 <= seq && span.1.is_none_or(|to| to <= seq), "beyond {seq}: {span:?}");
            assert!(span.1.is_none_or(|to| span.0 < to), "no time at all: {span:?}");
            let place = (entity, span.0);
            assert!(
                last.is_none_or(|last| last < place),
                "out of order: {place:?} behind {last:?}"
            );
            last = Some(place);
            let of_entity = spans.entry(entity).or_default();
            match of_entity.last_mut() {
                Some(before) if before.1 == Some(span.0) && before.2 == span.2 => before.1 = span.1,
                _ => of_entity.push(span),
            }
        }
        from = next;
    }
    spans
}

fn ends(edge: &Edge) -> EdgeEnds {
    EdgeEnds {
        id: edge.id,
        level: edge.level,
        from: Node { id: edge.from, table: edge.from_table },
        to: Node { id: edge.to, table: edge.to_table },
    }
}

/// What the rows must say of changeset `n`.
async fn state_at(backend: &Backend, n: u64, tables: &[TableId]) -> BTreeMap<(bool, Uuid), State> {
    let at = At::Seq(n);
    let mut states = BTreeMap::new();
    for row in backend.tables.tables(at, tables).await.expect("tables") {
        let facet = TableFacet { source: row.value.source, kind: row.value.kind() };
        states.insert((false, row.value.id.0), State::Table(facet));
    }
    let edges: Vec<Stored<Edge>> =
        backend.lineage.edges_of_tables(at, tables).await.expect("edges");
    for row in edges {
        let state = State::Edge(ends(&row.value), row.value.state);
        states.insert((true, row.value.id.0), state);
    }
    states
}

/// A history in which tables are bound, typed and deleted, and edges claimed, judged,
/// ended and brought back.
async fn lived(world: &World<'_>) -> Vec<TableId> {
    let source = world.add_source("shop").await.value.id;
    let (raw, clean, edge) = world.joined("raw", "clean").await;
    let wide = world.add_table_of("wide", &["a", "b"]).await.value.id;
    let columns = world.columns_of(wide).await;
    world.add_edge(column_edge(world.id(), &columns[0].value, &columns[1].value)).await;
    world.update_table(raw, |table| table.source = Some(source)).await;
    world.update_table(raw, |table| table.owner = Some("Ada".into())).await;
    world.update_table(raw, |table| table.set_kind(Some(TableKind::View))).await;
    let id = edge.value.id;
    world.claim(id, ClaimBuilder::default().note("only words")).await;
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl").confidence(500)).await;
    world.claim(id, ClaimBuilder::default().status(LineageStatus::Rejected)).await;
    world.join(clean, wide).await;
    let ended = world.commit(world.deletion_with_lineage(clean).await).await;
    let last = world.add_built_table(TableBuilder::new(world.id(), "last").source(source)).await;
    let inverse = crate::random::inverse_of(world.backend, ended.seq).await.expect("no blocker");
    let head = world.head().undoes(ended.id).build();
    world.commit_as(head, inverse.changes).await.expect("committed");
    world.commit(world.end_of(id).await).await;
    vec![raw, clean, wide, last.value.id]
}

/// Of every seq up to the one that is asked for, the rows say what the reads at that
/// seq say; beyond it they say nothing.
pub async fn rows_hold_every_state_up_to_the_seq(backend: &Backend) {
    let world = World::new(backend);
    let tables = lived(&world).await;
    let end = world.seq().await;
    for seq in 0..=end {
        let spans = scan(backend, seq, 1_000).await;
        for n in 0..=seq {
            let then: BTreeMap<(bool, Uuid), State> = spans
                .iter()
                .filter_map(|(entity, spans)| {
                    let mut at = spans
                        .iter()
                        .filter(|(from, to, _)| *from <= n && to.is_none_or(|to| n < to));
                    let state = at.next().map(|span| (*entity, span.2));
                    assert!(at.next().is_none(), "two states at once of {entity:?}");
                    state
                })
                .collect();
            assert_eq!(then, state_at(backend, n, &tables).await, "{n}, asked at {seq}");
        }
    }
    assert_eq!(scan(backend, end + 7, 1_000).await, scan(backend, end, 1_000).await);
}

/// Read in parts of any size, the rows are the same: nothing twice, nothing left out.
pub async fn parts_are_the_rows(backend: &Backend) {
    let world = World::new(backend);
    lived(&world).await;
    let end = world.seq().await;
    for seq in [end, end / 2] {
        let whole = scan(backend, seq, 1_000).await;
        for limit in [0, 1, 2, 3, 5, 8] {
            assert_eq!(scan(backend, seq, limit).await, whole, "parts of {limit} at {seq}");
        }
    }
}

/// A part has no more rows than asked for, unless one entity alone has more, and says
/// where it ends.
pub async fn a_part_is_about_as_large_as_asked(backend: &Backend) {
    let world = World::new(backend);
    for name in ["a", "b", "c", "d", "e", "f"] {
        world.add_table(name).await;
    }
    let seq = world.seq().await;
    let (rows, next) =
        backend.lineage.graph_rows(seq, ScanFrom::Tables(None), 2).await.expect("rows");
    assert!((1..=2).contains(&rows.len()), "{rows:?}");
    let last = match rows.last() {
        Some(GraphRow::Table { table, .. }) => table.0,
        other => panic!("a table: {other:?}"),
    };
    assert_eq!(next, ScanFrom::Tables(Some(last)));
}

/// An empty catalog has no rows, and a scan of it ends.
pub async fn an_empty_catalog_has_no_rows(backend: &Backend) {
    assert_eq!(scan(backend, 0, 10).await, Spans::new());
    let (rows, next) = backend.lineage.graph_rows(0, ScanFrom::End, 10).await.expect("rows");
    assert_eq!((rows, next), (Vec::new(), ScanFrom::End));
}
