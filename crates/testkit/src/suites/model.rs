//! The repo against the model: the same random commits, then the same answers to
//! every read.

use std::fmt::Debug;

use ariadne_domain::{
    AssertionId, ChangesetOrigin, ColumnId, EdgeId, EntityKind, EntityRef, SourceId, SourceKind,
    TableId, TableKind,
};
use ariadne_ports::{
    At, ChangesetFilter, Page, PageRequest, Result, SourceFilter, TableFilter, TableOrder,
};
use uuid::Uuid;

use super::expect::all_pages;
use super::lineage_rows::scan;
use crate::builders::person;
use crate::random::{Content, History, WORDS};
use crate::{Backend, time_of_day};

const STEPS: u16 = 60;

/// Asserts that both answer alike, rows that come in any order sorted by `key`.
macro_rules! alike {
    ($where:expr, $repo:expr, $model:expr) => {
        assert_eq!(
            $repo.expect("the repo answers"),
            $model.expect("the model answers"),
            "{}",
            $where
        )
    };
    ($where:expr, $repo:expr, $model:expr, by $key:expr) => {{
        let (mut repo, mut model) = ($repo.expect("the repo"), $model.expect("the model"));
        repo.sort_by_key($key);
        model.sort_by_key($key);
        assert_eq!(repo, model, "{}", $where);
    }};
}

/// The pages of the repo, put together, are the whole list of the model.
async fn lists_alike<T, R, M>(
    what: &str,
    mut repo: impl FnMut(PageRequest) -> R,
    mut model: impl FnMut(PageRequest) -> M,
) where
    T: PartialEq + Debug,
    R: Future<Output = Result<Page<T>>>,
    M: Future<Output = Result<Page<T>>>,
{
    let whole = model(PageRequest::first(100_000)).await.expect("the model").into_items();
    assert_eq!(all_pages(7, &mut repo).await, whole, "{what}");
}

async fn run(repo: &Backend, seed: u64) {
    let model = Backend::memory();
    let mut history = History::new(seed);
    let mut committed = 0;
    for step in 0..STEPS {
        let (head, changes) = history.step(&model).await;
        let answer = repo.writer.commit(head.clone(), changes.clone()).await;
        let expected = model.writer.commit(head, changes.clone()).await;
        match (answer, expected) {
            (Ok(answer), Ok(expected)) => {
                assert_eq!(answer, expected, "seed {seed}, step {step}");
                committed += 1;
            }
            (Err(answer), Err(expected)) => assert_eq!(
                answer.kind(),
                expected.kind(),
                "seed {seed}, step {step}: {answer:?}, expected {expected:?}"
            ),
            (answer, expected) => panic!(
                "seed {seed}, step {step}: {answer:?}, expected {expected:?} for {changes:#?}"
            ),
        }
        if step % 15 == 0 {
            compare_at(repo, &model, At::Head, &format!("seed {seed}, step {step}")).await;
        }
    }
    assert!(committed > STEPS / 3, "seed {seed} refuses too much to be of use: {committed}");
    let known = Content::entities(&model).await;
    let drawn = known.iter().filter(|entity| entity.kind == EntityKind::Assertion).count();
    assert!(drawn > 3, "seed {seed} draws too little lineage to be of use: {drawn}");
    let end = model.changesets.state().await.expect("the model").seq;
    for seq in [end, end / 2] {
        let (r, m) = (scan(repo, seq, 7).await, scan(&model, seq, 1_000).await);
        assert_eq!(r, m, "seed {seed}, rows of the graph at {seq}");
    }
    for seq in 0..=end {
        compare_at(repo, &model, At::Seq(seq), &format!("seed {seed}, at seq {seq}")).await;
    }
    compare_at(repo, &model, At::Head, &format!("seed {seed}, at the end")).await;
    compare_head(repo, &model, &format!("seed {seed}")).await;
    compare_history(repo, &model, &format!("seed {seed}")).await;
}

fn of_kind<I: From<Uuid>>(entities: &[EntityRef], kind: EntityKind) -> Vec<I> {
    entities.iter().filter(|e| e.kind == kind).map(|e| e.id.into()).collect()
}

