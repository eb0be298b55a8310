//! `LineageReader::list_proposals`: what waits for a decision.

use ariadne_domain::{
    Column, Confidence, EdgeId, LineageLevel, LineageOrigin, LineageStatus, TableId,
};
use ariadne_ports::{Count, PageRequest, ProposalFilter};

use super::World;
use super::expect::{pages_are_the_list, refuses_foreign_cursor};
use crate::Backend;
use crate::builders::{ClaimBuilder, TableBuilder, column_edge, table_edge};

/// Claims of four origins and none of a person, each sure in its own way.
const CLAIMS: [(LineageOrigin, Option<u16>); 5] = [
    (LineageOrigin::Sql, Some(500)),
    (LineageOrigin::Import, None),
    (LineageOrigin::Inferred, Some(900)),
    (LineageOrigin::Sql, Some(900)),
    (LineageOrigin::OpenLineage, Some(0)),
];

fn claim(origin: LineageOrigin, confidence: Option<u16>) -> ClaimBuilder {
    let claim = ClaimBuilder::by_machine(origin, origin.as_str());
    match confidence {
        Some(thousandths) => claim.confidence(thousandths),
        None => claim,
    }
}

/// Tables in a row, an edge from each to the next; the last two tables belong to a source.
struct Drawn {
    tables: Vec<TableId>,
    edges: Vec<EdgeId>,
    source: ariadne_domain::SourceId,
}

impl Drawn {
    async fn by(world: &World<'_>) -> Self {
        let source = world.add_source("Shop").await.value.id;
        let mut tables = Vec::new();
        for number in 0..=CLAIMS.len() {
            let table = TableBuilder::new(world.id(), &format!("t{number}"));
            let bound = number + 2 > CLAIMS.len();
            let table = if bound { table.source(source) } else { table };
            tables.push(world.add_built_table(table).await.value.id);
        }
        let mut edges = Vec::new();
        for ((from, to), (origin, confidence)) in
            tables.iter().zip(tables.iter().skip(1)).zip(CLAIMS)
        {
            let edge = table_edge(world.id(), *from, *to);
            edges.push(edge.id);
            world.commit(world.new_edge(edge, claim(origin, confidence))).await;
        }
        Self { tables, edges, source }
    }

    /// The edges at these places.
    fn at<const N: usize>(&self, places: [usize; N]) -> Vec<EdgeId> {
        places.map(|place| self.edges[place]).to_vec()
    }
}

async fn listed(backend: &Backend, filter: &ProposalFilter) -> Vec<EdgeId> {
    let page = backend.lineage.list_proposals(filter, &PageRequest::first(100)).await;
    let ids: Vec<EdgeId> =
        page.expect("a page").into_items().iter().map(|edge| edge.value.id).collect();
    let count = backend.lineage.count_proposals(filter, 100).await.expect("a count");
    assert_eq!(count, Count { value: ids.len() as u64, exact: true }, "{filter:?}");
    ids
}

fn sure(thousandths: u16) -> Option<Confidence> {
    Confidence::from_thousandths(thousandths)
}

/// The surest come first, the newest among equals; a page goes on where the one before
/// ended.
pub async fn proposals_come_surest_first(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    assert_eq!(listed(backend, &ProposalFilter::default()).await, drawn.at([1, 3, 2, 0, 4]));
    let all = ProposalFilter::default();
    let read = |page| {
        let (lineage, all) = (backend.lineage.clone(), all.clone());
        async move { lineage.list_proposals(&all, &page).await }
    };
    let whole = pages_are_the_list(read).await;
    assert_eq!(whole[0], world.edge(drawn.edges[1]).await, "each as it is stored");
    let other = ProposalFilter { min_confidence: sure(1), ..ProposalFilter::default() };
    let others = |page| {
        let (lineage, other) = (backend.lineage.clone(), other.clone());
        async move { lineage.list_proposals(&other, &page).await }
    };
    refuses_foreign_cursor(read, others).await;
    let some = backend.lineage.count_proposals(&all, 3).await.expect("a count");
    assert_eq!(some, Count { value: 3, exact: false });
}

