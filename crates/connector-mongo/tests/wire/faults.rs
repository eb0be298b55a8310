//! Faults while working: always a typed error within the deadline, and nothing left behind.

use std::time::{Duration, Instant};

use ariadne_domain::StepStatus;
use ariadne_ports::{Deadline, ErrorKind};
use ariadne_testserver_mongo::{Fault, TestServer};

use crate::support::{
    Ear, connector, outline, problem, request, settings, shop, try_fetch, with_user,
};

/// A guard against hanging, several times the deadlines of these tests.
const HANG: Duration = Duration::from_mins(1);

fn soon() -> Deadline {
    Deadline::after(Duration::from_millis(1_500))
}

#[tokio::test]
async fn silent_servers_end_a_test_by_its_deadline() {
    for (fault, step) in [
        (Fault::silent(), "protocol"),
        (Fault::hang_on("hello"), "protocol"),
        (Fault::hang_on("saslContinue"), "authentication"),
        (Fault::hang_on("buildInfo"), "version"),
        (Fault::hang_on("listCollections"), "privileges"),
        (Fault::hang_on("find"), "read"),
        (Fault::hang_mid_reply("find"), "read"),
    ] {
        let server = shop().fault(fault.clone()).start().await.unwrap();
        let ear = Ear::default();
        let source = connector(&with_user(server.port()));
        let began = Instant::now();
        let report = tokio::time::timeout(HANG, source.test(soon(), &ear)).await.unwrap();
        assert!(began.elapsed() < HANG / 2);
        let failed = report.steps.iter().find(|s| s.status == StepStatus::Failed).unwrap();
        assert_eq!(failed.name, step, "{fault:?}: {report:#?}");
        let code = problem(&report).code;
        assert!(matches!(code.as_str(), "NO_ANSWER" | "TIMEOUT"), "{fault:?}: {code}");
        assert_eq!(*ear.steps.lock().unwrap(), report.steps);
        server.connections_down_to(0).await;
    }
}

#[tokio::test]
async fn a_silent_tls_server_fails_at_tls() {
    let server = TestServer::builder().fault(Fault::silent()).start().await.unwrap();
    let source = connector(&settings(server.port()).with("tls", true));
    let report = source.test(soon(), &Ear::default()).await;
    assert!(outline(&report).starts_with("dns:+ tcp:+ tls:FAILED"), "{report:#?}");
    assert_eq!(problem(&report).code, "TLS_NO_ANSWER");
}

#[tokio::test]
async fn a_fetch_that_hangs_ends_by_its_deadline() {
    for fault in [
        Fault::silent(),
        Fault::hang_on("hello"),
        Fault::hang_on("saslContinue"),
        Fault::hang_on("listCollections"),
        Fault::hang_on("listIndexes"),
        Fault::hang_on("find"),
        Fault::hang_mid_reply("find"),
    ] {
        let server = shop().fault(fault.clone()).start().await.unwrap();
        let source = connector(&with_user(server.port()));
        let wanted = request("orders");
        let ear = Ear::default();
        let fetching = source.fetch_table(&wanted, soon(), &ear);
        let error = tokio::time::timeout(HANG, fetching).await.unwrap().unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Timeout | ErrorKind::SourceUnreachable),
            "{fault:?}: {error:?}"
        );
        assert!(error.is_temporary());
        assert!(error.problem().unwrap().remedy.is_some());
        server.connections_down_to(0).await;
    }
}

