//! Fetching: kinds of collections, partial rights, samples, the number of statements.

use ariadne_domain::{KeyKind, TableKind, Value};
use ariadne_ports::{Fetch, FetchRequest};
use ariadne_testserver_mongo::{CollectionSpec, Fault, Privileges, TestServer};
use mongodb::bson::{DateTime, doc};

use crate::support::{
    Ear, PASSWORD, codes, columns, connector, fetch, orders, request, seconds, settings, shop,
    with_user,
};

#[tokio::test]
async fn a_collection() {
    let server = shop().start().await.unwrap();
    let table = fetch(&with_user(server.port()), "orders").await;
    assert_eq!(table.facts.kind, TableKind::Collection);
    assert_eq!(table.facts.row_count, Some(20));
    assert_eq!(columns(&table), ["_id int", "total double", "code string"]);
    let keys: Vec<(KeyKind, String)> =
        table.facts.keys.iter().map(|k| (k.kind, k.columns[0].to_string())).collect();
    assert_eq!(keys, [(KeyKind::Primary, "_id".to_owned()), (KeyKind::Unique, "code".to_owned())]);
    assert_eq!(table.evidence.sampled_documents, Some(20));
    assert_eq!(table.evidence.sample_method.as_deref(), Some("whole collection"));
    assert_eq!(table.warnings, []);
    assert_eq!(
        table.evidence.statements,
        [
            r#"db.getSiblingDB("shop").runCommand({listCollections: 1, filter: {name: "orders"}, cursor: {}})"#,
            r#"db.getSiblingDB("shop").runCommand({listIndexes: "orders", cursor: {}})"#,
            r#"db.getSiblingDB("shop").runCommand({count: "orders"})"#,
            r#"db.getSiblingDB("shop").runCommand({find: "orders", filter: {}, sort: {_id: 1}, limit: 1001, batchSize: 1001})"#,
        ]
    );
    for operation in server.operations() {
        assert!(
            operation.document.contains_key("maxTimeMS") || operation.name == "getMore",
            "{operation:?}"
        );
    }
}

#[tokio::test]
async fn what_else_is_there_costs_no_statement() {
    let mut counts = Vec::new();
    for others in [5, 500] {
        let mut builder = shop();
        for n in 0..others {
            builder = builder.collection("shop", format!("other{n}"), CollectionSpec::default());
        }
        let server = builder.start().await.unwrap();
        fetch(&with_user(server.port()), "orders").await;
        counts.push(server.operations().len());
    }
    assert_eq!(counts, [4, 4]);
}

#[tokio::test]
async fn a_view_keeps_its_pipeline() {
    let view = CollectionSpec::view("orders", [doc! { "$match": { "total": { "$gte": 10 } } }]);
    let server = shop().collection("shop", "big_orders", view).start().await.unwrap();
    let table = fetch(&with_user(server.port()), "big_orders").await;
    assert_eq!(table.facts.kind, TableKind::View);
    assert_eq!(table.facts.row_count, None);
    assert_eq!(table.facts.keys, []);
    assert_eq!(table.facts.properties.get("viewOn"), Some(&Value::from("orders")));
    assert!(table.facts.definition.as_deref().unwrap().contains("\"$gte\": 10"));
    assert_eq!(columns(&table), ["_id int", "total double", "code string"]);
    assert_eq!(table.evidence.sampled_documents, Some(10));
    assert_eq!(table.warnings, []);
    // a view is neither counted nor asked for indexes
    assert_eq!(server.operations().len(), 2);
}

#[tokio::test]
async fn a_time_series_and_a_capped_collection() {
    let readings = CollectionSpec::time_series("at", Some("sensor")).documents(
        (0..5)
            .map(|n| doc! { "at": DateTime::from_millis(n), "sensor": { "id": 1 }, "value": 1.5 }),
    );
    let log = CollectionSpec::capped(100_000, Some(10)).documents([doc! { "line": "x" }]);
    let server = TestServer::builder()
        .collection("shop", "readings", readings)
        .collection("shop", "log", log)
        .start()
        .await
        .unwrap();
    let table = fetch(&settings(server.port()), "readings").await;
    assert_eq!(table.facts.kind, TableKind::TimeSeries);
    let series = table.facts.properties.get("timeseries").unwrap();
    assert_eq!(series.get("timeField"), Some(&Value::from("at")));
    assert_eq!(series.get("metaField"), Some(&Value::from("sensor")));
    assert!(table.facts.keys.is_empty());
    assert!(columns(&table).contains(&"at date".to_owned()), "{:?}", columns(&table));

    let table = fetch(&settings(server.port()), "log").await;
    assert_eq!(table.facts.kind, TableKind::Collection);
    assert_eq!(table.facts.properties.get("capped"), Some(&Value::from(true)));
    assert_eq!(table.facts.properties.get("max").and_then(Value::as_i64), Some(10));
}

