//! Answers and connections that break.

use ariadne_ports::ErrorKind;
use ariadne_tests::proxy::{Break, Fault, Proxy, bodies};
use ariadne_tests::services;

use super::{Ear, ample, at, connector, fault, fetch, found, index, short, step};

#[tokio::test]
async fn every_fault_is_typed_and_in_time() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    let proxy = Proxy::front(&node.url);
    let connector = connector(&at(&proxy.url), None);
    let mapping = format!("GET /{name}/_mapping");
    for (spoiled, deadline, kind, code) in [
        (Fault::Silence, short(), ErrorKind::Timeout, "NO_ANSWER"),
        (Fault::Stall, short(), ErrorKind::Timeout, "ANSWER_STALLED"),
        (Fault::Cut, ample(), ErrorKind::SourceUnreachable, "CONNECTION_CUT"),
        (Fault::Html, ample(), ErrorKind::SourceUnsupported, "NOT_ELASTICSEARCH"),
        (Fault::CircuitBreaker, ample(), ErrorKind::SourceBusy, "CIRCUIT_BREAKER"),
        (Fault::Unavailable, ample(), ErrorKind::SourceBusy, "CLUSTER_NOT_READY"),
        (
            Fault::Answer(500, bodies::failure(500, "own_exception", "x")),
            ample(),
            ErrorKind::SourceBusy,
            "ENGINE_ERROR",
        ),
        (
            Fault::Redirect(format!("{}/login", proxy.url)),
            ample(),
            ErrorKind::SourceUnsupported,
            "REDIRECTED",
        ),
    ] {
        proxy.fail(&mapping, spoiled.clone());
        let deadline = if deadline.is_past() { short() } else { deadline };
        assert_eq!(
            fault(connector.as_ref(), &name, deadline).await,
            (kind, code.to_owned()),
            "{spoiled:?}"
        );
        proxy.heal();
    }
    assert_eq!(found(connector.as_ref(), &name).await.columns.len(), 3, "all is well again");
    for (how, kind) in [
        (Break::Silence, ErrorKind::Timeout),
        (Break::Garbage, ErrorKind::SourceUnsupported),
        (Break::Close, ErrorKind::SourceUnreachable),
    ] {
        // a connector of its own: the other one's connections are open already
        let broken = Proxy::front(&node.url);
        broken.break_connections(how);
        let fresh = super::connector(&at(&broken.url), None);
        let deadline = if how == Break::Silence { short() } else { ample() };
        assert_eq!(fault(fresh.as_ref(), &name, deadline).await.0, kind, "{how:?}");
        let report = fresh
            .test(if how == Break::Silence { short() } else { ample() }, &Ear::default())
            .await;
        assert!(step(&report, "protocol").starts_with("FAILED"), "{how:?}: {report:?}");
    }
}

#[tokio::test]
async fn a_server_that_dies_while_answering_is_noticed() {
    let node = services::elasticsearch7().await;
    let name = index(node).await;
    let proxy = Proxy::front(&node.url);
    proxy.fail(&format!("GET /{name}/_mapping"), Fault::Stall);
    let connector = connector(&at(&proxy.url), None);
    let fetching = tokio::spawn(async move { fetch(connector.as_ref(), &name, ample()).await });
    while !proxy.requests().iter().any(|request| request.path.ends_with("/_mapping")) {
        tokio::task::yield_now().await;
    }
    drop(proxy);
    let error = fetching.await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceUnreachable, "{error:?}");
}
