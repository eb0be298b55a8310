//! Collections, views, time series and writes, as the Rust driver sees them.

use crate::common::{client, code, open_shop, orders};
use ariadne_testserver_mongo::{CollectionSpec, TestServer};
use futures_util::TryStreamExt;
use mongodb::IndexModel;
use mongodb::bson::{Bson, Document, doc};
use mongodb::options::{IndexOptions, TimeseriesOptions, ValidationAction};
use mongodb::results::CollectionType;

#[tokio::test]
async fn a_result_longer_than_a_batch_comes_whole() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let all: Vec<Document> =
        orders(&client).find(doc! {}).batch_size(100).await.unwrap().try_collect().await.unwrap();
    assert_eq!(all.len(), 250);
    let sent: Vec<_> = server.operations().into_iter().map(|record| record.name).collect();
    assert_eq!(sent, ["find", "getMore", "getMore"]);
    assert_eq!(server.open_cursors(), 0);
}

#[tokio::test]
async fn a_cursor_that_is_dropped_is_killed() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let cursor = orders(&client).find(doc! {}).batch_size(2).await.unwrap();
    assert_eq!(server.open_cursors(), 1);
    drop(cursor);
    server.command_seen("killCursors").await;
}

#[tokio::test]
async fn samples_differ_and_are_as_large_as_asked() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    for (asked, got) in [(10, 10), (1000, 250)] {
        let sample: Vec<Document> = orders(&client)
            .aggregate([doc! { "$sample": { "size": asked } }])
            .await
            .unwrap()
            .try_collect()
            .await
            .unwrap();
        let ids: std::collections::HashSet<i32> =
            sample.iter().map(|document| document.get_i32("_id").unwrap()).collect();
        assert_eq!(ids.len(), got);
    }
    let error = orders(&client).aggregate([doc! { "$sample": { "size": 0 } }]).await.unwrap_err();
    assert_eq!(code(&error), Some(28747));
}

#[tokio::test]
async fn counts_agree() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let orders = orders(&client);
    assert_eq!(orders.estimated_document_count().await.unwrap(), 250);
    assert_eq!(orders.count_documents(doc! { "status": "open" }).await.unwrap(), 125);
    let stats: Vec<Document> = orders
        .aggregate([doc! { "$collStats": { "count": {} } }])
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(stats[0].get_i32("count").unwrap(), 250);
    let stats = client.database("shop").run_command(doc! { "collStats": "orders" }).await.unwrap();
    assert_eq!(stats.get_i32("count").unwrap(), 250);
    assert_eq!(stats.get_i32("nindexes").unwrap(), 3);
}

#[tokio::test]
async fn a_view_shows_what_its_pipeline_lets_through() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let shop = client.database("shop");
    let view = shop.collection::<Document>("open_orders");
    let first = view.find_one(doc! { "number": 2 }).await.unwrap().unwrap();
    assert!(!first.contains_key("status"));
    assert_eq!(view.find_one(doc! { "number": 1 }).await.unwrap(), None);
    let sample: Vec<Document> = view
        .aggregate([doc! { "$sample": { "size": 1000 } }])
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(sample.len(), 125);
    assert_eq!(view.count_documents(doc! {}).await.unwrap(), 125);
    for command in [doc! { "listIndexes": "open_orders" }, doc! { "collStats": "open_orders" }] {
        assert_eq!(code(&shop.run_command(command).await.unwrap_err()), Some(166));
    }
    let error = view.aggregate([doc! { "$collStats": { "count": {} } }]).await.unwrap_err();
    assert_eq!(code(&error), Some(26));
    assert_eq!(code(&view.insert_one(doc! {}).await.unwrap_err()), Some(166));
}

