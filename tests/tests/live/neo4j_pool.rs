//! More questions at once than there are connections to Neo4j.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ariadne_lineage_neo4j::{Neo4jGraph, Neo4jSettings};
use ariadne_ports::LineageGraph;
use ariadne_tests::services::{self, Neo4j};
use secrecy::SecretString;
use tokio::net::{TcpListener, TcpStream};

use crate::neo4j_faults::{HANG, empty, seen, shows, unavailable};

/// A port in front of the server, and how many connections were made to it.
async fn counted(server: &Neo4j) -> (String, Arc<AtomicUsize>) {
    let upstream = server.url.trim_start_matches("bolt://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("bolt://{}", listener.local_addr().expect("bound"));
    let made = Arc::new(AtomicUsize::new(0));
    let count = made.clone();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            let mut server = TcpStream::connect(&upstream).await.expect("the server listens");
            tokio::spawn(
                async move { tokio::io::copy_bidirectional(&mut client, &mut server).await },
            );
        }
    });
    (url, made)
}

/// Whoever finds every connection in use is told so, and not that the server is away; those
/// that have one go on, and nothing is connected anew.
#[tokio::test(flavor = "multi_thread")]
async fn a_pool_that_is_used_up_is_told_from_a_server_that_is_away() {
    const CONNECTIONS: usize = 2;
    let server = services::neo4j().await;
    let name = services::unique("pool");
    let (url, made) = counted(server).await;
    let password = SecretString::from(server.password.clone());
    let settings = Neo4jSettings::new(&url, &server.user, password).expect("settings");
    let settings =
        settings.named(&name).with_connections(CONNECTIONS).within(Duration::from_secs(1), HANG);
    let graph = empty(settings).await;

    // who holds the lock of the graph keeps those waiting who ask what it shows
    let driver = neo4rs::Graph::new(&server.url, &server.user, &server.password).expect("a driver");
    let mut writer = driver.start_txn().await.expect("a transaction");
    let lock = neo4rs::query("MATCH (g:AriadneGraph {name: $name}) SET g.locked = 7");
    writer.run(lock.param("name", name.as_str())).await.expect("locked");
    let waiting: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let graph = graph.clone();
            tokio::spawn(async move { graph.applied().await })
        })
        .collect();
    let refused = async {
        loop {
            // before those wait it is answered
            if let Err(error) = seen(graph.as_ref()).await {
                break error;
            }
        }
    };
    let error = tokio::time::timeout(HANG, refused).await.expect("the others come to wait");
    unavailable(&error);
    assert!(error.to_string().contains("as much at once as it may be"), "{error}");
    assert!(waiting.iter().all(|waiting| !waiting.is_finished()), "they have their connections");

    writer.commit().await.expect("unlocked");
    for waiting in waiting {
        let answer = tokio::time::timeout(HANG, waiting).await.expect("in time");
        assert_eq!(answer.expect("no panic").expect("answered"), Some(shows(0)));
    }
    assert_eq!(seen(graph.as_ref()).await.expect("answered"), 0);
    assert_eq!(made.load(Ordering::SeqCst), CONNECTIONS, "no pool is replaced");
}

/// Many more questions than connections are all answered, one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn questions_wait_for_a_connection() {
    let server = services::neo4j().await;
    let settings = crate::neo4j::settings(server).named(services::unique("queue"));
    let graph = empty(settings.clone()).await;
    graph.apply(&[crate::neo4j_faults::step(1)]).await.expect("applied");
    let narrow = Arc::new(Neo4jGraph::new(settings.with_connections(2)).expect("a graph"));
    let asking: Vec<_> = (0..100)
        .map(|_| {
            let graph = narrow.clone();
            tokio::spawn(async move { seen(graph.as_ref()).await })
        })
        .collect();
    for answer in asking {
        assert_eq!(answer.await.expect("no panic").expect("answered"), 1);
    }
}
