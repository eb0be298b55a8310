//! Names that are unique, and names that are swapped.

use ariadne_domain::{Delta, EntityChange, Path, Table, TableId};

use super::World;
use super::expect::duplicate;
use crate::Backend;
use crate::builders::{ColumnBuilder, SourceBuilder, TableBuilder};

/// Two tables of one identity are refused, though nobody required anything.
pub async fn two_tables_of_one_identity_are_refused(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    let build = |id: TableId, bound: bool, schema: Option<&str>| -> Table {
        let mut table = TableBuilder::new(id, "orders");
        if bound {
            table = table.source(source);
        }
        if let Some(schema) = schema {
            table = table.schema(schema);
        }
        table.build()
    };
    for bound in [false, true] {
        for schema in [None, Some("s"), Some("S")] {
            let first = build(world.ids.make(), bound, schema);
            world.commit(vec![Delta::created(first).into()]).await;
            let twin = build(world.ids.make(), bound, schema);
            duplicate(world.try_commit(vec![Delta::created(twin).into()]).await);
        }
    }
}

/// Table names are compared by code point: case, width, form and padding make
/// other names.
pub async fn table_names_are_compared_by_code_point(backend: &Backend) {
    let world = World::new(backend);
    for name in
        ["orders", "Orders", " orders", "orders ", "ｏrders", "o\u{0308}", "\u{f6}", "оrders"]
    {
        world.add_table(name).await;
    }
    let found = backend.tables.tables_by_name(None, None, "orders", 9).await.expect("tables");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value.name, "orders");
}

/// Two tables of one identity in one commit are refused too.
pub async fn twins_within_one_commit_are_refused(backend: &Backend) {
    let world = World::new(backend);
    let twins = [0, 1].map(|_| Delta::created(TableBuilder::new(world.id(), "t").build()).into());
    duplicate(world.try_commit(twins.to_vec()).await);
    assert_eq!(world.seq().await, 0);
}

/// A rename onto a taken name is refused.
pub async fn a_rename_onto_a_taken_name_is_refused(backend: &Backend) {
    let world = World::new(backend);
    world.add_table("orders").await;
    let other = world.add_table("items").await;
    let mut renamed = other.value.clone();
    renamed.name = "orders".into();
    duplicate(world.try_commit(vec![Delta::updated(other, renamed).into()]).await);
}

/// A name as long as they get is as unique as a short one.
pub async fn long_names_are_unique(backend: &Backend) {
    let world = World::new(backend);
    let long = "表".repeat(1_023);
    let (a, b) = (format!("{long}a"), format!("{long}b"));
    world.add_table(&a).await;
    world.add_table(&b).await;
    let twin = TableBuilder::new(world.id(), &a).build();
    duplicate(world.try_commit(vec![Delta::created(twin).into()]).await);
}

/// A deleted table's name is free again.
pub async fn a_deleted_name_is_free_again(backend: &Backend) {
    let world = World::new(backend);
    let old = world.add_table("orders").await.value.id;
    world.commit(world.deletion(old).await).await;
    let new = world.add_table("orders").await;
    assert_eq!(new.version, 1);
}

/// Two tables can swap their names in one commit.
pub async fn tables_can_swap_names(backend: &Backend) {
    let world = World::new(backend);
    let (a, b) = (world.add_table("a").await, world.add_table("b").await);
    let (mut to_b, mut to_a) = (a.value.clone(), b.value.clone());
    to_b.name = "b".into();
    to_a.name = "a".into();
    let (id_a, id_b) = (to_b.id, to_a.id);
    world.commit(vec![Delta::updated(a, to_b).into(), Delta::updated(b, to_a).into()]).await;
    assert_eq!(world.table(id_a).await.value.name, "b");
    assert_eq!(world.table(id_b).await.value.name, "a");
}

