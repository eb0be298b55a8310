//! Testing a connection: what each fault says, and what to do about it.

mod logins;
mod servers;
mod tls;

use crate::support::{PASSWORD, outline, shop, test, with_user};

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
