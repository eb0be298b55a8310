//! `ChangesetReader`: what a changeset did to lineage, and taking it back.

use ariadne_domain::{
    Delta, EntityChange, EntityKind, EntityRef, LineageOrigin, LineageStatus, Operation, Value,
};
use ariadne_ports::{At, ChangesetFilter, PageRequest};

use super::expect::pages_are_the_list;
use super::{World, edge_ref, table_ref};
use crate::Backend;
use crate::builders::{ClaimBuilder, SourceBuilder, TableBuilder, column_edge, person, table_edge};
use crate::random::Content;

fn kinds(changes: &[EntityChange]) -> Vec<EntityKind> {
    changes.iter().map(|change| change.entity().kind).collect()
}

async fn changes(backend: &Backend, seq: u64) -> Vec<EntityChange> {
    backend.changesets.entity_changes(seq).await.expect("changes")
}

/// Edges come behind columns, assertions behind edges, each by id, with full states.
pub async fn edges_and_assertions_come_last(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["a", "b"]).await;
    let columns = world.columns_of(table.value.id).await;
    let other = TableBuilder::new(world.id(), "other").build();
    let mut expected: Vec<EntityChange> = Vec::new();
    let across = column_edge(world.id(), &columns[0].value, &columns[1].value);
    expected.extend(world.new_edge(across, ClaimBuilder::default()));
    let between = table_edge(world.id(), table.value.id, other.id);
    expected.extend(world.new_edge(between, ClaimBuilder::default()));
    let mut renamed = columns[1].value.clone();
    renamed.path = "c".parse().expect("a path");
    expected.push(Delta::updated(columns[1].clone(), renamed).into());
    expected.push(Delta::created(other).into());
    expected.push(Delta::updated(table.clone(), table.value).into());
    expected.push(Delta::created(SourceBuilder::new(world.id(), "shop").build()).into());
    let seq = world.commit(expected.clone()).await.seq;
    expected.sort_by_key(EntityChange::entity);
    let stored = changes(backend, seq).await;
    assert_eq!(stored, expected);
    let [source, table, column] = [EntityKind::Source, EntityKind::Table, EntityKind::Column];
    let (edge, claim) = (EntityKind::Edge, EntityKind::Assertion);
    assert_eq!(kinds(&stored), [source, table, table, column, edge, edge, claim, claim]);
}

/// An edge that only counts an assertion's change is among the entity changes and not
/// among those that people see.
pub async fn a_counted_edge_is_an_entity_change_without_a_description(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let before = world.claims(edge.value.id).await.remove(0);
    let seq = world.claim(edge.value.id, ClaimBuilder::default().note("sure")).await.seq;
    let stored = changes(backend, seq).await;
    assert_eq!(kinds(&stored), [EntityKind::Edge, EntityKind::Assertion]);
    let EntityChange::Edge(counted) = &stored[0] else { panic!("an edge: {stored:?}") };
    assert_eq!(counted.before.as_ref(), Some(&edge));
    let EntityChange::Assertion(claimed) = &stored[1] else { panic!("a claim: {stored:?}") };
    assert_eq!(claimed.before.as_ref(), Some(&before));
    let page = backend.changesets.list_changes(seq, &PageRequest::first(10)).await;
    let seen = page.expect("a page").into_items();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].operation, Operation::Updated);
    let note = seen[0].fields.iter().find(|field| field.field == "note").expect("the note");
    assert_eq!((&note.old, &note.new), (&Value::Null, &Value::from("sure")));
}

/// The changes of a changeset page through every kind.
pub async fn changes_of_lineage_page(backend: &Backend) {
    let world = World::new(backend);
    let mut made = Vec::new();
    let tables: Vec<_> =
        ["a", "b", "c"].map(|name| TableBuilder::new(world.id(), name).build()).to_vec();
    for (from, to) in [(0, 1), (1, 2), (2, 0)] {
        let edge = table_edge(world.id(), tables[from].id, tables[to].id);
        made.extend(world.new_edge(edge, ClaimBuilder::default()));
    }
    made.extend(tables.into_iter().map(|table| Delta::created(table).into()));
    let seq = world.commit(made).await.seq;
    let changesets = &backend.changesets;
    let seen =
        pages_are_the_list(|request| async move { changesets.list_changes(seq, &request).await })
            .await;
    let stored = changes(backend, seq).await;
    let described: Vec<_> = stored.iter().filter_map(EntityChange::describe).collect();
    assert_eq!(seen, described);
    assert_eq!(seen.len(), 9);
}

