//! Testing a connection: what each fault says, and what to do about it.

use ariadne_domain::{StepStatus, Value};
use ariadne_ports::ErrorKind;
use ariadne_testserver_mongo::{
    BuiltInRole, CollectionSpec, Fault, Mechanism, Privileges, Role, TestServer, TlsMode, User,
    unrelated_ca_pem,
};
use mongodb::bson::doc;

use crate::support::{
    PASSWORD, orders, outline, problem, request, settings, shop, test, try_fetch, with_user,
};

#[tokio::test]
async fn a_good_connection_passes_every_step() {
    let server = shop().start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ protocol:+ authentication:+ version:+ privileges:+ read:+"
    );
    assert_eq!(report.server_version.as_deref(), Some("7.0.16"));
    assert!(report.steps.iter().all(|s| s.detail.is_some() && s.problem.is_none()));
    server.connections_down_to(0).await;
    let reads = server.operations();
    assert!(reads.iter().any(|r| r.name == "find"), "a privileged read is made");
    let hello = server.command_seen("hello").await;
    assert!(!hello.document.to_string().contains(PASSWORD));
    let client =
        server.commands().into_iter().find_map(|r| r.document.get_document("client").ok().cloned());
    assert_eq!(
        client.unwrap().get_document("application").unwrap().get_str("name").unwrap(),
        "ariadne"
    );
}

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
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ protocol:+ authentication:FAILED version:- privileges:- read:-"
    );
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
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ protocol:+ authentication:FAILED version:- privileges:- read:-"
    );
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
    let server = TestServer::builder()
        .user("app", PASSWORD, Privileges::none().role(BuiltInRole::Read, "other"))
        .collection("shop", "orders", orders())
        .start()
        .await
        .unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ protocol:+ authentication:+ version:+ privileges:FAILED read:-"
    );
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
    let server = TestServer::builder()
        .user("app", PASSWORD, Privileges::none().role(BuiltInRole::DbAdmin, "shop"))
        .collection("shop", "orders", orders())
        .start()
        .await
        .unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ protocol:+ authentication:+ version:+ privileges:+ read:FAILED"
    );
    assert!(problem(&report).remedy.unwrap().contains("grantRolesToUser(\"app\""));
}

#[tokio::test]
async fn a_login_on_one_collection_is_a_warning() {
    let server = TestServer::builder()
        .user("app", PASSWORD, Privileges::none().allow("shop", "orders", &["find"]))
        .collection("shop", "orders", orders())
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
async fn a_server_that_is_too_old_is_named() {
    for (wire, version) in [(6, "3.6.23"), (8, "4.2.24")] {
        let server = TestServer::builder().wire(wire).start().await.unwrap();
        let report = test(&settings(server.port())).await;
        assert_eq!(
            outline(&report),
            "dns:+ tcp:+ protocol:FAILED authentication:- version:- privileges:- read:-"
        );
        let problem = problem(&report);
        assert_eq!(problem.code, "SERVER_TOO_OLD");
        let cause = problem.cause.unwrap();
        assert!(cause.contains(version) && cause.contains("4.4"), "{cause}");
    }
}

#[tokio::test]
async fn every_supported_version_passes() {
    for wire in [9, 13, 17, 21, 25] {
        let server = shop().wire(wire).start().await.unwrap();
        let report = test(&with_user(server.port())).await;
        assert_eq!(report.status(), StepStatus::Passed, "{wire}: {report:#?}");
    }
}

#[tokio::test]
async fn replica_sets() {
    let server = shop().replica_set("rs1").start().await.unwrap();
    let plain = with_user(server.port());
    assert_eq!(test(&plain).await.status(), StepStatus::Passed);
    assert_eq!(test(&plain.clone().with("replicaSet", "rs1")).await.status(), StepStatus::Passed);

    let report = test(&plain.clone().with("replicaSet", "rs0")).await;
    let mismatch = problem(&report);
    assert_eq!(mismatch.code, "REPLICA_SET_MISMATCH");
    assert!(mismatch.title.contains("\"rs0\"") && mismatch.cause.unwrap().contains("\"rs1\""));

    let alone = shop().start().await.unwrap();
    let report = test(&with_user(alone.port()).with("replicaSet", "rs0")).await;
    assert_eq!(problem(&report).code, "REPLICA_SET_MISMATCH");

    server.set_role(Role::Secondary);
    let report = test(&plain).await;
    assert_eq!(report.status(), StepStatus::Warning, "{report:#?}");
    assert_eq!(problem(&report).code, "READ_ONLY_MEMBER");
    assert_eq!(report.steps.last().unwrap().status, StepStatus::Passed);

    server.set_role(Role::Recovering);
    let report = test(&plain).await;
    assert_eq!(problem(&report).code, "SERVER_NOT_READY");
}

#[tokio::test]
async fn members_that_call_themselves_by_unknown_names() {
    let server = shop().replica_set("rs0").advertised_host("member.invalid").start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ protocol:+ authentication:FAILED version:- privileges:- read:-"
    );
    let problem = problem(&report);
    assert_eq!(problem.code, "MEMBER_UNREACHABLE", "{problem:?}");
    assert!(problem.remedy.unwrap().contains("Direct connection"));
    let direct = test(&with_user(server.port()).with("direct", true)).await;
    assert_eq!(direct.status(), StepStatus::Passed, "{direct:#?}");
}

