//! The threads that block in the driver: bounded, counted, and ended with their calls.

use std::time::Duration;

use ariadne_connector_oracle::{MAX_THREADS, MAX_THREADS_OF_A_SOURCE, OracleFactory};
use ariadne_ports::{Deadline, ErrorKind};
use ariadne_testserver_oracle::{Fault, Moment, Profile};

use crate::support::{Ear, HANG, company, made_by, request, settings, soon};

/// Waits until no thread of this factory is left; a guard ends the test when one stays.
pub(crate) async fn all_ended(factory: &OracleFactory) {
    becomes(factory, 0).await;
    assert_eq!(factory.threads().abandoned(), 0);
}

async fn becomes(factory: &OracleFactory, count: usize) {
    let threads = factory.threads();
    let waiting = async {
        while threads.running() != count {
            tokio::task::yield_now().await;
        }
    };
    let outcome = tokio::time::timeout(HANG, waiting).await;
    assert!(outcome.is_ok(), "{threads:?}");
}

/// However many calls there are to a server that hangs in the login, only so many threads
/// wait for it; all of them end with their calls.
#[tokio::test(flavor = "multi_thread")]
async fn calls_to_a_server_that_hangs_are_bounded() {
    let factory = OracleFactory::default();
    let server = company(Profile::V19).fault(Fault::hang(Moment::Password)).start().await.unwrap();
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let source = made_by(&factory, &settings(server.port()));
            tokio::spawn(async move {
                source.fetch_table(&request("employees"), soon(), &Ear::default()).await
            })
        })
        .collect();
    becomes(&factory, MAX_THREADS_OF_A_SOURCE).await;
    let mut kinds = Vec::new();
    for call in calls {
        assert!(factory.threads().running() <= MAX_THREADS_OF_A_SOURCE);
        kinds.push(call.await.unwrap().unwrap_err().kind());
    }
    // On a busy machine even the connection may not come about in time.
    let bounded = [ErrorKind::Timeout, ErrorKind::SourceBusy, ErrorKind::SourceUnreachable];
    assert!(kinds.iter().all(|kind| bounded.contains(kind)), "{kinds:?}");
    assert!(kinds.contains(&ErrorKind::SourceBusy), "those that had no turn: {kinds:?}");
    all_ended(&factory).await;
    server.connections_down_to(0).await;
    assert!(server.accepted_connections() <= 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_sources_together_are_bounded() {
    let factory = OracleFactory::default();
    let mut servers = Vec::new();
    let mut calls = Vec::new();
    for _ in 0..MAX_THREADS {
        let server =
            company(Profile::V19).fault(Fault::hang(Moment::Password)).start().await.unwrap();
        for _ in 0..MAX_THREADS_OF_A_SOURCE {
            let source = made_by(&factory, &settings(server.port()));
            calls.push(tokio::spawn(async move {
                let deadline = Deadline::after(Duration::from_secs(3));
                source.fetch_table(&request("employees"), deadline, &Ear::default()).await
            }));
        }
        servers.push(server);
    }
    becomes(&factory, MAX_THREADS).await;
    for call in calls {
        assert!(factory.threads().running() <= MAX_THREADS);
        assert!(call.await.unwrap().is_err());
    }
    all_ended(&factory).await;
}
