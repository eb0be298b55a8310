//! One object of a source is one table, unless two are meant.

use ariadne_application::domain::{ObjectName, SourceId, TableId};
use ariadne_application::{
    BindInput, Error, ErrorKind, FetchInput, ImportOptions, NoProgress, TableInput,
};
use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::fakes::FakeFetch;

use crate::bulk::{begin, problems};
use crate::world::{World, ctx, dry, named_table, refused};

/// What a refusal says of each table: where, and by which code.
fn told(error: &Error) -> Vec<(String, &'static str)> {
    error.violations().iter().map(|v| (v.path.join("."), v.code)).collect()
}

/// The other table that a refusal names.
fn other(error: &Error) -> uuid::Uuid {
    error.conflict_with().expect("the other table").entity.id
}

fn at(source: SourceId, name: &str) -> BindInput {
    let external_name = Some(name.to_owned());
    BindInput { source: Some(source), external_name, ..BindInput::default() }
}

async fn bound(world: &World, source: SourceId, called: &str, name: &str) -> TableId {
    let id = world.add_table(called, &["a"]).await.value.id;
    world.admin().bind_table(ctx(), id, 1, at(source, name)).await.expect("bound");
    id
}

#[tokio::test]
async fn a_second_table_of_one_object_is_refused_unless_it_is_meant() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let first = bound(&world, source, "dw.orders", "orders").await;
    let seq = world.seq().await;

    let seen = || FetchedBuilder::new("orders").column("_id", "int").build();
    let fetched = Some(world.fetch(source, seen()).await);
    let by_fetch = TableInput { fetched, ..named_table("orders") };
    let error = world.admin().create_table(ctx(), by_fetch.clone()).await;
    let error = refused(error, ErrorKind::Conflict);
    assert_eq!((told(&error), other(&error)), (vec![("fetched".into(), "BOUND_TWICE")], first.0));
    assert!(error.to_string().contains("dw.orders"), "{error}");
    let by_hand = TableInput { source: Some(source), ..named_table("orders") };
    let listed = vec![named_table("free"), by_hand.clone()];
    let error = refused(world.admin().create_tables(dry(), listed).await, ErrorKind::Conflict);
    assert_eq!(told(&error), [("1.name".into(), "BOUND_TWICE")]);
    let twins = vec![
        TableInput { source: Some(source), ..named_table("new") },
        TableInput { fetched, bound_twice: true, ..named_table("copy") },
    ];
    assert_eq!(world.seq().await, seq, "nothing was written");
    world.admin().create_tables(ctx(), twins).await.expect("meant");
    let meant = TableInput { bound_twice: true, ..by_fetch };
    world.admin().create_table(ctx(), meant).await.expect("meant");

    let free = world.add_table("free", &[]).await.value.id;
    let bind = async |input| world.admin().bind_table(ctx(), free, 1, input).await;
    let error = refused(bind(at(source, "orders")).await, ErrorKind::Conflict);
    assert_eq!(told(&error), [("externalName".into(), "BOUND_TWICE")]);
    // The names of this source are exact.
    world.admin().bind_table(dry(), free, 1, at(source, "Orders")).await.expect("another one");
    let meant = BindInput { bound_twice: true, ..at(source, "orders") };
    bind(meant).await.expect("meant");
    // What is so already is no binding.
    world.admin().bind_table(ctx(), free, 2, at(source, "orders")).await.expect("as it was");
}

#[tokio::test]
async fn two_of_one_request_are_refused_too() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched =
        Some(world.fetch(source, FetchedBuilder::new("orders").column("_id", "int").build()).await);
    let inputs = ["a", "b"].map(|name| TableInput { fetched, ..named_table(name) }).to_vec();
    let error = refused(world.admin().create_tables(ctx(), inputs).await, ErrorKind::Conflict);
    assert_eq!(told(&error), [("1.fetched".into(), "BOUND_TWICE")]);
    assert!(error.conflict_with().is_none(), "the other is not there yet");
}

