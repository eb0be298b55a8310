//! What is at the other end: servers, versions, sets, and what is none of them.

use ariadne_domain::{StepStatus, Value};
use ariadne_testserver_mongo::{Fault, Role, TestServer};

use crate::support::{problem, request, settings, shop, stopped_at, test, try_fetch, with_user};

#[tokio::test]
async fn a_server_that_is_too_old_is_named() {
    for (wire, version) in [(6, "3.6.23"), (8, "4.2.24")] {
        let server = TestServer::builder().wire(wire).start().await.unwrap();
        let report = test(&settings(server.port())).await;
        assert_eq!(stopped_at(&report), "protocol");
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
    assert_eq!(stopped_at(&report), "authentication");
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
    assert_eq!(stopped_at(&report), "dns");
    assert_eq!(problem(&report).code, "DNS_NOT_FOUND");

    let server = TestServer::builder().start().await.unwrap();
    let port = server.port();
    server.stop().await;
    let report = test(&settings(port)).await;
    assert_eq!(stopped_at(&report), "tcp");
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
        assert_eq!(stopped_at(&report), "protocol");
        let problem = problem(&report);
        assert_eq!(problem.code, code, "{problem:?}");
        assert!(problem.cause.unwrap().contains(says));
    }
}
