//! Nothing is left without what it belongs to.

use ariadne_domain::{Delta, EntityChange};
use ariadne_ports::ErrorKind;

use super::World;
use super::expect::refused;
use crate::Backend;
use crate::builders::{ColumnBuilder, TableBuilder};

/// A table bound to a source that is not there is a conflict.
pub async fn a_table_needs_its_source(backend: &Backend) {
    let world = World::new(backend);
    let nowhere = world.ids.make();
    let table = TableBuilder::new(world.id(), "orders").source(nowhere).build();
    refused(world.try_commit(vec![Delta::created(table).into()]).await, ErrorKind::Conflict);

    let manual = world.add_table("manual").await;
    let mut bound = manual.value.clone();
    bound.source = Some(nowhere);
    let answer = world.try_commit(vec![Delta::updated(manual, bound).into()]).await;
    refused(answer, ErrorKind::Conflict);
}

/// Deleting a source that still has tables is a conflict.
pub async fn a_source_with_tables_stays(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await;
    let id = source.value.id;
    world.add_built_table(TableBuilder::new(world.id(), "orders").source(id)).await;
    let answer = world.try_commit(vec![Delta::deleted(source).into()]).await;
    refused(answer, ErrorKind::Conflict);
    assert_eq!(world.source(id).await.value.name, "shop");
}

/// A source goes with its tables, or when they are detached in the same commit.
pub async fn a_source_goes_with_its_tables(backend: &Backend) {
    let world = World::new(backend);
    for detach in [true, false] {
        let source = world.add_source("shop").await;
        let bound = TableBuilder::new(world.id(), "orders").source(source.value.id);
        let table = world.add_built_table(bound).await;
        let step: EntityChange = if detach {
            let mut manual = table.value.clone();
            manual.source = None;
            Delta::updated(table, manual).into()
        } else {
            Delta::deleted(table).into()
        };
        world.commit(vec![Delta::deleted(source).into(), step]).await;
    }
}

/// A column for a table that was deleted in the meantime is a conflict.
pub async fn a_column_needs_its_table(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("orders").await.value.id;
    let touch = world.touch(table).await;
    world.commit(world.deletion(table).await).await;
    let column = ColumnBuilder::manual(world.id(), table, "id").build();
    let answer = world.try_commit(vec![touch, Delta::created(column).into()]).await;
    refused(answer, ErrorKind::Conflict);
    assert_eq!(world.seq().await, 2);
}

/// Deleting a table and not its columns is a conflict, even when only a hidden
/// one is left.
pub async fn a_table_goes_with_all_its_columns(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id", "total"]).await.value.id;
    let column = world.columns_of(table).await.remove(1).value.id;
    world.update_column(column, |c| c.overrides.hidden = true).await;
    let mut changes = world.deletion(table).await;
    let alone = vec![changes[0].clone()];
    refused(world.try_commit(alone).await, ErrorKind::Conflict);
    changes.pop();
    refused(world.try_commit(changes).await, ErrorKind::Conflict);
    world.commit(world.deletion(table).await).await;
}

/// A column that is created while its table is deleted is a conflict.
pub async fn a_column_cannot_outlive_its_table(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let mut changes = world.deletion(table).await;
    changes.push(Delta::created(ColumnBuilder::manual(world.id(), table, "new").build()).into());
    refused(world.try_commit(changes).await, ErrorKind::Conflict);
    assert_eq!(world.columns_of(table).await.len(), 1);
}