/// Every read that takes a point of history.
async fn compare_at(repo: &Backend, model: &Backend, at: At, seed: &str) {
    let known = Content::entities(model).await;
    let sources: Vec<SourceId> = of_kind(&known, EntityKind::Source);
    let tables: Vec<TableId> = of_kind(&known, EntityKind::Table);
    let columns: Vec<ColumnId> = of_kind(&known, EntityKind::Column);
    let (r, m) =
        (repo.sources.sources(at, &sources).await, model.sources.sources(at, &sources).await);
    alike!(seed, r, m, by | row | row.value.id);
    let (r, m) = (repo.tables.tables(at, &tables).await, model.tables.tables(at, &tables).await);
    alike!(seed, r, m, by | row | row.value.id);
    let (r, m) =
        (repo.columns.columns(at, &columns).await, model.columns.columns(at, &columns).await);
    alike!(seed, r, m, by | row | row.value.id);
    let r = repo.columns.columns_of_tables(at, &tables).await;
    alike!(seed, r, model.columns.columns_of_tables(at, &tables).await);
    let r = repo.columns.count_columns(at, &tables).await;
    alike!(seed, r, model.columns.count_columns(at, &tables).await, by | (table, _) | *table);
    compare_lineage(repo, model, at, seed).await;
    for filter in table_filters(&sources) {
        let what = format!("{seed}, {filter:?}");
        for order in [TableOrder::Name, TableOrder::UpdatedNewest, TableOrder::FetchedNewest] {
            let (filter, what) = (&filter, format!("{what}, {order:?}"));
            lists_alike(
                &what,
                |request| async move { repo.tables.list_tables(at, filter, order, &request).await },
                |request| async move { model.tables.list_tables(at, filter, order, &request).await },
            )
            .await;
        }
        let r = repo.tables.count_tables(at, &filter, 5).await;
        alike!(what, r, model.tables.count_tables(at, &filter, 5).await);
    }
    for table in tables.iter().take(4) {
        for text in [None, Some("order"), Some("id"), Some("订单")] {
            lists_alike(
                &format!("{seed}, columns of {table} with {text:?}"),
                |request| async move { repo.columns.list_columns(at, *table, text, &request).await },
                |request| async move { model.columns.list_columns(at, *table, text, &request).await },
            )
            .await;
        }
    }
}

/// Every read of lineage.
async fn compare_lineage(repo: &Backend, model: &Backend, at: At, seed: &str) {
    let known = Content::entities(model).await;
    let (repo, model) = (&repo.lineage, &model.lineage);
    let (edges, claims): (Vec<EdgeId>, Vec<AssertionId>) =
        (of_kind(&known, EntityKind::Edge), of_kind(&known, EntityKind::Assertion));
    let tables: Vec<TableId> = of_kind(&known, EntityKind::Table);
    let columns: Vec<ColumnId> = of_kind(&known, EntityKind::Column);
    let nodes: Vec<Uuid> =
        tables.iter().map(|id| id.0).chain(columns.iter().map(|id| id.0)).collect();
    let found = model.edges(at, &edges).await.expect("edges");
    alike!(seed, repo.edges(at, &edges).await, Ok::<_, ()>(found.clone()), by | row | row.value.id);
    let (r, m) = (repo.assertions(at, &claims).await, model.assertions(at, &claims).await);
    alike!(seed, r, m, by | row | row.value.id);
    alike!(seed, repo.assertions_of(at, &edges).await, model.assertions_of(at, &edges).await);
    for part in [&nodes[..], &nodes[..nodes.len() / 2]] {
        let (r, m) = (repo.edges_of(at, part).await, model.edges_of(at, part).await);
        alike!(seed, r, m, by | row | row.value.id);
    }
    for part in [&tables[..], &tables[..tables.len() / 2]] {
        let (r, m) = (repo.edges_of_tables(at, part).await, model.edges_of_tables(at, part).await);
        alike!(seed, r, m, by | row | row.value.id);
    }
    let mut pairs: Vec<(Uuid, Uuid)> =
        found.iter().map(|row| (row.value.from, row.value.to)).collect();
    pairs.extend(pairs.clone().into_iter().map(|(from, to)| (to, from)));
    let (r, m) = (repo.edges_between(&pairs).await, model.edges_between(&pairs).await);
    alike!(seed, r, m, by | row | row.value.id);
}

fn table_filters(sources: &[SourceId]) -> Vec<TableFilter> {
    let none = TableFilter::default;
    vec![
        none(),
        TableFilter { text: Some("order".into()), ..none() },
        TableFilter { text: Some("sales 订".into()), ..none() },
        TableFilter { source: sources.first().copied(), ..none() },
        TableFilter { bound: Some(false), ..none() },
        TableFilter { kinds: vec![TableKind::Index, TableKind::View], ..none() },
        TableFilter { tags: vec!["pii".into()], ..none() },
        TableFilter { owner: Some("Ada".into()), never_fetched: Some(true), ..none() },
        TableFilter { fetched_before: Some(time_of_day(200)), ..none() },
    ]
}

