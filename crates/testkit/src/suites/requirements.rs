//! What a head requires.

use ariadne_domain::{Delta, EntityChange, Identity};
use ariadne_ports::{Requirement, Result};

use super::World;
use super::expect::{conflict_on, duplicate};
use super::world::{column_ref, source_ref, table_ref};
use crate::Backend;
use crate::builders::{SourceBuilder, TableBuilder, person};

/// Commits a table that has nothing to do with it, under one requirement.
async fn under(world: &World<'_>, requirement: Requirement) -> Result<()> {
    let head = world.head().requires(requirement).build();
    let name = format!("bystander {}", head.id);
    let change: EntityChange = Delta::created(TableBuilder::new(world.id(), &name).build()).into();
    world.commit_as(head, vec![change]).await.map(|_| ())
}

fn manual(name: &str) -> Identity {
    Identity { source: None, schema: None, name: name.to_owned() }
}

/// Something that must exist and does lets the commit pass.
pub async fn an_existing_entity_satisfies_exists(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let column = world.columns_of(table).await.remove(0).value.id;
    let source = world.add_source("shop").await.value.id;
    for entity in [table_ref(table), column_ref(column), source_ref(source)] {
        under(&world, Requirement::Exists(entity)).await.expect("it exists");
    }
}

/// Something that must exist and does not is a conflict that names it.
pub async fn a_missing_entity_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    for entity in
        [table_ref(world.ids.make()), column_ref(world.ids.make()), source_ref(world.ids.make())]
    {
        conflict_on(under(&world, Requirement::Exists(entity)).await, entity);
    }
    assert_eq!(world.seq().await, 0);
}

/// Something that must exist and was deleted is a conflict that names who did it.
pub async fn a_deleted_entity_is_a_conflict_that_names_who(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("orders").await.value.id;
    let head = world.head().actor(person("Grace")).build();
    world.commit_as(head, world.deletion(table).await).await.expect("committed");
    let entity = table_ref(table);
    let error = conflict_on(under(&world, Requirement::Exists(entity)).await, entity);
    let with = error.conflict_with().expect("who deleted it");
    assert_eq!(with.actor.as_ref(), Some(&person("Grace")));
    assert_eq!((with.version, with.seq), (None, Some(2)));
}

/// The required version lets the commit pass.
pub async fn the_right_version_passes(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("orders").await.value.id;
    world.update_table(table, |t| t.owner = Some("sales".into())).await;
    let source = world.add_source("shop").await.value.id;
    under(&world, Requirement::Version(table_ref(table), 2)).await.expect("version 2");
    under(&world, Requirement::Version(source_ref(source), 1)).await.expect("version 1");
}

/// Another version is a conflict with entity, version, actor and time.
pub async fn another_version_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("orders").await.value.id;
    let changed = world.update_table(table, |t| t.owner = Some("sales".into())).await;
    for wrong in [1, 3] {
        let answer = under(&world, Requirement::Version(table_ref(table), wrong)).await;
        let error = conflict_on(answer, table_ref(table));
        let with = error.conflict_with().expect("who was faster");
        assert_eq!((with.version, with.seq), (Some(2), Some(changed.seq)));
        assert_eq!(with.actor.as_ref(), Some(&person("Ada")));
        assert_eq!(with.at, Some(changed.updated_at));
    }
    let source = world.add_source("shop").await.value.id;
    let answer = under(&world, Requirement::Version(source_ref(source), 2)).await;
    conflict_on(answer, source_ref(source));
}

/// A column's change counts as a change of the table that a version was required of.
pub async fn a_columns_change_breaks_a_required_version(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table_of("orders", &["id"]).await.value.id;
    let column = world.columns_of(table).await.remove(0).value.id;
    world.update_column(column, |c| c.set_tags(vec!["key".into()])).await;
    let answer = under(&world, Requirement::Version(table_ref(table), 1)).await;
    conflict_on(answer, table_ref(table));
}

