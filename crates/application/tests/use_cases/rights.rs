//! Who may do what.

use ariadne_application::domain::Role;
use ariadne_application::{At, ErrorKind, TableFilter};
use ariadne_testkit::builders::caller;

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
async fn a_refusal_names_the_role_that_is_needed() {
    let world = World::new();
    let editor = caller(stranger().actor, Role::Editor);
    assert!(world.catalog.editor(&editor).is_ok());
    let error = refused(world.catalog.admin(&editor).map(drop), ErrorKind::Forbidden);
    let message = "Eve may not do this: it needs the role ADMIN, and Eve has the role EDITOR. An administrator can change that.";
    assert_eq!(error.to_string(), message);
    assert!(world.catalog.admin(&caller(editor.actor, Role::Admin)).is_ok());
}