#[tokio::test]
async fn a_fetch_that_leads_to_what_another_table_is_bound_to_is_refused() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let first = bound(&world, source, "dw.orders", "orders").await;
    let synonym = bound(&world, source, "s", "synonym").await;
    let seen = FetchedBuilder::new("orders").column("_id", "int").build();
    let fetch = async || {
        world.mongo.answer("synonym", FakeFetch::Found(Box::new(seen.clone())));
        world.mongo.answer("orders", FakeFetch::Found(Box::new(seen.clone())));
        let input = FetchInput {
            source,
            schema: None,
            name: None,
            table: Some(synonym),
            sample_size: None,
        };
        world.admin().fetch_columns(input, &NoProgress).await.expect("fetched").id
    };
    let fetched = fetch().await;
    let apply = async |version, fetched| {
        world.admin().apply_fetched(ctx(), synonym, version, fetched, None).await
    };
    let error = refused(apply(2, fetched).await, ErrorKind::Conflict);
    assert_eq!((told(&error), other(&error)), (vec![("fetched".into(), "BOUND_TWICE")], first.0));

    let meant = BindInput { bound_twice: true, ..at(source, "orders") };
    world.admin().bind_table(ctx(), synonym, 2, meant).await.expect("meant");
    apply(3, fetch().await).await.expect("it is bound there");
}

#[tokio::test]
async fn what_comes_back_beside_another_is_told() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let first = bound(&world, source, "dw.orders", "orders").await;
    let gone = world.admin().delete_tables(ctx(), &[(first, 2)]).await.expect("deleted");
    let gone = gone.changeset.expect("a changeset").id;
    bound(&world, source, "orders again", "orders").await;
    let restored = world.admin().restore_tables(dry(), gone, &[first]).await.expect("tried");
    let undone = world.admin().undo_changeset(ctx(), gone).await.expect("undone");
    for warnings in [restored.warnings, undone.warnings] {
        let codes: Vec<&str> = warnings.iter().map(|warning| &*warning.code).collect();
        assert_eq!(codes, ["BOUND_TWICE"], "{warnings:?}");
        assert!(warnings[0].title.contains("orders again"), "{warnings:?}");
    }
}

#[tokio::test]
async fn a_file_is_warned_of_and_taken() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    bound(&world, source, "dw.orders", "orders").await;
    let file = r#"{ "tables": [
        { "source": "Shop", "name": "orders" },
        { "source": "Shop", "name": "free" },
        { "source": "Shop", "name": "a", "externalName": "new" },
        { "source": "Shop", "name": "b", "externalName": "new" },
        { "name": "new" }
    ] }"#;
    let options = ImportOptions::default();
    let job = begin(world.admin(), "tables.json", file.as_bytes(), options).await;
    let problems = problems(world.admin(), &job).await;
    let told: Vec<_> = problems.iter().map(|one| (one.row, &*one.code)).collect();
    assert_eq!(told, [(Some(1), "BOUND_TWICE"), (Some(4), "BOUND_TWICE")], "{problems:?}");
    assert!(problems[0].message.contains("dw.orders") && problems[1].message.contains("Shop.a"));
    assert_eq!(job.summary.expect("a summary").errors, 0);
}

#[tokio::test]
async fn tables_are_found_by_what_their_source_calls_them() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let first = bound(&world, source, "dw.orders", "orders").await;
    let names = |names: &[&str]| -> Vec<ObjectName> {
        let name = |name: &&str| ObjectName { schema: None, name: (*name).to_owned() };
        names.iter().map(name).collect()
    };
    let found = async |asked: &[&str]| world.admin().bound_tables(source, &names(asked)).await;
    let tables = found(&["orders", "Orders", "dw.orders"]).await.expect("tables");
    assert_eq!(tables.iter().map(|table| table.value.id).collect::<Vec<_>>(), [first]);
    assert_eq!(found(&["Orders"]).await.expect("tables"), []);
    refused(found(&["x"; 101]).await, ErrorKind::Validation);
    let unknown = SourceId(uuid::Uuid::nil());
    refused(world.admin().bound_tables(unknown, &names(&["x"])).await, ErrorKind::NotFound);
}
