//! Documented by hand, bound later: nothing that a person wrote is lost.

use ariadne_application::domain::{ColumnEdit, FetchId, Field, ObjectName, SourceId, TableId};
use ariadne_application::{BindInput, ErrorKind, FetchInput, NoProgress, TableInput};
use ariadne_testkit::SeqIds;
use ariadne_testkit::builders::{FactsBuilder, FetchedBuilder};
use ariadne_testkit::fakes::FakeFetch;

use crate::world::{
    World, ctx, dry, manual, named_table, new_column, printed, refused, set, violations,
};

fn to(source: SourceId) -> BindInput {
    BindInput { source: Some(source), ..BindInput::default() }
}

#[tokio::test]
async fn document_by_hand_bind_later_fetch_accept() {
    let world = World::new();
    let mail = ColumnEdit {
        description: set("where to write"),
        tags: Field::Set(vec!["pii".to_owned()]),
        ..new_column("mail", "string")
    };
    let key = ColumnEdit { primary_key: Field::Set(1), ..new_column("_id", "number") };
    let input = TableInput {
        description: Some("who buys".to_owned()),
        owner: Some("Ada".to_owned()),
        columns: vec![key, mail, new_column("planned", "string")],
        ..named_table("Customers")
    };
    let table = world.add(input).await.value;
    let before = world.columns(table.id).await;
    let source = world.add_source("Shop").await.value.id;

    let bind = BindInput { external_name: Some("crm_customers".to_owned()), ..to(source) };
    let bound = world.admin().bind_table(ctx(), table.id, 1, bind).await.expect("bound");
    let bound = bound.value.table;
    assert_eq!((bound.version, bound.value.source), (2, Some(source)));
    assert_eq!(bound.value.name, "Customers", "a person's name for it stays");
    assert_eq!(world.columns(table.id).await, before);

    let seen = FetchedBuilder::new("crm_customers")
        .comment("theirs")
        .facts(FactsBuilder::new("_id", "objectId").required().build())
        .facts(FactsBuilder::new("mail", "string").comment("their words").build())
        .column("score", "double")
        .primary_key(["_id"])
        .build();
    world.mongo.answer("crm_customers", FakeFetch::Found(Box::new(seen)));
    let again =
        FetchInput { source, schema: None, name: None, table: Some(table.id), sample_size: None };
    let fetched = world.admin().fetch_columns(again, &NoProgress).await.expect("by its own name");
    let added: Vec<&str> = fetched
        .diff
        .as_ref()
        .expect("a diff")
        .entries
        .iter()
        .map(|e| e.id.as_str())
        .filter(|id| id.starts_with("added/"))
        .collect();
    assert_eq!(added, ["added/_id", "added/mail", "added/score"]);
    world.admin().apply_fetched(ctx(), table.id, 2, fetched.id, None).await.expect("accepted");

    let now = world.table(table.id).await.value;
    assert_eq!((now.description(), now.owner.as_deref()), (Some("who buys"), Some("Ada")));
    let columns = world.columns(table.id).await;
    assert_eq!(printed(&columns), ["_id", "mail", "planned", "score"]);
    assert_eq!((columns[0].id, columns[1].id), (before[0].id, before[1].id));
    assert_eq!(columns[0].data_type(), "number", "the person's type stands");
    assert_eq!(columns[0].overridden(), ["dataType"]);
    assert_eq!(columns[1].description(), Some("where to write"));
    assert_eq!(columns[1].source_comment(), Some("their words"));
    assert_eq!(columns[1].tags, ["pii"]);
    assert!(columns[2].is_manual());
    assert_eq!(now.keys().len(), 1);
}

#[tokio::test]
async fn binding_takes_the_tables_own_names_when_none_are_given() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let input = TableInput { schema: Some("crm".to_owned()), ..named_table("t") };
    let id = world.add(input).await.value.id;
    let name = |schema: Option<&str>, name: &str| {
        Some(ObjectName { schema: schema.map(ToOwned::to_owned), name: name.to_owned() })
    };
    let bound = world.admin().bind_table(ctx(), id, 1, to(source)).await.expect("bound");
    assert_eq!(bound.value.table.value.external, name(Some("crm"), "t"));
    let schemaless = BindInput { external_schema: Some(String::new()), ..to(source) };
    let bound = world.admin().bind_table(ctx(), id, 2, schemaless).await.expect("bound");
    assert_eq!(bound.value.table.value.external, name(None, "t"));
}

#[tokio::test]
async fn unbinding_keeps_everything_else() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let seen = FetchedBuilder::new("orders").comment("theirs").column("_id", "int").build();
    let table = world.add_fetched(source, seen).await.value;
    let columns = world.columns(table.id).await;

    let tried = world.admin().bind_table(dry(), table.id, 1, BindInput::default()).await;
    assert_eq!(tried.expect("tried").value.table.value.source, None);
    assert_eq!(world.table(table.id).await.value, table);

    let unbound = world.admin().bind_table(ctx(), table.id, 1, BindInput::default()).await;
    let unbound = unbound.expect("unbound");
    let now = &unbound.value.table.value;
    assert_eq!((now.source, now.external.as_ref()), (None, None));
    assert_eq!(
        (now.observed.as_ref(), now.description()),
        (table.observed.as_ref(), Some("theirs"))
    );
    assert_eq!(world.columns(table.id).await, columns);

    let undo = world.admin().undo_changeset(ctx(), unbound.changeset.expect("one").id).await;
    undo.expect("bound again");
    assert_eq!(world.table(table.id).await.value, table);
}

