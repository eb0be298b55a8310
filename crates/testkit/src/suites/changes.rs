//! `ChangesetReader`: what a changeset did.

use ariadne_domain::{Delta, EntityChange, EntityKind, EntityRef, Operation, Path, Value};
use ariadne_ports::{ChangeCount, PageRequest};

use super::World;
use super::world::{column_ref, source_ref, table_ref};
use crate::Backend;
use crate::builders::{ColumnBuilder, SourceBuilder, TableBuilder};

fn kinds(changes: &[EntityChange]) -> Vec<EntityKind> {
    changes.iter().map(|change| change.entity().kind).collect()
}

/// Full states before and after, versions and times of the replaced rows included.
pub async fn entity_changes_hold_full_states(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id", "total"]).await;
    let columns = world.columns_of(table.value.id).await;
    let (mut renamed, mut retyped) = (table.value.clone(), columns[0].value.clone());
    renamed.name = "purchases".into();
    retyped.set_data_type(Some("int".into()));
    let created = ColumnBuilder::manual(world.id(), table.value.id, "new").ordinal(2).build();
    let mut expected: Vec<EntityChange> = vec![
        Delta::updated(table, renamed).into(),
        Delta::updated(columns[0].clone(), retyped).into(),
        Delta::deleted(columns[1].clone()).into(),
        Delta::created(created).into(),
    ];
    let seq = world.commit(expected.clone()).await.seq;
    expected.sort_by_key(EntityChange::entity);
    let stored = backend.changesets.entity_changes(seq).await.expect("changes");
    assert_eq!(stored, expected);
    // Parts of it: some kinds, and what was there before.
    for kind in [EntityKind::Table, EntityKind::Column, EntityKind::Edge] {
        let among = backend.changesets.changes_among(seq, &[kind]).await.expect("changes");
        let of_kind = expected.iter().filter(|change| change.entity().kind == kind);
        assert!(among.iter().eq(of_kind), "{kind:?}: {among:?}");
    }
    let named = [EntityKind::Column, EntityKind::Table];
    let mut replaced = backend.changesets.replaced(seq, &named).await.expect("ids");
    replaced.sort_unstable();
    let mut before = vec![stored[0].entity().id, columns[0].value.id.0, columns[1].value.id.0];
    before.sort_unstable();
    assert_eq!(replaced, before, "what was created is not among them");
}

/// The whole record can be told from it, long after rows were replaced again.
pub async fn entity_changes_stay_as_they_were(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("v1").await;
    let id = table.value.id;
    let second = world.update_table(id, |t| t.name = "v2".into()).await;
    let third = world.update_table(id, |t| t.name = "v3".into()).await;
    world.commit(world.deletion(id).await).await;
    let change = async |seq| backend.changesets.entity_changes(seq).await.expect("changes");
    let name = |delta: Delta<_>| vec![EntityChange::Table(delta)];
    assert_eq!(change(1).await, name(Delta::created(table.value.clone())));
    assert_eq!(change(2).await, name(Delta::updated(table, second.value.clone())));
    assert_eq!(change(3).await, name(Delta::updated(second, third.value.clone())));
    assert_eq!(change(4).await, name(Delta::deleted(third)));
}

/// Sources, then tables, then columns, each by id, whatever the order of the commit.
pub async fn entity_changes_are_in_order(backend: &Backend) {
    let world = World::new(backend);
    let sources: Vec<_> =
        ["a", "b"].map(|name| SourceBuilder::new(world.id(), name).build()).to_vec();
    let tables: Vec<_> =
        ["a", "b"].map(|name| TableBuilder::new(world.id(), name).build()).to_vec();
    let mut changes: Vec<EntityChange> = Vec::new();
    for table in tables.iter().rev() {
        let column = ColumnBuilder::manual(world.id(), table.id, "id").build();
        changes.push(Delta::created(column).into());
    }
    changes.extend(tables.into_iter().rev().map(|table| Delta::created(table).into()));
    changes.extend(sources.into_iter().rev().map(|source| Delta::created(source).into()));
    let seq = world.commit(changes).await.seq;
    let stored = backend.changesets.entity_changes(seq).await.expect("changes");
    let (source, table, column) = (EntityKind::Source, EntityKind::Table, EntityKind::Column);
    assert_eq!(kinds(&stored), [source, source, table, table, column, column]);
    assert!(stored.iter().map(EntityChange::entity).is_sorted());
}