#[tokio::test]
async fn a_validator_is_merged() {
    let validator = doc! { "$jsonSchema": {
        "bsonType": "object", "description": "People of the shop", "required": ["name"],
        "properties": { "name": { "bsonType": "string", "description": "Full name" }, "age": { "bsonType": "int" } },
    } };
    let people = CollectionSpec::default()
        .validator(validator)
        .documents([doc! { "_id": 1, "name": "Ada", "age": "36" }, doc! { "_id": 2 }]);
    let server = TestServer::builder().collection("shop", "people", people).start().await.unwrap();
    let table = fetch(&settings(server.port()), "people").await;
    assert_eq!(table.facts.comment.as_deref(), Some("People of the shop"));
    assert_eq!(columns(&table), ["_id int", "name string?", "age string?"]);
    assert_eq!(table.columns[1].comment.as_deref(), Some("Full name"));
    assert_eq!(codes(&table), ["VALIDATOR_REQUIRED", "VALIDATOR_TYPE"]);
}

#[tokio::test]
async fn an_empty_collection() {
    let server = TestServer::builder()
        .collection("shop", "empty", CollectionSpec::default())
        .start()
        .await
        .unwrap();
    let table = fetch(&settings(server.port()), "empty").await;
    assert_eq!(columns(&table), ["_id unknown"]);
    assert_eq!(table.facts.keys.len(), 1);
    assert_eq!(codes(&table), ["NO_DOCUMENTS"]);
    assert_eq!(table.facts.row_count, Some(0));
}

async fn sampled(port: u16, size: u32) -> ariadne_domain::FetchedTable {
    let wanted = FetchRequest { sample_size: Some(size), ..request("orders") };
    match connector(&settings(port))
        .fetch_table(&wanted, seconds(10), &Ear::default())
        .await
        .unwrap()
    {
        Fetch::Found(table) => *table,
        Fetch::NotFound(not_found) => panic!("{not_found:?}"),
    }
}

#[tokio::test]
async fn samples_have_the_size_that_was_asked_for() {
    let server =
        TestServer::builder().collection("shop", "orders", orders()).start().await.unwrap();
    let port = server.port();
    let some = sampled(port, 7).await;
    assert_eq!(some.evidence.sampled_documents, Some(7));
    assert_eq!(some.evidence.sample_method.as_deref(), Some("$sample"));
    assert!(
        some.evidence.statements[3].contains("{$sample: {size: 7}}"),
        "{:?}",
        some.evidence.statements
    );
    assert_eq!(sampled(port, 20).await.evidence.sample_method.as_deref(), Some("whole collection"));
    let none = sampled(port, 0).await;
    assert_eq!(none.evidence.sampled_documents, None);
    assert_eq!(columns(&none), ["_id unknown"]);
    assert_eq!(none.evidence.statements.len(), 3);
    assert_eq!(codes(&sampled(port, 60_000).await), ["SAMPLE_LIMITED"]);
}

#[tokio::test]
async fn a_server_that_refuses_to_sample_is_asked_for_the_first_documents() {
    for fault in [
        Fault::error("aggregate", 40324, "Unrecognized pipeline stage name: '$sample'"),
        Fault::error("aggregate", 115, "not supported"),
        Fault::error("aggregate", 50, "operation exceeded time limit"),
    ] {
        let server = TestServer::builder()
            .collection("shop", "orders", orders())
            .fault(fault.on_stage("$sample"))
            .start()
            .await
            .unwrap();
        let table = sampled(server.port(), 7).await;
        assert_eq!(table.evidence.sample_method.as_deref(), Some("find"));
        assert_eq!(table.evidence.sampled_documents, Some(7));
        assert_eq!(codes(&table), ["SAMPLE_FALLBACK"]);
        assert_eq!(columns(&table).len(), 3);
    }
}

