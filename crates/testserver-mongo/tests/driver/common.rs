//! What the suites share.

use std::time::Duration;

use ariadne_testserver_mongo::TestServer;
use mongodb::bson::{Document, doc};
use mongodb::error::{Error, ErrorKind};
use mongodb::event::EventHandler;
use mongodb::event::sdam::SdamEvent;
use mongodb::options::ClientOptions;
use mongodb::{Client, Collection};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// The longest that a driver may look for a server; a guard against hangs, no measure.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) async fn options(uri: &str) -> ClientOptions {
    let mut options = ClientOptions::parse(uri).await.expect("the connection string is right");
    options.server_selection_timeout = Some(PATIENCE);
    options
}

pub(crate) async fn client(uri: &str) -> Client {
    Client::with_options(options(uri).await).expect("the options are right")
}

/// A client that gives up soon on a server that it cannot use.
pub(crate) async fn hasty_client(uri: &str) -> Client {
    let mut options = options(uri).await;
    options.server_selection_timeout = Some(Duration::from_millis(300));
    Client::with_options(options).expect("the options are right")
}

/// The outcome of a read, or the first reason why the driver could not watch the server.
pub(crate) async fn outcome(mut options: ClientOptions) -> Result<(), Error> {
    let (sender, mut failures) = mpsc::unbounded_channel();
    options.sdam_event_handler = Some(EventHandler::callback(move |event| {
        if let SdamEvent::ServerHeartbeatFailed(event) = event {
            // Nobody listens once the outcome is known.
            let _ = sender.send(event.failure);
        }
    }));
    let client = Client::with_options(options).expect("the options are right");
    tokio::select! {
        Some(failure) = failures.recv() => Err(failure),
        result = read(&client) => result.map(drop),
    }
}

/// Reads until the driver refuses the server for the expected reason.
pub(crate) async fn refused_with(uri: &str, reason: &str) {
    let refused = async {
        while !read(&hasty_client(uri).await)
            .await
            .is_err_and(|error| error.to_string().contains(reason))
        {}
    };
    timeout(PATIENCE, refused).await.expect("the driver refuses the server");
}

pub(crate) fn orders(client: &Client) -> Collection<Document> {
    client.database("shop").collection("orders")
}

/// A read of data.
pub(crate) async fn read(client: &Client) -> Result<Option<Document>, Error> {
    orders(client).find_one(doc! { "_id": 1 }).await
}

/// The server's code, wherever in the chain of causes it stands.
pub(crate) fn code(error: &Error) -> Option<i32> {
    match error.kind.as_ref() {
        ErrorKind::Command(command) => Some(command.code),
        ErrorKind::Authentication { .. } => {
            let mut cause = std::error::Error::source(error);
            while let Some(current) = cause {
                // The driver boxes the cause, and the box is what the chain shows.
                let error = current
                    .downcast_ref::<Error>()
                    .or_else(|| current.downcast_ref::<Box<Error>>().map(Box::as_ref));
                if let Some(error) = error
                    && let Some(code) = code(error)
                {
                    return Some(code);
                }
                cause = current.source();
            }
            None
        }
        _ => None,
    }
}

pub(crate) async fn shop_with_users() -> TestServer {
    TestServer::builder().sample_shop().sample_users().start().await.expect("the sample starts")
}

pub(crate) async fn open_shop() -> TestServer {
    TestServer::builder().sample_shop().start().await.expect("the sample starts")
}