/// Every read that looks at the newest state alone.
async fn compare_head(repo: &Backend, model: &Backend, seed: &str) {
    for filter in [
        SourceFilter::default(),
        SourceFilter { text: Some("order 1".into()), ..SourceFilter::default() },
        SourceFilter { kinds: vec![SourceKind::Elasticsearch], ..SourceFilter::default() },
        SourceFilter { active: Some(true), ..SourceFilter::default() },
    ] {
        let filter = &filter;
        lists_alike(
            &format!("{seed}, {filter:?}"),
            |request| async move { repo.sources.list_sources(filter, &request).await },
            |request| async move { model.sources.list_sources(filter, &request).await },
        )
        .await;
        let r = repo.sources.count_sources(filter, 2).await;
        alike!(seed, r, model.sources.count_sources(filter, 2).await);
    }
    let content = Content::read(model, At::Head).await;
    for source in content.sources.values() {
        let (id, name) = (source.id, source.name.to_lowercase());
        let r = repo.sources.source_by_name(&name).await;
        alike!(seed, r, model.sources.source_by_name(&name).await);
        let r = repo.tables.tables_of_source(id).await;
        alike!(seed, r, model.tables.tables_of_source(id).await, by | row | row.value.id);
    }
    for table in content.tables.values() {
        let identity = [table.identity()];
        let r = repo.tables.tables_by_identity(&identity).await;
        alike!(seed, r, model.tables.tables_by_identity(&identity).await);
        let r = repo.tables.tables_by_name(None, None, &table.name, 3).await;
        alike!(seed, r, model.tables.tables_by_name(None, None, &table.name, 3).await);
    }
    let sources: Vec<SourceId> = content.sources.into_keys().collect();
    for filter in table_filters(&sources) {
        let r = repo.tables.table_facets(&filter).await.expect("facets");
        let m = model.tables.table_facets(&filter).await.expect("facets");
        assert_eq!((&r.tags, &r.owners), (&m.tags, &m.owners), "{seed}, {filter:?}");
        // Between equal counts, the order of ids and kinds is each backend's own.
        let sorted = |mut facets: ariadne_ports::TableFacets| {
            facets.sources.sort_by_key(|facet| (facet.count, facet.value));
            facets.kinds.sort_by_key(|facet| (facet.count, facet.value));
            (facets.sources, facets.kinds)
        };
        assert_eq!(sorted(r), sorted(m), "{seed}, {filter:?}");
    }
    for text in WORDS {
        lists_alike(
            &format!("{seed}, search {text:?}"),
            |request| async move { repo.search.search(text, &request).await },
            |request| async move { model.search.search(text, &request).await },
        )
        .await;
        let r = repo.search.count_hits(text, 5).await;
        alike!(seed, r, model.search.count_hits(text, 5).await);
    }
}

/// Every read of the record.
async fn compare_history(repo: &Backend, model: &Backend, seed: &str) {
    let (repo, model) = (&repo.changesets, &model.changesets);
    let (r, m) = (repo.state().await.expect("state"), model.state().await.expect("state"));
    assert_eq!((r.seq, r.at), (m.seq, m.at), "{seed}");
    alike!(seed, repo.changesets_after(0, 1_000).await, model.changesets_after(0, 1_000).await);
    let mut aggregates: Vec<EntityRef> = Vec::new();
    for seq in 0..=m.seq {
        let what = format!("{seed}, changeset {seq}");
        let changes = model.entity_changes(seq).await.expect("changes");
        assert_eq!(repo.entity_changes(seq).await.expect("changes"), changes, "{what}");
        aggregates.extend(changes.iter().map(ariadne_domain::EntityChange::entity).take(2));
        lists_alike(
            &what,
            |request| async move { repo.list_changes(seq, &request).await },
            |request| async move { model.list_changes(seq, &request).await },
        )
        .await;
    }
    let part = [EntityKind::Column, EntityKind::Assertion];
    aggregates.retain(|entity| !part.contains(&entity.kind));
    for seq in [0, m.seq / 2] {
        for limit in [3, 10_000] {
            let r = repo.later_changes(seq, &aggregates[..aggregates.len() / 2], limit).await;
            let m = model.later_changes(seq, &aggregates[..aggregates.len() / 2], limit).await;
            alike!(format!("{seed}, after {seq}, {limit}"), r, m);
        }
    }
    for seconds in 0..=(i64::from(STEPS) * 2) {
        let at = time_of_day(seconds * 5);
        alike!(seed, repo.seq_at(at).await, model.seq_at(at).await);
    }
    let none = ChangesetFilter::default;
    for filter in [
        none(),
        ChangesetFilter { kind: Some(EntityKind::Column), ..none() },
        ChangesetFilter { kind: Some(EntityKind::Source), deleted_only: true, ..none() },
        ChangesetFilter { kind: Some(EntityKind::Edge), ..none() },
        ChangesetFilter { kind: Some(EntityKind::Assertion), deleted_only: true, ..none() },
        ChangesetFilter { entity: aggregates.first().map(|entity| entity.id), ..none() },
        ChangesetFilter { entity: aggregates.last().map(|entity| entity.id), ..none() },
        ChangesetFilter { actor: Some(person("Ada").id.0), ..none() },
        ChangesetFilter { origin: Some(ChangesetOrigin::Undo), ..none() },
        ChangesetFilter { from: Some(time_of_day(100)), to: Some(time_of_day(400)), ..none() },
        ChangesetFilter { deleted_only: true, ..none() },
    ] {
        let filter = &filter;
        lists_alike(
            &format!("{seed}, {filter:?}"),
            |request| async move { repo.list_changesets(filter, &request).await },
            |request| async move { model.list_changesets(filter, &request).await },
        )
        .await;
    }
}

macro_rules! histories {
    ($($name:ident = $seed:literal),+ $(,)?) => {$(
        /// A random history; the number is its seed.
        pub async fn $name(backend: &Backend) {
            run(backend, $seed).await;
        }
    )+};
}

histories! {
    history_1_is_answered_like_the_model = 1,
    history_2_is_answered_like_the_model = 2,
    history_3_is_answered_like_the_model = 3,
    history_4_is_answered_like_the_model = 4,
}
