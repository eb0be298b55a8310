//! The sample data of the README's tour, on servers of its own: its names are fixed.

use ariadne_tests::demo;
use ariadne_tests::services::{Flavour, owned};
use mongodb::bson::{Document, doc};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn the_shop_is_complete() {
    let server = owned::mongo(0).await.unwrap();
    let client = server.client().await;
    demo::load_shop(&client, "shop").await.unwrap();
    let shop = client.database("shop");
    let customers = shop.collection::<Document>("customers");
    let all = customers.count_documents(doc! {}).await.unwrap();
    assert_eq!(all, u64::from(demo::CUSTOMERS));
    // the tour shows a field with two types, and one that is null, missing or text
    for (filter, name) in [
        (doc! { "phone": { "$type": "long" } }, "numbers"),
        (doc! { "phone": { "$type": "string" } }, "texts"),
        (doc! { "phone": { "$exists": false } }, "none"),
        (doc! { "vatId": { "$type": "null" } }, "null"),
    ] {
        let some = customers.count_documents(filter).await.unwrap();
        assert!((1..all).contains(&some), "{name}: {some}");
    }
    let orders = shop.collection::<Document>("orders");
    assert_eq!(orders.count_documents(doc! {}).await.unwrap(), u64::from(demo::ORDERS));
    let order = orders.find_one(doc! { "items.3": { "$exists": true } }).await.unwrap().unwrap();
    let item = order.get_array("items").unwrap()[0].as_document().unwrap();
    assert_eq!(item.keys().collect::<Vec<_>>(), ["sku", "qty", "price"]);
    assert!(orders.list_index_names().await.unwrap().len() > 2);
}

#[tokio::test]
async fn the_indices_are_complete() {
    let node = owned::elastic(Flavour::Elasticsearch7, 0).await.unwrap();
    demo::load_elastic(&node).await;
    let count = node.must(Method::GET, "/orders/_count", None).await;
    assert_eq!(count["count"], json!(demo::ORDERS));
    let mapping = node.must(Method::GET, "/products/_mapping", None).await;
    let name = &mapping["products"]["mappings"]["properties"]["name"];
    assert_eq!(name["fields"]["keyword"]["type"], "keyword");
    let aliases = node.must(Method::GET, "/_alias/orders", None).await;
    assert!(aliases["orders-2026"]["aliases"]["orders"].is_object());
}
