//! Tables: created by hand, from a fetch, many at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ariadne_application::domain::{
    ColumnEdit, FetchId, Field, KeyKind, SourceId, TableKind, Timestamp, primary_key_position,
};
use ariadne_application::{ErrorKind, OnSourceDelete, Options, TableInput};
use ariadne_ports::{FetchStore, Result, StoredFetch};
use ariadne_testkit::SeqIds;
use ariadne_testkit::builders::{FactsBuilder, FetchedBuilder};
use async_trait::async_trait;

use crate::world::{
    World, ctx, dry, manual, named_table, new_column, promised, refused, set, violations,
};

fn customers() -> FetchedBuilder {
    FetchedBuilder::new("customers")
        .comment("who buys")
        .facts(FactsBuilder::new("_id", "objectId").required().build())
        .facts(FactsBuilder::new("mail", "string").comment("where to write").build())
        .primary_key(["_id"])
}

#[tokio::test]
async fn a_table_is_written_by_hand() {
    let world = World::new();
    let id = ColumnEdit {
        primary_key: Field::Set(1),
        nullable: Field::Set(false),
        ..new_column("id", "NUMBER(10)")
    };
    let mail = ColumnEdit {
        unique: Field::Set(true),
        description: set("where to write"),
        tags: Field::Set(vec!["pii".to_owned(), "pii".to_owned()]),
        ..new_column("contact.mail", "VARCHAR(50)")
    };
    let input = TableInput {
        schema: Some("crm".to_owned()),
        kind: Some(TableKind::View),
        description: Some("who buys".to_owned()),
        tags: vec!["gold".to_owned(), "eu".to_owned(), "gold".to_owned()],
        owner: Some("Ada".to_owned()),
        columns: vec![id, mail],
        ..named_table("customers")
    };
    let created = world.admin().create_table(ctx(), input).await.expect("created").value.table;

    let table = &created.value;
    assert_eq!((created.version, created.seq), (1, 1));
    assert_eq!(table.qualified_name(), "crm.customers");
    assert_eq!((table.kind(), table.description()), (TableKind::View, Some("who buys")));
    assert_eq!(table.tags, ["eu", "gold"]);
    assert_eq!((table.source, table.external.as_ref(), table.introspected_at), (None, None, None));
    let columns = world.columns(table.id).await;
    assert_eq!(world.paths(table.id).await, ["id", "contact.mail"]);
    assert_eq!(columns[0].logical_type().to_string(), "int");
    assert!(!columns[0].nullable() && columns[1].nullable());
    assert_eq!(columns[1].tags, ["pii"]);
    let kinds: Vec<KeyKind> = table.keys().iter().map(|key| key.kind).collect();
    assert_eq!(kinds, [KeyKind::Primary, KeyKind::Unique]);
    assert_eq!(primary_key_position(table.keys(), columns[0].id), Some(1));
}

#[tokio::test]
async fn a_fetch_becomes_a_table_patched_by_path() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = world.fetch(source, customers().build()).await;
    let patch = ColumnEdit {
        path: Field::Set("mail".parse().expect("a path")),
        description: set("our words"),
        ..ColumnEdit::default()
    };
    let input = TableInput {
        fetched: Some(fetched),
        columns: vec![patch, new_column("score", "double")],
        ..named_table("Customers of the shop")
    };
    let table = world.add(input).await.value;

    assert_eq!(table.source, Some(source));
    let external = table.external.as_ref().expect("what the source calls it");
    assert_eq!(external.name, "customers");
    assert_eq!((table.kind(), table.description()), (TableKind::Collection, Some("who buys")));
    assert!(table.introspected_at.is_some());
    assert_eq!(world.paths(table.id).await, ["_id", "mail", "score"]);
    let mail = world.column(table.id, "mail").await;
    assert_eq!(mail.data_type(), "string");
    assert_eq!(
        (mail.description(), mail.source_comment()),
        (Some("our words"), Some("where to write"))
    );
    assert_eq!(mail.overridden(), ["description"]);
    assert!(world.column(table.id, "score").await.is_manual());
    assert_eq!(table.keys().len(), 1);
    assert_eq!(table.overrides.keys, None, "the keys are the source's");
}

