//! Names: as typed, split, corrected, unknown, hidden, refused; and suggestions.

use ariadne_domain::TableKind;
use ariadne_ports::{ErrorKind, FetchRequest, Visibility};
use ariadne_testserver_mongo::{BuiltInRole, CollectionSpec, Privileges, TestServer};
use mongodb::bson::doc;

use crate::support::{
    connector, fetch, missing, orders, orders_for, request, seconds, settings, shop, try_fetch,
    with_user,
};

fn one(text: &str) -> CollectionSpec {
    CollectionSpec::default().documents([doc! { "_id": 1, "of": text }])
}

#[tokio::test]
async fn a_name_with_a_dot_is_literal_before_it_is_split() {
    let server = TestServer::builder()
        .collection("shop", "fs.files", one("dotted"))
        .collection("fs", "files", one("split"))
        .collection("fs", "chunks", one("chunks"))
        .start()
        .await
        .unwrap();
    let settings = settings(server.port());
    let literal = fetch(&settings, "fs.files").await;
    assert_eq!(literal.facts.external.schema.as_deref(), Some("shop"));
    assert_eq!(literal.facts.external.name, "fs.files");
    assert_eq!(literal.evidence.resolved_from, None);
    let split = fetch(&settings, "fs.chunks").await;
    assert_eq!(split.facts.external.schema.as_deref(), Some("fs"));
    assert_eq!(split.facts.external.name, "chunks");
    assert_eq!(
        split.evidence.resolved_from.as_deref(),
        Some("fs.chunks → database fs, collection chunks")
    );
    let named = FetchRequest { schema: Some("fs".into()), ..request("files") };
    let ariadne_ports::Fetch::Found(table) = try_fetch(&settings, &named).await.unwrap() else {
        panic!()
    };
    assert_eq!(table.facts.external.schema.as_deref(), Some("fs"));
}

#[tokio::test]
async fn case_is_corrected_when_one_name_fits() {
    let server = TestServer::builder()
        .collection("shop", "orderLines", one("lines"))
        .collection("shop", "Item", one("upper"))
        .collection("shop", "item", one("lower"))
        .start()
        .await
        .unwrap();
    let settings = settings(server.port());
    let table = fetch(&settings, "ORDERLINES").await;
    assert_eq!(table.facts.external.name, "orderLines");
    assert!(table.evidence.resolved_from.unwrap().contains("case"));
    assert_eq!(fetch(&settings, "item").await.evidence.resolved_from, None);
    let two = missing(&settings, "ITEM").await;
    let names: Vec<&str> = two.suggestions.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Item", "item"]);
}

#[tokio::test]
async fn unknown_names_get_suggestions() {
    let server = TestServer::builder()
        .collection("shop", "orders", orders())
        .collection("shop", "orders_archive", one("x"))
        .collection("shop", "customers", one("x"))
        .collection("shop", "order_view", CollectionSpec::view("orders", []))
        .start()
        .await
        .unwrap();
    let not_found = missing(&settings(server.port()), "ordrs").await;
    assert_eq!(not_found.visibility, Visibility::Missing);
    assert_eq!(not_found.problem.code, "TABLE_NOT_FOUND");
    assert_eq!(not_found.suggestions[0].name, "orders");
    assert_eq!(not_found.suggestions[0].schema.as_deref(), Some("shop"));
    assert!(not_found.problem.remedy.is_some());
    let none = missing(&settings(server.port()), "zzzzzz").await;
    assert_eq!(none.suggestions, []);
    let elsewhere = missing(&settings(server.port()).with("database", "shoop"), "orders").await;
    assert!(elsewhere.problem.cause.unwrap().contains("no collection at all"));
}

