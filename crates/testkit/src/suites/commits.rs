//! `CatalogWriter::commit`: numbers, times, versions and stale rows.

use ariadne_domain::{ChangesetOrigin, Delta, EntityChange, Path};
use ariadne_ports::{At, ErrorKind};

use super::World;
use super::expect::{conflict_on, refused};
use super::world::{column_ref, source_ref, table_ref};
use crate::builders::{ColumnBuilder, SourceBuilder, TableBuilder, person};
use crate::{Backend, time_of_day};

/// A commit gets the next seq, gap-free.
pub async fn seqs_are_gap_free(backend: &Backend) {
    let world = World::new(backend);
    for expected in 1..=5 {
        let table = TableBuilder::new(world.id(), &format!("t{expected}")).build();
        let changeset = world.commit(vec![Delta::created(table).into()]).await;
        assert_eq!(changeset.seq, expected);
        assert_eq!(world.seq().await, expected);
    }
}

/// A refused commit takes no number and leaves nothing behind.
pub async fn a_refused_commit_takes_no_number(backend: &Backend) {
    let world = World::new(backend);
    world.add_table("orders").await;
    let source = SourceBuilder::new(world.id(), "shop").build();
    let source_id = source.id;
    let twin = TableBuilder::new(world.id(), "orders").build();
    let refused =
        world.try_commit(vec![Delta::created(source).into(), Delta::created(twin).into()]).await;
    assert!(refused.is_err());
    assert_eq!(world.seq().await, 1);
    let left = backend.sources.sources(At::Head, &[source_id]).await.expect("sources");
    assert!(left.is_empty(), "half of a refused commit: {left:?}");
    let next = world
        .commit(vec![Delta::created(TableBuilder::new(world.id(), "next").build()).into()])
        .await;
    assert_eq!(next.seq, 2);
}

/// A changeset says who, when, where from, why and what it undoes, as the head did.
pub async fn a_changeset_keeps_its_head(backend: &Backend) {
    let world = World::new(backend);
    let first =
        world.commit(vec![Delta::created(TableBuilder::new(world.id(), "a").build()).into()]).await;
    let head = world
        .head()
        .actor(person("Grace \"G\" 丽"))
        .message("because\nof this")
        .undoes(first.id)
        .build();
    let change: EntityChange = Delta::created(TableBuilder::new(world.id(), "b").build()).into();
    let committed = world.commit_as(head.clone(), vec![change]).await.expect("committed");
    assert!(!committed.replayed);
    let stored = backend.changesets.changesets(&[head.id]).await.expect("changesets");
    assert_eq!(stored, std::slice::from_ref(&committed.changeset));
    let kept = committed.changeset;
    assert_eq!((kept.id, kept.seq, &kept.actor, kept.at), (head.id, 2, &head.actor, head.at));
    assert_eq!(kept.origin, ChangesetOrigin::Undo);
    assert_eq!((kept.message, kept.undoes), (head.message, head.undoes));
    assert_eq!(kept.undone_by, None);
}

/// A changeset's time is never before that of the one before it.
pub async fn times_never_go_back(backend: &Backend) {
    let world = World::new(backend);
    let commit = async |name: &str, seconds: i64| {
        let head = world.head().at(time_of_day(seconds)).build();
        let change: EntityChange =
            Delta::created(TableBuilder::new(world.id(), name).build()).into();
        world.commit_as(head, vec![change]).await.expect("committed").changeset.at
    };
    assert_eq!(commit("a", 100).await, time_of_day(100));
    assert_eq!(commit("b", 40).await, time_of_day(100), "a clock that was set back");
    assert_eq!(commit("c", 101).await, time_of_day(101));
    let rows = backend.tables.tables_by_name(None, None, "b", 9).await.expect("tables");
    assert_eq!(rows[0].updated_at, time_of_day(100), "rows have the changeset's time");
}

/// An updated row counts its version, keeps `created_at` and takes the changeset's
/// seq and time.
pub async fn an_update_counts_versions_and_keeps_created_at(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await;
    let column = world.columns_of(table.value.id).await.remove(0);
    assert_eq!((table.version, table.seq, table.created_at), (1, 1, table.updated_at));
    assert_eq!((column.version, column.seq), (0, 1), "columns carry no version");

    let renamed = world.update_table(table.value.id, |t| t.name = "purchases".into()).await;
    assert_eq!((renamed.version, renamed.seq), (2, 2));
    assert_eq!(renamed.created_at, table.created_at);
    assert!(renamed.updated_at > table.updated_at);
    assert_eq!(world.column(column.value.id).await, column, "its columns' rows are as they were");

    let source = world.add_source("shop").await;
    let inactive = world.update_source(source.value.id, |s| s.is_active = false).await;
    assert_eq!((source.version, inactive.version), (1, 2));
    assert_eq!((inactive.created_at, inactive.seq), (source.created_at, 4));
}

