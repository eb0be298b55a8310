//! Lineage under concurrent commits.

use ariadne_domain::{EdgeDraft, LineageOrigin, LineageStatus};
use ariadne_ports::{At, Committed, ErrorKind, GraphRow, Head, Result, ScanFrom};

use super::{World, edge_ref};
use crate::Backend;
use crate::builders::{ClaimBuilder, person, table_edge};

type Commits = Vec<(Head, Vec<ariadne_domain::EntityChange>)>;

/// Runs all commits at the same time.
async fn at_once(backend: &Backend, commits: Commits) -> Vec<Result<Committed>> {
    let commits = commits.into_iter().map(|(head, changes)| {
        let writer = backend.writer.clone();
        tokio::spawn(async move { writer.commit(head, changes).await })
    });
    let mut ended = Vec::new();
    for commit in commits.collect::<Vec<_>>() {
        ended.push(commit.await.expect("no panic"));
    }
    ended
}

/// Claims about one edge that start from the same state: one wins, the others are
/// conflicts, and tried again all are there.
pub async fn a_race_of_claims_has_one_winner(backend: &Backend) {
    const RACERS: usize = 8;
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    let mut left: Vec<usize> = (0..RACERS).collect();
    while !left.is_empty() {
        let start: EdgeDraft = world.draft(id).await;
        let commits = left.iter().map(|n| {
            let mut draft = start.clone();
            let claim = ClaimBuilder::default().claimant(person(&format!("racer {n}")));
            world.claim_in(&mut draft, claim.build());
            (world.head().build(), draft.into_changes())
        });
        let ended = at_once(backend, commits.collect()).await;
        let won: Vec<usize> = (0..left.len()).filter(|n| ended[*n].is_ok()).collect();
        assert_eq!(won.len(), 1);
        for error in ended.into_iter().filter_map(Result::err) {
            assert_eq!(error.kind(), ErrorKind::Conflict, "{error:?}");
            assert_eq!(error.conflict_with().expect("what changed").entity, edge_ref(id));
        }
        left.remove(won[0]);
    }
    assert_eq!(world.claims(id).await.len(), 1 + RACERS);
    assert_eq!(usize::try_from(world.edge(id).await.version), Ok(1 + RACERS));
}

/// A race for the edge of one pair has one winner; the others hear that it is there.
pub async fn a_race_for_a_pair_has_one_winner(backend: &Backend) {
    let world = World::new(backend);
    let from = world.add_table("raw").await.value.id;
    let to = world.add_table("clean").await.value.id;
    let commits = (0..8).map(|_| {
        let edge = table_edge(world.id(), from, to);
        (world.head().build(), world.new_edge(edge, ClaimBuilder::default()))
    });
    let ended = at_once(backend, commits.collect()).await;
    let lost: Vec<_> = ended.into_iter().filter_map(Result::err).collect();
    assert_eq!(lost.len(), 7);
    assert!(lost.iter().all(|error| error.kind() == ErrorKind::Validation), "{lost:?}");
    let edges = backend.lineage.edges_between(&[(from.0, to.0)]).await.expect("edges");
    assert_eq!(edges.len(), 1);
}

/// A table cannot be deleted while lineage is drawn to it: one of the two loses.
pub async fn ends_hold_in_a_race(backend: &Backend) {
    let world = World::new(backend);
    let from = world.add_table("raw").await.value.id;
    for round in 0..6 {
        let to = world.add_table(&format!("t{round}")).await.value.id;
        let edge = table_edge(world.id(), from, to);
        let commits = vec![
            (world.head().build(), world.deletion(to).await),
            (world.head().build(), world.new_edge(edge.clone(), ClaimBuilder::default())),
        ];
        let ended = at_once(backend, commits).await;
        assert_eq!(ended.iter().filter(|a| a.is_ok()).count(), 1, "round {round}: {ended:?}");
        let tables = backend.tables.tables(At::Head, &[to]).await.expect("tables");
        let edges = backend.lineage.edges(At::Head, &[edge.id]).await.expect("edges");
        assert_eq!(tables.len(), edges.len(), "round {round}");
    }
}

/// Rows of a graph at a seq stand still while edges are changed and ended.
pub async fn rows_stand_still_under_writes(backend: &Backend) {
    let world = World::new(backend);
    let hub = world.add_table("hub").await.value.id;
    let mut edges = Vec::new();
    for n in 0..12 {
        let spoke = world.add_table(&format!("t{n}")).await.value.id;
        edges.push(world.join(hub, spoke).await.value.id);
    }
    let seq = world.seq().await;
    let mut commits: Commits = Vec::new();
    for (n, edge) in edges.iter().enumerate() {
        let mut draft = world.draft(*edge).await;
        if n % 2 == 0 {
            draft.end_with_its_nodes();
        } else {
            let claim = ClaimBuilder::by_machine(LineageOrigin::Sql, "etl");
            world.claim_in(&mut draft, claim.status(LineageStatus::Approved).build());
        }
        commits.push((world.head().build(), draft.into_changes()));
    }
    let writer = backend.writer.clone();
    let writing = tokio::spawn(async move {
        for (head, changes) in commits {
            writer.commit(head, changes).await.expect("committed");
        }
    });
    let scan = async || {
        let (mut all, mut from): (Vec<GraphRow>, _) = (Vec::new(), ScanFrom::Tables(None));
        while from != ScanFrom::End {
            let (rows, next) = backend.lineage.graph_rows(seq, from, 3).await.expect("rows");
            all.extend(rows);
            from = next;
        }
        all
    };
    let first = scan().await;
    assert_eq!(first.len(), 13 + 12);
    loop {
        let done = writing.is_finished();
        assert_eq!(scan().await, first);
        if done {
            break;
        }
    }
    writing.await.expect("the writer");
    assert!(world.seq().await > seq);
}
