//! Each fault, as the Rust driver sees it.

use std::io::ErrorKind as IoKind;
use std::time::Duration;

use crate::common::{
    PATIENCE, client, code, hasty_client, open_shop, options, orders, outcome, read, refused_with,
};
use ariadne_testserver_mongo::{Fault, Role, TestServer};
use mongodb::bson::doc;
use mongodb::error::{Error, ErrorKind};
use mongodb::options::{ReadPreference, SelectionCriteria};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// An error that the driver saw on the socket, or in what came over it.
fn is_broken_connection(error: &Error) -> bool {
    matches!(
        error.kind.as_ref(),
        ErrorKind::Io(_) | ErrorKind::InvalidResponse { .. } | ErrorKind::Bson(_)
    )
}

/// A client that does not repeat failed reads, so that each fault is seen.
async fn plain_client(server: &TestServer) -> mongodb::Client {
    client(&format!("{}/?retryReads=false", server.uri())).await
}

#[tokio::test]
async fn errors_are_injected_with_their_names() {
    let server = open_shop().await;
    let client = plain_client(&server).await;
    let cases = [
        (50, "MaxTimeMSExpired"),
        (72, "InvalidOptions"),
        (91, "ShutdownInProgress"),
        (166, "CommandNotSupportedOnView"),
        (11600, "InterruptedAtShutdown"),
        (11602, "InterruptedDueToReplStateChange"),
        (13436, "NotPrimaryOrSecondary"),
    ];
    for (number, name) in cases {
        server.set_fault(Fault::error("find", number, "on request").times(1));
        let error = read(&client).await.unwrap_err();
        let ErrorKind::Command(command) = error.kind.as_ref() else { panic!("{error:?}") };
        assert_eq!((command.code, command.code_name.as_str()), (number, name));
        assert_eq!(command.message, "on request");
        assert!(read(&client).await.unwrap().is_some(), "{name}");
    }
}

#[tokio::test]
async fn a_refused_sample_leaves_other_reads_alone() {
    let server = open_shop().await;
    server.set_fault(Fault::error("aggregate", 72, "no sampling here").on_stage("$sample"));
    let client = client(&server.uri()).await;
    let orders = orders(&client);
    let sample = orders.aggregate([doc! { "$sample": { "size": 1 } }]).await;
    assert_eq!(code(&sample.unwrap_err()), Some(72));
    assert!(orders.aggregate([doc! { "$limit": 1 }]).await.is_ok());
}