/// A change of a column counts the table's version.
pub async fn a_columns_change_counts_its_tables_version(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id", "total"]).await.value.id;
    let column = world.columns_of(table).await.remove(1);
    let changed =
        world.update_column(column.value.id, |c| c.set_data_type(Some("int".into()))).await;
    assert_eq!((changed.seq, changed.version, changed.created_at), (2, 0, column.created_at));
    let counted = world.table(table).await;
    assert_eq!((counted.version, counted.seq), (2, 2));
}

/// A table, a source or a column that comes back under its id goes on counting.
pub async fn a_restored_aggregate_goes_on_counting(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await;
    let id = table.value.id;
    let renamed = world.update_table(id, |t| t.owner = Some("sales".into())).await;
    let deletion = world.commit(world.deletion(id).await).await;
    let head = world.head().undoes(deletion.id).build();
    let change: EntityChange = Delta::created(renamed.value.clone()).into();
    let back = world.commit_as(head, vec![change]).await.expect("committed").changeset;
    let row = world.table(id).await;
    assert_eq!(row.value, renamed.value);
    assert_eq!((row.version, row.seq), (3, back.seq));
}

/// A step from a row that has been replaced since is refused and names who did it.
pub async fn a_stale_row_is_a_conflict_that_names_who_and_when(backend: &Backend) {
    let world = World::new(backend);
    let stale = world.add_table("orders").await;
    let id = stale.value.id;
    let head = world.head().actor(person("Grace")).build();
    let mut after = stale.value.clone();
    after.owner = Some("sales".into());
    let change: EntityChange = Delta::updated(stale.clone(), after).into();
    let by = world.commit_as(head, vec![change]).await.expect("committed").changeset;

    let mut late = stale.value.clone();
    late.owner = Some("finance".into());
    let answer = world.try_commit(vec![Delta::updated(stale.clone(), late).into()]).await;
    let error = conflict_on(answer, table_ref(id));
    let with = error.conflict_with().expect("who was faster");
    assert_eq!((with.version, with.seq), (Some(2), Some(by.seq)));
    assert_eq!(with.actor.as_ref(), Some(&person("Grace")));
    assert_eq!(with.at, Some(by.at));
    assert_eq!(with.name, "orders");

    conflict_on(world.try_commit(vec![Delta::deleted(stale).into()]).await, table_ref(id));
    assert_eq!(world.table(id).await.value.owner.as_deref(), Some("sales"));
}

/// The same for columns and sources.
pub async fn stale_columns_and_sources_are_conflicts(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let stale = world.columns_of(table).await.remove(0);
    let id = stale.value.id;
    world.update_column(id, |c| c.set_description(Some("the id".into()))).await;
    let mut late = stale.value.clone();
    late.path = Path::key("number");
    let touch = world.touch(table).await;
    let answer = world.try_commit(vec![touch, Delta::updated(stale, late).into()]).await;
    conflict_on(answer, column_ref(id));

    let stale = world.add_source("shop").await;
    let id = stale.value.id;
    world.update_source(id, |s| s.is_active = false).await;
    conflict_on(world.try_commit(vec![Delta::deleted(stale).into()]).await, source_ref(id));
}

/// A step from a row that is gone is refused and names who deleted it.
pub async fn a_deleted_row_is_a_conflict_that_names_who_deleted_it(backend: &Backend) {
    let world = World::new(backend);
    let gone = world.add_table("orders").await;
    let id = gone.value.id;
    let head = world.head().actor(person("Grace")).build();
    let by = world.commit_as(head, world.deletion(id).await).await.expect("committed").changeset;
    let mut after = gone.value.clone();
    after.owner = Some("sales".into());
    let error = conflict_on(
        world.try_commit(vec![Delta::updated(gone, after).into()]).await,
        table_ref(id),
    );
    let with = error.conflict_with().expect("who deleted it");
    assert_eq!((with.version, with.seq), (None, Some(by.seq)));
    assert_eq!(with.actor.as_ref(), Some(&person("Grace")));
    assert_eq!(with.at, Some(by.at));
}