#[tokio::test]
async fn a_patch_of_a_fetched_column_needs_no_type_and_a_new_one_does() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = world.fetch(source, customers().build()).await;
    let by_path = |path: &str| ColumnEdit {
        path: Field::Set(path.parse().expect("a path")),
        ..ColumnEdit::default()
    };
    let input = TableInput {
        fetched: Some(fetched),
        columns: vec![by_path("mail"), by_path("score")],
        ..named_table("customers")
    };
    let found = violations(world.admin().create_table(ctx(), input).await);
    assert_eq!(found, ["columns.1.dataType REQUIRED"]);
}

/// Only the path of a column.
fn listed(path: &str) -> ColumnEdit {
    ColumnEdit { path: Field::Set(path.parse().expect("a path")), ..ColumnEdit::default() }
}

#[tokio::test]
async fn fetched_columns_are_left_out_and_ordered_in_the_changeset_that_creates() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetch = async |name: &str| {
        let fetched = FetchedBuilder::new(name).column("a", "int").column("b", "int");
        Some(world.fetch(source, fetched.column("c", "int").build()).await)
    };
    let (orders, lines) = (fetch("orders").await, fetch("lines").await);
    let described = ColumnEdit { description: set("third"), ..listed("c") };
    let inputs = vec![
        TableInput {
            fetched: orders,
            columns: vec![described, new_column("extra", "text"), listed("a")],
            whole_columns: true,
            ..named_table("orders")
        },
        TableInput { fetched: lines, whole_columns: true, ..named_table("lines") },
    ];
    let seq = world.seq().await;
    let tried = world.admin().create_tables(dry(), inputs.clone()).await.expect("tried");
    assert_eq!(tried.changeset, None);
    let created = world.admin().create_tables(ctx(), inputs).await.expect("created").value;
    assert_eq!(world.seq().await, seq + 1, "one changeset");
    let [orders, lines] = [0, 1].map(|at: usize| created[at].table.value.id);
    assert_eq!(world.paths(orders).await, ["c", "extra", "a"]);
    assert_eq!(world.column(orders, "c").await.description(), Some("third"));
    assert_eq!(world.paths(lines).await, Vec::<String>::new(), "an empty list is none");
    // The next fetch finds the hidden ones where they are, and brings none back.
    let again = FetchedBuilder::new("orders").column("a", "int").column("b", "int");
    let again = world.fetch(source, again.column("c", "int").build()).await;
    world.admin().apply_fetched(ctx(), orders, 1, again, None).await.expect("applied");
    assert_eq!(world.paths(orders).await, ["c", "extra", "a"]);
}

#[tokio::test]
async fn a_list_that_is_not_whole_leaves_the_others_alone() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = Some(world.fetch(source, customers().build()).await);
    let input = TableInput { fetched, columns: vec![listed("mail")], ..named_table("customers") };
    let id = world.add(input).await.value.id;
    assert_eq!(world.paths(id).await, ["_id", "mail"]);
    // Without a fetch the list is the whole one in any case.
    let by_hand = TableInput { whole_columns: true, ..manual("t", &["x", "y"]) };
    let id = world.add(by_hand).await.value.id;
    assert_eq!(world.paths(id).await, ["x", "y"]);
}

#[tokio::test]
async fn a_fetched_column_in_another_case_is_not_added_beside() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = Some(world.fetch(source, customers().build()).await);
    let input = |columns| TableInput { fetched, columns, ..named_table("customers") };
    let typed = input(vec![new_column("MAIL", "string")]);
    let error = refused(world.admin().create_table(ctx(), typed).await, ErrorKind::Validation);
    assert_eq!(error.violations()[0].path, ["columns", "0", "path"]);
    assert!(error.violations()[0].message.contains("did you mean mail?"), "{error:?}");
    let both = input(vec![listed("mail"), new_column("MAIL", "string")]);
    let id = world.add(both).await.value.id;
    assert_eq!(world.paths(id).await, ["_id", "mail", "MAIL"]);
}

