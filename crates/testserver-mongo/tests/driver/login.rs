//! Logins and privileges, as the Rust driver sees them.

use crate::common::{client, code, options, read, shop_with_users};
use ariadne_testserver_mongo::{Mechanism, Privileges, TestServer, User};
use mongodb::Client;
use mongodb::bson::{Bson, Document, doc};
use mongodb::options::AuthMechanism;

async fn client_with(server: &TestServer, user: &str, mechanism: AuthMechanism) -> Client {
    let mut options = options(&server.uri_for(user, &format!("{user}-secret"))).await;
    options.credential.as_mut().expect("the string has a login").mechanism = Some(mechanism);
    Client::with_options(options).expect("the options are right")
}

#[tokio::test]
async fn both_mechanisms_log_in() {
    let server = shop_with_users().await;
    for mechanism in [AuthMechanism::ScramSha1, AuthMechanism::ScramSha256] {
        let client = client_with(&server, "reader", mechanism.clone()).await;
        let found = read(&client).await.unwrap().unwrap();
        assert_eq!(found.get_i32("number").unwrap(), 1, "{mechanism:?}");
    }
    let find = server.command_seen("find").await;
    assert_eq!(find.user.as_deref(), Some("admin.reader"));
}

#[tokio::test]
async fn the_mechanism_is_negotiated() {
    let server = shop_with_users().await;
    for user in ["reader", "reader1", "reader256"] {
        let client = client(&server.uri_for(user, &format!("{user}-secret"))).await;
        assert!(read(&client).await.unwrap().is_some(), "{user}");
    }
}

#[tokio::test]
async fn an_account_without_credentials_for_a_mechanism_is_refused() {
    let server = shop_with_users().await;
    let client = client_with(&server, "reader1", AuthMechanism::ScramSha256).await;
    let error = read(&client).await.unwrap_err();
    assert_eq!(code(&error), Some(334), "{error:?}");
}

#[tokio::test]
async fn a_mechanism_that_is_not_enabled_is_refused() {
    let server = TestServer::builder()
        .mechanisms([Mechanism::ScramSha256])
        .sample_users()
        .start()
        .await
        .unwrap();
    let client = client_with(&server, "reader", AuthMechanism::ScramSha1).await;
    let error = read(&client).await.unwrap_err();
    assert_eq!(code(&error), Some(334), "{error:?}");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_get_code_18() {
    let server = shop_with_users().await;
    for (user, password) in [("reader", "wrong"), ("nosuch", "reader-secret")] {
        let client = client(&server.uri_for(user, password)).await;
        let error = read(&client).await.unwrap_err();
        assert_eq!(code(&error), Some(18), "{error:?}");
    }
}

#[tokio::test]
async fn an_account_is_found_in_its_own_database_only() {
    let server = TestServer::builder()
        .sample_shop()
        .account(User::new("app", "pw").database("shop").privileges(Privileges::root()))
        .start()
        .await
        .unwrap();
    let here = client(&format!("mongodb://app:pw@{}/?authSource=shop", server.uri_host())).await;
    assert!(read(&here).await.unwrap().is_some());
    let elsewhere = client(&server.uri_for("app", "pw")).await;
    assert_eq!(code(&read(&elsewhere).await.unwrap_err()), Some(18));
}

#[tokio::test]
async fn without_a_login_only_the_open_commands_run() {
    let server = shop_with_users().await;
    let client = client(&server.uri()).await;
    let admin = client.database("admin");
    for command in ["hello", "ping", "buildInfo", "connectionStatus"] {
        let reply = admin.run_command(doc! { command: 1 }).await.unwrap();
        assert_eq!(reply.get("ok"), Some(&Bson::Double(1.0)), "{command}");
    }
    let error = client.database("shop").list_collection_names().await.unwrap_err();
    assert_eq!(code(&error), Some(13));
    assert!(
        error.to_string().contains("command listCollections requires authentication"),
        "{error}"
    );
    assert_eq!(code(&client.list_database_names().await.unwrap_err()), Some(13));
    assert_eq!(code(&read(&client).await.unwrap_err()), Some(13));
}

#[tokio::test]
async fn a_missing_privilege_gets_code_13_and_the_commands_text() {
    let server = shop_with_users().await;
    let nobody = client(&server.uri_for("nobody", "nobody-secret")).await;
    let error = read(&nobody).await.unwrap_err();
    assert_eq!(code(&error), Some(13));
    let text = error.to_string();
    let refusal = "not authorized on shop to execute command { find: \"orders\", ";
    for part in [refusal, "filter: { _id: 1 }", "lsid: { id: UUID(\"", "$db: \"shop\""] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let clerk = client(&server.uri_for("clerk", "clerk-secret")).await;
    assert!(read(&clerk).await.unwrap().is_some());
    let shop = clerk.database("shop");
    assert_eq!(code(&shop.list_collection_names().await.unwrap_err()), Some(13));
    let events = shop.collection::<Document>("events");
    assert_eq!(code(&events.find_one(doc! {}).await.unwrap_err()), Some(13));
    assert_eq!(code(&events.list_index_names().await.unwrap_err()), Some(13));
}

#[tokio::test]
async fn accounts_see_what_their_privileges_reach() {
    let server = TestServer::builder()
        .sample_shop()
        .sample_users()
        .collection("other", "things", ariadne_testserver_mongo::CollectionSpec::default())
        .start()
        .await
        .unwrap();
    let clerk = client(&server.uri_for("clerk", "clerk-secret")).await;
    assert_eq!(clerk.list_database_names().await.unwrap(), ["shop"]);
    let reply = clerk
        .database("shop")
        .run_command(doc! { "listCollections": 1, "nameOnly": true, "authorizedCollections": true })
        .await
        .unwrap();
    let batch = reply.get_document("cursor").unwrap().get_array("firstBatch").unwrap();
    assert_eq!(batch.len(), 1);
    assert_eq!(batch[0].as_document().unwrap(), &doc! { "name": "orders", "type": "collection" });
    let root = client(&server.uri_for("root", "root-secret")).await;
    assert_eq!(root.list_database_names().await.unwrap(), ["other", "shop"]);
}

#[tokio::test]
async fn system_collections_need_more_than_the_read_role() {
    let server = shop_with_users().await;
    let reader = client(&server.uri_for("reader", "reader-secret")).await;
    let shop = reader.database("shop");
    assert!(shop.list_collection_names().await.unwrap().contains(&"system.views".to_owned()));
    let views = shop.collection::<Document>("system.views");
    assert_eq!(code(&views.find_one(doc! {}).await.unwrap_err()), Some(13));
}

#[tokio::test]
async fn connection_status_tells_roles_and_privileges() {
    let server = shop_with_users().await;
    let reader = client(&server.uri_for("reader", "reader-secret")).await;
    let reply = reader
        .database("admin")
        .run_command(doc! { "connectionStatus": 1, "showPrivileges": true })
        .await
        .unwrap();
    let info = reply.get_document("authInfo").unwrap();
    assert_eq!(
        info.get_array("authenticatedUserRoles").unwrap(),
        &vec![doc! { "role": "read", "db": "shop" }.into()]
    );
    let privilege =
        info.get_array("authenticatedUserPrivileges").unwrap()[0].as_document().unwrap();
    assert_eq!(
        privilege.get_document("resource").unwrap(),
        &doc! { "db": "shop", "collection": "" }
    );
}