#[tokio::test]
async fn hidden_and_missing_are_not_told_apart_without_the_right_to_list() {
    let server = orders_for(Privileges::none().allow("shop", "orders", &["find"]))
        .collection("shop", "orders_secret", one("x"))
        .start()
        .await
        .unwrap();
    let settings = with_user(server.port());
    for name in ["orders_secret", "orders_nowhere"] {
        let not_found = missing(&settings, name).await;
        assert_eq!(not_found.visibility, Visibility::MissingOrHidden);
        let remedy = not_found.problem.remedy.unwrap();
        assert!(
            remedy.contains(r#"grantRolesToUser("app", [{ role: "read", db: "shop" }])"#),
            "{remedy}"
        );
        assert!(
            not_found.suggestions.iter().all(|s| s.name == "orders"),
            "{:?}",
            not_found.suggestions
        );
    }
}

#[tokio::test]
async fn no_right_at_all_is_a_refusal() {
    let server =
        orders_for(Privileges::none().role(BuiltInRole::Read, "other")).start().await.unwrap();
    let error = try_fetch(&with_user(server.port()), &request("orders")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourcePermissionDenied);
    assert!(error.problem().unwrap().remedy.as_deref().unwrap().contains("db: \"shop\""));
    let split = try_fetch(&with_user(server.port()), &request("shop.orders")).await.unwrap_err();
    assert_eq!(split.kind(), ErrorKind::SourcePermissionDenied);
}

#[tokio::test]
async fn system_collections_are_refused_without_a_statement() {
    let server = shop().start().await.unwrap();
    for name in
        ["system.views", "shop.system.profile", "enxcol_.people.esc", "system.buckets.readings"]
    {
        let error = try_fetch(&with_user(server.port()), &request(name)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SourceUnsupported);
        assert_eq!(error.problem().unwrap().code, "SYSTEM_COLLECTION");
        assert!(error.problem().unwrap().cause.is_some());
    }
    assert_eq!(server.operations(), []);
}

#[tokio::test]
async fn names_are_data() {
    let odd =
        ["заказы", "a b", "x'y\"z", "$price", "tab\there", "😀", &"long".repeat(50), "a.b.c..d"];
    let mut builder = TestServer::builder();
    for name in odd {
        builder = builder.collection("shop", name, one(name));
    }
    let server = builder.start().await.unwrap();
    for name in odd {
        let table = fetch(&settings(server.port()), name).await;
        assert_eq!(table.facts.external.name, name);
    }
    let invalid = try_fetch(&settings(server.port()), &request("nul\0here")).await.unwrap_err();
    assert_eq!(invalid.problem().unwrap().code, "INVALID_NAME");
    for name in ["ordérs", &"x".repeat(10_000), ".*", "^o"] {
        missing(&settings(server.port()), name).await;
    }
}

#[tokio::test]
async fn suggestions() {
    let server = TestServer::builder()
        .collection("shop", "orders", orders())
        .collection("shop", "order_lines", one("x"))
        .collection("shop", "readings", CollectionSpec::time_series("at", None))
        .collection("shop", "old_orders", CollectionSpec::view("orders", []))
        .collection("other", "orders_2020", one("x"))
        .start()
        .await
        .unwrap();
    let source = connector(&settings(server.port()));
    let names = |text: &'static str, limit| {
        let source = source.clone();
        async move {
            let found = source.suggest(text, limit, seconds(5)).await.unwrap();
            found
                .into_iter()
                .map(|n| format!("{}.{}", n.schema.unwrap(), n.name))
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(names("ord", 10).await, ["shop.orders", "shop.order_lines", "shop.old_orders"]);
    assert_eq!(names("ord", 1).await, ["shop.orders"]);
    assert_eq!(names("", 10).await.len(), 4);
    assert_eq!(names("other.ord", 10).await, ["other.orders_2020"]);
    assert_eq!(names("shop.READ", 10).await, ["shop.readings"]);
    assert_eq!(names("nothing like it", 10).await, Vec::<String>::new());
    let kinds = source.suggest("", 10, seconds(5)).await.unwrap();
    assert!(kinds.iter().any(|n| n.kind == Some(TableKind::View)));
    assert!(kinds.iter().any(|n| n.kind == Some(TableKind::TimeSeries)));
}

#[tokio::test]
async fn suggestions_keep_to_the_rights() {
    let server = orders_for(Privileges::none().allow("shop", "orders", &["find"]))
        .collection("shop", "orders_secret", one("x"))
        .start()
        .await
        .unwrap();
    let found = connector(&with_user(server.port())).suggest("ord", 10, seconds(5)).await.unwrap();
    let names: Vec<&str> = found.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names, ["orders"]);
}