/// Only what is proposed now waits: neither what was decided nor what has ended.
pub async fn only_what_waits_is_listed(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    for (place, status) in [(1, LineageStatus::Approved), (3, LineageStatus::Rejected)] {
        world.claim(drawn.edges[place], ClaimBuilder::default().status(status)).await;
    }
    world.commit(world.end_of(drawn.edges[2]).await).await;
    assert_eq!(listed(backend, &ProposalFilter::default()).await, drawn.at([0, 4]));
    let open = ClaimBuilder::default().status(LineageStatus::Proposed);
    world.claim(drawn.edges[3], open).await;
    assert_eq!(
        listed(backend, &ProposalFilter::default()).await,
        drawn.at([3, 0, 4]),
        "a person who proposes it is certain of it"
    );
}

/// Origins and confidence filter together: a claim of one of these that is so sure.
pub async fn claims_filter_proposals(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let second = claim(LineageOrigin::Inferred, Some(100));
    world.claim(drawn.edges[3], second).await;
    let by = |origins: &[LineageOrigin], least: Option<u16>| ProposalFilter {
        origins: origins.to_vec(),
        min_confidence: least.and_then(sure),
        ..ProposalFilter::default()
    };
    let (sql, inferred) = (LineageOrigin::Sql, LineageOrigin::Inferred);
    for (origins, least, expected) in [
        (&[sql][..], None, drawn.at([3, 0])),
        (&[inferred], None, drawn.at([3, 2])),
        (&[inferred], Some(100), drawn.at([3, 2])),
        (&[inferred], Some(101), drawn.at([2])),
        (&[sql, LineageOrigin::Import], Some(900), drawn.at([1, 3])),
        (&[LineageOrigin::Manual], None, Vec::new()),
        (&[], Some(500), drawn.at([1, 3, 2, 0])),
        (&[], Some(501), drawn.at([1, 3, 2])),
        (&[], Some(1_000), drawn.at([1])),
        (&[LineageOrigin::OpenLineage], Some(0), drawn.at([4])),
    ] {
        let found = listed(backend, &by(origins, least)).await;
        assert_eq!(found, expected, "{origins:?} {least:?}");
    }
}

/// Sources, tables and the level filter by what an edge is between, at either end.
pub async fn ends_filter_proposals(backend: &Backend) {
    let world = World::new(backend);
    let drawn = Drawn::by(&world).await;
    let of_source = |source| ProposalFilter { sources: vec![source], ..ProposalFilter::default() };
    assert_eq!(listed(backend, &of_source(drawn.source)).await, drawn.at([3, 4]));
    assert_eq!(listed(backend, &of_source(world.id().into())).await, Vec::new());
    let of = |tables: &[usize]| ProposalFilter {
        tables: tables.iter().map(|place| drawn.tables[*place]).collect(),
        ..ProposalFilter::default()
    };
    assert_eq!(listed(backend, &of(&[1])).await, drawn.at([1, 0]));
    assert_eq!(listed(backend, &of(&[0, 2])).await, drawn.at([1, 2, 0]));
    let both = ProposalFilter { sources: vec![drawn.source], ..of(&[3]) };
    assert_eq!(listed(backend, &both).await, drawn.at([3]));

    let mut columns: Vec<Column> = Vec::new();
    for name in ["x", "y"] {
        let table = world.add_table_of(name, &["a"]).await.value.id;
        columns.extend(world.columns_of(table).await.into_iter().map(|column| column.value));
    }
    let edge = column_edge(world.id(), &columns[0], &columns[1]);
    let id = edge.id;
    world.commit(world.new_edge(edge, claim(LineageOrigin::Sql, None))).await;
    let level = |level| ProposalFilter { level: Some(level), ..ProposalFilter::default() };
    assert_eq!(listed(backend, &level(LineageLevel::Column)).await, [id]);
    assert_eq!(listed(backend, &level(LineageLevel::Table)).await, drawn.at([1, 3, 2, 0, 4]));
    let table = ProposalFilter { tables: vec![columns[1].table], ..ProposalFilter::default() };
    assert_eq!(listed(backend, &table).await, [id], "a column belongs to its table");
}
