//! Who may do what.

use ariadne_application::domain::{ActorId, ActorKind};
use ariadne_application::{At, ErrorKind, Role, TableFilter, local_administrator};

use crate::world::{World, refused, stranger};

#[tokio::test]
async fn a_stranger_reads_and_nothing_else() {
    let world = World::new();
    let table = world.add_table("t", &["a"]).await;
    let catalog = &world.catalog;
    for error in [
        refused(catalog.editor(&stranger()).map(drop), ErrorKind::Forbidden),
        refused(catalog.admin(&stranger()).map(drop), ErrorKind::Forbidden),
    ] {
        assert!(error.to_string().contains("Eve"), "{error}");
    }
    let reader = catalog.reader(&stranger());
    let tables = reader.tables(At::Head, &[table.value.id]).await.expect("tables");
    assert_eq!(tables[&table.value.id], table);
    assert_eq!(reader.count_tables(At::Head, &TableFilter::default()).await.expect("one").value, 1);
}

#[tokio::test]
async fn the_administrator_is_known_by_id_alone() {
    let world = World::new();
    let mut same = local_administrator();
    same.name = "renamed".to_owned();
    assert!(world.catalog.admin(&same).is_ok());
    let mut other = local_administrator();
    other.id = ActorId(ariadne_testkit::SeqIds::nth(1));
    refused(world.catalog.editor(&other).map(drop), ErrorKind::Forbidden);
    let mut system = other;
    system.kind = ActorKind::System;
    refused(world.catalog.admin(&system).map(drop), ErrorKind::Forbidden);
}

#[test]
fn roles_grow() {
    assert!(Role::Viewer < Role::Editor && Role::Editor < Role::Admin);
}