#[tokio::test]
async fn a_router_passes() {
    let server = shop().mongos().start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    assert_eq!(report.status(), StepStatus::Passed, "{report:#?}");
    assert!(report.steps[2].detail.as_deref().unwrap().contains("router"));
}

#[tokio::test]
async fn server_states_on_the_way() {
    for (command, code, expected) in [
        ("ping", 11600, "SERVER_NOT_READY"),
        ("ping", 91, "SERVER_NOT_READY"),
        ("buildInfo", 13436, "SERVER_NOT_READY"),
        ("find", 13435, "NOT_PRIMARY"),
        ("find", 50, "TIME_LIMIT"),
        ("listCollections", 115, "COMMAND_NOT_SUPPORTED"),
        ("find", 292, "SERVER_BUSY"),
    ] {
        let server = shop().fault(Fault::error(command, code, "as asked")).start().await.unwrap();
        let report = test(&with_user(server.port())).await;
        assert_eq!(report.status(), StepStatus::Failed, "{command} {code}: {report:#?}");
        assert_eq!(problem(&report).code, expected, "{command} {code}");
    }
}

#[tokio::test]
async fn names_and_ports_that_lead_nowhere() {
    let nowhere =
        Value::object().with("hosts", vec!["no-such-host.invalid"]).with("database", "shop");
    let report = test(&nowhere).await;
    assert_eq!(
        outline(&report),
        "dns:FAILED tcp:- protocol:- authentication:- version:- privileges:- read:-"
    );
    assert_eq!(problem(&report).code, "DNS_NOT_FOUND");

    let server = TestServer::builder().start().await.unwrap();
    let port = server.port();
    server.stop().await;
    let report = test(&settings(port)).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:FAILED protocol:- authentication:- version:- privileges:- read:-"
    );
    assert_eq!(problem(&report).code, "CONNECTION_REFUSED");
}

#[tokio::test]
async fn one_of_two_hosts_is_enough() {
    let gone = TestServer::builder().start().await.unwrap();
    let port = gone.port();
    gone.stop().await;
    let server = shop().replica_set("rs0").start().await.unwrap();
    let hosts = vec![format!("127.0.0.1:{port}"), format!("127.0.0.1:{}", server.port())];
    let report = test(&with_user(port).with("hosts", hosts)).await;
    assert_eq!(report.status(), StepStatus::Warning, "{report:#?}");
    assert_eq!(report.steps[1].status, StepStatus::Warning);
    assert!(problem(&report).title.starts_with("Not every host"));

    let alone = shop().start().await.unwrap();
    let hosts = vec![format!("127.0.0.1:{port}"), format!("127.0.0.1:{}", alone.port())];
    let report = test(&with_user(port).with("hosts", hosts.clone())).await;
    assert_eq!(report.steps[2].problem.as_ref().unwrap().code, "NOT_A_REPLICA_SET");
    let error =
        try_fetch(&with_user(port).with("hosts", hosts), &request("orders")).await.unwrap_err();
    assert_eq!(error.problem().unwrap().code, "NOT_A_REPLICA_SET");
}

