//! A `MongoDB` server for tests, spoken to over the wire by any driver.
//!
//! It holds databases, collections, views, time series and capped collections in memory, logs
//! clients in with SCRAM, checks privileges, answers in the shapes and with the error codes of
//! the real server, claims any wire version and misbehaves on request. Everything a client sends
//! is written to a log that a test can read. A name server for SRV and TXT records stands beside it.
//!
//! What is deliberately absent: updates and deletes, transactions, change streams, index use,
//! and the enforcement of validators (a collection may hold documents that break its validator,
//! as it may on a real server whose validator came later).
//!
//! ```no_run
//! use ariadne_testserver_mongo::{BuiltInRole, CollectionSpec, Privileges, TestServer};
//! use mongodb::bson::doc;
//!
//! # async fn example() -> std::io::Result<()> {
//! let server = TestServer::builder()
//!     .wire(21)
//!     .user("app", "secret", Privileges::none().role(BuiltInRole::Read, "shop"))
//!     .collection("shop", "orders", CollectionSpec::default().documents([doc! { "_id": 1 }]))
//!     .start()
//!     .await?;
//! let uri = server.uri_for("app", "secret");
//! # drop(uri);
//! # Ok(())
//! # }
//! ```

mod builder;
mod catalog;
mod collection;
mod commands;
mod connection;
mod cursors;
mod dns;
mod error;
mod fault;
mod filter;
mod indexes;
mod log;
mod login;
mod peer;
mod pipeline;
mod privileges;
mod projection;
mod sample;
mod scram;
mod server;
mod shared;
mod shell;
mod spec;
mod tls;
mod users;
mod values;
mod wire;

pub use builder::{Role, TestServerBuilder};
pub use dns::{DnsRecord, NameServer};
pub use fault::Fault;
pub use log::CommandRecord;
pub use privileges::{BuiltInRole, Privileges};
pub use scram::Mechanism;
pub use server::TestServer;
pub use spec::CollectionSpec;
pub use tls::{TlsMode, unrelated_ca_pem};
pub use users::User;