#[tokio::test]
async fn names_and_texts_have_bounds() {
    let world = World::new();
    let long = "x".repeat(10_000);
    let wrong = TableInput {
        name: long.clone(),
        schema: Some("a\u{1b}".to_owned()),
        description: Some("\0".to_owned()),
        owner: Some(long.clone()),
        tags: vec!["ok".to_owned(), "a\nb".to_owned()],
        columns: vec![
            ColumnEdit { logical_type: set("strange<"), ..new_column("id", "") },
            ColumnEdit { primary_key: Field::Set(0), ..new_column("mail", &long) },
            new_column(&long, "text"),
            new_column("mail", "text"),
        ],
        ..TableInput::default()
    };
    let found = violations(world.admin().create_table(ctx(), wrong).await);
    assert_eq!(
        found,
        [
            "name TOO_LONG",
            "schema CONTROL_CHARACTER",
            "description CONTROL_CHARACTER",
            "owner TOO_LONG",
            "tags CONTROL_CHARACTER",
            "columns.0.dataType REQUIRED",
            "columns.0.logicalType INVALID",
            "columns.1.dataType TOO_LONG",
            "columns.1.primaryKey INVALID",
            "columns.2.path TOO_LONG",
        ]
    );
    let twice = manual("t", &["mail", "id", "mail"]);
    assert_eq!(
        violations(world.admin().create_table(ctx(), twice).await),
        ["columns.2.path DUPLICATE"]
    );
    let nameless = world.admin().create_table(ctx(), TableInput::default()).await;
    assert_eq!(violations(nameless), ["name REQUIRED"]);
    assert_eq!(world.seq().await, 0);
}

#[tokio::test]
async fn names_are_compared_by_code_point() {
    let world = World::new();
    world.add_table("customers", &[]).await;
    // Another case, a Cyrillic letter, a dot, a space: all are other names.
    for name in ["Customers", "сustomers", "a.b", "a․b", "customers "] {
        assert_eq!(world.add_table(name, &[]).await.value.name, name);
    }
    // A dot in a name is no schema.
    let dotted = TableInput { schema: Some("a".to_owned()), ..named_table("b") };
    assert_eq!(world.add(dotted).await.value.qualified_name(), "a.b");
    let source = world.add_source("Shop").await.value.id;
    let elsewhere = TableInput { source: Some(source), ..named_table("customers") };
    world.add(elsewhere).await;

    let empty_schema = TableInput { schema: Some(String::new()), ..named_table("customers") };
    for twin in [named_table("customers"), empty_schema] {
        assert_eq!(violations(world.admin().create_table(ctx(), twin).await), ["name DUPLICATE"]);
    }
}

#[tokio::test]
async fn a_source_may_use_names_that_a_person_may_not_type() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let odd = FetchedBuilder::new("tab\there").column("_id", "objectId").build();
    let table = world.add_fetched(source, odd).await.value;
    assert_eq!(table.name, "tab\there");
    let typed = world.admin().create_table(ctx(), named_table("tab\there too")).await;
    assert_eq!(violations(typed), ["name CONTROL_CHARACTER"]);
}

#[tokio::test]
async fn many_tables_are_one_changeset() {
    let world = World::new();
    let inputs = vec![manual("b", &["x"]), manual("a", &[]), manual("c", &["y", "z"])];
    let created = world.admin().create_tables(ctx(), inputs).await.expect("created");
    let names: Vec<&str> = created.value.iter().map(|v| v.table.value.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "c"], "in the order asked for");
    assert_eq!(world.seq().await, 1);
    let none = world.admin().create_tables(ctx(), Vec::new()).await.expect("nothing");
    assert!(none.changeset.is_none() && none.value.is_empty());
    let too_many = vec![named_table("t"); 1_001];
    assert_eq!(violations(world.admin().create_tables(ctx(), too_many).await), ["input TOO_MANY"]);
}

#[tokio::test]
async fn many_tables_come_with_the_rows_of_what_is_wrong() {
    let world = World::new();
    world.add_table("taken", &[]).await;
    let inputs = vec![
        named_table("fine"),
        named_table("taken"),
        named_table(""),
        TableInput {
            columns: vec![new_column("ok", "text"), new_column("x", "")],
            ..named_table("d")
        },
        named_table("fine"),
    ];
    let seq = world.seq().await;
    let error = refused(world.admin().create_tables(ctx(), inputs).await, ErrorKind::Validation);
    let found: Vec<(String, &str, Option<u32>)> =
        error.violations().iter().map(|v| (v.path.join("."), v.code, v.row)).collect();
    let wrong = |path: &str, code, row| (path.to_owned(), code, Some(row));
    assert_eq!(
        found,
        [
            wrong("1.name", "DUPLICATE", 1),
            wrong("2.name", "REQUIRED", 2),
            wrong("3.columns.1.dataType", "REQUIRED", 3),
            wrong("4.name", "DUPLICATE", 4),
        ]
    );
    assert_eq!(world.seq().await, seq, "all or nothing");
}