#[tokio::test]
async fn a_collision_names_the_pair() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let free = world.add_table("t", &[]).await.value.id;
    let bound = TableInput { source: Some(source), ..named_table("t") };
    let bound = world.add(bound).await.value.id;
    for (id, input) in [(free, to(source)), (bound, BindInput::default())] {
        let answer = world.admin().bind_table(ctx(), id, 1, input).await;
        let error = refused(answer, ErrorKind::Validation);
        let [pair] = error.violations() else { panic!("one pair: {error:?}") };
        assert_eq!((pair.path.join("."), pair.code), ("sourceId".to_owned(), "DUPLICATE"));
        let both = [free, bound].iter().all(|id| pair.message.contains(&id.to_string()));
        assert!(both, "{}", pair.message);
    }
}

#[tokio::test]
async fn bad_names_unknown_things_and_stale_versions() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let id = world.add(manual("t", &["a"])).await.value.id;
    let wrong = BindInput {
        external_schema: Some("x".repeat(10_000)),
        external_name: Some(String::new()),
        ..to(source)
    };
    let found = violations(world.admin().bind_table(ctx(), id, 1, wrong).await);
    assert_eq!(found, ["externalName REQUIRED", "externalSchema TOO_LONG"]);
    let nowhere = BindInput { external_name: Some("t".to_owned()), ..BindInput::default() };
    let found = violations(world.admin().bind_table(ctx(), id, 1, nowhere).await);
    assert_eq!(found, ["sourceId REQUIRED"]);

    let unknown = SourceId(SeqIds::nth(99));
    refused(world.admin().bind_table(ctx(), id, 1, to(unknown)).await, ErrorKind::NotFound);
    let missing = TableId(SeqIds::nth(98));
    refused(world.admin().bind_table(ctx(), missing, 1, to(source)).await, ErrorKind::NotFound);
    refused(world.admin().bind_table(ctx(), id, 5, to(source)).await, ErrorKind::Conflict);
    let same = world.admin().bind_table(ctx(), id, 1, BindInput::default()).await.expect("fine");
    assert_eq!(same.changeset, None, "it is bound to nothing already");
}

/// Fetches the bound table and answers id and codes of the warnings.
async fn refetch(world: &World, source: SourceId, id: TableId) -> (FetchId, Vec<String>) {
    let again = FetchInput { source, schema: None, name: None, table: Some(id), sample_size: None };
    let fetched = world.admin().fetch_columns(again, &NoProgress).await.expect("fetched");
    let told = fetched.fetched.warnings.iter();
    (fetched.id, told.map(|w| format!("{} {}", w.code, w.title)).collect())
}

fn products(schema: &str) -> FakeFetch {
    let seen = FetchedBuilder::new("PRODUCTS").schema(schema).column("ID", "int").build();
    FakeFetch::Found(Box::new(seen))
}

#[tokio::test]
async fn accepting_binds_to_what_the_name_led_to() {
    let world = World::new();
    let source = world.add_source("Shop").await.value.id;
    let id = world.add(manual("products", &["id"])).await.value.id;
    world.admin().bind_table(ctx(), id, 1, to(source)).await.expect("bound");
    let external = async || world.table(id).await.value.external.expect("bound");
    assert_eq!(external().await.schema, None);

    world.mongo.answer("products", products("OE"));
    let (fetch, told) = refetch(&world, source, id).await;
    assert_eq!(told, Vec::<String>::new(), "there is no last time yet");
    world.admin().apply_fetched(ctx(), id, 2, fetch, None).await.expect("accepted");
    let oe = ObjectName { schema: Some("OE".to_owned()), name: "PRODUCTS".to_owned() };
    assert_eq!(external().await, oe);
    assert_eq!(world.table(id).await.value.name, "products", "a person's name for it stays");

    // from now on it is asked for by that name, so that no setting leads elsewhere
    world.mongo.answer("PRODUCTS", products("OE"));
    assert_eq!(refetch(&world, source, id).await.1, Vec::<String>::new());
    let asked = world.mongo.fetched().pop().expect("a fetch");
    assert_eq!((asked.schema.as_deref(), asked.name.as_str()), (Some("OE"), "PRODUCTS"));

    world.mongo.answer("PRODUCTS", products("SH"));
    let (fetch, told) = refetch(&world, source, id).await;
    assert_eq!(
        told,
        ["RESOLVED_ELSEWHERE These columns are those of SH.PRODUCTS, not of OE.PRODUCTS."]
    );
    world.admin().apply_fetched(ctx(), id, 3, fetch, None).await.expect("accepted knowingly");
    assert_eq!(external().await.schema.as_deref(), Some("SH"));
    assert_eq!(refetch(&world, source, id).await.1, Vec::<String>::new());
}
