//! Who logs in, and what the login may do.

use ariadne_domain::StepStatus;
use ariadne_ports::ErrorKind;
use ariadne_testserver_mongo::{
    BuiltInRole, CollectionSpec, Mechanism, Privileges, TestServer, User,
};
use mongodb::bson::doc;

use crate::support::{
    PASSWORD, orders, orders_for, outline, problem, request, settings, shop, stopped_at, test,
    try_fetch, with_user,
};

#[tokio::test]
async fn both_mechanisms_log_in() {
    for mechanism in Mechanism::ALL {
        let server = shop().mechanisms([mechanism]).start().await.unwrap();
        let negotiated = test(&with_user(server.port())).await;
        assert_eq!(negotiated.status(), StepStatus::Passed, "{negotiated:#?}");
        let named = with_user(server.port()).with("authMechanism", mechanism.name());
        assert_eq!(test(&named).await.status(), StepStatus::Passed);
    }
}

#[tokio::test]
async fn a_mechanism_that_is_switched_off() {
    let server = shop().mechanisms([Mechanism::ScramSha256]).start().await.unwrap();
    let report = test(&with_user(server.port()).with("authMechanism", "SCRAM-SHA-1")).await;
    let problem = problem(&report);
    assert!(
        matches!(problem.code.as_str(), "AUTH_MECHANISM_UNAVAILABLE" | "AUTHENTICATION_FAILED"),
        "{problem:?}"
    );
}

#[tokio::test]
async fn a_wrong_password() {
    let server =
        TestServer::builder().user("app", "another one", Privileges::root()).start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(stopped_at(&report), "authentication");
    let problem = problem(&report);
    assert_eq!(problem.code, "AUTHENTICATION_FAILED");
    assert_eq!(problem.engine_code.as_deref(), Some("18 AuthenticationFailed"));
    assert!(problem.cause.unwrap().contains("\"admin\""));
    assert!(report.steps[4].detail.as_deref().unwrap().contains("Log in"));
    let fetched = try_fetch(&with_user(server.port()), &request("orders")).await.unwrap_err();
    assert_eq!(fetched.kind(), ErrorKind::SourceAuthFailed);
}

#[tokio::test]
async fn a_user_of_another_database() {
    let account = User::new("app", PASSWORD)
        .database("shop")
        .privileges(Privileges::none().role(BuiltInRole::Read, "shop"));
    let server = TestServer::builder()
        .account(account)
        .collection("shop", "orders", orders())
        .start()
        .await
        .unwrap();
    let wrong = test(&with_user(server.port())).await;
    assert_eq!(problem(&wrong).code, "AUTHENTICATION_FAILED");
    let right = test(&with_user(server.port()).with("authSource", "shop")).await;
    assert_eq!(right.status(), StepStatus::Passed, "{right:#?}");
}

#[tokio::test]
async fn a_login_is_needed_but_none_is_set() {
    let server = shop().start().await.unwrap();
    let report = test(&settings(server.port())).await;
    assert_eq!(stopped_at(&report), "authentication");
    let problem = problem(&report);
    assert_eq!(problem.code, "LOGIN_REQUIRED");
    assert!(problem.remedy.unwrap().contains("createUser"));
}

#[tokio::test]
async fn a_server_without_logins_needs_none() {
    let server =
        TestServer::builder().collection("shop", "orders", orders()).start().await.unwrap();
    let report = test(&settings(server.port())).await;
    assert_eq!(report.status(), StepStatus::Passed, "{report:#?}");
}

#[tokio::test]
async fn a_missing_role_is_told_with_its_grant() {
    let server =
        orders_for(Privileges::none().role(BuiltInRole::Read, "other")).start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(stopped_at(&report), "privileges");
    let problem = problem(&report);
    assert_eq!(problem.code, "NOT_AUTHORIZED");
    assert_eq!(problem.engine_code.as_deref(), Some("13 Unauthorized"));
    assert_eq!(
        problem.remedy.as_deref(),
        Some(r#"db.getSiblingDB("admin").grantRolesToUser("app", [{ role: "read", db: "shop" }])"#)
    );
}

#[tokio::test]
async fn a_login_that_sees_the_schema_but_no_data() {
    let server =
        orders_for(Privileges::none().role(BuiltInRole::DbAdmin, "shop")).start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(stopped_at(&report), "read");
    assert!(problem(&report).remedy.unwrap().contains("grantRolesToUser(\"app\""));
}

#[tokio::test]
async fn a_login_on_one_collection_is_a_warning() {
    let server = orders_for(Privileges::none().allow("shop", "orders", &["find"]))
        .collection("shop", "aaa", orders())
        .start()
        .await
        .unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ protocol:+ authentication:+ version:+ privileges:warn read:warn"
    );
    assert_eq!(problem(&report).code, "PARTIAL_RIGHTS");
    assert!(report.steps[6].problem.as_ref().unwrap().title.starts_with("Indexes cannot be read"));
}

#[tokio::test]
async fn an_empty_database_is_a_warning() {
    let server = shop().start().await.unwrap();
    let report = test(&with_user(server.port()).with("database", "shopp")).await;
    assert_eq!(problem(&report).code, "NOT_AUTHORIZED");
    let server = TestServer::builder().start().await.unwrap();
    let report = test(&settings(server.port())).await;
    assert_eq!(report.status(), StepStatus::Warning);
    assert_eq!(problem(&report).code, "DATABASE_EMPTY");
}

#[tokio::test]
async fn a_view_is_read_when_there_is_nothing_else() {
    let server = TestServer::builder()
        .collection("shop", "v", CollectionSpec::view("gone", [doc! { "$match": {} }]))
        .start()
        .await
        .unwrap();
    let report = test(&settings(server.port())).await;
    assert_eq!(report.status(), StepStatus::Passed, "{report:#?}");
}