/// A table that only counts a column's change is among the entity changes and not
/// among those that people see.
pub async fn a_counted_table_is_an_entity_change_without_a_description(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let column = world.columns_of(table).await.remove(0).value.id;
    let seq = world.update_column(column, |c| c.path = Path::key("number")).await.seq;
    let stored = backend.changesets.entity_changes(seq).await.expect("changes");
    assert_eq!(kinds(&stored), [EntityKind::Table, EntityKind::Column]);
    let EntityChange::Table(counted) = &stored[0] else { panic!("a table: {stored:?}") };
    assert_eq!(counted.before.as_ref().map(|before| before.version), Some(1));
    let page = backend.changesets.list_changes(seq, &PageRequest::first(10)).await;
    let seen = page.expect("a page").into_items();
    assert_eq!(seen.len(), 1, "{seen:?}");
    let change = &seen[0];
    assert_eq!((change.entity, change.table), (column_ref(column), Some(table)));
    assert_eq!((change.operation, change.name.as_str()), (Operation::Updated, "number"));
    assert_eq!(change.fields.len(), 1);
    assert_eq!(change.fields[0].field, "path");
    assert_eq!(change.fields[0].old, Value::from("id"));
    assert_eq!(change.fields[0].new, Value::from("number"));
}

/// What people see is what the entity changes describe, in their order.
pub async fn changes_are_the_descriptions_of_entity_changes(backend: &Backend) {
    let world = World::new(backend);
    world.add_source("shop").await;
    let table = world.add_table_of("orders", &["a", "b", "c"]).await.value.id;
    world.update_table(table, |t| t.set_tags(vec!["x".into()])).await;
    let column = world.columns_of(table).await.remove(1).value.id;
    world.update_column(column, |c| c.set_nullable(Some(false))).await;
    world.commit(world.deletion(table).await).await;
    for seq in 1..=world.seq().await {
        let stored = backend.changesets.entity_changes(seq).await.expect("changes");
        let expected: Vec<_> = stored.iter().filter_map(EntityChange::describe).collect();
        let page = backend.changesets.list_changes(seq, &PageRequest::first(100)).await;
        assert_eq!(page.expect("a page").into_items(), expected, "changeset {seq}");
    }
}

/// Changes are counted by kind and operation: a table is updated when one of its columns
/// is, and what a changeset made counts as made by it however it ended later.
pub async fn changes_are_counted_by_kind_and_operation(backend: &Backend) {
    use EntityKind::{Column, Source, Table};
    use Operation::{Created, Deleted, Updated};
    let world = World::new(backend);
    world.add_source("shop").await;
    let table = world.add_table_of("orders", &["a", "b", "c"]).await.value.id;
    world.update_table(table, |t| t.set_tags(vec!["x".into()])).await;
    let column = world.columns_of(table).await.remove(1).value.id;
    world.update_column(column, |c| c.set_nullable(Some(false))).await;
    world.commit(world.deletion(table).await).await;
    let count = |seq, kind, operation, count| ChangeCount { seq, kind, operation, count };
    let all = [
        count(1, Source, Created, 1),
        count(2, Table, Created, 1),
        count(2, Column, Created, 3),
        count(3, Table, Updated, 1),
        count(4, Table, Updated, 1),
        count(4, Column, Updated, 1),
        count(5, Table, Deleted, 1),
        count(5, Column, Deleted, 3),
    ];
    let told = async |seqs: &[u64]| {
        let mut told = backend.changesets.count_changes(seqs).await.expect("counts");
        told.sort_unstable();
        told
    };
    assert_eq!(told(&[5, 1, 2, 99, 4, 3, 2, 0]).await, all);
    assert_eq!(told(&[4]).await, all[4..6]);
    assert_eq!(told(&[]).await, []);
}

