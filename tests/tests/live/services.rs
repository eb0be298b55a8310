//! The starters themselves: each server answers as its own client would see it.

mod demo;
mod proxy;

use std::path::Path;

use ariadne_tests::services::{self, Elastic};
use futures_util::TryStreamExt;
use mongodb::bson::{Document, doc};
use reqwest::Method;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::json;

#[tokio::test]
async fn postgres_has_databases_that_do_not_see_each_other() {
    let server = services::postgres().await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let url = server.create_database("starter").await;
        let database = Database::connect(&url).await.unwrap();
        database
            .execute_unprepared("CREATE TABLE t (name text); INSERT INTO t VALUES ('Ärger')")
            .await
            .unwrap();
        let sql = "SELECT count(*) AS rows, lower(max(name)) AS folded, current_database()::text AS name FROM t";
        let row = database
            .query_one_raw(Statement::from_string(DbBackend::Postgres, sql))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(row.try_get::<i64>("", "rows").unwrap(), 1);
        // a ctype of C would leave the Ä
        assert_eq!(row.try_get::<String>("", "folded").unwrap(), "ärger");
        seen.push(row.try_get::<String>("", "name").unwrap());
    }
    assert_ne!(seen[0], seen[1]);
}

#[tokio::test]
async fn mongo_answers_and_keeps_documents() {
    let server = services::mongo().await;
    assert_eq!(server.url, format!("mongodb://{}:{}", server.host, server.port));
    let database = server.client().await.database(&services::unique("starter"));
    database.run_command(doc! { "ping": 1 }).await.unwrap();
    let collection = database.collection::<Document>("things");
    collection.insert_many((0..20).map(|n| doc! { "_id": n, "amount": 1.5 })).await.unwrap();
    let sample: Vec<Document> = collection
        .aggregate([doc! { "$sample": { "size": 5 } }])
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(sample.len(), 5);
}

#[tokio::test]
async fn mongo_tls_needs_its_authority() {
    let server = services::mongo_tls().await;
    let ping = |options: String| async move {
        let url = format!("{}/?serverSelectionTimeoutMS=3000&{options}", server.url);
        let client = mongodb::Client::with_uri_str(&url).await.unwrap();
        client.database("admin").run_command(doc! { "ping": 1 }).await
    };
    let file = server.ca_file.as_deref().unwrap();
    assert!(Path::new(file).is_file());
    ping(format!("tls=true&tlsCAFile={}", file.display())).await.unwrap();
    let untrusted = ping("tls=true".to_owned()).await.unwrap_err().to_string();
    assert!(untrusted.contains("UnknownIssuer"), "{untrusted}");
    ping("tls=false".to_owned()).await.unwrap_err();
}

#[tokio::test]
async fn mongo_too_old_is_refused_by_the_driver() {
    let server = services::mongo_too_old().await;
    let refused = server
        .client()
        .await
        .database("admin")
        .run_command(doc! { "ping": 1 })
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("reports wire version 8"), "{refused}");
}

#[tokio::test]
async fn elasticsearch7_answers() {
    answers(services::elasticsearch7().await, "7.").await;
}

#[tokio::test]
async fn elasticsearch8_answers() {
    let node = services::elasticsearch8().await;
    answers(node, "").await;
    assert!(!node.version.starts_with("7."), "{}", node.version);
}

#[tokio::test]
async fn opensearch2_answers() {
    let node = services::opensearch2().await;
    answers(node, "").await;
    let root = node.must(Method::GET, "/", None).await;
    assert_eq!(root["version"]["distribution"], "opensearch");
}

async fn answers(node: &Elastic, version: &str) {
    assert!(node.version.starts_with(version), "{}", node.version);
    let index = services::unique("starter");
    let properties =
        json!({ "title": { "type": "text", "fields": { "keyword": { "type": "keyword" } } } });
    node.create_index(&index, &json!({ "mappings": { "properties": properties } })).await;
    node.index(&index, &[json!({ "title": "a" }), json!({ "title": "b" })]).await;
    let mapping = node.must(Method::GET, &format!("/{index}/_mapping"), None).await;
    assert_eq!(mapping[&index]["mappings"]["properties"], properties);
    let count = node.must(Method::GET, &format!("/{index}/_count"), None).await;
    assert_eq!(count["count"], json!(2));
    let (status, missing) = node.send(Method::GET, "/starter-nothing", None).await;
    assert_eq!((status, &missing["status"]), (404, &json!(404)));
}