/// A version of something that is not there is a conflict.
pub async fn a_version_of_nothing_is_a_conflict(backend: &Backend) {
    let world = World::new(backend);
    let entity = table_ref(world.ids.make());
    conflict_on(under(&world, Requirement::Version(entity, 1)).await, entity);
}

/// A free table name passes; a taken one is `DUPLICATE` at `name`.
pub async fn table_names_must_be_free(backend: &Backend) {
    let world = World::new(backend);
    let source = world.add_source("shop").await.value.id;
    world.add_built_table(TableBuilder::new(world.id(), "orders").source(source).schema("s")).await;
    let taken = Identity { source: Some(source), schema: Some("s".into()), name: "orders".into() };
    let error = duplicate(under(&world, Requirement::TableNameFree(taken.clone())).await);
    assert_eq!(error.violations()[0].path, ["name"]);
    for free in [
        manual("orders"),
        Identity { schema: None, ..taken.clone() },
        Identity { source: None, ..taken.clone() },
        Identity { name: "ORDERS".into(), ..taken },
    ] {
        let answer = under(&world, Requirement::TableNameFree(free.clone())).await;
        assert!(answer.is_ok(), "{free:?} is free: {answer:?}");
    }
}

/// A table name that the commit itself frees is free.
pub async fn a_table_name_that_is_freed_is_free(backend: &Backend) {
    let world = World::new(backend);
    let old = world.add_table("orders").await;
    let head = world.head().requires(Requirement::TableNameFree(manual("orders"))).build();
    let mut renamed = old.value.clone();
    renamed.name = "old orders".into();
    let new = TableBuilder::new(world.id(), "orders").build();
    let id = new.id;
    let changes = vec![Delta::created(new).into(), Delta::updated(old, renamed).into()];
    world.commit_as(head, changes).await.expect("the name is freed");
    let deletes = world.deletion(id).await;
    let head = world.head().requires(Requirement::TableNameFree(manual("orders"))).build();
    let mut changes = vec![Delta::created(TableBuilder::new(world.id(), "orders").build()).into()];
    changes.extend(deletes);
    world.commit_as(head, changes).await.expect("the name is freed by a deletion");
}

/// A free source name passes; a taken one, however it is written, is `DUPLICATE` at `name`.
pub async fn source_names_must_be_free_whatever_their_case(backend: &Backend) {
    let world = World::new(backend);
    world.add_source("Straße").await;
    for taken in ["Straße", "STRASSE", "strasse", "ＳＴＲＡＳＳＥ"] {
        let answer = under(&world, Requirement::SourceNameFree(taken.into())).await;
        let error = duplicate(answer);
        assert_eq!(error.violations()[0].path, ["name"], "{taken}");
    }
    under(&world, Requirement::SourceNameFree("Strase".into())).await.expect("free");
}

/// A source name that the commit itself frees is free.
pub async fn a_source_name_that_is_freed_is_free(backend: &Backend) {
    let world = World::new(backend);
    let old = world.add_source("Shop").await;
    let head = world.head().requires(Requirement::SourceNameFree("SHOP".into())).build();
    let new = SourceBuilder::new(world.id(), "SHOP").build();
    let changes = vec![Delta::created(new).into(), Delta::deleted(old).into()];
    world.commit_as(head, changes).await.expect("the name is freed");
}

/// All requirements have to hold, not just the first.
pub async fn every_requirement_counts(backend: &Backend) {
    let world = World::new(backend);
    let table = world.add_table("orders").await.value.id;
    let missing = source_ref(world.ids.make());
    let head = world
        .head()
        .requires(Requirement::Exists(table_ref(table)))
        .requires(Requirement::TableNameFree(manual("free")))
        .requires(Requirement::Exists(missing))
        .build();
    let change: EntityChange = Delta::created(TableBuilder::new(world.id(), "free").build()).into();
    conflict_on(world.commit_as(head, vec![change]).await, missing);
    assert_eq!(world.seq().await, 1);
}