#[tokio::test]
async fn broken_conversations_are_typed() {
    for (fault, kinds) in [
        (Fault::http(), &[ErrorKind::SourceUnsupported, ErrorKind::SourceUnreachable][..]),
        (Fault::garbage(), &[ErrorKind::SourceUnsupported, ErrorKind::SourceUnreachable]),
        (Fault::close_on_connect(), &[ErrorKind::SourceUnreachable]),
        (Fault::cut("listCollections"), &[ErrorKind::SourceUnreachable]),
        (Fault::cut_mid_reply("listIndexes"), &[ErrorKind::SourceUnreachable]),
        (Fault::cut_mid_reply("find"), &[ErrorKind::SourceUnreachable]),
        (
            Fault::garbage_reply("find"),
            &[ErrorKind::SourceUnsupported, ErrorKind::SourceUnreachable],
        ),
        (Fault::broken_bson("find"), &[ErrorKind::SourceUnsupported]),
        (Fault::broken_bson("listCollections"), &[ErrorKind::SourceUnsupported]),
        (Fault::error("find", 11600, "stopping"), &[ErrorKind::SourceBusy]),
        (Fault::error("listCollections", 91, "stopping"), &[ErrorKind::SourceBusy]),
        (Fault::error("listCollections", 50, "too long"), &[ErrorKind::Timeout]),
    ] {
        let server = shop().fault(fault.clone()).start().await.unwrap();
        let error = try_fetch(&with_user(server.port()), &request("orders")).await.unwrap_err();
        assert!(kinds.contains(&error.kind()), "{fault:?}: {error:?}");
        assert!(error.problem().is_some());
        server.connections_down_to(0).await;
    }
}

#[tokio::test]
async fn unreachable_servers_are_told_at_once() {
    let server = TestServer::builder().start().await.unwrap();
    let port = server.port();
    server.stop().await;
    let began = Instant::now();
    let error = try_fetch(&settings(port), &request("orders")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceUnreachable);
    assert_eq!(error.problem().unwrap().code, "CONNECTION_REFUSED");
    // waiting for the driver's selection would take five seconds
    assert!(began.elapsed() < Duration::from_secs(4));
    let error = connector(&settings(port)).suggest("o", 10, soon()).await.unwrap_err();
    assert_eq!(error.problem().unwrap().code, "CONNECTION_REFUSED");
}

#[tokio::test]
async fn refusals_of_a_fetch_have_their_kinds() {
    let old = TestServer::builder().wire(8).start().await.unwrap();
    let error = try_fetch(&settings(old.port()), &request("orders")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceUnsupported);
    assert_eq!(error.problem().unwrap().code, "SERVER_TOO_OLD");

    let set = shop().replica_set("rs1").start().await.unwrap();
    let other = with_user(set.port()).with("replicaSet", "rs0");
    let error = try_fetch(&other, &request("orders")).await.unwrap_err();
    assert_eq!(error.problem().unwrap().code, "REPLICA_SET_MISMATCH", "{error:?}");

    let closed = shop().start().await.unwrap();
    let error = try_fetch(&settings(closed.port()), &request("orders")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceAuthFailed);
    assert_eq!(error.problem().unwrap().code, "LOGIN_REQUIRED");
}

#[tokio::test]
async fn dropping_a_fetch_closes_its_connections() {
    for command in ["saslContinue", "listCollections", "find"] {
        let server = shop().fault(Fault::hang_on(command)).start().await.unwrap();
        let source = connector(&with_user(server.port()));
        let wanted = request("orders");
        let ear = Ear::default();
        tokio::select! {
            outcome = source.fetch_table(&wanted, Deadline::after(HANG), &ear) => panic!("{outcome:?}"),
            record = server.command_seen(command) => assert_eq!(record.name, command),
        }
        // the future is dropped here
        tokio::time::timeout(HANG, server.connections_down_to(0)).await.unwrap();
    }
}

#[tokio::test]
async fn dropping_a_test_closes_its_connections() {
    let server = shop().fault(Fault::hang_on("find")).start().await.unwrap();
    let source = connector(&with_user(server.port()));
    let ear = Ear::default();
    tokio::select! {
        report = source.test(Deadline::after(HANG), &ear) => panic!("{report:?}"),
        _ = server.command_seen("find") => {}
    }
    tokio::time::timeout(HANG, server.connections_down_to(0)).await.unwrap();
}

#[tokio::test]
async fn a_server_that_stops_while_answering() {
    let server = shop().fault(Fault::hang_mid_reply("find")).start().await.unwrap();
    let source = connector(&with_user(server.port()));
    let wanted = request("orders");
    let ear = Ear::default();
    let stopping = async {
        server.command_seen("find").await;
        server.disconnect_all();
    };
    let (outcome, ()) =
        tokio::join!(source.fetch_table(&wanted, Deadline::after(HANG), &ear), stopping);
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::SourceUnreachable);
}