/// An entity that is created must not exist.
pub async fn a_created_entity_must_not_exist(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let again = TableBuilder::new(table, "another name").build();
    conflict_on(world.try_commit(vec![Delta::created(again).into()]).await, table_ref(table));

    let column = world.columns_of(table).await.remove(0).value.id;
    let again = ColumnBuilder::manual(column, table, "other").build();
    let touch = world.touch(table).await;
    conflict_on(
        world.try_commit(vec![touch, Delta::created(again).into()]).await,
        column_ref(column),
    );

    let source = world.add_source("shop").await.value.id;
    let again = SourceBuilder::new(source, "another name").build();
    conflict_on(world.try_commit(vec![Delta::created(again).into()]).await, source_ref(source));
}

/// A commit without changes is refused as a fault of the caller.
pub async fn a_commit_without_changes_is_internal(backend: &Backend) {
    let world = World::new(backend);
    refused(world.try_commit(Vec::new()).await, ErrorKind::Internal);
    assert_eq!(world.seq().await, 0);
}

/// A column's step without one of its table, whose version has to count it, is a
/// fault of the caller.
pub async fn a_columns_step_without_its_tables_is_internal(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let column = world.columns_of(table).await.remove(0);
    let added = ColumnBuilder::manual(world.id(), table, "new").ordinal(1).build();
    for change in [Delta::deleted(column).into(), Delta::created(added).into()] {
        refused(world.try_commit(vec![change]).await, ErrorKind::Internal);
    }
    assert_eq!(world.table(table).await.version, 1);
    assert_eq!(world.columns_of(table).await.len(), 1);
}

/// When a commit returns, every read sees it.
pub async fn reads_see_a_commit_at_once(backend: &Backend) {
    let world = World::new(backend);
    for n in 0..10 {
        let name = format!("table{n}");
        let table = world.add_table_of(&name, &["id"]).await;
        let id = table.value.id;
        let named = backend.tables.tables_by_name(None, None, &name, 2).await.expect("tables");
        assert_eq!(named, [table]);
        let counts = backend.columns.count_columns(At::Head, &[id]).await.expect("counts");
        assert_eq!(counts, [(id, 1)]);
        assert_eq!(backend.search.count_hits(&name, 100).await.expect("count").value, 1);
    }
}

/// One changeset may create, change and delete entities of all kinds.
pub async fn one_commit_carries_many_steps(backend: &Backend) {
    let world = World::new(backend);
    let old = world.add_table_of("old", &["a", "b"]).await.value.id;
    let kept = world.add_table_of("kept", &["a", "b"]).await;
    let columns = world.columns_of(kept.value.id).await;
    let source = SourceBuilder::new(world.id(), "shop").build();
    let mut bound = kept.value.clone();
    bound.source = Some(source.id);
    let mut renamed = columns[0].value.clone();
    renamed.path = Path::keys(["a", "deep"]);
    let added = ColumnBuilder::manual(world.id(), kept.value.id, "c").ordinal(2).build();
    // Columns first, the source last: the order of steps does not matter.
    let mut changes: Vec<EntityChange> = vec![
        Delta::updated(columns[0].clone(), renamed.clone()).into(),
        Delta::deleted(columns[1].clone()).into(),
        Delta::created(added.clone()).into(),
        Delta::updated(kept.clone(), bound.clone()).into(),
    ];
    changes.extend(world.deletion(old).await);
    changes.push(Delta::created(source.clone()).into());
    world.commit(changes).await;

    assert_eq!(world.source(source.id).await.value, source);
    assert_eq!(world.table(kept.value.id).await.value, bound);
    let now: Vec<_> = world.columns_of(kept.value.id).await.into_iter().map(|c| c.value).collect();
    assert_eq!(now, [renamed, added]);
    assert!(backend.tables.tables(At::Head, &[old]).await.expect("tables").is_empty());
    assert!(world.columns_of(old).await.is_empty());
}

/// A repo that is open takes commits and says so.
pub async fn an_open_repo_is_ready(backend: &Backend) {
    backend.writer.ready().await.expect("open");
    let world = World::new(backend);
    world.add_table("orders").await;
    backend.writer.ready().await.expect("still open");
}