/// A seq that is not there did nothing.
pub async fn an_unknown_seq_did_nothing(backend: &Backend) {
    let world = World::new(backend);
    world.add_table("orders").await;
    for seq in [0, 2, 99] {
        assert_eq!(backend.changesets.entity_changes(seq).await.expect("changes"), []);
        let page = backend.changesets.list_changes(seq, &PageRequest::first(10)).await;
        assert!(page.expect("a page").items.is_empty());
    }
}

/// Later changes are those of the aggregates, columns of the tables included,
/// oldest first, behind the seq.
pub async fn later_changes_are_those_of_the_aggregates(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id; // 1
    let orders = world.add_table_of("orders", &["id"]).await.value.id; // 2
    let items = world.add_table_of("items", &["id"]).await.value.id; // 3
    let column = world.columns_of(orders).await.remove(0).value.id;
    world.update_column(column, |c| c.set_tags(vec!["x".into()])).await; // 4
    world.update_source(source, |s| s.is_active = false).await; // 5
    world.update_table(items, |t| t.owner = Some("Ada".into())).await; // 6
    world.update_table(orders, |t| t.owner = Some("Ada".into())).await; // 7
    world.commit(world.deletion(orders).await).await; // 8
    let later = async |seq: u64, aggregates: &[EntityRef]| -> Vec<(u64, EntityRef)> {
        let changes = backend.changesets.later_changes(seq, aggregates, 100).await;
        changes.expect("changes").into_iter().map(|(c, change)| (c.seq, change.entity)).collect()
    };
    let (order, the_column) = (table_ref(orders), column_ref(column));
    assert_eq!(
        later(2, &[order]).await,
        [(4, the_column), (7, order), (8, order), (8, the_column)]
    );
    assert_eq!(later(7, &[order]).await, [(8, order), (8, the_column)]);
    assert_eq!(later(8, &[order]).await, []);
    assert_eq!(
        later(4, &[table_ref(items), source_ref(source)]).await,
        [(5, source_ref(source)), (6, table_ref(items))]
    );
    assert_eq!(later(0, &[]).await, []);
    assert_eq!(later(0, &[table_ref(world.ids.make())]).await, []);
}

/// Later changes come with their changesets, and who undid those.
pub async fn later_changes_come_with_their_changesets(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("orders").await;
    let id = table.value.id;
    let mut owned = table.value.clone();
    owned.owner = Some("Ada".into());
    let change = world.commit(vec![Delta::updated(table.clone(), owned.clone()).into()]).await;
    let head = world.head().undoes(change.id).message("back").build();
    let back = Delta::updated(world.table(id).await, table.value);
    let undo = world.commit_as(head, vec![back.into()]).await.expect("committed").changeset;
    let later = backend.changesets.later_changes(1, &[table_ref(id)], 100).await.expect("changes");
    let changesets: Vec<_> = later.iter().map(|(changeset, _)| changeset.clone()).collect();
    let undone = ariadne_domain::Changeset { undone_by: Some(undo.id), ..change };
    assert_eq!(changesets, [undone, undo]);
    assert_eq!(later[0].1.fields[0].new, Value::from("Ada"));
    assert_eq!(later[1].1.fields[0].old, Value::from("Ada"));
}

/// Later changes end at the limit.
pub async fn later_changes_end_at_the_limit(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["a", "b", "c"]).await.value.id;
    world.update_table(table, |t| t.owner = Some("Ada".into())).await;
    let later = async |limit| {
        let changes = backend.changesets.later_changes(0, &[table_ref(table)], limit).await;
        changes.expect("changes")
    };
    let all = later(100).await;
    assert_eq!(all.len(), 5);
    for limit in 1..=5 {
        assert_eq!(later(limit).await, all[..limit], "limit {limit}");
    }
}