#[tokio::test]
async fn views_stand_on_views_and_a_circle_is_refused() {
    let server = TestServer::builder()
        .collection(
            "d",
            "c",
            CollectionSpec::default().documents((0..9).map(|n| doc! { "_id": n })),
        )
        .collection(
            "d",
            "v",
            CollectionSpec::view("c", [doc! { "$match": { "_id": { "$gt": 2 } } }]),
        )
        .collection("d", "w", CollectionSpec::view("v", [doc! { "$limit": 2 }]))
        .collection("d", "x", CollectionSpec::view("y", []))
        .collection("d", "y", CollectionSpec::view("x", []))
        .start()
        .await
        .unwrap();
    let client = client(&server.uri()).await;
    let w = client.database("d").collection::<Document>("w");
    let seen: Vec<Document> = w.find(doc! {}).await.unwrap().try_collect().await.unwrap();
    assert_eq!(seen, [doc! { "_id": 3 }, doc! { "_id": 4 }]);
    let x = client.database("d").collection::<Document>("x");
    assert_eq!(code(&x.find_one(doc! {}).await.unwrap_err()), Some(165));
}

#[tokio::test]
async fn typed_listings_read_kinds_and_options() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let listed: Vec<_> =
        client.database("shop").list_collections().await.unwrap().try_collect().await.unwrap();
    let get = |name: &str| listed.iter().find(|entry| entry.name == name).unwrap();
    assert_eq!(get("open_orders").collection_type, CollectionType::View);
    assert_eq!(get("open_orders").options.view_on.as_deref(), Some("orders"));
    assert_eq!(get("metrics").collection_type, CollectionType::Timeseries);
    let series = get("metrics").options.timeseries.clone().unwrap();
    assert_eq!((series.time_field.as_str(), series.meta_field.as_deref()), ("at", Some("sensor")));
    assert_eq!(get("events").options.capped, Some(true));
    assert_eq!(get("events").options.max, Some(3));
    let validator = get("orders").options.validator.clone().unwrap();
    assert!(validator.get_document("$jsonSchema").unwrap().contains_key("properties"));
    assert!(matches!(get("orders").options.validation_action, Some(ValidationAction::Error)));
    assert_eq!(get("system.views").collection_type, CollectionType::Collection);
    assert_eq!(get("system.buckets.metrics").collection_type, CollectionType::Collection);
}

#[tokio::test]
async fn listings_are_filtered() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let shop = client.database("shop");
    let cases = [
        (doc! { "name": "orders" }, vec!["orders"]),
        (doc! { "type": "view" }, vec!["open_orders"]),
        (doc! { "name": { "$regex": "orders$" } }, vec!["open_orders", "orders"]),
        (doc! { "name": { "$in": ["events", "nothing"] } }, vec!["events"]),
        (doc! { "name": "nothing" }, vec![]),
    ];
    for (filter, expected) in cases {
        let reply = shop
            .run_command(doc! { "listCollections": 1, "filter": filter.clone() })
            .await
            .unwrap();
        let batch = reply.get_document("cursor").unwrap().get_array("firstBatch").unwrap();
        let names: Vec<_> = batch
            .iter()
            .map(|entry| entry.as_document().unwrap().get_str("name").unwrap())
            .collect();
        assert_eq!(names, expected, "{filter}");
    }
}

#[tokio::test]
async fn capped_collections_keep_the_newest() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let events = client.database("shop").collection::<Document>("events");
    let kept: Vec<Document> = events.find(doc! {}).await.unwrap().try_collect().await.unwrap();
    let ids: Vec<_> = kept.iter().map(|event| event.get_i32("_id").unwrap()).collect();
    assert_eq!(ids, [2, 3, 4]);
}

#[tokio::test]
async fn every_kind_of_value_survives() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let kinds = client.database("shop").collection::<Document>("kinds");
    let found = kinds.find_one(doc! {}).await.unwrap().unwrap();
    assert!(matches!(found.get("decimal"), Some(Bson::Decimal128(_))));
    assert!(matches!(found.get("minKey"), Some(Bson::MinKey)));
    assert_eq!(found.get_document("object").unwrap(), &doc! { "dotted.key": 1, "$dollar": 2 });
}

