//! The password is nowhere to be seen.

use ariadne_connector_mongo::MongoFactory;
use ariadne_ports::{ConnectorFactory, ErrorKind, SecretValues};
use ariadne_testserver_mongo::{Fault, Privileges, TestServer};

use crate::support::{PASSWORD, connector, fetch, request, shop, test, try_fetch, with_user};

#[tokio::test]
async fn the_password_is_in_no_answer_error_or_print() {
    let server = shop().start().await.unwrap();
    let settings = with_user(server.port());
    let mut seen = vec![
        format!("{:?}", connector(&settings)),
        format!("{:#?}", test(&settings).await),
        format!("{:#?}", fetch(&settings, "orders").await),
    ];
    for command in ["saslStart", "saslContinue", "listCollections", "find", "hello"] {
        for code in [1, 8, 13, 18, 8000] {
            // a server that sends back what it should not
            server.set_fault(Fault::error(command, code, format!("refused {PASSWORD}")));
            seen.push(format!("{:#?}", test(&settings).await));
            let error = try_fetch(&settings, &request("orders")).await;
            seen.push(format!("{error:#?}"));
            if let Err(error) = error {
                seen.push(error.to_string());
            }
        }
    }
    for text in seen {
        assert!(!text.contains(PASSWORD), "{text}");
    }
}

#[tokio::test]
async fn the_password_is_never_on_the_wire_in_clear() {
    let server = shop().start().await.unwrap();
    fetch(&with_user(server.port()), "orders").await;
    for record in server.commands() {
        assert!(!record.document.to_string().contains(PASSWORD));
    }
}

#[tokio::test]
async fn a_user_without_a_stored_password() {
    let server =
        TestServer::builder().user("app", PASSWORD, Privileges::root()).start().await.unwrap();
    let settings = with_user(server.port());
    let source = MongoFactory.connector(&settings, &SecretValues::default()).unwrap();
    let error = source.suggest("", 5, crate::support::seconds(5)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceAuthFailed);
    assert_eq!(error.problem().unwrap().code, "PASSWORD_MISSING");
}