/// Later changes of an edge include those of its assertions; of an assertion alone
/// only its own. A table's do not include its lineage's.
pub async fn later_changes_of_an_edge_hold_its_assertions(backend: &Backend) {
    let world = World::new(backend);
    let (from, to, edge) = world.joined("raw", "clean").await;
    let start = world.seq().await;
    let id = edge.value.id;
    world.claim(id, ClaimBuilder::default().note("one")).await;
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await;
    world.join(to, from).await;
    let claims = world.claims(id).await;
    let end = world.commit(world.end_of(id).await).await;
    let later = async |aggregates: &[EntityRef], limit| {
        let later = backend.changesets.later_changes(start, aggregates, limit).await;
        let later = later.expect("later changes").into_iter();
        later.map(|(c, change)| (c.seq, change.entity, change.operation)).collect::<Vec<_>>()
    };
    let claim = |n: usize| EntityRef { kind: EntityKind::Assertion, id: claims[n].value.id.0 };
    assert_eq!(claims[0].value.note.as_deref(), Some("one"));
    let mut ended = [claim(0), claim(1)];
    ended.sort_unstable();
    let all = [
        (start + 1, claim(0), Operation::Updated),
        (start + 2, claim(1), Operation::Created),
        (end.seq, edge_ref(id), Operation::Deleted),
        (end.seq, ended[0], Operation::Deleted),
        (end.seq, ended[1], Operation::Deleted),
    ];
    assert_eq!(later(&[edge_ref(id)], 100).await, all);
    assert_eq!(later(&[edge_ref(id), claim(0)], 100).await, all);
    assert_eq!(later(&[edge_ref(id)], 2).await, all[..2]);
    let first = [all[0], (end.seq, claim(0), Operation::Deleted)];
    assert_eq!(later(&[claim(0)], 100).await, first);
    assert_eq!(later(&[table_ref(from), table_ref(to)], 100).await, []);
}

/// Changesets are found by the kinds of lineage, by an edge with its assertions, and
/// by what ended.
pub async fn lineage_filters_changesets(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    let claimed = world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await.seq;
    let claim = world.claims(id).await.remove(1).value.id;
    world.add_table("other").await;
    let ended = world.commit(world.end_of(id).await).await.seq;
    let seqs = async |filter: ChangesetFilter| {
        let page = PageRequest::first(100);
        let found = backend.changesets.list_changesets(&filter, &page).await.expect("a page");
        found.into_items().into_iter().map(|changeset| changeset.seq).collect::<Vec<_>>()
    };
    let none = ChangesetFilter::default;
    let touched = [ended, claimed, edge.seq];
    for kind in [EntityKind::Edge, EntityKind::Assertion] {
        let of = ChangesetFilter { kind: Some(kind), ..none() };
        assert_eq!(seqs(of.clone()).await, touched, "{kind}");
        assert_eq!(seqs(ChangesetFilter { deleted_only: true, ..of }).await, [ended], "{kind}");
    }
    let of_table = ChangesetFilter { kind: Some(EntityKind::Table), ..none() };
    assert_eq!(seqs(of_table).await.len(), 3);
    assert_eq!(seqs(ChangesetFilter { deleted_only: true, ..none() }).await, [ended]);
    assert_eq!(seqs(ChangesetFilter { entity: Some(id.0), ..none() }).await, touched);
    let of_claim = ChangesetFilter { entity: Some(claim.0), ..none() };
    assert_eq!(seqs(of_claim).await, [ended, claimed]);
}

/// Undoing the deletion of a table brings its lineage back as it was, undoing that
/// ends it again, and so on.
pub async fn a_deleted_tables_lineage_comes_back(backend: &Backend) {
    let world = World::new(backend);
    let (from, to, edge) = world.joined("raw", "clean").await;
    world.claim(edge.value.id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await;
    let rejected = ClaimBuilder::default().claimant(person("Grace"));
    world.claim(edge.value.id, rejected.status(LineageStatus::Rejected)).await;
    let with_columns = world.add_table_of("wide", &["a", "b"]).await.value.id;
    let columns = world.columns_of(with_columns).await;
    let inside = column_edge(world.id(), &columns[0].value, &columns[1].value);
    world.add_edge(inside).await;
    world.join(from, with_columns).await;
    for table in [to, from, with_columns] {
        let full = Content::read(backend, At::Head).await;
        let mut last = world.commit(world.deletion_with_lineage(table).await).await;
        let less = Content::read(backend, At::Head).await;
        assert!(less.edges.len() < full.edges.len());
        for expected in [&full, &less, &full] {
            last = world.undo(&last).await;
            assert_eq!(&Content::read(backend, At::Head).await, expected);
        }
    }
    assert_eq!(world.edge(edge.value.id).await.value.state.status, LineageStatus::Rejected);
}

/// Undoing a review or a claim takes the edge's status back with it; what others
/// claim meanwhile stays.
pub async fn a_claim_is_taken_back(backend: &Backend) {
    let world = World::new(backend);
    let from = world.add_table("raw").await.value.id;
    let to = world.add_table("clean").await.value.id;
    let edge = table_edge(world.id(), from, to);
    let id = edge.id;
    let machine = ClaimBuilder::by_machine(LineageOrigin::Sql, "etl");
    world.commit(world.new_edge(edge, machine)).await;
    let mut draft = world.draft(id).await;
    draft
        .review(&person("Grace"), LineageStatus::Rejected, None, world.tick(), || world.ids.make())
        .expect("a review");
    let review = world.commit(draft.into_changes()).await;
    let status = async || world.edge(id).await.value.state.status;
    assert_eq!(status().await, LineageStatus::Rejected);
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Import, "loader")).await;
    let undone = world.undo(&review).await;
    assert_eq!(status().await, LineageStatus::Proposed);
    assert_eq!(world.claims(id).await.len(), 2);
    world.undo(&undone).await;
    assert_eq!(status().await, LineageStatus::Rejected);
    assert_eq!(world.claims(id).await.len(), 3);
}