#[tokio::test]
async fn peers_that_are_no_mongodb() {
    for (fault, code, says) in [
        (Fault::http(), "NOT_MONGODB", "HTTP"),
        (Fault::garbage(), "NOT_MONGODB", "bytes"),
        (Fault::close_on_connect(), "CONNECTION_CLOSED", ""),
        (Fault::broken_bson("hello"), "INVALID_REPLY", ""),
        (Fault::cut_mid_reply("hello"), "CONNECTION_CLOSED", ""),
    ] {
        let server = TestServer::builder().fault(fault).start().await.unwrap();
        let report = test(&settings(server.port())).await;
        assert_eq!(
            outline(&report),
            "dns:+ tcp:+ protocol:FAILED authentication:- version:- privileges:- read:-"
        );
        let problem = problem(&report);
        assert_eq!(problem.code, code, "{problem:?}");
        assert!(problem.cause.unwrap().contains(says));
    }
}

fn with_tls(port: u16) -> Value {
    with_user(port).with("tls", true)
}

#[tokio::test]
async fn tls_with_the_right_authority() {
    let server = shop().tls(TlsMode::Valid).start().await.unwrap();
    let trusted = with_tls(server.port()).with("caCertificate", server.ca_pem().unwrap());
    let report = test(&trusted).await;
    assert_eq!(
        outline(&report),
        "dns:+ tcp:+ tls:+ protocol:+ authentication:+ version:+ privileges:+ read:+"
    );
    assert!(report.steps[2].detail.as_deref().unwrap().contains("TLS"));
}

#[tokio::test]
async fn tls_that_fails_is_told_apart() {
    for (mode, ca, code) in [
        (TlsMode::Valid, None, "TLS_UNKNOWN_ISSUER"),
        (TlsMode::Valid, Some(unrelated_ca_pem().unwrap()), "TLS_UNKNOWN_ISSUER"),
        (TlsMode::SelfSigned, None, "TLS_UNKNOWN_ISSUER"),
        (TlsMode::Expired, Some(String::new()), "TLS_CERTIFICATE_EXPIRED"),
        (TlsMode::WrongHost, Some(String::new()), "TLS_WRONG_HOST"),
    ] {
        let server = shop().tls(mode).start().await.unwrap();
        let mut settings = with_tls(server.port());
        if let Some(pem) = ca {
            // an empty text stands for the server's own authority
            let own = server.ca_pem().unwrap().to_owned();
            settings.set("caCertificate", if pem.is_empty() { own } else { pem });
        }
        let report = test(&settings).await;
        assert_eq!(
            outline(&report),
            "dns:+ tcp:+ tls:FAILED protocol:- authentication:- version:- privileges:- read:-",
            "{mode:?}"
        );
        assert_eq!(problem(&report).code, code, "{mode:?}");

        let unverified = test(&settings.with("verifyCertificate", false)).await;
        assert_eq!(
            outline(&unverified),
            "dns:+ tcp:+ tls:warn protocol:+ authentication:+ version:+ privileges:+ read:+",
            "{mode:?}"
        );
        assert_eq!(problem(&unverified).code, "CERTIFICATE_NOT_VERIFIED");
    }
}

#[tokio::test]
async fn tls_on_one_side_only() {
    let server = shop().start().await.unwrap();
    let report = test(&with_tls(server.port())).await;
    assert_eq!(report.steps[2].status, StepStatus::Failed);
    let code = problem(&report).code;
    assert!(
        matches!(code.as_str(), "TLS_NOT_SPOKEN" | "TLS_NO_ANSWER" | "CONNECTION_CLOSED"),
        "{code}"
    );

    let server = shop().tls(TlsMode::Valid).start().await.unwrap();
    let report = test(&with_user(server.port())).await;
    let problem = problem(&report);
    assert!(matches!(problem.code.as_str(), "TLS_REQUIRED" | "CONNECTION_CLOSED"), "{problem:?}");
    assert!(format!("{problem:?}").contains("TLS"));
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