#[tokio::test]
async fn replies_are_cut_and_spoilt() {
    let server = open_shop().await;
    let client = plain_client(&server).await;
    for fault in [
        Fault::cut("find"),
        Fault::cut_mid_reply("find"),
        Fault::garbage_reply("find"),
        Fault::broken_bson("find"),
    ] {
        server.set_fault(fault.clone().times(1));
        let error = timeout(PATIENCE, read(&client)).await.unwrap().unwrap_err();
        assert!(is_broken_connection(&error), "{fault:?}: {error:?}");
        assert!(read(&client).await.unwrap().is_some(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_hang_lasts_until_the_client_leaves() {
    for fault in [Fault::hang_on("find"), Fault::hang_mid_reply("find")] {
        let server = TestServer::builder().sample_shop().fault(fault).start().await.unwrap();
        let client = plain_client(&server).await;
        let reading = tokio::spawn({
            let client = client.clone();
            async move { read(&client).await }
        });
        server.command_seen("find").await;
        // The hang outlives other commands on the same server.
        client.database("admin").run_command(doc! { "ping": 1 }).await.unwrap();
        assert!(!reading.is_finished());
        reading.abort();
        client.shutdown().immediate(true).await;
        timeout(PATIENCE, server.connections_down_to(0)).await.unwrap();
    }
}

#[tokio::test]
async fn a_slow_command_obeys_max_time_and_a_slow_network_does_not() {
    let server = open_shop().await;
    let client = plain_client(&server).await;
    let orders = orders(&client);
    let find = || orders.find_one(doc! {}).max_time(Duration::from_millis(5));
    server.set_fault(Fault::slow_command("find", Duration::from_hours(1)));
    let error = timeout(PATIENCE, async { find().await }).await.unwrap().unwrap_err();
    assert_eq!(code(&error), Some(50));
    server.set_fault(Fault::slow_command("find", Duration::from_millis(1)));
    assert!(find().await.unwrap().is_some());
    server.set_fault(Fault::slow_reply("find", Duration::from_millis(50)));
    assert!(find().await.unwrap().is_some());
}

#[tokio::test]
async fn a_silent_server_gets_no_client_anywhere() {
    let server = TestServer::builder().fault(Fault::silent()).start().await.unwrap();
    let client = hasty_client(&server.uri()).await;
    let error = read(&client).await.unwrap_err();
    assert!(matches!(error.kind.as_ref(), ErrorKind::ServerSelection { .. }), "{error:?}");
    assert!(server.accepted_connections() > 0);
    assert_eq!(server.commands(), []);
    client.shutdown().immediate(true).await;
    server.clear_faults();
    server.disconnect_all();
    timeout(PATIENCE, server.connections_down_to(0)).await.unwrap();
}

#[tokio::test]
async fn foreign_protocols_and_closed_doors_are_broken_connections() {
    for fault in [Fault::http(), Fault::garbage(), Fault::close_on_connect()] {
        let server = TestServer::builder().fault(fault.clone()).start().await.unwrap();
        let error = outcome(options(&server.uri()).await).await.unwrap_err();
        assert!(is_broken_connection(&error), "{fault:?}: {error:?}");
        assert_eq!(server.commands(), [], "{fault:?}");
    }
}

#[tokio::test]
async fn http_is_answered_as_by_a_web_server() {
    let server = TestServer::builder().fault(Fault::http()).start().await.unwrap();
    let mut socket = TcpStream::connect(server.uri_host()).await.unwrap();
    socket.write_all(b"not a request").await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
}

#[tokio::test]
async fn bytes_that_are_no_message_end_the_connection() {
    let server = open_shop().await;
    let mut socket = TcpStream::connect(server.uri_host()).await.unwrap();
    socket.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    match socket.read_to_end(&mut answer).await {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), IoKind::ConnectionReset),
    }
    assert_eq!(answer, b"");
}

#[tokio::test]
async fn a_server_that_is_too_old_says_so() {
    let server = TestServer::builder().wire(8).start().await.unwrap();
    refused_with(&server.uri(), "reports wire version 8").await;
}

#[tokio::test]
async fn supported_wire_versions_are_told_and_served() {
    for (wire, version) in [(9, "4.4.29"), (17, "6.0.20"), (21, "7.0.16"), (25, "8.0.4")] {
        let server = TestServer::builder().wire(wire).sample_shop().start().await.unwrap();
        let client = client(&server.uri()).await;
        assert!(read(&client).await.unwrap().is_some());
        let admin = client.database("admin");
        let info = admin.run_command(doc! { "buildInfo": 1 }).await.unwrap();
        assert_eq!(info.get_str("version").unwrap(), version);
        let hello = admin.run_command(doc! { "hello": 1 }).await.unwrap();
        assert_eq!(hello.get_i32("maxWireVersion").unwrap(), wire);
    }
}

#[tokio::test]
async fn the_replica_sets_name_must_match() {
    let server = TestServer::builder().replica_set("rs0").sample_shop().start().await.unwrap();
    let right = client(&format!("{}/?replicaSet=rs0", server.uri())).await;
    assert!(read(&right).await.unwrap().is_some());
    let direct = format!("{}/?replicaSet=other&directConnection=true", server.uri());
    refused_with(&direct, "does not match").await;
    let wrong = format!("{}/?replicaSet=other", server.uri());
    let error = read(&hasty_client(&wrong).await).await.unwrap_err();
    assert!(matches!(error.kind.as_ref(), ErrorKind::ServerSelection { .. }), "{error:?}");
}

#[tokio::test]
async fn roles_decide_what_is_served() {
    let server = TestServer::builder()
        .replica_set("rs0")
        .role(Role::Secondary)
        .sample_shop()
        .start()
        .await
        .unwrap();
    let uri = format!("{}/?directConnection=true&retryWrites=false&retryReads=false", server.uri());
    let client = client(&uri).await;
    let preference = ReadPreference::SecondaryPreferred { options: None };
    let orders = orders(&client);
    let find = || {
        orders
            .find_one(doc! {})
            .selection_criteria(SelectionCriteria::ReadPreference(preference.clone()))
    };
    assert!(find().await.unwrap().is_some());
    let error = orders.insert_one(doc! {}).await.unwrap_err();
    assert_eq!(code(&error), Some(10107));
    server.set_role(Role::Recovering);
    assert_eq!(code(&find().await.unwrap_err()), Some(13436));
}

#[tokio::test]
async fn a_router_introduces_itself() {
    let server = TestServer::builder().mongos().sample_shop().start().await.unwrap();
    let client = client(&server.uri()).await;
    let hello = client.database("admin").run_command(doc! { "hello": 1 }).await.unwrap();
    assert_eq!(hello.get_str("msg").unwrap(), "isdbgrid");
    assert!(read(&client).await.unwrap().is_some());
}

#[tokio::test]
async fn a_stopped_server_refuses_and_its_port_can_be_used_again() {
    let server = open_shop().await;
    let port = server.port();
    let client = client(&server.uri()).await;
    assert!(read(&client).await.unwrap().is_some());
    server.stop().await;
    let refused = TcpStream::connect(("127.0.0.1", port)).await.unwrap_err();
    assert_eq!(refused.kind(), IoKind::ConnectionRefused);
    let again = TestServer::builder().port(port).sample_shop().start().await.unwrap();
    assert_eq!(again.port(), port);
    assert!(read(&client).await.unwrap().is_some());
}

#[tokio::test]
async fn a_client_that_shuts_down_leaves_no_connection() {
    let server = open_shop().await;
    let client = client(&server.uri()).await;
    assert!(read(&client).await.unwrap().is_some());
    assert!(server.open_connections() > 0);
    client.shutdown().immediate(true).await;
    timeout(PATIENCE, server.connections_down_to(0)).await.unwrap();
}

#[tokio::test]
async fn a_collection_that_is_described_wrongly_does_not_start() {
    let spec = ariadne_testserver_mongo::CollectionSpec::with(doc! { "capped": true });
    let outcome = TestServer::builder().collection("d", "c", spec).start().await;
    assert_eq!(outcome.err().unwrap().kind(), IoKind::InvalidInput);
}