#[tokio::test]
async fn unknown_sources_and_fetches_are_not_found() {
    let world = World::new();
    let source = Some(SourceId(SeqIds::nth(77)));
    let created =
        world.admin().create_table(ctx(), TableInput { source, ..named_table("t") }).await;
    refused(created, ErrorKind::NotFound);
    let fetched = Some(FetchId(SeqIds::nth(78)));
    let created =
        world.admin().create_table(ctx(), TableInput { fetched, ..named_table("t") }).await;
    let error = refused(created, ErrorKind::NotFound);
    assert!(error.to_string().contains("Fetch the columns again"), "{error}");
}

/// Counts how often stored fetches are asked for.
#[derive(Debug)]
struct CountedFetches {
    inner: Arc<dyn FetchStore>,
    gets: Arc<AtomicUsize>,
}

#[async_trait]
impl FetchStore for CountedFetches {
    async fn put(&self, fetch: &StoredFetch, expires: Timestamp) -> Result<()> {
        self.inner.put(fetch, expires).await
    }

    async fn get(&self, ids: &[FetchId], now: Timestamp) -> Result<Vec<StoredFetch>> {
        self.gets.fetch_add(1, Ordering::SeqCst);
        self.inner.get(ids, now).await
    }
}

#[tokio::test]
async fn the_fetches_of_many_tables_are_read_in_one_call() {
    let gets = Arc::new(AtomicUsize::new(0));
    let world = World::with(Options::default(), |ports| {
        let inner = ports.fetches.clone();
        ports.fetches = Arc::new(CountedFetches { inner, gets: gets.clone() });
    });
    let source = world.add_source("Shop").await.value.id;
    let mut inputs = Vec::new();
    for n in 0..5 {
        let fetched = Some(world.fetch(source, customers().build()).await);
        inputs.push(TableInput { fetched, ..named_table(&format!("t{n}")) });
    }
    // Two tables may come from one fetch, and all of these are of one collection.
    inputs.push(TableInput { name: "again".to_owned(), ..inputs[0].clone() });
    for input in &mut inputs {
        input.bound_twice = true;
    }
    let before = gets.load(Ordering::SeqCst);
    let created = world.admin().create_tables(ctx(), inputs).await.expect("created").value;
    assert_eq!(created.len(), 6);
    assert_eq!(gets.load(Ordering::SeqCst) - before, 1);
}

#[tokio::test]
async fn a_fetch_outlived_by_its_source_makes_no_table() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = Some(world.fetch(source, customers().build()).await);
    let delete = world.admin().delete_source(ctx(), source, 1, OnSourceDelete::Detach, None).await;
    delete.expect("deleted");
    let input = TableInput { fetched, ..named_table("customers") };
    // The try says what the write says.
    refused(world.admin().create_table(dry(), input.clone()).await, ErrorKind::NotFound);
    refused(world.admin().create_table(ctx(), input).await, ErrorKind::NotFound);
}

#[tokio::test]
async fn a_fetch_of_another_source_is_refused() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let other = world.add_source("Archive").await.value.id;
    let fetched = Some(world.fetch(source, customers().build()).await);
    let input = TableInput { fetched, source: Some(other), ..named_table("customers") };
    let found = violations(world.admin().create_table(ctx(), input).await);
    assert_eq!(found, ["sourceId INVALID"]);
}

#[tokio::test]
async fn a_try_promises_what_the_write_does() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let fetched = Some(world.fetch(source, customers().build()).await);
    let input = TableInput { fetched, tags: vec!["gold".to_owned()], ..named_table("customers") };
    let seq = world.seq().await;

    let tried = world.admin().create_table(dry(), input.clone()).await.expect("tried");
    assert_eq!((tried.changeset.as_ref(), world.seq().await), (None, seq));
    assert_eq!(world.find(tried.value.table.value.id).await, None);
    let table = world.add(input).await;
    let mut expected = table.value.clone();
    expected.id = tried.value.table.value.id;
    let promise = &tried.value.table;
    // Ids are made anew, and keys speak of ids.
    expected.observed = promise.value.observed.clone();
    assert_eq!((&promise.value, promise.version), (&expected, table.version));
    let facts = |columns: Vec<ariadne_application::domain::Column>| -> Vec<_> {
        columns.into_iter().map(|c| (c.path, c.ordinal, c.observed, c.overrides, c.tags)).collect()
    };
    assert_eq!(facts(promised(&tried)), facts(world.columns(table.value.id).await));
}