/// Three columns can go round in one commit.
pub async fn columns_can_rotate_paths(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["a", "b", "c"]).await.value.id;
    let columns = world.columns_of(table).await;
    let mut changes = vec![world.touch(table).await];
    for (column, next) in columns.into_iter().zip(["b", "c", "a"]) {
        let mut after = column.value.clone();
        after.path = Path::key(next);
        changes.push(Delta::updated(column, after).into());
    }
    world.commit(changes).await;
    let paths: Vec<String> =
        world.columns_of(table).await.iter().map(|c| c.value.path.to_string()).collect();
    assert_eq!(paths, ["b", "c", "a"]);
}

/// Two sources can swap their names in one commit.
pub async fn sources_can_swap_names(backend: &Backend) {
    let world = World::new(backend);
    let (a, b) = (world.add_source("Alpha").await, world.add_source("Beta").await);
    let (mut to_b, mut to_a) = (a.value.clone(), b.value.clone());
    to_b.name = "BETA".into();
    to_a.name = "ALPHA".into();
    let id = to_b.id;
    world.commit(vec![Delta::updated(a, to_b).into(), Delta::updated(b, to_a).into()]).await;
    assert_eq!(world.source(id).await.value.name, "BETA");
}

/// Two columns of one path in a table are refused; in two tables they are fine.
pub async fn two_columns_of_one_path_are_refused(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id", "items.sku"]).await.value.id;
    world.add_table_of("other", &["id", "items.sku"]).await;
    for taken in ["id", "items.sku"] {
        let twin = ColumnBuilder::manual(world.id(), table, taken).ordinal(2).build();
        let touch = world.touch(table).await;
        duplicate(world.try_commit(vec![touch, Delta::created(twin).into()]).await);
    }
    for free in ["ID", "\"items.sku\"", "items[].sku", "items"] {
        let column = ColumnBuilder::manual(world.id(), table, free).ordinal(2).build();
        let touch = world.touch(table).await;
        world.commit(vec![touch, Delta::created(column).into()]).await;
    }
}

/// A hidden column's path is taken all the same.
pub async fn a_hidden_columns_path_is_taken(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let column = world.columns_of(table).await.remove(0).value.id;
    world.update_column(column, |c| c.overrides.hidden = true).await;
    let twin = ColumnBuilder::manual(world.id(), table, "id").build();
    let touch = world.touch(table).await;
    duplicate(world.try_commit(vec![touch, Delta::created(twin).into()]).await);
}

/// Two sources whose names differ in case or width alone are refused.
pub async fn two_sources_of_one_folded_name_are_refused(backend: &Backend) {
    let world = World::new(backend);
    world.add_source("Straße 1").await;
    for taken in ["Straße 1", "STRASSE 1", "ｓtrasse １"] {
        let twin = SourceBuilder::new(world.id(), taken).build();
        duplicate(world.try_commit(vec![Delta::created(twin).into()]).await);
    }
    let other = world.add_source("Straße 2").await;
    let mut renamed = other.value.clone();
    renamed.name = "strasse 1".into();
    duplicate(world.try_commit(vec![Delta::updated(other, renamed).into()]).await);
}

/// An entity may keep its own name: an update does not collide with itself.
pub async fn an_update_does_not_collide_with_itself(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    world.update_table(table, |t| t.owner = Some("sales".into())).await;
    let column = world.columns_of(table).await.remove(0).value.id;
    world.update_column(column, |c| c.set_tags(vec!["key".into()])).await;
    let source = world.add_source("shop").await.value.id;
    world.update_source(source, |s| s.name = "SHOP".into()).await;
}

/// Deleting one table and creating another of its name in one commit is fine,
/// whatever the order of steps.
pub async fn a_replacement_may_take_the_name(backend: &Backend) {
    let world = World::new(backend);
    for new_first in [true, false] {
        let old = world.add_table_of("orders", &["id"]).await.value.id;
        let new = TableBuilder::new(world.id(), "orders").build();
        let id = new.id;
        let create: EntityChange = Delta::created(new).into();
        let mut changes = world.deletion(old).await;
        changes.insert(if new_first { 0 } else { changes.len() }, create);
        world.commit(changes).await;
        assert_eq!(world.table(id).await.value.name, "orders");
        world.commit(world.deletion(id).await).await;
    }
}