#[tokio::test]
async fn a_sample_that_hangs_leaves_time_for_the_fallback() {
    let server = TestServer::builder()
        .collection("shop", "orders", orders())
        .fault(Fault::hang_on("aggregate"))
        .start()
        .await
        .unwrap();
    let wanted = FetchRequest { sample_size: Some(7), ..request("orders") };
    let source = connector(&settings(server.port()));
    let fetched = source.fetch_table(&wanted, seconds(4), &Ear::default()).await.unwrap();
    let Fetch::Found(table) = fetched else { panic!("{fetched:?}") };
    assert_eq!(codes(&table), ["SAMPLE_FALLBACK"]);
    assert_eq!(columns(&table).len(), 3);
}

#[tokio::test]
async fn partial_rights_give_a_partial_answer() {
    for (actions, wanted, warned) in [
        (&["find"][..], 3, &["OPTIONS_DENIED", "INDEXES_DENIED"][..]),
        (&["find", "listIndexes", "collStats"], 3, &["OPTIONS_DENIED"]),
        (&["collStats", "listIndexes"], 1, &["OPTIONS_DENIED", "DOCUMENTS_DENIED"]),
        (&["listIndexes"], 1, &["OPTIONS_DENIED", "COUNT_DENIED", "DOCUMENTS_DENIED"]),
    ] {
        let server = TestServer::builder()
            .user("app", PASSWORD, Privileges::none().allow("shop", "orders", actions))
            .collection("shop", "orders", orders())
            .start()
            .await
            .unwrap();
        let table = fetch(&with_user(server.port()), "orders").await;
        assert_eq!(codes(&table), warned, "{actions:?}");
        assert_eq!(table.columns.len(), wanted, "{actions:?}");
        for warning in &table.warnings {
            assert!(
                warning.remedy.as_deref().unwrap().contains("grantRolesToUser(\"app\""),
                "{warning:?}"
            );
        }
        let counted = actions.iter().any(|a| matches!(*a, "find" | "collStats"));
        assert_eq!(table.facts.row_count.is_some(), counted, "{actions:?}");
        assert_eq!(table.facts.keys[0].kind, KeyKind::Primary);
    }
}

#[tokio::test]
async fn the_same_data_gives_the_same_answer() {
    let shuffled = CollectionSpec::default()
        .documents(
            (0..20)
                .rev()
                .map(|n| doc! { "_id": n, "total": f64::from(n), "code": format!("{n:06}") }),
        )
        .index(doc! { "code": 1 }, doc! { "unique": true, "name": "code_1" });
    let one = TestServer::builder().collection("shop", "orders", orders()).start().await.unwrap();
    let other = TestServer::builder().collection("shop", "orders", shuffled).start().await.unwrap();
    let (mut a, mut b) = (
        fetch(&settings(one.port()), "orders").await,
        fetch(&settings(other.port()), "orders").await,
    );
    a.evidence.elapsed = std::time::Duration::ZERO;
    b.evidence.elapsed = std::time::Duration::ZERO;
    assert_eq!(a, b);
}

#[tokio::test]
async fn progress_is_told() {
    let server = shop().start().await.unwrap();
    let ear = Ear::default();
    connector(&with_user(server.port()))
        .fetch_table(&request("orders"), seconds(10), &ear)
        .await
        .unwrap();
    let phases = ear.phases.lock().unwrap();
    assert_eq!(phases.first().map(String::as_str), Some("Looking up orders"));
    assert!(phases.iter().any(|p| p == "Reading documents"));
}

#[tokio::test]
async fn large_documents_are_bounded_by_bytes() {
    let big = (0..40).map(|n| doc! { "_id": n, "text": "x".repeat(1_000_000) });
    let server = TestServer::builder()
        .collection("shop", "big", CollectionSpec::default().documents(big))
        .start()
        .await
        .unwrap();
    let table = fetch(&settings(server.port()), "big").await;
    assert_eq!(codes(&table), ["SAMPLE_CUT"]);
    let looked = table.evidence.sampled_documents.unwrap();
    assert!((10..25).contains(&looked), "{looked}");
    server.connections_down_to(0).await;
    assert_eq!(server.open_cursors(), 0, "a cursor that was given up is closed");
}