#[tokio::test]
async fn what_a_driver_loads_it_reads_back() {
    let server = TestServer::builder().start().await.unwrap();
    let client = client(&server.uri()).await;
    let shop = client.database("shop");
    let schema = doc! { "$jsonSchema": { "required": ["a"] } };
    shop.create_collection("checked").validator(schema.clone()).await.unwrap();
    shop.create_collection("seen")
        .view_on("checked".to_owned())
        .pipeline([doc! { "$match": { "a": 1 } }])
        .await
        .unwrap();
    shop.create_collection("series")
        .timeseries(TimeseriesOptions::builder().time_field("at".to_owned()).build())
        .await
        .unwrap();
    let checked = shop.collection::<Document>("checked");
    checked
        .insert_many((0..150).map(|n| doc! { "a": n % 2, "large": "x".repeat(1000) }))
        .await
        .unwrap();
    let unique = IndexOptions::builder().unique(true).sparse(true).build();
    checked
        .create_index(IndexModel::builder().keys(doc! { "a": 1 }).options(unique).build())
        .await
        .unwrap();

    assert_eq!(checked.count_documents(doc! {}).await.unwrap(), 150);
    let seen = shop.collection::<Document>("seen");
    assert_eq!(seen.count_documents(doc! {}).await.unwrap(), 75);
    let indexes: Vec<_> = checked.list_indexes().await.unwrap().try_collect().await.unwrap();
    assert_eq!(indexes.len(), 2);
    let index = indexes[1].clone().options.unwrap();
    assert_eq!(
        (index.name.as_deref(), index.unique, index.sparse),
        (Some("a_1"), Some(true), Some(true))
    );
    let series = shop.collection::<Document>("series");
    assert_eq!(series.list_index_names().await.unwrap(), Vec::<String>::new());
    assert!(series.insert_one(doc! { "value": 1 }).await.is_err());

    checked.drop().await.unwrap();
    let error = checked.list_index_names().await.unwrap_err();
    assert_eq!(code(&error), Some(26), "{error:?}");
    assert_eq!(checked.find_one(doc! {}).await.unwrap(), None);
}

#[tokio::test]
async fn a_repeated_id_is_refused() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let error = orders(&client).insert_one(doc! { "_id": 1 }).await.unwrap_err();
    assert!(error.to_string().contains("E11000 duplicate key"), "{error}");
}

#[tokio::test]
async fn what_is_unknown_is_refused_as_by_the_real_server() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    let shop = client.database("shop");
    let cases = [
        (doc! { "noSuchThing": 1 }, 59),
        (doc! { "find": "orders", "nonsense": 1 }, 40415),
        (doc! { "aggregate": "orders", "pipeline": [{ "$nonsense": 1 }], "cursor": {} }, 40324),
        (doc! { "aggregate": "orders", "pipeline": [] }, 9),
        (doc! { "find": "" }, 73),
        (doc! { "getMore": 99_i64, "collection": "orders" }, 43),
        (doc! { "create": "x", "capped": true }, 72),
        (doc! { "create": "orders", "capped": true, "size": 9 }, 48),
    ];
    for (command, expected) in cases {
        let error = shop.run_command(command.clone()).await.unwrap_err();
        assert_eq!(code(&error), Some(expected), "{command}: {error}");
    }
}

#[tokio::test]
async fn collections_change_while_the_server_runs() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    server
        .put_collection("shop", "orders", CollectionSpec::default().documents([doc! { "_id": 1 }]))
        .unwrap();
    assert_eq!(orders(&client).count_documents(doc! {}).await.unwrap(), 1);
    assert!(server.drop_collection("shop", "orders"));
    assert!(!server.drop_collection("shop", "orders"));
    assert_eq!(orders(&client).count_documents(doc! {}).await.unwrap(), 0);
}
