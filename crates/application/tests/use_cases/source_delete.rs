//! Deleting a source, and what becomes of its tables.

use ariadne_application::domain::{SourceId, Table};
use ariadne_application::{At, ErrorKind, OnSourceDelete, TableInput};

use crate::world::{World, ctx, dry, manual, named_table, refused, violations};

/// A source's table with two columns.
async fn bound(world: &World, source: SourceId, schema: Option<&str>, name: &str) -> Table {
    let schema = schema.map(ToOwned::to_owned);
    let input = TableInput { source: Some(source), schema, ..manual(name, &["id", "mail"]) };
    world.add(input).await.value
}

#[tokio::test]
async fn its_tables_become_manual_ones() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let table = bound(&world, source, Some("eu"), "customers").await;
    let columns = world.columns(table.id).await;
    let seq = world.seq().await;

    let tried = world.admin().delete_source(dry(), source, 1, OnSourceDelete::Detach, None);
    let tried = tried.await.expect("tried");
    assert_eq!(tried.warnings.len(), 1);
    assert_eq!(tried.warnings[0].code, "SECRET_DESTROYED");
    let deleted = world.admin().delete_source(ctx(), source, 1, OnSourceDelete::Detach, None);
    let deleted = deleted.await.expect("deleted");
    assert_eq!(deleted.value, source);
    assert_eq!(deleted.warnings, tried.warnings);
    assert_eq!(world.seq().await, seq + 1, "one changeset");
    assert!(!world.holds_secret(source).await);
    assert!(world.admin().sources(At::Head, &[source]).await.expect("none").is_empty());
    let detached = world.table(table.id).await;
    assert_eq!(detached.version, 2);
    assert_eq!((detached.value.source, detached.value.external), (None, None));
    assert_eq!(detached.value.schema.as_deref(), Some("eu"));
    assert_eq!(world.columns(table.id).await, columns);
}

#[tokio::test]
async fn its_tables_go_with_it_when_asked() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let table = bound(&world, source, None, "customers").await;
    let columns = world.columns(table.id).await;

    let delete = world.admin().delete_source(ctx(), source, 1, OnSourceDelete::Delete, None);
    let changeset = delete.await.expect("deleted").changeset.expect("a changeset");
    assert_eq!(world.find(table.id).await, None);
    assert!(world.columns(table.id).await.is_empty());

    let undone = world.admin().undo_changeset(ctx(), changeset.id).await.expect("undone");
    assert_eq!(undone.warnings.len(), 1);
    assert_eq!(undone.warnings[0].code, "SECRET_NOT_RESTORED");
    assert!(undone.warnings[0].remedy.is_some());
    let source = world.source(source).await.value;
    assert!(!source.has_secret() && !world.holds_secret(source.id).await);
    assert_eq!(world.table(table.id).await.value, table);
    assert_eq!(world.columns(table.id).await, columns);
}

#[tokio::test]
async fn collisions_name_every_pair() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let first = bound(&world, source, Some("eu"), "customers").await;
    let second = bound(&world, source, Some("us"), "customers").await;
    let other = TableInput { schema: Some("eu".to_owned()), ..named_table("customers") };
    let other = world.add(other).await.value;

    let seq = world.seq().await;
    let detach = |into: Option<&str>| {
        let into = into.map(ToOwned::to_owned);
        let admin = world.admin();
        async move { admin.delete_source(ctx(), source, 1, OnSourceDelete::Detach, into).await }
    };
    let error = refused(detach(None).await, ErrorKind::Validation);
    let [pair] = error.violations() else { panic!("one pair: {error:?}") };
    assert_eq!((pair.path.as_slice(), pair.code), (&["intoSchema".to_owned()][..], "DUPLICATE"));
    assert!(pair.message.contains(&first.id.to_string()), "{}", pair.message);
    assert!(pair.message.contains(&other.id.to_string()), "{}", pair.message);

    // In one schema the two collide with each other.
    let error = refused(detach(Some("old")).await, ErrorKind::Validation);
    let [pair] = error.violations() else { panic!("one pair: {error:?}") };
    assert!(pair.message.contains(&first.id.to_string()), "{}", pair.message);
    assert!(pair.message.contains(&second.id.to_string()), "{}", pair.message);
    assert_eq!(world.seq().await, seq);
}

#[tokio::test]
async fn a_schema_makes_room() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let table = bound(&world, source, None, "customers").await;
    world.add_table("customers", &[]).await;

    let into = |text: &str| Some(text.to_owned());
    let admin = world.admin();
    let plain = admin.delete_source(ctx(), source, 1, OnSourceDelete::Detach, None).await;
    assert_eq!(violations(plain), ["intoSchema DUPLICATE"]);
    for (schema, code) in [("", "REQUIRED"), ("a\tb", "CONTROL_CHARACTER")] {
        let delete = admin.delete_source(ctx(), source, 1, OnSourceDelete::Detach, into(schema));
        assert_eq!(violations(delete.await), [format!("intoSchema {code}")]);
    }
    let tried = admin.delete_source(dry(), source, 1, OnSourceDelete::Detach, into("shop")).await;
    assert_eq!(tried.expect("tried").changeset, None);
    assert_eq!(world.table(table.id).await.value, table);

    let delete = admin.delete_source(ctx(), source, 1, OnSourceDelete::Detach, into("shop"));
    delete.await.expect("deleted");
    assert_eq!(world.table(table.id).await.value.schema.as_deref(), Some("shop"));
}

#[tokio::test]
async fn a_stale_version_deletes_nothing() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let stale = world.admin().delete_source(ctx(), source, 9, OnSourceDelete::Detach, None).await;
    refused(stale, ErrorKind::Conflict);
    assert!(world.holds_secret(source).await);
    let unknown = SourceId(ariadne_testkit::SeqIds::nth(99));
    let missing = world.admin().delete_source(ctx(), unknown, 1, OnSourceDelete::Detach, None);
    refused(missing.await, ErrorKind::NotFound);
}
